package study

import (
	"context"
	"math"
	"reflect"
	"testing"

	"peakready/models"
	"peakready/models/result"
)

// judged are two seasons' figures of one target.
func judged(values ...float64) (seasons []tally) {
	for _, v := range values {
		seasons = append(seasons, tally{targets: []float64{v}})
	}
	return seasons
}

func TestVerdictsOfAPlanByHand(t *testing.T) {
	head := result.Run{To: 9, Firms: []result.FirmHead{{Name: "shop"}}, Targets: []result.Target{
		{Metric: "delivery.late_share", Place: result.Place{Firm: 0, To: 9}, Limit: 0.05, Max: true, In: 0.9}}}
	four := []float64{0.06, 0.07, 0.08, 0.09}
	for _, c := range []struct {
		says                    string
		values                  []float64
		held, missed, undefined int
		verdict                 result.Verdict
		mean                    float64
	}{
		{"four misses are not ready", four, 0, 4, 0, result.NotReady, 0.075},
		{"the limit itself is kept, no deliveries count as neither", []float64{0.05, math.NaN(), 0.01}, 2, 0, 1, result.Undecided, 0.03},
		{"one miss of two is open", []float64{0.04, 0.06}, 1, 1, 0, result.Undecided, 0.05},
	} {
		t.Run(c.says, func(t *testing.T) {
			g := verdicts(head, judged(c.values...))[0]
			if g.Held != c.held || g.Missed != c.missed || g.Undefined != c.undefined || g.Verdict != c.verdict || math.Abs(g.Value.Mean-c.mean) > 1e-12 {
				t.Errorf("%+v", g)
			}
		})
	}
	t.Run("looks in between spend of the chance of error", func(t *testing.T) {
		looked := head
		looked.Looks = result.Looks{Round: 2, Most: 400}
		if g := verdicts(looked, judged(four[:2]...))[0]; g.Verdict != result.Undecided {
			t.Errorf("%s after the first of two hundred looks", g.Verdict)
		}
		if g := verdicts(head, judged(four[:2]...))[0]; g.Verdict != result.NotReady {
			t.Errorf("%s after the only look", g.Verdict)
		}
	})
}

// TestTargetsUnderPlans: the verdicts of seasons that were forgotten are those
// of a run that keeps them.
func TestTargetsUnderPlans(t *testing.T) {
	plans := plansOf()[:3]
	late := models.Target{Metric: "delivery.late_share", Max: ptrTo(models.Limit{Figure: 0.02}), In: 0.9}
	for i := range plans {
		plans[i].Scenario.Targets = []models.Target{late}
	}
	stricter := late
	stricter.Max = ptrTo(models.Limit{Figure: 0.0001})
	plans[2].Scenario.Targets = []models.Target{stricter}
	all, err := Compare(context.Background(), plans, Work{Replications: 2, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range []Plan{plans[1], plans[2]} {
		run := models.HeadOf(p.Scenario)
		for r := range 2 {
			run.Trials = append(run.Trials, play(t, p.Scenario, r))
		}
		if want := run.Summary().Targets; !reflect.DeepEqual(all[i].Targets, want) || len(want) != 1 {
			t.Errorf("%s: %+v, its run says %+v", p.Name, all[i].Targets, want)
		}
	}
	t.Run("a plan compared with itself has the same verdicts", func(t *testing.T) {
		if !reflect.DeepEqual(all[0].Targets, all[0].BaseTargets) || all[0].Targets[0].Missed == 0 {
			t.Errorf("%+v against %+v", all[0].Targets, all[0].BaseTargets)
		}
	})
	t.Run("a limit that a plan changes is a target of its own", func(t *testing.T) {
		rows := result.TargetRows(all)
		if len(rows) != 2 || rows[0].Verdicts[0] == nil || rows[0].Verdicts[1] == nil || rows[0].Verdicts[2] != nil ||
			rows[1].Verdicts[0] != nil || rows[1].Verdicts[2] == nil || rows[1].Target.Limit != 0.0001 {
			t.Errorf("%+v", rows)
		}
	})
}

func ptrTo[T any](v T) *T { return &v }
