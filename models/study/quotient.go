package study

import (
	"math"

	"peakready/sim/stats"
)

// quotient gives the mean of a over the mean of b, one of each a season, where
// b is above 0 beyond chance. Its interval is Fieller's: the ratios q for which
// the t-interval of the mean of a - q b holds 0,
//
//	q^2 (B^2 - k var b) - 2 q (A B - k cov) + (A^2 - k var a) <= 0,  k = t^2/n,
//
// with A and B the means and t Student's quantile. A quotient of means is
// biased and skewed in few seasons, and this interval is right for all of them
// where a and b are normal. It is finite only if the interval of b leaves out 0;
// else a complaint avoided may cost anything, and everything is NaN. One season
// has its quotient and no interval.
//
// E. C. Fieller, "Some problems in interval estimation", Journal of the Royal
// Statistical Society B 16 (1954) 175-185, of paired values.
func quotient(a, b []float64, level float64) stats.Estimate {
	n := len(a)
	none := alone(math.NaN(), n)
	below := stats.MeanCI(b, level)
	switch {
	case !(below.Mean > 0):
		return none
	case n < 2:
		return alone(stats.MeanCI(a, level).Mean/below.Mean, n)
	}
	var x, y, sum, steps stats.Tally
	for i := range a {
		x.Add(a[i])
		y.Add(b[i])
		steps.Add(float64(i))
	}
	for i := range a {
		sum.Add((a[i] - x.Mean()) * (b[i] - y.Mean()))
	}
	cov := sum.Sum() / float64(n-1)
	half := (steps.CI(level).Hi - steps.CI(level).Lo) / 2
	k := half * half / steps.Var() // t^2/n, of any values that differ
	A, B := x.Mean(), y.Mean()
	q2, q1, q0 := B*B-k*y.Var(), A*B-k*cov, A*A-k*x.Var()
	if !(q2 > 0) { // the interval of b holds 0
		return none
	}
	root := math.Sqrt(max(0, q1*q1-q2*q0)) // below 0 by rounding alone: A/B solves the inequality
	return stats.Estimate{Mean: A / B, Lo: (q1 - root) / q2, Hi: (q1 + root) / q2, N: n}
}
