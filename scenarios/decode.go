package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// decoder puts a tree of nodes into a configuration by reflection. It knows
// types, not models: a new field of models.Scenario needs no change here.
type decoder struct {
	rep   *report
	doubt doubts // what could not be read
	slots map[reflect.Type][]slot
	homes map[string][]string // key -> paths of the blocks that know it

	answers map[strayIn]answer // to unknown keys: firm_defaults has the same ones in every firm
}

// strayIn is a key that a kind of block does not know, answer what it could
// have been: in words, and the key that was meant, if one is near.
type (
	strayIn struct {
		key string
		in  reflect.Type
	}
	answer struct{ right, meant string }
)

// wrong reports a value that cannot be read, which was to become a t.
func (d *decoder) wrong(at place, path *trail, t reflect.Type, wrong, right string) {
	d.rep.add(at, path.String(), wrong, right)
	d.doubt.value(path, t)
}

// newDecoder makes a decoder for a configuration of type t.
func newDecoder(t reflect.Type, rep *report) *decoder {
	return &decoder{rep: rep, slots: make(map[reflect.Type][]slot), homes: homesOf(t), answers: make(map[strayIn]answer)}
}

func (d *decoder) slotsOf(t reflect.Type) []slot {
	s, ok := d.slots[t]
	if !ok {
		s = slotsOf(t)
		d.slots[t] = s
	}
	return s
}

// decode reads n into v, which holds the value that counts where n is silent.
func (d *decoder) decode(n *node, v reflect.Value, path *trail) {
	if n.broken || n.doubtful {
		d.doubt.value(path, v.Type())
	}
	if n.broken {
		return
	}
	if f, ok := formOf(v.Type()); ok {
		d.leaf(n, v, path, f)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		d.pointer(n, v, path)
	case reflect.Struct:
		d.block(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	case reflect.Array:
		d.row(n, v, path)
	case reflect.Map:
		d.table(n, v, path)
	default:
		panic("scenarios: a configuration cannot hold a " + v.Type().String())
	}
}

func (d *decoder) leaf(n *node, v reflect.Value, path *trail, f form) {
	if n.shape != scalar {
		d.wrong(n.at, path, v.Type(), "is "+n.inWords()+" where a single value belongs", f.want)
		return
	}
	if n.null {
		d.wrong(n.at, path, v.Type(), "is empty", f.want+", or take the key out for the default")
		return
	}
	if flaw := f.read(n.text, v); flaw != nil {
		d.wrong(n.at, path, v.Type(), flaw.wrong, flaw.right)
	}
}

// inWords names the shape of a node for a message.
func (n *node) inWords() string {
	switch {
	case n.shape == sequence:
		return "a list"
	case n.shape == mapping:
		return "a block of keys"
	case n.null:
		return "empty"
	}
	return shown(n.text)
}

// pointer reads a block that may be absent: `none` or nothing takes it away.
func (d *decoder) pointer(n *node, v reflect.Value, path *trail) {
	inner := v.Type().Elem()
	_, leaf := formOf(inner)
	if n.shape == scalar && (n.null || !leaf && n.text == "none") {
		v.SetZero()
		return
	}
	value := reflect.New(inner)
	if v.IsNil() {
		value.Elem().Set(fresh(inner))
	} else {
		value.Elem().Set(v.Elem())
	}
	d.decode(n, value.Elem(), path)
	v.Set(value)
}

func (d *decoder) block(n *node, v reflect.Value, path *trail) {
	slots := d.slotsOf(v.Type())
	if n.shape != mapping {
		d.notABlock(n, v.Type(), path, keysOf(slots))
		return
	}
	for _, f := range n.fields {
		i := slices.IndexFunc(slots, func(s slot) bool { return s.key == f.key })
		if i < 0 {
			if d.rep.full() {
				continue
			}
			keys := keysOf(slots)
			if _, ok := listOfBlocks(v.Type(), firmsKey); ok && path == nil {
				keys = append(keys, commonKey)
			}
			stray := strayIn{f.key, v.Type()}
			a, known := d.answers[stray]
			if !known {
				a.right, a.meant = d.otherKey(f.key, keys)
				d.answers[stray] = a
			}
			d.rep.add(f.at, path.to(f.key).String(), "is a key that is not known here", a.right)
			d.strayKey(f, a.meant, n, v.Type(), path)
			continue
		}
		d.decode(f.value, v.FieldByIndex(slots[i].index), path.to(f.key))
	}
}

// notABlock reports a value where a block of keys belongs, with the usual
// slips: no blank after the colon, or the full-width colon of a Chinese keyboard.
func (d *decoder) notABlock(n *node, t reflect.Type, path *trail, keys []string) {
	right := "a block of keys belongs here: " + some(keys)
	switch {
	case n.shape == sequence:
		right = "take out the `- `; " + right
	case strings.Contains(n.text, "："):
		right = "write an ordinary colon and a blank after the key, as in `key: value`"
	case strings.Contains(n.text, ":"):
		right = "write a blank after the colon, as in `key: value`"
	}
	d.wrong(n.at, path, t, "is "+n.inWords(), right)
}

// otherKey says what an unknown key could have been: a slip of the pen for
// meant, or a key that belongs into another block.
func (d *decoder) otherKey(key string, keys []string) (right, meant string) {
	if key == "extends" || key == commonKey {
		return "it stands at the top of a file, not inside a block", ""
	}
	if near := Suggest(key, keys); near != "" {
		return "did you mean " + near + "?", near
	}
	right = "the keys here are " + some(keys)
	if len(keys) == 0 {
		right = "no keys belong here"
	}
	if homes := d.homes[key]; len(homes) > 0 && len(homes) <= 3 {
		right += "; " + key + " belongs into " + list(homes, "or") + ": check the indentation"
	}
	return right, ""
}

// strayKey puts in doubt what an unknown key in a block of type t may have
// been meant for: the key that it resembles, else anything in the block, with
// the names below it; and the same key of the few blocks that know it.
func (d *decoder) strayKey(stray field, meant string, block *node, t reflect.Type, path *trail) {
	slots := d.slotsOf(t)
	if i := slices.IndexFunc(slots, func(s slot) bool { return s.key == meant }); i >= 0 {
		d.doubt.value(path.to(meant), t.FieldByIndex(slots[i].index).Type)
	} else {
		d.doubt.where(path.String())
		d.doubt.names = d.doubt.names || block.get("name") == nil && slices.Contains(keysOf(slots), "name") || stray.value.shape != scalar
		d.doubt.blocks = d.doubt.blocks || stray.value.shape != scalar
	}
	homes := d.homes[stray.key]
	if len(homes) > 3 {
		return
	}
	for _, home := range homes {
		if home == topOfFile {
			home = stray.key
		} else {
			home += "." + stray.key
		}
		d.doubt.where(home)
	}
}

// some lists keys, not more than a dozen.
func some(keys []string) string {
	if len(keys) > 12 {
		return strings.Join(keys[:11], ", ") + fmt.Sprintf(" and %d more", len(keys)-11)
	}
	return strings.Join(keys, ", ")
}

func (d *decoder) list(n *node, v reflect.Value, path *trail) {
	if n.shape != sequence {
		right := "a list belongs here: put `- ` before each item"
		if n.null {
			right += ", or write [] for none"
		}
		d.wrong(n.at, path, v.Type(), "is "+n.inWords(), right)
		return
	}
	out := reflect.MakeSlice(v.Type(), 0, len(n.items))
	for i, item := range n.items {
		value := fresh(v.Type().Elem())
		d.decode(item, value, path.item(i))
		out = reflect.Append(out, value)
	}
	v.Set(out)
}

// row reads a list whose length is given, such as a share for each of 24 hours.
func (d *decoder) row(n *node, v reflect.Value, path *trail) {
	if n.shape != sequence {
		d.wrong(n.at, path, v.Type(), "is "+n.inWords(), fmt.Sprintf("a list of %d values belongs here, as in [1, 2, 3]", v.Len()))
		return
	}
	if len(n.items) != v.Len() {
		d.wrong(n.at, path, v.Type(), fmt.Sprintf("has %d values", len(n.items)), fmt.Sprintf("exactly %d belong here", v.Len()))
		return
	}
	for i, item := range n.items {
		d.decode(item, v.Index(i), path.item(i))
	}
}

// table reads keys of the planner's own choosing. They are added to the
// default table or take the place of its entries.
func (d *decoder) table(n *node, v reflect.Value, path *trail) {
	if n.shape != mapping {
		right := "a table belongs here: one `key: value` a line"
		if n.null {
			right += ", or write {} for none"
		}
		d.wrong(n.at, path, v.Type(), "is "+n.inWords(), right)
		return
	}
	out := reflect.MakeMap(v.Type())
	for entries := v.MapRange(); entries.Next(); {
		out.SetMapIndex(entries.Key(), entries.Value())
	}
	for _, f := range n.fields {
		key := reflect.New(v.Type().Key()).Elem()
		if form, ok := formOf(key.Type()); ok {
			if flaw := form.read(f.key, key); flaw != nil {
				d.wrong(f.at, path.to(f.key), v.Type().Elem(), "has a key that "+flaw.wrong, flaw.right)
				continue
			}
		}
		value := fresh(v.Type().Elem())
		if old := out.MapIndex(key); old.IsValid() {
			value.Set(old)
		}
		d.decode(f.value, value, path.to(f.key))
		out.SetMapIndex(key, value)
	}
	v.Set(out)
}
