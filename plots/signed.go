package plots

import (
	"image/color"
	"math"
	"slices"

	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// wild is the number of times that the end of an interval may pass the greatest
// mean before the axis is cut: of few seasons Student's intervals reach so far
// that nothing else would be seen. What is cut ends in an arrow.
const wild = 2.5

// dwarfed is the ratio of the longest row to the second, of three or more, from
// which the axis need not hold the longest interval. It always holds the means.
const dwarfed = 3

// span of values that an axis should hold: from the least to the greatest end
// of the estimates, 0 included, cut where one of them would dwarf the rest.
func spanOf(all []stats.Estimate) (lo, hi float64) {
	mean := 0.0
	for _, e := range all {
		mean = max(mean, math.Abs(orZero(e.Mean)))
	}
	side := func(sign float64) float64 {
		var ends []float64
		bar := 0.0 // the longest
		for _, e := range all {
			end := max(0, sign*orZero(e.Mean))
			bar = max(bar, end)
			if known(e) {
				end = max(end, min(wild*mean, sign*e.Lo), min(wild*mean, sign*e.Hi))
			}
			ends = append(ends, end)
		}
		if len(ends) == 0 {
			return 0
		}
		slices.Sort(ends)
		last := len(ends) - 1
		if last > 1 && ends[last-2] > 0 && ends[last] > dwarfed*ends[last-1] {
			return max(1.15*ends[last-1], 1.05*bar)
		}
		return ends[last]
	}
	return -side(-1), side(1)
}

// signedAxis gives the ends of an axis that holds 0 and both values, and its
// ticks, at most n steps or one more.
func signedAxis(lo, hi float64, n int, write func(v, step float64) string) (x0, x1 float64, ticks []tick) {
	if !(hi > lo) {
		return 0, 1, []tick{{0, write(0, 1)}}
	}
	step := niceStep(hi-lo, n, false)
	from, to := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	for i := from; i <= to; i++ {
		v := i * step
		text := write(math.Abs(v), step)
		if v < 0 {
			text = minus + text
		}
		ticks = append(ticks, tick{v, text})
	}
	return from * step, to * step, ticks
}

// signedColumn is the panel of one column of rows with 0 somewhere in it.
func signedColumn(c draw.Canvas, title string, rows int, all []stats.Estimate, write func(v, step float64) string) panel {
	lo, hi := spanOf(all)
	steps := max(1, int((c.Max.X-c.Min.X)/48))
	x0, x1, ticks := signedAxis(lo, hi, steps, write)
	put(c, labelStyle, c.Min.X, c.Max.Y-9, left, elide(labelStyle, title, c.Max.X-c.Min.X+50))
	p := panel{Canvas: draw.Crop(c, 0, 0, c.Max.Y-c.Min.Y-rowTitles-rowHeight*vg.Length(rows), -rowTitles), x0: x0, x1: x1}
	p.xGrid(ticks)
	if x0 < 0 {
		stroke(p.Canvas, edge, 0.8, nil, pointAt(p.X(0), p.Min.Y), pointAt(p.X(0), p.Max.Y))
	}
	return p
}

// signedBar draws one bar from zero, its interval, an arrow at the edge where
// one of them goes on beyond it, and its value in the gutter.
func (p panel) signedBar(e stats.Estimate, y vg.Length, col color.NRGBA, st style, value string) {
	if math.IsNaN(e.Mean) {
		putMiddle(p.Canvas, valueStyle.in(muted), p.Max.X+10, y, left, "none")
		return
	}
	inside := func(v float64) float64 { return min(p.x1, max(p.x0, v)) }
	a, b := p.X(inside(min(0, e.Mean))), p.X(inside(max(0, e.Mean)))
	fillRect(p.Canvas, col, a, y-barHalf, b, y+barHalf)
	lo, hi := e.Mean, e.Mean
	if known(e) && e.Hi > e.Lo {
		lo, hi = e.Lo, e.Hi
	}
	p.cutWhisker(lo, hi, y)
	putMiddle(p.Canvas, st, p.Max.X+10, y, left, value)
}

// cutWhisker draws an interval as far as the panel goes: an end beyond it is an
// arrow, an end within it a mark. Of a value alone only the arrow is drawn.
func (p panel) cutWhisker(lo, hi float64, y vg.Length) {
	inside := func(v float64) float64 { return min(p.x1, max(p.x0, v)) }
	if hi > lo {
		stroke(p.Canvas, ink, 1.2, nil, pointAt(p.X(inside(lo)), y), pointAt(p.X(inside(hi)), y))
	}
	for _, end := range []struct{ v, edge, towards float64 }{{lo, p.x0, -1}, {hi, p.x1, 1}} {
		x := p.X(inside(end.v))
		switch {
		case (end.v-end.edge)*end.towards > 0:
			t := vg.Length(end.towards)
			fill(p.Canvas, ink, pointAt(x+6*t, y), pointAt(x-t, y+4), pointAt(x-t, y-4))
		case hi > lo:
			stroke(p.Canvas, ink, 1.2, nil, pointAt(x, y-3), pointAt(x, y+3))
		}
	}
}

// plus writes a difference with its sign; what is too small to show as <+0.1 and >−0.1.
func plus(v float64, write func(float64) string) string {
	text := write(math.Abs(v))
	switch {
	case v == 0 || text == "0":
		return "0"
	case v < 0 && text[0] == '<':
		return ">" + minus + text[1:]
	case v < 0:
		return minus + text
	case text[0] == '<':
		return "<+" + text[1:]
	}
	return "+" + text
}

// plusRange writes a difference with its interval: +3.1 h (−0.2 to +6.4 h).
func plusRange(e stats.Estimate, write func(float64) string) string {
	if math.IsNaN(e.Mean) {
		return "–"
	}
	if !known(e) || e.Lo == e.Hi {
		return plus(e.Mean, write)
	}
	return plus(e.Mean, write) + " (" + plus(e.Lo, write) + " to " + plus(e.Hi, write) + ")"
}

// beyond says whether a difference is beyond chance: its interval leaves out 0.
// Of one season there is no interval, and nothing is.
func beyond(e stats.Estimate) bool { return known(e) && (e.Lo > 0 || e.Hi < 0) }

// hoursOr writes a time in days, under two of them in hours.
func hoursOr(days float64) string {
	if math.Abs(days) < 2 {
		return significant(24*days, 1) + " h"
	}
	return significant(days, 1) + " d"
}

// points writes a difference of shares in percentage points.
func points(share float64) string { return significant(100*share, 1) + " pt" }
