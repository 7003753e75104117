package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

// explainText is the tables of an explanation and what they come to, in words.
// Of each table the first rows are shown.
func explainText(name string, e *result.Explanation, top int) string {
	var b strings.Builder
	whose := ""
	if len(e.Firms) > 0 && !e.Grouped {
		whose = ", orders of " + strings.Join(e.Firms, ", ")
	}
	fmt.Fprintf(&b, "%s%s: what goes wrong and why, %s with the same luck", name, whose, plural(e.Replications, "season"))
	if e.Replications > 1 {
		b.WriteString("; in brackets 95% intervals of the paired differences")
	}
	fmt.Fprintf(&b, "\n\nA season as it is has %s complaints to the firm, %s late deliveries and %s order-days late.\n\n",
		count(e.Base.ToFirm.Mean), whole(e.Base.Late.Mean), whole(e.Base.LateDays.Mean))

	left := relaxations(&b, e, "without the limit of", e.Capacities, &e.AllCapacities, top)
	left = append(left, relaxations(&b, e, "without the cause", e.Causes, &e.AllCauses, top)...)
	left = append(left, harmTable(&b, "without any limit or cause", e, [][]string{
		harmCells("all of them", &e.Everything.Avoided, e.Everything.Placed, e),
		harmCells("of that, not in the sum of the rows above", &e.Everything.Remainder, stats.Estimate{}, nil),
		harmCells("left", &e.Everything.Left, stats.Estimate{}, nil),
	})...)
	b.WriteString("  a figure is what is avoided: as it is less without; below 0 there is more of it, as where\n  more buyers get through and meet the same queues\n" +
		"  the remainder: above 0 several are of use only together, below 0 either would do\n")
	slices.Sort(left)
	b.WriteString(leftOut(slices.Compact(left), explanationFile) + "\n")

	if len(e.Next) > 0 {
		nextUnits(&b, e, top)
	}
	b.WriteString(blameWords(e))
	return b.String()
}

// byAvoided sorts relaxations by the complaints that they avoid, and gives apart
// those that change nothing at all.
func byAvoided(all []result.Relaxation) (some []result.Relaxation, idle []string) {
	for _, x := range all {
		if a := &x.Avoided; zero(a.ToFirm) && zero(a.Late) && zero(a.LateDays) && zero(a.ToAuthority) && zero(x.Placed) {
			idle = append(idle, x.Name)
		} else {
			some = append(some, x)
		}
	}
	slices.SortStableFunc(some, func(a, b result.Relaxation) int {
		return descending(a.Avoided.ToFirm.Mean, b.Avoided.ToFirm.Mean)
	})
	return some, idle
}

// zero says that an estimate was 0 in every season.
func zero(e stats.Estimate) bool { return e.Mean == 0 && !(e.Hi > e.Lo) }

func harmHeaders(first string, e *result.Explanation) []string {
	headers := []string{first, "complaints", "", "of all", "order-days late", "", "of all"}
	for c := range result.Causes {
		headers = append(headers, result.Cause(c).String())
	}
	return append(headers, "to the authority", "orders added")
}

// harmCells are a row, with the orders that it adds where they are known; with an
// explanation also what it is of all.
func harmCells(name string, h *result.Harm, placed stats.Estimate, of *result.Explanation) []string {
	part := func(e, all stats.Estimate) string {
		if of == nil || !(all.Mean > 0) {
			return ""
		}
		return figure(100*e.Mean/all.Mean, "%.0f%%")
	}
	var base result.Harm
	if of != nil {
		base = of.Base
	}
	cells := []string{name, count(h.ToFirm.Mean), gap(h.ToFirm, count), part(h.ToFirm, base.ToFirm),
		whole(h.LateDays.Mean), gap(h.LateDays, whole), part(h.LateDays, base.LateDays)}
	for _, c := range h.ByCause {
		cells = append(cells, count(c.Mean))
	}
	orders := ""
	if placed.N > 0 {
		orders = whole(placed.Mean)
	}
	return append(cells, count(h.ToAuthority.Mean), orders)
}

func relaxations(b *strings.Builder, e *result.Explanation, first string, all []result.Relaxation, together *result.Together, top int) (left []string) {
	some, idle := byAvoided(all)
	var rows [][]string
	for i, x := range some {
		if i < top {
			rows = append(rows, harmCells(x.Name, &x.Avoided, x.Placed, e))
		}
	}
	rows = append(rows, harmCells("all together", &together.Avoided, together.Placed, e),
		harmCells("of that, not in the sum of the rows", &together.Remainder, stats.Estimate{}, nil))
	left = harmTable(b, first, e, rows)
	if n := len(some) - top; n > 0 {
		b.WriteString(paragraph(fmt.Sprintf("and %d more, which avoid less: in %s, or --top %d", n, elsewhere(explanationFile), len(some))) + "\n")
	}
	if len(idle) > 0 {
		b.WriteString(paragraph("nothing at all changes without "+strings.Join(idle, ", ")) + "\n")
	}
	return left
}

// harmTable is a table of harm avoided. Where there is no room for all of it, days
// late come before causes, of which those with most complaints come first; it gives
// what is left out.
func harmTable(b *strings.Builder, first string, e *result.Explanation, rows [][]string) (left []string) {
	headers := harmHeaders(first, e)
	const cause = 7 // the first of them
	most := make([]float64, result.Causes)
	for c := range e.Base.ByCause {
		most[c] = math.Abs(e.Base.ByCause[c].Mean)
	}
	var spare [][]int
	spare = append(spare, []int{4, 6}, []int{5})
	for c := range most {
		spare = append(spare, []int{cause + c})
	}
	slices.SortStableFunc(spare[2:], func(x, y []int) int { return descending(most[x[0]-cause], most[y[0]-cause]) })
	spare = append(spare, []int{cause + len(most)}, []int{cause + len(most) + 1})
	return narrowed(b, headers, rows, spare, 0)
}

func nextUnits(b *strings.Builder, e *result.Explanation, top int) {
	headers := []string{"one unit more", "", "cost, CNY", "complaints avoided", "", "avoided for 10,000 CNY", "", "an agent-hour avoids", "order-days late avoided", ""}
	var rows [][]string
	all := slices.Clone(e.Next)
	slices.SortStableFunc(all, func(x, y result.NextUnit) int { return descending(x.PerCNY.Mean, y.PerCNY.Mean) })
	priced := false
	for i, u := range all {
		if i == top {
			break
		}
		cost := whole(u.Cost)
		if u.CarrierPrice {
			cost += " *"
			priced = true
		}
		hour := ""
		if u.Hours > 0 {
			hour = few(u.PerHour.Mean)
		}
		many := stats.Estimate{Mean: 1e4 * u.PerCNY.Mean, Lo: 1e4 * u.PerCNY.Lo, Hi: 1e4 * u.PerCNY.Hi}
		rows = append(rows, []string{u.Name, u.Unit, cost, count(u.Avoided.ToFirm.Mean), gap(u.Avoided.ToFirm, count), few(many.Mean), gap(many, few), hour,
			whole(u.Avoided.LateDays.Mean), gap(u.Avoided.LateDays, whole)})
	}
	b.WriteString(leftOut(narrowed(b, headers, rows, [][]int{{3}, {4}, {7}, {8}, {9}}, 1, 0), explanationFile))
	if n := len(all) - top; n > 0 {
		b.WriteString(paragraph(fmt.Sprintf("and %d more, of which 10,000 CNY avoid less: in %s, or --top %d", n, elsewhere(explanationFile), len(all))) + "\n")
	}
	if priced {
		b.WriteString("  * a carrier's capacity has no price of its own; taken at the price of its parcels, used or not\n\n")
	}
}

// few is a number with two or three digits.
func few(v float64) string {
	switch a := math.Abs(v); {
	case a >= 10 || a == 0:
		return whole(v)
	case a >= 1:
		return figure(v, "%.1f")
	case a >= 0.1:
		return figure(v, "%.2f")
	}
	return figure(v, "%.4f")
}

// blameWords are the sentences that the intervals bear.
func blameWords(e *result.Explanation) string {
	var b strings.Builder
	of := func(name string) *result.Relaxation {
		i := slices.IndexFunc(e.Capacities, func(x result.Relaxation) bool { return x.Name == name })
		return &e.Capacities[i]
	}
	between := func(x stats.Estimate, show func(float64) string) string {
		if g := gap(x, show); g != "" {
			return show(x.Mean) + " " + strings.ReplaceAll(g, "+", "")
		}
		return show(x.Mean)
	}
	part := func(x, all stats.Estimate) string { return figure(100*x.Mean/all.Mean, "%.0f%%") }
	switch l := e.Blamed; {
	case l.Name == "" && zero(e.AllCapacities.Avoided.ToFirm):
		b.WriteString("No capacity is a bottleneck: not one complaint would be avoided without their limits.\n")
	case l.Name == "":
		b.WriteString("No capacity alone is a bottleneck: none avoids complaints on average when it alone has no limit.\n")
	case l.Sure:
		a := of(l.Name).Avoided
		fmt.Fprintf(&b, "The bottleneck to blame is the %s: without its limit there would be %s fewer complaints to the firm a season, %s of all.\n",
			l.Name, between(a.ToFirm, count), part(a.ToFirm, e.Base.ToFirm))
	case e.Replications == 1:
		fmt.Fprintf(&b, "One season cannot tell a bottleneck from chance; here the %s avoids most, %s.\n", l.Name, count(of(l.Name).Avoided.ToFirm.Mean))
	case l.InMost:
		fmt.Fprintf(&b, "The bottleneck to blame in most seasons is the %s: without its limit more complaints are avoided than without any other in %d of %s, beyond chance (sign test). How many on average is open: %s.\n",
			l.Name, l.FirstIn, plural(e.Replications, "season"), between(of(l.Name).Avoided.ToFirm, count))
	case l.AboveZero:
		fmt.Fprintf(&b, "No single bottleneck is told: without the limit of the %s there would be %s fewer complaints, but %s do not tell it from %s.\n",
			l.Name, between(of(l.Name).Avoided.ToFirm, count), plural(e.Replications, "season"), either(l.Rivals))
	default:
		fmt.Fprintf(&b, "No bottleneck is told from chance in %s: the %s avoids most on average, %s, and the most in %d of them.\n",
			plural(e.Replications, "season"), l.Name, between(of(l.Name).Avoided.ToFirm, count), l.FirstIn)
	}
	switch l := e.BlamedLate; {
	case l.Sure && l.Name == e.Blamed.Name && e.Blamed.Sure:
		a := of(l.Name).Avoided.LateDays
		fmt.Fprintf(&b, "So it is for days late: %s order-days fewer, %s of all.\n", between(a, whole), part(a, e.Base.LateDays))
	case l.Sure:
		a := of(l.Name).Avoided.LateDays
		fmt.Fprintf(&b, "For days late the bottleneck to blame is the %s: %s order-days fewer without its limit, %s of all.\n", l.Name, between(a, whole), part(a, e.Base.LateDays))
	}
	if l := e.BestNext; l.Sure {
		i := slices.IndexFunc(e.Next, func(u result.NextUnit) bool { return u.Name == l.Name })
		u := e.Next[i]
		many := stats.Estimate{Mean: 1e4 * u.PerCNY.Mean, Lo: 1e4 * u.PerCNY.Lo, Hi: 1e4 * u.PerCNY.Hi}
		fmt.Fprintf(&b, "The next 10,000 CNY avoid most complaints at the %s (%s): %s.\n", l.Name, u.Unit, between(many, few))
	} else if l.Name != "" && e.Replications > 1 {
		why := "it is not told from chance"
		if l.AboveZero {
			why = "it is not told from " + either(l.Rivals)
		}
		fmt.Fprintf(&b, "Which unit is worth most is open: the %s leads on average, but %s.\n", l.Name, why)
	}
	return b.String()
}

// either is names in a row, the last after "or".
func either(names []string) string {
	if n := len(names); n > 3 {
		return fmt.Sprintf("%s, %s and %d others", names[0], names[1], n-2)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
