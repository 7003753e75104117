package models

import (
	"fmt"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// Stage 10, beyond the firm: the dockets of the two authorities.
//
//	consumer authority  lodged ─▶ referred to the firm ─▶ settled by the firm
//	                       │              │ not settled, or no reply
//	                       └ not online ─▶ mediation ─▶ decided
//	courier regulator   lodged ─▶ accepted ─▶ decided
//
// Cases are few against orders, so that they stand in a table; a case travels
// as a record that holds its number.

// party is whom a case is about.
type party uint8

const (
	partyFirm      party = iota // a firm of the scenario
	partyEcommerce              // another shop online
	partyOther                  // all other trade
)

// caseState is how far a case has come.
type caseState uint8

const (
	caseReferred  caseState = iota // with the firm
	caseMediation                  // with the mediators, or waiting for them
	caseReceived                   // with the regulator, not accepted yet
	caseAccepted                   // accepted by the regulator
	caseSettled                    // closed: settled by the firm
	caseDecided                    // closed: by the mediators or the regulator
	caseStates    = 6
)

// docketCase is one complaint to an authority.
type docketCase struct {
	rec     sim.Record // of the order, if of a firm of the scenario
	luck    rng.Luck
	lodged  sim.Time
	due     sim.Time // of the reply; with the regulator, of the acceptance and then the decision
	firm    int32    // -1: none of the scenario
	party   party
	state   caseState
	cause   result.Cause
	route   result.Route
	overdue bool // the clock of the present step has run out
}

// docket is the cases of a trial.
type docket struct {
	cases     []docketCase
	open      [result.Routes]int64
	days      [result.Routes][]result.DocketDay
	incidents *detector
	mediators *flow.Pool // nil: as many as it takes
	other     [2]others

	clockRanOut, waitedLong, otherReplied, decided, accepted, otherLodged sim.Stage
}

func (s *season) wireDocket() {
	d, a := &s.docket, &s.sc.Authority
	for i := range d.days {
		d.days[i] = make([]result.DocketDay, s.days)
	}
	d.incidents = newDetector(a.Incident)
	on := func(name string, h func(int)) sim.Stage {
		return sim.OnRecord(s.k, "authority/"+name, func(r *sim.Record) { h(int(r.Who())) })
	}
	d.clockRanOut = on("clock ran out", s.onClockRanOut)
	d.waitedLong = on("waited long", s.onWaitedLong)
	d.otherReplied = on("other firm replied", s.onReplied)
	d.decided = on("decided", s.onDecided)
	d.accepted = on("accepted", s.onAccepted)
	d.otherLodged = sim.OnRecord(s.k, "authority/other lodged", s.onOtherLodged)
	s.wireBaseline()
	if a.Mediation.Staff == 0 {
		return
	}
	at := s.daily(edges([2]Clock{a.Opens, a.Closes}), func(day int, at Clock) float64 {
		if workday(s.date(day)) && at >= a.Opens && at < a.Closes {
			return float64(a.Mediation.Staff)
		}
		return 0
	})
	d.mediators = flow.NewPool(s.k, flow.PoolSpec{
		Name: "authority/mediation",
		Classes: []flow.ClassSpec{{
			Name: "case", Service: a.Mediation.HandleTime, Patience: flow.Patience{Dist: rng.MustNever()}, Target: a.Mediation.DecideWithin,
		}},
		Groups: []flow.GroupSpec{{Name: "mediators", Skills: []int{0}, Staff: at, Concurrency: 1, ShiftEnd: flow.Preempt}},
		Served: func(c *flow.Contact, _ sim.Time) { s.onDecided(int(c.Tag)) },
	}, s.days*24)
}

// later sends a case on to its next step.
func (s *season) later(stage sim.Stage, t sim.Time, i int) {
	s.send(stage, t, sim.Record{A: uint64(i)})
}

// docketDay is today's row of a case's docket.
func (s *season) docketDay(c *docketCase) *result.DocketDay { return &s.docket.days[c.route][s.today] }

// countCase counts a step of a case with its firm, if that is in the scenario.
func (s *season) countCase(c *docketCase, n result.Counter) {
	if c.firm >= 0 {
		s.count(&s.firms[c.firm], &c.rec, n)
	}
}

// noteCase tells a step of a case of the order that is being followed.
func (s *season) noteCase(c *docketCase, format string, args ...any) {
	if c.firm >= 0 && s.follows(&c.rec) {
		s.tell(&c.rec, "%s", fmt.Sprintf(format, args...))
	}
}

// lodge opens a case.
func (s *season) lodge(c docketCase) {
	d, i := &s.docket, len(s.docket.cases)
	c.lodged = s.k.Now()
	d.open[c.route]++
	switch day := s.docketDay(&c); c.party {
	case partyFirm:
		day.Firms++
		d.incidents.lodged(likeness{int(c.firm), c.cause, c.route}, c.lodged)
	case partyEcommerce:
		day.Ecommerce++
	case partyOther:
		day.Other++
	}
	if c.route == result.CourierRegulator {
		g := &s.sc.Authority.Regulator
		c.state, c.due = caseReceived, c.lodged+g.AcceptWithin
		d.cases = append(d.cases, c)
		s.later(d.accepted, c.lodged+sim.Time(g.AcceptsAfter.Draw(c.luck, drawAccepted)), i)
		return
	}
	d.cases = append(d.cases, c)
	if c.party == partyOther {
		s.mediate(i)
		return
	}
	s.refer(i)
}

// refer passes a case to the firm, whose clock begins to run.
func (s *season) refer(i int) {
	d, a, now := &s.docket, &s.sc.Authority, s.k.Now()
	c := &d.cases[i]
	c.state, c.due = caseReferred, a.replyDue(s.span, now)
	if c.party != partyFirm {
		s.later(d.otherReplied, c.due, i)
		return
	}
	s.countCase(c, result.CasesReferred)
	s.noteCase(c, "is referred to the firm, whose reply is due by %s", s.timeOf(c.due))
	s.later(d.clockRanOut, c.due+1, i)
	s.later(d.waitedLong, now+a.Referral.WaitsFor, i)
	f := &s.firms[c.firm]
	if sum(f.shares[askComplaint]) == 0 { // nobody to reply
		return
	}
	f.referred++
	f.repliesOwed++
	desk := f.route(askComplaint, c.luck.U(drawReferredTo), now)
	desk.pool.Offer(&flow.Contact{
		Order: c.rec, Luck: c.luck.Sub(drawReferredTo, 0), Class: uint8(desk.referred), Reason: uint8(askComplaint), Tag: uint32(i) + 1,
	})
}

// onReplied: the firm has replied to a case; one that has moved on is not
// brought back by it.
func (s *season) onReplied(i int) {
	c, p := &s.docket.cases[i], &s.sc.Authority.Referral
	if c.state != caseReferred {
		return
	}
	share, when := p.Settled, "in time"
	if c.overdue {
		share, when = p.SettledLate, "late"
	} else {
		s.countCase(c, result.RepliesInTime)
	}
	if !c.luck.Chance(drawCaseSettled, float64(share)) {
		s.noteCase(c, "has a reply of the firm, %s, and no settlement: the authority mediates", when)
		s.mediate(i)
		return
	}
	s.noteCase(c, "has the case settled by the firm, which replied %s", when)
	s.docketDay(c).Settled++
	s.countCase(c, result.CasesSettled)
	s.closeCase(c, caseSettled)
}

func (s *season) onClockRanOut(i int) {
	c := &s.docket.cases[i]
	if c.state != caseReferred {
		return
	}
	c.overdue = true
	s.countCase(c, result.RepliesOverdue)
	s.noteCase(c, "has no reply of the firm in time")
}

func (s *season) onWaitedLong(i int) {
	c := &s.docket.cases[i]
	if c.state != caseReferred {
		return
	}
	s.noteCase(c, "has no reply of the firm: the authority mediates without")
	s.mediate(i)
}

// mediate puts a case before the authority's staff.
func (s *season) mediate(i int) {
	d, a := &s.docket, &s.sc.Authority
	c := &d.cases[i]
	c.state = caseMediation
	if d.mediators == nil {
		work := sim.Time(a.Mediation.HandleTime.Draw(c.luck, drawMediation))
		s.later(d.decided, a.afterWork(s.span, s.k.Now(), work), i)
		return
	}
	d.mediators.Offer(&flow.Contact{Order: c.rec, Luck: c.luck.Sub(drawMediation, 0), Tag: uint32(i)})
}

func (s *season) onAccepted(i int) {
	c, g, now := &s.docket.cases[i], &s.sc.Authority.Regulator, s.k.Now()
	c.state, c.overdue = caseAccepted, now > c.due
	c.due = now + g.DecideWithin
	s.noteCase(c, "has the complaint accepted by the regulator")
	s.later(s.docket.decided, now+sim.Time(g.DecidesAfter.Draw(c.luck, drawDecided)), i)
}

// onDecided: the mediators or the regulator have closed a case.
func (s *season) onDecided(i int) {
	c, now := &s.docket.cases[i], s.k.Now()
	late := now-c.lodged > s.sc.Authority.Mediation.DecideWithin
	if c.route == result.CourierRegulator {
		late = c.overdue || now > c.due
	}
	day := s.docketDay(c)
	day.Decided++
	if late {
		day.Overdue++
	}
	s.countCase(c, result.CasesDecided)
	s.noteCase(c, "has the case decided, %s after the complaint", spanWords(now-c.lodged))
	s.closeCase(c, caseDecided)
}

func (s *season) closeCase(c *docketCase, state caseState) {
	c.state = state
	s.docket.open[c.route]--
}
