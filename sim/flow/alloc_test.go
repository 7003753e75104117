package flow

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// noAllocs runs k hour by hour after a warm-up and wants no allocation.
func noAllocs(t *testing.T, k *sim.Kernel, warm, hours sim.Time) {
	t.Helper()
	now := warm * sim.Hour
	k.Run(now)
	before := k.Events()
	if n := testing.AllocsPerRun(int(hours)-1, func() {
		now += sim.Hour
		k.Run(now)
	}); n != 0 {
		t.Errorf("%v allocations an hour", n)
	}
	if k.Events() < before+10_000 {
		t.Errorf("only %d events: too few to tell", k.Events()-before)
	}
}

func TestPoolAllocatesNothingOnceWarm(t *testing.T) {
	k := sim.New(0)
	var daily []Step
	for h := range sim.Time(400) {
		daily = append(daily, Step{h * sim.Hour, float64(10 + 10*(h%3))})
	}
	staff, err := NewSchedule(daily)
	if err != nil {
		t.Fatal(err)
	}
	patient := Patience{Balk: .1, Dist: rng.MustWeibull(.96, float64(400*sim.Second))}
	redial := Redial{Probability: .5, Delay: rng.MustExponential(float64(16 * sim.Minute)), Max: 3}
	p := NewPool(k, PoolSpec{Name: "desk",
		Classes: []ClassSpec{
			{Name: "chat", Service: rng.MustLognormalMean(float64(5*sim.Minute), .9), Patience: patient, Redial: redial},
			{Name: "phone", Priority: -1, Service: rng.MustLognormalMean(float64(3*sim.Minute), .9), Patience: patient, Redial: redial},
		},
		Groups: []GroupSpec{
			{Name: "chat", Skills: []int{0}, Staff: staff, Concurrency: 4, Slowdown: .15, ShiftEnd: Preempt},
			{Name: "both", Skills: []int{0, 1}, Staff: staff, Concurrency: 1},
		}}, 401)
	gaps, key := stream(180, 0, "arrivals"), rng.NewKey(180, 0)
	newSource(k, "arrival", poisson(&gaps, float64(4*sim.Second)), func(n uint64) {
		p.Offer(&Contact{Class: uint8(n & 1), Luck: key.Entity(2, n)})
	})
	noAllocs(t, k, 200, 100)
	if h := p.Total(); h.Abandoned == 0 || h.Overtime == 0 {
		t.Error("the run has no abandonment or no overtime: it tests too little")
	}
}

func TestLineGateAndDelayAllocateNothingOnceWarm(t *testing.T) {
	k := sim.New(400 * sim.Hour)
	var line *Line
	var gate *Gate
	var road *Delay
	var order sim.Record
	st := stream(181, 0, "arrivals")
	lost := sim.OnRecord(k, "lost", func(*sim.Record) {})
	out := sim.OnRecord(k, "out", func(*sim.Record) { road.Leave() })
	road = NewDelay(k, "road", out)
	released := sim.OnRecord(k, "released", func(r *sim.Record) { road.Enter(r, 10*sim.Minute) })
	line = NewLine(k, LineSpec{Name: "line", Rate: Always(40), Class: func(r *sim.Record) int { return int(r.A & 1) }, Weights: []float64{1, 2}}, released)
	admitted := sim.OnRecord(k, "admitted", func(r *sim.Record) { line.Enter(r) })
	gate = NewGate(k, GateSpec{Name: "gate", Rate: Always(.6), Patience: func(r *sim.Record) sim.Time { return 90 * sim.Second }}, admitted, lost)
	// By turns more and less than the gate admits, so that queues come and go.
	newSource(k, "arrival", func() float64 {
		mean := 1200.
		if k.Now()/sim.Hour%2 == 1 {
			mean = 2400
		}
		return st.Exp() * mean
	}, func(n uint64) {
		order = sim.Record{A: n}
		if gate.Enter(&order) == Passed {
			line.Enter(&order)
		}
	})
	noAllocs(t, k, 100, 100)
	for _, err := range []error{line.Audit(k.Now()), gate.Audit(k.Now()), road.Audit(k.Now())} {
		if err != nil {
			t.Error(err)
		}
	}
}
