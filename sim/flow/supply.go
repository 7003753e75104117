package flow

import (
	"fmt"

	"peakready/sim"
)

// Reorder is an (s, S) rule: at a review, if the position (on hand and on order) is below
// Below, order as much as brings it to UpTo. UpTo 0 means that the SKU is never ordered.
type Reorder struct{ Below, UpTo int32 } // units

// Units is what the rule orders at a position.
func (r Reorder) Units(position int32) int32 {
	if position >= r.Below || position >= r.UpTo {
		return 0
	}
	return r.UpTo - position
}

// Supply replenishes a [Stock] by a rule for each SKU. The model decides when to review;
// what is ordered arrives after its lead time by an event of the kernel.
type Supply struct {
	k       *sim.Kernel
	name    string
	stock   *Stock
	rules   []Reorder
	lead    func(sku int, nth int64) sim.Time
	arrive  sim.Event[uint32]
	pending []shipment // slots
	free    []uint32
	orders  int64
	units   int64 // ordered
	arrived int64
}

type shipment struct {
	sku   int32
	units int32
}

// NewSupply builds the supply of stock s: rules by SKU, and lead, the time from an order
// to its arrival, for the supply's nth order (from 0). Its event is named name+"/arrived".
// It panics if there is not one rule for each SKU.
func NewSupply(k *sim.Kernel, name string, s *Stock, rules []Reorder, lead func(sku int, nth int64) sim.Time) *Supply {
	if len(rules) != s.SKUs() {
		panic(fmt.Sprintf("flow: supply %q: %d rules for %d SKUs", name, len(rules), s.SKUs()))
	}
	u := &Supply{k: k, name: name, stock: s, rules: rules, lead: lead}
	u.arrive = sim.On(k, name+"/arrived", u.onArrived)
	return u
}

// Review looks at one SKU now and returns the units that were ordered, 0 if none.
func (u *Supply) Review(sku int) int32 {
	n := u.rules[sku].Units(u.stock.Position(sku))
	if n == 0 {
		return 0
	}
	slot := uint32(len(u.pending))
	if f := len(u.free); f > 0 {
		slot, u.free = u.free[f-1], u.free[:f-1]
		u.pending[slot] = shipment{int32(sku), n}
	} else {
		u.pending = append(u.pending, shipment{int32(sku), n})
	}
	u.stock.sku[sku].onOrder += n
	u.arrive.After(u.lead(sku, u.orders), slot)
	u.orders++
	u.units += int64(n)
	return n
}

func (u *Supply) onArrived(slot uint32) {
	s := u.pending[slot]
	u.free = append(u.free, slot)
	u.stock.sku[s.sku].onOrder -= s.units
	u.stock.Receive(int(s.sku), s.units)
	u.arrived += int64(s.units)
}

// Orders and Units are the numbers of orders placed and of units in them.
func (u *Supply) Orders() int64 { return u.orders }
func (u *Supply) Units() int64  { return u.units }

// Audit checks that the units ordered have arrived or are on order.
func (u *Supply) Audit() error {
	var onOrder int64
	for i := range u.stock.sku {
		onOrder += int64(u.stock.sku[i].onOrder)
	}
	if u.units != u.arrived+onOrder {
		return fmt.Errorf("supply %s: %d units ordered, but %d arrived + %d on order", u.name, u.units, u.arrived, onOrder)
	}
	return nil
}
