package queueing

import (
	"math"
	"testing"
)

func (q OfferedLoad) mustAt(t *testing.T, at float64) float64 {
	t.Helper()
	v, err := q.At(at)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSinusoidalLoad(t *testing.T) {
	s := Sinusoid{30, 20, 5}
	q := OfferedLoad{Rate: s.Rate, Service: ExponentialSurvival(1), Start: math.Inf(-1)}
	for _, at := range []float64{0, 1, 2.3, 17} {
		near(t, q.mustAt(t, at), s.Load(1, at), 1e-10)
	}
	// The load has its peak a lag after the rate.
	peak := math.Pi/2/5 + s.Lag(1)
	near(t, s.Load(1, peak), 30+s.LoadAmplitude(1), 1e-12)
}

func TestLoadOfFixedServiceIsTheArrivalsWithinIt(t *testing.T) {
	s := Sinusoid{100, 80, 2 * math.Pi / 24}
	q := OfferedLoad{Rate: s.Rate, Service: DeterministicSurvival(3), ServiceBreaks: []float64{3}, Start: 0}
	arrived := func(a, b float64) float64 {
		w := s.Frequency
		return s.Mean*(b-a) + s.Amplitude*(math.Cos(w*a)-math.Cos(w*b))/w
	}
	near(t, q.mustAt(t, 10), arrived(7, 10), 1e-11)
	near(t, q.mustAt(t, 2), arrived(0, 2), 1e-11)
	if v := q.mustAt(t, -1); v != 0 {
		t.Errorf("%v are at work before the start", v)
	}
}

func TestLoadOfASurgeFromEmpty(t *testing.T) {
	rate := func(t float64) float64 {
		if t >= 2 && t < 4 {
			return 60
		}
		return 20
	}
	q := OfferedLoad{Rate: rate, Service: ExponentialSurvival(0.25), Breaks: []float64{2, 4}}
	at2 := 5 * (1 - math.Exp(-8))
	at4 := at2*math.Exp(-8) + 15*(1-math.Exp(-8))
	near(t, q.mustAt(t, 2), at2, 1e-11)
	near(t, q.mustAt(t, 4), at4, 1e-11)
	near(t, q.mustAt(t, 5), at4*math.Exp(-4)+5*(1-math.Exp(-4)), 1e-11)
}

func TestSteadyLoadKnowsOnlyTheMeanService(t *testing.T) {
	for name, survival := range map[string]func(float64) float64{
		"exponential": ExponentialSurvival(0.01),
		"lognormal":   LognormalSurvival(0.01, 1.2),
		"weibull":     WeibullSurvival(2, 0.01/math.Gamma(1.5)),
		"erlang":      ErlangSurvival(3, 0.01),
	} {
		t.Run(name+" service makes the load lambda times its mean", func(t *testing.T) {
			q := OfferedLoad{Rate: steady(700.), Service: survival, Start: math.Inf(-1)}
			near(t, q.mustAt(t, 5), 7, 1e-9)
		})
	}
}

func TestLoadIsRefusedWhereThereIsNone(t *testing.T) {
	for name, q := range map[string]OfferedLoad{
		"no rate":              {Service: ExponentialSurvival(1)},
		"services without end": {Rate: steady(1.), Service: steady(1.), Start: math.Inf(-1)},
		"a start in no time":   {Rate: steady(1.), Service: ExponentialSurvival(1), Start: math.NaN()},
	} {
		if v, err := q.At(1.5); err == nil {
			t.Errorf("%s gives a load of %v", name, v)
		}
	}
}
