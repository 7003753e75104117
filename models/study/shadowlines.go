package study

import (
	"fmt"
	"math"

	"peakready/models/result"
)

// lineShadow is the fluid backlog of a line from the first simulated day on, read
// at every midnight as the simulation is: the mean arrivals and capacity of the
// replications, each steady over its hour.
func lineShadow(r *result.Run, line int) result.LineShadow {
	means := make([]result.LineMeans, r.To+1)
	arrivals, capacity := make([]float64, len(means)*24), make([]float64, len(means)*24)
	for d := range means {
		means[d] = r.LineMean(line, d)
	}
	n := float64(len(r.Trials))
	for t := range r.Trials {
		for h := range arrivals {
			a, c := lineHour(&r.Trials[t].Lines[line], h)
			arrivals[h] += a / n
			capacity[h] += c / n
		}
	}
	all := fluid(func(h int) (float64, float64) { return arrivals[h], capacity[h] }, len(means))
	s := result.LineShadow{Days: all[r.From:]}
	worst := -1
	for d := r.From; d <= r.To; d++ {
		if worst < 0 || math.Abs(all[d]-means[d].Waiting) > math.Abs(all[worst]-means[worst].Waiting) {
			worst = d
		}
	}
	gap := all[worst] - means[worst].Waiting
	if math.Abs(gap) < 1 || math.Abs(gap) < leastShare*means[worst].Capacity {
		return s
	}
	s.Gaps = []result.Gap{{At: worst - r.From, Simulated: means[worst].Waiting, Formula: all[worst], Amount: gap,
		Reasons: lineReasons(r, line, worst, means, all)}}
	return s
}

// lineHour is what came to a line in an hour since the start and what it could
// do, in parcels: as the trial has kept it, or the day's spread evenly over its
// hours where it has kept days only.
func lineHour(l *result.LineTrial, hour int) (arrivals, capacity float64) {
	switch day := hour / 24; {
	case hour < len(l.Hours):
		return float64(l.Hours[hour].Entered), float64(l.Hours[hour].Capacity)
	case len(l.Hours) == 0 && day < len(l.Days):
		return float64(l.Days[day].Entered) / 24, l.Days[day].Capacity / 24
	}
	return 0, 0
}

// fluid is the backlog at the end of every day. Rates are steady within an hour,
// so that its end follows from its start: what came less what could be done, if
// that is anything (Newell 1982, chapter 2).
func fluid(of func(hour int) (arrivals, capacity float64), days int) []float64 {
	out, backlog := make([]float64, days), 0.0
	for d := range out {
		for h := range 24 {
			a, c := of(d*24 + h)
			backlog = max(0, backlog+a-max(0, c))
		}
		out[d] = backlog
	}
	return out
}

// lineReasons tell why the fluid of the mean hours misleads at a line: it knows no
// seasons that differ, and nobody who cancels.
func lineReasons(r *result.Run, line, day int, means []result.LineMeans, all []float64) []string {
	var out []string
	each, lo, hi := 0.0, math.Inf(1), 0.0
	for t := range r.Trials {
		l := &r.Trials[t].Lines[line]
		own := fluid(func(h int) (float64, float64) { return lineHour(l, h) }, day+1)
		each += own[day] / float64(len(r.Trials))
		lo, hi = min(lo, own[day]), max(hi, own[day])
	}
	gap := means[day].Waiting - all[day]
	if math.Abs(each-all[day]) >= 0.1*math.Abs(gap) {
		out = append(out, fmt.Sprintf("seasons differ: the fluid of each for itself has %s on average, from %s to %s", number(each), number(lo), number(hi)))
	}
	gone, was := 0.0, 0.0
	for d := 0; d <= day; d++ {
		gone += means[d].Entered - means[d].Left - (means[d].Waiting - was)
		was = means[d].Waiting
	}
	if gone >= 0.1*math.Abs(gap) && gone >= 1 {
		out = append(out, fmt.Sprintf("%s orders were cancelled in its queue since the start", number(gone)))
	}
	if len(out) == 0 {
		out = append(out, "nothing that the hourly figures show")
	}
	return out
}
