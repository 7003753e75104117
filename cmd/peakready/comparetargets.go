package main

import (
	"fmt"
	"slices"
	"strings"

	"peakready/models/result"
)

// comparedTargets appends the verdict on every target, as it is and under each
// plan.
func comparedTargets(b *strings.Builder, head *result.Run, all []result.Comparison) {
	rows := result.TargetRows(all)
	if len(rows) == 0 {
		return
	}
	headers := []string{"target", "limit", "asked", "as it is"}
	for _, c := range all {
		headers = append(headers, c.Plan)
	}
	if head.Scale != 0 && head.Scale != 1 {
		fmt.Fprintf(b, "  APPROXIMATE: these verdicts are of seasons scaled to %s, whose small teams lose more to chance\n", asPercent(head.Scale))
	}
	t := newList(headers...)
	window := result.WindowSummary{From: head.Date(head.From), To: head.Date(head.To)}
	undefined, open := false, false
	for _, r := range rows {
		limit := "at least "
		if r.Target.Bound == "max" {
			limit = "at most "
		}
		cells := []string{head.TargetTitle(r.Target), limit + limitText(r.Target, figureOf(r.Target.Unit, window)), asPercent(r.Target.In)}
		for _, g := range r.Verdicts {
			cells = append(cells, verdictHeld(g))
			undefined = undefined || g != nil && g.Undefined > 0
			open = open || g != nil && g.Verdict == result.Undecided
		}
		t.Row(cells...)
	}
	show(b, t)
	b.WriteString("  held: in so many of the seasons the target held; the verdict is on the share of seasons that is asked for, each target and plan by itself\n")
	if open {
		b.WriteString("  UNDECIDED: so few seasons show neither that the share is reached nor that it is not; more of them (-n) may\n")
	}
	if undefined {
		b.WriteString("  seasons in which a figure is not defined count neither as held nor as missed\n")
	}
	if slices.ContainsFunc(rows, func(r result.TargetRow) bool { return slices.Contains(r.Verdicts, nil) }) {
		b.WriteString("  -: not a target there: a plan that changes a target has one of its own; those of the scenario hold for all plans\n")
	}
	b.WriteString("\n")
}

// verdictHeld is a verdict with the seasons in which the target held.
func verdictHeld(g *result.TargetSummary) string {
	if g == nil {
		return "-"
	}
	return fmt.Sprintf("%s, held %d of %d", g.Verdict, g.Held, g.Held+g.Missed)
}
