package sim

// lateRecords are the pushes into the minute that is open already; its own list is sorted
// and being read. They leave by (offset, push order).
//
// Nearly all are the departures of lines without a queue, a few at a time and soon to
// fire: those stand in near, which is kept sorted. The heap takes what comes behind, and
// all of near when it is full.
//
// Invariant: each record of near comes before each of the heap, by offset alone.
type lateRecords struct {
	first uint64   // offset of the first late record, or noOffset
	near  []Record // the first of them last; never more than nearMost
	heap  keyHeap  // order = off:16 | seq:48, body = slot
	seq   uint64   // since the heap was last empty
	slab  []Record
	free  []uint32 // slots of slab
}

const (
	nearMost = 32
	noOffset = 1<<16 - 1 // more than any offset: there is no record, or no arrival
)

func newLateRecords() lateRecords {
	return lateRecords{first: noOffset, near: make([]Record, 0, nearMost), heap: newKeyHeap(8)}
}

func (l *lateRecords) len() int { return len(l.near) + l.heap.len() }

// push takes a record whose offset stands in it.
func (l *lateRecords) push(r Record) {
	off := r.A >> offShift
	if len(l.near) == nearMost && off < l.behind() {
		for i := nearMost - 1; i >= 0; i-- { // in their order, so that equal offsets stay in it
			l.pile(l.near[i])
		}
		l.near = l.near[:0]
	}
	if off >= l.behind() {
		l.pile(r)
	} else {
		n := len(l.near)
		l.near = l.near[:n+1]
		i := n
		for i > 0 && l.near[i-1].A>>offShift <= off {
			l.near[i] = l.near[i-1]
			i--
		}
		l.near[i] = r
	}
	l.first = min(l.first, off)
}

// behind is the offset from which records go to the heap.
func (l *lateRecords) behind() uint64 { return l.heap.least().order >> offShift }

// pile puts a record into the heap.
func (l *lateRecords) pile(r Record) {
	if l.heap.empty() {
		l.seq = 0
	}
	var slot uint32
	if n := len(l.free); n > 0 {
		slot = l.free[n-1]
		l.free = l.free[:n-1]
		l.slab[slot] = r
	} else {
		slot = uint32(len(l.slab))
		l.slab = append(l.slab, r)
	}
	l.heap.push(key{r.A>>offShift<<offShift | l.seq, uint64(slot)})
	l.seq++
}

// pop moves the first late record to r.
func (l *lateRecords) pop(r *Record) {
	if n := len(l.near); n > 0 {
		*r = l.near[n-1]
		l.near = l.near[:n-1]
	} else {
		slot := uint32(l.heap.least().body)
		*r = l.slab[slot]
		l.free = append(l.free, slot)
		l.heap.drop()
	}
	if n := len(l.near); n > 0 {
		l.first = l.near[n-1].A >> offShift
	} else {
		l.first = l.behind()
	}
}
