package study

import (
	"context"
	"math"
	"testing"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

// plansOf the town: as it is, itself again, with twice the couriers, without
// advance compensation.
func plansOf() []Plan {
	build := func(change func(*models.Scenario)) *models.Scenario {
		sc := town(firm("shop", "tight", 700))
		sc.Firms[0].Policy.AdvanceCompensation.On = true
		change(sc)
		return sc
	}
	return []Plan{
		{"as it is", build(func(*models.Scenario) {})},
		{"the same", build(func(*models.Scenario) {})},
		{"couriers", build(func(sc *models.Scenario) {
			sc.Carriers[0].Hub.Shifts[0].Rate *= 2
			sc.Carriers[0].Stations.Shifts[0].Rate *= 2
		})},
		{"no compensation", build(func(sc *models.Scenario) { sc.Firms[0].Policy.AdvanceCompensation.On = false })},
	}
}

func TestCompare(t *testing.T) {
	all, err := Compare(context.Background(), plansOf(), Work{Replications: 3, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	same, couriers, none := all[0], all[1], all[2]
	t.Run("a plan compared with itself changes exactly nothing", func(t *testing.T) {
		for what, s := range map[string]result.Shift{"to the firm": same.ToFirm, "to the authority": same.ToAuthority, "late": same.Late,
			"unanswered": same.Unanswered, "placed": same.Placed, "cost": same.Cost} {
			if s.Added.Mean != 0 || s.Added.Lo != 0 || s.Added.Hi != 0 {
				t.Errorf("%s: %+v", what, s.Added)
			}
		}
		if !math.IsNaN(same.PerComplaint.Mean) || !math.IsNaN(same.VarianceRatio.Mean) || same.Better.Mean != 0 {
			t.Errorf("cost a complaint %v, variance ratio %v, better in %v", same.PerComplaint, same.VarianceRatio, same.Better)
		}
	})
	t.Run("twice the couriers leave fewer parcels late and fewer complaints of delay", func(t *testing.T) {
		if !(couriers.Late.Added.Mean < 0) || !(couriers.ByCause[result.Delay].Added.Mean < 0) || couriers.Better.Mean != 1 {
			t.Errorf("late %+v, delay %+v, better in %v", couriers.Late.Added, couriers.ByCause[result.Delay].Added, couriers.Better.Mean)
		}
	})
	t.Run("without advance compensation there are more complaints of quality, at less cost", func(t *testing.T) {
		if !(none.ByCause[result.Quality].Added.Mean > 0) || !(none.Cost.Added.Mean < 0) {
			t.Errorf("quality %+v, cost %+v", none.ByCause[result.Quality].Added, none.Cost.Added)
		}
	})
	t.Run("the causes add up to the complaints", func(t *testing.T) {
		sum := 0.0
		for _, s := range couriers.ByCause {
			sum += s.Added.Mean
		}
		if math.Abs(sum-couriers.ToFirm.Added.Mean) > 1e-9 {
			t.Errorf("causes %v, complaints %v", sum, couriers.ToFirm.Added.Mean)
		}
	})
	t.Run("one worker finds what two find", func(t *testing.T) {
		again, err := Compare(context.Background(), plansOf(), Work{Replications: 3, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			if again[i].ToFirm != all[i].ToFirm || again[i].Cost != all[i].Cost {
				t.Errorf("%s: %+v against %+v", all[i].Plan, again[i].ToFirm, all[i].ToFirm)
			}
		}
	})
}

func TestComparisonByHand(t *testing.T) {
	season := func(complaints, cost float64) tally { return tally{toFirm: complaints, cost: cost} }
	c := comparison("x", []tally{season(100, 10), season(140, 10)}, []tally{season(90, 40), season(110, 60)}, 1)
	for what, v := range map[string][2]float64{
		"mean difference":         {c.ToFirm.Added.Mean, -20},
		"variance ratio":          {c.VarianceRatio.Mean, (800. + 200) / 200}, // of 100,140; 90,110; -10,-30
		"share of better seasons": {c.Better.Mean, 1},
		"as it is":                {c.ToFirm.Base.Mean, 120},
	} {
		if math.Abs(v[0]-v[1]) > 1e-9 {
			t.Errorf("%s: got %v, want %v", what, v[0], v[1])
		}
	}
	if want := stats.PairedCI([]float64{100, 140}, []float64{90, 110}, result.Confidence); c.ToFirm.Added != want {
		t.Errorf("interval %+v, want %+v", c.ToFirm.Added, want)
	}
}

func TestCompareStopsBetweenSeasons(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	days := 0
	plans := plansOf()[:2]
	whole := models.HeadOf(plans[0].Scenario).NDays
	all, err := Compare(ctx, plans, Work{Replications: 5, Workers: 1, Day: func() {
		if days++; days > 3*whole {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Replications != 1 {
		t.Errorf("%d seasons count after three trials of two plans", all[0].Replications)
	}
}

// TestFinishedSeasonsAreNotSimulatedAgain gives both studies the seasons of the
// scenario as it is, in an order of their own.
func TestFinishedSeasonsAreNotSimulatedAgain(t *testing.T) {
	plans := plansOf()[:3]
	whole := models.HeadOf(plans[0].Scenario).NDays
	done := []result.Trial{play(t, plans[0].Scenario, 0), play(t, plans[0].Scenario, 1)}
	t.Run("plans are worth what they are worth without", func(t *testing.T) {
		want, err := Compare(context.Background(), plans, Work{Replications: 2, Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		days := 0
		got, err := Compare(context.Background(), plans, Work{Workers: 1, Done: done, Day: func() { days++ }})
		if err != nil {
			t.Fatal(err)
		}
		if days != 2*2*whole {
			t.Errorf("%d days were simulated, want 2 seasons of 2 plans: %d", days, 2*2*whole)
		}
		for i := range want {
			if got[i].Replications != 2 || got[i].ToFirm != want[i].ToFirm || got[i].Cost != want[i].Cost || got[i].Late != want[i].Late {
				t.Errorf("%s: %+v, want %+v", want[i].Plan, got[i], want[i])
			}
		}
	})
	t.Run("variants meet the luck of the seasons given, not of as many from 0", func(t *testing.T) {
		got, err := Compare(context.Background(), plans[:2], Work{Workers: 2, Done: done[1:]})
		if err != nil {
			t.Fatal(err)
		}
		if got[0].Replications != 1 || got[0].ToFirm.Added.Mean != 0 || got[0].Cost.Added.Mean != 0 {
			t.Errorf("a plan that changes nothing adds %+v in season 1", got[0].ToFirm)
		}
	})
	t.Run("what a firm costs the others is the same", func(t *testing.T) {
		sc := town(firm("one", "tight", 600), firm("two", "tight", 300))
		want, err := Spill(context.Background(), sc, []string{"two"}, Work{Replications: 1, Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Spill(context.Background(), sc, []string{"two"}, Work{Workers: 2, Done: []result.Trial{play(t, sc, 0)}})
		if err != nil {
			t.Fatal(err)
		}
		if g, w := got[0].All.Lead.Added.Mean, want[0].All.Lead.Added.Mean; g != w || !(g > 0) {
			t.Errorf("later by %v days, want %v", g, w)
		}
	})
}
