package plots

import (
	"fmt"

	"peakready/models/result"
)

// backlog is what waits at the end of each simulated day, warm-up and drain
// included, in one line or in several added up.
type backlog struct {
	run      *result.Run
	queue    band      // parcels, over the replications
	capacity []float64 // median over the replications, parcels a day
}

func backlogOf(run *result.Run, lines []int) backlog {
	total := func(f func(result.LineDay) float64) band {
		return across(run, run.NDays, func(t *result.Trial, day int) (sum float64) {
			for _, l := range lines {
				sum += f(t.Lines[l].Days[day])
			}
			return sum
		})
	}
	return backlog{
		run:      run,
		queue:    total(func(d result.LineDay) float64 { return float64(d.Queue) }),
		capacity: total(func(d result.LineDay) float64 { return d.Capacity }).mid,
	}
}

// ordinary is the usual work of a day of the window, parcels.
func (b backlog) ordinary() float64 { return ordinary(b.capacity[b.run.From : b.run.To+1]) }

// week is the span over which the plan's capacity is averaged, days: it holds
// every weekday once, so that a line which rests on Sundays is not thought to
// stand still on Saturday night.
const week = 7

// work is the capacity that the plan has for what waits when a day ends: the
// mean of the seven days that follow, or the ordinary one where the line rests
// for all of them. Parcels a day.
func (b backlog) work(day int) float64 {
	next := b.capacity[min(day+1, len(b.capacity)):min(day+1+week, len(b.capacity))]
	if sum := sumOf(next); sum > 0 {
		return sum / float64(len(next))
	}
	return b.ordinary()
}

// days gives the backlog of each day of the window in days of work.
func (b backlog) days() band {
	n := windowDays(b.run)
	out := band{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i := range n {
		day := b.run.From + i
		work := b.work(day)
		out.lo[i], out.mid[i], out.hi[i] = b.queue.lo[day]/work, b.queue.mid[day]/work, b.queue.hi[day]/work
	}
	return out
}

// usual is what a line holds at midnight on ordinary days, for some hold work
// overnight by design: the median of the four weeks before a day, or of as
// many days as there are, parcels.
func (b backlog) usual(day int) float64 {
	if day == 0 {
		return 0
	}
	return median(b.queue.mid[max(0, day-28):day])
}

// lag is the time, days, within which a busy day is felt further down the
// line: the last mile gets its parcels when the warehouse has packed them.
const lag = 14

// clearing says how a backlog ends.
type clearing struct {
	days  int  // from the busiest day to the first midnight that is ordinary again
	ended bool // within the window
}

// clears follows the backlog that a busy day (counted since the start) leaves,
// from the first midnight on which the queue is above the ordinary until it is
// back there. Ordinary is up to a tenth of a day's work over what the line
// usually holds.
func (b backlog) clears(busiest int) clearing {
	calm := b.usual(busiest) + b.ordinary()/10
	begun := busiest
	for begun <= b.run.To && b.queue.mid[begun] <= calm {
		begun++
	}
	if begun > min(busiest+lag, b.run.To) {
		return clearing{0, true}
	}
	for d := begun; d <= b.run.To; d++ {
		if b.queue.mid[d] <= calm {
			return clearing{d - busiest, true}
		}
	}
	return clearing{b.run.To + 1 - busiest, false}
}

// words say what becomes of the backlog of the line named before.
func (c clearing) words(run *result.Run) string {
	switch {
	case !c.ended:
		return fmt.Sprintf("its backlog is not cleared by %s", dayMonth(date(run.Start, run.To)))
	case c.days == 0:
		return "its backlog is cleared the same day"
	}
	return fmt.Sprintf("its backlog takes %s to clear", plural(c.days, "day", "days"))
}
