package flow

import (
	"fmt"

	"peakready/sim"
)

// Delay is a journey without a capacity: each record comes out after its own time,
// however many others are under way. It keeps no record; the kernel's buckets do.
type Delay struct {
	k       *sim.Kernel
	name    string
	out     sim.Stage
	flow    Balance
	inside  level
	dues    sim.Time // sum of the instants at which the records are due
	exits   sim.Time // sum of the instants at which they were counted out
	enters  sim.Time // sum of the instants at which they went in
	lastDue sim.Time
}

// NewDelay builds a delay whose records go to out.
func NewDelay(k *sim.Kernel, name string, out sim.Stage) *Delay {
	return &Delay{k: k, name: name, out: out}
}

// Enter sends a copy of r to the out stage d ticks from now, d >= 0; the kernel panics
// on less, and on an instant at or past its horizon.
func (d *Delay) Enter(r *sim.Record, after sim.Time) {
	now := d.k.Now()
	d.out.At(now+after, *r)
	d.inside.to(now)
	d.inside.n++
	d.flow.Entered++
	d.enters += now
	d.dues += now + after
	d.lastDue = max(d.lastDue, now+after)
}

// Leave counts one record out. The delay cannot see its records come out, so the handler
// of the out stage calls this, once for each. A delay for which Leave is never called
// counts entries only, and its Audit checks nothing.
func (d *Delay) Leave() {
	now := d.k.Now()
	d.inside.to(now)
	d.inside.n--
	d.flow.Left++
	d.exits += now
}

// Flow is the account as of now, as far as Leave was called. Sojourn is exact whenever
// the delay is empty; else the sojourns of those inside stand in Residual as the rest of
// the area.
func (d *Delay) Flow() Balance {
	now := d.k.Now()
	d.inside.to(now)
	b := d.flow
	b.Inside, b.Area = d.inside.n, d.inside.area
	b.Residual = sim.Time(d.inside.n) * now
	b.Sojourn = d.exits - d.enters
	return b
}

// Audit checks that what went in came out, each at its time: counts at any instant; when
// every record is due, that none is left and that the exits sum to the due times.
func (d *Delay) Audit(now sim.Time) error {
	if now != d.k.Now() {
		return fmt.Errorf("delay %s: audit for %v at %v", d.name, now, d.k.Now())
	}
	if d.flow.Left == 0 {
		return nil
	}
	b := d.Flow()
	if err := b.Check("delay " + d.name); err != nil {
		return err
	}
	if now < d.lastDue {
		return nil
	}
	if b.Inside != 0 {
		return fmt.Errorf("delay %s: all were due by %v, but %d of %d have not come out", d.name, d.lastDue, b.Inside, b.Entered)
	}
	if d.exits != d.dues {
		return fmt.Errorf("delay %s: the exits are %d ms off the due times in sum", d.name, int64(d.exits-d.dues))
	}
	return nil
}
