package main

import (
	"fmt"
	"strings"

	"peakready/models/result"
	"peakready/plots"
)

// verdicts begins the output of a run whose scenario sets targets: the verdict
// with its reason, then each target.
func verdicts(b *strings.Builder, s *result.Summary) {
	if s.Verdict == nil {
		return
	}
	fmt.Fprintf(b, "%s\n\n", plots.VerdictSentence(s))
	grid := len(s.Targets) > mostRows && len(s.Firms) > 1
	if grid {
		verdictGrid(b, s)
	}
	headers := []string{"target", "limit", "mean", "held in", "", "asked", "verdict", "seasons still needed"}
	t := aligned(func(column int) bool { return column == 2 || column == 3 || column == 5 }, headers)
	undefined, rows, endless := 0, 0, false
	for i := range s.Targets {
		g := &s.Targets[i]
		undefined += g.Undefined
		if grid && g.Firm != nil {
			continue
		}
		rows++
		limit := "at least "
		if g.Bound == "max" {
			limit = "at most "
		}
		needed := ""
		switch {
		case g.NotComparable:
			needed = g.Mark
		case g.Verdict != result.Undecided:
		case g.Endless():
			needed, endless = result.NoNumber, true
		default:
			needed = "about " + whole(float64(*g.Needed))
		}
		t.Row(s.Title(g), limit+limitText(g), g.Write(g.Value.Mean), fmt.Sprintf("%d of %d", g.Held, g.Held+g.Missed),
			interval(g.Probability, 1, percent), asPercent(g.In), string(g.Verdict), needed)
	}
	if rows > 0 {
		show(b, t)
	}
	if endless {
		b.WriteString("  " + result.NoNumberNote + "\n")
	}
	if undefined > 0 {
		b.WriteString("  seasons in which a figure is not defined count neither as held nor as missed\n")
	}
	if endless || undefined > 0 {
		b.WriteString("\n")
	}
}

// limitText is a limit with all its digits, its unit, and what it is at full size
// where the run is not.
func limitText(g *result.TargetSummary) string {
	text := g.Write(g.Limit) + unitText(g.Unit)
	if full := g.FullSizeWords(); full != "" {
		text += " (" + full + ")"
	}
	return text
}

// unitText is the unit of a figure where its writing does not say it.
func unitText(u result.Unit) string {
	switch u {
	case result.PerMillion:
		return " per million"
	case result.PerMillionParcels:
		return " per million parcels"
	case result.PerDay:
		return " a day"
	}
	return ""
}

// verdictCode is the error that carries the exit code of a verdict, which has
// been printed.
func verdictCode(s *result.Summary) error {
	switch {
	case s.Verdict == nil || *s.Verdict == result.Ready:
		return nil
	case *s.Verdict == result.NotReady:
		return &failure{code: exitNotReady}
	}
	return &failure{code: exitUndecided}
}
