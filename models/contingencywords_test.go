package models

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestAThrottleTurnsAwayByLuck(t *testing.T) {
	from, to := 10*sim.Day, 14*sim.Day
	run := func(back, share Share) (result.Trial, result.Trial) {
		sc := endless(plainShop())
		sc.Season.WarmUp = 8 * sim.Day
		plain := play(t, sc, 0)
		tr := play(t, ruled(sc, fromTo(from, to, remedy(throttle, func(a *Remedy) { a.Share, a.Back = share, back }))), 0)
		return plain, tr
	}
	of := func(tr result.Trial, c result.Counter, from, to int) (n int64) {
		for d := from; d < to; d++ {
			n += tr.Firms[0].Days[d][c]
		}
		return n
	}
	t.Run("those who do not come again are lost", func(t *testing.T) {
		plain, tr := run(0, 0.25)
		lost := all(tr, 0)[result.LostTurnedAway]
		nearShare(t, "turned away", lost, of(plain, result.Intentions, 10, 14), 0.25)
		equal(t, "on other days", of(tr, result.LostTurnedAway, 10, 14), lost)
		equal(t, "orders", all(plain, 0)[result.Placed]-all(tr, 0)[result.Placed], lost)
		equal(t, "margin", tr.Firings[0].Elsewhere, tr.Firms[0].Costs.LostMargin-plain.Firms[0].Costs.LostMargin)
	})
	t.Run("those who come again order a day later", func(t *testing.T) {
		plain, tr := run(1, 1)
		equal(t, "orders of the first day", of(tr, result.Placed, 10, 11), 0)
		equal(t, "orders of the last day", of(tr, result.Placed, 14, 15), of(plain, result.Placed, 13, 14)+of(plain, result.Placed, 14, 15))
		equal(t, "all orders", all(tr, 0)[result.Placed], all(plain, 0)[result.Placed])
	})
}

func TestLaterDatesHoldFromTheMinuteOn(t *testing.T) {
	sc := endless(plainShop())
	for i := range sc.Regions { // every parcel takes between 4 and 5 days more than promised today
		sc.Regions[i].LineHaul, sc.Regions[i].ExtraDays = rng.MustConstant(days(5)), 0
	}
	sc.Consumers.MindDelay, sc.Consumers.Voice = 1, 1
	sc.Firms[0].Shipping.Days = 2
	noon := 6*sim.Day + 12*sim.Hour
	a := remedy(quoteLater, func(a *Remedy) { a.Days, a.Leave = 5, 0 })
	tr := play(t, ruled(sc, fromTo(noon, 10*sim.Day, a)), 0)
	for d := range 17 {
		row := tr.Firms[0].Cohorts[d]
		late := row[result.Delivered]
		switch {
		case d == 6:
			late = 0
			for h := range 12 {
				late += tr.Firms[0].PlacedHours[6*24+h]
			}
		case d > 6 && d < 10:
			late = 0
		}
		equal(t, "late of the orders of a day", row[result.DeliveredLate], late)
		if c := row[result.ToFirm(result.Delay)]; (c > 0) != (late > 0) {
			t.Errorf("day %d: %d complaints of delay for %d late", d, c, late)
		}
	}
	t.Run("some buyers leave because of them", func(t *testing.T) {
		sc.Contingency[0].Do[0].Leave = 0.3
		tr := play(t, sc, 0)
		n := all(tr, 0)[result.LostTurnedAway]
		nearShare(t, "leave", n, n+all(tr, 0)[result.Placed]-int64(13*1440+720), 0.3)
	})
}

func TestAMessageSparesQuestionsAndStretchesPatience(t *testing.T) {
	late := func(change func(a *Remedy)) result.Row {
		sc := endless(plainShop())
		for i := range sc.Regions {
			sc.Regions[i].LineHaul = rng.MustConstant(days(8))
		}
		sc.Firms[0].Shipping.Days = 2
		sc.Firms[0].Service.Bot.Where = 0
		sc.Consumers.AskWhere, sc.Consumers.MindDelay, sc.Consumers.Voice, sc.Consumers.CancelUnshipped = 0.5, 0.5, 1, 0
		if change != nil {
			ruled(sc, fromTo(0, 60*sim.Day, remedy(message, change)))
		}
		return all(play(t, sc, 0), 0)
	}
	plain := late(nil)
	if plain[result.Contacts] == 0 || plain[result.ToFirm(result.Delay)] == 0 {
		t.Fatal("nobody asks or complains without the message")
	}
	t.Run("it spares the share of questions it is said to, the complaints stay", func(t *testing.T) {
		none := late(func(a *Remedy) { a.Avoided, a.Patience = 1, 0 })
		equal(t, "contacts that are no complaints", none[result.Contacts]-none.FirmComplaints(), 0)
		some := late(func(a *Remedy) { a.Avoided, a.Patience = 0.3, 0 })
		// Contacts of one order share their luck; each asks at most twice.
		n, m := plain[result.Contacts]-plain.FirmComplaints(), some[result.Contacts]-some.FirmComplaints()
		near(t, "share of questions left", float64(m)/float64(n), 0.7, math.Sqrt(2*0.3*0.7/float64(n/2)))
	})
	t.Run("who bears it for long enough does not complain, nor ask more often for it", func(t *testing.T) {
		patient := late(func(a *Remedy) { a.Avoided, a.Patience = 0, 30*sim.Day })
		equal(t, "complaints of delay", patient[result.ToFirm(result.Delay)], 0)
		if a, b := patient[result.Contacts], plain[result.Contacts]-plain.FirmComplaints(); float64(a) < 0.9*float64(b) {
			t.Errorf("%d contacts, %d without the message", a, b)
		}
	})
	t.Run("everybody with an order pays for one message", func(t *testing.T) {
		sc := endless(plainShop())
		tr := play(t, ruled(sc, fromTo(5*sim.Day, 9*sim.Day, remedy(message, nil))), 0)
		var messages int64
		for d := range 9 {
			messages += tr.Firms[0].Days[d][result.Placed]
			if d < 5 {
				messages -= tr.Firms[0].Days[d][result.Delivered]
			}
		}
		equal(t, "fen", tr.Firms[0].Costs.Contingency, 5*messages)
	})
}

func TestARaisedCompensationPaysFromThenOn(t *testing.T) {
	sc := endless(shop())
	sc.Firms[0].Policy.AdvanceCompensation.On = false
	plain := play(t, sc, 0)
	start := 15
	tr := play(t, ruled(sc, fromTo(sim.Time(start)*sim.Day, 200*sim.Day, remedy(compensation, func(a *Remedy) { a.Cap = 100000 }))), 0)
	equal(t, "paid without it", all(plain, 0)[result.Compensated], 0)
	for d, row := range tr.Firms[0].Days {
		if d < start && row[result.Compensated] > 0 {
			t.Errorf("%d paid on day %d", row[result.Compensated], d)
		}
	}
	if all(tr, 0)[result.Compensated] == 0 {
		t.Error("nobody is paid")
	}
	if a, b := tr.Firings[0].Elsewhere, tr.Firms[0].Costs.Compensation-plain.Firms[0].Costs.Compensation; a != b || a == 0 {
		t.Errorf("%d fen in the log, %d in the costs", a, b)
	}
}

func TestWhoHearsOfADelayOnTheWayDoesNotAskBecauseOfIt(t *testing.T) {
	sc := endless(plainShop())
	for i := range sc.Regions {
		sc.Regions[i].LineHaul = rng.MustConstant(days(8))
	}
	sc.Firms[0].Shipping.Days = 2
	sc.Consumers.AskWhere, sc.Consumers.MindDelay, sc.Consumers.Voice = 0, 1, 1
	// The clocks of the first orders run when the message comes.
	r := all(play(t, ruled(sc, fromTo(5*sim.Day, 30*sim.Day, remedy(message, func(a *Remedy) { a.Avoided, a.Patience = 0, 30*sim.Day }))), 0), 0)
	if r[result.ToFirm(result.Delay)] == 0 {
		t.Error("nobody complains before the message")
	}
	equal(t, "contacts that are no complaints", r[result.Contacts]-r.FirmComplaints(), 0)
}
