package plots

import (
	"fmt"
	"image/color"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// over is a panel over the days of the window, with the calendar's events as
// pale amber bands, their names above, and labels at the right end of curves.
type over struct {
	run    *result.Run
	left   vg.Length // for the labels of the y axis
	gutter vg.Length // for labels at the right end
	foot   vg.Length // for the dates
}

const dateFoot = vg.Length(18)

// xs gives the middle of each day of the window.
func (o over) xs() []float64 {
	xs := make([]float64, windowDays(o.run))
	for i := range xs {
		xs[i] = float64(o.run.From+i) + 0.5
	}
	return xs
}

// eventLabel is a placed name of an event.
type eventLabel struct {
	x    vg.Length
	row  int
	text string
}

const eventRow = vg.Length(12)

// placeEvents sets the names of the events in at most two rows over [x0, x1];
// a name without room is left out, its band remains. It gives the rows used.
func placeEvents(run *result.Run, x0, x1 vg.Length) (labels []eventLabel, rows int) {
	perDay := (x1 - x0) / vg.Length(windowDays(run))
	var ends [2]vg.Length
	for i := range ends {
		ends[i] = x0 - 7
	}
	for _, e := range run.Events {
		from, to := max(e.From, run.From), min(e.To, run.To)
		if from > to {
			continue
		}
		text := elide(eventStyle, e.Name, (x1-x0)/3)
		w := eventStyle.width(text)
		mid := x0 + perDay*vg.Length(float64(from+to+1)/2-float64(run.From))
		begin := max(x0, min(x1-w, mid-w/2))
		for r := range ends {
			if begin >= ends[r]+7 {
				labels = append(labels, eventLabel{begin, r, text})
				ends[r] = begin + w
				rows = max(rows, r+1)
				break
			}
		}
	}
	return labels, rows
}

// panel makes the axes for values from 0 to limit and draws events, grid and,
// if dates is set, the dates under it.
func (o over) panel(c draw.Canvas, limit float64, ticks []tick, events, dates bool) panel {
	x0, x1 := c.Min.X+o.left, c.Max.X-o.gutter
	labels, rows := placeEvents(o.run, x0, x1)
	strip := vg.Length(0)
	if events {
		strip = vg.Length(rows) * eventRow
	}
	p := panel{
		Canvas: draw.Crop(c, o.left, -o.gutter, o.foot, -strip),
		x0:     float64(o.run.From), x1: float64(o.run.To + 1), y1: limit,
	}
	for _, e := range o.run.Events {
		from, to := max(e.From, o.run.From), min(e.To, o.run.To)
		if from <= to {
			fillRect(p.Canvas, alpha(amber, 36), p.X(float64(from)), p.Min.Y, p.X(float64(to+1)), p.Max.Y+strip)
		}
	}
	if events {
		for _, l := range labels {
			put(p.Canvas, eventStyle, l.x, p.Max.Y+vg.Length(l.row)*eventRow+3, left, l.text)
		}
	}
	p.yAxis(ticks)
	marks := dayTicks(o.run.Start, o.run.From, o.run.To, (x1-x0)/vg.Length(windowDays(o.run)))
	if !dates {
		for i := range marks {
			marks[i].label = ""
		}
	}
	p.xAxis(marks, min(o.left, 20))
	return p
}

// steps draws a daily level that holds through its day, as capacities do.
// Values over the panel are not drawn: the line breaks there.
func (p panel) steps(from int, ys []float64, c color.NRGBA, width vg.Length, dash []vg.Length) {
	var pts []vg.Point
	for i, y := range ys {
		if !(y <= p.y1) {
			stroke(p.Canvas, c, width, dash, pts...)
			pts = nil
			continue
		}
		pts = append(pts,
			pointAt(p.X(float64(from+i)), p.Y(y)),
			pointAt(p.X(float64(from+i+1)), p.Y(y)))
	}
	stroke(p.Canvas, c, width, dash, pts...)
}

// endLabel names a curve at its right end.
type endLabel struct {
	text  string
	color color.NRGBA
	value float64 // where the curve ends
}

// gutterFor is the room that labels need, at most most.
func gutterFor(labels []endLabel, most vg.Length) vg.Length {
	w := vg.Length(0)
	for _, l := range labels {
		w = max(w, labelStyle.width(drawable(l.text)))
	}
	return min(w+8, most)
}

// endLabels writes the names right of the panel, pushed apart and at least
// below under its top.
func (p panel) endLabels(labels []endLabel, gutter, below vg.Length) {
	want := make([]vg.Length, len(labels))
	for i, l := range labels {
		want[i] = p.Y(min(p.y1, max(p.y0, l.value)))
	}
	for i, y := range spread(want, 11.5, p.Min.Y+3, p.Max.Y-max(3, below)) {
		putMiddle(p.Canvas, labelStyle.in(labels[i].color), p.Max.X+7, y, left, elide(labelStyle, labels[i].text, gutter-7))
	}
}

// tickRoom is the width that the labels of a y axis need.
func tickRoom(ticks []tick) vg.Length {
	w := vg.Length(0)
	for _, t := range ticks {
		w = max(w, tickStyle.width(t.label))
	}
	return w + 7
}

// note writes a remark beside a point of a panel, to its right if there is
// room, else to its left, and keeps it inside the panel.
func (p panel) remark(x, y float64, text string) {
	w := valueStyle.width(drawable(text))
	at := pointAt(p.X(x), p.Y(y))
	mid := max(p.Min.Y+8, min(p.Max.Y-7, at.Y+4))
	switch {
	case at.X+10+w <= p.Max.X:
		putMiddle(p.Canvas, valueStyle, at.X+10, mid, left, text)
	case at.X-10-w >= p.Min.X:
		putMiddle(p.Canvas, valueStyle, at.X-10, mid, right, text)
	default:
		putMiddle(p.Canvas, valueStyle, p.Min.X+4, mid, left, elide(valueStyle, text, p.Max.X-p.Min.X-8))
	}
}

// eventOn is the name of the event that covers a day, "" if none does.
func eventOn(run *result.Run, day int) string {
	for _, e := range run.Events {
		if e.From <= day && day <= e.To {
			return e.Name
		}
	}
	return ""
}

// since says how a day lies to the events: "during 双11", "8 days after 双11",
// or nothing if no event ended within the last days.
func since(run *result.Run, day, last int) string {
	name, days := "", last+1
	for _, e := range run.Events {
		if d := max(0, day-e.To); e.From <= day && d < days {
			name, days = e.Name, d
		}
	}
	switch {
	case name == "":
		return ""
	case days == 0:
		return "during " + name
	}
	return plural(days, "day", "days") + " after " + name
}

// dates writes a span of days: "11 Nov", "11–13 Nov", "29 Oct–3 Nov".
func dates(run *result.Run, from, to int) string {
	a, b := date(run.Start, from), date(run.Start, to)
	switch {
	case from == to:
		return dayMonth(a)
	case a.Month() == b.Month() && a.Year() == b.Year():
		return fmt.Sprintf("%d–%s", a.Day(), dayMonth(b))
	}
	return dayMonth(a) + "–" + dayMonth(b)
}

// when writes a day with its event: "双11, 11 Nov" or "3 Dec".
func when(run *result.Run, day int) string {
	on := dayMonth(date(run.Start, day))
	if e := eventOn(run, day); e != "" {
		return e + ", " + on
	}
	return on
}
