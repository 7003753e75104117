package flow

import (
	"math"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// thinned gives the gaps of a Poisson process of the given rate (per unit) <= top.
func thinned(st *rng.Stream, top float64, rate func(t float64) float64) func() float64 {
	t := 0.0
	return func() float64 {
		last := t
		for {
			t += st.Exp() / top
			if st.U()*top < rate(t) {
				return (t - last) * float64(unit)
			}
		}
	}
}

// TV-poisson: when patience and service have the same exponential law, the number inside
// is Poisson with the mean m(t) of the infinite-server system, whatever the staffing.
func TestNumberInsideIsPoissonUnderAnyStaffingWhenPatienceEqualsService(t *testing.T) {
	want := reference(t, "TV-poisson")
	at := []float64{2, 8, 14, 20}
	s := measures("m(2)", "m(8)", "m(14)", "m(20)")
	var square, mean float64
	const reps = 300
	for rep := range uint64(reps) {
		k := sim.New(0)
		staff := steps(unit, 0, 80, 3, 120, 7, 60, 9, 0, 10, 110, 13, 90, 18, 130, 19, 70)
		p := NewPool(k, PoolSpec{Name: "p",
			Classes: []ClassSpec{{Name: "call", Service: exponential(1), Patience: Patience{Dist: exponential(1)}}},
			Groups:  []GroupSpec{one(staff, 1)}}, 1)
		st, key := stream(121, rep, "arrivals"), rng.NewKey(121, rep)
		newSource(k, "arrival", thinned(&st, 120, func(t float64) float64 { return 100 + 20*math.Sin(t) }),
			func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n)}) })
		var inside []float64
		for _, a := range at {
			k.Run(sim.Time(a * float64(unit)))
			inside = append(inside, float64(p.Waiting()+p.Busy()))
		}
		s.add(inside...)
		mean += inside[3]
		square += inside[3] * inside[3]
		if err := p.Audit(k.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.against(want); err != nil {
		t.Error(err)
	}
	mean /= reps
	dispersion := (square/reps - mean*mean) * reps / (reps - 1) / mean
	// (reps-1) x dispersion is chi-square with reps-1 degrees of freedom.
	if se := math.Sqrt(2. / (reps - 1)); math.Abs(dispersion-1) > maxSE*se {
		t.Errorf("variance over mean at t=20 is %v, want 1 within %v", dispersion, maxSE*se)
	}
}

// TV1: 8 agents, 20 an hour, a surge of 60 an hour from hour 2 to 4, service 15 minutes.
func TestSurgeBuildsAndClearsTheQueueOfTheKolmogorovEquations(t *testing.T) {
	queue := reference(t, "TV1")
	s := measures("E[Q] at 2h", "3h", "4h", "5h", "6h", "7h", "8h")
	for rep := range uint64(1500) {
		k := sim.New(0)
		p := NewPool(k, PoolSpec{Name: "p",
			Classes: []ClassSpec{{Name: "call", Service: exponential(15), Patience: forever}},
			Groups:  []GroupSpec{one(Always(8), 1)}}, 8)
		st, key := stream(122, rep, "arrivals"), rng.NewKey(122, rep)
		newSource(k, "arrival", thinned(&st, 1, func(t float64) float64 {
			if t >= 120 && t < 240 {
				return 1
			}
			return 1. / 3
		}), func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n)}) })
		var q []float64
		for h := sim.Time(2); h <= 8; h++ {
			k.Run(h * sim.Hour)
			q = append(q, float64(p.Waiting()))
		}
		s.add(q...)
	}
	if err := s.against(queue); err != nil {
		t.Error(err)
	}
}

// SSJ-bank: a bank day with 1 to 3 tellers and balking by the length of the queue. The
// expected values are those of 60,000 days quoted in the case's source column.
func TestBankDayServesAndWaitsAsPublished(t *testing.T) {
	s := measures("served a day", "hours waited a day")
	st := stream(123, 0, "bank")
	for rep := range uint64(3000) {
		tellers := 3.
		if u := st.U(); u < .05 {
			tellers = 1
		} else if u < .2 {
			tellers = 2
		}
		k := sim.New(0)
		served := 0.
		p := NewPool(k, PoolSpec{Name: "bank",
			Classes: []ClassSpec{{Name: "customer", Service: rng.MustErlang(2, float64(2*sim.Minute)), Patience: forever}},
			Groups:  []GroupSpec{one(steps(sim.Hour, 0.25, tellers), 1)}, // doors 9:45, tellers 10:00
			Served:  func(*Contact, sim.Time) { served++ }}, 8)
		key := rng.NewKey(123, rep)
		door := thinned(&st, 1, func(t float64) float64 {
			if t >= 75 && t < 255 {
				return 1
			}
			return .5
		})
		newSource(k, "customer", func() float64 {
			if g := door(); k.Now()+sim.Time(g) < 315*sim.Minute {
				return g
			}
			return -1
		}, func(n uint64) {
			if q := float64(p.Waiting()); st.U() < (q-5)/5 {
				return
			}
			p.Offer(&Contact{Luck: key.Entity(2, n)})
		})
		k.Run(12 * sim.Hour)
		if p.Waiting()+p.Busy() > 0 {
			t.Fatal("customers are left at night")
		}
		s.add(served, float64(p.Total().WaitSum)/float64(sim.Hour))
	}
	if err := s.against([]float64{239.481, 5.654}, .102, .028); err != nil {
		t.Error(err)
	}
}
