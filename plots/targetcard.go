package plots

import (
	"fmt"
	"math"
	"slices"

	"peakready/models/result"
)

// mostColumns is the number of targets that a firm's card has room for; those
// that fail oftenest are taken. The table has all.
const mostColumns = 8

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
	switch {
	case g.NotComparable:
		return "not comparable" // as much as a card has room for; its heading gives the scale
	case g.Held+g.Missed == 0:
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
			write := g.Write
			if columns[at].title == "" {
				bare := *g
				bare.Firm, bare.Pool = nil, nil
				columns[at] = column{sentenceCase(sum.Title(&bare)), boundText(g, write) + shortUnit(g.Unit)}
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
	p := general(run, "readiness", atScale(run, targetHeadline(sum)))
	p.subtitle = "Mean of the seasons, and in how many of them the target holds; vermilion: not ready, amber: not decided; targets of the scenario"
	if left > 0 {
		p.subtitle += fmt.Sprintf(", %s of %s shown, all in the table", count(float64(len(columns))), count(float64(left+len(columns))))
	}
	return drawnCards(p, cards, columns)
}

// targetHeadline counts the targets of the run by verdict, those without room on
// the cards as well; of several firms, the firms by the worst of theirs.
func targetHeadline(sum *result.Summary) string {
	n, firms := map[result.Verdict]int{}, map[string]result.Verdict{}
	for i := range sum.Targets {
		g := &sum.Targets[i]
		n[g.Verdict]++
		if g.Firm == nil {
			continue
		}
		if old, known := firms[*g.Firm]; !known || g.Verdict == result.NotReady || g.Verdict == result.Undecided && old == result.Ready {
			firms[*g.Firm] = g.Verdict
		}
	}
	if len(firms) > 1 {
		clear(n)
		for _, v := range firms {
			n[v]++
		}
		s := fmt.Sprintf("%d of %d firms are ready by the targets of the scenario, %d are not", n[result.Ready], len(firms), n[result.NotReady])
		if n[result.Undecided] > 0 {
			s += fmt.Sprintf(", %d undecided", n[result.Undecided])
		}
		return s
	}
	all, failed, open, ready := len(sum.Targets), n[result.NotReady], n[result.Undecided], n[result.Ready]
	var s string
	switch {
	case ready == all:
		return "Every target holds in the share of seasons that it asks for"
	case all == 1 && failed == 1:
		return "The target fails: it does not hold in the share of seasons that it asks for"
	case len(sum.NotComparable()) == open && failed == 0 && ready+open == all:
		return fmt.Sprintf("%d of %s not decided: %s", open, plural(all, "target", "targets"), sum.NotComparable()[0].Mark)
	case all == 1:
		return "The target is undecided: more seasons would decide"
	case failed == all:
		return fmt.Sprintf("Not one of %s holds in the share of seasons that it asks for", plural(all, "target", "targets"))
	case failed == 0:
		s = fmt.Sprintf("None of %s fails for certain", plural(all, "target", "targets"))
	case failed == 1:
		s = fmt.Sprintf("1 of %s fails", plural(all, "target", "targets"))
	default:
		s = fmt.Sprintf("%d of %s fail", failed, plural(all, "target", "targets"))
	}
	if open > 0 {
		s += fmt.Sprintf(", %d undecided", open)
	}
	if ready > 0 {
		s += fmt.Sprintf(", %d ready", ready)
	}
	return s
}
