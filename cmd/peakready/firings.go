package main

import (
	"fmt"
	"math"
	"strings"

	"peakready/models/result"
)

// firings appends the log of the contingency rules.
func firings(b *strings.Builder, s result.Summary) {
	if len(s.Contingency) > 0 {
		b.WriteString("\nContingency rules\n\n")
		tellFlutter(b, s.Scale)
		tellElsewhere(b, firingTable(b, s.Contingency))
	}
}

// plansFirings appends the log of the rules of each plan that has some.
func plansFirings(b *strings.Builder, scale float64, all []result.Comparison) {
	spent, some := false, false
	for _, c := range all {
		if len(c.Contingency) > 0 {
			b.WriteString("Contingency rules under " + c.Plan + "\n\n")
			if !some {
				tellFlutter(b, scale)
			}
			spent, some = firingTable(b, c.Contingency) || spent, true
		}
	}
	if some {
		tellElsewhere(b, spent)
	}
}

// tellFlutter begins a log, or several, at another scale than the scenario's own.
func tellFlutter(b *strings.Builder, scale float64) {
	if result.AtScale(scale) == "" {
		return
	}
	how := "small teams flutter, so that rules on desks fire more often than at full size"
	if scale > 1 {
		how = "large teams flutter less, so that rules on desks fire less often than at full size"
	}
	fmt.Fprintf(b, "  APPROXIMATE: these firings are of seasons scaled to %s, whose %s\n", asPercent(scale), how)
}

// tellElsewhere ends a log, or several: what the last column is, and what a rule
// does for those who wait already.
func tellElsewhere(b *strings.Builder, spent bool) {
	if spent {
		b.WriteString("  elsewhere: compensation paid and margin lost because of the rule, which stand in those rows of the costs\n")
	}
	b.WriteString("  " + result.QueuedNote + "\n\n")
}

// firingTable says whether a rule spent anything beside its own cost.
func firingTable(b *strings.Builder, log []result.FiringSummary) (spent bool) {
	headers := []string{"rule", "firm", "fired in", "times a season", "", "hours in force", "", "cost, CNY", "", "elsewhere, CNY", "first of all seasons"}
	t := aligned(func(column int) bool { return column > 1 && column < len(headers)-1 && headers[column] != "" }, headers)
	most := math.Inf(1)
	for _, r := range log {
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
	return spent
}
