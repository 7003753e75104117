package result_test

import (
	"testing"

	"peakready/models/result"
)

// incidents are seasons with so many mass incidents each.
func incidents(n, found int) *result.Run {
	r := seasons(repeat(n, 100)...)
	for i := range r.Trials {
		for range found {
			r.Trials[i].Docket.Incidents = append(r.Trials[i].Docket.Incidents, result.Incident{Found: 1})
		}
	}
	return r
}

func TestAScaleThatSaysNothingOfATargetGivesNoVerdict(t *testing.T) {
	at := result.Place{From: 1, To: 2}
	few := result.Target{Metric: "authority.mass_incidents", Place: at, Limit: 3, Max: true, In: 0.9}
	kept := result.Target{Metric: "orders.placed", Place: at, Limit: 100, Max: true, In: 0.9}
	failed := kept
	failed.Limit = 99
	for _, c := range []struct {
		says    string
		found   int
		scale   float64
		targets []result.Target
		want    result.Verdict // of the first target
		all     result.Verdict
	}{
		{"ready at full size", 1, 1, []result.Target{few, kept}, result.Ready, result.Ready},
		{"failing at full size", 9, 0, []result.Target{few, kept}, result.NotReady, result.NotReady},
		{"it would be ready at 3%", 1, 0.03, []result.Target{few, kept}, result.Undecided, result.Undecided},
		{"it would fail at 3%", 9, 0.03, []result.Target{few, kept}, result.Undecided, result.Undecided},
		{"it would fail at 200%", 9, 2, []result.Target{few}, result.Undecided, result.Undecided},
		{"another one fails", 1, 0.03, []result.Target{few, failed}, result.Undecided, result.NotReady},
		{"one that is comparable has its verdict", 1, 0.03, []result.Target{kept}, result.Ready, result.Ready},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := incidents(40, c.found)
			r.Scale, r.Targets = c.scale, c.targets
			s := r.Summary()
			if g := s.Targets[0]; g.Verdict != c.want || *s.Verdict != c.all {
				t.Errorf("%s, all %s; want %s, all %s", g.Verdict, *s.Verdict, c.want, c.all)
			}
			apart := c.scale != 0 && c.scale != 1 && c.targets[0].Metric == few.Metric
			if g := s.Targets[0]; g.NotComparable != apart || (g.Mark != "") != apart || apart && g.Needed != nil || r.Comparable(&c.targets[0]) == apart {
				t.Errorf("%+v, want apart %t", g, apart)
			}
		})
	}
	r := incidents(1, 0)
	r.Scale, r.Targets = 0.03, []result.Target{few}
	if s := r.Summary(); s.Targets[0].Mark != "not comparable at 3%" || len(s.NotComparable()) != 1 {
		t.Errorf("marked %q", s.Targets[0].Mark)
	}
}

func TestLimitsAtFullSize(t *testing.T) {
	for _, c := range []struct {
		metric       string
		limit, scale float64
		want         float64
		words        string
	}{
		{"costs.total", 3e6 * 0.03, 0.03, 3e6, "3,000,000 at full size"},
		{"costs.total", 3e6, 1, 3e6, ""},
		{"orders.placed", 7 * 0.1, 0.1, 7, "7 at full size"},
		{"delivery.late_share", 0.05, 0.03, 0.05, ""},
		{"authority.mass_incidents", 3, 0.03, 3, ""},
		{"costs.total", 0, 0.03, 0, ""},
	} {
		r := seasons(100)
		r.Scale, r.Targets = c.scale, []result.Target{{Metric: c.metric, Place: result.Place{From: 1, To: 2}, Limit: c.limit, Max: true, In: 0.9}}
		if g := r.Summary().Targets[0]; g.FullLimit != c.want || g.FullSizeWords() != c.words {
			t.Errorf("%s, %g at %g: %g, %q; want %g, %q", c.metric, c.limit, c.scale, g.FullLimit, g.FullSizeWords(), c.want, c.words)
		}
	}
}

func TestFiguresHaveTheUnitOfTheirLimit(t *testing.T) {
	for _, c := range []struct {
		unit           result.Unit
		limit, figure  float64
		want, wantMean string
	}{
		{result.Seconds, 60, 182.4, "60 s", "182 s"},
		{result.Seconds, 60, 12.24, "60 s", "12.2 s"},
		{result.Seconds, 60, 53749.8, "60 s", "53,750 s"},
		{result.Seconds, 125, 90.26, "125 s", "90 s"},
		{result.Seconds, 600, 90, "10 min", "1.5 min"},
		{result.Seconds, 172800, 56160, "48 h", "15.6 h"},
		{result.Days, 2, 2.0104, "2 d", "2.01 d"},
		{result.Days, 1.5, 0.65, "1.5 d", "0.65 d"},
		{result.Days, 0.25, 0.65, "6 h", "15.6 h"},
		{result.Days, 2, 2.00001, "2 d", "2.00001 d"},
		{result.Share, 0.05, 0.0832, "5%", "8.3%"},
		{result.Share, 0.05, 0.0501, "5%", "5.01%"},
		{result.Share, 0.05, 0.05, "5%", "5%"},
		{result.Share, 0.975, 0.61, "97.5%", "61.0%"},
		{result.Share, 0.05, 0.00004, "5%", "0.004%"},
		{result.CNY, 90000, 2310594.4, "90,000 CNY", "2,310,594 CNY"},
		{result.Number, 3, 5.0 / 6, "3", "0.83"},
		{result.Number, 1234567, 1e6, "1,234,567", "1,000,000"},
		{result.PerMillion, 95, 127, "95", "127"},
	} {
		g := result.TargetSummary{Unit: c.unit, Limit: c.limit}
		if got, mean := g.Write(c.limit), g.Write(c.figure); got != c.want || mean != c.wantMean {
			t.Errorf("%s: limit %q, figure %q; want %q, %q", c.unit, got, mean, c.want, c.wantMean)
		}
	}
}
