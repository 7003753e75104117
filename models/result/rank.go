package result

import "peakready/sim/stats"

// fewestToRank is the number of replications from which firms are ranked: two
// have one degree of freedom, and a difference of no spread by luck.
const fewestToRank = 3

// caseload is the cases and orders of a firm's window, by replication.
type caseload struct{ cases, placed []int64 }

// moreThan says whether a has more cases an order than b, at a one-sided level.
// Two tests must agree. Student's t on the paired differences knows that cases
// come in bursts, but nothing of counts: where every season has 1 against 0 it
// sees no spread, and is certain. The exact test of two Poisson counts knows
// that: of all m cases of the two, a's are binomial with a's share of the orders
// if the rates are the same (Przyborowski and Wilenski, Biometrika 31 (1940)
// 313-323); but it knows nothing of bursts. Replications in which one of the two
// took no orders do not count.
func (a caseload) moreThan(b caseload, level float64) bool {
	var x, y []float64
	var mine, both, placed, placedBoth int64
	for i := range a.cases {
		if a.placed[i] == 0 || b.placed[i] == 0 {
			continue
		}
		x, y = append(x, ratio(a.cases[i], a.placed[i])), append(y, ratio(b.cases[i], b.placed[i]))
		mine, both = mine+a.cases[i], both+a.cases[i]+b.cases[i]
		placed, placedBoth = placed+a.placed[i], placedBoth+a.placed[i]+b.placed[i]
	}
	if len(x) < fewestToRank {
		return false
	}
	two := 1 - 2*level // of an interval with both sides
	return stats.PairedCI(y, x, two).Lo > 0 && stats.Proportion(int(mine), int(both), two).Lo > ratio(placed, placedBoth)
}

// heldApart compares each firm with each other one and gives those of which
// more[a][b] is certain: that a has more cases an order than b. All are right at
// once in 95% of studies at least: Holm's step-down over the two one-sided
// comparisons of every pair ("A simple sequentially rejective multiple test
// procedure", Scandinavian Journal of Statistics 6 (1979) 65-70), by which the
// ranks are narrower than by Bonferroni, and never wider.
func heldApart(firms []caseload) (more [][]bool) {
	more = make([][]bool, len(firms))
	for a := range more {
		more[a] = make([]bool, len(firms))
	}
	all, certain := len(firms)*(len(firms)-1), 0
	for found := true; found; {
		level, before := (1-Confidence)/float64(all-certain), certain
		for a := range firms {
			for b := range firms {
				if a != b && !more[a][b] && !more[b][a] && firms[a].moreThan(firms[b], level) {
					more[a][b] = true
					certain++
				}
			}
		}
		found = certain > before
	}
	return more
}

// caseload of firm f.
func (r *Run) caseload(f int) (c caseload) {
	for i := range r.Trials {
		w := r.Trials[i].Firms[f].window(r)
		c.cases, c.placed = append(c.cases, w.AuthorityComplaints()), append(c.placed, w[Placed])
	}
	return c
}
