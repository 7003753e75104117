package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A scenario of many firms says once, under firm_defaults, what they have in
// common. The block is no part of the model: it is laid under every firm before
// anything is decoded, when all files have been laid upon each other, so that a
// resolved scenario has it filled in and a plan may change it.
const (
	commonKey = "firm_defaults"
	firmsKey  = "firms"
)

// spread lays the block of firm_defaults under each firm and takes it away.
func (l *loading) spread(root *node, into reflect.Type, d *decoder) *node {
	f := root.field(commonKey)
	list, ok := listOfBlocks(into, firmsKey)
	if f == nil || !ok {
		return root
	}
	root, common := root.without(commonKey), f.value
	path := &trail{key: commonKey}
	switch {
	case common.broken: // which is reported
		d.doubt.where("")
		return root
	case common.shape != mapping:
		d.notABlock(common, list, path, slices.DeleteFunc(keysOf(d.slotsOf(list)), func(key string) bool { return key == "name" }))
		d.doubt.where("")
		return root
	}
	if name := common.field("name"); name != nil {
		l.rep.add(name.at, path.to("name").String(), "would be the name of every firm", "give each firm its own, in firms")
		common = common.without("name")
	}
	firms := root.field(firmsKey)
	if firms == nil || firms.value.shape != sequence || len(firms.value.items) == 0 {
		d.decode(common, fresh(list), path) // for its mistakes
		return root
	}
	if l.spent += common.size() * len(firms.value.items); l.spent > maxNodes {
		l.unread = true
		l.rep.add(f.at, commonKey, "laid under every firm unfolds to more than 200,000 values", "a scenario is a few hundred lines; is this the right file?")
		return root
	}
	l.rep.common = make(map[spot]bool)
	common.mark(l.rep.common)
	l.rep.common[f.at.spot()] = true
	laid := *firms.value
	laid.items = make([]*node, len(firms.value.items))
	for i, firm := range firms.value.items {
		laid.items[i] = firm
		if firm.shape == mapping && !firm.broken {
			laid.items[i] = l.rep.under(firm, common, (&trail{key: firmsKey}).item(i))
		}
	}
	firms.value = &laid // in the copy that without has made
	return root
}

// listOfBlocks gives the type of the items of a list of blocks at the top of a
// configuration.
func listOfBlocks(t reflect.Type, key string) (reflect.Type, bool) {
	for _, s := range slotsOf(t) {
		if f := t.FieldByIndex(s.index).Type; s.key == key && f.Kind() == reflect.Slice && f.Elem().Kind() == reflect.Struct {
			return f.Elem(), true
		}
	}
	return nil, false
}

// under lays base under what a firm says itself: a mapping key by key, a list
// of named blocks by name, the items of base first; any other value of the
// firm's own stands. It is overlay with the places of the upper side: what a
// firm lacks is missing in the firm.
func (rep *report) under(own, base *node, path *trail) *node {
	switch {
	case own.broken:
		return base.doubted()
	case base.broken:
		return own.doubted()
	case own.shape == mapping && base.shape == mapping:
		out := *own
		out.doubtful = own.doubtful || base.doubtful
		out.fields = append([]field(nil), own.fields...)
		where := make(map[string]int, len(own.fields))
		for i, f := range own.fields {
			where[f.key] = i
		}
		for _, f := range base.fields {
			if i, given := where[f.key]; given {
				out.fields[i].value = rep.under(out.fields[i].value, f.value, path.to(f.key))
			} else {
				out.fields = append(out.fields, f)
			}
		}
		return &out
	case isNamed(own) && isNamed(base):
		return rep.underNames(own, base, path)
	case isNamed(base) && misnamed(own):
		return own.doubted()
	}
	return own
}

func (rep *report) underNames(own, base *node, path *trail) *node {
	out := *own
	out.doubtful = own.doubtful || base.doubtful
	out.items = append([]*node(nil), base.items...)
	where := make(map[string]int, len(base.items))
	for i, item := range base.items {
		if name := item.get("name").text; where[name] == 0 {
			where[name] = i + 1
		}
	}
	given := make(map[string]bool, len(own.items))
	for _, item := range own.items {
		given[item.get("name").text] = true
	}
	var free []string // names of base that the firm does not speak of
	for name := range where {
		if !given[name] {
			free = append(free, name)
		}
	}
	for _, item := range own.items {
		name := item.get("name").text
		i := where[name] - 1
		if i >= 0 && out.items[i] != base.items[i] { // the firm names it twice; the check of the model reports it
			i = -1
		}
		if i < 0 {
			near := ""
			if rep.compared += len(free); rep.compared < comparedAtMost {
				near = suggestName(name, free)
			}
			if near == "" || out.items[where[near]-1] != base.items[where[near]-1] {
				out.items = append(out.items, item)
				continue
			}
			i = where[near] - 1
			rep.add(item.get("name").at, path.item(i).to("name").String(),
				fmt.Sprintf("%s has no %s %s", commonKey, singular(path), shown(name)), "did you mean "+near+"? (to add one, give it a name of its own)")
			item = item.without("name")
		}
		out.items[i] = rep.under(item, base.items[i], path.item(i))
	}
	return &out
}

// size counts the values of a tree.
func (n *node) size() int {
	total := 1
	for _, f := range n.fields {
		total += f.value.size()
	}
	for _, item := range n.items {
		total += item.size()
	}
	return total
}

// spot is a place without the words that stand there.
type spot struct {
	src       *source
	line, col int
}

func (p place) spot() spot { return spot{p.source, p.line, p.col} }

// mark notes where the keys and values of a tree stand.
func (n *node) mark(spots map[spot]bool) {
	spots[n.at.spot()] = true
	for _, f := range n.fields {
		spots[f.at.spot()] = true
		f.value.mark(spots)
	}
	for _, item := range n.items {
		item.mark(spots)
	}
}

// ofCommon turns the path of a value that a firm has from firm_defaults into
// its path there: the items of firm_defaults come first in every list.
func ofCommon(path string) string {
	rest, ok := strings.CutPrefix(path, firmsKey+"[")
	if !ok {
		return path
	}
	_, rest, _ = strings.Cut(rest, "]")
	return commonKey + rest
}
