package models

import (
	"slices"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
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

// TestARuleDoesNotForeseeAnIncident reads the backlogs of a season up to a stop
// and a storm, beside the same season without them: a manager who does not know
// what comes reads the same until it is there, and the plan's capacity after it.
func TestARuleDoesNotForeseeAnIncident(t *testing.T) {
	for _, c := range []struct {
		says    string
		measure Measure
		kind    IncidentKind
	}{
		{"a warehouse that will stand still", warehouseDays, WarehouseStop},
		{"a storm at the stations", stationDays, Storm},
	} {
		t.Run(c.says, func(t *testing.T) {
			read := func(struck bool) (before, within []float64) {
				sc := plainShop()
				sc.Firms[0].Warehouses[0].Capacity = Capacity{Shifts: []Shift{{To: oClock(24), Rate: 1500}}}
				if struck {
					sc.Incidents = []Incident{incident(c.kind, 1, func(p *Incident) { p.At, p.Lasts = At(Day(2026, 12, 27), 0), rng.MustConstant(float64(20*sim.Hour)) })}
				}
				ruled(sc, ContingencyRule{Name: "watch", When: Condition{Measure: c.measure, Above: level(1e9), For: 0}, Do: []Remedy{remedy(message, func(*Remedy) {})}, Lasts: sim.Day})
				wellFormed(t, sc)
				s, err := newSeason(sc, 0, TrialOptions{})
				if err != nil {
					t.Fatal(err)
				}
				g := &s.rules[0].when
				stop := (sim.Time(At(Day(2026, 12, 27), 0)) - sim.Time(s.firstMinute())) * sim.Minute
				for at := stop - 26*sim.Hour; at < stop; at += 2 * sim.Hour {
					s.k.Run(at)
					before = append(before, g.value(s, s.k.Now()))
				}
				for at := stop + 2*sim.Hour; at < stop+20*sim.Hour; at += 4 * sim.Hour {
					s.k.Run(at)
					within = append(within, g.value(s, s.k.Now()))
				}
				return before, within
			}
			calm, _ := read(false)
			struck, within := read(true)
			if !slices.Equal(calm, struck) {
				t.Errorf("before it is there the gauge reads %.3v with it and %.3v without", struck, calm)
			}
			if !slices.IsSorted(within) || within[len(within)-1] <= within[0] {
				t.Errorf("while all stands still the backlog grows, and the gauge reads %.3v", within)
			}
		})
	}
}
