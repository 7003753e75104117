package models

import (
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// priced plays two days of June, 500 orders a day of one kind of goods for
// ¥200 with a margin of ¥30, in a shop without limits in which nothing goes
// wrong but 0.3% of parcels lost, and gives the costs and what was counted of
// the window's orders.
func priced(t *testing.T, change func(sc *Scenario, f *Firm)) (result.Costs, result.Row, result.Trial) {
	t.Helper()
	sc := endless(shop())
	sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 2), WarmUp: sim.Day, CoolDown: sim.Day, Drain: 8 * sim.Day}
	f := &sc.Firms[0]
	f.Demand.Categories = f.Demand.Categories[:1]
	g := &f.Demand.Categories[0]
	g.Orders, g.Value, g.Margin, g.Items = 500, 20000, 0.15, 1
	g.Question, g.Faulty, g.Unlike, g.Claims, g.Regret = 0, 0, 0, 0, 0
	f.Storefront.PaymentTrouble, f.Stock.Cover = 0, 1000
	sc.Consumers.AskWhere, sc.Consumers.MindDelay, sc.Carriers[0].Damaged = 0, 0, 0
	f.Policy.LateShipCompensation, f.Policy.OversellCompensation = 0, 0
	f.Prices = Prices{Overtime: 1.5}
	chat, letters := &f.Service.Pools[0], &f.Service.Pools[1]
	chat.Staffing, chat.Wage = crew(8, 20, 10), 3500
	chat.Staffing.Shrinkage = 0.2
	letters.Staffing, letters.Wage = crew(9, 17, 5), 3000
	change(sc, f)
	tr := play(t, sc, 0)
	var window result.Row
	h := HeadOf(sc)
	for d := h.From; d <= h.To; d++ {
		window.Add(&tr.Firms[0].Cohorts[d])
	}
	return tr.Firms[0].Costs, window, tr
}

func TestCostsByHand(t *testing.T) {
	costs := func(change func(f *Firm)) (result.Costs, result.Row, result.Trial) {
		return priced(t, func(_ *Scenario, f *Firm) { change(f) })
	}
	const staff = 10*12*2*3500 + 5*8*2*3000 // shrinkage is paid
	c, w, _ := costs(func(*Firm) {})
	t.Run("staff are paid hours of the window", func(t *testing.T) {
		equal(t, "staff", c.Staff, staff)
		equal(t, "temps", c.Temps, 0)
	})
	t.Run("carriers are paid by the parcel of the window", func(t *testing.T) { equal(t, "carriers", c.Carriers, 450*w[result.Shipped]) })
	t.Run("nothing lost, nothing compensated", func(t *testing.T) {
		equal(t, "lost margin", c.LostMargin, 0)
		equal(t, "compensation", c.Compensation, 0)
		equal(t, "total", c.Total(), c.Staff+c.Carriers+3000*w[result.LostParcels])
	})
	t.Run("lost sales cost their margin", func(t *testing.T) {
		c, w, _ := costs(func(f *Firm) { f.Stock.Cover, f.Stock.Safety, f.Stock.Sync = 0.5, 0, sim.Minute })
		if w.Lost() == 0 {
			t.Error("none lost")
		}
		equal(t, "lost margin", c.LostMargin, 3000*w.Lost())
	})
	t.Run("a late handover costs 5% of the price up to the cap", func(t *testing.T) {
		for limit, want := range map[Money]int64{3000: 1000, 800: 800} {
			c, w, _ := costs(func(f *Firm) { f.Shipping.ShipBy, f.Policy.LateShipCompensation, f.Policy.LateShipCap = 0, 0.05, limit })
			equal(t, "compensation", c.Compensation, want*w[result.ShippedLate])
		}
	})
	t.Run("temps are paid their hours on duty and eight a day of training", func(t *testing.T) {
		c, _, _ := costs(func(f *Firm) {
			f.Service.Pools[0].Temps = []AgentTemps{{Hired: Day(2026, 5, 31), Training: 2 * sim.Day, Until: Day(2026, 6, 20), Start: 1,
				Shifts: []Agents{{From: oClock(9), To: oClock(15), Agents: 5}}}}
		})
		equal(t, "temps", c.Temps, 3500*(5*6*1+5*8*1)) // on duty on 2 June: 4 of 5, shrinkage paid; of two days of training one is in the window
	})
	t.Run("a team is paid by its own shrinkage", func(t *testing.T) {
		c, _, _ := costs(func(f *Firm) {
			team := Team{Name: "second line", Skills: []Reason{"faulty"}, Staffing: crew(10, 16, 4)}
			team.Staffing.Shrinkage = 0.5
			f.Service.Pools[0].Teams = []Team{team}
		})
		equal(t, "staff", c.Staff, staff+4*6*2*3500)
	})
	t.Run("overtime is paid with its factor, on top", func(t *testing.T) {
		c, _, tr := costs(func(f *Firm) {
			f.Demand.Categories[0].Question, f.Service.Bot.Question = 1, 0
			f.Service.Pools[0].HandleTime = rng.MustConstant(1700e3)
		})
		over := 0.0
		for _, h := range tr.Firms[0].Pools[0].Hours[24:72] {
			over += float64(h.Overtime) / float64(sim.Hour)
		}
		if over == 0 {
			t.Fatal("no overtime")
		}
		near(t, "staff", float64(c.Staff), staff+over*1.5*3500, 1)
	})
}
