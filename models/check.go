package models

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/sim"
	"peakready/sim/rng"
)

// Check finds what would make a run impossible or meaningless. It changes
// nothing. Each finding names a path in the scenario, what is wrong and what
// would be right. A scenario without findings runs.
func (sc *Scenario) Check(report func(path, wrong, right string)) {
	c := checker{report}
	c.season(sc)
	c.shares("regions", len(sc.Regions), func(i int) (string, Share) { return sc.Regions[i].Name, sc.Regions[i].Share })
	for i, g := range sc.Regions {
		at := fmt.Sprintf("regions[%d]", i)
		c.named(at, g.Name)
		c.delay(at+".line_haul", g.LineHaul)
		c.between(at+".extra_days", float64(g.ExtraDays), 0, 60)
	}
	for i := range sc.Carriers {
		c.carrier(sc, i)
	}
	c.unique("carriers", len(sc.Carriers), func(i int) string { return sc.Carriers[i].Name })
	c.unique("regions", len(sc.Regions), func(i int) string { return sc.Regions[i].Name })
	c.unique("firms", len(sc.Firms), func(i int) string { return sc.Firms[i].Name })
	c.atMost("regions", len(sc.Regions), maxRegions)
	c.atMost("carriers", len(sc.Carriers), maxCarriers)
	c.consumers(&sc.Consumers)
	c.authority(&sc.Authority, sc.Season.From)
	if len(sc.Firms) == 0 {
		report("firms", "is empty", "at least one firm with a name")
	}
	c.targets(sc)
	for i := range sc.Published {
		c.published(sc, i)
	}
	c.unique("contingency", len(sc.Contingency), func(i int) string { return sc.Contingency[i].Name })
	for i := range sc.Contingency {
		c.contingency(sc, i)
	}
	c.incidents(sc)
	c.calibrations(sc.Published)
	for i := range sc.Carriers {
		c.quotas(sc, sc.Carriers[i].Name)
	}
	sources, pools := 0, 0
	for i := range sc.Firms {
		sources += c.firm(sc, i) + rumourSources(sc, &sc.Firms[i])
		pools += len(sc.Firms[i].Service.Pools)
	}
	if pools > maxPools {
		report("firms", fmt.Sprintf("have %d service pools", pools), fmt.Sprintf("at most %d together", maxPools))
	}
	if sources > maxSources {
		report("firms", fmt.Sprintf("make %d streams of orders", sources), fmt.Sprintf("at most %d categories, deposits and contact streams together", maxSources))
	}
}

type checker struct {
	report func(path, wrong, right string)
}

func (c checker) season(sc *Scenario) {
	s := sc.Season
	if s.From == 0 {
		c.report("season.from", "is missing", "a date such as 2026-11-01")
	}
	if s.To == 0 {
		c.report("season.to", "is missing", "a date such as 2027-02-28")
	}
	if s.From == 0 || s.To == 0 {
		return
	}
	y0, _, _ := s.From.Civil()
	y1, _, _ := s.To.Civil()
	if y0 < firstLunarYear || y1 > lastLunarYear {
		c.report("season.from", fmt.Sprintf("%s to %s leaves the lunar table", s.From, s.To), fmt.Sprintf("dates in %d to %d", firstLunarYear, lastLunarYear))
		return
	}
	if s.To < s.From {
		c.report("season.to", fmt.Sprintf("%s is before season.from, %s", s.To, s.From), "a date on or after it")
		return
	}
	for _, d := range []struct {
		name string
		v    Duration
	}{{"warm_up", s.WarmUp}, {"cool_down", s.CoolDown}, {"drain", s.Drain}} {
		if d.v < 0 {
			c.report("season."+d.name, "is negative", "0d or more")
			return
		}
	}
	if n := newSpan(s).days; n > maxSeasonDays {
		c.report("season.to", fmt.Sprintf("makes %d days to simulate, warm-up and drain included", n), fmt.Sprintf("at most %d", maxSeasonDays))
	}
	if sc.Replications < 1 || sc.Replications > 100000 {
		c.report("replications", fmt.Sprintf("is %d", sc.Replications), "1 to 100,000")
	}
	if sc.Name == "" {
		c.report("name", "is missing", "a title for figures and tables")
	}
}

func (c checker) named(at, name string) {
	if strings.TrimSpace(name) == "" {
		c.report(at+".name", "is missing", "a name")
	}
}

func (c checker) unique(at string, n int, name func(int) string) {
	seen := map[string]int{}
	for i := range n {
		if j, ok := seen[name(i)]; ok && name(i) != "" {
			c.report(fmt.Sprintf("%s[%d].name", at, i), fmt.Sprintf("%q is also the name of %s[%d]", name(i), at, j), "a name of its own")
			continue
		}
		seen[name(i)] = i
	}
}

func (c checker) atMost(at string, n, most int) {
	if n > most {
		c.report(at, fmt.Sprintf("has %d entries", n), fmt.Sprintf("at most %d", most))
	}
}

func (c checker) between(at string, v, lo, hi float64) {
	if !(v >= lo && v <= hi) {
		c.report(at, fmt.Sprintf("is %v", v), fmt.Sprintf("%v to %v", lo, hi))
	}
}

// share refuses a share that leaves [0, 1]; the decoder does so for files.
func (c checker) share(at string, v Share) {
	if !(v >= 0 && v <= 1) {
		c.report(at, fmt.Sprintf("is %v", float64(v)), "a share from 0% to 100%")
	}
}

// shares of a whole must add up to it.
func (c checker) shares(at string, n int, share func(int) (string, Share)) {
	if n == 0 {
		return
	}
	t := 0.0
	for i := range n {
		_, v := share(i)
		c.share(fmt.Sprintf("%s[%d].share", at, i), v)
		t += float64(v)
	}
	if math.Abs(t-1) > 1e-6 {
		c.report(at, fmt.Sprintf("the shares add up to %.6g%%", 100*t), "shares that add up to 100%")
	}
}

// time refuses a law of a delay that is not drawn or not positive.
func (c checker) time(at string, d rng.Dist) {
	if d == (rng.Dist{}) {
		c.report(at, "is missing", "a time such as 2h or lognormal(median=2h, log_sd=0.5)")
		return
	}
	if m := d.Mean(); m > float64(400*sim.Day) && !math.IsInf(m, 1) {
		c.report(at, "has a mean of more than 400 days", "a shorter time")
	}
}

// delay is a time that must end.
func (c checker) delay(at string, d rng.Dist) {
	c.time(at, d)
	if d != (rng.Dist{}) && math.IsInf(d.Mean(), 1) {
		c.report(at, "never ends", "a time such as 2h or lognormal(median=2h, log_sd=0.5)")
	}
}

// spread of a gamma or lognormal factor: none, or one that can be drawn.
func (c checker) spread(at string, cv float64) {
	if cv != 0 && !(cv >= 0.001 && cv <= 2) {
		c.report(at, fmt.Sprintf("is %v", cv), "0, or 0.001 to 2")
	}
}

func (c checker) capacity(at string, p Capacity) {
	if len(p.Shifts) == 0 {
		c.report(at+".shifts", "is empty", `at least one shift, such as {from: "08:00", to: "20:00", rate: 2k/h}`)
	}
	for i, s := range p.Shifts {
		c.clocks(fmt.Sprintf("%s.shifts[%d]", at, i), s.From, s.To)
		if !(s.Rate >= 0 && s.Rate <= 1e12) {
			c.report(fmt.Sprintf("%s.shifts[%d].rate", at, i), "is out of range", "0 to 1,000,000,000k/day")
		}
	}
	for i, ch := range p.Changes {
		c.dates(fmt.Sprintf("%s.changes[%d]", at, i), ch.From, ch.To)
		c.between(fmt.Sprintf("%s.changes[%d].factor", at, i), float64(ch.Factor), 0, 1000)
	}
	for i, t := range p.Temps {
		c.between(fmt.Sprintf("%s.temps[%d].rate", at, i), float64(t.Rate), 0, 1e12)
		a := fmt.Sprintf("%s.temps[%d]", at, i)
		c.dates2(a, "hired", "until", t.Hired, t.Until)
		if t.Training < 0 || t.Learning < 0 {
			c.report(a+".training", "is negative", "0d or more")
		}
	}
}

func (c checker) clocks(at string, from, to Clock) {
	if from == to {
		c.report(at+".to", "is the same as from", `an end such as "18:00"; a whole day is from "00:00" to "24:00"`)
	}
}

func (c checker) dates(at string, from, to Date) { c.dates2(at, "from", "to", from, to) }

func (c checker) dates2(at, first, last string, from, to Date) {
	switch {
	case from == 0:
		c.report(at+"."+first, "is missing", "a date such as 2026-11-10")
	case to == 0:
		c.report(at+"."+last, "is missing", "a date such as 2026-11-20")
	case to < from:
		c.report(at+"."+last, fmt.Sprintf("%s is before %s, %s", to, first, from), "a date on or after it")
	}
}

func (c checker) carrier(sc *Scenario, i int) {
	p := &sc.Carriers[i]
	at := fmt.Sprintf("carriers[%d]", i)
	c.named(at, p.Name)
	c.capacity(at+".hub", p.Hub)
	c.capacity(at+".stations", p.Stations)
	var names []string
	for _, g := range sc.Regions {
		names = append(names, g.Name)
	}
	for _, name := range sortedKeys(p.Spread) {
		if !slices.Contains(names, name) {
			c.report(at+".spread."+name, "is no region", oneOf(names))
		}
	}
	c.between(at+".attempts", float64(p.Attempts), 1, 1<<attemptsBits-1)
	c.between(at+".spring_before", float64(p.SpringBefore), 0, 30)
	c.between(at+".spring_after", float64(p.SpringAfter), 0, 30)
	if p.LostAfter <= 0 || p.LostAfter > 90*sim.Day {
		c.report(at+".lost_after", "is out of range", "more than 0, at most 90d")
	}
}

func (c checker) consumers(p *Consumers) {
	for _, d := range []struct {
		name string
		d    rng.Dist
	}{
		{"ask_after", p.AskAfter}, {"tolerance", p.Tolerance}, {"seen_after", p.SeenAfter},
		{"regret_after", p.RegretAfter}, {"ask_refund_after", p.AskRefundAfter}, {"again", p.Again}, {"after_opening", p.AfterOpening},
	} {
		c.delay("consumers."+d.name, d.d)
	}
	c.between("consumers.max_contacts", float64(p.MaxContacts), 1, 1<<nthBits-2)
	if p.Reassured <= 0 {
		c.report("consumers.reassured", "is not positive", "a time such as 2d")
	}
}

func sortedKeys[V any](m map[string]V) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

// oneOf lists what a name could have been.
func oneOf(names []string) string {
	if len(names) == 0 {
		return "one that is defined; none is"
	}
	return "one of " + strings.Join(names, ", ")
}
