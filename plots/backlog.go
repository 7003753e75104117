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

// waiting is the backlog of one line, in days of work.
type waiting struct {
	name  string
	of    backlog
	days  band
	worst int // position of the greatest median
}

func (w waiting) peak() float64 { return w.days.mid[w.worst] }

// clears follows the worst backlog to its end. It is counted from the busiest
// day of orders, as their headline counts it, where that day can have caused
// it, else from the backlog's own worst day.
func (w waiting) clears(busiest int) clearing {
	if at := w.of.run.From + w.worst; at < busiest || at > busiest+lag {
		busiest = at
	}
	return w.of.clears(busiest)
}

// aDay is the backlog over which a line is drawn in vermilion: work of one
// day, so that what arrives waits a day before it is touched.
const aDay = 1.0

// mostPanels that one page holds.
const mostPanels = 9

// measureBacklog gives the lines that a firm's orders pass, in the run's order.
func measureBacklog(run *result.Run, firm int) (lines []waiting) {
	for i, l := range run.Lines {
		if l.Firm != firm && l.Firm >= 0 {
			continue
		}
		of := backlogOf(run, []int{i})
		if of.ordinary() == 0 {
			continue // it never works in the window: days of work have no meaning
		}
		days := of.days()
		lines = append(lines, waiting{l.Name, of, days, days.peak()})
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

// backlogSentence names the line with the greatest backlog and, where it falls
// behind, says how long that lasts. Busiest is the day of the most orders,
// counted since the start.
func backlogSentence(run *result.Run, lines []waiting, busiest int) string {
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
		return fmt.Sprintf("No line falls a day behind: the fullest, %s, holds %s of work (%s)", name, daysOf(worst.peak(), 2), on)
	}
	holds := fmt.Sprintf("%s holds %s of work at its worst (%s); %s", name, daysOf(worst.peak(), 1), on, worst.clears(busiest).words(run))
	if over == 1 {
		return "Only one line falls more than a day behind: " + holds
	}
	return fmt.Sprintf("%d lines fall more than a day behind; %s", over, holds)
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

	p := s.page("backlog", backlogSentence(s.run, all, s.run.From+measureFlow(s.run, s.firm).placed.peak()))
	p.subtitle = s.sub("Parcels waiting at the end of the day, in days of work by the plan’s capacity of the week that follows" + s.spread() + "; dashed: one day")
	if len(all) > len(lines) {
		p.subtitle += fmt.Sprintf("; %d fullest of %d lines", len(lines), len(all))
	}
	var words []string
	for _, l := range lines {
		words = append(words, fmt.Sprintf("%s up to %s", l.name, daysOf(l.peak(), 1)))
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
