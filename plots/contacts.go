package plots

import (
	"cmp"
	"fmt"
	"slices"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// interval is what the figure of a contact centre shows of one pool: by the
// hours of a short window, or by hour of day over a long one.
type interval struct {
	run                          *result.Run
	pool                         result.PoolSummary
	byHourOfDay, thin            bool
	offered, answered, abandoned band      // contacts an hour
	work, staff                  []float64 // hours of work an hour: mean offered, and what those on duty can do
}

// longestByHour is the window, days, up to which every hour is drawn; a longer
// one is folded into a mean day.
const longestByHour = 7

func measureInterval(s subject, pool int) interval {
	n, days := 24, windowDays(s.run)
	folded := days > longestByHour
	if !folded {
		n, days = 24*days, 1
	}
	v := interval{run: s.run, pool: s.summary().Pools[pool], byHourOfDay: folded, thin: thin(s.run, s.firm, pool)}
	of := func(f func(result.PoolHour) int64) band {
		return across(s.run, n, func(t *result.Trial, i int) (sum float64) {
			hours := t.Firms[s.firm].Pools[pool].Hours[s.run.From*24:]
			for d := range days {
				sum += float64(f(hours[d*24+i])) / float64(days)
			}
			return sum
		})
	}
	v.offered = of(func(h result.PoolHour) int64 { return h.Offered })
	v.answered = of(func(h result.PoolHour) int64 { return h.Answered })
	v.abandoned = of(func(h result.PoolHour) int64 { return h.Abandoned })
	l := measureLoad(s.run, s.firm, pool)
	v.work, v.staff = make([]float64, n), make([]float64, n)
	for i := range n {
		for d := range days {
			v.work[i] += l.work[d*24+i] / hourMS / float64(days)
			v.staff[i] += l.capacity[d*24+i] / hourMS / float64(days)
		}
	}
	return v
}

// name of an hour: "14:00", or with its day where days are apart.
func (v interval) name(i int) string {
	if v.byHourOfDay {
		return fmt.Sprintf("%02d:00", i)
	}
	return fmt.Sprintf("%s at %02d:00", dayMonth(date(v.run.Start, v.run.From+i/24)), i%24)
}

// sentence compares the work with the staffing in the hour where it is
// tightest, and says how many contacts are lost.
func (v interval) sentence() string {
	if v.offered.top() == 0 {
		return "Nobody calls"
	}
	worst, most, empty := 0, -1.0, 0
	for i := range v.work {
		switch {
		case v.work[i] > 0 && v.staff[i] == 0:
			empty++
		case v.staff[i] > 0 && v.work[i]/v.staff[i] > most:
			worst, most = i, v.work[i]/v.staff[i]
		}
	}
	name, lost := poolName(v.pool.Name), gaveUp(v.pool)
	answers := fmt.Sprintf("%s answers %s of contacts within %s", name, pct(v.pool.ServiceLevel.Mean), span(v.pool.Target*1000))
	switch {
	case most < 0:
		return fmt.Sprintf("%s has contacts but no staff; %s", name, lost)
	case most > 1 && short(v.pool):
		return fmt.Sprintf("%s is understaffed: at the worst (%s) the work is %s times what its agents can do%s; %s",
			name, v.name(worst), times(most), thinWords(v.thin), lost)
	case most > 1:
		return fmt.Sprintf("%s, but in its worst hour (%s) the work is %s times what its agents can do%s; %s",
			answers, v.name(worst), times(most), thinWords(v.thin), lost)
	case empty > 0:
		return fmt.Sprintf("%s has contacts but no staff in %s; while staffed it is at most %s loaded (%s); %s",
			name, plural(empty, "hour", "hours"), pct(most), v.name(worst), lost)
	case short(v.pool):
		return fmt.Sprintf("%s although it is never asked for more than %s of its capacity (%s); %s",
			answers, pct(most), v.name(worst), lost)
	}
	return fmt.Sprintf("%s is staffed for every hour: at most %s of its capacity is asked for (%s); %s",
		name, pct(most), v.name(worst), lost)
}

// mostContactFigures bounds the figures of a centre with many pools.
const mostContactFigures = 4

// contactFigures draws, for a firm without orders, each live pool's contacts
// against its staffing; of many pools those with the most contacts.
func contactFigures(s subject) (figs []Figure) {
	pools := s.summary().Pools
	var order []int
	for i, p := range pools {
		if live(p.Channel) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(pools[b].Offered.Mean, pools[a].Offered.Mean)
	})
	order = order[:min(len(order), mostContactFigures)]
	slices.Sort(order)
	for _, p := range order {
		name := "contacts"
		if len(order) > 1 {
			name = fmt.Sprintf("contacts-%d", p+1)
		}
		figs = append(figs, contactFigure(s, name, measureInterval(s, p)))
	}
	return figs
}

func contactFigure(s subject, name string, v interval) Figure {
	n := len(v.work)
	limit, ticks := valueAxis(1.05*max(v.offered.top(), v.answered.top()), 5, false, countTick)
	agentLimit, agentTicks := valueAxis(1.1*max(slices.Max(v.work), slices.Max(v.staff)), 3, false, countTick)
	last := n - 1
	labels := []endLabel{
		{"Abandoned", amberText, v.abandoned.mid[last]},
		{"Answered", green, v.answered.mid[last]},
		{"Offered", blue, v.offered.mid[last]},
	}
	below := []endLabel{{"Staff can do", vermilion, v.staff[last]}, {"Work offered", blue, v.work[last]}}
	gutter := max(gutterFor(labels, 120), gutterFor(below, 120))
	room := max(tickRoom(ticks), tickRoom(agentTicks))

	p := s.page(name, v.sentence())
	unit := "contacts an hour"
	if v.byHourOfDay {
		unit = "contacts an hour on the mean day"
	}
	p.subtitle = s.sub(fmt.Sprintf("Pool %s: %s%s; below: hours of work an hour",
		elide(subtitleStyle, v.pool.Name, 140), unit, s.spread()))
	i := v.offered.peak()
	remark := fmt.Sprintf("%s an hour, %s%s", count(round(v.offered.mid[i])), v.name(i), s.ends(round(v.offered.lo[i]), round(v.offered.hi[i])))
	p.alt = "Curves of contacts offered, answered and abandoned by hour, and of work against staffing. Offered at most " + remark + "."
	p.w, p.bodyH = wide, 290
	p.body = func(c draw.Canvas) {
		const small, gap = vg.Length(92), vg.Length(20)
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = float64(i) + 0.5
		}
		a := panel{Canvas: draw.Crop(c, room, -gutter, small+gap, -2), x1: float64(n), y1: limit}
		a.yAxis(ticks)
		a.xAxis(unlabelled(v.ticks()), 0)
		for _, curve := range []struct {
			b band
			l endLabel
		}{{v.offered, endLabel{color: blue}}, {v.answered, endLabel{color: green}}, {v.abandoned, endLabel{color: amber}}} {
			a.area(xs, curve.b.lo, curve.b.hi, alpha(curve.l.color, 46))
			a.line(xs, curve.b.mid, curve.l.color, 1.7, nil)
		}
		a.dot(xs[i], v.offered.mid[i], blue)
		a.remark(xs[i], v.offered.mid[i], remark)
		a.endLabels(labels, gutter, 0)

		b := panel{Canvas: draw.Crop(c, room, -gutter, dateFoot, -(c.Max.Y - c.Min.Y - small)), x1: float64(n), y1: agentLimit}
		b.yAxis(agentTicks)
		b.xAxis(v.ticks(), min(room, 20))
		b.area(xs, make([]float64, n), v.work, alpha(blue, 60))
		b.line(xs, v.work, blue, 1.2, nil)
		b.steps(0, v.staff, vermilion, 1.4, dashed)
		b.endLabels(below, gutter, 0)
		a.hints(0, n, func(i int) string {
			return fmt.Sprintf("%s: %s offered%s, %s answered, %s abandoned", v.name(i), count(round(v.offered.mid[i])),
				s.ends(round(v.offered.lo[i]), round(v.offered.hi[i])), count(round(v.answered.mid[i])), count(round(v.abandoned.mid[i])))
		})
		b.hints(0, n, func(i int) string {
			return fmt.Sprintf("%s: %s hours of work, %s can be done", v.name(i), count(v.work[i]), count(v.staff[i]))
		})
	}
	return p.figure()
}

// ticks marks every third hour of a mean day, or midnights and every sixth hour.
func (v interval) ticks() (out []tick) {
	for h := 0; h <= len(v.work); h++ {
		switch {
		case v.byHourOfDay && h%3 == 0:
			out = append(out, tick{float64(h), fmt.Sprintf("%02d:00", h)})
		case !v.byHourOfDay && h%24 == 0:
			out = append(out, tick{float64(h), dayMonth(date(v.run.Start, v.run.From+h/24))})
		case !v.byHourOfDay && h%6 == 0:
			text := ""
			if len(v.work) <= 96 {
				text = fmt.Sprintf("%02d:00", h%24)
			}
			out = append(out, tick{float64(h), text})
		}
	}
	return out
}
