package models

import (
	"time"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Authority is the way beyond the firm. An unsettled complaint goes on with a
// given chance: about a parcel to the courier regulator, about all else to the
// city's consumer authority. There it is referred to the firm first, and its
// staff mediate what the firm does not settle (docket.go). Other complaints
// share that staff (baseline.go); like complaints that come together are a mass
// incident (incidents.go). As it stands by default it is harmless: no other
// complaints, and as many mediators as it takes.
type Authority struct {
	// Escalates is the share of unsettled complaints that go on. Default 5%,
	// the upper end of 0.5-5% (FACTS, suggested defaults, M: weak). Not
	// calibrated: compare the result with 71-142 per million orders at one
	// city's authority in 2012, and 5.6-17 per million parcels nationally in
	// 2014-17 (FACTS 0 and E3).
	Escalates Share `yaml:"escalates"`
	// ConsumerAfter is the time to the consumer authority. Default exponential, mean 3 d: weak.
	ConsumerAfter rng.Dist `yaml:"consumer_after"`
	// CourierAfter is the time to the courier regulator. Default by the rule of
	// the season's first day: 30 d before September 2014, 7 d since (FACTS E2, V).
	CourierAfter rng.Dist `yaml:"courier_after"`
	// Opens is the start of the working hours of the consumer authority, Monday
	// to Friday but for the seven days from New Year's Eve. Default 09:00, weak.
	Opens Clock `yaml:"opens"`
	// Closes is their end. Default 17:00, weak.
	Closes    Clock        `yaml:"closes"`
	Referral  Referral     `yaml:"referral"`      // a case goes to the firm first
	Mediation Mediation    `yaml:"mediation"`     // of what the firm does not settle
	Regulator Regulator    `yaml:"regulator"`     // of couriers
	Baseline  Baseline     `yaml:"baseline"`      // complaints about others
	Incident  MassIncident `yaml:"mass_incident"` // like complaints that come together
	// CallIn is the number of firms that the authority calls in: those with the
	// most complaints to it per million orders. Default 3 (FACTS E2, V).
	CallIn int `yaml:"call_in"`
}

// Referral is the green channel: a case is passed to the firm the moment it is
// lodged, by day or night, and the firm's complaint pools take it up before
// anything else.
type Referral struct {
	// InHours is the time to reply to a case referred in working hours. Default 2 h (FACTS 0, V).
	InHours Duration `yaml:"in_hours"`
	// OutOfHours is the time to reply to a case referred outside them; it runs
	// through nights and holidays. Default 12 h (FACTS 0, V).
	OutOfHours Duration `yaml:"out_of_hours"`
	// Settled is the share that the firm settles if it replies in time. Default
	// 62%: 17,403 of about 28,200 in 2012 (FACTS 0, V; of all, late ones too).
	Settled Share `yaml:"settled"`
	// SettledLate is the share if it replies late. Default 40%, weak.
	SettledLate Share `yaml:"settled_late"`
	// WaitsFor is how long the authority waits for a reply before it mediates
	// without one. Default 7 d, weak.
	WaitsFor Duration `yaml:"waits_for"`
}

// Mediation is what the consumer authority's own staff do.
type Mediation struct {
	// Staff is the number of mediators at work in working hours; 0, the
	// default, is as many as it takes.
	Staff int `yaml:"staff"`
	// HandleTime is a mediator's working time for a case. Default lognormal,
	// mean 1 h, log-sd 0.7: weak.
	HandleTime rng.Dist `yaml:"handle_time"`
	// DecideWithin is the limit from the complaint to its decision; cases
	// decided after it are counted. Default 30 d (FACTS E2, V, of the courier regulator).
	DecideWithin Duration `yaml:"decide_within"`
}

// Regulator is the courier regulator. Its staff is not modelled.
type Regulator struct {
	// AcceptsAfter is the time to its acceptance. Default uniform up to its limit, 5 d: weak.
	AcceptsAfter rng.Dist `yaml:"accepts_after"`
	// AcceptWithin is the limit. Default 5 d (FACTS E2, V).
	AcceptWithin Duration `yaml:"accept_within"`
	// DecidesAfter is the time from acceptance to the decision. Default uniform, 5 to 30 d:
	// weak (the suggested range of a decision is 5-60 d, FACTS).
	DecidesAfter rng.Dist `yaml:"decides_after"`
	// DecideWithin is the limit. Default 30 d (FACTS E2, V).
	DecideWithin Duration `yaml:"decide_within"`
}

// Baseline is the complaints to the consumer authority about firms that are not
// in the scenario. They come on every day that is simulated, drain included.
type Baseline struct {
	// Ecommerce is the number about other shops online, on an ordinary working
	// day. Their firms reply when the clock runs out. Default 0.
	Ecommerce Rate `yaml:"ecommerce"`
	// Other is the number about all other trade; it goes to mediation at once. Default 0.
	Other Rate `yaml:"other"`
	// Weekdays are factors of Monday to Sunday; the seven days from New Year's
	// Eve count as Sundays. Default 1 on working days and 0.3 at the weekend, weak.
	Weekdays []float64 `yaml:"weekdays"`
	// Hours are weights of the hours from 0 to 23. Default 1 from 9 to 18, else 0: weak.
	Hours []float64 `yaml:"hours"`
	// Changes for spans of dates; changes that overlap multiply.
	Changes []CapacityChange `yaml:"changes"`
}

// MassIncident is the rule by which like complaints are a mass incident: of one
// firm and cause, lodged on one of the two ways.
type MassIncident struct {
	// Complaints is their number from which. Default 30: three group incidents
	// of about 100 people in all (FACTS E3, Guangdong 2018, V/D).
	Complaints int `yaml:"complaints"`
	// Within is the window. Default 7 d, weak.
	Within Duration `yaml:"within"`
	// EndsBelow is the share of that number below which the window must fall for
	// the incident to be over and the next one to count. Default 50%, weak: at
	// 100% a rate that wavers about the threshold would be an incident again and again.
	EndsBelow Share `yaml:"ends_below"`
}

// sevenDayRule is the first day of the rule of seven days (FACTS E2, V: September 2014).
var sevenDayRule = Day(2014, time.September, 1)

// DefaultAuthority is the authority but for the time to the courier regulator,
// which the season's date decides.
func DefaultAuthority() Authority {
	return Authority{
		Escalates:     0.05,
		ConsumerAfter: rng.MustExponential(float64(3 * sim.Day)),
		Opens:         Clock(9 * sim.Hour), Closes: Clock(17 * sim.Hour),
		Referral:  Referral{InHours: 2 * sim.Hour, OutOfHours: 12 * sim.Hour, Settled: 0.62, SettledLate: 0.4, WaitsFor: 7 * sim.Day},
		Mediation: Mediation{HandleTime: rng.MustLognormalMean(float64(sim.Hour), 0.7), DecideWithin: 30 * sim.Day},
		Regulator: Regulator{
			AcceptsAfter: rng.MustUniform(0, float64(5*sim.Day)), AcceptWithin: 5 * sim.Day,
			DecidesAfter: rng.MustUniform(float64(5*sim.Day), float64(30*sim.Day)), DecideWithin: 30 * sim.Day,
		},
		Baseline: Baseline{
			Weekdays: []float64{1, 1, 1, 1, 1, 0.3, 0.3},
			Hours:    []float64{9: 1, 10: 1, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1, 16: 1, 17: 1, 23: 0},
		},
		Incident: MassIncident{Complaints: 30, Within: 7 * sim.Day, EndsBelow: 0.5},
		CallIn:   3,
	}
}

// completed is the authority with what the season's first day decides filled in.
func (a Authority) completed(from Date) Authority {
	if a.CourierAfter != (rng.Dist{}) {
		return a
	}
	rule := 7 * sim.Day
	if from != 0 && from < sevenDayRule {
		rule = 30 * sim.Day
	}
	a.CourierAfter = rng.MustConstant(float64(rule))
	return a
}

func (s *season) onToAuthority(r *sim.Record) {
	f, p := s.firmOf(r), problemOf(r)
	cause := causeOfProblem[p]
	s.count(f, r, result.ToAuthority(cause))
	c := docketCase{
		rec: *r, firm: int32(f.index), cause: cause, party: partyFirm,
		luck: s.luck(r).Sub(drawComplaint, get(r.C, freeShift, freeBits)<<4|uint64(p)),
	}
	where := "authority"
	if p == problemLate {
		c.route, where = result.CourierRegulator, "courier regulator"
	}
	if s.follows(r) {
		s.tell(r, "complains to the %s (%s)", where, cause.String())
	}
	s.lodge(c)
}
