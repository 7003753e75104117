package study

import (
	"cmp"
	"math"
	"slices"
)

// brackets is a search for the levels at which targets first fail, over seasons
// and a grid of levels from the mildest to the worst. A probe simulates one season
// at one level and tells of every target whether it is kept there.
//
// Of each target and season it knows a bracket: kept, the highest level seen to
// keep it below every failure, and fails, the lowest seen to fail. What a target
// needs is not every season's threshold, but a few in order of size: the one of
// rank k+1, where k seasons may fail, and those that bound it. So seasons far
// from these ranks need one probe on the right side of them, and no more:
//
//	season 7   .....kept................          rank 9: one probe will do
//	season 2   .......kept fails........          rank 3: both sides
//	season 5   .....................kept..        rank 20
//	                      ^ threshold of rank 3
//
// Where to probe is guessed: at first by whoever starts the search (the quick
// mode), then from what the probes have said. A wrong guess costs probes and
// changes no answer: every bracket rests on probes alone.
type brackets struct {
	levels int
	cost   []float64 // of a probe at each level
	of     []bracketed
	seen   [][]seen // by season, in order of level
}

// bracketed is one target.
type bracketed struct {
	levels  int
	ranks   []rank
	seasons []bracket
}

// rank whose threshold is wanted: the nth least of the seasons', to a step, or to
// slack levels more on either side of where it is guessed.
type rank struct{ nth, slack int }

// bracket of one target in one season: kept < guess <= fails. kept is -1 where no
// level is known to keep it, fails the number of levels where none fails.
type bracket struct {
	kept, guess, fails int
	stride             int  // of the next guess, if this one is wrong
	reversed           bool // kept above a failure
}

// seen is what a probe told: of each target, whether it is kept.
type seen struct {
	level int
	kept  []bool
}

// probe is one season at one level.
type probe struct{ season, level int }

// newBrackets begins a search; guess is the first level expected to fail, from 0
// to levels, by target and season.
func newBrackets(cost []float64, ranks [][]rank, guess [][]int) *brackets {
	b := &brackets{levels: len(cost), cost: cost}
	for t := range ranks {
		x := bracketed{levels: len(cost), ranks: ranks[t]}
		for _, g := range guess[t] {
			x.seasons = append(x.seasons, bracket{kept: -1, guess: min(max(g, 0), b.levels), fails: b.levels})
		}
		b.of = append(b.of, x)
	}
	if len(guess) > 0 {
		b.seen = make([][]seen, len(guess[0]))
	}
	return b
}

// threshold is the bracket of the threshold of a rank: the rank-th least of the
// seasons'. The last level at which fewer than rank seasons fail, and the first at
// which as many do, are kept and fails, as far as probes have shown.
func (x *bracketed) threshold(rank int) (kept, fails int) {
	ks, fs := make([]int, len(x.seasons)), make([]int, len(x.seasons))
	for r := range x.seasons {
		ks[r], fs[r] = x.seasons[r].kept, x.seasons[r].fails
	}
	slices.Sort(ks)
	slices.Sort(fs)
	return ks[rank-1], fs[rank-1]
}

// found says whether every rank that is wanted is known as closely as it should be.
func (x *bracketed) found() bool {
	for _, j := range x.ranks {
		if kept, fails := x.threshold(j.nth); fails-kept > 1+2*j.slack {
			return false
		}
	}
	return true
}

// want is a span of levels, both included, in which one probe would tell enough.
type want struct {
	from, to int
	fails    bool // it is expected to fail there, else to be kept
}

// wants are the probes that would settle a target if its guesses are right: by
// season. A season of rank j or more must be seen to keep the target just below
// the threshold of rank j (or slack levels lower), one of rank j or less to fail it
// there (or higher).
func (x *bracketed) wants() (all [][]want) {
	all = make([][]want, len(x.seasons))
	order := make([]int, len(x.seasons))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x.seasons[a].guess, x.seasons[b].guess) })
	for i, r := range order {
		s := &x.seasons[r]
		keep, fail := -1, math.MaxInt
		for _, j := range x.ranks {
			at := x.seasons[order[j.nth-1]].guess
			if i+1 >= j.nth {
				keep = max(keep, at-1-j.slack)
			}
			if i+1 <= j.nth {
				fail = min(fail, at+j.slack)
			}
		}
		if s.kept < keep {
			all[r] = append(all[r], want{keep, s.guess - 1, false})
		}
		if s.fails > min(fail, x.levels) {
			all[r] = append(all[r], want{s.guess, min(fail, x.levels-1), true})
		}
	}
	return all
}

// next are the probes to make now: the level that settles most for its cost in
// each season, and where that leaves few of them, a second one. It is empty when
// all is found.
func (b *brackets) next() (all []probe) {
	open := make([][]want, len(b.seen))
	for t := range b.of {
		if b.of[t].found() {
			continue
		}
		for r, ws := range b.of[t].wants() {
			open[r] = append(open[r], ws...)
		}
	}
	const few = 8
	for range 2 {
		for r := range open {
			if len(open[r]) == 0 {
				continue
			}
			level := b.best(open[r])
			all = append(all, probe{r, level})
			open[r] = slices.DeleteFunc(open[r], func(w want) bool { return w.from <= level && level <= w.to })
		}
		if len(all) >= few {
			break
		}
	}
	return all
}

// best is the level that settles most wants for its cost. Among equal ones it
// stands far from the guess: low for what should be kept, high for what should
// fail.
func (b *brackets) best(open []want) int {
	level, most := 0, -1.0
	for _, w := range open {
		// Those that hold a level are the same from one edge to the next, and
		// costs rise: the lowest is the cheapest.
		n := 0.0
		for _, o := range open {
			if o.from <= w.from && w.from <= o.to {
				n++
			}
		}
		if worth := n / b.cost[w.from]; worth > most {
			level, most = w.from, worth
		}
	}
	to, keeps := b.levels-1, 0
	for _, o := range open {
		if o.from <= level && level <= o.to {
			to = min(to, o.to)
			if !o.fails {
				keeps++
			}
		}
	}
	if keeps > 0 {
		return level
	}
	return to
}

// take books a probe, and guesses anew where it was not as expected.
func (b *brackets) take(p probe, kept []bool) {
	s := &b.seen[p.season]
	*s = append(*s, seen{p.level, kept})
	slices.SortFunc(*s, func(a, b seen) int { return cmp.Compare(a.level, b.level) })
	for t := range b.of {
		x := &b.of[t].seasons[p.season]
		x.kept, x.fails, x.reversed = -1, b.levels, false
		for _, o := range *s {
			switch {
			case !o.kept[t]:
				x.fails = min(x.fails, o.level)
			case x.fails == b.levels:
				x.kept = o.level
			default:
				x.reversed = true
			}
		}
		x.guessAnew(b.levels)
	}
}

// guessAnew moves a guess that a probe has proved wrong into the bracket: to the
// next level at first, then by ever larger strides, and never past the middle of a
// bracket whose both ends were seen.
func (x *bracket) guessAnew(levels int) {
	if x.kept < x.guess && x.guess <= x.fails {
		return
	}
	middle := (x.kept + x.fails + 1) / 2
	if x.guess <= x.kept {
		x.guess = min(x.kept+1+x.stride, x.fails)
		if x.fails < levels {
			x.guess = min(x.guess, max(x.kept+1, middle))
		}
	} else {
		x.guess = max(x.fails-x.stride, x.kept+1)
		if x.kept >= 0 {
			x.guess = max(x.guess, min(x.fails, middle))
		}
	}
	x.stride = 2*x.stride + 1
}
