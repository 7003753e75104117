package plots

import (
	"fmt"
	"math"
	"slices"

	"peakready/models/result"
)

// mostColumns is the number of targets that a firm's card has room for; those
// that fail oftenest are taken. The table has all.
const mostColumns = 6

// carded are the entries of the scenario's targets that are of firms, in its
// order, as far as there is room.
func carded(sum *result.Summary) (entries []int) {
	trouble := map[int]int{}
	for i := range sum.Targets {
		g := &sum.Targets[i]
		if g.Firm == nil {
			continue
		}
		if !slices.Contains(entries, g.Entry) {
			entries = append(entries, g.Entry)
		}
		switch g.Verdict {
		case result.NotReady:
			trouble[g.Entry] += 1000
		case result.Undecided:
			trouble[g.Entry]++
		}
	}
	if len(entries) <= mostColumns {
		return entries
	}
	slices.SortStableFunc(entries, func(a, b int) int { return trouble[b] - trouble[a] })
	entries = entries[:mostColumns]
	slices.Sort(entries)
	return entries
}

// marked is what a verdict looks like.
func marked(v result.Verdict) verdict {
	switch v {
	case result.Ready:
		return good
	case result.NotReady:
		return poor
	}
	return open
}

// heldRange is how a cell of a target says its second line.
func heldRange(g *result.TargetSummary) string {
	if g.Held+g.Missed == 0 {
		return "not defined"
	}
	return fmt.Sprintf("held in %d of %d", g.Held, g.Held+g.Missed)
}

// targetCards makes the cards of the scenario's own targets, the columns that
// head them, and the number of targets that found no room. Of several pools the
// one with the least chance of holding is shown.
func targetCards(run *result.Run, sum *result.Summary) (cards []card, columns []column, left int) {
	entries := carded(sum)
	all := map[int]bool{}
	for i := range sum.Targets {
		if g := &sum.Targets[i]; g.Firm != nil {
			all[g.Entry] = true
		}
	}
	left = len(all) - len(entries)
	columns = make([]column, len(entries))
	for f := range run.Firms {
		c := card{firm: f, name: run.Firms[f].Name, marks: make([]mark, len(entries))}
		for i := range c.marks {
			c.marks[i].e.Mean = math.NaN() // a firm that the target is not of
		}
		for i := range sum.Targets {
			g := &sum.Targets[i]
			at := slices.Index(entries, g.Entry)
			if at < 0 || *g.Firm != c.name {
				continue
			}
			write := writerOf(g.Unit, sum.Window)
			if columns[at].title == "" {
				bare := *g
				bare.Firm, bare.Pool = nil, nil
				limit := "at least "
				if g.Bound == "max" {
					limit = "at most "
				}
				columns[at] = column{sentenceCase(sum.Title(&bare)), limit + limitText(g, write)}
			}
			m := mark{e: g.Value, verdict: marked(g.Verdict), write: write, held: heldRange(g)}
			if g.Pool != nil {
				m.about = *g.Pool
			}
			m.chance = g.Probability.Mean
			if old := c.marks[at]; old.write == nil || m.chance < old.chance || math.IsNaN(old.chance) {
				c.marks[at] = m
			}
		}
		if slices.ContainsFunc(c.marks, func(m mark) bool { return m.write != nil }) {
			cards = append(cards, c)
		}
	}
	sortCards(cards, -1)
	return cards, columns, left
}

// targetFigure is the readiness card by the scenario's targets.
func targetFigure(run *result.Run, sum *result.Summary) Figure {
	cards, columns, left := targetCards(run, sum)
	p := general(run, "readiness", atScale(run, targetHeadline(cards, left)))
	p.subtitle = "Mean of the seasons, and in how many of them the target holds; vermilion: not ready, amber: not decided; targets of the scenario"
	if left > 0 {
		p.subtitle += fmt.Sprintf(", %s more in the table", count(float64(left)))
	}
	return drawnCards(p, cards, columns)
}

// targetHeadline counts the firms that are ready; of one firm, its targets.
// left of them are not on the cards.
func targetHeadline(cards []card, left int) string {
	if len(cards) == 1 {
		c := cards[0]
		switch n := c.judged(); {
		case c.ready() && left == 0:
			return "Every target holds in the share of seasons that it asks for"
		case c.short() == 0:
			return "No target fails for certain; more seasons would decide"
		case c.short() == n && n > 1 && left == 0:
			return fmt.Sprintf("Not one of %s holds in the share of seasons that it asks for", plural(n, "target", "targets"))
		default:
			of := plural(n, "target", "targets")
			if left > 0 {
				of = "the " + of + " shown"
			}
			return fmt.Sprintf("%d of %s failed: not in the share of seasons that is asked for", c.short(), of)
		}
	}
	ready, short := 0, 0
	for _, c := range cards {
		if c.ready() {
			ready++
		}
		if c.short() > 0 {
			short++
		}
	}
	open := len(cards) - ready - short
	s := fmt.Sprintf("Of %d firms %d ready by the targets of the scenario, %d not", len(cards), ready, short)
	if open > 0 {
		s += fmt.Sprintf(", %d undecided", open)
	}
	return s
}
