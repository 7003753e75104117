package models

import "peakready/sim/rng"

// Scenario is everything that a run needs: what comes (demand), what stands
// against it (capacities, teams, policies) and how consumers behave. A
// scenario is checked by Check and never changed by a run.
type Scenario struct {
	Name         string    `yaml:"name"`
	Season       Season    `yaml:"season"`
	Seed         uint64    `yaml:"seed"`
	Replications int       `yaml:"replications"`
	Regions      []Region  `yaml:"regions"`
	Carriers     []Carrier `yaml:"carriers"`
	Consumers    Consumers `yaml:"consumers"`
	Authority    Authority `yaml:"authority"`
	Firms        []Firm    `yaml:"firms"`
}

// Season is the window that is judged. Orders placed from From to To (both
// included) form its cohorts; the run starts WarmUp before, so that the first
// day finds parcels on the road, keeps ordinary demand coming for CoolDown
// after, and then drains without demand for Drain, until what became of the
// window's orders is known.
type Season struct {
	From     Date     `yaml:"from"`
	To       Date     `yaml:"to"`
	WarmUp   Duration `yaml:"warm_up"`
	CoolDown Duration `yaml:"cool_down"`
	Drain    Duration `yaml:"drain"`
}

// Region is a part of the country: its share of the demand and its road time.
type Region struct {
	Name     string   `yaml:"name"`
	Share    Share    `yaml:"share"`     // of all orders; the shares add up to 1
	LineHaul rng.Dist `yaml:"line_haul"` // hub to station
	// ExtraDays is added to the days promised here.
	ExtraDays int `yaml:"extra_days"`
}

// Firm is one shop or platform with its plan for the season.
type Firm struct {
	Name       string      `yaml:"name"`
	Demand     Demand      `yaml:"demand"`
	Storefront Storefront  `yaml:"storefront"`
	Stock      StockPlan   `yaml:"stock"`
	Warehouses []Warehouse `yaml:"warehouses"`
	Shipping   Shipping    `yaml:"shipping"`
	Service    Service     `yaml:"service"`
	Returns    Returns     `yaml:"returns"`
	Policy     Policy      `yaml:"policy"`
	Prices     Prices      `yaml:"prices"`
}

// Shift is a capacity that holds from a time of day to another on every day
// (To before From runs past midnight).
type Shift struct {
	From Clock `yaml:"from"`
	To   Clock `yaml:"to"`
	Rate Rate  `yaml:"rate"` // while the shift lasts
}

// Capacity is the rate of a line by shifts, with changes for spans of dates.
type Capacity struct {
	Shifts  []Shift          `yaml:"shifts"`
	Changes []CapacityChange `yaml:"changes"`
	Temps   []LineTemps      `yaml:"temps"`
	// WeekendOff is the share of the capacity that rests on Saturday and Sunday.
	WeekendOff Share `yaml:"weekend_off"`
}

// CapacityChange multiplies the capacity from one date to another, both
// included; changes that overlap multiply.
type CapacityChange struct {
	From   Date   `yaml:"from"`
	To     Date   `yaml:"to"`
	Factor Factor `yaml:"factor"`
}

// LineTemps are temporary hands on a line. They add Rate while the line's
// shifts are on, beginning at Start of their full speed once trained and
// reaching it after Learning, in a straight line.
type LineTemps struct {
	Hired    Date     `yaml:"hired"`
	Training Duration `yaml:"training"`
	Until    Date     `yaml:"until"`
	Rate     Rate     `yaml:"rate"`
	Start    Share    `yaml:"start"`
	Learning Duration `yaml:"learning"`
}

// Agents is a number of agents on duty from a time of day to another.
type Agents struct {
	From   Clock   `yaml:"from"`
	To     Clock   `yaml:"to"`
	Agents float64 `yaml:"agents"`
}

// Staffing says how many agents are scheduled when. Shrinkage (leave,
// illness, meetings, breaks) takes its share off every number.
type Staffing struct {
	Shifts    []Agents      `yaml:"shifts"`
	Weekend   Factor        `yaml:"weekend"` // Saturday and Sunday against a weekday
	Changes   []StaffChange `yaml:"changes"`
	Shrinkage Share         `yaml:"shrinkage"`
}

// StaffChange multiplies the scheduled agents from one date to another, both
// included, or replaces the shifts where Shifts is given.
type StaffChange struct {
	From   Date     `yaml:"from"`
	To     Date     `yaml:"to"`
	Factor Factor   `yaml:"factor"`
	Shifts []Agents `yaml:"shifts"`
}

// AgentTemps are temporary agents: hired on a date, on duty once trained,
// working at Start of a full agent's speed and reaching it after Learning.
type AgentTemps struct {
	Hired    Date     `yaml:"hired"`
	Training Duration `yaml:"training"`
	Until    Date     `yaml:"until"`
	Shifts   []Agents `yaml:"shifts"`
	Start    Share    `yaml:"start"`
	Learning Duration `yaml:"learning"`
}
