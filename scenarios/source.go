package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxBytes is the largest scenario file. A scenario with a row for every half
// hour of four months is some 300 kB; beyond 1 MiB it is another file.
const maxBytes = 1 << 20

// source is one file of a scenario: its text, line by line, for the snippets.
type source struct {
	show  string // how the planner calls it
	plan  bool   // laid over a scenario
	text  string // without byte-order mark
	lines []string
}

// place is a spot in a source: line and column from 1, and the text that
// stands there, which the carets of a snippet underline; it may be empty.
type place struct {
	source    *source
	line, col int
	word      string
}

// should is what a file must hold: what a scenario does, or a plan what it changes.
func (s *source) should(scenario string) string {
	if s.plan {
		return "a plan holds the keys of the scenario that it changes, such as firms: or targets:"
	}
	return scenario
}

// line gives the text of a line, from 1; "" outside the file.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

func (s *source) at(line, col int, word string) place { return place{s, line, col, word} }

func newSource(show, text string) *source {
	text = strings.TrimPrefix(text, "\uFEFF")
	return &source{show: show, text: text, lines: splitLines(text)}
}

// readSource reads a file, whatever it holds.
func readSource(fsys fs.FS, name, show string) (*source, error) {
	raw, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return newSource(show, string(raw)), nil
}

// tree gives what a source says, or nil after a report. spent counts the
// values of all sources of a scenario.
func (s *source) tree(rep *report, spent *int) *node {
	if len(s.text) > maxBytes {
		rep.add(s.at(1, 1, ""), "", "is larger than 1 MiB", "a scenario is a few hundred lines; is this the right file?")
		return nil
	}
	if !s.isText(rep) || !s.indentedWithBlanks(rep) {
		return nil
	}
	y := s.parse(rep)
	if y == nil {
		return nil
	}
	u := unfolder{src: s, rep: rep, spent: spent, open: make(map[*yaml.Node]bool)}
	if n := u.unfold(y, nil); !u.full {
		return n
	}
	return nil // half a tree would only add mistakes that are none
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if about, err := f.Stat(); err == nil && about.IsDir() {
		return nil, errFolder
	}
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}

var errFolder = errors.New("is a folder, not a file")

// unreadable says in words why a file could not be read.
func unreadable(err error) string {
	switch {
	case errors.Is(err, errFolder):
		return err.Error()
	case errors.Is(err, fs.ErrPermission):
		return "may not be read by this user"
	case strings.Contains(err.Error(), "escapes"): // os.Root has no exported error for it
		return "is a link that leaves the scenario's folder"
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Sprintf("could not be read: %v", err)
}

// splitLines splits at every line break that YAML knows, so that its line
// numbers and ours agree.
func splitLines(text string) []string {
	var lines []string
	for len(text) > 0 {
		i := strings.IndexAny(text, "\n\r\u0085\u2028\u2029")
		if i < 0 {
			return append(lines, text)
		}
		lines = append(lines, text[:i])
		_, n := utf8.DecodeRuneInString(text[i:])
		if strings.HasPrefix(text[i:], "\r\n") {
			n = 2
		}
		text = text[i+n:]
	}
	return lines
}

// isText tells whether the source is UTF-8 without control characters, and
// reports the first byte that is not.
func (s *source) isText(rep *report) bool {
	const save = "save the file as UTF-8 (Notepad: Save as, Encoding UTF-8)"
	if strings.HasPrefix(s.text, "\xFF\xFE") || strings.HasPrefix(s.text, "\xFE\xFF") {
		rep.add(s.at(1, 1, ""), "", "is in the encoding UTF-16", save)
		return false
	}
	for i, line := range s.lines {
		col := 0
		for j, r := range line {
			col++
			if r == utf8.RuneError {
				if _, n := utf8.DecodeRuneInString(line[j:]); n == 1 {
					rep.add(s.at(i+1, col, ""), "", fmt.Sprintf("is not in the encoding UTF-8: byte 0x%02X", line[j]), save)
					return false
				}
			}
			if r != '\t' && (r < ' ' || r >= 0x7F && r <= 0x9F || r == 0xFFFE || r == 0xFFFF || r == 0xFEFF) {
				rep.add(s.at(i+1, col, ""), "", fmt.Sprintf("has a control character (U+%04X)", r), "delete it")
				return false
			}
		}
	}
	return true
}

// indentedWithBlanks reports a tab before the first word of a line. YAML
// forbids it in some places and silently glues the line to the one before in
// others, so it is refused everywhere.
func (s *source) indentedWithBlanks(rep *report) bool {
	var first place
	more := 0
	for i, line := range s.lines {
		word := strings.TrimLeft(line, " \t")
		lead := line[:len(line)-len(word)]
		tab := strings.IndexByte(lead, '\t')
		if tab < 0 || word == "" || word[0] == '#' {
			continue
		}
		if first.source == nil {
			first = s.at(i+1, tab+1, "")
		} else {
			more++
		}
	}
	if first.source == nil {
		return true
	}
	wrong := "is indented with a tab"
	if more > 0 {
		wrong = fmt.Sprintf("is indented with a tab, as are %d more lines", more)
	}
	rep.add(first, "", wrong, "indent with blanks, two a level")
	return false
}
