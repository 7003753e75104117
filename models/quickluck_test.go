package models

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// TestQuickChanceIsThatOfCounts: with an even demand there is no other chance, and
// of n parcels of which each is lost with a probability p the number lost has the
// variance n p (1-p). Over 60 seasons the variance is within 4 standard errors of it
// (false alarm 1e-4 each, seed fixed); an expectation would have none.
func TestQuickChanceIsThatOfCounts(t *testing.T) {
	sc := shop()
	d := &sc.Firms[0].Demand
	d.Arrivals, d.DayNoise, d.ForecastError = "even", 0, 0
	sc.Carriers[0].Lost = 0.05
	const seasons = 60
	var lost, failed, faulty, placed, delivered stats.Tally
	for r := range seasons {
		trial := quickly(t, sc, r)
		var all result.Row
		for _, row := range trial.Firms[0].Days {
			all.Add(&row)
		}
		lost.Add(float64(all[result.LostParcels]))
		failed.Add(float64(all[result.AttemptsFailed]))
		faulty.Add(float64(all[result.Faulty]))
		placed.Add(float64(all[result.Placed]))
		delivered.Add(float64(all[result.Delivered]))
	}
	for _, c := range []struct {
		name string
		got  stats.Tally
		of   float64
	}{
		{"parcels lost", lost, placed.Mean()},
		{"attempts that find nobody", failed, delivered.Mean() + failed.Mean()},
		{"goods faulty", faulty, delivered.Mean()},
	} {
		p := c.got.Mean() / c.of
		if want := c.of * p * (1 - p); !(math.Abs(c.got.Var()/want-1) < 4*math.Sqrt(2.0/(seasons-1))) {
			t.Errorf("%s: %.1f of %.0f in the mean, variance %.2f; want about %.2f", c.name, c.got.Mean(), c.of, c.got.Var(), want)
		}
	}
}

func TestMovesOfLessThanOneAndAll(t *testing.T) {
	m := moves{luck: rng.NewKey(1, 0).Entity(1, 1)}
	for _, c := range []struct{ n, p, want float64 }{{0.4, 0.5, 0.2}, {7.5, 0, 0}, {7.5, 1, 7.5}, {0, 0.5, 0}, {3, -0.1, 0}, {3, 1.2, 3}} {
		if got := m.of(moveAsks, c.n, c.p); got != c.want {
			t.Errorf("%v of %v: %v, want %v", c.p, c.n, got, c.want)
		}
	}
	// 2.5 is two by chance and half of one as expected.
	seen := map[float64]bool{}
	for range 50 {
		seen[m.of(moveAsks, 2.5, 0.5)] = true
	}
	if len(seen) != 3 || !seen[0.25] || !seen[1.25] || !seen[2.25] {
		t.Errorf("of 2.5 went %v", seen)
	}
}
