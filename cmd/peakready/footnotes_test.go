package main

import (
	"strings"
	"testing"

	"peakready/models/result"
)

// TestFootnotesOfAComparison: how the last column is decided, at how many pairs,
// and that firings of a scaled copy are approximate, once above all logs.
func TestFootnotesOfAComparison(t *testing.T) {
	plans := func(n int, rules bool) (all []result.Comparison) {
		for range n {
			c := planOf(500, 600, 5, 4)
			if rules {
				c.Contingency = []result.FiringSummary{{Rule: "night"}}
			}
			all = append(all, c)
		}
		return all
	}
	for _, c := range []struct {
		says  string
		head  result.Run
		all   []result.Comparison
		has   []string
		lacks []string
	}{
		{"five plans are told apart by fifteen pairs", result.Run{}, plans(5, false),
			[]string{"Student's test of the logarithms", "all 15 pairs of the 5 plans and the scenario", "for the 5 pairs with the scenario as it is alone"}, []string{"laid under", "APPROXIMATE"}},
		{"one plan is told by its interval", result.Run{}, plans(1, false),
			[]string{"as the interval in a typical season, which must lie below 0"}, []string{"pairs of"}},
		{"the price says of what it may be chance", result.Run{}, plans(2, false),
			[]string{"-  the mean may be chance", "the mean may be chance: the interval of the mean"}, []string{"-  may be chance"}},
		{"what lies under all is named", result.Run{Plans: []string{"ready.yaml", "storm.yaml"}}, plans(1, false),
			[]string{"laid under every plan, and over the scenario as it is: ready.yaml, storm.yaml\n\n"}, nil},
		{"firings of a small copy flutter", result.Run{Scale: 0.3}, plans(2, true),
			[]string{"  APPROXIMATE: these firings are of seasons scaled to 30%, whose small teams flutter", "Contingency rules under staff\n\n  APPROXIMATE", "fire more often than at full size\n  rule"}, []string{"less often"}},
		{"those of a large copy do so less", result.Run{Scale: 1.5}, plans(1, true),
			[]string{"scaled to 150%, whose large teams flutter less"}, []string{"more often"}},
		{"at full size nothing is said", result.Run{Scale: 1}, plans(2, true), []string{"Contingency rules under staff"}, []string{"APPROXIMATE"}},
		{"without rules nothing either", result.Run{Scale: 0.3}, plans(2, false), nil, []string{"flutter"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			text := comparisonText(&c.head, c.all)
			for _, want := range c.has {
				if !strings.Contains(text, want) {
					t.Errorf("the text lacks %q:\n%s", want, text)
				}
			}
			for _, not := range c.lacks {
				if strings.Contains(text, not) {
					t.Errorf("the text has %q:\n%s", not, text)
				}
			}
			if strings.Count(text, "APPROXIMATE") > 1 {
				t.Errorf("it is said twice:\n%s", text)
			}
		})
	}
}

func TestWhatNoNumberOfSeasonsDecides(t *testing.T) {
	about := 7
	for _, c := range []struct {
		says    string
		verdict result.Verdict
		needed  *int
		endless bool
	}{
		{"an open target without a number has a note", result.Undecided, nil, true},
		{"one with a number has none", result.Undecided, &about, false},
		{"nor has one that is decided", result.NotReady, nil, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			s := &result.Summary{Verdict: &c.verdict, Targets: []result.TargetSummary{{Name: "few late", Unit: result.Share, Bound: "max", Limit: 0.05, In: 0.5, Held: 2, Missed: 2, Verdict: c.verdict, Needed: c.needed}}}
			if s.Targets[0].Endless() != c.endless {
				t.Errorf("endless: %t", !c.endless)
			}
			var b strings.Builder
			verdicts(&b, s)
			_, below, _ := strings.Cut(b.String(), "UNDECIDED  no number would do")
			if got := strings.HasSuffix(below, "\n  no number would do: the share seen is the share asked, or no season has the figure; if it stays so no number of seasons decides\n\n"); got != c.endless {
				t.Errorf("got\n%s", b.String())
			}
		})
	}
}
