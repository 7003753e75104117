package queueing

import (
	"math"
	"testing"
)

func path(t *testing.T, f Fluid) *FluidPath {
	t.Helper()
	p, err := f.Path()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFluidsByHand(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name                                                    string
		fluid                                                   Fluid
		peak, peakAt, clearAt, backlogTime, meanDelay, maxDelay float64
	}{
		// 2 too many a day for 2 days, then 1 too few: up to 4, gone 4 days later.
		{"a surge", Fluid{Steps: []FluidStep{{2, 5, 3}, {8, 2, 3}}}, 4, 2, 6, 4 + 8, 12. / 26, 4. / 3},
		{"work that nobody does", Fluid{Steps: []FluidStep{{2, 5, 0}}}, 10, 2, inf, 10, inf, inf},
		{"a backlog and no arrivals", Fluid{Steps: []FluidStep{{10, 0, 2}}, Backlog: 6}, 6, 0, 3, 9, 1.5, 3},
		{"enough capacity", Fluid{Steps: []FluidStep{{10, 2, 2}, {1, 1, 5}}}, 0, 0, 0, 0, 0, 0},
		// Closed for a day: what came first waits longest; at 1 the desk opens with 4 and
		// 2 more an hour than come; work of time t is done at 1 + (4 t)/6.
		{"a closed night", Fluid{Steps: []FluidStep{{1, 4, 0}, {5, 4, 6}}}, 4, 1, 3, 2 + 4, 6. / 24, 1},
		// The steps end with 2 left, which the last capacity does in 1: 2/2 more to wait.
		{"work left at the end", Fluid{Steps: []FluidStep{{2, 3, 2}}}, 2, 2, inf, 2, (2 + 1) / 6., 1},
		// 1 is left at 2, capacity rests until 5 and then does it at once.
		{"a rest before the end", Fluid{Steps: []FluidStep{{2, 1, 0.5}, {3, 0, 0}, {1, 0, 1}}}, 1, 2, 6, 1 + 3 + 0.5, 4.5 / 2, 4},
		{"two peaks, the second higher", Fluid{Steps: []FluidStep{{1, 2, 1}, {1, 0, 1}, {1, 3, 1}, {2, 0, 1}}}, 2, 3, 5, .5 + .5 + 1 + 2, 4. / 5, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := path(t, c.fluid)
			for name, v := range map[string][2]float64{
				"peak": {p.Peak, c.peak}, "time of the peak": {p.PeakAt, c.peakAt}, "time when clear": {p.ClearAt, c.clearAt},
				"area": {p.BacklogTime, c.backlogTime}, "mean delay": {p.MeanDelay, c.meanDelay}, "longest delay": {p.MaxDelay, c.maxDelay},
			} {
				if got, want := v[0], v[1]; got != want && !(math.Abs(got-want) <= 1e-12*want) {
					t.Errorf("%s: got %v, want %v", name, got, want)
				}
			}
		})
	}
}

func TestFluidAtATime(t *testing.T) {
	p := path(t, Fluid{Steps: []FluidStep{{1, 4, 0}, {5, 4, 6}}})
	for _, c := range []struct{ at, backlog, delay float64 }{
		{0, 0, 1}, {0.5, 2, 0.5 + 2./6}, {1, 4, 4. / 6}, {2, 2, 2. / 6}, {3, 0, 0}, {5, 0, 0}, {9, 0, 0},
	} {
		if got := p.BacklogAt(c.at); math.Abs(got-c.backlog) > 1e-12 {
			t.Errorf("backlog at %v: got %v, want %v", c.at, got, c.backlog)
		}
		if got := p.DelayAt(c.at); math.Abs(got-c.delay) > 1e-12 {
			t.Errorf("delay at %v: got %v, want %v", c.at, got, c.delay)
		}
	}
	p = path(t, Fluid{Steps: []FluidStep{{2, 3, 2}}})
	near(t, p.BacklogAt(4), 4, 1e-12) // the last rates hold on
	near(t, p.DelayAt(4), 2, 1e-12)
	if !math.IsNaN(p.BacklogAt(-1)) || !math.IsNaN(p.DelayAt(-1)) {
		t.Error("there is a backlog before the start")
	}
}

// TestTheLongestDelayIsTheLongestOfMany: longest looks at corners only.
func TestTheLongestDelayIsTheLongestOfMany(t *testing.T) {
	f := Fluid{Backlog: 3, Steps: []FluidStep{{1, 4, 1}, {2, 0.5, 3}, {0.7, 6, 0}, {1, 2, 0.1}, {6, 1, 3}}}
	p := path(t, f)
	most := 0.0
	for i := range 107_000 {
		most = math.Max(most, p.DelayAt(float64(i)/1e4))
	}
	near(t, p.MaxDelay, most, 1e-4)
	if p.MaxDelay < most {
		t.Errorf("work waits %v, longer than the longest of %v", most, p.MaxDelay)
	}
}

func TestFluidsWithoutMeaning(t *testing.T) {
	for name, f := range map[string]Fluid{
		"no steps":            {},
		"a step of no length": {Steps: []FluidStep{{0, 1, 1}}},
		"negative arrivals":   {Steps: []FluidStep{{1, -1, 1}}},
		"capacity of NaN":     {Steps: []FluidStep{{1, 1, math.NaN()}}},
		"a negative backlog":  {Steps: []FluidStep{{1, 1, 1}}, Backlog: -1},
	} {
		if _, err := f.Path(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
