package sim

import (
	"cmp"
	"math/bits"
	"slices"
)

// key is one pending heap event:
//
//	order = time:40 | seq:24    body = 0:16 | kind:8 | ref:40
//
// order alone decides, in one comparison of one word. seq is the schedule order; 24 bits
// of it do, because the kernel renumbers the pending keys when they are used up. With 40
// bits of seq a comparison is of two words and a sift-down takes half as long again.
type key struct{ order, body uint64 }

const (
	timeBits = 40
	seqBits  = 24
	kindBits = 8
	refBits  = 40

	maxKinds = 1 << kindBits
	refMask  = 1<<refBits - 1
	maxSeq   = 1<<seqBits - 1 // never used: with MaxTime it would look like never
)

func makeKey(t, seq, body uint64) key { return key{t<<seqBits | seq, body} }

func (e *key) time() Time { return Time(e.order >> seqBits) }

// never follows every key that can be scheduled.
var never = key{^uint64(0), 0}

// family is four siblings: 64 bytes, one cache line.
type family [4]key

// keyHeap is a 4-ary min-heap. Key 0 is the root, which stands apart because it is looked
// at for every event; the children of key i are family i, keys 4i+1 to 4i+4.
//
// Invariant: keys 0 .. n-1 are pending, each not after its children; all others are
// never, so that a family on the rim is no special case.
type keyHeap struct {
	root key
	fam  []family
	n    uint
}

// newKeyHeap returns a heap with room for 4*families + 1 keys before it grows.
func newKeyHeap(families int) keyHeap {
	h := keyHeap{root: never}
	h.resize(families)
	return h
}

func (h *keyHeap) len() int    { return int(h.n) }
func (h *keyHeap) empty() bool { return h.n == 0 }

// least is the smallest key, or never if none is pending.
func (h *keyHeap) least() *key { return &h.root }

// at is key i, which is not the root.
func (h *keyHeap) at(i uint) *key { return &h.fam[(i-1)/4][(i-1)%4] }

func (h *keyHeap) resize(families int) {
	fam := make([]family, families)
	for i := copy(fam, h.fam); i < families; i++ {
		fam[i] = family{never, never, never, never}
	}
	h.fam = fam
}

func (h *keyHeap) push(e key) {
	i := h.n
	h.n++
	if i == 0 {
		h.root = e
		return
	}
	if (i-1)/4 == uint(len(h.fam)) {
		h.resize(2 * len(h.fam))
	}
	at := h.at(i)
	for i = (i - 1) / 4; i > 0; i = (i - 1) / 4 {
		parent := h.at(i)
		if parent.order <= e.order {
			*at = e
			return
		}
		*at = *parent
		at = parent
	}
	if h.root.order <= e.order {
		*at = e
		return
	}
	*at, h.root = h.root, e
}

// replace puts e in the place of the smallest key: one sift-down, where a pop and a push
// would be two. Which of four children is the least cannot be predicted, so it is found
// without a branch, by minima and by borrows of subtractions.
func (h *keyHeap) replace(e key) {
	fam := h.fam[:(h.n+2)/4]
	at := &h.root
	for i := uint(0); i < uint(len(fam)); {
		q := &fam[i]
		o0, o1, o2, o3 := q[0].order, q[1].order, q[2].order, q[3].order
		left, right := min(o0, o1), min(o2, o3)
		least := min(left, right)
		if least >= e.order {
			break
		}
		_, l := bits.Sub64(o1, o0, 0) // 1 if child 1 comes before child 0
		_, r := bits.Sub64(o3, o2, 0)
		_, d := bits.Sub64(right, left, 0)
		c := (l + (2+r-l)&-d) & 3
		at.order, at.body = least, q[c].body
		at = &q[c]
		i = 4*i + uint(c) + 1
	}
	*at = e
}

// drop removes the smallest key.
func (h *keyHeap) drop() {
	h.n--
	if h.n == 0 {
		h.root = never
		return
	}
	last := h.at(h.n)
	e := *last
	*last = never
	h.replace(e)
}

// renumber gives the keys of each instant the numbers 0, 1, 2 ... in their order and
// returns a number above all of them. It sorts, in a copy, once in millions of events.
func (h *keyHeap) renumber() uint64 {
	place := func(i uint) *key {
		if i == 0 {
			return &h.root
		}
		return h.at(i)
	}
	sorted := make([]key, 0, h.len())
	for i := range h.n {
		sorted = append(sorted, *place(i))
	}
	slices.SortFunc(sorted, func(e, f key) int { return cmp.Compare(e.order, f.order) })
	var seq, above uint64
	for n, e := range sorted {
		if n > 0 && e.time() == sorted[n-1].time() {
			seq++
		} else {
			seq = 0
		}
		above = max(above, seq+1)
		*place(uint(n)) = makeKey(uint64(e.time()), seq, e.body) // a sorted list is a heap
	}
	return above
}
