package study

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"peakready/models"
	"peakready/models/result"
)

// lateAtMost is a target on late deliveries, to be kept in a share of the seasons.
func lateAtMost(limit, in float64) models.Target {
	most := models.Limit{Figure: models.Figure(limit)}
	return models.Target{Metric: "delivery.late_share", Max: &most, In: models.Share(in)}
}

// strainedTown is a town whose courier is a little too small for more.
func strainedTown(targets ...models.Target) *models.Scenario {
	sc := town(firm("shop", "tight", 500))
	sc.Targets = targets
	return sc
}

func work(n int) HeadroomWork {
	return HeadroomWork{Work: Work{Replications: n, Workers: 2}, Step: 0.05, Most: 2}
}

// byHand finds where a target first fails by simulating every level.
func byHand(t *testing.T, sc *models.Scenario, of result.Strain, w HeadroomWork, target int) (value, fails float64) {
	t.Helper()
	h := newHeadroom(sc, of, w)
	value, fails = math.NaN(), math.NaN()
	may := result.MayFail(w.Replications, h.targets[target].In)
	for level := range h.levels {
		missed := 0
		for r := range w.Replications {
			strained := h.strained(level)
			tr := play(t, &strained, r)
			if !h.tell(&tr).kept[target] {
				missed++
			}
		}
		if missed > may {
			return value, h.levels[level]
		}
		value = h.levels[level]
	}
	return value, fails
}

func TestHeadroomIsWhatEveryLevelByHandGives(t *testing.T) {
	for _, of := range result.Strains() {
		t.Run(string(of), func(t *testing.T) {
			answered := models.Limit{Figure: 0.98}
			sc := strainedTown(lateAtMost(0.35, 0.6), models.Target{Metric: "pools.service_level", Pool: "desk", Min: &answered, In: 0.6})
			w := work(2)
			w.Step, w.Most = 0.15, 1.6
			got, err := Headroom(context.Background(), sc, of, w)
			if err != nil {
				t.Fatal(err)
			}
			for i, x := range got.Firms[0].Targets {
				value, fails := byHand(t, sc, of, w, i)
				if !alike(x.Level.Value, value) || !alike(x.Level.Fails, fails) {
					t.Errorf("%s: kept at %v and fails at %v, want %v and %v", x.Title, x.Level.Value, x.Level.Fails, value, fails)
				}
			}
			if first := got.Firms[0].Targets[got.Firms[0].Binding]; !alike(first.Level.Fails, got.Firms[0].Level.Fails) {
				t.Errorf("the firm fails at %v, its first target at %v", got.Firms[0].Level.Fails, first.Level.Fails)
			}
			if all := 2 * len(newHeadroom(sc, of, w).levels); got.Trials >= all {
				t.Errorf("%d seasons were simulated, all levels are %d", got.Trials, all)
			}
		})
	}
}

func alike(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func TestHeadroomAtTheEnds(t *testing.T) {
	slack := func(sc *models.Scenario) {
		sc.Carriers[0].Hub, sc.Carriers[0].Stations = around(endless), around(endless)
	}
	t.Run("a firm with capacity for all has more than is looked at", func(t *testing.T) {
		sc := strainedTown(lateAtMost(0.2, 0.5))
		slack(sc)
		h, err := Headroom(context.Background(), sc, result.Demand, work(2))
		if err != nil {
			t.Fatal(err)
		}
		if x := h.Firms[0].Level; !x.Over() || x.Value != 2 || !math.IsNaN(x.Hi) {
			t.Errorf("got %+v, want over 2", x)
		}
	})
	t.Run("a target that fails as planned has less than 1", func(t *testing.T) {
		sc := strainedTown(lateAtMost(0.2, 0.9))
		h, err := Headroom(context.Background(), sc, result.Demand, work(2))
		if err != nil {
			t.Fatal(err)
		}
		if x := h.Firms[0].Level; !(x.Value < 1) || !(x.Value > 0.5) {
			t.Errorf("got %+v, want between 0.5 and 1", x)
		}
	})
	t.Run("a limit that nothing can keep fails at the least level", func(t *testing.T) {
		never := models.Limit{Figure: 0.999999}
		sc := strainedTown(models.Target{Metric: "orders.placed", Max: &never, In: 0.5})
		h, err := Headroom(context.Background(), sc, result.Demand, work(2))
		if err != nil {
			t.Fatal(err)
		}
		if x := h.Firms[0].Level; !x.Under() || !(x.Fails >= 0.5 && x.Fails < 0.53) {
			t.Errorf("got %+v, want under the least", x)
		}
	})
	t.Run("without a target there is nothing to search", func(t *testing.T) {
		if _, err := Headroom(context.Background(), strainedTown(), result.Demand, work(2)); !errors.Is(err, ErrNoTargets) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("when it is stopped the error says so", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := Headroom(ctx, strainedTown(lateAtMost(0.05, 0.5)), result.Demand, work(2)); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

// TestAWrongLookCostsTimeOnly has the exact engine start from guesses that no quick
// run would give.
func TestAWrongLookCostsTimeOnly(t *testing.T) {
	sc := strainedTown(lateAtMost(0.2, 0.6))
	w := work(3)
	right, err := Headroom(context.Background(), sc, result.Demand, w)
	if err != nil {
		t.Fatal(err)
	}
	for says, guess := range map[string]int{"far too mild": 1 << 20, "far too harsh": -5} {
		t.Run(says, func(t *testing.T) {
			h := newHeadroom(sc, result.Demand, w)
			got, err := h.search(context.Background(), [][]int{slices.Repeat([]int{guess}, 3)})
			if err != nil {
				t.Fatal(err)
			}
			if got.Firms[0].Level != right.Firms[0].Level && !sameThreshold(got.Firms[0].Level, right.Firms[0].Level) {
				t.Errorf("got %+v, want %+v", got.Firms[0].Level, right.Firms[0].Level)
			}
			if got.Trials <= right.Trials {
				t.Errorf("%d simulations from a wrong guess, %d from the quick one", got.Trials, right.Trials)
			}
		})
	}
}

func sameThreshold(a, b result.Threshold) bool {
	return alike(a.Value, b.Value) && alike(a.Fails, b.Fails) && alike(a.Lo, b.Lo) && alike(a.Hi, b.Hi)
}

func TestHeadroomIsTheSameOnOneCoreAndWithSeasonsThatAreDone(t *testing.T) {
	sc := strainedTown(lateAtMost(0.2, 0.6))
	w := work(3)
	want, err := Headroom(context.Background(), sc, result.Demand, w)
	if err != nil {
		t.Fatal(err)
	}
	w.Workers = 1
	one, err := Headroom(context.Background(), sc, result.Demand, w)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := tellAll(want), tellAll(one); !reflect.DeepEqual(a, b) {
		t.Errorf("two workers %v, one %v", a, b)
	}
	w.Done = []result.Trial{play(t, sc, 0), play(t, sc, 1), play(t, sc, 2)}
	done, err := Headroom(context.Background(), sc, result.Demand, w)
	if err != nil {
		t.Fatal(err)
	}
	if !sameThreshold(done.Firms[0].Level, want.Firms[0].Level) {
		t.Errorf("with finished seasons %+v, without %+v", done.Firms[0].Level, want.Firms[0].Level)
	}
}

// tellAll is a headroom without what is not a number, which is unlike itself.
func tellAll(h *result.Headroom) (all []float64) {
	put := func(xs ...float64) {
		for _, x := range xs {
			if math.IsNaN(x) {
				x = -1
			}
			all = append(all, x)
		}
	}
	put(float64(h.Trials), float64(h.QuickTrials))
	for _, f := range h.Firms {
		put(f.Level.Value, f.Level.Fails, f.Level.Lo, f.Level.Hi, float64(f.Binding))
		for _, x := range f.Targets {
			put(x.Level.Value, x.Level.Fails, x.Level.Lo, x.Level.Hi, float64(x.Reversed), float64(x.Undefined))
			for _, s := range x.Seasons {
				put(s.Kept, s.Fails)
			}
		}
	}
	return all
}

func TestHeadroomByFirm(t *testing.T) {
	build := func() *models.Scenario {
		sc := town(firm("small", "tight", 150), firm("large", "wide", 400))
		most := models.Limit{Figure: 1}
		sc.Targets = []models.Target{lateAtMost(0.05, 0.5), {Metric: "authority.ecommerce_share", Max: &most, In: 0.5}}
		return sc
	}
	t.Run("each has its number, and the whole run its own", func(t *testing.T) {
		h, err := Headroom(context.Background(), build(), result.Demand, work(2))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range h.Firms {
			names = append(names, f.Firm)
		}
		if !slices.Equal(names, []string{"small", "large", ""}) || len(h.Firms[0].Targets) != 1 || !h.Firms[2].Level.Over() {
			t.Errorf("got %v, %+v", names, h.Firms)
		}
	})
	t.Run("a firm that is named is strained alone and told alone", func(t *testing.T) {
		w := work(1)
		w.Firms = []string{"small"}
		sc := build()
		h := newHeadroom(sc, result.Demand, w)
		if len(h.targets) != 1 || h.targets[0].Place.Firm != 0 {
			t.Errorf("targets %+v", h.targets)
		}
		s := h.strained(len(h.levels) - 1)
		if s.Firms[0].Demand.Scale != 2 || s.Firms[1].Demand.Scale != 1 || sc.Firms[0].Demand.Scale != 1 {
			t.Errorf("scales %v and %v, before %v", s.Firms[0].Demand.Scale, s.Firms[1].Demand.Scale, sc.Firms[0].Demand.Scale)
		}
	})
}

func TestLevels(t *testing.T) {
	levels, planned := levelsOf(result.Demand, 0.02, 2)
	if levels[planned] != 1 || levels[len(levels)-1] != 2 || !(levels[0] >= 0.5 && levels[0] < 0.511) || !slices.IsSorted(levels) {
		t.Errorf("planned %v of %v", planned, levels)
	}
	for i := 1; i < len(levels); i++ {
		if r := levels[i] / levels[i-1]; r > 1.02+1e-9 {
			t.Errorf("a step of %v", r)
		}
	}
	levels, planned = levelsOf(result.Absent, 0.1, 2)
	if planned != 0 || levels[0] != 0 || len(levels) != 10 || math.Abs(levels[9]-0.9) > 1e-9 {
		t.Errorf("planned %v of %v", planned, levels)
	}
}
