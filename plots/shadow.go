package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// shadowPool is the worst gap of a pool of the subject's firm.
type shadowPool struct {
	of    *result.PoolShadow
	name  string
	worst result.Gap
}

// shadowPools are those with a gap, the worst first; shadowLines likewise, by
// days of their capacity.
func shadowPools(s subject) (all []shadowPool) {
	for i := range s.run.Shadow.Pools {
		p := &s.run.Shadow.Pools[i]
		if p.Firm == s.firm && len(p.Gaps) > 0 && !s.run.Firms[p.Firm].Pools[p.Pool].Slow() {
			all = append(all, shadowPool{p, s.run.Firms[p.Firm].Pools[p.Pool].Name, p.Gaps[0]})
		}
	}
	slices.SortStableFunc(all, func(a, b shadowPool) int {
		return int(math.Copysign(1, math.Abs(b.worst.Amount)-math.Abs(a.worst.Amount)))
	})
	return all
}

func shadowLines(s subject) (all []int) {
	size := func(l int) float64 { return math.Abs(s.run.Shadow.Lines[l].Gaps[0].Amount) }
	for l, head := range s.run.Lines {
		if (head.Firm == s.firm || head.Firm < 0) && l < len(s.run.Shadow.Lines) && len(s.run.Shadow.Lines[l].Gaps) > 0 {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int { return int(math.Copysign(1, size(b)-size(a))) })
	return all
}

// hasShadow says whether a figure of formulas beside the simulation has anything
// to show for a firm.
func hasShadow(s subject) bool {
	return s.run.Shadow != nil && len(shadowPools(s))+len(shadowLines(s)) > 0
}

// hourWords writes an hour of the window: 11 Nov at 09:00.
func hourWords(run *result.Run, at int) string {
	return date(run.Start, run.From).Add(time.Duration(at) * time.Hour).Format("2 Jan at 15:04")
}

// shadowSentence says where the formulas mislead most.
func shadowSentence(s subject) string {
	pools, lines := shadowPools(s), shadowLines(s)
	var parts []string
	if len(pools) > 0 {
		p := pools[0]
		parts = append(parts, fmt.Sprintf("Erlang A misleads most at the %s pool on %s: it says %s answered in time, the simulation %s",
			named(p.name), hourWords(s.run, p.worst.At), pct(p.worst.Formula), pct(p.worst.Simulated)))
	}
	if len(lines) > 0 {
		l := lines[0]
		g := s.run.Shadow.Lines[l].Gaps[0]
		words := fmt.Sprintf("a fluid backlog at %s on %s: %s parcels, simulated %s", named(s.run.Lines[l].Name),
			dayMonth(date(s.run.Start, s.run.From+g.At)), count(round(g.Formula)), count(round(g.Simulated)))
		if len(parts) == 0 {
			words = "The fluid backlog misleads most" + strings.TrimPrefix(words, "a fluid backlog")
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "; ")
}

// shadowDays are shown of a pool around its worst hour; mostShadows pools and lines.
const (
	shadowDays  = 5
	mostShadows = 3
)

// shadowFigure draws service level and abandonment by hour, simulated and by
// Erlang A, and backlogs by day, simulated and as a fluid.
func shadowFigure(s subject) Figure {
	pools, lines := shadowPools(s), shadowLines(s)
	pools, lines = pools[:min(len(pools), mostShadows)], lines[:min(len(lines), mostShadows)]
	const panelH, title, gapX, gapY = vg.Length(86), vg.Length(16), vg.Length(40), vg.Length(12)
	const edgeRoom = vg.Length(16) // for half of the last date
	p := s.page("shadow", shadowSentence(s))
	p.subtitle = s.sub(fmt.Sprintf("Blue: simulated, mean of %s; amber, dashed: by formula, of mean arrivals and what is on duty. Pools by hour around their worst gap; lines at midnight, as a fluid by hour",
		plural(len(s.run.Trials), "replication", "replications")))
	p.subtitle += slowSentence(s)
	var words []string
	for _, x := range pools {
		words = append(words, fmt.Sprintf("%s on %s %s simulated against %s", x.name, hourWords(s.run, x.worst.At), pct(x.worst.Simulated), pct(x.worst.Formula)))
	}
	for _, l := range lines {
		g := s.run.Shadow.Lines[l].Gaps[0]
		words = append(words, fmt.Sprintf("%s %s parcels simulated against %s", s.run.Lines[l].Name, count(round(g.Simulated)), count(round(g.Formula))))
	}
	p.alt = "Curves of the simulation and of formulas: " + list(words) + "."
	rows := len(pools) + (len(lines)+1)/2
	p.w, p.bodyH = wide, vg.Length(rows)*(panelH+title+dateFoot)+vg.Length(rows-1)*gapY
	p.body = func(c draw.Canvas) {
		room := tickStyle.width("100%") + 8
		w := (c.Max.X - c.Min.X - 2*room - gapX - edgeRoom) / 2
		cell := func(row, col int) draw.Canvas {
			x := c.Min.X + room + (w+gapX+room)*vg.Length(col)
			y := c.Max.Y - (panelH+title+dateFoot+gapY)*vg.Length(row)
			return draw.Crop(c, x-c.Min.X, min(0, x+w-c.Max.X), y-title-panelH-dateFoot-c.Min.Y, y-c.Max.Y)
		}
		for i, x := range pools {
			s.shadowHours(cell(i, 0), title, x, x.name+": answered in time", 0)
			s.shadowHours(cell(i, 1), title, x, x.name+": gave up", 1)
		}
		for i, l := range lines {
			s.shadowBacklog(cell(len(pools)+i/2, i%2), title, l)
		}
	}
	return p.figure()
}

// slowSentence says why pools are left out of the figure; empty if none is.
func slowSentence(s subject) string {
	var names []string
	for i := range s.run.Firms[s.firm].Pools {
		if p := &s.run.Firms[s.firm].Pools[i]; p.Slow() {
			names = append(names, elide(subtitleStyle, p.Name, 120))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ". Left out: " + list(names) + ", to be answered within hours or days, of which a steady hour says nothing"
}

// twoCurves draws the simulation over the formula; where one is not known it breaks.
func (p panel) twoCurves(xs, simulated, formula []float64) {
	for _, c := range []struct {
		ys   []float64
		col  color.NRGBA
		dash []vg.Length
	}{{formula, amber, dashed}, {simulated, blue, nil}} {
		from := 0
		for i := 0; i <= len(xs); i++ {
			if i < len(xs) && !math.IsNaN(c.ys[i]) {
				continue
			}
			if i-from > 1 {
				p.line(xs[from:i], c.ys[from:i], c.col, 1.5, c.dash)
			}
			from = i + 1
		}
	}
}

// shadowHours draws one share of a pool by hour.
func (s subject) shadowHours(c draw.Canvas, title vg.Length, x shadowPool, name string, which int) {
	run := s.run
	put(c, labelStyle, c.Min.X, c.Max.Y-9, left, elide(labelStyle, name, c.Max.X-c.Min.X))
	days := run.To + 1 - run.From
	from := max(0, min(x.worst.At/24-shadowDays/2, days-shadowDays))
	to := min(days, from+shadowDays)
	var xs, simulated, formula []float64
	top := 0.0
	for k := from * 24; k < to*24; k++ {
		inTime, gaveUp := run.PoolHourShares(x.of.Firm, x.of.Pool, run.From*24+k)
		h := x.of.Hours[k]
		a, b := inTime, h.ServiceLevel
		if which == 1 {
			a, b = gaveUp, h.Abandonment
		}
		if h.Places == 0 {
			a = math.NaN() // nobody is on duty: no service to tell of
		}
		if math.IsNaN(a) {
			b = math.NaN() // nobody came to an end in it
		}
		top = max(top, orZero(a), orZero(b))
		xs, simulated, formula = append(xs, float64(run.From)+float64(k)/24+1./48), append(simulated, a), append(formula, b)
	}
	if which == 0 {
		top = 1
	}
	limit, ticks := valueAxis(top, 4, false, shareTick)
	body := draw.Crop(c, 0, 0, dateFoot, -title)
	p := panel{Canvas: body, x0: float64(run.From + from), x1: float64(run.From + to), y1: limit}
	p.yAxis(ticks)
	p.xAxis(dayTicks(run.Start, run.From+from, run.From+to-1, (body.Max.X-body.Min.X)/vg.Length(to-from)), 14)
	p.twoCurves(xs, simulated, formula)
}

// shadowBacklog draws the backlog of a line by day.
func (s subject) shadowBacklog(c draw.Canvas, title vg.Length, l int) {
	run := s.run
	put(c, labelStyle, c.Min.X, c.Max.Y-9, left, elide(labelStyle, run.Lines[l].Name+": parcels waiting at the end of the day", c.Max.X-c.Min.X))
	var xs, simulated []float64
	formula := run.Shadow.Lines[l].Days
	top := 0.0
	for k := range formula {
		v := run.LineMean(l, run.From+k).Waiting
		top = max(top, v, formula[k])
		xs, simulated = append(xs, float64(run.From+k)+0.5), append(simulated, v)
	}
	limit, ticks := valueAxis(top, 4, false, countTick)
	body := draw.Crop(c, 0, 0, dateFoot, -title)
	p := panel{Canvas: body, x0: float64(run.From), x1: float64(run.To + 1), y1: limit}
	p.yAxis(ticks)
	p.xAxis(dayTicks(run.Start, run.From, run.To, (body.Max.X-body.Min.X)/vg.Length(run.To+1-run.From)), 14)
	p.twoCurves(xs, simulated, formula)
}

// mostLineRows of lines stand in the table, the largest gaps.
const mostLineRows = 5

// shadowTable lists where the formulas of a firm mislead, with the reasons.
func shadowTable(s subject) table {
	t := table{Head: []string{"Where", "When", "Simulated", "By formula", "Formula less simulation", "Why"}}
	for _, p := range shadowPools(s) {
		for _, g := range p.of.Gaps {
			t.Rows = append(t.Rows, []cell{text(p.name), {Text: hourWords(s.run, g.At), Sort: sortKey(float64(g.At))},
				{Text: pct(g.Simulated) + " in time", Sort: sortKey(g.Simulated)}, {Text: pct(g.Formula) + " in time", Sort: sortKey(g.Formula)},
				{Text: plus(g.Amount, inThousand) + " contacts in time", Sort: sortKey(g.Amount)}, sentence(strings.Join(g.Reasons, "; "))})
		}
	}
	lines := shadowLines(s)
	for _, l := range lines[:min(len(lines), mostLineRows)] {
		for _, g := range s.run.Shadow.Lines[l].Gaps {
			t.Rows = append(t.Rows, []cell{text(s.run.Lines[l].Name), {Text: dayMonth(date(s.run.Start, s.run.From+g.At)), Sort: sortKey(24 * float64(g.At))},
				{Text: whole(g.Simulated) + " parcels", Sort: sortKey(g.Simulated)}, {Text: whole(g.Formula) + " parcels", Sort: sortKey(g.Formula)},
				{Text: plus(g.Amount, whole) + " parcels", Sort: sortKey(g.Amount)}, sentence(strings.Join(g.Reasons, "; "))})
		}
	}
	return t
}
