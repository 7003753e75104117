package result

import (
	"slices"

	"peakready/sim/stats"
)

// Comparison is what a plan changes against the scenario as it is, all firms
// together, in orders placed in the window.
type Comparison struct {
	Plan         string `json:"plan"`
	Plans        int    `json:"plans"`        // that were compared, this one among them
	Replications int    `json:"replications"` // pairs that are complete
	// Typical is the change of complaints to the firm in a typical season, a
	// share: the geometric mean of plan over base, less 1, with an interval that
	// holds for all plans at once.
	Typical stats.Estimate `json:"typical_change"`
	// BetterThan names the plans, and the scenario as it is, over which this one
	// has fewer complaints to the firm in a typical season beyond chance, at a level
	// at which all Pairs of them hold at once, and fewer in the mean as well. It can
	// lack the scenario as it is where Typical, of fewer pairs, leaves out 0.
	BetterThan  []string `json:"better_than,omitempty"`
	ToFirm      Shift    `json:"complaints_to_firm"`
	ToAuthority Shift    `json:"complaints_to_authority"`
	ByCause     []Shift  `json:"to_firm_by_cause"` // in the order of Cause
	Late        Shift    `json:"late_deliveries"`
	Unanswered  Shift    `json:"unanswered_contacts"`
	Placed      Shift    `json:"orders_placed"`
	Cost        Shift    `json:"cost"` // CNY
	// PerComplaint is the cost in CNY of a complaint to the firm avoided, of the
	// means, with Fieller's interval; it is not a number (null) where the plan
	// avoids none beyond chance, and below 0 where the plan saves money as well.
	PerComplaint stats.Estimate `json:"cost_per_complaint_avoided"`
	// NotPriced says what the plan has more of that no cost is booked for.
	NotPriced []string `json:"not_priced,omitempty"`
	// Contingency is the log of the plan's contingency rules.
	Contingency []FiringSummary `json:"contingency,omitempty"`
	// Better is the share of seasons in which the plan has fewer complaints to
	// the firm, with its exact binomial interval.
	Better stats.Estimate `json:"better_share"`
	// VarianceRatio is the variance of the difference in complaints to the firm
	// if the two plans met different luck, over that with the same luck; not a
	// number (null) where the difference does not vary.
	VarianceRatio stats.Estimate `json:"variance_ratio"`
	// Targets are the verdicts under the plan from these seasons, by the targets
	// that the plan leaves or sets; BaseTargets those of the scenario as it is,
	// from the same seasons.
	Targets     []TargetSummary `json:"targets,omitempty"`
	BaseTargets []TargetSummary `json:"base_targets,omitempty"`
}

// Pairs is the number of pairs among so many plans and the scenario as it is.
func Pairs(plans int) int { return plans * (plans + 1) / 2 }

// TargetRow is one target in a comparison: its verdict as it is, then under each
// plan; nil where that side does not set it.
type TargetRow struct {
	Target   *TargetSummary // any of them, for its title and limit
	Verdicts []*TargetSummary
}

// TargetRows puts the verdicts of all plans side by side: the targets of the
// scenario as it is in its order, then those that plans set anew. A limit or a
// share that a plan changes makes another target.
func TargetRows(all []Comparison) (rows []TargetRow) {
	if len(all) == 0 {
		return nil
	}
	same := func(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	add := func(side int, targets []TargetSummary) {
		for i := range targets {
			g := &targets[i]
			at := slices.IndexFunc(rows, func(r TargetRow) bool {
				t := r.Target
				return r.Verdicts[side] == nil && t.Name == g.Name && t.Metric == g.Metric && same(t.Firm, g.Firm) && same(t.Pool, g.Pool) &&
					t.Window == g.Window && t.Bound == g.Bound && t.Limit == g.Limit && t.In == g.In
			})
			if at < 0 {
				at = len(rows)
				rows = append(rows, TargetRow{g, make([]*TargetSummary, len(all)+1)})
			}
			rows[at].Verdicts[side] = g
		}
	}
	add(0, all[0].BaseTargets)
	for i := range all {
		add(i+1, all[i].Targets)
	}
	return rows
}

// Shift is a figure as it is, under the plan, and what the plan adds: the mean
// difference over pairs of seasons with the same luck, its 95% interval from
// these differences (Student's t). Joint is the same difference with an interval
// so wide that those of all plans hold at once in 95 of 100 studies: whoever
// picks the best of several plans by its interval needs this one.
type Shift struct {
	Base  stats.Estimate `json:"base"`
	Plan  stats.Estimate `json:"plan"`
	Added stats.Estimate `json:"added"`
	Joint stats.Estimate `json:"added_joint"`
}

// Spillover is what the orders of one firm cost the others.
type Spillover struct {
	Firm         string `json:"firm"`
	Replications int    `json:"replications"` // that are complete
	// Orders that the firm places in the window, and that are absent without it.
	Orders stats.Estimate `json:"orders"`
	// Others are all other firms with orders, in the order of the scenario, and
	// All the parcels of these firms together.
	Others []Burden `json:"others"`
	All    Burden   `json:"all_others"`
}

// Burden is what one firm bears of another's orders. All figures are of orders
// placed in the window, those of complaints per million of them.
type Burden struct {
	Firm            string `json:"firm"`       // empty for all others together
	Lead            Change `json:"lead_d"`     // order to door, days, mean
	LateShare       Change `json:"late_share"` // of deliveries, past the promised date
	PerMillion      Change `json:"complaints_per_million"`
	DelayPerMillion Change `json:"delay_complaints_per_million"` // of them for delay
	// Complaints to the firm, a number.
	Complaints Change `json:"complaints"`
}

// Change is a figure with the disturbing firm, without it, and what the firm
// adds: the mean difference over pairs of seasons with the same luck, its 95%
// interval from these differences (Student's t). A season in which the figure
// is not defined on both sides (the late share of no deliveries) does not count.
type Change struct {
	With    stats.Estimate `json:"with"`
	Without stats.Estimate `json:"without"`
	Added   stats.Estimate `json:"added"`
}
