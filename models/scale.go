package models

import (
	"math"

	"peakready/sim"
	"peakready/sim/flow"
)

// Scaled is the scenario with demand and every capacity multiplied by x: a
// smaller copy for a quick look, or a larger one to see how time and memory
// grow. Every capacity is exact, agent-hours too (see Pool.Scale). It is
// approximate for x below 1 all the same: a small team loses more to chance
// than a large one of the same use (economies of scale), and a team of less
// than a head is one that works slower, so that its contacts take longer. The
// scenario itself is left as it was.
func Scaled(sc Scenario, x float64) Scenario {
	sc.Carriers = append([]Carrier(nil), sc.Carriers...)
	for i := range sc.Carriers {
		c := &sc.Carriers[i]
		c.Hub, c.Stations = c.Hub.scaled(x), c.Stations.scaled(x)
	}
	sc.Targets = scaledTargets(sc.Targets, x)
	sc.Authority = sc.Authority.scaled(x)
	sc.Contingency = append([]ContingencyRule(nil), sc.Contingency...)
	for i := range sc.Contingency {
		sc.Contingency[i] = sc.Contingency[i].scaled(x)
	}
	sc.Firms = append([]Firm(nil), sc.Firms...)
	for i := range sc.Firms {
		f := &sc.Firms[i]
		f.Demand.Categories = append([]Category(nil), f.Demand.Categories...)
		for j := range f.Demand.Categories { // not Demand.Scale, which leaves the stock plan behind
			f.Demand.Categories[j].Orders *= Rate(x)
		}
		f.Shipping.Contracts = append([]Contract(nil), f.Shipping.Contracts...)
		for j := range f.Shipping.Contracts { // beside quotas that follow from the orders
			if q := f.Shipping.Contracts[j].Quota; q != nil {
				scaled := *q * Factor(x)
				f.Shipping.Contracts[j].Quota = &scaled
			}
		}
		f.Storefront.Capacity *= Rate(x)
		f.Storefront.Room = int(math.Ceil(float64(f.Storefront.Room) * x))
		f.Policy.AdvanceCompensation.Fund = Money(float64(f.Policy.AdvanceCompensation.Fund) * x)
		f.Warehouses = append([]Warehouse(nil), f.Warehouses...)
		for j := range f.Warehouses {
			f.Warehouses[j].Capacity = f.Warehouses[j].Capacity.scaled(x)
		}
		f.Returns.Inspection = f.Returns.Inspection.scaled(x)
		f.Service.Pools = append([]Pool(nil), f.Service.Pools...)
		for j := range f.Service.Pools {
			f.Service.Pools[j] = f.Service.Pools[j].scaled(x)
		}
	}
	return sc
}

// scaled has the complaints about others, the mediators and the threshold of a
// mass incident divided with the demand; the threshold stays 2 or more.
func (a Authority) scaled(x float64) Authority {
	a.Baseline.Ecommerce *= Rate(x)
	a.Baseline.Other *= Rate(x)
	if a.Mediation.Staff > 0 {
		a.Mediation.Staff = max(1, int(math.Round(float64(a.Mediation.Staff)*x)))
	}
	a.Incident.Complaints = max(2, int(math.Round(float64(a.Incident.Complaints)*x)))
	return a
}

func (p Capacity) scaled(x float64) Capacity {
	p.Shifts = append([]Shift(nil), p.Shifts...)
	for i := range p.Shifts {
		p.Shifts[i].Rate *= Rate(x)
	}
	p.Temps = append([]LineTemps(nil), p.Temps...)
	for i := range p.Temps {
		p.Temps[i].Rate *= Rate(x)
	}
	return p
}

func (p Pool) scaled(x float64) Pool {
	p.Scale *= Factor(x)
	p.Contacts = scaledStreams(p.Contacts, x)
	return p
}

// heads are the agents on duty of a team at the pool's scale, and how fast each
// works: whole heads of the full size times the scale, at least one of a team of
// any, at the speed that keeps the agent-hours exact.
func (p *Pool) heads(full flow.Schedule) (n, speed flow.Schedule) {
	if p.Scale == 1 {
		return full, flow.Always(1)
	}
	whole := func(v float64) float64 {
		if v == 0 {
			return 0
		}
		return max(1, math.Round(v*float64(p.Scale)))
	}
	n = eachStep(func(v []float64) float64 { return whole(v[0]) }, full)
	speed = eachStep(func(v []float64) float64 {
		if v[0] == 0 {
			return 1
		}
		return v[0] * float64(p.Scale) / whole(v[0])
	}, full)
	return n, speed
}

// scaled has what it brings in and the levels that count things multiplied.
func (r ContingencyRule) scaled(x float64) ContingencyRule {
	r.When = r.When.scaled(x)
	if r.Until != nil {
		until := r.Until.scaled(x)
		r.Until = &until
	}
	r.Do = append([]Remedy(nil), r.Do...)
	for i := range r.Do {
		a := &r.Do[i]
		a.Agents = max(a.Agents*x, min(a.Agents, 1)) // as with teams
		a.Rate *= Rate(x)
	}
	return r
}

func (k Condition) scaled(x float64) Condition {
	if !k.Measure.scales() {
		return k
	}
	level := func(v *Figure) *Figure {
		if v == nil {
			return nil
		}
		y := *v * Figure(x)
		return &y
	}
	k.Above, k.Below = level(k.Above), level(k.Below)
	return k
}

// thin says whether heads work slower than one at some time, so that a team of
// less than a head is there.
func (p *Pool) thin(speed flow.Schedule) bool {
	if p.Scale == 1 {
		return false
	}
	for t, more := sim.Time(0), true; more; t, more = speed.Next(t) {
		if speed.At(t) < 0.75 { // with two heads or more the rounding is less
			return true
		}
	}
	return false
}

// thinTeam says so of the pool's own agents.
func (p *Pool) thinTeam(c span) bool {
	_, speed := p.heads(p.Staffing.agents(c))
	return p.thin(speed)
}

// ThinTeams counts the pools, and those of them whose own agents are less than
// three quarters of a head at some time at the scenario's scale: they work slower
// instead, so that contacts take longer, wait longer and are given up more often
// than at full size.
func ThinTeams(sc *Scenario) (thin, pools int) {
	complete := Completed(*sc)
	c := newSpan(complete.Season)
	for i := range complete.Firms {
		for j := range complete.Firms[i].Service.Pools {
			pools++
			if complete.Firms[i].Service.Pools[j].thinTeam(c) {
				thin++
			}
		}
	}
	return thin, pools
}
