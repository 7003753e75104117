package rng

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// oracle is what the tests ask of gonum's distributions.
type oracle interface {
	Quantile(p float64) float64
	CDF(x float64) float64
	Mean() float64
	StdDev() float64
}

var families = []struct {
	dist   Dist
	oracle oracle
}{
	{MustUniform(2, 5), distuv.Uniform{Min: 2, Max: 5}},
	{MustExponential(300), distuv.Exponential{Rate: 1.0 / 300}},
	{MustLognormalMean(300, 0.832554611157698), distuv.LogNormal{Mu: 5.357208884, Sigma: 0.832554611}}, // case LN-300: mean 300 s, cv 1
	{MustLognormalMedian(120, 0.4), distuv.LogNormal{Mu: math.Log(120), Sigma: 0.4}},
	{MustWeibull(0.7, 300), distuv.Weibull{K: 0.7, Lambda: 300}},
	{MustWeibull(3.2, 5), distuv.Weibull{K: 3.2, Lambda: 5}},
	{MustTriangular(1, 2, 4), distuv.NewTriangle(1, 4, 2, nil)},
	{MustGamma(10, 2), distuv.Gamma{Alpha: 0.25, Beta: 0.025}},
	{MustGamma(1, 0.3), distuv.Gamma{Alpha: 1 / 0.09, Beta: 1 / 0.09}},
	{MustErlang(1, 300), distuv.Exponential{Rate: 1.0 / 300}},
	{MustErlang(3, 300), distuv.Gamma{Alpha: 3, Beta: 0.01}},
	{MustErlang(400, 1), distuv.Gamma{Alpha: 400, Beta: 400}},
}

// TestQuantilesAgreeWithGonum compares where gonum is a good oracle: from 1e-6
// up (below, its exponential and Weibull lose digits in 1-p; see the next
// test), and where its quantile inverts its own distribution function (its
// gamma quantile gives 0 in the far lower tail of small shapes).
func TestQuantilesAgreeWithGonum(t *testing.T) {
	for _, f := range families {
		t.Run(f.dist.String(), func(t *testing.T) {
			tolerance := 1e-9
			if strings.HasPrefix(f.dist.String(), "lognormal(mean") {
				tolerance = 5e-9 // the case's parameters have ten digits
			}
			compared := 0
			for _, u := range grid() {
				got, want := f.dist.Quantile(u), f.oracle.Quantile(u)
				if back := f.oracle.CDF(want); u < 1e-6 || math.Abs(back-u) > 1e-10*min(u, 1-u) && math.Abs(back-u) > 1e-15 {
					continue
				}
				compared++
				if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
					t.Errorf("quantile of %v = %.15g, want %.15g", u, got, want)
				}
			}
			if compared < 60 {
				t.Errorf("only %d quantiles could be compared, want at least 60", compared)
			}
		})
	}
}

// TestLowerTailsKeepTheirDigits inverts the closed forms below 1e-6.
func TestLowerTailsKeepTheirDigits(t *testing.T) {
	exponential, weibull := MustExponential(300), MustWeibull(0.7, 300)
	for u := 0x1p-53; u < 1e-4; u *= 1.7 {
		if back := -math.Expm1(-exponential.Quantile(u) / 300); !(math.Abs(back-u) <= 1e-11*u) {
			t.Errorf("exponential quantile of %v is that of %v", u, back)
		}
		if back := -math.Expm1(-math.Pow(weibull.Quantile(u)/300, 0.7)); !(math.Abs(back-u) <= 1e-11*u) {
			t.Errorf("Weibull quantile of %v is that of %v", u, back)
		}
	}
}

// grid runs over probabilities from 1e-12 to 1 - 1e-12.
func grid() (us []float64) {
	for e := -12.0; e < -1; e += 0.25 {
		p := math.Pow(10, e)
		us = append(us, p, 1-p)
	}
	for u := 0.1; u < 0.9; u += 0.0137 {
		us = append(us, u)
	}
	return us
}

func TestMomentsAgreeWithGonum(t *testing.T) {
	for _, f := range families {
		if got, want := f.dist.Mean(), f.oracle.Mean(); math.Abs(got-want) > 1e-8*want {
			t.Errorf("mean of %v = %v, want %v", f.dist, got, want)
		}
		if got, want := f.dist.SD(), f.oracle.StdDev(); math.Abs(got-want) > 1e-8*want {
			t.Errorf("standard deviation of %v = %v, want %v", f.dist, got, want)
		}
	}
}

// TestDrawsFollowTheirDistribution: for each family the mean within 4 standard
// errors (false alarm 6e-5) and Kolmogorov-Smirnov at a level of 1e-5.
func TestDrawsFollowTheirDistribution(t *testing.T) {
	const n = 40_000
	k := NewKey(11, 0)
	for i, f := range families {
		t.Run(f.dist.String(), func(t *testing.T) {
			draws := make([]float64, n)
			sum := 0.0
			for j := range draws {
				draws[j] = f.dist.Draw(k.Entity(1, uint64(j)), Purpose(i))
				sum += draws[j]
			}
			se := f.oracle.StdDev() / math.Sqrt(n)
			if z := (sum/n - f.oracle.Mean()) / se; math.Abs(z) > 4 {
				t.Errorf("mean %v, want %v, z = %.1f", sum/n, f.oracle.Mean(), z)
			}
			checkKS(t, draws, f.oracle.CDF)
		})
	}
}

// checkKS holds draws to a distribution at a level of 1e-5: the Kolmogorov
// distance times sqrt(n) is over sqrt(ln(2/1e-5)/2) = 2.47 that seldom.
func checkKS(t *testing.T, draws []float64, cdf func(float64) float64) {
	t.Helper()
	slices.Sort(draws)
	n := float64(len(draws))
	distance := 0.0
	for i, x := range draws {
		f := cdf(x)
		distance = max(distance, f-float64(i)/n, float64(i+1)/n-f)
	}
	if d := distance * math.Sqrt(n); !(d < 2.47) {
		t.Errorf("Kolmogorov-Smirnov distance times sqrt(n) = %.2f, want under 2.47", d)
	}
}

func TestStreamsFollowTheirDistribution(t *testing.T) {
	const n = 40_000
	for _, c := range []struct {
		name string
		draw func(s *Stream) float64
		cdf  func(float64) float64
	}{
		{"uniform", (*Stream).U, distuv.UnitUniform.CDF},
		{"exponential", (*Stream).Exp, distuv.Exponential{Rate: 1}.CDF},
		{"normal", (*Stream).Norm, distuv.UnitNormal.CDF},
		{"gamma below one", func(s *Stream) float64 { return s.Gamma(0.4) }, distuv.Gamma{Alpha: 0.4, Beta: 1}.CDF},
		{"gamma of one", func(s *Stream) float64 { return s.Gamma(1) }, distuv.Exponential{Rate: 1}.CDF},
		{"gamma above one", func(s *Stream) float64 { return s.Gamma(7.5) }, distuv.Gamma{Alpha: 7.5, Beta: 1}.CDF},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := NewKey(3, 0).Entity(1, 1).Stream(Name(c.name))
			draws := make([]float64, n)
			for i := range draws {
				draws[i] = c.draw(&s)
			}
			checkKS(t, draws, c.cdf)
		})
	}
}

func TestNormalQuantileInvertsTheErrorFunction(t *testing.T) {
	// Phi(x) = erfc(-x/sqrt 2)/2 is independent of AS 241. A relative error of e
	// in x changes Phi by e x phi(x).
	for _, u := range append(grid(), 0x1p-53, 1e-100, 1e-300, 0.075, 0.0750001, 0.925, 0.9250001, 0.5) {
		x := NormalQuantile(u)
		back := math.Erfc(-x/math.Sqrt2) / 2
		density := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		if off := math.Abs(back-u) / density; off > 4e-15*math.Max(1, math.Abs(x)) && math.Abs(back-u) > 2e-13*u {
			t.Errorf("normal quantile of %v = %v, off by %.2g", u, x, off)
		}
	}
	if got, want := NormalQuantile(0.975), 1.959963984540054; math.Abs(got-want) > 1e-15 {
		t.Errorf("normal quantile of 0.975 = %v, want %v", got, want)
	}
}

func TestQuantilesRiseWithU(t *testing.T) {
	us := make([]float64, 50_000)
	s := NewKey(1, 0).Entity(1, 1).Stream(1)
	for i := range us {
		us[i] = s.U()
	}
	slices.Sort(us)
	dists := []Dist{MustConstant(4), MustNever(), MustTriangular(1, 1, 3), MustTriangular(1, 3, 3)}
	for _, f := range families {
		dists = append(dists, f.dist)
	}
	for _, d := range dists {
		step := 1
		if d.kind == kindGamma || d.kind == kindErlang {
			step = 20 // slow
		}
		last := d.Quantile(0)
		for i := 0; i < len(us); i += step {
			x := d.Quantile(us[i])
			if !(x >= last) {
				t.Errorf("%v falls from %v to %v at u = %v", d, last, x, us[i])
			}
			last = x
		}
		if end := d.Quantile(1); !(end >= last) {
			t.Errorf("%v falls from %v to %v at u = 1", d, last, end)
		}
	}
}

func TestQuantilesAtAndBeyondTheEnds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		dist     Dist
		low, top float64
	}{
		{MustConstant(-2), -2, -2},
		{MustUniform(2, 5), 2, 5},
		{MustUniform(3, 3), 3, 3},
		{MustExponential(2), 0, inf},
		{MustLognormalMean(2, 0.5), 0, inf},
		{MustWeibull(2, 3), 0, inf},
		{MustGamma(2, 0.5), 0, inf},
		{MustErlang(2, 3), 0, inf},
		{MustTriangular(1, 2, 4), 1, 4},
		{MustTriangular(2, 2, 2), 2, 2},
		{MustNever(), inf, inf},
	} {
		if got := c.dist.Quantile(0); got != c.low {
			t.Errorf("%v at u = 0 gives %v, want %v", c.dist, got, c.low)
		}
		if got := c.dist.Quantile(1); got != c.top {
			t.Errorf("%v at u = 1 gives %v, want %v", c.dist, got, c.top)
		}
		for _, u := range []float64{-0.1, 1.1, math.NaN()} {
			if got := c.dist.Quantile(u); !math.IsNaN(got) {
				t.Errorf("%v at u = %v gives %v, want NaN", c.dist, u, got)
			}
		}
	}
	if got := MustLognormalMean(7, 0).Quantile(0.3); math.Abs(got-7) > 1e-14 {
		t.Errorf("a lognormal without spread gives %v, want 7", got)
	}
}

func TestGammaQuantileInvertsItsIntegralForExtremeShapes(t *testing.T) {
	for _, a := range []float64{0.01, 0.05, 0.3, 0.9, 1, 1.5, 15.9, 16, 100, 1e4, 1e6} {
		g := distuv.Gamma{Alpha: a, Beta: 1}
		for _, u := range []float64{0x1p-53, 1e-9, 1e-3, 0.2, 0.5, 0.8, 0.999, 1 - 1e-9} {
			x := gammaQuantile(a, u)
			if x < 1e-290 {
				continue // under the normal range of float64: nothing to invert
			}
			// Relative error of x from the error of the probability over x times
			// the density; gonum's own integral is good to some 1e-13 (large a: 1e-11).
			var off float64
			if u <= 0.5 {
				off = (g.CDF(x) - u) / (x * g.Prob(x))
			} else {
				off = (g.Survival(x) - (1 - u)) / (x * g.Prob(x))
			}
			if !(math.Abs(off) < 1e-9) {
				t.Errorf("gamma quantile of shape %v at %v = %v, off by %.2g", a, u, x, off)
			}
		}
	}
}

func TestBadParametersAreRefused(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	bad := func(d Dist, err error) func() (Dist, error) { return func() (Dist, error) { return d, err } }
	for name, build := range map[string]func() (Dist, error){
		"constant NaN":              bad(Constant(nan)),
		"constant infinite":         bad(Constant(inf)),
		"uniform upside down":       bad(Uniform(3, 2)),
		"uniform NaN":               bad(Uniform(nan, 2)),
		"uniform infinite":          bad(Uniform(0, inf)),
		"uniform too wide":          bad(Uniform(-1e308, 1e308)),
		"exponential zero":          bad(Exponential(0)),
		"exponential negative":      bad(Exponential(-1)),
		"exponential NaN":           bad(Exponential(nan)),
		"exponential infinite":      bad(Exponential(inf)),
		"lognormal zero mean":       bad(LognormalMean(0, 1)),
		"lognormal negative sd":     bad(LognormalMean(1, -0.1)),
		"lognormal NaN sd":          bad(LognormalMedian(1, nan)),
		"lognormal vast sd":         bad(LognormalMedian(1, 11)),
		"lognormal zero median":     bad(LognormalMedian(0, 1)),
		"weibull zero shape":        bad(Weibull(0, 1)),
		"weibull NaN shape":         bad(Weibull(nan, 1)),
		"weibull zero scale":        bad(Weibull(1, 0)),
		"gamma zero mean":           bad(Gamma(0, 1)),
		"gamma zero cv":             bad(Gamma(1, 0)),
		"gamma NaN cv":              bad(Gamma(1, nan)),
		"erlang no stage":           bad(Erlang(0, 1)),
		"erlang too many stages":    bad(Erlang(1_000_001, 1)),
		"erlang negative mean":      bad(Erlang(2, -1)),
		"triangular mode outside":   bad(Triangular(1, 5, 3)),
		"triangular NaN":            bad(Triangular(1, nan, 3)),
		"triangular infinite":       bad(Triangular(1, 2, inf)),
		"triangular minus infinity": bad(Triangular(-inf, 2, 3)),
	} {
		d, err := build()
		if err == nil {
			t.Errorf("%s gave %v and no error", name, d)
		}
		if d != (Dist{}) {
			t.Errorf("%s gave %v along with its error", name, d)
		}
	}
}

func TestADistThatNobodyBuiltPanics(t *testing.T) {
	var unset Dist
	for name, use := range map[string]func(){
		"quantile": func() { unset.Quantile(0.5) },
		"mean":     func() { unset.Mean() },
		"sd":       func() { unset.SD() },
		"must":     func() { MustExponential(0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			use()
		}()
	}
	if got := unset.String(); got != "unset" {
		t.Errorf("unset Dist is written %q", got)
	}
}

func TestDistIsWrittenAsAScenarioWould(t *testing.T) {
	for want, d := range map[string]Dist{
		"constant(0)":                         MustConstant(0),
		"uniform(lo=1, hi=2.5)":               MustUniform(1, 2.5),
		"exponential(mean=1800000)":           MustExponential(1.8e6),
		"lognormal(mean=300000, log_sd=0.9)":  MustLognormalMean(300000, 0.9),
		"lognormal(median=2e-07, log_sd=0.9)": MustLognormalMedian(2e-7, 0.9),
		"weibull(k=0.7, scale=86400000)":      MustWeibull(0.7, 86400000),
		"gamma(mean=1, cv=0.3)":               MustGamma(1, 0.3),
		"erlang(k=3, mean=420000)":            MustErlang(3, 420000),
		"triangular(lo=1, mode=2, hi=4)":      MustTriangular(1, 2, 4),
		"never":                               MustNever(),
	} {
		if got := d.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestExponentialDrawIsTheMeanTimesThatOfTheLuck(t *testing.T) {
	d, key := MustExponential(300), NewKey(7, 7)
	for n := range uint64(100_000) {
		l := key.Entity(1, n)
		if got, want := 300*l.Exp(5), d.Quantile(l.U(5)); got != want || d.Draw(l, 5) != want {
			t.Fatalf("luck %d: %v and %v against the quantile %v", n, got, d.Draw(l, 5), want)
		}
	}
	if !d.IsExponential() || MustConstant(300).IsExponential() {
		t.Error("exponential is not told from constant")
	}
}
