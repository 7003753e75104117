package study

import (
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// healing collects the times to heal of the seasons in which something left its
// band.
type healing struct {
	days []float64 // time to heal, or a time after which it was still out
	out  []bool    // by season: not seen to heal
}

func (h *healing) add(ill illness) {
	h.days, h.out = append(h.days, inDays(ill.healed)), append(h.out, ill.open)
}

// open is the number of seasons that were still out.
func (h *healing) open() (n int) {
	for _, out := range h.out {
		if out {
			n++
		}
	}
	return n
}

// mean of the times to heal, not a number where one of them is not known.
func (h *healing) mean() stats.Estimate {
	if h.open() > 0 {
		return stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), N: len(h.days)}
	}
	return stats.MeanCI(h.days, result.Confidence)
}

// result of seasons in all of which a return within the horizon was seen.
//
// Where it was cut off, a time to heal lies between the time out and infinity. So
// the k-th smallest of the true times lies between the k-th smallest of the times
// known and the k-th smallest with infinity in the place of what was cut off, and
// an interval by ranks that covers the median with the true times covers it with
// these ends as well.
func (h *healing) result(horizon float64) result.Healing {
	n := len(h.days)
	x := result.Healing{Seasons: n, Healed: stats.Proportion(n-h.open(), n, result.Confidence), Horizon: horizon}
	never := slices.Clone(h.days)
	for r, out := range h.out {
		if out {
			never[r] = math.Inf(1)
		}
	}
	x.Median = stats.QuantileCI(never, 0.5, result.Confidence)
	x.Median.Lo = stats.QuantileCI(h.days, 0.5, result.Confidence).Lo
	if x.MedianOpen = math.IsInf(x.Median.Mean, 1); x.MedianOpen {
		x.Median.Mean = math.NaN()
	}
	if x.UpperOpen = math.IsInf(x.Median.Hi, 1); x.UpperOpen {
		x.Median.Hi = math.NaN()
	}
	x.Restricted = stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), N: n}
	if horizon > 0 {
		cut := slices.Clone(h.days)
		for r := range cut {
			cut[r] = min(cut[r], horizon)
		}
		x.Restricted = stats.MeanCI(cut, result.Confidence)
	}
	return x
}

// watchedFor gives of every season with the incident when it began, and the whole
// days within which a return is seen in each of them: the shortest time watched,
// less the days that it takes to call a measure back.
func watchedFor(hit []course, w *watch) (from []sim.Time, horizon float64) {
	least := math.Inf(1)
	for r := range hit {
		if hit[r].struck {
			from = append(from, hit[r].from)
			least = min(least, inDays(sim.Time(w.last+1-calmDays)*sim.Day-hit[r].from))
		}
	}
	if len(from) == 0 {
		return nil, 0
	}
	return from, max(0, math.Floor(least))
}
