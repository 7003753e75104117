package models

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestScaled(t *testing.T) {
	sc := with(shop(), func(sc *Scenario) {
		sc.Season.From, sc.Season.To = Day(2026, 11, 9), Day(2026, 11, 15)
		sc.Firms[0].Service.Pools[0].Temps = []AgentTemps{{Hired: Day(2026, 11, 1), Until: Day(2026, 11, 20), Start: 1, Shifts: []Agents{{From: oClock(9), To: oClock(18), Agents: 4}}}}
		sc.Firms[0].Service.Pools[0].Contacts = streams("calls")
		sc.Carriers[0].Hub.Temps = []LineTemps{{Hired: Day(2026, 11, 1), Until: Day(2026, 11, 20), Rate: 500, Start: 1}}
	})
	was := fmt.Sprintf("%+v", *sc)
	for _, x := range []float64{0.5, 2, 4} {
		big := Scaled(*sc, x)
		t.Run(fmt.Sprintf("x %v: every load keeps its use and is x %v", x, x), func(t *testing.T) {
			a, b := Look(sc), Look(&big)
			close6(t, "orders of the window", b.Firms[0].Window, x*a.Firms[0].Window)
			for i, l := range append(a.Firms[0].Loads, a.Shared...) {
				m := append(b.Firms[0].Loads, b.Shared...)[i]
				close6(t, l.Name+": offered", m.Peak, x*l.Peak)
				close6(t, l.Name+": use", m.Use(), l.Use())
			}
		})
	}
	t.Run("twice the season loses the same share of buyers to empty shelves", func(t *testing.T) {
		big := Scaled(*sc, 2)
		a, b := all(play(t, sc, 0), 0), all(play(t, &big, 0), 0)
		for _, c := range []result.Counter{result.LostSoldOut, result.Placed, result.Delivered, result.Faulty} {
			if got, want := float64(b[c])/float64(b[result.Intentions]), float64(a[c])/float64(a[result.Intentions]); math.Abs(got-want) > 0.03 {
				t.Errorf("%v: %.4f of intentions, at single size %.4f", c, got, want)
			}
		}
	})
	t.Run("agent-hours and their pay are exact at any scale, heads whole", func(t *testing.T) {
		a := play(t, sc, 0)
		for _, x := range []float64{0.03, 0.1, 0.6} {
			small := Scaled(*sc, x)
			b := play(t, &small, 0)
			var full, part, heads int64
			for h, hour := range b.Firms[0].Pools[0].Hours {
				full += a.Firms[0].Pools[0].Hours[h].Capacity
				part += hour.Capacity
				heads = max(heads, hour.Staffed)
			}
			if got, want := float64(part), x*float64(full); math.Abs(got-want) > 1e-6*want {
				t.Errorf("x %v: %.0f ms of capacity, want %.0f", x, got, want)
			}
			if heads%int64(sim.Hour) != 0 || heads == 0 {
				t.Errorf("x %v: %v heads on duty in the fullest hour", x, float64(heads)/float64(sim.Hour))
			}
			if got, want := float64(b.Firms[0].Costs.Staff), x*float64(a.Firms[0].Costs.Staff); math.Abs(got-want) > 0.05*want {
				t.Errorf("x %v: %.0f fen of pay, want %.0f but for overtime", x, got, want)
			}
		}
	})
	t.Run("the scenario itself stays as it was", func(t *testing.T) {
		if fmt.Sprintf("%+v", *sc) != was {
			t.Error("it has changed")
		}
	})
	t.Run("x 1 is the scenario", func(t *testing.T) {
		one := Scaled(*sc, 1)
		if fmt.Sprintf("%+v", one) != was || !reflect.DeepEqual(play(t, &one, 1), play(t, sc, 1)) {
			t.Error("it is not")
		}
	})
}

func TestTheAuthorityIsScaledWithTheDemand(t *testing.T) {
	sc := shop()
	a := &sc.Authority
	a.Baseline.Ecommerce, a.Baseline.Other, a.Mediation.Staff, a.Incident.Complaints = 50, 80, 12, 30
	small := Scaled(*sc, 0.1).Authority
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"complaints of other shops", float64(small.Baseline.Ecommerce), 5},
		{"of other trade", float64(small.Baseline.Other), 8},
		{"mediators, whole heads", float64(small.Mediation.Staff), 1},
		{"the threshold of a mass incident", float64(small.Incident.Complaints), 3},
		{"a threshold of one would be none", float64(Scaled(*sc, 0.01).Authority.Incident.Complaints), 2},
		{"no team becomes one of as many as it takes", float64(Scaled(*sc, 0.01).Authority.Mediation.Staff), 1},
		{"as many as it takes stay so", float64(Scaled(*shop(), 0.1).Authority.Mediation.Staff), 0},
		{"the scenario itself keeps its own", float64(a.Baseline.Other), 80},
	} {
		t.Run(c.what, func(t *testing.T) { close6(t, "scaled", c.got, c.want) })
	}
}

func TestAnOverrunDeskDoesNoMoreThanItsHoursAtAnyScale(t *testing.T) {
	sc := with(shop(), func(sc *Scenario) {
		sc.Season.From, sc.Season.To = Day(2026, 11, 9), Day(2026, 11, 22)
		f := &sc.Firms[0]
		f.Demand.Categories = nil
		p := (Pool{}).Defaults()
		p.Name, p.Channel, p.Reasons = "tickets", "ticket", []Reason{"other"}
		p.HandleTime = rng.MustConstant(20 * float64(sim.Minute))
		p.Patience = rng.MustExponential(float64(sim.Day))
		p.Staffing.Shrinkage = 0
		p.Staffing.Shifts = []Agents{{From: oClock(9), To: oClock(18), Agents: 20}}
		p.Contacts = []ContactStream{{Name: "letters", Reason: "other", Arrivals: "random", Weekend: 1, Rates: []Shift{{From: oClock(9), To: oClock(18), Rate: Rate(1.3 * 60 * 24)}}}}
		f.Service.Pools = []Pool{p}
	})
	for _, x := range []float64{1, 0.1, 0.02} {
		t.Run(fmt.Sprintf("x %v", x), func(t *testing.T) {
			small := Scaled(*sc, x)
			tr := play(t, &small, 0)
			var answered, hours int64
			c := newSpan(sc.Season)
			window := tr.Firms[0].Pools[0].Hours[c.from*24 : (c.to+1)*24]
			for _, h := range window {
				answered += h.Answered
				hours += h.Capacity
			}
			// Of each head one contact is in hand at either end of the window, and those
			// of the full size finish theirs after the shift.
			n := float64(answered)
			work, have := n*20*float64(sim.Minute), float64(hours)
			most := have + 20*float64(sim.Minute)
			if x == 1 {
				most += 14 * 20 * 20 * float64(sim.Minute)
			}
			if work > most || work < 0.95*have {
				t.Errorf("%.0f contacts are %.1f hours of work, %.1f hours on duty", n, work/float64(sim.Hour), have/float64(sim.Hour))
			}
			if want := x * 20 * 9; math.Abs(have/float64(sim.Hour)-want*float64(len(window)/24)) > 1 {
				t.Errorf("%.1f hours on duty in the window, want %.1f a day", have/float64(sim.Hour), want)
			}
		})
	}
	t.Run("teams of less than a head are counted", func(t *testing.T) {
		small := Scaled(*sc, 0.02)
		if thin, pools := ThinTeams(&small); thin != 1 || pools != 1 {
			t.Errorf("%d of %d", thin, pools)
		}
		if head := HeadOf(&small); !head.Firms[0].Pools[0].Thin {
			t.Error("the head of the run does not know the thin team")
		}
		if thin, _ := ThinTeams(sc); thin != 0 {
			t.Errorf("%d at full size", thin)
		}
	})
}
