package study

import (
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"
)

// ownerOf is the firm in whose row a target stands, by index: a single firm's run
// has its targets as its own; -1 is the row of all firms together.
func (h *headroom) ownerOf(g *result.Target) int {
	if g.Place.Firm < 0 && len(h.sc.Firms) == 1 {
		return 0
	}
	return g.Place.Firm
}

// rowOf is the number of targets in the row in which a target stands, itself among
// them.
func (h *headroom) rowOf(target int) int {
	n, owner := 0, h.ownerOf(&h.targets[target])
	for t := range h.targets {
		if h.ownerOf(&h.targets[t]) == owner {
			n++
		}
	}
	return n
}

// bounds are the ranks of n seasons, in order of where they fail, between which the
// threshold of a target in all seasons that could be lies: lo above it, and hi below
// it, with a chance of 2.5% at most each; 0 and n+1 where so few seasons give no such
// end. The rank joint is a hi for the least of several targets' thresholds.
//
// The least of the true thresholds is that of one target. The least of the lower ends
// lies above it only if that target's own does: 2.5%, and the more cautious the more
// targets. The least of the upper ends lies below it as soon as any one of them lies
// below its own target's threshold, so each may do so but 2.5% over their number
// (see atOnce).
type bounds struct{ lo, hi, joint int }

func boundsOf(n int, in float64, several int) (b bounds) {
	b.lo, b.hi = stats.QuantileRanks(n, 1-in, result.Confidence)
	_, b.joint = stats.QuantileRanks(n, 1-in, atOnce(result.Confidence, several))
	return b
}

// ranksOf are the ranks of n seasons, in order of where they fail, that tell the
// threshold of a target to a step and its interval a little wider than it need be:
// that is wide by chance, and to sharpen its ends would take half of all time. The
// target is one of several in its row.
func ranksOf(n int, in float64, several int) []rank {
	const slack = 2
	ranks := []rank{{nth: result.MayFail(n, in) + 1}}
	b := boundsOf(n, in, several)
	for _, end := range []int{b.lo, b.hi, b.joint} {
		if x := (rank{end, slack}); end >= 1 && end <= n && !slices.Contains(ranks, x) {
			ranks = append(ranks, x)
		}
	}
	return ranks
}

// level of an index; NaN beyond the grid.
func (h *headroom) level(i int) float64 {
	if i < 0 || i >= len(h.levels) {
		return math.NaN()
	}
	return h.levels[i]
}

// found is the result of a search that has ended, or was stopped.
func (h *headroom) found(b *brackets) *result.Headroom {
	out := &result.Headroom{
		Of: h.of, Replications: len(h.seasons), Step: h.w.Step, Least: h.levels[0], Most: h.levels[len(h.levels)-1],
		Trials: h.trials + len(h.w.Done), QuickTrials: h.quick,
	}
	for f := range h.sc.Firms {
		h.addFirm(out, b, f)
	}
	if len(h.sc.Firms) > 1 {
		h.addFirm(out, b, -1)
	}
	return out
}

// addFirm adds the row of a firm, by index, or of all together (-1), if it has
// targets: the first of them to fail, and an interval that holds the least of their
// thresholds (see bounds).
func (h *headroom) addFirm(out *result.Headroom, b *brackets, owner int) {
	f := result.FirmHeadroom{Level: result.Threshold{Hi: math.NaN(), N: len(h.seasons)}}
	if owner >= 0 {
		f.Firm = h.sc.Firms[owner].Name
	}
	lo := math.Inf(1)
	for t := range h.targets {
		if h.ownerOf(&h.targets[t]) != owner {
			continue
		}
		x, joint := h.target(t, &b.of[t])
		f.Targets = append(f.Targets, x)
		if i := len(f.Targets) - 1; x.Level.Before(f.Targets[f.Binding].Level) {
			f.Binding = i
		}
		lo = min(lo, x.Level.Lo) // NaN where one is
		if !(joint >= f.Level.Hi) && !math.IsNaN(joint) {
			f.Level.Hi = joint
		}
	}
	if len(f.Targets) == 0 {
		return
	}
	first := f.Targets[f.Binding].Level
	f.Level.Value, f.Level.Fails, f.Level.Lo = first.Value, first.Fails, lo
	f.Level.Open = first.Open
	for _, x := range f.Targets { // of a stopped search: it may fail before the first so far
		if x.Level.Open && !math.IsNaN(f.Level.Value) && !(x.Level.Value >= f.Level.Value) {
			f.Level.Value, f.Level.Open = x.Level.Value, true
		}
	}
	out.Firms = append(out.Firms, f)
}

// target is what is known of one target, and the upper end of its interval for the
// row of the firm.
func (h *headroom) target(t int, x *bracketed) (out result.TargetHeadroom, joint float64) {
	n := len(h.seasons)
	out = result.TargetHeadroom{Target: h.targets[t], Title: h.titles[t], Unit: h.units[t],
		Level: result.Threshold{Lo: math.NaN(), Hi: math.NaN(), N: n}}
	kept, fails := x.threshold(result.MayFail(n, h.targets[t].In) + 1)
	out.Level.Value, out.Level.Fails = h.level(kept), h.level(fails)
	out.Level.Open = fails-kept > 1
	end := boundsOf(n, h.targets[t].In, h.rowOf(t))
	if end.lo > 0 {
		kept, _ := x.threshold(end.lo)
		out.Level.Lo = h.level(kept)
	}
	upper := func(rank int) float64 {
		if rank > n {
			return math.NaN()
		}
		_, fails := x.threshold(rank)
		return h.level(fails)
	}
	out.Level.Hi, joint = upper(end.hi), upper(end.joint)
	for r := range x.seasons {
		s := &x.seasons[r]
		out.Seasons = append(out.Seasons, result.SeasonThreshold{Kept: h.level(s.kept), Fails: h.level(s.fails)})
		if s.reversed {
			out.Reversed++
		}
		if h.undefined[t][r] {
			out.Undefined++
		}
	}
	out.AsPlanned = h.countAsPlanned(t)
	return out, joint
}

// countAsPlanned is what a run of these seasons counts of a target; nil where its
// figure was never missing, so that it is no other than what is found here, or where
// not all were simulated as planned.
func (h *headroom) countAsPlanned(t int) *result.Counts {
	if !h.lacks[t] || slices.Contains(h.asPlanned, nil) {
		return nil
	}
	var n result.Counts
	for _, x := range h.asPlanned {
		switch {
		case x.undefined[t]:
			n.Undefined++
		case x.kept[t]:
			n.Held++
		default:
			n.Missed++
		}
	}
	return &n
}
