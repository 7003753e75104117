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

// clears follows the backlog that is worst at a position of the window to its
// end. It is counted from the busiest day of orders, as their headline counts
// it, where that day can have caused it, else from the worst day.
func (w waiting) clears(busiest, worst int) clearing {
	if at := w.of.run.From + worst; at < busiest || at > busiest+lag {
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

// fullest keeps at most n lines in their order: those with the greatest
// backlog, and in any case the one that the headline begins with.
func fullest(lines []waiting, n, named int) []waiting {
	if len(lines) <= n {
		return lines
	}
	rank := make([]int, len(lines))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(a, b int) int {
		return cmp.Or(-cmp.Compare(btoi(a == named), btoi(b == named)), cmp.Compare(lines[b].peak(), lines[a].peak()))
	})
	rank = rank[:n]
	slices.Sort(rank)
	kept := make([]waiting, n)
	for i, r := range rank {
		kept[i] = lines[r]
	}
	return kept
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// within gives the position of the greatest median in [from, to], clipped to
// the window.
func (w waiting) within(from, to int) (at int) {
	at = min(max(0, from), len(w.days.mid)-1)
	for i := at; i <= min(to, len(w.days.mid)-1); i++ {
		if w.days.mid[i] > w.days.mid[at] {
			at = i
		}
	}
	return at
}

// leading gives the line that the headline begins with and the position of the
// median it tells: the greatest backlog after the busiest day of orders (a day
// since the start), or that of the season where no line falls behind then.
func leading(run *result.Run, lines []waiting, busiest int) (line, at int) {
	worst := 0
	after := func(l int) int { return lines[l].within(busiest-run.From, busiest-run.From+lag) }
	for l := range lines {
		if lines[l].peak() > lines[worst].peak() {
			worst = l
		}
		if lines[l].days.mid[after(l)] > lines[line].days.mid[after(line)] {
			line = l
		}
	}
	if at = after(line); lines[line].days.mid[at] > aDay {
		return line, at
	}
	return worst, lines[worst].worst
}

// backlogSentence names the line that leads, says how long its backlog lasts,
// and adds the worst of the season where that is another.
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
	name := func(l waiting) string { return elide(headlineStyle, l.name, 220) }
	on := func(at int) string { return when(run, run.From+at) }
	switch {
	case worst.peak() == 0:
		return "No line ends a day with work left over"
	case over == 0:
		return fmt.Sprintf("No line falls a day behind: the fullest, %s, holds %s of work (%s)", name(worst), daysOf(worst.peak(), 2), on(worst.worst))
	}
	l, at := leading(run, lines, busiest)
	first := lines[l]
	atWorst := ""
	if at == first.worst {
		atWorst = " at its worst"
	}
	s := fmt.Sprintf("%s holds %s of work%s (%s); %s", name(first), daysOf(first.days.mid[at], 1), atWorst, on(at), first.clears(busiest, at).words(run))
	if worst.peak() > first.days.mid[at] {
		s += fmt.Sprintf("; at another time %s holds %s (%s)", name(worst), daysOf(worst.peak(), 1), on(worst.worst))
	}
	if over == 1 {
		return "Only one line falls more than a day behind: " + s
	}
	return fmt.Sprintf("%d lines fall more than a day behind; %s", over, s)
}

// backlogFigure draws the backlog of each line over the window, in small
// panels with one scale.
func backlogFigure(s subject, all []waiting) Figure {
	busiest := s.run.From + measureFlow(s.run, s.firm).placed.peak()
	named, _ := leading(s.run, all, busiest)
	lines := fullest(all, mostPanels, named)
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

	p := s.page("backlog", backlogSentence(s.run, all, busiest))
	p.subtitle = s.sub("Parcels waiting at the end of the day, in days of work at the capacity planned for the next seven days" + s.spread() + "; dashed: one day, vermilion: more")
	if len(all) > len(lines) {
		p.subtitle += fmt.Sprintf("; %d of %d lines", len(lines), len(all))
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
			a.hints(s.run.From, len(xs), func(i int) string {
				return fmt.Sprintf("%s: %s", dayMonth(date(s.run.Start, s.run.From+i)), daysOf(l.days.mid[i], 2))
			})
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
