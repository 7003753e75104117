package result

import "peakready/sim/stats"

// Explanation says what a season's harm comes from: every capacity without its
// limit and every cause taken away, one at a time and together, with the same
// luck, and what the next unit of each capacity would avoid. All figures are a
// season's, of orders placed in the window.
type Explanation struct {
	// Firms are those whose orders are counted and whose capacities are relaxed.
	Firms        []string `json:"firms"`
	Grouped      bool     `json:"grouped"`      // a row is a kind of capacity of all firms, not one of one firm
	Replications int      `json:"replications"` // seasons that are complete
	Base         Harm     `json:"as_it_is"`

	Capacities    []Relaxation `json:"capacities"`
	Causes        []Relaxation `json:"causes"`
	AllCapacities Together     `json:"all_capacities"`
	AllCauses     Together     `json:"all_causes"`
	Everything    Together     `json:"everything"`

	// Blamed is the capacity to blame for complaints to the firm, BlamedLate for
	// order-days late.
	Blamed     Leader `json:"blamed_for_complaints"`
	BlamedLate Leader `json:"blamed_for_days_late"`

	Next []NextUnit `json:"next_units"`
	// BestNext is the unit that avoids most complaints to the firm per CNY.
	BestNext Leader `json:"best_next_unit"`
}

// Harm is what goes wrong in a season, or how much less does.
type Harm struct {
	ToFirm      stats.Estimate   `json:"complaints_to_firm"`
	ByCause     []stats.Estimate `json:"to_firm_by_cause"` // in the order of Cause
	ToAuthority stats.Estimate   `json:"complaints_to_authority"`
	Late        stats.Estimate   `json:"late_deliveries"`
	LateDays    stats.Estimate   `json:"order_days_late"` // days late, added over deliveries
}

// Relaxation is a capacity without its limit, or a cause taken away.
type Relaxation struct {
	Kind string `json:"kind"` // "checkout", "stock", "warehouse", "hub", "stations", "desk", "inspection", "authority", "cause"
	Name string `json:"name"`
	How  string `json:"how"` // what was changed in the scenario
	// Avoided is the harm as it is less that without the limit or cause, over
	// seasons with the same luck; below 0 where it does harm elsewhere.
	Avoided Harm `json:"avoided"`
	// Placed is what it adds to the orders placed.
	Placed stats.Estimate `json:"orders_added"`
}

// Together is several relaxations at once.
type Together struct {
	Avoided Harm           `json:"avoided"`
	Placed  stats.Estimate `json:"orders_added"`
	// Remainder is what together they avoid less the sum of what each avoids
	// alone: above 0 where one is of use only with another, below 0 where
	// either would do.
	Remainder Harm `json:"remainder"`
	Left      Harm `json:"left"` // what goes wrong all the same
}

// NextUnit is one modest unit more of a capacity.
type NextUnit struct {
	Kind string `json:"kind"`
	Name string `json:"name"` // of the capacity
	Unit string `json:"unit"` // in words: "1 agent more, 2,040 paid hours"
	// Cost of the unit in the window, by the price list, used or not, CNY.
	Cost float64 `json:"cost"`
	// CarrierPrice says that it is a carrier's and has no price of its own: it is
	// taken at the carrier's price of a parcel, used or not.
	CarrierPrice bool `json:"at_the_price_of_parcels"`
	// Hours of agents that are paid, in the window; 0 for what is not agents.
	Hours   float64 `json:"agent_hours"`
	Avoided Harm    `json:"avoided"`
	// PerCNY is the complaints to the firm avoided by a CNY; the price is known,
	// so that its interval is that of the complaints over the price.
	PerCNY stats.Estimate `json:"complaints_avoided_per_cny"`
	// PerHour is the complaints avoided by an agent-hour; not a number (null)
	// for what is not agents.
	PerHour stats.Estimate `json:"complaints_avoided_per_agent_hour"`
}

// Leader is the best of several by the seasons' means and whether it is told
// from chance: that its figure is above 0, and above that of each other.
type Leader struct {
	Name string `json:"name"` // empty where none is above 0 on average
	Sure bool   `json:"sure"` // above 0 and above all others, beyond chance
	// Rivals are those that it is not told from, itself left out; all of them
	// where it is not told from 0.
	Rivals []string `json:"rivals,omitempty"`
	// FirstIn is the number of seasons in which no other has a greater figure.
	FirstIn int `json:"first_in"`
	// InMost says that beyond chance its figure is above 0 and above that of each
	// other in most seasons, by the sign test, whatever the means.
	InMost bool `json:"sure_in_most_seasons"`
	// AboveZero says that its own figure is above 0 beyond chance.
	AboveZero bool `json:"above_zero"`
}
