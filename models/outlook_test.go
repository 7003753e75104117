package models

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// ledger is a season of ten flat days in June, small enough for arithmetic by
// hand: 100 orders of two items and 300 of one, so 500 items a day.
func ledger() *Scenario {
	sc := endless(shop())
	sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 10), Drain: 10 * sim.Day}
	sc.Carriers[0].Hub, sc.Carriers[0].Stations = byHour(20, 24, 200), byHour(8, 18, 50)
	f := &sc.Firms[0]
	f.Demand.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
	f.Storefront.Capacity = 86400
	big, small := &f.Demand.Categories[0], &f.Demand.Categories[1]
	big.Orders, big.Items, big.Question, big.Regret, big.NoReturns = 100, 2, 0.5, 0.2, 0.5
	small.Orders, small.Items, small.Question, small.Regret, small.NoReturns = 300, 1, 0.3, 0.1, 0
	f.Warehouses[0].Capacity = byHour(8, 18, 60)
	f.Returns.Inspection = byHour(9, 17, 10)
	f.Service.Bot.Question = 0.6
	p := &f.Service.Pools[0]
	p.HandleTime, p.Concurrency, p.SlowDown, p.Staffing = rng.MustConstant(360e3), 2, 0.25, crew(8, 18, 1)
	return sc
}

func loadOf(t *testing.T, loads []Load, name string) Load {
	t.Helper()
	for _, l := range loads {
		if l.Name == name {
			return l
		}
	}
	t.Fatalf("no load %q in %v", name, loads)
	return Load{}
}

func TestOutlookByHand(t *testing.T) {
	o := Look(ledger())
	f := o.Firms[0]
	t.Run("orders are those of the plan", func(t *testing.T) {
		close6(t, "window", f.Window, 4000)
		close6(t, "ordinary day", f.Ordinary, 400)
		close6(t, "busiest day", f.Busiest, 400)
		close6(t, "of one replication", o.Orders, 4000)
		close6(t, "orders in the busiest second", f.PeakMinute, 400*0.068/sum(ledger().Firms[0].Demand.Hours)/3600)
		equal(t, "days", o.Days, 20)
	})
	settled := ledger() // in which the days before have delivered their parcels
	settled.Season.WarmUp = 60 * sim.Day
	settled.Consumers.Acts, settled.Firms[0].Returns.SelfService = Acts{}, 1
	o = Look(settled)
	f = o.Firms[0]
	for _, c := range []struct {
		name              string
		loads             []Load
		offered, capacity float64
	}{
		{"hall", f.Loads, 500, 600},
		{"inspection", f.Loads, 100*0.2*0.5 + 300*0.1, 80},
		// 140 questions, 40% past the bot, those asked while it is open, 0.1 h each at 2/1.25 contacts at a time
		{"pool chat", f.Loads, (50 + 90) * 0.4 * 0.1 / 1.6 * sum(ledger().Firms[0].Demand.Hours[8:18]) / sum(ledger().Firms[0].Demand.Hours), 10},
		{"courier hub", o.Shared, 400, 800},
		{"courier stations", o.Shared, 400, 500},
	} {
		t.Run("the load of "+c.name+" is what arithmetic says", func(t *testing.T) {
			l := loadOf(t, c.loads, c.name)
			close6(t, "offered", l.Ordinary, c.offered)
			close6(t, "capacity", l.Capacity, c.capacity)
			close6(t, "use on the worst day", l.Use(), c.offered/c.capacity)
			close6(t, "days of backlog", l.ClearDays, 0)
		})
	}
	t.Run("contacts after the delivery follow from the rates and their repeats", func(t *testing.T) {
		sc := ledger()
		sc.Season.WarmUp = 60 * sim.Day
		sc.Consumers.Acts, sc.Consumers.Persists = Acts{Faulty: 0.5}, 0.5
		f := &sc.Firms[0]
		f.Returns.SelfService, f.Policy.AdvanceCompensation.On = 1, false
		f.Service.Bot, f.Service.Resolved = ByReason{Question: 1}, ByReason{Faulty: 0.6}
		for i := range f.Demand.Categories {
			f.Demand.Categories[i].Faulty = 0.1
		}
		sc.Carriers[0].Damaged = 0
		// 400 parcels x 10% x half act; two in ten come again; 0.1 h each at 2/1.25 at a time
		close6(t, "agent-hours", loadOf(t, Look(sc).Firms[0].Loads, "pool chat").Ordinary, 20*1.2*0.1/1.6)
		// and those whom neither contact helps complain
		flat := make([]float64, newSpan(sc.Season).days)
		for d := range flat {
			flat[d] = 400
		}
		by := f.contacts(newSpan(sc.Season), sc, flat)
		close6(t, "complaints", by[askComplaint][60], 20*0.4*0.5*0.4)
	})
	t.Run("a later stage gets no more than the stage before lets through", func(t *testing.T) {
		sc := ledger()
		sc.Season.WarmUp = 60 * sim.Day
		sc.Firms[0].Warehouses[0].Capacity = byHour(8, 18, 30) // 300 items = 240 parcels a day
		close6(t, "parcels to the hub", loadOf(t, Look(sc).Shared, "courier hub").Ordinary, 240)
	})
	t.Run("a line that halves for two days has a backlog that takes five to clear", func(t *testing.T) {
		sc := ledger() // 200 and 400 items behind on 3 and 4 June, 100 a day catch up
		sc.Firms[0].Warehouses[0].Capacity.Changes = []CapacityChange{{From: Day(2026, 6, 3), To: Day(2026, 6, 4), Factor: 0.5}}
		l := loadOf(t, Look(sc).Firms[0].Loads, "hall")
		equal(t, "worst day", l.PeakDay, Day(2026, 6, 3))
		close6(t, "offered", l.Peak, 500)
		close6(t, "capacity", l.AtPeak, 300)
		close6(t, "days", l.ClearDays, 5)
	})
	t.Run("a line that is always too small never clears its backlog", func(t *testing.T) {
		sc := ledger()
		sc.Firms[0].Warehouses[0].Capacity, sc.Season.Drain = byHour(8, 9, 100), 0
		if l := loadOf(t, Look(sc).Firms[0].Loads, "hall"); !math.IsInf(l.ClearDays, 1) || l.Use() != 5 {
			t.Errorf("%+v", l)
		}
	})
	t.Run("carriers add up the parcels of all firms by contract", func(t *testing.T) {
		sc := ledger()
		second, other := sc.Firms[0], sc.Carriers[0]
		second.Name, other.Name = "second", "other"
		sc.Carriers = append(sc.Carriers, other)
		second.Shipping.Contracts = []Contract{{Carrier: "courier", Share: 0.25}, {Carrier: "other", Share: 0.75}}
		sc.Firms = append(sc.Firms, second)
		close6(t, "courier", loadOf(t, Look(sc).Shared, "courier hub").Ordinary, 500)
		close6(t, "other", loadOf(t, Look(sc).Shared, "other hub").Ordinary, 300)
	})
	t.Run("temps and weekends count in the hours of a pool", func(t *testing.T) {
		sc := ledger()
		p := &sc.Firms[0].Service.Pools[0]
		p.Staffing.Shrinkage, p.Staffing.Shifts[0].Agents = 0.5, 4 // two on duty
		p.Temps = []AgentTemps{{Hired: Day(2026, 5, 1), Until: Day(2026, 6, 30), Start: 0.5, Learning: 1000 * sim.Day, Training: 31 * sim.Day,
			Shifts: []Agents{{From: oClock(8), To: oClock(18), Agents: 8}}}}
		// four temps, trained on 1 June, at half speed and 0.05% a day more
		close6(t, "hours on the first day", sum(sc.Firms[0].onDuty(newSpan(sc.Season), 0)[:24]), 20+40*0.5)
	})
}

func TestOutlookOfDouble11(t *testing.T) {
	sc := ledger()
	sc.Season.From, sc.Season.To, sc.Season.WarmUp = Day(2026, 11, 5), Day(2026, 11, 20), 10*sim.Day
	o := Look(sc).Firms[0]
	t.Run("the day is the whole factor, deposits on the day of their balance", func(t *testing.T) {
		equal(t, "busiest day", o.BusiestDay, Day(2026, 11, 11))
		close6(t, "orders", o.Busiest, 400*8)
	})
	t.Run("the peak second is that of midnight: burst and balances", func(t *testing.T) {
		first := 0.8*(0.10*(1-math.Exp(-1./18))+0.28*(1-math.Exp(-1./120))+0.57*0.024/60/sum(sc.Firms[0].Demand.Hours)) + 0.2*(1-math.Exp(-1./40))
		close6(t, "orders a second", o.PeakMinute, 3200*first/60)
	})
	t.Run("the simulated busiest minute is the forecast's", func(t *testing.T) {
		sc := endless(sc)
		f := &sc.Firms[0]
		f.Demand.DayNoise, f.Demand.ForecastError, f.Demand.Scale = 0, 0, 4
		f.Demand.Categories[0].Question, f.Demand.Categories[1].Question = 0, 0
		f.Stock.PromotionCover, f.Stock.Cover = 1000, 1000
		want := Look(sc).Firms[0].PeakMinute * 60
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		day := sim.Time(s.day(Day(2026, 11, 11))) * sim.Day
		s.k.Run(day - 1)
		before := total(s.firms[0].days)
		s.k.Run(day + sim.Minute - 1)
		after := total(s.firms[0].days)
		n := float64(after[result.Placed] - before[result.Placed])
		near(t, "orders in the first minute", n, want, math.Sqrt(want))
	})
	t.Run("without their days before the run there are no deposits, and no order is lost for it", func(t *testing.T) {
		sc := ledger()
		sc.Season.From, sc.Season.To = Day(2026, 11, 10), Day(2026, 11, 12)
		close6(t, "orders", Look(sc).Firms[0].Busiest, 400*8)
	})
}

func TestOutlookInWords(t *testing.T) {
	sc := ledger()
	sc.Firms[0].Warehouses[0].Capacity = byHour(8, 18, 40)
	var b strings.Builder
	if err := Look(sc).Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"2026-06-01 to 2026-06-10", "shop", "4.0k orders in the window; 400 on an ordinary day",
		"hall", "500 of 400 = 125%", "over capacity, longest backlog 12 days from 2026-06-01", "Carriers, all firms together"} {
		t.Run(fmt.Sprintf("it says %q", what), func(t *testing.T) {
			if !strings.Contains(b.String(), what) {
				t.Error(b.String())
			}
		})
	}
	for x, want := range map[float64]string{0.123: "0.12", 12.3: "12", 1234: "1.2k", 12345: "12k", 1234567: "1.23M", math.Inf(1): "∞"} {
		t.Run("a planner writes "+want, func(t *testing.T) { equal(t, "number", thousands(x), want) })
	}
}
