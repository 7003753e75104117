package stats

import (
	"math"
	"slices"
	"testing"

	"peakready/sim/rng"
)

// michelso is the NIST StRD univariate set Michelso: 100 measurements of the
// speed of light in air, in 1000 km/s above 299 (times 1000), A. A. Michelson 1879.
var michelso = []float64{
	850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960,
	960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800,
	880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840, 850, 840, 840, 840,
	890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880, 720, 840, 850, 850, 780,
	890, 840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740, 810, 940, 950, 800, 810, 870,
}

// mavro is the NIST StRD univariate set Mavro: 50 readings of a filter of nominal
// transmittance 2, R. Mavrodineaunu.
var mavro = []float64{
	2.0018, 2.0017, 2.0018, 2.0019, 2.0018, 2.0017, 2.0015, 2.0014, 2.0015, 2.0015,
	2.0017, 2.0018, 2.0018, 2.0019, 2.0019, 2.0021, 2.0020, 2.0016, 2.0014, 2.0013,
	2.0013, 2.0015, 2.0015, 2.0016, 2.0015, 2.0014, 2.0013, 2.0014, 2.0015, 2.0014,
	2.0015, 2.0016, 2.0015, 2.0016, 2.0019, 2.0020, 2.0020, 2.0021, 2.0022, 2.0023,
	2.0024, 2.0025, 2.0027, 2.0026, 2.0026, 2.0026, 2.0027, 2.0026, 2.0025, 2.0024,
}

func tallyOf(values ...float64) (t Tally) {
	for _, v := range values {
		t.Add(v)
	}
	return t
}

func TestTallyReachesNISTsCertifiedValues(t *testing.T) {
	t.Run("STAT-michelso", func(t *testing.T) {
		values := make([]float64, len(michelso))
		for i, v := range michelso {
			values[i] = 299 + v/1000
		}
		tally := tallyOf(values...)
		near(t, "mean", tally.Mean(), 299.8524, 1e-12)
		near(t, "standard deviation", tally.SD(), 0.0790105478190518, 1e-9)
		near(t, "lag-1 autocorrelation", Autocorrelation(values, 1), 0.535199668621283, 1e-9)
	})
	t.Run("STAT-mavro", func(t *testing.T) {
		near(t, "mean", tallyOf(mavro...).Mean(), 2.001856, 1e-14)
		near(t, "standard deviation", tallyOf(mavro...).SD(), 0.000429123454003053, 1e-12)
		near(t, "lag-1 autocorrelation", Autocorrelation(mavro, 1), 0.937989183438248, 1e-11)
	})
	t.Run("STAT-pi", func(t *testing.T) {
		// How often each digit occurs in NIST's file PiDigits.dat. In pi itself
		// the first 5,000 decimals have 532 ones, 459 threes and 492 eights: the
		// file differs from pi, and its certified values are the file's.
		var tally Tally
		for digit, times := range []int{466, 531, 496, 461, 508, 525, 513, 488, 491, 521} {
			for range times {
				tally.Add(float64(digit))
			}
		}
		near(t, "mean", tally.Mean(), 4.5348, 1e-14)
		near(t, "standard deviation", tally.SD(), 2.86733906028871, 1e-14)
	})
	// NumAcc3 and NumAcc4 are defined by construction: one value, then 500 pairs
	// 0.1 above and below it; mean exact, standard deviation 0.1, autocorrelation -0.999.
	for _, centre := range []float64{1_000_000.2, 10_000_000.2} {
		values := []float64{centre}
		for range 500 {
			values = append(values, centre-0.1, centre+0.1)
		}
		near(t, "mean", tallyOf(values...).Mean(), centre, 1e-15)
		near(t, "standard deviation", tallyOf(values...).SD(), 0.1, 1e-7) // the data themselves are rounded at 1e-9
		near(t, "lag-1 autocorrelation", Autocorrelation(values, 1), -0.999, 1e-7)
	}
}

// near holds got to want within a relative tolerance.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g within %.1g", what, got, want, tolerance)
	}
}

func TestMergedTalliesAreTheTallyOfAll(t *testing.T) {
	s := rng.NewKey(1, 0).Entity(1, 1).Stream(1)
	values := make([]float64, 1000)
	for i := range values {
		values[i] = 1e6 + s.Norm()
	}
	whole := tallyOf(values...)
	for _, cut := range []int{0, 1, 2, 500, 999, 1000} {
		merged := tallyOf(values[:cut]...)
		merged.Merge(tallyOf(values[cut:]...))
		if merged.N() != whole.N() || merged.Min() != whole.Min() || merged.Max() != whole.Max() {
			t.Errorf("cut at %d: %+v, want %+v", cut, merged, whole)
		}
		near(t, "mean", merged.Mean(), whole.Mean(), 1e-14)
		near(t, "variance", merged.Var(), whole.Var(), 1e-9)
		again := tallyOf(values[:cut]...)
		again.Merge(tallyOf(values[cut:]...))
		if again != merged {
			t.Errorf("cut at %d: the same merge gave other bits", cut)
		}
	}
}

func TestAnEmptyTallyKnowsNothing(t *testing.T) {
	var empty Tally
	for what, x := range map[string]float64{
		"mean": empty.Mean(), "variance": empty.Var(), "sd": empty.SD(), "min": empty.Min(), "max": empty.Max(),
		"variance of one": tallyOf(3).Var(), "autocorrelation of a constant": Autocorrelation([]float64{1, 1, 1}, 1),
	} {
		if !math.IsNaN(x) {
			t.Errorf("%s is %v, want NaN", what, x)
		}
	}
	one := tallyOf(-3)
	if one.Mean() != -3 || one.Min() != -3 || one.Max() != -3 || one.Sum() != -3 {
		t.Errorf("tally of -3 is %+v", one)
	}
}

func TestCountShare(t *testing.T) {
	var late, all Count
	for range 3 {
		late.Inc()
	}
	all.Add(12)
	if got := late.Share(all); got != 0.25 {
		t.Errorf("share %v, want 0.25", got)
	}
	if got := Count(0).Share(0); !math.IsNaN(got) {
		t.Errorf("share of none is %v, want NaN", got)
	}
}

func TestLevelAddsUpTheAreaUnderItsSteps(t *testing.T) {
	l := NewLevel(10, 2)
	l.Set(15, 5) // 10
	l.Add(15, 1) // same tick: no area, but counts for Max
	l.Add(15, -2)
	l.Add(20, -4) // 20
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"value", float64(l.Value()), 0},
		{"area", float64(l.Area(30)), 30},
		{"mean", l.Mean(30), 1.5},
		{"max", float64(l.Max()), 6},
	} {
		if c.got != c.want {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
	l.Set(30, 7)
	l.Restart(40)
	if l.Area(40) != 0 || l.Area(50) != 70 || l.Max() != 7 || l.Mean(50) != 7 || !math.IsNaN(l.Mean(40)) {
		t.Errorf("after a restart: %+v", l)
	}
}

func TestLevelRefusesTimeRunningBackwards(t *testing.T) {
	for name, use := range map[string]func(l *Level){
		"set":     func(l *Level) { l.Set(9, 1) },
		"area":    func(l *Level) { l.Area(9) },
		"restart": func(l *Level) { l.Restart(9) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			l := NewLevel(10, 1)
			use(&l)
		}()
	}
}

// TestLevelKeepsLittlesLaw: the area under the number in system is the sum of
// the times spent in it, to the tick.
func TestLevelKeepsLittlesLaw(t *testing.T) {
	s := rng.NewKey(2, 0).Entity(1, 1).Stream(1)
	type change struct{ at, by int64 }
	var changes []change
	var sojourns int64
	for range 1000 {
		in := int64(s.U() * 1e6)
		out := in + int64(s.Exp()*5e4)
		sojourns += out - in
		changes = append(changes, change{in, 1}, change{out, -1})
	}
	slices.SortFunc(changes, func(a, b change) int { return int(a.at - b.at) })
	var l Level
	for _, c := range changes {
		l.Add(c.at, c.by)
	}
	if end := changes[len(changes)-1].at; l.Area(end) != sojourns {
		t.Errorf("area %d, want the sojourns' sum %d", l.Area(end), sojourns)
	}
}
