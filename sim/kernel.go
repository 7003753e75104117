package sim

import (
	"fmt"
	"math"
)

// Kernel is one simulated world's clock and calendars. It is not safe for use by more
// than one goroutine; worlds that run side by side have a kernel each.
type Kernel struct {
	now   Time
	limit Time   // heap events up to here come before any record and any opening
	seq   uint64 // of the next heap event
	hole  bool   // the heap's top has fired and its place is free
	heap  keyHeap

	minute   int64    // the open minute, -1 before the first
	opening  Time     // the start of the minute whose hooks are being called, else after MaxTime
	arrivals arrivals // of the open minute
	open     openMinute
	late     lateRecords
	lateRec  Record // the late record that is firing
	record   uint64 // offset of the open minute's next record, or noOffset
	buckets  buckets
	horizon  Time

	events  uint64
	hash    uint64
	trace   func(t Time, name string, who uint64)
	hooks   []func(minute int64)
	stopped bool
	running bool
	started bool

	names   names
	nkinds  int
	nstages int
	kinds   [maxKinds]heapKind
	stages  [maxStages]stageKind
}

// New returns a kernel at time 0 whose records may be scheduled within [0, horizon).
// The minutes of the horizon cost 4 bytes each. Heap events may go beyond, to [MaxTime].
// New panics if horizon is negative or exceeds MaxTime.
func New(horizon Time) *Kernel {
	if horizon < 0 || horizon > MaxTime {
		panic(fmt.Sprintf("sim: horizon %v (tick %d) lies outside [0, %v]", horizon, int64(horizon), MaxTime))
	}
	return &Kernel{
		minute:   -1,
		opening:  MaxTime + 1,
		record:   noOffset,
		heap:     newKeyHeap(16),
		arrivals: arrivals{next: noArrival},
		late:     newLateRecords(),
		buckets:  newBuckets(int((horizon + Minute - 1) / Minute)),
		horizon:  horizon,
		names:    names{},
	}
}

// Now is the instant of the event that is firing, or up to which Run has come.
func (k *Kernel) Now() Time { return k.now }

// Events counts the model events that have fired; observers are not counted.
func (k *Kernel) Events() uint64 { return k.events }

// Fingerprint sums up the run so far: two runs with equal fingerprints fired the same
// model events, by name, at the same instants, about the same who, in the same order.
func (k *Kernel) Fingerprint() uint64 { return finish(k.hash) }

// Pending counts the events that wait in the heap, observers included, and the records,
// arrivals of the open minute included.
func (k *Kernel) Pending() (heap, records int) {
	heap = k.heap.len()
	if k.hole {
		heap--
	}
	return heap, k.buckets.n + k.open.left() + k.late.len() + k.arrivals.left()
}

// OnMinute has h called as each minute opens, with the minute's number since time 0,
// before any event of that minute. Hooks are called in the order of registration, with
// Now at the minute's first tick, and may schedule: a record for the opening minute
// queues up behind those that were scheduled for it earlier.
//
// With a hook every minute before the horizon opens, empty or not; with none, empty
// minutes are skipped. OnMinute panics once Run has been called.
func (k *Kernel) OnMinute(h func(minute int64)) {
	if k.started {
		panic(fmt.Sprintf("sim: OnMinute at %v: hooks are registered before the run starts", k.now))
	}
	k.hooks = append(k.hooks, h)
}

// SetTrace has h called before each model event: its instant, name, and who (a record's
// Who, a heap event's reference). Those are the events that make the fingerprint, so the
// traces of two runs part where their fingerprints do. Nil turns the trace off.
func (k *Kernel) SetTrace(h func(t Time, name string, who uint64)) { k.trace = h }

// Stop, from a handler or a hook, makes Run return once that handler has returned or the
// minute has opened. Run may be called again to go on.
func (k *Kernel) Stop() { k.stopped = true }

// Run fires every event up to and including instant until, in order, and sets Now to
// until. A run in several calls is the same run. If Stop was called, Now stays at the
// instant of the last event. Run panics if until lies before Now or if it is called from
// within a run.
func (k *Kernel) Run(until Time) {
	if k.running || until < k.now || until > MaxTime {
		panic(fmt.Sprintf("sim: Run until %v (tick %d) at %v: running %v; until must lie in [now, %v]",
			until, int64(until), k.now, k.running, MaxTime))
	}
	k.started, k.running, k.stopped = true, true, false
	for k.advance(until) {
	}
	k.running = false
	if !k.stopped {
		k.now = until
	}
}

// advance fires the heap's events up to the next record or opening, then the records up
// to the heap's next event, or opens a minute. It returns false when the run is over.
func (k *Kernel) advance(until Time) bool {
	next := int64(-1) // minute to open
	record := k.nextRecord()
	if record <= MaxTime {
		k.limit = min(record, until)
	} else if next = k.nextMinute(until); next >= 0 {
		k.limit = min(Time(next)*Minute-1, until)
	} else {
		k.limit = until
	}
	limit := k.limit
	k.fireHeap()
	switch {
	case k.stopped:
		return false
	case k.limit < limit:
		return true // a handler scheduled a record that comes sooner: look again
	case k.nextRecord() <= until: // not record: one may have been scheduled for just limit
		k.fireMinute(until)
		return !k.stopped
	case next >= 0:
		k.openMinute(next)
		return !k.stopped
	}
	return false
}

// nextRecord is the instant of the open minute's next record or arrival, or beyond MaxTime.
func (k *Kernel) nextRecord() Time {
	off := min(k.record, k.arrivals.off())
	if off == noOffset {
		return math.MaxInt64
	}
	return Time(k.minute)*Minute + Time(off)
}

// nextMinute is the next minute to open at or before until, or -1.
func (k *Kernel) nextMinute(until Time) int64 {
	to := int64(until / Minute)
	if len(k.hooks) == 0 {
		return k.buckets.nextOccupied(k.minute+1, to)
	}
	if m := k.minute + 1; m <= to && m < int64(len(k.buckets.minutes)) {
		return m
	}
	return -1
}

func (k *Kernel) openMinute(m int64) {
	k.open.take(&k.buckets, m)
	k.arrivals.open()
	if len(k.hooks) > 0 {
		// Without hooks the minute may open late, for a record that an event within it
		// scheduled, and the clock must not go back.
		k.now = Time(m) * Minute
		k.opening = k.now // what the hooks schedule for this minute joins the open one at once
		for _, h := range k.hooks {
			h(m)
		}
	}
	k.opening = MaxTime + 1
	k.minute = m
	k.arrivals.close()
	k.open.sort()
	k.record = k.open.off() // none is late yet
}

// fireHeap fires the heap's events up to and including k.limit, which handlers lower
// when they schedule a record.
func (k *Kernel) fireHeap() {
	for k.heap.least().time() <= k.limit && !k.heap.empty() {
		k.fireFirst()
		if k.stopped {
			return
		}
	}
}

// fireFirst fires the heap's first event.
func (k *Kernel) fireFirst() {
	e := k.heap.least()
	t, ref := e.time(), e.body&refMask
	kind := &k.kinds[uint8(e.body>>refBits)]
	k.now = t
	if kind.mark != 0 {
		k.hash = foldEvent(k.hash, kind.mark, t, ref)
		k.events++
		if k.trace != nil {
			k.trace(t, kind.name, ref)
		}
	}
	k.hole = true
	kind.fire(ref)
	if k.hole {
		k.hole = false
		k.heap.drop()
	}
}

// fireMinute fires the records and arrivals of the open minute and the heap's events
// between them, the heap's first at an equal instant, until the minute has none left or
// until is passed. All calendars are looked at afresh for each event, so it does not matter
// what a handler schedules.
func (k *Kernel) fireMinute(until Time) {
	base := Time(k.minute) * Minute
	for !k.stopped {
		arrival := k.arrivals.off()
		off := min(k.record, arrival)
		if off == noOffset {
			return
		}
		t := base + Time(off)
		if first := k.heap.least().time(); first <= t {
			if first > until {
				return
			}
			k.fireFirst()
			continue
		}
		if t > until {
			return
		}
		k.now = t
		k.events++
		if arrival > k.record || arrival == k.record && !k.afterArrivals() {
			k.fireRecord()
			continue
		}
		a := &k.arrivals
		who := a.next.who()
		a.pass()
		k.hash = foldEvent(k.hash, a.mark, t, who)
		if k.trace != nil {
			k.trace(t, a.name, who)
		}
		a.fire(who)
	}
}

// afterArrivals says whether the open minute's next record comes behind arrivals of its
// instant: whether it was scheduled after them.
func (k *Kernel) afterArrivals() bool {
	return k.late.first < k.open.off() || k.open.rec[k.open.at].B&laterBit != 0
}

// fireRecord fires the open minute's next record, now: of equal ones the late come last.
func (k *Kernel) fireRecord() {
	r, o := &k.lateRec, &k.open
	if k.late.first < o.off() {
		k.late.pop(r)
	} else {
		r = &o.rec[o.at]
		o.at++
	}
	k.record = min(o.off(), k.late.first)
	stage := &k.stages[r.B>>stageShift&stageMask]
	k.hash = foldEvent(k.hash, stage.mark, k.now, r.A&whoMask)
	if k.trace != nil {
		k.trace(k.now, stage.name, r.A&whoMask)
	}
	stage.fire(r)
}
