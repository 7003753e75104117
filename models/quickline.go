package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// quickLine is the day book of a line.
type quickLine struct {
	capacity []float64 // work of each hour
	days     []result.LineDay
	entered  float64
	left     float64
	rest     [2]float64 // rounding of entered and left
	offered  float64
}

func (q *quick) newLine(s flow.Schedule) quickLine {
	l := quickLine{capacity: make([]float64, q.days*24), days: make([]result.LineDay, 0, q.days)}
	for h := range l.capacity {
		at := sim.Time(h) * sim.Hour
		l.capacity[h] = s.Integral(at, at+sim.Hour) / float64(sim.Minute)
	}
	return l
}

// close books a day.
func (l *quickLine) close(queue, workPerParcel float64) {
	l.days = append(l.days, result.LineDay{
		Capacity: l.offered / workPerParcel, Entered: whole(l.entered, &l.rest[0]), Left: whole(l.left, &l.rest[1]), Queue: int64(math.Round(queue)),
	})
	l.entered, l.left, l.offered = 0, 0, 0
}

// whole is a number of things, what is cut off carried to the next call.
func whole(x float64, rest *float64) int64 {
	x += *rest
	n := math.Floor(x + 1e-6)
	*rest = x - n
	return int64(n)
}

// quickWarehouse is one warehouse of a firm.
type quickWarehouse struct {
	quickLine
	cfg    *Warehouse
	share  float64
	unwave fifo
	queue  fifo
	packed fifo // until the pickup
}

func (w *quickWarehouse) arrive(hour, cohort int, n, work float64) {
	if len(w.cfg.Waves) > 0 {
		w.unwave.push(cohort, hour, n, work)
		return
	}
	w.entered += n
	w.queue.push(cohort, hour, n, work)
}

// pack is an hour of the firm's warehouses and the pickups in it.
func (q *quick) pack(f *quickFirm) {
	q.shopCancels(f)
	clock := sim.Time(q.now%24) * sim.Hour
	for i := range f.stores {
		w := &f.stores[i]
		for _, t := range w.cfg.Waves {
			if t := sim.Time(t) % sim.Day; t >= clock && t < clock+sim.Hour {
				w.unwave.serve(math.Inf(1), func(b batch) {
					w.entered += b.n
					w.queue.push(int(b.cohort), int(b.hour), b.n, b.work)
				})
			}
		}
		capacity := w.capacity[q.now]
		w.offered += capacity
		work := min(capacity, w.queue.work)
		done := 0.0
		pack := func(part float64) {
			w.queue.serve(work*part, func(b batch) {
				done += b.n
				q.count(f, result.Packed, int(b.cohort), b.n)
				f.unshipped[b.cohort] -= b.n
				w.packed.push(int(b.cohort), int(b.hour), b.n, b.n)
			})
		}
		from := 0.0
		for _, p := range w.cfg.Pickups {
			t := sim.Time(p) % sim.Day // 24:00 is the next day's 00:00
			if t < clock || t >= clock+sim.Hour {
				continue
			}
			at := float64(t-clock) / float64(sim.Hour)
			pack(at - from)
			from = at
			q.pickUp(f, w, at)
		}
		if from < 1 {
			pack(1 - from)
		}
		w.left += done
	}
}

// pickUp hands what is packed to the carriers, at a part of the hour.
func (q *quick) pickUp(f *quickFirm, w *quickWarehouse, part float64) {
	limit := float64(q.now) + part - float64(f.cfg.Shipping.ShipBy)/float64(sim.Hour)
	w.packed.serve(math.Inf(1), func(b batch) {
		c := int(b.cohort)
		q.count(f, result.Shipped, c, b.n)
		if late := b.n * max(0, min(1, limit-float64(b.hour))); late > 0 {
			q.count(f, result.ShippedLate, c, late)
			if share := f.cfg.Policy.LateShipCompensation; share > 0 && q.inWindow(c) {
				f.money.compensation += late * q.meanOf(f, c, func(g *Category) float64 {
					return float64(min(Money(float64(g.Value)*float64(share)), f.cfg.Policy.LateShipCap))
				})
			}
		}
		if q.inWindow(c) {
			f.money.items += b.n * q.meanOf(f, c, func(g *Category) float64 { return g.Items })
		}
		for i, share := range f.contracts {
			if share == 0 {
				continue
			}
			k := &q.carriers[i]
			if q.inWindow(c) {
				f.money.freight += b.n * share * float64(k.cfg.Price)
			}
			k.hubIn += b.n * share
			k.hub.entered += b.n * share
			k.hubQueue[f.index].push(c, q.now, b.n*share, b.n*share)
		}
	})
}

// meanOf a figure of the categories over the orders of a cohort.
func (q *quick) meanOf(f *quickFirm, cohort int, of func(*Category) float64) float64 {
	n, t := 0.0, 0.0
	for i, x := range f.mix[cohort] {
		n += x
		t += x * of(&f.cfg.Demand.Categories[i])
	}
	if n == 0 {
		return 0
	}
	return t / n
}
