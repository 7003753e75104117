package scenarios

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Diagnostic is one thing that is wrong with a scenario: where it stands,
// what is wrong with it, and what would be right. It is written for the person
// who wrote the file.
type Diagnostic struct {
	File  string // as the planner named it, or beside the file that he named
	Line  int    // from 1; 0 when the whole file is meant (it does not exist)
	Col   int    // from 1, counted in characters
	Path  string // the key, such as firms[0].service.pools[2].patience; may be empty
	Wrong string // "is 1.7"
	Right string // "a share lies between 0 and 1"; may be empty

	text string // the source line
	word string // what stands at Line:Col, for the carets
}

// String is the diagnostic on one line, without the source.
func (d Diagnostic) String() string {
	var b strings.Builder
	b.WriteString(d.File)
	if d.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", d.Line, d.Col)
	}
	b.WriteString(": ")
	b.WriteString(d.message())
	return b.String()
}

func (d Diagnostic) message() string {
	var b strings.Builder
	if d.Path != "" {
		b.WriteString(d.Path)
		b.WriteString(": ")
	}
	b.WriteString(d.Wrong)
	if d.Right != "" {
		b.WriteString("; ")
		b.WriteString(d.Right)
	}
	return b.String()
}

// Diagnostics is the error of a rejected scenario: everything that is wrong
// with it, sorted by file, line and column.
type Diagnostics struct {
	Items []Diagnostic
	More  int // found beyond the first 1,000, which Items holds
}

// Error is every diagnostic, one a line, without the source.
func (d *Diagnostics) Error() string {
	lines := make([]string, len(d.Items), len(d.Items)+1)
	for i, item := range d.Items {
		lines[i] = item.String()
	}
	if d.More > 0 {
		lines = append(lines, fmt.Sprintf("... and %d more", d.More))
	}
	return strings.Join(lines, "\n")
}

// A file with hundreds of mistakes is most likely not a scenario. keptAtMost
// bounds the time and memory spent on it, shownAtMost what Render prints.
const (
	keptAtMost  = 1000
	shownAtMost = 100
)

// Terminal colours (ECMA-48): bold, bold red, dim and back.
const (
	bold  = "\x1b[1m"
	red   = "\x1b[1;31m"
	dim   = "\x1b[2m"
	plain = "\x1b[0m"
)

// Render writes every diagnostic with its source line and a caret under the
// place. A Chinese character is two columns wide in a terminal; the caret
// takes that into account. With color, the output has terminal colours.
func (d *Diagnostics) Render(w io.Writer, color bool) error {
	paint := func(code, text string) string {
		if !color {
			return text
		}
		return code + text + plain
	}
	var b strings.Builder
	for i, item := range d.Items {
		if i == shownAtMost {
			break
		}
		place := item.File
		if item.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", item.File, item.Line, item.Col)
		}
		fmt.Fprintf(&b, "%s: %s\n", paint(bold, place), item.message())
		if item.Line == 0 {
			continue
		}
		text, pad, marks := snippet(item.text, item.Col, item.word)
		number := fmt.Sprintf("%5d | ", item.Line)
		fmt.Fprintf(&b, "%s%s\n", paint(dim, number), text)
		fmt.Fprintf(&b, "%s%s%s\n", paint(dim, "      | "), pad, paint(red, marks))
	}
	if more := d.More + len(d.Items) - shownAtMost; more > 0 {
		fmt.Fprintf(&b, "... and %d more\n", more)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// report collects what is wrong. It never stops anybody: a pass goes on after
// a mistake, so that the planner hears of all of them at once.
type report struct {
	items []Diagnostic
	more  int // not kept

	compared int // pairs of names that overlays have compared

	common map[spot]bool   // where firm_defaults stands, once it lies under the firms
	told   map[string]bool // what has been said of it: once, not for every firm
}

// full counts a mistake that is not kept any more, and tells so. Whoever has
// to work for the words of a report asks first.
func (r *report) full() bool {
	if len(r.items) < keptAtMost {
		return false
	}
	r.more++
	return true
}

// add notes one thing that is wrong at a place.
func (r *report) add(at place, path, wrong, right string) {
	if r.common[at.spot()] {
		path = ofCommon(path)
		once := fmt.Sprintf("%s:%d:%d %s %s %s", at.source.show, at.line, at.col, path, wrong, right)
		if r.told[once] {
			return
		}
		if r.told == nil {
			r.told = make(map[string]bool)
		}
		r.told[once] = true
	}
	if r.full() {
		return
	}
	d := Diagnostic{Line: at.line, Col: at.col, word: at.word, Path: onOneLine(path, 200), Wrong: onOneLine(wrong, 1000), Right: onOneLine(right, 1000)}
	if at.source != nil {
		d.File = at.source.show
		d.text = at.source.line(at.line)
	}
	r.items = append(r.items, d)
}

// onOneLine makes text fit for a terminal: a planner's own words may be in it.
func onOneLine(text string, most int) string {
	if len(text) > most {
		text = string([]rune(text)[:most/4]) + "…" // a character has at most four bytes
	}
	return strings.Map(visible, text)
}

// err is nil when nothing is wrong; else the sorted Diagnostics, each once: an
// anchor used twice would repeat its mistake at the same place.
func (r *report) err() error {
	if len(r.items) == 0 {
		return nil
	}
	items := slices.Clone(r.items)
	slices.SortStableFunc(items, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Wrong, b.Wrong), cmp.Compare(a.Right, b.Right),
		)
	})
	return &Diagnostics{Items: slices.Compact(items), More: r.more}
}
