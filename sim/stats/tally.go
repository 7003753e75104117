package stats

import "math"

// Tally holds number, mean, variance and range of the values added to it,
// without keeping them. The zero Tally is empty and ready.
//
// Invariant: m2 is the sum of squared deviations from mean, so m2 >= 0.
type Tally struct {
	n        int64
	mean, m2 float64
	min, max float64
}

// Add counts one value. A NaN makes every later figure NaN, on purpose.
//
// B. P. Welford, Technometrics 4 (1962) 419-420: no loss of digits when the
// mean is large against the spread.
func (t *Tally) Add(x float64) {
	if t.n == 0 {
		t.min, t.max = x, x
	}
	t.n++
	delta := x - t.mean
	t.mean += delta / float64(t.n)
	t.m2 += delta * (x - t.mean)
	// Plain comparisons: math.Min is a call, and a NaN shows in the mean.
	if x < t.min {
		t.min = x
	}
	if x > t.max {
		t.max = x
	}
}

// Merge adds all that o has seen. The result depends on the order of merging
// in its last bits: merge trials in index order.
//
// Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for
// computing sample variances" (1979), equations 2.1.
func (t *Tally) Merge(o Tally) {
	switch {
	case o.n == 0:
		return
	case t.n == 0:
		*t = o
		return
	}
	n, m := float64(t.n), float64(o.n)
	delta := o.mean - t.mean
	t.mean += delta * m / (n + m)
	t.m2 += o.m2 + delta*delta*n*m/(n+m)
	t.n += o.n
	t.min, t.max = math.Min(t.min, o.min), math.Max(t.max, o.max)
}

// N gives the number of values.
func (t Tally) N() int64 { return t.n }

// Sum gives the total of the values.
func (t Tally) Sum() float64 { return t.mean * float64(t.n) }

// Mean gives the mean, NaN if empty.
func (t Tally) Mean() float64 {
	if t.n == 0 {
		return math.NaN()
	}
	return t.mean
}

// Var gives the sample variance (divided by n-1), NaN for fewer than two values.
func (t Tally) Var() float64 {
	if t.n < 2 {
		return math.NaN()
	}
	return t.m2 / float64(t.n-1)
}

// SD gives the sample standard deviation, NaN for fewer than two values.
func (t Tally) SD() float64 { return math.Sqrt(t.Var()) }

// Min gives the least value, NaN if empty.
func (t Tally) Min() float64 {
	if t.n == 0 {
		return math.NaN()
	}
	return t.min
}

// Max gives the greatest value, NaN if empty.
func (t Tally) Max() float64 {
	if t.n == 0 {
		return math.NaN()
	}
	return t.max
}

// Autocorrelation gives the sample autocorrelation of values in their order at
// the given lag >= 1: whether neighbours (replications, days) go together. It
// is near 0 with standard error 1/sqrt(n) for independent values; NaN if all
// are equal.
func Autocorrelation(values []float64, lag int) float64 {
	var t Tally
	for _, v := range values {
		t.Add(v)
	}
	sum := 0.0
	for i := lag; i < len(values); i++ {
		sum += (values[i] - t.mean) * (values[i-lag] - t.mean)
	}
	return sum / t.m2
}
