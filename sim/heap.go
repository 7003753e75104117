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

// top is where the smallest key lies, key i being member i%4 of family i/4. The children
// of i are family i-2, so that with the root at 3 no family straddles two lines.
const top = 3

// keyHeap is a 4-ary min-heap.
//
// Invariant: keys top .. end-1 are pending, each not after its children; all others are
// never, so that a family on the rim is no special case.
type keyHeap struct {
	fam []family
	end uint
}

// newKeyHeap returns a heap with room for 4*families - top keys before it grows.
func newKeyHeap(families int) keyHeap {
	h := keyHeap{end: top}
	h.resize(families)
	return h
}

func (h *keyHeap) len() int    { return int(h.end) - top }
func (h *keyHeap) empty() bool { return h.end == top }

// least is the smallest key, or never if none is pending.
func (h *keyHeap) least() *key { return &h.fam[0][top] }

func (h *keyHeap) resize(families int) {
	fam := make([]family, families)
	for i := copy(fam, h.fam); i < families; i++ {
		fam[i] = family{never, never, never, never}
	}
	h.fam = fam
}

func (h *keyHeap) push(e key) {
	i := h.end
	if i/4 == uint(len(h.fam)) {
		h.resize(2 * len(h.fam))
	}
	h.end++
	at := &h.fam[i/4][i%4]
	for i > top {
		i = i/4 + 2
		parent := &h.fam[i/4][i%4]
		if parent.order <= e.order {
			break
		}
		*at = *parent
		at = parent
	}
	*at = e
}

// replace puts e in the place of the smallest key: one sift-down, where a pop and a push
// would be two. Which of four children is the least cannot be predicted, so it is found
// without a branch, by minima and by borrows of subtractions.
func (h *keyHeap) replace(e key) {
	fam := h.fam[:(h.end+3)/4]
	at := &fam[0][top]
	for f := uint(top - 2); f < uint(len(fam)); {
		q := &fam[f]
		o0, o1, o2, o3 := q[0].order, q[1].order, q[2].order, q[3].order
		left, right := min(o0, o1), min(o2, o3)
		least := min(left, right)
		if least >= e.order {
			break
		}
		_, l := bits.Sub64(o1, o0, 0) // 1 if child 1 comes before child 0
		_, r := bits.Sub64(o3, o2, 0)
		_, d := bits.Sub64(right, left, 0)
		i := (l + (2+r-l)&-d) & 3
		at.order, at.body = least, q[i].body
		at = &q[i]
		f = 4*f + uint(i) - 2
	}
	*at = e
}

// drop removes the smallest key.
func (h *keyHeap) drop() {
	h.end--
	last := &h.fam[h.end/4][h.end%4]
	e := *last
	*last = never
	if h.end > top {
		h.replace(e)
	}
}

// renumber gives the keys of each instant the numbers 0, 1, 2 ... in their order and
// returns a number above all of them. It sorts, in a copy, once in millions of events.
func (h *keyHeap) renumber() uint64 {
	sorted := make([]key, 0, h.len())
	for i := uint(top); i < h.end; i++ {
		sorted = append(sorted, h.fam[i/4][i%4])
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
		i := top + uint(n) // a sorted list is a heap
		h.fam[i/4][i%4] = makeKey(uint64(e.time()), seq, e.body)
	}
	return above
}
