package plots

import (
	"strings"
	"testing"

	"peakready/models/result"
)

// tried is a season with two plans, the second with a rule and a limit of its own.
func tried() *result.Run {
	run := smallSeason().run()
	target := func(limit float64, held int, v result.Verdict) result.TargetSummary {
		return result.TargetSummary{Name: "few late", Metric: "delivery.late_share", Unit: result.Share, Bound: "max", Limit: limit, In: 0.9,
			Probability: est(float64(held)/4, 0, 1), Held: held, Missed: 4 - held, Verdict: v}
	}
	was := []result.TargetSummary{target(0.05, 0, result.NotReady)}
	plan := func(name string, targets ...result.TargetSummary) result.Comparison {
		return result.Comparison{Plan: name, Plans: 2, Replications: 4, Better: est(1, 0.398, 1), BaseTargets: was, Targets: targets}
	}
	staff, night := plan("staff", target(0.05, 4, result.Undecided)), plan("night", target(0.01, 3, result.Undecided))
	night.Contingency = []result.FiringSummary{{Rule: "night shift", Firm: "华北优选", FiredShare: est(1, 0.4, 1), Firings: est(12, 9, 15), Active: est(94, 72, 116),
		Cost: est(3384, 2601, 4167), Elsewhere: est(120, 100, 140), First: "2026-11-11 00:40"}}
	run.Comparisons = []result.Comparison{staff, night}
	for i := range run.Comparisons {
		run.Comparisons[i].ToFirm.Joint, run.Comparisons[i].ToFirm.Base = est(-100.5, -300, 100), est(1000, 900, 1100)
		run.Comparisons[i].Better.N = 4
	}
	return run
}

func TestTheReportTellsOfTargetsAndRulesUnderPlans(t *testing.T) {
	run := tried()
	got := report(t, run)
	for says, want := range map[string]string{
		"a table of verdicts":            "<h3>Targets under each plan</h3>",
		"how often it held":              `NOT READY</span> <span class="range">held 0 of 4</span>`,
		"a plan's verdict":               `UNDECIDED</span> <span class="range">held 4 of 4</span>`,
		"a limit of the plan's own":      "at most 1%",
		"what no verdict is":             "–: not a target there",
		"the log under the plan":         "<h3>Contingency rules under night</h3>",
		"when it fired":                  "2026-11-11 00:40",
		"what elsewhere is":              "Elsewhere: compensation paid and margin lost because of the rule",
		"what becomes of those who wait": "a spare carrier gets only what is handed over from then on",
		"the interval of a share":        "(39.8%–100%)",
		"a half goes away from zero":     "&#43;101</span>",
		"what the interval is of":        "exact binomial",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %s: %q", says, want)
		}
	}
	if strings.Contains(got, "rules under staff") {
		t.Error("a plan without rules has a log")
	}
	run.Scale = 0.1
	if got := report(t, run); !strings.Contains(got, "These seasons are scaled to 10%, approximate") {
		t.Error("the verdicts of scaled seasons do not say so")
	}
}
