package result

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestMayFail(t *testing.T) {
	for _, c := range []struct {
		n    int
		in   float64
		fail int
	}{{20, 0.9, 2}, {20, 0.95, 1}, {10, 0.9, 1}, {9, 0.9, 0}, {1, 0.5, 0}, {2, 0.5, 1}, {30, 0.9, 3}, {36, 0.9, 3}, {100, 0.99, 1}, {7, 0.3, 4}} {
		if got := MayFail(c.n, c.in); got != c.fail {
			t.Errorf("of %d seasons %d may fail a target asked for in %v, want %d", c.n, got, c.in, c.fail)
		}
	}
}

func TestHeadroomWords(t *testing.T) {
	nan := math.NaN()
	demand, absent := &Headroom{Of: Demand, Least: 0.5, Most: 2}, &Headroom{Of: Absent, Most: 0.9}
	for _, c := range []struct {
		h                      *Headroom
		x                      Threshold
		level, interval, fails string
		short                  bool
	}{
		{demand, Threshold{Value: 1.06, Fails: 1.08, Lo: 0.95, Hi: 1.2}, "×1.06", "×0.95 to ×1.20", "×1.08", false},
		{demand, Threshold{Value: 0.98, Fails: 1, Lo: nan, Hi: 1.2}, "×0.98", "not above ×1.20", "×1.00", true},
		{demand, Threshold{Value: 2, Fails: nan, Lo: 1.5, Hi: nan}, "over ×2.00", "not below ×1.50", "not up to ×2.00", false},
		{demand, Threshold{Value: nan, Fails: 0.5, Lo: nan, Hi: nan}, "under ×0.50", "no interval", "×0.50", true},
		{absent, Threshold{Value: 0.125, Fails: 0.15, Lo: 0, Hi: 0.3}, "12.5%", "0% to 30%", "15%", false},
		{absent, Threshold{Value: nan, Fails: 0, Lo: nan, Hi: 0.02}, "none", "not above 2%", "0%", true},
		{demand, Threshold{Value: 0.9, Fails: 1.2, Lo: nan, Hi: nan, Open: true}, "×0.90 to under ×1.20", "no interval", "×1.20", false},
		{demand, Threshold{Value: 1, Fails: nan, Lo: nan, Hi: nan, Open: true}, "×1.00 or more", "no interval", "not known yet", false},
		{demand, Threshold{Value: nan, Fails: 1, Lo: nan, Hi: nan, Open: true}, "under ×1.00", "no interval", "×1.00", true},
		{demand, Threshold{Value: nan, Fails: nan, Lo: nan, Hi: nan, Open: true}, "not known yet", "no interval", "not known yet", false},
	} {
		if got := []string{c.h.Words(c.x), c.h.IntervalWords(c.x), c.h.FailsWords(c.x)}; !slices.Equal(got, []string{c.level, c.interval, c.fails}) {
			t.Errorf("%+v: %q", c.x, got)
		}
		if c.h.FallsShort(c.x) != c.short {
			t.Errorf("%+v falls short of the plan: %v", c.x, !c.short)
		}
	}
}

func TestWordsOnSeasonsWithoutTheFigure(t *testing.T) {
	kept := Threshold{Value: 1.2, Fails: 1.22, N: 4}
	for _, c := range []struct {
		says string
		x    TargetHeadroom
		want string
	}{
		{"every season has it", TargetHeadroom{Level: kept}, ""},
		{"a season at another level lacks it", TargetHeadroom{Level: kept, Undefined: 1}, "1 season without such a figure at some level, counted as kept there"},
		{"a run counts otherwise", TargetHeadroom{Level: kept, Undefined: 2, AsPlanned: &Counts{Held: 1, Missed: 2, Undefined: 1}},
			"2 seasons without such a figure at some level, counted as kept there; NOT AS RUN COUNTS: run leaves out 1 season as planned; of the 3 with the figure 1 keep the target, asked for in 50%"},
		{"no season has it", TargetHeadroom{Level: kept, AsPlanned: &Counts{Undefined: 4}}, "no season as planned has the figure, so that run gives no verdict and this headroom says nothing of the plan"},
		{"a stopped search does not know what it would be unlike", TargetHeadroom{Level: Threshold{Value: 0.8, Fails: 1.2, Open: true}, AsPlanned: &Counts{Held: 1, Missed: 2, Undefined: 1}}, ""},
	} {
		c.x.Target.In = 0.5
		if got := c.x.UndefinedWords(Demand); got != c.want {
			t.Errorf("%s: %q", c.says, got)
		}
	}
}

func TestHeadroomNotesSayWhatIsMissing(t *testing.T) {
	h := &Headroom{Of: Demand, Least: 0.5, Most: 2, Firms: []FirmHeadroom{{Targets: []TargetHeadroom{
		{Target: Target{In: 0.9}, Level: Threshold{Value: 1, Fails: 1.02, N: 10}}, {Target: Target{In: 0.9}, Level: Threshold{Value: 1, Fails: 1.5, N: 10, Open: true}, Reversed: 2},
		{Target: Target{In: 0.1}, Level: Threshold{Value: 1, Fails: 1.02, N: 10}}, {Target: Target{In: 0.5}, Level: Threshold{Value: 1, Fails: 1.02, N: 10}},
	}}}}
	want := []string{"a target asked for in 90% of the seasons: with 95% confidence its headroom is not above the upper end; a lower end takes 36 seasons (-n 36). 10 seasons say no more than this: at the headroom shown, 55% or more of all seasons keep it",
		"a target asked for in 10% of the seasons: with 95% confidence its headroom is not below the lower end; an upper end takes 36 seasons (-n 36)",
		"2 seasons kept a target at a level above"}
	got := h.Notes()
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q", got[i])
		}
	}
	for i := range h.Firms[0].Targets {
		h.Firms[0].Targets[i].Level = Threshold{Value: math.NaN(), Fails: 0.5, N: 10}
	}
	if got := h.Notes(); len(got) != 1 {
		t.Errorf("where no headroom is shown: %q", got)
	}
	h.Firms[0].Targets[0].Level.Open = true
	h.Unfinished = true
	if got := h.Notes()[0]; !strings.Contains(got, "of 4 targets 1 are not found yet") {
		t.Errorf("%q", got)
	}
}

// TestSureShare draws thresholds of known law: the share of all seasons that keep the
// target at the level below the one of rank k+1 must lie below SureShare in 2.5% of
// studies, exactly so for a law without ties. 20,000 studies: a standard error of 0.11%;
// four of them, a false alarm once in 16,000 seeds.
func TestSureShare(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{10, 36} {
		const studies, in = 20_000, 0.9
		below, x := 0, make([]float64, n)
		for range studies {
			for i := range x {
				x[i] = r.Float64()
			}
			slices.Sort(x)
			if 1-x[MayFail(n, in)] < SureShare(n, in) {
				below++
			}
		}
		if got := float64(below) / studies; math.Abs(got-0.025) > 0.0045 {
			t.Errorf("of %d seasons: missed in %.2f%% of studies", n, 100*got)
		}
	}
	if got := SureShare(10, 0.9); math.Abs(got-0.5550) > 1e-4 { // Clopper and Pearson, 9 of 10
		t.Errorf("9 of 10: %v", got)
	}
}

func TestSeasonsForTheEnds(t *testing.T) {
	for in, want := range map[float64][2]int{0.9: {36, 36}, 0.5: {6, 6}, 0.1: {2, 36}, 0.99: {368, 368}} {
		if lower, both := SeasonsForLowerEnd(in), SeasonsForBothEnds(in); lower != want[0] || both != want[1] {
			t.Errorf("in %v: %d and %d", in, lower, both)
		}
	}
}

func TestAnOpenThresholdIsNeitherOverNorUnder(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		x           Threshold
		over, under bool
	}{
		{Threshold{Value: none, Fails: 0.5}, false, true},
		{Threshold{Value: 2, Fails: none}, true, false},
		{Threshold{Value: 1, Fails: 1.02}, false, false},
		{Threshold{Value: none, Fails: none, Open: true}, false, false},
		{Threshold{Value: 1, Fails: none, Open: true}, false, false},
		{Threshold{Value: none, Fails: 1.5, Open: true}, false, false},
	} {
		if c.x.Over() != c.over || c.x.Under() != c.under {
			t.Errorf("%+v: over %v, under %v", c.x, c.x.Over(), c.x.Under())
		}
	}
}
