package sim

import "fmt"

// names are the event names of one kernel, by hash.
type names map[uint64]string

// add enters a name and returns its hash; it panics if the name is empty or taken.
func (n names) add(name string) uint64 {
	h := hashName(name)
	if name == "" {
		panic("sim: an event needs a name")
	}
	if other, taken := n[h]; taken {
		panic(fmt.Sprintf("sim: event %q: the name is taken (by %q, hash %#x)", name, other, h))
	}
	n[h] = name
	return h
}
