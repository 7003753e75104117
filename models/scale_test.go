package models

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"peakready/models/result"
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
				if l.Unit != "agent-hours" { // staff are whole heads
					close6(t, l.Name+": use", m.Use(), l.Use())
				}
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
