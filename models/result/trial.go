// Package result holds what a trial and an experiment hand over: plain types,
// their merging and the JSON contract. It knows nothing of how a season works.
//
// A Trial is one replication of one scenario. A Run is all its trials in
// index order, with the head that says what was run. Everything a figure, a
// table or a file shows is computed from a Run.
package result

import "peakready/sim/stats"

// Trial is what one replication hands over. Day 0 is the first day of the
// warm-up; every Days, Cohorts and Hours slice starts there.
type Trial struct {
	Replication int
	Fingerprint uint64
	Events      uint64 // events fired
	Intentions  int64  // purchase intentions followed, warm-up and cool-down included
	PeakOnRoad  int64  // most travelling records pending on the hour: orders, cases, and clocks of late ones and refunds
	Firms       []FirmTrial
	Lines       []LineTrial // carriers' hubs and stations, then every firm's warehouses and inspection
	Docket      DocketTrial
	Firings     []Firing    // of contingency rules, in the order of being called
	Emergencies []Emergency // incidents of the scenario that happened, in its order
	Audit       Audit
}

// FirmTrial is one firm's season in one replication.
type FirmTrial struct {
	Days     []Row // by the date on which it happened
	Cohorts  []Row // by the date of the order
	InFlight int64 // orders of the window still open when the run ended
	// Orders placed by hour since the start, for the storefront.
	PlacedHours []int64
	// Of orders placed in the window:
	Lead        *stats.Sketch // order to door, ms
	Late        *stats.Sketch // time past the promised date of late deliveries, ms
	LateDays    []int64       // deliveries by whole days late: [0] on time or early, [1] up to 1 day, ..., last: more
	Refund      *stats.Sketch // return asked to refund paid, ms
	RefundIn7d  int64         // refunds paid within 7 days of the goods' arrival at the firm
	RefundsPaid int64
	Spans       []OrderSpan // the same of other dates, where targets or published figures ask for them
	Pools       []PoolTrial
	Costs       Costs
	Examples    [Causes][]Example // a few complaints of each cause, for `trace`
}

// Example is a complaint that `peakready trace` can tell.
type Example struct {
	Order string // order number as `trace` takes it
	Day   int32  // day since the start on which it was lodged
	Stage string // where the trouble began
}

// Costs in fen, by the price list of the scenario: what is kept ready on the
// dates of the window, used or not, and what the orders placed in it cost,
// whenever it falls due.
type Costs struct {
	Staff        int64 // dates: pay of the service desk
	Temps        int64 // dates: temporary agents and warehouse hands
	Warehouse    int64 // dates: capacity kept ready; orders: items packed
	Stock        int64 // dates: goods on the shelf
	Storefront   int64 // dates: capacity of the checkout
	Carriers     int64 // orders: parcels, both ways
	Returns      int64 // dates: inspection kept ready; orders: write-down of goods that came back
	Compensation int64 // orders: paid to consumers and not recovered
	Refunds      int64 // orders: margin of those cancelled, lost on the road or refunded
	LostMargin   int64 // orders: margin of intentions that never became one
	Contingency  int64 // dates and parcels: what contingency rules call in
}

// Total of all costs.
func (c Costs) Total() int64 {
	return c.Staff + c.Temps + c.Warehouse + c.Stock + c.Storefront + c.Carriers + c.Returns + c.Compensation + c.Refunds + c.LostMargin + c.Contingency
}

// PoolTrial is one service pool in one replication.
type PoolTrial struct {
	Hours []PoolHour
	Waits *stats.Sketch // wait of answered contacts in the window, ms
	Spans []WaitSpan    // the same of other dates, where targets or published figures ask for them
	// By reason, in the order of the pool's reasons, of attempts that ended in
	// the window.
	Reasons []ReasonTrial
}

// ReasonTrial is one reason of contact at a pool in one replication. Times are
// in milliseconds.
type ReasonTrial struct {
	Answered, Abandoned    int64
	WaitSum, WaitAbandoned int64
}

// PoolHour is one hour of a pool. Times are in milliseconds.
type PoolHour struct {
	Offered, Fresh, Answered, Within, Abandoned, Balked int64
	WaitSum, WaitAbandoned                              int64
	WorkOffered                                         int64 // service work offered
	Capacity                                            int64 // work that the staffed agents can do at full concurrency
	Busy                                                int64 // time of contacts in hand over the contacts an agent has at once: occupied places, as agent-time
	Staffed                                             int64 // agent-time on duty
	Overtime                                            int64
}

// Add adds another hour.
func (h *PoolHour) Add(o *PoolHour) {
	h.Offered += o.Offered
	h.Fresh += o.Fresh
	h.Answered += o.Answered
	h.Within += o.Within
	h.Abandoned += o.Abandoned
	h.Balked += o.Balked
	h.WaitSum += o.WaitSum
	h.WaitAbandoned += o.WaitAbandoned
	h.WorkOffered += o.WorkOffered
	h.Capacity += o.Capacity
	h.Busy += o.Busy
	h.Staffed += o.Staffed
	h.Overtime += o.Overtime
}

// LineTrial is one capacity-limited line in one replication.
type LineTrial struct {
	Days  []LineDay
	Hours []LineHour // since the start of the run; none in a quick run
}

// LineHour is one hour of a line, in parcels as in LineDay.
type LineHour struct {
	Entered  uint32
	Capacity float32
}

// LineDay is one day of a line, in parcels (a warehouse's capacity in items over the mean items of a parcel).
type LineDay struct {
	Capacity      float64
	Entered, Left int64
	Queue         int64 // waiting at the end of the day
}

// Audit says what was checked in a trial and what was broken.
type Audit struct {
	Checks int
	Broken []string
}
