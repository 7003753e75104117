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

// load is what the heat map shows of one pool: for each hour of the window,
// counted from its first midnight, the mean work offered and the mean work that
// the agents on duty can do, ms a replication.
type load struct {
	run            *result.Run
	name           string
	work, capacity []float64
	thin           bool // less than a head at the run's scale
}

func measureLoad(run *result.Run, firm, pool int) load {
	n := windowDays(run) * 24
	l := load{run: run, name: run.Firms[firm].Pools[pool].Name, work: make([]float64, n), capacity: make([]float64, n), thin: thin(run, firm, pool)}
	for k := range run.Trials {
		hours := run.Trials[k].Firms[firm].Pools[pool].Hours[run.From*24:]
		for h := range n {
			l.work[h] += float64(hours[h].WorkOffered) / float64(len(run.Trials))
			l.capacity[h] += float64(hours[h].Capacity) / float64(len(run.Trials))
		}
	}
	return l
}

// at is the load of an hour: work over capacity, infinite where work meets
// nobody on duty, 0 where there is neither. A staffed hour without work is
// the least of loads, so that it can be told from a closed one.
func (l load) at(h int) float64 {
	if l.work[h] == 0 {
		if l.capacity[h] > 0 {
			return math.SmallestNonzeroFloat64
		}
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

// mostDesks is the number of heat maps of one firm.
const mostDesks = 3

// busiest ranks the live pools, at most n: by hours over capacity, then by
// hours without staff, then by the fullest hour; equals keep their order.
func busiest(run *result.Run, firm, n int) []load {
	type rank struct {
		l            load
		over, closed int
		peak         float64
	}
	var all []rank
	for p, head := range run.Firms[firm].Pools {
		if !live(head.Channel) {
			continue
		}
		r := rank{l: measureLoad(run, firm, p)}
		var worst int
		r.over, r.closed, worst, _ = r.l.tally(0, len(r.l.work))
		if r.peak = r.l.at(worst); math.IsInf(r.peak, 1) {
			r.peak = 0
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b rank) int {
		return cmp.Or(cmp.Compare(b.over, a.over), cmp.Compare(b.closed, a.closed), cmp.Compare(b.peak, a.peak))
	})
	var loads []load
	for _, r := range all[:min(n, len(all))] {
		loads = append(loads, r.l)
	}
	return loads
}

// staffed counts the hours of [from, to) with anybody on duty.
func (l load) staffed(from, to int) (n int) {
	for _, c := range l.capacity[from:to] {
		if c > 0 {
			n++
		}
	}
	return n
}

// habit says at which hours of the day the hours over capacity fall, if there
// are at least three: the shortest span of the day, at most four hours, that
// holds more than half of them, or all if one hour more is enough for that.
func (l load) habit(from, to int) string {
	const longest, fewest = 4, 3
	var at [24]int
	all := 0
	for h := from; h < to; h++ {
		if v := l.at(h); v > 1 && !math.IsInf(v, 1) {
			at[h%24]++
			all++
		}
	}
	if all < fewest {
		return ""
	}
	for long := 1; long <= longest; long++ {
		h := fullestSpan(at[:], long)
		if 2*sumInts(at[h:h+long]) <= all {
			continue
		}
		word := "most"
		for more := long; more <= min(long+1, longest); more++ {
			if b := fullestSpan(at[:], more); word == "most" && sumInts(at[b:b+more]) == all {
				word, h, long = "all", b, more
			}
		}
		return fmt.Sprintf(", %s of them %02d:00–%02d:00", word, h, h+long)
	}
	return ""
}

// fullestSpan is where the span of a length with the greatest sum begins.
func fullestSpan(counts []int, long int) (begin int) {
	for i := 0; i+long <= len(counts); i++ {
		if sumInts(counts[i:i+long]) > sumInts(counts[begin:begin+long]) {
			begin = i
		}
	}
	return begin
}

func sumInts(vs []int) (sum int) {
	for _, v := range vs {
		sum += v
	}
	return sum
}

// between names the first and the last of several days.
func between(run *result.Run, first, last int) string {
	a, b := date(run.Start, first), date(run.Start, last)
	if a.Month() == b.Month() && a.Year() == b.Year() {
		return fmt.Sprintf("between %d and %s", a.Day(), dayMonth(b))
	}
	return fmt.Sprintf("between %s and %s", dayMonth(a), dayMonth(b))
}

// thin says that a scaled copy made a pool's team less than a head.
func thin(run *result.Run, firm, pool int) bool {
	return result.AtScale(run.Scale) != "" && run.Firms[firm].Pools[pool].Thin
}

// thinWords qualify the overload of a thin team: it is in part of the scale's making.
func thinWords(thin bool) string {
	if thin {
		return ", one of the thin teams: less than a head at this scale, it works slower instead"
	}
	return ""
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
		return "Nobody contacts " + lowerThe(name)
	case math.IsInf(peak, 1):
		return name + " has no staff in any hour with contacts"
	case over > 0:
		span := ""
		if to-from > 24 {
			span = " " + between(l.run, l.run.From+from/24, l.run.From+to/24-1)
		}
		return fmt.Sprintf("%s is overloaded in %d of %s%s%s; at worst the work is %s times what its agents can do (%s)%s%s",
			name, over, plural(l.staffed(from, to), "staffed hour", "staffed hours"), span, l.habit(from, to), times(peak), on, thinWords(l.thin), nobody)
	}
	return fmt.Sprintf("%s is never overloaded while staffed: its fullest hour (%s) takes %s of capacity%s", name, on, pct(peak), nobody)
}

// deskFigures draws a heat map for each live pool, of many for the busiest.
func deskFigures(s subject) (figs []Figure) {
	for i, l := range busiest(s.run, s.firm, mostDesks) {
		if i > 0 && sumOf(l.work) == 0 {
			continue // nobody contacts it: an empty map says no more than the pools' figure
		}
		name := "desk-load"
		if i > 0 {
			if name += "-" + fileName(l.name); fileName(l.name) == "" {
				name += fmt.Sprint(i + 1)
			}
		}
		figs = append(figs, deskFigure(s, name, l))
	}
	return figs
}

// deskFigure draws the load of a pool by day and hour over its worst fortnight.
func deskFigure(s subject, name string, l load) Figure {
	from, to := l.worstDays()
	days := (to - from) / 24
	first := s.run.From + from/24
	scale := newScale(l, from, to)

	p := s.page(name, l.sentence(from, to))
	p.subtitle = s.sub(fmt.Sprintf("Pool %s: work offered over work that the agents on duty can do, by day and hour, mean of %s; over 1.0 the queue grows",
		elide(subtitleStyle, l.name, 160), plural(len(s.run.Trials), "replication", "replications")))
	over, closed, _, _ := l.tally(from, to)
	p.alt = fmt.Sprintf("Heat map of %s from %s by 24 hours: %s over capacity, %d with contacts and no staff.",
		plural(days, "day", "days"), dayMonth(date(s.run.Start, first)), plural(over, "hour", "hours"), closed)
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
				v := l.at(from + d*24 + h)
				scale.cell(c, v, x, y, cellW, cellH)
				if v > 0 {
					hint(c, x, y, x+cellW, y+cellH, fmt.Sprintf("%s, %02d:00: %s", text, h, loadWords(v)))
				}
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
