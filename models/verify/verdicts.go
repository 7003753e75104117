package verify

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/experiment"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// VerdictRate is how often verdicts come out, where the chance that a season
// keeps the target is known.
type VerdictRate struct {
	Seasons string  // what they are
	Looks   string  // after which seasons it is decided
	Truth   float64 // chance that a season keeps the target
	Asked   float64 // the share of seasons that the target asks for
	// Shares of experiments with the exact binomial 95% interval.
	Ready, NotReady, Undecided stats.Estimate
	Wrong                      result.Verdict // READY where Truth < Asked, else NOT READY
	Used                       float64        // mean number of seasons
}

// WrongAtMost is what each side of a verdict promises.
const WrongAtMost = (1 - result.Confidence) / 2

// Share of experiments whose verdict is wrong.
func (v VerdictRate) Share() stats.Estimate {
	if v.Wrong == result.Ready {
		return v.Ready
	}
	return v.NotReady
}

// ways of looking: once, after a number that is fixed beforehand; and until
// decided, after every 20 of 200 seasons.
var ways = []struct {
	name  string
	round int
	most  int
}{
	{"one look after 36", 36, 36},
	{"one look after 100", 100, 100},
	{"until decided, every 20 of 200", 20, 200},
}

// Verdicts counts wrong verdicts: in experiments with coins, and in those that
// a number of simulated seasons of one day is enough for, whose calls are Poisson.
func Verdicts(ctx context.Context, workers, experiments, days int) ([]VerdictRate, error) {
	const asked = 0.9
	var all []VerdictRate
	for _, w := range ways {
		for i, p := range []float64{0.7, 0.85, 0.899, 0.9, 0.95, 0.99} {
			all = append(all, rate("coins", w.name, p, asked, w.round, w.most, experiments, func(x int) func() bool {
				luck := rng.NewKey(20261111, uint64(x)).Entity(uint64(rng.Name("verify/verdict")), uint64(i)).Stream(1)
				return func() bool { return luck.U() < p }
			}))
		}
	}
	kept, p, err := calls(ctx, workers, days)
	if err != nil {
		return nil, err
	}
	for _, w := range ways {
		for _, more := range []float64{-0.05, 0, 1e-3, 0.05} {
			all = append(all, rate("days of at most 57 calls", w.name, p, p+more, w.round, w.most, len(kept)/w.most, func(x int) func() bool {
				next := x * w.most
				return func() bool { next++; return kept[next-1] }
			}))
		}
	}
	return all, nil
}

// calls simulates seasons of verdict.yaml: whether each keeps the target of
// the file, and the chance of that.
func calls(ctx context.Context, workers, days int) (kept []bool, truth float64, err error) {
	c := experimentCase{id: "verdict", file: "verdict"}
	op, err := c.open()
	if err != nil {
		return nil, 0, err
	}
	target := op.head.Targets[0]
	stop := func() bool { return ctx.Err() != nil }
	outcomes, err := experiment.Run(ctx, days, workers, func(ctx context.Context, i int) (bool, error) {
		trial, err := models.RunTrial(&op.scenario, i, models.TrialOptions{Stop: stop})
		if err != nil {
			return false, err
		}
		run := op.head
		run.Trials = []result.Trial{trial}
		holds, defined := target.Holds(&run, 0)
		if !defined {
			return false, fmt.Errorf("season %d has no number of calls", i)
		}
		return holds, nil
	}, nil)
	if err != nil {
		return nil, 0, err
	}
	for i := range outcomes {
		kept = append(kept, outcomes[i].Value)
	}
	return kept, distuv.Poisson{Lambda: 48}.CDF(target.Limit), nil
}

// rate plays experiments: luck gives the seasons of one.
func rate(seasons, looks string, truth, asked float64, round, most, experiments int, luck func(x int) func() bool) VerdictRate {
	n := map[result.Verdict]int{}
	used := 0
	for x := range experiments {
		s := stats.NewShareTest(asked, result.Confidence)
		next := luck(x)
		done := 0
		for done < most && s.Decision() == stats.Open {
			held := 0
			for range round {
				if next() {
					held++
				}
			}
			done += round
			s.Look(held, round-held, float64(done)/float64(most))
		}
		n[result.VerdictOf(s.Decision())]++
		used += done
	}
	share := func(v result.Verdict) stats.Estimate { return stats.Proportion(n[v], experiments, 0.95) }
	r := VerdictRate{
		Seasons: seasons, Looks: looks, Truth: truth, Asked: asked, Wrong: result.NotReady,
		Ready: share(result.Ready), NotReady: share(result.NotReady), Undecided: share(result.Undecided),
		Used: float64(used) / float64(experiments),
	}
	if truth < asked {
		r.Wrong = result.Ready
	}
	return r
}
