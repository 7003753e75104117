package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// blameSentence names the bottleneck, if the intervals bear it.
func blameSentence(e *result.Explanation) string {
	l := e.Blamed
	of := func(name string) result.Harm {
		i := slices.IndexFunc(e.Capacities, func(x result.Relaxation) bool { return x.Name == name })
		return e.Capacities[i].Avoided
	}
	fewer := func(name string) string {
		return count(round(of(name).ToFirm.Mean)) + " fewer complaints to the firm a season"
	}
	switch {
	case l.Name == "":
		return inOne(e.Replications, "no capacity alone is a bottleneck: none avoids complaints when it alone has no limit")
	case l.Sure:
		s := fmt.Sprintf("The bottleneck to blame is the %s: without its limit there would be %s, %s of all", named(l.Name), fewer(l.Name), pct(of(l.Name).ToFirm.Mean/e.Base.ToFirm.Mean))
		switch late := e.BlamedLate; {
		case late.Sure && late.Name == l.Name:
			s += "; so it is for days late"
		case late.Sure:
			s += "; for days late it is the " + named(late.Name)
		}
		return s
	case e.Replications == 1:
		return inOne(1, fmt.Sprintf("without the limit of the %s there would be %s, the most of all capacities", named(l.Name), fewer(l.Name)))
	case l.InMost:
		return fmt.Sprintf("The bottleneck to blame in most seasons is the %s: it is first in %d of %d, and on average %s", named(l.Name), l.FirstIn, e.Replications, fewer(l.Name))
	case l.AboveZero:
		return fmt.Sprintf("Without the limit of the %s there would be %s, but it is not told from %s", named(l.Name), fewer(l.Name), fewNames(l.Rivals, 2))
	}
	return fmt.Sprintf("No bottleneck is told from chance in %d seasons; the %s leads on average, %s", e.Replications, named(l.Name), fewer(l.Name))
}

// blameRow is a row of the figure.
type blameRow struct {
	name     string
	avoided  result.Harm
	together bool
}

// mostRows of each half of the figure; the table has all.
const mostRows = 12

// blameRows are the capacities or causes that do anything, the worst first, and
// what they do together.
func blameRows(all []result.Relaxation, together *result.Together, called string) (rows []blameRow, left int) {
	some := slices.DeleteFunc(slices.Clone(all), func(x result.Relaxation) bool {
		return x.Avoided.ToFirm.Mean == 0 && x.Avoided.LateDays.Mean == 0
	})
	slices.SortStableFunc(some, func(a, b result.Relaxation) int {
		return -cmp.Compare(a.Avoided.ToFirm.Mean, b.Avoided.ToFirm.Mean)
	})
	for i, x := range some {
		if i == mostRows {
			left = len(some) - mostRows
			break
		}
		rows = append(rows, blameRow{name: x.Name, avoided: x.Avoided})
	}
	return append(rows, blameRow{called, together.Avoided, true}), left
}

// explainFigure draws what each capacity and each cause is to blame for.
func explainFigure(run *result.Run) Figure {
	e := run.Explained
	p := general(run, "explained", blameSentence(e))
	p.subtitle = fmt.Sprintf("The same %s with the same luck, as they are and without one limit or cause: as it is %s reach the firm and deliveries are %s order-days late",
		plural(e.Replications, "season", "seasons"), complaintsWord(round(e.Base.ToFirm.Mean)), count(round(e.Base.LateDays.Mean)))
	if e.Replications > 1 {
		p.subtitle += "; means with 95% intervals of the paired differences; grey: may be chance; an arrow goes on beyond the axis"
	}
	limits, more := blameRows(e.Capacities, &e.AllCapacities, "all limits together")
	causes, other := blameRows(e.Causes, &e.AllCauses, "all causes together")
	if more+other > 0 {
		p.subtitle += fmt.Sprintf("; %d more rows, of less, are in the table", more+other)
	}
	halves := [][]blameRow{limits, causes}
	var words []string
	for _, r := range slices.Concat(limits, causes) {
		words = append(words, fmt.Sprintf("%s %s complaints and %s order-days late", r.name, plusRange(r.avoided.ToFirm, count), plusRange(r.avoided.LateDays, count)))
	}
	p.alt = "Bars of what is avoided without each limit and each cause. " + list(words) + "."
	const gap = vg.Length(14)
	height := func(rows []blameRow) vg.Length { return rowTitles + vg.Length(len(rows))*rowHeight + rowFoot }
	p.bodyH = height(limits) + gap + height(causes)
	p.body = func(c draw.Canvas) {
		room := vg.Length(0)
		for _, half := range halves {
			for _, r := range half {
				room = max(room, min(210, valueStyle.width(r.name)))
			}
		}
		top := c.Max.Y
		for i, half := range halves {
			part := draw.Crop(c, 0, 0, top-height(half)-c.Min.Y, top-c.Max.Y)
			top -= height(half) + gap
			names := make([]string, len(half))
			var complaints, late []stats.Estimate
			for r, x := range half {
				names[r] = x.name
				complaints = append(complaints, x.avoided.ToFirm)
				late = append(late, x.avoided.LateDays)
			}
			put(part, labelStyle, part.Min.X, part.Max.Y-9, left, []string{"Without the limit of", "Without the cause"}[i])
			rowLabels(draw.Crop(part, room-widest(names, 210), 0, 0, 0), names, 210)
			body := draw.Crop(part, room+10, 0, 0, 0)
			cols := unequal(body, []float64{0.5, 0.5}, 60, 14)
			a := signedColumn(cols[0], "Complaints to the firm avoided", len(half), complaints, countTick)
			b := signedColumn(cols[1], "Order-days late avoided", len(half), late, countTick)
			for r, x := range half {
				y := rowMiddle(body, r)
				color := blue
				if x.together {
					color = green
				}
				a.signedBar(complaints[r], y, sureColor(complaints[r], e.Replications, color), labelStyle, plus(complaints[r].Mean, perMillion))
				b.signedBar(late[r], y, sureColor(late[r], e.Replications, color), labelStyle, plus(late[r].Mean, perMillion))
				a.rowHint(r, x.name+": "+plusRange(complaints[r], count)+" complaints avoided")
				b.rowHint(r, x.name+": "+plusRange(late[r], count)+" order-days late avoided")
			}
		}
	}
	return p.figure()
}

// widest is the room that names take, elided to most.
func widest(names []string, most vg.Length) vg.Length {
	w := vg.Length(0)
	for _, n := range names {
		w = max(w, valueStyle.width(elide(valueStyle, n, most)))
	}
	return w
}

// explainTable holds what each limit and cause is to blame for.
func explainTable(e *result.Explanation) table {
	t := table{Head: []string{"Without", "What was changed", "Complaints to the firm avoided", "of all", "Order-days late avoided", "of all", "To the authority", "Orders added"}}
	share := func(e, all stats.Estimate) cell {
		if !(all.Mean > 0) {
			return cell{Text: "–"}
		}
		return cell{Text: strings.TrimPrefix(plus(e.Mean/all.Mean, pct), "+"), Sort: sortKey(e.Mean / all.Mean)}
	}
	row := func(name, how string, h *result.Harm, placed stats.Estimate, part bool) {
		ofAll, late := cell{Text: ""}, cell{Text: ""}
		if part {
			ofAll, late = share(h.ToFirm, e.Base.ToFirm), share(h.LateDays, e.Base.LateDays)
		}
		cells := []cell{text(name), sentence(how), difference(h.ToFirm, inThousand), ofAll, difference(h.LateDays, whole), late, difference(h.ToAuthority, inThousand)}
		if placed.N > 0 {
			cells = append(cells, difference(placed, whole))
		} else {
			cells = append(cells, cell{})
		}
		t.Rows = append(t.Rows, cells)
	}
	eachBlamed(e, row)
	return t
}

// eachBlamed gives the rows of limits, of causes and of all together: name, what
// was changed, harm avoided, orders added, and whether the row is a part of all.
func eachBlamed(e *result.Explanation, row func(name, how string, h *result.Harm, placed stats.Estimate, part bool)) {
	part := func(all []result.Relaxation, together *result.Together, called string) {
		sorted := slices.Clone(all)
		slices.SortStableFunc(sorted, func(a, b result.Relaxation) int {
			return -cmp.Compare(a.Avoided.ToFirm.Mean, b.Avoided.ToFirm.Mean)
		})
		for _, x := range sorted {
			row(x.Name, x.How, &x.Avoided, x.Placed, true)
		}
		row(called+" together", "", &together.Avoided, together.Placed, true)
		row("of that, not in the sum of the rows", "", &together.Remainder, stats.Estimate{}, false)
	}
	part(e.Capacities, &e.AllCapacities, "all limits")
	part(e.Causes, &e.AllCauses, "all causes")
	row("all limits and causes together", "", &e.Everything.Avoided, e.Everything.Placed, true)
	row("of that, not in the sum of all rows", "", &e.Everything.Remainder, stats.Estimate{}, false)
}

// explainCauses splits the complaints to the firm avoided by what they are for, a
// table of its own as one of all columns fits no page.
func explainCauses(e *result.Explanation) table {
	t := table{Head: []string{"Without"}}
	for c := range result.Causes {
		t.Head = append(t.Head, sentenceCase(result.Cause(c).String()))
	}
	t.Head = append(t.Head, "All")
	eachBlamed(e, func(name, _ string, h *result.Harm, _ stats.Estimate, _ bool) {
		cells := []cell{text(name)}
		for _, c := range h.ByCause {
			cells = append(cells, cell{Text: plus(c.Mean, inThousand), Sort: sortKey(c.Mean)})
		}
		t.Rows = append(t.Rows, append(cells, cell{Text: plus(h.ToFirm.Mean, inThousand), Sort: sortKey(h.ToFirm.Mean)}))
	})
	return t
}

// nextTable holds what a unit more of each capacity would avoid, the one of most
// complaints for its price first.
func nextTable(e *result.Explanation) table {
	t := table{Head: []string{"Capacity", "One unit more", "Price for the season", "Complaints to the firm avoided", "for 10,000 CNY", "An agent-hour avoids", "Order-days late avoided"}}
	all := slices.Clone(e.Next)
	slices.SortStableFunc(all, func(a, b result.NextUnit) int { return -cmp.Compare(orZero(a.PerCNY.Mean), orZero(b.PerCNY.Mean)) })
	for _, u := range all {
		price := cell{Text: inYuan(u.Cost), Sort: sortKey(u.Cost)}
		if u.CarrierPrice {
			price.Range = "at the price of parcels"
		}
		hour := cell{Text: "–"}
		if !math.IsNaN(u.PerHour.Mean) {
			hour = difference(u.PerHour, func(v float64) string { return significant(v, 3) })
		}
		t.Rows = append(t.Rows, []cell{text(u.Name), sentence(u.Unit), price, difference(u.Avoided.ToFirm, inThousand),
			difference(scaledBy(u.PerCNY, 1e4), func(v float64) string { return significant(v, 2) }), hour, difference(u.Avoided.LateDays, whole)})
	}
	return t
}
