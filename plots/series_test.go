package plots

import (
	"math"
	"slices"
	"testing"

	"peakready/models/result"
)

func TestQuantile(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name    string
		sorted  []float64
		q, want float64
	}{
		{"one value is every quantile", []float64{7}, 0.05, 7},
		{"the median of four lies between two", []float64{1, 2, 4, 8}, 0.5, 3},
		{"ends are the least and the greatest", []float64{1, 2, 4, 8}, 1, 8},
		{"5% of 21 values is the second", append([]float64{0, 1}, slices.Repeat([]float64{9}, 19)...), 0.05, 1},
		{"an infinite neighbour without weight does not matter", []float64{1, 2, inf}, 0.5, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := quantile(c.sorted, c.q); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestEstimateLeavesOutWhatIsNotThere(t *testing.T) {
	run := &result.Run{Trials: []result.Trial{{Replication: 0}, {Replication: 1}, {Replication: 2}}}
	e := estimate(run, func(k *result.Trial) float64 {
		if k.Replication == 1 {
			return math.NaN()
		}
		return float64(k.Replication)
	})
	if e.Mean != 1 || e.N != 2 || !known(e) {
		t.Errorf("got %+v, want mean 1 of 2 with an interval", e)
	}
	one := estimate(run, func(k *result.Trial) float64 { return math.Log(float64(1 - k.Replication)) })
	if one.N != 2 { // log 0 is no NaN, log -1 is
		t.Errorf("got %+v, want 2 values", one)
	}
}

func TestWindowLeavesOutWarmUpAndDrain(t *testing.T) {
	run := &result.Run{Firms: []result.FirmHead{{Name: "A"}}, From: 1, To: 2, NDays: 4}
	f := result.FirmTrial{Days: make([]result.Row, 4)}
	for d := range f.Days {
		f.Days[d][result.Placed] = int64(math.Pow10(d))
	}
	run.Trials = []result.Trial{{Firms: []result.FirmTrial{f}}}
	if got := windowed(run, &run.Trials[0], 0)[result.Placed]; got != 110 {
		t.Errorf("got %d orders, want 110", got)
	}
	if got := daily(run, func(t *result.Trial, day int) float64 { return float64(t.Firms[0].Days[day][result.Placed]) }).mid; !slices.Equal(got, []float64{10, 100}) {
		t.Errorf("got %v a day, want 10 and 100", got)
	}
}

func TestFewReplicationsHaveARange(t *testing.T) {
	for _, c := range []struct {
		n      int
		lo, hi float64
		words  string
	}{
		{9, 0, 8, ", median and range of 9 replications"},
		{21, 1, 19, ", median of 21 replications with 5–95% band"}, // 5% of 21 values is the second
	} {
		run := &result.Run{Trials: make([]result.Trial, c.n), NDays: 1}
		for i := range run.Trials {
			run.Trials[i].Replication = i
		}
		b := daily(run, func(t *result.Trial, _ int) float64 { return float64(t.Replication) })
		if b.lo[0] != c.lo || b.hi[0] != c.hi {
			t.Errorf("%d replications: band from %v to %v, want %v to %v", c.n, b.lo[0], b.hi[0], c.lo, c.hi)
		}
		if got := (subject{run: run}).spread(); got != c.words {
			t.Errorf("got %q, want %q", got, c.words)
		}
	}
}
