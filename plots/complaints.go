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

// grieving is what the figure of complaints over time shows of one firm: the
// mean number a day by cause.
type grieving struct {
	run             *result.Run
	firm, authority [result.Causes][]float64
}

func measureGrief(run *result.Run, firm int) (g grieving) {
	g.run = run
	for c := range result.Cause(result.Causes) {
		of := func(k result.Counter) []float64 {
			return dailyMean(run, func(t *result.Trial, day int) float64 { return float64(t.Firms[firm].Days[day][k]) })
		}
		g.firm[c], g.authority[c] = of(result.ToFirm(c)), of(result.ToAuthority(c))
	}
	return g
}

// total adds the causes up, by day.
func total(parts [result.Causes][]float64) []float64 {
	sum := make([]float64, len(parts[0]))
	for _, p := range parts {
		for i, v := range p {
			sum[i] += v
		}
	}
	return sum
}

func sumOf(vs []float64) (sum float64) {
	for _, v := range vs {
		sum += v
	}
	return sum
}

// largest is the cause with the most complaints, and its share of all.
func largest(parts [result.Causes][]float64) (cause result.Cause, share float64) {
	most, all := -1.0, 0.0
	for c := range parts {
		n := sumOf(parts[c])
		all += n
		if n > most {
			cause, most = result.Cause(c), n
		}
	}
	return cause, most / all
}

// sentence names the largest cause and says when complaints peak.
func (g grieving) sentence() string {
	all := total(g.firm)
	if sumOf(all) == 0 {
		return "Nobody complains to the firm"
	}
	cause, share := largest(g.firm)
	i := peakOf(all)
	day := g.run.From + i
	after := since(g.run, day, 21)
	if after != "" {
		after = ", " + after
	}
	return fmt.Sprintf("%s causes %s of complaints to the firm; they peak at %s a day on %s%s",
		sentenceCase(causeNames[cause]), pct(share), count(round(all[i])), dayMonth(date(g.run.Start, day)), after)
}

// complaintsFigure draws complaints to the firm by day and cause, stacked, and
// below, on its own scale, those to the authority.
func complaintsFigure(s subject) Figure {
	g := measureGrief(s.run, s.firm)
	up, upTicks := valueAxis(1.05*slices.Max(total(g.firm)), 5, false, countTick)
	low, lowTicks := valueAxis(1.05*slices.Max(total(g.authority)), 2, false, countTick)
	labels := stackLabels(g.firm)
	o := over{run: s.run, left: max(tickRoom(upTicks), tickRoom(lowTicks)), gutter: max(gutterFor(labels, 150), labelStyle.width("To the authority: 99.9k")+9), foot: dateFoot}

	p := s.page("complaints", g.sentence())
	p.subtitle = s.sub(fmt.Sprintf("Complaints a day by cause, mean of %s, by the date on which they were lodged; two scales",
		plural(len(s.run.Trials), "replication", "replications")))
	p.alt = "Stacked areas of complaints a day by cause, to the firm above and to the consumer authority below, over " + s.window() + ". " + stackWords(g.firm)
	p.w, p.bodyH = wide, 285
	p.body = func(c draw.Canvas) {
		const small, gap = vg.Length(78), vg.Length(22)
		upper := o
		upper.foot = 3
		a := upper.panel(draw.Crop(c, 0, 0, small+gap, 0), up, upTicks, true, false)
		a.stack(o.xs(), g.firm)
		a.corner("To the firm", sumOf(total(g.firm)), o.gutter)
		a.endLabels(labels, o.gutter, 17)
		b := o.panel(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y-small)), low, lowTicks, false, true)
		b.stack(o.xs(), g.authority)
		b.corner("To the authority", sumOf(total(g.authority)), o.gutter)
	}
	return p.figure()
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
