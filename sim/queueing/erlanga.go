package queueing

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// ErlangA is M/M/c+M: as ErlangC, but each customer leaves the queue when a
// patience of his own ends, exponential with mean 1/Theta. It is stable at any
// load. Sources: Palm 1957; Garnett, Mandelbaum and Reiman, "Designing a call
// center with impatient customers", M&SOM 4 (2002) 208-227; Mandelbaum and
// Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue" (2007).
type ErlangA struct {
	Lambda  float64 // arrivals a unit of time, above 0
	Mu      float64 // services a unit of time and server, above 0
	Theta   float64 // 1 / mean patience, above 0
	Servers int     // 1 or more
}

// Check says which parameter has no meaning, and what would be right.
func (q ErlangA) Check() error {
	if !(q.Theta > 0) || math.IsInf(q.Theta, 1) {
		return fmt.Errorf("impatience of %v: the rate must be above 0 and finite (use ErlangC if nobody leaves)", q.Theta)
	}
	return check(q.Lambda, q.Mu, q.Servers)
}

// Load is the offered load in erlangs, lambda/mu.
func (q ErlangA) Load() float64 {
	if q.Check() != nil {
		return math.NaN()
	}
	return q.Lambda / q.Mu
}

// solved is what all measures are made of.
type solved struct {
	a       float64 // c mu
	x, y    float64 // c mu/theta, lambda/theta
	logA    float64 // of Palm's function
	waiting float64 // mean queue if all servers are busy
	wait    float64 // probability of waiting
}

func (q ErlangA) solve() (solved, bool) {
	if q.Check() != nil {
		return solved{}, false
	}
	s := solved{a: float64(q.Servers) * q.Mu}
	s.x, s.y = s.a/q.Theta, q.Lambda/q.Theta
	s.logA, s.waiting = palm(s.x, s.y)
	b := ErlangB(q.Lambda/q.Mu, q.Servers)
	s.wait = b / (b + (1-b)*math.Exp(-s.logA))
	return s, true
}

// WaitProbability is the share of all offered that waits at all:
//
//	P(W>0) = A B / (1 + (A - 1) B)
//
// with Palm's A(c mu/theta, lambda/theta) and Erlang's B (Garnett et al. 2002;
// Mandelbaum and Zeltyn 2007).
func (q ErlangA) WaitProbability() float64 {
	s, ok := q.solve()
	if !ok {
		return math.NaN()
	}
	return s.wait
}

// MeanQueue is the mean number waiting.
func (q ErlangA) MeanQueue() float64 {
	s, ok := q.solve()
	if !ok {
		return math.NaN()
	}
	return s.wait * s.waiting
}

// Abandonment is the share of all offered that leaves unserved: each of the
// mean queue leaves at rate Theta, so lambda P = theta E[Q].
func (q ErlangA) Abandonment() float64 { return q.Theta * q.MeanQueue() / q.Lambda }

// MeanWait is the mean time in queue of all offered, served or not: E[Q]/lambda.
func (q ErlangA) MeanWait() float64 { return q.MeanQueue() / q.Lambda }

// Occupancy is the share of time that a server is at work:
// lambda (1 - P(abandon)) / (c mu).
func (q ErlangA) Occupancy() float64 {
	return q.Load() * (1 - q.Abandonment()) / float64(q.Servers)
}

// WaitTail is the share of all offered that is in queue longer than t >= 0,
// served afterwards or not: his patience and the wait of a patient customer
// both exceed t. The latter's tail is the integral J(t) of exp(lambda H(x) - c mu x)
// from t on (Zeltyn and Mandelbaum, Queueing Systems 51 (2005) 361-402); for exponential patience J is Palm's function again.
func (q ErlangA) WaitTail(t float64) float64 {
	s, ok := q.solve()
	if !ok || !(t >= 0) {
		return math.NaN()
	}
	return s.wait * s.tail(q, t) * math.Exp(-q.Theta*t)
}

// tail is J(t)/J(0): of those who would wait, the share that would wait longer
// than t if patient.
func (s solved) tail(q ErlangA, t float64) float64 {
	if math.IsInf(t, 1) {
		return 0
	}
	later, _ := palm(s.x, s.y*math.Exp(-q.Theta*t))
	return math.Exp(later - s.logA + s.growth(q, t))
}

// growth is lambda H(t) - c mu t, H the mean of patience cut off at t.
func (s solved) growth(q ErlangA, t float64) float64 { return -s.y*math.Expm1(-q.Theta*t) - s.a*t }

// ServiceLevel is the share of all offered that is served after waiting at most
// t. It never reaches 1: it lacks those who leave.
//
// Of lambda times the integral of exp(-theta x + lambda H(x) - c mu x) from 0 to
// t, the part with lambda exp(-theta x) - c mu in front is an exact differential.
func (q ErlangA) ServiceLevel(t float64) float64 {
	s, ok := q.solve()
	switch {
	case !ok || !(t >= 0):
		return math.NaN()
	case math.IsInf(t, 1):
		return 1 - q.Abandonment()
	}
	rho := q.Lambda / s.a
	edge := math.Exp(s.growth(q, t)-s.logA) - math.Exp(-s.logA)
	return 1 - s.wait + s.wait*(edge+1-s.tail(q, t))/rho
}

// WaitQuantile is the time in queue that the share p, in [0, 1), of all offered
// does not exceed, served or not; 0 if so many do not wait at all.
func (q ErlangA) WaitQuantile(p float64) float64 {
	s, ok := q.solve()
	if !ok || !(p >= 0 && p < 1) {
		return math.NaN()
	}
	return quantile(func(t float64) float64 { return s.wait * s.tail(q, t) * math.Exp(-q.Theta*t) }, 1-p, 1/q.Theta)
}

// MeanWaitServed is the mean wait of those who are served, the ones who do not
// wait included. A customer who finds j waiting is served with probability
// c mu/(c mu + (j+1) theta), after a mean wait of 1/(c mu + k theta) summed over
// k from 1 to j+1 (Palm 1957).
func (q ErlangA) MeanWaitServed() float64 {
	s, ok := q.solve()
	if !ok {
		return math.NaN()
	}
	served, sum := 0.0, 0.0
	// Terms further than 12 standard deviations below the largest count nothing.
	j := math.Max(0, math.Floor(s.y-s.x-12*math.Sqrt(s.y)))
	mean := 1 / (s.a + q.Theta)
	if j > 0 {
		mean = (mathext.Digamma(s.x+j+2) - mathext.Digamma(s.x+1)) / q.Theta
	}
	for term := 1.0; ; j++ {
		sum += term
		served += term * s.a / (s.a + (j+1)*q.Theta) * mean
		mean += 1 / (s.a + (j+2)*q.Theta)
		ratio := s.y / (s.x + j + 1)
		term *= ratio
		if term > 1e200 {
			term, served, sum = term*1e-200, served*1e-200, sum*1e-200
		}
		if ratio < 1 && term <= 1e-18*sum*(1-ratio) {
			return s.wait * served / sum / (1 - q.Abandonment())
		}
	}
}

// MeanWaitAbandoned is the mean time in queue of those who leave unserved.
func (q ErlangA) MeanWaitAbandoned() float64 {
	ab := q.Abandonment()
	return (q.MeanWait() - (1-ab)*q.MeanWaitServed()) / ab
}

// quantile is the t at which a falling tail comes down to share; unit is a
// first guess of its size.
func quantile(tail func(float64) float64, share, unit float64) float64 {
	if tail(0) <= share {
		return 0
	}
	lo, hi := 0.0, unit
	for tail(hi) > share {
		lo, hi = hi, 2*hi
		if math.IsInf(hi, 1) {
			return hi
		}
	}
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid == lo || mid == hi {
			break
		}
		if tail(mid) > share {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}
