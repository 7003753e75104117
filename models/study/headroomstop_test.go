package study

import (
	"context"
	"errors"
	"math"
	"testing"

	"peakready/models"
	"peakready/models/result"
)

// TestAStoppedSearchHoldsWhatAFinishedOneFinds stops a search after ever more seasons:
// what it knows must hold the threshold and the interval that the whole search finds.
func TestAStoppedSearchHoldsWhatAFinishedOneFinds(t *testing.T) {
	sc := strainedTown(lateAtMost(0.35, 0.6), lateAtMost(0.2, 0.6))
	w := work(4)
	w.Workers, w.Step, w.Most = 1, 0.15, 1.6
	whole, err := Headroom(context.Background(), sc, result.Demand, w)
	if err != nil || whole.Unfinished {
		t.Fatal(err, whole.Unfinished)
	}
	open, some := 0, 0
	for after := 1; after < whole.Trials; after++ {
		ctx, cancel := context.WithCancel(context.Background())
		days, perSeason := 0, models.HeadOf(sc).NDays
		w.Day = func() {
			if days++; days == after*perSeason+1 { // in the season after
				cancel()
			}
		}
		got, err := Headroom(ctx, sc, result.Demand, w)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if !got.Unfinished || got.Trials != after {
			t.Errorf("stopped after %d seasons: unfinished %v, %d seasons count", after, got.Unfinished, got.Trials)
		}
		within := func(what string, x, of result.Threshold) {
			if x.Value > of.Value || x.Fails < of.Fails || x.Lo > of.Lo || x.Hi < of.Hi {
				t.Errorf("after %d seasons %s: %+v does not hold %+v", after, what, x, of)
			}
			if found := alike(x.Value, of.Value) && alike(x.Fails, of.Fails); found == x.Open {
				t.Errorf("after %d seasons %s is found: %v, and called open: %v", after, what, found, x.Open)
			}
		}
		within("the firm", got.Firms[0].Level, whole.Firms[0].Level)
		for i, x := range got.Firms[0].Targets {
			within(x.Title, x.Level, whole.Firms[0].Targets[i].Level)
			if x.Level.Open {
				open++
				if !math.IsNaN(x.Level.Value) || !math.IsNaN(x.Level.Fails) {
					some++
				}
			}
		}
	}
	if open == 0 || some == 0 {
		t.Errorf("%d targets were open, of %d something was known", open, some)
	}
}

func TestASearchStoppedAtOnceKeepsWhatWasSimulatedBefore(t *testing.T) {
	sc := strainedTown(lateAtMost(0.35, 0.6))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := work(2)
	if _, err := Headroom(ctx, sc, result.Demand, w); !errors.Is(err, context.Canceled) {
		t.Errorf("without a season: %v", err)
	}
	w.Done = []result.Trial{play(t, sc, 0), play(t, sc, 1)}
	h, err := Headroom(ctx, sc, result.Demand, w)
	if err != nil {
		t.Fatal(err)
	}
	x := h.Firms[0].Targets[0].Level
	if !h.Unfinished || !x.Open || h.Trials != 2 || !(x.Value == 1 && math.IsNaN(x.Fails) || x.Fails == 1 && math.IsNaN(x.Value)) {
		t.Errorf("with the seasons as planned: %+v, %+v", h, x)
	}
}

// TestTheFirmOfAStoppedSearch has targets that are found beside such that are not.
func TestTheFirmOfAStoppedSearch(t *testing.T) {
	const never = 1 << 20
	all := func(kept, fails int) (x []bracket) {
		for range 10 {
			x = append(x, bracket{kept: kept, fails: fails})
		}
		return x
	}
	for _, c := range []struct {
		says        string
		of          [][]bracket
		kept, fails int
		open        bool
		binding     int
	}{
		{"one that is open but surely later leaves the firm's found", [][]bracket{all(20, 21), all(25, never)}, 20, 21, false, 0},
		{"one that may be earlier opens it downwards", [][]bracket{all(20, 21), all(10, 40)}, 10, 21, true, 0},
		{"one of which nothing is known opens it to the least", [][]bracket{all(-1, never), all(20, 21), all(10, 40)}, -1, 21, true, 1},
		{"nothing is before one that fails at the least level", [][]bracket{all(-1, 0), all(-1, never)}, -1, 0, false, 0},
		{"beside one that never fails the open one counts", [][]bracket{all(138, 139), all(80, never)}, 80, 139, true, 0},
		{"one level between the last kept and the first to fail is one to look at", [][]bracket{all(20, 22)}, 20, 22, true, 0},
		{"both open", [][]bracket{all(5, 60), all(30, 50)}, 5, 50, true, 1},
	} {
		t.Run(c.says, func(t *testing.T) {
			h, b := handMade(0.9, c.of)
			f := h.found(b).Firms[0]
			want := result.Threshold{Value: h.level(c.kept), Fails: h.level(c.fails)}
			if !alike(f.Level.Value, want.Value) || !alike(f.Level.Fails, want.Fails) || f.Level.Open != c.open || f.Binding != c.binding {
				t.Errorf("%+v by %d", f.Level, f.Binding)
			}
		})
	}
}
