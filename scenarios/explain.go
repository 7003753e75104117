package scenarios

import (
	"reflect"
	"strings"

	"peakready/models"
)

// Key describes one key of a scenario.
type Key struct {
	Path    string // firms[].service.pools[].patience; [] is any item of a list
	Kind    string // "rate", "list", "block of keys"
	Write   string // how a value is written; empty for lists and blocks
	Default string // the value when the key is left out; empty if there is none
	Doc     string // what it means, where the model says so
}

// Explain lists every key that a scenario may hold, in the order of the model.
func Explain() []Key { return explain(reflect.ValueOf(defaults())) }

func defaults() models.Scenario {
	sc := models.Default()
	fillIn(reflect.ValueOf(&sc).Elem())
	return sc
}

func explain(v reflect.Value) []Key {
	var out []Key
	survey(v, "", nil, func(k Key) { out = append(out, k) })
	return out
}

// topOfFile names the outermost block.
const topOfFile = "the top of the file"

// homesOf maps every key of a configuration to the blocks that know it.
func homesOf(t reflect.Type) map[string][]string {
	homes := make(map[string][]string)
	survey(reflect.New(t).Elem(), "", nil, func(k Key) {
		i := strings.LastIndexByte(k.Path, '.')
		home := topOfFile
		if i >= 0 {
			home = k.Path[:i]
		}
		homes[k.Path[i+1:]] = append(homes[k.Path[i+1:]], home)
	})
	return homes
}

// survey visits the keys below a struct. within holds the types that are open
// above, so that a block that may hold its own kind ends the descent.
func survey(v reflect.Value, path string, within []reflect.Type, visit func(Key)) {
	for _, s := range slotsOf(v.Type()) {
		f := v.FieldByIndex(s.index)
		k := Key{Path: path + s.key, Doc: s.doc}
		describe(&k, f)
		visit(k)
		surveyInside(f, k.Path, append(within, v.Type()), visit)
	}
}

func describe(k *Key, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		if _, leaf := formOf(v.Type().Elem()); leaf { // a value that may be absent
			v = reflect.Zero(v.Type().Elem())
		}
	}
	if f, ok := formOf(v.Type()); ok {
		k.Kind, k.Write = f.kind, f.want
		if text, can := f.write(v); can && !v.IsZero() {
			k.Default = text
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		k.Kind = "list"
	case reflect.Map:
		k.Kind = "table"
	default:
		k.Kind = "block of keys"
	}
}

// surveyInside goes down into the block, or into one item of the list or
// table, that a key holds.
func surveyInside(v reflect.Value, path string, within []reflect.Type, visit func(Key)) {
	if _, leaf := formOf(v.Type()); leaf {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		surveyInside(fresh(v.Type().Elem()), path, within, visit)
	case reflect.Slice, reflect.Array:
		surveyInside(fresh(v.Type().Elem()), path+"[]", within, visit)
	case reflect.Map:
		surveyInside(fresh(v.Type().Elem()), path+".*", within, visit)
	case reflect.Struct:
		for _, open := range within {
			if open == v.Type() {
				return
			}
		}
		survey(v, path+".", within, visit)
	}
}
