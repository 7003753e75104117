package rng

// Must gives the distribution, or panics with the error of its constructor:
// for tests and for figures written in the source.
func Must(d Dist, err error) Dist {
	if err != nil {
		panic("rng: " + err.Error())
	}
	return d
}

// The Must constructors are their namesakes for parameters written in the
// source: they panic where those give an error.

// MustConstant is Constant, panicking on an error.
func MustConstant(v float64) Dist { return Must(Constant(v)) }

// MustUniform is Uniform, panicking on an error.
func MustUniform(lo, hi float64) Dist { return Must(Uniform(lo, hi)) }

// MustExponential is Exponential, panicking on an error.
func MustExponential(mean float64) Dist { return Must(Exponential(mean)) }

// MustLognormalMean is LognormalMean, panicking on an error.
func MustLognormalMean(mean, logSD float64) Dist { return Must(LognormalMean(mean, logSD)) }

// MustLognormalMedian is LognormalMedian, panicking on an error.
func MustLognormalMedian(median, logSD float64) Dist { return Must(LognormalMedian(median, logSD)) }

// MustWeibull is Weibull, panicking on an error.
func MustWeibull(k, scale float64) Dist { return Must(Weibull(k, scale)) }

// MustGamma is Gamma, panicking on an error.
func MustGamma(mean, cv float64) Dist { return Must(Gamma(mean, cv)) }

// MustErlang is Erlang, panicking on an error.
func MustErlang(k int, mean float64) Dist { return Must(Erlang(k, mean)) }

// MustTriangular is Triangular, panicking on an error.
func MustTriangular(lo, mode, hi float64) Dist { return Must(Triangular(lo, mode, hi)) }

// MustNever is Never.
func MustNever() Dist { return Must(Never()) }
