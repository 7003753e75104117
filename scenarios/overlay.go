package scenarios

import "strings"

// overlay lays over upon base: a mapping into a mapping key by key; lists of
// named blocks by name, an unknown name going to the end; any other value
// takes the place of what was there.
func overlay(base, over *node) *node {
	switch {
	case base == nil:
		return over
	case over == nil:
		return base
	case base.shape == mapping && over.shape == mapping:
		return overlayKeys(base, over)
	case isNamed(base) && isNamed(over):
		return overlayNames(base, over)
	}
	return over
}

func overlayKeys(base, over *node) *node {
	out := *base
	out.fields = append([]field(nil), base.fields...)
	where := make(map[string]int, len(out.fields))
	for i, f := range out.fields {
		where[f.key] = i
	}
	for _, f := range over.fields {
		if i, known := where[f.key]; known {
			mine := &out.fields[i]
			laid := overlay(mine.value, f.value)
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

func overlayNames(base, over *node) *node {
	out := *base
	out.items = append([]*node(nil), base.items...)
	where := make(map[string]int, len(out.items))
	for i, item := range out.items {
		name := item.get("name").text
		if _, twice := where[name]; !twice { // the check of the model reports it
			where[name] = i
		}
	}
	for _, item := range over.items {
		name := item.get("name").text
		if i, known := where[name]; known {
			out.items[i] = overlay(out.items[i], item)
			continue
		}
		where[name] = len(out.items)
		out.items = append(out.items, item)
	}
	return &out
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
		if name := item.get("name"); name == nil || name.shape != scalar || name.null {
			return false
		}
	}
	return true
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
