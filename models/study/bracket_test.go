package study

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// played is a search over seasons whose first failing levels are known.
type played struct {
	b      *brackets
	probes int
	rounds int
}

// play works a search off; kept says whether a target is kept in a season at a
// level.
func playBrackets(t *testing.T, levels int, nth, guess [][]int, seasons int, kept func(target, season, level int) bool) played {
	t.Helper()
	cost := make([]float64, levels)
	for i := range cost {
		cost[i] = 1 + float64(i)/float64(levels)
	}
	ranks := make([][]rank, len(nth))
	for i, row := range nth {
		for _, n := range row {
			ranks[i] = append(ranks[i], rank{nth: n})
		}
	}
	p := played{b: newBrackets(cost, ranks, guess)}
	made := map[probe]bool{}
	for {
		probes := p.b.next()
		if len(probes) == 0 {
			return p
		}
		if p.rounds++; p.rounds > 200 {
			t.Fatal("the search does not end")
		}
		for _, x := range probes {
			if x.level < 0 || x.level >= levels || made[x] {
				t.Fatalf("season %d is simulated at level %d, again or out of range", x.season, x.level)
			}
			made[x] = true
			var holds []bool
			for target := range ranks {
				holds = append(holds, kept(target, x.season, x.level))
			}
			p.b.take(x, holds)
			p.probes++
		}
	}
}

// upTo is a season that keeps a target below a level.
func upTo(first [][]int) func(target, season, level int) bool {
	return func(target, season, level int) bool { return level < first[target][season] }
}

func TestBracketsFindEveryRank(t *testing.T) {
	const levels, seasons = 71, 20
	r := rand.New(rand.NewPCG(1, 2))
	ranks := [][]int{{3, 6}, {1}, {2, 5, 9}, {20}}
	draw := func(spread int) (first [][]int) {
		for range ranks {
			middle, row := r.IntN(levels), make([]int, seasons)
			for i := range row {
				row[i] = min(levels, max(0, middle+r.IntN(2*spread+1)-spread))
			}
			first = append(first, row)
		}
		return first
	}
	for _, c := range []struct {
		says  string
		guess func(first [][]int) [][]int
		most  int // probes
	}{
		// One for each season and target, and a second one on the other side of
		// each rank's threshold; those that serve several targets save some.
		{"from right guesses, with few simulations", func(first [][]int) [][]int { return first }, 4*seasons + 2*7},
		{"from guesses a few levels off", func(first [][]int) [][]int {
			off := make([][]int, len(first))
			for i := range first {
				for _, x := range first[i] {
					off[i] = append(off[i], x+r.IntN(5)-2)
				}
			}
			return off
		}, 12 * seasons},
		{"from guesses that are all too mild", func(first [][]int) [][]int { return same(first, levels) }, 30 * seasons},
		{"from guesses that are all too harsh", func(first [][]int) [][]int { return same(first, 0) }, 30 * seasons},
	} {
		t.Run(c.says, func(t *testing.T) {
			for range 50 {
				first := draw(1 + r.IntN(20))
				p := playBrackets(t, levels, ranks, c.guess(first), seasons, upTo(first))
				for i, row := range first {
					sorted := slices.Sorted(slices.Values(row))
					for _, j := range ranks[i] {
						if kept, fails := p.b.of[i].threshold(j); kept != sorted[j-1]-1 || fails != sorted[j-1] {
							t.Errorf("rank %d lies between %d and %d, not at %d", j, kept, fails, sorted[j-1])
						}
					}
				}
				if p.probes > c.most {
					t.Errorf("%d simulations, at most %d were thought to be needed", p.probes, c.most)
				}
			}
		})
	}
}

func same(like [][]int, x int) (out [][]int) {
	for i := range like {
		out = append(out, slices.Repeat([]int{x}, len(like[i])))
	}
	return out
}

func TestOneSimulationServesAllTargets(t *testing.T) {
	// Five targets that fail at the same level: as many simulations as for one.
	one := [][]int{{20, 30, 40, 50, 60}}
	five := slices.Repeat(one, 5)
	ranks := slices.Repeat([][]int{{1, 3}}, 5)
	a := playBrackets(t, 71, ranks[:1], one, 5, upTo(one))
	b := playBrackets(t, 71, ranks, five, 5, upTo(five))
	if a.probes != b.probes || a.rounds != b.rounds {
		t.Errorf("%d simulations for one target, %d for five", a.probes, b.probes)
	}
}

func TestBracketsEndsOfTheGrid(t *testing.T) {
	for _, c := range []struct {
		first       int
		kept, fails int
	}{{0, -1, 0}, {10, 9, 10}, {1, 0, 1}, {9, 8, 9}} {
		for _, guess := range []int{-5, 0, 5, 10, 15} {
			t.Run(fmt.Sprintf("first to fail %d of 10, guessed %d", c.first, guess), func(t *testing.T) {
				first := [][]int{{c.first}}
				p := playBrackets(t, 10, [][]int{{1}}, [][]int{{guess}}, 1, upTo(first))
				if kept, fails := p.b.of[0].threshold(1); kept != c.kept || fails != c.fails {
					t.Errorf("between %d and %d, want %d and %d", kept, fails, c.kept, c.fails)
				}
			})
		}
	}
}

func TestASeasonThatHealsAgainCountsFromItsFirstFailure(t *testing.T) {
	// Season 0 fails at 20 to 24 and again from 40 on; the others fail at 60.
	kept := func(_, season, level int) bool {
		if season == 0 {
			return level < 20 || level >= 25 && level < 40
		}
		return level < 60
	}
	b := newBrackets(slices.Repeat([]float64{1}, 71), [][]rank{{{nth: 1}}}, [][]int{{40, 60, 60}})
	for _, level := range []int{39, 22, 30, 19} {
		b.take(probe{0, level}, []bool{kept(0, 0, level)})
	}
	x := b.of[0].seasons[0]
	if x.kept != 19 || x.fails != 22 || !x.reversed {
		t.Errorf("kept at %d, fails at %d, reversed %v; want 19, 22 and true", x.kept, x.fails, x.reversed)
	}
	for probes := b.next(); len(probes) > 0; probes = b.next() {
		for _, p := range probes {
			b.take(p, []bool{kept(0, p.season, p.level)})
		}
	}
	if k, f := b.of[0].threshold(1); k != 19 || f != 20 {
		t.Errorf("the least threshold lies between %d and %d, want 19 and 20", k, f)
	}
}
