package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// waiting is the backlog of one line, in days of its ordinary work.
type waiting struct {
	name  string
	days  band
	worst int // position of the greatest median
}

func (w waiting) peak() float64 { return w.days.mid[w.worst] }

// aDay is the backlog over which a line is drawn in vermilion: work of one
// ordinary day, so that what arrives waits a day before it is touched.
const aDay = 1.0

// mostPanels that one page holds.
const mostPanels = 9

// measureBacklog gives the lines that a firm's orders pass, in the run's order.
func measureBacklog(run *result.Run, firm int) (lines []waiting) {
	for i, l := range run.Lines {
		if l.Firm != firm && l.Firm >= 0 {
			continue
		}
		capacity := daily(run, func(t *result.Trial, day int) float64 { return t.Lines[i].Days[day].Capacity }).mid
		work := ordinary(capacity)
		if work == 0 {
			continue // it never works in the window: days of work have no meaning
		}
		days := daily(run, func(t *result.Trial, day int) float64 { return float64(t.Lines[i].Days[day].Queue) / work })
		lines = append(lines, waiting{l.Name, days, days.peak()})
	}
	return lines
}

// fullest keeps at most n lines, those with the greatest backlog, in their order.
func fullest(lines []waiting, n int) []waiting {
	if len(lines) <= n {
		return lines
	}
	rank := make([]int, len(lines))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(a, b int) int { return cmp.Compare(lines[b].peak(), lines[a].peak()) })
	rank = rank[:n]
	slices.Sort(rank)
	kept := make([]waiting, n)
	for i, r := range rank {
		kept[i] = lines[r]
	}
	return kept
}

// backlogSentence names the line with the greatest backlog.
func backlogSentence(run *result.Run, lines []waiting) string {
	worst, over := lines[0], 0
	for _, l := range lines {
		if l.peak() > worst.peak() {
			worst = l
		}
		if l.peak() > aDay {
			over++
		}
	}
	name := elide(headlineStyle, worst.name, 220)
	on := when(run, run.From+worst.worst)
	switch {
	case worst.peak() == 0:
		return "No line ends a day with work left over"
	case over == 0:
		return fmt.Sprintf("No line falls a day behind: the fullest, %s, holds %s days of work (%s)", name, significant(worst.peak(), 2), on)
	case over == 1:
		return fmt.Sprintf("Only one line falls behind: %s holds %s days of work at its worst (%s)", name, significant(worst.peak(), 1), on)
	}
	return fmt.Sprintf("%d lines fall more than a day behind; %s holds %s days of work at its worst (%s)", over, name, significant(worst.peak(), 1), on)
}

// backlogFigure draws the backlog of each line over the window, in small
// panels with one scale.
func backlogFigure(s subject, all []waiting) Figure {
	lines := fullest(all, mostPanels)
	top := 1.1
	for _, l := range lines {
		top = math.Max(top, 1.03*l.days.top())
	}
	limit, ticks := valueAxis(top, 4, false, func(v, step float64) string {
		return trim(strconv.FormatFloat(v, 'f', decimals(step), 64)) + " d"
	})
	cols := min(3, len(lines))
	if len(lines) == 4 {
		cols = 2
	}
	rows := (len(lines) + cols - 1) / cols
	const panelH, title, gapX, gapY = vg.Length(86), vg.Length(16), vg.Length(16), vg.Length(10)

	p := s.page("backlog", backlogSentence(s.run, all))
	p.subtitle = s.sub("Parcels waiting at the end of the day, in days of ordinary work" + s.sample("median", "5–95% band") + "; dashed: one day")
	if len(all) > len(lines) {
		p.subtitle += fmt.Sprintf("; %d fullest of %d lines", len(lines), len(all))
	}
	var words []string
	for _, l := range lines {
		words = append(words, fmt.Sprintf("%s up to %s days", l.name, significant(l.peak(), 1)))
	}
	p.alt = "Small panels of the backlog over " + s.window() + ": " + list(words) + "."
	p.w, p.bodyH = wide, vg.Length(rows)*(panelH+title+dateFoot)+vg.Length(rows-1)*gapY
	p.body = func(c draw.Canvas) {
		room := tickRoom(ticks)
		w := (c.Max.X - c.Min.X - room - gapX*vg.Length(cols-1)) / vg.Length(cols)
		for i, l := range lines {
			x := c.Min.X + room + (w+gapX)*vg.Length(i%cols)
			y := c.Max.Y - (panelH+title+dateFoot+gapY)*vg.Length(i/cols)
			cell := draw.Crop(c, x-c.Min.X, x+w-c.Max.X, y-title-panelH-dateFoot-c.Min.Y, y-c.Max.Y)
			put(cell, labelStyle, cell.Min.X, cell.Max.Y-9, left, elide(labelStyle, l.name, w))
			marks := ticks
			if i%cols > 0 {
				marks = unlabelled(ticks)
			}
			a := over{run: s.run, foot: dateFoot}.panel(draw.Crop(cell, 0, 0, 0, -title), limit, marks, false, true)
			xs := over{run: s.run}.xs()
			col := blue
			if l.peak() > aDay {
				col = vermilion
			}
			a.area(xs, l.days.lo, l.days.hi, alpha(col, 52))
			stroke(a.Canvas, muted, 0.9, dashed, pointAt(a.Min.X, a.Y(aDay)), pointAt(a.Max.X, a.Y(aDay)))
			a.line(xs, l.days.mid, col, 1.5, nil)
		}
	}
	return p.figure()
}

// unlabelled gives the ticks without their words, for panels that share them.
func unlabelled(ticks []tick) []tick {
	out := slices.Clone(ticks)
	for i := range out {
		out[i].label = ""
	}
	return out
}
