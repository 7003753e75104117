package study

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

func TestPlansOfOtherSeasonsOrFirmsAreRefused(t *testing.T) {
	base := func() *models.Scenario { return town(firm("one", "tight", 60), firm("two", "tight", 60)) }
	for _, c := range []struct {
		says, key string
		change    func(sc *models.Scenario)
	}{
		{"another first day", "season.from", func(sc *models.Scenario) { sc.Season.From++ }},
		{"another last day", "season.to", func(sc *models.Scenario) { sc.Season.To-- }},
		{"another warm-up", "season.warm_up", func(sc *models.Scenario) { sc.Season.WarmUp += sim.Day }},
		{"another cool-down", "season.cool_down", func(sc *models.Scenario) { sc.Season.CoolDown = 0 }},
		{"another drain", "season.drain", func(sc *models.Scenario) { sc.Season.Drain -= sim.Day }},
		{"a firm more", "firms", func(sc *models.Scenario) { sc.Firms = append(sc.Firms, firm("three", "tight", 60)) }},
		{"a firm less", "firms", func(sc *models.Scenario) { sc.Firms = sc.Firms[:1] }},
		{"firms in another order", "firms[0]", func(sc *models.Scenario) { sc.Firms[0], sc.Firms[1] = sc.Firms[1], sc.Firms[0] }},
		{"a firm of another name", "firms[1]", func(sc *models.Scenario) { sc.Firms[1].Name = "three" }},
	} {
		t.Run(c.says, func(t *testing.T) {
			other := base()
			c.change(other)
			_, err := Compare(context.Background(), []Plan{{"as it is", base()}, {"same", base()}, {"other", other}}, Work{Replications: 1, Workers: 1})
			if err == nil || !strings.Contains(err.Error(), "plan other changes "+strings.SplitN(c.key, "[", 2)[0]) || !strings.Contains(err.Error(), c.key) {
				t.Errorf("got %v, want an error about %s", err, c.key)
			}
		})
	}
	t.Run("other shares, carriers and orders are what a plan is for", func(t *testing.T) {
		other := base()
		other.Firms[0].Demand.Scale, other.Carriers[0].Hub = 2, around(endless)
		if err := Comparable([]Plan{{"as it is", base()}, {"other", other}}); err != nil {
			t.Error(err)
		}
	})
	t.Run("no plan", func(t *testing.T) {
		if err := Comparable([]Plan{{"as it is", base()}}); err == nil {
			t.Error("it is taken")
		}
	})
}

// TestTallyOfOneSeasonByHand gives every counter of every day a number of its
// own, so that no two sums are alike.
func TestTallyOfOneSeasonByHand(t *testing.T) {
	head := result.Run{From: 1, To: 2, NDays: 4}
	var tr result.Trial
	for f := range 2 {
		ft := result.FirmTrial{Cohorts: make([]result.Row, 4), Days: make([]result.Row, 4)}
		for d := range ft.Cohorts {
			for c := range ft.Cohorts[d] {
				ft.Cohorts[d][c] = int64(1e6*f + 1e4*(d+1) + c*c)
			}
		}
		ft.Costs = result.Costs{Staff: 101, Temps: 202, Carriers: 404, Compensation: 808, LostMargin: int64(1600 + f)}
		tr.Firms = append(tr.Firms, ft)
	}
	sum := func(cs ...result.Counter) (n float64) { // days 1 and 2 of both firms
		for _, c := range cs {
			n += 2*1e6 + 2*(2e4+3e4) + 4*float64(c)*float64(c)
		}
		return n
	}
	of := func(to func(result.Cause) result.Counter) (cs []result.Counter) {
		for c := range result.Causes {
			cs = append(cs, to(result.Cause(c)))
		}
		return cs
	}
	got := tallyOf(&head, &tr)
	want := tally{
		toFirm: sum(of(result.ToFirm)...), toAuthority: sum(of(result.ToAuthority)...),
		late: sum(result.DeliveredLate), unanswered: sum(result.Unanswered), placed: sum(result.Placed),
		cost: 62.31, // CNY: 31.15 and 31.16
	}
	for c := range want.byCause {
		want.byCause[c] = sum(result.ToFirm(result.Cause(c)))
	}
	if math.Abs(got.cost-want.cost) > 1e-9 {
		t.Errorf("cost %v CNY, want %v", got.cost, want.cost)
	}
	got.cost = want.cost
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestTallyEqualsTheSummary: what plans are compared by is what summary.json
// says of the same season, firm by firm.
func TestTallyEqualsTheSummary(t *testing.T) {
	sc := town(firm("one", "tight", 700), firm("two", "tight", 250))
	sc.Authority.Escalates = 0.5
	sc.Firms[0].Policy.AdvanceCompensation.On = true
	run := models.HeadOf(sc)
	run.Trials = []result.Trial{play(t, sc, 0)}
	got, s := tallyOf(&run, &run.Trials[0]), run.Summary()
	var want tally
	for _, f := range s.Firms {
		want.toFirm += f.Complaints.ToFirm.Total.Mean
		want.toAuthority += f.Complaints.ToAuthority.Total.Mean
		want.late += f.Delivery.LateShare.Mean * f.Orders.Delivered.Mean
		want.placed += f.Orders.Placed.Mean
		want.cost += f.Costs.Total.Mean
		for c := range want.byCause {
			want.byCause[c] += f.Complaints.ToFirm.ByCause.Of(result.Cause(c)).Mean
		}
	}
	want.unanswered = got.unanswered // summary.json has it not; TestTallyOfOneSeasonByHand has
	for what, v := range map[string][2]float64{
		"complaints to the firm": {got.toFirm, want.toFirm}, "to the authority": {got.toAuthority, want.toAuthority},
		"to both authorities": {got.toAuthority, s.Authority.Complaints.Mean},
		"late deliveries":     {got.late, want.late}, "orders placed": {got.placed, want.placed}, "cost, CNY": {got.cost, want.cost},
		"delay": {got.byCause[result.Delay], want.byCause[result.Delay]}, "quality": {got.byCause[result.Quality], want.byCause[result.Quality]},
	} {
		if !(v[1] > 0) || math.Abs(v[0]-v[1]) > 1e-6*v[1] {
			t.Errorf("%s: %v, in the summary %v", what, v[0], v[1])
		}
	}
	if got.byCause != want.byCause || !(got.unanswered > 0) {
		t.Errorf("by cause %v, in the summary %v; %v unanswered", got.byCause, want.byCause, got.unanswered)
	}
}

func TestQuotient(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		says string
		a, b []float64
		want stats.Estimate
	}{
		// A = 40, B = 20, t(0.975; 3) = 3.1824463, var a = var b = 40/3, cov = -40/3:
		// k = t^2/4 = 2.5319911; (400 - 33.75988) q^2 - 2 (800 + 33.75988) q + 1600 - 33.75988 = 0.
		{"Fieller's interval by hand", []float64{44, 42, 38, 36}, []float64{16, 18, 22, 24}, stats.Estimate{Mean: 2, Lo: 1.3246510, Hi: 3.2284268, N: 4}},
		{"a denominator without spread leaves the t-interval over it", []float64{1, 2, 3}, []float64{4, 4, 4},
			stats.Estimate{Mean: 0.5, Lo: (2 - 2.4841377) / 4, Hi: (2 + 2.4841377) / 4, N: 3}},
		{"an exact proportion has no width", []float64{30, 33, 36, 39}, []float64{100, 110, 120, 130}, stats.Estimate{Mean: 0.3, Lo: 0.3, Hi: 0.3, N: 4}},
		{"a denominator that may be 0 has none", []float64{5, 5, 5}, []float64{10, -9, 2}, stats.Estimate{Mean: nan, Lo: nan, Hi: nan, N: 3}},
		{"a denominator below 0 has none", []float64{5, 6, 5}, []float64{-10, -9, -11}, stats.Estimate{Mean: nan, Lo: nan, Hi: nan, N: 3}},
		{"a denominator of 0 has none", []float64{5, 6, 5}, []float64{0, 0, 0}, stats.Estimate{Mean: nan, Lo: nan, Hi: nan, N: 3}},
		{"one season has no interval", []float64{5}, []float64{2}, stats.Estimate{Mean: 2.5, Lo: nan, Hi: nan, N: 1}},
		{"savings lie below 0", []float64{-40, -40.1, -39.9}, []float64{4, 4, 4}, stats.Estimate{Mean: -10, Lo: -10.0621034, Hi: -9.9378966, N: 3}},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := quotient(c.a, c.b, 0.95)
			for _, v := range [][2]float64{{got.Mean, c.want.Mean}, {got.Lo, c.want.Lo}, {got.Hi, c.want.Hi}} {
				if !(math.Abs(v[0]-v[1]) < 1e-6) && !(math.IsNaN(v[0]) && math.IsNaN(v[1])) {
					t.Fatalf("got %+v, want %+v", got, c.want)
				}
			}
			if got.N != c.want.N {
				t.Errorf("of %d, want %d", got.N, c.want.N)
			}
		})
	}
	// 2000 studies of six seasons: the interval covers in 95%, within four
	// standard errors, 1.95 points (false alarm 1 in 16,000; the seed is fixed).
	t.Run("it covers the quotient of the true means in 95% of studies", func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 8))
		covered, studies := 0, 2000
		for range studies {
			var a, b []float64
			for range 6 {
				x, y := r.NormFloat64(), r.NormFloat64()
				a, b = append(a, 300+60*(0.6*x+0.8*y)), append(b, 100+15*x)
			}
			if e := quotient(a, b, 0.95); e.Lo <= 3 && 3 <= e.Hi {
				covered++
			}
		}
		if share := float64(covered) / float64(studies); math.Abs(share-0.95) > 0.0195 {
			t.Errorf("covers in %.1f%%", 100*share)
		}
	})
}

func TestCostOfAComplaintAvoidedHasAnInterval(t *testing.T) {
	season := func(complaints, cost float64) tally { return tally{toFirm: complaints, cost: cost} }
	base := []tally{season(100, 10), season(140, 10), season(120, 10), season(130, 20)}
	plan := []tally{season(84, 54), season(122, 52), season(98, 48), season(106, 56)}
	e := comparison("x", base, plan, 1).PerComplaint
	if math.Abs(e.Mean-2) > 1e-9 || math.Abs(e.Lo-1.3246510) > 1e-6 || math.Abs(e.Hi-3.2284268) > 1e-6 || e.N != 4 {
		t.Errorf("got %+v", e)
	}
	if e := comparison("x", base[:2], []tally{season(99, 54), season(100, 52)}, 1).PerComplaint; !math.IsNaN(e.Mean) {
		t.Errorf("complaints that may not have been avoided cost %v each", e.Mean)
	}
}

// TestStopWithSeveralWorkers stops while three workers are at it: seasons count
// up to the first that is not complete under all variants, and their figures
// are those of that many seasons.
func TestStopWithSeveralWorkers(t *testing.T) {
	plans := plansOf()[:2]
	whole := models.HeadOf(plans[0].Scenario).NDays
	kept := map[int]bool{}
	for _, after := range []int{1, 3*whole + 10, 5*whole + 3, 8*whole + 20} {
		ctx, cancel := context.WithCancel(context.Background())
		var days atomic.Int64
		all, err := Compare(ctx, plans, Work{Replications: 6, Workers: 3, Day: func() {
			if days.Add(1) == int64(after) {
				cancel()
			}
		}})
		if err != nil {
			if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "no season of Town of the tests was compared") {
				t.Fatal(err)
			}
			kept[0] = true
			continue
		}
		n := all[0].Replications
		kept[n] = true
		want, err := Compare(context.Background(), plans, Work{Replications: n, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		got, first := &all[0], &want[0] // of one season the intervals are NaN
		if got.ToFirm.Base.Mean != first.ToFirm.Base.Mean || got.Cost.Plan.Mean != first.Cost.Plan.Mean || got.Placed.Base.Mean != first.Placed.Base.Mean {
			t.Errorf("after %d days: %+v, want the first %d seasons: %+v", after, all[0].ToFirm, n, want[0].ToFirm)
		}
	}
	if !kept[0] || !(kept[3] || kept[4] || kept[5]) || kept[6] { // the last stop leaves six trials complete at least
		t.Errorf("stops keep %v seasons: the test says little", kept)
	}
}

// TestAHoleEndsTheSeasonsThatCount lets the second season break off while later
// ones are finished: only the first counts, whatever is complete behind the hole.
func TestAHoleEndsTheSeasonsThatCount(t *testing.T) {
	scenarios := []*models.Scenario{town(firm("one", "tight", 20)), town(firm("one", "tight", 20))}
	days := models.HeadOf(scenarios[0]).NDays
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var seen atomic.Int64
	got, err := seasons(ctx, scenarios, Work{Replications: 4, Workers: 1, Day: func() {
		if seen.Add(1) == int64(3*days+days/2) { // in the fourth trial, the second of season 1
			cancel()
		}
	}}, func(_ int, t *result.Trial) int { return t.Replication }, func(int) string { return "" })
	if err != nil || len(got[0]) != 1 || len(got[1]) != 1 || got[0][0] != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSpillOfNobodyIsEmpty(t *testing.T) {
	sc := town(firm("one", "tight", 60), firm("two", "tight", 60))
	for says, w := range map[string]Work{"of seasons to come": {Replications: 2, Workers: 1}, "of finished seasons": {Workers: 1, Done: []result.Trial{{}}}} {
		t.Run(says, func(t *testing.T) {
			if got, err := Spill(context.Background(), sc, nil, w); err != nil || got == nil || len(got) != 0 {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestSpilloverByHand(t *testing.T) {
	sc := town(firm("big", "tight", 60), firm("desk", "tight", 0), firm("small", "tight", 60))
	sc.Firms[1].Demand.Categories = nil
	of := func(n int64) sums {
		return sums{placed: 1000 * n, delivered: 900 * n, late: 90 * n, complaints: 7 * n, delays: 3 * n, lead: day * 1800 * float64(n), arrived: 900 * float64(n)}
	}
	with := [][]sums{{of(5), {}, of(1)}}
	without := with
	got := spillover(sc, "big", with, without)
	t.Run("a firm without categories is none of the others", func(t *testing.T) {
		if len(got.Others) != 1 || got.Others[0].Firm != "small" {
			t.Errorf("got %+v", got.Others)
		}
	})
	for what, v := range map[string][2]float64{
		"orders left out":            {got.Orders.Mean, 5000},
		"days to the door":           {got.All.Lead.With.Mean, 2},
		"late share":                 {got.All.LateShare.With.Mean, 0.1},
		"complaints per million":     {got.All.PerMillion.With.Mean, 7000},
		"of delay, per million":      {got.All.DelayPerMillion.With.Mean, 3000},
		"complaints":                 {got.All.Complaints.With.Mean, 7},
		"of delay, of the firm":      {got.Others[0].DelayPerMillion.Without.Mean, 3000},
		"nothing is added by nobody": {got.All.PerMillion.Added.Mean, 0},
	} {
		if math.Abs(v[0]-v[1]) > 1e-9 {
			t.Errorf("%s: got %v, want %v", what, v[0], v[1])
		}
	}
}
