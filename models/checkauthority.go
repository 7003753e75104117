package models

import (
	"fmt"

	"peakready/sim"
	"peakready/sim/rng"
)

// maxPools is the most service pools of all firms together: a pool registers
// four kinds of event, so do the mediators, the stock registers one, and the
// kernel has room for 256.
const maxPools = (256 - 1 - 4) / 4

// authority checks the way beyond the firm.
func (c checker) authority(given *Authority, from Date) {
	a := given.completed(from)
	for _, d := range []struct {
		name string
		d    rng.Dist
	}{
		{"consumer_after", a.ConsumerAfter}, {"courier_after", a.CourierAfter}, {"mediation.handle_time", a.Mediation.HandleTime},
		{"regulator.accepts_after", a.Regulator.AcceptsAfter}, {"regulator.decides_after", a.Regulator.DecidesAfter},
	} {
		c.delay("authority."+d.name, d.d)
	}
	c.share("authority.escalates", a.Escalates)
	c.share("authority.referral.settled", a.Referral.Settled)
	c.share("authority.referral.settled_late", a.Referral.SettledLate)
	c.share("authority.mass_incident.ends_below", a.Incident.EndsBelow)
	if !(a.Opens >= 0 && a.Closes > a.Opens && sim.Time(a.Closes) <= sim.Day) {
		c.report("authority.closes", "does not come after opens", `a time of the same day, such as "17:00"`)
	}
	for _, d := range []struct {
		name string
		v    Duration
	}{
		{"referral.in_hours", a.Referral.InHours}, {"referral.out_of_hours", a.Referral.OutOfHours},
		{"mediation.decide_within", a.Mediation.DecideWithin}, {"regulator.accept_within", a.Regulator.AcceptWithin},
		{"regulator.decide_within", a.Regulator.DecideWithin}, {"mass_incident.within", a.Incident.Within},
	} {
		if d.v <= 0 || d.v > 400*sim.Day {
			c.report("authority."+d.name, "is out of range", "more than 0, at most 400d")
		}
	}
	if p := a.Referral; p.WaitsFor <= max(p.InHours, p.OutOfHours) || p.WaitsFor > 400*sim.Day {
		c.report("authority.referral.waits_for", "is out of range", "more than in_hours and out_of_hours, at most 400d")
	}
	c.between("authority.mediation.staff", float64(a.Mediation.Staff), 0, 1e6)
	c.between("authority.mass_incident.complaints", float64(a.Incident.Complaints), 2, 1e9)
	c.between("authority.call_in", float64(a.CallIn), 1, 1e6)
	c.between("authority.baseline.ecommerce", float64(a.Baseline.Ecommerce), 0, 1e6)
	c.between("authority.baseline.other", float64(a.Baseline.Other), 0, 1e6)
	c.weights("authority.baseline.hours", a.Baseline.Hours, 24)
	if w := a.Baseline.Weekdays; len(w) != 7 {
		c.report("authority.baseline.weekdays", fmt.Sprintf("has %d numbers", len(w)), "7 factors, Monday to Sunday")
	}
	for i, x := range a.Baseline.Weekdays {
		c.between(fmt.Sprintf("authority.baseline.weekdays[%d]", i), x, 0, 100)
	}
	for i, ch := range a.Baseline.Changes {
		at := fmt.Sprintf("authority.baseline.changes[%d]", i)
		c.dates(at, ch.From, ch.To)
		c.between(at+".factor", float64(ch.Factor), 0, 100)
	}
	for _, o := range []struct {
		key  string
		rate Rate
	}{{"ecommerce", a.Baseline.Ecommerce}, {"other", a.Baseline.Other}} {
		if mean := a.Baseline.busiest(o.rate); mean > mostInMean {
			c.report("authority.baseline."+o.key, fmt.Sprintf("makes %.3g complaints in the busiest hour, with its weight in hours, weekdays and changes", mean),
				fmt.Sprintf("at most %d in an hour: a lower rate, or more hours that share it", mostInMean))
		}
	}
}
