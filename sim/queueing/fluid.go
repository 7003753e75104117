package queueing

import (
	"fmt"
	"math"
	"slices"
)

// Fluid is a backlog without luck: work arrives and is done at steady rates in
// each step, first come first served. It is the limit of large volumes (Newell,
// Applications of Queueing Theory, 2nd ed. 1982, chapter 2). After the last step
// its rates hold on.
type Fluid struct {
	Steps   []FluidStep
	Backlog float64 // at time 0
}

// FluidStep is a span of steady rates.
type FluidStep struct {
	Length   float64 // above 0
	Arrivals float64 // a unit of time, 0 or more
	Capacity float64 // a unit of time, 0 or more
}

// FluidPoint is the backlog at a time.
type FluidPoint struct{ Time, Backlog float64 }

// FluidPath is what becomes of a Fluid.
type FluidPath struct {
	Points       []FluidPoint // the corners of the path; straight between them
	Peak, PeakAt float64      // the largest backlog and when it is first there
	ClearAt      float64      // when the backlog is gone for the first time after its peak; +Inf if never
	BacklogTime  float64      // the area under the path until the end of the steps
	MeanDelay    float64      // of the work of the steps, and of that there at the start; +Inf if never begun
	MaxDelay     float64      // of the same work
	fluid        Fluid
}

// Path follows the backlog through the steps, exactly.
func (f Fluid) Path() (*FluidPath, error) {
	if len(f.Steps) == 0 {
		return nil, fmt.Errorf("a backlog of no steps: give one or more")
	}
	if !(f.Backlog >= 0) || math.IsInf(f.Backlog, 1) {
		return nil, fmt.Errorf("a backlog of %v to begin with: it must be 0 or more and finite", f.Backlog)
	}
	for i, s := range f.Steps {
		for _, v := range []float64{s.Length, s.Arrivals, s.Capacity} {
			if !(v >= 0) || math.IsInf(v, 1) || s.Length == 0 {
				return nil, fmt.Errorf("step %d of %+v: the length must be above 0, the rates 0 or more, and all finite", i+1, s)
			}
		}
	}
	p := &FluidPath{fluid: f, Peak: f.Backlog, ClearAt: math.Inf(1)}
	p.Points = []FluidPoint{{0, f.Backlog}}
	if f.Backlog == 0 {
		p.ClearAt = 0
	}
	arrived := f.Backlog
	for _, s := range f.Steps {
		p.advance(s)
		arrived += s.Arrivals * s.Length
	}
	last, end := f.Steps[len(f.Steps)-1], p.Points[len(p.Points)-1]
	if fall := last.Capacity - last.Arrivals; math.IsInf(p.ClearAt, 1) && fall > 0 {
		p.ClearAt = end.Time + end.Backlog/fall
	}
	rest := 0.0 // the wait of what is left at the end
	if end.Backlog > 0 {
		rest = end.Backlog * end.Backlog / (2 * last.Capacity)
	}
	if arrived > 0 {
		p.MeanDelay = (p.BacklogTime + rest) / arrived
	}
	p.MaxDelay = p.longest()
	return p, nil
}

// advance adds a step, with a corner where the backlog comes to 0 within.
func (p *FluidPath) advance(s FluidStep) {
	from := p.Points[len(p.Points)-1]
	rise := s.Arrivals - s.Capacity
	to := FluidPoint{from.Time + s.Length, from.Backlog + rise*s.Length}
	// A remainder that is rounding alone, of the volumes that moved, is none.
	if to.Backlog <= 1e-12*(from.Backlog+(s.Arrivals+s.Capacity)*s.Length) && rise <= 0 {
		empty := math.Min(to.Time, from.Time+from.Backlog/-rise)
		if from.Backlog == 0 {
			empty = from.Time
		}
		if from.Backlog > 0 {
			p.BacklogTime += from.Backlog * (empty - from.Time) / 2
			p.Points = append(p.Points, FluidPoint{empty, 0})
			if math.IsInf(p.ClearAt, 1) {
				p.ClearAt = empty
			}
		}
		if empty < to.Time {
			p.Points = append(p.Points, FluidPoint{to.Time, 0})
		}
		return
	}
	p.BacklogTime += (from.Backlog + to.Backlog) * s.Length / 2
	p.Points = append(p.Points, to)
	if to.Backlog > p.Peak {
		p.Peak, p.PeakAt, p.ClearAt = to.Backlog, to.Time, math.Inf(1)
	}
}

// BacklogAt is the backlog at t, 0 or more; after the steps their last rates
// hold on.
func (p *FluidPath) BacklogAt(t float64) float64 {
	if !(t >= 0) {
		return math.NaN()
	}
	i, found := slices.BinarySearchFunc(p.Points, t, func(q FluidPoint, t float64) int {
		switch {
		case q.Time < t:
			return -1
		case q.Time > t:
			return 1
		}
		return 0
	})
	switch {
	case found:
		return p.Points[i].Backlog
	case i == len(p.Points):
		s, end := p.fluid.Steps[len(p.fluid.Steps)-1], p.Points[i-1]
		return math.Max(0, end.Backlog+(s.Arrivals-s.Capacity)*(t-end.Time))
	}
	a, b := p.Points[i-1], p.Points[i]
	return a.Backlog + (b.Backlog-a.Backlog)*(t-a.Time)/(b.Time-a.Time)
}

// DelayAt is how long work that arrives at t, 0 or more, waits until it is
// begun: until the capacity from t on has done the backlog before it and is
// there. +Inf if that never comes.
func (p *FluidPath) DelayAt(t float64) float64 {
	before := p.BacklogAt(t)
	if math.IsNaN(before) {
		return before
	}
	from := 0.0
	for _, s := range p.fluid.Steps {
		if to := from + s.Length; to > t {
			begin := math.Max(from, t)
			done := s.Capacity * (to - begin)
			if done > before {
				return begin + before/s.Capacity - t
			}
			before -= done
		}
		from += s.Length
	}
	last := p.fluid.Steps[len(p.fluid.Steps)-1]
	if last.Capacity == 0 {
		return math.Inf(1)
	}
	return math.Max(from, t) + before/last.Capacity - t
}

// longest is the longest delay of the work that has come by the end. Where done
// work comes and goes along straight lines the delay changes along one, so that
// the longest is at a corner of either line, on its left or on its right.
func (p *FluidPath) longest() float64 {
	arrived := []FluidPoint{{0, 0}, {0, p.fluid.Backlog}} // volume by time
	done := []FluidPoint{{0, 0}}
	from := 0.0
	for i, s := range p.fluid.Steps {
		volume := arrived[len(arrived)-1].Backlog
		for _, q := range p.Points {
			if q.Time > from && (q.Time <= from+s.Length || i == len(p.fluid.Steps)-1) {
				v := volume + s.Arrivals*(q.Time-from)
				arrived, done = append(arrived, FluidPoint{q.Time, v}), append(done, FluidPoint{q.Time, v - q.Backlog})
			}
		}
		from += s.Length
	}
	last, total := p.fluid.Steps[len(p.fluid.Steps)-1], arrived[len(arrived)-1].Backlog
	if rest := p.Points[len(p.Points)-1].Backlog; rest > 0 {
		done = append(done, FluidPoint{from + rest/last.Capacity, total})
	}
	most := 0.0
	for _, corner := range slices.Concat(arrived, done) {
		v := corner.Backlog
		if v > 0 {
			most = math.Max(most, first(done, v, false)-first(arrived, v, false))
		}
		if v < total {
			most = math.Max(most, first(done, v, true)-first(arrived, v, true))
		}
	}
	return most
}

// first is when a rising line of corners comes to volume v, or passes it.
func first(line []FluidPoint, v float64, passes bool) float64 {
	for i, b := range line {
		if b.Backlog > v || b.Backlog == v && !passes {
			if i == 0 || b.Backlog == v {
				return b.Time
			}
			a := line[i-1]
			if math.IsInf(b.Time, 1) {
				return b.Time
			}
			return a.Time + (v-a.Backlog)/(b.Backlog-a.Backlog)*(b.Time-a.Time)
		}
	}
	return line[len(line)-1].Time
}
