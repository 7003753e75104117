package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// SetFactor makes the rate f times the schedule's from the next minute on, until the next
// call: an incident, a rule. 0 stops the line. It panics unless f is finite and >= 0.
func (l *Line) SetFactor(f float64) {
	if !(f >= 0) || math.IsInf(f, 1) {
		panic(fmt.Sprintf("flow: line %q at %v: factor is %v; it must be finite and not negative", l.spec.Name, l.k.Now(), f))
	}
	l.factor = f
}

// SetExtra adds so much work a minute to the schedule's rate from the next minute on, until
// the next call: a night shift. What waits is served sooner by it, a record half done goes
// on at the new rate. The factor of [Line.SetFactor] multiplies it too: a line that is
// stopped has no night shift. It panics unless work is finite and >= 0.
func (l *Line) SetExtra(work float64) {
	if !(work >= 0) || math.IsInf(work, 1) {
		panic(fmt.Sprintf("flow: line %q at %v: extra work is %v; it must be finite and not negative", l.spec.Name, l.k.Now(), work))
	}
	l.extra = work
}

// Planned is the work that the plan allows from a to b, without factor and extra.
func (l *Line) Planned(a, b sim.Time) float64 {
	plan := &l.spec.Rate
	if l.spec.Plan != nil {
		plan = l.spec.Plan
	}
	return plan.Integral(a, b) / float64(sim.Minute)
}

// Withdrawn says that a record of the class that is inside has been cancelled: the
// visible queue is one shorter at once, though the record stays until its turn.
func (l *Line) Withdrawn(class int) {
	l.settle(l.k.Now())
	l.class[class].withdrawn++
}

// ReleasedDead says that a record that was withdrawn has come out through released all
// the same: its departure in the open minute was settled before it was cancelled. Without
// this call the visible queue stays one too short until the class is next empty.
func (l *Line) ReleasedDead(class int) {
	l.settle(l.k.Now())
	if cl := &l.class[class]; cl.withdrawn > 0 {
		cl.withdrawn--
	}
}

// Queue is the visible queue: waiting and in work, withdrawn records not counted.
func (l *Line) Queue() int {
	n := 0
	for c := range l.class {
		n += l.QueueOf(c)
	}
	return n
}

// QueueOf is the visible queue of one class, never below 0.
func (l *Line) QueueOf(class int) int {
	l.settle(l.k.Now())
	cl := &l.class[class]
	return int(max(cl.inside-cl.withdrawn, 0))
}

// Used is the work done so far and Offered what the rate has allowed, both in work units
// and up to the end of the open minute. Used over Offered is the utilisation.
func (l *Line) Used() float64    { return l.used }
func (l *Line) Offered() float64 { return l.offered }

// Entered is the number of records that have come so far, as in Flow.
func (l *Line) Entered() int64 { return l.flow.Entered }

// Flow is the account as of now. Dropped records count with their time inside.
func (l *Line) Flow() Balance {
	now := l.k.Now()
	l.settle(now)
	b := l.flow
	// The integral of the number inside, summed by parts: each record adds its time from
	// the instant it was counted in to the instant it was counted out, or to now.
	b.Area = sim.Time(b.Inside)*now + l.exits - l.enters
	for _, d := range l.leaving[l.seen:] {
		b.Residual += now - d.entered
	}
	for c := range l.class {
		l.class[c].q.each(func(h *held) { b.Residual += now - h.entered })
	}
	return b
}

// Audit checks the account at now, which must be the kernel's, and that no more work was
// done than the capacity allowed (a tick a minute and rounding apart).
func (l *Line) Audit(now sim.Time) error {
	if now != l.k.Now() {
		return fmt.Errorf("line %s: audit for %v at %v", l.spec.Name, now, l.k.Now())
	}
	b := l.Flow()
	if err := b.Check("line " + l.spec.Name); err != nil {
		return err
	}
	if n := int64(len(l.leaving) - l.seen + l.waiting); n != b.Inside {
		return fmt.Errorf("line %s: %d records are inside by count, %d are there", l.spec.Name, b.Inside, n)
	}
	for c := range l.class {
		if cl := &l.class[c]; cl.withdrawn > cl.inside {
			return fmt.Errorf("line %s: %d records of class %d withdrawn, but %d inside; was ReleasedDead not called?", l.spec.Name, cl.withdrawn, c, cl.inside)
		}
	}
	if !(l.used <= l.offered*(1+1e-9)+l.rate+1e-6) {
		return fmt.Errorf("line %s: %v units of work done, capacity was %v", l.spec.Name, l.used, l.offered)
	}
	return nil
}
