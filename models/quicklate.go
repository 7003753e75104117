package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// lateGroup is the parcels of a cohort and promised day that are not there when
// it has passed.
type lateGroup struct {
	cohort, extra int // extra: index of the firm's extra days
	due           int // hour
	before        float64
}

// arrivals is parcels of a cohort and promised day that come to the door in an hour.
type arrivals struct {
	cohort, extra int
	n, broken     float64
}

// deliver brings parcels of a cohort to the door.
func (q *quick) deliver(f *quickFirm, k *quickCarrier, region, cohort int, n float64) {
	e := f.ofRegion[region]
	f.open[cohort] -= n
	f.openBy[cohort][e] -= n
	for i := len(f.arrived) - 1; i >= 0; i-- {
		if a := &f.arrived[i]; a.cohort == cohort && a.extra == e {
			a.n += n
			a.broken += n * float64(k.cfg.Damaged)
			return
		}
	}
	f.arrived = append(f.arrived, arrivals{cohort, e, n, n * float64(k.cfg.Damaged)})
}

// book books the deliveries of an hour.
func (q *quick) book(f *quickFirm) {
	for i := range f.arrived {
		a := &f.arrived[i]
		q.count(f, result.Delivered, a.cohort, a.n)
		due := a.cohort + f.promise[a.cohort] + f.extra[a.extra] + 1 // its midnight has passed
		if q.day >= due {
			q.count(f, result.DeliveredLate, a.cohort, a.n)
		}
		f.deliveredToday(q.day, a.cohort, a.n)
		if q.inWindow(a.cohort) {
			late := sim.Time(0)
			if q.day >= due {
				late = sim.Time(q.now-due*24)*sim.Hour + sim.Hour/2
			}
			q.recordDelivery(f, a.cohort, a.n, late)
		}
		f.after.delivered(q, f, a)
	}
	f.arrived = f.arrived[:0]
}

// deliveredToday adds to a day's deliveries by cohort.
func (f *quickFirm) deliveredToday(day, cohort int, n float64) {
	list := f.deliveredOn[day]
	for i := range list {
		if list[i].cohort == cohort {
			list[i].n += n
			return
		}
	}
	f.deliveredOn[day] = append(list, cohortCount{cohort, n})
}

// openLate begins the late clocks of today's midnight.
func (q *quick) openLate(f *quickFirm) {
	if !f.goods() {
		return
	}
	for e, extra := range f.extra {
		for c := max(0, q.day-120); c < min(q.day, q.demand); c++ {
			if c+f.promise[c]+extra+1 == q.day && f.openBy[c][e] > 1e-6 {
				f.late = append(f.late, lateGroup{cohort: c, extra: e, due: q.now, before: f.openBy[c][e]})
			}
		}
	}
}

// hourOfLate is what those without their parcel do in an hour: ask, or complain.
func (q *quick) hourOfLate(f *quickFirm) {
	p := &q.sc.Consumers
	d := &f.desk
	minds := float64(p.MindDelay) * float64(p.Voice)
	open, gone, unshipped := 0.0, 0.0, 0.0
	kept := 0
	for i := range f.late {
		g := f.late[i]
		n := f.openBy[g.cohort][g.extra]
		open += g.before
		gone += max(0, g.before-n)
		if n < 1e-6 {
			continue
		}
		age := q.now - g.due
		if f.open[g.cohort] > 0 {
			unshipped += n * min(1, max(0, f.unshipped[g.cohort]/f.open[g.cohort]))
		}
		// Half of them have been unanswered by then whom the desk has not answered; their
		// tolerance is shorter.
		short := float64(p.AskWhere) * d.whereUnanswered() * d.askedBy(age)
		c := minds * ((1-short)*d.loses(age) + short*d.losesSooner(age))
		if c > 0 {
			x := n * c
			d.complain(problemLate, false, mass{x, x * float64(g.cohort)})
		}
		if x := n * float64(p.AskWhere) * d.asks(age) * (1 - minds*d.lost(age)); x > 0 {
			d.come(problemLate, 0, 0, mass{x, x * float64(g.cohort)})
		}
		g.before = n
		f.late[kept] = g
		kept++
	}
	f.late = f.late[:kept]
	f.lateOpen = open
	f.lateUnshipped = 0
	if open > 0 {
		d.keepLate(1 - min(1, gone/open))
		f.lateUnshipped = unshipped / open
	} else {
		d.keepLate(0)
	}
}

// buyersCancel takes orders back that have not left the warehouse, the oldest first.
func (q *quick) buyersCancel(f *quickFirm, n float64) {
	for i := range f.stores {
		w := &f.stores[i]
		out := func(c int, x float64) {
			q.count(f, result.CancelledBuyer, c, x)
			f.unshipped[c] -= x
			q.close(f, c, x)
			f.money.withdrawn += x
		}
		took := w.queue.withdraw(n*w.share, out)
		if rest := n*w.share - took; rest > 0 {
			w.unwave.withdraw(rest, out)
		}
	}
}

// close ends orders of a cohort that will not be delivered.
func (q *quick) close(f *quickFirm, cohort int, n float64) {
	if f.open[cohort] <= 0 {
		return
	}
	x := min(1, n/f.open[cohort])
	for e := range f.openBy[cohort] {
		f.openBy[cohort][e] -= f.openBy[cohort][e] * x
	}
	f.open[cohort] -= n
	if q.inWindow(cohort) {
		f.money.margins += n * q.meanOf(f, cohort, func(g *Category) float64 { return float64(g.margin()) })
	}
}

// shopCancels ends orders that the shop cannot pick, or has sold at a wrong price.
func (q *quick) shopCancels(f *quickFirm) {
	m, pay := f.oversold.take(), f.oversoldBy.take()
	if m.n == 0 {
		return
	}
	// Of the cohorts that still have any, in proportion.
	total, from := 0.0, max(0, q.day-30)
	for c := from; c <= q.day; c++ {
		total += f.unpickable[c]
	}
	for c := from; c <= q.day && total > 0; c++ {
		x := min(f.unpickable[c], m.n*f.unpickable[c]/total)
		if x == 0 {
			continue
		}
		q.count(f, result.CancelledShop, c, x)
		f.unpickable[c] -= x
		f.unshipped[c] -= x
		q.close(f, c, x)
		if q.inWindow(c) && f.cfg.Policy.OversellCompensation > 0 {
			f.money.compensation += pay.n * x / m.n
		}
	}
	raised := m
	if f.cfg.Policy.OversellCompensation > 0 {
		raised = m.times(1 - float64(f.cfg.Policy.CompensationEnds))
	}
	f.desk.raise(problemShop, raised.times(f.desk.acts[problemShop]))
}

// lostParcels declares parcels lost that have been astray for long enough.
func (q *quick) lostParcels(f *quickFirm) {
	for k, list := range f.strayed {
		i := 0
		for ; i < len(list) && list[i].due <= q.now; i++ {
			q.count(f, result.LostParcels, list[i].cohort, list[i].n)
			q.close(f, list[i].cohort, list[i].n)
			f.strayedN -= list[i].n
		}
		f.strayed[k] = list[i:]
	}
}

// recordDelivery books lead time and lateness of a delivery of the window.
func (q *quick) recordDelivery(f *quickFirm, cohort int, n float64, late sim.Time) {
	days := 0
	if late > 0 {
		days = int((late + sim.Day - 1) / sim.Day)
	}
	f.lateDays[min(days, len(f.lateDays)-1)] += n
	q.recordTimes(f, cohort, n, late, f.lead, f.lates, &f.leadRest)
	for i := range f.spans {
		if o := &f.spans[i]; o.Has(cohort) {
			q.recordTimes(f, cohort, n, late, o.Lead, o.Late, &o.rest)
		}
	}
}

func (q *quick) recordTimes(f *quickFirm, cohort int, n float64, late sim.Time, leads, lates *stats.Sketch, rest *fractions) {
	if late > 0 {
		rest.record(lates, int64(late), n, 0)
	}
	for i, third := range f.clock[cohort].thirds() {
		lead := float64(q.now) + 0.5 - float64(cohort*24) - third.at
		rest.record(leads, int64(max(0, lead)*float64(sim.Hour)), n*third.share, 1+i)
	}
}

// third is a part of a day's orders and their mean time of day, in hours.
type third struct{ share, at float64 }

// thirds of the orders of a cohort, from the first to the last.
func (p *placedClock) thirds() [3]third {
	total := sum(p.byHour[:])
	if total == 0 {
		return [3]third{}
	}
	if p.total == total {
		return p.parts
	}
	p.total, p.parts = total, [3]third{}
	before := 0.0
	for h, x := range p.byHour {
		for k := range p.parts {
			a, b := total/3*float64(k), total/3*float64(k+1)
			in := min(before+x, b) - max(before, a)
			if in > 0 {
				p.parts[k].share += in / total
				p.parts[k].at += in * (float64(h) + 0.5)
			}
		}
		before += x
	}
	for k := range p.parts {
		if part := &p.parts[k]; part.share > 0 {
			part.at /= part.share * total
		}
	}
	return p.parts
}
