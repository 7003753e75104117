package verify

import (
	"context"
	"math"
	"testing"

	"peakready/models/result"
)

// TestVerdictsAreSeldomWrong: in 2.5% of experiments at most, at the limit and
// near it, of coins and of simulated seasons. 30 rates are looked at; the false
// alarm of each is below 1e-4 over other seeds (3.7 standard errors).
func TestVerdictsAreSeldomWrong(t *testing.T) {
	all, err := Verdicts(context.Background(), 2, 800, 2000)
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, v := range all {
		got := v.Share()
		if bound := WrongAtMost + 3.7*math.Sqrt(WrongAtMost*(1-WrongAtMost)/float64(got.N)); got.Mean > bound {
			t.Errorf("%s, %s, truth %v, asked %v: %s in %.4f of %d experiments", v.Seasons, v.Looks, v.Truth, v.Asked, v.Wrong, got.Mean, got.N)
		}
		if v.Truth <= 0.7 && v.NotReady.Mean > 0.95 || v.Truth == 0.99 && v.Ready.Mean > 0.95 {
			right++
		}
	}
	if right < 4 {
		t.Errorf("clear cases are decided in %d rows only", right)
	}
}

// TestTheSeasonsOfVerdictsAreCoinsOfTheirChance: the share of days with at most
// 57 calls is Poisson's, within 4 standard errors (false alarm 1 in 16,000).
func TestTheSeasonsOfVerdictsAreCoinsOfTheirChance(t *testing.T) {
	kept, p, err := calls(context.Background(), 2, 2000)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, k := range kept {
		if k {
			n++
		}
	}
	got, se := float64(n)/float64(len(kept)), math.Sqrt(p*(1-p)/float64(len(kept)))
	t.Logf("%.5f of %d days, %.5f expected", got, len(kept), p)
	if math.Abs(got-p) > 4*se || p < 0.85 || p > 0.95 {
		t.Errorf("got %.5f, want %.5f with a standard error of %.5f", got, p, se)
	}
}

func TestWhichVerdictIsWrong(t *testing.T) {
	never := func(int) func() bool { return func() bool { return false } }
	for _, c := range []struct {
		truth, asked float64
		want         result.Verdict
	}{{0.89, 0.9, result.Ready}, {0.9, 0.9, result.NotReady}, {0.91, 0.9, result.NotReady}} {
		v := rate("", "", c.truth, c.asked, 36, 36, 10, never)
		if v.Wrong != c.want || v.NotReady.Mean != 1 || v.Used != 36 || v.Share().Mean != map[bool]float64{true: 1, false: 0}[c.want == result.NotReady] {
			t.Errorf("%v of %v: got %+v", c.truth, c.asked, v)
		}
	}
}
