package flow

import "fmt"

// Sale is what a [Stock] answers to an order for one unit.
type Sale uint8

const (
	Reserved Sale = iota // a unit was there and is taken
	Oversold             // the page showed stock, but none was left
	SoldOut              // the page showed none
)

// Stock holds many SKUs, each with a true level and the level that the shop shows. What
// is shown is renewed by [Stock.Sync] only; in between it is stale, which is how a shop
// sells what it does not have.
//
//	initial + received + returned == reserved + on hand        (units, all SKUs together)
//
// A level may be negative: units owed by [Stock.Backorder].
type Stock struct {
	sku     []sku
	changed []int32 // SKUs whose true level has moved since Sync
	account stockAccount
	mutant  mutant
}

type sku struct {
	onHand  int32
	shown   int32
	onOrder int32
	changed bool
}

type stockAccount struct{ initial, received, returned, reserved int64 }

// NewStock builds a stock with levels on hand, all of them shown.
func NewStock(levels []int32) *Stock {
	s := &Stock{sku: make([]sku, len(levels)), changed: make([]int32, 0, len(levels)), mutant: mutation}
	for i, n := range levels {
		s.sku[i] = sku{onHand: n, shown: n}
		s.account.initial += int64(n)
	}
	return s
}

// move changes the true level of a SKU by n.
func (s *Stock) move(i int, n int32) {
	k := &s.sku[i]
	k.onHand += n
	if !k.changed {
		k.changed = true
		s.changed = append(s.changed, int32(i))
	}
	if s.mutant == syncAlways {
		k.shown = k.onHand
	}
}

// Sell takes one unit for an order.
func (s *Stock) Sell(sku int) Sale {
	k := &s.sku[sku]
	if k.shown <= 0 {
		return SoldOut
	}
	if k.onHand <= 0 {
		return Oversold
	}
	s.move(sku, -1)
	s.account.reserved++
	return Reserved
}

// Backorder takes n units whether or not they are there: a pre-sale, a promise to
// deliver later. The level may become negative. It panics if n < 0.
func (s *Stock) Backorder(sku int, n int32) {
	if n < 0 {
		panic(fmt.Sprintf("flow: backorder of %d units of SKU %d", n, sku))
	}
	s.move(sku, -n)
	s.account.reserved += int64(n)
}

// Sync shows the true levels. It costs time for the SKUs that have moved, no others.
func (s *Stock) Sync() {
	for _, i := range s.changed {
		k := &s.sku[i]
		k.shown, k.changed = k.onHand, false
	}
	s.changed = s.changed[:0]
}

// Receive books n >= 0 units in. It panics on less.
func (s *Stock) Receive(sku int, n int32) {
	if n < 0 {
		panic(fmt.Sprintf("flow: %d units of SKU %d received", n, sku))
	}
	s.move(sku, n)
	s.account.received += int64(n)
}

// Return books one unit back: a cancelled order's, or a parcel's that came back.
func (s *Stock) Return(sku int) {
	s.move(sku, 1)
	s.account.returned++
}

// OnHand is the true level; Shown is the level on the page; Position is what is on hand
// and on order together, by which a [Supply] orders.
func (s *Stock) OnHand(sku int) int32   { return s.sku[sku].onHand }
func (s *Stock) Shown(sku int) int32    { return s.sku[sku].shown }
func (s *Stock) Position(sku int) int32 { return s.sku[sku].onHand + s.sku[sku].onOrder }

// SKUs is the number of SKUs, which are numbered from 0.
func (s *Stock) SKUs() int { return len(s.sku) }

// Audit checks that no unit was made or lost.
func (s *Stock) Audit() error {
	var onHand int64
	for i := range s.sku {
		onHand += int64(s.sku[i].onHand)
	}
	if a := s.account; a.initial+a.received+a.returned != a.reserved+onHand {
		return fmt.Errorf("stock: %d initial + %d received + %d returned units, but %d reserved + %d on hand",
			a.initial, a.received, a.returned, a.reserved, onHand)
	}
	return nil
}
