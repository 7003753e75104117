package models

import (
	"peakready/models/result"
	"peakready/sim"
)

// Stage 1: a question before the sale. The intention waits with the contact;
// answered it goes on to the checkout, unanswered it may be lost.

func (s *season) ask(f *firm, r *sim.Record) {
	put(&r.B, problemShift, problemBits, uint64(problemQuestion))
	f.atDesk++
	s.contact(f, r)
}

func clearContact(r *sim.Record) {
	put(&r.B, problemShift, problemBits, uint64(noProblem))
	put(&r.B, nthShift, nthBits, 0)
	put(&r.B, unansweredShift, unansweredBits, 0)
}

func (s *season) answeredQuestion(f *firm, r *sim.Record) {
	f.atDesk--
	clearContact(r)
	s.decide(f, &s.sources[sourceOf(r)], r, s.luck(r))
}

func (s *season) unansweredQuestion(f *firm, r *sim.Record) {
	f.atDesk--
	l := s.luck(r)
	if l.Chance(drawLeaves, float64(s.sc.Consumers.LeaveUnanswered)) {
		s.note(r, "buys elsewhere")
		s.lost(f, r, result.LostQuestion)
		return
	}
	clearContact(r)
	s.decide(f, &s.sources[sourceOf(r)], r, l)
}
