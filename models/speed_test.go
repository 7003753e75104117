package models

import (
	"runtime"
	"testing"

	"peakready/models/result"
	"peakready/sim"
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
