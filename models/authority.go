package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Authority is the way beyond the firm, in its plain form: an unsettled
// complaint goes on with a given chance, to the courier regulator for parcels
// and to the consumer authority for all else, each after its own time.
type Authority struct {
	// Escalates is the share of unsettled complaints that go on. Default 5%,
	// the upper end of 0.5-5% (FACTS, suggested defaults, M: weak). Not
	// calibrated: compare the result with 71-142 per million orders at one
	// city's authority in 2012, and 5.6-17 per million parcels nationally in
	// 2014-17 (FACTS 0 and E3).
	Escalates Share `yaml:"escalates"`
	// ConsumerAfter is the time to the consumer authority. Default exponential, mean 3 d: weak.
	ConsumerAfter rng.Dist `yaml:"consumer_after"`
	// CourierAfter is the time to the courier regulator: 7 d by the rule since
	// September 2014, 30 d before (FACTS E2, V).
	CourierAfter rng.Dist `yaml:"courier_after"`
}

// DefaultAuthority is the rule since September 2014.
func DefaultAuthority() Authority {
	return Authority{
		Escalates:     0.05,
		ConsumerAfter: rng.MustExponential(float64(3 * sim.Day)),
		CourierAfter:  rng.MustConstant(float64(7 * sim.Day)),
	}
}

func (s *season) onToAuthority(r *sim.Record) {
	cause := causeOfProblem[problemOf(r)]
	s.count(s.firmOf(r), r, result.ToAuthority(cause))
	if s.follows(r) {
		s.tell(r, "complains to the authority (%s)", cause.String())
	}
}
