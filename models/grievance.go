package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Consumers is how the public behaves. The shape of the tolerance of delay is
// estimated from reviews; most other figures are weak and say so.
type Consumers struct {
	// AskWhere is the share of buyers who ask where a late parcel is, AskAfter
	// the time past the due date at which they first do. Defaults 50% and
	// exponential, mean 1 d: weak.
	AskWhere Share    `yaml:"ask_where"`
	AskAfter rng.Dist `yaml:"ask_after"`
	// MindDelay is the share whose tolerance of delay is finite, Tolerance its
	// law past the due date: together the excess of bad outcomes over the
	// on-time level, 0.734(1-exp(-(d/3.25)^1.5)) (FACTS E4, C).
	MindDelay Share    `yaml:"mind_delay"`
	Tolerance rng.Dist `yaml:"tolerance"`
	// Voice is the share of bad outcomes that become a contact or complaint
	// rather than silence. Default 30% (M: weak; E4 "written" 65-75% is an upper bound).
	Voice Share `yaml:"voice"`
	// UnansweredCost is the share of what tolerance is left that an unanswered
	// question about a late parcel takes. Default 25%, weak.
	UnansweredCost Share `yaml:"unanswered_cost"`
	// Reassured is how long an answer keeps such a consumer quiet. Default 2 d, weak.
	Reassured Duration `yaml:"reassured"`
	// CancelUnshipped is the share of unresolved askers who cancel an order
	// that has not left the warehouse. Default 20%, weak.
	CancelUnshipped Share `yaml:"cancel_unshipped"`
	// SeenAfter is the time from delivery until a fault is noticed. Default
	// exponential, mean 2 d: weak.
	SeenAfter rng.Dist `yaml:"seen_after"`
	// RegretAfter is the time from delivery until a buyer wants to return.
	// Default exponential, mean 3 d, cut at 7 (FACTS, suggested defaults, M).
	RegretAfter rng.Dist `yaml:"regret_after"`
	// AskRefundAfter is the time past the limit of a refund or repair until
	// the consumer asks. Default exponential, mean 2 d: weak.
	AskRefundAfter rng.Dist `yaml:"ask_refund_after"`
	// Acts is the share of consumers with a problem who do something about it. Weak.
	Acts Acts `yaml:"acts"`
	// Again is the time until an unresolved consumer comes again, Persists the
	// share that does, MaxContacts the number of contacts after which the next
	// step is a complaint. Defaults exponential, mean 20 h; 70%; 2: weak.
	Again       rng.Dist `yaml:"again"`
	Persists    Share    `yaml:"persists"`
	MaxContacts int      `yaml:"max_contacts"`
	// AfterOpening is the time from the opening of a desk at which those come
	// back who found it closed. Default exponential, mean 2 h: weak.
	AfterOpening rng.Dist `yaml:"after_opening"`
	// Angry is the share of those who gave up waiting who complain of the
	// waiting itself. Default 4%: of buyers with a problem 1 in 26 complain
	// (TARP, 1979-86, M: weak).
	Angry Share `yaml:"angry"`
	// LeaveUnanswered is the share of buyers who leave when a question before
	// the sale goes unanswered. Default 35%, weak.
	LeaveUnanswered Share `yaml:"leave_unanswered"`
}

// Acts is the share that acts on each kind of problem.
type Acts struct {
	Cancelled Share `yaml:"cancelled"` // the shop cancelled
	Payment   Share `yaml:"payment"`   // paid, payment failed
	Promotion Share `yaml:"promotion"` // promotion not honoured
	Faulty    Share `yaml:"faulty"`    // faulty or damaged goods
	Unlike    Share `yaml:"unlike"`    // goods unlike their page
	Refund    Share `yaml:"refund"`    // refund or repair late
	Refused   Share `yaml:"refused"`   // return refused
	Misled    Share `yaml:"misled"`    // "100%" claim
}

// DefaultConsumers is the public.
func DefaultConsumers() Consumers {
	d := float64(sim.Day)
	return Consumers{
		AskWhere: 0.5, AskAfter: rng.MustExponential(d),
		MindDelay: 0.734, Tolerance: rng.MustWeibull(1.5, 3.25*d), Voice: 0.3,
		UnansweredCost: 0.25, Reassured: 2 * sim.Day, CancelUnshipped: 0.2,
		SeenAfter: rng.MustExponential(2 * d), RegretAfter: rng.MustExponential(3 * d), AskRefundAfter: rng.MustExponential(2 * d),
		// Voice x (bad if cancelled 0.77) for a cancellation; others assumed.
		Acts:  Acts{Cancelled: 0.23, Payment: 0.6, Promotion: 0.2, Faulty: 0.5, Unlike: 0.3, Refund: 0.5, Refused: 0.3, Misled: 0.2},
		Again: rng.MustExponential(20 * float64(sim.Hour)), Persists: 0.7, MaxContacts: 2,
		AfterOpening: rng.MustExponential(2 * float64(sim.Hour)),
		Angry:        0.04, LeaveUnanswered: 0.35,
	}
}

func (a Acts) table() [problems]float64 {
	return [problems]float64{
		problemShop: float64(a.Cancelled), problemPayment: float64(a.Payment), problemBroken: float64(a.Promotion),
		problemFaulty: float64(a.Faulty), problemUnlike: float64(a.Unlike),
		problemRefund: float64(a.Refund), problemRefused: float64(a.Refused), problemMisled: float64(a.Misled),
	}
}

// raise: a consumer has a problem from time t on; those who act come to the desk.
func (s *season) raise(r *sim.Record, l rng.Luck, p problem, o origin, t sim.Time) {
	if s.actsOn(l, p) {
		s.bring(r, p, o, t)
	}
}

// actsOn says whether this consumer acts on a problem.
func (s *season) actsOn(l rng.Luck, p problem) bool {
	return l.Sub(drawActs, uint64(p)).Chance(drawActs, s.acts[p])
}

// bring: a consumer who acts on a problem comes to the desk at time t.
func (s *season) bring(r *sim.Record, p problem, o origin, t sim.Time) {
	s.firmOf(r).atDesk++
	c := *r
	clearContact(&c)
	put(&c.B, problemShift, problemBits, uint64(p))
	put(&c.B, originShift, originBits, uint64(o))
	s.send(s.noticed, t, c)
}

func (s *season) onNoticed(r *sim.Record) {
	if s.follows(r) {
		s.tell(r, "has a problem (%s) and acts on it", problemOf(r))
	}
	s.contact(s.firmOf(r), r)
}

// again is the time until this consumer comes again.
func (s *season) again(r *sim.Record) sim.Time {
	n := uint64(problemOf(r))<<4 | get(r.B, nthShift, nthBits)
	return sim.Time(s.sc.Consumers.Again.Draw(s.luck(r).Sub(drawAgain, n), drawAgain))
}

// onProblemAnswered: the desk has dealt with a problem.
func (s *season) onProblemAnswered(f *firm, r *sim.Record, resolved bool) {
	if s.compensate(f, r) {
		f.atDesk--
		return
	}
	if !resolved {
		s.note(r, "is not helped")
		s.persist(f, r)
		return
	}
	s.note(r, "is helped")
	f.atDesk--
	switch problemOf(r) {
	case problemFaulty, problemUnlike:
		setFlag(r, flagQuality)
		setClock(r, s.k.Now())
		s.sendBack(f, r)
	case problemRefused:
		setClock(r, s.k.Now())
		s.sendBack(f, r)
	}
}

// persist: come again, or complain once the contacts are used up, or let it be.
func (s *season) persist(f *firm, r *sim.Record) {
	p := &s.sc.Consumers
	nth := get(r.B, nthShift, nthBits)
	if int(nth) >= p.MaxContacts {
		if 2*get(r.B, unansweredShift, unansweredBits) > nth {
			s.complain(f, r, problemWaiting)
			return
		}
		if problemOf(r) == problemOther { // answered, if not helped: no cause that the authority knows
			s.note(r, "is not helped and lets it be")
			f.atDesk--
			return
		}
		s.complain(f, r, problemOf(r))
		return
	}
	l := s.luck(r).Sub(drawStays, uint64(problemOf(r))<<4|nth)
	if !l.Chance(drawStays, float64(p.Persists)) {
		s.note(r, "lets it be")
		f.atDesk--
		return
	}
	s.send(s.approach, s.k.Now()+s.again(r), *r)
}

// complain lodges a complaint to the firm; its handling takes agents' time.
func (s *season) complain(f *firm, r *sim.Record, p problem) {
	put(&r.C, freeShift, freeBits, uint64(problemOf(r))) // what it was about, also when it is the waiting
	if p == problemWaiting {
		put(&r.B, originShift, originBits, uint64(originDesk))
	}
	put(&r.B, problemShift, problemBits, uint64(p))
	cause := causeOfProblem[p]
	s.count(f, r, result.ToFirm(cause))
	f.openComplaints++
	s.lodged(f, r, cause)
	s.complaintBegins(r)
	if s.follows(r) {
		s.tell(r, "complains to the firm (%s)", cause.String())
	}
	put(&r.B, nthShift, nthBits, 0)
	setFlag(r, flagComplaint)
	if sum(f.shares[askComplaint]) == 0 { // nobody to handle complaints
		s.settle(f, r, false)
		return
	}
	s.contact(f, r)
}

// settle ends a complaint to the firm: settled, or free to go on.
func (s *season) settle(f *firm, r *sim.Record, resolved bool) {
	p := problemOf(r)
	s.complaintEnds(r)
	f.openComplaints--
	f.atDesk--
	if resolved {
		s.count(f, r, result.FirmSettled)
		s.note(r, "has the complaint settled by the firm")
		return
	}
	s.count(f, r, result.FirmUnsettled)
	l := s.luck(r).Sub(drawComplaint, get(r.C, freeShift, freeBits)<<4|uint64(p))
	if !l.Chance(drawEscalates, float64(s.sc.Authority.Escalates)) {
		s.note(r, "has no settlement and lets it be")
		return
	}
	after := s.sc.Authority.ConsumerAfter
	if p == problemLate {
		after = s.sc.Authority.CourierAfter
	}
	s.send(s.toAuthority, s.k.Now()+sim.Time(after.Draw(l, drawGoesOn)), *r)
}
