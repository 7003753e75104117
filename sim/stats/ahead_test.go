package stats

import (
	"fmt"
	"math"
	"testing"

	"peakready/sim/rng"
)

// TestAheadWithoutAFailure: of a plan of 60 in rounds of 20, 40 without a failure decide
// (0.9^40 is 1.5%, sqrt(2/3) of 2.5% is 2.0%), and that is certain if none comes.
func TestAheadWithoutAFailure(t *testing.T) {
	s := NewShareTest(0.9, 0.95)
	s.Look(20, 0, 1)
	if by := s.Ahead(1, 20, 2, 20, 20./60); by[0] != 1 || by[1] != 1 {
		t.Errorf("got %v", by)
	}
	if by := s.Ahead(1, 20, 1, 10, 20./30); by[0] != 0 { // 30 in all show nothing: 0.9^30 is 4.2%
		t.Errorf("a short last round: %v", by)
	}
	if by := s.Ahead(1, 4, 5, 4, 0.5); by[2] != 0 || by[4] != 1 { // 32 are too few, 40 are not
		t.Errorf("got %v", by)
	}
}

// TestAheadIsWhatTheStoppingRuleDoes plays the test on, round by round, from what has
// been seen, with trials of the share seen: the rounds that it takes in the mean, and
// the share of experiments decided by each look, must be those reckoned. 3,000
// experiments, four standard errors: of some 60 figures one is off by chance once in
// 250 seeds.
func TestAheadIsWhatTheStoppingRuleDoes(t *testing.T) {
	const experiments, limit, level, round = 3000, 0.9, 0.95, 20
	for _, c := range []struct {
		seen  []int // held of each round
		p     float64
		looks int // further ones
		last  int // trials of the last of them, 0 for a whole round
		done  float64
	}{
		{[]int{19}, 0.95, 8, 0, 20. / 180},              // a plan that goes on
		{[]int{19, 19, 18, 19}, 0.94, 11, 0, 80. / 300}, // made longer after its end at 80
		{[]int{17}, 0.85, 10, 0, 20. / 220},
		{[]int{20}, 1, 2, 0, 20. / 60},
		{[]int{20}, 0.8, 6, 0, 20. / 140}, // luck so far, and less of it from now on
		{[]int{20}, 0.97, 3, 5, 20. / 65}, // the last round is short
	} {
		t.Run(fmt.Sprintf("%v of %d held, a share of %v ahead", c.seen, round, c.p), func(t *testing.T) {
			s := NewShareTest(limit, level)
			for i, held := range c.seen {
				s.Look(held, round-held, float64(i+1)/float64(len(c.seen)))
			}
			if s.Decision() != Open {
				t.Fatal("it is decided")
			}
			if c.last == 0 {
				c.last = round
			}
			trials := func(look int) int { // of the further looks, up to one
				return min(look*round, (c.looks-1)*round+c.last)
			}
			by := s.Ahead(c.p, round, c.looks, c.last, c.done)
			decided, rounds := make([]float64, c.looks), 0
			for x := range experiments {
				luck := rng.NewKey(17, uint64(x)).Entity(1, 1).Stream(1)
				whole := NewShareTest(limit, level) // under the longer plan from the start
				for i, held := range c.seen {
					whole.Look(held, round-held, c.done*float64(i+1)/float64(len(c.seen)))
				}
				for i := range c.looks {
					if whole.Decision() == Open {
						held := 0
						made := trials(i+1) - trials(i)
						for range made {
							if luck.U() < c.p {
								held++
							}
						}
						rounds++
						whole.Look(held, made-held, c.done+(1-c.done)*float64(trials(i+1))/float64(trials(c.looks)))
					}
					if whole.Decision() != Open {
						decided[i]++
					}
				}
			}
			mean, second := 1.0, 1.0 // of the rounds: more than i of them are made if the look i has not decided
			for i, x := range by {
				got := decided[i] / experiments
				if math.Abs(got-x) > 4*math.Sqrt(x*(1-x)/experiments)+1e-12 {
					t.Errorf("by look %d of %d: decided in %.4f of experiments, reckoned %.4f", i+1, c.looks, got, x)
				}
				if i < c.looks-1 {
					mean += 1 - x
					second += float64(2*i+3) * (1 - x)
				}
			}
			got := float64(rounds) / experiments
			t.Logf("%.2f rounds more in the mean, reckoned %.2f; decided at the end %.3f", got, mean, by[c.looks-1])
			if math.Abs(got-mean) > 4*math.Sqrt((second-mean*mean)/experiments)+1e-9 {
				t.Errorf("%.3f rounds more, reckoned %.3f", got, mean)
			}
		})
	}
}

func TestALongerPlanSpendsLessAtTheSameLooks(t *testing.T) {
	s := NewShareTest(0.9, 0.95)
	for i := range 4 {
		s.Look(19, 1, float64(i+1)/4)
	}
	for i, l := range s.replanned(0.2).looks {
		if want := math.Sqrt(0.2 * float64(i+1) / 4); math.Abs(l.spent-want) > 1e-12 || l.held != 19 || l.missed != 1 {
			t.Errorf("look %d: %+v, want %v spent", i+1, l, want)
		}
	}
}
