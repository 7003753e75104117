package main

import (
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

func TestBlameWords(t *testing.T) {
	est := func(mean, lo, hi float64) stats.Estimate { return stats.Estimate{Mean: mean, Lo: lo, Hi: hi, N: 4} }
	with := func(seasons int, change func(e *result.Explanation)) *result.Explanation {
		e := &result.Explanation{Replications: seasons, Base: result.Harm{ToFirm: est(200, 100, 300), LateDays: est(4000, 3000, 5000)}}
		for i, name := range []string{"hub of A", "chat desk", "warehouse"} {
			e.Capacities = append(e.Capacities, result.Relaxation{Name: name, Avoided: result.Harm{ToFirm: est(100/float64(1+i), 40, 160), LateDays: est(1000, 900, 1100)}})
		}
		e.AllCapacities.Avoided.ToFirm = est(120, 50, 190)
		e.Next = []result.NextUnit{{Name: "chat desk", Unit: "1 agent more in all its hours", PerCNY: est(0.002, 0.001, 0.003)}}
		change(e)
		return e
	}
	sure := func(name string) result.Leader { return result.Leader{Name: name, Sure: true, AboveZero: true} }
	for _, c := range []struct {
		says string
		e    *result.Explanation
		want string
	}{
		{"one is to blame for both", with(4, func(e *result.Explanation) {
			e.Blamed, e.BlamedLate, e.BestNext = sure("hub of A"), sure("hub of A"), sure("chat desk")
		}),
			"The bottleneck to blame is the hub of A: without its limit there would be 100 (40.0 to 160) fewer complaints to the firm a season, 50% of all.\n" +
				"So it is for days late: 1,000 (900 to 1,100) order-days fewer, 25% of all.\n" +
				"The next 10,000 CNY avoid most complaints at the chat desk (1 agent more in all its hours): 20 (10 to 30).\n"},
		{"another for days late", with(4, func(e *result.Explanation) { e.Blamed, e.BlamedLate = sure("hub of A"), sure("warehouse") }),
			"The bottleneck to blame is the hub of A: without its limit there would be 100 (40.0 to 160) fewer complaints to the firm a season, 50% of all.\n" +
				"For days late the bottleneck to blame is the warehouse: 1,000 (900 to 1,100) order-days fewer without its limit, 25% of all.\n"},
		{"not told from another", with(4, func(e *result.Explanation) {
			e.Blamed = result.Leader{Name: "hub of A", AboveZero: true, Rivals: []string{"chat desk", "warehouse"}}
			e.BestNext = result.Leader{Name: "chat desk", Rivals: []string{"hub of A"}}
		}),
			"No single bottleneck is told: without the limit of the hub of A there would be 100 (40.0 to 160) fewer complaints, but 4 seasons do not tell it from chat desk or warehouse.\n" +
				"Which unit is worth most is open: the chat desk leads on average, but it is not told from chance.\n"},
		{"not told from chance", with(4, func(e *result.Explanation) {
			e.Blamed = result.Leader{Name: "hub of A", FirstIn: 3, Rivals: []string{"chat desk"}}
		}),
			"No bottleneck is told from chance in 4 seasons: the hub of A avoids most on average, 100 (40.0 to 160), and the most in 3 of them.\n"},
		{"one season", with(1, func(e *result.Explanation) {
			e.Blamed = result.Leader{Name: "hub of A"}
			e.Capacities[0].Avoided.ToFirm = est(100, math.NaN(), math.NaN())
		}), "One season cannot tell a bottleneck from chance; here the hub of A avoids most, 100.\n"},
		{"nothing is", with(4, func(e *result.Explanation) { e.AllCapacities.Avoided.ToFirm = est(0, 0, 0) }),
			"No capacity is a bottleneck: not one complaint would be avoided without their limits.\n"},
		{"only together", with(4, func(*result.Explanation) {}),
			"No capacity alone is a bottleneck: none avoids complaints on average when it alone has no limit.\n"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := blameWords(c.e); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestRowsThatDoNothingAreSaidApart(t *testing.T) {
	zero, some := stats.Estimate{N: 2}, stats.Estimate{Mean: 3, Lo: 1, Hi: 5, N: 2}
	nothing := result.Harm{ToFirm: zero, ToAuthority: zero, Late: zero, LateDays: zero, ByCause: make([]stats.Estimate, result.Causes)}
	something := nothing
	something.ToFirm = some
	cancelling := nothing // on average
	cancelling.LateDays = stats.Estimate{Lo: -1, Hi: 1, N: 2}
	e := &result.Explanation{Replications: 2, Base: something}
	e.Capacities = []result.Relaxation{{Name: "idle", Avoided: nothing, Placed: zero}, {Name: "busy", Avoided: something, Placed: zero}, {Name: "to and fro", Avoided: cancelling, Placed: zero}}
	e.AllCapacities, e.AllCauses, e.Everything = result.Together{Avoided: something, Remainder: nothing, Left: nothing}, result.Together{Avoided: nothing, Remainder: nothing, Left: nothing}, result.Together{Avoided: something, Remainder: nothing, Left: nothing}
	got := explainText("x", e, 10)
	if !strings.Contains(got, "nothing at all changes without idle\n") || !strings.Contains(got, "\n  to and fro") || strings.Contains(got, "\n  idle") {
		t.Error(got)
	}
}
