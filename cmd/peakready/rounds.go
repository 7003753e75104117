package main

import (
	"context"
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim/experiment"
	"peakready/sim/stats"
)

// defaultMostSeasons caps --precision and --until-decided where --max-seasons is not given.
const defaultMostSeasons = 400

// mostUntilDecided bounds --max-seasons with --until-decided: the exact chances
// of all looks take the square of it.
const mostUntilDecided = 5000

// goal is what rounds of seasons are simulated for. Its rule must allow for a look
// after every round.
type goal interface {
	// look hears of a round: those before the trial looked are known already. It
	// says whether the goal is reached.
	look(soFar *result.Run, looked int) bool
	// missed hears that all seasons that are allowed have been simulated.
	missed(found *result.Run)
}

// rounds is prepared.simulate for as many rounds as it takes until all goals are
// reached after the same round, or until most seasons have been simulated. The
// scenario's number of replications becomes that of the seasons simulated, so that
// the resolved scenario runs to the same fingerprint. Targets are looked at after
// each round as well: their test has its plan.
func (p *prepared) rounds(w *working, round, most int, goals []goal) (*result.Run, error) {
	round = min(round, most)
	p.head.Looks = result.Looks{Round: round, Most: most}
	soFar := p.head // with trials, for the metrics to look at
	reached := false
	outcomes, _ := experiment.Rounds(w.simulate, round, most, w.workers,
		func(ctx context.Context, i int) (result.Trial, error) { return p.trial(ctx, i, w.shown) },
		func(all []experiment.Outcome[result.Trial]) bool {
			looked := len(soFar.Trials)
			for i := looked; i < len(all); i++ {
				soFar.Trials = append(soFar.Trials, all[i].Value)
			}
			reached = true
			for _, g := range goals { // each looks after every round
				reached = g.look(&soFar, looked) && reached
			}
			return reached
		}, nil)
	indexes := make([]int, len(outcomes))
	for i := range indexes {
		indexes[i] = i
	}
	found, err := p.found(outcomes, indexes)
	if err != nil {
		return nil, err
	}
	p.scenario.Replications = found.Asked
	if len(found.Trials) == most && !reached {
		for _, g := range goals {
			g.missed(found)
		}
	}
	return found, nil
}

// mostSeasons is the cap of --precision and --until-decided.
func mostSeasons(given number) int {
	if given.given {
		return int(min(given.value, 100_000))
	}
	return defaultMostSeasons
}

// decided is the goal of --until-decided: every target READY or NOT READY.
type decided struct {
	targets []result.Target
	tests   []*stats.ShareTest
	tell    func(format string, args ...any)
}

func newDecided(targets []result.Target, tell func(format string, args ...any)) *decided {
	d := &decided{targets: targets, tell: tell}
	for i := range targets {
		d.tests = append(d.tests, stats.NewShareTest(targets[i].In, result.Confidence))
	}
	return d
}

func (d *decided) look(soFar *result.Run, looked int) bool {
	n, apart := map[result.Verdict]int{}, 0
	for i, test := range d.tests {
		c := d.targets[i].Count(soFar, looked, len(soFar.Trials))
		v := result.VerdictOf(test.Look(c.Held, c.Missed, soFar.Looks.Until(len(soFar.Trials))))
		if !soFar.Comparable(&d.targets[i]) {
			apart++
			continue // no season at this scale decides it
		}
		n[v]++
	}
	told := ""
	if apart > 0 {
		told = fmt.Sprintf("; %d not comparable at this scale", apart)
	}
	d.tell("After %d seasons%s: of %s %d ready, %d not ready, %d undecided%s.\n",
		len(soFar.Trials), atScale(soFar.Scale), plural(len(d.tests), "target"), n[result.Ready], n[result.NotReady], n[result.Undecided], told)
	return n[result.Undecided] == 0
}

// atScale is the scale of a run in a sentence that judges; empty at full size.
func atScale(scale float64) string {
	if at := result.AtScale(scale); at != "" {
		return " (" + at + ")"
	}
	return ""
}

// missed says what the cap has left open, and what it would take.
func (d *decided) missed(found *result.Run) {
	s := found.Summary()
	open, most := 0, 0
	for i := range s.Targets {
		g := &s.Targets[i]
		if g.Verdict != result.Undecided || g.NotComparable {
			continue
		}
		open++
		if g.Needed == nil {
			most = math.MaxInt
		} else {
			most = max(most, *g.Needed)
		}
	}
	if open == 0 {
		return
	}
	would := "no number of seasons decides all of them"
	if most < math.MaxInt {
		would = fmt.Sprintf("about %s more would decide, with an even chance: --max-seasons %d. But a cap that is raised after the result is seen makes a new test, with a chance of a wrong verdict of its own", whole(float64(most)), len(found.Trials)+most)
	}
	d.tell("peakready: after %d seasons%s, the most that is allowed, %s undecided; if the shares stay as they are, %s\n",
		len(found.Trials), atScale(found.Scale), plural(open, "target"), would)
}
