package models

import (
	"math"

	"peakready/sim"
	"peakready/sim/rng"
)

// kernel is the share of a flow, spread over an hour, that comes in the hours
// after it: the law of a delay at 2,048 equal steps of probability.
func (q *quick) kernel(d rng.Dist) []float64 {
	if w, ok := q.kernels[d]; ok {
		return w
	}
	w := q.hoursOf(d, 0, float64(q.days)*float64(sim.Day), 1)
	q.kernels[d] = w
	return w
}

// hoursOf is a kernel of the part of a law that lies in (from, to], or [0, to];
// the flow came in the hours of a number that end with the present one.
func (q *quick) hoursOf(d rng.Dist, from, to float64, hours int) []float64 {
	w := make([]float64, 1, 256)
	const points, golden = 2048, 0.6180339887498949
	for i := range points {
		x := d.Quantile((float64(i) + 0.5) / points)
		if x > to || x <= from && from > 0 {
			continue
		}
		_, within := math.Modf(float64(i) * golden)
		j := int(max(0, x/float64(sim.Hour)+1-float64(hours)*(1-within)))
		for len(w) <= j {
			w = append(w, 0)
		}
		w[j] += 1. / points
	}
	return w
}

// below is the probability of at most x, in ms, by the quantiles.
func below(d rng.Dist, x float64) float64 {
	if x < 0 {
		return 0
	}
	lo, hi := 0.0, 1.0
	for range 30 {
		if mid := (lo + hi) / 2; d.Quantile(mid) <= x {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// delay holds a flow back by a law; what enters in an hour leaves in the next at
// the earliest. An exponential law is a compartment, any other a ring of hours.
type delay struct {
	exponential bool
	first, rate float64 // shares that leave in the next hour, and of the rest in each after
	next, later mass
	stock       mass
	live        bool // something has been put in

	w      []float64
	ring   []mass
	at     int
	coarse bool // later is put into the ring once in coarseHours
	waited int
	rest   float64 // share that comes out after the end of the run
	beyond mass    // of what was put in
}

func (q *quick) newDelay(d rng.Dist) delay {
	mean := d.Mean() / float64(sim.Hour)
	if near := func(u, x float64) bool {
		return math.Abs(d.Quantile(u)/float64(sim.Hour)-mean*x) <= 1e-6*mean
	}; !math.IsInf(mean, 1) && mean > 0 && near(0.5, math.Ln2) && near(0.9, math.Ln10) {
		left := math.Exp(-1 / mean) // of those inside, after an hour
		// Spread over their first hour, mean (1-left) are still there at its end.
		return delay{exponential: true, first: 1 - mean*(1-left)*left, rate: 1 - left}
	}
	w := q.kernel(d)
	rest := max(0, 1-sum(w))
	if len(w) > coarseFrom {
		if w = q.coarse[d]; w == nil {
			w = q.hoursOf(d, 0, float64(q.days)*float64(sim.Day), coarseHours)
			q.coarse[d] = w
		}
		return delay{w: w, ring: make([]mass, max(2, len(w)+1)), coarse: true, rest: rest}
	}
	return delay{w: w, ring: make([]mass, max(2, len(w)+1)), rest: rest}
}

// A delay of days is filled a few hours at a time.
const (
	coarseFrom  = 72
	coarseHours = 4
)

// put takes a flow in during this hour.
func (d *delay) put(m mass) {
	if m.n == 0 {
		return
	}
	d.live = true
	if d.exponential {
		d.next.add(m.times(d.first))
		d.later.add(m.times(1 - d.first))
		return
	}
	if d.coarse {
		d.later.add(m)
		return
	}
	d.spread(m)
}

func (d *delay) spread(m mass) {
	d.beyond.add(m.times(d.rest))
	n := len(d.ring)
	for j, w := range d.w {
		if w == 0 {
			continue
		}
		i := d.at + max(j, 1)
		if i >= n {
			i -= n
		}
		d.ring[i].add(m.times(w))
	}
}

// begin takes a flow in that starts at the beginning of this hour, before take.
func (d *delay) begin(m mass) {
	d.live = true
	if d.exponential {
		d.stock.add(m)
		return
	}
	d.beyond.add(m.times(d.rest))
	for j, w := range d.w {
		d.ring[(d.at+1+j)%len(d.ring)].add(m.times(w))
	}
}

// take gives what leaves in this hour; once an hour, before anything is put.
func (d *delay) take() mass {
	if !d.live {
		return mass{}
	}
	if d.exponential {
		out := d.stock.times(d.rate)
		out.add(d.next)
		d.stock = d.stock.times(1 - d.rate)
		d.stock.add(d.later)
		d.next, d.later = mass{}, mass{}
		return out
	}
	if d.coarse && d.later.n != 0 {
		if d.waited++; d.waited == coarseHours {
			d.spread(d.later)
			d.later, d.waited = mass{}, 0
		}
	}
	if d.at++; d.at == len(d.ring) {
		d.at = 0
	}
	out := d.ring[d.at]
	d.ring[d.at] = mass{}
	return out
}

// inside is all that is held back.
func (d *delay) inside() mass {
	m := d.stock
	m.add(d.next)
	m.add(d.later)
	m.add(d.beyond)
	for _, r := range d.ring {
		m.add(r)
	}
	return m
}

// keep lets the share x of what is inside stay.
func (d *delay) keep(x float64) {
	if !d.live || x == 1 {
		return
	}
	d.stock, d.next, d.later, d.beyond = d.stock.times(x), d.next.times(x), d.later.times(x), d.beyond.times(x)
	for i := range d.ring {
		if d.ring[i].n != 0 {
			d.ring[i] = d.ring[i].times(x)
		}
	}
}
