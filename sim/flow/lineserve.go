package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// lastOff is the offset from which the nearest tick is the next minute's.
const lastOff = float64(sim.Minute) - 0.5

// open begins a minute: its rate, and its departures out of the ring.
func (l *Line) open(minute int64) {
	base := sim.Time(minute) * sim.Minute
	if l.seen < len(l.leaving) {
		l.settle(base)
	}
	l.leaving, l.seen = l.leaving[:0], 0
	l.free -= float64(base - l.base)
	l.minute, l.base = minute, base
	l.rate = (l.pace.at(minute) + l.extra) * l.factor / float64(sim.Minute)
	l.offered += l.rate * float64(sim.Minute)
	for l.waiting > 0 {
		c, w := l.inHand, l.rest
		fresh := c < 0
		if l.rate == 0 && (fresh || w > 0) {
			l.free = float64(sim.Minute)
			return
		}
		if fresh {
			c = l.next()
		}
		cl := &l.class[c]
		h := cl.q.peek()
		if cl.withdrawn > 0 && l.spec.Dead != nil && l.spec.Dead(&h.rec) {
			l.drop(c, h)
			continue
		}
		if fresh {
			w = l.work(&h.rec)
			l.begin(cl, cl.start, w)
			l.tag(c, cl.finish) // of the one behind
		}
		finish := l.free
		if w > 0 {
			finish += w / l.rate
		}
		if finish >= lastOff {
			l.carry(c, w, finish)
			return
		}
		l.inHand = -1
		l.release(&h.rec, h.entered, c, finish)
		l.used += w
		l.pop(c)
	}
}

// noTag follows every start tag.
const noTag = ^uint64(0)

// tag sets the start tag, >= 0, of the first waiting record of a class.
func (l *Line) tag(c int, start float64) {
	l.class[c].start = start
	l.starts[c] = math.Float64bits(start) // in the order of the numbers, as none is negative
}

// next is the class whose first record is next: least start tag, then lowest number.
// Which class that is cannot be predicted, so it is found without a branch.
func (l *Line) next() int {
	best, least := 0, l.starts[0]
	for i, t := range l.starts {
		if t < least {
			best = i
		}
		least = min(least, t)
	}
	return best
}

// pop takes out the first waiting record of a class.
func (l *Line) pop(c int) {
	q := &l.class[c].q
	q.pop(&l.floor.spare)
	l.waiting--
	if q.n == 0 {
		l.starts[c] = noTag
	}
}

// begin tags a record of work w whose service begins.
func (l *Line) begin(cl *lineClass, start, w float64) {
	l.virtual = start
	cl.finish = start + w/cl.weight
	l.tagged = max(l.tagged, cl.finish)
}

// carry keeps the record in hand over the minute's end; it has work w to do and would be
// done finish ticks into the minute. If that is within half a tick of the border, nothing
// is left of it but its departure.
func (l *Line) carry(c int, w, finish float64) {
	l.inHand = c
	done := w
	if finish < float64(sim.Minute)+0.5 {
		l.free = finish
	} else {
		done = min((float64(sim.Minute)-l.free)*l.rate, w)
		l.free = float64(sim.Minute)
	}
	l.used += done
	l.rest = w - done
	if l.mutant == carryLost {
		l.rest = w
	}
}

// release sends a record out, finish ticks into the open minute.
func (l *Line) release(r *sim.Record, entered sim.Time, c int, finish float64) {
	l.free = finish
	off := uint32(max(finish, 0) + 0.5)
	l.leaving = append(l.leaving, leaving{entered, off, uint32(c)})
	l.released.At(l.base+sim.Time(off), *r)
}

// drop takes out the first record of class c, which is dead.
func (l *Line) drop(c int, h *held) {
	now := l.base
	l.flow.Inside--
	l.flow.Dropped++
	l.flow.Sojourn += now - h.entered
	l.exits += now
	l.class[c].leave(true)
	r := h.rec
	l.pop(c)
	l.inHand = -1
	if l.spec.Dropped != nil {
		l.spec.Dropped(&r)
	}
}

// leave counts one record of the class out. Where none is left, none is withdrawn.
func (cl *lineClass) leave(dead bool) {
	cl.inside--
	if dead && cl.withdrawn > 0 {
		cl.withdrawn--
	}
	if cl.inside == 0 {
		cl.withdrawn = 0
	}
}

// settle counts out the records that have departed by instant t.
func (l *Line) settle(t sim.Time) {
	from := l.seen
	for _, d := range l.leaving[from:] {
		at := l.base + sim.Time(d.off)
		if at > t {
			break
		}
		l.seen++
		l.exits += at
		l.flow.Sojourn += at - d.entered
		l.class[d.class].leave(false)
	}
	n := int64(l.seen - from)
	l.flow.Left += n
	l.flow.Inside -= n
}

func (l *Line) work(r *sim.Record) float64 {
	if l.spec.Work == nil {
		return 1
	}
	w := l.spec.Work(r)
	if !(w >= 0) || math.IsInf(w, 1) {
		panic(fmt.Sprintf("flow: line %q at %v: work of record %#x is %v; it must be finite and not negative", l.spec.Name, l.k.Now(), r.Who(), w))
	}
	return w
}
