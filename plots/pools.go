package plots

import (
	"fmt"
	"image/color"
	"math"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// waitTicks are the marks of a logarithmic axis of waits, seconds.
var waitTicks = []float64{1, 10, 60, 600, 3600, 6 * 3600, 86400, 7 * 86400, 30 * 86400}

// Geometry of bars that lie on their side, points.
const (
	rowHeight = vg.Length(25)
	barHalf   = vg.Length(6)
	rowTitles = vg.Length(20) // titles above the columns
	rowFoot   = vg.Length(18) // tick labels below
)

// poolsFigure draws for each pool the share answered in time, the share that
// gave up and the mean wait, with intervals.
func poolsFigure(s subject) Figure {
	pools := s.summary().Pools
	p := s.page("pools", poolsSentence(pools))
	p.subtitle = s.sub("Share of contacts, redials included; mean wait of the answered on a log scale, the mark is the target" +
		s.sample("mean", "95% intervals") + fmt.Sprintf("; vermilion: under %s in time, over %s gave up", pct(goodService), pct(goodAbandon)))
	p.alt = "Bars for each pool. " + poolWords(pools)
	p.w, p.bodyH = wide, rowTitles+vg.Length(len(pools))*rowHeight+rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, len(pools))
		for i := range pools {
			names[i] = pools[i].Name
		}
		labels := rowLabels(c, names, 140)
		cols := columns(draw.Crop(c, labels, 0, 0, 0), 3, 62, 12)
		shareColumn(cols[0], "Answered within target", pools, func(p result.PoolSummary) (stats.Estimate, bool) {
			return p.ServiceLevel, p.ServiceLevel.Mean < goodService
		})
		shareColumn(cols[1], lostTitle(pools), pools, unserved)
		waitColumn(cols[2], pools)
	}
	return p.figure()
}

// lostTitle heads the second column by the kinds of pools that are there.
func lostTitle(pools []result.PoolSummary) string {
	lives, tickets := false, false
	for _, p := range pools {
		if live(p.Channel) {
			lives = true
		} else {
			tickets = true
		}
	}
	switch {
	case lives && tickets:
		return "Gave up (tickets: unanswered)"
	case tickets:
		return "Unanswered"
	}
	return "Gave up waiting"
}

// rowLabels writes names right-aligned in rows from the top, at most most
// wide, and gives the room that they take.
func rowLabels(c draw.Canvas, names []string, most vg.Length) vg.Length {
	w := vg.Length(0)
	for i, n := range names {
		names[i] = elide(valueStyle, n, most)
		w = max(w, valueStyle.width(names[i]))
	}
	for i, n := range names {
		putMiddle(c, valueStyle, c.Min.X+w, rowMiddle(c, i), right, n)
	}
	return w + 10
}

// rowMiddle is the y of a row, counted from the top.
func rowMiddle(c draw.Canvas, i int) vg.Length {
	return c.Max.Y - rowTitles - rowHeight*(vg.Length(i)+0.5)
}

// columns parts a canvas into n columns; each keeps gutter at its right for
// values, and gap parts it from the next.
func columns(c draw.Canvas, n int, gutter, gap vg.Length) []draw.Canvas {
	w := (c.Max.X - c.Min.X - gap*vg.Length(n-1)) / vg.Length(n)
	cols := make([]draw.Canvas, n)
	for i := range cols {
		x := c.Min.X + (w+gap)*vg.Length(i)
		cols[i] = draw.Crop(c, x-c.Min.X, x+w-gutter-c.Max.X, 0, 0)
	}
	return cols
}

// rowPanel is the panel of one column of rows, with its title.
func rowPanel(c draw.Canvas, title string, rows int, limit float64, ticks []tick) panel {
	put(c, labelStyle, c.Min.X, c.Max.Y-9, left, title)
	p := panel{Canvas: draw.Crop(c, 0, 0, c.Max.Y-c.Min.Y-rowTitles-rowHeight*vg.Length(rows), -rowTitles), x1: limit}
	p.xGrid(ticks)
	return p
}

// bar draws one bar from zero with its interval and its value in the gutter.
func (p panel) bar(e stats.Estimate, y vg.Length, col color.NRGBA, value string) {
	if math.IsNaN(e.Mean) {
		putMiddle(p.Canvas, valueStyle.in(muted), p.Max.X+10, y, left, "none")
		return
	}
	fillRect(p.Canvas, col, p.Min.X, y-barHalf, p.X(min(p.x1, e.Mean)), y+barHalf)
	if known(e) && e.Mean > 0 {
		p.whisker(max(0, e.Lo), min(p.x1, e.Hi), y)
	}
	putMiddle(p.Canvas, labelStyle, p.Max.X+10, y, left, value)
}

// rowHint lays a text over a row.
func (p panel) rowHint(row int, txt string) {
	top := p.Max.Y - rowHeight*vg.Length(row)
	hint(p.Canvas, p.Min.X, top-rowHeight, p.Max.X, top, txt)
}

// clamped keeps the interval of a share within 0 and 1.
func clamped(e stats.Estimate) stats.Estimate {
	if known(e) {
		e.Lo, e.Hi = max(0, e.Lo), min(1, e.Hi)
	}
	return e
}

// shareColumn draws shares of one kind, one row a pool.
func shareColumn(c draw.Canvas, title string, pools []result.PoolSummary, of func(result.PoolSummary) (e stats.Estimate, bad bool)) {
	top := 0.05
	for _, p := range pools {
		if e, _ := of(p); e.Mean > 0 {
			top = max(top, e.Mean)
			if known(e) {
				top = max(top, e.Hi)
			}
		}
	}
	limit, ticks := valueAxis(min(1, top), 4, false, shareTick)
	a := rowPanel(c, title, len(pools), limit, ticks)
	for i, p := range pools {
		e, bad := of(p)
		col := blue
		if bad {
			col = vermilion
		}
		a.bar(e, rowMiddle(c, i), col, pct(e.Mean))
		a.rowHint(i, p.Name+": "+withRange(clamped(e), pct))
	}
}

// waitColumn draws mean waits as dots on a logarithmic axis: pools differ by
// orders of magnitude, a phone in seconds and tickets in hours.
func waitColumn(c draw.Canvas, pools []result.PoolSummary) {
	longest := 60.0
	for _, p := range pools {
		for _, v := range []float64{p.MeanWait.Mean, p.MeanWait.Hi, p.Target} {
			if v > longest { // false for NaN
				longest = v
			}
		}
	}
	// Waits under a second stand at one second, the left edge.
	at := func(s float64) float64 { return math.Log(math.Max(1, s)) }
	var ticks []tick
	limit := at(longest) * 1.04
	room := func(v float64) bool { // no label closer than its neighbour's width allows
		return len(ticks) == 0 || vg.Length((at(v)-ticks[len(ticks)-1].value)/limit)*(c.Max.X-c.Min.X) > 36
	}
	for _, v := range waitTicks {
		if at(v) <= limit && room(v) {
			ticks = append(ticks, tick{at(v), span(v * 1000)})
		}
	}
	a := rowPanel(c, "Mean wait", len(pools), limit, ticks)
	for i, p := range pools {
		y := rowMiddle(c, i)
		if math.IsNaN(p.MeanWait.Mean) {
			putMiddle(a.Canvas, valueStyle.in(muted), a.Max.X+10, y, left, "none")
			continue
		}
		x := a.X(at(p.Target))
		stroke(a.Canvas, vermilion, 1.5, nil, pointAt(x, y-8), pointAt(x, y+8))
		// A narrower interval would lie under the dot.
		if e := p.MeanWait; known(e) && a.X(at(e.Hi))-a.X(at(e.Lo)) > 11 {
			a.whisker(at(p.MeanWait.Lo), at(p.MeanWait.Hi), y)
		}
		a.spot(pointAt(a.X(at(p.MeanWait.Mean)), y), blue)
		putMiddle(a.Canvas, labelStyle, a.Max.X+10, y, left, span(p.MeanWait.Mean*1000))
		a.rowHint(i, p.Name+": "+withRange(p.MeanWait, inSeconds)+", target "+inSeconds(p.Target))
	}
}

// poolWords says the figure in words.
func poolWords(pools []result.PoolSummary) string {
	var parts []string
	for _, p := range pools {
		if p.Offered.Mean > 0 {
			word := "gave up"
			if !live(p.Channel) {
				word = "not answered in time"
			}
			lost, _ := unserved(p)
			parts = append(parts, fmt.Sprintf("%s: %s in time, %s %s, mean wait %s",
				p.Name, pct(p.ServiceLevel.Mean), pct(lost.Mean), word, span(orZero(p.MeanWait.Mean)*1000)))
		}
	}
	return list(parts) + "."
}
