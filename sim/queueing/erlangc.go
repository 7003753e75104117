package queueing

import (
	"fmt"
	"math"
)

// ErlangC is M/M/c: Poisson arrivals, exponential service, Servers in parallel,
// first come first served, and everybody waits until served.
type ErlangC struct {
	Lambda  float64 // arrivals a unit of time, above 0
	Mu      float64 // services a unit of time and server: 1 / mean service time
	Servers int     // 1 or more
}

// Check says which parameter has no meaning, and what would be right.
func (q ErlangC) Check() error { return check(q.Lambda, q.Mu, q.Servers) }

func check(lambda, mu float64, servers int) error {
	switch {
	case !(lambda > 0) || math.IsInf(lambda, 1):
		return fmt.Errorf("arrivals of %v: the rate must be above 0 and finite", lambda)
	case !(mu > 0) || math.IsInf(mu, 1):
		return fmt.Errorf("service rate of %v: it must be above 0 and finite", mu)
	case servers < 1:
		return fmt.Errorf("%d servers: it takes 1 or more", servers)
	}
	return nil
}

// Load is the offered load in erlangs, lambda/mu: the mean number of servers at
// work if there were enough.
func (q ErlangC) Load() float64 {
	if q.Check() != nil {
		return math.NaN()
	}
	return q.Lambda / q.Mu
}

// Stable tells whether there are more servers than load; if not, the queue
// grows without end.
func (q ErlangC) Stable() bool { return q.slack() > 0 }

// slack is c mu - lambda, the rate at which a queue shrinks. Of rates such as
// 100/1800 and 1/180 the difference may be a rounding error where it should be
// 0; it is then taken for 0.
func (q ErlangC) slack() float64 {
	if q.Check() != nil {
		return math.NaN()
	}
	drain := float64(q.Servers) * q.Mu
	if s := drain - q.Lambda; math.Abs(s) > 1e-13*drain {
		return s
	}
	return 0
}

// Occupancy is the share of time that a server is at work, at most 1.
func (q ErlangC) Occupancy() float64 {
	if q.slack() <= 0 {
		return 1
	}
	return q.Load() / float64(q.Servers)
}

// WaitProbability is the share that waits at all, Erlang's C:
//
//	C = B / (1 - rho (1 - B)) = B / ((1 - rho) + rho B),  rho = lambda/(c mu)
//
// Cooper, Introduction to Queueing Theory (2nd ed. 1981), chapter 3.
func (q ErlangC) WaitProbability() float64 {
	slack := q.slack()
	if slack <= 0 {
		return 1
	}
	b := ErlangB(q.Load(), q.Servers)
	return b / (slack/(float64(q.Servers)*q.Mu) + q.Load()/float64(q.Servers)*b)
}

// WaitTail is the share that waits longer than t >= 0: C exp(-(c mu - lambda) t).
func (q ErlangC) WaitTail(t float64) float64 {
	switch {
	case !(t >= 0):
		return math.NaN()
	case q.slack() <= 0:
		return 1
	}
	return q.WaitProbability() * math.Exp(-q.slack()*t)
}

// ServiceLevel is the share whose wait is at most t.
func (q ErlangC) ServiceLevel(t float64) float64 { return 1 - q.WaitTail(t) }

// MeanWait is the mean time in queue of all, those who do not wait included:
// C / (c mu - lambda).
func (q ErlangC) MeanWait() float64 { return q.WaitProbability() * q.MeanWaitDelayed() }

// MeanWaitDelayed is the mean wait of those who wait.
func (q ErlangC) MeanWaitDelayed() float64 {
	slack := q.slack()
	if slack <= 0 {
		return math.Inf(1)
	}
	return 1 / slack
}

// WaitQuantile is the wait that the share p, in [0, 1), does not exceed; 0 if
// so many do not wait at all.
func (q ErlangC) WaitQuantile(p float64) float64 {
	switch {
	case !(p >= 0 && p < 1):
		return math.NaN()
	case q.slack() <= 0:
		return math.Inf(1)
	}
	return math.Max(0, math.Log(q.WaitProbability()/(1-p))/q.slack())
}

// MeanQueue is the mean number waiting (Little's law).
func (q ErlangC) MeanQueue() float64 { return q.Lambda * q.MeanWait() }

// MeanSojourn is the mean time from arrival to the end of service.
func (q ErlangC) MeanSojourn() float64 { return q.MeanWait() + 1/q.Mu }

// MeanNumber is the mean number waiting or in service.
func (q ErlangC) MeanNumber() float64 { return q.MeanQueue() + q.Load() }
