package plots

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// judgedBy is a summary with targets of these verdicts, of one firm.
func judgedBy(vs ...result.Verdict) *result.Summary {
	name, sum := "优选", &result.Summary{Firms: make([]result.FirmSummary, 1)}
	worst := result.Ready
	for i, v := range vs {
		g := result.TargetSummary{Entry: i, Name: "delivered late", Unit: result.Share, Firm: &name, Bound: "max", Limit: 0.05, In: 0.9, Verdict: v}
		g.Value, g.Held, g.Missed = stats.Estimate{Mean: 0.0832, N: 20}, 20, 0
		needed := 0
		switch v {
		case result.NotReady:
			g.Held, g.Missed, worst = 3, 17, v
		case result.Undecided:
			if needed = 16 * (i + 1); worst == result.Ready {
				worst = v
			}
		}
		g.Needed = &needed
		g.Probability = stats.Proportion(g.Held, 20, 0.95)
		sum.Targets = append(sum.Targets, g)
	}
	sum.Verdict = &worst
	return sum
}

func clone(sum *result.Summary) *result.Summary { c := *sum; return &c }

func TestVerdictSentence(t *testing.T) {
	const ready, not, open = result.Ready, result.NotReady, result.Undecided
	never := judgedBy(open)
	never.Targets[0].Needed = nil
	undefined := judgedBy(open)
	undefined.Targets[0].Held, undefined.Targets[0].Undefined, undefined.Targets[0].Needed = 0, 20, nil
	close := judgedBy(not)
	close.Targets[0].Value.Mean = 0.0501
	scaled := func(sum *result.Summary, scale float64) *result.Summary { sum.Scale = scale; return sum }
	apart := func(sum *result.Summary, which ...int) *result.Summary {
		sum.Scale = 0.03
		for _, i := range which {
			g := &sum.Targets[i]
			g.NotComparable, g.Mark, g.Needed = true, "not comparable at 3%", nil
		}
		return sum
	}
	for _, c := range []struct {
		says, want string
		sum        *result.Summary
	}{
		{"one is not comparable", "UNDECIDED at a scale of 3%, approximate: “delivered late” is not comparable at 3%, where the same number of complaints is another thing; the other target holds. A run at full size decides.", apart(judgedBy(ready, open), 1)},
		{"the only one is not comparable", "UNDECIDED at a scale of 3%, approximate: “delivered late” is not comparable at 3%, where the same number of complaints is another thing. A run at full size decides.", apart(judgedBy(open), 0)},
		{"not comparable, beside a failure", "NOT READY at a scale of 3%, approximate: 1 of 3 targets fails, because “delivered late” (at most 5%) came to 8.3% and held in 3 of 20 seasons, where 90% are asked; 1 more not decided; 1 not comparable at 3%.", apart(judgedBy(open, not, open), 0)},
		{"not comparable, beside one that awaits seasons", "UNDECIDED at a scale of 3%, approximate: none of 2 targets fails for certain, but 1 awaits more seasons; “delivered late” (at most 5%) came to 8.3% and held in 20 of 20 seasons, where 90% are asked, which about 16 more seasons would decide if that share stays.", apart(judgedBy(open, open), 1)},
		{"all are ready", "READY: all 2 targets hold, each in the share of seasons that it asks for.", judgedBy(ready, ready)},
		{"one fails", "NOT READY: 1 of 3 targets fails, because “delivered late” (at most 5%) came to 8.3% and held in 3 of 20 seasons, where 90% are asked; 1 more not decided.", judgedBy(ready, not, open)},
		{"the only one fails, and two roundings are one", "NOT READY, because “delivered late” (at most 5%) came to 5.01% and held in 3 of 20 seasons, where 90% are asked.", close},
		{"the one that takes longest is named", "UNDECIDED: none of 3 targets fails for certain, but 2 await more seasons; “delivered late” (at most 5%) came to 8.3% and held in 20 of 20 seasons, where 90% are asked, which about 48 more seasons would decide if that share stays.", judgedBy(ready, open, open)},
		{"no number of seasons decides", "UNDECIDED: “delivered late” (at most 5%) came to 8.3% and held in 20 of 20 seasons, where 90% are asked, which no number of seasons decides if that share stays.", never},
		{"no season has the figure", "UNDECIDED: delivered late is not defined in any of the 20 seasons, which no number of seasons decides if that share stays.", undefined},
		{"no targets", "", &result.Summary{}},
		{"full size needs no words", "READY: all 2 targets hold, each in the share of seasons that it asks for.", scaled(judgedBy(ready, ready), 1)},
		{"ready at a scale", "READY at a scale of 10%, approximate: all 2 targets hold, each in the share of seasons that it asks for.", scaled(judgedBy(ready, ready), 0.1)},
		{"failing at a scale", "NOT READY at a scale of 150%, approximate: 1 of 2 targets fails, because “delivered late” (at most 5%) came to 8.3% and held in 3 of 20 seasons, where 90% are asked.", scaled(judgedBy(ready, not), 1.5)},
		{"the only one fails at a scale", "NOT READY at a scale of 2.5%, approximate, because “delivered late” (at most 5%) came to 5.01% and held in 3 of 20 seasons, where 90% are asked.", scaled(clone(close), 0.025)},
		{"open at a scale", "UNDECIDED at a scale of 10%, approximate: “delivered late” (at most 5%) came to 8.3% and held in 20 of 20 seasons, where 90% are asked, which about 16 more seasons would decide if that share stays.", scaled(judgedBy(open), 0.1)},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := VerdictSentence(c.sum); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestTargetsOnTheCards(t *testing.T) {
	run := cityOf(3, 2)
	at := result.Place{From: run.From, To: run.To}
	for f := range run.Firms {
		at.Firm = f
		run.Targets = append(run.Targets, result.Target{Entry: 0, Metric: "orders.placed", Place: at, Limit: 0, In: 0.9})
	}
	at.Firm = 1
	run.Targets = append(run.Targets, result.Target{Entry: 1, Name: "few orders", Metric: "orders.placed", Place: at, Limit: 1, Max: true, In: 0.9})
	sum := run.Summary()
	cards, columns, left := targetCards(run, &sum)
	if len(cards) != 3 || len(columns) != 2 || left != 0 || columns[1].title != "Few orders" || columns[1].limit != "at most 1" {
		t.Fatalf("%d cards, columns %+v, %d left", len(cards), columns, left)
	}
	for _, c := range cards {
		if other := c.marks[1]; c.firm != 1 && (other.verdict != unknown || !math.IsNaN(other.e.Mean)) {
			t.Errorf("%s has the target of another firm: %+v", c.name, other)
		}
	}
	t.Run("the caption counts by verdict, whatever there is room for", func(t *testing.T) {
		const ready, not, open = result.Ready, result.NotReady, result.Undecided
		for want, vs := range map[string][]result.Verdict{
			"1 of 7 targets fails, 6 undecided":                                   {not, open, open, open, open, open, open},
			"2 of 10 targets fail, 1 undecided, 7 ready":                          {ready, ready, ready, ready, ready, ready, ready, not, not, open},
			"None of 2 targets fails for certain, 2 undecided":                    {open, open},
			"Not one of 2 targets holds in the share of seasons that it asks for": {not, not},
			"Every target holds in the share of seasons that it asks for":         {ready, ready},
		} {
			if got := targetHeadline(judgedBy(vs...)); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	})
	t.Run("at most eight targets, the worst of them", func(t *testing.T) {
		verdicts := []result.Verdict{result.Ready, result.NotReady, result.Ready, result.Ready, result.Ready, result.Undecided, result.Ready, result.NotReady, result.Ready, result.NotReady}
		if got := carded(judgedBy(verdicts...)); len(got) != mostColumns || got[0] != 0 || got[1] != 1 || got[5] != 5 || got[6] != 7 || got[7] != 9 {
			t.Errorf("got %v", got)
		}
	})
	t.Run("the verdict comes first on the page", func(t *testing.T) {
		var b bytes.Buffer
		if err := Report(&b, run); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		verdict, findings := strings.Index(page, `<p class="verdict `), strings.Index(page, "<h2>Findings</h2>")
		if verdict < 0 || findings < verdict {
			t.Errorf("the verdict stands at %d, the findings at %d", verdict, findings)
		}
	})
}
