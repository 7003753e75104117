package models

import (
	"math"
	"slices"
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
		if got := m.of(moveAsks, 1, c.n, c.p); got != c.want {
			t.Errorf("%v of %v: %v, want %v", c.p, c.n, got, c.want)
		}
	}
	// 2.5 is two by chance and half of one as expected.
	seen := map[float64]bool{}
	for about := range uint64(50) {
		seen[m.of(moveAsks, about, 2.5, 0.5)] = true
	}
	if len(seen) != 3 || !seen[0.25] || !seen[1.25] || !seen[2.25] {
		t.Errorf("of 2.5 went %v", seen)
	}
}

func TestTheLuckOfAMoveIsItsOwn(t *testing.T) {
	m := moves{luck: rng.NewKey(1, 0).Entity(1, 1)}
	draw := func() (got []float64) {
		for about := range uint64(40) {
			got = append(got, m.of(moveAsks, about, 1000, 0.5))
		}
		return got
	}
	alone := draw()
	for _, c := range []struct {
		name    string
		earlier func()
	}{
		{"a move of another way", func() { m.of(moveUnpaid, 3, 700, 0.3) }},
		{"one of less than a parcel", func() { m.of(moveAsks, 3, 0.7, 0.3) }},
		{"one about something else", func() { m.of(moveAsks, 99, 700, 0.3) }},
		{"one of another firm's", func() { m.among(moveAsks, 3).of(moveAsks, 3, 700, 0.3) }},
	} {
		t.Run(c.name+" before changes nothing", func(t *testing.T) {
			c.earlier()
			if now := draw(); !slices.Equal(now, alone) {
				t.Errorf("%v, without it %v", now, alone)
			}
		})
	}
	// Of 1,000 by halves, each of 40 numbers is the same as another's with 2%.
	same := func(name string, other func(about uint64) float64) {
		n := 0
		for about := range uint64(40) {
			if other(about) == alone[about] {
				n++
			}
		}
		if n > 8 {
			t.Errorf("%s: %d of 40 numbers are the same", name, n)
		}
	}
	same("another way", func(a uint64) float64 { return m.of(moveUnpaid, a, 1000, 0.5) })
	same("another thing", func(a uint64) float64 { return m.of(moveAsks, a+40, 1000, 0.5) })
	same("one firm", func(a uint64) float64 { return m.among(moveAsks, 0).of(moveAsks, a, 1000, 0.5) })
}

// TestQuickPlansShareTheLuckOfWhatTheyDoNotChange: troubled payments about which
// nobody asks are a draw more in every hour that has orders, and no parcel moves
// otherwise for it.
func TestQuickPlansShareTheLuckOfWhatTheyDoNotChange(t *testing.T) {
	season := func(trouble Share) result.Trial {
		sc := shop()
		sc.Consumers.Acts.Payment = 0
		sc.Firms[0].Storefront.PaymentTrouble = trouble
		return quickly(t, sc, 0)
	}
	with, without := season(0.1), season(0)
	var troubled int64
	for d := range with.Firms[0].Days {
		a, b := with.Firms[0].Days[d], without.Firms[0].Days[d]
		troubled += a[result.PaymentTrouble]
		a[result.PaymentTrouble] = 0
		if a != b {
			t.Fatalf("day %d: %v with troubled payments, %v without", d, a, b)
		}
	}
	if troubled < 1000 {
		t.Errorf("only %d payments are troubled", troubled)
	}
}

// TestACarrierDrawsOnceForACohort: else two draws about the same would be one.
func TestACarrierDrawsOnceForACohort(t *testing.T) {
	var k quickCarrier
	var queue fifo
	for i, cohort := range []int{4, 5, 4, 6, 5, 4} {
		queue.push(cohort, i, float64(1+i), float64(1+i))
	}
	for _, want := range [][]cohortCount{{{4, 4}, {5, 2}, {6, 4}}, {{5, 5}, {4, 5}}, {{4, 1}}} {
		if got := k.serve(&queue, 10); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

// TestRegretsAreOneChance: 450 seasons of 200 parcels delivered, 0.9 regretted, half
// of them not taken back. Variances within 4 standard errors of the binomial ones
// (false alarm 1e-4 each, seed fixed).
func TestRegretsAreOneChance(t *testing.T) {
	sc := shop()
	for i := range sc.Firms[0].Demand.Categories {
		g := &sc.Firms[0].Demand.Categories[i]
		g.Regret, g.NoReturns = 0.9, 0.5
	}
	complete := Completed(*sc)
	q := newQuickSeason(&complete, 0)
	f := &q.firms[0]
	const cohort, n, draws = 3, 200, 450
	f.mix[cohort][0], f.mix[cohort][1] = 70, 90
	var all, back, refused stats.Tally
	for q.now = range draws {
		f.moves = q.movesOf(f.realm)
		f.after.found = foundHour{}
		f.after.delivered(q, f, &arrivals{cohort: cohort, n: n})
		found := f.after.found
		if found.regret+found.refused > n || found.regret < 0 {
			t.Fatalf("of %d parcels %v go back and %v are refused", n, found.regret, found.refused)
		}
		all.Add(found.regret + found.refused)
		refused.Add(found.refused)
		back.Add(found.regret)
	}
	for _, c := range []struct {
		name string
		got  stats.Tally
		p    float64
	}{{"all that are regretted", all, 0.9}, {"those not taken back", refused, 0.45}, {"those taken back", back, 0.45}} {
		mean, variance := n*c.p, n*c.p*(1-c.p)
		if math.Abs(c.got.Mean()-mean) > 4*math.Sqrt(variance/draws) {
			t.Errorf("%s: mean %v, want %v", c.name, c.got.Mean(), mean)
		}
		if !(math.Abs(c.got.Var()/variance-1) < 4*math.Sqrt(2.0/(draws-1))) {
			t.Errorf("%s: variance %.1f, want %.1f", c.name, c.got.Var(), variance)
		}
	}
	t.Run("of nobody at the door nothing is found", func(t *testing.T) {
		f.after.found = foundHour{}
		f.after.delivered(q, f, &arrivals{cohort: cohort})
		if f.after.found != (foundHour{}) {
			t.Errorf("%+v", f.after.found)
		}
	})
}
