package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Policy is what the firm grants by its own terms.
type Policy struct {
	// CoolingOff is the time from receipt within which a buyer may return for
	// no reason. Default 7 d (law since 15 March 2014, FACTS C, V).
	CoolingOff Duration `yaml:"cooling_off"`
	// AdvanceCompensation pays the consumer first in a quality dispute.
	AdvanceCompensation AdvanceCompensation `yaml:"advance_compensation"`
	// OversellCompensation is paid, up to OversellCap, when the shop cancels
	// for want of stock. Defaults 30% and ¥500 (FACTS B, V, 2012); 0 is none.
	OversellCompensation Share `yaml:"oversell_compensation"`
	OversellCap          Money `yaml:"oversell_cap"`
	// LateShipCompensation is paid, up to LateShipCap, when the parcel goes to
	// the carrier after the ship-by promise. Defaults 5% and ¥30 (FACTS B, M).
	LateShipCompensation Share `yaml:"late_ship_compensation"`
	LateShipCap          Money `yaml:"late_ship_cap"`
	// CompensationEnds is the share of disputes that a compensation ends. Default 90%, weak.
	CompensationEnds Share `yaml:"compensation_ends"`
	// BrokenPromises is the share of promotion orders whose gift, price
	// guarantee or coupon is not honoured. Input; default 0.4%, weak.
	BrokenPromises Share `yaml:"broken_promises"`
	// BrokenSeen is the time until the buyer sees it. Default exponential, mean 3 d: weak.
	BrokenSeen rng.Dist `yaml:"broken_seen"`
	// SettleWithin is the firm's limit for answering a complaint. Default 48 h
	// (a seller must answer in 48 h: FACTS C, V, 2010).
	SettleWithin Duration `yaml:"settle_within"`
}

// AdvanceCompensation: a dispute over faulty goods, or goods unlike their
// page, is paid at the first contact, answered or not, up to Cap, as long as
// the Fund lasts.
type AdvanceCompensation struct {
	On bool `yaml:"on"` // whether the firm pays first
	// Cap is the largest order value that it covers. Default ¥500, weak.
	Cap Money `yaml:"cap"`
	// Share of the order's value that is paid. Default 100%, weak.
	Share Share `yaml:"share"`
	// Fund for the season, of payments before anything is recovered; 0 is
	// without limit.
	Fund Money `yaml:"fund"`
	// Recovered is the share of a payment that the firm gets back from the
	// seller or maker. Default 0%: a shop that sells its own goods; a market pays
	// from its sellers' deposits and would set nearly 100%. The goods stay with
	// the consumer, so what is not recovered is the price, margin and goods: the
	// same as a refund whose goods come back worth nothing (prices.write_down of
	// 100%). Where the consumer sends them back all the same, the refund takes
	// the payment's place in the costs.
	Recovered Share `yaml:"recovered"`
}

// amount paid for an order of a value, and what of it stays with the firm, fen.
func (p *AdvanceCompensation) amount(value Money) int64 {
	return int64(float64(value) * float64(p.Share))
}

func (p *AdvanceCompensation) net(value Money) int64 {
	a := p.amount(value)
	return a - int64(math.Round(float64(a)*float64(p.Recovered)))
}

// DefaultPolicy is the law and the platforms' rules.
func DefaultPolicy() Policy {
	return Policy{
		CoolingOff:           7 * sim.Day,
		AdvanceCompensation:  AdvanceCompensation{On: true, Cap: 50000, Share: 1},
		OversellCompensation: 0.3, OversellCap: 50000,
		LateShipCompensation: 0.05, LateShipCap: 3000,
		CompensationEnds: 0.9, BrokenPromises: 0.004,
		BrokenSeen:   rng.MustExponential(float64(3 * sim.Day)),
		SettleWithin: 48 * sim.Hour,
	}
}

// compensate pays a quality dispute in advance; true if that ends it.
func (s *season) compensate(f *firm, r *sim.Record) bool {
	p := problemOf(r)
	rule := f.advance()
	if !rule.On || p != problemFaulty && p != problemUnlike {
		return false
	}
	if get(r.B, nthShift, nthBits) > 1 { // paid at the first contact, or not at all
		return false
	}
	value := s.sources[sourceOf(r)].goods.Value
	amount := rule.amount(value)
	if value > rule.Cap {
		return false
	}
	if s.today >= s.from { // the fund is the season's, not the warm-up's
		if rule.Fund > 0 && f.advanced+amount > int64(rule.Fund) {
			return false
		}
		f.advanced += amount
	}
	paid := rule.net(value)
	f.pay(s, r, Money(paid))
	s.paidByRule(f, r, paid)
	setFlag(r, flagPaidAhead)
	s.count(f, r, result.Compensated)
	ends := s.luck(r).Sub(drawEnds, uint64(p)).Chance(drawEnds, float64(f.cfg.Policy.CompensationEnds))
	s.note(r, "is paid in advance by the firm")
	return ends
}

// pay books a compensation for an order of the window.
func (f *firm) pay(s *season, r *sim.Record, amount Money) {
	if s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		f.compensation += int64(amount)
	}
}
