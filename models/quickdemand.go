package models

import (
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// quickSource is one stream of intentions.
type quickSource struct {
	source
	came    [60]int64 // of this hour's minutes
	n       float64   // of this hour
	waiting float64   // deposits whose balance is not due yet

	// Counts of Poisson minutes with one mean: P(X <= k) from 0 on.
	mean float64
	cum  []float64
}

// hour counts the intentions of an hour: to the last one, those that the exact
// engine meets (source.open).
func (s *quickSource) hour(key rng.Key, hour int) {
	s.n = 0
	day, from := hour/24, hour%24*60
	for i := range s.came {
		n := int64(0)
		if mean := s.expected(day, from+i); mean > 0 && s.even {
			n = s.evenly(mean)
		} else if mean > 0 {
			n = s.poisson(key.Entity(s.minutes, s.start+uint64(hour)*60+uint64(i)).U(drawCount), mean)
		}
		s.came[i] = n
		s.n += float64(n)
	}
}

// poisson is rng.Poisson, with the sums of one mean kept: the minutes of an hour
// have the same. It adds the same numbers in the same order, so that the counts
// are the same.
func (s *quickSource) poisson(u, mean float64) int64 {
	if mean > 100 || u >= 1-1.0/1024 { // where rng.Poisson works from above
		return rng.Poisson(u, mean)
	}
	if mean != s.mean {
		s.mean = mean
		s.cum = s.cum[:0]
		p := math.Exp(-mean)
		sum := p
		s.cum = append(s.cum, sum)
		for k := 1.0; sum < 1-1.0/1024; k++ {
			p *= mean / k
			sum += p
			s.cum = append(s.cum, sum)
		}
	}
	lo, hi := 0, len(s.cum) // the first that reaches u
	for lo < hi {
		if mid := (lo + hi) / 2; s.cum[mid] < u {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return int64(lo)
}

// hourOf is a firm's hour up to the pickup: intentions, questions and all other
// contacts, checkout, stock, warehouse.
func (q *quick) hourOf(f *quickFirm) {
	f.lateGone = 0
	f.moves = q.movesOf(f.realm)
	asking := 0.0
	ask := f.ask[:0]
	for i := range f.sources {
		s := &f.sources[i]
		if q.day >= q.demand {
			s.n = 0
			ask = append(ask, 0)
			continue
		}
		s.hour(q.key, q.now)
		if s.kind == sourceContacts {
			if s.n > 0 {
				m := mass{s.n, s.n * float64(q.day)}
				q.countMass(f, result.Contacts, false, m)
				f.desk.direct(s.pool, s.reason, m)
			}
			ask = append(ask, 0)
			continue
		}
		q.count(f, result.Intentions, q.cohortOf(s), s.n)
		f.undecided += s.n
		n := f.moves.of(moveAsks, s.orders, s.n, float64(s.goods.Question))
		ask = append(ask, n)
		asking += n
	}
	f.ask = ask
	var halves [2]float64
	if asking > 0 {
		for i := range f.sources {
			s := &f.sources[i]
			if ask[i] == 0 {
				continue
			}
			for m, n := range s.came {
				halves[m/30] += float64(n) / s.n * ask[i] / asking
			}
		}
		f.lastAsk = f.lastAsk[:0]
		for _, n := range ask {
			f.lastAsk = append(f.lastAsk, n/asking)
		}
	} else {
		halves = [2]float64{0.5, 0.5}
	}
	decided := q.hourOfDesk(f, mass{asking, asking * float64(q.day)}, halves)
	if !f.goods() {
		return
	}
	at := f.till[:0] // by source
	var atMinute [60]float64
	for i := range f.sources {
		s := &f.sources[i]
		at = append(at, 0)
		if s.kind == sourceContacts {
			continue
		}
		n := s.n - ask[i]
		if len(f.lastAsk) > i {
			n += decided * f.lastAsk[i]
		}
		if s.kind == sourceDeposits {
			unpaid := f.moves.of(moveUnpaid, s.orders, n, float64(f.cfg.Demand.Double11.Unpaid))
			q.lost(f, s, result.LostDeposit, unpaid)
			s.waiting += n - unpaid
			n = 0
			if q.day >= s.payDay && s.waiting > 0 { // exponential after the midnight of the balance
				left := math.Exp(-float64(sim.Hour) / float64(max(1, f.cfg.Demand.Double11.BalanceTime)))
				n = s.waiting * (1 - left)
				s.waiting -= n
				tau := float64(max(1, f.cfg.Demand.Double11.BalanceTime)) / float64(sim.Minute)
				for m := range 60 {
					x := float64(m)
					atMinute[m] += n * (math.Exp(-x/tau) - math.Exp(-(x+1)/tau)) / (1 - left)
				}
			}
		} else if s.n > 0 {
			for m, k := range s.came {
				atMinute[m] += n * float64(k) / s.n
			}
		} else {
			for m := range atMinute {
				atMinute[m] += n / 60
			}
		}
		at[i] = n
	}
	f.till = at
	through := f.gate(atMinute[:], &f.atTill)
	for i := range f.sources {
		if s := &f.sources[i]; at[i] > 0 {
			q.lost(f, s, result.LostCheckout, at[i]*(1-through))
			q.sell(f, s, at[i]*through, max(through, 1e-9))
		}
	}
	q.pack(f)
}

// cohortOf is the day of a source's orders of this hour.
func (q *quick) cohortOf(s *quickSource) int {
	if s.kind == sourceDeposits {
		return s.payDay
	}
	return q.day
}

func (q *quick) lost(f *quickFirm, s *quickSource, c result.Counter, n float64) {
	q.count(f, c, q.cohortOf(s), n)
	f.undecided -= n
	if q.inWindow(q.cohortOf(s)) {
		f.money.lostMargin += n * float64(s.goods.Value) * float64(s.goods.Margin)
	}
}

// gate is the checkout, minute by minute as a fluid: the share of an hour's
// buyers that gets through. queue is those who wait and will stay.
func (f *quickFirm) gate(at []float64, queue *float64) float64 {
	capacity := float64(f.cfg.Storefront.Capacity) / 1440 // a minute
	if slices.Max(at) <= capacity && *queue == 0 {
		return 1
	}
	came, lost := 0.0, 0.0
	for _, n := range at {
		came += n
		if room := float64(f.cfg.Storefront.Room); room > 0 {
			refused := max(0, min(n, *queue+max(0, n-1)-capacity-room))
			lost += refused
			n -= refused
		}
		// Those who would wait longer than their patience leave, and cost no turn. The
		// wait is that of the minute's middle, and of those before alone: a buyer who
		// finds the checkout idle passes at once, however long a turn is.
		stay := n
		for range 3 {
			after := max(0, *queue+max(0, stay-1)-capacity)
			wait := (*queue + after) / 2 / capacity * float64(sim.Minute)
			stay = n * (1 - below(f.cfg.Storefront.Patience, wait))
			if wait == 0 {
				stay = n
			}
		}
		lost += n - stay
		*queue = max(0, *queue+stay-capacity)
	}
	if came == 0 {
		return 1
	}
	return 1 - lost/came
}

// sell takes goods for orders of a source that are through the checkout, and
// places them.
func (q *quick) sell(f *quickFirm, s *quickSource, n, through float64) {
	h, oversold := q.now%24, 0.0
	if s.kind == sourceOrders {
		sh := &f.shelves[s.category]
		if s.n > 0 { // for tomorrow's forecast of the shelf
			sh.kept += (min(1, n/s.n/through) - sh.kept) * 0.05
		}
		q.lost(f, s, result.LostSoldOut, n*sh.soldOut[h])
		oversold = n * sh.oversold[h]
		n *= 1 - sh.soldOut[h]
	}
	cohort := q.cohortOf(s)
	q.count(f, result.Placed, cohort, n)
	f.undecided -= n
	f.placedHours[q.now] += n
	f.clock[cohort].byHour[h] += n
	f.placed[cohort] += n
	f.open[cohort] += n
	f.unshipped[cohort] += n
	for e, share := range f.share {
		f.openBy[cohort][e] += n * share
	}
	f.mix[cohort][s.category] += n
	placed := func(c result.Counter, p problem, x float64) {
		q.count(f, c, cohort, x)
		if p != noProblem {
			f.desk.raise(p, mass{x, x * float64(cohort)}.times(f.desk.acts[p]))
		}
	}
	placed(result.PaymentTrouble, problemPayment, f.moves.of(movePays, s.orders, n, float64(f.cfg.Storefront.PaymentTrouble)))
	if f.promo[cohort] {
		x := f.moves.of(moveBroken, s.orders, n, float64(f.cfg.Policy.BrokenPromises))
		q.count(f, result.Broken, cohort, x)
		f.after.broken.put(mass{x, x * float64(cohort)})
	}
	mispriced := f.moves.of(movePrice, s.orders, n-oversold, float64(f.cfg.Stock.PriceErrors))
	q.count(f, result.PriceErrors, cohort, mispriced)
	q.count(f, result.Oversold, cohort, oversold)
	if x := oversold + mispriced; x > 0 {
		f.unpickable[cohort] += x
		f.oversold.put(mass{x, x * float64(cohort)})
		pay := min(Money(float64(s.goods.Value)*float64(f.cfg.Policy.OversellCompensation)), f.cfg.Policy.OversellCap)
		f.oversoldBy.put(mass{x * float64(pay), x * float64(s.goods.Value)})
		n -= x
	}
	for i := range f.stores {
		w := &f.stores[i]
		x := n * w.share
		w.arrive(q.now, cohort, x, x*s.goods.Items)
	}
}
