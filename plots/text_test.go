package plots

import (
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/vg"
)

func TestBothFontsHoldWhatFiguresWrite(t *testing.T) {
	const own = "0123456789 kMbn%.,;:()–−×≤↑…•〓ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz双十一双11双12年货节春节元旦国庆"
	var buf sfnt.Buffer
	for name, f := range map[string]*opentype.Font{"regular": loadFaces().regular, "bold": loadFaces().bold} {
		for _, r := range own {
			if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
				t.Errorf("the %s font has no %q", name, r)
			}
		}
	}
}

func TestDrawable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"Latin and Chinese stay", "华北优选 A", "华北优选 A"},
		{"a character outside the subset becomes the geta mark", "鑫鑫 shop", "〓〓 shop"},
		{"an emoji becomes one mark", "🛒", "〓"},
		{"a line break becomes a space", "a\nb", "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := drawable(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWrapKeepsEveryWordAndTheWidth(t *testing.T) {
	for _, c := range []struct {
		name, text string
		lines      int // at least
	}{
		{"one line stays one", "Short", 1},
		{"Latin breaks at spaces", strings.Repeat("a headline that goes on ", 7), 2},
		{"Chinese breaks between characters", strings.Repeat("中华人民共和国电子商务", 6), 2},
		{"mixed text", strings.Repeat("双11 orders 订单 exceed ", 8), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			const width = vg.Length(400)
			got := wrap(headlineStyle, c.text, width, 9)
			if len(got) < c.lines {
				t.Errorf("got %d lines, want %d or more", len(got), c.lines)
			}
			bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if bare(strings.Join(got, "")) != bare(c.text) {
				t.Errorf("got %q, which is not the text", got)
			}
			for _, l := range got {
				if w := headlineStyle.width(l); w > width {
					t.Errorf("line %q is %.0f wide, more than %.0f", l, w, width)
				}
			}
		})
	}
	t.Run("what does not fit is elided", func(t *testing.T) {
		got := wrap(headlineStyle, strings.Repeat("word ", 100), 200, 2)
		if len(got) != 2 || !strings.HasSuffix(got[1], "…") {
			t.Errorf("got %q, want two lines with an ellipsis at the end", got)
		}
	})
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		name         string
		want, expect []vg.Length
	}{
		{"labels with room do not move", []vg.Length{10, 50, 90}, []vg.Length{10, 50, 90}},
		{"two at one place part evenly", []vg.Length{50, 50}, []vg.Length{45, 55}},
		{"the order of wanted places is kept", []vg.Length{52, 50}, []vg.Length{56, 46}},
		{"a crowd at the floor stacks from the floor", []vg.Length{0, 0, 0}, []vg.Length{0, 10, 20}},
		{"a crowd at the ceiling ends there", []vg.Length{100, 100, 100}, []vg.Length{80, 90, 100}},
		{"a neighbour is pushed only as far as needed", []vg.Length{50, 50, 53}, []vg.Length{41, 51, 61}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, got := range spread(c.want, 10, 0, 100) {
				if math.Abs(float64(got-c.expect[i])) > 1e-9 {
					t.Errorf("label %d at %v, want %v", i, got, c.expect[i])
				}
			}
		})
	}
}
