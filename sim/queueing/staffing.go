package queueing

import (
	"errors"
	"fmt"
	"math"
)

// Target is what a desk is staffed for.
type Target struct {
	Level        float64 // the share of all offered to be served within Within, in (0, 1)
	Within       float64 // 0 or more
	MaxOccupancy float64 // the most that agents may be busy, in (0, 1]; 0: no limit
}

// Check says which part of the target has no meaning, and what would be right.
func (t Target) Check() error {
	switch {
	case !(t.Level > 0 && t.Level < 1):
		return fmt.Errorf("a service level of %v: it must lie between 0 and 1", t.Level)
	case !(t.Within >= 0):
		return fmt.Errorf("served within %v: the time must be 0 or more", t.Within)
	case !(t.MaxOccupancy >= 0 && t.MaxOccupancy <= 1):
		return fmt.Errorf("an occupancy of at most %v: it must lie between 0 and 1", t.MaxOccupancy)
	}
	return nil
}

// mostServers bounds a search: more is a slip.
const mostServers = 1 << 30

// MinimumServersC is the least number of servers of an ErlangC that meets the
// target.
func MinimumServersC(lambda, mu float64, t Target) (int, error) {
	return minimum(lambda, mu, t, func(n int) (level, occupancy float64) {
		q := ErlangC{lambda, mu, n}
		return q.ServiceLevel(t.Within), q.Occupancy()
	})
}

// MinimumServersA is the least number of servers of an ErlangA that meets the
// target, where the level counts those who leave as not served.
func MinimumServersA(lambda, mu, theta float64, t Target) (int, error) {
	if err := (ErlangA{lambda, mu, theta, 1}).Check(); err != nil {
		return 0, err
	}
	return minimum(lambda, mu, t, func(n int) (level, occupancy float64) {
		q := ErlangA{lambda, mu, theta, n}
		return q.ServiceLevel(t.Within), q.Occupancy()
	})
}

// minimum doubles, then halves: both measures get better with every server.
func minimum(lambda, mu float64, t Target, measure func(n int) (level, occupancy float64)) (int, error) {
	if err := errors.Join(check(lambda, mu, 1), t.Check()); err != nil {
		return 0, err
	}
	met := func(n int) bool {
		level, occupancy := measure(n)
		return level >= t.Level && (t.MaxOccupancy == 0 || occupancy <= t.MaxOccupancy)
	}
	if lambda/mu > mostServers/4 {
		return 0, fmt.Errorf("a load of %.4g erlangs is more than is looked into", lambda/mu)
	}
	lo, hi := 0, 1 // lo misses the target
	for !met(hi) {
		if lo, hi = hi, hi*2; hi > mostServers {
			return 0, fmt.Errorf("no number of servers up to %d meets the target", mostServers)
		}
	}
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; met(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi, nil
}

// Positions is how many must be on the roster for agents to be at their desks
// when the share shrinkage, in [0, 1), of paid time is spent elsewhere:
// agents / (1 - shrinkage), rounded up. -1 where the parameters have no meaning.
func Positions(agents int, shrinkage float64) int {
	if agents < 0 || !(shrinkage >= 0 && shrinkage < 1) {
		return -1
	}
	// 21/0.7 is 30 and a rounding error more, which is no agent.
	return int(math.Ceil(float64(agents) / (1 - shrinkage) * (1 - 1e-12)))
}

// SquareRootStaffing is load + beta sqrt(load), rounded up: the number of
// servers for a load in erlangs at a quality of service beta (Halfin and Whitt,
// Operations Research 29 (1981) 567-588). -1 where the parameters have no meaning.
func SquareRootStaffing(load, beta float64) int {
	n := math.Ceil(load + beta*math.Sqrt(load))
	if !(load > 0) || !(n <= mostServers) {
		return -1
	}
	return int(math.Max(0, n))
}

// HalfinWhitt is the limit of the share that waits under ErlangC when the load
// grows and servers are load + beta sqrt(load), beta above 0:
//
//	1 / (1 + beta Phi(beta)/phi(beta))
//
// with the normal distribution Phi and density phi (Halfin and Whitt 1981). 1 for beta of 0 or less, where the queue grows without end.
func HalfinWhitt(beta float64) float64 {
	if beta <= 0 {
		return 1
	}
	return 1 / (1 + beta/hazard(-beta))
}

// HalfinWhittBeta is the beta at which HalfinWhitt gives the share
// waitProbability, in (0, 1).
func HalfinWhittBeta(waitProbability float64) float64 {
	if !(waitProbability > 0 && waitProbability < 1) {
		return math.NaN()
	}
	return quantile(HalfinWhitt, waitProbability, 1)
}

// Garnett is the limit of the share that waits under ErlangA when the load grows
// and servers are load + beta sqrt(load), for any beta; ratio is theta/mu, above
// 0:
//
//	1 / (1 + sqrt(ratio) h(beta/sqrt(ratio)) / h(-beta))
//
// with the normal hazard h = phi/(1 - Phi) (Garnett, Mandelbaum and Reiman 2002).
func Garnett(beta, ratio float64) float64 {
	if !(ratio > 0) {
		return math.NaN()
	}
	r := math.Sqrt(ratio)
	return 1 / (1 + r*hazard(beta/r)/hazard(-beta))
}

// hazard is phi(x) / (1 - Phi(x)). Far to the right, where 1 - Phi underflows, it
// is x + 1/x - 2/x^3 (Abramowitz and Stegun 26.2.12).
func hazard(x float64) float64 {
	if x > 30 {
		return x + 1/x - 2/(x*x*x) + 10/(x*x*x*x*x)
	}
	return math.Sqrt(2/math.Pi) * math.Exp(-x*x/2) / math.Erfc(x/math.Sqrt2)
}
