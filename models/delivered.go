package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Stage 7: the consumer has the parcel. What is wrong with it are inputs by
// category; each question has its own draw and starts its own case, so that
// taking one cause away leaves every other case as it was.
func (s *season) onDelivered(r *sim.Record, l rng.Luck) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	s.becomes(r, stateDelivered)
	s.count(f, r, result.Delivered)
	now := s.k.Now()
	late := now - dueOf(r)
	if late > 0 {
		s.count(f, r, result.DeliveredLate)
	}
	if c := src.cohort(r); s.inWindow(c) {
		f.delivered(c, now-placedAt(r), late)
		if s.opts.Choice != nil {
			s.opts.Choice.chosenFrom(r.Who(), now-placedAt(r), late)
		}
	}
	if late > 0 {
		if s.follows(r) {
			s.tell(r, "is delivered, %s late", spanWords(late))
		}
	} else {
		s.note(r, "is delivered in time")
	}
	c := src.goods
	damaged := l.Chance(drawDamage, float64(s.carriers[carrierOf(r)].cfg.Damaged))
	faulty := l.Chance(drawFaulty, float64(c.Faulty)) || hasFlag(r, flagDefect)
	if damaged {
		s.count(f, r, result.Damaged)
		s.found(f, r, l, problemFaulty, originCarrier)
	}
	if faulty {
		s.count(f, r, result.Faulty)
		if !damaged { // one case: the consumer sees broken goods
			s.found(f, r, l, problemFaulty, originGoods)
		}
		if hasFlag(r, flagDefect) {
			s.recalled(f, r, l)
		}
	}
	if l.Chance(drawUnlike, float64(c.Unlike)) {
		s.count(f, r, result.Unlike)
		s.found(f, r, l, problemUnlike, originPage)
	}
	if u := l.U(drawMisled); u < float64(c.Claims)*float64(c.Misled) {
		s.count(f, r, result.Misled)
		s.found(f, r, l, problemMisled, originTerms)
	}
	if l.Chance(drawMind, float64(c.Regret)) {
		after := sim.Time(s.sc.Consumers.RegretAfter.Draw(l, drawMindAfter))
		// Later than the law and the firm allow, a regret is nobody's business.
		if after <= max(statutoryCoolingOff, f.cfg.Policy.CoolingOff) {
			s.send(s.regrets, now+after, *r)
		}
	}
}

// unbookedMost orders are booked at a time.
const unbookedMost = 512

// unbooked are orders packed, delivered and made good whose bits do not say so yet.
type unbooked struct {
	n      int
	orders [unbookedMost]uint64 // A of the order, its new bits in the place of the offset
	number [unbookedMost]uint32 // while they are booked: the order's number in its source
}

// whoBits of a record's A say which order it is; above lies the kernel's offset.
const whoBits = sourceBits + minuteBits + indexBits

// becomes says that an order has been packed, delivered or, delivered, made good:
// its new state, with bitMark for the last.
func (s *season) becomes(r *sim.Record, state uint64) {
	u := &s.unbooked
	u.orders[u.n] = r.Who() | state<<whoBits
	if u.n++; u.n == unbookedMost {
		s.bookStates()
	}
}

// bookStates sets the bits of the orders of which becomes was told since the
// last call. It comes before whatever tells placed, shipped and delivered
// apart, or asks whether a return has been made good. The numbers and bits of
// these orders lie all over memory. Fetched in two short loops, in which no step
// waits for the one before, many are on their way at once; one by one, as the
// orders come, each would be waited for.
func (s *season) bookStates() {
	u := &s.unbooked
	orders, numbers := u.orders[:u.n], u.number[:u.n]
	u.n = 0
	for i, who := range orders {
		r := sim.Record{A: who}
		numbers[i] = s.sources[sourceOf(&r)].number(&r)
	}
	for i, who := range orders {
		r, n := sim.Record{A: who}, numbers[i]
		s.sources[sourceOf(&r)].setStateAt(n, who>>whoBits)
	}
}

// found: the consumer will notice a fault after a while.
func (s *season) found(f *firm, r *sim.Record, l rng.Luck, p problem, o origin) {
	seen := l.Sub(drawSeen, uint64(p))
	s.raise(r, l, p, o, s.k.Now()+sim.Time(s.sc.Consumers.SeenAfter.Draw(seen, drawSeen)))
}

// delivered books a delivery of the window.
func (f *firm) delivered(cohort int, lead, late sim.Time) {
	f.lead.Record(int64(lead))
	days := 0
	if late > 0 {
		f.late.Record(int64(late))
		days = int((late + sim.Day - 1) / sim.Day)
	}
	f.lateDays[min(days, len(f.lateDays)-1)]++
	for i := range f.spans {
		if o := &f.spans[i]; o.Has(cohort) {
			o.Lead.Record(int64(lead))
			if late > 0 {
				o.Late.Record(int64(late))
			}
		}
	}
}
