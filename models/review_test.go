package models

import (
	"fmt"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// Cases that a review found; each failed before it was mended.

func TestAnotherDeskClosesNoDoor(t *testing.T) {
	sc := shop()
	alone := all(play(t, sc, 0), 0)
	more := shop()
	second := more.Firms[0].Service.Pools[0]
	second.Name, second.Contacts = "second", nil
	second.Staffing, second.Temps = crew(9, 18, 2), nil
	more.Firms[0].Service.Pools = append(more.Firms[0].Service.Pools, second)
	both := all(play(t, more, 0), 0)
	if both[result.LostQuestion] > alone[result.LostQuestion] {
		t.Errorf("a second pool, open 9 to 18, loses %d sales at questions; without it %d", both[result.LostQuestion], alone[result.LostQuestion])
	}
}

func TestGoodsAreSentBackOnce(t *testing.T) {
	sc := endless(shop())
	for i := range sc.Firms[0].Demand.Categories {
		g := &sc.Firms[0].Demand.Categories[i]
		g.Faulty, g.Unlike, g.Regret, g.Repair, g.NoReturns = 1, 1, 1, 0, 0
	}
	sc.Consumers.Acts = Acts{Faulty: 1, Unlike: 1}
	sc.Firms[0].Policy.AdvanceCompensation.On = false
	r := all(play(t, sc, 0), 0)
	if r[result.Returned] == 0 || r[result.Returned] > r[result.Delivered] {
		t.Errorf("%d returns of %d parcels", r[result.Returned], r[result.Delivered])
	}
}

func TestRefundClockRunsFromArrival(t *testing.T) {
	sc := endless(shop())
	f := &sc.Firms[0]
	// A day at the inspection (open one hour a day, ample) and 6.5 days to pay:
	// over 7 days from arrival, under 7 from inspection.
	f.Returns.Inspection = Capacity{Shifts: []Shift{{From: 0, To: oClock(1), Rate: 1e9}}}
	f.Returns.RefundAfter = rng.MustConstant(6.97 * float64(sim.Day))
	tr := play(t, sc, 0)
	r := all(tr, 0)
	if r[result.Refunded] == 0 || 10*r[result.RefundsLate] < 9*r[result.Refunded] {
		t.Errorf("%d of %d refunds late", r[result.RefundsLate], r[result.Refunded])
	}
}

func TestWaitsAreThoseOfTheWindow(t *testing.T) {
	sc := shop()
	tr := play(t, sc, 0)
	h := HeadOf(sc)
	for i, p := range tr.Firms[0].Pools {
		var n int64
		for _, x := range p.Hours[h.From*24 : (h.To+1)*24] {
			n += x.Answered
		}
		equal(t, fmt.Sprintf("waits of pool %d", i), int64(p.Waits.Count()), n)
	}
}

func TestEveryPurposeHasANameOfItsOwn(t *testing.T) {
	seen := map[rng.Purpose]int{}
	for i, p := range []rng.Purpose{
		drawCount, drawDay, drawForecast, drawOffset, drawRegion, drawCarrier, drawWarehouse, drawItems, drawSKU, drawDeposit,
		drawBalance, drawQuestion, drawLeaves, drawCheckout, drawPrice, drawPayment, drawBroken, drawBrokenAt, drawShopDelay,
		drawLineHaul, drawLostBox, drawDamage, drawAttempt, drawAsks, drawAskAfter, drawMinds, drawVoices, drawTolerance,
		drawFaulty, drawUnlike, drawMisled, drawMind, drawMindAfter, drawSeen, drawActs, drawSelf, drawSendBack, drawReverse,
		drawRepair, drawRepairing, drawRefundAsk, drawStays, drawEnds, drawWithdraws, drawContact, drawBot, drawPool,
		drawOpening, drawResolved, drawAgain, drawAngry, drawComplaint, drawExample, drawEscalates, drawGoesOn,
		drawReferredTo, drawCaseSettled, drawMediation, drawAccepted, drawDecided, drawOthers,
	} {
		if j, ok := seen[p]; ok {
			t.Errorf("purposes %d and %d are one", i, j)
		}
		seen[p] = i
	}
}

func TestFaultAndDamageAreIndependent(t *testing.T) {
	sc := endless(shop())
	for i := range sc.Firms[0].Demand.Categories {
		sc.Firms[0].Demand.Categories[i].Faulty = 0.5
	}
	sc.Carriers[0].Damaged = 0.5
	s := played(t, sc, 0, TrialOptions{})
	var both, n int64
	for _, j := range s.firms[0].sources {
		src := &s.sources[j]
		for m := range src.first {
			for i := range src.inMinute(int64(m)) {
				r := newOrder(j, int64(m), i)
				l := s.luck(&r)
				n++
				if l.Chance(drawFaulty, 0.5) && l.Chance(drawDamage, 0.5) {
					both++
				}
			}
		}
	}
	nearShare(t, "faulty and damaged", both, n, 0.25)
	r := total(s.firms[0].days)
	nearShare(t, "faulty", r[result.Faulty], r[result.Delivered], 0.5)
	nearShare(t, "damaged", r[result.Damaged], r[result.Delivered], 0.5)
}

func TestQuotasHoldAtASharedCarrier(t *testing.T) {
	one := shop()
	sc := shop()
	sc.Firms = append(sc.Firms, shopFirm("large", sc.Carriers[0].Name))
	for i := range sc.Firms[1].Demand.Categories {
		sc.Firms[1].Demand.Categories[i].Orders *= 0.5
	}
	sc.Firms[1].Warehouses[0].Capacity = one.Firms[0].Warehouses[0].Capacity.scaled(10)
	quota := func(a, b Factor) float64 {
		sc.Firms[0].Shipping.Contracts[0].Quota, sc.Firms[1].Shipping.Contracts[0].Quota = &a, &b
		tr := play(t, sc, 0)
		return tr.Firms[0].Lead.Mean()
	}
	favoured, squeezed := quota(10, 1), quota(1, 10)
	if !(favoured < squeezed) {
		t.Errorf("the small firm's parcels take %.1f h with a quota of ten to one and %.1f h with one to ten", favoured/36e5, squeezed/36e5)
	}
}

func TestWhatWouldStopATrialIsReported(t *testing.T) {
	for what, change := range map[string]func(*Scenario){
		"regions[0].line_haul":                 func(sc *Scenario) { sc.Regions[0].LineHaul = rng.MustNever() },
		"authority.courier_after":              func(sc *Scenario) { sc.Authority.CourierAfter = rng.MustNever() },
		"firms[0].demand.day_noise":            func(sc *Scenario) { sc.Firms[0].Demand.DayNoise = 0.0005 },
		"firms[0].demand.categories[0].orders": func(sc *Scenario) { sc.Firms[0].Demand.Categories[0].Orders = 50e6 },
		"carriers[0].hub.changes[0].factor":    func(sc *Scenario) { sc.Carriers[0].Hub.Changes = []CapacityChange{{From: 1, To: 2, Factor: 1e300}} },
		"firms[0].demand.double11.factor":      func(sc *Scenario) { sc.Firms[0].Demand.Double11.Factor = 1e9 },
	} {
		sc := shop()
		change(sc)
		found := false
		sc.Check(func(path, _, _ string) { found = found || path == what })
		if !found {
			t.Errorf("%s is not reported", what)
		}
	}
}

func TestQuotedDatesHoldOnTheirDatesOnly(t *testing.T) {
	p := DefaultShipping()
	p.Days = 3
	p.Promises = []Promise{{From: Day(2026, 6, 10), To: Day(2026, 6, 12), Days: 9}}
	for d, want := range map[Date]int{
		Day(2026, 6, 9): 3, Day(2026, 6, 10): 9, Day(2026, 6, 12): 9, Day(2026, 6, 13): 3,
	} {
		equal(t, "days promised on "+d.String(), p.promised(d), want)
	}
	p.Promises[0] = Promise{From: Day(2026, 11, 11), To: Day(2026, 11, 11), Days: 7}
	equal(t, "a quoted date goes before that of Double 11", p.promised(Day(2026, 11, 11)), 7)
	equal(t, "and leaves the next day as it was", p.promised(Day(2026, 11, 12)), p.Double11Days)
}

func TestEveryReturnPaysItsWayBack(t *testing.T) {
	freight := func(price Money) (int64, result.Row) {
		sc := endless(shop())
		sc.Firms[0].Prices.ReturnParcel = price
		tr := play(t, sc, 0)
		h := HeadOf(sc)
		return tr.Firms[0].Costs.Carriers, total(tr.Firms[0].Cohorts[h.From : h.To+1])
	}
	free, w := freight(0)
	paid, _ := freight(800)
	if w[result.Returned] == 0 {
		t.Fatal("nothing comes back")
	}
	equal(t, "freight that returns add", paid-free, 800*w[result.Returned])
}
