package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
)

// ticket is contacts in writing that came in one hour.
type ticket struct {
	hour, kind int
	m          mass
}

// serveTickets is an hour of contacts in writing: a fluid queue, the first
// priority first, in it the first come.
func (q *quick) serveTickets(f *quickFirm, p *quickPool) float64 {
	for _, i := range p.used {
		kind := i / p.attempts
		c := p.classOf(kind)
		p.queue[c] = append(p.queue[c], ticket{q.now, kind, p.in[i]})
		p.in[i] = mass{}
	}
	p.used = p.used[:0]
	left := p.hour.capacity
	could, decided := left, 0.0
	// Cases of the authority before all else.
	p.hour.offered += p.referredIn
	p.hour.fresh += p.referredIn
	p.referredWaiting += p.referredIn
	p.referredIn = 0
	if w := p.handle[askComplaint]; p.referredWaiting > 0 && w > 0 && left > 0 {
		n := min(p.referredWaiting, left/w)
		p.referredWaiting -= n
		left -= n * w
		p.hour.answered += n
		p.hour.within += n
	}
	within := float64(p.cfg.AnswerWithin) / float64(sim.Hour)
	stay := math.Exp(-p.theta)
	for c := range p.queue {
		queue := p.queue[c]
		kept := 0
		for _, t := range queue {
			age := float64(q.now - t.hour)
			k := &p.kinds[t.kind]
			if k.complaint && age > p.limit || !k.complaint && age > 0 && p.theta > 0 {
				gone := t.m
				if !k.complaint {
					gone = t.m.times(1 - stay)
				}
				t.m.n, t.m.d = t.m.n-gone.n, t.m.d-gone.d
				p.hour.abandoned += gone.n
				p.hour.waitAbandoned += gone.n * age
				q.countMass(f, result.Unanswered, k.byDelivery, gone)
				decided += q.unanswered(f, t.kind, gone)
				if t.m.n <= 1e-12 {
					continue
				}
			}
			if w := p.work(t.kind); left > 0 {
				n := min(t.m.n, left/w)
				x := n / t.m.n
				left -= n * w
				served := t.m.times(x)
				t.m = t.m.times(1 - x)
				p.hour.answered += n
				p.hour.waitSum += n * age
				if age <= within {
					p.hour.within += n
				}
				p.histograms(q, func(w *waits) { w.add(age*3600, n) })
				decided += q.answered(f, t.kind, served)
			}
			if t.m.n > 1e-12 {
				queue[kept] = t
				kept++
			}
		}
		p.queue[c] = queue[:kept]
	}
	if could > 0 { // slow heads are busy as long as it takes them
		p.hour.busy = (could - max(0, left)) / could * p.hour.staffed
	}
	return decided
}
