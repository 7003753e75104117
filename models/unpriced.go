package models

import (
	"fmt"

	"peakready/sim"
)

// Unpriced tells what a plan has more of than the scenario it is laid over and
// no firm is charged for: the capacity of couriers, who are paid by the parcel.
// Each sentence names a carrier whose hub or stations could take more parcels
// on the dates of the window, and how many; there are none where the plan
// leaves the couriers as they are or takes capacity away. A comparison of costs
// should say them.
func Unpriced(base, plan *Scenario) []string {
	was, is := newSpan(base.Season), newSpan(plan.Season)
	old := map[string]*Carrier{}
	for i := range base.Carriers {
		old[base.Carriers[i].Name] = &base.Carriers[i]
	}
	var out []string
	for i := range plan.Carriers {
		c := &plan.Carriers[i]
		o := old[c.Name]
		if o == nil {
			out = append(out, fmt.Sprintf("the carrier %s is new; its capacity is not priced, only its parcels are", c.Name))
			continue
		}
		for _, l := range []struct {
			name     string
			was, now float64
		}{
			{"hub", was.parcels(o, o.Hub), is.parcels(c, c.Hub)},
			{"stations", was.parcels(o, o.Stations), is.parcels(c, c.Stations)},
		} {
			if l.now > l.was*(1+1e-9) {
				out = append(out, fmt.Sprintf("the %s of %s can take %.0f parcels in the window instead of %.0f; no firm is charged for a carrier's capacity",
					l.name, c.Name, l.now, l.was))
			}
		}
	}
	return out
}

// parcels that a capacity of a carrier can take in the window.
func (c span) parcels(k *Carrier, p Capacity) float64 {
	return p.rates(c, k.shutdown(c)).Integral(sim.Time(c.from)*sim.Day, sim.Time(c.to+1)*sim.Day) / float64(sim.Minute)
}
