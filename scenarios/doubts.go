package scenarios

import (
	"reflect"
	"slices"
	"strings"
)

// doubts are what a configuration lacks because it could not be read. Its
// decoder reports that; what a check finds amiss for the same reason is no
// mistake of its own and is left out.
type doubts struct {
	paths  []string // [] in a path is any item of a list
	names  bool     // a name by which other places call a thing may be among them
	blocks bool     // a list or a block may be among them
}

// value notes that the value at a path, of type t, could not be read.
func (d *doubts) value(path *trail, t reflect.Type) {
	d.where(path.String())
	_, leaf := formOf(t)
	word := path != nil && path.key == "" && t.Kind() == reflect.String // an item of a list of words
	d.names = d.names || path != nil && path.key == "name" || word || holdsNames(t, nil)
	d.blocks = d.blocks || !leaf
}

// where notes a path that may hold what was meant to be there and is not.
func (d *doubts) where(path string) {
	if len(d.paths) >= keptAtMost { // a file with so many mistakes is another file
		path = ""
	}
	if !slices.Contains(d.paths, path) {
		d.paths = append(d.paths, path)
	}
}

// cover tells whether what a check says of a path may come from what could not
// be read: at the path itself, above it (a sum of shares) or below it, or, for
// a name that nothing has and a list that is empty, anywhere.
func (d *doubts) cover(path, wrong, right string) bool {
	if d.names && isReference(right) || d.blocks && isAbsence(wrong) {
		return true
	}
	return slices.ContainsFunc(d.paths, func(p string) bool { return related(path, p) })
}

// isReference tells whether a finding of models is about a name that nothing
// has, by what would be right.
func isReference(right string) bool {
	return strings.HasPrefix(right, oneOf) || strings.HasPrefix(right, "one that is defined")
}

// isAbsence tells whether a finding of models is about something that is not
// there.
func isAbsence(wrong string) bool {
	return strings.HasPrefix(wrong, "is empty") || strings.HasPrefix(wrong, "nobody handles") || strings.HasPrefix(wrong, "no firm has")
}

// holdsNames tells whether a type has blocks with a name inside, or lists of
// words. within holds the types that are open above.
func holdsNames(t reflect.Type, within []reflect.Type) bool {
	if _, leaf := formOf(t); leaf || slices.Contains(within, t) {
		return false
	}
	switch t.Kind() {
	case reflect.Struct:
		for _, s := range slotsOf(t) {
			if s.key == "name" || holdsNames(t.FieldByIndex(s.index).Type, append(within, t)) {
				return true
			}
		}
		return false
	case reflect.Slice, reflect.Array:
		return t.Elem().Kind() == reflect.String || holdsNames(t.Elem(), within)
	}
	return holdsNames(t.Elem(), within) // a pointer or a table
}

// related tells whether two paths are the same or one lies above the other; ""
// lies above all. In pattern, [] stands for any item.
func related(path, pattern string) bool {
	if path == "" || pattern == "" {
		return true
	}
	for path != "" && pattern != "" {
		if rest, any := strings.CutPrefix(pattern, "[]"); any && path[0] == '[' {
			if end := strings.IndexByte(path, ']'); end > 0 {
				path, pattern = path[end+1:], rest
				continue
			}
		}
		if path[0] != pattern[0] {
			return false
		}
		path, pattern = path[1:], pattern[1:]
	}
	rest := path + pattern // one of the two is at its end
	return rest == "" || rest[0] == '.' || rest[0] == '['
}
