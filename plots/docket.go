package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var inf = math.Inf(1)

// mostFirms that have a panel of their own; the rest share one.
const mostFirms = 7

// docketed is what one panel shows: complaints to both authorities a day by
// cause, mean over replications, of one firm or of several together.
type docketed struct {
	name    string
	firms   int
	seasons []float64                // complaints of each replication, all causes
	parts   [result.Causes][]float64 // days of the window
}

func (d docketed) sum() float64 { return sumOf(total(d.parts)) }

// measureDocket gives the firms with orders, those with the most complaints
// first. The dockets themselves hold neither firm nor cause: what is shown are
// the firms' own counts of complaints lodged beyond them.
func measureDocket(run *result.Run) (firms []docketed) {
	for _, f := range ordering(run) {
		d := docketed{name: run.Firms[f].Name, firms: 1}
		for c := range result.Cause(result.Causes) {
			d.parts[c] = dailyMean(run, func(t *result.Trial, day int) float64 { return float64(t.Firms[f].Days[day][result.ToAuthority(c)]) })
		}
		for k := range run.Trials {
			sum := windowed(run, &run.Trials[k], f)
			d.seasons = append(d.seasons, float64(sum.AuthorityComplaints()))
		}
		firms = append(firms, d)
	}
	slices.SortStableFunc(firms, func(a, b docketed) int { return -cmp.Compare(a.sum(), b.sum()) })
	return firms
}

// joined adds up what firms have from the one of that index on.
func joined(firms []docketed, from int) docketed {
	all := docketed{name: fmt.Sprintf("the other %d", len(firms)-from), firms: len(firms) - from}
	for c := range all.parts {
		all.parts[c] = make([]float64, len(firms[0].parts[c]))
		for _, f := range firms[from:] {
			for i, v := range f.parts[c] {
				all.parts[c][i] += v
			}
		}
	}
	all.seasons = slices.Clone(firms[from].seasons)
	for _, f := range firms[from+1:] {
		for k, n := range f.seasons {
			all.seasons[k] += n
		}
	}
	return all
}

// held says of firms that draw half of all complaints in the mean in how many
// seasons they do, if not in all of them, and if one season made most of them.
func held(of, all docketed) string {
	if s := mostlyOne(all.seasons); s != "" {
		return ", " + s
	}
	half := 0
	for k, n := range of.seasons {
		if n > 0 && 2*n >= all.seasons[k] {
			half++
		}
	}
	if half < len(of.seasons) {
		return fmt.Sprintf(" in the mean, half or more in %d of %d seasons", half, len(of.seasons))
	}
	return ""
}

// docketSentence says who draws half of the complaints, when they peak and for
// what.
func docketSentence(run *result.Run, firms []docketed) string {
	all := joined(firms, 0)
	sum := all.sum()
	seasons := len(run.Trials)
	if sum == 0 {
		return inOne(seasons, "no complaint about any firm is lodged with an authority on these dates")
	}
	if n := sum * float64(seasons); n < fewComplaints {
		return inOne(seasons, fmt.Sprintf("the authorities receive %s about the firms a season on these dates, too few to tell firms apart", complaintsWord(sum)))
	}
	half, have := 0, 0.0
	for have < sum/2 {
		have += firms[half].sum()
		half++
	}
	who := fmt.Sprintf("%d of %d firms draw", half, len(firms))
	if half == 1 {
		who = named(firms[0].name) + " alone draws"
	} else if half == 2 {
		who = named(firms[0].name) + " and " + named(firms[1].name) + " draw"
	}
	firsts := blocks(windowDays(run))
	weeks := byBlock(total(all.parts), firsts)
	at := peakOf(weeks)
	from, to := run.From+firsts[at], run.From+firsts[at+1]-1
	cause := 0
	for c := range all.parts {
		if sumOf(all.parts[c][firsts[at]:firsts[at+1]]) > sumOf(all.parts[cause][firsts[at]:firsts[at+1]]) {
			cause = c
		}
	}
	peak := fmt.Sprintf("they peak at %s a day on %s, most for %s", count(round(weeks[at])), dates(run, from, to), causeNames[cause])
	if middle, ok := standsOut(total(all.parts), seasons); !ok || middle < firsts[at]-week/2 || middle > firsts[at+1]-1+week/2 {
		peak = "no week stands out"
	}
	return inOne(seasons, fmt.Sprintf("%s %s of the complaints to the authorities%s; %s", who, pct(have/sum), held(joined(firms[:half], 0), all), peak))
}

// docketFigure draws complaints to the authorities by week and cause, a panel a
// firm.
func docketFigure(run *result.Run, sum *result.Summary) Figure {
	firms := measureDocket(run)
	shown := firms
	if len(firms) > mostFirms+1 {
		shown = append(slices.Clone(firms[:mostFirms]), joined(firms, mostFirms))
	}
	firsts := blocks(windowDays(run))
	bars := make([][result.Causes][]float64, len(shown))
	top := 0.0
	var causes []result.Cause
	for i, f := range shown {
		for c := range bars[i] {
			bars[i][c] = byBlock(f.parts[c], firsts)
			if sumOf(f.parts[c]) > 0 && !slices.Contains(causes, result.Cause(c)) {
				causes = append(causes, result.Cause(c))
			}
		}
		if f.firms == 1 { // the rest together would flatten all others
			top = max(top, slices.Max(total(bars[i])))
		}
	}
	slices.Sort(causes)
	limit, ticks := valueAxis(1.05*top, 3, false, countTick)
	last := slices.Max(total(bars[len(bars)-1]))
	rest := last > top
	restLimit, restTicks := valueAxis(1.05*last, 3, false, countTick)
	cols := min(4, len(shown))
	if len(shown) == 5 || len(shown) == 6 {
		cols = 3
	}
	rows := (len(shown) + cols - 1) / cols
	const panelH, title, key, gapX, gapY = vg.Length(76), vg.Length(16), vg.Length(18), vg.Length(14), vg.Length(10)

	p := general(run, "docket", docketSentence(run, firms))
	step := "mean day of each week"
	if len(firsts) == windowDays(run)+1 {
		step = "by day"
	}
	p.subtitle = "Complaints a day to the consumer authority and the courier regulator by cause, " + step + ", mean of " +
		plural(len(run.Trials), "replication", "replications") + ", by the date on which they were lodged; behind a name the sum of the window; one scale"
	if rest {
		p.subtitle += ", but for the last panel"
	}
	var words []string
	for _, f := range shown {
		words = append(words, f.name+" "+count(round(f.sum())))
	}
	p.alt = "Small panels of complaints to the authorities over " + subject{run: run}.window() + ": " + list(words) + "."
	p.bodyH = key + vg.Length(rows)*(panelH+title+dateFoot) + vg.Length(rows-1)*gapY
	p.body = func(c draw.Canvas) {
		x := c.Min.X
		for _, k := range causes {
			fillRect(c, causeColors[k], x, c.Max.Y-10, x+9, c.Max.Y-1)
			put(c, labelStyle.in(causeText(k)), x+13, c.Max.Y-9, left, sentenceCase(causeNames[k]))
			x += 13 + labelStyle.width(sentenceCase(causeNames[k])) + 14
		}
		room := tickRoom(ticks)
		w := (c.Max.X - c.Min.X - room - gapX*vg.Length(cols-1)) / vg.Length(cols)
		for i, f := range shown {
			x := c.Min.X + room + (w+gapX)*vg.Length(i%cols)
			y := c.Max.Y - key - (panelH+title+dateFoot+gapY)*vg.Length(i/cols)
			cell := draw.Crop(c, x-c.Min.X, x+w-c.Max.X, y-title-panelH-dateFoot-c.Min.Y, y-c.Max.Y)
			amount := ": " + count(round(f.sum()))
			put(cell, labelStyle, cell.Min.X, cell.Max.Y-9, left, elide(labelStyle, sentenceCase(f.name), w-labelStyle.width(amount))+amount)
			marks := ticks
			if i%cols > 0 {
				marks = unlabelled(ticks)
			}
			o, most := over{run: run, foot: dateFoot}, limit
			if rest && i == len(shown)-1 {
				marks, most, o.left = restTicks, restLimit, tickRoom(restTicks)
			}
			a := o.panel(draw.Crop(cell, 0, 0, 0, -title), most, marks, false, true)
			a.bars(run, firsts, bars[i])
		}
	}
	return p.figure()
}

// hasDocket says whether the trials have the authorities' dockets.
func hasDocket(run *result.Run) bool { return len(run.Trials[0].Docket.Days[0]) > 0 }

// openCases gives the cases of a docket that are open at the end of each day.
func openCases(run *result.Run, route result.Route) band {
	return daily(run, func(t *result.Trial, day int) float64 { return float64(t.Docket.Days[route][day].Backlog) })
}

// openSentence says how full each docket becomes, in the mean of the seasons'
// worst days, and what is left. The worst day of the median is lower: seasons are
// full on different days.
func openSentence(run *result.Run, sum *result.Summary, of [result.Routes]band) string {
	var parts []string
	for r, b := range of {
		at := b.peak()
		name := "the " + result.Route(r).String()
		d := sum.Authority.Dockets[r]
		if d.PeakMost == 0 {
			parts = append(parts, name+" ends every day with no case open")
			continue
		}
		s := fmt.Sprintf("%s has %s open on its worst day", name, plural(int(math.Round(d.Peak.Mean)), "case", "cases"))
		if d.PeakMost > d.PeakLeast {
			s += fmt.Sprintf(" (%s to %s by season)", count(d.PeakLeast), count(d.PeakMost))
		}
		if last := d.End.Mean; b.mid[at] > 0 && at < len(b.mid)-1 && last > d.Peak.Mean/2 {
			s += fmt.Sprintf(" and still %s at the end", count(round(last)))
		}
		parts = append(parts, s)
	}
	return inOne(len(run.Trials), list(parts))
}

// openFigure draws the cases open by route.
func openFigure(run *result.Run, sum *result.Summary) Figure {
	var of [result.Routes]band
	var limits [result.Routes]float64
	var ticks [result.Routes][]tick
	room := vg.Length(0)
	for r := range of {
		of[r] = openCases(run, result.Route(r))
		limits[r], ticks[r] = valueAxis(1.05*of[r].top(), 3, true, countTick)
		room = max(room, tickRoom(ticks[r]))
	}
	s := subject{run: run}
	p := general(run, "docket-open", openSentence(run, sum, of))
	p.subtitle = "Cases open at the end of the day, all complaints of the city included" + s.spread() + "; two scales"
	var words []string
	for r := range of {
		words = append(words, fmt.Sprintf("%s with %s on the worst day", result.Route(r), count(sum.Authority.Dockets[r].Peak.Mean)))
	}
	p.alt = "Curves of open cases over " + s.window() + ": " + list(words) + "."
	const panelH, title, gap = vg.Length(100), vg.Length(16), vg.Length(8)
	p.bodyH = result.Routes*(panelH+title) + gap + dateFoot + 2*eventRow
	p.body = func(c draw.Canvas) {
		// Names of events stand above the upper panel alone.
		_, rows := placeEvents(run, c.Min.X+room, c.Max.X-10)
		strip := vg.Length(rows) * eventRow
		each := (c.Max.Y - c.Min.Y - dateFoot - strip - gap - title*result.Routes) / result.Routes
		y := c.Max.Y
		for r := range of {
			h := title + each
			o := over{run: run, left: room, gutter: 10, foot: 3}
			if r == 0 {
				h += strip
			}
			if r == result.Routes-1 {
				o.foot = dateFoot
				h += dateFoot - 3
			}
			h += 3
			cell := draw.Crop(c, 0, 0, y-h-c.Min.Y, y-c.Max.Y)
			put(cell, labelStyle, cell.Min.X+room, cell.Max.Y-9, left, sentenceCase(result.Route(r).String()))
			a := o.panel(draw.Crop(cell, 0, 0, 0, -title), limits[r], ticks[r], r == 0, r == result.Routes-1)
			a.area(o.xs(), of[r].lo, of[r].hi, alpha(blue, 52))
			a.line(o.xs(), of[r].mid, blue, 1.6, nil)
			a.hints(run.From, windowDays(run), func(i int) string {
				return dayMonth(date(run.Start, run.From+i)) + ": " + plural(int(math.Round(of[r].mid[i])), "case", "cases") + s.ends(of[r].lo[i], of[r].hi[i])
			})
			y -= h + gap - 3
		}
	}
	return p.figure()
}
