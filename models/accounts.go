package models

import (
	"fmt"
	"math"
	"slices"

	"peakready/sim"
	"peakready/sim/flow"
)

// accounts are a firm's money in fen, of orders of the window; the margin of an
// order is what its sale would have earned, its goods what they were bought
// for. A price paid back with the goods gone is both, and so is a compensation
// of the price: refunds and compensations stand on one footing.
type accounts struct {
	freight, itemsPacked          int64 // parcels both ways; items, not money
	compensation                  int64
	undecidedMargin               int64 // of intentions neither lost nor placed
	lostMargin                    int64 // of intentions lost
	cancelledMargin               int64 // of orders cancelled, or lost on the road
	refundedMargin, refundedGoods int64 // of goods that came back and were paid back
	repairedMargin, repairedGoods int64 // of goods that came back and were repaired: no cost, but the books of the returns are closed by them
}

// margin of an order of the category, and bought, what its goods have cost.
func (g *Category) margin() int64 { return int64(math.Round(float64(g.Value) * float64(g.Margin))) }
func (g *Category) bought() int64 { return int64(g.Value) - g.margin() }

// undo takes an order out of the books that will not reach its buyer.
func (s *season) undo(f *firm, src *source, r *sim.Record) {
	f.takings -= int64(src.goods.Value)
	if s.inWindow(src.cohort(r)) {
		f.cancelledMargin += src.goods.margin()
	}
}

// fen rounds an amount; beyond CNY 1e15 it stays there.
func fen(x float64) int64 { return int64(math.Round(min(x, 1e17))) }

// window is the numbers of the source's orders that belong to the window: from
// first to before last.
func (src *source) window(c span) (first, last uint32) {
	if src.kind == sourceDeposits {
		if c.inWindow(src.payDay) {
			return 0, src.count
		}
		return 0, 0
	}
	at := func(day int) uint32 {
		if m := day * 1440; m < len(src.first) {
			return src.first[m]
		}
		return src.count
	}
	return at(c.from), at(c.to + 1)
}

// auditAccounts holds the money against the orders' bits, which know nothing of
// it, and the capacity that is paid against the capacity that the lines have
// had, minute by minute. Wages, freight, stock and compensations have no second
// account: tests stand for them.
func (s *season) auditAccounts(f *firm, check func(error), equal func(string, int64, int64)) {
	name := f.cfg.Name
	var gone, margin, goods int64
	for _, n := range f.sources {
		src := &s.sources[n]
		if src.kind == sourceContacts {
			continue
		}
		t := src.tally(src.window(s.span))
		gone += t.states[stateGone] * src.goods.margin()
		margin += t.madeGood * src.goods.margin()
		goods += t.madeGood * src.goods.bought()
	}
	equal(name+": margin of orders lost, cancelled and undecided = by state", f.lostMargin+f.cancelledMargin+f.undecidedMargin, gone)
	equal(name+": margin of orders refunded and repaired = by mark", f.refundedMargin+f.repairedMargin, margin)
	equal(name+": goods refunded and repaired = by mark", f.refundedGoods+f.repairedGoods, goods)
	for i := range f.warehouses {
		w := &f.warehouses[i]
		check(s.auditReady(name+"/"+f.cfg.Warehouses[i].Name, f.cfg.Warehouses[i].Capacity, w.line, w.nights, s.idle(f, &f.cfg.Warehouses[i])))
	}
	check(s.auditReady(name+"/inspection", f.cfg.Returns.Inspection, f.inspection, 0, 0))
}

// auditReady compares the capacity of the window that is paid with that which
// the line has had on its days and that which incidents took; nights is what
// contingency rules pay for.
func (s *season) auditReady(name string, p Capacity, l *flow.Line, nights, idle float64) error {
	i := slices.Index(s.allLines, l)
	if i < 0 || len(s.lineDays[i].Days) <= s.to { // looked at before the last day is closed
		return nil
	}
	hands, temporary := s.ready(p)
	had := idle
	for d := s.from; d <= s.to; d++ {
		had += s.lineDays[i].Days[d].Capacity * s.lineWork[i]
	}
	if paid := hands + temporary + nights; math.Abs(had-paid) > 1e-6*max(1, had) {
		return fmt.Errorf("%s: capacity of %.6g paid in the window, %.6g there", name, paid, had)
	}
	return nil
}
