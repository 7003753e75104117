package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// quickInspection is the line that inspects returns.
type quickInspection struct {
	quickLine
	queue []returned
	head  int
	n     float64
}

// returned is parcels back at the firm, come in one hour.
type returned struct {
	hour   int
	m      mass
	repair bool
}

// inspect passes parcels on to refund or repair, and expects who will ask for it.
func (q *quick) inspect(f *quickFirm, b returned) {
	a := &f.after
	q.countMass(f, result.Returned, true, b.m)
	a.inspected += b.m.n
	a.toMakeGood += b.m.n
	waited := q.now - b.hour
	odds, then := &a.lateRefund, &a.refund
	if b.repair {
		odds, then = &a.lateRepair, &a.repair
	}
	then.put(b.m)
	late, asked, after := odds.of(waited)
	q.countMass(f, result.RefundsLate, true, b.m.times(late))
	if at := max(q.now+1, b.hour+after); at < len(a.raised) {
		a.raised[at].add(b.m.times(asked))
	}
	inWindow := q.inWindow(int(b.m.d / b.m.n))
	if b.repair || !inWindow && len(f.spans) == 0 {
		return
	}
	refund := float64(f.cfg.Returns.RefundAfter.Mean()) / float64(sim.Hour)
	within := below(f.cfg.Returns.RefundAfter, float64(7*sim.Day-sim.Time(waited)*sim.Hour))
	record := func(refunds *stats.Sketch, n float64, rest *fractions) {
		for i, h := range a.wayBack {
			rest.record(refunds, int64((h+float64(waited)+refund)*float64(sim.Hour)), n/8, 4+i)
		}
	}
	for i := range f.spans {
		o := &f.spans[i]
		if n := b.m.n * f.ordered(b.m, o); n > 0 {
			record(o.Refund, n, &o.rest)
			o.paid += n
			o.paidIn7d += n * within
		}
	}
	if !inWindow {
		return
	}
	record(f.money.refunds, b.m.n, &f.leadRest)
	cohort := int(b.m.d / b.m.n)
	f.money.margins += b.m.n * q.meanReturn(f, cohort, func(g *Category) float64 { return float64(g.margin()) })
	f.money.goods += b.m.n * q.meanReturn(f, cohort, func(g *Category) float64 { return float64(g.bought()) })
	f.money.paid += b.m.n
	f.money.paidIn7d += b.m.n * within
}

// meanReturn is the mean of a figure over the goods that are sent back for a
// refund: each category as often as its goods are regretted or found wanting.
func (q *quick) meanReturn(f *quickFirm, cohort int, of func(*Category) float64) float64 {
	often := func(g *Category) float64 {
		return float64(g.Regret) + float64(g.Faulty+g.Unlike)*(1-float64(g.Repair))
	}
	n := q.meanOf(f, cohort, often)
	if n == 0 {
		return 0
	}
	return q.meanOf(f, cohort, func(g *Category) float64 { return often(g) * of(g) }) / n
}

// lateOdds is the chance of a refund or repair to come after its limit, and of
// the consumer to have asked for it before it comes.
type lateOdds struct {
	work, ask rng.Dist
	limit     sim.Time
	known     map[int][3]float64
}

func (o *lateOdds) of(waited int) (late, asked float64, after int) {
	key := waited / 3
	if v, ok := o.known[key]; ok {
		return v[0], v[1], int(v[2])
	}
	left := float64(o.limit) - float64(sim.Time(key*3+1)*sim.Hour)
	const points = 48
	n, when := 0.0, 0.0
	for i := range points {
		w := o.work.Quantile((float64(i) + 0.5) / points)
		if w > left {
			late += 1. / points
		}
		for j := range points {
			if a := o.ask.Quantile((float64(j) + 0.5) / points); w > left+a {
				n++
				when += a
			}
		}
	}
	after = int(o.limit / sim.Hour)
	if n > 0 {
		after += int(when / n / float64(sim.Hour))
	}
	if o.known == nil {
		o.known = map[int][3]float64{}
	}
	o.known[key] = [3]float64{late, n / (points * points), float64(after)}
	return late, n / (points * points), after
}
