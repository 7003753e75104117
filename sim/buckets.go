package sim

import (
	"fmt"
	"math/bits"
	"unsafe"
)

// BytesOfRecord is the memory that a pending record takes: its part of a full chunk,
// 25.6 bytes.
const BytesOfRecord = float64(unsafe.Sizeof(chunk{})) / chunkLen

const (
	chunkLen   = 20 // records a chunk, of 512 bytes
	roomBits   = 5  // enough for 0..chunkLen
	roomMask   = 1<<roomBits - 1
	blockBits  = 9 // 512 chunks, 256 KiB, stand together and never move
	blockLen   = 1 << blockBits
	mostBlocks = 32                   // are allocated at a time: 8 MiB
	maxChunks  = 1 << (32 - roomBits) // 64 GiB

	spanBits = 6 // minutes that share a list while they are far off: 64
	spanLen  = 1 << spanBits
	spanMask = spanLen - 1
)

// chunk is a piece of one list.
type chunk struct {
	rec    [chunkLen]Record
	minute [chunkLen]uint8 // in the list of a span: which of its minutes
	next   uint32          // a ring, the last chunk's next is the first
	_      [8]uint8
}

// list is one word, last chunk:27 | room:5, room being the free places in that last
// chunk; 0 is an empty list (chunk 0 is never used).
type list uint32

// buckets holds the records of minutes that have not opened yet, each minute's in
// schedule order.
//
// A push reads four bytes from a table that stays in cache and writes to memory that it
// need not read. So that this memory is in cache too, what is pushed for a far minute
// goes to the list of its span of 64 minutes first: some hundred places to write to for
// the days ahead, instead of as many as there are minutes. Before a minute of a span can
// open, the span's list is dealt out to its minutes; what is pushed later, too, is behind
// it in the minute's list, so schedule order stays.
type buckets struct {
	minutes  []list
	spans    []list
	dealt    int64    // spans before this one are dealt out
	occupied []uint64 // one bit a minute of the spans dealt out, one word a span
	blocks   []*[blockLen]chunk
	used     uint32 // chunks ever taken; numbers from 1
	free     uint32 // list of freed chunks, 0 ends it
	n        int
}

func newBuckets(minutes int) buckets {
	spans := (minutes + spanMask) / spanLen
	return buckets{
		minutes:  make([]list, minutes),
		spans:    make([]list, spans),
		occupied: make([]uint64, spans),
		used:     1,
	}
}

func (b *buckets) chunk(c uint32) *chunk {
	return &b.blocks[c>>blockBits][c%blockLen]
}

// push appends r to the list for minute m.
func (b *buckets) push(m uint64, r *Record) {
	b.n++
	if span := m >> spanBits; int64(span) >= b.dealt {
		l := &b.spans[span]
		if *l&roomMask == 0 {
			b.extend(l)
		}
		c := b.chunk(uint32(*l >> roomBits))
		i := chunkLen - *l&roomMask
		c.rec[i], c.minute[i] = *r, uint8(m&spanMask)
		*l--
		return
	}
	b.put(m, r)
}

// put appends r to the list of minute m, whose span is dealt out.
func (b *buckets) put(m uint64, r *Record) {
	l := &b.minutes[m]
	if *l&roomMask == 0 {
		if *l == 0 {
			b.occupied[m>>spanBits] |= 1 << (m & spanMask)
		}
		b.extend(l)
	}
	b.chunk(uint32(*l >> roomBits)).rec[chunkLen-*l&roomMask] = *r
	*l--
}

// extend gives a list a fresh last chunk.
func (b *buckets) extend(l *list) {
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
			b.grow()
		}
	}
	if *l == 0 {
		b.chunk(c).next = c
	} else {
		last := b.chunk(uint32(*l >> roomBits))
		b.chunk(c).next = last.next
		last.next = c
	}
	*l = list(c<<roomBits | chunkLen)
}

// grow doubles the blocks, so that a small run takes little memory and a large one takes
// it in tables of several large pages.
func (b *buckets) grow() {
	more := MakeTable[[blockLen]chunk](min(max(1, len(b.blocks)), mostBlocks))
	for i := range more {
		b.blocks = append(b.blocks, &more[i])
	}
}

// deal hands the records of the next span out to its minutes.
func (b *buckets) deal() {
	span := b.dealt
	b.dealt++
	l := b.spans[span]
	if l == 0 {
		return
	}
	b.spans[span] = 0
	last := uint32(l >> roomBits)
	c := b.chunk(last).next
	for {
		ch := b.chunk(c)
		n := chunkLen
		if c == last {
			n -= int(l & roomMask)
		}
		for i := range n {
			b.put(uint64(span)<<spanBits|uint64(ch.minute[i]), &ch.rec[i])
		}
		next := ch.next
		ch.next, b.free = b.free, c
		if c == last {
			return
		}
		c = next
	}
}

// nextOccupied is the first occupied minute in [from, to], or -1. Spans are dealt out up
// to the one where it is found.
func (b *buckets) nextOccupied(from, to int64) int64 {
	to = min(to, int64(len(b.minutes))-1)
	if from > to {
		return -1
	}
	mask := ^uint64(0) << (from & spanMask)
	for i := from >> spanBits; i <= to>>spanBits; i++ {
		for b.dealt <= i {
			b.deal()
		}
		if w := b.occupied[i] & mask; w != 0 {
			if m := i<<spanBits + int64(bits.TrailingZeros64(w)); m <= to {
				return m
			}
			return -1
		}
		mask = ^uint64(0)
	}
	return -1
}

// take appends minute m's list to rec, in schedule order, and leaves the minute empty.
func (b *buckets) take(rec []Record, m int64) []Record {
	for b.dealt <= m>>spanBits {
		b.deal()
	}
	l := b.minutes[m]
	if l == 0 {
		return rec
	}
	last := uint32(l >> roomBits)
	first := b.chunk(last).next
	for c := first; c != last; {
		ch := b.chunk(c)
		rec = append(rec, ch.rec[:]...)
		c = ch.next
	}
	end := b.chunk(last)
	rec = append(rec, end.rec[:chunkLen-l&roomMask]...)
	end.next = b.free // the ring, cut open, is the new head of the free list
	b.free = first
	b.minutes[m] = 0
	b.occupied[m>>spanBits] &^= 1 << (m & spanMask)
	return rec
}
