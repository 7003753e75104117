package experiment

import (
	"context"
	"fmt"
)

// Rounds runs trials in whole rounds of the given size until enough says, of
// all outcomes so far, that there are enough, or until most have been run (the
// last round may be shorter). It gives them by index.
//
// Rounds are counted in trials by number, never by which were done first, so
// the number of trials is the same for any number of workers, as long as enough
// depends on nothing but the outcomes. Whoever looks again and again needs an
// interval that allows for it: stats.MeanSequence, stats.ShareSequence.
//
// trial, workers and done are those of Run. A round with a failed trial, or a
// cancelled one, is the last; the error is Run's.
func Rounds[R any](ctx context.Context, size, most, workers int, trial func(ctx context.Context, i int) (R, error), enough func(soFar []Outcome[R]) bool, done func(i int)) ([]Outcome[R], error) {
	if size < 1 || most < 1 {
		return nil, fmt.Errorf("experiment: rounds of %d trials, %d at most; there must be at least 1 of both", size, most)
	}
	var all []Outcome[R]
	for len(all) < most {
		first := len(all)
		var tell func(int)
		if done != nil {
			tell = func(i int) { done(first + i) }
		}
		round, err := Run(ctx, min(size, most-first), workers, func(ctx context.Context, i int) (R, error) {
			return trial(ctx, first+i)
		}, tell)
		for i := range round { // numbers of the whole experiment
			if round[i].Err != nil {
				round[i].Err.Index += first
			}
		}
		all = append(all, round...)
		if len(round) == 0 { // refused
			return all, err
		}
		if err != nil {
			return all, failure(ctx, all) // with the numbers of the whole
		}
		if enough(all) {
			break
		}
	}
	return all, nil
}
