package result

import (
	"encoding/json"
	"math"

	"peakready/sim/stats"
)

// Strain is what is turned up until targets fail.
type Strain string

// Strains. The level of demand is its multiplier, that of the others the share
// that is lost.
const (
	Demand   Strain = "demand"   // all who want something, against the plan
	Absent   Strain = "absent"   // share of the agents of every pool away all season
	Couriers Strain = "couriers" // share of hub and station capacity lost all season
)

// Strains are all of them.
func Strains() []Strain { return []Strain{Demand, Absent, Couriers} }

// Planned is the level of a strain at which everything is as planned.
func (s Strain) Planned() float64 {
	if s == Demand {
		return 1
	}
	return 0
}

// Headroom is one search: the level of a strain at which each target first fails,
// on seasons with the same luck at every level, so that one set of seasons serves
// all targets. A target fails at a level where it is kept in less than `in` of the
// seasons. The levels are a grid of steps of Step, as a share of the level for the
// multiplier of demand, else in shares.
type Headroom struct {
	Of           Strain
	Replications int
	Step         float64
	Least, Most  float64 // levels looked at
	Trials       int     // seasons simulated, order by order: all that follows rests on them
	QuickTrials  int     // quick runs, which said where to look
	// Unfinished says that the search was stopped. What stands here then rests on
	// the seasons that were simulated until then, order by order: brackets and
	// intervals hold, but may be wider than a finished search leaves them, and
	// levels may be Open.
	Unfinished bool
	Firms      []FirmHeadroom
}

// Open counts the targets, over all firms, whose headroom a stopped search has not
// found, and all that there are.
func (h *Headroom) Open() (open, all int) {
	for i := range h.Firms {
		for k := range h.Firms[i].Targets {
			all++
			if h.Firms[i].Targets[k].Level.Open {
				open++
			}
		}
	}
	return open, all
}

// FirmHeadroom is the least headroom over a firm's targets.
type FirmHeadroom struct {
	// Firm is its name; empty for targets of the whole run where there are
	// several firms. Those of a single firm's run count as its own.
	Firm string
	// Level has the Value and Fails of the target that fails first. Its Lo and Hi are
	// the least over the targets and hold the least of their true levels with 95%
	// confidence: Hi is taken of intervals so wide that all hold at once (Bonferroni),
	// so that it may lie above every target's own. It is cautious: the least of several
	// lower ends lies too high in less than 2.5% of studies, and what targets have in
	// common, as the seasons, makes the upper end wider than it need be.
	Level   Threshold
	Binding int // index in Targets of the one that fails first; where Level is Open, first so far
	Targets []TargetHeadroom
}

// TargetHeadroom is the level at which one target first fails.
type TargetHeadroom struct {
	Target Target
	Title  string // for people
	Unit   Unit
	Level  Threshold
	// Seasons, by replication: up to which level each was seen to keep the
	// target, and at which to fail it. Only those near the threshold are known
	// closely.
	Seasons []SeasonThreshold
	// Reversed counts seasons that kept the target at a level above one at which
	// they failed it. The lowest level seen to fail counts there.
	Reversed int
	// Undefined counts seasons in which the figure did not exist at some level
	// (replies in time without a case). It was not missed there, but for a pool's
	// with agents away: a run leaves such seasons out, but a search that did would
	// have another number of seasons at every level, and no order of them.
	Undefined int
	// AsPlanned is what a run of the same seasons counts, where the figure did not
	// exist at some level; else nil.
	AsPlanned *Counts
}

// Unlike says that a run of the same seasons judges the target as planned otherwise
// than the headroom does, because it leaves out seasons without the figure: the share
// of those that have it is below `in` while the headroom is kept as planned, or the
// other way round. Where none has it a run says nothing.
func (t *TargetHeadroom) Unlike(of Strain) bool {
	if t.AsPlanned == nil {
		return false
	}
	with := float64(t.AsPlanned.Held + t.AsPlanned.Missed)
	kept := t.Level.KeptAt(of.Planned())
	if !kept && !t.Level.FailsAt(of.Planned()) { // not known yet
		return false
	}
	return with == 0 || kept != (float64(t.AsPlanned.Held) >= t.Target.In*with-rounding)
}

// Threshold is the level of a strain at which a target first fails: Value is the
// last level of the grid at which it is kept in `in` of the seasons, Fails the
// next, at which it is not. NaN: Value, where it fails at the least level looked
// at; Fails, where it is kept at the most.
//
// Open is a threshold that a stopped search has not found: it is kept at Value and
// fails at Fails, and the levels between are not known. NaN: no level is known yet
// at which it is kept, or fails.
//
// Lo and Hi hold the level at which it fails in all seasons that could be, not
// only in those simulated, with 95% confidence, by order statistics of the seasons
// (stats.QuantileRanks): whatever their distribution, but for the step. NaN: Lo,
// where so few seasons give no lower end or it lies below the least level; Hi,
// likewise. Clopper and Pearson's interval of the share of seasons that keep it,
// turned round level by level, gives the same ends, and no other way to them needs
// fewer seasons without a law for where a season fails.
type Threshold struct {
	Value, Fails, Lo, Hi float64
	N                    int
	Open                 bool
}

// SureShare is the share of all seasons that could be that keep the target at the
// Value of its threshold, at least, with 97.5% confidence: what so few seasons say
// where they give Lo no end. Of n seasons k may fail the target; Value lies below the
// one of rank k+1 of their thresholds, and the share of a law below that is at most
// the quantile of Beta(k+1, n-k), whatever the law (S. S. Wilks, Annals of
// Mathematical Statistics 12 (1941) 91-96; David and Nagaraja, Order Statistics, 2003,
// section 7.2): Clopper and Pearson's lower end for n-k of n. 0 < in < 1.
func SureShare(n int, in float64) float64 {
	return stats.Proportion(n-MayFail(n, in), n, Confidence).Lo
}

// MayFail is the number of n seasons that may fail a target which must be kept in a
// share of them.
func MayFail(n int, in float64) int {
	k := 0
	for float64(n-k-1) >= in*float64(n)-1e-9 {
		k++
	}
	return k
}

// SeasonsForBothEnds is the least number of seasons that gives the interval of a
// target to be kept in a share of them both its ends, where they lie within the
// levels looked at: the least and the greatest of n seasons bound a q-quantile as
// soon as (1-q)^n and q^n are no more than half of what Confidence leaves
// (stats.QuantileRanks). 0 < in < 1.
func SeasonsForBothEnds(in float64) int {
	return int(math.Ceil(math.Log((1-Confidence)/2)/math.Log(max(in, 1-in)) - 1e-9))
}

// SeasonsForLowerEnd is the least number of seasons that gives such an interval its
// lower end: the least of n lies above the threshold with a chance of in^n.
func SeasonsForLowerEnd(in float64) int {
	return int(math.Ceil(math.Log((1-Confidence)/2)/math.Log(in) - 1e-9))
}

// Over says that it is kept at the most level that was looked at.
func (t Threshold) Over() bool { return math.IsNaN(t.Fails) && !t.Open }

// Under says that it fails at the least level that was looked at.
func (t Threshold) Under() bool { return math.IsNaN(t.Value) && !t.Open }

// KeptAt says that a level is known at which it is kept, as high as this or higher.
func (t Threshold) KeptAt(level float64) bool { return t.Value >= level-rounding }

// FailsAt says that a level is known at which it fails, as low as this or lower.
func (t Threshold) FailsAt(level float64) bool { return t.Fails <= level+rounding }

// rounding of levels, which are powers or multiples of a step.
const rounding = 1e-9

// Before says whether a threshold is lower than another; of open ones, that which is
// known to fail at a lower level, or else is not known to be kept as high.
func (t Threshold) Before(o Threshold) bool {
	last := func(x float64) float64 { return orElse(x, math.Inf(1)) }
	if a, b := last(t.Fails), last(o.Fails); a != b {
		return a < b
	}
	first := func(x float64) float64 { return orElse(x, math.Inf(-1)) }
	return first(t.Value) < first(o.Value)
}

func orElse(x, otherwise float64) float64 {
	if math.IsNaN(x) {
		return otherwise
	}
	return x
}

// MarshalJSON writes what is not known as null.
func (t Threshold) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Value *float64 `json:"value"`
		Fails *float64 `json:"fails_at"`
		Lo    *float64 `json:"lo"`
		Hi    *float64 `json:"hi"`
		N     int      `json:"n"`
		Open  bool     `json:"open"`
	}{figureOrNull(t.Value), figureOrNull(t.Fails), figureOrNull(t.Lo), figureOrNull(t.Hi), t.N, t.Open})
}

// SeasonThreshold is what is known of one season: it kept the target at Kept and
// failed it at Fails; NaN where neither was seen.
type SeasonThreshold struct{ Kept, Fails float64 }

// MarshalJSON writes what is not known as null.
func (s SeasonThreshold) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kept  *float64 `json:"kept_at"`
		Fails *float64 `json:"fails_at"`
	}{figureOrNull(s.Kept), figureOrNull(s.Fails)})
}

// figureOrNull is a figure as JSON has it.
func figureOrNull(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
