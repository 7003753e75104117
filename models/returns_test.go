package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// plain is a firm without queues whose times are all constant: goods come back
// a day and two days after a buyer asks, and are paid two days later.
func plain() *Scenario {
	sc := endless(shop())
	sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 5), Drain: 35 * sim.Day}
	sc.Carriers[0].Lost, sc.Carriers[0].Damaged = 0, 0
	sc.Consumers.AskWhere, sc.Consumers.MindDelay = 0, 0
	f := &sc.Firms[0]
	f.Returns.SendBack, f.Returns.Transit = rng.MustConstant(days(1)), rng.MustConstant(days(2))
	f.Returns.RefundAfter, f.Returns.RepairTime = rng.MustConstant(days(2)), rng.MustConstant(days(10))
	f.Returns.SelfService = 1
	f.Policy.CoolingOff, f.Policy.AdvanceCompensation.On = statutoryCoolingOff, false
	for i := range f.Demand.Categories {
		g := &f.Demand.Categories[i]
		g.Faulty, g.Unlike, g.Claims, g.Regret, g.NoReturns, g.Repair = 0, 0, 0, 0.2, 0, 0
	}
	return sc
}

func TestRefunds(t *testing.T) {
	run := func(t *testing.T, change func(f *Firm)) (result.Row, result.FirmTrial) {
		tr := play(t, with(plain(), func(sc *Scenario) { change(&sc.Firms[0]) }), 0)
		return all(tr, 0), tr.Firms[0]
	}
	t.Run("every return asked within the cooling-off days is sent back, inspected and paid", func(t *testing.T) {
		r, f := run(t, func(*Firm) {})
		// of those who regret, seven days' worth of exponential mean 3 ever ask
		nearShare(t, "asked", r[result.ReturnsAsked], r[result.Delivered], 0.2*(1-math.Exp(-7./3)))
		for _, c := range []result.Counter{result.Returned, result.Refunded} {
			equal(t, c.String(), r[c], r[result.ReturnsAsked])
		}
		equal(t, "refused", r[result.ReturnsRefused], 0)
		equal(t, "late", r[result.RefundsLate], 0)
		equal(t, "paid, of the window", f.RefundsPaid, r[result.Refunded])
		equal(t, "within 7 days of arrival", f.RefundIn7d, f.RefundsPaid)
		// 1 + 2 + 2 days; the record's clock keeps whole minutes, the sketch 0.4%
		if got := f.Refund.Quantile(0.5) / days(5); math.Abs(got-1) > 0.006 {
			t.Errorf("asked to paid takes %.4f x 5 days", got)
		}
	})
	for _, c := range []struct {
		after, limit float64
		late         bool
	}{{6, 7, false}, {6.99, 7, false}, {7.01, 7, true}, {3, 2, true}} {
		t.Run(fmt.Sprintf("a refund %v days after arrival against a limit of %v days is late: %v", c.after, c.limit, c.late), func(t *testing.T) {
			r, f := run(t, func(f *Firm) {
				f.Returns.RefundAfter, f.Returns.RefundLimit = rng.MustConstant(days(c.after)), sim.Time(days(c.limit))
			})
			want := int64(0)
			if c.late {
				want = r[result.Refunded]
			}
			equal(t, "late", r[result.RefundsLate], want)
			equal(t, "in 7 days", f.RefundIn7d > 0, c.after < 7)
		})
	}
	t.Run("who waits past the limit asks, at the share that acts, and complains of delay in the end", func(t *testing.T) {
		sc := plain()
		sc.Consumers.AskRefundAfter = rng.MustConstant(days(0.5))
		f := &sc.Firms[0]
		f.Returns.RefundAfter, f.Returns.RefundLimit = rng.MustConstant(days(15)), 2*sim.Day
		f.Service.Resolved.Refund = 0
		sc.Consumers.Persists = 1
		f.Demand.Categories[0].Question, f.Demand.Categories[1].Question = 0, 0
		f.Storefront.PaymentTrouble, f.Stock.Cover = 0, 1000
		r := all(play(t, sc, 0), 0)
		nearShare(t, "complain", r[result.FirmDelay], r[result.Returned], 0.8)
		// two contacts each about the refund, and one about the complaint
		equal(t, "contacts", r[result.Contacts], 3*r[result.FirmDelay])
	})
	t.Run("who was paid in time does not ask", func(t *testing.T) {
		r, _ := run(t, func(f *Firm) { f.Returns.RefundAfter = rng.MustConstant(days(6.9)) })
		equal(t, "complaints of delay", r[result.FirmDelay], 0)
	})
	t.Run("a return that needs an agent waits for one", func(t *testing.T) {
		a, _ := run(t, func(*Firm) {})
		b, _ := run(t, func(f *Firm) { f.Returns.SelfService, f.Service.Bot.Return = 0.25, 0 })
		nearShare(t, "contacts for a return", b[result.Contacts]-a[result.Contacts], a[result.ReturnsAsked], 0.75)
		equal(t, "sent back", b[result.Returned], a[result.Returned])
	})
}

func TestRepairs(t *testing.T) {
	faulty := func(repair Share, took float64) result.Row {
		sc := plain()
		sc.Consumers.Acts.Faulty, sc.Consumers.SeenAfter = 1, rng.MustConstant(days(1))
		f := &sc.Firms[0]
		f.Service.Resolved.Faulty = 1
		f.Returns.RepairTime = rng.MustConstant(days(took))
		for i := range f.Demand.Categories {
			g := &f.Demand.Categories[i]
			g.Regret, g.Faulty, g.Repair = 0, 0.1, repair
		}
		return all(play(t, sc, 0), 0)
	}
	t.Run("a repair has its own limit of 15 days", func(t *testing.T) {
		in, out := faulty(1, 14.9), faulty(1, 15.1)
		equal(t, "repaired", in[result.Repaired], in[result.Faulty])
		equal(t, "refunded", in[result.Refunded], 0)
		equal(t, "late in 14.9 days", in[result.RefundsLate], 0)
		equal(t, "late in 15.1 days", out[result.RefundsLate], out[result.Repaired])
	})
	t.Run("what is not repaired is paid back", func(t *testing.T) {
		r := faulty(0.3, 5)
		nearShare(t, "repaired", r[result.Repaired], r[result.Faulty], 0.3)
		equal(t, "repaired or refunded", r[result.Repaired]+r[result.Refunded], r[result.Faulty])
	})
}

func TestReturnTerms(t *testing.T) {
	run := func(regret, coolingOff float64, noReturns Share) result.Row {
		sc := plain()
		sc.Consumers.RegretAfter = rng.MustConstant(days(regret))
		f := &sc.Firms[0]
		f.Policy.CoolingOff = sim.Time(days(coolingOff))
		for i := range f.Demand.Categories {
			f.Demand.Categories[i].NoReturns = noReturns
		}
		return all(play(t, sc, 0), 0)
	}
	for _, c := range []struct{ regret, coolingOff float64 }{{3, 7}, {3, 3}, {3, 2.99}, {6.9, 7}, {6.9, 5}, {0.1, 0}} {
		refused := c.regret > c.coolingOff
		t.Run(fmt.Sprintf("a regret after %v days against %v days of cooling-off is refused: %v", c.regret, c.coolingOff, refused), func(t *testing.T) {
			r := run(c.regret, c.coolingOff, 0)
			want := int64(0)
			if refused {
				want = r[result.ReturnsAsked]
			}
			nearShare(t, "asked", r[result.ReturnsAsked], r[result.Delivered], 0.2)
			equal(t, "refused", r[result.ReturnsRefused], want)
			equal(t, "somebody complains of terms", r[result.FirmTerms] > 0, refused)
		})
	}
	t.Run("a regret later than the law and the firm allow is nobody's business", func(t *testing.T) {
		equal(t, "asked", run(7.01, 7, 0)[result.ReturnsAsked], 0)
		equal(t, "asked, of a firm with three days", run(7.01, 3, 0)[result.ReturnsAsked], 0)
	})
	t.Run("a firm that allows more than the law takes back later", func(t *testing.T) {
		r := run(10, 12, 0)
		nearShare(t, "asked", r[result.ReturnsAsked], r[result.Delivered], 0.2)
		equal(t, "refused", r[result.ReturnsRefused], 0)
	})
	t.Run("pages with no returns refuse their share within the cooling-off days", func(t *testing.T) {
		r := run(1, 7, 0.3)
		nearShare(t, "refused", r[result.ReturnsRefused], r[result.ReturnsAsked], 0.3)
	})
	t.Run("claims mislead the share of buyers that the inputs say", func(t *testing.T) {
		sc := plain()
		sc.Firms[0].Demand.Categories[0].Claims, sc.Firms[0].Demand.Categories[0].Misled = 0.4, 0.25
		sc.Firms[0].Demand.Categories[1].Orders = 0
		r := all(play(t, sc, 0), 0)
		nearShare(t, "misled", r[result.Misled], r[result.Delivered], 0.1)
	})
}

func TestAdvanceCompensation(t *testing.T) {
	run := func(change func(p *AdvanceCompensation)) (result.Row, result.Costs) {
		sc := plain()
		sc.Consumers.Acts.Unlike = 1
		f := &sc.Firms[0]
		for i := range f.Demand.Categories {
			f.Demand.Categories[i].Regret, f.Demand.Categories[i].Unlike = 0, 0.1
		}
		f.Policy.AdvanceCompensation = AdvanceCompensation{On: true, Cap: 100000, Share: 0.5}
		f.Policy.LateShipCompensation, f.Stock.Cover, f.Policy.CompensationEnds = 0, 1000, 1
		change(&f.Policy.AdvanceCompensation)
		tr := play(t, sc, 0)
		return all(tr, 0), tr.Firms[0].Costs
	}
	t.Run("within its rule it pays every dispute once, at the first contact, and ends it", func(t *testing.T) {
		r, _ := run(func(*AdvanceCompensation) {})
		equal(t, "paid", r[result.Compensated], r[result.Unlike])
		equal(t, "complaints", r[result.FirmDescription], 0)
		equal(t, "sent back", r[result.Returned], 0)
	})
	t.Run("orders above the cap are not covered", func(t *testing.T) {
		r, c := run(func(p *AdvanceCompensation) { p.Cap = 50000 })
		if r[result.Compensated] == 0 || r[result.Compensated] >= r[result.Unlike] {
			t.Errorf("%d of %d paid", r[result.Compensated], r[result.Unlike])
		}
		equal(t, "paid, half of ¥180 each", c.Compensation, 9000*r[result.Compensated])
	})
	t.Run("the fund is not overdrawn, and is spent to the last payment", func(t *testing.T) {
		_, c := run(func(p *AdvanceCompensation) { p.Fund = 1000000 })
		if c.Compensation > 1000000 || c.Compensation < 1000000-45000 {
			t.Errorf("%d fen of a fund of 1,000,000", c.Compensation)
		}
	})
	t.Run("switched off it pays nothing", func(t *testing.T) {
		r, c := run(func(p *AdvanceCompensation) { p.On = false })
		equal(t, "paid", r[result.Compensated], 0)
		equal(t, "cost", c.Compensation, 0)
	})
}
