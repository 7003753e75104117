package rng

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestBinomialCountsFollowGonum: chi-square of 40,000 draws in cells of the exact
// law, z = 4 (false alarm 3e-5 each), mean and variance within 4 standard errors.
func TestBinomialCountsFollowGonum(t *testing.T) {
	for _, c := range []struct {
		n int64
		p float64
	}{{1, 0.3}, {7, 0.5}, {40, 0.02}, {40, 0.97}, {200, 0.3}, {5000, 0.01}, {30_000, 0.4}, {1_000_000, 0.05}, {60_000, 0.9}} {
		const draws = 40_000
		law := distuv.Binomial{N: float64(c.n), P: c.p}
		mean, variance := law.Mean(), law.Variance()
		k := NewKey(8, 0)
		sum, squares := 0.0, 0.0
		cells := map[int64]float64{}
		width := int64(math.Max(1, math.Round(math.Sqrt(variance)/4)))
		for i := range uint64(draws) {
			x := Binomial(k.Entity(1, i).U(1), c.n, c.p)
			if x < 0 || x > c.n {
				t.Fatalf("Binomial(%d, %v) gave %d", c.n, c.p, x)
			}
			d := float64(x) - mean
			sum += d
			squares += d * d
			cells[x/width]++
		}
		if z := sum / draws / math.Sqrt(variance/draws); math.Abs(z) > 4 {
			t.Errorf("n %d, p %v: mean off by z = %.1f", c.n, c.p, z)
		}
		spread := math.Sqrt(variance * (1 + 2*variance - 6*variance*c.p*(1-c.p)/1) / draws) // of (X-mean)^2: near enough for the bound
		if c.n > 100 && math.Abs(squares/draws-variance) > 4*math.Max(spread, variance*math.Sqrt(2.0/draws)) {
			t.Errorf("n %d, p %v: variance %v, want %v", c.n, c.p, squares/draws, variance)
		}
		chi, df, left, leftWant := 0.0, -1.0, 0.0, 0.0
		for from := int64(0); from <= c.n; from += width {
			if math.Abs(float64(from)-mean) > 8*math.Sqrt(variance)+float64(2*width) {
				continue
			}
			want := draws * (law.CDF(float64(min(from+width-1, c.n))) - law.CDF(float64(from-1)))
			if want < 10 {
				left, leftWant = left+cells[from/width], leftWant+want
				continue
			}
			d := cells[from/width] - want
			chi += d * d / want
			df++
		}
		if leftWant >= 5 {
			chi += (left - leftWant) * (left - leftWant) / leftWant
			df++
		}
		if z := (chi - df) / math.Sqrt(2*df); df > 0 && z > 4 {
			t.Errorf("n %d, p %v: chi-square %.1f of %v degrees, z = %.1f", c.n, c.p, chi, df, z)
		}
	}
}

// TestBinomialNearTheNormal: where the normal takes over, its steps are those of
// the exact law to 1e-5 of probability.
func TestBinomialNearTheNormal(t *testing.T) {
	for _, p := range []float64{0.5, 0.1, 0.01} {
		n := int64(normalVariance/(p*(1-p))) + 10
		law := distuv.Binomial{N: float64(n), P: p}
		for _, u := range []float64{1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999} {
			k := float64(Binomial(u, n, p))
			if low, high := law.CDF(k-1), law.CDF(k); u < low-1e-5 || u > high+1e-5 {
				t.Errorf("Binomial(%v, %d, %v) = %v: its step is from %v to %v", u, n, p, k, low, high)
			}
		}
	}
}

// TestBinomialStartsAtTheMode: which number a uniform gives is part of what a seed
// means, and the search starts at floor((n+1) p), the mode. In the first rows that is
// not floor(n p): the first stretch of uniforms, as long as the mode's probability, is
// the mode's, and the next one its likelier neighbour's.
func TestBinomialStartsAtTheMode(t *testing.T) {
	for _, c := range []struct {
		u    float64
		n    int64
		p    float64
		want int64
	}{
		{0.05, 25, 0.47, 12}, // P(12) = 0.158, P(11) = 0.153: the mode, not floor(11.75)
		{0.2, 25, 0.47, 11},
		{0.05, 30, 0.36, 11}, // floor(10.8) is 10
		{0.05, 1000, 0.0459, 45},
		{0.05, 1000, 0.04599, 46}, // floor(45.99) is 45
		{0.95, 25, 0.53, 13},      // by symmetry
	} {
		if got := Binomial(c.u, c.n, c.p); got != c.want {
			t.Errorf("Binomial(%v, %d, %v) = %d, want %d", c.u, c.n, c.p, got, c.want)
		}
	}
}

func TestBinomialAtItsEnds(t *testing.T) {
	for _, c := range []struct {
		u    float64
		n    int64
		p    float64
		want int64
	}{{0.5, 0, 0.5, 0}, {0.5, 9, 0, 0}, {0.5, 9, 1, 9}, {0x1p-53, 5, 0.5, 0}, {1 - 0x1p-53, 5, 0.5, 5}, {0.4, 1, 0.5, 0}} {
		if got := Binomial(c.u, c.n, c.p); got != c.want {
			t.Errorf("Binomial(%v, %d, %v) = %d, want %d", c.u, c.n, c.p, got, c.want)
		}
	}
	for _, bad := range []func(){func() { Binomial(0, 1, 0.5) }, func() { Binomial(0.5, -1, 0.5) }, func() { Binomial(0.5, 1, 1.1) }, func() { Binomial(0.5, 1, math.NaN()) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("accepted what is out of range")
				}
			}()
			bad()
		}()
	}
}

func BenchmarkBinomial(b *testing.B) {
	k := NewKey(1, 1)
	for _, c := range []struct {
		name string
		n    int64
		p    float64
	}{{"few of 40", 40, 0.03}, {"a third of 300", 300, 0.3}, {"of 30,000", 30_000, 0.3}, {"normal", 1_000_000, 0.3}} {
		b.Run(c.name, func(b *testing.B) {
			for i := range uint64(b.N) {
				Binomial(k.Entity(1, i).U(1), c.n, c.p)
			}
		})
	}
}
