package models

import (
	"fmt"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// removal takes the source of one cause of complaint out of a scenario.
type removal struct {
	cause  result.Cause
	source string
	remove func(sc *Scenario)
	// touched are the orders that the source itself has touched; their other
	// complaints may change with it. Nil is none.
	touched func(s *season, r *sim.Record, l rng.Luck) bool
}

var removals = []removal{
	{result.Cancelled, "oversell, payment trouble and broken promises", func(sc *Scenario) {
		f := &sc.Firms[0]
		f.Stock.Cover, f.Stock.PromotionCover = 1000, 1000
		f.Storefront.PaymentTrouble, f.Policy.BrokenPromises = 0, 0
	}, func(s *season, r *sim.Record, _ rng.Luck) bool { // oversold or sold out, and now delivered
		return s.sources[sourceOf(r)].state(r) == stateGone
	}},
	{result.Delay, "dates and limits that can be missed", func(sc *Scenario) {
		f := &sc.Firms[0]
		f.Shipping.Days, f.Shipping.Double11Days, f.Shipping.SpringDays = 60, 60, 60
		f.Returns.RefundLimit, f.Returns.RepairLimit = 200*sim.Day, 200*sim.Day
	}, nil},
	{result.Quality, "faulty and damaged goods", func(sc *Scenario) {
		sc.Carriers[0].Damaged = 0
		for i := range sc.Firms[0].Demand.Categories {
			sc.Firms[0].Demand.Categories[i].Faulty = 0
		}
	}, func(s *season, r *sim.Record, l rng.Luck) bool { // their repairs could be late
		return l.Chance(drawFaulty, float64(s.sources[sourceOf(r)].goods.Faulty)) || l.Chance(drawDamage, float64(s.sc.Carriers[0].Damaged))
	}},
	{result.Description, "goods unlike their page", func(sc *Scenario) {
		for i := range sc.Firms[0].Demand.Categories {
			sc.Firms[0].Demand.Categories[i].Unlike = 0
		}
	}, func(s *season, r *sim.Record, l rng.Luck) bool { // one bit an order says "made good", of a late repair too
		return l.Chance(drawUnlike, float64(s.sources[sourceOf(r)].goods.Unlike))
	}},
	{result.Service, "waiting", func(sc *Scenario) {
		pools := &sc.Firms[0].Service.Pools
		free := endless(shop()).Firms[0].Service.Pools
		for i := range *pools {
			p := &(*pools)[i]
			p.Staffing, p.Patience, p.Concurrency = free[i].Staffing, free[i].Patience, 1
		}
	}, nil},
	{result.Terms, "short cooling-off, pages without returns, and claims", func(sc *Scenario) {
		sc.Firms[0].Policy.CoolingOff = statutoryCoolingOff
		for i := range sc.Firms[0].Demand.Categories {
			g := &sc.Firms[0].Demand.Categories[i]
			g.NoReturns, g.Claims = 0, 0
		}
	}, func(s *season, r *sim.Record, l rng.Luck) bool { // a return that was refused is now made good
		return l.Chance(drawMind, float64(s.sources[sourceOf(r)].goods.Regret))
	}},
}

func TestACauseWithoutItsSourceHasNoComplaints(t *testing.T) {
	for _, c := range removals {
		t.Run(fmt.Sprintf("without %s nobody complains (%s)", c.source, c.cause), func(t *testing.T) {
			tr := play(t, with(shop(), c.remove), 0)
			for cause := range result.Cause(result.Causes) {
				switch n := complaints(tr, cause); {
				case cause == c.cause && n != 0:
					t.Errorf("%d complaints", n)
				case cause != c.cause && n == 0:
					t.Errorf("no complaints of another cause, %s: the test says nothing", cause)
				}
			}
		})
	}
}

// lodgedBy counts complaints by cause, order and stage.
func lodgedBy(t *testing.T, sc *Scenario) (map[result.Cause]map[string]int, *season) {
	m := map[result.Cause]map[string]int{}
	s := played(t, sc, 0, TrialOptions{Complaint: func(c Complaint) {
		if m[c.Cause] == nil {
			m[c.Cause] = map[string]int{}
		}
		m[c.Cause][c.Order+" "+c.Stage]++
	}})
	return m, s
}

// TestCausesAreIndependentWithoutQueues: with every capacity unlimited there
// is no feedback, so a cause taken away leaves each complaint of the others as
// it was, order for order. Set aside are orders that the removed source itself
// had touched: an order that was oversold is now delivered and may be faulty; a
// repair that was late is now never begun; a return that was refused, or is no
// more, shares the order's one mark of "made good" with a repair that is late.
func TestCausesAreIndependentWithoutQueues(t *testing.T) {
	scenario := func() *Scenario {
		sc := endless(shop())
		sc.Regions[0].LineHaul = rng.MustLognormalMedian(days(2.5), 0.6) // late without any queue
		sc.Regions[1].LineHaul = rng.MustLognormalMedian(days(4), 0.6)
		sc.Firms[0].Policy.AdvanceCompensation.Fund = 0             // a fund is shared
		sc.Firms[0].Stock.FoundAfter = rng.MustConstant(days(0.25)) // before any order is late
		sc.Firms[0].Demand.Categories[1].Unlike = 0.15
		sc.Firms[0].Returns.RepairTime = rng.MustExponential(days(10)) // some repairs are late
		return sc
	}
	before, s := lodgedBy(t, scenario())
	for _, c := range removals {
		if c.cause == result.Service {
			equal(t, "complaints of waiting without queues", len(before[result.Service]), 0)
			continue
		}
		t.Run(fmt.Sprintf("without %s every other complaint stays, order for order", c.source), func(t *testing.T) {
			after, _ := lodgedBy(t, with(scenario(), c.remove))
			equal(t, "complaints of the cause itself", len(after[c.cause]), 0)
			touched := func(key string) bool {
				if c.touched == nil {
					return false
				}
				var name string
				fmt.Sscan(key, &name)
				who, err := s.orderNumber(name)
				if err != nil {
					t.Fatal(err)
				}
				r := sim.Record{A: who}
				return c.touched(s, &r, s.luck(&r))
			}
			for cause := range result.Cause(result.Causes) {
				if cause == c.cause || cause == result.Service {
					continue
				}
				kept := 0
				for key, n := range before[cause] {
					if touched(key) {
						continue
					}
					kept++
					if after[cause][key] != n {
						t.Errorf("%s: %s: %d complaints become %d", cause, key, n, after[cause][key])
					}
				}
				for key, n := range after[cause] {
					if before[cause][key] == 0 && !touched(key) {
						t.Errorf("%s: %s: %d complaints come new", cause, key, n)
					}
				}
				if t.Logf("%s: %d compared", cause, kept); kept < 10 {
					t.Errorf("%s: only %d complaints compared", cause, kept)
				}
			}
		})
	}
}

// TestCausesMoveEachOtherThroughTheDesk: with few agents the contacts that a
// cause makes keep others waiting.
func TestCausesMoveEachOtherThroughTheDesk(t *testing.T) {
	scarce := func() *Scenario {
		sc := shop()
		sc.Firms[0].Service.Pools[0].Staffing = crew(8, 23, 1)
		return sc
	}
	for _, c := range removals {
		if c.cause != result.Delay && c.cause != result.Quality {
			continue
		}
		t.Run(fmt.Sprintf("without %s fewer contacts wait and fewer complain of waiting", c.source), func(t *testing.T) {
			for rep := range 2 {
				a, b := play(t, scarce(), rep), play(t, with(scarce(), c.remove), rep)
				before, after := all(a, 0), all(b, 0)
				for _, n := range []result.Counter{result.Contacts, result.Unanswered, result.FirmService} {
					if after[n] >= before[n] {
						t.Errorf("replication %d: %v: %d become %d", rep, n, before[n], after[n])
					}
				}
				// and so the complaints of all other causes together fall
				rest := func(r result.Row) int64 { return r.FirmComplaints() - r[result.ToFirm(c.cause)] }
				if rest(after) >= rest(before) {
					t.Errorf("replication %d: complaints of other causes: %d become %d", rep, rest(before), rest(after))
				}
			}
		})
	}
}
