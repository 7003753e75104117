package plots

import (
	"fmt"
	"image/color"
	"slices"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// causeNames are the six grounds as a sentence can use them.
var causeNames = [result.Causes]string{
	result.Cancelled:   "cancelled orders",
	result.Delay:       "delay",
	result.Quality:     "quality",
	result.Description: "description",
	result.Service:     "service",
	result.Terms:       "terms",
}

var causeColors = [result.Causes]color.NRGBA{
	result.Cancelled:   vermilion,
	result.Delay:       blue,
	result.Quality:     green,
	result.Description: amber,
	result.Service:     pink,
	result.Terms:       grey,
}

// causeText gives the colour of a cause's name: amber and grey are too pale
// for text on white.
func causeText(c result.Cause) color.NRGBA {
	switch c {
	case result.Description:
		return amberText
	case result.Terms:
		return muted
	}
	return causeColors[c]
}

// blocks parts the window into weeks, the last perhaps shorter; a window under
// three weeks into days.
func blocks(days int) (firsts []int) {
	step := week
	if days < 3*week {
		step = 1
	}
	for d := 0; d < days; d += step {
		firsts = append(firsts, d)
	}
	return append(firsts, days)
}

// byBlock is the mean a day of each block.
func byBlock(ys []float64, firsts []int) []float64 {
	out := make([]float64, len(firsts)-1)
	for i := range out {
		out[i] = sumOf(ys[firsts[i]:firsts[i+1]]) / float64(firsts[i+1]-firsts[i])
	}
	return out
}

// complaintsFigure draws complaints to the firm by day and cause, stacked, and
// below, by week and on its own scale, those to the authority. Where these are
// few they are a sentence.
func complaintsFigure(s subject) Figure {
	g := measureGrief(s.run, s.firm)
	up, upTicks := valueAxis(1.05*slices.Max(total(g.firm)), 5, false, countTick)
	firsts := blocks(windowDays(s.run))
	var bars [result.Causes][]float64
	for c := range bars {
		bars[c] = byBlock(g.authority[c], firsts)
	}
	low, lowTicks := valueAxis(1.05*slices.Max(total(bars)), 2, false, countTick)
	labels := stackLabels(g.firm)
	o := over{run: s.run, left: max(tickRoom(upTicks), tickRoom(lowTicks)), gutter: max(gutterFor(labels, 150), labelStyle.width("To the authority: 99.9k")+9), foot: dateFoot}
	toAuthority := sumOf(total(g.authority))
	few := toAuthority*float64(len(s.run.Trials)) < fewComplaints

	p := s.page("complaints", g.sentence())
	p.subtitle = s.sub(fmt.Sprintf("Complaints a day by cause, mean of %s, by the date on which they were lodged",
		plural(len(s.run.Trials), "replication", "replications")))
	switch {
	case toAuthority == 0:
		p.subtitle += "; none is lodged with an authority on these dates"
	case few:
		p.subtitle += fmt.Sprintf("; the authorities receive %s a season on these dates, too few to draw", complaintsWord(toAuthority))
	case len(firsts) == windowDays(s.run)+1:
		p.subtitle += "; two scales"
	default:
		p.subtitle += "; below the mean day of each week; two scales"
	}
	peak := s.run.From + peakOf(total(g.firm))
	if from, to, share, ok := g.ordered(peak); ok {
		p.subtitle += fmt.Sprintf("; %s of the delay complaints about orders of %s are about those of %s",
			pct(share), dates(s.run, max(0, peak-before), peak), dates(s.run, from, to))
	}
	p.alt = "Stacked areas of complaints a day by cause to the firm, over " + s.window() + ". " + stackWords(g.firm)
	if !few {
		p.alt += " Below, stacked bars of those to the consumer authority. " + stackWords(g.authority)
	}
	p.w, p.bodyH = wide, 285
	const small, gap = vg.Length(78), vg.Length(22)
	if few {
		p.bodyH -= 55
	}
	p.body = func(c draw.Canvas) {
		upper, foot := o, small+gap
		upper.foot = 3
		if few {
			upper, foot = o, 0
		}
		a := upper.panel(draw.Crop(c, 0, 0, foot, 0), up, upTicks, true, few)
		a.stack(o.xs(), g.firm)
		a.corner("To the firm", sumOf(total(g.firm)), o.gutter)
		a.endLabels(labels, o.gutter, 17)
		a.hints(s.run.From, windowDays(s.run), func(i int) string {
			return dayMonth(date(s.run.Start, s.run.From+i)) + ": " + causeWords(g.firm, i)
		})
		if few {
			return
		}
		b := o.panel(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y-small)), low, lowTicks, false, true)
		b.bars(s.run, firsts, bars)
		b.corner("To the authority", toAuthority, o.gutter)
	}
	return p.figure()
}

// complaintsWord writes a mean number of complaints with its noun.
func complaintsWord(n float64) string {
	if text := count(n); text != "1" {
		return text + " complaints"
	}
	return "1 complaint"
}

// bars draws the causes of each block over one another.
func (p panel) bars(run *result.Run, firsts []int, parts [result.Causes][]float64) {
	for i := range len(firsts) - 1 {
		x0, x1 := p.X(float64(run.From+firsts[i])), p.X(float64(run.From+firsts[i+1]))
		gap := min(1, (x1-x0)/8)
		words := dates(run, run.From+firsts[i], run.From+firsts[i+1]-1) + ", mean day: " + causeWords(parts, i)
		hint(p.Canvas, x0, p.Min.Y, x1, p.Max.Y, words)
		base := 0.0
		for c := range parts {
			if n := parts[c][i]; n > 0 {
				fillRect(p.Canvas, causeColors[c], x0+gap, p.Y(base), x1-gap, p.Y(base+n))
				base += n
			}
		}
	}
}

// corner names a panel in its gutter, at the top, with the total of what it
// shows.
func (p panel) corner(name string, sum float64, gutter vg.Length) {
	putMiddle(p.Canvas, labelStyle, p.Max.X+7, p.Max.Y-3, left, elide(labelStyle, name+": "+count(round(sum)), gutter-7))
}

// stack draws the causes over one another, parted by a white edge; a
// single day is a column.
func (p panel) stack(xs []float64, parts [result.Causes][]float64) {
	if len(xs) == 1 {
		xs = []float64{xs[0] - 0.25, xs[0] + 0.25}
		for c := range parts {
			parts[c] = []float64{parts[c][0], parts[c][0]}
		}
	}
	base, below := make([]float64, len(xs)), false
	for c := range parts {
		if sumOf(parts[c]) == 0 {
			continue
		}
		upper := make([]float64, len(xs))
		for i := range xs {
			upper[i] = base[i] + parts[c][i]
		}
		p.area(xs, base, upper, causeColors[c])
		if below {
			p.line(xs, base, paper, 0.5, nil)
		}
		base, below = upper, true
	}
}

// causeWords lists the causes of one day or week: 5.2 in all: delay 3, terms 2.2.
func causeWords(parts [result.Causes][]float64, i int) string {
	var names []string
	for c := range parts {
		if n := parts[c][i]; n > 0 {
			names = append(names, causeNames[c]+" "+count(round(n)))
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return count(round(total(parts)[i])) + " in all: " + list(names)
}

// stackLabels names the causes with their shares, where each area ends.
func stackLabels(parts [result.Causes][]float64) (labels []endLabel) {
	all := sumOf(total(parts))
	last := len(parts[0]) - 1
	base := 0.0
	for c := range result.Cause(result.Causes) {
		n := sumOf(parts[c])
		if n == 0 {
			continue
		}
		labels = append(labels, endLabel{fmt.Sprintf("%s %s", sentenceCase(causeNames[c]), pct(n/all)), causeText(c), base + parts[c][last]/2})
		base += parts[c][last]
	}
	return labels
}

// stackWords says the shares as a sentence.
func stackWords(parts [result.Causes][]float64) string {
	var names []string
	for _, l := range stackLabels(parts) {
		names = append(names, l.text)
	}
	if len(names) == 0 {
		return "There is none."
	}
	return list(names) + "."
}
