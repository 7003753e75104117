package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// termsAt is what was in force at a minute.
func (f *firm) termsAt(minute int64) terms {
	for i := len(f.terms) - 1; i >= 0; i-- {
		if f.terms[i].minute <= minute {
			return f.terms[i]
		}
	}
	return terms{}
}

// putOff says whether this buyer was turned away and comes again. It is a
// function of luck and minute, for whoever asks later.
func (t *terms) putOff(l rng.Luck) bool {
	return t.turnedAway > 0 && l.Chance(drawTurnedAway, t.turnedAway) && l.Chance(drawComesAgain, t.back)
}

// turnsAway says whether a throttle, or a later date on the page, takes this
// intention out of the way. Deposits have been paid and are let in.
func (s *season) turnsAway(f *firm, src *source, r *sim.Record, l rng.Luck) bool {
	if src.kind != sourceOrders {
		return false
	}
	in := &f.relief
	margin := src.goods.margin()
	if l.Chance(drawTurnedAway, in.turnedAway) {
		if t := f.termsAt(minuteOf(r)); t.putOff(l) {
			s.note(r, "is turned away at the door of the shop and will come again")
			s.send(s.comesAgain, s.k.Now()+t.postpone, *r)
			return true
		}
		s.note(r, "is turned away at the door of the shop and does not come again")
		s.elsewhere(r, in.turning, margin)
		s.lost(f, r, result.LostTurnedAway)
		return true
	}
	if l.Chance(drawLeavesLater, in.leave) {
		s.note(r, "finds the quoted date too late and leaves")
		s.elsewhere(r, in.leaving, margin)
		s.lost(f, r, result.LostTurnedAway)
		return true
	}
	return false
}

// onComesAgain: one who was turned away is let in.
func (s *season) onComesAgain(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	s.note(r, "comes again")
	s.wants(&s.firms[src.firm], src, r, s.luck(r))
}

// due is the end of the promised day of an order: by the day of its order and
// the days that were quoted then, and no earlier for one who was put off than
// was quoted at first.
func (s *season) due(f *firm, src *source, r *sim.Record, region int) sim.Time {
	cohort := src.cohort(r)
	due := f.due(cohort, region)
	if len(f.terms) == 0 {
		return due
	}
	minute := minuteOf(r)
	if src.kind == sourceDeposits {
		minute = int64(cohort) * 1440
	}
	t := f.termsAt(minute)
	due += sim.Time(t.days) * sim.Day
	if src.kind == sourceOrders && t.putOff(s.luck(r)) {
		again := minute + int64(t.postpone/sim.Minute)
		if day := int(again / 1440); day < s.days {
			later := f.termsAt(again)
			due = max(due, f.due(day, region)+sim.Time(later.days)*sim.Day)
		}
	}
	return due
}

// watchPutOff starts the late clock of an order that was put off past the
// midnight at which those of its day were looked through.
func (s *season) watchPutOff(f *firm, src *source, r *sim.Record) {
	cohort := src.cohort(r)
	if t := f.termsAt(minuteOf(r)); src.kind != sourceOrders || !t.putOff(s.luck(r)) || s.today < cohort+f.promise[cohort]+f.least+1 {
		return
	}
	late := newOrder(sourceOf(r), minuteOf(r), indexOf(r))
	s.startLateClock(f, src, &late)
}

// toSpare gives a parcel that is being handed over to the spare carrier. What
// was handed over before is in the other carrier's hands and stays there.
func (s *season) toSpare(f *firm, r *sim.Record) {
	in := &f.relief
	if carrierOf(r) == in.carrier || !s.luck(r).Chance(drawSpare, in.spare) {
		return
	}
	put(&r.B, carrierShift, carrierBits, uint64(in.carrier))
	f.rerouted++
	if s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		f.contingency += int64(f.cfg.Prices.SpareParcel)
		s.firings[in.sparing].Cost += int64(f.cfg.Prices.SpareParcel)
	}
	s.note(r, "goes with the spare carrier")
}

// borne is how much longer this consumer bears a late parcel because of a message.
func (f *firm) borne(r *sim.Record) sim.Time {
	if minuteOf(r) < f.toldTo {
		return f.patience
	}
	return 0
}

// spared says whether a message in force answers a question about a late
// parcel before it is asked.
func (s *season) spared(f *firm, r *sim.Record) bool {
	return f.relief.telling && s.luck(r).Chance(drawSpared, f.relief.avoided)
}

// advance is the rule of advance compensation in force.
func (f *firm) advance() AdvanceCompensation {
	rule := f.cfg.Policy.AdvanceCompensation
	if f.relief.raised {
		rule.On = true
		rule.Cap = max(rule.Cap, f.relief.cap)
	}
	return rule
}

// paidByRule books fen of an advance compensation, or of one that a refund takes
// the place of (fen < 0), with the last firing that raised it, unless the firm's
// own policy pays it.
func (s *season) paidByRule(f *firm, r *sim.Record, fen int64) {
	if f.relief.raised {
		f.raised = f.relief.raising
	}
	if own := &f.cfg.Policy.AdvanceCompensation; !own.On || s.sources[sourceOf(r)].goods.Value > own.Cap {
		s.elsewhere(r, f.raised, fen)
	}
}
