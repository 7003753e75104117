package scenarios

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// parse gives the one YAML document of a source, or nil after a report.
func (s *source) parse(rep *report) *yaml.Node {
	reader := &lineReader{text: s.text}
	decoder := yaml.NewDecoder(reader)
	doc, err := decodeNode(decoder)
	if errors.Is(err, io.EOF) || err == nil && isNothing(doc) {
		rep.add(s.at(1, 1, ""), "", "is empty", s.should("a scenario starts with keys such as name: and season:"))
		return nil
	}
	var next *yaml.Node
	if err == nil {
		next, err = decodeNode(decoder)
		if errors.Is(err, io.EOF) {
			return doc.Content[0]
		}
	}
	if err != nil {
		at, wrong, right := s.explainSyntax(err, reader.lines)
		rep.add(at, "", wrong, right)
		return nil
	}
	rep.add(s.at(max(next.Line, 1), max(next.Column, 1), "---"), "", "starts a second document",
		"a scenario is one document: take out the line ---, or make two files")
	return nil
}

// isNothing tells whether a document holds no value at all, as --- alone does.
func isNothing(doc *yaml.Node) bool {
	if len(doc.Content) == 0 {
		return true
	}
	only := doc.Content[0]
	return only.Kind == yaml.ScalarNode && only.Tag == "!!null"
}

// errGivenUp stands for a panic of the YAML library, which has several "please
// report" panics left in its last version; mikefarah/yq issue 2481 meets one.
// A planner's file must not bring the program down, whatever is in it.
var errGivenUp = errors.New("yaml: a comment stands where the reader cannot place it")

func decodeNode(d *yaml.Decoder) (doc *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			doc, err = nil, errGivenUp
		}
	}()
	doc = new(yaml.Node)
	return doc, d.Decode(doc)
}

// lineReader hands out a text line by line and counts the lines: the YAML
// library reads no further than it must, so the count is near the mistake,
// where its own messages often name the start of the block or no line at all.
type lineReader struct {
	text  string
	lines int
}

func (r *lineReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	n := strings.IndexByte(r.text, '\n') + 1
	if n == 0 {
		n = len(r.text)
	}
	n = copy(p, r.text[:n])
	if r.text[n-1] == '\n' {
		r.lines++
	}
	r.text = r.text[n:]
	return n, nil
}

var (
	yamlLine   = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?`)
	yamlAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// explainSyntax turns a message of the YAML library into a place and words for
// a person who has never heard of scalars and tokens. read is the number of
// lines that the library had taken in when it gave up.
func (s *source) explainSyntax(err error, read int) (place, string, string) {
	lead := yamlLine.FindStringSubmatch(err.Error())
	problem := strings.TrimPrefix(err.Error(), lead[0])
	if m := yamlAnchor.FindStringSubmatch(problem); m != nil {
		at := s.find("*" + m[1])
		return at, fmt.Sprintf("refers to *%s, which nothing above defines", m[1]),
			fmt.Sprintf("mark a value above with &%s, or write the value out", m[1])
	}
	line := s.brokenLine(read)
	if line == 0 {
		line, _ = strconv.Atoi(lead[1]) // 0 when the message names no line
	}
	line = min(max(line, 1), max(len(s.lines), 1))
	text := s.line(line)
	blanks := len(text) - len(strings.TrimLeft(text, " "))
	word := strings.TrimSpace(text)
	if strings.Contains(text, "：") {
		return s.at(line, blanks+1, word), "has a full-width colon (：)", "write an ordinary colon and a blank, as in `key: value`"
	}
	wrong, right := syntaxInWords(problem)
	return s.at(line, blanks+1, word), wrong, right
}

// brokenLine finds the line that breaks the text: the last line from which
// reading fails although the lines above it can be read. It looks back from
// the line where the reader stopped, over at most 200 lines and 1 MiB of
// text, and gives 0 when it finds none.
func (s *source) brokenLine(read int) int {
	const looks, budget = 200, 1 << 20
	used, below := 0, false // below: the text down to line n can be read
	for n := min(read+1, len(s.lines)); n > max(read-looks, 0); n-- {
		above := strings.Join(s.lines[:n-1], "\n")
		if used += len(above); used > budget {
			return 0
		}
		fits := readable(above)
		if fits && !below {
			return n
		}
		below = fits
	}
	return 0
}

// readable tells whether YAML accepts a text, even if it is empty.
func readable(text string) bool {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := decodeNode(decoder); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// find gives the first place of a word in the source.
func (s *source) find(word string) place {
	for i, line := range s.lines {
		if j := strings.Index(line, word); j >= 0 {
			return s.at(i+1, len([]rune(line[:j]))+1, word)
		}
	}
	return s.at(1, 1, "")
}

// syntaxInWords translates the problems that planners run into.
func syntaxInWords(problem string) (wrong, right string) {
	has := func(part string) bool { return strings.Contains(problem, part) }
	switch {
	case has("mapping values are not allowed"):
		return "has a key where a value is still open", "one `key: value` a line, keys of one block in one column; quote text that holds a colon and a blank"
	case has("did not find expected key"), has("did not find expected '-' indicator"), has("block mapping"):
		return "does not line up with the lines above", "keys of one block start in the same column, list items with `- ` in the same column"
	case has("did not find expected ',' or ']'"):
		return "has a list [ ... ] with a missing comma or no ]", "write it as [a, b, c]"
	case has("did not find expected ',' or '}'"):
		return "has a block { ... } with a missing comma or no }", "write it as {from: 08:00, to: 22:00}"
	case has("node content"):
		return "has a [ or { that is never closed, or a comma too many", "write lists as [a, b, c] and blocks as {from: 08:00, to: 22:00}"
	case has("could not find expected ':'"):
		return "has no colon after the key", "write `key: value`"
	case has("block sequence entries are not allowed"):
		return "has a list item where none can stand", "start the list on a new line under its key"
	case has("mapping keys are not allowed"):
		return "has a ? where none can stand", "write `key: value`; quote text that starts with ?"
	case has("cannot start any token"):
		return "has a value that starts with a sign YAML keeps for itself (@, `, %)", "put the value in quotes"
	case has("end of stream"), has("document indicator"):
		return "opens a quote that is never closed", "close it with the same quote on the same line"
	case has("escape"), has("hexdecimal"):
		return "has a backslash inside double quotes that stands for nothing", "use single quotes, or write \\\\ for a backslash"
	case has("max depth"):
		return "is nested too deeply", "a scenario needs no more than a dozen levels"
	case has("tag"), has("URI"), has("'!'"):
		return "has a ! that YAML takes for the start of a type name", "put the value in quotes"
	case has("anchor or alias"), has("alphabetic or numeric"):
		return "has a & or * that YAML takes for the start of a reference", "put the value in quotes"
	case has("directive"), has("document start"):
		return "has text that belongs to no key", "take it out, or write `key: value`"
	case has("comment"):
		return "has a comment where YAML cannot place it", "move the comment to a line of its own above the key"
	}
	return "cannot be read as YAML", "one `key: value` a line, keys of one block in one column"
}
