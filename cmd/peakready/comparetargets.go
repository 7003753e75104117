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
	grid := len(rows) > mostRows
	if grid {
		comparedGrids(b, head, all, rows)
	}
	t, listed := newList(headers...), 0
	undefined, open := false, false
	for _, r := range rows {
		cells := []string{head.TargetTitle(r.Target), boundText(r.Target), asPercent(r.Target.In)}
		for _, g := range r.Verdicts {
			cells = append(cells, verdictHeld(g))
			undefined = undefined || g != nil && g.Undefined > 0
			open = open || g != nil && g.Verdict == result.Undecided && !g.NotComparable
		}
		if !grid || r.Target.Firm == nil {
			t.Row(cells...)
			listed++
		}
	}
	if listed > 0 {
		show(b, t)
	}
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
	if g.NotComparable {
		return fmt.Sprintf("%s, %s", g.Verdict, g.Mark)
	}
	return fmt.Sprintf("%s, held %d of %d", g.Verdict, g.Held, g.Held+g.Missed)
}

// boundText is a limit with its side.
func boundText(g *result.TargetSummary) string {
	limit := "at least "
	if g.Bound == "max" {
		limit = "at most "
	}
	return limit + limitText(g)
}

// comparedGrids are the targets of many firms: of each plan a grid of firms and
// targets, with the seasons in which each held as it is and under the plan.
func comparedGrids(b *strings.Builder, head *result.Run, all []result.Comparison, rows []result.TargetRow) {
	columns := map[string]int{} // a plan numbers the targets that it sets anew by itself
	for i, c := range all {
		g := newTargetGrid()
		same, firms := 0, 0
		for _, r := range rows {
			before, after := r.Verdicts[0], r.Verdicts[i+1]
			if r.Target.Firm == nil || before == nil && after == nil {
				continue
			}
			firms++
			bare := *r.Target
			bare.Firm, bare.Pool = nil, onlyPool(alike(rows, r.Target), r.Target)
			legend := fmt.Sprintf("%s: %s in %s of seasons", head.TargetTitle(&bare), boundText(r.Target), asPercent(r.Target.In))
			if _, known := columns[legend]; !known {
				columns[legend] = len(columns)
			}
			if unchanged(before, after) {
				same++
			}
			g.put(*r.Target.Firm, columns[legend], legend, changeText(before, after), goodOf(after))
		}
		fmt.Fprintf(b, "  Targets under %s: %d of %s, of %s, have the verdict that they have as it is\n\n", c.Plan, same, plural(firms, "target"), plural(len(g.firms), "firm"))
		g.show(b, "", nil)
	}
	b.WriteString(paragraph("held as it is > under the plan, in so many of the seasons that have the figure; one number: no change; ! NOT READY, ? UNDECIDED, unmarked: READY; of several pools of a firm the one that does worst under the plan; all of it is in the files of -o FOLDER") + "\n")
}

// alike are the targets of the entry that a target is of.
func alike(rows []result.TargetRow, x *result.TargetSummary) (some []result.TargetSummary) {
	for _, r := range rows {
		if y := r.Target; y.Entry == x.Entry && y.Name == x.Name && y.Metric == x.Metric {
			some = append(some, *y)
		}
	}
	return some
}

func unchanged(before, after *result.TargetSummary) bool {
	return before != nil && after != nil && before.Verdict == after.Verdict
}

// changeText is in how many seasons a target held as it is and under a plan, marked
// with the verdicts.
func changeText(before, after *result.TargetSummary) string {
	side := func(g *result.TargetSummary) string {
		if g == nil {
			return "-"
		}
		return fmt.Sprint(g.Held) + map[result.Verdict]string{result.Undecided: "?", result.NotReady: "!"}[g.Verdict]
	}
	if x, y := side(before), side(after); x != y {
		return x + " > " + y
	}
	return side(after)
}

// goodOf orders the cells of several pools, the worst first.
func goodOf(g *result.TargetSummary) float64 {
	if g == nil {
		return 1
	}
	return -float64(severity(g.Verdict)) + float64(g.Held)/float64(2*max(1, g.Held+g.Missed))
}
