package scenarios

import (
	"fmt"
	"reflect"

	"peakready/models"
)

// Resolved writes a scenario in full: every key, defaults filled in, values
// with units. What it gives reads back as exactly the same scenario, to the
// last bit of every number, which Resolved makes sure of: a scenario that has
// no such text (a share of 1.7, say) is an error.
func Resolved(sc models.Scenario) ([]byte, error) {
	v := reflect.ValueOf(&sc).Elem()
	text, err := encode(v)
	if err != nil {
		return nil, fmt.Errorf("resolved scenario: %w", err)
	}
	text = append([]byte("# The scenario in full, defaults filled in, as peakready understood it.\n"), text...)
	back := defaults()
	if err := reread(text, reflect.ValueOf(&back).Elem()); err != nil {
		return nil, fmt.Errorf("resolved scenario: %w", err)
	}
	if !reflect.DeepEqual(back, sc) {
		return nil, fmt.Errorf("resolved scenario: %s does not read back as it was", difference(reflect.ValueOf(back), v, nil))
	}
	return text, nil
}

// reread decodes a text that encode has written into a start value.
func reread(text []byte, into reflect.Value) error {
	rep := &report{}
	src := newSource("scenario.resolved.yaml", string(text))
	if tree := src.tree(rep, new(int)); tree != nil {
		newDecoder(into.Type(), rep).decode(tree, into, nil)
	}
	tidy(into)
	return rep.err()
}

// difference gives the path of the first value in which a and b differ.
func difference(a, b reflect.Value, path *trail) *trail {
	if _, leaf := formOf(a.Type()); leaf {
		return path
	}
	switch a.Kind() {
	case reflect.Struct:
		for _, s := range slotsOf(a.Type()) {
			x, y := a.FieldByIndex(s.index), b.FieldByIndex(s.index)
			if !reflect.DeepEqual(x.Interface(), y.Interface()) {
				return difference(x, y, path.to(s.key))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range min(a.Len(), b.Len()) {
			if !reflect.DeepEqual(a.Index(i).Interface(), b.Index(i).Interface()) {
				return difference(a.Index(i), b.Index(i), path.item(i))
			}
		}
	case reflect.Pointer:
		if !a.IsNil() && !b.IsNil() {
			return difference(a.Elem(), b.Elem(), path)
		}
	}
	return path
}
