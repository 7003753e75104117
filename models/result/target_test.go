package result_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// seasons is a run of n trials, of which the first have so many orders placed
// on day 1: one of each number.
func seasons(placed ...int64) *result.Run {
	r := &result.Run{From: 1, To: 2, NDays: 4, Firms: []result.FirmHead{{Name: "甲店"}}, Asked: len(placed)}
	for i, n := range placed {
		f := result.FirmTrial{Days: make([]result.Row, 4), Cohorts: make([]result.Row, 4)}
		f.Cohorts[1][result.Placed] = n
		// One delivery in ten is late where there are orders; none without.
		f.Cohorts[1][result.Delivered], f.Cohorts[1][result.DeliveredLate] = n, n/10
		r.Trials = append(r.Trials, result.Trial{Replication: i, Firms: []result.FirmTrial{f}})
	}
	return r
}

// repeat is n times a number.
func repeat(n int, v int64) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func TestVerdicts(t *testing.T) {
	orders := result.Target{Metric: "orders.placed", Place: result.Place{From: 1, To: 2}, Limit: 100, Max: true, In: 0.9}
	least := orders
	least.Max = false
	late := result.Target{Metric: "delivery.late_share", Place: result.Place{From: 1, To: 2}, Limit: 0.05, Max: true, In: 0.9}
	some := func(n *int) string {
		if n == nil {
			return "none"
		}
		return fmt.Sprint(*n)
	}
	cases := []struct {
		says   string
		run    *result.Run
		target result.Target
		looks  result.Looks
		counts [3]int // held, missed, undefined
		want   result.Verdict
		needed string
	}{
		{"36 seasons without a miss are ready, the limit itself is kept", seasons(repeat(36, 100)...), orders, result.Looks{}, [3]int{36, 0, 0}, result.Ready, "0"},
		{"35 are not enough", seasons(repeat(35, 100)...), orders, result.Looks{}, [3]int{35, 0, 0}, result.Undecided, "1"},
		{"four misses are enough", seasons(repeat(4, 101)...), orders, result.Looks{}, [3]int{0, 4, 0}, result.NotReady, "0"},
		{"a season alone is not", seasons(101), orders, result.Looks{}, [3]int{0, 1, 0}, result.Undecided, "1"},
		{"at least", seasons(repeat(4, 99)...), least, result.Looks{}, [3]int{0, 4, 0}, result.NotReady, "0"},
		{"at least, and no more", seasons(repeat(36, 100)...), least, result.Looks{}, [3]int{36, 0, 0}, result.Ready, "0"},
		{"seasons without the figure do not count", seasons(append(repeat(36, 0), repeat(4, 100)...)...), late, result.Looks{}, [3]int{0, 4, 36}, result.NotReady, "0"},
		{"none has the figure", seasons(repeat(40, 0)...), late, result.Looks{}, [3]int{0, 0, 40}, result.Undecided, "none"},
		{"half of the seasons without it double what is needed", seasons(append(repeat(10, 0), repeat(10, 8)...)...), late, result.Looks{}, [3]int{10, 0, 10}, result.Undecided, "52"},
		{"the share asked for stays open", seasons(append(repeat(9, 100), 101)...), orders, result.Looks{}, [3]int{9, 1, 0}, result.Undecided, "none"},
		{"the same 36 seasons in looks are not enough", seasons(repeat(36, 100)...), orders, result.Looks{Round: 12, Most: 400}, [3]int{36, 0, 0}, result.Undecided, "12"},
		// At 48 of 400 a share of 90% shows no miss in 0.64%; sqrt(48/400) of 2.5% is 0.87%.
		{"at the end of a plan what a longer one needs counts", seasons(repeat(24, 100)...), orders, result.Looks{Round: 12, Most: 24}, [3]int{24, 0, 0}, result.Undecided, "12"},
		// Of a plan of 36 nothing is spent before the last look: 0.9^36 is 2.3%.
		{"the last round of a plan may be short", seasons(repeat(20, 100)...), orders, result.Looks{Round: 20, Most: 38}, [3]int{20, 0, 0}, result.Undecided, "18"},
		{"seasons without the figure lengthen the plan", seasons(append(repeat(24, 0), repeat(24, 8)...)...), late, result.Looks{Round: 12, Most: 48}, [3]int{24, 0, 24}, result.Undecided, "24"},
		{"a miss in twenty: an even chance by 160", seasons(append(repeat(19, 100), 101)...), orders, result.Looks{Round: 20, Most: 20}, [3]int{19, 1, 0}, result.Undecided, "140"},
		{"beyond 5,000 seasons the bound for any number of looks", seasons(slices.Repeat(append(repeat(91, 100), repeat(10, 101)...), 2)...), orders, result.Looks{Round: 101, Most: 202}, [3]int{182, 20, 0}, result.Undecided,
			fmt.Sprint(int(stats.TrialsToDecideAnyTime(182./202, 0.9, 0.95)) - 202)},
		{"but 60 are", seasons(repeat(60, 100)...), orders, result.Looks{Round: 20, Most: 400}, [3]int{60, 0, 0}, result.Ready, "0"},
	}
	for _, c := range cases {
		t.Run(c.says, func(t *testing.T) {
			c.run.Targets, c.run.Looks = []result.Target{c.target}, c.looks
			s := c.run.Summary()
			g := s.Targets[0]
			if got := [3]int{g.Held, g.Missed, g.Undefined}; got != c.counts {
				t.Errorf("held, missed, undefined %v, want %v", got, c.counts)
			}
			if g.Verdict != c.want || s.Verdict == nil || *s.Verdict != c.want || some(g.Needed) != c.needed {
				t.Errorf("%s (all: %v), %s more, want %s, %s more", g.Verdict, s.Verdict, some(g.Needed), c.want, c.needed)
			}
			e := g.Probability
			if g.Verdict == result.Ready != (e.Lo >= g.In) || g.Verdict == result.NotReady != (e.Hi < g.In) {
				t.Errorf("%s of %+v", g.Verdict, e)
			}
		})
	}
}

func TestTheWorstVerdictIsThatOfAll(t *testing.T) {
	r := seasons(repeat(40, 100)...)
	target := func(limit float64, in float64) result.Target {
		return result.Target{Metric: "orders.placed", Place: result.Place{From: 1, To: 2}, Limit: limit, Max: true, In: in}
	}
	kept, open, failed := target(100, 0.9), target(100, 0.99), target(99, 0.9)
	for _, c := range []struct {
		says    string
		targets []result.Target
		want    result.Verdict
	}{
		{"all ready", []result.Target{kept, kept}, result.Ready},
		{"one undecided", []result.Target{kept, open, kept}, result.Undecided},
		{"one failed", []result.Target{failed, open, kept}, result.NotReady},
		{"one failed, after an undecided one", []result.Target{open, failed}, result.NotReady},
	} {
		t.Run(c.says, func(t *testing.T) {
			r.Targets = c.targets
			if got := r.Summary().Verdict; got == nil || *got != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
	r.Targets = nil
	if s := r.Summary(); s.Verdict != nil || len(s.Targets) != 0 {
		t.Errorf("without targets: %v, %v", s.Verdict, s.Targets)
	}
}

// TestVerdictsOfLooks: the verdict of a run is that of whoever looked while it
// grew, and a verdict once given stands.
func TestVerdictsOfLooks(t *testing.T) {
	placed := append(repeat(60, 100), repeat(90, 101)...)
	r := seasons(placed...)
	r.Looks = result.Looks{Round: 20, Most: 200}
	g := result.Target{Metric: "orders.placed", Place: result.Place{From: 1, To: 2}, Limit: 100, Max: true, In: 0.8}
	r.Targets = []result.Target{g}
	test := stats.NewShareTest(g.In, result.Confidence)
	for n := 20; n <= 140; n += 20 {
		c := g.Count(r, n-20, n)
		want := result.VerdictOf(test.Look(c.Held, c.Missed, r.Looks.Until(n)))
		part := *r
		part.Trials = r.Trials[:n]
		if got := part.Summary().Targets[0].Verdict; got != want {
			t.Errorf("after %d seasons %s, whoever looked says %s", n, got, want)
		}
	}
	if test.Decision() != stats.Above {
		t.Error("60 seasons without a miss did not show 80%, or the verdict did not stand")
	}
}

func TestTargetsInJSON(t *testing.T) {
	r := seasons(repeat(4, 101)...)
	r.Targets = []result.Target{{Name: "few orders", Metric: "orders.placed", Place: result.Place{From: 1, To: 2}, Limit: 100, Max: true, In: 0.9}}
	b, err := json.Marshal(r.Summary())
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Verdict string
		Targets []map[string]any
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	got := all.Targets[0]
	for name, want := range map[string]any{
		"metric": "orders.placed", "name": "few orders", "firm": "甲店", "pool": nil, "bound": "max", "limit": 100.0, "in": 0.9,
		"verdict": "NOT READY", "held": 0.0, "missed": 4.0, "undefined": 0.0, "needed": 0.0,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s: %v, want %v", name, v, want)
		}
	}
	if p := got["probability"].(map[string]any); p["mean"] != 0.0 || p["lo"] != 0.0 || math.Abs(p["hi"].(float64)-0.6024) > 1e-4 || all.Verdict != "NOT READY" {
		t.Errorf("got %v, verdict %s", p, all.Verdict)
	}
}
