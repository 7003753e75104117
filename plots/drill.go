package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// WriteDrill writes the figures of a drill under dir as plots/drill.svg and .png,
// and of plans against each other as plots/drill-plans.svg and .png. The head
// names the scenario and the command.
func WriteDrill(dir string, head *result.Run, d *result.Drill) error {
	figures := []Figure{drillFigure(head, d)}
	if len(d.Plans) > 1 {
		figures = append(figures, againstFigure(head, d))
	}
	dir = filepath.Join(dir, "plots")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range figures {
		if err := writeFile(filepath.Join(dir, f.Name+".svg"), f.WriteSVG); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, f.Name+".png"), f.WritePNG); err != nil {
			return err
		}
	}
	return nil
}

// strayed are the measures that left their band, the earliest known first.
func strayed(p *result.DrillPlan) []result.DrillMeasure {
	some := slices.DeleteFunc(slices.Clone(p.Measures), func(m result.DrillMeasure) bool { return m.Left == 0 })
	slices.SortStableFunc(some, func(a, b result.DrillMeasure) int {
		return cmp.Compare(orZero(a.AfterMedian.Mean), orZero(b.AfterMedian.Mean))
	})
	return some
}

// tripwire is the measure that most often left its band first, if one did in
// more than half of the seasons.
func tripwire(p *result.DrillPlan, seasons int) *result.DrillMeasure {
	var best *result.DrillMeasure
	for i := range p.Measures {
		if m := &p.Measures[i]; 2*m.First > seasons && m.Measure != result.DrilledComplaints && (best == nil || m.First > best.First) {
			best = m
		}
	}
	return best
}

func drillSentence(d *result.Drill) string {
	first := &d.Plans[0]
	days := func(v float64) string { return significant(v, 1) + " days" }
	if first.Struck == 0 {
		return inOne(d.Replications, struck(d)+" drives no measure out of its normal band")
	}
	half, open := "half of the seasons are", "fewer than half of the seasons are"
	switch {
	case d.Replications == 1:
		half, open = "all is", "not all is"
	case first.Struck < d.Replications:
		upset := fmt.Sprintf("half of the %s that it upsets are", plural(first.Struck, "season", "seasons"))
		if half, open = upset, "fewer than "+upset; first.Struck == 1 {
			half, open = "the one season that it upsets is", "the one season that it upsets is not"
		}
	}
	s := fmt.Sprintf("after %s %s normal again in %s", struck(d), half, healWords(first.Healing, " days"))
	if first.Healing.MedianOpen {
		s = fmt.Sprintf("after %s %s normal again by the end", struck(d), open)
	}
	if len(d.Plans) == 2 && d.Plans[1].Struck > 0 {
		in := "in "
		if d.Plans[1].Healing.MedianOpen {
			in = ""
		}
		s += fmt.Sprintf(", with %s %s", named(d.Plans[1].Plan), in+healWords(d.Plans[1].Healing, " days"))
	}
	if m := tripwire(first, d.Replications); m != nil {
		s += "; " + m.Words + " left first"
		if m.Ahead.Mean > 0 {
			s += ", " + days(m.Ahead.Mean) + " before complaints rose"
			if d.Replications > 1 {
				s += fmt.Sprintf(" in the %d of %d seasons in which both left", m.Both, d.Replications)
			}
		}
	} else {
		s += "; no measure is the first to warn in most seasons"
	}
	return inOne(d.Replications, s)
}

// healWords writes a median time to heal, with its interval and a unit: "6 days
// (2 to 9)", "6 days (2 to not by the end)", "not by the end".
func healWords(h result.Healing, unit string) string {
	s := significant(h.Median.Mean, 1) + unit
	switch {
	case h.Seasons == 0:
		return "–"
	case h.MedianOpen:
		s = "not by the end"
	}
	return s + healRange(h)
}

// healRange is the interval behind a median time to heal, empty where there is
// none.
func healRange(h result.Healing) string {
	switch {
	case h.MedianOpen && h.UpperOpen:
		return " (at least " + significant(h.Median.Lo, 1) + ")"
	case h.UpperOpen:
		return " (" + significant(h.Median.Lo, 1) + " to not by the end)"
	}
	return plainInterval(h.Median)
}

// drawn is a median time to heal as the figure draws it: what was not seen has no
// end.
func drawn(h result.Healing) stats.Estimate {
	e := h.Median
	if h.MedianOpen {
		e.Mean = inf
	}
	if h.UpperOpen {
		e.Hi = inf
	}
	return e
}

// drillFigure draws of each plan from when until when each measure was out of
// its normal band.
func drillFigure(head *result.Run, d *result.Drill) Figure {
	p := general(head, "drill", drillSentence(d))
	p.subtitle = fmt.Sprintf("Days since the incident began, over %s with it at different times: from when a daily measure is known to be out of its normal band (when the day is over: a short bar was out for a day) until it is back; medians, the lines are 95%% intervals of both ends where 6 seasons have them; an arrow goes on beyond the axis or was not back by the end; blue: most often the first, amber: complaints",
		plural(d.Replications, "season", "seasons"))
	if m := tripwire(&d.Plans[0], d.Replications); m != nil && m.Ahead.Mean > 0 && d.Replications > 1 { // a long headline is cut off
		p.subtitle += fmt.Sprintf("; lead %s, of the %d of %d seasons with both out", plainDays(result.Ranged(m.Ahead)), m.Both, d.Replications)
	}
	longest := 0.0
	var heights []vg.Length
	var rows [][]result.DrillMeasure
	for i := range d.Plans {
		some := strayed(&d.Plans[i])
		rows = append(rows, some)
		heights = append(heights, rowTitles+vg.Length(max(1, len(some)))*rowHeight+rowFoot)
		for _, m := range some {
			back := m.Healing.Median // not a number where it has no end
			longest = max(longest, orZero(m.AfterMedian.Mean), orZero(back.Lo), orZero(back.Mean), min(orZero(back.Hi), 2*orZero(back.Mean)))
			p.alt += fmt.Sprintf(" %s: %s out in %s, from day %s, back on day %s.", d.Plans[i].Plan, m.Words, plural(m.Left, "season", "seasons"), significant(m.AfterMedian.Mean, 1), healWords(m.Healing, ""))
		}
		p.bodyH += heights[i]
	}
	p.alt = "Bars of the time out of the normal band, by measure and plan." + p.alt
	p.body = func(c draw.Canvas) {
		top := c.Max.Y
		for i := range d.Plans {
			drillBlock(draw.Crop(c, 0, 0, top-heights[i]-c.Min.Y, top-c.Max.Y), d, &d.Plans[i], rows[i], longest)
			top -= heights[i]
		}
	}
	return p.figure()
}

const drillNames = vg.Length(190)

// drillBlock draws one plan.
func drillBlock(c draw.Canvas, d *result.Drill, plan *result.DrillPlan, rows []result.DrillMeasure, longest float64) {
	put(c, labelStyle, c.Min.X, c.Max.Y-9, left, elide(labelStyle, plan.Plan, drillNames))
	names := make([]string, len(rows))
	for r, m := range rows {
		names[r] = m.Words
	}
	rowLabels(draw.Crop(c, drillNames-widest(names, drillNames), 0, 0, 0), names, drillNames)
	body := draw.Crop(c, drillNames+10, -92, 0, 0)
	n := max(1, len(rows))
	var ticks []tick
	for v, step := 0.0, niceStep(longest, 8, true); v < longest+step && longest > 0; v += step {
		ticks = append(ticks, tick{v, significant(v, 0)})
	}
	end := 1.0
	if len(ticks) > 0 {
		end = ticks[len(ticks)-1].value
	}
	b := panel{Canvas: draw.Crop(body, 0, 0, body.Max.Y-body.Min.Y-rowTitles-rowHeight*vg.Length(n), -rowTitles), x1: end}
	b.xGrid(ticks)
	put(c, labelStyle, b.Min.X, c.Max.Y-9, left, "Out of its band, day")
	put(c, labelStyle, c.Max.X, c.Max.Y-9, right, "in seasons")
	if len(rows) == 0 {
		putMiddle(b.Canvas, valueStyle.in(muted), b.Min.X+8, rowMiddle(body, 0), left, "no measure left its normal band")
	}
	wire := tripwire(plan, d.Replications)
	for r, m := range rows {
		y := rowMiddle(body, r)
		col := grey
		switch {
		case wire != nil && wire.Measure == m.Measure:
			col = blue
		case m.Measure == result.DrilledComplaints:
			col = amber
		}
		b.span(m.AfterMedian, drawn(m.Healing), y, col)
		putMiddle(c, labelStyle, c.Max.X, y, right, fmt.Sprintf("%d of %d", m.Left, d.Replications))
		b.rowHint(r, fmt.Sprintf("%s: known after %s days, back after %s", m.Words, plainRange(m.AfterMedian), healWords(m.Healing, " days")))
	}
}

// span draws a bar between two estimates, with the interval of either; one that
// ends beyond the panel ends in an arrow.
func (p panel) span(from, to stats.Estimate, y vg.Length, col color.NRGBA) {
	if math.IsNaN(from.Mean) || math.IsNaN(to.Mean) {
		return
	}
	inside := func(v float64) float64 { return min(p.x1, max(p.x0, v)) }
	// What is known to be out when it is back again is a line's width of bar.
	x := p.X(inside(from.Mean))
	fillRect(p.Canvas, col, x, y-barHalf, max(x+3, p.X(inside(to.Mean))), y+barHalf)
	for i, e := range []stats.Estimate{from, to} {
		at := y + 3*vg.Length(1-2*i)
		switch {
		case known(e) && e.Hi > e.Lo:
			p.cutWhisker(e.Lo, e.Hi, at)
		case e.Mean > p.x1:
			p.cutWhisker(e.Mean, e.Mean, at)
		}
	}
}

// plainRange writes a median time with its interval.
func plainRange(e stats.Estimate) string { return significant(e.Mean, 1) + plainInterval(e) }

// plainDays writes a lead in days with its interval, which may begin below 0.
func plainDays(e stats.Estimate) string { return significant(e.Mean, 1) + " days" + plainInterval(e) }

// plainInterval is the interval of a median time alone: " (2 to 5)"; empty where
// there is none. Its ends are times of seasons, never below 0, or of a lead.
func plainInterval(e stats.Estimate) string {
	if !known(e) || e.Lo == e.Hi {
		return ""
	}
	return " (" + significant(e.Lo, 1) + " to " + significant(e.Hi, 1) + ")"
}
