package queueing

import (
	"errors"
	"fmt"
	"math"
)

// TimeVarying is M_t/M/s_t+M: arrivals and servers change with time. Run
// integrates the forward (Kolmogorov) equations of the number in the system,
//
//	p'(n) = rate(t) p(n-1) + d(n+1) p(n+1) - (rate(t) + d(n)) p(n),
//	d(n) = min(n, s(t)) mu + max(0, n - s(t)) theta
//
// with the pair of Runge-Kutta formulas of orders 5 and 4 of Dormand and Prince
// (J. Comput. Appl. Math. 6 (1980) 19-26). Only the numbers that are likely are
// carried along; what falls off is counted, see Interval.Lost.
//
// When servers go off duty, whoever they serve goes back to the queue, as in the
// equations; where they end what they have begun, the simulator will differ.
type TimeVarying struct {
	Lambda  func(t float64) float64 // arrivals a unit of time at t, 0 or more
	Servers func(t float64) int     // on duty at t, 0 or more; steady between the breaks
	Mu      float64                 // services a unit of time and server, above 0
	Theta   float64                 // 1 / mean patience, exponential; 0: nobody leaves
	// Breaks are the times at which Lambda or Servers jump; there they are taken
	// from the right.
	Breaks    []float64
	Initial   int     // in the system at time 0
	Within    float64 // of the service level, 0 or more
	Tolerance float64 // of the probabilities in a step; 0: 1e-10
}

// Interval is what happens from one time to the next, in the mean.
type Interval struct {
	From, To                            float64
	Arrivals, Abandonments, Completions float64
	MeanQueue, MeanBusy                 float64 // waiting; in service
	// Abandonment is Abandonments / Arrivals. Over a whole day, or any time after
	// which things stand as before, it is the share of customers who leave; in a
	// short interval those who leave may have come before.
	Abandonment float64
	// MeanWait is the time spent in queue in the interval over Arrivals: over a
	// whole day the mean time in queue of all offered.
	MeanWait float64
	// WaitProbability is the share of those who arrive that waits at all, and
	// ServiceLevel the share that is served after at most Within; the latter
	// supposes that the servers on duty at an arrival stay for as long, and is
	// exact where they do.
	WaitProbability, ServiceLevel float64
	AtEnd                         State
	Lost                          float64 // probability that fell off the numbers carried along, since time 0
}

// State is the mean state at a time.
type State struct {
	Time            float64
	Number          float64 // mean in the system
	Queue           float64 // mean waiting
	WaitProbability float64 // that all servers are busy
}

// Check says which parameter has no meaning, and what would be right.
func (q TimeVarying) Check() error {
	switch {
	case q.Lambda == nil || q.Servers == nil:
		return errors.New("time-varying queue: Lambda and Servers are needed")
	case !(q.Mu > 0) || math.IsInf(q.Mu, 1):
		return fmt.Errorf("service rate of %v: it must be above 0 and finite", q.Mu)
	case !(q.Theta >= 0) || math.IsInf(q.Theta, 1):
		return fmt.Errorf("impatience of %v: the rate must be 0 or more and finite", q.Theta)
	case q.Initial < 0:
		return fmt.Errorf("%d in the system at the start: it must be 0 or more", q.Initial)
	case !(q.Within >= 0):
		return fmt.Errorf("served within %v: the time must be 0 or more", q.Within)
	case !(q.Tolerance >= 0 && q.Tolerance < 1):
		return fmt.Errorf("a tolerance of %v: it must lie between 0 and 1", q.Tolerance)
	}
	return nil
}

// Run follows the queue from time 0 through the ends of the intervals, which
// rise from above 0.
func (q TimeVarying) Run(ends []float64) ([]Interval, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	if q.Tolerance == 0 {
		q.Tolerance = 1e-10
	}
	f := newForward(q)
	var out []Interval
	from := 0.0
	for _, to := range ends {
		if !(to > from) || math.IsInf(to, 1) {
			return nil, fmt.Errorf("an interval from %v to %v: the ends must rise from above 0 and be finite", from, to)
		}
		f.flows = flows{}
		cuts := between(q.Breaks, from, to)
		for i := 1; i < len(cuts); i++ {
			if err := f.cross(cuts[i-1], cuts[i]); err != nil {
				return nil, err
			}
		}
		out = append(out, f.interval(from, to))
		from = to
	}
	return out, nil
}

// interval sums up what has flown since from.
func (f *forward) interval(from, to float64) Interval {
	v := Interval{
		From: from, To: to,
		Arrivals:     f.flows.arrivals,
		Abandonments: f.q.Theta * f.flows.queue,
		Completions:  f.q.Mu * f.flows.busy,
		MeanQueue:    f.flows.queue / (to - from),
		MeanBusy:     f.flows.busy / (to - from),
		AtEnd:        State{Time: to},
		Lost:         1,
	}
	v.Abandonment = v.Abandonments / v.Arrivals
	v.MeanWait = f.flows.queue / v.Arrivals
	v.WaitProbability = f.flows.waits / v.Arrivals
	v.ServiceLevel = f.flows.inTime / v.Arrivals
	servers := f.q.Servers(to)
	for i, p := range f.p {
		n := f.low + i
		v.Lost -= p
		v.AtEnd.Number += p * float64(n)
		if n >= servers {
			v.AtEnd.Queue += p * float64(n-servers)
			v.AtEnd.WaitProbability += p
		}
	}
	return v
}
