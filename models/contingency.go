package models

import "peakready/sim"

// ContingencyRule says when the firm does what, after which lead time and
// until when. It sees only what its manager could see at that time: the
// measures are read every ten minutes, none knows the future. The rule is
// armed, times For, waits for the lead time, acts, times the For of Until, and
// is armed again.
type ContingencyRule struct {
	Name string    `yaml:"name"` // of the rule in the log of firings
	Firm string    `yaml:"firm"` // by name; without one every firm has the rule
	When Condition `yaml:"when"` // what sets it off
	// After is the lead time from the decision to the effect; once called for, the
	// help comes, even if the cause has gone meanwhile. Default 4 h, weak.
	After Duration `yaml:"after"`
	Do    []Remedy `yaml:"do"` // what is done, all of it at once
	// Until ends it. With Lasts too, whichever comes first.
	Until *Condition `yaml:"until"`
	Lasts Duration   `yaml:"lasts"` // length of the remedy
	// AtMost is how often it may fire in a season; 0 is without limit.
	AtMost int `yaml:"at_most"`
}

// Defaults of a rule.
func (ContingencyRule) Defaults() ContingencyRule { return ContingencyRule{After: 4 * sim.Hour} }

// Condition is a live measure that has been above, or below, a level for a while.
type Condition struct {
	// Measure: desk.queue (contacts that wait), desk.wait_s (seconds that the first of
	// them has waited), desk.abandoned_1h (contacts given up in the last hour),
	// desk.abandonment_1h (their share of those answered or given up in it),
	// warehouse.backlog_d (parcels that wait, in days of the capacity planned for
	// the next 24 h), hub.backlog_d and stations.backlog_d (the same of a carrier,
	// all its customers together), orders.placed_1h (in the last hour),
	// refunds.waiting (goods that are back and not made good), complaints.open
	// (to the firm, not settled yet).
	Measure Measure `yaml:"measure"`
	Pool    string  `yaml:"pool"` // of desk.*; without one all pools together, and the longest wait
	// Carrier of hub.* and stations.*; without one the worst of those under contract.
	Carrier string  `yaml:"carrier"`
	Above   *Figure `yaml:"above"` // it holds above this level
	Below   *Figure `yaml:"below"` // or below this one
	// For is how long without a break, as seen every ten minutes. Default 30 m, weak.
	For Duration `yaml:"for"`
}

// Defaults of a condition.
func (Condition) Defaults() Condition { return Condition{For: 30 * sim.Minute} }

// Measure is a figure that a manager can see at the time.
type Measure string

// Measures of a firm.
const (
	deskQueue       Measure = "desk.queue"
	deskWait        Measure = "desk.wait_s"
	deskAbandoned   Measure = "desk.abandoned_1h"
	deskAbandonment Measure = "desk.abandonment_1h"
	warehouseDays   Measure = "warehouse.backlog_d"
	hubDays         Measure = "hub.backlog_d"
	stationDays     Measure = "stations.backlog_d"
	ordersPlaced    Measure = "orders.placed_1h"
	refundsWaiting  Measure = "refunds.waiting"
	complaintsOpen  Measure = "complaints.open"
)

// Values of a measure.
func (Measure) Values() []string {
	return []string{string(deskQueue), string(deskWait), string(deskAbandoned), string(deskAbandonment), string(warehouseDays),
		string(hubDays), string(stationDays), string(ordersPlaced), string(refundsWaiting), string(complaintsOpen)}
}

// scales says that the measure counts things, so that its level shrinks with a
// scenario scaled down.
func (m Measure) scales() bool {
	switch m {
	case deskQueue, deskAbandoned, ordersPlaced, refundsWaiting, complaintsOpen:
		return true
	}
	return false
}

// RemedyKind is a kind of remedy.
type RemedyKind string

// Remedies.
const (
	overflowDesk RemedyKind = "overflow desk"
	nightShift   RemedyKind = "night shift"
	spareCarrier RemedyKind = "spare carrier"
	throttle     RemedyKind = "throttle"
	quoteLater   RemedyKind = "quote later"
	message      RemedyKind = "message"
	compensation RemedyKind = "raise compensation"
)

// Values of a remedy.
func (RemedyKind) Values() []string {
	return []string{string(overflowDesk), string(nightShift), string(spareCarrier), string(throttle),
		string(quoteLater), string(message), string(compensation)}
}

// Remedy is one thing that a rule does.
type Remedy struct {
	// Action: overflow desk (agents at once in a pool), night shift (a rate more in
	// the warehouses), spare carrier, throttle (of new intentions to buy; deposits
	// are not touched), quote later (days more promised to new orders), message (to
	// the consumers with an order open), raise compensation. Of like actions in
	// force together, agents and rates add up and else the largest counts; the
	// first of the spare carriers does.
	Action RemedyKind `yaml:"action"`
	// From and To are the hours of an overflow desk or night shift. Default the whole day.
	From Clock `yaml:"from"`
	To   Clock `yaml:"to"`
	// Pool of an overflow desk, Agents there at once, Speed of theirs against the
	// pool's. Default 53%, of the first month (FACTS D1, V).
	Pool   string  `yaml:"pool"`
	Agents float64 `yaml:"agents"`
	Speed  Share   `yaml:"speed"`
	// Rate of a night shift, items, at Warehouse; without one it is spread over the
	// firm's by their shares. Orders that wait there are picked sooner by it.
	Rate      Rate   `yaml:"rate"`
	Warehouse string `yaml:"warehouse"`
	// Carrier gets Share of the parcels handed over from then on, whatever their
	// contract. Parcels that wait at another carrier stay there: they are in its hands.
	Carrier string `yaml:"carrier"`
	// Share of a spare carrier, or of the intentions that a throttle turns away.
	Share Share `yaml:"share"`
	// Back is the share of those turned away by a throttle who come again after
	// Postpone; the others are lost. Defaults 50% and 24 h, weak.
	Back     Share    `yaml:"back"`
	Postpone Duration `yaml:"postpone"`
	// Days more are promised to orders from then on; Leave is the share of buyers
	// who go away because of it. Default 2%, weak.
	Days  int   `yaml:"days"`
	Leave Share `yaml:"leave"`
	// Avoided is the share of "where is my order" that a message spares the desk
	// while it is in force; Patience is how much longer those who got one bear a
	// late parcel. Defaults 30% and 24 h, weak: no measurement was found.
	Avoided  Share    `yaml:"avoided"`
	Patience Duration `yaml:"patience"`
	// Cap of the advance compensation from then on, which is paid even if the firm's
	// policy has none; the fund stays. 0 leaves the policy's cap.
	Cap Money `yaml:"cap"`
}

// Defaults of a remedy.
func (Remedy) Defaults() Remedy {
	return Remedy{To: Clock(sim.Day), Speed: 0.53, Back: 0.5, Postpone: 24 * sim.Hour, Leave: 0.02, Avoided: 0.3, Patience: 24 * sim.Hour}
}

// inForce says whether a remedy with hours works at a time of day.
func (a *Remedy) inForce(at Clock) bool { return covers(a.From, a.To, at) }

// Spares says whether a rule of the firm can move parcels to a carrier.
func (sc *Scenario) Spares(f *Firm, carrier string) bool {
	for _, n := range sc.rulesOf(f.Name) {
		for j := range sc.Contingency[n].Do {
			if a := &sc.Contingency[n].Do[j]; a.Action == spareCarrier && a.Carrier == carrier {
				return true
			}
		}
	}
	return false
}

// rulesOf are the rules of one firm, as indexes of the scenario's.
func (sc *Scenario) rulesOf(firm string) []int {
	var of []int
	for i := range sc.Contingency {
		if name := sc.Contingency[i].Firm; name == "" || name == firm {
			of = append(of, i)
		}
	}
	return of
}
