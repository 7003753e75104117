package models

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/sim/rng"
)

// incidents checks what may befall the season.
func (c checker) incidents(sc *Scenario) {
	c.unique("incidents", len(sc.Incidents), func(i int) string { return sc.Incidents[i].Name })
	for i := range sc.Incidents {
		c.incident(sc, i)
	}
}

func (c checker) incident(sc *Scenario, i int) {
	p := &sc.Incidents[i]
	at := fmt.Sprintf("incidents[%d]", i)
	c.named(at, p.Name)
	kind, known := kindsOfIncident[p.Kind]
	if !known {
		if p.Kind == "" {
			c.report(at+".kind", "is missing", oneOf(IncidentKind("").Values()))
		} else {
			c.report(at+".kind", fmt.Sprintf("%q is no kind of incident", p.Kind), oneOf(IncidentKind("").Values()))
		}
		return
	}
	c.meaningful(at, p, kind)
	c.struck(at, sc, p)
	c.when(at, sc.Season, p)
	c.share(at+".chance", p.Chance)
	c.share(at+".fewer_orders", p.FewerOrders)
	c.share(at+".recall", p.Recall)
	if p.RecallAfter < 0 {
		c.report(at+".recall_after", "is negative", "0d or more")
	}
	full := p.completed()
	c.share(at+".severity", *full.Severity)
	c.share(at+".severity_to", *full.SeverityTo)
	if *full.SeverityTo < *full.Severity {
		c.report(at+".severity_to", fmt.Sprintf("is %v%%, below severity, %v%%", percents(*full.SeverityTo), percents(*full.Severity)), "a share of severity or more")
	}
	if p.Demand != nil {
		c.between(at+".demand", float64(*p.Demand), 0, 1000)
	}
	if p.Contacts != nil {
		c.between(at+".contacts", float64(*p.Contacts), 0, 1000)
	}
	if p.Lasts != (rng.Dist{}) {
		c.delay(at+".lasts", p.Lasts)
	}
}

// percents is a share in percent, without the noise of its last bits.
func percents(x Share) float64 { return math.Round(1e6*float64(x)) / 1e4 }

// meaningful refuses keys that say nothing of incidents of this kind.
func (c checker) meaningful(at string, p *Incident, kind kindOfIncident) {
	for _, k := range []struct {
		key   string
		given bool
	}{
		{"firm", p.Firm != ""}, {"warehouses", len(p.Warehouses) > 0}, {"carrier", p.Carrier != ""}, {"regions", len(p.Regions) > 0},
		{"categories", len(p.Categories) > 0}, {"pools", len(p.Pools) > 0}, {"demand", p.Demand != nil}, {"contacts", p.Contacts != nil},
		{"fewer_orders", p.FewerOrders != 0}, {"recall", p.Recall != 0},
	} {
		if k.given && !slices.Contains(kind.keys, k.key) {
			c.report(at+"."+k.key, fmt.Sprintf("is given, but a %s has none", p.Kind), "no "+k.key+"; it takes "+strings.Join(kind.keys, ", "))
		}
	}
}

// struck checks that there is what the incident names.
func (c checker) struck(at string, sc *Scenario, p *Incident) {
	var firms, warehouses, categories, pools, carriers, regions, takers []string
	for i := range sc.Firms {
		f := &sc.Firms[i]
		firms = append(firms, f.Name)
		if p.Firm != "" && p.Firm != f.Name {
			continue
		}
		for j := range f.Warehouses {
			warehouses = append(warehouses, f.Warehouses[j].Name)
		}
		for j := range f.Demand.Categories {
			categories = append(categories, f.Demand.Categories[j].Name)
		}
		for j := range f.Service.Pools {
			q := &f.Service.Pools[j]
			pools = append(pools, q.Name)
			if len(q.Contacts) > 0 || len(f.Demand.Categories) > 0 && anyOfReasons(q.Reasons, askQuestion) {
				takers = append(takers, q.Name)
			}
		}
	}
	for i := range sc.Carriers {
		carriers = append(carriers, sc.Carriers[i].Name)
	}
	for i := range sc.Regions {
		regions = append(regions, sc.Regions[i].Name)
	}
	if p.Firm != "" && !slices.Contains(firms, p.Firm) {
		c.report(at+".firm", fmt.Sprintf("%q is no firm", p.Firm), oneOf(firms))
		return
	}
	if p.Carrier != "" && !slices.Contains(carriers, p.Carrier) {
		c.report(at+".carrier", fmt.Sprintf("%q is no carrier", p.Carrier), oneOf(carriers))
	}
	c.members(at+".warehouses", "warehouse", p.Warehouses, warehouses)
	c.members(at+".regions", "region", p.Regions, regions)
	c.members(at+".categories", "category", p.Categories, categories)
	if p.Kind == Rumour {
		c.members(at+".pools", "pool that takes questions", p.Pools, takers)
	} else {
		c.members(at+".pools", "pool", p.Pools, pools)
	}
}

// members refuses names that are not in a list.
func (c checker) members(at, what string, names, known []string) {
	for i, n := range names {
		if !slices.Contains(known, n) {
			c.report(fmt.Sprintf("%s[%d]", at, i), fmt.Sprintf("%q is no %s", n, what), oneOf(slices.Compact(slices.Sorted(slices.Values(known)))))
		}
	}
}

// when checks the time at which the incident begins.
func (c checker) when(at string, s Season, p *Incident) {
	b := p.Between
	switch {
	case p.At == 0 && b.From == 0 && b.To == 0:
		c.report(at+".at", "is missing", "a time such as 2026-11-11 00:30, or between: {from: 2026-11-09, to: 2026-11-20}")
		return
	case p.At != 0 && b != (MomentSpan{}):
		c.report(at+".between", "is given beside at", "either at or between")
		return
	}
	if s.From == 0 || s.To < s.From {
		return // told elsewhere
	}
	first, last := At(s.From, 0), At(s.To+1, 0)
	inSeason := func(key string, m, first, last Moment, given bool) {
		switch {
		case !given:
			c.report(at+"."+key, "is missing", "a time such as 2026-11-11 00:30")
		case m < first || m > last:
			c.report(at+"."+key, fmt.Sprintf("%s is outside the season", m), fmt.Sprintf("a time from season.from to season.to: %s to %s", s.From, s.To))
		}
	}
	if p.At != 0 {
		inSeason("at", p.At, first, last-1, true)
		return
	}
	inSeason("between.from", b.From, first, last-1, b.From != 0)
	inSeason("between.to", b.To, first, last, b.To != 0)
	if b.From != 0 && b.To != 0 && b.To <= b.From {
		c.report(at+".between.to", fmt.Sprintf("%s is not after from, %s", b.To, b.From), "a later time")
	}
}

// rumourSources is the number of streams that rumours add at a firm.
func rumourSources(sc *Scenario, f *Firm) (n int) {
	if len(f.Demand.Categories) == 0 {
		return 0
	}
	for i := range sc.Incidents {
		if p := &sc.Incidents[i]; p.Kind == Rumour && (p.Firm == "" || p.Firm == f.Name) {
			n += len(rumourPools(f, p))
		}
	}
	return n
}
