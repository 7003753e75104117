package verify

import (
	"peakready/models/result"
	"peakready/sim"
)

// goods are the cases of the way of an order.
func goods() []experimentCase {
	return simulated([]experimentCase{
		{id: "MD1-station", file: "station", model: "M/D/1 at a last-mile station", inputs: "300 parcels/day, 375 a day at most; by the hour, 1 to 2 h on the road", source: khinchine, figures: []figure{
			// Order to door less what is known of it: half an hour to the full
			// hour, an hour and a half of road, the parcel's own 3.84 minutes, and
			// half a minute, for an order is known to have been placed in a minute.
			{"mean wait at the station, min", 7.68, func(p *played) float64 { return meanLead(p) - 120 - 3.84 - 0.5 }},
		}},
		{id: "QUOTA-MD1", file: "quota-station", model: "M/D/1 shared by quotas", inputs: "the same, of two firms 150 parcels/day each, quotas 3 to 1", source: "Kleinrock 1965, conservation law; " + khinchine, figures: []figure{
			{"mean wait of all at the station, min", 7.68, func(p *played) float64 { return meanLead(p) - 120 - 3.84 - 0.5 }},
		}},
		{id: "BATCH-hub", file: "batch-hub", model: "batches before a deterministic server", inputs: "Poisson(8) parcels together every hour, 10 an hour at most", source: "Lindley's recursion of what is left after an hour, computed", figures: []figure{
			// As before; six minutes each.
			{"mean wait at the hub, min", 29.271733906183957, func(p *played) float64 { return meanLead(p) - 30 - 6 - 0.5 }},
		}},
		{id: "MD1M-gate", file: "checkout", model: "M/D/1+M at the checkout", inputs: "125 buyers/min, 100/min at most, patience 1.8 s", source: "level-crossing equation (Brill 1975; Baccelli and Hebuterne 1981), computed", figures: []figure{
			{"share that gives up", 0.31097495464744207, lostAtCheckout},
		}},
		{id: "MD1K-gate", file: "waiting-room", model: "M/D/1/5, a waiting room of four", inputs: "90 buyers/min, 100/min at most", source: "embedded chain (Gross and Harris, section 5.1), computed", figures: []figure{
			{"share that finds it full", 0.06436189718550289, lostAtCheckout},
		}},
		{id: "NV-25", file: "sold-out", model: "newsvendor", inputs: "25 on the shelf, Poisson(25) wanted a day", source: "E max(0, D - 25)/25, computed", figures: []figure{
			{"share not to be had", 0.07952295146806547, func(p *played) float64 {
				t := p.total(0)
				return share(t[result.LostSoldOut]+t[result.Oversold], t[result.Intentions])
			}},
		}},
	})
}

// meanLead is the mean time from order to door of all firms together, in minutes.
func meanLead(p *played) float64 {
	total, n := 0.0, 0.0
	for i := range p.Firms {
		if l := p.Firms[i].Lead; l.Count() > 0 {
			total += l.Mean() * float64(l.Count())
			n += float64(l.Count())
		}
	}
	return total / n / float64(sim.Minute)
}

func lostAtCheckout(p *played) float64 {
	t := p.total(0)
	return share(t[result.LostCheckout], t[result.Intentions])
}
