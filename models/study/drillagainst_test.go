package study

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// struckSeason is a season by hand, with one day and no measure out.
func struckSeason(complaints, late, placed, cost float64, rules ...fired) course {
	c := course{struck: true, complaints: complaints, late: late, placed: placed, cost: cost, rules: rules, waiting: []float64{0}, from: 0, to: sim.Day}
	for range measures {
		c.daily = append(c.daily, []float64{0})
	}
	return c
}

func TestDrilledByHand(t *testing.T) {
	w := &watch{firm: 1, head: result.Run{NDays: 1, Firms: []result.FirmHead{{Name: "A"}, {Name: "B"}},
		Rules: []result.RuleHead{{Name: "other's", Firm: 0}, {Name: "night", Firm: 1}}}}
	missed := struckSeason(1e6, 1e6, 1e6, 1e6, fired{9, 9}, fired{9, 9})
	missed.struck = false
	first := []course{struckSeason(100, 50, 1000, 7000), struckSeason(140, 60, 1000, 7000), missed}
	calm := []course{struckSeason(60, 10, 1010, 6000, fired{}, fired{1, 100}), struckSeason(70, 10, 1010, 6000, fired{}, fired{2, 150}), struckSeason(0, 0, 0, 0, fired{}, fired{})}
	hit := []course{struckSeason(90, 45, 1001, 7500, fired{8, 8}, fired{4, 500}), struckSeason(110, 40, 1003, 7700, fired{8, 8}, fired{5, 650}), missed}
	ci := func(a, b float64) stats.Estimate { return stats.MeanCI([]float64{a, b}, result.Confidence) }
	same := func(what string, got, want stats.Estimate) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	p := drilled("plan", w, calm, hit)
	same("cost that the incident adds", p.Cost, ci(1500, 1700))
	same("complaints that the incident adds", p.Complaints, ci(30, 40))
	rules := drilledRules(w, calm, hit)
	if len(rules) != 1 || rules[0].Rule != "night" || rules[0].Firm != "B" {
		t.Fatalf("rules %+v, want that of the firm that is watched", rules)
	}
	same("firings in struck seasons", rules[0].Fired.With, ci(4, 5))
	same("firings in unstruck seasons", rules[0].Fired.Without, ci(1, 2))
	same("firings added", rules[0].Fired.Added, ci(3, 3))
	same("cost of the rule added", rules[0].Cost.Added, ci(400, 500))
	a := drilledAgainst(first, hit, 1)
	same("complaints against as it is", a.Complaints, ci(-10, -30))
	same("late against as it is", a.Late, ci(-5, -20))
	same("orders against as it is", a.Placed, ci(1, 3))
	same("cost against as it is", a.Cost, ci(500, 700))
	for what, pair := range map[string][2]stats.Estimate{"complaints": {a.ComplaintsJoint, a.Complaints}, "late": {a.LateJoint, a.Late}, "orders": {a.PlacedJoint, a.Placed}, "cost": {a.CostJoint, a.Cost}} {
		same("of one plan no wider interval of "+what, pair[0], pair[1])
	}
	four := drilledAgainst(first, hit, 4)
	same("of four plans, each by itself", four.Cost, ci(500, 700))
	// Student's t of 1 degree of freedom is tan(pi (p - 1/2)); at 1 - 0.05/4 in
	// all p is 0.99375, and the standard error of 500 and 700 is 100.
	if got, want := four.CostJoint.Hi, 600+100*math.Tan(math.Pi*0.49375); math.Abs(got-want) > 1e-6*want || four.Plans != 4 || four.CostJoint.Mean != 600 {
		t.Errorf("of four plans at once cost %+v, want up to %v", four.CostJoint, want)
	}
	same("complaints of four plans at once", four.ComplaintsJoint, stats.MeanCI([]float64{-10, -30}, 0.9875))
	none := drilledAgainst(hit, hit, 1)
	same("a plan that changes nothing", none.Cost, ci(0, 0))
}

// TestFiringsOfACourse: a firing counts on the window's dates, its money always.
func TestFiringsOfACourse(t *testing.T) {
	w := &watch{firm: -1, head: result.Run{NDays: 4, From: 1, To: 2, Firms: make([]result.FirmHead, 1), Rules: make([]result.RuleHead, 1)}}
	at := func(d, cost, elsewhere int64) result.Firing {
		return result.Firing{Called: d * int64(sim.Day), Cost: cost, Elsewhere: elsewhere}
	}
	c := w.course(&result.Trial{Firms: []result.FirmTrial{{Costs: result.Costs{Staff: 1250}}},
		Firings: []result.Firing{at(0, 0, 0), at(1, 1000, 50), at(2, 2000, 0), at(3, 0, 0)}}, "")
	if c.rules[0] != (fired{2, 30.5}) || c.cost != 12.5 {
		t.Errorf("%+v, cost %v", c.rules, c.cost)
	}
}
