package result_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// ranks is "firm 0: 1-1" and so on, in the firms' own order.
func ranks(r *result.Run) string {
	var out []string
	for _, f := range r.Summary().Authority.CallIn.Firms {
		out = append(out, fmt.Sprintf("%s: %d-%d", f.Firm, f.RankLo, f.RankHi))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestRanksAreCertainOnlyBeyondChance(t *testing.T) {
	for _, c := range []struct {
		says  string
		cases [][]int64
		want  string
	}{
		{"two seasons of one case against none hold nobody apart", [][]int64{{1, 1}, {0, 0}}, "firm 0: 1-2, firm 1: 1-2"},
		{"nor do two of many", [][]int64{{1000, 1001}, {10, 11}}, "firm 0: 1-2, firm 1: 1-2"},
		{"nor three of one against none: the coin falls so in one study of eight", [][]int64{{1, 1, 1}, {0, 0, 0}}, "firm 0: 1-2, firm 1: 1-2"},
		{"nor five cases without spread, 1/32", [][]int64{{1, 1, 1, 1, 1}, {0, 0, 0, 0, 0}}, "firm 0: 1-2, firm 1: 1-2"},
		{"six do, 1/64 under 1/40", [][]int64{{2, 2, 2}, {0, 0, 0}}, "firm 0: 1-1, firm 1: 2-2"},
		{"many without spread do", [][]int64{{40, 40, 40}, {10, 10, 10}}, "firm 0: 1-1, firm 1: 2-2"},
		{"one burst does not, however large", [][]int64{{3000, 0, 0}, {1, 1, 1}}, "firm 0: 1-2, firm 1: 1-2"},
		{"a season without orders of one of them does not count", [][]int64{{40, 41, -1, 40}, {10, 10, 10, -1}}, "firm 0: 1-2, firm 1: 1-2"},
		// Differences 60 in the mean over four seasons; t = 2.72 lies between the 5% and
		// the 2.5% point of one side, 2.35 and 3.18.
		{"a firm that would be above another at 5% of one side is not at 2.5%",
			[][]int64{{1006, 1060, 1114, 1060}, {1000, 1000, 1000, 1000}}, "firm 0: 1-2, firm 1: 1-2"},
		// t = 3.58, between the points at 2.5% and 1.25%, 3.18 and 4.18.
		{"of two firms, one beyond 2.5% is above the other", [][]int64{{1019, 1060, 1101, 1060}, {1000, 1000, 1000, 1000}}, "firm 0: 1-1, firm 1: 2-2"},
		{"of three firms it is not: more comparisons, more chances",
			[][]int64{{1019, 1060, 1101, 1060}, {1000, 1000, 1000, 1000}, {1030, 970, 1060, 990}}, "firm 0: 1-3, firm 1: 1-3, firm 2: 1-3"},
		// t = 4.59: beyond 5%/4 of one side (4.18), not beyond 5%/6 (4.86).
		{"a difference counts once clearer ones are settled (Holm)",
			[][]int64{{1028, 1060, 1092, 1060}, {1000, 1000, 1000, 1000}, {10, 11, 12, 9}}, "firm 0: 1-1, firm 1: 2-2, firm 2: 3-3"},
		{"and not where there are none", [][]int64{{1028, 1060, 1092, 1060}, {1000, 1000, 1000, 1000}, {1030, 970, 1060, 990}},
			"firm 0: 1-3, firm 1: 1-3, firm 2: 1-3"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := ranks(rated(1, c.cases)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	t.Run("rates count, not cases: twice the cases of twice the orders are alike", func(t *testing.T) {
		r := rated(1, [][]int64{{80, 84, 82}, {40, 42, 41}})
		for i := range r.Trials {
			r.Trials[i].Firms[0].Cohorts[0][result.Placed] = 2e6
		}
		if got := ranks(r); got != "firm 0: 1-2, firm 1: 1-2" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("nor do 90 cases of ten times the orders beside 6, without spread: 90 of 96 may come by chance", func(t *testing.T) {
		r := rated(1, [][]int64{{30, 30, 30}, {2, 2, 2}})
		for i := range r.Trials {
			r.Trials[i].Firms[0].Cohorts[0][result.Placed] = 1e7
		}
		if got := ranks(r); got != "firm 0: 1-2, firm 1: 1-2" {
			t.Errorf("got %s", got)
		}
	})
}

func TestCalledInOfSharedPlaces(t *testing.T) {
	same := []int64{7, 8, 9, 7}
	for _, f := range rated(1, [][]int64{same, same, same}).Summary().Authority.CallIn.Firms {
		t.Run("a third of four seasons lies between one and two of four: "+f.Firm, func(t *testing.T) {
			lo, hi := stats.Proportion(1, 4, result.Confidence).Lo, stats.Proportion(2, 4, result.Confidence).Hi
			if c := f.Called; !near(c.Mean, 1./3) || c.Lo != lo || c.Hi != hi || c.N != 4 {
				t.Errorf("got %+v, want %v to %v", c, lo, hi)
			}
		})
	}
	t.Run("a firm without orders in the last season stays on the list", func(t *testing.T) {
		list := rated(1, [][]int64{{7, 9, -1}, {3, 3, 3}}).Summary().Authority.CallIn.Firms
		if len(list) != 2 || list[0].Firm != "firm 0" || list[0].Called.N != 2 {
			t.Errorf("got %+v", list)
		}
	})
}

func TestBordersOfTheBacklogStandInTheirColumns(t *testing.T) {
	r := filed()
	for i := range r.Trials { // 104, 108 and 112 on the window's first day
		r.Trials[i].Docket.Days[result.ConsumerAuthority][1].Backlog += 100
	}
	var b bytes.Buffer
	if err := r.WriteDocket(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	head, row := strings.Split(lines[0], ","), strings.Split(lines[3], ",")
	// 108 -+ 4.302653 x 4 / sqrt(3) = 98.063 to 117.937
	for name, want := range map[string]string{"backlog": "108", "backlog_lo": "98.06", "backlog_hi": "117.93", "waiting_for_mediator": "2"} {
		if at := slices.Index(head, name); at < 0 || !strings.HasPrefix(row[at], want) {
			t.Errorf("%s: got %s, want %s", name, row[max(at, 0)], want)
		}
	}
}

func TestAMonthIsTheOneOfMostSeasons(t *testing.T) {
	const nov, dec, jan, feb = 0, 30, 61, 92 // days since 2012-11-01
	study := func(peaks ...int) *result.Run {
		r := &result.Run{Start: 15645, From: 0, To: 119, NDays: 120}
		for _, at := range peaks {
			var t result.Trial
			for route := range t.Docket.Days {
				t.Docket.Days[route] = make([]result.DocketDay, 120)
			}
			if at >= 0 {
				t.Docket.Days[result.ConsumerAuthority][at+3].Other = 50
			}
			r.Trials = append(r.Trials, t)
		}
		r.Published = []result.Published{{Metric: "authority.dockets.consumer.peak_month", Place: r.Window(), Value: 13}}
		return r
	}
	for _, c := range []struct {
		says  string
		r     *result.Run
		month float64
		n     int
	}{
		{"December and twice February are February, not January", study(dec, feb, feb), 14, 3},
		{"December and February are the earlier of the two", study(feb, dec), 12, 2},
		{"in whatever order they come", study(dec, feb), 12, 2},
		{"a season without a case has no month", study(-1, jan, nov, jan), 13, 3},
		{"one season has its own", study(nov), 11, 1},
		{"none has none", study(-1, -1), math.NaN(), 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := c.r.Summary().Published[0]
			got := p.Simulated
			if same := got.Mean == c.month || math.IsNaN(got.Mean) && math.IsNaN(c.month); !same || got.N != c.n || !math.IsNaN(got.Lo) || !math.IsNaN(got.Hi) {
				t.Errorf("got %+v, want month %v of %d, without an interval", got, c.month, c.n)
			}
			if c.n > 0 && result.WindowSummary.MonthOf(c.r.Summary().Window, got.Mean) != strings.SplitN(result.MonthWords(p.Months), " in ", 2)[0] {
				t.Errorf("%v is not the first of %+v", got.Mean, p.Months)
			}
		})
	}
}

func TestUnitOfARatio(t *testing.T) {
	r := filed()
	whole := r.Window()
	r.Published = []result.Published{
		{Metric: "lodged.to_firm.per_day", Place: whole, Value: 1},
		{Metric: "lodged.to_firm.per_day", Place: whole, Per: &whole, Value: 1},
	}
	p := r.Summary().Published
	if p[0].Unit != result.PerDay || p[1].Unit != result.Number {
		t.Errorf("got %q alone and %q as a ratio", p[0].Unit, p[1].Unit)
	}
}
