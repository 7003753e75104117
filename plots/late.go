package plots

import (
	"fmt"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// lateness is what the figure of days late shows of one firm.
type lateness struct {
	days    []stats.Estimate // share of deliveries by days late: [0] on time, then up to 1, 2, ..., the last: more than longest
	longest int              // days late that have a bar of their own
	late    stats.Estimate   // share of deliveries past the promised date
	tail    float64          // days past the promise that one late delivery in twenty exceeds
	mean    float64          // days past the promise, mean of late deliveries
	total   float64          // deliveries a replication
}

func measureLateness(s subject) (l lateness) {
	run, firm := s.run, s.firm
	deliveries := func(t *result.Trial) (n float64) {
		for _, k := range t.Firms[firm].LateDays {
			n += float64(k)
		}
		return n
	}
	for k := range run.Trials {
		l.total += deliveries(&run.Trials[k]) / float64(len(run.Trials))
	}
	l.longest = ownBars(s.summary().Delivery.ByDaysLate)
	for d := 0; d <= l.longest+1; d++ {
		l.days = append(l.days, estimate(run, func(t *result.Trial) (share float64) {
			late := t.Firms[firm].LateDays
			for k := d; k < len(late) && (k == d || d > l.longest); k++ {
				share += float64(late[k])
			}
			return share / deliveries(t) // NaN without deliveries
		}))
	}
	of := s.summary().Delivery
	l.late, l.tail, l.mean = of.LateShare, of.LateP95.Mean, of.DaysLate.Mean
	return l
}

// ownBars gives how many days late get a bar of their own: at least six, and
// so many that at most 1% of late deliveries share the last bar. The last entry
// of byDays holds all later ones already.
func ownBars(byDays []stats.Estimate) int {
	if len(byDays) < 2 {
		return 0
	}
	late := 0.0
	for _, e := range byDays[1:] {
		late += e.Mean
	}
	k := len(byDays) - 2
	rest := byDays[k+1].Mean
	for ; k > 6 && rest+byDays[k].Mean <= late/100; k-- {
		rest += byDays[k].Mean
	}
	return k
}

// sentence says which share is late and how late the latest twentieth is.
func (l lateness) sentence() string {
	tail := ""
	if l.tail > 0 {
		tail = fmt.Sprintf("one late parcel in twenty is more than %s over its promise", span(l.tail*dayMS))
	}
	switch {
	case l.total == 0:
		return "Nothing is delivered"
	case l.late.Mean == 0:
		return "Every delivery keeps its promised date"
	case l.late.Mean < 0.01:
		return fmt.Sprintf("Nearly every delivery keeps its date: %s are late; %s", pct(l.late.Mean), tail)
	case l.late.Mean < 0.2 || l.late.Mean > 0.6: // "one in 1.2" is no figure of speech
		return fmt.Sprintf("%s of deliveries are late; %s", pct(l.late.Mean), tail)
	}
	return fmt.Sprintf("One delivery in %s is late (%s); %s", significant(1/l.late.Mean, 1), pct(l.late.Mean), tail)
}

// lateFigure draws the late deliveries by whole days late. Those on time stand
// in words: their bar would leave no room for the others.
func lateFigure(s subject) Figure {
	l := measureLateness(s)
	bars := l.days[min(1, len(l.days)):]
	top := 0.0
	for _, b := range bars {
		top = max(top, b.Mean)
		if known(b) {
			top = max(top, b.Hi)
		}
	}
	if top == 0 {
		top = 0.01
	}
	limit, ticks := valueAxis(1.05*top, 5, false, shareTick)
	onTime := "On time or early: nothing delivered"
	if l.total > 0 {
		onTime = "On time or early: " + pct(1-l.late.Mean)
		if known(l.late) {
			onTime += fmt.Sprintf(" (%s–%s)", pct(max(0, 1-l.late.Hi)), pct(min(1, 1-l.late.Lo)))
		}
	}

	p := s.page("days-late", l.sentence())
	p.subtitle = s.sub("Share of deliveries by days past the promised date" + s.sample("mean", "95% intervals") +
		fmt.Sprintf("; %s deliveries", count(round(l.total))))
	p.alt = fmt.Sprintf("Bars of the share of deliveries by days late. %s. Late on average by %s.", onTime, span(orZero(l.mean)*dayMS))
	p.w, p.bodyH = narrow, 225
	p.body = func(c draw.Canvas) {
		room := tickRoom(ticks)
		a := panel{Canvas: draw.Crop(c, room, 0, 30, -4), y1: limit}
		last := fmt.Sprintf("over %d", l.longest)
		at, end := lateSlots(len(bars), a.Max.X-a.Min.X, last)
		a.x1 = end
		a.yAxis(ticks)
		stroke(a.Canvas, edge, 0.7, nil, a.Min, pointAt(a.Max.X, a.Min.Y))
		half := min((a.X(1)-a.X(0))*0.36, 22)
		every := 1
		for _, every = range []int{1, 2, 5, 10, 20, 50, 100} {
			if vg.Length(every)*(a.X(1)-a.X(0)) >= tickStyle.width(fmt.Sprint(l.longest))+6 {
				break
			}
		}
		for i, b := range bars {
			x := a.X(at[i])
			fillRect(a.Canvas, blue, x-half, a.Min.Y, x+half, a.Y(b.Mean))
			if known(b) && b.Mean > 0 {
				a.upright(x, max(0, b.Lo), b.Hi, min(3, half))
			}
			day := i + 1
			name := fmt.Sprintf("day %d", day)
			if i == len(bars)-1 {
				name = last + " days"
			}
			hint(a.Canvas, x-half, a.Min.Y, x+half, a.Max.Y, name+": "+withRange(b, pct))
			switch {
			case i == len(bars)-1:
				put(a.Canvas, tickStyle, x, a.Min.Y-12, centre, last)
			case day == l.longest || day%every == 0 && day+every <= l.longest || day == 1 && every <= 10:
				put(a.Canvas, tickStyle, x, a.Min.Y-12, centre, fmt.Sprint(day))
			}
		}
		put(a.Canvas, tickStyle, a.Min.X, a.Min.Y-26, left, "Days late, begun days: 1 is up to one day")
		putMiddle(a.Canvas, labelStyle.in(blue), a.Max.X-2, a.Max.Y-9, right, elide(labelStyle, onTime, a.Max.X-a.Min.X-10))
	}
	return p.figure()
}

// lateSlots places n bars on an axis of a width, each a slot of length one. The
// last, which holds all later days, stands so far apart and so far from the
// end that its name has room beside its neighbour's.
func lateSlots(n int, width vg.Length, last string) (at []float64, end float64) {
	if n == 0 {
		return nil, 1
	}
	name := tickStyle.width(last)
	apart := name/2 + tickStyle.width(fmt.Sprint(n-1))/2 + 8
	at = make([]float64, n)
	end = float64(n)
	for range 20 { // slots narrow as the gaps grow: this settles in a few rounds
		slot := width / vg.Length(end)
		gap, tail := max(1, float64(apart/slot)), max(0.5, float64(name/2/slot))
		if n == 1 {
			gap = 0.5
		}
		end = max(0, float64(n-1)-0.5) + gap + tail
	}
	for i := range at {
		at[i] = float64(i) + 0.5
	}
	slot := width / vg.Length(end)
	at[n-1] = end - max(0.5, float64(name/2/slot))
	return at, end
}
