package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
)

// queued makes a run of one replication whose only line has a queue at the end
// of each day and a capacity; the window holds all days but the first from.
func queued(queue, capacity []float64, from int) *result.Run {
	n := len(queue)
	r := &result.Run{Firms: []result.FirmHead{{Name: "A"}}, Lines: []result.LineHead{{Name: "w", Kind: warehouse}},
		Start: 20758, From: from, To: n - 1, NDays: n}
	line := result.LineTrial{Days: make([]result.LineDay, n)}
	for d := range n {
		line.Days[d] = result.LineDay{Queue: int64(queue[d]), Capacity: capacity[d]}
	}
	r.Trials = []result.Trial{{Firms: []result.FirmTrial{{Days: make([]result.Row, n), Cohorts: make([]result.Row, n)}}, Lines: []result.LineTrial{line}}}
	return r
}

func flat(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }

func TestBacklogClears(t *testing.T) {
	for _, c := range []struct {
		name    string
		queue   []float64
		busiest int
		want    clearing
	}{
		{"a queue that never rises is cleared the same day", flat(30, 20), 10, clearing{0, true}},
		{"what a line usually holds at midnight is no backlog", slices.Concat(flat(60, 10), []float64{400, 200, 69}, flat(60, 7)), 10, clearing{2, true}},
		{"a tenth of a day over the usual is calm, more is not", slices.Concat(flat(60, 10), []float64{400, 71, 70}, flat(60, 7)), 10, clearing{2, true}},
		{"a last mile that feels it three days later is counted from the busiest day", slices.Concat(flat(0, 13), []float64{300, 100}, flat(0, 5)), 10, clearing{5, true}},
		{"a rise a month later is another matter", slices.Concat(flat(0, 40), flat(500, 5)), 10, clearing{0, true}},
		{"what stays is said to stay", slices.Concat(flat(0, 10), flat(300, 10)), 10, clearing{10, false}},
		{"a first day has no days before it", slices.Concat([]float64{300, 100, 5}, flat(0, 5)), 0, clearing{2, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := queued(c.queue, flat(100, len(c.queue)), 0)
			if got := backlogOf(run, []int{0}).clears(c.busiest); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
	t.Run("the ordinary is known from the warm-up", func(t *testing.T) {
		run := queued(slices.Concat(flat(60, 10), []float64{400, 200, 65}, flat(60, 7)), flat(100, 20), 10)
		if got, want := backlogOf(run, []int{0}).clears(10), (clearing{2, true}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

func TestDaysOfWorkUseTheCapacityThatFollows(t *testing.T) {
	doubled := slices.Concat(flat(100, 5), flat(200, 8), flat(100, 7))
	for _, c := range []struct {
		name     string
		capacity []float64
		want     float64 // days of work that 400 parcels are at the end of day 5
	}{
		{"at an ordinary capacity", flat(100, 20), 4},
		{"at twice the capacity", doubled, 2},
		{"a line that rests on the morrow works on the other six days", slices.Concat(flat(100, 6), []float64{0}, flat(100, 13)), 400 / (600.0 / 7)},
		{"a line that rests all week is measured by its ordinary day", slices.Concat(flat(100, 6), flat(0, 7), flat(100, 7)), 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			queue := flat(0, 20)
			queue[5] = 400
			if got := backlogOf(queued(queue, c.capacity, 0), []int{0}).days().mid[5]; math.Abs(got-c.want) > 1e-9 {
				t.Errorf("got %v days, want %v", got, c.want)
			}
		})
	}
}

// TestHeadlinesAgree reads the days to clear in the figure of the orders and in
// that of the backlogs.
func TestHeadlinesAgree(t *testing.T) {
	s := swamped()
	s.mile, s.regions = 100, []string{"华东"}
	lines := headlines(t, s)
	tail := func(name string) string {
		_, after, ok := strings.Cut(lines[name], "its backlog takes ")
		if !ok {
			t.Fatalf("%s says nothing of it: %q", name, lines[name])
		}
		after, _, _ = strings.Cut(after, ";")
		return after
	}
	if a, b := tail("orders"), tail("backlog"); a != b {
		t.Errorf("orders say %q, backlog says %q", a, b)
	}
}

func TestNamedLineIsAlwaysDrawn(t *testing.T) {
	var lines []waiting
	for i := range 12 {
		lines = append(lines, waiting{name: fmt.Sprint(i), days: band{mid: []float64{float64(20 - i)}}})
	}
	var names []string
	for _, l := range fullest(lines, 3, 11) {
		names = append(names, l.name)
	}
	if got := list(names); got != "0, 1 and 11" {
		t.Errorf("got %s", got)
	}
}
