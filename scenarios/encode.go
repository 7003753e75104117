package scenarios

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// encoder writes a configuration as YAML: every key, values with their units,
// small blocks in lists on one line. It is the inverse of the decoder.
type encoder struct {
	out bytes.Buffer
	err error
}

// lineColumns is how wide a list item may be to stand on one line.
const lineColumns = 110

// encode gives the YAML of v, a struct.
func encode(v reflect.Value) ([]byte, error) {
	var e encoder
	e.block(v, 0, nil)
	if e.err != nil {
		return nil, e.err
	}
	return e.out.Bytes(), nil
}

func (e *encoder) fail(path *trail, v reflect.Value) {
	if e.err == nil {
		e.err = fmt.Errorf("%v: %v cannot be written in a scenario", path, v.Interface())
	}
}

// block writes the keys of a struct, each on a line of its own.
func (e *encoder) block(v reflect.Value, indent int, path *trail) {
	for _, s := range slotsOf(v.Type()) {
		e.entry(s.key, v.FieldByIndex(s.index), indent, path.to(s.key))
	}
}

// entry writes one `key: value`, or the key and the lines below it.
func (e *encoder) entry(key string, v reflect.Value, indent int, path *trail) {
	if isUnset(v) {
		return
	}
	fmt.Fprintf(&e.out, "%*s%s:", indent, "", plainOrQuoted(key, false))
	e.value(v, indent, path)
}

// value writes what follows a key and its colon, with the line break.
func (e *encoder) value(v reflect.Value, indent int, path *trail) {
	if text, ok := e.inline(v, path, false); ok {
		fmt.Fprintf(&e.out, " %s\n", text)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		e.value(v.Elem(), indent, path)
	case reflect.Struct:
		e.out.WriteByte('\n')
		start := e.out.Len()
		e.block(v, indent+2, path)
		if e.out.Len() == start { // nothing in it has a text
			e.out.Truncate(start - 1)
			e.out.WriteString(" {}\n")
		}
	case reflect.Map:
		e.out.WriteByte('\n')
		for _, key := range sortedKeys(v) {
			e.entry(key.String(), v.MapIndex(key), indent+2, path.to(key.String()))
		}
	case reflect.Slice, reflect.Array:
		e.out.WriteByte('\n')
		for i := range v.Len() {
			e.item(v.Index(i), indent+2, path.item(i))
		}
	default:
		e.fail(path, v)
	}
}

// item writes one item of a list: on the line of its dash if it is small, else
// with its first key there.
func (e *encoder) item(v reflect.Value, indent int, path *trail) {
	if text, ok := e.inline(v, path, true); ok && (v.Kind() != reflect.Struct || indent+len(text) < lineColumns) {
		fmt.Fprintf(&e.out, "%*s- %s\n", indent, "", text)
		return
	}
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	start := e.out.Len()
	switch v.Kind() {
	case reflect.Struct:
		e.block(v, indent+2, path)
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			e.entry(key.String(), v.MapIndex(key), indent+2, path.to(key.String()))
		}
	default:
		e.fail(path, v)
		return
	}
	if written := e.out.Bytes()[start:]; len(written) > indent {
		written[indent] = '-'
	}
}

// inline gives a value that stands on one line: a single value, an empty or
// short list, and, where the value is a list item, a block of single values.
func (e *encoder) inline(v reflect.Value, path *trail, flow bool) (string, bool) {
	if f, ok := formOf(v.Type()); ok {
		text, can := f.write(v)
		if !can {
			e.fail(path, v)
		}
		return plainOrQuoted(text, flow || f.kind == textForm.kind), true
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return noneFor(v.Type()), true
		}
		return e.inline(v.Elem(), path, flow)
	case reflect.Slice, reflect.Array:
		if _, leaf := formOf(v.Type().Elem()); !leaf && v.Len() > 0 {
			return "", false
		}
		var items []string
		for i := range v.Len() {
			text, _ := e.inline(v.Index(i), path.item(i), true)
			items = append(items, text)
		}
		return "[" + strings.Join(items, ", ") + "]", true
	case reflect.Map:
		return "{}", v.Len() == 0
	case reflect.Struct:
		if flow {
			return e.inlineBlock(v, path)
		}
		if len(slotsOf(v.Type())) == 0 {
			return "{}", true
		}
	}
	return "", false
}

func (e *encoder) inlineBlock(v reflect.Value, path *trail) (string, bool) {
	var fields []string
	for _, s := range slotsOf(v.Type()) {
		f := v.FieldByIndex(s.index)
		if isUnset(f) {
			continue
		}
		if _, leaf := formOf(f.Type()); !leaf && (f.Kind() != reflect.Slice && f.Kind() != reflect.Pointer || !f.IsZero()) {
			return "", false
		}
		text, ok := e.inline(f, path.to(s.key), true)
		if !ok {
			return "", false
		}
		fields = append(fields, s.key+": "+text)
	}
	return "{" + strings.Join(fields, ", ") + "}", true
}

// isUnset tells whether a value was never given and has no text that says so:
// a distribution that nobody built, a choice that nobody made.
func isUnset(v reflect.Value) bool {
	f, leaf := formOf(v.Type())
	if !leaf || !v.IsZero() {
		return false
	}
	_, can := f.write(v)
	return !can
}

func noneFor(pointer reflect.Type) string {
	if _, leaf := formOf(pointer.Elem()); leaf {
		return "null"
	}
	return "none"
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// plainText is text that YAML reads as itself without quotes wherever it
// stands: words, numbers and units with single blanks or the signs between
// that mean nothing to YAML.
var (
	plainText = regexp.MustCompile(`^[\p{L}\p{N}¥][\p{L}\p{N}%/._+()=-]*(?:[ :][\p{L}\p{N}¥(][\p{L}\p{N}%/._+()=-]*)*$`)
	plainCall = regexp.MustCompile(`^[a-z]+\([a-z0-9_.=, %-]*\)$`)
)

// plainOrQuoted quotes text that YAML would take for something else. careful
// is for a planner's own words and for text inside [ ] and { }; a distribution
// may hold commas outside of those.
func plainOrQuoted(text string, careful bool) string {
	switch {
	case !careful && plainCall.MatchString(text):
		return text
	case plainText.MatchString(text) && !isReserved(text):
		return text
	}
	return strconv.Quote(text)
}

// isReserved tells whether YAML takes a text for nothing, or an older YAML
// library, which another program may use on the file, takes it for something
// else: YAML 1.1 reads 18:00 as the number 1080. Quotes do no harm.
func isReserved(text string) bool {
	return isDigit(text[0]) && strings.Contains(text, ":") ||
		slices.Contains([]string{"null", "none", "nan", "inf"}, strings.ToLower(text))
}
