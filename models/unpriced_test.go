package models

import (
	"strings"
	"testing"
)

func TestUnpricedCourierCapacityIsSaid(t *testing.T) {
	for _, c := range []struct {
		what string
		plan func(sc *Scenario)
		want []string // in each sentence, in order
	}{
		{"the same scenario has nothing to say", func(*Scenario) {}, nil},
		{"a hub of twice the rate, from 3,080 parcels a day for 24 days, is said", func(sc *Scenario) { sc.Carriers[0].Hub = byHour(18, 8, 440) },
			[]string{"hub of courier can take 147840 parcels in the window instead of 73920"}},
		{"stations of more for four days of 24 are said", func(sc *Scenario) {
			sc.Carriers[0].Stations.Changes = []CapacityChange{{From: Day(2026, 11, 11), To: Day(2026, 11, 14), Factor: 2.5}}
		}, []string{"stations of courier can take 75600 parcels in the window instead of 60480"}},
		{"a change outside the window is not", func(sc *Scenario) {
			sc.Carriers[0].Hub.Changes = []CapacityChange{{From: Day(2026, 11, 28), To: Day(2026, 11, 28), Factor: 3}}
		}, nil},
		{"less is not", func(sc *Scenario) { sc.Carriers[0].Hub = byHour(18, 8, 100) }, nil},
		{"a carrier of one's own is said", func(sc *Scenario) { sc.Carriers[0].Name = "another" }, []string{"carrier another is new"}},
		{"a warehouse is priced and not said", func(sc *Scenario) { sc.Firms[0].Warehouses[0].Capacity = byHour(8, 22, 999) }, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			got := Unpriced(shop(), with(shop(), c.plan))
			equal(t, "sentences", len(got), len(c.want))
			for i := range min(len(got), len(c.want)) {
				if !strings.Contains(got[i], c.want[i]) {
					t.Errorf("%q; want %q", got[i], c.want[i])
				}
			}
		})
	}
}
