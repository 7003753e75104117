package models

// batch is parcels that stand together: of one cohort, come in one hour.
type batch struct {
	cohort, hour int32
	n, work      float64
}

// fifo is batches in the order in which they came.
type fifo struct {
	b       []batch
	head    int
	n, work float64
}

func (f *fifo) push(cohort, hour int, n, work float64) {
	if n <= 0 {
		return
	}
	f.n += n
	f.work += work
	if last := len(f.b) - 1; last >= f.head && f.b[last].cohort == int32(cohort) && f.b[last].hour == int32(hour) {
		f.b[last].n += n
		f.b[last].work += work
		return
	}
	if f.head > 256 && f.head*2 > len(f.b) {
		f.b = append(f.b[:0], f.b[f.head:]...)
		f.head = 0
	}
	f.b = append(f.b, batch{int32(cohort), int32(hour), n, work})
}

// serve takes out as much as some work allows, the first come first.
func (f *fifo) serve(work float64, out func(b batch)) {
	for f.head < len(f.b) && work > 0 {
		b := &f.b[f.head]
		if b.work <= work {
			work -= b.work
			f.n -= b.n
			f.work -= b.work
			f.head++
			out(*b)
			continue
		}
		part := *b
		x := work / b.work
		part.n, part.work = b.n*x, work
		b.n -= part.n
		b.work -= part.work
		f.n -= part.n
		f.work -= part.work
		out(part)
		return
	}
	if f.head == len(f.b) {
		f.b, f.head, f.n, f.work = f.b[:0], 0, 0, 0
	}
}

// withdraw takes n parcels out at the head: the oldest give up first.
func (f *fifo) withdraw(n float64, out func(cohort int, n float64)) float64 {
	taken := 0.0
	for i := f.head; i < len(f.b) && n > 0; i++ {
		b := &f.b[i]
		x := min(n, b.n)
		if x <= 0 {
			continue
		}
		out(int(b.cohort), x)
		w := b.work * x / b.n
		b.n -= x
		b.work -= w
		f.n -= x
		f.work -= w
		n -= x
		taken += x
	}
	return taken
}
