package result

import (
	"math"
	"slices"
	"testing"

	"peakready/sim/rng"
	"peakready/sim/stats"
)

func TestBandOf(t *testing.T) {
	for _, c := range []struct {
		says                 string
		n                    int
		outside, least, most float64
		loose                bool
	}{
		{"of one season half of all lie outside", 1, 0.5, 0.5, 0.5, true},
		{"of two the edge lies between them", 2, 1 - 1.95/3, 1. / 3, 2. / 3, true},
		{"of ten between the ninth and the tenth", 10, 1 - 9.55/11, 1. / 11, 2. / 11, true},
		{"nineteen are few", 19, 1 - 18.1/20, 1. / 20, 2. / 20, true},
		{"twenty are not: less than one in ten", 20, 1 - 19.05/21, 1. / 21, 2. / 21, false},
		{"of twenty-one the edge is the twentieth", 21, 2. / 22, 1. / 22, 2. / 22, false},
		{"of a hundred nearly what is meant", 100, 1 - 95.05/101, 5. / 101, 6. / 101, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			b := BandOf(c.n)
			for _, x := range [][2]float64{{b.Outside, c.outside}, {b.Least, c.least}, {b.Most, c.most}} {
				if math.Abs(x[0]-x[1]) > 1e-12 {
					t.Errorf("%v, want %v", x[0], x[1])
				}
			}
			if b.Loose() != c.loose || b.Seasons != c.n {
				t.Errorf("%+v, loose %v", b, b.Loose())
			}
		})
	}
}

// TestSharesOutsideABand draws bands of seven values and looks whether an eighth
// is above the edge, 40,000 times for each distribution; a share of 0.2 then has a
// standard error of 0.002 (three of them: 0.3% of fair runs fail).
func TestSharesOutsideABand(t *testing.T) {
	const n, draws = 7, 40_000
	s := rng.NewKey(7, 0).Entity(0, 0).Stream(rng.Name("drill-band-test"))
	want := BandOf(n)
	for name, draw := range map[string]func(u float64) float64{
		"uniform":      func(u float64) float64 { return u },
		"a heavy tail": func(u float64) float64 { return math.Pow(1-u, -2) },
		"few at 1":     func(u float64) float64 { return math.Pow(u, 0.1) },
	} {
		t.Run(name, func(t *testing.T) {
			outside := 0
			for range draws {
				xs := make([]float64, n)
				for i := range xs {
					xs[i] = draw(s.U())
				}
				slices.Sort(xs)
				// h - 1 = 0.95 x 6 = 5.7: seven tenths of the way from the sixth to the seventh.
				if draw(s.U()) > xs[5]+0.7*(xs[6]-xs[5]) {
					outside++
				}
			}
			got := float64(outside) / draws
			if got < want.Least-0.006 || got > want.Most+0.006 {
				t.Errorf("a share of %.4f lies outside, want %.4f to %.4f", got, want.Least, want.Most)
			}
			if name == "uniform" && math.Abs(got-want.Outside) > 0.006 {
				t.Errorf("a share of %.4f lies outside, want %.4f", got, want.Outside)
			}
		})
	}
}

func TestRanged(t *testing.T) {
	for n, want := range map[int]bool{0: false, 2: false, 5: false, 6: true, 20: true} {
		e := Ranged(stats.Estimate{Mean: 3, Lo: -2, Hi: 8, N: n})
		if shown := e.Lo == -2 && e.Hi == 8; shown != want || e.Mean != 3 || math.IsNaN(e.Lo) != math.IsNaN(e.Hi) {
			t.Errorf("of %d seasons %+v, with an interval: %v", n, e, want)
		}
	}
}
