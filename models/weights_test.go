package models

import (
	"math"
	"testing"

	"peakready/models/result"
)

func TestFirmsWeighAtACarrierByQuotaOrParcels(t *testing.T) {
	sc := endless(shop())
	second := sc.Carriers[0]
	second.Name = "second"
	sc.Carriers = append(sc.Carriers, second)
	first := sc.Carriers[0].Name
	sc.Firms = []Firm{shopFirm("one", first), shopFirm("two", first), shopFirm("three", first)}
	ordinary := 0.0
	for i := range sc.Firms[0].Demand.Categories {
		ordinary += float64(sc.Firms[0].Demand.Categories[i].Orders)
	}
	for _, c := range []struct {
		says          string
		contracts     [3][]Contract
		atOne, second [3]float64
	}{
		{"by the parcels a day of its part of two carriers",
			[3][]Contract{{{Carrier: first, Share: 0.75}, {Carrier: "second", Share: 0.25}}, {{Carrier: first, Share: 1}}, {{Carrier: "second", Share: 1}}},
			[3]float64{0.75 * ordinary, ordinary, 1e-6}, [3]float64{0.25 * ordinary, 1e-6, ordinary}},
		{"by quotas, however small",
			[3][]Contract{{{Carrier: first, Share: 1, Quota: factor(0.5)}}, {{Carrier: first, Share: 1, Quota: factor(0.125)}}, {{Carrier: first, Share: 1, Quota: factor(3)}}},
			[3]float64{0.5, 0.125, 3}, [3]float64{1e-6, 1e-6, 1e-6}},
	} {
		t.Run(c.says, func(t *testing.T) {
			for i := range sc.Firms {
				sc.Firms[i].Shipping.Contracts = c.contracts[i]
			}
			s := &season{sc: sc}
			for carrier, want := range map[string][3]float64{first: c.atOne, "second": c.second} {
				_, got := s.quotas(carrier)
				for i := range want {
					if math.Abs(got[i]-want[i]) > 1e-9 {
						t.Errorf("%s at %s: %v, want %v", sc.Firms[i].Name, carrier, got[i], want[i])
					}
				}
			}
		})
	}
}

func TestAPublishedFigureOfOneDay(t *testing.T) {
	sc := found(func(p *Published) { p.From, p.To = shop().Season.From+2, shop().Season.From+2 })
	run := HeadOf(sc)
	if got, want := run.Published[0].Place, (result.Place{Firm: 0, Pool: "chat", From: run.From + 2, To: run.From + 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestWhatIsPublishedIsToldAsItIs(t *testing.T) {
	figure := func(v float64) *Figure { f := Figure(v); return &f }
	for _, c := range []struct {
		says, want string
		f          func(p *Published)
	}{
		{"too large", "is 1e+15", func(p *Published) { p.Value = figure(1e15) }},
		{"endless", "is +Inf", func(p *Published) { p.Value = figure(math.Inf(1)) }},
		{"no number", "is NaN", func(p *Published) { p.Value = figure(math.NaN()) }},
		{"below 0", "is -1, below 0", func(p *Published) { p.Value = figure(-1) }},
		{"below its low", "is 2, below low", func(p *Published) { p.Low, p.Value = figure(3), figure(2) }},
	} {
		t.Run(c.says, func(t *testing.T) {
			var got string
			found(func(p *Published) { p.Metric, p.Pool = "orders.placed", ""; c.f(p) }).Check(func(_, wrong, _ string) { got += wrong })
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
