package rng

import (
	"fmt"
	"math"
)

// maxPoissonMean bounds the mean of a Poisson count. The cost of one draw grows
// as the square root of the mean (a millisecond or so here).
const maxPoissonMean = 1e9

// walkMean is the mean up to which Poisson adds up probabilities from zero; above,
// it starts near the answer. Found by measurement: both ways take some 250 ns there.
const walkMean = 100

// Poisson gives the Poisson count of the given mean at uniform u: the smallest k
// with P(X <= k) >= u. One uniform. Monotone in u and in the mean, so counts
// are nested: at the same u, demand times 1.1 contains demand times 1.
//
// The inversion is exact but for rounding: P(X <= k) for u <= 1/2, and
// P(X > k) for u > 1/2, are computed to a relative accuracy of about 1e-14 up
// to mean 1,000 and 1e-12 up to 1,000,000 (more terms are added). A count can
// therefore differ from the exact one only if u (or 1-u) lies within that
// fraction of a step, and both tails are right to the last uniform, 2^-53.
//
// It panics unless 0 <= mean <= 1e9 and 0 < u < 1: means come from rates that
// were checked when read.
func Poisson(u, mean float64) int64 {
	if !(mean >= 0 && mean <= maxPoissonMean) || !(u > 0 && u < 1) {
		panic(fmt.Sprintf("rng: Poisson(u=%v, mean=%v): u must lie in (0,1), the mean in [0, 1e9]", u, mean))
	}
	if mean == 0 {
		return 0
	}
	// The sum from zero has an absolute error of some 1e-15: good unless u is
	// so near 1 that 1-u is to be told apart from it.
	if mean <= walkMean && u < 1-1.0/1024 {
		p := math.Exp(-mean)
		sum := p
		k := 0.0
		for sum < u {
			k++
			p *= mean / k
			sum += p
		}
		return int64(k)
	}
	if u <= 0.5 {
		return poissonUp(u, mean)
	}
	return poissonDown(1-u, mean) // 1-u is exact for u > 1/2
}

// poissonGuess is the normal quantile with the skewness and kurtosis terms of
// Cornish and Fisher: within one or two of the answer for means over 10.
func poissonGuess(z, mean float64) float64 {
	s := math.Sqrt(mean)
	return math.Floor(mean + s*z + (z*z-1)/6 + (z-z*z*z)/(72*s))
}

// poissonUp finds the smallest k with P(X <= k) >= u by starting below it and
// adding probabilities: no subtraction, so the lower tail keeps its digits.
func poissonUp(u, mean float64) int64 {
	k := math.Max(poissonGuess(NormalQuantile(u), mean)-1, 0)
	sum := gammaQ(k+1, mean) // P(X <= k)
	for k > 0 && sum >= u {
		k = math.Max(k-2, 0)
		sum = gammaQ(k+1, mean)
	}
	p := gammaTerm(k, mean)
	for sum < u {
		k++
		p *= mean / k
		sum += p
	}
	return int64(k)
}

// poissonDown finds the smallest k with P(X > k) <= v by starting above it and
// adding probabilities on the way down.
func poissonDown(v, mean float64) int64 {
	k := math.Max(poissonGuess(-NormalQuantile(v), mean)+1, 0)
	sum := gammaP(k+1, mean) // P(X > k)
	for sum > v {
		k += 2
		sum = gammaP(k+1, mean)
	}
	p := gammaTerm(k, mean)
	for k > 0 && sum+p <= v { // P(X > k-1)
		sum += p
		p *= k / mean
		k--
	}
	return int64(k)
}
