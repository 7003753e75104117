package plots

import (
	"fmt"
	"math"
	"strings"

	"peakready/models/result"
)

// targetTable holds the verdicts on these targets.
func targetTable(sum *result.Summary, targets []result.TargetSummary) table {
	t := table{Head: []string{"Target", "Limit", "Mean", "Seasons held", "Chance of holding", "Asked", "Verdict", "Seasons still needed"}}
	for i := range targets {
		g := &targets[i]
		write := g.Write
		needed := cell{Text: "–"}
		switch {
		case g.Verdict != result.Undecided || g.NotComparable:
		case g.Needed == nil:
			needed = cell{Text: result.NoNumber, Sort: sortKey(math.MaxFloat64)}
		default:
			needed = cell{Text: "about " + count(float64(*g.Needed)), Sort: sortKey(float64(*g.Needed))}
		}
		t.Rows = append(t.Rows, []cell{text(sum.Title(g)), limitCell(g, write),
			targetMean(g, write), {Text: fmt.Sprintf("%d of %d", g.Held, g.Held+g.Missed), Sort: sortKey(g.Probability.Mean)},
			number(g.Probability, inPercent), {Text: pct(g.In), Sort: sortKey(g.In)}, {Text: string(g.Verdict), Range: g.Mark, Sort: string(g.Verdict)}, needed})
	}
	return t
}

// limitWords are the limit with its unit and on which side of it the figure must stay.
func limitWords(g *result.TargetSummary, write func(float64) string) string {
	words := boundText(g, write) + unitWords(g.Unit)
	if full := g.FullSizeWords(); full != "" {
		words += "; " + full
	}
	return words
}

// heldWords count the seasons.
func heldWords(g *result.TargetSummary) string {
	s := fmt.Sprintf("%d of %d seasons", g.Held, g.Held+g.Missed)
	if g.Undefined > 0 {
		s += fmt.Sprintf(" (%d without the figure)", g.Undefined)
	}
	return s
}

// verdictAt is a verdict with the scale at which it holds, where that is not the
// scenario's own: "NOT READY at a scale of 10%, approximate".
func verdictAt(v result.Verdict, scale float64) string {
	if at := result.AtScale(scale); at != "" {
		return string(v) + " " + at
	}
	return string(v)
}

// VerdictSentence is the verdict on all targets together with its reason; empty
// without targets.
func VerdictSentence(sum *result.Summary) string {
	if sum.Verdict == nil {
		return ""
	}
	n, verdict := len(sum.Targets), verdictAt(*sum.Verdict, sum.Scale)
	all := plural(n, "target", "targets")
	worst, failed := worstTarget(sum, result.NotReady)
	slowest, open := worstTarget(sum, result.Undecided)
	switch *sum.Verdict {
	case result.Ready:
		if n == 1 {
			return verdict + ": the target holds in the share of seasons that it asks for."
		}
		return fmt.Sprintf("%s: all %s hold, each in the share of seasons that it asks for.", verdict, all)
	case result.NotReady:
		s := fmt.Sprintf("%s: %d of %s fail", verdict, failed, all)
		if failed == 1 {
			s = fmt.Sprintf("%s: 1 of %s fails", verdict, all)
		}
		if n == 1 {
			s = verdict
		}
		s += ", because " + reason(sum, worst)
		apart := sum.NotComparable()
		if open > len(apart) {
			s += fmt.Sprintf("; %d more not decided", open-len(apart))
		}
		if len(apart) > 0 {
			s += fmt.Sprintf("; %d %s", len(apart), apart[0].Mark)
		}
		return s + "."
	}
	apart := sum.NotComparable()
	if open -= len(apart); open == 0 {
		return notComparable(sum, verdict, apart)
	}
	s := fmt.Sprintf("%s: none of %s fails for certain, but %d await more seasons; ", verdict, all, open)
	if open == 1 {
		s = fmt.Sprintf("%s: none of %s fails for certain, but 1 awaits more seasons; ", verdict, all)
	}
	if n == 1 {
		s = verdict + ": "
	}
	s += reason(sum, slowest)
	if slowest.Needed == nil {
		return s + ", which no number of seasons decides if that share stays."
	}
	return s + fmt.Sprintf(", which about %s would decide if that share stays.", plural(*slowest.Needed, "more season", "more seasons"))
}

// notComparable is the sentence where nothing is undecided but targets that the
// scale of the run says nothing of.
func notComparable(sum *result.Summary, verdict string, apart []*result.TargetSummary) string {
	s := fmt.Sprintf("%s: “%s” is %s, where the same number of complaints is another thing", verdict, sum.Title(apart[0]), apart[0].Mark)
	if n := len(apart); n > 1 {
		s = fmt.Sprintf("%s: %d targets such as “%s” are %s, where the same number of complaints is another thing", verdict, n, sum.Title(apart[0]), apart[0].Mark)
	}
	if others := len(sum.Targets) - len(apart); others == 1 {
		s += "; the other target holds"
	} else if others > 1 {
		s += fmt.Sprintf("; the other %d targets hold", others)
	}
	return s + ". A run at full size decides."
}

// worstTarget is the target of a verdict that holds in the least share of
// seasons, or, undecided, that takes the most seasons; n counts all, those that are
// not comparable too, which are never the worst.
func worstTarget(sum *result.Summary, v result.Verdict) (worst *result.TargetSummary, n int) {
	needed := func(g *result.TargetSummary) float64 {
		if g.Needed == nil {
			return math.Inf(1)
		}
		return float64(*g.Needed)
	}
	for i := range sum.Targets {
		g := &sum.Targets[i]
		if g.Verdict != v {
			continue
		}
		n++
		if g.NotComparable {
			continue // no season says anything of it
		}
		if worst == nil || v == result.NotReady && g.Probability.Mean < worst.Probability.Mean ||
			v == result.Undecided && needed(g) > needed(worst) {
			worst = g
		}
	}
	return worst, n
}

// reason says what a target came to: "answered in time, chat: 61% in the mean
// where at least 80% is asked, held in 0 of 20 seasons".
func reason(sum *result.Summary, g *result.TargetSummary) string {
	write, title := g.Write, sum.Title(g)
	if g.Held+g.Missed == 0 {
		return fmt.Sprintf("%s is not defined in any of the %s", title, plural(g.Undefined, "season", "seasons"))
	}
	return fmt.Sprintf("“%s” (%s) came to %s and held in %s, where %s are asked",
		title, limitWords(g, write), write(g.Value.Mean), heldWords(g), pct(g.In))
}

// endlessNote explains the words for what no number of seasons decides, where
// they stand in the table.
func endlessNote(sum *result.Summary) string {
	for i := range sum.Targets {
		if sum.Targets[i].Endless() {
			what, why, _ := strings.Cut(result.NoNumberNote, ": ")
			return " (“" + what + "”: " + why + ")"
		}
	}
	return ""
}

// verdictNote says what a verdict means and what it may be worth.
func verdictNote(run *result.Run, sum *result.Summary) string {
	looks := "one look at the end, after a number of seasons that was fixed beforehand"
	if l := run.Looks; l.Round > 0 {
		looks = fmt.Sprintf("looks after every %s, %s at most", plural(l.Round, "season", "seasons"), count(float64(l.Most)))
	}
	return "READY: the chance that a season keeps the target has been shown to be what is asked for or more; NOT READY: to be less; " +
		"UNDECIDED: neither" + endlessNote(sum) + ". A season in which the figure is not defined counts neither as held nor as missed. The intervals rest on " + looks +
		". Each target has a chance of its own of a wrong verdict, at most 2.5% for READY and 2.5% for NOT READY, so that one wrong verdict among many targets is likelier than that."
}
