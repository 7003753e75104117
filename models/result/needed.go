package result

import (
	"math"
	"sort"

	"peakready/sim/stats"
)

// mostAhead is the number of seasons up to which the chances of longer plans are
// reckoned exactly; run takes no longer ones (the work is the square of it).
const mostAhead = 5000

// needed estimates the seasons beyond those simulated (TargetSummary.Needed). Those in
// which the figure is not defined are taken to stay as frequent, too.
func (g *Target) needed(seasons int, l Looks, s *TargetSummary, test *stats.ShareTest) *int {
	more, defined := 0, s.Held+s.Missed
	if s.Verdict != Undecided {
		return &more
	}
	if defined == 0 || s.Probability.Mean == g.In {
		return nil
	}
	if l.Round > 0 {
		if more = neededInRounds(seasons, defined, l, s.Probability.Mean, test); more > 0 {
			return &more
		}
	}
	decide := stats.TrialsToDecide
	if l.Round > 0 {
		decide = stats.TrialsToDecideAnyTime
	}
	n := decide(s.Probability.Mean, g.In, Confidence)
	if math.IsInf(n, 1) {
		return nil
	}
	n *= float64(seasons) / float64(defined)
	more = max(1, int(math.Ceil(n))-seasons)
	return &more
}

// neededInRounds is the least number of further seasons, in whole rounds, after which
// the test has decided with a chance of a half at least: in the plan that it has, or in
// the shortest one that is long enough. 0 where that is longer than mostAhead.
func neededInRounds(seasons, defined int, l Looks, share float64, test *stats.ShareTest) int {
	const even = 0.5
	// Trials of a look: seasons of a round that have the figure.
	per := max(1, int(math.Round(float64(l.Round)*float64(defined)/float64(seasons))))
	if left := l.Most - seasons; left > 0 {
		looks := (left + l.Round - 1) / l.Round
		last := left - (looks-1)*l.Round // seasons of the plan's last look, which may be fewer
		last = max(1, int(math.Round(float64(last)*float64(defined)/float64(seasons))))
		by := test.Ahead(share, per, looks, last, float64(seasons)/float64(l.Most))
		if i := sort.Search(looks, func(i int) bool { return by[i] >= even }); i < looks {
			return min((i+1)*l.Round, left)
		}
	}
	enough := func(looks int) bool {
		by := test.Ahead(share, per, looks, per, float64(seasons)/float64(seasons+looks*l.Round))
		return by[looks-1] >= even
	}
	// A chance rises with the plan, but for the whole numbers of successes.
	hi, most := 1, (mostAhead-seasons)/l.Round
	for hi < most && !enough(hi) {
		hi *= 2
	}
	if hi >= most {
		if hi = most; hi < 1 || !enough(hi) {
			return 0
		}
	}
	looks := 1 + sort.Search(hi-1, func(i int) bool { return enough(1 + i) })
	return looks * l.Round
}
