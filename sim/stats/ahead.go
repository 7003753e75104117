package stats

import "math"

// Ahead is the chance that an open test has decided by each of so many further looks,
// if from now on trials succeed with chance p: each look comes after per trials more,
// the last one after last more, 1 to per. It completes the plan, of which the share done,
// above 0, had been made by the last look until now. The plan may be longer than that of the looks until now:
// they are then looked at anew, with the smaller chance of error that the longer plan
// gives them, as by a test that had it from the start.
//
// The chances are exact: the law of the successes to come, of those paths that have
// crossed neither boundary (Jennison and Turnbull, Group Sequential Methods, 2000,
// section 12.1), from what has been seen.
func (s *ShareTest) Ahead(p float64, per, looks, last int, done float64) []float64 {
	t, n := s.replanned(done), 0
	for _, l := range s.looks {
		n += l.held + l.missed
	}
	by, chance := make([]float64, looks), 0.0
	if t.decision != Open {
		for i := range by {
			by[i] = 1
		}
		return by
	}
	step, law := binomial(per, p), []float64{1} // law of the successes to come
	ahead := float64(per*(looks-1) + last)
	for i := range by {
		made := float64(per*(i+1)) / ahead
		if i == looks-1 && last < per {
			per, step, made = last, binomial(last, p), 1
		}
		n += per
		law = convolved(law, step)
		spent := math.Sqrt(done + (1-done)*made)
		above, below := t.up.next(per, spent), t.down.next(per, spent)
		for j, x := range law {
			if k := t.up.k + j; k >= above || n-k >= below {
				chance += x
				law[j] = 0
			}
		}
		by[i] = min(chance, 1)
	}
	return by
}

// replanned is a test that looked as this one did, under a plan of which the share
// done had been made by the last look.
func (s *ShareTest) replanned(done float64) *ShareTest {
	t := NewShareTest(s.limit, s.level)
	for _, l := range s.looks {
		part := l.spent / s.looks[len(s.looks)-1].spent // root of its share of what was made
		t.Look(l.held, l.missed, part*part*done)
	}
	return t
}
