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
// if, in three replications or more, both the paired t-test and the exact test
// of their counts say so; all pairs together are wrong about one of them in 5%
// of studies at most (rank.go). rank_lo and rank_hi are the ranks that this
// leaves open, after Mogstad, Romano, Shaikh and Wilhelm, "Inference for ranks"
// (Review of Economic Studies 91, 2024): firms whose ranks overlap are tied.
type CalledFirm struct {
	Firm       string         `json:"firm"`
	Rank       int            `json:"rank"` // by the mean, from 1
	RankLo     int            `json:"rank_lo"`
	RankHi     int            `json:"rank_hi"`
	PerMillion stats.Estimate `json:"per_million_orders"`
	// Called is the probability that a season has the firm among the first
	// Places; firms that tie for the last places share them, and a firm without a
	// case in a season is not called in. Its interval is Clopper's and Pearson's.
	Called stats.Estimate `json:"called_in"`
	// Sure is the number of the called_in.n seasons in which it has a place
	// without a tie, Perhaps that in which it has one or ties for one.
	Sure    int `json:"called_in_seasons"`
	Perhaps int `json:"called_in_seasons_with_ties"`
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
	loads := make([]caseload, len(ranked))
	for i, f := range ranked {
		loads[i] = r.caseload(f)
	}
	more := heldApart(loads)
	mean := func(f int) float64 { return r.over(func(i int) float64 { return rates[f][i] }).Mean }
	for i, f := range ranked {
		c := CalledFirm{Firm: r.Firms[f].Name, Rank: 1, RankLo: 1, RankHi: len(ranked)}
		for j, g := range ranked {
			if mean(g) > mean(f) {
				c.Rank++
			}
			if more[j][i] {
				c.RankLo++
			}
			if more[i][j] {
				c.RankHi--
			}
		}
		c.PerMillion = Rare(r.over(func(i int) float64 { return rates[f][i] }), r.millions(f))
		c.Called, c.Sure, c.Perhaps = called(rates, ranked, f, r.CallIn)
		s.Firms = append(s.Firms, c)
	}
	slices.SortStableFunc(s.Firms, func(a, b CalledFirm) int { return a.Rank - b.Rank })
	return s
}

// millions of orders that firm f took in the window, in all replications.
func (r *Run) millions(f int) float64 {
	var placed int64
	for i := range r.Trials {
		w := r.Trials[i].Firms[f].window(r)
		placed += w[Placed]
	}
	return float64(placed) / 1e6
}

// called estimates the probability of firm f to be among the first places, and
// counts the seasons in which it surely is, and those in which it may be.
func called(rates [][]float64, firms []int, f, places int) (e stats.Estimate, sure, perhaps int) {
	n, sum := 0, 0.0
	for i, rate := range rates[f] {
		if math.IsNaN(rate) {
			continue
		}
		n++
		if rate == 0 {
			continue // nobody complained about it
		}
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
		sure += btoi(above+alike <= places)
		perhaps += btoi(above < places)
	}
	// A season in which a place is shared counts in part: the borders are those
	// of the whole numbers around it.
	lo := stats.Proportion(int(math.Floor(sum+1e-9)), n, Confidence)
	hi := stats.Proportion(int(math.Ceil(sum-1e-9)), n, Confidence)
	return stats.Estimate{Mean: sum / float64(n), Lo: lo.Lo, Hi: hi.Hi, N: n}, sure, perhaps
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
