package rng

import "math"

// gammaTerm gives x^a e^-x / Gamma(a+1) for a >= 0, x > 0: the Poisson
// probability of a at mean x, also for fractional a.
//
// C. Loader, "Fast and accurate computation of binomial probabilities" (2000):
// the deviance and the error of Stirling's formula are computed apart, so that
// the large parts of the logarithm cancel on paper and not in the machine. The
// relative error stays within some 1e-15 times max(1, |deviance|).
func gammaTerm(a, x float64) float64 {
	if a < 16 {
		lg, _ := math.Lgamma(a + 1)
		return math.Exp(a*math.Log(x) - x - lg)
	}
	return math.Exp(-stirlingError(a)-deviance(a, x)) / math.Sqrt(2*math.Pi*a)
}

// stirlingError gives ln(Gamma(a+1)) - ln(sqrt(2 pi a) (a/e)^a) for a >= 16 by
// Stirling's series (Abramowitz and Stegun 6.1.41); the first term left out is
// 691/360360/a^11 < 1.1e-16 at a = 16.
func stirlingError(a float64) float64 {
	a2 := a * a
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188/a2)/a2)/a2)/a2) / a
}

// deviance gives a ln(a/x) + x - a >= 0. Near a = x it is summed from the series
// in v = (a-x)/(a+x), where the plain formula loses all its digits.
func deviance(a, x float64) float64 {
	if math.Abs(a-x) < 0.1*(a+x) {
		v := (a - x) / (a + x)
		sum := (a - x) * v
		term := 2 * a * v
		v *= v
		for j := 3.0; ; j += 2 {
			term *= v
			next := sum + term/j
			if next == sum {
				return sum
			}
			sum = next
		}
	}
	return a*math.Log(a/x) + x - a
}

// gammaP gives the regularized lower incomplete gamma function P(a,x), and
// gammaQ gives Q(a,x) = 1 - P(a,x); a > 0, x > 0. The smaller of the two is
// computed directly, so both keep their relative accuracy in their tails. The
// number of terms grows as sqrt(a).
func gammaP(a, x float64) float64 {
	if x < a+1 {
		return lowerSeries(a, x)
	}
	return 1 - upperFraction(a, x)
}

func gammaQ(a, x float64) float64 {
	if x < a+1 {
		return 1 - lowerSeries(a, x)
	}
	return upperFraction(a, x)
}

// lowerSeries sums P(a,x) for x < a+1 (DLMF 8.11.4).
func lowerSeries(a, x float64) float64 {
	sum, term := 1.0, 1.0
	for n := a + 1; ; n++ {
		term *= x / n
		sum += term
		if term < sum*0x1p-55 {
			return sum * gammaTerm(a, x)
		}
	}
}

// upperFraction evaluates Q(a,x) for x >= a+1 by the continued fraction of DLMF
// 8.9.2 in its even part, with Lentz's method as modified by Thompson and
// Barnett (1986). Every denominator is positive for x >= a+1.
func upperFraction(a, x float64) float64 {
	const tiny = 1e-300
	b := x + 1 - a
	c := 1 / tiny
	d := 1 / b
	h := d
	for n := 1.0; n < 1e7; n++ {
		an := -n * (n - a)
		b += 2
		d = b + an*d
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = b + an/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		step := d * c
		h *= step
		if math.Abs(step-1) < 0x1p-52 {
			break
		}
	}
	return h * a * gammaTerm(a, x)
}

// gammaQuantile gives x with P(a,x) = u for u in [0,1] and shape a > 0, scale 1,
// to about 1e-12 relative.
//
// Start: Wilson and Hilferty (1931) for a >= 1, P ~ x^a/Gamma(a+1) for small a
// or far down. Then Halley's method on the tail that is the smaller one, kept
// inside a bracket that each step narrows; a step that leaves it is replaced by
// bisection in ln x. Monotone to that accuracy. Off the hot path.
func gammaQuantile(a, u float64) float64 {
	switch {
	case u <= 0:
		return 0
	case u >= 1:
		return math.Inf(1)
	}
	lg, _ := math.Lgamma(a + 1)
	low := math.Exp((math.Log(u) + lg) / a) // P <= x^a/Gamma(a+1): low <= x
	if low == 0 {
		return 0 // under the smallest float64
	}
	x := low
	if a >= 0.3 {
		z := NormalQuantile(u)
		w := 1 - 1/(9*a) + z/(3*math.Sqrt(a))
		if wh := a * w * w * w; w > 0 && wh > low {
			x = wh
		}
	}
	lo, hi := low, math.Inf(1)
	for range 100 {
		// f has the sign of P - u; it is divided by the density.
		var f float64
		if u <= 0.5 {
			f = gammaP(a, x) - u
		} else {
			f = (1 - u) - gammaQ(a, x)
		}
		switch {
		case f == 0:
			return x
		case f > 0:
			hi = x
		default:
			lo = x
		}
		t := f * x / (a * gammaTerm(a, x)) // f/density
		// Halley: f''/f' = (a-1)/x - 1.
		half := 0.5 * t * ((a-1)/x - 1)
		if half > -1 && half < 1 {
			t /= 1 - half
		}
		next := x - t
		if !(next > lo && next < hi) {
			next = bisect(lo, hi)
		}
		if math.Abs(next-x) <= 1e-14*x {
			return next
		}
		x = next
	}
	return x
}

// bisect halves a bracket on the logarithmic scale, or doubles an open one.
func bisect(lo, hi float64) float64 {
	if math.IsInf(hi, 1) {
		return 2 * lo
	}
	return math.Sqrt(lo) * math.Sqrt(hi)
}
