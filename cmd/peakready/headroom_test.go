package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/queueing"
)

// headroomRead is what the tests read of `headroom --json`.
type headroomRead struct {
	Replications int
	Headroom     []struct {
		Of         string
		Firm       *string
		Multiplier *thresholdRead
		Share      *thresholdRead
		Binding    int
		Targets    []struct {
			Name       string
			Multiplier *thresholdRead
			Share      *thresholdRead
			Seasons    []struct {
				Kept  *float64 `json:"kept_at"`
				Fails *float64 `json:"fails_at"`
			}
		}
	}
}

type thresholdRead struct {
	Value *float64
	Fails *float64 `json:"fails_at"`
	Lo    *float64
	Hi    *float64
	N     int
}

// headroomOfFile runs `headroom --json` on the text of a scenario.
func headroomOfFile(t *testing.T, text string, change func(o *headroomOptions)) (r headroomRead, printed []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "scenario.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	o := headroomOptions{step: scale{value: defaultStep}, most: factor{scale{value: defaultMostDemand}}, output: output{json: true}}
	o.scenario, o.quiet = file, true
	change(&o)
	var out bytes.Buffer
	if err := headroom(o, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r, out.Bytes()
}

// deskOf is a contact centre alone around the clock: so many agents, calls an
// hour, 3 min each, patience of 5 min on average, all exponential.
const deskOf = `
name: Erlang A
season: {from: 2026-10-05, to: 2026-10-18, warm_up: 1d, cool_down: 0d, drain: 1d}
seed: 11
replications: 19
firms:
  - name: firm
    service:
      resolved: {other: 100%%}
      pools:
        - name: desk
          channel: phone
          reasons: [other]
          handle_time: exponential(mean=3m)
          patience: exponential(mean=5m)
          redial: 0%%
          answer_within: 20s
          shift_end: preempt
          staffing: {shrinkage: 0%%, shifts: [{from: "00:00", to: "24:00", agents: %d}]}
          contacts: [{name: calls, rates: [{from: "00:00", to: "24:00", rate: %g/h}]}]
targets:
  - {metric: pools.service_level, min: 80%%, in: 50%%}
`

// answeredInTime is the service level of that desk by Erlang A.
func answeredInTime(perHour float64, agents int) float64 {
	return queueing.ErlangA{Lambda: perHour / 3600, Mu: 1. / 180, Theta: 1. / 300, Servers: agents}.ServiceLevel(20)
}

// TestHeadroomOfADeskByErlangA: in half of the seasons the service level lies above
// its exact value, so that the headroom asked for in half of them is where that
// value crosses the limit. The interval misses it by chance once in 20 seeds; the
// step is 2%, and a season's own service level is known to 1%.
func TestHeadroomOfADeskByErlangA(t *testing.T) {
	const agents, perHour = 20, 300.
	exact := func(lo, hi float64, level func(x float64) float64) float64 {
		for range 60 {
			if mid := (lo + hi) / 2; level(mid) >= 0.8 {
				lo = mid
			} else {
				hi = mid
			}
		}
		return lo
	}
	t.Run("how much more demand", func(t *testing.T) {
		want := exact(0.5, 2, func(x float64) float64 { return answeredInTime(perHour*x, agents) })
		r, _ := headroomOfFile(t, fmt.Sprintf(deskOf, agents, perHour), func(o *headroomOptions) {
			o.replications.given, o.replications.value = true, 19
		})
		x := r.Headroom[0].Multiplier
		if x.Lo == nil || x.Hi == nil || !(*x.Lo <= want && want <= *x.Hi) {
			t.Errorf("interval %v to %v, exactly %.4f", x.Lo, x.Hi, want)
		}
		// The median of 19 seasons: its 95% interval is 0.11 wide, a standard error of
		// 2.5%; four of them.
		if x.Value == nil || math.Abs(*x.Value/want-1) > 0.1 || x.N != 19 {
			t.Errorf("kept up to %v of %d seasons, exactly %.4f; %v to %v", *x.Value, x.N, want, *x.Lo, *x.Hi)
		}
	})
	t.Run("how many agents fewer", func(t *testing.T) {
		// Heads are whole: the fewest agents that keep it, and the share of 20 away
		// that leaves as many.
		fewest := agents
		for answeredInTime(240, fewest-1) >= 0.8 {
			fewest--
		}
		r, _ := headroomOfFile(t, fmt.Sprintf(deskOf, agents, 240.), func(o *headroomOptions) {
			o.of = []string{"absent"}
		})
		x := r.Headroom[0].Share
		left := math.Round(agents * (1 - *x.Value))
		if int(left) != fewest || math.Round(agents*(1-*x.Fails)) != left-1 {
			t.Errorf("kept with %v of 20 away, fails with %v; the fewest by Erlang A are %d (%.3f and, with one less, %.3f)", *x.Value, *x.Fails, fewest,
				answeredInTime(240, fewest), answeredInTime(240, fewest-1))
		}
	})
}

func TestHeadroomText(t *testing.T) {
	nan := math.NaN()
	target := func(title string, x result.Threshold, reversed int) result.TargetHeadroom {
		return result.TargetHeadroom{Target: result.Target{Limit: 0.05, Max: true, In: 0.9}, Title: title, Unit: result.Share, Level: x, Reversed: reversed}
	}
	all := []result.Headroom{
		{Of: result.Demand, Replications: 20, Step: 0.02, Least: 0.5, Most: 2, Trials: 99, QuickTrials: 300, Firms: []result.FirmHeadroom{
			{Firm: "tight", Level: result.Threshold{Value: 0.9, Fails: 0.92, Lo: nan, Hi: 1.1, N: 20}, Binding: 1, Targets: []result.TargetHeadroom{
				target("late", result.Threshold{Value: 1.06, Fails: 1.08, Lo: 0.95, Hi: 1.2, N: 20}, 0),
				target("answered", result.Threshold{Value: 0.9, Fails: 0.92, Lo: nan, Hi: 1.1, N: 20}, 1),
			}},
			{Firm: "", Level: result.Threshold{Value: 2, Fails: nan, Lo: 1.5, Hi: nan, N: 20}, Targets: []result.TargetHeadroom{
				target("shared", result.Threshold{Value: 2, Fails: nan, Lo: 1.5, Hi: nan, N: 20}, 0),
			}},
			{Firm: "hopeless", Level: result.Threshold{Value: nan, Fails: 0.5, Lo: nan, Hi: 0.5, N: 20}, Targets: []result.TargetHeadroom{
				target("never", result.Threshold{Value: nan, Fails: 0.5, Lo: nan, Hi: 0.5, N: 20}, 0),
			}},
		}},
		{Of: result.Absent, Replications: 20, Step: 0.02, Most: 0.9, Firms: []result.FirmHeadroom{
			{Firm: "tight", Level: result.Threshold{Value: nan, Fails: 0, Lo: nan, Hi: nan, N: 20}, Targets: []result.TargetHeadroom{
				target("late", result.Threshold{Value: nan, Fails: 0, Lo: nan, Hi: nan, N: 20}, 0),
			}},
		}},
	}
	text := headroomText("Town", 1, all)
	for _, want := range []string{
		"Town: times the demand until targets fail, 20 seasons", "not above ×1.10", "answered     NOT KEPT AS PLANNED", "×0.95 to ×1.20",
		"over ×2.00", "not below ×1.50", "not up to ×2.00", "all firms together", "under ×0.50",
		"1 season kept a target at a level above one at which", "99 seasons simulated order by order, where 300 quick runs",
		"Town: share of the agents of every pool away", "none", "to a step of 2 points",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(text, "NaN") {
		t.Error("it shows what is not known")
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestHeadroomRefuses(t *testing.T) {
	shop, crowded := filepath.Join("..", "..", "scenarios", "small.yaml"), filepath.Join(t.TempDir(), "crowded.yaml")
	if err := os.WriteFile(crowded, []byte("firms: [{name: 小店, demand: {scale: 900}}]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		says, wrong string
		change      func(o *headroomOptions)
	}{
		{"a scenario without targets", "sets no targets", func(o *headroomOptions) { o.scenario = filepath.Join("..", "..", "scenarios", "service-desk.yaml") }},
		{"what cannot be turned up", "did you mean absent?", func(o *headroomOptions) { o.of = []string{"abscent"} }},
		{"a firm that is not there", "firms with targets are 小店", func(o *headroomOptions) { o.firms = []string{"somebody"} }},
		{"no step", "--tolerance 0%", func(o *headroomOptions) { o.step.value = 0 }},
		{"a step beyond sense", "--tolerance 60%", func(o *headroomOptions) { o.step.value = 0.6 }},
		{"nothing above the plan", "--upto 1", func(o *headroomOptions) { o.most.value = 1 }},
		{"more demand than can be numbered", "is too much", func(o *headroomOptions) {
			o.most.value, o.plans = 100, []string{crowded}
		}},
	} {
		t.Run(c.says, func(t *testing.T) {
			o := headroomOptions{step: scale{value: defaultStep}, most: factor{scale{value: defaultMostDemand}}}
			o.scenario, o.quiet = shop, true
			c.change(&o)
			if err := headroom(o, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("got %v, want an error with %q", err, c.wrong)
			}
		})
	}
}
