package models

import "math"

// Scaled is the scenario with demand and every capacity multiplied by x: a
// smaller copy for a quick look, or a larger one to see how time and memory
// grow. It is approximate for x below 1: a small team loses more to chance
// than a large one (economies of scale), and staff are whole heads. The
// scenario itself is left as it was.
func Scaled(sc Scenario, x float64) Scenario {
	sc.Carriers = append([]Carrier(nil), sc.Carriers...)
	for i := range sc.Carriers {
		c := &sc.Carriers[i]
		c.Hub, c.Stations = c.Hub.scaled(x), c.Stations.scaled(x)
	}
	sc.Targets = scaledTargets(sc.Targets, x)
	sc.Authority = sc.Authority.scaled(x)
	sc.Firms = append([]Firm(nil), sc.Firms...)
	for i := range sc.Firms {
		f := &sc.Firms[i]
		f.Demand.Categories = append([]Category(nil), f.Demand.Categories...)
		for j := range f.Demand.Categories { // not Demand.Scale, which leaves the stock plan behind
			f.Demand.Categories[j].Orders *= Rate(x)
		}
		f.Shipping.Contracts = append([]Contract(nil), f.Shipping.Contracts...)
		for j := range f.Shipping.Contracts { // beside quotas that follow from the orders
			f.Shipping.Contracts[j].Quota *= Factor(x)
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

func (p Staffing) scaled(x float64) Staffing {
	p.Shifts = scaledAgents(p.Shifts, x)
	p.Changes = append([]StaffChange(nil), p.Changes...)
	for i := range p.Changes {
		p.Changes[i].Shifts = scaledAgents(p.Changes[i].Shifts, x)
	}
	return p
}

func (p Pool) scaled(x float64) Pool {
	p.Staffing = p.Staffing.scaled(x)
	p.Temps = append([]AgentTemps(nil), p.Temps...)
	for i := range p.Temps {
		p.Temps[i].Shifts = scaledAgents(p.Temps[i].Shifts, x)
	}
	p.Teams = append([]Team(nil), p.Teams...)
	for i := range p.Teams {
		p.Teams[i].Staffing = p.Teams[i].Staffing.scaled(x)
	}
	p.Contacts = append([]ContactStream(nil), p.Contacts...)
	for i := range p.Contacts {
		rates := append([]Shift(nil), p.Contacts[i].Rates...)
		for j := range rates {
			rates[j].Rate *= Rate(x)
		}
		p.Contacts[i].Rates = rates
	}
	return p
}

func scaledAgents(as []Agents, x float64) []Agents {
	as = append([]Agents(nil), as...)
	for i := range as {
		as[i].Agents = max(as[i].Agents*x, min(as[i].Agents, 1.5)) // no team of somebody becomes one of nobody
	}
	return as
}
