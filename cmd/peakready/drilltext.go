package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"peakready/models/result"
	"peakready/sim/stats"
)

// drillText is the tables of a drill: what the incident adds under each plan, how
// long it takes, what the plans change, and of the season as it is the measures
// that left their band, in the order in which an order meets them.
func drillText(name string, d *result.Drill) string {
	var b strings.Builder
	what := d.Incident
	if d.Kind != d.Incident {
		what += " (" + d.Kind + ")"
	}
	prose(&b, "", fmt.Sprintf("%s: %s in each of %s, at a time that each draws, against the same season without it", name, what, plural(d.Replications, "season")))
	if w := d.Band.Warning(); w != "" {
		first, rest, _ := strings.Cut(w+".", ". ")
		prose(&b, "", "Warning: "+first+".")
		prose(&b, "  ", rest)
	}
	fmt.Fprintf(&b, "severity %s, lasting %s on average; in brackets 95%% intervals\n\n", percent(d.Severity.Mean), lengthWords(d.Lasts.Mean))
	prose(&b, "", "What the incident adds: each row is the season under that plan with it, less the season under that same plan without it")
	b.WriteString("\n")
	t := newPlanFigures("what it adds")
	added := func(what string, of func(*result.DrillPlan) stats.Estimate) {
		for i := range d.Plans {
			e := of(&d.Plans[i])
			t.add(what, d.Plans[i].Plan, extra(e.Mean, whole), between95(e, whole))
		}
	}
	added("complaints to the firm", func(p *result.DrillPlan) stats.Estimate { return p.Complaints })
	added("late parcels", func(p *result.DrillPlan) stats.Estimate { return p.Late })
	added("orders placed", func(p *result.DrillPlan) stats.Estimate { return p.Placed })
	added("cost, CNY", func(p *result.DrillPlan) stats.Estimate { return p.Cost })
	for _, p := range d.Plans {
		t.add("worst backlog, parcels", p.Plan, whole(p.Worst.Mean), unsigned(p.Worst, whole))
	}
	show(&b, t.Table)
	prose(&b, "  ", fmt.Sprintf("worst backlog: the most parcels waiting beyond those of the season without it; of fewer than %d seasons without an interval; "+
		"it is not negative: an interval that would begin below 0 is shown from 0", result.ForInterval))
	b.WriteString("\n")
	healingText(&b, d)
	againstText(&b, d)
	drillRulesText(&b, d)
	measuresText(&b, d, &d.Plans[0])
	return b.String()
}

// drillWidth is how many columns of a terminal a drill's text may take, and
// planWidth how many of them the name of a plan or a rule.
const drillWidth, planWidth = 140, 30

// prose appends a text in lines that fit, each after an indent.
func prose(b *strings.Builder, indent, text string) {
	line := indent
	for i, word := range strings.Fields(text) {
		if i > 0 && lipgloss.Width(line)+1+lipgloss.Width(word) > drillWidth {
			b.WriteString(line + "\n")
			line = indent
		} else if i > 0 {
			line += " "
		}
		line += word
	}
	b.WriteString(line + "\n")
}

// shortName breaks the name of a plan or rule that would widen a table.
func shortName(s string) string { return lipgloss.Wrap(s, planWidth, "") }

// planFigures is a table of figures with a row for each plan: plans stand side by
// side in as little width as may be, however large the figures are.
type planFigures struct {
	*table.Table
	last string
}

func newPlanFigures(what string) *planFigures {
	return &planFigures{Table: aligned(func(column int) bool { return column == 2 }, []string{what, "plan", "mean", ""})}
}

func (t *planFigures) add(what, plan, mean, between string) {
	shown := what
	if what == t.last {
		shown = ""
	}
	t.last = what
	t.Row(shown, shortName(plan), mean, between)
}

// healingText is how long it takes under each plan until all is normal.
func healingText(b *strings.Builder, d *result.Drill) {
	open := slices.ContainsFunc(d.Plans, func(p result.DrillPlan) bool { return p.Censored > 0 })
	b.WriteString("How many days until all is normal, counted from the incident's start\n\n")
	headers := []string{"plan", "normal again in", "median", "", "mean", ""}
	first := d.Plans[0].Healing // the horizon is that of all plans
	cut := open && first.Horizon > 0
	if cut {
		headers = append(headers, fmt.Sprintf("cut at %s", whole(first.Horizon)), "")
	}
	t := newTable(headers...)
	for _, p := range d.Plans {
		h := p.Healing
		cells := append([]string{shortName(p.Plan), byTheEnd(h)}, median(h)...)
		cells = append(cells, tenth(p.Heal.Mean), unsigned(p.Heal, tenth))
		if cut {
			cells = append(cells, tenth(h.Restricted.Mean), unsigned(h.Restricted, tenth))
		}
		t.Row(cells...)
	}
	show(b, t)
	note := func(s string) { prose(b, "  ", s) }
	note("normal again in: so many of the seasons in which a measure left its normal band, by the end")
	note("median: half of the seasons were normal again by then; its interval is by the order of the seasons, assumes no shape and takes 6 of them")
	if open {
		note("a season that was not seen to be normal again counts as longer than all others; there is no mean with one of them")
		note(first.CutNote())
	}
	note(fmt.Sprintf("a number without brackets is of fewer than %d seasons, too few for an interval; -: not known; not seen: not normal again by the end; "+
		"times are not negative: the interval of a mean that would begin below 0 is shown from 0", result.ForInterval))
	b.WriteString("\n")
	for _, p := range d.Plans {
		if p.Struck < d.Replications {
			prose(b, "", fmt.Sprintf("%s: in %d of %s no measure left its normal band.", p.Plan, d.Replications-p.Struck, plural(d.Replications, "season")))
		}
		if p.Censored > 0 {
			prose(b, "", fmt.Sprintf("%s: in %d of %s something was not back when the last orders came, on %s; how long it took is not known.",
				p.Plan, p.Censored, plural(p.Struck, "season"), d.Followed))
		}
		if p.Struck < d.Replications || p.Censored > 0 {
			b.WriteString("\n")
		}
	}
}

// byTheEnd is in how many seasons something was seen to heal.
func byTheEnd(h result.Healing) string {
	if h.Seasons == 0 {
		return "-"
	}
	return fmt.Sprintf("%d of %d", h.ByTheEnd(), h.Seasons)
}

// median is a median time to heal and its interval, whose ends are times of
// seasons.
func median(h result.Healing) []string {
	middle, between := tenth(h.Median.Mean), ""
	if h.MedianOpen {
		middle = "not seen"
	}
	switch {
	case h.UpperOpen:
		between = "(" + tenth(h.Median.Lo) + " to not seen)"
	case !math.IsNaN(h.Median.Lo):
		between = "(" + tenth(h.Median.Lo) + " to " + tenth(h.Median.Hi) + ")"
	}
	return []string{middle, between}
}

// againstText is what each plan changes where the incident strikes.
func againstText(b *strings.Builder, d *result.Drill) {
	if len(d.Plans) < 2 {
		return
	}
	b.WriteString("What a plan changes in the seasons with the incident: the season under the plan less the same season as it is, both with it\n\n")
	t := newPlanFigures("what a plan changes")
	changed := func(what string, of func(*result.DrillAgainst) (each, joint stats.Estimate)) {
		for _, p := range d.Plans {
			if p.Against != nil {
				each, joint := of(p.Against)
				t.add(what, p.Plan, extra(each.Mean, whole), between95(joint, whole))
			}
		}
	}
	changed("complaints to the firm", func(a *result.DrillAgainst) (each, joint stats.Estimate) { return a.Complaints, a.ComplaintsJoint })
	changed("late parcels", func(a *result.DrillAgainst) (each, joint stats.Estimate) { return a.Late, a.LateJoint })
	changed("orders placed", func(a *result.DrillAgainst) (each, joint stats.Estimate) { return a.Placed, a.PlacedJoint })
	changed("cost, CNY", func(a *result.DrillAgainst) (each, joint stats.Estimate) { return a.Cost, a.CostJoint })
	show(b, t.Table)
	together := ""
	if n := len(d.Plans) - 1; n > 1 {
		together = fmt.Sprintf(", of each figure for all %d plans at once", n)
	}
	b.WriteString("  95% intervals of the paired differences" + together + "; cost is of what has a price in the scenario\n\n")
}

// drillRulesText is how often the rules of each plan fire with the incident and
// without it.
func drillRulesText(b *strings.Builder, d *result.Drill) {
	some := false
	for _, p := range d.Plans {
		if len(p.Rules) == 0 {
			continue
		}
		some = true
		prose(b, "", "Contingency rules of "+p.Plan+", a season")
		b.WriteString("\n")
		t := newTable("rule", "times", "without", "added", "", "cost, CNY", "without", "added", "")
		for _, r := range p.Rules {
			t.Row(shortName(r.Rule), decimal(r.Fired.With.Mean), decimal(r.Fired.Without.Mean), extra(r.Fired.Added.Mean, tenth), between95(r.Fired.Added, tenth),
				whole(r.Cost.With.Mean), whole(r.Cost.Without.Mean), extra(r.Cost.Added.Mean, whole), between95(r.Cost.Added, whole))
		}
		show(b, t)
	}
	if some {
		prose(b, "  ", "with the incident and in the same seasons without it; cost: by the price list, and compensation paid and margin lost because of the rule")
		prose(b, "  ", result.QueuedNote)
		b.WriteString("\n")
	}
}

// measuresText is what left its band in the season as it is; there is no room for
// all plans.
func measuresText(b *strings.Builder, d *result.Drill, p *result.DrillPlan) {
	fmt.Fprintf(b, "What left its normal band, %s\n\n", p.Plan)
	t := newTable("measure, by day", "left", "first", "known", "", "before", "", "both", "back", "after", "")
	rows := 0
	for _, m := range p.Measures {
		if m.Left == 0 {
			continue
		}
		rows++
		known := ""
		if e := result.Ranged(m.AfterMedian); !math.IsNaN(e.Lo) {
			known = "(" + tenth(e.Lo) + " to " + tenth(e.Hi) + ")"
		}
		ahead, gap, both := "", "", ""
		if m.Measure != result.DrilledComplaints {
			ahead, gap, both = extra(m.Ahead.Mean, tenth), between95(result.Ranged(m.Ahead), tenth), fmt.Sprint(m.Both)
		}
		t.Row(append([]string{m.Words, fmt.Sprint(m.Left), fmt.Sprint(m.First), tenth(m.AfterMedian.Mean), known, ahead, gap, both, fmt.Sprint(m.Healing.ByTheEnd())},
			median(m.Healing)...)...)
	}
	if rows == 0 {
		b.WriteString("  nothing\n\n")
	} else {
		show(b, t)
		note := func(s string) { prose(b, "  ", s) }
		note(fmt.Sprintf("of %s: left its normal band in so many; the first to leave in; both it and the complaints left in; was back by the end in", plural(d.Replications, "season")))
		note("known, after: days from the incident's start until its first day out was over, and until it was back; medians of the seasons in which it left")
		note("before: days that it left before the complaints did, mean of the seasons in which both left; below 0 it left after them; -: both left in none")
		note(fmt.Sprintf("a number without brackets is of fewer than %d seasons, too few for an interval; not seen: not back by the end", result.ForInterval))
		b.WriteString("\n")
	}
	if n := len(d.Plans) - 1; n > 0 {
		prose(b, "", "What left its band under the "+map[bool]string{true: "plan", false: "plans"}[n == 1]+" stands in report.html and drill.json (-o FOLDER)")
		b.WriteString("\n")
	}
}

func tenth(v float64) string { return figure(v, "%.1f") }

// unsigned is the interval of what cannot be below 0, empty where there are too few
// seasons for one.
func unsigned(e stats.Estimate, show func(float64) string) string {
	if e = result.Ranged(e); math.IsNaN(e.Lo) {
		return ""
	}
	return "(" + show(max(0, e.Lo)) + " to " + show(e.Hi) + ")"
}

// lengthWords is a length in hours, or in days from two on.
func lengthWords(h float64) string {
	if h < 48 {
		return figure(h, "%.1f hours")
	}
	return figure(h/24, "%.1f days")
}
