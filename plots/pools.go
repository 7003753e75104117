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

// Levels at which a pool is drawn in vermilion: the shares that contact centres
// customarily aim at. Assumption, a habit and no law; the scenario's own targets
// have their verdict in the report.
const (
	goodService = 0.80
	goodAbandon = 0.05
)

// short says whether a pool misses one of the two levels.
func short(p result.PoolSummary) bool {
	return p.ServiceLevel.Mean < goodService || p.Abandonment.Mean > goodAbandon
}

// poolsSentence names the pool that loses most, or says that all keep up.
func poolsSentence(pools []result.PoolSummary) string {
	var used []result.PoolSummary
	missing := 0
	for _, p := range pools {
		if p.Offered.Mean > 0 {
			used = append(used, p)
			if short(p) {
				missing++
			}
		}
	}
	if len(used) == 0 {
		return "Nobody contacts the service desk"
	}
	worst, least, most := used[0], used[0], used[0]
	for _, p := range used[1:] {
		if p.Abandonment.Mean-p.ServiceLevel.Mean > worst.Abandonment.Mean-worst.ServiceLevel.Mean {
			worst = p
		}
		if p.ServiceLevel.Mean < least.ServiceLevel.Mean {
			least = p
		}
		if p.Abandonment.Mean > most.Abandonment.Mean {
			most = p
		}
	}
	switch {
	case missing == 0 && len(used) == 1:
		return fmt.Sprintf("%s answers %s of contacts within %s and loses %s",
			poolName(worst.Name), pct(worst.ServiceLevel.Mean), span(worst.Target*1000), pct(worst.Abandonment.Mean))
	case missing == 0:
		return fmt.Sprintf("Every pool answers at least %s of its contacts in time and loses at most %s",
			pct(least.ServiceLevel.Mean), pct(most.Abandonment.Mean))
	}
	s := fmt.Sprintf("%s answers only %s of contacts within %s, and %s give up",
		poolName(worst.Name), pct(worst.ServiceLevel.Mean), span(worst.Target*1000), pct(worst.Abandonment.Mean))
	switch {
	case len(used) == 1:
		return s
	case missing == len(used):
		return s + "; no pool keeps up"
	case missing > 1:
		return fmt.Sprintf("%s; %d of %d pools fall short", s, missing, len(used))
	}
	return s + "; the others keep up"
}

// poolName is a pool's name at the head of a sentence.
func poolName(name string) string { return "The " + elide(headlineStyle, name, 200) + " pool" }

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
	p.subtitle = s.sub("Share of contacts offered, redials included; mean wait of the answered on a log scale, the mark is the target" +
		s.sample("mean", "95% intervals") + fmt.Sprintf("; vermilion: under %s in time, over %s lost", pct(goodService), pct(goodAbandon)))
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
		shareColumn(cols[1], "Gave up waiting", pools, func(p result.PoolSummary) (stats.Estimate, bool) {
			return p.Abandonment, p.Abandonment.Mean > goodAbandon
		})
		waitColumn(cols[2], pools)
	}
	return p.figure()
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
	}
}

// poolWords says the figure in words.
func poolWords(pools []result.PoolSummary) string {
	var parts []string
	for _, p := range pools {
		if p.Offered.Mean > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s in time, %s gave up, mean wait %s",
				p.Name, pct(p.ServiceLevel.Mean), pct(p.Abandonment.Mean), span(orZero(p.MeanWait.Mean)*1000)))
		}
	}
	return list(parts) + "."
}
