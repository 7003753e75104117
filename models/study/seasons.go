package study

import (
	"context"
	"errors"
	"fmt"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/experiment"
)

// Work says how a study is worked off.
type Work struct {
	Replications int // seasons with other luck, 1 or more
	Workers      int // trials at once, 1 or more
	// Done, if not nil, are finished seasons of the scenario as it is, under the
	// seed that it has: they are not simulated again, and the variants meet the
	// luck of these. Replications is then their number, whatever it says.
	Done []result.Trial
	// Looks after which the number of seasons of the scenario as it is was
	// decided; none where it was fixed beforehand.
	Looks result.Looks
	// Scale of the scenario against full size, for verdicts on targets; 0 is 1.
	Scale float64
	// Day, if not nil, hears of every simulated day, from all workers at once.
	Day func()
}

// seasons simulates every replication under every variant with the same luck,
// the first being the scenario as it is, and gives what take makes of each, by
// variant and replication. A trial is forgotten once it is taken. When ctx is
// done, replications that are complete under all variants, up to the first that
// is not, still count; the error is ctx's where there are none.
func seasons[T any](ctx context.Context, variants []*models.Scenario, w Work,
	take func(variant int, t *result.Trial) T, called func(variant int) string) ([][]T, error) {
	skipped, replications := 0, w.Replications
	if w.Done != nil {
		skipped, replications = 1, len(w.Done)
	}
	replication := func(r int) int {
		if w.Done != nil {
			return w.Done[r].Replication
		}
		return r
	}
	n := len(variants) - skipped
	outcomes, _ := experiment.Run(ctx, replications*n, w.Workers, func(ctx context.Context, i int) (T, error) {
		v := skipped + i%n
		t, err := Season(ctx, variants[v], replication(i/n), w.Day)
		if err != nil {
			var none T
			return none, err
		}
		return take(v, &t), nil
	}, nil)
	var broken []error
	complete := 0
	for i := range outcomes {
		if err := outcomes[i].Err; err != nil {
			broken = append(broken, fmt.Errorf("replication %d %s: %w", replication(i/n), called(skipped+i%n), err))
		}
		if outcomes[i].OK() && complete == i {
			complete = i + 1
		}
	}
	if len(broken) > 0 {
		return nil, errors.Join(broken...)
	}
	if complete /= n; complete == 0 && replications > 0 {
		return nil, fmt.Errorf("no season of %s was compared: %w", variants[0].Name, context.Cause(ctx))
	}
	all := make([][]T, len(variants))
	for r := range complete {
		if skipped > 0 {
			all[0] = append(all[0], take(0, &w.Done[r]))
		}
		for v := range n {
			all[skipped+v] = append(all[skipped+v], outcomes[r*n+v].Value)
		}
	}
	return all, nil
}

// Season simulates one season. day, if not nil, hears of every day simulated.
// When ctx is done the season ends within a simulated hour, with ctx's error.
func Season(ctx context.Context, sc *models.Scenario, replication int, day func()) (result.Trial, error) {
	hours := 0
	t, err := models.RunTrial(sc, replication, models.TrialOptions{Stop: func() bool {
		if hours++; hours%24 == 0 && day != nil {
			day()
		}
		return ctx.Err() != nil
	}})
	if errors.Is(err, models.ErrStopped) && ctx.Err() != nil {
		return t, ctx.Err()
	}
	return t, err
}
