package study

import (
	"peakready/models/result"
	"peakready/sim/stats"
)

// pairs are a figure of the seasons that both sides have and the incident struck.
func pairs(without, with []course, of func(*course) float64) (a, b []float64) {
	for r := range with {
		if with[r].struck {
			a, b = append(a, of(&without[r])), append(b, of(&with[r]))
		}
	}
	return a, b
}

// drilledRules sets the firings of a plan's rules in the seasons with the
// incident against the same seasons without it.
func drilledRules(w *watch, calm, hit []course) (rules []result.DrillRule) {
	for i, head := range w.head.Rules {
		if w.firm >= 0 && head.Firm != w.firm {
			continue
		}
		change := func(of func(*fired) float64) result.Change {
			a, b := pairs(calm, hit, func(c *course) float64 { return of(&c.rules[i]) })
			return result.Change{With: stats.MeanCI(b, result.Confidence), Without: stats.MeanCI(a, result.Confidence),
				Added: stats.PairedCI(a, b, result.Confidence)}
		}
		rules = append(rules, result.DrillRule{Rule: head.Name, Firm: w.head.Firms[head.Firm].Name,
			Fired: change(func(f *fired) float64 { return f.times }), Cost: change(func(f *fired) float64 { return f.cost })})
	}
	return rules
}

// drilledAgainst is what a plan, one of so many, changes in the seasons with the
// incident: those under it less those of the first plan. The incident strikes at
// the same time under both; a season that it does not strike under both is left
// out.
func drilledAgainst(first, plan []course, plans int) *result.DrillAgainst {
	change := func(of func(*course) float64) (alone, joint stats.Estimate) {
		var a, b []float64
		for r := range plan {
			if first[r].struck && plan[r].struck {
				a, b = append(a, of(&first[r])), append(b, of(&plan[r]))
			}
		}
		return stats.PairedCI(a, b, result.Confidence), stats.PairedCI(a, b, atOnce(result.Confidence, plans))
	}
	d := &result.DrillAgainst{Plans: plans}
	d.Complaints, d.ComplaintsJoint = change(func(c *course) float64 { return c.complaints })
	d.Late, d.LateJoint = change(func(c *course) float64 { return c.late })
	d.Placed, d.PlacedJoint = change(func(c *course) float64 { return c.placed })
	d.Cost, d.CostJoint = change(func(c *course) float64 { return c.cost })
	return d
}
