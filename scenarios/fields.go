package scenarios

import (
	"reflect"
	"strings"
)

// slot is one key of a block: the struct field that its value goes into.
type slot struct {
	key   string
	index []int  // for reflect.Value.FieldByIndex
	doc   string // the field's doc tag, for Explain
}

// slotsOf lists the keys of a struct in the order of its fields. The key is
// the yaml tag, or the field's name in lower case, as in package yaml; "-" is
// no key, and the keys of a field tagged inline stand among those around it.
func slotsOf(t reflect.Type) []slot {
	var out []slot
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case !f.IsExported() || key == "-":
		case strings.Contains(options, "inline"):
			for _, inner := range slotsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				out = append(out, inner)
			}
		default:
			if key == "" {
				key = strings.ToLower(f.Name)
			}
			out = append(out, slot{key, []int{i}, f.Tag.Get("doc")})
		}
	}
	return out
}

func keysOf(slots []slot) []string {
	keys := make([]string, len(slots))
	for i, s := range slots {
		keys[i] = s.key
	}
	return keys
}

// fresh gives the value that a block of type t starts from before its keys are
// read: what its Defaults method says, else zero, with the blocks inside it
// filled in the same way.
func fresh(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	if d, ok := defaultsOf(t); ok {
		v.Set(d)
	}
	fillIn(v)
	return v
}

// defaultsOf calls the Defaults method of a struct type, if it has one.
func defaultsOf(t reflect.Type) (reflect.Value, bool) {
	m, ok := t.MethodByName("Defaults")
	if !ok || t.Kind() != reflect.Struct || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 || m.Type.Out(0) != t {
		return reflect.Value{}, false
	}
	return m.Func.Call([]reflect.Value{reflect.Zero(t)})[0], true
}

// fillIn gives every block inside v that is all zero its own defaults: whoever
// wrote the defaults of the block around it left it to speak for itself. A key
// that is left out thus means the same as an empty block.
func fillIn(v reflect.Value) {
	if _, leaf := formOf(v.Type()); leaf || v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		f := v.Field(i)
		if !f.CanSet() || f.Kind() != reflect.Struct {
			continue
		}
		if f.IsZero() {
			if d, ok := defaultsOf(f.Type()); ok {
				f.Set(d)
			}
		}
		fillIn(f)
	}
}

// tidy makes every empty list and table nil, so that a scenario has one form
// and two of them can be compared.
func tidy(v reflect.Value) {
	if _, leaf := formOf(v.Type()); leaf {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			tidy(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				tidy(f)
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := range v.Len() {
			tidy(v.Index(i))
		}
	case reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			tidy(value)
			v.SetMapIndex(key, value)
		}
	}
}
