package study

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/experiment"
)

// HeadroomWork says how a search for headroom is worked off. Done are seasons at
// the level that is planned.
type HeadroomWork struct {
	Work
	// Firms that are strained and whose targets are looked at, by name; none is all,
	// with the targets of the whole run. A strain of couriers hits every firm.
	Firms []string
	// Step from one level to the next, above 0 and at most 0.5.
	Step float64
	// Most demand that is looked at, as a multiplier above 1; the least is 1 over it.
	Most float64
	// Round, if not nil, hears before every round of simulations how many targets
	// are not found yet, and how many seasons come now.
	Round func(open, trials int)
}

// mostLost is the greatest share of agents or couriers that is looked at.
const mostLost = 0.9

// ErrNoTargets is the end of a search for headroom without anything to fail.
var ErrNoTargets = errors.New("there is no target that could fail")

// Headroom searches for the level of a strain at which each target of the scenario
// first fails. Every season is simulated with the same luck at every level, so that
// all targets are told by the same simulations; quick runs say where to look, and
// what is found rests on seasons simulated order by order alone.
//
// When ctx is done before all is found, what the seasons simulated until then say
// stands and is marked Unfinished. The error is ErrNoTargets where there is none,
// ctx's if it is done before the first season was, or that of a trial that failed.
func Headroom(ctx context.Context, sc *models.Scenario, of result.Strain, w HeadroomWork) (*result.Headroom, error) {
	h := newHeadroom(sc, of, w)
	if len(h.targets) == 0 {
		return nil, ErrNoTargets
	}
	guess, err := h.look(ctx)
	if err != nil {
		return nil, err
	}
	return h.search(ctx, guess)
}

// headroom is a search at work.
type headroom struct {
	sc      *models.Scenario
	of      result.Strain
	w       HeadroomWork
	head    result.Run // no trials
	targets []result.Target
	titles  []string
	units   []result.Unit
	levels  []float64
	planned int   // index of the level that is planned
	seasons []int // replications

	trials, quick int
	undefined     [][]bool // by target and season
	lacks         []bool   // by target: the figure did not exist in some simulation
	asPlanned     []*told  // by season; nil where that level was not simulated
}

func newHeadroom(sc *models.Scenario, of result.Strain, w HeadroomWork) *headroom {
	h := &headroom{sc: sc, of: of, w: w, head: models.HeadOf(sc)}
	h.levels, h.planned = levelsOf(of, w.Step, w.Most)
	sum := h.head.Summary()
	for i, g := range h.head.Targets {
		if !h.asked(g) {
			continue
		}
		h.targets = append(h.targets, g)
		h.titles = append(h.titles, sum.Title(&sum.Targets[i]))
		h.units = append(h.units, sum.Targets[i].Unit)
	}
	n := w.Replications
	if w.Done != nil {
		n = len(w.Done)
	}
	for r := range n {
		if w.Done != nil {
			r = w.Done[r].Replication
		}
		h.seasons = append(h.seasons, r)
	}
	h.lacks, h.asPlanned = make([]bool, len(h.targets)), make([]*told, n)
	h.undefined = make([][]bool, len(h.targets))
	for t := range h.undefined {
		h.undefined[t] = make([]bool, n)
	}
	return h
}

// asked says whether a target is looked at: those of the firms named, and without
// names all. A single firm's run has its targets as its own.
func (h *headroom) asked(g result.Target) bool {
	switch {
	case len(h.w.Firms) == 0:
		return true
	case g.Place.Firm < 0:
		return len(h.sc.Firms) == 1
	}
	return slices.Contains(h.w.Firms, h.sc.Firms[g.Place.Firm].Name)
}

// levelsOf a strain from the mildest to the worst, and which is as planned. Those
// of demand go in equal ratios from 1/most to most, the others in equal steps from
// nothing to mostLost.
func levelsOf(of result.Strain, step, most float64) (levels []float64, planned int) {
	const rounding = 1e-9
	if of != result.Demand {
		for k := 0; float64(k)*step <= mostLost+rounding; k++ {
			levels = append(levels, math.Round(float64(k)*step*1e9)/1e9)
		}
		return levels, 0
	}
	planned = int(math.Log(most)/math.Log1p(step) + rounding)
	for k := -planned; k <= planned; k++ {
		levels = append(levels, math.Pow(1+step, float64(k)))
	}
	if last := levels[len(levels)-1]; last < most*(1-rounding) {
		levels = append(levels, most)
	}
	return levels, planned
}

// strained is the scenario at a level.
func (h *headroom) strained(level int) models.Scenario {
	x := h.levels[level]
	switch {
	case level == h.planned:
		return *h.sc
	case h.of == result.Absent:
		return models.WithAbsent(*h.sc, x, h.w.Firms...)
	case h.of == result.Couriers:
		return models.WithoutCouriers(*h.sc, x)
	}
	return models.WithDemand(*h.sc, x, h.w.Firms...)
}

// told is what a trial says of the targets: whether each is kept, and whether its
// figure exists. What does not exist is not missed, but for the figures of a pool
// while agents are away: then it is that nobody is there.
type told struct{ kept, undefined []bool }

func (h *headroom) tell(t *result.Trial) told {
	run := h.head
	run.Trials = []result.Trial{*t}
	x := told{make([]bool, len(h.targets)), make([]bool, len(h.targets))}
	for i := range h.targets {
		holds, defined := h.targets[i].Holds(&run, 0)
		x.kept[i], x.undefined[i] = holds || !defined && !h.nobody(i), !defined
	}
	return x
}

// nobody says whether a target that has no figure is missed.
func (h *headroom) nobody(target int) bool {
	return h.of == result.Absent && h.targets[target].Place.Pool != ""
}

// look has quick runs say, by target and season, at which level the target may
// first fail: it halves the widest bracket of a season until all are nearly found. Where a
// quick run fails, or ctx is done, the middle of what is left must do.
func (h *headroom) look(ctx context.Context) (guess [][]int, err error) {
	const near = 2 // levels; a guess may be one off
	type looked struct {
		first []int // by target
		runs  int
	}
	outcomes, _ := experiment.Run(ctx, len(h.seasons), h.w.Workers, func(ctx context.Context, r int) (looked, error) {
		kept, fails := make([]int, len(h.targets)), make([]int, len(h.targets))
		for t := range kept {
			kept[t], fails[t] = -1, len(h.levels)
		}
		runs := 0
		for ctx.Err() == nil {
			widest := 0
			for t := range kept {
				if fails[t]-kept[t] > fails[widest]-kept[widest] {
					widest = t
				}
			}
			if fails[widest]-kept[widest] <= near {
				break
			}
			level := (kept[widest] + fails[widest]) / 2
			sc := h.strained(level)
			runs++
			trial, err := models.RunQuick(&sc, h.seasons[r])
			if err != nil {
				for t := range fails {
					fails[t] = (kept[t] + fails[t] + 1) / 2
				}
				break
			}
			for t, holds := range h.tell(&trial).kept {
				if level > kept[t] && level < fails[t] {
					if holds {
						kept[t] = level
					} else {
						fails[t] = level
					}
				}
			}
		}
		return looked{fails, runs}, nil
	}, nil)
	guess = make([][]int, len(h.targets))
	for _, o := range outcomes {
		if o.Err != nil {
			return nil, o.Err
		}
		h.quick += o.Value.runs
		for t := range guess {
			first := h.planned
			if o.OK() {
				first = o.Value.first[t]
			}
			guess[t] = append(guess[t], first)
		}
	}
	return guess, nil
}

// search simulates seasons until all thresholds are found, from a guess.
func (h *headroom) search(ctx context.Context, guess [][]int) (*result.Headroom, error) {
	ranks, cost := make([][]rank, len(h.targets)), make([]float64, len(h.levels))
	for t := range ranks {
		ranks[t] = ranksOf(len(h.seasons), h.targets[t].In, h.rowOf(t))
	}
	for i, x := range h.levels {
		cost[i] = 1
		if h.of == result.Demand {
			cost[i] = 0.1 + x // orders, and what does not hang on them
		}
	}
	b := newBrackets(cost, ranks, guess)
	for r := range h.w.Done {
		h.book(b, probe{r, h.planned}, h.tell(&h.w.Done[r]))
	}
	for {
		probes := b.next()
		if len(probes) == 0 {
			probes = h.toCompare()
		}
		if len(probes) == 0 {
			return h.found(b), nil
		}
		if ctx.Err() != nil {
			return h.stopped(ctx, b)
		}
		if h.w.Round != nil {
			open := 0
			for t := range b.of {
				if !b.of[t].found() {
					open++
				}
			}
			h.w.Round(open, len(probes))
		}
		outcomes, err := experiment.Run(ctx, len(probes), h.w.Workers, func(ctx context.Context, i int) (told, error) {
			sc := h.strained(probes[i].level)
			t, err := Season(ctx, &sc, h.seasons[probes[i].season], h.w.Day)
			if err != nil {
				return told{}, fmt.Errorf("replication %d at %s %.4g: %w", h.seasons[probes[i].season], h.of, h.levels[probes[i].level], err)
			}
			return h.tell(&t), nil
		}, nil)
		for i := range outcomes {
			if failed := outcomes[i].Err; failed != nil {
				return nil, failed
			}
		}
		if err != nil && ctx.Err() == nil { // no outcomes
			return nil, err
		}
		for i, p := range probes {
			if outcomes[i].Done {
				h.book(b, p, outcomes[i].Value)
				h.trials++
			}
		}
	}
}

// stopped is what is known when ctx is done. Seasons that were under way are lost, and
// that those done are the quicker ones favours nobody: each season stands by itself
// in what it is known to keep and to fail.
func (h *headroom) stopped(ctx context.Context, b *brackets) (*result.Headroom, error) {
	if h.trials+len(h.w.Done) == 0 {
		return nil, ctx.Err()
	}
	out := h.found(b)
	out.Unfinished = true
	return out, nil
}

// toCompare are the seasons to simulate as planned so that what a run would count
// there is known of targets whose figure is missing from some season.
func (h *headroom) toCompare() (all []probe) {
	if !slices.Contains(h.lacks, true) {
		return nil
	}
	for r, x := range h.asPlanned {
		if x == nil {
			all = append(all, probe{r, h.planned})
		}
	}
	return all
}

func (h *headroom) book(b *brackets, p probe, x told) {
	if p.level == h.planned {
		h.asPlanned[p.season] = &x
	}
	for t := range x.undefined {
		h.lacks[t] = h.lacks[t] || x.undefined[t]
		h.undefined[t][p.season] = h.undefined[t][p.season] || x.undefined[t] && !h.nobody(t)
	}
	b.take(p, x.kept)
}
