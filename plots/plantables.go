package plots

import (
	"fmt"
	"slices"

	"peakready/models/result"
)

// rulesPart is the log of contingency rules, of the run or under a plan.
type rulesPart struct {
	Title string
	Log   table
}

// elsewhereNote explains the column; queuedNote what a rule does for those who
// wait already.
const elsewhereNote = "Elsewhere: compensation paid and margin lost because of the rule, which stand in those rows of the costs."

const queuedNote = "Moves reach what waits already in different ways: " + result.QueuedNote + "."

// ruleParts are the logs of the run's own rules and of those of every plan that
// has some.
func ruleParts(run *result.Run, sum *result.Summary) (parts []rulesPart) {
	add := func(title string, log []result.FiringSummary) {
		if len(log) > 0 {
			parts = append(parts, rulesPart{title, firingTable(log)})
		}
	}
	if len(run.Comparisons) == 0 {
		add("Contingency rules", sum.Contingency)
	} else {
		add("Contingency rules as it is", sum.Contingency)
	}
	for _, c := range run.Comparisons {
		add("Contingency rules under "+c.Plan, c.Contingency)
	}
	return parts
}

func firingTable(log []result.FiringSummary) table {
	t := table{Head: []string{"Rule", "Firm", "Fired in", "Times a season", "Hours in force", "Cost, CNY", "Elsewhere, CNY", "First of all seasons"}}
	for _, r := range log {
		first := r.First
		if first == "" {
			first = "never"
		}
		t.Rows = append(t.Rows, []cell{text(r.Rule), {Text: r.Firm, Sort: r.Firm}, share(r.FiredShare), number(r.Firings, inThousand),
			number(r.Active, whole), number(r.Cost, inYuan), number(r.Elsewhere, inYuan), {Text: first, Sort: r.First}})
	}
	return t
}

// planTargets holds the verdicts on all targets, as it is and under each plan.
func planTargets(run *result.Run, sum *result.Summary) table {
	rows := result.TargetRows(run.Comparisons)
	if len(rows) == 0 {
		return table{}
	}
	t := table{Head: []string{"Target", "Limit", "Asked", "As it is"}}
	for _, c := range run.Comparisons {
		t.Head = append(t.Head, c.Plan)
	}
	for _, r := range rows {
		g := r.Target
		cells := []cell{text(sum.Title(g)), limitCell(g, g.Write), {Text: pct(g.In), Sort: sortKey(g.In)}}
		for _, v := range r.Verdicts {
			c := cell{Text: "–"}
			if v != nil {
				c = cell{Text: string(v.Verdict), Range: fmt.Sprintf("held %d of %d", v.Held, v.Held+v.Missed), Sort: sortKey(v.Probability.Mean)}
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// planTargetsNote says what the verdicts rest on.
func planTargetsNote(run *result.Run) string {
	s := "The same seasons as above, each target and plan by itself: the verdict is on the share of seasons in which the target must hold. " +
		"Targets are those of the scenario unless a plan changes them; one that it changes is a target of its own (–: not a target there). " +
		"Seasons in which a figure is not defined count neither as held nor as missed."
	undecided := func(r result.TargetRow) bool {
		return slices.ContainsFunc(r.Verdicts, func(g *result.TargetSummary) bool { return g != nil && g.Verdict == result.Undecided })
	}
	if slices.ContainsFunc(result.TargetRows(run.Comparisons), undecided) {
		s += " UNDECIDED: so few seasons show neither that the share is reached nor that it is not."
	}
	if scale := scaleWords(run); scale != "" {
		s += " These seasons are " + scale + ": small teams lose more to chance."
	}
	return s
}
