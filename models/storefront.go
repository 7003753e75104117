package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Storefront is the checkout: how many orders a second it takes, how long a
// buyer waits in its waiting room, how often a payment goes wrong.
type Storefront struct {
	// Capacity in orders a second. The national peak second of 2019 was 36
	// times the day's mean (FACTS A4, D). Default 60/s.
	Capacity Rate `yaml:"capacity"`
	// Room is the number of buyers that the waiting room holds; 0 is unlimited.
	Room int `yaml:"room"`
	// Patience of a buyer in the waiting room. Default exponential, mean 2 m: weak.
	Patience rng.Dist `yaml:"patience"`
	// PaymentTrouble is the share of paid orders whose payment must be put
	// right. Input; default 0.03%, weak.
	PaymentTrouble Share `yaml:"payment_trouble"`
}

// Defaults of a storefront.
func (Storefront) Defaults() Storefront {
	return Storefront{
		Capacity: 60 * 86400, Room: 0,
		Patience:       rng.MustExponential(float64(2 * sim.Minute)),
		PaymentTrouble: 0.0003,
	}
}

// onArrived is where an order's life begins: somebody wants to buy.
func (s *season) onArrived(who uint64) {
	src := &s.sources[who>>(minuteBits+indexBits)]
	f := &s.firms[src.firm]
	if src.kind == sourceContacts && !src.rumour {
		s.onDeskContact(src, f, who)
		return
	}
	r := &s.arriving
	*r = sim.Record{A: who}
	if src.rumour {
		s.onRumour(f, r)
		return
	}
	s.count(f, r, result.Intentions)
	f.undecided++
	if s.inWindow(src.cohort(r)) {
		f.undecidedMargin += src.margin
	}
	if s.follows(r) {
		s.tell(r, "wants to buy %s", src.goods.Name)
	}
	l := s.luck(r)
	if len(f.terms) > 0 && s.turnsAway(f, src, r, l) {
		return
	}
	s.wants(f, src, r, l)
}

// wants: the buyer is in the shop.
func (s *season) wants(f *firm, src *source, r *sim.Record, l rng.Luck) {
	if l.Chance(drawQuestion, float64(src.goods.Question)) {
		s.ask(f, r)
		return
	}
	s.decide(f, src, r, l)
}

// decide is the buyer's step to the till, or to a deposit.
func (s *season) decide(f *firm, src *source, r *sim.Record, l rng.Luck) {
	if src.kind != sourceDeposits {
		s.checkout(f, src, r, l)
		return
	}
	if l.Chance(drawDeposit, float64(f.cfg.Demand.Double11.Unpaid)) {
		s.lost(f, r, result.LostDeposit)
		s.note(r, "pays a deposit and never the balance")
		return
	}
	t := sim.Time(src.payDay)*sim.Day + sim.Time(f.balance.Draw(l, drawBalance))
	s.note(r, "pays a deposit, the balance is due at midnight")
	s.send(s.balanceDue, max(t, s.k.Now()), *r)
}

func (s *season) onBalanceDue(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	s.checkout(&s.firms[src.firm], src, r, s.luck(r))
}

func (s *season) checkout(f *firm, src *source, r *sim.Record, l rng.Luck) {
	switch f.gate.Enter(r) {
	case passed:
		s.admit(f, src, r, l)
	case refused:
		s.note(r, "finds the waiting room full and leaves")
		s.lost(f, r, result.LostCheckout)
	}
}

func (s *season) onTimedOut(r *sim.Record) {
	s.note(r, "gives up in the waiting room of the checkout")
	s.lost(s.firmOf(r), r, result.LostCheckout)
}

// onAdmitted: the turn of a buyer who had to wait has come.
func (s *season) onAdmitted(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	s.admit(&s.firms[src.firm], src, r, s.luck(r))
}

// admit: the buyer is through the checkout; goods are taken and paid.
func (s *season) admit(f *firm, src *source, r *sim.Record, l rng.Luck) {
	oversold := false
	if src.kind == sourceOrders { // deposits have their goods put aside
		switch f.sell(src.category, l) {
		case soldOut:
			s.note(r, "finds the goods sold out")
			s.lost(f, r, result.LostSoldOut)
			return
		case overSold:
			oversold = true
		}
	}
	s.place(f, src, r, l)
	if l.Chance(drawPayment, s.raised(float64(f.cfg.Storefront.PaymentTrouble), PaymentFailure, f, "")) {
		s.count(f, r, result.PaymentTrouble)
		s.raise(r, l, problemPayment, originCheckout, s.k.Now())
	}
	mispriced := !oversold && l.Chance(drawPrice, s.mispricing(f, src))
	if mispriced {
		s.count(f, r, result.PriceErrors)
	}
	if oversold {
		s.count(f, r, result.Oversold)
	}
	if oversold || mispriced {
		src.mark(r)
		s.send(s.shopCancels, s.k.Now()+sim.Time(f.cfg.Stock.FoundAfter.Draw(l, drawShopDelay)), *r)
		return
	}
	s.toWarehouse(f, r)
}

// place books the order: promise, carrier, warehouse.
func (s *season) place(f *firm, src *source, r *sim.Record, l rng.Luck) {
	now := s.k.Now()
	region := s.regionOf(l)
	setPlaced(r, now)
	put(&r.B, regionShift, regionBits, uint64(region))
	put(&r.B, carrierShift, carrierBits, uint64(f.carriers.pick(l.U(drawCarrier))))
	put(&r.B, warehouseShift, warehouseBits, uint64(f.stores.pick(l.U(drawWarehouse))))
	put(&r.B, dueShift, dueBits, uint64(s.due(f, src, r, region)/sim.Hour))
	put(&r.B, itemsShift, itemsBits, uint64(min(src.items(l), manyItems)))
	src.setState(r, statePlaced)
	s.count(f, r, result.Placed)
	f.undecided--
	if s.inWindow(src.cohort(r)) {
		f.undecidedMargin -= src.margin
	}
	f.placedHours[s.k.Now()/sim.Hour]++
	f.takings += int64(src.goods.Value)
	if len(f.terms) > 0 {
		s.watchPutOff(f, src, r)
	}
	if s.follows(r) {
		s.tell(r, "pays; delivery promised by %s", s.dateOf(dueOf(r)-1))
	}
	if f.promotion[src.cohort(r)] && l.Chance(drawBroken, float64(f.cfg.Policy.BrokenPromises)) {
		s.count(f, r, result.Broken)
		s.raise(r, l, problemBroken, originPromotion, now+sim.Time(f.cfg.Policy.BrokenSeen.Draw(l, drawBrokenAt)))
	}
}
