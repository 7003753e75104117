package models

import (
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// Warehouse picks and packs. Work is counted in items; parcels leave with the
// next pickup of the carriers after they are packed (the cut-off).
type Warehouse struct {
	Name     string   `yaml:"name"`
	Share    Share    `yaml:"share"`    // of the firm's orders
	Capacity Capacity `yaml:"capacity"` // items a day
	// Pickups by the carriers. Default 12:00, 18:00 and 22:00, weak.
	Pickups []Clock `yaml:"pickups"`
	// Waves are the times of day at which the orders that have come since the
	// last one are given to the pickers. Default none: each at once.
	Waves []Clock `yaml:"waves"`
}

// Defaults of a warehouse.
func (Warehouse) Defaults() Warehouse {
	h := func(n int) Clock { return Clock(sim.Time(n) * sim.Hour) }
	return Warehouse{Share: 1, Pickups: []Clock{h(12), h(18), h(22)}}
}

type warehouse struct {
	line  *flow.Line
	dock  int // where its parcels wait for the carriers
	waves []sim.Time
	night float64 // items a day that night shifts add now

	nights float64 // items that they have added on the window's dates

	cancelled int64 // minute of the last cancellation by a buyer
}

// dock is where packed parcels wait for the carriers, in the order of their
// packing. Warehouses of a firm with the same pickups have one together.
// Between two pickups all that stands there leaves with the next: one event
// takes it, not one a parcel.
type dock struct {
	firm    int
	pickups []sim.Time
	parcels flow.Pile
}

// dockOf gives the number of the dock for a firm's pickups.
func (s *season) dockOf(firm int, pickups []sim.Time) int {
	for i := range s.docks {
		if d := &s.docks[i]; d.firm == firm && slices.Equal(d.pickups, pickups) {
			return i
		}
	}
	s.docks = append(s.docks, dock{firm: firm, pickups: pickups})
	return len(s.docks) - 1
}

// following is the first of some times of day at or after t.
func following(t sim.Time, clocks []sim.Time) sim.Time {
	midnight := t - t%sim.Day
	for _, c := range clocks {
		if midnight+c >= t {
			return midnight + c
		}
	}
	return midnight + sim.Day + clocks[0]
}

// toWarehouse gives an order to the pickers, now or with the next wave.
func (s *season) toWarehouse(f *firm, r *sim.Record) {
	w := &f.warehouses[warehouseOf(r)]
	if len(w.waves) > 0 {
		f.unwaved++
		s.sources[sourceOf(r)].mark(r) // it stands in no line yet
		s.send(s.waved, following(s.k.Now(), w.waves), *r)
		return
	}
	w.line.Enter(r)
}

// onWaved: the order's wave begins.
func (s *season) onWaved(r *sim.Record) {
	f := s.firmOf(r)
	f.unwaved--
	w := &f.warehouses[warehouseOf(r)]
	if s.cancelled(r) { // before its wave
		f.unpicked++
		return
	}
	s.sources[sourceOf(r)].unmark(r)
	w.line.Enter(r)
}

// manyItems is an order's number of items that its record does not hold.
const manyItems = 1<<itemsBits - 1

// items of an order: geometric from 1 with the category's mean. The record of a
// placed order holds the number unless it is large.
func (s *season) items(r *sim.Record) float64 {
	if n := get(r.B, itemsShift, itemsBits); n-1 < manyItems-1 {
		return float64(n)
	}
	return s.sources[sourceOf(r)].items(s.luck(r))
}

// items of an order by its luck.
func (src *source) items(l rng.Luck) float64 {
	u, n := l.U(drawItems), 1.0
	for p := src.more; u < p; p *= src.more {
		n++
	}
	return n
}

// cancelled says that an order waiting in the warehouse is no more.
func (s *season) cancelled(r *sim.Record) bool {
	return s.sources[sourceOf(r)].state(r) == stateGone
}

// onPacked: the parcel is labelled; from here the buyer can no longer cancel.
func (s *season) onPacked(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	w := &f.warehouses[warehouseOf(r)]
	// The line let go only what was wanted when the minute opened or later.
	if w.cancelled == int64(s.k.Now()/sim.Minute) && src.state(r) == stateGone {
		w.line.ReleasedDead(0)
		f.unpacked++
		return
	}
	s.becomes(r, stateShipped)
	s.count(f, r, result.Packed)
	s.note(r, "is packed")
	at := w.dock
	d := &s.docks[at]
	if d.parcels.Len() == 0 {
		s.pickup.At(following(s.k.Now(), d.pickups), uint32(at))
	}
	d.parcels.Put(&s.floor, r)
}

// onPickup: the carriers empty a dock.
func (s *season) onPickup(at uint32) {
	d := &s.docks[at]
	f := &s.firms[d.firm]
	for range d.parcels.Len() {
		if r := d.parcels.First(); s.embargoed(f, r) {
			s.note(r, "is refused by the carrier and stays at the dock")
			d.parcels.Put(&s.floor, r)
		} else {
			s.onPickedUp(f, r)
		}
		d.parcels.Drop(&s.floor)
	}
	if next := following(s.k.Now()+1, d.pickups); d.parcels.Len() > 0 && next < s.horizon() {
		s.pickup.At(next, at)
	}
}

// onPickedUp: the carrier takes the parcel to its sorting hub.
func (s *season) onPickedUp(f *firm, r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	now := s.k.Now()
	s.count(f, r, result.Shipped)
	if now > placedAt(r)+f.cfg.Shipping.ShipBy {
		s.count(f, r, result.ShippedLate)
		if share := f.cfg.Policy.LateShipCompensation; share > 0 {
			f.pay(s, r, min(Money(float64(src.goods.Value)*float64(share)), f.cfg.Policy.LateShipCap))
		}
	}
	s.handOver(f, r)
	s.note(r, "is handed to the carrier")
	if f.relief.spare > 0 {
		s.toSpare(f, r)
	}
	c := &s.carriers[carrierOf(r)]
	if s.inWindow(src.cohort(r)) {
		f.freight += int64(c.cfg.Price)
		f.itemsPacked += int64(s.items(r))
	}
	c.hub.Enter(r)
}
