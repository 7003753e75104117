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

// lostPatience is the share of buyers whose tolerance of delay is shorter
// than d days and who lodge it: FACTS E4, the excess of bad outcomes over the
// on-time level, times the default voice of 30%.
func lostPatience(d float64) float64 { return 0.734 * 0.30 * (1 - math.Exp(-math.Pow(d/3.25, 1.5))) }

// excessE4 is worked out by hand: 0.734(1-exp(-(d/3.25)^1.5)).
var excessE4 = map[float64]float64{1: 0.1146, 3: 0.4314, 5: 0.6251, 7: 0.7029, 10: 0.7306}

func TestToleranceOfDelay(t *testing.T) {
	s, err := newSeason(shop(), 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const n = 200000
	var within [40]int64
	var minds int64
	for i := range n {
		r := newOrder(0, int64(i/4), int64(i%4))
		tol := s.tolerance(&r)
		if tol < never {
			minds++
		}
		for d := range within {
			if tol < sim.Time(d)*sim.Day/2 {
				within[d]++
			}
		}
	}
	t.Run("at most 0.734 x 0.30 of buyers ever lodge a delay", func(t *testing.T) {
		nearShare(t, "finite tolerance", minds, n, 0.734*0.30)
	})
	t.Run("the chance of having lost patience after d days is that of FACTS E4, from half a day to 20 days", func(t *testing.T) {
		for d := 1; d < len(within); d++ {
			nearShare(t, fmt.Sprintf("%.1f days", float64(d)/2), within[d], n, lostPatience(float64(d)/2))
		}
	})
	for d, want := range excessE4 {
		t.Run(fmt.Sprintf("%v days late the excess of bad outcomes is %.4f", d, want), func(t *testing.T) {
			if got := lostPatience(d) / 0.30; math.Abs(got-want) > 0.0006 {
				t.Errorf("the formula of the test gives %.4f", got)
			}
			nearShare(t, "simulated", within[int(2*d)], n, want*0.30)
		})
	}
	t.Run("an unanswered question takes a quarter of what tolerance there is", func(t *testing.T) {
		for i := range 5000 {
			r := newOrder(0, int64(i), 0)
			whole := s.tolerance(&r)
			put(&r.B, unansweredShift, unansweredBits, 2)
			if got := s.tolerance(&r); whole < never && math.Abs(float64(got)-float64(whole)*0.75*0.75) > 2 || whole == never && got != never {
				t.Fatalf("%v becomes %v", whole, got)
			}
		}
	})
}

// TestParcelsLateByGivenDays brings every parcel exactly d days past its date,
// so that the share of complaints is the curve itself, at the end of the whole
// chain: checkout, warehouse, carrier, late clock, complaint.
func TestParcelsLateByGivenDays(t *testing.T) {
	for d := range excessE4 {
		t.Run(fmt.Sprintf("of parcels %v days late the share of FACTS E4 complains", d), func(t *testing.T) {
			sc := endless(shop())
			sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 6), Drain: 18 * sim.Day}
			f := &sc.Firms[0]
			f.Shipping.Days = 0                           // due at the end of the day of the order
			f.Warehouses[0].Pickups = []Clock{oClock(24)} // which is when the parcel leaves
			for i := range sc.Regions {
				sc.Regions[i].LineHaul, sc.Regions[i].ExtraDays = rng.MustConstant(days(d)), 0
			}
			sc.Carriers[0].NobodyHome, sc.Carriers[0].Lost = 0, 0
			sc.Consumers.AskWhere = 0 // who asks may be answered and calmed
			f.Stock.Cover, f.Stock.PromotionCover = 1000, 1000
			f.Returns.RefundLimit, f.Returns.RepairLimit = 300*sim.Day, 300*sim.Day
			tr := play(t, sc, 0)
			r := all(tr, 0)
			equal(t, "late", r[result.DeliveredLate], r[result.Delivered])
			nearShare(t, "complaints of delay", r[result.FirmDelay], r[result.Delivered], lostPatience(d))
			bins := tr.Firms[0].LateDays // a few wait a millisecond at the door
			equal(t, "days late", bins[int(d)]+bins[int(d)+1], r[result.Delivered])
		})
	}
	t.Run("parcels that are never late make no contact and no complaint of delay", func(t *testing.T) {
		sc := endless(shop())
		removals[1].remove(sc)
		r := all(play(t, sc, 0), 0)
		equal(t, "late", r[result.DeliveredLate], 0)
		equal(t, "complaints of delay", r[result.FirmDelay], 0)
	})
}

func TestLateContacts(t *testing.T) {
	// Parcels go astray for a while: every one is late, nothing else happens.
	lost := func() *Scenario {
		sc := endless(shop())
		sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 6), Drain: 20 * sim.Day}
		sc.Carriers[0].Lost, sc.Carriers[0].LostAfter = 1, 15*sim.Day
		sc.Firms[0].Stock.Cover = 1000
		sc.Firms[0].Storefront.PaymentTrouble = 0
		for i := range sc.Firms[0].Demand.Categories {
			sc.Firms[0].Demand.Categories[i].Question = 0
		}
		return sc
	}
	t.Run("parcels that never come are declared lost and paid back", func(t *testing.T) {
		s := played(t, lost(), 0, TrialOptions{})
		r := total(s.firms[0].days)
		equal(t, "lost", r[result.LostParcels], r[result.Placed])
		equal(t, "takings left", s.firms[0].takings, 0)
	})
	t.Run("a bot that answers all and settles all leaves one contact an asker until the parcel is lost", func(t *testing.T) {
		sc := lost()
		sc.Consumers.MindDelay, sc.Consumers.Reassured = 0, 30*sim.Day
		sc.Consumers.AskAfter = rng.MustConstant(days(1))
		sc.Firms[0].Service.Bot.Where, sc.Firms[0].Service.Resolved.Where = 1, 1
		r := all(play(t, sc, 0), 0)
		nearShare(t, "asked the bot", r[result.BotContacts], r[result.Placed], 0.5)
		equal(t, "asked an agent", r[result.Contacts], 0)
	})
	t.Run("whom the bot has not helped an agent answers the next time", func(t *testing.T) {
		sc := lost()
		sc.Consumers.MindDelay = 0
		sc.Consumers.AskAfter, sc.Consumers.Again = rng.MustConstant(days(1)), rng.MustConstant(days(1))
		sc.Firms[0].Service.Bot.Where, sc.Firms[0].Service.Resolved.Where = 1, 0
		r := all(play(t, sc, 0), 0)
		nearShare(t, "asked the bot", r[result.BotContacts], r[result.Placed], 0.5)
		equal(t, "asked an agent", r[result.Contacts], r[result.BotContacts])
	})
	for reassured, repeats := range map[sim.Time]int64{2 * sim.Day: 1, 14 * sim.Day: 0} {
		t.Run(fmt.Sprintf("an answer keeps quiet for %s those who ask a day late and get their parcel declared lost after 15", spanWords(reassured)), func(t *testing.T) {
			sc := lost()
			sc.Consumers.MindDelay, sc.Consumers.AskAfter, sc.Consumers.Reassured = 0, rng.MustConstant(days(1)), reassured
			sc.Firms[0].Service.Bot.Where, sc.Firms[0].Service.Resolved.Where = 0, 1
			r := all(play(t, sc, 0), 0)
			equal(t, "repeats", r[result.Repeats], repeats*(r[result.Contacts]-r[result.Repeats]))
		})
	}
	t.Run("agents who settle nothing are asked again, as often as a consumer asks", func(t *testing.T) {
		sc := lost()
		sc.Consumers.MindDelay, sc.Consumers.CancelUnshipped = 0, 0
		sc.Consumers.AskAfter, sc.Consumers.Again = rng.MustConstant(days(1)), rng.MustConstant(days(1))
		sc.Firms[0].Service.Bot.Where, sc.Firms[0].Service.Resolved.Where = 0, 0
		r := all(play(t, sc, 0), 0)
		nearShare(t, "first contacts", r[result.Contacts]-r[result.Repeats], r[result.Placed], 0.5)
		equal(t, "repeats", r[result.Repeats], r[result.Contacts]/2) // two contacts at most
	})
	t.Run("a buyer who tires of waiting cancels what has not left the warehouse", func(t *testing.T) {
		sc := lost()
		sc.Firms[0].Warehouses[0].Capacity = byHour(8, 9, 0)
		sc.Consumers.MindDelay, sc.Consumers.CancelUnshipped = 0, 1
		sc.Consumers.AskAfter = rng.MustConstant(days(1))
		sc.Firms[0].Service.Bot.Where, sc.Firms[0].Service.Resolved.Where = 0, 0
		s := played(t, sc, 0, TrialOptions{})
		r := total(s.firms[0].days)
		nearShare(t, "cancelled", r[result.CancelledBuyer], r[result.Placed], 0.5)
		equal(t, "packed", r[result.Packed], 0)
		equal(t, "still to be picked", int64(s.firms[0].warehouses[0].line.Queue()), r[result.Placed]-r[result.CancelledBuyer])
	})
	t.Run("a complaint of delay names the stage that holds the parcel", func(t *testing.T) {
		stages := func(sc *Scenario) map[string]int {
			m := map[string]int{}
			played(t, sc, 0, TrialOptions{Complaint: func(c Complaint) {
				if c.Cause == result.Delay {
					m[c.Stage]++
				}
			}})
			return m
		}
		if m := stages(lost()); m["carrier"] == 0 || len(m) != 1 {
			t.Errorf("lost on the road: %v", m)
		}
		stuck := with(lost(), func(sc *Scenario) { sc.Firms[0].Warehouses[0].Capacity = byHour(8, 9, 0) })
		if m := stages(stuck); m["warehouse"] == 0 || len(m) != 1 {
			t.Errorf("stuck in the warehouse: %v", m)
		}
	})
	t.Run("orders by deposit complain of delay like all others", func(t *testing.T) {
		sc := lost()
		sc.Season = Season{From: Day(2026, 11, 11), To: Day(2026, 11, 11), WarmUp: 8 * sim.Day, Drain: 35 * sim.Day}
		sc.Carriers[0].LostAfter, sc.Consumers.AskWhere = 60*sim.Day, 0
		sc.Firms[0].Stock.PromotionCover = 1000
		by := map[bool]int64{}
		s := played(t, sc, 0, TrialOptions{Complaint: func(c Complaint) {
			if c.Cause == result.Delay {
				by[strings.Contains(c.Order, "+deposit2026-")]++
			}
		}})
		placed := map[bool]int64{}
		for i := range s.sources {
			for m := range s.sources[i].first {
				for n := range s.sources[i].inMinute(int64(m)) {
					if r := newOrder(i, int64(m), n); s.sources[i].state(&r) == stateShipped {
						placed[s.sources[i].kind == sourceDeposits]++
					}
				}
			}
		}
		for _, deposit := range []bool{false, true} {
			nearShare(t, fmt.Sprintf("complaints, by deposit %v", deposit), by[deposit], placed[deposit], 0.734*0.30)
		}
	})
}
