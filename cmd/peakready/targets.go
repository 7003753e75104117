package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"peakready/models/result"
	"peakready/plots"
	"peakready/sim/experiment"
	"peakready/sim/stats"
)

// mostUntilDecided bounds --max-seasons with --until-decided: the exact chances
// of all looks take the square of it.
const mostUntilDecided = 5000

// untilDecided simulates rounds of seasons until every target is decided, or
// most have been made.
func untilDecided(w *working, p *prepared, round, most int, notes io.Writer) (*result.Run, error) {
	targets := p.head.Targets
	tests := make([]*stats.ShareTest, len(targets))
	for i := range targets {
		tests[i] = stats.NewShareTest(targets[i].In, result.Confidence)
	}
	soFar := p.head // with trials, for the metrics to look at
	found, err := p.rounds(w, round, most, func(all []experiment.Outcome[result.Trial]) bool {
		looked := len(soFar.Trials)
		for i := looked; i < len(all); i++ {
			soFar.Trials = append(soFar.Trials, all[i].Value)
		}
		n := map[result.Verdict]int{}
		for i, test := range tests {
			c := targets[i].Count(&soFar, looked, len(all))
			n[result.VerdictOf(test.Look(c.Held, c.Missed, p.head.Looks.Until(len(all))))]++
		}
		fmt.Fprintf(notes, "After %d seasons: of %s %d ready, %d not ready, %d undecided.\n",
			len(all), plural(len(tests), "target"), n[result.Ready], n[result.NotReady], n[result.Undecided])
		return n[result.Undecided] == 0
	})
	if err != nil {
		return nil, err
	}
	if len(found.Trials) == most {
		tellCap(notes, found)
	}
	return found, nil
}

// tellCap says what the cap has left open, and what it would take.
func tellCap(notes io.Writer, found *result.Run) {
	s := found.Summary()
	open, most := 0, 0
	for i := range s.Targets {
		g := &s.Targets[i]
		if g.Verdict != result.Undecided {
			continue
		}
		open++
		if g.Needed == nil {
			most = math.MaxInt
		} else {
			most = max(most, *g.Needed)
		}
	}
	if open == 0 {
		return
	}
	fmt.Fprintf(notes, "peakready: after %d seasons, the most that is allowed, %s undecided; ", len(found.Trials), plural(open, "target"))
	if most == math.MaxInt {
		fmt.Fprintf(notes, "if the shares stay as they are, no number of seasons decides all of them\n")
		return
	}
	fmt.Fprintf(notes, "if the shares stay as they are, about %s more would decide: --max-seasons %d\n", whole(float64(most)), len(found.Trials)+most)
}

// verdicts begins the output of a run whose scenario sets targets: the verdict
// with its reason, then each target.
func verdicts(b *strings.Builder, s *result.Summary) {
	if s.Verdict == nil {
		return
	}
	fmt.Fprintf(b, "%s\n\n", plots.VerdictSentence(s))
	headers := []string{"target", "limit", "mean", "held in", "", "asked", "verdict", "seasons still needed"}
	t := aligned(func(column int) bool { return column == 2 || column == 3 || column == 5 }, headers)
	undefined := 0
	for i := range s.Targets {
		g := &s.Targets[i]
		show := figureOf(g.Unit, s.Window)
		limit := "at least "
		if g.Bound == "max" {
			limit = "at most "
		}
		needed := ""
		switch {
		case g.Verdict != result.Undecided:
		case g.Needed == nil:
			needed = "no number would do"
		default:
			needed = "about " + whole(float64(*g.Needed))
		}
		undefined += g.Undefined
		t.Row(s.Title(g), limit+limitText(g, show), show(g.Value.Mean), fmt.Sprintf("%d of %d", g.Held, g.Held+g.Missed),
			interval(g.Probability, 1, percent), asPercent(g.In), string(g.Verdict), needed)
	}
	show(b, t)
	if undefined > 0 {
		b.WriteString("  seasons in which a figure is not defined count neither as held nor as missed\n\n")
	}
}

// limitText is a limit with all its digits.
func limitText(g *result.TargetSummary, show func(float64) string) string {
	if g.Unit == result.Share {
		return asPercent(g.Limit)
	}
	text := show(g.Limit)
	if g.Limit == math.Trunc(g.Limit) && (g.Unit == result.Number || g.Unit == result.PerMillion) {
		text = whole(g.Limit)
	}
	return text + unitText(g.Unit)
}

// unitText is the unit of a figure where its writing does not say it.
func unitText(u result.Unit) string {
	switch u {
	case result.Days:
		return " d"
	case result.CNY:
		return " CNY"
	case result.PerMillion:
		return " per million"
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
