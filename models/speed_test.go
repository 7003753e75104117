package models

import (
	"runtime"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// bigger is a shop of about n orders a day, its capacities grown alike.
func bigger(n float64) *Scenario {
	sc := shop()
	x := n / 1600
	grow := func(c *Capacity) {
		for i := range c.Shifts {
			c.Shifts[i].Rate *= Rate(x)
		}
	}
	grow(&sc.Carriers[0].Hub)
	grow(&sc.Carriers[0].Stations)
	f := &sc.Firms[0]
	f.Storefront.Capacity *= Rate(x)
	grow(&f.Warehouses[0].Capacity)
	grow(&f.Returns.Inspection)
	for i := range f.Demand.Categories {
		f.Demand.Categories[i].Orders *= Rate(x)
	}
	for i := range f.Service.Pools {
		p := &f.Service.Pools[i]
		for j := range p.Staffing.Shifts {
			p.Staffing.Shifts[j].Agents *= x
		}
	}
	f.Policy.AdvanceCompensation.Fund *= Money(x)
	return sc
}

// TestNoAllocationPerOrder: once the run is warm, what is allocated is growth
// (an order's two state bits, a longer queue), not work.
func TestNoAllocationPerOrder(t *testing.T) {
	sc := bigger(10000)
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	counted := func() (orders int64, allocations uint64) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		r := total(s.firms[0].days)
		return r[result.Intentions], m.Mallocs
	}
	until := func(d Date) { s.k.Run(sim.Time(s.day(d))*sim.Day - 1) }
	for _, c := range []struct {
		what     string
		from, to Date
		most     float64
	}{
		{"on the days before Double 11", Day(2026, 11, 3), Day(2026, 11, 10), 0.02},
		{"over Double 11, when every queue is longer than ever", Day(2026, 11, 11), Day(2026, 11, 16), 0.02},
		{"on ordinary days after it", Day(2026, 11, 18), Day(2026, 11, 28), 0.02},
	} {
		t.Run(c.what, func(t *testing.T) {
			until(c.from)
			n0, a0 := counted()
			until(c.to)
			n1, a1 := counted()
			per := float64(a1-a0) / float64(n1-n0)
			t.Logf("%d orders, %.4f allocations an order", n1-n0, per)
			if !(per <= c.most) {
				t.Errorf("%.4f allocations an order, at most %v", per, c.most)
			}
		})
	}
}

// BenchmarkSeason runs a season at 10,000 orders a day, all of it: warm-up,
// window, drain, contacts, fingerprint and audit.
func BenchmarkSeason(b *testing.B) {
	sc := bigger(10000)
	wellFormed(b, sc)
	var orders int64
	for i := range b.N {
		tr, err := RunTrial(sc, i, TrialOptions{})
		if err != nil {
			b.Fatal(err)
		}
		orders += tr.Intentions
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(orders), "ns/order")
}

// BenchmarkDesk runs contact centres alone through a whole trial: M/M/1 at 90% load, and
// teams that are offered what they can do, with patience of twice a contact. The same as
// scenarios: testdata/bench.
func BenchmarkDesk(b *testing.B) {
	for _, c := range []struct {
		name     string
		agents   float64
		perMin   float64
		service  sim.Time
		patience rng.Dist
	}{
		{"M/M/1", 1, 54, sim.Second, rng.MustNever()},
		{"M/M/50+M", 50, 300, 10 * sim.Second, rng.MustExponential(20e3)},
		{"M/M/60+M", 60, 360, 10 * sim.Second, rng.MustExponential(20e3)},
		{"M/M/1000+M", 1000, 2000, 30 * sim.Second, rng.MustExponential(60e3)},
	} {
		b.Run(c.name, func(b *testing.B) {
			sc := Default()
			sc.Name = c.name
			sc.Season = Season{From: Day(2026, 1, 1), To: Day(2026, 1, 8), Drain: sim.Day}
			f, p := Firm{}.Defaults(), Pool{}.Defaults()
			f.Name, p.Name, p.Channel, p.Reasons = "centre", "desk", "phone", []Reason{"other"}
			f.Service.Resolved.Other = 1
			p.Staffing, p.HandleTime, p.Patience, p.Redial = crew(0, 24, c.agents), rng.MustExponential(float64(c.service)), c.patience, 0
			p.Contacts = []ContactStream{{Name: "calls", Reason: "other", Weekend: 1, Rates: []Shift{{To: oClock(24), Rate: Rate(1440 * c.perMin)}}}}
			f.Service.Pools = []Pool{p}
			sc.Firms = []Firm{f}
			wellFormed(b, &sc)
			var events uint64
			for i := range b.N {
				tr, err := RunTrial(&sc, i, TrialOptions{})
				if err != nil {
					b.Fatal(err)
				}
				events += tr.Events
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
		})
	}
}
