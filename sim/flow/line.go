package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// LineSpec says what a [Line] is.
type LineSpec struct {
	Name string
	Rate Schedule // work units a minute; constant within a minute (a step inside one counts by its mean)

	// Plan is the rate that those in charge count on, where Rate is less than that
	// because of what they cannot foresee; nil means Rate. It serves Planned alone.
	Plan *Schedule

	// Work is the work of a record, finite and >= 0; nil means 1 each. It must give the
	// same answer whenever it is asked about the same record.
	Work func(*sim.Record) float64

	// Class is the class of a record, an index into Weights; nil means one class. Weights
	// (> 0) are the shares of the capacity while all classes have a backlog; a class
	// without one leaves its share to the others in proportion.
	Class   func(*sim.Record) int
	Weights []float64

	// Dead says that a waiting record's order has been cancelled: it is dropped when its
	// turn comes, uses no capacity, and Dropped, if not nil, is told. It is asked only
	// while there are records of the class that [Line.Withdrawn] was told of. Nil means
	// none dies.
	Dead    func(*sim.Record) bool
	Dropped func(*sim.Record)

	Floor *Floor // shared with other lines of the kernel; nil means one of its own
}

// Line is one server whose rate changes from minute to minute: FIFO in each class,
// classes sharing by start-time fair queueing. Work is carried over when the rate
// changes: a record half done at the end of a minute goes on at the new rate.
//
//	departure = max(arrival, server free) + work/rate     as long as that is in the open minute
//
// A departure is never computed beyond the open minute, so the rate may change at any
// minute. What cannot finish in it waits in a ring; when the next minute opens, all its
// departures are computed at once and put into that minute's bucket, which is cheap. The
// server's time is kept in fractions of a tick; only the instant at which a record leaves
// is rounded, to the nearest tick.
//
// Two classes: Goyal, Vin, Cheng, "Start-time fair queueing" (IEEE/ACM ToN 5, 1997): the
// waiting record with the least start tag is next, tags growing by work/weight. The order
// is chosen at a minute's opening and by arrival within what is left of a minute, so
// shares hold from minute to minute, not within one.
type Line struct {
	k        *sim.Kernel
	spec     LineSpec
	released sim.Stage
	pace     pace

	factor float64  // from the next minute on
	extra  float64  // work a minute beside the schedule, from the next minute on
	minute int64    // open, -1 before the first
	base   sim.Time // its first tick
	rate   float64  // work a tick in the open minute
	free   float64  // ticks into the open minute at which the server is free

	class   []lineClass
	starts  []uint64 // by class: bits of its start tag, noTag if none waits
	floor   *Floor
	waiting int     // records in the classes' rings
	inHand  int     // class whose first record is partly done, or -1
	rest    float64 // work left of it
	virtual float64 // start tag of the record last begun
	tagged  float64 // the greatest finish tag

	leaving []leaving // departures of the open minute, in order
	seen    int       // those before are out
	flow    Balance   // without Area, Residual
	enters  sim.Time  // sum of the instants at which records went in
	exits   sim.Time  // and out; both may wrap around, their difference does not
	used    float64   // work done
	offered float64   // work that the rate allowed
	mutant  mutant
}

// lineClass is one class of a line: 64 bytes, one cache line, since a season has
// thousands. Its records inside are those of its ring and those that leave within the
// open minute; the withdrawn are among them.
type lineClass struct {
	q         backlog[held]
	weight    float64
	start     float64 // start tag of the first waiting record
	finish    float64 // finish tag of the record last begun
	inside    int32
	withdrawn int32
}

// leaving is a record on its way out: 16 bytes.
type leaving struct {
	entered sim.Time
	off     uint32 // of the departure, ticks into the open minute
	class   uint32
}

// NewLine builds a line whose records go to released at their departure. The kernel's
// horizon should be a whole number of minutes. NewLine must be called before the kernel
// runs, and panics if a weight is not > 0 and finite or if
// there are weights without Class or the other way round.
func NewLine(k *sim.Kernel, spec LineSpec, released sim.Stage) *Line {
	weights := spec.Weights
	if (spec.Class == nil) != (len(weights) == 0) {
		panic(fmt.Sprintf("flow: line %q: Class and Weights go together", spec.Name))
	}
	if spec.Class == nil {
		weights = []float64{1}
	}
	l := &Line{
		k: k, spec: spec, released: released, pace: pace{s: spec.Rate},
		factor: 1, minute: -1, inHand: -1, mutant: mutation, floor: spec.Floor,
		class: make([]lineClass, len(weights)), starts: make([]uint64, len(weights)),
	}
	if l.floor == nil {
		l.floor = new(Floor)
	}
	for i, w := range weights {
		if !(w > 0) || math.IsInf(w, 1) {
			panic(fmt.Sprintf("flow: line %q: weight of class %d is %v; it must be finite and greater than 0", spec.Name, i, w))
		}
		if l.mutant == weightsIgnored {
			w = 1
		}
		l.class[i].weight = w
		l.starts[i] = noTag
	}
	k.OnMinute(func(minute int64) {
		if minute != l.minute {
			l.open(minute)
		}
	})
	return l
}

// Enter takes a record in at the kernel's now. The record is copied.
func (l *Line) Enter(r *sim.Record) {
	now := l.k.Now()
	if m := int64(now / sim.Minute); m != l.minute {
		l.open(m)
	}
	c := 0
	if l.spec.Class != nil {
		c = l.spec.Class(r)
	}
	cl := &l.class[c]
	if cl.withdrawn > 0 { // the class may have been empty in between
		l.settle(now)
	}
	cl.inside++
	l.flow.Inside++
	l.flow.Entered++
	l.enters += now
	if l.waiting == 0 && l.rate > 0 {
		if off := float64(now - l.base); off >= l.free { // idle: all classes start level
			l.free, l.virtual = off, l.tagged
		}
		w := l.work(r)
		l.begin(cl, max(l.virtual, cl.finish), w)
		finish := l.free + w/l.rate
		if finish < lastOff {
			l.release(r, now, c, finish)
			l.used += w
			return
		}
		l.carry(c, w, finish)
	} else if l.rate == 0 {
		l.free = float64(sim.Minute) // the server stands still to the end of the minute
	}
	if cl.q.n == 0 {
		l.tag(c, max(l.virtual, cl.finish))
	}
	cl.q.push(&l.floor.spare, held{*r, now})
	l.waiting++
}
