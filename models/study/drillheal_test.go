package study

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// timesOf are times to heal in days; a negative one was still out after so many.
func timesOf(days ...float64) *healing {
	h := &healing{}
	for _, d := range days {
		h.add(illness{left: true, healed: sim.Time(math.Abs(d) * float64(sim.Day)), open: d < 0})
	}
	return h
}

func TestHealingByHand(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		says           string
		days           []float64
		healed         int
		median, lo, hi float64
		open, upper    bool
		cut, mean      float64 // restricted at 5 days, plain
	}{
		// The median of 6 is the third; 95% needs ranks 1 and 6: 1 - 2/2^6 = 96.9%.
		{"none is cut off", []float64{6, 1, 2, 3, 4, 5}, 6, 3, 1, 6, false, false, (1 + 2 + 3 + 4 + 5 + 5) / 6., 3.5},
		{"one is, and is longer than the rest", []float64{1, 2, 3, 4, 5, -7}, 5, 3, 1, nan, false, true, (1 + 2 + 3 + 4 + 5 + 5) / 6., nan},
		// Cut off early it still counts as longer than all that were seen; at the
		// lower end it may have been the shortest.
		{"one is, after less time than the rest took", []float64{6, 7, 8, 9, 10, -5.5}, 5, 8, 5.5, nan, false, true, 5, nan},
		{"half are", []float64{1, 2, 3, -6, -7, -8}, 3, 3, 1, nan, false, true, (1 + 2 + 3 + 15) / 6., nan},
		{"more than half are", []float64{1, 2, -6, -6.5, -7, -8}, 2, nan, 1, nan, true, true, (1 + 2 + 20) / 6., nan},
		{"all are", []float64{-9, -8, -7, -6, -10, -11}, 0, nan, 6, nan, true, true, 5, nan},
		{"too few for an interval, none cut off", []float64{3, 1, 2}, 3, 2, nan, nan, false, false, 2, 2},
		{"too few, all cut off", []float64{-6, -7}, 0, nan, nan, nan, true, false, 5, nan},
		{"one season", []float64{4}, 1, 4, nan, nan, false, false, 4, 4},
		{"none has left its band", nil, 0, nan, nan, nan, false, false, nan, nan},
		// Of 9 the ranks are 2 and 8: 1 - 2 (1+9)/2^9 = 96.1%.
		{"of nine seasons one that is cut off is beyond the upper rank", []float64{1, 2, 3, 4, 5, 6, 7, 8, -9}, 8, 5, 2, 8, false, false, (1 + 2 + 3 + 4 + 25) / 9., nan},
		{"two are not", []float64{1, 2, 3, 4, 5, 6, 7, -8, -9}, 7, 5, 2, nan, false, true, (1 + 2 + 3 + 4 + 25) / 9., nan},
	} {
		t.Run(c.says, func(t *testing.T) {
			h := timesOf(c.days...)
			x := h.result(5)
			same := func(what string, got, want float64) {
				t.Helper()
				if !(math.Abs(got-want) < 1e-9) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s: %v, want %v", what, got, want)
				}
			}
			same("median", x.Median.Mean, c.median)
			same("lower end", x.Median.Lo, c.lo)
			same("upper end", x.Median.Hi, c.hi)
			same("restricted mean", x.Restricted.Mean, c.cut)
			same("mean", h.mean().Mean, c.mean)
			if math.IsNaN(c.mean) != math.IsNaN(h.mean().Hi) && len(c.days) > 1 {
				t.Errorf("interval of the mean: %+v", h.mean())
			}
			if x.MedianOpen != c.open || x.UpperOpen != c.upper || x.Seasons != len(c.days) || h.mean().N != len(c.days) || x.Horizon != 5 {
				t.Errorf("%+v", x)
			}
			if want := stats.Proportion(c.healed, len(c.days), result.Confidence); len(c.days) > 0 && x.Healed != want {
				t.Errorf("healed %+v, want %+v", x.Healed, want)
			}
		})
	}
	t.Run("without a horizon there is no restricted mean", func(t *testing.T) {
		if x := timesOf(1, 2).result(0); !math.IsNaN(x.Restricted.Mean) || !math.IsNaN(x.Restricted.Lo) || x.Horizon != 0 {
			t.Errorf("%+v", x)
		}
	})
}

func TestTheHorizonLiesBeforeTheShortestWatch(t *testing.T) {
	season := func(day float64, struck bool) course {
		return course{struck: struck, from: sim.Time(day * float64(sim.Day))}
	}
	w := &watch{last: 29} // the end of day 29 is 30 days from the start
	for _, c := range []struct {
		says string
		hit  []course
		want float64
		n    int
	}{
		{"30 days less 20.4, less three to be called back: 6.6", []course{season(3, true), season(20.4, true), season(10, true)}, 6, 3},
		{"a season that is not struck does not count", []course{season(3, true), season(26, false)}, 24, 1},
		{"watched for less than three days there is none", []course{season(28, true)}, 0, 1},
		{"none is struck", []course{season(28, false)}, 0, 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			if from, h := watchedFor(c.hit, w); h != c.want || len(from) != c.n {
				t.Errorf("%v days of %d seasons, want %v of %d", h, len(from), c.want, c.n)
			}
		})
	}
}
