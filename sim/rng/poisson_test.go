package rng

import (
	"math"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// exactPoisson inverts with 400 bits: the oracle. P(X <= k) is summed from 0.
func exactPoisson(u, mean float64) int64 {
	const precision = 400
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }
	// e^-mean as 1/(sum of mean^j/j!)
	sum, term := number(1), number(1)
	for j := 1.0; ; j++ {
		term.Mul(term, number(mean))
		term.Quo(term, number(j))
		if term.Sign() == 0 || term.MantExp(nil) < sum.MantExp(nil)-precision {
			break
		}
		sum.Add(sum, term)
	}
	// Compare u times e^mean with the sum of mean^k/k!.
	goal := new(big.Float).SetPrec(precision).Mul(number(u), sum)
	below, p := number(1), number(1)
	k := int64(0)
	for below.Cmp(goal) < 0 {
		k++
		p.Mul(p, number(mean))
		p.Quo(p, number(float64(k)))
		below.Add(below, p)
	}
	return k
}

func TestPoissonCountsAreExact(t *testing.T) {
	s := NewKey(5, 0).Entity(1, 1).Stream(1)
	tails := []float64{0x1p-53, 3 * 0x1p-53, 1e-12, 1e-6, 1e-3, 0.5, 0.5 + 0x1p-53, 1 - 1.0/1024, 1 - 1.0/1024 - 0x1p-53, 0.9999, 1 - 1e-6, 1 - 1e-12, 1 - 3*0x1p-53, 1 - 0x1p-53}
	for _, mean := range []float64{1e-12, 1e-3, 0.1, 1, 3.7, 12, 20.5, 39.9, 55, 99.9, 100, 100.1, 130, 333.3, 700} {
		us := tails
		for range 30 {
			us = append(us, s.U())
		}
		for _, u := range us {
			if got, want := Poisson(u, mean), exactPoisson(u, mean); got != want {
				t.Errorf("Poisson(%v, %v) = %d, want %d", u, mean, got, want)
			}
		}
	}
}

// TestPoissonCountsOfLargeMeansBracketU checks F(k-1) < u <= F(k) in gonum's
// incomplete gamma function, with room for its rounding and ours of 1e-10
// relative in the smaller tail.
func TestPoissonCountsOfLargeMeansBracketU(t *testing.T) {
	s := NewKey(5, 0).Entity(1, 1).Stream(2)
	for _, mean := range []float64{1000, 12345.678, 1e5, 1e6} {
		p := distuv.Poisson{Lambda: mean}
		us := []float64{0x1p-53, 1e-9, 0.5, 1 - 1e-9, 1 - 0x1p-53}
		for range 200 {
			us = append(us, s.U())
		}
		for _, u := range us {
			k := float64(Poisson(u, mean))
			var fits bool
			if u <= 0.5 {
				fits = p.CDF(k-1) < u*(1+1e-10) && p.CDF(k) >= u*(1-1e-10)
			} else {
				v := 1 - u
				fits = p.Survival(k) <= v*(1+1e-10) && p.Survival(k-1) > v*(1-1e-10)
			}
			if !fits {
				t.Errorf("Poisson(%v, %v) = %v does not bracket u", u, mean, k)
			}
		}
	}
}

// TestPoissonCountsFollowTheirDistribution: mean and variance within 4 standard
// errors (false alarm 6e-5 each) and chi-square at z = 4.
func TestPoissonCountsFollowTheirDistribution(t *testing.T) {
	for _, mean := range []float64{0.2, 3.7, 33, 64, 110, 900} {
		const n = 40_000
		p := distuv.Poisson{Lambda: mean}
		k := NewKey(8, 0)
		sum, squares := 0.0, 0.0
		cells := map[int]int{} // of equal chance: by the middle of each count's step
		for i := range uint64(n) {
			x := float64(Poisson(k.Entity(1, i).U(1), mean))
			sum += x
			squares += (x - mean) * (x - mean)
			cells[int(x)]++
		}
		if z := (sum/n - mean) / math.Sqrt(mean/n); math.Abs(z) > 4 {
			t.Errorf("mean %v: counts average %v, z = %.1f", mean, sum/n, z)
		}
		// Variance of (X-mean)^2 is mean + 2 mean^2.
		if z := (squares/n - mean) / math.Sqrt((mean+2*mean*mean)/n); math.Abs(z) > 4 {
			t.Errorf("mean %v: counts have variance %v, z = %.1f", mean, squares/n, z)
		}
		chi, df := 0.0, -1.0
		for x := 0; x < int(mean+10*math.Sqrt(mean)+10); x++ {
			if want := n * p.Prob(float64(x)); want >= 10 {
				d := float64(cells[x]) - want
				chi += d * d / want
				df++
			}
		}
		if z := (math.Cbrt(chi/df) - (1 - 2/(9*df))) / math.Sqrt(2/(9*df)); z > 4 {
			t.Errorf("mean %v: chi-square %v over %v cells, z = %.1f", mean, chi, df+1, z)
		}
	}
}

func TestHigherDemandContainsLowerDemand(t *testing.T) {
	k := NewKey(9, 0)
	minute := Name("demand/count")
	for _, mean := range []float64{0.01, 0.5, 7, 36.5, 55, 91.5, 99.95, 100, 130, 800, 90_000, 1e6} {
		n := uint64(20_000)
		if mean > 1000 {
			n = 500
		}
		for _, times := range []float64{1 + 1e-9, 1.001, 1.1, 2} {
			more := false
			for m := range n {
				u := k.Entity(1, m).U(minute)
				low, high := Poisson(u, mean), Poisson(u, mean*times)
				if high < low {
					t.Fatalf("minute %d has %d intentions at mean %v and %d at times %v", m, low, mean, high, times)
				}
				more = more || high > low
			}
			if times >= 1.1 && !more {
				t.Errorf("mean %v times %v never has more", mean, times)
			}
		}
	}
}

func TestPoissonCountsRiseWithU(t *testing.T) {
	for _, mean := range []float64{0.3, 20, 100, 101, 5000} {
		last := int64(0)
		for i := 1; i < 20_000; i++ {
			u := float64(i) / 20_000
			k := Poisson(u, mean)
			if k < last {
				t.Fatalf("mean %v: count falls from %d to %d at u = %v", mean, last, k, u)
			}
			last = k
		}
	}
}

func TestPoissonOfZeroMeanIsZero(t *testing.T) {
	if got := Poisson(1-0x1p-53, 0); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}

func TestPoissonPanicsOnWhatIsNoMeanOrNoUniform(t *testing.T) {
	for _, c := range []struct{ u, mean float64 }{
		{0.5, -1}, {0.5, math.NaN()}, {0.5, math.Inf(1)}, {0.5, 2e9}, {0, 1}, {1, 1}, {math.NaN(), 1},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Poisson(%v, %v) did not panic", c.u, c.mean)
				}
			}()
			Poisson(c.u, c.mean)
		}()
	}
}
