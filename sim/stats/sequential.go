package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Intervals that stay valid however often one looks: a confidence sequence of a
// given level holds the truth at all looks together with at least that
// probability, so that one may stop at whatever look one likes. An ordinary
// interval holds it at each look alone; who stops at the first look that
// pleases is misled far more often (tested here, and shown by `peakready verify
// --coverage`).

// MeanSequence is a confidence sequence of the mean of independent, identically
// distributed normal values with unknown variance: add values, look whenever.
//
// It is the mixture martingale of the scale-invariant likelihood ratio of
// Student's t: for an unknown standard deviation sigma, delta = (mu - mu0)/sigma
// is given the normal prior N(0, c^2) and sigma the right Haar prior. With n
// values, g = n c^2/(1 + n c^2) and t the ordinary t statistic for mu0 with
// nu = n - 1 degrees of freedom, the Bayes factor is
//
//	M = (1 + n c^2)^(-1/2) ((1 + t^2/nu)/(1 + (1-g) t^2/nu))^(n/2)
//
// T. L. Lai, Annals of Statistics 4 (1976) 265-280, section 4; Gronau, Ly and
// Wagenmakers, American Statistician 74 (2020) 137-143, equation 4. It is a
// martingale with mean 1 at the true mean when the values are normal, so by
// Ville's inequality the chance that M ever reaches 1/(1-level) is at most
// 1-level. The interval is of all mu0 for which it has not. Values that are not
// normal are covered less well while few: of exponential values, looked at 50
// times, 8.6% of experiments missed at some look, most at the first (tested
// here), where Student's interval missed in 44%.
type MeanSequence struct {
	level float64
	tune  float64 // c
	t     Tally
}

// NewMeanSequence makes an empty sequence at a level such as 0.95 that is
// narrowest, for what it promises, when about n values have been added, n >= 2.
func NewMeanSequence(level float64, n int) *MeanSequence {
	checkLevel(level)
	if n < 2 {
		panic(fmt.Sprintf("stats: a confidence sequence tuned for %d values; it needs 2 or more", n))
	}
	// Near the boundary t^2 is about ln(1 + n c^2) + 2 ln(1/alpha); the width at
	// n is least where n c^2 is about this (Howard, Ramdas, McAuliffe and Sekhon,
	// Annals of Statistics 49 (2021) 1055-1080, section 3.6).
	a := -2 * math.Log(1-level)
	return &MeanSequence{level: level, tune: math.Sqrt((a + math.Log(1+a)) / float64(n))}
}

// Add adds a value.
func (s *MeanSequence) Add(x float64) { s.t.Add(x) }

// Estimate is the mean with the interval as of now. Lo and Hi are NaN while it
// has no end: with few values no mean can be excluded.
func (s *MeanSequence) Estimate() Estimate {
	e := Estimate{Mean: s.t.Mean(), Lo: math.NaN(), Hi: math.NaN(), N: int(s.t.n)}
	if half := s.HalfWidth(); !math.IsInf(half, 1) {
		e.Lo, e.Hi = e.Mean-half, e.Mean+half
	}
	return e
}

// HalfWidth of the interval; +Inf while it has no end.
func (s *MeanSequence) HalfWidth() float64 {
	n := float64(s.t.n)
	if n < 2 {
		return math.Inf(1)
	}
	// M < 1/(1-level) solved for q = t^2/nu:
	//	(1+q)/(1+(1-g)q) < k,  k = ((1+n c^2)/(1-level)^2)^(1/n)
	nc := n * s.tune * s.tune
	rest := 1 / (1 + nc) // 1-g
	k := math.Exp((math.Log1p(nc) - 2*math.Log(1-s.level)) / n)
	if k*rest >= 1 { // holds for every q
		return math.Inf(1)
	}
	q := (k - 1) / (1 - k*rest)
	return math.Sqrt(q*(n-1)) * s.t.SD() / math.Sqrt(n)
}

// ShareSequence is a confidence sequence of a share: the seasons in which a
// target holds, say. Exact for independent trials of one probability p, at any
// number of looks.
//
// The beta mixture with the uniform prior: the ratio of the probability of k
// successes in n trials, in their order, under a p drawn from the prior to that
// under the true p is a martingale with mean 1; the interval is of all p at
// which it has not reached 1/(1-level).
//
//	B(k+1, n-k+1) / (p^k (1-p)^(n-k)) < 1/(1-level)
//
// H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397-1409, section 7;
// Ville 1939. With k = n the lower end is ((1-level)/(n+1))^(1/n): for a lower
// end of 90% at level 0.95 it takes 69 trials without a failure, where a single
// look at Clopper and Pearson's interval takes 36.
type ShareSequence struct {
	level float64
	k, n  int
}

// NewShareSequence makes an empty sequence at a level such as 0.95.
func NewShareSequence(level float64) *ShareSequence {
	checkLevel(level)
	return &ShareSequence{level: level}
}

// Add adds one trial.
func (s *ShareSequence) Add(success bool) {
	s.n++
	if success {
		s.k++
	}
}

// Estimate is the share with the interval as of now: from 0 to 1, and the mean
// NaN, before the first trial.
func (s *ShareSequence) Estimate() Estimate {
	e := Estimate{Mean: float64(s.k) / float64(s.n), Lo: 0, Hi: 1, N: s.n}
	if s.n == 0 {
		return e
	}
	if s.k > 0 {
		e.Lo = s.end(0, e.Mean)
	}
	if s.k < s.n {
		e.Hi = s.end(1, e.Mean)
	}
	return e
}

// end finds, between the share itself, which is inside, and 0 or 1, which is
// not, where the martingale reaches its bound; it gives the side that is out, so
// that rounding widens.
func (s *ShareSequence) end(out, in float64) float64 {
	k, n := float64(s.k), float64(s.n)
	prior := mathext.Lbeta(k+1, n-k+1)
	bound := -math.Log(1 - s.level)
	for range 200 {
		p := (out + in) / 2
		if p == out || p == in {
			break
		}
		l := prior
		if k > 0 {
			l -= k * math.Log(p)
		}
		if n > k {
			l -= (n - k) * math.Log1p(-p)
		}
		if l < bound {
			in = p
		} else {
			out = p
		}
	}
	return out
}
