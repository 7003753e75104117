package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// quickAfter is what comes after the delivery.
type quickAfter struct {
	broken                                       delay // promotions not honoured, until seen
	faulty, unlike, misled                       delay // until noticed
	regrets, regretsLate, regretsRefused         delay // within the firm's days, later, of goods without returns
	sendBack                                     [3]delay
	transit                                      [3]delay
	refund, repair                               delay
	raised                                       []mass // refunds that are asked for, by hour
	repairShare                                  [problems]float64
	coveredShare, coveredAmount                  [problems]float64
	wayBack                                      [8]float64 // hours at equal steps of probability
	lateRefund, lateRepair                       lateOdds
	sent, onWay, inspected, toMakeGood, refunded float64
	found                                        foundHour
}

// foundHour is what is wrong with an hour's deliveries.
type foundHour struct{ faulty, unlike, misled, regret, refused float64 }

// Ways back: for no reason, for a fault, for a page unlike the goods.
const (
	backRegret = iota
	backFaulty
	backUnlike
)

// cut is a delay by the part of a law between two times.
func (q *quick) cut(d rng.Dist, from, to sim.Time) delay {
	w := q.hoursOf(d, float64(from), float64(to), coarseHours)
	return delay{w: w, ring: make([]mass, max(2, len(w)+1)), coarse: true}
}

func (q *quick) wireAfter(f *quickFirm) {
	a, p, r := &f.after, &q.sc.Consumers, &f.cfg.Returns
	a.broken = q.newDelay(f.cfg.Policy.BrokenSeen)
	a.faulty, a.unlike, a.misled = q.newDelay(p.SeenAfter), q.newDelay(p.SeenAfter), q.newDelay(p.SeenAfter)
	limit := max(statutoryCoolingOff, f.cfg.Policy.CoolingOff)
	a.regrets = q.cut(p.RegretAfter, 0, f.cfg.Policy.CoolingOff)
	a.regretsLate = q.cut(p.RegretAfter, f.cfg.Policy.CoolingOff, limit)
	a.regretsRefused = q.cut(p.RegretAfter, 0, limit)
	for i := range a.sendBack {
		a.sendBack[i], a.transit[i] = q.newDelay(r.SendBack), q.newDelay(r.Transit)
	}
	a.refund, a.repair = q.newDelay(r.RefundAfter), q.newDelay(r.RepairTime)
	a.raised = make([]mass, q.days*24)
	for i := range a.wayBack {
		u, v := (float64(i)+0.5)/8, (float64(i*5%8)+0.5)/8
		a.wayBack[i] = (r.SendBack.Quantile(u) + r.Transit.Quantile(v)) / float64(sim.Hour)
	}
	a.lateRefund = lateOdds{work: r.RefundAfter, ask: p.AskRefundAfter, limit: r.RefundLimit}
	a.lateRepair = lateOdds{work: r.RepairTime, ask: p.AskRefundAfter, limit: r.RepairLimit}
	damaged := 0.0
	for i := range q.sc.Carriers {
		damaged += float64(q.sc.Carriers[i].Damaged) * f.contracts[i]
	}
	for _, pr := range []problem{problemFaulty, problemUnlike} {
		rate := func(g *Category) float64 {
			if pr == problemFaulty {
				return float64(g.Faulty) + damaged
			}
			return float64(g.Unlike)
		}
		all := f.cfg.mean(rate)
		if all == 0 {
			continue
		}
		// Of those who are not paid in advance and content with it.
		rule := &f.cfg.Policy.AdvanceCompensation
		goesBack := func(g *Category) float64 {
			if rule.On && g.Value <= rule.Cap {
				return rate(g) * (1 - float64(f.cfg.Policy.CompensationEnds))
			}
			return rate(g)
		}
		if back := f.cfg.mean(goesBack); back > 0 {
			a.repairShare[pr] = f.cfg.mean(func(g *Category) float64 { return goesBack(g) * float64(g.Repair) }) / back
		}
		covered := func(of func(*Category) float64) float64 {
			return f.cfg.mean(func(g *Category) float64 {
				if g.Value > f.cfg.Policy.AdvanceCompensation.Cap {
					return 0
				}
				return rate(g) * of(g)
			}) / all
		}
		a.coveredShare[pr] = covered(func(*Category) float64 { return 1 })
		if a.coveredShare[pr] > 0 {
			a.coveredAmount[pr] = float64(f.cfg.Policy.AdvanceCompensation.Share) * covered(func(g *Category) float64 { return float64(g.Value) }) / a.coveredShare[pr]
		}
	}
	f.inspection.quickLine = q.newLine(r.Inspection.rates(q.span, nil))
}

// covered is the share of the disputes that advance compensation is for, and
// its mean amount in fen.
func (a *quickAfter) covered(p problem) (share, amount float64) {
	return a.coveredShare[p], a.coveredAmount[p]
}

// delivered starts what may be wrong with the parcels of an hour, cohort and promise.
func (a *quickAfter) delivered(q *quick, f *quickFirm, came *arrivals) {
	cohort, n, broken := came.cohort, came.n, came.broken
	by, total := f.mix[cohort], sum(f.mix[cohort])
	if total == 0 || n <= 0 { // at an hour's doors there may have been nobody
		return
	}
	var faulty, unlike, misled, regret, refuse float64
	q.count(f, result.Damaged, cohort, broken)
	damaged := broken / n
	for i, x := range by {
		g := &f.cfg.Demand.Categories[i]
		x *= n / total
		faulty += x * float64(g.Faulty)
		unlike += x * float64(g.Unlike)
		misled += x * float64(g.Claims) * float64(g.Misled)
		regret += x * float64(g.Regret)
		refuse += x * float64(g.Regret) * float64(g.NoReturns)
	}
	about := q.dateOf(cohort)<<8 | uint64(f.extra[came.extra]) // days, less than 256
	way := func(w rng.Purpose, x float64) float64 { return f.moves.of(w, about, n, x/n) }
	faulty, unlike, misled = way(moveFaulty, faulty), way(moveUnlike, unlike), way(moveMisled, misled)
	// Whether the goods of those who regret are taken back is a second question: asked
	// of all, more could regret than there are.
	refused := 0.0
	if regret > 0 {
		share := refuse / regret
		regret = way(moveRegret, regret)
		refused = f.moves.of(moveRefuse, about, regret, share)
	}
	q.count(f, result.Faulty, cohort, faulty)
	q.count(f, result.Unlike, cohort, unlike)
	q.count(f, result.Misled, cohort, misled)
	a.found.faulty += n*damaged + faulty*(1-damaged) // one case: the consumer sees broken goods
	a.found.unlike += unlike
	a.found.misled += misled
	a.found.regret += regret - refused
	a.found.refused += refused
}

// hourBefore is what consumers notice and want in an hour, before they come to
// the desk.
func (q *quick) hourBefore(f *quickFirm) {
	a, d := &f.after, &f.desk
	raise := func(p problem, m mass) { d.raise(p, m.times(d.acts[p])) }
	raise(problemBroken, a.broken.take())
	raise(problemFaulty, a.faulty.take())
	raise(problemUnlike, a.unlike.take())
	raise(problemMisled, a.misled.take())
	raise(problemRefund, a.raised[q.now])
	refused := a.regretsLate.take()
	refused.add(a.regretsRefused.take())
	taken := a.regrets.take()
	asked := taken
	asked.add(refused)
	q.countMass(f, result.ReturnsAsked, true, asked)
	q.countMass(f, result.ReturnsRefused, true, refused)
	raise(problemRefused, refused)
	self := float64(f.cfg.Returns.SelfService)
	q.sendBack(f, problemReturn, taken.times(self))
	d.come(problemReturn, 0, 0, taken.times(1-self))
}

// sendBack sends goods on their way back. That some have gone back before for
// another reason is left out.
func (q *quick) sendBack(f *quickFirm, p problem, m mass) {
	way := backRegret
	switch p {
	case problemFaulty:
		way = backFaulty
	case problemUnlike:
		way = backUnlike
	}
	f.after.sent += m.n
	f.after.onWay += m.n
	f.after.sendBack[way].put(m)
}

// hourAfter is the way back in an hour: arrival, inspection, refund.
func (q *quick) hourAfter(f *quickFirm) {
	if !f.goods() {
		return
	}
	a, line := &f.after, &f.inspection
	q.book(f)
	day := float64(q.day)
	put := func(d *delay, x float64) { d.put(mass{x, x * day}) }
	put(&a.faulty, a.found.faulty)
	put(&a.unlike, a.found.unlike)
	put(&a.misled, a.found.misled)
	put(&a.regrets, a.found.regret)
	put(&a.regretsLate, a.found.regret)
	put(&a.regretsRefused, a.found.refused)
	a.found = foundHour{}
	for _, done := range []struct {
		d *delay
		c result.Counter
	}{{&a.refund, result.Refunded}, {&a.repair, result.Repaired}} {
		m := done.d.take()
		q.countMass(f, done.c, true, m)
		a.toMakeGood -= m.n
		a.refunded += m.n
	}
	for way := range a.sendBack {
		a.transit[way].put(a.sendBack[way].take())
		m := a.transit[way].take()
		if m.n == 0 {
			continue
		}
		a.onWay -= m.n
		line.entered += m.n
		line.n += m.n
		if q.inWindow(int(m.d / m.n)) {
			f.money.freight += m.n * float64(f.cfg.Prices.ReturnParcel)
		}
		repair := 0.0
		switch way {
		case backFaulty:
			repair = a.repairShare[problemFaulty]
		case backUnlike:
			repair = a.repairShare[problemUnlike]
		}
		line.queue = append(line.queue, returned{q.now, m.times(1 - repair), false})
		if repair > 0 {
			line.queue = append(line.queue, returned{q.now, m.times(repair), true})
		}
	}
	left := line.capacity[q.now]
	line.offered += left
	for line.head < len(line.queue) && left > 0 {
		b := &line.queue[line.head]
		n := min(b.m.n, left)
		if n < b.m.n {
			part := b.m.times(n / b.m.n)
			b.m = mass{b.m.n - part.n, b.m.d - part.d}
			q.inspect(f, returned{b.hour, part, b.repair})
		} else {
			q.inspect(f, *b)
			line.head++
		}
		left -= n
		line.n -= n
		line.left += n
	}
	switch {
	case line.head == len(line.queue):
		line.queue, line.head, line.n = line.queue[:0], 0, 0
	case line.head > 512 && 2*line.head > len(line.queue):
		line.queue = append(line.queue[:0], line.queue[line.head:]...)
		line.head = 0
	}
}
