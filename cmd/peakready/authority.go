package main

import (
	"fmt"
	"math"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

// authorities appends what the authorities see, where the scenario has enough
// of it to speak of: other complaints that share their docket, or many firms.
func authorities(b *strings.Builder, s result.Summary) {
	a := s.Authority
	others := false
	for _, d := range a.Dockets {
		others = others || d.Ecommerce.Mean+d.Other.Mean > 0
	}
	if !others && len(s.Firms) < rankedFrom {
		return
	}
	b.WriteString("\nThe authorities, by the dates of the window\n\n")
	headers := []string{"docket", "cases", "of the firms", "of other e-commerce", "of other trade", "settled by firms", "decided", "overdue", "open on the worst day"}
	if s.Replications > 1 {
		headers = append(headers, "") // least to most
	}
	t := newTable(headers...)
	for _, d := range a.Dockets {
		row := []string{d.Route, whole(d.Opened.Mean), whole(d.Firms.Mean), whole(d.Ecommerce.Mean), whole(d.Other.Mean),
			whole(d.Settled.Mean), whole(d.Decided.Mean), whole(d.Overdue.Mean), whole(d.Peak.Mean)}
		if s.Replications > 1 {
			row = append(row, fmt.Sprintf("(seasons: %s to %s)", whole(d.PeakLeast), whole(d.PeakMost)))
		}
		t.Row(row...)
	}
	show(b, t)
	fmt.Fprintf(b, "  e-commerce is %s of the consumer authority's cases;\n  %s of referred cases, of the orders of the window, are answered in time\n\n",
		withInterval(a.EcommerceShare, 1, percent), withInterval(a.ReplyWithin2h, 1, percent))
	massIncidents(b, s)
	if len(s.Firms) >= rankedFrom {
		callIn(b, s)
	}
}

// withInterval is an estimate with its interval, where there is one.
func withInterval(e stats.Estimate, most float64, show func(float64) string) string {
	return strings.TrimSpace(show(e.Mean) + " " + interval(e, most, show))
}

// massIncidents appends the incidents with the rule that makes them.
func massIncidents(b *strings.Builder, s result.Summary) {
	a := s.Authority
	fmt.Fprintf(b, "  Mass incidents: %s a season%s\n", withInterval(a.MassIncidents, math.Inf(1), count), notComparable(s))
	fmt.Fprintf(b, "  one is %s\n\n", a.Rule.Words())
	if len(a.Incidents) == 0 {
		return
	}
	t := aligned(func(column int) bool { return column > 2 && column != 5 && column != 6 }, []string{"firm", "cause", "docket", "seasons with one", "incidents in all", "found on", "complaints"})
	for i, m := range a.Incidents {
		if i == mostIncidents && len(a.Incidents) > mostIncidents+1 {
			t.Row(fmt.Sprintf("and %d more in summary.json", len(a.Incidents)-i), "", "", "", "", "", "")
			break
		}
		t.Row(m.Firm, m.Cause, m.Route, fmt.Sprintf("%d of %d", m.Seasons, s.Replications), fmt.Sprint(m.Incidents), m.Dates(), m.Sizes(whole))
	}
	show(b, t)
}

// mostIncidents is the number of kinds of incidents that the terminal lists.
const mostIncidents = 12

// notComparable warns of a rule that counts complaints, where all are fewer or
// more than they would be.
func notComparable(s result.Summary) string {
	if s.Scale == 1 {
		return ""
	}
	return "; at a scale of " + asPercent(s.Scale) + " not comparable with full scale"
}

// callIn appends the firms that the authority would call in.
func callIn(b *strings.Builder, s result.Summary) {
	in := s.Authority.CallIn
	t := aligned(func(column int) bool { return column == 1 || column == 3 || column == 4 },
		[]string{"to call in", "complaints per million", "", "rank", fmt.Sprintf("among the first %d", in.Places)})
	for _, f := range in.Firms[:in.Shown()] {
		rank := fmt.Sprint(f.RankLo)
		if f.RankHi > f.RankLo {
			rank += fmt.Sprintf(" to %d", f.RankHi)
		}
		t.Row(f.Firm, count(f.PerMillion.Mean), interval(f.PerMillion, math.Inf(1), count), rank, "in "+f.SeasonsWords())
	}
	show(b, t)
	for _, line := range in.Notes() {
		b.WriteString("  " + line + "\n")
	}
	b.WriteString("\n")
}
