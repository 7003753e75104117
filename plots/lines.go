package plots

import "peakready/models/result"

// Kinds of lines, as result.LineHead names them.
const (
	warehouse  = "warehouse"
	hub        = "hub"
	station    = "station"
	inspection = "inspection"
)

// group is all lines of a kind that a firm's orders pass, its own and shared
// ones, added up for each day of the window.
type group struct {
	lines    []int
	shared   bool      // with other firms of the run
	capacity []float64 // median over replications, parcels a day
	entered  []float64 // median, parcels a day
	waiting  backlog
}

// groupOf adds the lines of a kind up; without such a line ok is false.
func groupOf(run *result.Run, firm int, kind string) (g group, ok bool) {
	for i, l := range run.Lines {
		if l.Kind == kind && (l.Firm == firm || l.Firm < 0) {
			g.lines = append(g.lines, i)
			g.shared = g.shared || l.Firm < 0 && len(run.Firms) > 1
		}
	}
	if len(g.lines) == 0 {
		return group{}, false
	}
	total := func(f func(result.LineDay) float64) band {
		return daily(run, func(t *result.Trial, day int) (sum float64) {
			for _, l := range g.lines {
				sum += f(t.Lines[l].Days[day])
			}
			return sum
		})
	}
	g.capacity = total(func(d result.LineDay) float64 { return d.Capacity }).mid
	g.entered = total(func(d result.LineDay) float64 { return float64(d.Entered) }).mid
	g.waiting = backlogOf(run, g.lines)
	return g, true
}

// pressure is the greatest ratio of parcels entered to capacity over spans of
// three days that begin in [from, to]: a station that rests on Sundays is not
// overloaded on Mondays. It gives the first day of that span.
func (g group) pressure(from, to int) (worst float64, day int) {
	day = from
	for d := from; d <= min(to, len(g.entered)-1); d++ {
		var in, room float64
		for i := d; i < min(d+3, len(g.entered)); i++ {
			in += g.entered[i]
			room += g.capacity[i]
		}
		if r := in / room; room > 0 && r > worst {
			worst, day = r, d
		}
	}
	return worst, day
}

// ordinary is the usual work of a day: the median capacity of the days on
// which the line works at all, parcels.
func ordinary(capacity []float64) float64 {
	var working []float64
	for _, c := range capacity {
		if c > 0 {
			working = append(working, c)
		}
	}
	if len(working) == 0 {
		return 0
	}
	return median(working)
}
