package sim

// lateRecords are the pushes into the minute that is open already. They wait in a heap
// by (offset, push order), since the minute's own list is sorted and being read.
type lateRecords struct {
	heap keyHeap // order = off:16 | seq:48, body = slot
	seq  uint64  // since the heap was last empty
	slab []Record
	free []uint32 // slots of slab
}

func newLateRecords() lateRecords { return lateRecords{heap: newKeyHeap(8)} }

func (l *lateRecords) push(off uint64, r Record) {
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
	l.heap.push(key{off<<offShift | l.seq, uint64(slot)})
	l.seq++
}

// noOffset is more than any offset: there is no record, or no arrival. It is what never
// gives.
const noOffset = 1<<(64-offShift) - 1

// off is the offset of the first late record, or noOffset if there is none.
func (l *lateRecords) off() uint64 { return l.heap.least().order >> offShift }

// pop moves the first late record to r.
func (l *lateRecords) pop(r *Record) {
	slot := uint32(l.heap.least().body)
	*r = l.slab[slot]
	l.free = append(l.free, slot)
	l.heap.drop()
}
