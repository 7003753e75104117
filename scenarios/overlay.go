package scenarios

import (
	"fmt"
	"strings"
)

// overlay lays over upon base: a mapping into a mapping key by key; lists of
// named blocks by name, an unknown name going to the end; any other value
// takes the place of what was there. A name that looks like a slip for one of
// the base is reported.
func (rep *report) overlay(base, over *node, path *trail) *node {
	switch {
	case base == nil:
		return over
	case over == nil:
		return base
	case over.broken:
		return base.doubted()
	case base.broken:
		return over.doubted()
	case base.shape == mapping && over.shape == mapping:
		return rep.overlayKeys(base, over, path)
	case isNamed(base) && isNamed(over):
		return rep.overlayNames(base, over, path)
	case isNamed(base) && misnamed(over):
		return over.doubted()
	}
	return over
}

func (rep *report) overlayKeys(base, over *node, path *trail) *node {
	out := *base
	out.doubtful = base.doubtful || over.doubtful
	out.fields = append([]field(nil), base.fields...)
	where := make(map[string]int, len(out.fields))
	for i, f := range out.fields {
		where[f.key] = i
	}
	for _, f := range over.fields {
		if i, known := where[f.key]; known {
			mine := &out.fields[i]
			laid := rep.overlay(mine.value, f.value, path.to(f.key))
			if laid == f.value {
				mine.at = f.at
			}
			mine.value = laid
		} else {
			out.fields = append(out.fields, f)
		}
	}
	return &out
}

func (rep *report) overlayNames(base, over *node, path *trail) *node {
	out := *base
	out.doubtful = base.doubtful || over.doubtful
	out.items = append([]*node(nil), base.items...)
	where := make(map[string]int, len(out.items))
	for i, item := range out.items {
		name := item.get("name").text
		if _, twice := where[name]; !twice { // the check of the model reports it
			where[name] = i
		}
	}
	given := make(map[string]bool, len(over.items))
	for _, item := range over.items {
		given[item.get("name").text] = true
	}
	var free []string // names of base that over does not speak of
	for name := range where {
		if !given[name] {
			free = append(free, name)
		}
	}
	for _, item := range over.items {
		name := item.get("name").text
		i, known := where[name]
		if !known {
			near := ""
			if rep.compared += len(free); rep.compared < comparedAtMost {
				near = suggestName(name, free)
			}
			if near == "" {
				where[name] = len(out.items)
				out.items = append(out.items, item)
				continue
			}
			i = where[near]
			rep.add(item.get("name").at, path.item(i).to("name").String(), fmt.Sprintf("the scenario has no %s %s", singular(path), shown(name)),
				"did you mean "+near+"? (to add one, give it a name of its own)")
			item = item.without("name")
		}
		out.items[i] = rep.overlay(out.items[i], item, path.item(i))
	}
	return &out
}

// comparedAtMost bounds the pairs of names that are compared for slips over all
// overlays, for the work grows with the square of a list's length. A scenario
// has hundreds.
const comparedAtMost = 100_000

// singular is the word for one item of a list, from its key: category of
// categories.
func singular(list *trail) string {
	if list == nil || list.key == "" {
		return "item"
	}
	if stem, ok := strings.CutSuffix(list.key, "ies"); ok {
		return stem + "y"
	}
	return strings.TrimSuffix(list.key, "s")
}

// isNamed tells whether every item of a list is a block with a name.
func isNamed(n *node) bool {
	if n.shape != sequence || len(n.items) == 0 {
		return false
	}
	for _, item := range n.items {
		if item.shape != mapping {
			return false
		}
		if name := item.get("name"); name == nil || !name.isName() {
			return false
		}
	}
	return true
}

func (n *node) isName() bool { return n.shape == scalar && !n.null && !n.broken }

// misnamed tells whether a list would be one of named blocks, were it not for
// an item or a name that is no such thing: what it was meant to change is not
// known then.
func misnamed(n *node) bool {
	if n.shape != sequence {
		return false
	}
	for _, item := range n.items {
		if item.broken || item.shape != mapping {
			return true
		}
		if name := item.get("name"); name != nil && !name.isName() {
			return true
		}
	}
	return false
}

// locate gives the place that a path such as firms[0].stock means: a single
// value itself, the key of a block or list, or, if the file does not give it,
// the key of the nearest block above that it does give. A key may itself hold
// dots; the longest that fits wins.
func locate(root *node, path string) place {
	n, at := root, root.at
	for path != "" {
		next, nextAt, rest := step(n, path)
		if next == nil {
			return at
		}
		n, at, path = next, nextAt, rest
	}
	if n.shape == scalar {
		return n.at
	}
	return at
}

// step goes from n along the first element of path. The place is the key's,
// or the item's own in a list.
func step(n *node, path string) (*node, place, string) {
	if n.shape == sequence && path[0] == '[' {
		index, rest, ok := strings.Cut(path[1:], "]")
		if i, err := parseIndex(index); ok && err == nil && i < len(n.items) {
			return n.items[i], n.items[i].at, strings.TrimPrefix(rest, ".")
		}
		return nil, place{}, ""
	}
	var best *field
	for i := range n.fields {
		f := &n.fields[i]
		rest, found := strings.CutPrefix(path, f.key)
		if found && (rest == "" || rest[0] == '.' || rest[0] == '[') && (best == nil || len(f.key) > len(best.key)) {
			best = f
		}
	}
	if best == nil || best.key == "" {
		return nil, place{}, ""
	}
	return best.value, best.at, strings.TrimPrefix(path[len(best.key):], ".")
}
