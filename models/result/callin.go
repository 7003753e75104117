package result

import (
	"math"
	"slices"

	"peakready/sim/stats"
)

// CallInSummary is the list of firms to call in: all that took orders, those
// with the most complaints to the authority per million orders first.
type CallInSummary struct {
	Places int          `json:"places"` // firms that the authority calls in
	Firms  []CalledFirm `json:"firms"`
}

// CalledFirm is one firm of the list.
//
// Firms whose figures are the same have the same rank. Two firms are held apart
// if the interval of their difference, replication by replication, leaves out 0;
// all pairs together are wrong about one of them in 5% of studies at most
// (Bonferroni). rank_lo and rank_hi are the ranks that this leaves open, after
// Mogstad, Romano, Shaikh and Wilhelm, "Inference for ranks" (Review of Economic
// Studies 91, 2024): firms whose ranks overlap are tied. Where complaints are
// few (a mean under some ten a replication) the t-intervals are rough.
type CalledFirm struct {
	Firm       string         `json:"firm"`
	Rank       int            `json:"rank"` // by the mean, from 1
	RankLo     int            `json:"rank_lo"`
	RankHi     int            `json:"rank_hi"`
	PerMillion stats.Estimate `json:"per_million_orders"`
	// Called is the probability that a season has the firm among the first
	// Places; firms that tie for the last places share them. Its interval is
	// Clopper's and Pearson's.
	Called stats.Estimate `json:"called_in"`
}

// callIn ranks the firms over all replications.
func (r *Run) callIn() CallInSummary {
	s := CallInSummary{Places: r.CallIn, Firms: []CalledFirm{}}
	rates := make([][]float64, len(r.Firms))
	var ranked []int
	for f := range r.Firms {
		rates[f] = make([]float64, len(r.Trials))
		took := false
		for i := range r.Trials {
			w := r.Trials[i].Firms[f].window(r)
			rates[f][i] = 1e6 * ratio(w.AuthorityComplaints(), w[Placed])
			took = took || w[Placed] > 0
		}
		if took {
			ranked = append(ranked, f)
		}
	}
	apart := func(a, b int) bool { return false }
	if n := len(ranked); n > 1 {
		level := 1 - (1-Confidence)/float64(n*(n-1)/2)
		// apart says that a has more than b.
		apart = func(a, b int) bool { return paired(rates[b], rates[a], level).Lo > 0 }
	}
	mean := func(f int) float64 { return r.over(func(i int) float64 { return rates[f][i] }).Mean }
	for _, f := range ranked {
		c := CalledFirm{Firm: r.Firms[f].Name, Rank: 1, RankLo: 1, RankHi: len(ranked)}
		for _, g := range ranked {
			if mean(g) > mean(f) {
				c.Rank++
			}
			if apart(g, f) {
				c.RankLo++
			}
			if apart(f, g) {
				c.RankHi--
			}
		}
		c.PerMillion = r.over(func(i int) float64 { return rates[f][i] })
		c.Called = called(rates, ranked, f, r.CallIn)
		s.Firms = append(s.Firms, c)
	}
	slices.SortStableFunc(s.Firms, func(a, b CalledFirm) int { return a.Rank - b.Rank })
	return s
}

// paired is the interval of b - a over the replications that have both.
func paired(a, b []float64, level float64) stats.Estimate {
	var x, y []float64
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x, y = append(x, a[i]), append(y, b[i])
		}
	}
	return stats.PairedCI(x, y, level)
}

// called estimates the probability of firm f to be among the first places.
func called(rates [][]float64, firms []int, f, places int) stats.Estimate {
	n, sum := 0, 0.0
	for i, rate := range rates[f] {
		if math.IsNaN(rate) {
			continue
		}
		n++
		above, alike := 0, 0
		for _, g := range firms {
			switch {
			case rates[g][i] > rate:
				above++
			case rates[g][i] == rate:
				alike++
			}
		}
		sum += min(1, max(0, float64(places-above)/float64(alike)))
	}
	// A season in which a place is shared counts in part: the borders are those
	// of the whole numbers around it.
	lo := stats.Proportion(int(math.Floor(sum+1e-9)), n, Confidence)
	hi := stats.Proportion(int(math.Ceil(sum-1e-9)), n, Confidence)
	return stats.Estimate{Mean: sum / float64(n), Lo: lo.Lo, Hi: hi.Hi, N: n}
}
