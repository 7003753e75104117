package stats

import (
	"math"
	"testing"

	"peakready/sim/rng"
)

// looking adds up to most values and looks at 4, 8, 12, ... of them; it says
// whether an interval ever missed the truth, and whether the interval at which a
// planner stops, the first that is narrower than 1/5 of the mean, missed it.
func looking(value func() float64, truth float64, most int, add func(float64), look func() Estimate) (ever, stopped bool) {
	done := false
	for n := 1; n <= most; n++ {
		add(value())
		if n%4 > 0 {
			continue
		}
		e := look()
		if math.IsNaN(e.Lo) {
			continue
		}
		miss := truth < e.Lo || truth > e.Hi
		ever = ever || miss
		if !done && e.Hi-e.Lo < 0.4*e.Mean {
			done, stopped = true, miss
		}
	}
	return ever, stopped
}

// TestMeanSequencesHoldAtEveryLook: 95% at all of 50 looks, where Student's
// interval is wrong at one of them in a third of the experiments. Misses are
// binomial; false alarm of each bound about 1e-4 (3.7 standard errors).
func TestMeanSequencesHoldAtEveryLook(t *testing.T) {
	const experiments, most = 2000, 200
	half := make([]float64, most+1) // of Student's interval, in standard errors
	for n := 4; n <= most; n += 4 {
		half[n] = studentT(0.975, float64(n-1))
	}
	for _, c := range []struct {
		name     string
		draw     func(*rng.Stream) float64
		mostEver float64 // share of experiments that may miss at some look
	}{
		{"normal values with a spread of half the mean", func(s *rng.Stream) float64 { return 1 + 0.5*s.Norm() }, 0.05},
		{"exponential values, skewed", func(s *rng.Stream) float64 { return s.Exp() }, 0.08},
	} {
		t.Run(c.name, func(t *testing.T) {
			var everS, stopS, everT, stopT int
			count := func(n *int, miss bool) {
				if miss {
					*n++
				}
			}
			for x := range experiments {
				draw := func() func() float64 {
					s := rng.NewKey(77, uint64(x)).Entity(1, 1).Stream(1)
					return func() float64 { return c.draw(&s) }
				}
				seq := NewMeanSequence(0.95, 60)
				e, s := looking(draw(), 1, most, seq.Add, seq.Estimate)
				count(&everS, e)
				count(&stopS, s)
				var tally Tally
				e, s = looking(draw(), 1, most, tally.Add, func() Estimate { // tally.CI(0.95), without a quantile a look
					d := half[tally.n] * tally.SD() / math.Sqrt(float64(tally.n))
					return Estimate{Mean: tally.Mean(), Lo: tally.Mean() - d, Hi: tally.Mean() + d}
				})
				count(&everT, e)
				count(&stopT, s)
			}
			n := float64(experiments)
			se := 3.7 * math.Sqrt(c.mostEver*(1-c.mostEver)/n)
			t.Logf("misses at some look: sequence %.3f, Student %.3f; where one stops: sequence %.3f, Student %.3f",
				float64(everS)/n, float64(everT)/n, float64(stopS)/n, float64(stopT)/n)
			if got := float64(everS) / n; got > c.mostEver+se {
				t.Errorf("the sequence missed in %.3f of experiments, at most %.3f expected", got, c.mostEver)
			}
			if got := float64(stopS) / n; got > c.mostEver+se {
				t.Errorf("the sequence missed where one stops in %.3f of experiments", got)
			}
			if got := float64(everT) / n; got < 0.2 {
				t.Errorf("Student's interval missed at some look in %.3f of experiments only: this test would not find an interval that is not valid", got)
			}
			if got := float64(stopT) / n; got < 0.06 {
				t.Errorf("Student's interval missed where one stops in %.3f only", got)
			}
		})
	}
}

// TestShareSequencesHoldAtEveryLook: looked at after every one of 400 trials.
func TestShareSequencesHoldAtEveryLook(t *testing.T) {
	const experiments, most = 2000, 400
	for _, p := range []float64{0.02, 0.5, 0.9, 0.99} {
		missS, missP := 0, 0
		type counts struct{ k, n int }
		type missed struct{ sequence, once bool }
		known := map[counts]missed{} // the intervals depend on nothing else
		for x := range experiments {
			s := rng.NewKey(78, uint64(x)).Entity(1, 1).Stream(1)
			seq := NewShareSequence(0.95)
			k, outS, outP := 0, false, false
			for n := 1; n <= most; n++ {
				hit := s.U() < p
				seq.Add(hit)
				if hit {
					k++
				}
				if n%8 > 0 {
					continue
				}
				m, ok := known[counts{k, n}]
				if !ok {
					e, once := seq.Estimate(), Proportion(k, n, 0.95)
					m = missed{p < e.Lo || p > e.Hi, p < once.Lo || p > once.Hi}
					known[counts{k, n}] = m
				}
				outS, outP = outS || m.sequence, outP || m.once
			}
			if outS {
				missS++
			}
			if outP {
				missP++
			}
		}
		n := float64(experiments)
		t.Logf("p = %v: sequence %.3f, Clopper-Pearson %.3f", p, float64(missS)/n, float64(missP)/n)
		if got := float64(missS) / n; got > 0.05+3.7*math.Sqrt(0.05*0.95/n) {
			t.Errorf("p = %v: missed at some look in %.3f of experiments", p, got)
		}
		if got := float64(missP) / n; p == 0.5 && got < 0.15 {
			t.Errorf("p = %v: the interval of one look missed in %.3f only; this test would find no fault", p, got)
		}
	}
}

func TestSequencesByHand(t *testing.T) {
	t.Run("a share of n in n ends where (n+1) p^n = 1-level", func(t *testing.T) {
		s := NewShareSequence(0.95)
		for range 66 {
			s.Add(true)
		}
		e := s.Estimate()
		if want := math.Pow(0.05/67, 1.0/66); math.Abs(e.Lo-want) > 1e-12 || e.Hi != 1 || e.Mean != 1 || e.N != 66 {
			t.Errorf("%+v, want from %v", e, want)
		}
	})
	t.Run("nothing is known before the first trial", func(t *testing.T) {
		if e := NewShareSequence(0.95).Estimate(); e.Lo != 0 || e.Hi != 1 || !math.IsNaN(e.Mean) {
			t.Errorf("%+v", e)
		}
	})
	t.Run("at the end of a mean's interval the martingale stands at its bound", func(t *testing.T) {
		s := NewMeanSequence(0.95, 20)
		for i := range 30 {
			s.Add(float64(i % 7))
		}
		n, c2 := 30.0, s.tune*s.tune
		q := math.Pow(s.HalfWidth()*math.Sqrt(n)/s.t.SD(), 2) / (n - 1)
		m := math.Pow(1+n*c2, -0.5) * math.Pow((1+q)/(1+q/(1+n*c2)), n/2)
		if math.Abs(m-20) > 1e-9 {
			t.Errorf("%v, want 20", m)
		}
	})
	t.Run("two values bound no mean", func(t *testing.T) {
		s := NewMeanSequence(0.95, 20)
		s.Add(1)
		s.Add(2)
		if e := s.Estimate(); !math.IsNaN(e.Lo) || e.Mean != 1.5 {
			t.Errorf("%+v", e)
		}
	})
	t.Run("values without spread have an interval without width", func(t *testing.T) {
		s := NewMeanSequence(0.95, 20)
		for range 20 {
			s.Add(3)
		}
		if e := s.Estimate(); e.Lo != 3 || e.Hi != 3 {
			t.Errorf("%+v", e)
		}
	})
}
