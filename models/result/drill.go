package result

import "peakready/sim/stats"

// Drill is what an incident does at a time drawn anew for every season, against
// the same season without it. A daily measure has left its normal band when it
// is worse than 95% of the seasons without the incident have it on that date,
// and worse than in its own pair by 5% of the larger of the pair's value and the
// measure's mean over the season. It is back on the first of three days in a row
// on which it has not left. The incident's trail begins with the first day on
// which a measure is out and ends before seven days on which none is; what leaves
// its band after that is not counted.
type Drill struct {
	Incident     string         `json:"incident"`
	Kind         string         `json:"kind"`
	Replications int            `json:"replications"` // pairs that are complete and that the incident struck
	Severity     stats.Estimate `json:"severity"`     // share, as drawn
	Lasts        stats.Estimate `json:"lasts_h"`      // as drawn
	Followed     string         `json:"followed_to"`  // last date that is watched: the last on which orders come
	Band         Band           `json:"normal_band"`  // the same under every plan
	Plans        []DrillPlan    `json:"plans"`        // first the scenario as it is
}

// DrillPlan is the drill under one plan: what the incident adds to the season
// under the same plan without it.
type DrillPlan struct {
	Plan       string         `json:"plan"`
	Complaints stats.Estimate `json:"extra_complaints_to_firm"`
	Late       stats.Estimate `json:"extra_late_deliveries"`
	Placed     stats.Estimate `json:"extra_orders_placed"`
	Cost       stats.Estimate `json:"extra_cost"` // CNY
	// Rules of the plan, in the seasons with the incident and in the same ones
	// without it.
	Rules []DrillRule `json:"rules,omitempty"`
	// Against is what the plan changes where the incident strikes: the season
	// under the plan less the same one of the first plan, both with the incident.
	// It is nil for the first plan.
	Against *DrillAgainst `json:"struck_against_first,omitempty"`
	// Worst is the most parcels by which those waiting in warehouses, at docks,
	// in hubs and stations at the end of a day exceed the pair's.
	Worst stats.Estimate `json:"worst_extra_backlog"`
	// Heal is the mean time from the incident's start until every measure that
	// left its band is back, in days, over the seasons in which one did. It is not
	// a number (null) where one of them was not back on the last date that is
	// watched (Censored): see Healing.
	Heal     stats.Estimate `json:"heal_d"`
	Healing  Healing        `json:"healing"` // the same time, also where it was cut off
	Struck   int            `json:"seasons_in_which_a_measure_left_its_band"`
	Censored int            `json:"seasons_not_healed"`
	// Measures in the order in which an order meets them.
	Measures []DrillMeasure `json:"measures"`
}

// DrillRule is how often a contingency rule fires a season and what it costs,
// with the incident, without it, and the mean difference over the pairs.
type DrillRule struct {
	Rule  string `json:"rule"`
	Firm  string `json:"firm"`
	Fired Change `json:"firings"` // called on the window's dates
	// Cost in CNY by the price list and elsewhere: compensation paid and margin
	// lost because of the rule.
	Cost Change `json:"cost"`
}

// DrillAgainst is a paired difference between two plans of seasons with the
// incident, with Student's intervals, each by itself. The joint ones are the
// same differences with intervals so wide that, of each figure, those of all
// plans hold at once in 95 of 100 drills (Bonferroni, as Shift has them).
type DrillAgainst struct {
	Complaints      stats.Estimate `json:"complaints_to_firm"`
	Late            stats.Estimate `json:"late_deliveries"`
	Placed          stats.Estimate `json:"orders_placed"`
	Cost            stats.Estimate `json:"cost"`  // CNY
	Plans           int            `json:"plans"` // that are set against the first, this one among them
	ComplaintsJoint stats.Estimate `json:"complaints_to_firm_joint"`
	LateJoint       stats.Estimate `json:"late_deliveries_joint"`
	PlacedJoint     stats.Estimate `json:"orders_placed_joint"`
	CostJoint       stats.Estimate `json:"cost_joint"` // CNY
}

// DrilledComplaints is the measure that a drill's other measures are ahead of.
const DrilledComplaints = "complaints.to_firm"

// DrillMeasure is one daily measure in a drill.
type DrillMeasure struct {
	Measure string `json:"measure"`
	Words   string `json:"words"`
	Left    int    `json:"left_its_band"` // seasons
	First   int    `json:"left_first"`    // of them, those in which no other left on an earlier day
	// After is the time from the start to the end of the first day out of the
	// band, in days: a daily measure is known when the day is over.
	After       stats.Estimate `json:"out_after_d"`
	AfterMedian stats.Estimate `json:"out_after_median_d"` // with its interval by order statistics
	// Ahead is how many days before the complaints to the firm it left its
	// band, over the seasons in which both did: Both of them, of the complaints
	// themselves all in which they left. Two or three seasons have an interval
	// here; texts and pages show it from 6 on (Ranged).
	Ahead    stats.Estimate `json:"ahead_of_complaints_d"`
	Both     int            `json:"left_as_complaints_did"`
	Heal     stats.Estimate `json:"heal_d"`  // as of the plan, of this measure
	Healing  Healing        `json:"healing"` // likewise
	Censored int            `json:"seasons_not_healed"`
}
