package models

import (
	"math"
	"slices"
	"time"

	"peakready/sim"
	"peakready/sim/flow"
)

// weekend is Saturday and Sunday.
func weekend(d Date) bool {
	wd := d.Weekday()
	return wd == time.Saturday || wd == time.Sunday
}

// covers says whether a daily interval holds at a time of day; To at or
// before From runs past midnight.
func covers(from, to, at Clock) bool {
	if from < to {
		return at >= from && at < to
	}
	return at >= from || at < to
}

// edges are the times of day at which a list of intervals changes, with
// midnight.
func edges(intervals ...[2]Clock) []Clock {
	es := []Clock{0}
	for _, iv := range intervals {
		for _, e := range iv {
			if e > 0 && sim.Time(e) < sim.Day {
				es = append(es, e)
			}
		}
	}
	slices.Sort(es)
	return slices.Compact(es)
}

// daily builds a schedule from the value at a day and time of day.
func (c span) daily(es []Clock, value func(day int, at Clock) float64) flow.Schedule {
	var steps []flow.Step
	for d := 0; d < c.days; d++ {
		for _, e := range es {
			v := value(d, e)
			if n := len(steps); n > 0 && steps[n-1].Value == v {
				continue
			}
			steps = append(steps, flow.Step{At: sim.Time(d)*sim.Day + sim.Time(e), Value: v})
		}
	}
	s, err := flow.NewSchedule(steps)
	if err != nil { // Check refuses every capacity that could lead here
		panic(err)
	}
	return s
}

// learned is the share of full speed after some time on the job.
func learned(start Share, learning, since Duration) float64 {
	if since >= learning {
		return 1
	}
	return float64(start) + (1-float64(start))*float64(since)/float64(learning)
}

// rates of the capacity in work units a minute. stretch multiplies single
// days (Spring Festival); nil is 1.
func (p Capacity) rates(c span, stretch func(day int) float64) flow.Schedule {
	var ivs [][2]Clock
	for _, s := range p.Shifts {
		ivs = append(ivs, [2]Clock{s.From, s.To})
	}
	return c.daily(edges(ivs...), func(day int, at Clock) float64 {
		rate, on := 0.0, false
		for _, s := range p.Shifts {
			if covers(s.From, s.To, at) {
				rate += float64(s.Rate)
				on = true
			}
		}
		date := c.date(day)
		for _, t := range p.Temps {
			ready := t.Hired + Date(wholeDays(t.Training))
			if on && date >= ready && date <= t.Until {
				rate += float64(t.Rate) * learned(t.Start, t.Learning, Duration(date-ready)*sim.Day)
			}
		}
		for _, ch := range p.Changes {
			if date >= ch.From && date <= ch.To {
				rate *= float64(ch.Factor)
			}
		}
		if weekend(date) {
			rate *= 1 - float64(p.WeekendOff)
		}
		if stretch != nil {
			rate *= stretch(day)
		}
		return rate / 1440
	})
}

// agentsAt is the number scheduled by a list of shifts at a time of day.
func agentsAt(shifts []Agents, at Clock) float64 {
	n := 0.0
	for _, s := range shifts {
		if covers(s.From, s.To, at) {
			n += s.Agents
		}
	}
	return n
}

func intervals(shifts []Agents) [][2]Clock {
	var ivs [][2]Clock
	for _, s := range shifts {
		ivs = append(ivs, [2]Clock{s.From, s.To})
	}
	return ivs
}

// scheduled agents, before shrinkage: those who are paid.
func (p Staffing) scheduled(c span) flow.Schedule {
	ivs := intervals(p.Shifts)
	for _, ch := range p.Changes {
		ivs = append(ivs, intervals(ch.Shifts)...)
	}
	return c.daily(edges(ivs...), p.plannedAt(c))
}

// agents on duty after shrinkage, whole heads.
func (p Staffing) agents(c span) flow.Schedule {
	ivs := intervals(p.Shifts)
	for _, ch := range p.Changes {
		ivs = append(ivs, intervals(ch.Shifts)...)
	}
	planned := p.plannedAt(c)
	return c.daily(edges(ivs...), func(day int, at Clock) float64 {
		return math.Round(planned(day, at) * (1 - float64(p.Shrinkage)))
	})
}

// plannedAt is the number scheduled at a day and time of day.
func (p Staffing) plannedAt(c span) func(day int, at Clock) float64 {
	return func(day int, at Clock) float64 {
		date := c.date(day)
		shifts, factor := p.Shifts, 1.0
		for _, ch := range p.Changes {
			if date >= ch.From && date <= ch.To {
				if len(ch.Shifts) > 0 {
					shifts = ch.Shifts
				}
				factor *= float64(ch.Factor)
			}
		}
		if weekend(date) {
			factor *= float64(p.Weekend)
		}
		return agentsAt(shifts, at) * factor
	}
}

// ready is the first day on duty.
func (t *AgentTemps) ready() Date { return t.Hired + Date(wholeDays(t.Training)) }

// scheduled temps, before shrinkage.
func (t *AgentTemps) scheduled(c span) flow.Schedule {
	return c.daily(edges(intervals(t.Shifts)...), func(day int, at Clock) float64 {
		if date := c.date(day); date < t.ready() || date > t.Until {
			return 0
		}
		return agentsAt(t.Shifts, at)
	})
}

// agents of a group of temps on duty after shrinkage, and their speed.
func (t *AgentTemps) agents(c span, shrinkage Share) (n, speed flow.Schedule) {
	n = c.daily(edges(intervals(t.Shifts)...), func(day int, at Clock) float64 {
		if date := c.date(day); date < t.ready() || date > t.Until {
			return 0
		}
		return math.Round(agentsAt(t.Shifts, at) * (1 - float64(shrinkage)))
	})
	speed = c.daily(edges(), func(day int, _ Clock) float64 {
		return learned(t.Start, t.Learning, max(0, Duration(c.date(day)-t.ready())*sim.Day))
	})
	return n, speed
}

// sumSchedules adds schedules.
func sumSchedules(ss []flow.Schedule) flow.Schedule {
	return eachStep(sum, ss...)
}

// eachStep is the schedule of f of the values of some schedules.
func eachStep(f func(v []float64) float64, ss ...flow.Schedule) flow.Schedule {
	v := make([]float64, len(ss))
	value := func(t sim.Time) float64 {
		for i, s := range ss {
			v[i] = s.At(t)
		}
		return f(v)
	}
	steps := []flow.Step{{At: 0, Value: value(0)}}
	for {
		last := steps[len(steps)-1].At
		next, more := never, false
		for _, s := range ss {
			if t, ok := s.Next(last); ok && t < next {
				next, more = t, true
			}
		}
		if !more {
			break
		}
		steps = append(steps, flow.Step{At: next, Value: value(next)})
	}
	s, err := flow.NewSchedule(steps)
	if err != nil { // the steps are those of schedules
		panic(err)
	}
	return s
}
