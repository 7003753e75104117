package flow

import "peakready/sim"

// held is a record that waits in a line.
type held struct {
	rec     sim.Record
	entered sim.Time
}

// chunkLen makes a chunk of held 4 KiB: small against a backlog, large against its link.
const chunkLen = 127

type chunk[T any] struct {
	next *chunk[T]
	at   [chunkLen]T
}

// backlog is a FIFO in linked chunks: a long one costs its values and no more, never has
// to be copied to grow, and its chunks are used again.
type backlog[T any] struct {
	head, tail *chunk[T]
	first, end int32 // index of the first in head, one past the last in tail
	n          int
}

// spare gives chunks to backlogs, first those that others have emptied.
type spare[T any] struct {
	free  *chunk[T]
	fresh []chunk[T] // never used
	made  int
}

// mostChunks are made at a time: 4 MiB of held.
const mostChunks = 1024

func (s *spare[T]) take() *chunk[T] {
	c := s.free
	if c != nil {
		s.free, c.next = c.next, nil
		return c
	}
	if len(s.fresh) == 0 {
		s.fresh = sim.MakeTable[chunk[T]](min(max(1, s.made), mostChunks))
		s.made += len(s.fresh)
	}
	c, s.fresh = &s.fresh[0], s.fresh[1:]
	return c
}

func (s *spare[T]) give(c *chunk[T]) { c.next, s.free = s.free, c }

func (b *backlog[T]) push(s *spare[T], v T) {
	if b.tail == nil {
		b.head = s.take()
		b.tail, b.first, b.end = b.head, 0, 0
	} else if b.end == chunkLen {
		c := s.take()
		b.tail.next = c
		b.tail, b.end = c, 0
	}
	b.tail.at[b.end] = v
	b.end++
	b.n++
}

// peek is the first value; there must be one. The pointer is good until the next pop.
func (b *backlog[T]) peek() *T { return &b.head.at[b.first] }

func (b *backlog[T]) pop(s *spare[T]) {
	b.first++
	b.n--
	if b.n == 0 {
		s.give(b.head)
		*b = backlog[T]{}
		return
	}
	if b.first == chunkLen {
		c := b.head
		b.head, b.first = c.next, 0
		s.give(c)
	}
}

// each calls f for every value, first to last.
func (b *backlog[T]) each(f func(*T)) {
	c, i := b.head, b.first
	for range b.n {
		if i == chunkLen {
			c, i = c.next, 0
		}
		f(&c.at[i])
		i++
	}
}

// keep removes the values for which f is false, in one pass; the others stay in order.
func (b *backlog[T]) keep(s *spare[T], f func(*T) bool) {
	if b.n == 0 {
		return
	}
	// Survivors are written behind the reader, into chunks that it has read or is reading.
	c, i := b.head, b.first
	w, end, kept := b.head, int32(0), 0
	for range b.n {
		if i == chunkLen {
			c, i = c.next, 0
		}
		v := &c.at[i]
		i++
		if !f(v) {
			continue
		}
		if end == chunkLen {
			w, end = w.next, 0
		}
		w.at[end] = *v
		end++
		kept++
	}
	rest := w.next
	if kept == 0 {
		rest = b.head
		*b = backlog[T]{}
	} else {
		w.next = nil
		b.tail, b.first, b.end, b.n = w, 0, end, kept
	}
	for rest != nil {
		c := rest
		rest = c.next
		s.give(c)
	}
}
