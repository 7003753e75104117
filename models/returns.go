package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// Returns is the way back: asked for, sent back, inspected, paid back or
// repaired, each with its limit.
type Returns struct {
	// SelfService is the share of returns that need no agent. Default 70%, weak.
	SelfService Share `yaml:"self_service"`
	// SendBack is the time until the consumer hands the parcel in, Transit the
	// way to the firm. Defaults exponential 1 d, and the forward road time
	// (lognormal, median 52 h, log-sd 0.40; FACTS B, D).
	SendBack rng.Dist `yaml:"send_back"`
	Transit  rng.Dist `yaml:"transit"`
	// Inspection capacity, parcels a day.
	Inspection Capacity `yaml:"inspection"`
	// RefundAfter is the time from inspection to payment. Default 1 d, weak.
	RefundAfter rng.Dist `yaml:"refund_after"`
	// RefundLimit from the goods' arrival at the firm. Default 7 d (law, FACTS C, V).
	RefundLimit Duration `yaml:"refund_limit"`
	// RepairTime from inspection and RepairLimit from arrival. Defaults
	// lognormal, median 6 d, log-sd 0.5, and 15 d: weak.
	RepairTime  rng.Dist `yaml:"repair_time"`
	RepairLimit Duration `yaml:"repair_limit"`
}

// DefaultReturns has no inspection capacity.
func DefaultReturns() Returns {
	return Returns{
		SelfService: 0.7,
		SendBack:    rng.MustExponential(float64(sim.Day)),
		Transit:     rng.MustLognormalMedian(float64(52*sim.Hour), 0.40),
		RefundAfter: rng.MustConstant(float64(sim.Day)),
		RefundLimit: 7 * sim.Day,
		RepairTime:  rng.MustLognormalMedian(float64(6*sim.Day), 0.5),
		RepairLimit: 15 * sim.Day,
	}
}

// statutoryCoolingOff: seven days from receipt, no reason needed (Consumer
// Rights Protection Law, art. 25, in force 15 March 2014).
const statutoryCoolingOff = 7 * sim.Day

// onRegrets: the buyer does not want it after all. Whether the firm takes it
// back is its policy: the cooling-off days, and no page with "no returns".
func (s *season) onRegrets(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	l := s.luck(r)
	s.count(f, r, result.ReturnsAsked)
	// The delivery was the last thing that happened to this record.
	kept := sim.Time(s.sc.Consumers.RegretAfter.Draw(l, drawMindAfter))
	noReturns := l.Sub(drawMind, 1).Chance(drawMind, float64(src.goods.NoReturns))
	if noReturns || kept > f.cfg.Policy.CoolingOff {
		s.count(f, r, result.ReturnsRefused)
		s.note(r, "wants to return the goods; the firm's terms say no")
		s.raise(r, l, problemRefused, originTerms, s.k.Now())
		return
	}
	s.note(r, "asks for a return within the cooling-off days")
	s.wantsReturn(f, r, l)
}

// wantsReturn: by self-service, or the desk must say yes first.
func (s *season) wantsReturn(f *firm, r *sim.Record, l rng.Luck) {
	setClock(r, s.k.Now()) // asked
	if l.Chance(drawSelf, float64(f.cfg.Returns.SelfService)) {
		s.sendBack(f, r)
		return
	}
	put(&r.B, nthShift, nthBits, 0)
	put(&r.B, problemShift, problemBits, uint64(problemReturn))
	put(&r.B, originShift, originBits, uint64(originReturns))
	f.atDesk++
	s.contact(f, r)
}

func (s *season) sendBack(f *firm, r *sim.Record) {
	l := s.luck(r).Sub(drawSendBack, uint64(problemOf(r)))
	if !s.sources[sourceOf(r)].sentBack(r) {
		s.note(r, "has sent the goods back already")
		return
	}
	p := &f.cfg.Returns
	t := sim.Time(p.SendBack.Draw(l, drawSendBack)) + sim.Time(p.Transit.Draw(l, drawReverse))
	s.note(r, "goes back to the firm")
	f.sent++
	f.onWayBack++
	s.send(s.backAtFirm, s.k.Now()+t, *r)
}

// onBackAtFirm: the clock of the refund starts.
func (s *season) onBackAtFirm(r *sim.Record) {
	f := s.firmOf(r)
	f.onWayBack--
	l := s.luck(r)
	put(&r.C, freeShift, freeBits, uint64((s.k.Now()-clockOf(r))/sim.Minute)) // on its way back
	setClock(r, s.k.Now())
	s.note(r, "is back at the firm")
	if hasFlag(r, flagQuality) && l.Chance(drawRepair, float64(s.sources[sourceOf(r)].goods.Repair)) {
		setFlag(r, flagRepair)
	}
	if s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		f.freight += int64(f.cfg.Prices.ReturnParcel)
	}
	limit := f.cfg.Returns.RefundLimit
	if hasFlag(r, flagRepair) {
		limit = f.cfg.Returns.RepairLimit
	}
	ask := sim.Time(s.sc.Consumers.AskRefundAfter.Draw(l, drawRefundAsk))
	s.send(s.refundCheck, s.k.Now()+limit+ask, *r)
	f.inspection.Enter(r)
}

func (s *season) onInspected(r *sim.Record) {
	f := s.firmOf(r)
	s.count(f, r, result.Returned)
	f.toMakeGood++
	s.note(r, "is inspected")
	l := s.luck(r)
	if hasFlag(r, flagRepair) {
		s.send(s.madeGood, s.k.Now()+sim.Time(f.cfg.Returns.RepairTime.Draw(l, drawRepairing)), *r)
		return
	}
	s.send(s.madeGood, s.k.Now()+sim.Time(f.cfg.Returns.RefundAfter.Draw(l, drawRepairing)), *r)
}

// onMadeGood: the money or the repaired goods are with the consumer.
func (s *season) onMadeGood(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	s.becomes(r, stateDelivered|bitMark)
	f.toMakeGood--
	took := s.k.Now() - clockOf(r)
	limit := f.cfg.Returns.RefundLimit
	if hasFlag(r, flagRepair) {
		limit = f.cfg.Returns.RepairLimit
		s.count(f, r, result.Repaired)
		if s.inWindow(src.cohort(r)) {
			f.repairedMargin += src.goods.margin()
			f.repairedGoods += src.goods.bought()
		}
		s.note(r, "comes back repaired")
	} else {
		s.count(f, r, result.Refunded)
		s.note(r, "is paid back")
		if s.inWindow(src.cohort(r)) {
			f.refundedMargin += src.goods.margin()
			f.refundedGoods += src.goods.bought()
			if hasFlag(r, flagPaidAhead) { // the refund takes the place of the advance payment
				f.compensation -= f.cfg.Policy.AdvanceCompensation.net(src.goods.Value)
				s.paidByRule(f, r, -f.cfg.Policy.AdvanceCompensation.net(src.goods.Value))
			}
			asked := sim.Time(get(r.C, freeShift, freeBits)) * sim.Minute
			f.refunded(src.cohort(r), asked, took)
		}
	}
	if took > limit {
		s.count(f, r, result.RefundsLate)
	}
}

// onRefundCheck: the limit is over; has the consumer got it back?
func (s *season) onRefundCheck(r *sim.Record) {
	l := s.luck(r)
	if !s.actsOn(l, problemRefund) && !s.follows(r) {
		return // either way; luck costs less to ask than the order's bits
	}
	s.bookStates()
	if s.sources[sourceOf(r)].marked(r) {
		return
	}
	s.note(r, "waits for a refund or repair past its limit")
	s.raise(r, l, problemRefund, originReturns, s.k.Now())
}

func newInspection(s *season, f *firm) *flow.Line {
	return flow.NewLine(s.k, flow.LineSpec{
		Name: f.cfg.Name + "/inspection",
		Rate: f.cfg.Returns.Inspection.rates(s.span, nil), Floor: &s.floor,
	}, s.inspected)
}
