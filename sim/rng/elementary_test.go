package rng

import (
	"math"
	"testing"
)

// ulps gives the distance of got from want in units in the last place of want.
func ulps(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got-want) / (math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want))
}

func TestElementaryFunctionsAgreeWithTheStandardLibrary(t *testing.T) {
	s := NewKey(1, 0).Entity(1, 1).Stream(1)
	worstLn, worstExp := 0.0, 0.0
	for i := range 1_000_000 {
		x := s.U()
		switch i % 4 {
		case 1:
			x = 1 + (x-0.5)/64 // around 1, where ln has a zero
		case 2:
			x = math.Ldexp(x, i%1600-800)
		case 3:
			x *= 300
		}
		worstLn = max(worstLn, ulps(ln(x), math.Log(x)))
		y := (s.U() - 0.5) * 2 * []float64{1e-3, 1, 30, 690}[i%4]
		worstExp = max(worstExp, ulps(exp(y), math.Exp(y)))
	}
	t.Logf("worst difference: ln %.2f, exp %.2f units in the last place", worstLn, worstExp)
	if worstLn > 2 || worstExp > 2 {
		t.Errorf("ln is off by %v and exp by %v units in the last place, want at most 2", worstLn, worstExp)
	}
	for _, x := range []float64{0, 1, math.Inf(1), 5e-324, 1e-310, math.MaxFloat64} {
		if ulps(ln(x), math.Log(x)) > 1 {
			t.Errorf("ln(%v) = %v, want %v", x, ln(x), math.Log(x))
		}
	}
	for _, x := range []float64{0, math.Inf(1), math.Inf(-1), 709.7, 710, -745, -746, -700, 700} {
		if ulps(exp(x), math.Exp(x)) > 1 {
			t.Errorf("exp(%v) = %v, want %v", x, exp(x), math.Exp(x))
		}
	}
	if !math.IsNaN(ln(math.NaN())) || !math.IsNaN(ln(-1)) || !math.IsNaN(exp(math.NaN())) {
		t.Error("ln or exp of what has none is not NaN")
	}
}
