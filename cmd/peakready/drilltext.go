package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

// drillText is the tables of a drill: what the incident adds under each plan,
// then of each plan the measures that left their band, the earliest first.
func drillText(name string, d *result.Drill) string {
	var b strings.Builder
	what := d.Incident
	if d.Kind != d.Incident {
		what += " (" + d.Kind + ")"
	}
	fmt.Fprintf(&b, "%s: %s in each of %s, at a time that each draws, against the same season without it\n", name, what, plural(d.Replications, "season"))
	if w := d.Band.Warning(); w != "" {
		fmt.Fprintf(&b, "Warning: %s.\n", strings.ReplaceAll(w, ". ", ".\n  "))
	}
	fmt.Fprintf(&b, "severity %s, lasting %s on average; in brackets 95%% intervals\n\n", percent(d.Severity.Mean), lengthWords(d.Lasts.Mean))
	b.WriteString("What the incident adds: each row is the season under that plan with it, less the season under that same plan without it\n\n")
	t := newTable("plan", "extra complaints to the firm", "", "extra late parcels", "", "orders placed", "", "cost, CNY", "", "worst extra backlog, parcels", "")
	for _, p := range d.Plans {
		t.Row(p.Plan, extra(p.Complaints.Mean, whole), between95(p.Complaints, whole), extra(p.Late.Mean, whole), between95(p.Late, whole),
			extra(p.Placed.Mean, whole), between95(p.Placed, whole), extra(p.Cost.Mean, whole), between95(p.Cost, whole), whole(p.Worst.Mean), unsigned(p.Worst, whole))
	}
	show(&b, t)
	healingText(&b, d)
	againstText(&b, d)
	drillRulesText(&b, d)
	for i := range d.Plans {
		measuresText(&b, d, &d.Plans[i])
	}
	return b.String()
}

// healingText is how long it takes under each plan until all is normal.
func healingText(b *strings.Builder, d *result.Drill) {
	open := slices.ContainsFunc(d.Plans, func(p result.DrillPlan) bool { return p.Censored > 0 })
	b.WriteString("How many days until all is normal, counted from the incident's start\n\n")
	headers := []string{"plan", "normal again by the end in", "median, days", "", "mean, days", ""}
	if open {
		headers = append(headers, fmt.Sprintf("mean cut at %s days", whole(d.Plans[0].Healing.Horizon)), "")
	}
	t := newTable(headers...)
	for _, p := range d.Plans {
		h := p.Healing
		cells := append([]string{p.Plan, byTheEnd(h)}, median(h)...)
		cells = append(cells, tenth(p.Heal.Mean), unsigned(p.Heal, tenth))
		if open {
			cells = append(cells, tenth(h.Restricted.Mean), unsigned(h.Restricted, tenth))
		}
		t.Row(cells...)
	}
	show(b, t)
	b.WriteString("  median: half of the seasons were normal again by then; its interval is by the order of the seasons, assumes no shape and takes 6 of them\n")
	if open {
		b.WriteString("  a season that was not seen to be normal again counts as longer than all others; there is no mean with one of them\n" +
			"  mean cut: a season that takes longer counts with that many days, the most within which every season would have been seen to be normal again\n")
	}
	b.WriteString("\n")
	for _, p := range d.Plans {
		if p.Struck < d.Replications {
			fmt.Fprintf(b, "%s: in %d of %s no measure left its normal band.\n", p.Plan, d.Replications-p.Struck, plural(d.Replications, "season"))
		}
		if p.Censored > 0 {
			fmt.Fprintf(b, "%s: in %d of %s something was not back when the last orders came, on %s; how long it took is not known.\n",
				p.Plan, p.Censored, plural(p.Struck, "season"), d.Followed)
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

// median is a median time to heal and its interval.
func median(h result.Healing) []string {
	middle, between := tenth(h.Median.Mean), ""
	if h.MedianOpen {
		middle = "not by the end"
	}
	switch {
	case h.UpperOpen:
		between = "(" + tenth(h.Median.Lo) + " to not by the end)"
	case !math.IsNaN(h.Median.Lo):
		between = unsigned(h.Median, tenth)
	}
	return []string{middle, between}
}

// againstText is what each plan changes where the incident strikes.
func againstText(b *strings.Builder, d *result.Drill) {
	if len(d.Plans) < 2 {
		return
	}
	b.WriteString("What a plan changes in the seasons with the incident: the season under the plan less the same season as it is, both with it\n\n")
	t := newTable("plan", "complaints to the firm", "", "late parcels", "", "orders placed", "", "cost, CNY", "")
	for _, p := range d.Plans {
		if a := p.Against; a != nil {
			t.Row(p.Plan, extra(a.Complaints.Mean, whole), between95(a.ComplaintsJoint, whole), extra(a.Late.Mean, whole), between95(a.LateJoint, whole),
				extra(a.Placed.Mean, whole), between95(a.PlacedJoint, whole), extra(a.Cost.Mean, whole), between95(a.CostJoint, whole))
		}
	}
	show(b, t)
	together := ""
	if n := len(d.Plans) - 1; n > 1 {
		together = fmt.Sprintf(", in each column for all %d plans at once", n)
	}
	b.WriteString("  95% intervals of the paired differences" + together + "; cost is of what has a price in the scenario\n\n")
}

// drillRulesText is how often the rules fire with the incident and without it.
func drillRulesText(b *strings.Builder, d *result.Drill) {
	t := newTable("rules of plan", "rule", "times with the incident", "without", "added", "", "cost with it, CNY", "without", "added", "")
	rows := 0
	for _, p := range d.Plans {
		for _, r := range p.Rules {
			rows++
			t.Row(p.Plan, r.Rule, decimal(r.Fired.With.Mean), decimal(r.Fired.Without.Mean), extra(r.Fired.Added.Mean, tenth), between95(r.Fired.Added, tenth),
				whole(r.Cost.With.Mean), whole(r.Cost.Without.Mean), extra(r.Cost.Added.Mean, whole), between95(r.Cost.Added, whole))
		}
	}
	if rows == 0 {
		return
	}
	b.WriteString("Contingency rules, a season\n\n")
	show(b, t)
	b.WriteString("  cost: by the price list, and compensation paid and margin lost because of the rule\n  " + result.QueuedNote + "\n\n")
}

func measuresText(b *strings.Builder, d *result.Drill, p *result.DrillPlan) {
	fmt.Fprintf(b, "What left its normal band, %s\n\n", p.Plan)
	t := newTable("measure, by day", "left its band in", "first to leave in", "known after, days", "", "days before complaints rose", "", "back by the end in", "back after, days (median)", "")
	rows := 0
	for _, m := range p.Measures {
		if m.Left == 0 {
			continue
		}
		rows++
		of := func(k int) string { return fmt.Sprintf("%d of %d", k, d.Replications) }
		ahead, gap := "", ""
		if m.Measure != result.DrilledComplaints {
			ahead, gap = extra(m.Ahead.Mean, tenth), between95(m.Ahead, tenth)
		}
		t.Row(append([]string{m.Words, of(m.Left), of(m.First), tenth(m.After.Mean), unsigned(m.After, tenth), ahead, gap, byTheEnd(m.Healing)},
			median(m.Healing)...)...)
	}
	if rows == 0 {
		b.WriteString("  nothing\n")
		return
	}
	show(b, t)
}

func tenth(v float64) string { return figure(v, "%.1f") }

// unsigned is an interval of what cannot be below 0.
func unsigned(e stats.Estimate, show func(float64) string) string {
	if math.IsNaN(e.Lo) || e.Lo == e.Hi {
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
