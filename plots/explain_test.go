package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
)

// explanationOf has so many capacities and causes, of which the first are worst.
func explanationOf(n, seasons int) *result.Explanation {
	harm := func(v float64) result.Harm {
		e := est(v, v-30-v/3, v+30+v/3)
		e.N = seasons
		if seasons == 1 {
			e = alone(v)
		}
		h := result.Harm{ToFirm: e, ToAuthority: scaledBy(e, 0.1), Late: scaledBy(e, 8), LateDays: scaledBy(e, 12)}
		for range result.Causes {
			h.ByCause = append(h.ByCause, scaledBy(e, 1./6))
		}
		return h
	}
	e := &result.Explanation{Firms: []string{"小店"}, Replications: seasons, Base: harm(10_000)}
	for i := range n {
		v := 4000 / float64(1+i*i)
		if i == n-1 {
			v = -250
		}
		name := fmt.Sprintf([]string{"last mile of courier %d", "complaints desk of 大平台 %d", "warehouse %d, which has a name longer than any row"}[i%3], i)
		e.Capacities = append(e.Capacities, result.Relaxation{Kind: "hub", Name: name, How: "its rate times 1,000 in the same hours", Avoided: harm(v), Placed: est(5, 1, 9)})
		e.Causes = append(e.Causes, result.Relaxation{Kind: "cause", Name: fmt.Sprintf("cause %d", i), How: "none is", Avoided: harm(v / 2), Placed: est(0, 0, 0)})
		e.Next = append(e.Next, result.NextUnit{Name: name, Unit: "1 agent more in all its hours", Cost: 1e4, Hours: float64(i), Avoided: harm(v / 10), PerCNY: scaledBy(harm(v).ToFirm, 1e-4), PerHour: alone(math.NaN()), CarrierPrice: i == 0})
	}
	e.AllCapacities = result.Together{Avoided: harm(6000), Remainder: harm(-900), Left: harm(4000)}
	e.AllCauses, e.Everything = e.AllCapacities, e.AllCapacities
	e.Blamed = result.Leader{Name: e.Capacities[0].Name, Sure: seasons > 1, AboveZero: seasons > 1}
	return e
}

func TestExplainedFigure(t *testing.T) {
	for _, c := range []struct {
		name string
		e    *result.Explanation
	}{
		{"nine of each", explanationOf(9, 4)}, {"more than fit", explanationOf(20, 4)}, {"one season", explanationOf(5, 1)}, {"one capacity", explanationOf(1, 2)},
	} {
		t.Run("texts keep apart: "+c.name, func(t *testing.T) {
			run := smallSeason().run()
			run.Explained = c.e
			sum := run.Summary()
			figs := generalFigures(run, &sum)
			if len(figs) != 1 || figs[0].Name != "explained" {
				t.Fatalf("%d figures", len(figs))
			}
			for _, fault := range faults(figs[0].W, figs[0].H, record(figs[0])) {
				t.Error(fault)
			}
		})
	}
	t.Run("the report has both tables, all rows of them", func(t *testing.T) {
		run := smallSeason().run()
		run.Explained = explanationOf(20, 4)
		var b strings.Builder
		if err := Report(&b, run); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"What each limit and each cause is to blame for", "What one unit more would avoid", "cause 19", "at the price of parcels", `id="explained"`} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q is missing", want)
			}
		}
	})
}

func TestBlameSentence(t *testing.T) {
	with := func(seasons int, l, late result.Leader) *result.Explanation {
		e := explanationOf(3, seasons)
		for i, n := range []string{"hub", "desk", "stock"} {
			e.Capacities[i].Name = n
		}
		e.Blamed, e.BlamedLate = l, late
		return e
	}
	sure := func(name string) result.Leader { return result.Leader{Name: name, Sure: true, AboveZero: true} }
	for _, c := range []struct {
		says, want string
		e          *result.Explanation
	}{
		{"sure of both", "The bottleneck to blame is the hub: without its limit there would be 4k fewer complaints to the firm a season, 40% of all; so it is for days late", with(4, sure("hub"), sure("hub"))},
		{"another for days late", "The bottleneck to blame is the hub: without its limit there would be 4k fewer complaints to the firm a season, 40% of all; for days late it is the desk", with(4, sure("hub"), sure("desk"))},
		{"two rivals", "Without the limit of the hub there would be 4k fewer complaints to the firm a season, but it is not told from desk", with(4, result.Leader{Name: "hub", AboveZero: true, Rivals: []string{"desk"}}, result.Leader{})},
		{"chance", "No bottleneck is told from chance in 4 seasons; the hub leads on average, 4k fewer complaints to the firm a season", with(4, result.Leader{Name: "hub", Rivals: []string{"desk", "stock"}}, result.Leader{})},
		{"none", "In the one season simulated: no capacity alone is a bottleneck: none avoids complaints when it alone has no limit", with(1, result.Leader{}, result.Leader{})},
		{"one season", "In the one season simulated: without the limit of the hub there would be 4k fewer complaints to the firm a season, the most of all capacities", with(1, result.Leader{Name: "hub"}, result.Leader{})},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := blameSentence(c.e); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
