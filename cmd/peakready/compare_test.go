package main

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"peakready/models/result"
	"peakready/sim/stats"
)

// planOf is a plan of four seasons that avoids so many complaints.
func planOf(avoided, reach, ratio, better float64) result.Comparison {
	none := stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), N: 4}
	c := result.Comparison{Plan: "staff", Replications: 4, PerComplaint: none}
	c.ToFirm.Added = stats.Estimate{Mean: -avoided, Lo: -avoided - reach, Hi: -avoided + reach, N: 4}
	c.ToFirm.Joint = c.ToFirm.Added
	c.VarianceRatio.Mean = ratio
	c.Better = stats.Proportion(int(better), 4, result.Confidence)
	c.ByCause = make([]result.Shift, result.Causes)
	return c
}

func TestWhatSameLuckIsWorth(t *testing.T) {
	for _, c := range []struct {
		name, want string
		plan       result.Comparison
	}{
		{"a variance five times less takes five times the seasons", "some 20 seasons", planOf(500, 100, 5, 4)},
		{"what is beyond counting has a bound", "more than 1,000 seasons", planOf(500, 100, 934440, 4)},
		{"less than half is not worth a word", "", planOf(500, 100, 1.9, 4)},
		{"what may be chance is not known well", "", planOf(500, 600, 5, 4)},
		{"a difference that does not vary has no ratio", "", planOf(0, 0, math.NaN(), 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := independent(c.plan); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAComplaintAvoidedByChanceHasNoPrice(t *testing.T) {
	sure := planOf(500, 100, 5, 3)
	sure.PerComplaint = stats.Estimate{Mean: 30, Lo: 20, Hi: 45, N: 4}
	text := comparisonText(&result.Run{Scenario: "town"}, []result.Comparison{sure, planOf(500, 600, 5, 4)})
	for _, want := range []string{"30  (+20 to +45)", "3 of 4 seasons", "-  may be chance", "reaches 0, so that there is no telling",
		"it would take some 20 seasons with independent luck instead of 4"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}

func TestTheCommandOfAFigure(t *testing.T) {
	for _, c := range []struct {
		command    *cobra.Command
		args, want string
	}{
		{newRun(), "--workers|2|--scale|0.005|-q|-o|out|--spill|综合甲|--plan|a/my plan.yaml|--spill|a & b",
			"peakready run city.yaml --plan 'my plan.yaml' --scale 0.5% --spill 综合甲 --spill 'a & b'"},
		{newRun(), "--replication|3|--memory|2GiB|--json", "peakready run city.yaml --replication 3"},
		{newRun(), "--until-decided|--precision|0.05|--of|delivery.late_share|--max-seasons|80|--replications|4|--quick=false",
			"peakready run city.yaml -n 4 --precision 5% --of delivery.late_share --until-decided --max-seasons 80"},
		{newCompare(), "--together|--plan|p.yaml", "peakready compare city.yaml --plan p.yaml --together"},
		{newHeadroom(), "--upto|1.5|--firm|a b|--of|absent|--of|demand", "peakready headroom city.yaml --of absent --of demand --firm 'a b' --upto 1.5"},
		{newDrill(), "--under|x/storm.yaml|--incident|warehouse stop|--seed|9", "peakready drill city.yaml --incident 'warehouse stop' --under storm.yaml --seed 9"},
		{newExplain(), "--kinds|--top|3", "peakready explain city.yaml --kinds"},
		{newSpill(), "--firm|all", "peakready spill city.yaml --firm all"},
	} {
		if err := c.command.ParseFlags(strings.Split(c.args, "|")); err != nil {
			t.Fatal(err)
		}
		if got := commandLine(c.command, "scenarios/city.yaml"); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestAHalfGoesAwayFromZeroLikeInTheReport(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{{100.5, "101"}, {-100.5, "-101"}, {1000.5, "1,001"}, {101.5, "102"}, {0.4, "0"}, {-0.4, "0"}} {
		if got := whole(c.v); got != c.want {
			t.Errorf("%v: %s, want %s", c.v, got, c.want)
		}
	}
}

func TestComparedTargets(t *testing.T) {
	side := func(limit float64, held, missed, undefined int, v result.Verdict) []result.TargetSummary {
		return []result.TargetSummary{{Name: "few late", Unit: result.Share, Bound: "max", Limit: limit, In: 0.9, Held: held, Missed: missed, Undefined: undefined, Verdict: v}}
	}
	a, b := planOf(500, 100, 5, 4), planOf(500, 100, 5, 4)
	a.BaseTargets = side(0.05, 0, 4, 0, result.NotReady)
	a.Targets, b.Targets = side(0.05, 3, 0, 1, result.Undecided), side(0.01, 4, 0, 0, result.Undecided)
	text := comparisonText(&result.Run{Scenario: "town", Scale: 0.1}, []result.Comparison{a, b})
	for _, want := range []string{
		"few late  at most 5%  90%    NOT READY, held 0 of 4  UNDECIDED, held 3 of 3  -",
		"few late  at most 1%  90%    -                       -                       UNDECIDED, held 4 of 4",
		"APPROXIMATE: these verdicts are of seasons scaled to 10%", "more of them (-n) may", "count neither as held", "-: not a target there",
		"4 of 4 seasons  (39.8% to 100.0%)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	a.BaseTargets, a.Targets, b.Targets = nil, nil, nil
	if text := comparisonText(&result.Run{Scenario: "town"}, []result.Comparison{a, b}); strings.Contains(text, "held") {
		t.Error("a comparison without targets speaks of them")
	}
}

func TestComparedTargetsOfManyFirmsAreAGrid(t *testing.T) {
	a := planOf(500, 100, 5, 4)
	a.Plan = "staff"
	pools := []string{"chat", "phone"}
	for f := range 16 {
		firm := fmt.Sprintf("店%d", f)
		for e := range 3 {
			for _, pool := range pools {
				g := result.TargetSummary{Entry: e, Name: fmt.Sprintf("target %d", e), Firm: &firm, Pool: &pool, Unit: result.Share, Bound: "max", Limit: 0.05, In: 0.9, Held: 1, Missed: 3, Verdict: result.NotReady}
				after := g
				switch {
				case e == 0 && pool == "chat":
					after.Held, after.Missed, after.Verdict = 4, 0, result.Ready
				case e == 1:
					after.Held, after.Missed, after.Verdict = 3, 1, result.Undecided
				}
				a.BaseTargets, a.Targets = append(a.BaseTargets, g), append(a.Targets, after)
			}
		}
	}
	whole := result.TargetSummary{Entry: 3, Name: "of the run", Bound: "max", Limit: 1, In: 0.9, Held: 4, Verdict: result.Ready}
	a.BaseTargets, a.Targets = append(a.BaseTargets, whole), append(a.Targets, whole)
	text := comparisonText(&result.Run{Scenario: "town"}, []result.Comparison{a})
	for _, want := range []string{
		"Targets under staff: 48 of 96 targets, of 16 firms, have the verdict that they have as it is", // of target 0 the phone, and target 2
		"  C  target 2: at most 5% in 90% of seasons\n",
		"  店3   1!  1! > 3?  1!\n", // of two pools the one that does worse
		"of the run  at most 1  90%    READY, held 4 of 4",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "target 1, 店") {
		t.Errorf("a firm's targets are listed too:\n%s", text)
	}
}
