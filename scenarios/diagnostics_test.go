package scenarios

import (
	"fmt"
	"strings"
	"testing"
)

func TestSnippet(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct {
		says, line       string
		col              int
		word             string
		text, pad, marks string
	}{
		{"the caret stands under the value", "tills: 3", 8, "3", "tills: 3", "       ", "^"},
		{"the carets are as wide as the value", "tills: many", 8, "many", "tills: many", "       ", "^^^^"},
		{"a Chinese character takes two columns before the caret", "名: 3", 4, "3", "名: 3", "    ", "^"},
		{"and two under it", "a: 双十一", 4, "双十一", "a: 双十一", "   ", "^^^^^^"},
		{"a full-width colon too", "a：3", 3, "3", "a：3", "   ", "^"},
		{"an accent that stands on its letter takes none", "e\u0301: 3", 5, "3", "e\u0301: 3", "   ", "^"},
		{"a word in quotes is marked with them", `a: "b c"`, 4, "b c", `a: "b c"`, "   ", "^^^^^"},
		{"an escaped word gets one caret", `a: "b\tc"`, 4, "b\tc", `a: "b\tc"`, "   ", "^"},
		{"a tab stays a tab", "\tx: 3", 2, "x", "\tx: 3", "\t", "^"},
		{"a caret may stand after the end", "tills:", 7, "", "tills:", "      ", "^"},
		{"a word that is not there gets one caret", "a: b", 4, "bcd", "a: b", "   ", "^"},
		{"control characters do not reach the terminal", "a\x1b[31mb", 1, "", "a·[31mb", "", "^"},
		{"nor do marks that turn the text round", "a\u202eb", 3, "b", "a·b", "  ", "^"},
		{"a long line is shown from 40 before the caret", long, 200, "", "…" + long[:131] + "…", strings.Repeat(" ", 41), "^"}, // replaced below
	} {
		t.Run(c.says, func(t *testing.T) {
			text, pad, marks := snippet(c.line, c.col, c.word)
			if c.line == long {
				if !strings.HasPrefix(text, "…") || !strings.HasSuffix(text, "…") || len(text) > snippetColumns+6 || len(pad) != 41 {
					t.Errorf("got %d columns %q, pad %d", len(text), text, len(pad))
				}
				return
			}
			if text != c.text || pad != c.pad || marks != c.marks {
				t.Errorf("got  %q %q %q\nwant %q %q %q", text, pad, marks, c.text, c.pad, c.marks)
			}
		})
	}
}

func TestRenderInColor(t *testing.T) {
	d := &Diagnostics{Items: []Diagnostic{
		{File: "a.yaml", Line: 3, Col: 1, word: "ab", Path: "ab", Wrong: "is odd", Right: "make it even", text: "ab: 3"},
		{File: "b.yaml", Wrong: "does not exist"},
	}}
	var plainText, colored strings.Builder
	if d.Render(&plainText, false) != nil || d.Render(&colored, true) != nil {
		t.Fatal("a strings.Builder refused")
	}
	want := "a.yaml:3:1: ab: is odd; make it even\n    3 | ab: 3\n      | ^^\nb.yaml: does not exist\n"
	if plainText.String() != want {
		t.Errorf("got\n%s\nwant\n%s", plainText.String(), want)
	}
	if !strings.Contains(colored.String(), "\x1b[1ma.yaml:3:1\x1b[0m") || strings.Contains(plainText.String(), "\x1b") {
		t.Errorf("colours are wrong: %q", colored.String())
	}
}

func TestRenderStopsAfterAHundred(t *testing.T) {
	d := &Diagnostics{}
	for i := range 250 {
		d.Items = append(d.Items, Diagnostic{File: "a", Wrong: fmt.Sprint(i)})
	}
	d.More = 7
	var b strings.Builder
	if err := d.Render(&b, false); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "a: 99\n... and 157 more\n") {
		t.Errorf("ends with %q", b.String()[len(b.String())-40:])
	}
	if n := strings.Count(d.Error(), "\n"); n != 250 {
		t.Errorf("Error has %d line breaks, want 250", n)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"to", "from", "warm_up", "cool_down", "patience", "share", "shape"}
	for word, want := range map[string]string{
		"patiense": "patience", "pateince": "patience", "WarmUp": "warm_up", "warm-up": "warm_up", "cooldwn": "cool_down",
		"form": "from", "frxx": "", "at": "", "x": "", "completely": "", "shae": "shape", "": "", strings.Repeat("patience", 9): "",
	} {
		if got := Suggest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestSuggestName(t *testing.T) {
	for _, c := range []struct{ name, known, want string }{
		{"aparel", "apparel", "apparel"}, {"electroncis", "electronics", "electronics"}, {"Chat", "chat", "chat"}, {"courier-a", "courier a", "courier a"},
		{"south", "north", ""}, {"chat", "chat", ""}, {"chat2", "chat", ""}, {"week 1", "week 2", ""}, {"B店", "A店", ""}, {"远 far", "近 far", ""}, {"", "a", ""},
	} {
		if got := suggestName(c.name, []string{c.known}); got != c.want {
			t.Errorf("%q for %q: got %q, want %q", c.name, c.known, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "axc", 1}, {"kitten", "sitting", 3}, {"双十一", "双十二", 1}, {"ca", "abc", 3}} {
		for _, got := range []int{distance([]rune(c.a), []rune(c.b)), distance([]rune(c.b), []rune(c.a))} {
			if got != c.want {
				t.Errorf("%q to %q: got %d, want %d", c.a, c.b, got, c.want)
			}
		}
	}
}
