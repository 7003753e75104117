package scenarios

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// Limits of what one scenario may unfold to, all its files together. Without
// them a few lines of anchors that name each other would fill the memory.
const (
	maxNodes = 200_000
	maxDepth = 64
)

type shape uint8

const (
	scalar shape = iota
	sequence
	mapping
)

// node is a value of a scenario after anchors and merges are unfolded. Every
// node remembers the file that it came from. Nodes are never changed: an
// overlay makes new ones.
type node struct {
	shape    shape
	text     string // of a scalar
	quoted   bool   // the scalar stood in quotes
	null     bool   // the scalar is nothing: `key:`, ~ or null
	broken   bool   // something was wrong with it and is reported; it says nothing
	doubtful bool   // something was wrong near it and is reported; it may not say what was meant
	fields   []field
	items    []*node
	at       place
}

// doubted is a copy of n that is doubtful.
func (n *node) doubted() *node {
	out := *n
	out.doubtful = true
	return &out
}

// field is one key of a mapping with its value.
type field struct {
	key   string
	at    place // of the key
	value *node
}

// get gives the value of a key, or nil.
func (n *node) get(key string) *node {
	if f := n.field(key); f != nil {
		return f.value
	}
	return nil
}

func (n *node) field(key string) *field {
	for i := range n.fields {
		if n.fields[i].key == key {
			return &n.fields[i]
		}
	}
	return nil
}

// without gives the mapping less one key.
func (n *node) without(key string) *node {
	kept := *n
	kept.fields = nil
	for _, f := range n.fields {
		if f.key != key {
			kept.fields = append(kept.fields, f)
		}
	}
	return &kept
}

// trail is a path under construction, from the leaf up; its text is made only
// when there is something to report.
type trail struct {
	up    *trail
	key   string
	index int // of a list item, when key is empty
}

func (t *trail) String() string {
	if t == nil {
		return ""
	}
	up := t.up.String()
	switch {
	case t.key == "":
		return fmt.Sprintf("%s[%d]", up, t.index)
	case up == "":
		return t.key
	}
	return up + "." + t.key
}

func (t *trail) to(key string) *trail { return &trail{up: t, key: key} }
func (t *trail) item(i int) *trail    { return &trail{up: t, index: i} }

// unfolder turns YAML nodes into ours.
type unfolder struct {
	src   *source
	rep   *report
	spent *int // nodes made so far, over all files
	full  bool // a limit was hit and reported
	open  map[*yaml.Node]bool
	depth int
	alias *yaml.Node // the outermost reference that is being unfolded
}

// unfold gives the tree below y; nil where a report was made instead.
func (u *unfolder) unfold(y *yaml.Node, path *trail) *node {
	if u.full {
		return nil
	}
	if y.Kind == yaml.AliasNode {
		return u.refer(y, path)
	}
	*u.spent++
	u.depth++
	defer func() { u.depth-- }()
	n := &node{at: u.placeOf(y)}
	if *u.spent > maxNodes {
		u.full = true
		at, right := n.at, "a scenario is a few hundred lines; is this the right file?"
		if u.alias != nil {
			at, right = u.placeOf(u.alias), "take out references (*name) that repeat whole blocks"
		}
		u.rep.add(at, "", "unfolds to more than 200,000 values", right)
		return nil
	}
	if u.depth > maxDepth {
		u.full = true
		u.rep.add(n.at, "", fmt.Sprintf("is nested more than %d levels deep", maxDepth), "a scenario needs no more than a dozen")
		return nil
	}
	if y.Style&yaml.TaggedStyle != 0 {
		u.rep.add(n.at, path.String(), "has the type name "+shown(y.Tag), "write the value alone")
		return nil
	}
	if y.Anchor != "" {
		u.open[y] = true
		defer delete(u.open, y)
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.shape = mapping
		u.mapping(n, y, path)
	case yaml.SequenceNode:
		n.shape = sequence
		for i, item := range y.Content {
			n.items = append(n.items, u.child(item, path.item(i)))
		}
	default:
		n.text = y.Value
		n.quoted = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
		n.null = y.Tag == "!!null" && !n.quoted
	}
	return n
}

// child is unfold that gives a broken node where a report was made: it keeps
// its place in a list, so that the next one keeps its number, and its key in a
// block, so that nobody says it is missing.
func (u *unfolder) child(y *yaml.Node, path *trail) *node {
	if n := u.unfold(y, path); n != nil {
		return n
	}
	return &node{broken: true, at: u.placeOf(y)}
}

// refer unfolds what a reference (*name) stands for.
func (u *unfolder) refer(y *yaml.Node, path *trail) *node {
	if u.open[y.Alias] {
		u.rep.add(u.placeOf(y), path.String(), fmt.Sprintf("*%s stands inside the value that it names", y.Value), "a value cannot contain itself")
		return nil
	}
	if u.alias == nil {
		u.alias = y
		defer func() { u.alias = nil }()
	}
	return u.unfold(y.Alias, path)
}

// mapping fills n with the keys of y. Keys that y merges in with `<<` come
// after its own, which win.
func (u *unfolder) mapping(n *node, y *yaml.Node, path *trail) {
	var merged []*yaml.Node
	seen := make(map[string]place, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		at := u.placeOf(key)
		if key.Kind != yaml.ScalarNode {
			u.rep.add(at, path.String(), "has a list or a block where a key belongs", "a key is a plain word; quote text that starts with [ or {")
			n.doubtful = true
			continue
		}
		if key.Tag == "!!merge" {
			merged = append(merged, value)
			continue
		}
		if first, twice := seen[key.Value]; twice {
			u.rep.add(at, path.to(key.Value).String(), fmt.Sprintf("is given twice; the first is on line %d", first.line), "keep one of the two")
			if f := n.field(key.Value); f != nil {
				f.value = f.value.doubted()
			}
			continue
		}
		seen[key.Value] = at
		n.fields = append(n.fields, field{key.Value, at, u.child(value, path.to(key.Value))})
	}
	for _, value := range merged {
		u.merge(n, value, path, seen)
	}
}

// merge adds the keys of a `<<` value that n has not seen: of a block, or of
// each block of a list, the first winning (YAML 1.1, merge key).
func (u *unfolder) merge(n *node, y *yaml.Node, path *trail, seen map[string]place) {
	target := y
	if y.Kind == yaml.AliasNode {
		target = y.Alias
	}
	switch target.Kind {
	case yaml.MappingNode:
		from := u.unfold(y, path)
		if from == nil {
			n.doubtful = true
			return
		}
		for _, f := range from.fields {
			if _, twice := seen[f.key]; !twice {
				seen[f.key] = f.at
				n.fields = append(n.fields, f)
			}
		}
		return
	case yaml.SequenceNode:
		if y == target && !isListOfLists(y) {
			for _, item := range y.Content {
				u.merge(n, item, path, seen)
			}
			return
		}
	}
	n.doubtful = true
	u.rep.add(u.placeOf(y), path.String(), "<< has no block of keys to take in", "write `<<: *name` where &name marks a block of keys")
}

func isListOfLists(y *yaml.Node) bool {
	for _, item := range y.Content {
		if item.Kind == yaml.SequenceNode {
			return true
		}
	}
	return false
}

// placeOf gives the place of a YAML node.
func (u *unfolder) placeOf(y *yaml.Node) place {
	at := u.src.at(max(y.Line, 1), max(y.Column, 1), "")
	switch y.Kind {
	case yaml.ScalarNode:
		at.word = y.Value
	case yaml.AliasNode:
		at.word = "*" + y.Value
	}
	return at
}
