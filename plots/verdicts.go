package plots

import (
	"fmt"
	"slices"
	"strings"

	"peakready/models/result"
)

// mostRowsOpen is how many targets of several firms stand in one open table; more
// of them are folded, a part a firm, as a long table of alike rows is not read.
const mostRowsOpen = 30

// fold is a table that opens with a click on its line.
type fold struct {
	Name, Verdict, Class string
	Words                string
	Table                table
}

// verdictClass is how the page marks a verdict.
func verdictClass(v result.Verdict) string {
	return map[result.Verdict]string{result.Ready: "ready", result.NotReady: "notready", result.Undecided: "undecided"}[v]
}

// severity orders verdicts, the worst last.
func severity(v result.Verdict) int {
	return map[result.Verdict]int{result.Ready: 0, result.Undecided: 1, result.NotReady: 2}[v]
}

// verdictTables are the targets in one table, or, of many targets of several
// firms, those of no firm in one and those of each firm in a fold of its own, the
// firms with most to mend first.
func verdictTables(sum *result.Summary) (open table, folds []fold) {
	firms := map[string][]result.TargetSummary{}
	var order []string
	var rest []result.TargetSummary
	for _, g := range sum.Targets {
		if g.Firm == nil {
			rest = append(rest, g)
			continue
		}
		name := *g.Firm
		if firms[name] == nil {
			order = append(order, name)
		}
		g.Firm = nil // the fold says it
		firms[name] = append(firms[name], g)
	}
	if len(sum.Targets) <= mostRowsOpen || len(order) < 2 {
		return targetTable(sum, sum.Targets), nil
	}
	type weight struct{ worst, failed, undecided int }
	weights := map[string]weight{}
	for _, name := range order {
		targets := firms[name]
		n, worst := map[result.Verdict]int{}, result.Ready
		for _, g := range targets {
			n[g.Verdict]++
			if severity(g.Verdict) > severity(worst) {
				worst = g.Verdict
			}
		}
		weights[name] = weight{severity(worst), n[result.NotReady], n[result.Undecided]}
		folds = append(folds, fold{Name: name, Verdict: string(worst), Class: verdictClass(worst),
			Words: countedVerdicts(n, len(targets)), Table: targetTable(sum, targets)})
	}
	slices.SortStableFunc(folds, func(a, b fold) int {
		x, y := weights[a.Name], weights[b.Name]
		if x.worst != y.worst {
			return y.worst - x.worst
		}
		if x.failed != y.failed {
			return y.failed - x.failed
		}
		return y.undecided - x.undecided
	})
	return targetTable(sum, rest), folds
}

// countedVerdicts counts the targets of a firm: "5 of 8 targets fail, 3 undecided".
func countedVerdicts(n map[result.Verdict]int, all int) string {
	var parts []string
	for _, x := range []struct {
		n    int
		what string
	}{{n[result.NotReady], "fail"}, {n[result.Undecided], "undecided"}, {n[result.Ready], "ready"}} {
		if x.n == 0 {
			continue
		}
		if len(parts) == 0 {
			if x.what == "fail" && x.n == 1 {
				x.what = "fails"
			}
			parts = append(parts, fmt.Sprintf("%d of %s %s", x.n, plural(all, "target", "targets"), x.what))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d %s", x.n, x.what))
	}
	return strings.Join(parts, ", ")
}

// unitWords is the unit of a figure where its writing does not say it.
func unitWords(u result.Unit) string {
	switch u {
	case result.PerMillion, result.PerMillionParcels, result.PerDay:
		return " " + string(u)
	}
	return ""
}

// shortUnit is the unit in as little room as there is on a card.
func shortUnit(u result.Unit) string {
	switch u {
	case result.PerMillion, result.PerMillionParcels:
		return " a million"
	}
	return unitWords(u)
}

// boundText is a limit without its unit, with the side on which the figure must
// stay.
func boundText(g *result.TargetSummary, write func(float64) string) string {
	if g.Bound == "max" {
		return "at most " + write(g.Limit)
	}
	return "at least " + write(g.Limit)
}

// limitCell is a limit with its unit and what it is at full size under it.
func limitCell(g *result.TargetSummary, write func(float64) string) cell {
	under := strings.TrimSpace(unitWords(g.Unit))
	if full := g.FullSizeWords(); full != "" {
		under = strings.TrimSpace(under + " (" + full + ")")
	}
	return cell{Text: boundText(g, write), Range: under, Sort: sortKey(g.Limit)}
}

// targetMean is the mean of a target's figure with its unit.
func targetMean(g *result.TargetSummary, write func(float64) string) cell {
	value := g.Value
	if g.Unit == result.Share {
		value = result.Clipped(value, 1)
	}
	c := number(value, write)
	if c.Sort != "" {
		c.Text += shortUnit(g.Unit)
	}
	return c
}
