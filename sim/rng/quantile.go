package rng

import (
	"fmt"
	"math"
	"strconv"
)

// Quantile gives the value below which the distribution lies with probability
// u in [0,1]. NaN for a u outside. One uniform, rising in u, for every family.
// Constant, uniform, triangular, exponential, lognormal and Weibull take under
// 20 ns; gamma and Erlang solve an equation and take microseconds (Draw is the
// fast way to those).
func (d Dist) Quantile(u float64) float64 {
	if !(u >= 0 && u <= 1) {
		return math.NaN()
	}
	switch d.kind {
	case kindExponential:
		return d.p * lnSurvival(u)
	case kindLognormalMean, kindLognormalMedian:
		return exp(d.r + d.q*NormalQuantile(u))
	case kindWeibull:
		// x^(1/k) as exp(ln(x)/k): half the time of math.Pow. ln is negative
		// infinite at u = 0, which gives 0, as it should.
		return d.q * exp(d.r*ln(lnSurvival(u)))
	}
	return d.quantileRare(u)
}

// quantileRare holds the families without a logarithm and those off the hot path.
func (d Dist) quantileRare(u float64) float64 {
	switch d.kind {
	case kindConstant:
		return d.p
	case kindUniform:
		return math.Min(d.p+u*d.r, d.q) // rounding must not lead past hi
	case kindGamma, kindErlang:
		return d.s * gammaQuantile(d.r, u)
	case kindTriangular:
		width := d.q - d.p
		if u < d.s {
			return d.p + math.Sqrt(u*width*(d.r-d.p))
		}
		return d.q - math.Sqrt((1-u)*width*(d.q-d.r))
	case kindNever:
		return math.Inf(1)
	}
	panic("rng: quantile of a Dist that no constructor made")
}

// Draw gives the variate of luck l for purpose p: Quantile(l.U(p)), one
// uniform, monotone, for every family but gamma and Erlang. Those take a
// stream of uniforms (Stream.Gamma), which is fast, keeps the mean a pure scale
// (twice the mean is twice the draw), and is not monotone in any one uniform.
func (d Dist) Draw(l Luck, p Purpose) float64 {
	switch d.kind {
	case kindExponential: // the most frequent, without the checks of Quantile
		return d.p * l.Exp(p)
	case kindLognormalMean, kindLognormalMedian: // and so are these
		return exp(d.r + d.q*NormalQuantile(l.U(p)))
	case kindGamma, kindErlang:
		s := l.Stream(p)
		return d.s * s.Gamma(d.r)
	}
	return d.Quantile(l.U(p))
}

// IsExponential says whether d is exponential: then Draw(l, p) is Mean() times l.Exp(p).
func (d Dist) IsExponential() bool { return d.kind == kindExponential }

// Mean gives the expected value, +Inf for Never.
func (d Dist) Mean() float64 {
	switch d.kind {
	case kindConstant, kindExponential, kindLognormalMean, kindGamma:
		return d.p
	case kindUniform:
		return d.p + d.r/2
	case kindLognormalMedian:
		return d.p * math.Exp(d.q*d.q/2)
	case kindWeibull:
		return d.q * math.Gamma(1+d.r)
	case kindErlang:
		return d.q
	case kindTriangular:
		return d.p/3 + d.q/3 + d.r/3
	case kindNever:
		return math.Inf(1)
	}
	panic("rng: mean of a Dist that no constructor made")
}

// SD gives the standard deviation, NaN for Never (it has none).
func (d Dist) SD() float64 {
	switch d.kind {
	case kindConstant:
		return 0
	case kindUniform:
		return d.r / math.Sqrt(12)
	case kindExponential:
		return d.p
	case kindLognormalMean, kindLognormalMedian:
		return d.Mean() * math.Sqrt(math.Expm1(d.q*d.q))
	case kindWeibull:
		// sqrt(G(1+2/k)/G(1+1/k)^2 - 1) through logarithms: both overflow for
		// small k, and their ratio cancels for large k.
		l2, _ := math.Lgamma(1 + 2*d.r)
		l1, _ := math.Lgamma(1 + d.r)
		return d.Mean() * math.Sqrt(math.Expm1(l2-2*l1))
	case kindGamma:
		return d.p * d.q
	case kindErlang:
		return d.q / math.Sqrt(d.p)
	case kindTriangular:
		a, b, c := d.p, d.q, d.r
		return math.Sqrt(((b-a)*(b-a) + (c-a)*(c-a) - (b-a)*(c-a)) / 18)
	case kindNever:
		return math.NaN()
	}
	panic("rng: standard deviation of a Dist that no constructor made")
}

// String writes the distribution as a scenario would, in the caller's units,
// for instance lognormal(mean=300000, log_sd=0.9).
func (d Dist) String() string {
	n := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	if math.Abs(d.p) >= 1e5 || math.Abs(d.q) >= 1e5 {
		n = func(x float64) string {
			if a := math.Abs(x); a >= 1e5 && a < 1e15 {
				return strconv.FormatFloat(x, 'f', -1, 64)
			}
			return strconv.FormatFloat(x, 'g', -1, 64)
		}
	}
	switch d.kind {
	case kindConstant:
		return fmt.Sprintf("constant(%s)", n(d.p))
	case kindUniform:
		return fmt.Sprintf("uniform(lo=%s, hi=%s)", n(d.p), n(d.q))
	case kindExponential:
		return fmt.Sprintf("exponential(mean=%s)", n(d.p))
	case kindLognormalMean:
		return fmt.Sprintf("lognormal(mean=%s, log_sd=%s)", n(d.p), n(d.q))
	case kindLognormalMedian:
		return fmt.Sprintf("lognormal(median=%s, log_sd=%s)", n(d.p), n(d.q))
	case kindWeibull:
		return fmt.Sprintf("weibull(k=%s, scale=%s)", n(d.p), n(d.q))
	case kindGamma:
		return fmt.Sprintf("gamma(mean=%s, cv=%s)", n(d.p), n(d.q))
	case kindErlang:
		return fmt.Sprintf("erlang(k=%s, mean=%s)", n(d.p), n(d.q))
	case kindTriangular:
		return fmt.Sprintf("triangular(lo=%s, mode=%s, hi=%s)", n(d.p), n(d.r), n(d.q))
	case kindNever:
		return "never"
	}
	return "unset"
}
