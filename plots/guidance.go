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

// avoided is what a plan takes away of a figure, with the interval that holds
// for all plans at once.
func avoided(s result.Shift) stats.Estimate { return opposite(s.Joint) }

func opposite(e stats.Estimate) stats.Estimate {
	e.Mean, e.Lo, e.Hi = 0-e.Mean, 0-e.Hi, 0-e.Lo // 0-x, so that nothing is 0 and not -0
	return e
}

// eachWords writes what a complaint avoided costs.
func eachWords(c result.Comparison) string {
	v := c.PerComplaint.Mean
	avoided := avoided(c.ToFirm)
	switch {
	case !(avoided.Mean > 0):
		return "none avoided"
	case known(avoided) && !beyond(avoided):
		return "may be chance"
	case math.IsNaN(v):
		return "–"
	case known(c.Cost.Joint) && !beyond(c.Cost.Joint):
		return "cost not told from 0"
	case v < 0:
		return "saves money"
	}
	return yuan(v)
}

func yuan(v float64) string {
	if v < 0 {
		return minus + yuan(-v)
	}
	return "¥" + count(round(v))
}

// byWorth sorts plans by the complaints to the firm that they avoid; all
// together stands last.
func byWorth(all []result.Comparison) []result.Comparison {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b result.Comparison) int {
		return cmp.Or(btoi(a.Plan == result.AllTogether)-btoi(b.Plan == result.AllTogether),
			cmp.Compare(a.ToFirm.Joint.Mean, b.ToFirm.Joint.Mean))
	})
	return out
}

// guidanceSentence says which plan is worth most and of which that is not sure.
func guidanceSentence(all []result.Comparison) string {
	plans := byWorth(all)
	together := plans[len(plans)-1]
	if together.Plan == result.AllTogether {
		plans = plans[:len(plans)-1]
	}
	best := plans[0]
	seasons := best.Replications
	saved := avoided(best.ToFirm)
	of := func(c result.Comparison) string {
		return pct(-c.ToFirm.Joint.Mean / c.ToFirm.Base.Mean)
	}
	price := func(c result.Comparison) string {
		switch words := eachWords(c); {
		case known(c.ToFirm.Joint) && !beyond(c.ToFirm.Joint):
			return "" // the end of the sentence says so
		case known(c.Cost.Joint) && !beyond(c.Cost.Joint):
			return ", its " + words
		case c.PerComplaint.Mean < 0:
			return ", and " + words
		default:
			return ", at " + words + " each"
		}
	}
	if !(saved.Mean > 0) {
		if len(plans) == 1 {
			return inOne(seasons, fmt.Sprintf("%s avoids no complaints to the firm", named(best.Plan)))
		}
		return inOne(seasons, fmt.Sprintf("none of the %d plans avoids complaints to the firm", len(plans)))
	}
	most := ""
	if len(plans) > 1 {
		most = " the most"
	}
	s := fmt.Sprintf("%s avoids%s complaints to the firm, %s of all%s", named(best.Plan), most, of(best), price(best))
	if sure := slices.IndexFunc(plans, func(c result.Comparison) bool { return beyond(c.ToFirm.Joint) && c.ToFirm.Joint.Mean < 0 }); sure > 0 && seasons > 1 {
		more := "avoid more on average, but their intervals still reach zero"
		if sure == 1 {
			more = "avoids more on average (" + of(best) + "), but its interval still reaches zero"
		}
		var names []string
		for _, c := range plans[:sure] {
			names = append(names, c.Plan)
		}
		return fmt.Sprintf("Of the plans beyond chance %s avoids the most complaints to the firm, %s of all%s; %s %s",
			named(plans[sure].Plan), of(plans[sure]), price(plans[sure]), fewNames(names, 2), more)
	}
	if len(plans) == 1 {
		s = fmt.Sprintf("%s avoids %s complaints to the firm, %s of all%s", named(best.Plan), count(round(saved.Mean)), of(best), price(best))
	}
	if together.Plan == result.AllTogether && together.ToFirm.Joint.Mean < 0 {
		all := fmt.Sprintf("all %d", len(plans))
		if len(plans) == 2 {
			all = "both"
		}
		s += fmt.Sprintf("; %s together %s", all, of(together))
	}
	if seasons == 1 {
		return inOne(seasons, s)
	}
	if steady := mostSteady(plans); steady != nil && !anyBeyond(plans) {
		if steady.Plan == best.Plan {
			return fmt.Sprintf("%s avoids the most complaints to the firm, %s of all, %s in a typical season beyond chance", named(best.Plan), of(best), pct(-steady.Typical.Mean))
		}
		return fmt.Sprintf("Beyond chance %s avoids the most complaints to the firm in a typical season, %s; %s avoids more on average (%s), but its interval still reaches zero",
			named(steady.Plan), pct(-steady.Typical.Mean), best.Plan, of(best))
	}
	var chance []string
	for _, c := range all {
		if !beyond(c.ToFirm.Joint) {
			chance = append(chance, c.Plan)
		}
	}
	switch {
	case len(chance) == len(all) && len(all) == 1:
		s += "; its interval still reaches zero"
	case len(chance) == len(all):
		s += "; every interval still reaches zero"
	case len(chance) == 1:
		s += "; the interval of " + fewNames(chance, 2) + " still reaches zero"
	case len(chance) > 1:
		s += "; the intervals of " + fewNames(chance, 2) + " still reach zero"
	}
	return s
}

// mostSteady is the plan that beyond chance avoids the greatest share of
// complaints in a typical season, if one does.
func mostSteady(plans []result.Comparison) *result.Comparison {
	var best *result.Comparison
	for i := range plans {
		if c := &plans[i]; c.Typical.Hi < 0 && (best == nil || c.Typical.Mean < best.Typical.Mean) {
			best = c
		}
	}
	return best
}

func anyBeyond(plans []result.Comparison) bool {
	return slices.ContainsFunc(plans, func(c result.Comparison) bool { return beyond(c.ToFirm.Joint) })
}

// atOnce says of the intervals of several plans that they hold together.
func atOnce(all []result.Comparison) string {
	if len(all) < 2 {
		return ""
	}
	return fmt.Sprintf(" that hold for all %d plans at once", len(all))
}

// guidanceFigure draws what each plan is worth, in complaints and in money.
func guidanceFigure(run *result.Run) Figure {
	all := byWorth(run.Comparisons)
	seasons := all[0].Replications
	base := all[0].ToFirm.Base.Mean
	toFirm := func(text string) string {
		if len(run.Firms) > 1 {
			return strings.ReplaceAll(text, "the firm", "the firms")
		}
		return text
	}
	p := general(run, "guidance", toFirm(guidanceSentence(run.Comparisons)))
	p.subtitle = toFirm(fmt.Sprintf("The same %s with and without each plan, with the same luck: as it is %s reach the firm",
		plural(seasons, "season", "seasons"), complaintsWord(round(base))))
	if seasons > 1 {
		p.subtitle += "; means and geometric means with 95% intervals of the pairs" + atOnce(all) + "; grey: may be chance; an arrow goes on beyond the axis"
	}
	var words []string
	for _, c := range all {
		words = append(words, fmt.Sprintf("%s avoids %s complaints, %s in a typical season, and costs %s", c.Plan, plusRange(avoided(c.ToFirm), count),
			plusRange(opposite(c.Typical), pct), plusRange(c.Cost.Joint, yuan)))
	}
	p.alt = "Bars for each plan. " + list(words) + "."
	n := len(all)
	p.bodyH = rowTitles + vg.Length(n)*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, n)
		var complaints, shares, costs []stats.Estimate
		for i, k := range all {
			names[i] = k.Plan
			complaints = append(complaints, avoided(k.ToFirm))
			shares = append(shares, opposite(k.Typical))
			costs = append(costs, k.Cost.Joint)
		}
		labels := rowLabels(c, names, 190)
		const price = vg.Length(86)
		body := draw.Crop(c, labels, 0, 0, 0)
		cols := unequal(draw.Crop(body, 0, -price, 0, 0), []float64{0.34, 0.33, 0.33}, 54, 10)
		a := signedColumn(cols[0], toFirm("Complaints to the firm avoided"), n, complaints, countTick)
		m := signedColumn(cols[1], "In a typical season", n, shares, shareTick)
		b := signedColumn(cols[2], "Cost added, CNY", n, costs, countTick)
		put(c, labelStyle, c.Max.X, c.Max.Y-9, right, "CNY each avoided")
		for i, k := range all {
			y := rowMiddle(body, i)
			a.signedBar(complaints[i], y, sureColor(k.ToFirm.Joint, seasons, blue), labelStyle, plus(complaints[i].Mean, perMillion))
			m.signedBar(shares[i], y, sureColor(k.Typical, seasons, blue), labelStyle, plus(shares[i].Mean, pct))
			b.signedBar(costs[i], y, sureColor(k.Cost.Joint, seasons, amber), labelStyle, plus(costs[i].Mean, yuan))
			putMiddle(c, labelStyle, c.Max.X, y, right, eachWords(k))
			a.rowHint(i, k.Plan+": "+plusRange(complaints[i], count)+" complaints avoided")
			m.rowHint(i, k.Plan+": "+plusRange(shares[i], pct)+" of the complaints avoided in a typical season")
			b.rowHint(i, k.Plan+": "+plusRange(costs[i], yuan))
		}
	}
	return p.figure()
}
