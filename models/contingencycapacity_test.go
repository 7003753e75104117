package models

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestANightShiftClearsABacklogAtTheFluidRate(t *testing.T) {
	sc := plainShop()
	capacity := Capacity{Shifts: []Shift{{To: oClock(24), Rate: 1000}}}
	sc.Firms[0].Warehouses[0].Capacity = capacity
	night := remedy(nightShift, func(a *Remedy) { a.Rate, a.From, a.To = 4000, oClock(22), oClock(6) })
	rule := ContingencyRule{
		Name: "night", When: Condition{Measure: warehouseDays, Above: level(1.5), For: sim.Hour}, After: 8 * sim.Hour,
		Until: &Condition{Measure: warehouseDays, Below: level(0.2), For: 0}, Do: []Remedy{night},
	}
	ruled(sc, rule)
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	w := &s.firms[0].warehouses[0]
	// The same by hand, hour by hour, from the orders that came.
	q, worst, extra, over := 0.0, 0.0, 0, 0 // over: hour at whose end more than 1.5 days of work wait
	var nights int64
	for h := range 17 * 24 {
		s.k.Run(sim.Time(h+1)*sim.Hour - 1)
		at := h % 24
		rate := 1000. / 24
		if len(s.firings) > 0 {
			f := s.firings[len(s.firings)-1]
			if t := int64(h) * int64(sim.Hour); t >= f.From && t < f.To && (at >= 22 || at < 6) {
				rate += 4000. / 24
				extra++
			}
		}
		q = max(0, q+float64(s.firms[0].placedHours[h])-rate)
		if q > 1500 && over == 0 {
			over = h + 1
		}
		worst = max(worst, math.Abs(q-float64(w.line.Queue())))
	}
	// A firing begins and ends within an hour: up to 50 minutes at 4,000 a day either
	// way, and a parcel in hand.
	if worst > 4000./24+2 {
		t.Errorf("the backlog is up to %.1f parcels off the fluid", worst)
	}
	if len(s.firings) < 2 {
		t.Fatalf("%d firings: it should clear and fire again", len(s.firings))
	}
	first := s.firings[0]
	t.Run("it is called when 1.5 days of work have waited for an hour, and begins 8 h later", func(t *testing.T) {
		equal(t, "lead time", first.From-first.Called, int64(8*sim.Hour))
		if called := first.Called / int64(sim.Hour); called < int64(over) || called > int64(over)+1 {
			t.Errorf("called in hour %d; more than 1,500 wait from hour %d on", called, over)
		}
	})
	t.Run("what the night costs is its capacity at the price of an item", func(t *testing.T) {
		for _, f := range s.firings {
			for now := f.From; now < min(f.To, int64(s.k.Now())); now += int64(ruleTick) {
				if at := now % int64(sim.Day) / int64(sim.Hour); at >= 22 || at < 6 {
					nights++
				}
			}
		}
		want := nights * int64(math.Round(4000.*float64(ruleTick)/float64(sim.Day)*180))
		equal(t, "fen", s.firms[0].contingency, want)
	})
	t.Run("without it the backlog only grows", func(t *testing.T) {
		if extra == 0 || q > 3000 {
			t.Errorf("%d hours of night shift, %.0f parcels at the end", extra, q)
		}
	})
}

func TestParcelsThatWaitAtACarrierStayThere(t *testing.T) {
	start := 8 * sim.Day
	run := func(share Share) (s *season, before, entered, spare int64) {
		t.Helper()
		sc := twoCarriers()
		sc.Carriers[0].Hub = byHour(0, 24, 20) // far too little: 480 a day
		ruled(sc, fromTo(start, 20*sim.Day, remedy(spareCarrier, func(a *Remedy) { a.Carrier, a.Share = "spare", share })))
		wellFormed(t, sc)
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s.k.Run(start - 1)
		before = s.carriers[0].hub.Flow().Entered
		queue := s.carriers[0].hub.Queue()
		s.k.Run(20*sim.Day - 1)
		b := s.carriers[0].hub.Flow()
		if queue < 1000 {
			t.Fatalf("only %d wait", queue)
		}
		// 480 a day from the first pickup, at noon, on: as without the rule.
		near(t, "out of the first hub", float64(b.Left), 480*19.5, 0.5)
		return s, before, b.Entered - before, s.carriers[1].hub.Flow().Entered
	}
	t.Run("all new parcels go with the spare carrier, those that wait do not", func(t *testing.T) {
		s, _, entered, spare := run(1)
		equal(t, "more into the first hub", entered, 0)
		equal(t, "into the spare one", spare, s.firms[0].rerouted)
		if spare == 0 {
			t.Error("nothing moved")
		}
		var paid int64
		for d := s.from; d <= s.to; d++ {
			paid += s.firms[0].cohorts[d][result.Shipped]
		}
		if c := s.firms[0].contingency; c == 0 || c > 200*spare || c%200 != 0 {
			t.Errorf("surcharges of %d fen for %d parcels", c, spare)
		}
	})
	t.Run("a share of them does, by luck", func(t *testing.T) {
		_, _, entered, spare := run(0.4)
		nearShare(t, "with the spare carrier", spare, entered+spare, 0.4)
	})
}

func TestAnOverflowDeskIsOnDutyInItsHours(t *testing.T) {
	a := remedy(overflowDesk, func(a *Remedy) { a.Pool, a.Agents, a.From, a.To = "desk", 4, oClock(10), oClock(14) })
	sc := centre()
	sc.Firms[0].Service.Pools[0].Name = "desk"
	plain := play(t, sc, 0)
	tr := play(t, ruled(sc, fromTo(sim.Day+12*sim.Hour, 3*sim.Day+13*sim.Hour, a)), 0)
	hours := int64(0)
	for h, got := range tr.Firms[0].Pools[0].Hours[:7*24] {
		extra := int64(0)
		if at := h % 24; h >= 36 && h < 85 && at >= 10 && at < 14 {
			extra = 4
			hours += 4
		}
		equal(t, "agent-time on duty", got.Staffed-plain.Firms[0].Pools[0].Hours[h].Staffed, extra*int64(sim.Hour))
	}
	equal(t, "agent-hours", hours, 4*(2+4+3))
	equal(t, "cost", tr.Firings[0].Cost, hours*6000)
	equal(t, "booked", tr.Firms[0].Costs.Contingency, hours*6000)
	equal(t, "all costs", tr.Firms[0].Costs.Total()-plain.Firms[0].Costs.Total() >= hours*6000-plain.Firms[0].Costs.Staff, true)
}

func TestAParcelOfTheSpareCarrierItselfCostsNoSurcharge(t *testing.T) {
	sc := ruled(shop(), fromTo(9*sim.Day, 20*sim.Day, remedy(spareCarrier, func(a *Remedy) { a.Carrier, a.Share = "courier", 1 })))
	equal(t, "fen", play(t, sc, 0).Firms[0].Costs.Contingency, 0)
}

func TestANightShiftRestsWhileItsWarehouseStandsStill(t *testing.T) {
	sc := plainShop()
	sc.Firms[0].Warehouses[0].Capacity = Capacity{Shifts: []Shift{{To: oClock(24), Rate: 1000}}}
	night := remedy(nightShift, func(a *Remedy) { a.Rate, a.From, a.To = 4000, oClock(0), oClock(24) })
	ruled(sc, ContingencyRule{Name: "night", When: Condition{Measure: warehouseDays, Above: level(0.1), For: 0}, Do: []Remedy{night}, Lasts: 10 * sim.Day})
	sc.Incidents = []Incident{incident(WarehouseStop, 1, func(p *Incident) { p.At, p.Lasts = At(Day(2026, 12, 27), 0), rng.MustConstant(float64(12*sim.Hour)) })}
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	stop := &s.strikes[0]
	s.k.Run(stop.from + sim.Minute - 1) // a rate is set for whole minutes
	line := s.firms[0].warehouses[0].line
	waiting, paid := line.Queue(), s.firms[0].contingency
	placed := func() (n int64) {
		for _, h := range s.firms[0].placedHours {
			n += int64(h)
		}
		return n
	}
	before := placed()
	s.k.Run(stop.to - 1)
	if len(s.firings) != 1 || s.firings[0].From > int64(stop.from) || s.firings[0].To < int64(stop.to) {
		t.Fatalf("the rule does not act through the stop: %+v", s.firings)
	}
	// An order is released into the warehouse in the minute after it is placed.
	if got, want := int64(line.Queue()-waiting), placed()-before; got < want-3 || got > want+3 {
		t.Errorf("%d more wait at the end of the stop, %d orders were placed meanwhile", got, want)
	}
	if s.firms[0].contingency <= paid {
		t.Error("the hands of the night shift wait unpaid")
	}
	s.k.Run(stop.to + 2*sim.Hour)
	if line.Queue() >= waiting+int(placed()-before) {
		t.Error("the night shift does not come back after the stop")
	}
}
