package study

import (
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim/queueing"
)

// lineShadow is the fluid backlog of a line from the first simulated day on: the
// mean arrivals and capacity of the replications, each steady over its day.
func lineShadow(r *result.Run, line int) result.LineShadow {
	means := make([]result.LineMeans, r.To+1)
	for d := range means {
		means[d] = r.LineMean(line, d)
	}
	all := fluid(func(day int) (arrivals, capacity float64) { return means[day].Entered, means[day].Capacity }, r.To+1)
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

// fluid is the backlog at the end of every day.
func fluid(of func(day int) (arrivals, capacity float64), days int) []float64 {
	var f queueing.Fluid
	for d := range days {
		a, c := of(d)
		f.Steps = append(f.Steps, queueing.FluidStep{Length: 1, Arrivals: a, Capacity: max(0, c)})
	}
	path, err := f.Path()
	if err != nil {
		panic(err) // counts and capacities are neither negative nor infinite
	}
	out := make([]float64, days)
	for d := range out {
		out[d] = path.BacklogAt(float64(d + 1))
	}
	return out
}

// lineReasons tell why the fluid of a day's means misleads at a line: it knows no
// hours, no seasons that differ, and nobody who cancels.
func lineReasons(r *result.Run, line, day int, means []result.LineMeans, all []float64) []string {
	var out []string
	each, lo, hi := 0.0, math.Inf(1), 0.0
	for t := range r.Trials {
		days := r.Trials[t].Lines[line].Days
		own := fluid(func(d int) (float64, float64) { return float64(days[d].Entered), days[d].Capacity }, day+1)
		each += own[day] / float64(len(r.Trials))
		lo, hi = min(lo, own[day]), max(hi, own[day])
	}
	gap := means[day].Waiting - all[day]
	if math.Abs(each-all[day]) >= 0.1*math.Abs(gap) {
		out = append(out, fmt.Sprintf("seasons differ: the fluid of each for itself has %s on average, from %s to %s", number(each), number(lo), number(hi)))
	}
	if idle := idleWhileWaiting(r, line, day); idle >= 0.1*math.Abs(gap) {
		out = append(out, fmt.Sprintf("hours: %s of them would not wait at midnight if that day's capacity could be used at any hour of it", number(idle)))
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
		out = append(out, "nothing that the daily figures show")
	}
	return out
}

// idleWhileWaiting is the mean over replications of the parcels that wait at the
// end of a day though capacity of that very day was left over: it was there at
// hours at which they were not. Had a unit of it met a parcel, one fewer would wait.
func idleWhileWaiting(r *result.Run, line, day int) (sum float64) {
	for t := range r.Trials {
		d := &r.Trials[t].Lines[line].Days[day]
		sum += min(float64(d.Queue), max(0, d.Capacity-float64(d.Left))) / float64(len(r.Trials))
	}
	return sum
}
