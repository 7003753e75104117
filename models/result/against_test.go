package result_test

import (
	"testing"

	"peakready/models/result"
)

// TestAgainstTellsSpreadsApart: 200, 400 and 600 orders exact; the quick run has
// half the spread about 410: 310, 410, 510.
func TestAgainstTellsSpreadsApart(t *testing.T) {
	exact, quick := handmade(), handmade()
	for i := range quick.Trials {
		days := quick.Trials[i].Firms[0].Cohorts
		for d := range days {
			days[d][result.Placed] = int64(155 + 50*i)
		}
	}
	for _, d := range result.Against(exact, quick) {
		if d.Name != "orders placed" {
			continue
		}
		want := result.Deviation{Name: d.Name, Exact: 400, Quick: 410, Error: 10, Scatter: 100, Spread: 200, SpreadQuick: 100, Seasons: 3}
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"exact mean", d.Exact, want.Exact}, {"quick mean", d.Quick, want.Quick}, {"error", d.Error, want.Error},
			{"scatter", d.Scatter, want.Scatter}, {"exact spread", d.Spread, want.Spread}, {"quick spread", d.SpreadQuick, want.SpreadQuick},
		} {
			if !near(c.got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
			}
		}
		if d.Seasons != 3 || d.Kind != result.DeviationCount {
			t.Errorf("%+v", d)
		}
		return
	}
	t.Error("orders placed are not compared")
}
