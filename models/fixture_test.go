package models

import (
	"errors"
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// Statistical tests of this package have fixed seeds and allow 4 standard
// errors: a false alarm in 1 of 16,000 checks, decided once by the seed.
const standardErrors = 4

func oClock(h float64) Clock { return Clock(h * float64(sim.Hour)) }

func days(n float64) float64 { return n * float64(sim.Day) }

// byHour is a rate of n an hour from one hour of the day to another.
func byHour(from, to float64, n float64) Capacity {
	return Capacity{Shifts: []Shift{{From: oClock(from), To: oClock(to), Rate: Rate(24 * n)}}}
}

// crew is n agents on duty from one hour of the day to another, nobody off.
func crew(from, to float64, n float64) Staffing {
	return Staffing{Weekend: 1, Shifts: []Agents{{From: oClock(from), To: oClock(to), Agents: n}}}
}

// shop is a small season, every stage and every cause of complaint alive:
// about 1,600 orders on an ordinary day, capacities that Double 11 exceeds.
func shop() *Scenario {
	sc := Default()
	sc.Name = "Shop of the tests"
	sc.Season = Season{From: Day(2026, 11, 4), To: Day(2026, 11, 27), WarmUp: 8 * sim.Day, CoolDown: 2 * sim.Day, Drain: 22 * sim.Day}
	sc.Seed, sc.Replications = 11, 2
	sc.Regions = []Region{
		{Name: "near", Share: 0.7, LineHaul: rng.MustLognormalMedian(days(20./24), 0.4)},
		{Name: "far", Share: 0.3, LineHaul: rng.MustLognormalMedian(days(44./24), 0.4), ExtraDays: 1},
	}
	courier := Carrier{}.Defaults()
	courier.Name = "courier"
	courier.Lost, courier.Damaged, courier.LostAfter = 0.003, 0.005, 8*sim.Day
	courier.Hub, courier.Stations = byHour(18, 8, 220), byHour(8, 20, 210)
	sc.Carriers = []Carrier{courier}
	sc.Consumers.Acts = Acts{Cancelled: 0.6, Payment: 0.8, Promotion: 0.6, Faulty: 0.7, Unlike: 0.6, Refund: 0.8, Refused: 0.7, Misled: 0.6}
	sc.Consumers.Angry = 0.15
	sc.Authority.Escalates = 0.2
	sc.Firms = []Firm{shopFirm("shop", "courier")}
	return &sc
}

func shopFirm(name, carrier string) Firm {
	f := Firm{}.Defaults()
	f.Name = name
	f.Storefront.Capacity, f.Storefront.PaymentTrouble = 86400, 0.005
	f.Stock.Cover, f.Stock.PromotionCover, f.Stock.Safety, f.Stock.Sync = 1.05, 0.9, 1, sim.Hour
	f.Demand.Double11.DepositDays = 8
	gadgets, clothes := Category{}.Defaults(), Category{}.Defaults()
	gadgets.Name, gadgets.Orders, gadgets.Value, gadgets.SKUs = "gadgets", 700, 90000, 40
	gadgets.Faulty, gadgets.Repair, gadgets.Claims, gadgets.Misled = 0.06, 0.5, 0.3, 0.2
	clothes.Name, clothes.Orders, clothes.Value, clothes.SKUs = "clothes", 900, 18000, 60
	clothes.Unlike, clothes.Regret, clothes.NoReturns = 0.06, 0.2, 0.15
	f.Demand.Categories = []Category{gadgets, clothes}
	hall := Warehouse{}.Defaults()
	hall.Name, hall.Capacity = "hall", byHour(8, 22, 230)
	f.Warehouses = []Warehouse{hall}
	f.Shipping.Double11Days = 5
	f.Shipping.Contracts = []Contract{{Carrier: carrier, Share: 1}}
	f.Returns.Inspection = byHour(9, 17, 45)
	f.Policy.CoolingOff, f.Policy.BrokenPromises = 5*sim.Day, 0.03
	f.Policy.AdvanceCompensation = AdvanceCompensation{On: true, Cap: 30000, Share: 1, Fund: 30000000}
	chat, letters := Pool{}.Defaults(), Pool{}.Defaults()
	chat.Name, chat.Staffing, chat.Redial = "chat", crew(8, 23, 2), 0.3
	chat.Reasons = []Reason{"question", "where", "return", "faulty", "unlike", "cancelled", "refund", "terms"}
	letters.Name, letters.Channel, letters.Reasons = "letters", "ticket", []Reason{"complaint"}
	letters.HandleTime = rng.MustLognormalMean(float64(30*sim.Minute), 0.6)
	letters.Concurrency, letters.SlowDown, letters.Staffing = 1, 0, crew(9, 18, 5)
	f.Service.Pools = []Pool{chat, letters}
	return f
}

// endless takes every limit away: lines, checkout and desks around the clock,
// nobody waits, nobody gives up. Roads stay as long as they are.
func endless(sc *Scenario) *Scenario {
	free := Capacity{Shifts: []Shift{{To: oClock(24), Rate: 1e12}}}
	for i := range sc.Carriers {
		sc.Carriers[i].Hub, sc.Carriers[i].Stations, sc.Carriers[i].SpringFestival = free, free, 1
	}
	for i := range sc.Firms {
		f := &sc.Firms[i]
		f.Storefront.Capacity, f.Storefront.Room, f.Storefront.Patience = 1e12, 0, rng.MustNever()
		for j := range f.Warehouses {
			f.Warehouses[j].Capacity = free
		}
		f.Returns.Inspection = free
		for j := range f.Service.Pools {
			p := &f.Service.Pools[j]
			p.Staffing, p.Temps, p.Teams = crew(0, 24, 3000), nil, nil
			p.Patience, p.Balk, p.Concurrency = rng.MustNever(), 0, 1
		}
	}
	return sc
}

// with is a scenario after a change.
func with(sc *Scenario, change func(sc *Scenario)) *Scenario {
	change(sc)
	return sc
}

func wellFormed(t testing.TB, sc *Scenario) {
	t.Helper()
	sc.Check(func(path, wrong, right string) { t.Fatalf("the test's scenario: %s %s; %s", path, wrong, right) })
}

// play runs a replication; a broken audit fails the test.
func play(t testing.TB, sc *Scenario, replication int) result.Trial {
	t.Helper()
	wellFormed(t, sc)
	tr, err := RunTrial(sc, replication, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// played is a season at its end, for a look at its books.
func played(t testing.TB, sc *Scenario, replication int, opts TrialOptions) *season {
	t.Helper()
	wellFormed(t, sc)
	s, err := newSeason(sc, replication, opts)
	if err != nil {
		t.Fatal(err)
	}
	s.k.Run(s.horizon() - 1)
	if a := s.audit(); len(a.Broken) > 0 {
		t.Fatal(&AuditError{Replication: replication, Broken: a.Broken})
	}
	return s
}

// all is what was counted of a firm over the whole run.
func all(tr result.Trial, firm int) result.Row { return total(tr.Firms[firm].Days) }

func complaints(tr result.Trial, c result.Cause) int64 {
	r := all(tr, 0)
	return r[result.ToFirm(c)]
}

// near fails unless got is within 4 standard errors of want.
func near(t *testing.T, what string, got, want, se float64) {
	t.Helper()
	if !(math.Abs(got-want) <= standardErrors*se) {
		t.Errorf("%s: got %.6g, want %.6g within %d x %.3g", what, got, want, standardErrors, se)
	}
}

// nearMean fails unless the mean of a sample is within 4 of its standard errors of want.
func nearMean(t *testing.T, what string, sample stats.Tally, want float64) {
	t.Helper()
	near(t, what, sample.Mean(), want, sample.SD()/math.Sqrt(float64(sample.N())))
}

// nearShare fails unless k of n is within 4 standard errors of a probability.
func nearShare(t *testing.T, what string, k, n int64, want float64) {
	t.Helper()
	if n == 0 {
		t.Errorf("%s: nothing to count", what)
		return
	}
	near(t, what, float64(k)/float64(n), want, math.Sqrt(want*(1-want)/float64(n)))
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func close6(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.9g, want %.9g", what, got, want)
	}
}

func panics(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	f()
}

func TestTheShopOfTheTestsKeepsEveryStageAlive(t *testing.T) {
	tr := play(t, shop(), 0)
	row := all(tr, 0)
	for c := result.Counter(0); c < result.Counters; c++ {
		if row[c] == 0 && c < result.AuthorityCancelled && c != result.LostCheckout && c != result.LostTurnedAway && c != result.PriceErrors {
			t.Errorf("%v never happens", c)
		}
	}
	if row.AuthorityComplaints() == 0 {
		t.Error("nobody goes to the authority")
	}
	if tr.Audit.Checks == 0 {
		t.Error("the audit checks nothing")
	}
	var broken *AuditError
	if errors.As(&AuditError{}, &broken); broken == nil {
		t.Error("an audit error is not found by errors.As")
	}
}
