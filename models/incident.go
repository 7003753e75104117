package models

import (
	"peakready/sim"
	"peakready/sim/rng"
)

// IncidentKind is what goes wrong.
type IncidentKind string

// The kinds of incidents.
const (
	StorefrontOutage IncidentKind = "storefront outage"
	PaymentFailure   IncidentKind = "payment failure"
	WarehouseStop    IncidentKind = "warehouse stop"
	Storm            IncidentKind = "storm"
	CarrierEmbargo   IncidentKind = "carrier embargo"
	MassDefect       IncidentKind = "mass defect"
	PriceError       IncidentKind = "price error"
	Rumour           IncidentKind = "rumour"
	SickWave         IncidentKind = "sick wave"
)

// Values of the kind of an incident.
func (IncidentKind) Values() []string {
	return []string{string(StorefrontOutage), string(PaymentFailure), string(WarehouseStop), string(Storm), string(CarrierEmbargo),
		string(MassDefect), string(PriceError), string(Rumour), string(SickWave)}
}

// Incident is an emergency that befalls the season: at a time that is known or
// drawn, for a time and with a severity that may vary. It acts only through
// what it strikes (a rate, a chance, agents on duty); the complaints follow
// from that, or do not. Each has luck of its own, by its name, drawn before the
// season starts: a season that it spares is the same to the byte as one in which
// it is not planned. It begins and ends on whole minutes.
type Incident struct {
	Name string `yaml:"name"` // its luck comes from it
	// Kind, and of what the severity is the share: storefront outage (of the
	// checkout's capacity that is lost), payment failure (of paid orders whose
	// payment fails, on top), warehouse stop (of the picking rate that is lost),
	// storm (of the last-mile stations' rate), carrier embargo (of parcels that
	// the carrier refuses at the pickup: they wait at the firm's dock for the
	// next one, and its ship-by clock runs; those in the hub move on), mass
	// defect (of goods handed to a carrier meanwhile that are faulty, on top),
	// price error (of orders placed at the wrong price that the shop cancels;
	// deposits keep the price agreed), rumour (how much of contacts and
	// fewer_orders comes true), sick wave (of the agents on duty who are absent;
	// they are paid).
	Kind       IncidentKind `yaml:"kind"`
	Firm       string       `yaml:"firm"`       // that it befalls; default every firm
	Warehouses []string     `yaml:"warehouses"` // stopped, default all; of a sick wave: where hands are missing too, default none
	Carrier    string       `yaml:"carrier"`    // of a storm or an embargo; default every carrier
	Regions    []string     `yaml:"regions"`    // of a storm, or to which parcels are refused; default all
	Categories []string     `yaml:"categories"` // of goods; default all
	Pools      []string     `yaml:"pools"`      // of the sick wave or the rumour; default all
	// At is when it begins, such as 2026-11-11 00:30; a date alone is its
	// midnight. Or Between gives two such times, and each season draws its own,
	// all alike.
	At      Moment     `yaml:"at"`
	Between MomentSpan `yaml:"between"`
	Chance  Share      `yaml:"chance"` // that it happens in a season
	// Lasts until it is over, whole minutes. Defaults, all weak: storefront
	// outage 1 h, payment failure 2 h, warehouse stop 1 d, storm 2 d, carrier
	// embargo 3 d, mass defect 3 d, price error 1 h, rumour 2 d, sick wave 7 d.
	Lasts rng.Dist `yaml:"lasts"`
	// Severity is a share, and what it is of depends on the kind; with
	// SeverityTo it is drawn between the two, all alike. 0% changes nothing.
	// Defaults, all weak: storefront outage, warehouse stop, carrier embargo and
	// rumour 100%, price error 95%, storm 70%, sick wave 30%, mass defect 10%,
	// payment failure 5%.
	Severity   *Share `yaml:"severity"`
	SeverityTo *Share `yaml:"severity_to"`
	// Demand for what has the wrong price, as a multiple of what it would be,
	// while a price error lasts. Default 3, weak.
	Demand *Factor `yaml:"demand"`
	// Contacts of a rumour, without an order, as a multiple of the questions of
	// an ordinary day that reach an agent; streams of contacts of a contact
	// centre grow by as much. Default 3, weak.
	Contacts *Factor `yaml:"contacts"`
	// FewerOrders is the share of buyers that a rumour keeps away.
	FewerOrders Share `yaml:"fewer_orders"`
	// Recall is the share of buyers of goods with the mass defect, those apart
	// who come of their own accord, who come to the desk when the firm calls the
	// goods back, RecallAfter the time from the end of the incident to that call;
	// who has no parcel yet comes after it is there. Default none, and 2 d: weak.
	Recall      Share    `yaml:"recall"`
	RecallAfter Duration `yaml:"recall_after"`
}

// MomentSpan is a time from one moment to another.
type MomentSpan struct {
	From Moment `yaml:"from"` // not before
	To   Moment `yaml:"to"`   // and before
}

// Defaults of an incident that do not depend on its kind; Completed gives the others.
func (Incident) Defaults() Incident { return Incident{Chance: 1, RecallAfter: 2 * sim.Day} }

// NewIncident is an incident of a kind, and called by it, as it is by default:
// it befalls all that it can, and its time is still to be given.
func NewIncident(kind IncidentKind) Incident {
	p := Incident{}.Defaults()
	p.Name, p.Kind = string(kind), kind
	return p
}

// kindOfIncident is how an incident is unless it says otherwise, all weak, and
// which of its keys mean something.
type kindOfIncident struct {
	severity Share
	lasts    Duration
	keys     []string
}

var kindsOfIncident = map[IncidentKind]kindOfIncident{
	StorefrontOutage: {1, sim.Hour, []string{"firm"}},
	PaymentFailure:   {0.05, 2 * sim.Hour, []string{"firm"}},
	WarehouseStop:    {1, sim.Day, []string{"firm", "warehouses"}},
	Storm:            {0.7, 2 * sim.Day, []string{"carrier", "regions"}},
	CarrierEmbargo:   {1, 3 * sim.Day, []string{"firm", "carrier", "regions"}},
	MassDefect:       {0.1, 3 * sim.Day, []string{"firm", "categories", "recall"}},
	PriceError:       {0.95, sim.Hour, []string{"firm", "categories", "demand"}},
	Rumour:           {1, 2 * sim.Day, []string{"firm", "pools", "contacts", "fewer_orders"}},
	SickWave:         {0.3, 7 * sim.Day, []string{"firm", "pools", "warehouses"}},
}

// completed is the incident with what its kind decides filled in.
func (p Incident) completed() Incident {
	kind := kindsOfIncident[p.Kind]
	if p.Severity == nil {
		p.Severity = &kind.severity
	}
	if p.SeverityTo == nil {
		p.SeverityTo = p.Severity
	}
	if p.Lasts == (rng.Dist{}) {
		p.Lasts = rng.MustConstant(float64(kind.lasts))
	}
	three := Factor(3)
	if p.Demand == nil && p.Kind == PriceError {
		p.Demand = &three
	}
	if p.Contacts == nil && p.Kind == Rumour {
		p.Contacts = &three
	}
	return p
}
