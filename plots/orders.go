package plots

import (
	"fmt"
	"math"
	"slices"

	"peakready/models/result"

	"gonum.org/v1/plot/vg/draw"
)

// flowing is what the figure of orders against capacity shows of one firm.
type flowing struct {
	run                       *result.Run
	firm                      int
	placed, packed, delivered band
	house, mile               group
	hasHouse, hasMile         bool
}

func measureFlow(run *result.Run, firm int) flowing {
	of := func(k result.Counter) band {
		return daily(run, func(t *result.Trial, day int) float64 { return float64(t.Firms[firm].Days[day][k]) })
	}
	f := flowing{run: run, firm: firm, placed: of(result.Placed), packed: of(result.Packed), delivered: of(result.Delivered)}
	f.house, f.hasHouse = groupOf(run, firm, warehouse)
	f.mile, f.hasMile = groupOf(run, firm, station)
	return f
}

// sentence says whether the busiest day exceeds what warehouse and last mile
// can do, by how much, and how long the backlog stays.
func (f flowing) sentence() string {
	i := f.placed.peak()
	most, on := f.placed.mid[i], when(f.run, f.run.From+i)
	if f.hasHouse && most > f.house.capacity[i] {
		if f.house.capacity[i] == 0 {
			return fmt.Sprintf("The warehouse rests on the busiest day (%s, %s orders); %s", on, count(most), f.clearing(f.house))
		}
		return fmt.Sprintf("Orders on the busiest day (%s) are %s times what the warehouse can pack; %s",
			on, times(most/f.house.capacity[i]), f.clearing(f.house))
	}
	if f.hasMile {
		if p, day := f.mile.pressure(i, i+10); p > 1 {
			return fmt.Sprintf("The warehouse keeps up with the busiest day (%s), but from %s the last mile receives %s times its capacity; %s",
				on, dayMonth(date(f.run.Start, f.run.From+day)), times(p), f.clearing(f.mile))
		}
	}
	if f.hasHouse {
		return fmt.Sprintf("Capacity covers the busiest day (%s): %s orders against %s that the warehouse can pack",
			on, count(most), count(f.house.capacity[i]))
	}
	return fmt.Sprintf("Orders peak at %s a day (%s)", count(most), on)
}

// clearing says when the backlog of the line that the sentence names is gone.
func (f flowing) clearing(g group) string {
	return g.waiting.clears(f.run.From + f.placed.peak()).words(f.run)
}

// ordersFigure draws orders placed, packed and delivered a day against the
// capacities that they meet.
func ordersFigure(s subject) Figure {
	f := measureFlow(s.run, s.firm)
	most := max(f.placed.top(), f.packed.top(), f.delivered.top())
	// A capacity far above the orders would flatten them: it is named, not drawn.
	limit, ticks := valueAxis(math.Max(1.05*most, math.Min(2*most, f.capacityTop())), 5, true, countTick)

	last := windowDays(s.run) - 1
	labels := []endLabel{
		{"Delivered", pink, f.delivered.mid[last]},
		{"Packed", green, f.packed.mid[last]},
		{"Placed", blue, f.placed.mid[last]},
	}
	capacityLabel := func(name string, capacity []float64) endLabel {
		usual := ordinary(capacity)
		text := name + " " + count(usual)
		if usual > limit {
			return endLabel{text + " ↑", vermilion, limit}
		}
		return endLabel{text, vermilion, capacity[last]}
	}
	drawMile := f.hasMile && !f.mile.shared
	if f.hasHouse {
		labels = append(labels, capacityLabel("Warehouse", f.house.capacity))
	}
	if drawMile {
		labels = append(labels, capacityLabel("Last mile", f.mile.capacity))
	}
	o := over{run: s.run, left: tickRoom(ticks), gutter: gutterFor(labels, 130), foot: dateFoot}
	i := f.placed.peak()
	remark := fmt.Sprintf("%s orders on %s%s", count(f.placed.mid[i]), dayMonth(date(s.run.Start, s.run.From+i)), s.ends(f.placed.lo[i], f.placed.hi[i]))

	p := s.page("orders", f.sentence())
	p.subtitle = s.sub("Orders a day" + s.spread() + "; capacity in parcels a day: warehouse dashed, last-mile stations dotted")
	if f.hasMile && f.mile.shared {
		p.subtitle = s.sub("Orders a day" + s.spread() + "; warehouse capacity dashed; the last mile, shared by firms, is not drawn")
	}
	p.alt = fmt.Sprintf("Curves of orders placed, packed and delivered a day over %s. %s.", s.window(), remark)
	p.w, p.bodyH = wide, 250
	p.body = func(c draw.Canvas) {
		a := o.panel(c, limit, ticks, true, true)
		xs := o.xs()
		for _, curve := range []struct {
			b band
			l endLabel
		}{{f.delivered, labels[0]}, {f.packed, labels[1]}, {f.placed, labels[2]}} {
			a.area(xs, curve.b.lo, curve.b.hi, alpha(curve.l.color, 46))
		}
		if f.hasHouse {
			a.steps(s.run.From, f.house.capacity, vermilion, 1.3, dashed)
		}
		if drawMile {
			a.steps(s.run.From, f.mile.capacity, vermilion, 1.3, dotted)
		}
		a.line(xs, f.delivered.mid, pink, 1.5, nil)
		a.line(xs, f.placed.mid, blue, 1.8, nil)
		a.line(xs, f.packed.mid, green, 1.8, striped) // on top: what is placed shows between the stripes while the warehouse keeps up
		a.dot(xs[i], f.placed.mid[i], blue)
		a.remark(xs[i], f.placed.mid[i], remark)
		a.endLabels(labels, o.gutter, 0)
		a.hints(s.run.From, len(xs), func(i int) string {
			return fmt.Sprintf("%s: %s placed%s, %s packed, %s delivered", dayMonth(date(s.run.Start, s.run.From+i)),
				count(f.placed.mid[i]), s.ends(f.placed.lo[i], f.placed.hi[i]), count(f.packed.mid[i]), count(f.delivered.mid[i]))
		})
	}
	return p.figure()
}

// capacityTop is the greatest finite capacity that is drawn.
func (f flowing) capacityTop() float64 {
	top := 0.0
	if f.hasHouse {
		top = max(top, slices.Max(f.house.capacity))
	}
	if f.hasMile && !f.mile.shared {
		top = max(top, slices.Max(f.mile.capacity))
	}
	return 1.05 * top
}
