// Package experiment answers the question "what happened in each of n trials?"
// whatever the number of workers, and even if some trials fail.
//
//	trial 0 … n-1 ──next index, taken atomically──▶ workers ──▶ []Outcome, by index
//
// It knows a function from a trial's number to its result, and nothing of
// models or files. It is the only room that starts goroutines, and the only one
// that recovers from a panic: a trial that fails names itself, the others go on.
//
// Results are placed by index and merged in index order, so they are the same
// bytes for one worker and for a hundred, provided that a trial depends on
// nothing but its number.
package experiment

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Outcome is what became of one trial. Exactly one of three holds: it ran and
// gave a Value (Done, Err nil), it ran and failed (Done, Err not nil), or it
// was never completed because the experiment was cancelled (not Done).
type Outcome[R any] struct {
	Value R
	Err   *TrialError
	Done  bool
}

// OK says whether the trial gave a value.
func (o Outcome[R]) OK() bool { return o.Done && o.Err == nil }

// TrialError is the failure of one trial: an error that it returned, or a panic.
type TrialError struct {
	Index int    // number of the trial
	Err   error  // what it returned; for a panic, its value
	Stack string // stack of the panic; empty for a returned error
}

// Error names the trial and what went wrong, without the stack.
func (e *TrialError) Error() string {
	if e.Stack != "" {
		return fmt.Sprintf("trial %d: panic: %v", e.Index, e.Err)
	}
	return fmt.Sprintf("trial %d: %v", e.Index, e.Err)
}

// Unwrap gives the error of the trial.
func (e *TrialError) Unwrap() error { return e.Err }

// Run runs trials 0 to n-1 on the given number of workers (at least one; more
// than n are not started) and gives one Outcome a trial, by index.
//
// Each worker takes the next number from one counter. When ctx is cancelled no
// new trial is taken; trials under way get ctx and may finish, in which case
// their outcome counts, or return ctx's error, in which case they are not Done.
// Run waits for them, so no goroutine outlives it.
//
// done, if not nil, is called once for each trial that is Done, with its index,
// one call at a time, in order of completion: for a progress bar.
//
// The error is nil when every trial is OK. Otherwise it joins ctx's error, if
// trials are missing because of it, and the TrialErrors by index; the outcomes
// are valid in any case.
func Run[R any](ctx context.Context, n, workers int, trial func(ctx context.Context, i int) (R, error), done func(i int)) ([]Outcome[R], error) {
	if n < 0 || workers < 1 {
		return nil, fmt.Errorf("experiment: %d trials on %d workers; there must be at least 0 on at least 1", n, workers)
	}
	outcomes := make([]Outcome[R], n)
	var next atomic.Int64
	var telling sync.Mutex // done is called by one worker at a time
	var running sync.WaitGroup
	for range min(workers, n) {
		running.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				// A slot of its own for each trial: no lock needed.
				outcomes[i] = attempt(ctx, i, trial)
				if outcomes[i].Done && done != nil {
					telling.Lock()
					done(i)
					telling.Unlock()
				}
			}
		})
	}
	running.Wait()
	return outcomes, failure(ctx, outcomes)
}

// attempt runs one trial and turns a panic into its error.
func attempt[R any](ctx context.Context, i int, trial func(ctx context.Context, i int) (R, error)) (o Outcome[R]) {
	defer func() {
		if p := recover(); p != nil {
			err, isError := p.(error)
			if !isError {
				err = fmt.Errorf("%v", p)
			}
			o = Outcome[R]{Err: &TrialError{Index: i, Err: err, Stack: string(debug.Stack())}, Done: true}
		}
	}()
	value, err := trial(ctx, i)
	switch {
	case err == nil:
		return Outcome[R]{Value: value, Done: true}
	case ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx))):
		return Outcome[R]{} // broken off, not failed
	}
	return Outcome[R]{Err: &TrialError{Index: i, Err: err}, Done: true}
}

// failure joins what went wrong, in order of index.
func failure[R any](ctx context.Context, outcomes []Outcome[R]) error {
	var all []error
	missing := false
	for i := range outcomes {
		if outcomes[i].Err != nil {
			all = append(all, outcomes[i].Err)
		}
		missing = missing || !outcomes[i].Done
	}
	if missing {
		all = append([]error{context.Cause(ctx)}, all...)
	}
	return errors.Join(all...)
}

// Merge folds the values of the trials that are OK into one, in index order,
// and says how many they were. The order is what makes floating-point sums the
// same for any number of workers.
func Merge[R, T any](outcomes []Outcome[R], into T, add func(into T, value R) T) (T, int) {
	merged := 0
	for i := range outcomes {
		if outcomes[i].OK() {
			into = add(into, outcomes[i].Value)
			merged++
		}
	}
	return into, merged
}
