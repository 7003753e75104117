package models

import (
	"fmt"
	"testing"
)

// TestDatesWithoutEffectAreDoubted: a span that meets no simulated day is told,
// one that meets a single day of the warm-up is not.
func TestDatesWithoutEffectAreDoubted(t *testing.T) {
	first := newSpan(shop().Season).date(0)
	for _, c := range []struct {
		says string
		want string
		f    func(sc *Scenario, from, to Date)
	}{
		{"capacity of a warehouse", "firms[0].warehouses[0].capacity.changes[0].from", func(sc *Scenario, from, to Date) {
			sc.Firms[0].Warehouses[0].Capacity.Changes = []CapacityChange{{From: from, To: to, Factor: 2}}
		}},
		{"temporary hands at a hub", "carriers[0].hub.temps[0].hired", func(sc *Scenario, from, to Date) {
			sc.Carriers[0].Hub.Temps = []LineTemps{{Hired: from, Until: to}}
		}},
		{"a promise", "firms[0].shipping.promises[0].from", func(sc *Scenario, from, to Date) {
			sc.Firms[0].Shipping.Promises = []Promise{{From: from, To: to, Days: 5}}
		}},
		{"staff of a pool", "firms[0].service.pools[0].staffing.changes[0].from", func(sc *Scenario, from, to Date) {
			sc.Firms[0].Service.Pools[0].Staffing.Changes = []StaffChange{{From: from, To: to, Factor: 2}}
		}},
		{"temps of a pool", "firms[0].service.pools[0].temps[0].hired", func(sc *Scenario, from, to Date) {
			sc.Firms[0].Service.Pools[0].Temps = []AgentTemps{{Hired: from, Until: to}}
		}},
		{"complaints about others", "authority.baseline.changes[0].from", func(sc *Scenario, from, to Date) {
			sc.Authority.Baseline.Changes = []CapacityChange{{From: from, To: to, Factor: 2}}
		}},
	} {
		t.Run(c.says, func(t *testing.T) {
			doubts := func(from, to Date) string {
				var got []string
				sc := with(shop(), func(sc *Scenario) { c.f(sc, from, to) })
				sc.Doubts(func(path, wrong, right string) { got = append(got, path) })
				return fmt.Sprint(got)
			}
			if got := doubts(first-9, first-1); got != "["+c.want+"]" {
				t.Errorf("before all days: got %s", got)
			}
			if got := doubts(first-9, first); got != "[]" {
				t.Errorf("with the first day: got %s", got)
			}
		})
	}
}
