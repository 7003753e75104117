package study

import (
	"slices"

	"peakready/models"
	"peakready/sim"
	"peakready/sim/rng"
)

// lawfulCooling is the cooling-off time that a firm's terms may not shorten where
// the cause "terms" is taken away: seven days (FACTS C, V).
const lawfulCooling = 7 * sim.Day

// farAway is the days quoted where no date is too short: the most that a
// scenario may quote.
const farAway = 60

// causes are the mechanisms of the firms that make harm whatever the capacities;
// those that the scenario has none of are left out.
func (p *scope) causes() (parts []part) {
	firms := p.sells()
	add := func(name, how string, there bool, relax func(*models.Scenario)) {
		if there {
			parts = append(parts, part{kind: "cause", name: name, how: how, relax: relax})
		}
	}
	goods := func(change func(c *models.Category)) func(*models.Scenario) {
		return onFirms(firms, func(f *models.Firm) {
			for i := range f.Demand.Categories {
				change(&f.Demand.Categories[i])
			}
		})
	}
	some := func(has func(c *models.Category) bool) bool {
		return slices.ContainsFunc(firms, func(f int) bool {
			return slices.ContainsFunc(p.sc.Firms[f].Demand.Categories, func(c models.Category) bool { return has(&c) })
		})
	}
	firm := func(has func(f *models.Firm) bool) bool {
		return slices.ContainsFunc(firms, func(f int) bool { return has(&p.sc.Firms[f]) })
	}
	carrier := func(has func(c *models.Carrier) bool) bool {
		for i := range p.sc.Carriers {
			if p.uses(i) && has(&p.sc.Carriers[i]) {
				return true
			}
		}
		return false
	}
	carriers := func(change func(c *models.Carrier)) func(*models.Scenario) {
		return func(sc *models.Scenario) {
			for i := range sc.Carriers {
				if p.uses(i) {
					change(&sc.Carriers[i])
				}
			}
		}
	}
	both := func(a, b func(*models.Scenario)) func(*models.Scenario) {
		return func(sc *models.Scenario) { a(sc); b(sc) }
	}

	add("faulty or damaged goods", "none is faulty, none is damaged on the road",
		some(func(c *models.Category) bool { return c.Faulty > 0 }) || carrier(func(c *models.Carrier) bool { return c.Damaged > 0 }),
		both(goods(func(c *models.Category) { c.Faulty = 0 }), carriers(func(c *models.Carrier) { c.Damaged = 0 })))
	add("goods unlike their page", "none is", some(func(c *models.Category) bool { return c.Unlike > 0 }), goods(func(c *models.Category) { c.Unlike = 0 }))
	add("terms of the firm", "no page says no returns or 100%, seven days to return",
		some(func(c *models.Category) bool { return c.NoReturns > 0 || c.Claims*c.Misled > 0 }) ||
			firm(func(f *models.Firm) bool { return f.Policy.CoolingOff < lawfulCooling }),
		both(goods(func(c *models.Category) { c.NoReturns, c.Claims = 0, 0 }),
			onFirms(firms, func(f *models.Firm) { f.Policy.CoolingOff = max(f.Policy.CoolingOff, lawfulCooling) })))
	add("wrong prices and promotions not honoured", "no order at a wrong price, every promotion honoured",
		firm(func(f *models.Firm) bool { return f.Stock.PriceErrors > 0 || f.Policy.BrokenPromises > 0 }),
		onFirms(firms, func(f *models.Firm) { f.Stock.PriceErrors, f.Policy.BrokenPromises = 0, 0 }))
	add("payments that fail", "none does", firm(func(f *models.Firm) bool { return f.Storefront.PaymentTrouble > 0 }),
		onFirms(firms, func(f *models.Firm) { f.Storefront.PaymentTrouble = 0 }))
	add("parcels lost on the road", "none is", carrier(func(c *models.Carrier) bool { return c.Lost > 0 }), carriers(func(c *models.Carrier) { c.Lost = 0 }))
	add("nobody at home", "the first attempt finds somebody", carrier(func(c *models.Carrier) bool { return c.NobodyHome > 0 }), carriers(func(c *models.Carrier) { c.NobodyHome = 0 }))
	add("dates promised too short", "60 days promised to every order, and nobody leaves for that", len(firms) > 0,
		onFirms(firms, func(f *models.Firm) {
			f.Shipping.Promises = []models.Promise{{From: -1 << 30, To: 1 << 30, Days: farAway}}
		}))
	add("time of refunds and repairs", "paid and repaired the moment the goods are inspected", len(firms) > 0,
		onFirms(firms, func(f *models.Firm) {
			f.Returns.RefundAfter, f.Returns.RepairTime = rng.MustConstant(0), rng.MustConstant(0)
		}))
	add("answers that do not help", "every contact that is answered is resolved", p.unhelpful(), func(sc *models.Scenario) {
		for _, f := range p.firms {
			r := &sc.Firms[f].Service.Resolved
			*r = models.ByReason{Question: 1, Where: 1, Return: 1, Faulty: 1, Unlike: 1, Cancelled: 1, Refund: 1, Terms: 1, Other: 1, Complaint: 1}
		}
	})
	for i := range p.sc.Incidents {
		name := p.sc.Incidents[i].Name
		add("incident: "+name, "it does not happen", true, func(sc *models.Scenario) {
			sc.Incidents = slices.DeleteFunc(sc.Incidents, func(x models.Incident) bool { return x.Name == name })
		})
	}
	return parts
}

// unhelpful says whether some firm's desks leave contacts unresolved.
func (p *scope) unhelpful() bool {
	return slices.ContainsFunc(p.firms, func(f int) bool {
		s := &p.sc.Firms[f].Service
		r := s.Resolved
		return len(s.Pools) > 0 && min(r.Question, r.Where, r.Return, r.Faulty, r.Unlike, r.Cancelled, r.Refund, r.Terms, r.Other, r.Complaint) < 1
	})
}
