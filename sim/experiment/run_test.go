package experiment

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"peakready/sim/rng"
	"peakready/sim/stats"
)

// season is a small trial: the tally of a thousand draws of its own luck.
func season(_ context.Context, i int) (stats.Tally, error) {
	var t stats.Tally
	s := rng.NewKey(1, uint64(i)).Entity(1, 1).Stream(1)
	for range 1000 {
		t.Add(s.Exp())
	}
	return t, nil
}

func merged(outcomes []Outcome[stats.Tally]) (stats.Tally, int) {
	return Merge(outcomes, stats.Tally{}, func(into, value stats.Tally) stats.Tally {
		into.Merge(value)
		return into
	})
}

func TestOneWorkerAndEightGiveTheSameBits(t *testing.T) {
	one, err := Run(t.Context(), 50, 1, season, nil)
	if err != nil {
		t.Fatal(err)
	}
	eight, err := Run(t.Context(), 50, 8, season, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(one, eight) {
		t.Error("outcomes differ between 1 worker and 8")
	}
	a, n := merged(one)
	b, m := merged(eight)
	if a != b || n != 50 || m != 50 {
		t.Errorf("merged %v of %d with 1 worker, %v of %d with 8", a, n, b, m)
	}
}

func TestEveryTrialRunsOnce(t *testing.T) {
	for _, c := range []struct{ n, workers int }{{0, 1}, {1, 8}, {7, 3}, {1000, 16}} {
		runs := make([]atomic.Int32, c.n)
		told := make([]int, c.n)
		outcomes, err := Run(t.Context(), c.n, c.workers, func(_ context.Context, i int) (int, error) {
			runs[i].Add(1)
			return i * i, nil
		}, func(i int) { told[i]++ }) // unguarded: -race shows if calls overlap
		if err != nil || len(outcomes) != c.n {
			t.Fatalf("%d trials on %d workers: %d outcomes, error %v", c.n, c.workers, len(outcomes), err)
		}
		for i, o := range outcomes {
			if !o.OK() || o.Value != i*i || runs[i].Load() != 1 || told[i] != 1 {
				t.Errorf("trial %d of %d: outcome %+v, ran %d times, told %d times", i, c.n, o, runs[i].Load(), told[i])
			}
		}
	}
}

var errBroken = errors.New("audit broken")

func TestAFailedTrialNamesItselfAndTheOthersGoOn(t *testing.T) {
	for _, workers := range []int{1, 4} {
		outcomes, err := Run(t.Context(), 20, workers, func(_ context.Context, i int) (int, error) {
			switch i {
			case 3:
				panic("parcel 17 twice in line at 12:00")
			case 5:
				return 99, fmt.Errorf("stock: %w", errBroken)
			case 7:
				var lines []int
				return lines[i], nil // a run-time panic
			}
			return i, nil
		}, nil)
		for i, o := range outcomes {
			fails := i == 3 || i == 5 || i == 7
			if !o.Done || fails != (o.Err != nil) || o.OK() == fails {
				t.Errorf("trial %d: outcome %+v", i, o)
			}
			if fails && (o.Err.Index != i || o.Value != 0) {
				t.Errorf("trial %d: failure %+v with value %d", i, o.Err, o.Value)
			}
		}
		if s := outcomes[3].Err; s.Error() != "trial 3: panic: parcel 17 twice in line at 12:00" || !strings.Contains(s.Stack, "run_test.go") {
			t.Errorf("panic is told as %q with stack %q", s.Error(), s.Stack)
		}
		if s := outcomes[5].Err; s.Error() != "trial 5: stock: audit broken" || s.Stack != "" {
			t.Errorf("error is told as %q with stack %q", s.Error(), s.Stack)
		}
		var wrong runtime.Error
		if !errors.As(outcomes[7].Err, &wrong) {
			t.Errorf("a run-time panic lost its error: %v", outcomes[7].Err)
		}
		if !errors.Is(err, errBroken) {
			t.Errorf("the experiment's error %v does not hold the trial's", err)
		}
		var first *TrialError
		if !errors.As(err, &first) || first.Index != 3 {
			t.Errorf("the first failure is %v, want that of trial 3", first)
		}
		if sum, n := Merge(outcomes, 0, func(a, b int) int { return a + b }); n != 17 || sum != 190-3-5-7 {
			t.Errorf("merged %d of %d trials, want 175 of 17", sum, n)
		}
	}
}

func TestCancellingKeepsWholeTrialsAndTakesNoNewOnes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var told atomic.Int32
	outcomes, err := Run(ctx, 1000, 4, func(ctx context.Context, i int) (int, error) {
		switch {
		case i < 10:
			return i, nil
		case i == 10:
			cancel()
			return i, nil // finishes in spite of it: whole, so kept
		}
		<-ctx.Done()
		return -1, fmt.Errorf("broken off: %w", ctx.Err())
	}, func(int) { told.Add(1) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if len(outcomes) != 1000 {
		t.Fatalf("%d outcomes, want 1000", len(outcomes))
	}
	for i, o := range outcomes {
		if o.Done != (i <= 10) || o.Err != nil || i <= 10 && o.Value != i || i > 10 && o.Value != 0 {
			t.Errorf("trial %d: outcome %+v", i, o)
		}
	}
	if told.Load() != 11 {
		t.Errorf("told of %d trials, want 11", told.Load())
	}
}

func TestCancelAfterTheLastTrialIsNoError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	outcomes, err := Run(ctx, 3, 1, func(_ context.Context, i int) (int, error) { return i, nil }, func(i int) {
		if i == 2 {
			cancel()
		}
	})
	if err != nil || !outcomes[2].OK() {
		t.Errorf("error %v with outcomes %+v", err, outcomes)
	}
}

func TestACancelledContextStartsNothing(t *testing.T) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), -time.Second, errBroken)
	defer cancel()
	outcomes, err := Run(ctx, 3, 2, func(context.Context, int) (int, error) {
		t.Error("a trial ran")
		return 0, nil
	}, nil)
	if !errors.Is(err, errBroken) || len(outcomes) != 3 || outcomes[0].Done {
		t.Errorf("error %v with outcomes %+v", err, outcomes)
	}
}

func TestAnErrorThatIsNotTheContextsStaysAFailureAfterCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	outcomes, _ := Run(ctx, 1, 1, func(context.Context, int) (int, error) {
		cancel()
		return 0, errBroken
	}, nil)
	if !outcomes[0].Done || !errors.Is(outcomes[0].Err, errBroken) {
		t.Errorf("outcome %+v, want a failure", outcomes[0])
	}
}

func TestImpossibleNumbersAreRefused(t *testing.T) {
	for _, c := range []struct{ n, workers int }{{-1, 1}, {1, 0}} {
		if _, err := Run(t.Context(), c.n, c.workers, season, nil); err == nil {
			t.Errorf("%d trials on %d workers gave no error", c.n, c.workers)
		}
	}
}

// BenchmarkRun is what the runner itself costs a trial.
func BenchmarkRun(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		if _, err := Run(ctx, 1000, 2, func(_ context.Context, i int) (int, error) { return i, nil }, nil); err != nil {
			b.Fatal(err)
		}
	}
}
