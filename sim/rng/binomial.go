package rng

import (
	"fmt"
	"math"
)

// normalVariance is the variance above which Binomial is the rounded normal with
// its skewness; the cost of the exact inversion grows as the square root of it.
const normalVariance = 10_000

// maxBinomialTrials bounds the trials of a binomial count: whole numbers of a
// float64.
const maxBinomialTrials = 1 << 53

// Binomial gives the number of n things that have a property of probability p, at
// uniform u. One uniform; the same arguments give the same number.
//
// Up to a variance n p (1-p) of 10,000 it is exact but for rounding: inversion
// that adds up probabilities, from 0 where few are expected and else from the mode
// outwards, the likelier neighbour first (Kemp, Communications in Statistics -
// Theory and Methods 15 (1986) 805-813; Devroye 1986, section X.4). Above, it is
// the rounded normal with the first term of Cornish and Fisher's expansion for its
// skewness: cumulative probabilities are within 1e-5 of the exact ones.
//
// It panics unless 0 <= n <= 2^53, 0 <= p <= 1 and 0 < u < 1.
func Binomial(u float64, n int64, p float64) int64 {
	if !(n >= 0 && n <= maxBinomialTrials) || !(p >= 0 && p <= 1) || !(u > 0 && u < 1) {
		panic(fmt.Sprintf("rng: Binomial(u=%v, n=%v, p=%v): u must lie in (0,1), n in [0, 2^53], p in [0,1]", u, n, p))
	}
	if p > 0.5 {
		return n - Binomial(1-u, n, 1-p)
	}
	trials, variance := float64(n), float64(n)*p*(1-p)
	switch {
	case n == 0 || p == 0:
		return 0
	case variance > normalVariance:
		z := NormalQuantile(u)
		sd := math.Sqrt(variance)
		x := trials*p + sd*z + (1-2*p)*(z*z-1)/6
		return int64(max(0, min(trials, math.Floor(x+0.5))))
	case trials*p < 10:
		return binomialUp(u, trials, p)
	}
	return binomialOut(u, trials, p)
}

// binomialUp adds up from 0.
func binomialUp(u, n, p float64) int64 {
	odds := p / (1 - p)
	pk := math.Exp(n * math.Log1p(-p))
	sum, k := pk, 0.0
	for sum < u && k < n {
		pk *= (n - k) / (k + 1) * odds
		k++
		sum += pk
		if pk < 1e-300 { // what is left of 1 is rounding
			break
		}
	}
	return int64(k)
}

// binomialOut adds up from the mode outwards.
func binomialOut(u, n, p float64) int64 {
	odds := p / (1 - p)
	mode := math.Floor((n + 1) * p)
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(mode + 1)
	c, _ := math.Lgamma(n - mode + 1)
	top := math.Exp(a - b - c + mode*math.Log(p) + (n-mode)*math.Log1p(-p))
	u -= top
	if u <= 0 {
		return int64(mode)
	}
	low, high := mode, mode // the last ones added
	pl, ph := top, top
	nl, nh := pl*low/((n-low+1)*odds), ph*(n-high)/(high+1)*odds
	for nl > 0 || nh > 0 {
		if nh >= nl {
			high, ph = high+1, nh
			if u -= ph; u <= 0 {
				return int64(high)
			}
			nh = ph * (n - high) / (high + 1) * odds
			continue
		}
		low, pl = low-1, nl
		if u -= pl; u <= 0 {
			return int64(low)
		}
		nl = 0
		if low > 0 {
			nl = pl * low / ((n - low + 1) * odds)
		}
	}
	return int64(mode) // u was within rounding of 1
}
