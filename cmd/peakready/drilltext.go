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
	t := newTable("plan", "extra complaints to the firm", "", "extra late parcels", "", "orders placed", "", "worst extra backlog, parcels", "", "days until all is normal", "")
	for _, p := range d.Plans {
		t.Row(p.Plan, extra(p.Complaints.Mean, whole), between95(p.Complaints, whole), extra(p.Late.Mean, whole), between95(p.Late, whole),
			extra(p.Placed.Mean, whole), between95(p.Placed, whole), whole(p.Worst.Mean), unsigned(p.Worst, whole),
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
	for i := range d.Plans {
		measuresText(&b, d, &d.Plans[i])
	}
	return b.String()
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
