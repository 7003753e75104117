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
	for _, c := range []struct {
		says       string
		base, plan []float64
		mean       float64
		lo, hi     float64
	}{
		{"a plan that halves every season halves the typical one, and surely", []float64{9.5, 999.5, 39.5}, []float64{4.5, 499.5, 19.5}, -0.5, -0.5, -0.5},
		{"halved once and doubled once is no change", []float64{99.5, 6.5}, []float64{49.5, 13.5}, 0, -1, 1e6},
		// Ratios 1/2 and 1/8: logarithms -0.6931 and -2.0794, mean -ln 4, half-width
		// 12.706 times their standard error 0.6931.
		{"by hand", []float64{7.5, 7.5}, []float64{3.5, 0.5}, -0.75, math.Expm1(-math.Log(4) - 12.7062*math.Ln2), math.Expm1(-math.Log(4) + 12.7062*math.Ln2)},
		{"nothing changes, not even where there is none", []float64{0, 8, 8}, []float64{0, 8, 8}, 0, 0, 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			e := typical(c.base, c.plan, 0.95)
			if math.Abs(e.Mean-c.mean) > 1e-12 || e.N != len(c.base) {
				t.Errorf("mean %v of %d", e.Mean, e.N)
			}
			if c.hi < 1e6 && (math.Abs(e.Lo-c.lo) > 1e-4 || math.Abs(e.Hi-c.hi) > 1e-3*math.Abs(c.hi)+1e-12) {
				t.Errorf("from %v to %v, want %v to %v", e.Lo, e.Hi, c.lo, c.hi)
			}
		})
	}
	t.Run("seasons without a complaint count, on whichever side", func(t *testing.T) {
		worse := make([]float64, 20)
		base := make([]float64, 20)
		for r := range base {
			if r < 3 {
				base[r], worse[r] = 2, 1
			} else {
				worse[r] = 100
			}
		}
		if e := typical(base, worse, 0.95); !(e.Lo > 1) || e.N != 20 {
			t.Errorf("3 seasons from 2 to 1, 17 from none to 100: %+v", e)
		}
		if e := typical(worse, base, 0.95); !(e.Hi < -0.5) {
			t.Errorf("the other way round: %+v", e)
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

// TestToldApartOfAllPairs: four seasons' logarithms that 95% tells from 0 and the
// level of three pairs at once, 98.3%, does not.
func TestToldApartOfAllPairs(t *testing.T) {
	of := [][]tally{tallies(999.5, 999.5, 999.5, 999.5), tallies(899.5, 949.5, 879.5, 959.5), tallies(999.5, 989.5, 1009.5, 999.5)}
	base, plan := column(of[0], complaints), column(of[1], complaints)
	if e := typical(base, plan, 0.95); !(e.Hi < 0) {
		t.Fatalf("by itself %+v", e)
	}
	if e := typical(base, plan, atOnce(0.95, 3)); e.Hi < 0 {
		t.Fatalf("of three pairs %+v", e)
	}
	all := make([]result.Comparison, 2)
	toldApart(all, []string{"as it is", "a", "b"}, of)
	if len(all[0].BetterThan) > 0 {
		t.Errorf("is told from %v", all[0].BetterThan)
	}
}

func TestADisasterInOneSeasonIsNotBetter(t *testing.T) {
	base, plan := tallies(100, 100, 100, 100, 100, 100, 100, 100), tallies(50, 51, 49, 50, 52, 48, 50, 51)
	all := make([]result.Comparison, 1)
	toldApart(all, []string{"as it is", "a"}, [][]tally{base, plan})
	if len(all[0].BetterThan) != 1 {
		t.Fatalf("half is not told from all: %+v", all[0].BetterThan)
	}
	for r := range 40 {
		base = append(base, tally{toFirm: 100})
		plan = append(plan, tally{toFirm: 50 + float64(r%3)})
	}
	base, plan = append(base, tally{toFirm: 100}), append(plan, tally{toFirm: 5000})
	all = make([]result.Comparison, 1)
	toldApart(all, []string{"as it is", "a"}, [][]tally{base, plan})
	if e := typical(column(base, complaints), column(plan, complaints), 0.95); !(e.Hi < 0) {
		t.Fatalf("the typical season: %+v", e)
	}
	if len(all[0].BetterThan) != 0 {
		t.Errorf("more on average, and told to be better than %v", all[0].BetterThan)
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
