package scenarios

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gopkg.in/yaml.v3"
)

// Texts of 256 KiB that would take minutes if any pass took time in proportion
// to the square of their length; each takes less than a second on a free core.
func TestHostileTextsTakeBoundedTime(t *testing.T) {
	const size = maxBytes / 4
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	count := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"one line of wrong items":        "regions: [" + fill("a,") + "a]\n",
		"one line of unknown keys":       "authority: {" + count("escalatez%d: 1, ") + "}\n",
		"unknown keys":                   count("seaso%d: 1\n"),
		"one key again and again":        fill("seed: 1\n"),
		"a table of many entries":        "carriers:\n  - name: a\n    spread:\n" + count("      r%d: 1\n"),
		"a table that merges many":       "carriers:\n  - spread: &a\n" + count("      r%d: 1\n") + "  - spread: {<<: *a}\n",
		"many regions":                   "regions:\n" + count("  - {name: r%d, share: 1.5}\n"),
		"many documents":                 fill("---\n"),
		"a list that is never closed":    "regions: [" + fill("a,\n"),
		"lists in lists":                 "a: " + fill("["),
		"blocks in blocks":               "a: " + fill("{a: "),
		"dashes":                         fill("- "),
		"question marks":                 fill("? "),
		"colons":                         fill("a: "),
		"a quote that is never closed":   "a: \"" + fill("b\n"),
		"a wrong line at the end":        fill("# remark\n") + "a: b\n c: d\n",
		"a wrong line after many values": count("a%d: 1\n") + " b: c\n",
		"references":                     "a: &a 1\nb: [" + fill("*a,") + "*a]\n",
		"long words":                     fill("abcdefghijklmnopqrstuvwxyzabcdefghijk: 1\n"),
		"one long word":                  fill("x"),
		"one long number":                "seed: " + fill("9"),
		"one long time":                  "season: {warm_up: " + fill("1d") + "}",
		"one long distribution":          "authority: {consumer_after: 'gamma(" + fill("mean=1d,") + ")'}",
		"comments":                       fill("# a\n"),
		"comments between values":        fill("# a\na: 1\n"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := LoadFS(fstest.MapFS{"a.yaml": {Data: []byte(text)}, "b.yaml": {Data: []byte(text)}}, "a.yaml", []string{"b.yaml"})
			var d *Diagnostics
			if !errors.As(err, &d) {
				t.Fatalf("got %v, want diagnostics", err)
			}
			if err := d.Render(io.Discard, false); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			} else {
				t.Logf("%6.2f s, %d diagnostics, first: %.100s", took.Seconds(), len(d.Items), d.Items[0].String())
			}
		})
	}
}

type collapsing struct{}

func (collapsing) Read([]byte) (int, error) { panic("please report") }

func TestAPanicOfTheYAMLLibraryIsAnError(t *testing.T) {
	if _, err := decodeNode(yaml.NewDecoder(collapsing{})); !errors.Is(err, errGivenUp) {
		t.Errorf("got %v, want %v", err, errGivenUp)
	}
}
