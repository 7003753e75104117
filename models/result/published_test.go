package result_test

import (
	"math"
	"testing"

	"peakready/models/result"
)

func TestPublishedFiguresStandBesideTheSimulatedOnes(t *testing.T) {
	nan := math.NaN()
	r := filed()
	at := r.Window()
	second := result.Place{Firm: -1, From: 2, To: 2}
	warm := result.Place{Firm: -1, From: 0, To: 1}
	one := result.Place{Firm: 0, Pool: "chat", From: 1, To: 2}
	r.Trials[0].Docket.Days[0][2].Other += 4 // trial 1: 4, 4 and 8 cases
	r.Published = []result.Published{
		{Metric: "delivery.late_share", Place: at, Value: 0.3, Low: nan, High: nan, Year: 2013, Source: "a paper", Calibrated: true},
		{Metric: "authority.dockets.consumer.opened", Place: second, Per: &warm, Value: nan, Low: 1, High: 2, Year: 2012},
		{Metric: "pools.abandonment", Place: one, Value: nan, Low: nan, High: 0.5},
		{Metric: "authority.dockets.courier.settled_by_firm", Place: second, Per: &warm, Value: 1, Low: nan, High: nan},
	}
	got := r.Summary().Published
	for _, c := range []struct {
		says string
		i    int
		want float64
		n    int
	}{
		{"a figure of the window is the summary's", 0, 0.2, 3},
		{"a ratio of counts is of daily means, trial by trial", 1, (2. + 1 + 1) / 3, 3},
		{"a figure of a pool", 2, 0.2, 3},
		{"a ratio to nothing is unknown", 3, nan, 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			e := got[c.i].Simulated
			if same := near(e.Mean, c.want) || math.IsNaN(e.Mean) && math.IsNaN(c.want); !same || e.N != c.n {
				t.Errorf("got %+v, want %v of %d", e, c.want, c.n)
			}
		})
	}
	t.Run("what is not given is null", func(t *testing.T) {
		if p := got[0]; *p.Value != 0.3 || p.Low != nil || p.High != nil || p.Firm != nil || p.Pool != nil || p.Per != nil || !p.Calibrated {
			t.Errorf("got %+v", p)
		}
		if p := got[1]; p.Value != nil || *p.Low != 1 || *p.High != 2 || p.Calibrated {
			t.Errorf("got %+v", p)
		}
	})
	t.Run("names and dates are written out", func(t *testing.T) {
		if p := got[2]; *p.Firm != "甲店" || *p.Pool != "chat" || p.Window != (result.WindowSummary{From: "2026-11-11", To: "2026-11-12"}) {
			t.Errorf("got %+v", p)
		}
		if p := got[1]; *p.Per != (result.WindowSummary{From: "2026-11-10", To: "2026-11-11"}) {
			t.Errorf("got %+v", p.Per)
		}
	})
	t.Run("a run without any has an empty list", func(t *testing.T) {
		if p := handmade().Summary().Published; p == nil || len(p) != 0 {
			t.Errorf("got %v", p)
		}
	})
}
