package queueing

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// ExponentialSurvival is the chance to outlast t of an exponential time.
func ExponentialSurvival(mean float64) func(t float64) float64 {
	return func(t float64) float64 { return math.Exp(-t / mean) }
}

// DeterministicSurvival is that of a time that is always d: 1 before d, 0 from
// d on. It has a break at d.
func DeterministicSurvival(d float64) func(t float64) float64 {
	return func(t float64) float64 {
		if t < d {
			return 1
		}
		return 0
	}
}

// WeibullSurvival is exp(-(t/scale)^shape).
func WeibullSurvival(shape, scale float64) func(t float64) float64 {
	return func(t float64) float64 { return math.Exp(-math.Pow(t/scale, shape)) }
}

// LognormalSurvival is that of a lognormal time of the given mean whose
// logarithm has the standard deviation logSD.
func LognormalSurvival(mean, logSD float64) func(t float64) float64 {
	mu := math.Log(mean) - logSD*logSD/2
	return func(t float64) float64 {
		if t <= 0 {
			return 1
		}
		return math.Erfc((math.Log(t)-mu)/(logSD*math.Sqrt2)) / 2
	}
}

// ErlangSurvival is that of the sum of k exponential times, k 1 or more, with
// the given mean of the sum.
func ErlangSurvival(k int, mean float64) func(t float64) float64 {
	return func(t float64) float64 { return mathext.GammaIncRegComp(float64(k), float64(k)*t/mean) }
}
