package flow

import (
	"fmt"
	"math"
	"sort"

	"peakready/sim"
)

// Step is one change of a [Schedule]: Value holds from At, included, to the next step.
type Step struct {
	At    sim.Time // >= 0
	Value float64  // finite, >= 0; its unit is the schedule's user's
}

// Schedule is a piecewise-constant value over time: a capacity, a number of agents, an
// efficiency. Before its first step it is 0. It does not change once built, and a copy
// shares its table. The zero Schedule is 0 for ever.
type Schedule struct {
	steps []Step
	area  []float64 // area[i]: integral from steps[0].At to steps[i].At, in value x ticks
}

// NewSchedule builds a schedule from steps in strictly rising order of At, with finite
// values >= 0. It copies steps. The error names the first step that breaks the rule.
func NewSchedule(steps []Step) (Schedule, error) {
	s := Schedule{steps: append([]Step(nil), steps...), area: make([]float64, len(steps))}
	for i, st := range steps {
		if !(st.Value >= 0) || math.IsInf(st.Value, 1) {
			return Schedule{}, fmt.Errorf("schedule step %d at %v: value is %v; it must be finite and not negative", i, st.At, st.Value)
		}
		if st.At < 0 {
			return Schedule{}, fmt.Errorf("schedule step %d: time is %v; it must not be negative", i, st.At)
		}
		if i == 0 {
			continue
		}
		if st.At <= steps[i-1].At {
			return Schedule{}, fmt.Errorf("schedule step %d at %v does not come after step %d at %v", i, st.At, i-1, steps[i-1].At)
		}
		s.area[i] = s.area[i-1] + steps[i-1].Value*float64(st.At-steps[i-1].At)
	}
	return s, nil
}

// Always is v from time 0 on. It panics unless v is finite and >= 0.
func Always(v float64) Schedule {
	s, err := NewSchedule([]Step{{0, v}})
	if err != nil {
		panic("flow: Always: " + err.Error())
	}
	return s
}

// last is the index of the step that holds at t, or -1.
func (s Schedule) last(t sim.Time) int {
	return sort.Search(len(s.steps), func(i int) bool { return s.steps[i].At > t }) - 1
}

// At is the value at instant t.
func (s Schedule) At(t sim.Time) float64 {
	if i := s.last(t); i >= 0 {
		return s.steps[i].Value
	}
	return 0
}

// Integral is the area under the schedule from a to b, in value x ticks. It panics if
// b < a. The areas of two adjoining spans sum to that of the whole up to rounding.
func (s Schedule) Integral(a, b sim.Time) float64 {
	if b < a {
		panic(fmt.Sprintf("flow: Schedule.Integral from %v back to %v", a, b))
	}
	i, j := s.last(a), s.last(b)
	if i == j && i >= 0 {
		return s.steps[i].Value * float64(b-a) // one product: exact for whole numbers
	}
	return s.upTo(j, b) - s.upTo(i, a)
}

// upTo is the area from the first step to t, where step i holds.
func (s Schedule) upTo(i int, t sim.Time) float64 {
	if i < 0 {
		return 0
	}
	return s.area[i] + s.steps[i].Value*float64(t-s.steps[i].At)
}

// Next is the first instant after t at which a step begins, if there is one. The value
// need not differ from that before.
func (s Schedule) Next(t sim.Time) (sim.Time, bool) {
	if i := s.last(t) + 1; i < len(s.steps) {
		return s.steps[i].At, true
	}
	return 0, false
}

// pace reads a schedule minute by minute: a rate is constant within a minute, so a
// minute in which a step falls gets its mean, which leaves the capacity what it was.
type pace struct {
	s    Schedule
	rate float64  // mean over the minute last asked for
	next sim.Time // the rate holds for all minutes that end by then
}

func (p *pace) at(minute int64) float64 {
	from := sim.Time(minute) * sim.Minute
	to := from + sim.Minute
	if to <= p.next {
		return p.rate
	}
	p.rate = p.s.Integral(from, to) / float64(sim.Minute)
	if step, ok := p.s.Next(from); !ok {
		p.next = math.MaxInt64
	} else if step < to {
		p.next = from // the mean of this minute is not that of the next
	} else {
		p.next = step
	}
	return p.rate
}
