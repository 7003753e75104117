package stats

import (
	"fmt"
	"math"
	"testing"

	"peakready/sim/rng"
)

// plan is rounds of a number of trials, up to a cap.
type plan struct{ round, most int }

var plans = []plan{{36, 36}, {20, 400}, {4, 100}, {30, 100}}

// decided runs the test on trials of chance p, as a planner would.
func decided(s *ShareTest, pl plan, draw func() bool) (d Decision, n int) {
	for n < pl.most && d == Open {
		held, m := 0, min(pl.round, pl.most-n)
		for range m {
			if draw() {
				held++
			}
		}
		n += m
		d = s.Look(held, m-held, float64(n)/float64(pl.most))
	}
	return d, n
}

// TestShareTestIsSeldomWrong: the chance of a wrong decision, by counting, is at
// most 2.5% on each side of the limit, at it and near it. False alarm of each
// bound below 1e-4 (3.7 standard errors of 2.5%).
func TestShareTestIsSeldomWrong(t *testing.T) {
	const experiments, limit = 2000, 0.9
	bound := 0.025 + 3.7*math.Sqrt(0.025*0.975/experiments)
	for _, pl := range plans {
		for _, p := range []float64{0.8, 0.88, 0.8999, 0.9, 0.92} {
			t.Run(fmt.Sprintf("rounds of %d up to %d, true share %v", pl.round, pl.most, p), func(t *testing.T) {
				n := map[Decision]int{}
				for x := range experiments {
					luck := rng.NewKey(91, uint64(x)).Entity(1, 1).Stream(1)
					d, _ := decided(NewShareTest(limit, 0.95), pl, func() bool { return luck.U() < p })
					n[d]++
				}
				wrong := Above
				if p >= limit {
					wrong = Below
				}
				t.Logf("above %.4f, below %.4f, open %.4f", float64(n[Above])/experiments, float64(n[Below])/experiments, float64(n[Open])/experiments)
				if got := float64(n[wrong]) / experiments; got > bound {
					t.Errorf("wrong in %.4f of experiments, at most 0.025 promised", got)
				}
			})
		}
	}
}

// TestLookingAgainAtClopperAndPearsonMisleads: what the test above would find if
// each look took the interval that is meant for one.
func TestLookingAgainAtClopperAndPearsonMisleads(t *testing.T) {
	const experiments, limit, p = 2000, 0.9, 0.9
	wrong := 0
	for x := range experiments {
		luck := rng.NewKey(91, uint64(x)).Entity(1, 1).Stream(1)
		held := 0
		for n := 1; n <= 400; n++ {
			if luck.U() < p {
				held++
			}
			if n%20 > 0 {
				continue
			}
			if e := Proportion(held, n, 0.95); e.Hi < limit {
				wrong++
				break
			}
		}
	}
	if got := float64(wrong) / experiments; got < 0.06 {
		t.Errorf("wrong in %.4f of experiments only", got)
	}
}

func TestOneLookIsClopperAndPearsons(t *testing.T) {
	for _, limit := range []float64{0.5, 0.9, 0.99} {
		for n := 1; n <= 60; n++ {
			for held := 0; held <= n; held++ {
				s := NewShareTest(limit, 0.95)
				d := s.Look(held, n-held, 1)
				e := Proportion(held, n, 0.95)
				want := Open
				switch {
				case e.Lo >= limit:
					want = Above
				case e.Hi < limit:
					want = Below
				}
				if d != want {
					t.Fatalf("%d of %d, limit %v: decision %d, Clopper and Pearson (%v to %v) %d", held, n, limit, d, e.Lo, e.Hi, want)
				}
			}
		}
	}
	t.Run("36 trials without a failure show 90%, 35 do not", func(t *testing.T) {
		if NewShareTest(0.9, 0.95).Look(35, 0, 1) != Open || NewShareTest(0.9, 0.95).Look(36, 0, 1) != Above {
			t.Error("another number does")
		}
	})
	t.Run("two looks at which all is spent at the last give its interval", func(t *testing.T) {
		s := NewShareTest(0.9, 0.95)
		s.Look(10, 2, 0)
		s.Look(40, 3, 1)
		got, want := s.Estimate(), Proportion(50, 55, 0.95)
		if math.Abs(got.Lo-want.Lo) > 1e-6 || math.Abs(got.Hi-want.Hi) > 1e-6 || got.Mean != want.Mean || got.N != 55 {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

// TestShareTestKeepsItsWord: the interval agrees with the decision at every
// look, narrows, and holds the truth at all looks in 95% of experiments. False
// alarm of the bound below 1e-4.
func TestShareTestKeepsItsWord(t *testing.T) {
	const experiments, limit, p = 200, 0.9, 0.93
	missed := 0
	for x := range experiments {
		luck := rng.NewKey(92, uint64(x)).Entity(1, 1).Stream(1)
		s := NewShareTest(limit, 0.95)
		last := Estimate{Lo: 0, Hi: 1}
		out := false
		first := Open
		for n := 20; n <= 160; n += 20 {
			held := 0
			for range 20 {
				if luck.U() < p {
					held++
				}
			}
			d := s.Look(held, 20-held, float64(n)/160)
			if first == Open {
				first = d
			}
			e := s.Estimate()
			if d != first || d == Above != (e.Lo >= limit) && d != Open || d == Below && e.Hi > limit || d == Open && (e.Lo > limit || e.Hi < limit) {
				t.Fatalf("after %d: decision %d, first %d, interval %+v", n, d, first, e)
			}
			if e.Lo < last.Lo-1e-8 || e.Hi > last.Hi+1e-8 || e.Lo > e.Hi {
				t.Fatalf("after %d: %+v, before %+v", n, e, last)
			}
			last = e
			out = out || p < e.Lo || p > e.Hi
		}
		if out {
			missed++
		}
	}
	if got, most := float64(missed)/experiments, 0.05+3.7*math.Sqrt(0.05*0.95/experiments); got > most {
		t.Errorf("missed in %.3f of experiments", got)
	}
}

func TestTheFirstDecisionStands(t *testing.T) {
	s := NewShareTest(0.9, 0.95)
	if d := s.Look(60, 0, 0.25); d != Above {
		t.Fatalf("60 of 60: decision %d", d)
	}
	if d := s.Look(60, 120, 1); d != Above || s.Decision() != Above {
		t.Errorf("after a look that contradicts it: decision %d", d)
	}
	if e := s.Estimate(); e.Lo < 0.9 || e.Hi < e.Lo || e.N != 240 {
		t.Errorf("got %+v", e)
	}
}

func TestShareTestWithoutTrials(t *testing.T) {
	s := NewShareTest(0.9, 0.95)
	s.Look(0, 0, 0.5)
	if e := s.Estimate(); !math.IsNaN(e.Mean) || e.Lo != 0 || e.Hi != 1 || s.Decision() != Open {
		t.Errorf("got %+v", e)
	}
	for name, f := range map[string]func(){
		"a limit of all":        func() { NewShareTest(1, 0.95) },
		"a limit of none":       func() { NewShareTest(0, 0.95) },
		"looks beyond the plan": func() { NewShareTest(0.9, 0.95).Look(1, 1, 1.1) },
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

func TestTrialsToDecide(t *testing.T) {
	for _, c := range []struct {
		says               string
		share, limit, want float64
	}{
		{"without a failure", 1, 0.9, 36},
		{"without a success", 0, 0.9, 2},
		{"at the limit, never", 0.9, 0.9, math.Inf(1)},
		{"of an unknown share, never", math.NaN(), 0.9, math.Inf(1)},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := TrialsToDecide(c.share, c.limit, 0.95); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	t.Run("as many decide, half as many do not", func(t *testing.T) {
		for _, share := range []float64{0.95, 0.8, 0.88, 0.92} {
			n := int(TrialsToDecide(share, 0.9, 0.95))
			for _, m := range []int{n, n / 2} {
				s := NewShareTest(0.9, 0.95)
				held := int(math.Floor(share*float64(m) + 1e-9))
				if share < 0.9 {
					held = int(math.Ceil(share*float64(m) - 1e-9))
				}
				if d := s.Look(held, m-held, 1); (d != Open) != (m == n) {
					t.Errorf("share %v, %d of %d: decision %d", share, held, m, d)
				}
			}
		}
	})
	t.Run("looking at any time takes more", func(t *testing.T) {
		if got := TrialsToDecideAnyTime(1, 0.9, 0.95); got != 69 {
			t.Errorf("got %v without a failure, want 69", got)
		}
		if a, b := TrialsToDecideAnyTime(0.8, 0.9, 0.95), TrialsToDecide(0.8, 0.9, 0.95); a <= b {
			t.Errorf("%v, at one look %v", a, b)
		}
	})
}

// ExampleShareTest looks after every 20 seasons, 200 at most, whether a target
// holds in nine seasons of ten.
func ExampleShareTest() {
	s := NewShareTest(0.9, 0.95)
	for i, held := range []int{20, 20, 19, 20} {
		d := s.Look(held, 20-held, float64(20*(i+1))/200)
		e := s.Estimate()
		fmt.Printf("%d seasons: %.1f%% to %.1f%%, shown: %v\n", e.N, 100*e.Lo, 100*e.Hi, d == Above)
	}
	// Output:
	// 20 seasons: 78.5% to 100.0%, shown: false
	// 40 seasons: 89.4% to 100.0%, shown: false
	// 60 seasons: 90.0% to 100.0%, shown: false
	// 80 seasons: 92.2% to 100.0%, shown: true
}
