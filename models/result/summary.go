package result

import (
	"math"
	"time"

	"peakready/sim/stats"
)

// Confidence is the level of every interval in a Summary: Student's t over
// replications.
const Confidence = 0.95

// Summary is the contract of summary.json: names that scripts rely on. Names
// are added, never renamed or taken away.
//
// Every estimate is {"mean","lo","hi","n"} over replications; a replication in
// which a figure is not defined (the late share of no deliveries) does not
// count in n, and a figure that cannot be known is null. Durations end in _s,
// _h or _d (seconds, hours, days), shares lie in [0, 1], money is in CNY.
//
// Orders, complaints and refunds are of the orders placed in the window,
// whenever they happened, so that a plan cannot look good by pushing harm past
// the window's end; pools are of the window's dates.
type Summary struct {
	Version      string             `json:"version"`
	Scenario     string             `json:"scenario"`
	Approximate  string             `json:"approximate,omitempty"` // why figures and verdict are only approximate (a quick run, a scale); absent where every order was followed at full size
	File         string             `json:"file"`
	Plans        []string           `json:"plans"`
	Digest       string             `json:"digest"`
	Seed         uint64             `json:"seed"`
	Replications int                `json:"replications"`       // completed: what the figures rest on
	Asked        int                `json:"replications_asked"` // more than Replications after a stop
	Scale        float64            `json:"scale"`              // of demand and every capacity; not 1: approximate
	Fingerprint  string             `json:"fingerprint"`
	Window       WindowSummary      `json:"window"`
	Firms        []FirmSummary      `json:"firms"`
	Lines        []LineSummary      `json:"lines"`
	Authority    AuthoritySummary   `json:"authority"`
	Targets      []TargetSummary    `json:"targets"`
	Verdict      *Verdict           `json:"verdict"` // the worst of the targets'; null without targets
	Published    []PublishedSummary `json:"published"`
	Contingency  []FiringSummary    `json:"contingency"`
	Audit        AuditSummary       `json:"audit"`
	Currency     string             `json:"currency"`
	Confidence   float64            `json:"confidence"`
	Work         ReplicationSummary `json:"work"`
	// Incidents of the scenario that happened, absent where none did.
	Incidents []EmergencySummary `json:"incidents,omitempty"`
	// Studies of the same seasons, absent where none was asked for.
	Comparisons []Comparison `json:"comparisons,omitempty"` // plans against the scenario as it is
	Spill       []Spillover  `json:"spill,omitempty"`       // firms left out in turn
	Explained   *Explanation `json:"explained,omitempty"`   // capacities without limits, causes taken away
}

// AllTogether is the name in a Comparison of all plans at once.
const AllTogether = "all together"

// Clipped is an estimate as people read it: of a quantity that lies between 0
// and most (+Inf for none), the part of the interval that is possible.
// Student's t knows no border and passes it when seasons differ much.
// summary.json keeps the interval as it is.
func Clipped(e stats.Estimate, most float64) stats.Estimate {
	// Comparisons with NaN are false: an unknown border stays unknown.
	if e.Lo < 0 {
		e.Lo = 0
	}
	if e.Hi > most {
		e.Hi = most
	}
	return e
}

// WindowSummary is the span of order dates that is judged, both included.
type WindowSummary struct {
	From string `json:"from"` // 2026-11-01
	To   string `json:"to"`
}

// FirmSummary is one firm's season.
type FirmSummary struct {
	Name       string            `json:"name"`
	Orders     OrderSummary      `json:"orders"`
	Delivery   DeliverySummary   `json:"delivery"`
	Pools      []PoolSummary     `json:"pools"`
	Complaints ComplaintsSummary `json:"complaints"`
	Refund     RefundSummary     `json:"refund"`
	Costs      CostSummary       `json:"costs"`
}

// OrderSummary counts orders: intentions = lost + placed, and placed =
// delivered + cancelled + lost_in_transit + in_flight, in each replication.
type OrderSummary struct {
	Intentions    stats.Estimate `json:"intentions"`
	Lost          stats.Estimate `json:"lost"` // before they were placed
	LostBy        LostSummary    `json:"lost_by"`
	Placed        stats.Estimate `json:"placed"`
	Cancelled     stats.Estimate `json:"cancelled"` // by the shop or by the consumer
	Delivered     stats.Estimate `json:"delivered"`
	LostInTransit stats.Estimate `json:"lost_in_transit"`
	InFlight      stats.Estimate `json:"in_flight"` // still open when the run ended
}

// LostSummary says where intentions were lost.
type LostSummary struct {
	Question   stats.Estimate `json:"question"` // a question went unanswered
	Checkout   stats.Estimate `json:"checkout"` // timed out or refused
	SoldOut    stats.Estimate `json:"sold_out"`
	Deposit    stats.Estimate `json:"deposit"`     // a deposit was not completed
	TurnedAway stats.Estimate `json:"turned_away"` // by a contingency rule, or for the later date that it quoted
}

// DeliverySummary is the time to the door.
type DeliverySummary struct {
	LateShare   stats.Estimate   `json:"late_share"`   // of deliveries, past the promised date
	Lead        stats.Estimate   `json:"lead_d"`       // mean, order to door
	LeadP95     stats.Estimate   `json:"lead_p95_d"`   // 95% arrive within
	DaysLate    stats.Estimate   `json:"days_late"`    // mean past the promised date, late deliveries only
	LateP95     stats.Estimate   `json:"late_p95_d"`   // late deliveries only
	ByDaysLate  []stats.Estimate `json:"by_days_late"` // deliveries [on time, up to 1 day late, up to 2, ..., more]
	ShippedLate stats.Estimate   `json:"shipped_late_share"`
}

// PoolSummary is one pool of the service desk in the hours of the window's
// dates. Offered counts attempts that come in these hours, redials included;
// answered, those that an agent takes up in them, wherever they came from.
//
// Two shares are of the contacts resolved in these hours, that is answered or
// given up in them: service_level = answered within the target / (answered +
// abandoned), and abandonment = abandoned / (answered + abandoned), where those
// who would not wait at all count as abandoned. A contact that waits past
// midnight at the window's border is resolved on one side of it only, so both
// lie in [0, 1].
//
// occupancy is busy agent-time over agent-time on duty, overtime included.
type PoolSummary struct {
	Name         string         `json:"name"`
	Channel      string         `json:"channel"`
	Offered      stats.Estimate `json:"offered"`
	Answered     stats.Estimate `json:"answered"`
	Abandonment  stats.Estimate `json:"abandonment"` // of contacts resolved: answered or given up
	MeanWait     stats.Estimate `json:"mean_wait_s"` // of answered contacts
	P95Wait      stats.Estimate `json:"p95_wait_s"`  // of answered contacts, over replications
	PooledP95    *float64       `json:"p95_wait_pooled_s"`
	Target       float64        `json:"target_s"`
	ServiceLevel stats.Estimate `json:"service_level"` // of contacts resolved: answered or given up
	Occupancy    stats.Estimate `json:"occupancy"`
}

// ComplaintsSummary holds complaints to the firm and to the authority: two
// figures, a hundredfold apart.
type ComplaintsSummary struct {
	ToFirm      ComplaintCount `json:"to_firm"`
	ToAuthority ComplaintCount `json:"to_authority"`
}

// ComplaintCount is complaints to one address, by cause.
type ComplaintCount struct {
	Total             stats.Estimate `json:"total"`
	PerMillion        stats.Estimate `json:"per_million_orders"`
	ByCause           ByCause        `json:"by_cause"`
	PerMillionByCause ByCause        `json:"per_million_by_cause"`
}

// ByCause has one estimate for each cause.
type ByCause struct {
	Cancelled   stats.Estimate `json:"cancelled"`
	Delay       stats.Estimate `json:"delay"`
	Quality     stats.Estimate `json:"quality"`
	Description stats.Estimate `json:"description"`
	Service     stats.Estimate `json:"service"`
	Terms       stats.Estimate `json:"terms"`
}

// Of gives the estimate of one cause.
func (b ByCause) Of(c Cause) stats.Estimate {
	return [Causes]stats.Estimate{b.Cancelled, b.Delay, b.Quality, b.Description, b.Service, b.Terms}[c]
}

// RefundSummary is the refund clock.
type RefundSummary struct {
	Paid     stats.Estimate `json:"paid"`
	Mean     stats.Estimate `json:"mean_d"`    // return asked to refund paid
	Within7d stats.Estimate `json:"within_7d"` // share paid within 7 days of the goods' arrival at the firm
}

// CostSummary is in CNY over the window; see Costs.
type CostSummary struct {
	Staff        stats.Estimate `json:"staff"`
	Temps        stats.Estimate `json:"temps"`
	Warehouse    stats.Estimate `json:"warehouse"`
	Stock        stats.Estimate `json:"stock"`
	Storefront   stats.Estimate `json:"storefront"`
	Carriers     stats.Estimate `json:"carriers"`
	Returns      stats.Estimate `json:"returns"`
	Compensation stats.Estimate `json:"compensation"`
	Refunds      stats.Estimate `json:"refunds"`
	LostMargin   stats.Estimate `json:"lost_margin"`
	Contingency  stats.Estimate `json:"contingency"` // by the price list; what else its rules cost is in the other rows
	Total        stats.Estimate `json:"total"`
}

// LineSummary is one capacity-limited line over the window's dates.
type LineSummary struct {
	Name        string         `json:"name"`
	Kind        string         `json:"kind"`
	Firm        *string        `json:"firm"`        // null when firms share the line
	PeakQueue   stats.Estimate `json:"peak_queue"`  // parcels waiting at the end of its worst day
	Utilisation stats.Estimate `json:"utilisation"` // parcels through over capacity of the same dates
}

// AuthoritySummary is what lies beyond the firms.
//
// complaints and reply_within_2h are of the orders placed in the window,
// whenever they came; ecommerce_share, mass_incidents and the dockets of the
// window's dates, since other complaints have no order.
type AuthoritySummary struct {
	Complaints stats.Estimate `json:"complaints"` // to both, about the scenario's firms
	// EcommerceShare is complaints about the scenario's firms and other shops
	// online over all complaints to the consumer authority; the courier
	// regulator keeps a docket of its own. Without a baseline it is 1, and
	// undefined in a replication without complaints.
	EcommerceShare stats.Estimate `json:"ecommerce_share"`
	// ReplyWithin2h is the share of cases referred to firms that were answered
	// within their clock: two hours in working hours, twelve outside, or what
	// the scenario says. Cases whose clock runs beyond the end do not count.
	ReplyWithin2h stats.Estimate `json:"reply_within_2h"`
	MassIncidents stats.Estimate `json:"mass_incidents"` // of both dockets, found on the window's dates
	// Rule by which they are found. It counts complaints: with a --scale it is
	// the same number of fewer complaints, and nothing to compare with.
	Rule      IncidentRule      `json:"mass_incident_rule"`
	Incidents []IncidentSummary `json:"incidents"` // the same by firm and cause
	Dockets   []DocketSummary   `json:"dockets"`
	CallIn    CallInSummary     `json:"call_in"`
}

// AuditSummary is the audit of all replications together.
type AuditSummary struct {
	Checks int      `json:"checks"`
	Broken []string `json:"broken"`
}

// ReplicationSummary is the size of the simulation, a replication: what it
// followed, warm-up and drain included. It holds no time or memory of a
// machine, so that the file is the same bytes everywhere.
type ReplicationSummary struct {
	Events     stats.Estimate `json:"events"`
	Intentions stats.Estimate `json:"intentions"`
	PeakOnRoad stats.Estimate `json:"peak_on_road"`
}

// Summary computes the figures of the run. It does not change the run.
func (r *Run) Summary() Summary {
	s := Summary{
		Version:      r.Version,
		Scenario:     r.Scenario,
		Approximate:  r.approximate(),
		File:         r.File,
		Plans:        append([]string{}, r.Plans...),
		Digest:       r.Digest,
		Seed:         r.Seed,
		Replications: len(r.Trials),
		Asked:        r.Asked,
		Scale:        r.scale(),
		Fingerprint:  r.Fingerprint(),
		Window:       WindowSummary{From: r.Date(r.From), To: r.Date(r.To)},
		Firms:        make([]FirmSummary, len(r.Firms)),
		Lines:        make([]LineSummary, len(r.Lines)),
		Targets:      r.targets(),
		Audit:        r.audit(),
		Currency:     "CNY",
		Confidence:   Confidence,
		Work: ReplicationSummary{
			Events:     r.over(func(i int) float64 { return float64(r.Trials[i].Events) }),
			Intentions: r.over(func(i int) float64 { return float64(r.Trials[i].Intentions) }),
			PeakOnRoad: r.over(func(i int) float64 { return float64(r.Trials[i].PeakOnRoad) }),
		},
		Comparisons: r.Comparisons,
		Spill:       r.Spill,
		Explained:   r.Explained,
		Incidents:   r.emergencies(),
	}
	for f := range r.Firms {
		s.Firms[f] = r.firm(f)
	}
	for l := range r.Lines {
		s.Lines[l] = r.line(l)
	}
	s.Contingency = r.FiringLog()
	s.Authority = r.authority()
	s.Verdict = worst(s.Targets)
	s.Published = r.besidePublished()
	return s
}

// scale is that of the run, 1 where none is given.
func (r *Run) scale() float64 {
	if r.Scale == 0 {
		return 1
	}
	return r.Scale
}

// Date is the civil date of a day index, as 2026-11-11.
func (r *Run) Date(day int) string {
	return time.Unix((int64(r.Start)+int64(day))*86400, 0).UTC().Format(time.DateOnly)
}

// over estimates a figure from its value in each trial, given by index; NaN
// means that the trial has none.
func (r *Run) over(value func(i int) float64) stats.Estimate {
	values := make([]float64, 0, len(r.Trials))
	for i := range r.Trials {
		if v := value(i); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return stats.MeanCI(values, Confidence)
}
