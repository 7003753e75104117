package models

import (
	"math"
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func level(v float64) *Figure {
	f := Figure(v)
	return &f
}

// remedy is one with the defaults.
func remedy(kind RemedyKind, change func(a *Remedy)) Remedy {
	a := Remedy{}.Defaults()
	a.Action = kind
	if change != nil {
		change(&a)
	}
	return a
}

// fromTo is a rule whose remedies are in force from one time of the run to
// another, whatever is measured.
func fromTo(from, to sim.Time, do ...Remedy) ContingencyRule {
	return ContingencyRule{
		Name: "by the clock", When: Condition{Measure: complaintsOpen, Below: level(1e9)},
		After: from, Lasts: to - from, AtMost: 1, Do: do,
	}
}

func ruled(sc *Scenario, rules ...ContingencyRule) *Scenario {
	sc.Contingency = append(sc.Contingency, rules...)
	return sc
}

// everything does all that a rule can do, at the shop of the tests.
func everything() []Remedy {
	return []Remedy{
		remedy(overflowDesk, func(a *Remedy) { a.Pool, a.Agents = "chat", 3 }),
		remedy(overflowDesk, func(a *Remedy) { a.Pool, a.Agents, a.From, a.To = "letters", 2, oClock(9), oClock(18) }),
		remedy(nightShift, func(a *Remedy) { a.Rate, a.From, a.To = 24*150, oClock(22), oClock(6) }),
		remedy(spareCarrier, func(a *Remedy) { a.Carrier, a.Share = "spare", 0.4 }),
		remedy(throttle, func(a *Remedy) { a.Share = 0.2 }),
		remedy(quoteLater, func(a *Remedy) { a.Days = 2 }),
		remedy(message, nil),
		remedy(compensation, func(a *Remedy) { a.Cap = 200000 }),
	}
}

// twoCarriers is the shop with a carrier more, without a contract.
func twoCarriers() *Scenario {
	sc := shop()
	spare := sc.Carriers[0]
	spare.Name = "spare"
	sc.Carriers = append(sc.Carriers, spare)
	return sc
}

// A rule on each measure, each with all remedies.
func TestRulesThatNeverFireChangeNothing(t *testing.T) {
	sc := twoCarriers()
	for _, m := range Measure("").Values() {
		most := 1e9
		if Measure(m) == deskAbandonment {
			most = 1
		}
		ruled(sc, ContingencyRule{Name: m, When: Condition{Measure: Measure(m), Above: level(most)}, Lasts: sim.Day, Do: everything()})
	}
	for r := range 2 {
		if got, plain := play(t, sc, r), play(t, twoCarriers(), r); !reflect.DeepEqual(got, plain) {
			t.Errorf("season %d is another: %x, %x", r, got.Fingerprint, plain.Fingerprint)
		}
	}
}

func TestEveryRemedyTogether(t *testing.T) {
	sc := ruled(twoCarriers(), fromTo(12*sim.Day+5*sim.Hour, 26*sim.Day, everything()...))
	a := play(t, sc, 0)
	t.Run("the books balance and something of each kind has happened", func(t *testing.T) {
		f := a.Firings[0]
		if len(a.Firings) != 1 || f.Cost == 0 || f.Elsewhere == 0 || f.Cost != a.Firms[0].Costs.Contingency {
			t.Errorf("%+v, contingency cost %d", a.Firings, a.Firms[0].Costs.Contingency)
		}
		equal(t, "begins", f.From, int64(12*sim.Day+5*sim.Hour))
		equal(t, "ends", f.To, int64(26*sim.Day))
		if all(a, 0)[result.LostTurnedAway] == 0 {
			t.Error("nobody was turned away")
		}
	})
	t.Run("the same season comes out a second time", func(t *testing.T) {
		if !reflect.DeepEqual(a, play(t, sc, 0)) {
			t.Error("it does not")
		}
	})
	t.Run("until it begins, nothing is another", func(t *testing.T) {
		plain := play(t, twoCarriers(), 0)
		for d := range 12 {
			equal(t, "counts of a day", a.Firms[0].Days[d], plain.Firms[0].Days[d])
		}
		if a.Firms[0].Days[13] == plain.Firms[0].Days[13] {
			t.Error("nor is anything after it")
		}
	})
	t.Run("a season that ends while it acts keeps its books too", func(t *testing.T) {
		sc := ruled(twoCarriers(), fromTo(12*sim.Day, 300*sim.Day, everything()...))
		tr := play(t, sc, 1)
		equal(t, "ends with the run", tr.Firings[0].To, int64(newSpan(sc.Season).horizon()))
	})
}

// plainShop sells one kind of goods, as many as at a day's rate at equal
// distances, and nothing goes wrong with them.
func plainShop() *Scenario {
	sc := shop()
	f := &sc.Firms[0]
	g := Category{}.Defaults()
	g.Name, g.Orders, g.Value, g.SKUs, g.Items = "goods", 1440, 10000, 10, 1
	g.Question, g.Faulty, g.Unlike, g.Claims, g.Regret, g.Misled = 0, 0, 0, 0, 0, 0
	f.Demand.Categories = []Category{g}
	f.Demand.Arrivals, f.Demand.DayNoise, f.Demand.ForecastError = "even", 0, 0
	f.Demand.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
	f.Demand.Double11.Deposits, f.Demand.Double11.DepositDays = 0, 0
	f.Storefront.PaymentTrouble, f.Policy.BrokenPromises, f.Policy.LateShipCompensation = 0, 0, 0
	f.Stock.Cover, f.Stock.PromotionCover, f.Stock.PriceErrors = 1000, 1000, 0
	sc.Consumers.AskWhere, sc.Consumers.MindDelay = 0, 0
	sc.Carriers[0].Lost, sc.Carriers[0].Damaged, sc.Carriers[0].NobodyHome = 0, 0, 0
	// After Double 11 and its tail.
	sc.Season = Season{From: Day(2026, 12, 20), To: Day(2027, 1, 5), Drain: 20 * sim.Day}
	return sc
}

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

func TestARuleDoesNotKnowTheFuture(t *testing.T) {
	change := Day(2026, 11, 20)
	log := func(factor Factor) []result.Firing {
		sc := shop()
		// The desk and the hub are as weak as ever; from the 20th, the demand is another.
		for _, r := range []Condition{
			{Measure: deskQueue, Above: level(5)}, {Measure: deskAbandonment, Above: level(0.2)}, {Measure: stationDays, Above: level(0.5)},
			{Measure: ordersPlaced, Above: level(150)}, {Measure: complaintsOpen, Above: level(10)}, {Measure: warehouseDays, Above: level(0.5)},
		} {
			ruled(sc, ContingencyRule{Name: string(r.Measure), When: r, Lasts: 6 * sim.Hour, Do: []Remedy{remedy(message, nil)}})
		}
		sc.Carriers[0].Stations.Changes = []CapacityChange{{From: change + 1, To: change + 30, Factor: factor}}
		s := played(t, sc, 0, TrialOptions{})
		return s.firings
	}
	a, b := log(1), log(0.2)
	until := int64(newSpan(shop().Season).day(change)) * int64(sim.Day) // the plan is known a day ahead
	n := 0
	for i := range a {
		if a[i].To < until {
			n++
			if i >= len(b) || a[i] != b[i] {
				t.Fatalf("firing %d is %+v or %+v", i, a[i], b[i])
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d firings", n)
	}
	if reflect.DeepEqual(a, b) {
		t.Error("the change has no effect at all")
	}
}

func TestWatchingRulesAllocatesNothing(t *testing.T) {
	sc := ruled(twoCarriers(), fromTo(9*sim.Day, 60*sim.Day, everything()...))
	for _, m := range Measure("").Values() {
		ruled(sc, ContingencyRule{Name: m, When: Condition{Measure: Measure(m), Above: level(0.5)}, Until: &Condition{Measure: Measure(m), Below: level(0.5), For: 90 * sim.Day}, Do: []Remedy{remedy(message, nil)}})
	}
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.k.Run(16*sim.Day - 1)
	if len(s.firings) < 5 {
		t.Fatalf("only %d firings", len(s.firings))
	}
	minute := int64(16 * 1440)
	if n := testing.AllocsPerRun(50, func() { s.watchRules(minute); minute += 10 }); n != 0 {
		t.Errorf("%v allocations a reading", n)
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
