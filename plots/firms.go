package plots

import (
	"fmt"
	"strconv"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

// several says whether a run has two or more firms with orders, so that they can
// be set side by side.
func several(run *result.Run) bool { return len(ordering(run)) > 1 }

// ordering gives the firms with orders, in the run's order.
func ordering(run *result.Run) (firms []int) {
	for f := range run.Firms {
		if hasOrders(run, f) {
			firms = append(firms, f)
		}
	}
	return firms
}

// generalFigures are those about all firms together and about what was tried on
// the season.
func generalFigures(run *result.Run, sum *result.Summary) (figs []Figure) {
	if len(run.Comparisons) > 0 {
		figs = append(figs, guidanceFigure(run))
	}
	if run.Explained != nil {
		figs = append(figs, explainFigure(run))
	}
	if !several(run) && len(carded(sum)) > 0 {
		figs = append(figs, targetFigure(run, sum))
	}
	if several(run) {
		figs = append(figs, readinessFigure(run, sum), rankingFigure(run, sum), docketFigure(run, sum))
		if hasDocket(run) {
			figs = append(figs, openFigure(run, sum))
		}
	}
	if len(run.Spill) > 0 {
		figs = append(figs, spillFigure(run))
	}
	for i := range run.Headroom {
		figs = append(figs, headroomFigure(run, &run.Headroom[i]))
	}
	return figs
}

// general begins a figure about all firms.
func general(run *result.Run, name, headline string) page {
	return page{name: name, headline: headline, source: source(run), w: wide}
}

// inOne begins a headline that rests on one season only.
func inOne(seasons int, headline string) string {
	if seasons > 1 {
		return sentenceCase(headline)
	}
	return "In the one season simulated: " + headline
}

// ranks writes the ranks that are left open: "1st", "2nd to 5th".
func ranks(lo, hi int) string {
	if lo == hi {
		return ordinal(lo)
	}
	return ordinal(lo) + " to " + ordinal(hi)
}

func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, end)
}

// named is a name of the scenario within a headline.
func named(name string) string { return elide(headlineStyle, name, 280) }

// fewNames names up to n firms and counts the others: "A, B and 3 more".
func fewNames(names []string, n int) string {
	var out []string
	for i, name := range names {
		if i == n && len(names) > n+1 {
			out = append(out, fmt.Sprintf("%d more", len(names)-n))
			break
		}
		out = append(out, named(name))
	}
	return list(out)
}

// rankSpan and seasonSpan write the ranks that are left open, and the seasons in
// which a firm is called in, in few characters: 1–16, 1–2.
func rankSpan(f result.CalledFirm) string { return spanOfWhole(f.RankLo, f.RankHi) }

func seasonSpan(f result.CalledFirm) string { return spanOfWhole(f.Sure, f.Perhaps) }

func spanOfWhole(lo, hi int) string {
	if lo == hi {
		return strconv.Itoa(lo)
	}
	return fmt.Sprintf("%d–%d", lo, hi)
}

// firmAnchor is where the report has its part about a firm.
func firmAnchor(firm int) string { return fmt.Sprintf("firm-%d", firm+1) }

// firmTable holds the firms with orders side by side.
func firmTable(run *result.Run, sum *result.Summary) table {
	if !several(run) {
		return table{}
	}
	places := ""
	if sum.Authority.CallIn.Places > 0 {
		places = fmt.Sprintf("Seasons of %d among the %d called in", len(run.Trials), sum.Authority.CallIn.Places)
	}
	t := table{Head: []string{"Firm", "Orders", "Deliveries late", "Slowest desk in time", "Own backlog, worst day",
		"Complaints a million orders, to the firm", "To the authority", "Rank"}}
	if places != "" {
		t.Head = append(t.Head, places)
	}
	called := map[string][]result.CalledFirm{}
	for _, c := range sum.Authority.CallIn.Firms {
		called[c.Firm] = append(called[c.Firm], c)
	}
	for _, f := range ordering(run) {
		s := &sum.Firms[f]
		name := text(s.Name)
		name.Link = firmAnchor(f)
		slow, _ := slowest(s)
		row := []cell{name, number(s.Orders.Placed, whole), share(s.Delivery.LateShare), share(slow),
			number(ownBacklog(run, f), inDays),
			number(result.Rare(s.Complaints.ToFirm.PerMillion, s.Orders.Millions()), whole), number(result.Rare(s.Complaints.ToAuthority.PerMillion, s.Orders.Millions()), whole)}
		rank, chance := cell{Text: "–"}, cell{Text: "–"}
		if cs := called[s.Name]; len(cs) > 0 {
			rank = cell{Text: rankSpan(cs[0]), Sort: sortKey(float64(cs[0].Rank))}
			chance = cell{Text: seasonSpan(cs[0]), Sort: sortKey(cs[0].Called.Mean)}
			called[s.Name] = cs[1:] // firms of one name stand in the same order in both
		}
		row = append(row, rank)
		if places != "" {
			row = append(row, chance)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// planTable holds what each plan would change.
func planTable(run *result.Run) table {
	t := table{Head: []string{"Plan", "Complaints to the firm avoided", "of all", "in a typical season", "Complaints to the authority avoided", "Late deliveries avoided", "Cost added", "CNY a complaint avoided", "Better in"}}
	for _, c := range run.Comparisons {
		part := cell{Text: "–"}
		if b := c.ToFirm.Base.Mean; b > 0 {
			part = cell{Text: strings.TrimPrefix(plus(-c.ToFirm.Joint.Mean/b, pct), "+"), Sort: sortKey(-c.ToFirm.Joint.Mean / b)}
		}
		t.Rows = append(t.Rows, []cell{text(c.Plan), difference(avoided(c.ToFirm), whole), part, difference(opposite(c.Typical), pct), difference(avoided(c.ToAuthority), whole),
			difference(avoided(c.Late), whole), difference(c.Cost.Joint, inYuan), {Text: eachWords(c), Sort: sortKey(c.PerComplaint.Mean)},
			{Text: fmt.Sprintf("%d of %s", result.SeasonsOf(c.Better), plural(c.Better.N, "season", "seasons")), Range: share(c.Better).Range, Sort: sortKey(c.Better.Mean)}})
	}
	return t
}

// spillTable holds what each firm left out costs all others together.
func spillTable(run *result.Run) table {
	t := table{Head: []string{"Orders of", "Placed", "Others’ parcels later by", "More of them late", "Complaints added", "of the most delayed firm: later by", "Most delayed"}}
	for _, s := range byWeight(run.Spill) {
		worst := worstHit(s)
		hit, who := cell{Text: "–"}, cell{Text: "–"}
		if worst != nil {
			hit, who = difference(worst.Lead.Added, hoursOr), cell{Text: worst.Firm, Sort: worst.Firm}
		}
		t.Rows = append(t.Rows, []cell{text(s.Firm), number(s.Orders, whole), difference(s.All.Lead.Added, hoursOr),
			difference(s.All.LateShare.Added, points), difference(s.All.Complaints.Added, whole), hit, who})
	}
	return t
}

// difference makes a cell of a figure that may lie on either side of 0.
func difference(e stats.Estimate, write func(float64) string) cell {
	c := number(e, write)
	if c.Sort == "" {
		return c
	}
	c.Text, c.Range = plus(e.Mean, write), ""
	if known(e) && e.Lo != e.Hi {
		c.Range = "(" + plus(e.Lo, write) + " to " + plus(e.Hi, write) + ")"
	}
	return c
}
