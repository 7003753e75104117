package main

import (
	"fmt"
	"math"
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
	fmt.Fprintf(&b, "severity %s, lasting %s on average; in brackets 95%% intervals\n\n", percent(d.Severity.Mean), lengthWords(d.Lasts.Mean))
	b.WriteString("What the incident adds: each row is the season under that plan with it, less the season under that same plan without it\n\n")
	t := newTable("plan", "extra complaints to the firm", "", "extra late parcels", "", "orders placed", "", "cost, CNY", "", "worst extra backlog, parcels", "", "days until all is normal", "")
	for _, p := range d.Plans {
		t.Row(p.Plan, extra(p.Complaints.Mean, whole), between95(p.Complaints, whole), extra(p.Late.Mean, whole), between95(p.Late, whole),
			extra(p.Placed.Mean, whole), between95(p.Placed, whole), extra(p.Cost.Mean, whole), between95(p.Cost, whole), whole(p.Worst.Mean), unsigned(p.Worst, whole),
			atLeast(p.Heal, p.Censored), unsigned(p.Heal, tenth))
	}
	show(&b, t)
	for _, p := range d.Plans {
		if p.Struck < d.Replications {
			fmt.Fprintf(&b, "%s: in %d of %s no measure left its normal band.\n", p.Plan, d.Replications-p.Struck, plural(d.Replications, "season"))
		}
		if p.Censored > 0 {
			fmt.Fprintf(&b, "%s: in %d of %s something was not back when the last orders came, on %s; they count with the time until then, so the days are at least so many.\n",
				p.Plan, p.Censored, plural(p.Struck, "season"), d.Followed)
		}
		if p.Struck < d.Replications || p.Censored > 0 {
			b.WriteString("\n")
		}
	}
	againstText(&b, d)
	drillRulesText(&b, d)
	for i := range d.Plans {
		measuresText(&b, d, &d.Plans[i])
	}
	return b.String()
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
			t.Row(p.Plan, extra(a.Complaints.Mean, whole), between95(a.Complaints, whole), extra(a.Late.Mean, whole), between95(a.Late, whole),
				extra(a.Placed.Mean, whole), between95(a.Placed, whole), extra(a.Cost.Mean, whole), between95(a.Cost, whole))
		}
	}
	show(b, t)
	b.WriteString("  95% intervals of the paired differences, each by itself; cost is of what has a price in the scenario\n\n")
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
	t := newTable("measure, by day", "left its band in", "first to leave in", "known after, days", "", "days before complaints rose", "", "back after, days", "")
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
		t.Row(m.Words, of(m.Left), of(m.First), tenth(m.After.Mean), unsigned(m.After, tenth), ahead, gap,
			atLeast(m.Heal, m.Censored), unsigned(m.Heal, tenth))
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

// atLeast is a time to heal; where seasons had not healed it is a lower bound.
func atLeast(e stats.Estimate, open int) string {
	switch {
	case e.N == 0:
		return "-"
	case open > 0:
		return "≥ " + tenth(e.Mean)
	}
	return tenth(e.Mean)
}

// lengthWords is a length in hours, or in days from two on.
func lengthWords(h float64) string {
	if h < 48 {
		return figure(h, "%.1f hours")
	}
	return figure(h/24, "%.1f days")
}
