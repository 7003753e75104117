package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"

	"peakready/models/result"

	"gonum.org/v1/plot/palette/moreland"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// load is what the heat map shows of one pool: for each hour of the window,
// counted from its first midnight, the mean work offered and the mean work that
// the agents on duty can do, ms a replication.
type load struct {
	run            *result.Run
	name           string
	work, capacity []float64
}

func measureLoad(run *result.Run, firm, pool int) load {
	n := windowDays(run) * 24
	l := load{run: run, name: run.Firms[firm].Pools[pool].Name, work: make([]float64, n), capacity: make([]float64, n)}
	for k := range run.Trials {
		hours := run.Trials[k].Firms[firm].Pools[pool].Hours[run.From*24:]
		for h := range n {
			l.work[h] += float64(hours[h].WorkOffered) / float64(len(run.Trials))
			l.capacity[h] += float64(hours[h].Capacity) / float64(len(run.Trials))
		}
	}
	return l
}

// at is the load of an hour: work over capacity, 0 without work, infinite
// where work meets nobody on duty.
func (l load) at(h int) float64 {
	if l.work[h] == 0 {
		return 0
	}
	return l.work[h] / l.capacity[h]
}

// tally counts hours of [from, to): over capacity while staffed, and with
// contacts but nobody on duty. Worst is the hour of the greatest finite load,
// excess the work beyond capacity.
func (l load) tally(from, to int) (over, closed, worst int, excess float64) {
	worst = from
	most := -1.0
	for h := from; h < to; h++ {
		v := l.at(h)
		excess += math.Max(0, l.work[h]-l.capacity[h])
		switch {
		case math.IsInf(v, 1):
			closed++
			continue
		case v > 1:
			over++
		}
		if v > most {
			worst, most = h, v
		}
	}
	return over, closed, worst, excess
}

// fortnight is the length of the heat map, days.
const fortnight = 14

// worstDays gives the first hour and the end of the fortnight with the most
// work beyond capacity; without any such, of that with the most work.
func (l load) worstDays() (from, to int) {
	days := len(l.work) / 24
	if days <= fortnight {
		return 0, days * 24
	}
	_, _, _, all := l.tally(0, len(l.work))
	best := -1.0
	for d := 0; d+fortnight <= days; d++ {
		a, b := d*24, (d+fortnight)*24
		_, _, _, score := l.tally(a, b)
		if all == 0 {
			score = sumOf(l.work[a:b])
		}
		if score > best*(1+1e-12) {
			best, from, to = score, a, b
		}
	}
	return from, to
}

// busiest is the pool with the most hours over capacity, of equals that with
// the most hours without staff, then that with the fullest hour, then the first.
func busiest(run *result.Run, firm int) load {
	var best load
	var bestOver, bestClosed int
	var bestPeak float64
	for p := range run.Firms[firm].Pools {
		l := measureLoad(run, firm, p)
		over, closed, worst, _ := l.tally(0, len(l.work))
		peak := l.at(worst)
		if math.IsInf(peak, 1) {
			peak = 0
		}
		if p == 0 || cmp.Or(cmp.Compare(over, bestOver), cmp.Compare(closed, bestClosed), cmp.Compare(peak, bestPeak)) > 0 {
			best, bestOver, bestClosed, bestPeak = l, over, closed, peak
		}
	}
	return best
}

// sentence counts the hours over capacity between two hours and names the worst.
func (l load) sentence(from, to int) string {
	over, closed, worst, _ := l.tally(from, to)
	name := poolName(l.name)
	peak := l.at(worst)
	on := fmt.Sprintf("%s at %02d:00", when(l.run, l.run.From+worst/24), worst%24)
	nobody := ""
	if closed > 0 {
		nobody = fmt.Sprintf("; in %s contacts find nobody on duty", plural(closed, "hour", "hours"))
	}
	switch {
	case sumOf(l.work) == 0:
		return "Nobody contacts the service desk"
	case math.IsInf(peak, 1):
		return name + " has no staff in any hour with contacts"
	case over > 0:
		span := ""
		if to-from > 24 {
			span = fmt.Sprintf(" from %s to %s", dayMonth(date(l.run.Start, l.run.From+from/24)), dayMonth(date(l.run.Start, l.run.From+to/24-1)))
		}
		return fmt.Sprintf("%s is overloaded for %s%s, at worst %s times what its agents can do (%s)%s",
			name, plural(over, "hour", "hours"), span, times(peak), on, nobody)
	}
	return fmt.Sprintf("%s is never overloaded while staffed: its fullest hour (%s) takes %s of capacity%s", name, on, pct(peak), nobody)
}

// deskFigure draws the load of the busiest pool by day and hour over its worst
// fortnight.
func deskFigure(s subject) Figure {
	l := busiest(s.run, s.firm)
	from, to := l.worstDays()
	days := (to - from) / 24
	first := s.run.From + from/24
	scale := newScale(l, from, to)

	p := s.page("desk-load", l.sentence(from, to))
	p.subtitle = s.sub(fmt.Sprintf("Pool %s: work offered over work that the agents on duty can do, by day and hour, mean of %s; over 1.0 the queue grows",
		elide(subtitleStyle, l.name, 160), plural(len(s.run.Trials), "replication", "replications")))
	over, closed, _, _ := l.tally(from, to)
	p.alt = fmt.Sprintf("Heat map of %d days from %s by 24 hours: %d hours over capacity, %d with contacts and no staff.",
		days, dayMonth(date(s.run.Start, first)), over, closed)
	const cellH = vg.Length(16.5)
	p.w, p.bodyH = wide, cellH*vg.Length(days)+16
	p.bodyH = max(p.bodyH, 96) // the scale needs room
	p.body = func(c draw.Canvas) {
		const gutter = vg.Length(64)
		rowLabel := vg.Length(60)
		for d := range days {
			text, st := s.dayLabel(first + d)
			rowLabel = max(rowLabel, min(st.width(drawable(text))+6, 130))
		}
		cellW := (c.Max.X - c.Min.X - rowLabel - gutter) / 24
		for d := range days {
			y := c.Max.Y - cellH*vg.Length(d+1)
			text, st := s.dayLabel(first + d)
			putMiddle(c, st, c.Min.X+rowLabel-6, y+cellH/2, right, elide(st, text, rowLabel-6))
			for h := range 24 {
				x := c.Min.X + rowLabel + cellW*vg.Length(h)
				scale.cell(c, l.at(from+d*24+h), x, y, cellW, cellH)
			}
		}
		for h := 0; h < 24; h += 3 {
			x := c.Min.X + rowLabel + cellW*(vg.Length(h)+0.5)
			put(c, tickStyle, x, c.Max.Y-cellH*vg.Length(days)-13, centre, fmt.Sprintf("%02d:00", h))
		}
		scale.key(draw.Crop(c, c.Max.X-c.Min.X-gutter+12, 0, 0, 0), closed > 0)
	}
	return p.figure()
}

// dayLabel writes a day with its event or, without one, its weekday.
func (s subject) dayLabel(day int) (text string, st style) {
	on := date(s.run.Start, day)
	if e := eventOn(s.run, day); e != "" {
		return dayMonth(on) + " " + e, eventStyle
	}
	return on.Format("2 Jan Mon"), tickStyle
}

// heat turns loads into colours, blue below 1 and red above.
type heat struct {
	most float64 // the load that has the darkest red
	at   func(v float64) color.NRGBA
}

// newScale reaches from 0 to the greatest load of the hours, but at least 1.5,
// so that a calm desk is not painted red, and at most 3, so that one hour does
// not bleach the others: Moreland's smooth blue-red map, which is white-grey at
// exactly 1.0.
func newScale(l load, from, to int) heat {
	_, _, worst, _ := l.tally(from, to)
	most := l.at(worst)
	if math.IsInf(most, 1) {
		most = 0
	}
	most = min(3, max(1.5, most))
	// Both arms are stretched to the same length before the map is asked: with
	// SetConvergePoint off the middle its longer arm leaves the sRGB gamut
	// (gonum/plot v0.17.0, "moreland: invalid color").
	m := moreland.SmoothBlueRed()
	m.SetMin(-1)
	m.SetMax(1)
	return heat{most, func(v float64) color.NRGBA {
		arm := v - 1
		if v > 1 {
			arm = (min(v, most) - 1) / (most - 1)
		}
		c, err := m.At(arm)
		must(err)
		return color.NRGBAModel.Convert(c).(color.NRGBA)
	}}
}

// cell draws one hour with its load.
func (s heat) cell(c draw.Canvas, v float64, x, y, w, h vg.Length) {
	const gap = 0.6
	col, text, st := empty, "", style{size: 7.5, color: onLight}
	switch {
	case math.IsInf(v, 1):
		col, text, st = closed, "×", style{size: 7.5, bold: true, color: onDark}
	case v > 0:
		col, text = s.at(v), loadText(v)
		st.bold = v > 1
		if dark(col) {
			st.color = onDark
		}
	}
	fillRect(c, col, x+gap, y+gap, x+w-gap, y+h-gap)
	putMiddle(c, st, x+w/2, y+h/2, centre, text)
}

// loadText writes a load in at most three characters. What is over 1 never
// reads 1.0 in plain figures: it is bold.
func loadText(v float64) string {
	switch {
	case v < 9.95:
		return fmt.Sprintf("%.1f", v)
	case v < 99.5:
		return fmt.Sprintf("%.0f", v)
	}
	return "99+"
}

// dark says whether white text reads better than black on a colour, by the
// luma of ITU-R BT.601.
func dark(c color.NRGBA) bool {
	return 0.299*float64(c.R)+0.587*float64(c.G)+0.114*float64(c.B) < 135
}

// key draws the scale of colours and, if asked, the cell of closed hours.
func (s heat) key(c draw.Canvas, closedToo bool) {
	foot := vg.Length(4)
	if closedToo {
		fillRect(c, closed, c.Min.X, c.Max.Y-12, c.Min.X+12, c.Max.Y)
		putMiddle(c, style{size: 7.5, bold: true, color: onDark}, c.Min.X+6, c.Max.Y-6, centre, "×")
		putMiddle(c, tickStyle, c.Min.X+16, c.Max.Y-6, left, elide(tickStyle, "no staff", c.Max.X-c.Min.X-16))
		c = draw.Crop(c, 0, 0, 0, -22)
	}
	bar := draw.Crop(c, 0, 0, foot, -4)
	height := min(bar.Max.Y-bar.Min.Y, 150)
	const steps = 48
	for i := range steps { // each down to the foot: abutting edges would show as seams
		fillRect(c, s.at(s.most*(1-(float64(i)+0.5)/steps)), bar.Min.X, bar.Max.Y-height, bar.Min.X+12, bar.Max.Y-height*vg.Length(i)/steps)
	}
	step := niceStep(s.most, max(2, int(height/30)), false)
	for v := 0.0; v <= s.most*1.0001; v += step {
		y := bar.Max.Y - height*vg.Length(1-v/s.most)
		text := fmt.Sprintf("%.1f", v)
		if s.most == 3 && v+step > s.most {
			text += "+"
		}
		putMiddle(c, tickStyle, bar.Min.X+17, y, left, text)
	}
}
