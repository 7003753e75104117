package sim

import "math/bits"

// openMinute holds the records of the open minute in the order in which they fire: by
// offset, equal offsets in schedule order.
type openMinute struct {
	rec   []Record // rec[:at] have fired
	at    int
	spare []Record // the other end of a radix pass; len(spare) == len(rec) while sorting
	count [1 << maxDigit]uint32
}

const (
	fewRecords = 8  // insertion sort alone up to here
	maxDigit   = 12 // bits of the leading digit: 16 KiB of counters, half the first cache
	crowd      = 16 // records that may share a leading digit before two full passes pay
)

func (o *openMinute) left() int { return len(o.rec) - o.at }

// off is the offset of the next record, or noOffset if there is none.
func (o *openMinute) off() uint64 {
	if o.at < len(o.rec) {
		return o.rec[o.at].A >> offShift
	}
	return noOffset
}

// take moves minute m's list out of b; more records may be appended to rec before [sort].
func (o *openMinute) take(b *buckets, m int64) {
	o.rec = b.take(o.rec[:0], m)
	o.at = 0
	b.n -= len(o.rec)
}

// sort orders rec by offset, stably.
func (o *openMinute) sort() {
	n := len(o.rec)
	if n > fewRecords {
		if cap(o.spare) < n {
			o.spare = MakeTable[Record](n + n/4)
		}
		o.spare = o.spare[:n]
		// Two to four counters a record, so that few records share one and the
		// insertion sort has next to nothing left to do.
		if !o.distribute(min(bits.Len(uint(n))+1, maxDigit)) {
			o.pass(offShift, 8)
			o.pass(offShift+8, 8)
			return
		}
	}
	insertionSort(o.rec)
}

func insertionSort(rec []Record) {
	for i := 1; i < len(rec); i++ {
		r := rec[i]
		j := i
		for j > 0 && rec[j-1].A>>offShift > r.A>>offShift {
			rec[j] = rec[j-1]
			j--
		}
		rec[j] = r
	}
}

// distribute orders rec by the leading digit of the offset, unless more than crowd
// records share one: then it leaves rec as it is and returns false.
func (o *openMinute) distribute(digit int) bool {
	count := o.tally(64-digit, digit)
	var at, most uint32
	for i, n := range count {
		count[i] = at
		at += n
		most = max(most, n)
	}
	if most > crowd {
		return false
	}
	o.scatter(64-digit, count)
	return true
}

// pass is one pass of a radix sort, by the bits of A from shift on.
func (o *openMinute) pass(shift, digit int) {
	count := o.tally(shift, digit)
	var at uint32
	for i, n := range count {
		count[i] = at
		at += n
	}
	o.scatter(shift, count)
}

// tally counts the records by digit.
func (o *openMinute) tally(shift, digit int) []uint32 {
	count := o.count[:1<<digit]
	clear(count)
	for i := range o.rec {
		count[o.rec[i].A>>(shift&63)&uint64(len(count)-1)]++
	}
	return count
}

// scatter moves each record to where count says its digit begins, and swaps rec and spare.
func (o *openMinute) scatter(shift int, count []uint32) {
	to := o.spare
	for i := range o.rec {
		r := o.rec[i]
		at := &count[r.A>>(shift&63)&uint64(len(count)-1)]
		to[*at] = r
		*at++
	}
	o.rec, o.spare = to, o.rec
}
