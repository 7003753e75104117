package models

import "fmt"

// Doubts finds what a scenario says and no season will heed: spans of dates
// that lie wholly outside the days that are simulated. It is no mistake, since
// a plan may serve several seasons, but most often a slip of the year.
func (sc *Scenario) Doubts(report func(path, wrong, right string)) {
	if sc.Season.From == 0 || sc.Season.To == 0 {
		return
	}
	c := newSpan(sc.Season)
	first, last := c.date(0), c.date(c.days-1)
	span := func(at, key string, from, to Date) {
		if from == 0 || to == 0 || to < from || from <= last && to >= first {
			return
		}
		report(at+"."+key, fmt.Sprintf("%s to %s is outside the simulated days and has no effect", from, to),
			fmt.Sprintf("dates that meet %s to %s, warm-up and drain included", first, last))
	}
	capacity := func(at string, p Capacity) {
		for i, ch := range p.Changes {
			span(fmt.Sprintf("%s.changes[%d]", at, i), "from", ch.From, ch.To)
		}
		for i, t := range p.Temps {
			span(fmt.Sprintf("%s.temps[%d]", at, i), "hired", t.Hired, t.Until)
		}
	}
	for i := range sc.Carriers {
		at := fmt.Sprintf("carriers[%d]", i)
		capacity(at+".hub", sc.Carriers[i].Hub)
		capacity(at+".stations", sc.Carriers[i].Stations)
	}
	for i, ch := range sc.Authority.Baseline.Changes {
		span(fmt.Sprintf("authority.baseline.changes[%d]", i), "from", ch.From, ch.To)
	}
	for i := range sc.Firms {
		f, at := &sc.Firms[i], fmt.Sprintf("firms[%d]", i)
		for j := range f.Warehouses {
			capacity(fmt.Sprintf("%s.warehouses[%d].capacity", at, j), f.Warehouses[j].Capacity)
		}
		capacity(at+".returns.inspection", f.Returns.Inspection)
		for j, p := range f.Shipping.Promises {
			span(fmt.Sprintf("%s.shipping.promises[%d]", at, j), "from", p.From, p.To)
		}
		for j := range f.Service.Pools {
			f.Service.Pools[j].doubts(fmt.Sprintf("%s.service.pools[%d]", at, j), span)
		}
	}
}

// doubts are the spans of a pool.
func (p *Pool) doubts(at string, span func(at, key string, from, to Date)) {
	staffing := func(at string, s *Staffing) {
		for i, ch := range s.Changes {
			span(fmt.Sprintf("%s.changes[%d]", at, i), "from", ch.From, ch.To)
		}
	}
	staffing(at+".staffing", &p.Staffing)
	for i := range p.Teams {
		staffing(fmt.Sprintf("%s.teams[%d].staffing", at, i), &p.Teams[i].Staffing)
	}
	for i, t := range p.Temps {
		span(fmt.Sprintf("%s.temps[%d]", at, i), "hired", t.Hired, t.Until)
	}
	for i := range p.Contacts {
		for j, ch := range p.Contacts[i].Changes {
			span(fmt.Sprintf("%s.contacts[%d].changes[%d]", at, i, j), "from", ch.From, ch.To)
		}
	}
}
