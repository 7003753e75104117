package queueing

import "math"

// seriesReach is how far y may exceed x for the sum of the series, whose terms
// then stay below exp(50), to be taken instead of the continued fraction.
const seriesReach = 50

// palm is the logarithm of Palm's function
//
//	A(x, y) = sum over j >= 0 of y^j / ((x+1) ... (x+j)) = x e^y y^-x gamma(x, y)
//
// with the lower incomplete gamma function, and the mean of j under its terms.
// With x = n mu/theta and y = lambda/theta the terms are the probabilities of j
// waiting, relative to that of all n busy and nobody waiting (Palm 1957; Mandelbaum
// and Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue", 2007). x > 0, y >= 0.
func palm(x, y float64) (logA, mean float64) {
	if y <= x+seriesReach {
		sum, first, term := 1.0, 0.0, 1.0
		for j := 1.0; ; j++ {
			ratio := y / (x + j)
			term *= ratio
			sum += term
			first += j * term
			// Past the largest term the rest is below a geometric series.
			if ratio < 1 && term*(j+1/(1-ratio))/(1-ratio) <= 1e-17*first || term == 0 {
				return math.Log(sum), first / sum
			}
		}
	}
	// gamma(x,y) = Gamma(x) - Gamma(x,y); at y > x it is the larger part, so that
	// nothing cancels. Gamma(x,y) is Legendre's fraction (Abramowitz and Stegun
	// 6.5.31), evaluated by the modified Lentz method.
	whole := 0.5*math.Log(2*math.Pi*x) + stirling(x) + x*excess((y-x)/x) // ln of Gamma(x+1) e^y y^-x
	logA = whole + math.Log1p(-x*legendre(x, y)*math.Exp(-whole))
	// Balance: lambda = (n mu) P(served) + theta mean, conditional on waiting.
	return logA, y - x + x*math.Exp(-logA)
}

// legendre is Gamma(x,y) e^y y^-x for y > x + 1.
func legendre(x, y float64) float64 {
	const tiny = 1e-300
	b := y + 1 - x
	c, d := 1/tiny, 1/b
	f := d
	for i := 1.0; ; i++ {
		a := -i * (i - x)
		b += 2
		d = 1 / nonzero(a*d+b, tiny)
		c = nonzero(b+a/c, tiny)
		step := d * c
		f *= step
		if math.Abs(step-1) < 1e-16 {
			return f
		}
	}
}

func nonzero(v, tiny float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

// excess is e - ln(1+e) for e > -1, without loss near 0 (Loader, "Fast and
// Accurate Computation of Binomial Probabilities", 2000).
func excess(e float64) float64 {
	if math.Abs(e) > 0.1 {
		return e - math.Log1p(e)
	}
	sum, power := 0.0, e
	for k := 2.0; ; k++ {
		power *= -e
		next := sum - power/k
		if next == sum {
			return sum
		}
		sum = next
	}
}

// stirling is ln Gamma(x+1) less Stirling's (x+1/2) ln x - x + ln(2 pi)/2.
func stirling(x float64) float64 {
	if x < 16 {
		lg, _ := math.Lgamma(x + 1)
		return lg - (x+0.5)*math.Log(x) + x - 0.5*math.Log(2*math.Pi)
	}
	i := 1 / x
	s := i * i
	return i * (1./12 - s*(1./360-s*(1./1260-s*(1./1680-s/1188))))
}
