package models

import (
	"peakready/models/result"
	"peakready/sim"
)

// Stage 6: the parcel is late. Every midnight the orders whose earliest
// promised date has just passed are looked through by their state bits; those
// still on the way get one record that knows when this consumer, by their
// luck, asks where the parcel is and when their tolerance runs out. Orders
// that came in time cost nothing. A tolerance is drawn so that the chance of
// having lost patience after d days late is the excess of bad outcomes over
// the on-time level: 0.734(1-exp(-(d/3.25)^1.5)) (FACTS E4, C, maximum
// likelihood on 5,164 orders).

// due is the end of the promised day of an order.
func (f *firm) due(cohort, region int) sim.Time {
	return sim.Time(cohort+f.promise[cohort]+f.extraDays[region]+1) * sim.Day
}

// watchLate looks through the cohort whose earliest due date is this midnight.
func (s *season) watchLate(day int) {
	s.bookStates()
	for i := range s.firms {
		f := &s.firms[i]
		if f.dueOn == nil { // no goods
			continue
		}
		for _, cohort := range f.dueOn[day] {
			for _, n := range f.sources {
				src := &s.sources[n]
				switch {
				case src.kind == sourceOrders:
					s.watchMinutes(f, n, int64(cohort)*1440, int64(cohort+1)*1440)
				case src.kind == sourceDeposits && src.payDay == cohort:
					s.watchMinutes(f, n, int64(cohort-f.cfg.Demand.Double11.DepositDays)*1440, int64(cohort)*1440)
				}
			}
		}
	}
}

// watchMinutes starts the late clock of undelivered orders of some minutes.
func (s *season) watchMinutes(f *firm, source int, from, to int64) {
	src := &s.sources[source]
	from = max(from, 0)
	to = min(to, int64(len(src.first)))
	for m := from; m < to; m++ {
		first := src.first[m]
		last := first + uint32(src.inMinute(m))
		for n := src.nextOpen(first, last); n < last; n = src.nextOpen(n+1, last) {
			r := newOrder(source, m, int64(n-first))
			s.startLateClock(f, src, &r)
		}
	}
}

func (s *season) startLateClock(f *firm, src *source, r *sim.Record) {
	l := s.luck(r)
	p := &s.sc.Consumers
	asks := l.Chance(drawAsks, float64(p.AskWhere))
	minds := s.mindsDelay(r)
	if !asks && !minds {
		return
	}
	region := s.regionOf(l)
	due := s.due(f, src, r, region)
	put(&r.B, regionShift, regionBits, uint64(region))
	put(&r.B, dueShift, dueBits, uint64(due/sim.Hour))
	put(&r.B, problemShift, problemBits, uint64(problemLate))
	at := due + s.tolerance(r)
	if asks {
		at = min(at, due+sim.Time(p.AskAfter.Draw(l, drawAskAfter)))
	}
	s.send(s.lateCheck, max(at, s.k.Now()), *r)
}

// mindsDelay says whether this consumer's tolerance of delay is finite and
// they are of the kind that lodges what they feel.
func (s *season) mindsDelay(r *sim.Record) bool {
	l := s.luck(r)
	p := &s.sc.Consumers
	return l.Chance(drawMinds, float64(p.MindDelay)) && l.Chance(drawVoices, float64(p.Voice))
}

// never is later than any run.
const never = sim.Time(1) << 39

// tolerance of delay after the due date; every unanswered question takes a
// share of it away.
func (s *season) tolerance(r *sim.Record) sim.Time {
	if !s.mindsDelay(r) {
		return never
	}
	p := &s.sc.Consumers
	t := p.Tolerance.Draw(s.luck(r), drawTolerance)
	for n := get(r.B, unansweredShift, unansweredBits); n > 0; n-- {
		t *= 1 - float64(p.UnansweredCost)
	}
	return sim.Time(t) + s.firmOf(r).borne(r)
}

// onLateCheck: this consumer looks at the calendar.
func (s *season) onLateCheck(r *sim.Record) {
	s.bookStates()
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	if st := src.state(r); st != statePlaced && st != stateShipped {
		return
	}
	now := s.k.Now()
	borne := dueOf(r) + s.tolerance(r)
	if now < borne && now >= borne-f.borne(r) { // a message has come meanwhile
		s.send(s.lateCheck, borne, *r)
		return
	}
	if now >= borne {
		put(&r.B, originShift, originBits, uint64(s.whereLate(src, r)))
		if s.follows(r) {
			s.tell(r, "has waited long enough: it was promised by %s", s.dateOf(dueOf(r)-1))
		}
		f.atDesk++
		s.complain(f, r, problemLate)
		return
	}
	if n := get(r.B, nthShift, nthBits); int(n) < s.sc.Consumers.MaxContacts {
		if s.spared(f, r) {
			s.note(r, "knows from a message where the parcel is")
			s.nextLateCheck(r, s.sc.Consumers.Reassured)
			return
		}
		f.atDesk++
		s.contact(f, r)
		return
	}
	s.nextLateCheck(r, never)
}

// whereLate tells which stage holds a late order.
func (s *season) whereLate(src *source, r *sim.Record) origin {
	switch {
	case src.state(r) == stateShipped:
		return originCarrier
	case src.marked(r):
		return originStock
	}
	return originWarehouse
}

// nextLateCheck: ask again after a while, or complain when tolerance ends.
func (s *season) nextLateCheck(r *sim.Record, again sim.Time) {
	at := dueOf(r) + s.tolerance(r)
	if again < never {
		at = min(at, s.k.Now()+again)
	}
	if at < never {
		s.send(s.lateCheck, max(at, s.k.Now()), *r)
	}
}

// onWhereAnswered: the desk has said where the parcel is.
func (s *season) onWhereAnswered(f *firm, r *sim.Record, resolved bool) {
	f.atDesk--
	src := &s.sources[sourceOf(r)]
	if resolved {
		s.nextLateCheck(r, s.sc.Consumers.Reassured)
		return
	}
	s.bookStates()
	if src.state(r) == statePlaced && s.luck(r).Chance(drawWithdraws, float64(s.sc.Consumers.CancelUnshipped)) {
		s.buyerCancels(f, src, r)
		return
	}
	s.nextLateCheck(r, s.again(r))
}

// buyerCancels: not yet dispatched, so the buyer may take the money back.
func (s *season) buyerCancels(f *firm, src *source, r *sim.Record) {
	src.setState(r, stateGone)
	s.undo(f, src, r)
	if !src.marked(r) { // an oversold order stands in no warehouse
		w := &f.warehouses[f.stores.pick(s.luck(r).U(drawWarehouse))]
		w.line.Withdrawn(0)
		w.cancelled = int64(s.k.Now() / sim.Minute)
	}
	s.count(f, r, result.CancelledBuyer)
	s.note(r, "is cancelled by the buyer, who is tired of waiting")
}
