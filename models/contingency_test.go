package models

import (
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
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
