package models

import (
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

// Each measure is read at every tick and held, on the hours, against what the
// season's own books say.
func TestMeasuresAreWhatTheBooksSay(t *testing.T) {
	sc := shop()
	sc.Firms[0].Service.Pools[0].Staffing = crew(8, 23, 1) // who has to wait
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := &s.firms[0]
	chat := f.desks[0]
	conds := map[Measure]*Condition{}
	gauges := map[Measure]*gauge{}
	for _, m := range Measure("").Values() {
		conds[Measure(m)] = &Condition{Measure: Measure(m), Pool: map[bool]string{true: "chat"}[m[:4] == "desk"], Above: level(1)}
		g := s.newGauge(f, conds[Measure(m)])
		gauges[Measure(m)] = &g
	}
	seen := map[Measure]bool{}
	for tick := int64(1); tick < 24*6*24; tick++ {
		now := sim.Time(tick) * ruleTick
		s.k.Run(now - 1)
		got := map[Measure]float64{}
		for m, g := range gauges {
			got[m] = g.value(s, now)
			seen[m] = seen[m] || got[m] > 0
		}
		if tick%6 != 0 || tick%(6*24) == 0 {
			continue
		}
		hour := chat.pool.Hours()[now/sim.Hour-1]
		share := 0.0
		if n := hour.Answered + hour.Abandoned; n > 0 {
			share = float64(hour.Abandoned) / float64(n)
		}
		row := total(f.days)
		w := f.warehouses[0].line.Flow()
		plan := func(from, to, rate float64) float64 { return rate * (to - from) } // a day's, as every day's
		road := func(c *carrier) (n int64) {
			for _, l := range c.stations {
				b := l.Flow()
				n += b.Entered - b.Left
			}
			return n
		}
		back := f.inspection.Flow()
		for m, want := range map[Measure]float64{
			deskQueue:       float64(chat.pool.Waiting()),
			deskAbandoned:   float64(hour.Abandoned),
			deskAbandonment: share,
			ordersPlaced:    float64(f.placedHours[now/sim.Hour-1]),
			complaintsOpen:  float64(row.FirmComplaints() - row[result.FirmSettled] - row[result.FirmUnsettled]),
			refundsWaiting:  float64(back.Entered - row[result.Repaired] - row[result.Refunded]),
			hubDays:         float64(s.carriers[0].hub.Flow().Inside) / plan(18, 32, 220),
			stationDays:     float64(road(&s.carriers[0])) / plan(8, 20, 210),
		} {
			if d := got[m] - want; d > 1e-9 || d < -1e-9 {
				t.Fatalf("%s at %v is %v, want %v", m, now, got[m], want)
			}
		}
		// Cancelled orders that still lie in the line are no backlog: at most all of it.
		if most := float64(w.Inside) * f.cfg.itemsPerOrder() / plan(8, 22, 230); got[warehouseDays] > most+1e-9 {
			t.Fatalf("%s is %v, at most %v", warehouseDays, got[warehouseDays], most)
		}
	}
	for m := range gauges {
		if !seen[m] {
			t.Errorf("%s was never more than 0", m)
		}
	}
}

func TestABacklogWithoutCapacityIsBeyondAllLevels(t *testing.T) {
	for _, c := range []struct{ work, planned, want float64 }{{0, 0, 0}, {5, 0, mostDays}, {5, 1e-9, mostDays}, {30, 10, 3}} {
		equal(t, "days", daysOf(c.work, c.planned), c.want)
	}
}
