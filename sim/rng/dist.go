package rng

import (
	"fmt"
	"math"
)

// kind is the family of a Dist. Zero is no family, so that a Dist that nobody
// built is noticed.
type kind uint8

const (
	kindConstant kind = iota + 1
	kindUniform
	kindExponential
	kindLognormalMean
	kindLognormalMedian
	kindWeibull
	kindGamma
	kindErlang
	kindTriangular
	kindNever
)

// Dist is a distribution of one real number, checked when built. It is a
// comparable value without pointers (40 bytes); its unit is the caller's. The
// zero Dist is no distribution: its methods panic, except String.
//
// p and q are the parameters as the caller gave them; r and s are what the
// quantile needs (see each constructor).
type Dist struct {
	kind       kind
	p, q, r, s float64
}

// Constant always gives v, which must be finite.
func Constant(v float64) (Dist, error) {
	if !finite(v) {
		return Dist{}, fmt.Errorf("constant: value is %v; it must be a finite number", v)
	}
	return Dist{kind: kindConstant, p: v}, nil
}

// Uniform is spread evenly over [lo, hi]; both finite, lo <= hi.
func Uniform(lo, hi float64) (Dist, error) {
	if !(lo <= hi) || !finite(lo) || !finite(hi) || !finite(hi-lo) {
		return Dist{}, fmt.Errorf("uniform: lo is %v and hi is %v; both must be finite, lo <= hi", lo, hi)
	}
	return Dist{kind: kindUniform, p: lo, q: hi, r: hi - lo}, nil
}

// Exponential has the given mean > 0.
func Exponential(mean float64) (Dist, error) {
	if err := positive("exponential", "mean", mean); err != nil {
		return Dist{}, err
	}
	return Dist{kind: kindExponential, p: mean}, nil
}

// LognormalMean has the given mean > 0 and standard deviation logSD >= 0 of its
// logarithm: mu = ln(mean) - logSD^2/2 (r).
func LognormalMean(mean, logSD float64) (Dist, error) {
	if err := firstError(positive("lognormal", "mean", mean), spread("lognormal", "log_sd", logSD)); err != nil {
		return Dist{}, err
	}
	return Dist{kind: kindLognormalMean, p: mean, q: logSD, r: math.Log(mean) - logSD*logSD/2}, nil
}

// LognormalMedian has the given median > 0 and standard deviation logSD >= 0 of
// its logarithm: mu = ln(median) (r).
func LognormalMedian(median, logSD float64) (Dist, error) {
	if err := firstError(positive("lognormal", "median", median), spread("lognormal", "log_sd", logSD)); err != nil {
		return Dist{}, err
	}
	return Dist{kind: kindLognormalMedian, p: median, q: logSD, r: math.Log(median)}, nil
}

// Weibull has survival function exp(-(x/scale)^k), shape k in [0.05, 1000] and
// scale > 0. Below that shape the quantile leaves the range of float64. r is 1/k.
func Weibull(k, scale float64) (Dist, error) {
	if !(k >= 0.05 && k <= 1000) {
		return Dist{}, fmt.Errorf("weibull: k is %v; it must lie in [0.05, 1000]", k)
	}
	if err := positive("weibull", "scale", scale); err != nil {
		return Dist{}, err
	}
	return Dist{kind: kindWeibull, p: k, q: scale, r: 1 / k}, nil
}

// Gamma has the given mean > 0 and coefficient of variation cv in [0.001, 10]:
// shape 1/cv^2 (r), scale mean cv^2 (s).
func Gamma(mean, cv float64) (Dist, error) {
	if err := positive("gamma", "mean", mean); err != nil {
		return Dist{}, err
	}
	if !(cv >= 0.001 && cv <= 10) {
		return Dist{}, fmt.Errorf("gamma: cv is %v; it must lie in [0.001, 10]", cv)
	}
	return Dist{kind: kindGamma, p: mean, q: cv, r: 1 / (cv * cv), s: mean * cv * cv}, nil
}

// Erlang is the sum of k independent exponential stages, 1 <= k <= 1,000,000,
// with mean > 0 in all: a gamma of shape k (r) and scale mean/k (s).
func Erlang(k int, mean float64) (Dist, error) {
	if k < 1 || k > 1_000_000 {
		return Dist{}, fmt.Errorf("erlang: k is %d; it must lie in [1, 1000000]", k)
	}
	if err := positive("erlang", "mean", mean); err != nil {
		return Dist{}, err
	}
	return Dist{kind: kindErlang, p: float64(k), q: mean, r: float64(k), s: mean / float64(k)}, nil
}

// Triangular rises from lo to mode and falls to hi; all finite, lo <= mode <= hi.
// r is the mode; s is the probability below it, (mode-lo)/(hi-lo).
func Triangular(lo, mode, hi float64) (Dist, error) {
	if !(lo <= mode && mode <= hi) || !finite(lo) || !finite(hi) || !finite(hi-lo) {
		return Dist{}, fmt.Errorf("triangular: lo is %v, mode is %v and hi is %v; all must be finite, lo <= mode <= hi", lo, mode, hi)
	}
	d := Dist{kind: kindTriangular, p: lo, q: hi, r: mode}
	if hi > lo {
		d.s = (mode - lo) / (hi - lo)
	}
	return d, nil
}

// Never gives +Inf always: a patience that does not end, a fault that does not
// come. The error is always nil; it is there so that all families are built alike.
func Never() (Dist, error) { return Dist{kind: kindNever}, nil }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func positive(family, name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 1) {
		return fmt.Errorf("%s: %s is %v; it must be finite and greater than 0", family, name, x)
	}
	return nil
}

// spread checks the spread of a logarithm. 10 is e^10 for one standard
// deviation: no duration is like that, and its mean soon leaves float64.
func spread(family, name string, x float64) error {
	if !(x >= 0 && x <= 10) {
		return fmt.Errorf("%s: %s is %v; it must lie in [0, 10]", family, name, x)
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
