package models

import (
	"sync"
	"testing"

	"peakready/models/result"
	"peakready/sim/rng"
)

// replicationsPaired is how many seasons a plan is compared on at most. The
// luck is common, so the direction must be right in every one of them.
const replicationsPaired = 4

var asPlanned = sync.OnceValue(func() (trials [replicationsPaired]result.Trial) {
	for rep := range trials {
		tr, err := RunTrial(shop(), rep, TrialOptions{})
		if err != nil {
			panic(err)
		}
		trials[rep] = tr
	}
	return trials
})

func sumOf(cs ...result.Counter) func(result.Trial) int64 {
	return func(tr result.Trial) int64 {
		row, n := all(tr, 0), int64(0)
		for _, c := range cs {
			n += row[c]
		}
		return n
	}
}

func TestPlansMoveComplaintsAsAPlannerExpects(t *testing.T) {
	late, service := sumOf(result.FirmDelay), sumOf(result.FirmService)
	everything := func(tr result.Trial) int64 { r := all(tr, 0); return r.FirmComplaints() }
	type effect struct {
		what string
		of   func(result.Trial) int64
		up   bool
	}
	for _, c := range []struct {
		what         string
		replications int
		change       func(sc *Scenario)
		effects      []effect
	}{
		{"twice the agents in the busiest pool", 4, func(sc *Scenario) { sc.Firms[0].Service.Pools[0].Staffing = crew(8, 23, 4) }, []effect{
			{"contacts unanswered", sumOf(result.Unanswered), false}, {"complaints of waiting", service, false},
			{"sales lost at questions", sumOf(result.LostQuestion), false}, {"all complaints", everything, false},
		}},
		{"twice the couriers, hub and stations", 4, func(sc *Scenario) {
			sc.Carriers[0].Hub, sc.Carriers[0].Stations = byHour(18, 8, 440), byHour(8, 20, 420)
		}, []effect{
			{"late deliveries", sumOf(result.DeliveredLate), false}, {"complaints of delay", late, false},
			{"contacts", sumOf(result.Contacts), false}, {"all complaints", everything, false},
		}},
		{"half the couriers", 2, func(sc *Scenario) { sc.Carriers[0].Stations = byHour(8, 20, 150) }, []effect{
			{"late deliveries", sumOf(result.DeliveredLate), true}, {"complaints of delay", late, true},
			{"contacts, for late parcels make contacts", sumOf(result.Contacts, result.BotContacts), true},
			{"complaints of waiting, for contacts make waits", service, true},
		}},
		{"no advance compensation", 4, func(sc *Scenario) { sc.Firms[0].Policy.AdvanceCompensation.On = false }, []effect{
			{"complaints of quality and description", sumOf(result.FirmQuality, result.FirmDescription), true},
			{"goods sent back", sumOf(result.Returned), true}, {"all complaints", everything, true},
			{"money paid in compensation", func(tr result.Trial) int64 { return tr.Firms[0].Costs.Compensation }, false},
		}},
		{"contacts that take twice the time", 2, func(sc *Scenario) {
			sc.Firms[0].Service.Pools[0].HandleTime = rng.MustLognormalMean(600e3, 0.9)
		}, []effect{
			{"contacts unanswered", sumOf(result.Unanswered), true}, {"contacts that come again", sumOf(result.Repeats), true},
			{"complaints of waiting", service, true},
		}},
		{"twice the packers", 2, func(sc *Scenario) { sc.Firms[0].Warehouses[0].Capacity = byHour(8, 22, 460) }, []effect{
			{"orders shipped late", sumOf(result.ShippedLate), false},
		}},
		{"a third more demand", 2, func(sc *Scenario) { sc.Firms[0].Demand.Scale = 1.33 }, []effect{
			{"orders placed", sumOf(result.Placed), true}, {"late deliveries", sumOf(result.DeliveredLate), true},
			{"buyers lost at the checkout", sumOf(result.LostCheckout), true}, {"all complaints", everything, true},
		}},
		{"a wider checkout", 1, func(sc *Scenario) { sc.Firms[0].Storefront.Capacity *= 3 }, []effect{
			{"buyers lost at the checkout", sumOf(result.LostCheckout), false}, {"orders placed", sumOf(result.Placed), true},
		}},
		{"dates quoted two days later", 2, func(sc *Scenario) { sc.Firms[0].Shipping.Days, sc.Firms[0].Shipping.Double11Days = 5, 7 }, []effect{
			{"late deliveries", sumOf(result.DeliveredLate), false}, {"complaints of delay", late, false},
		}},
		{"cooling-off as the law grants", 2, func(sc *Scenario) { sc.Firms[0].Policy.CoolingOff = statutoryCoolingOff }, []effect{
			{"returns refused", sumOf(result.ReturnsRefused), false}, {"complaints of terms", sumOf(result.FirmTerms), false},
			{"goods sent back: disputes become returns", sumOf(result.Returned), true},
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			trials := asPlanned()
			for rep, before := range trials[:c.replications] {
				after := play(t, with(shop(), c.change), rep)
				for _, e := range c.effects {
					a, b := e.of(before), e.of(after)
					if e.up && b <= a || !e.up && b >= a {
						t.Errorf("replication %d: %s: %d become %d", rep, e.what, a, b)
					}
				}
			}
		})
	}
}
