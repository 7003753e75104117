package plots

import (
	"fmt"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// struck is what struck the seasons, in a sentence.
func struck(d *result.Drill) string {
	if d.Incident == d.Kind {
		return "a " + d.Incident
	}
	return "the incident (" + d.Incident + ")"
}

// depthSentence says what the incident adds to the season as it is, and what of it
// may be chance.
func depthSentence(d *result.Drill) string {
	p := &d.Plans[0]
	s := fmt.Sprintf("%s brings %s complaints to the firm, %s late parcels and, on the worst day, %s more parcels waiting",
		struck(d), plusRange(p.Complaints, whole), plusRange(p.Late, whole), withRange(p.Worst, whole))
	var chance []string
	for _, x := range []struct {
		what string
		e    stats.Estimate
	}{{"the complaints", p.Complaints}, {"the late parcels", p.Late}} {
		if d.Replications > 1 && !beyond(x.e) && x.e.Mean != 0 {
			chance = append(chance, x.what)
		}
	}
	if len(chance) > 0 {
		s += "; " + list(chance) + " may be chance"
	}
	return inOne(d.Replications, s)
}

// againstSentence says which plans have fewer complaints where the incident
// strikes, all intervals taken at once, and at what cost.
func againstSentence(d *result.Drill) string {
	if d.Replications == 1 {
		return inOne(1, "one season says nothing about chance: no plan is told from the season as it is")
	}
	var sure []string
	for _, p := range d.Plans[1:] {
		e, verb := p.Against.ComplaintsJoint, "avoids"
		if !beyond(e) {
			continue
		}
		if e.Mean > 0 {
			verb = "adds"
		} else {
			e = stats.Estimate{Mean: -e.Mean, Lo: -e.Hi, Hi: -e.Lo, N: e.N}
		}
		sure = append(sure, fmt.Sprintf("%s %s %s complaints to the firm, cost %s", named(p.Plan), verb, withRange(e, whole), plusRange(p.Against.CostJoint, inYuan)))
	}
	switch {
	case len(sure) > 0:
		return "Where it strikes, " + list(sure)
	case len(d.Plans) == 2:
		return fmt.Sprintf("Where it strikes, %s changes complaints to the firm by %s, which may be chance", named(d.Plans[1].Plan), plusRange(d.Plans[1].Against.ComplaintsJoint, whole))
	}
	return fmt.Sprintf("Where it strikes, none of the %d plans changes complaints to the firm beyond chance", len(d.Plans)-1)
}

// drillRulesSentence says what the incident makes the rules do more, empty where
// there are none.
func drillRulesSentence(d *result.Drill) string {
	rules, more := 0, 0
	for _, p := range d.Plans {
		for _, r := range p.Rules {
			rules++
			if beyond(r.Fired.Added) && r.Fired.Added.Mean > 0 {
				more++
			}
		}
	}
	switch {
	case rules == 0:
		return ""
	case more == 0:
		return fmt.Sprintf("The incident makes none of the %s fire more often beyond chance", plural(rules, "contingency rule", "contingency rules"))
	}
	return fmt.Sprintf("The incident makes %d of the %s fire more often", more, plural(rules, "contingency rule", "contingency rules"))
}

// againstFigure draws what each plan changes where the incident strikes.
func againstFigure(head *result.Run, d *result.Drill) Figure {
	plans := d.Plans[1:]
	p := general(head, "drill-plans", againstSentence(d))
	p.subtitle = fmt.Sprintf("Seasons with the incident under the plan less the same %s with it as they are; mean", plural(d.Replications, "season", "seasons"))
	if d.Replications > 1 {
		p.subtitle += " with 95% intervals of the paired differences"
		if len(plans) > 1 {
			p.subtitle += fmt.Sprintf(", in each column for all %d plans at once", len(plans))
		}
		p.subtitle += "; grey: may be chance; an arrow goes on beyond the axis"
	}
	for _, x := range plans {
		p.alt += fmt.Sprintf(" %s: complaints to the firm %s, late parcels %s, cost %s.", x.Plan, plusRange(x.Against.ComplaintsJoint, whole), plusRange(x.Against.LateJoint, whole), plusRange(x.Against.CostJoint, inYuan))
	}
	p.alt = "Bars of what each plan changes where the incident strikes." + p.alt
	p.bodyH = rowTitles + vg.Length(len(plans))*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, len(plans))
		for i := range plans {
			names[i] = plans[i].Plan
		}
		labels := rowLabels(c, names, 150)
		cols := columns(draw.Crop(c, labels, 0, 0, 0), 3, 58, 12)
		for i, side := range []struct {
			title string
			of    func(*result.DrillAgainst) stats.Estimate
			axis  func(v, step float64) string
			write func(float64) string
		}{
			{"Complaints to the firm", func(a *result.DrillAgainst) stats.Estimate { return a.ComplaintsJoint }, countTick, whole},
			{"Late parcels", func(a *result.DrillAgainst) stats.Estimate { return a.LateJoint }, countTick, whole},
			{"Cost, CNY", func(a *result.DrillAgainst) stats.Estimate { return a.CostJoint }, countTick, inYuan},
		} {
			var es []stats.Estimate
			for r := range plans {
				es = append(es, side.of(plans[r].Against))
			}
			a := signedColumn(cols[i], side.title, len(plans), es, side.axis)
			for r, e := range es {
				better := vermilion
				if e.Mean < 0 {
					better = green
				}
				a.signedBar(e, rowMiddle(cols[i], r), sureColor(e, d.Replications, better), labelStyle, plus(e.Mean, side.write))
				a.rowHint(r, plans[r].Plan+": "+plusRange(e, side.write))
			}
		}
	}
	return p.figure()
}
