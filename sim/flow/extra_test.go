package flow

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// Ten contacts of an hour each at instant 0, one agent; three more from 30 min to 90 min,
// at half speed.
func TestExtraAgentsTakeWhatWaitsAndGoHome(t *testing.T) {
	k := sim.New(0)
	var done []sim.Time
	hour := rng.MustConstant(float64(sim.Hour))
	p := NewPool(k, PoolSpec{Name: "desk",
		Classes: []ClassSpec{{Name: "call", Service: hour, Patience: Patience{Dist: rng.MustNever()}}},
		Groups: []GroupSpec{
			{Name: "core", Skills: []int{0}, Staff: Always(1), Concurrency: 1},
			{Name: "extra", Skills: []int{0}, Concurrency: 1, Efficiency: Always(.5)},
		},
		Served: func(*Contact, sim.Time) { done = append(done, k.Now()) },
	}, 10)
	set := func(name string, at sim.Time, n int) {
		sim.On(k, name, func(uint32) { p.SetExtra(1, n) }).At(at, 0)
	}
	set("come", 30*sim.Minute, 3)
	set("go", 90*sim.Minute, 0)
	for i := range uint64(10) {
		p.Offer(&Contact{Luck: rng.NewKey(1, 0).Entity(2, i)})
	}
	k.Run(29 * sim.Minute)
	if p.Waiting() != 9 || p.Oldest() != 29*sim.Minute {
		t.Errorf("%d wait, the first for %v; want 9 and 29 min", p.Waiting(), p.Oldest())
	}
	k.Run(31 * sim.Minute)
	if p.Waiting() != 6 || p.Staffed() != 4 {
		t.Errorf("%d wait and %d agents are on duty once three have come; want 6 and 4", p.Waiting(), p.Staffed())
	}
	k.Run(24 * sim.Hour)
	// The three end what they have at 150 min, in overtime, and take nothing new.
	want := []sim.Time{60, 120, 150, 150, 150, 180, 240, 300, 360, 420}
	for i := range want {
		if i >= len(done) || done[i] != want[i]*sim.Minute {
			t.Fatalf("done at %v, want the minutes %v", done, want)
		}
	}
	if h := p.Total(); h.Overtime != 3*sim.Hour || h.Staffed != 24*sim.Hour+3*sim.Hour {
		t.Errorf("overtime %v, on duty %v; want 3 h and 27 h", h.Overtime, h.Staffed)
	}
	if answered, abandoned := p.Resolved(); answered != 10 || abandoned != 0 {
		t.Errorf("%d answered, %d abandoned", answered, abandoned)
	}
	if err := p.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestASickWaveDoesNotTouchExtraAgents(t *testing.T) {
	k := sim.New(0)
	p := NewPool(k, PoolSpec{Name: "desk",
		Classes: []ClassSpec{{Name: "call", Service: exponential(1), Patience: Patience{Dist: rng.MustNever()}}},
		Groups:  []GroupSpec{one(Always(10), 1)}}, 1)
	p.SetExtra(0, 4)
	p.SetShare(0, .5)
	if p.Staffed() != 9 {
		t.Errorf("%d on duty, want half of 10 and 4", p.Staffed())
	}
}

func TestResolvedIsTheSumOfTheHours(t *testing.T) {
	k := sim.New(0)
	p := NewPool(k, PoolSpec{Name: "desk",
		Classes: []ClassSpec{{Name: "call", Service: rng.MustExponential(float64(sim.Minute)), Patience: Patience{Dist: rng.MustExponential(float64(sim.Minute))}}},
		Groups:  []GroupSpec{one(Always(2), 1)}}, 1)
	gaps, key := stream(191, 0, "arrivals"), rng.NewKey(191, 0)
	newSource(k, "arrival", poisson(&gaps, float64(20*sim.Second)), func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n)}) })
	for h := range sim.Time(6) {
		k.Run(h*sim.Hour + 17*sim.Minute)
		answered, abandoned := p.Resolved()
		if sum := p.Total(); answered != sum.Answered || abandoned != sum.Abandoned || abandoned == 0 {
			t.Errorf("%v: %d and %d, the hours have %d and %d", k.Now(), answered, abandoned, sum.Answered, sum.Abandoned)
		}
	}
}
