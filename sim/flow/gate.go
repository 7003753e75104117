package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// Entry is what a [Gate] does with an arrival.
type Entry uint8

const (
	Passed  Entry = iota // at once; no event follows
	Waiting              // will come out through admitted or timedOut
	Refused              // the waiting room is full; no event follows
)

// GateSpec says what a [Gate] is.
type GateSpec struct {
	Name     string
	Rate     Schedule                   // admissions a SECOND; constant within a minute (a step inside one counts by its mean)
	Room     int                        // how many may wait, > 0; 0 = no limit
	Patience func(*sim.Record) sim.Time // >= 0, how long the record will wait; nil = for ever
}

// Gate lets records through one by one, 1/rate apart, first come first served, and lets
// those wait that come sooner: a shop front that takes so many orders a second. One whose
// patience ends before its turn is lost at that moment and costs no capacity: the waiting
// of M/D/1+G when arrivals are Poisson. One whose patience ends at its very turn passes.
//
// As in a [Line], turns are computed within the open minute only, so the rate may change
// at any minute; turns are kept in fractions of a tick and rounded to the nearest tick.
// At a minute's opening the waiting are looked through once for those who will lose
// patience within it: a minute costs one pass over the queue.
type Gate struct {
	k                  *sim.Kernel
	spec               GateSpec
	admitted, timedOut sim.Stage
	pace               pace

	factor float64 // from the next minute on
	minute int64   // open, -1 before the first
	base   sim.Time
	rate   float64 // admissions a tick in the open minute
	free   float64 // ticks into the open minute of the next turn; +Inf at rate 0
	owed   float64 // share of a turn still to wait, kept while the rate is 0

	ring    backlog[waiter] // those whose turn is beyond the open minute
	spare   spare[waiter]
	turns   []leaving // admissions of the open minute, in order
	seen    int       // those before are through
	losses  lossHeap  // time-outs of the open minute that are still to come
	refused int64
	offered float64
	flow    Balance
	inside  level
	mutant  mutant
}

// waiter is a record in a gate's ring.
type waiter struct {
	rec     sim.Record
	entered sim.Time
	until   sim.Time // its patience ends
}

// NewGate builds a gate. A record that had to wait goes to admitted at its turn or to
// timedOut when its patience ends. The kernel's horizon should be a whole number of
// minutes. NewGate must be called before the kernel runs, and panics if Room is negative.
func NewGate(k *sim.Kernel, spec GateSpec, admitted, timedOut sim.Stage) *Gate {
	if spec.Room < 0 {
		panic(fmt.Sprintf("flow: gate %q: room is %d; it must not be negative", spec.Name, spec.Room))
	}
	g := &Gate{
		k: k, spec: spec, admitted: admitted, timedOut: timedOut, pace: pace{s: spec.Rate},
		factor: 1, minute: -1, free: math.Inf(1), mutant: mutation,
	}
	k.OnMinute(func(minute int64) {
		if minute != g.minute {
			g.open(minute)
		}
	})
	return g
}

// Enter brings a record to the gate at the kernel's now. The record is copied.
func (g *Gate) Enter(r *sim.Record) Entry {
	now := g.k.Now()
	if m := int64(now / sim.Minute); m != g.minute {
		g.open(m)
	}
	g.settle(now)
	if off := float64(now - g.base); g.ring.n == 0 && g.free < off+0.5 {
		g.free = max(g.free, off) + 1/g.rate
		g.flow.Entered++
		g.flow.Left++
		return Passed
	}
	if g.spec.Room > 0 && g.inside.n >= int64(g.spec.Room) {
		g.refused++
		return Refused
	}
	g.flow.Entered++
	g.inside.n++
	w := waiter{*r, now, math.MaxInt64}
	if g.spec.Patience != nil {
		p := g.spec.Patience(r)
		if p < 0 {
			panic(fmt.Sprintf("flow: gate %q at %v: patience of record %#x is %d ms; it must not be negative", g.spec.Name, now, r.Who(), int64(p)))
		}
		if p < sim.MaxTime {
			w.until = now + p
		}
	}
	switch {
	case g.ring.n == 0 && g.free < lastOff:
		g.decide(&w)
	case w.until < g.base+sim.Minute:
		g.lose(&w)
	default:
		g.ring.push(&g.spare, w)
	}
	return Waiting
}

// open begins a minute: its rate, its turns, and its losses out of the ring.
func (g *Gate) open(minute int64) {
	base := sim.Time(minute) * sim.Minute
	g.settle(base)
	g.turns, g.seen = g.turns[:0], 0
	if g.rate > 0 {
		g.free -= float64(base - g.base)
		g.owed = 0
		if g.free > -0.5 { // below: nobody has wanted the turn
			g.owed = g.free * g.rate
		}
	}
	g.minute, g.base = minute, base
	g.rate = g.pace.at(minute) * g.factor / float64(sim.Second)
	g.offered += g.rate * float64(sim.Minute)
	g.free = math.Inf(1)
	if g.rate > 0 {
		g.free = g.owed / g.rate
	}
	for g.ring.n > 0 && g.free < lastOff {
		g.decide(g.ring.peek())
		g.ring.pop(&g.spare)
	}
	if g.spec.Patience != nil && g.ring.n > 0 {
		g.ring.keep(&g.spare, g.staysOn)
	}
}

// decide gives w the next turn, which is in the open minute, unless it will be gone.
func (g *Gate) decide(w *waiter) {
	off := uint32(max(g.free, 0) + 0.5)
	if w.until < g.base+sim.Time(off) {
		g.lose(w)
		if g.mutant == lostUseCapacity {
			g.free += 1 / g.rate
		}
		return
	}
	g.free += 1 / g.rate
	g.turns = append(g.turns, leaving{w.entered, off, 0})
	g.admitted.At(g.base+sim.Time(off), w.rec)
}

// lose sends w away when its patience ends, within the open minute.
func (g *Gate) lose(w *waiter) {
	g.losses.push(leaving{w.entered, uint32(w.until - g.base), 0})
	g.timedOut.At(w.until, w.rec)
}

// staysOn says that w still waits when the open minute is over; else it is lost in it.
func (g *Gate) staysOn(w *waiter) bool {
	if w.until >= g.base+sim.Minute {
		return true
	}
	g.lose(w)
	return false
}

// settle counts out those whose turn or whose patience's end has come by instant t.
func (g *Gate) settle(t sim.Time) {
	for {
		turn, loss := sim.Time(math.MaxInt64), sim.Time(math.MaxInt64)
		if g.seen < len(g.turns) {
			turn = g.base + sim.Time(g.turns[g.seen].off)
		}
		if len(g.losses) > 0 {
			loss = g.base + sim.Time(g.losses[0].off)
		}
		at := min(turn, loss)
		if at > t {
			break
		}
		g.inside.to(at)
		g.inside.n--
		if loss < turn {
			g.flow.Dropped++
			g.flow.Sojourn += at - g.losses.pop().entered
		} else {
			g.flow.Left++
			g.flow.Sojourn += at - g.turns[g.seen].entered
			g.seen++
		}
	}
	g.inside.to(t)
}
