package models

import "peakready/sim/rng"

// Scenario is everything that a run needs: what comes (demand), what stands
// against it (capacities, teams, policies) and how consumers behave. A
// scenario is checked by Check and never changed by a run.
type Scenario struct {
	Name         string            `yaml:"name"`         // title for figures and tables
	Season       Season            `yaml:"season"`       // the dates that are judged
	Seed         uint64            `yaml:"seed"`         // of all luck; the same seed gives the same bytes
	Replications int               `yaml:"replications"` // seasons simulated, each with other luck
	Regions      []Region          `yaml:"regions"`      // where the orders go
	Carriers     []Carrier         `yaml:"carriers"`     // courier networks, shared by the firms
	Consumers    Consumers         `yaml:"consumers"`    // how the public behaves
	Authority    Authority         `yaml:"authority"`    // the way beyond the firm
	Firms        []Firm            `yaml:"firms"`        // the shops
	Incidents    []Incident        `yaml:"incidents"`    // emergencies that may befall the season
	Contingency  []ContingencyRule `yaml:"contingency"`  // when what is done, seen as a manager sees it
	Targets      []Target          `yaml:"targets"`      // what the season must keep: READY, NOT READY or UNDECIDED
	Published    []Published       `yaml:"published"`    // figures found elsewhere that `run` prints beside its own
}

// Season is the window that is judged. Orders placed from From to To (both
// included) form its cohorts; the run starts WarmUp before, so that the first
// day finds parcels on the road, keeps ordinary demand coming for CoolDown
// after, and then drains without demand for Drain, until what became of the
// window's orders is known.
type Season struct {
	From     Date     `yaml:"from"`      // first day of the orders that are judged
	To       Date     `yaml:"to"`        // last day, included
	WarmUp   Duration `yaml:"warm_up"`   // simulated before, so that the first day finds parcels on the road
	CoolDown Duration `yaml:"cool_down"` // after the last day orders still come for so long
	Drain    Duration `yaml:"drain"`     // and then none do, while returns, refunds and complaints run out
}

// Region is a part of the country: its share of the demand and its road time.
type Region struct {
	Name     string   `yaml:"name"`
	Share    Share    `yaml:"share"`     // of all orders; the shares add up to 100%
	LineHaul rng.Dist `yaml:"line_haul"` // hub to station
	// ExtraDays is added to the days promised here.
	ExtraDays int `yaml:"extra_days"`
}

// Firm is one shop or platform with its plan for the season.
type Firm struct {
	Name       string      `yaml:"name"`
	Demand     Demand      `yaml:"demand"`     // what consumers want to buy
	Storefront Storefront  `yaml:"storefront"` // the checkout
	Stock      StockPlan   `yaml:"stock"`      // how goods are prepared
	Warehouses []Warehouse `yaml:"warehouses"` // picking and packing
	Shipping   Shipping    `yaml:"shipping"`   // carriers and the date promised
	Service    Service     `yaml:"service"`    // bot and pools of agents
	Returns    Returns     `yaml:"returns"`    // the way back
	Policy     Policy      `yaml:"policy"`     // what the firm grants
	Prices     Prices      `yaml:"prices"`     // price list for the costs
}

// Shift is a capacity that holds from a time of day to another on every day
// (To before From runs past midnight).
type Shift struct {
	From Clock `yaml:"from"` // time of day
	To   Clock `yaml:"to"`   // at or before `from` it runs past midnight
	Rate Rate  `yaml:"rate"` // while the shift lasts
}

// Capacity is the rate of a line by shifts, with changes for spans of dates.
type Capacity struct {
	Shifts  []Shift          `yaml:"shifts"`  // of every day; shifts that overlap add up
	Changes []CapacityChange `yaml:"changes"` // for spans of dates; changes that overlap multiply
	Temps   []LineTemps      `yaml:"temps"`   // temporary hands
	// WeekendOff is the share of the capacity that rests on Saturday and Sunday.
	WeekendOff Share `yaml:"weekend_off"`
}

// CapacityChange multiplies the capacity from one date to another, both
// included; changes that overlap multiply.
type CapacityChange struct {
	From   Date   `yaml:"from"`   // first day
	To     Date   `yaml:"to"`     // last day, included
	Factor Factor `yaml:"factor"` // on the capacity, temporary hands included
}

// LineTemps are temporary hands on a line. They add Rate while the line's
// shifts are on, beginning at Start of their full speed once trained and
// reaching it after Learning, in a straight line.
type LineTemps struct {
	Hired    Date     `yaml:"hired"`    // first day of their training
	Training Duration `yaml:"training"` // at work after it; weak
	Until    Date     `yaml:"until"`    // last day at work
	Rate     Rate     `yaml:"rate"`     // at full speed, while the shifts are on
	Start    Share    `yaml:"start"`    // share of full speed on the first day at work; weak
	Learning Duration `yaml:"learning"` // until full speed, in a straight line; weak
}

// Agents is a number of agents on duty from a time of day to another.
type Agents struct {
	From   Clock   `yaml:"from"`   // time of day
	To     Clock   `yaml:"to"`     // at or before `from` it runs past midnight
	Agents float64 `yaml:"agents"` // scheduled, before shrinkage
}

// Staffing says how many agents are scheduled when. Shrinkage (leave,
// illness, meetings, breaks) takes its share off every number.
type Staffing struct {
	Shifts    []Agents      `yaml:"shifts"`    // of every day; shifts that overlap add up
	Weekend   Factor        `yaml:"weekend"`   // on Saturday and Sunday
	Changes   []StaffChange `yaml:"changes"`   // for spans of dates
	Shrinkage Share         `yaml:"shrinkage"` // of paid time not at the desk; default 32% (FACTS, M: weak)
}

// StaffChange multiplies the scheduled agents from one date to another, both
// included, or replaces the shifts where Shifts is given.
type StaffChange struct {
	From   Date     `yaml:"from"`   // first day
	To     Date     `yaml:"to"`     // last day, included
	Factor Factor   `yaml:"factor"` // on the scheduled agents
	Shifts []Agents `yaml:"shifts"` // instead of the ordinary ones, if given
}

// AgentTemps are temporary agents: hired on a date, on duty once trained,
// working at Start of a full agent's speed and reaching it after Learning.
type AgentTemps struct {
	Hired    Date     `yaml:"hired"`    // first day of their training
	Training Duration `yaml:"training"` // on duty after it; default 14 d (M: weak)
	Until    Date     `yaml:"until"`    // last day on duty
	Shifts   []Agents `yaml:"shifts"`   // of every day
	Start    Share    `yaml:"start"`    // share of full speed on the first day; default 40% (FACTS D1: 53% over month 1, V; week 1 M)
	Learning Duration `yaml:"learning"` // until full speed; default 240 d (FACTS D1, V)
}
