package main

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// manyTargets is two firms with so many targets each, of every verdict in turn:
// the first is of two pools, of which the second does worse; the last is of the run.
func manyTargets(entries int) *result.Summary {
	s := &result.Summary{Firms: make([]result.FirmSummary, 2)}
	firms, pools := []string{"甲店", "乙店"}, []string{"chat", "phone"}
	verdict := result.Undecided
	s.Verdict = &verdict
	add := func(entry int, firm, pool *string, mean float64, v result.Verdict) {
		s.Targets = append(s.Targets, result.TargetSummary{
			Entry: entry, Name: fmt.Sprintf("target %d", entry), Unit: result.Share, Firm: firm, Pool: pool, Bound: "max", Limit: 0.25, In: 0.9,
			Value: stats.Estimate{Mean: mean}, Probability: stats.Estimate{Mean: 0.5}, Held: 1, Missed: 1, Verdict: v,
		})
	}
	for f := range firms {
		add(0, &firms[f], &pools[0], 0.111, result.Ready)
		add(0, &firms[f], &pools[1], 0.222, result.NotReady)
		for e := 1; e < entries; e++ {
			v := result.Undecided
			if f == 1 {
				v = result.Ready
			}
			add(e, &firms[f], nil, float64(e+100*f)/1000, v)
		}
	}
	s.Targets[3].Value.Mean = math.NaN()
	add(entries, nil, nil, 0.5, result.Ready)
	return s
}

func TestManyTargetsAreAGrid(t *testing.T) {
	var b strings.Builder
	verdicts(&b, manyTargets(16))
	text := b.String()
	for _, want := range []string{
		"  A  target 0: at most 25% in 90% of seasons\n", // of several pools
		"  P  target 15: at most 25% in 90% of seasons\n",
		"  甲店  NOT READY  22.2% !  0.1% ?  none ?  0.3% ?",
		"  乙店  NOT READY  22.2% !   10.1%   10.2%   10.3%",
		"  target 16 ", // of the run, below
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, "11.1% !") || strings.Contains(text, "target 2, ") {
		t.Errorf("a target stands there twice:\n%s", text)
	}
	t.Run("few are a list", func(t *testing.T) {
		var b strings.Builder
		verdicts(&b, manyTargets(13))
		if !strings.Contains(b.String(), "target 1, 甲店 ") || strings.Contains(b.String(), "  A  ") {
			t.Errorf("got\n%s", b.String())
		}
	})
}

func TestHeadroomOfManyTargetsIsAGrid(t *testing.T) {
	h := &result.Headroom{Of: result.Demand, Least: 0.5, Most: 2}
	for _, firm := range []string{"甲店", "乙店"} {
		x := result.FirmHeadroom{Firm: firm}
		for e := range 16 {
			level := result.Threshold{Value: 1 + float64(e)/100, Fails: 1.5}
			switch e {
			case 1:
				level.Value = math.NaN()
			case 2:
				level.Value, level.Fails = 2, math.NaN()
			}
			x.Targets = append(x.Targets, result.TargetHeadroom{
				Target: result.Target{Entry: e, Max: true, Limit: 0.05, In: 0.9}, Title: fmt.Sprintf("target %d, %s, chat", e, firm), Unit: result.Share, Level: level,
			})
		}
		h.Firms = append(h.Firms, x)
	}
	var b strings.Builder
	targetTable(&b, h, 1)
	for _, want := range []string{
		"  A  target 0, chat: at most 5% in 90% of seasons\n",
		"  乙店  ×1.00  under ×0.50  over ×2.00  ×1.03",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

func TestLettersOfColumns(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "A1", 53: "B2"} {
		if got := letter(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}
