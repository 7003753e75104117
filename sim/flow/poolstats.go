package flow

import (
	"fmt"

	"peakready/sim"
	"peakready/sim/stats"
)

// PoolHour is what happened in a pool within one hour of simulated time. What concerns a
// contact counts in the hour of the event: an offer when it comes, an answer when it is
// given. Offered == Answered + Abandoned over a run that ends with empty queues.
type PoolHour struct {
	Offered   int64 // attempts
	Fresh     int64 // first attempts
	Answered  int64
	Within    int64 // answered within the class's Target
	Abandoned int64 // left unanswered, balked ones included
	Balked    int64 // left at once

	WaitSum       sim.Time // ms, waits of the answered
	WaitAbandoned sim.Time // ms, waits of the abandoned
	WorkOffered   float64  // ms of service at full speed that first attempts ask for

	Waiting   sim.Time // contact-ms in the queues
	Busy      sim.Time // contact-ms in hand
	BusyAgent sim.Time // agent-ms with at least one contact in hand, overtime included
	Staffed   sim.Time // agent-ms on duty
	Overtime  sim.Time // agent-ms after the shift's end
}

// add sums o into h.
func (h *PoolHour) add(o *PoolHour) {
	h.Offered += o.Offered
	h.Fresh += o.Fresh
	h.Answered += o.Answered
	h.Within += o.Within
	h.Abandoned += o.Abandoned
	h.Balked += o.Balked
	h.WaitSum += o.WaitSum
	h.WaitAbandoned += o.WaitAbandoned
	h.WorkOffered += o.WorkOffered
	h.Waiting += o.Waiting
	h.Busy += o.Busy
	h.BusyAgent += o.BusyAgent
	h.Staffed += o.Staffed
	h.Overtime += o.Overtime
}

// area is a number and the integral of it over the present hour. Until it is asked for,
// sum lacks n times the present instant: then a change costs one addition, and an event
// that changes nothing costs nothing. Sums may wrap around on the way, as whole numbers
// of 64 bits do without harm: what comes out fits.
type area struct {
	n   int64
	sum sim.Time
}

// add changes the number by d at now.
func (a *area) add(d int64, now sim.Time) {
	a.n += d
	a.sum -= sim.Time(d) * now
}

// take gives the integral up to now since the last take.
func (a *area) take(now sim.Time) sim.Time {
	d := a.sum + sim.Time(a.n)*now
	a.sum = -sim.Time(a.n) * now
	return d
}

// poolCount counts. The sums of single spans stand against the hours' integrals of the
// levels, to be compared in the audit.
type poolCount struct {
	hours   []PoolHour
	hour    *PoolHour // the present one
	hourEnd sim.Time
	past    [2]int64 // answered and abandoned in the hours before
	next    sim.Time // hourEnd, or the next step of a schedule if that comes sooner

	waiting area // contacts in the queues
	busy    area // in hand
	working area // agents with contacts in hand
	staffed area // agents on duty
	late    area // agents in overtime

	resuming int64 // of the waiting, those that were answered before
	orbiting int64 // about to redial

	served  int64
	waited  sim.Time // spans in the queues that have ended
	handled sim.Time // spans in hand that have ended
	worked  sim.Time // spans of agents at work that have ended
}

func (n *poolCount) start(now sim.Time, hours int) {
	h := int(now / sim.Hour)
	n.hours = make([]PoolHour, max(hours, h+1))
	n.hour = &n.hours[h]
	n.hourEnd = sim.Time(h+1) * sim.Hour
}

// turn ends the hours that are over at now.
func (n *poolCount) turn(now sim.Time) {
	for now >= n.hourEnd {
		n.integrate(n.hourEnd)
		n.past[0] += n.hour.Answered
		n.past[1] += n.hour.Abandoned
		h := int(n.hourEnd / sim.Hour)
		if h == len(n.hours) {
			n.hours = append(n.hours, PoolHour{})
		}
		n.hour = &n.hours[h]
		n.hourEnd += sim.Hour
	}
}

// integrate brings the hour's integrals up to now, which lies in the hour or ends it.
func (n *poolCount) integrate(now sim.Time) {
	h := n.hour
	h.Waiting += n.waiting.take(now)
	h.Busy += n.busy.take(now)
	h.BusyAgent += n.working.take(now)
	h.Staffed += n.staffed.take(now)
	h.Overtime += n.late.take(now)
}

// Resolved is how many attempts were answered and how many abandoned so far, as of the last
// event. Unlike [Pool.Hours] it moves nothing in the pool.
func (p *Pool) Resolved() (answered, abandoned int64) {
	return p.past[0] + p.hour.Answered, p.past[1] + p.hour.Abandoned
}

// Oldest is the longest time that a contact that was not answered before has waited by now.
func (p *Pool) Oldest() sim.Time {
	first := p.k.Now()
	for c := range p.class {
		i := p.class[c].queue.head
		for i >= 0 && p.slots[i].answered { // put back at a shift's end
			i = p.slotLinks[i].next
		}
		if i >= 0 {
			first = min(first, p.slots[i].c.Arrived)
		}
	}
	return p.k.Now() - first
}

// Hours is the series by hour of simulated time, from hour 0, up to now. It is the
// pool's own: read it, do not change it, and ask again after running on.
func (p *Pool) Hours() []PoolHour {
	now := p.k.Now()
	p.upTo(now)
	p.integrate(now)
	return p.hours
}

// Total is the sum of Hours.
func (p *Pool) Total() PoolHour {
	var sum PoolHour
	hours := p.Hours()
	for i := range hours {
		sum.add(&hours[i])
	}
	return sum
}

// Waits is the distribution of the waits, in ms, of the attempts answered while they were
// kept: see [Pool.KeepWaits].
func (p *Pool) Waits() *stats.Sketch { return p.waits }

// ClassCount is what became of the attempts of a class while waits were kept.
type ClassCount struct {
	Answered, Abandoned    int64
	WaitSum, WaitAbandoned sim.Time // ms
}

// Kept is what became of the attempts of a class while waits were kept.
func (p *Pool) Kept(class int) ClassCount { return p.class[class].kept }

// KeepWaits says whether what becomes of attempts from now on goes into Waits and Kept; a
// pool begins by keeping them. The series by hour has them all the same.
func (p *Pool) KeepWaits(yes bool) { p.keepWaits = yes }

// KeepApart has the waits, in ms, of the attempts answered from now on recorded in these
// sketches as well, until the next call, whether or not waits are kept. The pool keeps the
// slice.
func (p *Pool) KeepApart(in []*stats.Sketch) { p.apart = in }

// Audit checks at now, which must be the kernel's:
//
//	offered  == answered + abandoned + waiting           (attempts)
//	answered == served + in hand + waiting to be resumed
//	integral of waiting, in hand, agents at work == sums of the single spans, to the tick
//	agents at work <= on duty + in overtime              (time)
//
// and that nobody waits while an agent on duty who could answer has a free place.
func (p *Pool) Audit(now sim.Time) error {
	if now != p.k.Now() {
		return fmt.Errorf("pool %s: audit for %v at %v", p.spec.Name, now, p.k.Now())
	}
	t := p.Total()
	waited, handled, worked := p.waited, p.handled, p.worked
	var n [orbiting + 1]int64
	for i := range p.slots {
		s := &p.slots[i]
		n[s.state]++
		switch s.state {
		case waiting:
			waited += now - s.since
		case inHand:
			handled += now - s.since
		}
	}
	for i := range p.agents {
		if p.agents[i].hand.n > 0 {
			worked += now - p.agents[i].since
		}
	}
	for _, c := range []struct {
		what      string
		got, want int64
	}{
		{"attempts offered = answered + abandoned + waiting", t.Offered, t.Answered + t.Abandoned + p.waiting.n - p.resuming},
		{"answered = served + in hand + to be resumed", t.Answered, p.served + p.busy.n + p.resuming},
		{"first attempts = served + gave up + inside", t.Fresh, p.served + p.gaveUp(t) + n[waiting] + n[inHand] + n[orbiting]},
		{"contacts waiting by count = by state", p.waiting.n, n[waiting]},
		{"contacts in hand by count = by state", p.busy.n, n[inHand]},
		{"contacts redialling by count = by state", p.orbiting, n[orbiting]},
		{"integral of waiting = sum of waits", int64(t.Waiting), int64(waited)},
		{"integral of contacts in hand = sum of handling", int64(t.Busy), int64(handled)},
		{"integral of agents at work = sum of their spans", int64(t.BusyAgent), int64(worked)},
	} {
		if c.got != c.want {
			return fmt.Errorf("pool %s: %s: %d against %d", p.spec.Name, c.what, c.got, c.want)
		}
	}
	if t.BusyAgent > t.Staffed+t.Overtime {
		return fmt.Errorf("pool %s: agents worked %d ms, but were there %d + %d in overtime", p.spec.Name, int64(t.BusyAgent), int64(t.Staffed), int64(t.Overtime))
	}
	for gi := range p.group {
		if g := &p.group[gi]; g.freeAgent() >= 0 && p.nextFor(g) >= 0 {
			return fmt.Errorf("pool %s: a contact waits though group %q has a free place", p.spec.Name, g.Name)
		}
	}
	return nil
}

// gaveUp counts contacts that left for good: abandonments less the redials that followed
// or will follow.
func (p *Pool) gaveUp(t PoolHour) int64 {
	return t.Abandoned - (t.Offered - t.Fresh) - p.orbiting
}
