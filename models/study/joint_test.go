package study

import (
	"math"
	"slices"
	"testing"

	"peakready/models/result"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

func tallies(complaints ...float64) (all []tally) {
	for _, c := range complaints {
		all = append(all, tally{toFirm: c})
	}
	return all
}

func TestATypicalSeason(t *testing.T) {
	t.Run("a plan that halves every season halves the typical one, and surely", func(t *testing.T) {
		e := typical([]float64{10, 1000, 40}, []float64{5, 500, 20}, 0.95)
		for what, v := range map[string]float64{"mean": e.Mean, "lower end": e.Lo, "upper end": e.Hi} {
			if math.Abs(v+0.5) > 1e-12 {
				t.Errorf("%s: %v", what, v)
			}
		}
	})
	t.Run("halved once and doubled once is no change", func(t *testing.T) {
		if e := typical([]float64{100, 7}, []float64{50, 14}, 0.95); math.Abs(e.Mean) > 1e-12 || !(e.Lo < 0 && e.Hi > 0) {
			t.Errorf("%+v", e)
		}
	})
	t.Run("a season without complaints has no ratio", func(t *testing.T) {
		if e := typical([]float64{0, 8, 8}, []float64{3, 4, 0}, 0.95); e.N != 1 || math.Abs(e.Mean+0.5) > 1e-12 {
			t.Errorf("%+v", e)
		}
	})
	t.Run("by hand: ratios 1/2 and 1/8", func(t *testing.T) { // logs -0.6931, -2.0794: mean -ln 4, half-width 12.706 x 0.6931
		e := typical([]float64{8, 8}, []float64{4, 1}, 0.95)
		if math.Abs(e.Mean+0.75) > 1e-12 || math.Abs(math.Log1p(e.Lo)-(-math.Log(4)-12.7062*math.Ln2)) > 1e-3 {
			t.Errorf("%+v", e)
		}
	})
}

// TestIntervalsOfManyPlansHoldAtOnce draws five plans that change nothing, with
// errors that all plans have in common, those of the scenario as it is, and errors of their own, 1,500 times: at
// most one study in twenty may find a plan that does something. Standard error of
// the share 0.56%; one interval at a time errs in a fifth of the studies.
func TestIntervalsOfManyPlansHoldAtOnce(t *testing.T) {
	const plans, seasons, studies = 5, 8, 1500
	joint, single := 0, 0
	s := rng.NewKey(7, 0).Entity(0, 0).Stream(rng.Name("study-joint-test"))
	for range studies {
		base, other := make([]float64, seasons), make([]float64, seasons)
		for r := range base {
			base[r] = 100 + s.Norm()
		}
		apart, alone := false, false
		for range plans {
			for r := range other {
				other[r] = 100 + s.Norm()
			}
			wide := stats.PairedCI(base, other, atOnce(result.Confidence, plans))
			narrow := stats.PairedCI(base, other, result.Confidence)
			apart = apart || wide.Lo > 0 || wide.Hi < 0
			alone = alone || narrow.Lo > 0 || narrow.Hi < 0
		}
		if apart {
			joint++
		}
		if alone {
			single++
		}
	}
	t.Logf("of %d studies %d err with joint intervals, %d with single ones", studies, joint, single)
	if got := float64(joint) / studies; got > 0.05+3*0.0056 || got < 0.01 {
		t.Errorf("a share of %.3f of the studies errs, at most 0.05 is promised", got)
	}
	if got := float64(single) / studies; got < 0.1 {
		t.Errorf("single intervals err in a share of %.3f: the test would not see the difference", got)
	}
}

func TestOnePlanNeedsNoWiderInterval(t *testing.T) {
	c := comparison("x", tallies(100, 140, 90), tallies(90, 110, 85), 1)
	if c.ToFirm.Joint != c.ToFirm.Added {
		t.Errorf("%+v against %+v", c.ToFirm.Joint, c.ToFirm.Added)
	}
	two := comparison("x", tallies(100, 140, 90), tallies(90, 110, 85), 2)
	if want := stats.PairedCI([]float64{100, 140, 90}, []float64{90, 110, 85}, 0.975); two.ToFirm.Joint != want {
		t.Errorf("of two plans %+v, want %+v", two.ToFirm.Joint, want)
	}
}

func TestPlansAreToldApart(t *testing.T) {
	of := [][]tally{tallies(100, 200, 400, 300), tallies(50, 102, 199, 151), tallies(90, 210, 390, 310), tallies(51, 101, 201, 149)}
	names := []string{"as it is", "half", "nothing", "half too"}
	all := make([]result.Comparison, 3)
	toldApart(all, names, of)
	for p, want := range [][]string{{"as it is", "nothing"}, nil, {"as it is", "nothing"}} {
		if !slices.Equal(all[p].BetterThan, want) {
			t.Errorf("%s has fewer than %v, want %v", names[p+1], all[p].BetterThan, want)
		}
	}
}
