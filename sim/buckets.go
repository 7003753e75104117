package sim

import (
	"fmt"
	"math/bits"
)

const (
	chunkLen  = 21 // records a chunk: 21*24 + 8 = 512 bytes
	roomBits  = 5  // enough for 0..chunkLen
	roomMask  = 1<<roomBits - 1
	blockBits = 9 // 512 chunks, 256 KiB, are allocated at a time and never move
	blockLen  = 1 << blockBits
	maxChunks = 1 << (32 - roomBits) // 64 GiB
)

// chunk is a piece of one minute's list.
type chunk struct {
	rec  [chunkLen]Record
	next uint32 // in a minute's list: a ring, the last chunk's next is the first
	_    uint32
}

// buckets holds the records of minutes that have not opened yet, each minute's in
// schedule order.
//
// A minute is one word, last chunk:27 | room:5, room being the free places in that last
// chunk; 0 is an empty minute (chunk 0 is never used). A push therefore reads four bytes
// from a table that stays in cache and writes to memory that it need not read, which is
// what keeps ten million pending records as cheap as a hundred thousand.
type buckets struct {
	minutes  []uint32
	occupied []uint64 // one bit a minute
	blocks   []*[blockLen]chunk
	used     uint32 // chunks ever taken; numbers from 1
	free     uint32 // list of freed chunks, 0 ends it
	n        int
}

func newBuckets(minutes int) buckets {
	return buckets{
		minutes:  make([]uint32, minutes),
		occupied: make([]uint64, (minutes+63)/64),
		used:     1,
	}
}

func (b *buckets) chunk(c uint32) *chunk {
	return &b.blocks[c>>blockBits][c%blockLen]
}

// push appends r to minute m's list.
func (b *buckets) push(m uint64, r Record) {
	w := b.minutes[m]
	if w&roomMask == 0 {
		w = b.extend(m, w)
	}
	b.chunk(w >> roomBits).rec[chunkLen-w&roomMask] = r
	b.minutes[m] = w - 1
	b.n++
}

// extend gives minute m a fresh last chunk and returns its word.
func (b *buckets) extend(m uint64, w uint32) uint32 {
	c := b.free
	if c != 0 {
		b.free = b.chunk(c).next
	} else {
		c = b.used
		if c == maxChunks {
			panic(fmt.Sprintf("sim: %d records pending: no chunk is left", b.n))
		}
		b.used++
		if int(c>>blockBits) == len(b.blocks) {
			b.blocks = append(b.blocks, new([blockLen]chunk))
		}
	}
	if w == 0 {
		b.chunk(c).next = c
		b.occupied[m/64] |= 1 << (m % 64)
	} else {
		last := b.chunk(w >> roomBits)
		b.chunk(c).next = last.next
		last.next = c
	}
	return c<<roomBits | chunkLen
}

// nextOccupied is the first occupied minute in [from, to], or -1.
func (b *buckets) nextOccupied(from, to int64) int64 {
	to = min(to, int64(len(b.minutes))-1)
	if from > to {
		return -1
	}
	i := from / 64
	w := b.occupied[i] &^ (1<<(from%64) - 1)
	for w == 0 {
		i++
		if i > to/64 {
			return -1
		}
		w = b.occupied[i]
	}
	if m := 64*i + int64(bits.TrailingZeros64(w)); m <= to {
		return m
	}
	return -1
}

// take appends minute m's list to rec, in schedule order, and leaves the minute empty.
func (b *buckets) take(rec []Record, m int64) []Record {
	w := b.minutes[m]
	if w == 0 {
		return rec
	}
	last := w >> roomBits
	first := b.chunk(last).next
	for c := first; c != last; {
		ch := b.chunk(c)
		rec = append(rec, ch.rec[:]...)
		c = ch.next
	}
	end := b.chunk(last)
	rec = append(rec, end.rec[:chunkLen-w&roomMask]...)
	end.next = b.free // the ring, cut open, is the new head of the free list
	b.free = first
	b.minutes[m] = 0
	b.occupied[m/64] &^= 1 << (m % 64)
	return rec
}
