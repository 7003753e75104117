package models

import (
	"peakready/models/result"
	"peakready/sim/rng"
)

// answered is what follows a contact that an agent or the bot has dealt with. It
// gives the buyers who go on to the till.
func (q *quick) answered(f *quickFirm, i int, m mass) float64 {
	d := &f.desk
	k := &d.kinds[i]
	resolved := d.resolved[k.reason]
	if k.complaint {
		q.settle(f, i, m, resolved)
		return 0
	}
	nth := k.nth + 1
	switch k.reason {
	case askQuestion:
		return m.n
	case askWhere:
		if nth < q.sc.Consumers.MaxContacts {
			d.reassured[nth].put(m.times(resolved))
		}
		rest := m.times(1 - resolved)
		if x := f.lateUnshipped * float64(q.sc.Consumers.CancelUnshipped); x > 0 {
			q.buyersCancel(f, rest.n*x)
			rest = rest.times(1 - x)
		}
		q.askAgain(f, k, nth, k.un, rest)
		return 0
	case askReturn:
		q.sendBack(f, problemReturn, m)
		return 0
	}
	m = m.times(1 - q.compensate(f, k, m))
	q.persist(f, k, nth, k.un, m.times(1-resolved))
	switch helped := m.times(resolved); k.problem {
	case problemFaulty, problemUnlike, problemRefused:
		q.sendBack(f, k.problem, helped)
	}
	return 0
}

// askAgain: a consumer with a late parcel asks again, if the contacts are not used up.
func (q *quick) askAgain(f *quickFirm, k *quickKind, nth, un int, m mass) {
	if nth < q.sc.Consumers.MaxContacts {
		q.comeAgain(f, f.desk.kind(k.problem, nth, un), m)
	}
}

// unanswered is what follows a contact that was given up. It gives the buyers
// who go on to the till without an answer.
func (q *quick) unanswered(f *quickFirm, i int, m mass) float64 {
	d := &f.desk
	k := &d.kinds[i]
	if k.complaint {
		q.settle(f, i, m, 0)
		return 0
	}
	nth, un := k.nth+1, k.un+1
	angry := float64(q.sc.Consumers.Angry)
	switch k.reason {
	case askQuestion:
		leave := m.times(float64(q.sc.Consumers.LeaveUnanswered))
		q.countMass(f, result.LostQuestion, false, leave)
		f.undecided -= leave.n
		if q.inWindow(q.day) {
			f.money.lostMargin += leave.n * f.money.margin
		}
		return m.n - leave.n
	case askWhere:
		d.whereUn += m.n
		d.complain(problemWaiting, false, m.times(angry))
		q.askAgain(f, k, nth, un, m.times(1-angry))
		return 0
	}
	m = m.times(1 - q.compensate(f, k, m))
	d.complain(problemWaiting, k.byDelivery, m.times(angry))
	q.persist(f, k, nth, un, m.times(1-angry))
	return 0
}

// comeAgain sends consumers back to the desk after a while.
func (q *quick) comeAgain(f *quickFirm, kind int, m mass) {
	if m.n <= 0 {
		return
	}
	again := &f.desk.again[kind]
	if *again == nil {
		*again = q.lazyDelay(q.sc.Consumers.Again)
	}
	(*again).put(m)
}

// lazyDelay is a delay that most kinds of contact never need.
func (q *quick) lazyDelay(d rng.Dist) *delay {
	made := q.newDelay(d)
	return &made
}

// persist: come again, or complain once the contacts are used up, or let it be.
func (q *quick) persist(f *quickFirm, k *quickKind, nth, un int, m mass) {
	p := &q.sc.Consumers
	d := &f.desk
	if nth >= p.MaxContacts {
		switch {
		case 2*un > nth:
			d.complain(problemWaiting, k.byDelivery, m)
		case k.problem != problemOther:
			d.complain(k.problem, k.byDelivery, m)
		}
		return
	}
	q.comeAgain(f, d.kind(k.problem, nth, un), m.times(float64(p.Persists)))
}

// compensate pays quality disputes at their first contact: the share that it ends.
func (q *quick) compensate(f *quickFirm, k *quickKind, m mass) float64 {
	rule := &f.cfg.Policy.AdvanceCompensation
	if !rule.On || k.nth > 0 || k.problem != problemFaulty && k.problem != problemUnlike || m.n == 0 {
		return 0
	}
	share, amount := f.after.covered(k.problem)
	cost := m.n * share * amount
	if q.day >= q.from {
		if left := float64(rule.Fund) - f.money.advanced; rule.Fund > 0 && cost > left {
			share *= max(0, left) / cost
			cost = max(0, left)
		}
		f.money.advanced += cost
	}
	q.countMass(f, result.Compensated, k.byDelivery, m.times(share))
	if q.inWindow(int(m.d / m.n)) {
		f.money.compensation += cost * (1 - float64(rule.Recovered))
	}
	return share * float64(f.cfg.Policy.CompensationEnds)
}
