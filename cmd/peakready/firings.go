package main

import (
	"math"
	"strings"

	"peakready/models/result"
)

// firings appends the log of the contingency rules.
func firings(b *strings.Builder, s result.Summary) {
	if len(s.Contingency) == 0 {
		return
	}
	b.WriteString("\nContingency rules\n\n")
	headers := []string{"rule", "firm", "fired in", "times a season", "", "hours in force", "", "cost, CNY", "", "elsewhere, CNY", "first of all seasons"}
	t := aligned(func(column int) bool { return column > 1 && column < len(headers)-1 && headers[column] != "" }, headers)
	most := math.Inf(1)
	spent := false
	for _, r := range s.Contingency {
		first := r.First
		if first == "" {
			first = "never"
		}
		spent = spent || r.Elsewhere.Mean > 0
		t.Row(r.Rule, r.Firm, percent(r.FiredShare.Mean)+" of seasons",
			decimal(r.Firings.Mean), interval(r.Firings, most, decimal),
			whole(r.Active.Mean), interval(r.Active, most, whole),
			whole(r.Cost.Mean), interval(r.Cost, most, whole), whole(r.Elsewhere.Mean), first)
	}
	show(b, t)
	if spent {
		b.WriteString("  elsewhere: compensation paid and margin lost because of the rule, which stand in those rows of the costs\n\n")
	}
}
