package models

import "slices"

// WithDemand is the scenario with x times as many who want something from the
// firms named, from all without names: intentions to buy and contacts of a
// contact centre. Everything else is as planned, stock too, which is prepared to
// the forecast (see Demand.Scale). Luck is nested: the season at x contains every
// intention of the season at less. The scenario given stays as it was.
func WithDemand(sc Scenario, x float64, firms ...string) Scenario {
	sc.eachFirm(firms, func(f *Firm) {
		f.Demand.Scale *= Factor(x)
		for j := range f.Service.Pools {
			f.Service.Pools[j].Contacts = scaledStreams(f.Service.Pools[j].Contacts, x)
		}
	})
	return sc
}

// WithAbsent is the scenario with a share of the agents of every pool of the
// firms named, of all without names, away from the first day to the last, on top
// of the planned shrinkage: own agents, temps and teams, whole heads of each. They
// are paid, and desks that a contingency rule calls in are complete.
func WithAbsent(sc Scenario, share float64, firms ...string) Scenario {
	away := func(p *Staffing) { p.Shrinkage = Share(1 - (1-float64(p.Shrinkage))*(1-share)) }
	sc.eachFirm(firms, func(f *Firm) {
		for j := range f.Service.Pools {
			p := &f.Service.Pools[j]
			away(&p.Staffing)
			p.Teams = slices.Clone(p.Teams)
			for k := range p.Teams {
				away(&p.Teams[k].Staffing)
			}
		}
	})
	return sc
}

// WithoutCouriers is the scenario with a share of the capacity of every hub and
// every last-mile station lost, from the first day to the last. Carriers are
// shared, so that it befalls all firms.
func WithoutCouriers(sc Scenario, share float64) Scenario {
	sc.Carriers = slices.Clone(sc.Carriers)
	for i := range sc.Carriers {
		c := &sc.Carriers[i]
		c.Hub, c.Stations = c.Hub.scaled(1-share), c.Stations.scaled(1-share)
	}
	return sc
}

// eachFirm changes copies of the firms named, of all without names, and of their
// pools.
func (sc *Scenario) eachFirm(names []string, change func(f *Firm)) {
	sc.Firms = slices.Clone(sc.Firms)
	for i := range sc.Firms {
		f := &sc.Firms[i]
		if len(names) == 0 || slices.Contains(names, f.Name) {
			f.Service.Pools = slices.Clone(f.Service.Pools)
			change(f)
		}
	}
}

// scaledStreams are contact streams with their rates times x.
func scaledStreams(streams []ContactStream, x float64) []ContactStream {
	streams = slices.Clone(streams)
	for i := range streams {
		rates := slices.Clone(streams[i].Rates)
		for j := range rates {
			rates[j].Rate *= Rate(x)
		}
		streams[i].Rates = rates
	}
	return streams
}
