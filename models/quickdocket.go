package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// quickDocket is the dockets of the two authorities.
type quickDocket struct {
	rows      [result.Routes][]docketRow
	open      [result.Routes]float64
	queue     []mediated // in the order of their time
	head      int
	waiting   float64
	incidents *detector
	accepted  []delay // by firm
	decided   []delay
	late      float64 // share of the regulator's cases past a limit
	others    [2]others
	replies   []float64 // of other shops, by hour
}

type docketRow struct{ firms, ecommerce, other, settled, decided, overdue, backlog, waiting float64 }

// mediated is cases before the mediators.
type mediated struct {
	lodged, firm int
	m            mass
	byDelivery   bool
}

func (q *quick) wireDocket() {
	d, a := &q.docket, &q.sc.Authority
	for i := range d.rows {
		d.rows[i] = make([]docketRow, q.days)
	}
	d.incidents = newDetector(a.Incident)
	for range q.firms {
		d.accepted = append(d.accepted, q.newDelay(a.Regulator.AcceptsAfter))
		d.decided = append(d.decided, q.newDelay(a.Regulator.DecidesAfter))
	}
	d.late = 1 - below(a.Regulator.AcceptsAfter, float64(a.Regulator.AcceptWithin))*below(a.Regulator.DecidesAfter, float64(a.Regulator.DecideWithin))
	if d.late < 1e-6 {
		d.late = 0
	}
	wired := &season{sc: q.sc}
	wired.wireBaseline()
	d.others = wired.docket.other
	d.replies = make([]float64, q.days*24)
}

// hourOfDocket is what comes to the authorities in an hour, and what they do.
func (q *quick) hourOfDocket() {
	d, a := &q.docket, &q.sc.Authority
	row := func(r result.Route) *docketRow { return &d.rows[r][q.day] }
	for i := range q.firms {
		f := &q.firms[i]
		for c := range f.cases.toAuthority {
			q.toAuthority(f, c, f.cases.toAuthority[c].take())
		}
		q.hourOfReplies(f)
		d.decided[i].put(d.accepted[i].take())
		if m := d.decided[i].take(); m.n > 0 {
			q.countMass(f, result.CasesDecided, false, m)
			r := row(result.CourierRegulator)
			r.decided += m.n
			r.overdue += m.n * d.late
			d.open[result.CourierRegulator] -= m.n
		}
	}
	q.hourOfOthers()
	working := a.working(q.span, sim.Time(q.now)*sim.Hour+sim.Hour/2)
	if working {
		could := math.Inf(1)
		if a.Mediation.Staff > 0 {
			could = float64(a.Mediation.Staff) * float64(sim.Hour) / a.Mediation.HandleTime.Mean()
		}
		r := row(result.ConsumerAuthority)
		for d.head < len(d.queue) && could > 0 {
			c := &d.queue[d.head]
			n := min(c.m.n, could)
			part := c.m.times(n / c.m.n)
			c.m = mass{c.m.n - part.n, c.m.d - part.d}
			could -= n
			d.waiting -= n
			r.decided += n
			if sim.Time(q.now-c.lodged)*sim.Hour > a.Mediation.DecideWithin {
				r.overdue += n
			}
			d.open[result.ConsumerAuthority] -= n
			if c.firm >= 0 {
				q.countMass(&q.firms[c.firm], result.CasesDecided, c.byDelivery, part)
			}
			if c.m.n <= 1e-9 {
				d.head++
			}
		}
		if d.head == len(d.queue) {
			d.queue, d.head, d.waiting = d.queue[:0], 0, 0
		}
	}
	if q.now%24 == 23 {
		for r := range d.rows {
			d.rows[r][q.day].backlog = d.open[r]
		}
		if a.Mediation.Staff > 0 {
			row(result.ConsumerAuthority).waiting = max(0, d.waiting-float64(a.Mediation.Staff))
		}
	}
}

// toAuthority lodges complaints with an authority.
func (q *quick) toAuthority(f *quickFirm, c int, m mass) {
	n := q.draw(drawQuickAuthority, f, c, m.n)
	if n == 0 {
		return
	}
	d, k := &q.docket, &f.desk.kinds[f.desk.first+c]
	cause := causeOfProblem[k.problem]
	m = m.times(n / m.n)
	q.countMass(f, result.ToAuthority(cause), k.byDelivery, m)
	route := result.ConsumerAuthority
	if k.problem == problemLate {
		route = result.CourierRegulator
	}
	d.rows[route][q.day].firms += n
	d.open[route] += n
	for i := range int(n) {
		at := sim.Time(q.now)*sim.Hour + sim.Time((float64(i)+0.5)/n*float64(sim.Hour))
		d.incidents.lodged(likeness{f.index, cause, route}, at)
	}
	if route == result.CourierRegulator {
		d.accepted[f.index].put(m)
		return
	}
	q.countMass(f, result.CasesReferred, k.byDelivery, m)
	q.refer(f, k, m)
}

// refer passes cases to the firm: they are answered when its desk is open.
func (q *quick) refer(f *quickFirm, k *quickKind, m mass) {
	a := &q.sc.Authority
	now := sim.Time(q.now)*sim.Hour + sim.Hour/2
	limit := q.now + int(a.Referral.WaitsFor/sim.Hour)
	r := reply{hour: limit, lodged: q.now, m: m, byDelivery: k.byDelivery, waited: true}
	if h := f.cases.handled; h >= 0 {
		p := &f.desk.pools[h]
		p.referredIn += m.n
		f.cases.referred += m.n
		open := q.now
		for open < q.days*24 && p.staff[2*open] == 0 && p.staff[2*open+1] == 0 {
			open++
		}
		if open < limit {
			r.hour, r.waited = open, false
			handle := p.cfg.HandleTime
			if t, ok := p.cfg.HandleTimes["complaint"]; ok {
				handle = t
			}
			r.inTime = below(handle, float64(a.replyDue(q.span, now)-max(now, sim.Time(open)*sim.Hour)))
		}
	}
	i := len(f.cases.replies)
	f.cases.replies = append(f.cases.replies, r)
	for ; i > 0 && f.cases.replies[i-1].hour > r.hour; i-- {
		f.cases.replies[i] = f.cases.replies[i-1]
	}
	f.cases.replies[i] = r
}

// hourOfReplies takes the firm's replies of an hour.
func (q *quick) hourOfReplies(f *quickFirm) {
	p, d := &q.sc.Authority.Referral, &q.docket
	i := 0
	for ; i < len(f.cases.replies) && f.cases.replies[i].hour <= q.now; i++ {
		r := &f.cases.replies[i]
		settled := 0.0
		if !r.waited {
			q.countMass(f, result.RepliesInTime, r.byDelivery, r.m.times(r.inTime))
			settled = r.inTime*float64(p.Settled) + (1-r.inTime)*float64(p.SettledLate)
		}
		q.countMass(f, result.RepliesOverdue, r.byDelivery, r.m.times(1-r.inTime))
		q.countMass(f, result.CasesSettled, r.byDelivery, r.m.times(settled))
		d.rows[result.ConsumerAuthority][q.day].settled += r.m.n * settled
		d.open[result.ConsumerAuthority] -= r.m.n * settled
		q.mediate(mediated{r.lodged, f.index, r.m.times(1 - settled), r.byDelivery})
	}
	f.cases.replies = f.cases.replies[i:]
}

func (q *quick) mediate(c mediated) {
	if c.m.n <= 0 {
		return
	}
	q.docket.queue = append(q.docket.queue, c)
	q.docket.waiting += c.m.n
}

// hourOfOthers is the complaints about others: those that the exact engine meets.
func (q *quick) hourOfOthers() {
	a, d := &q.sc.Authority, &q.docket
	b := &a.Baseline
	settle := d.replies[q.now]
	if settle > 0 {
		row := &d.rows[result.ConsumerAuthority][q.day]
		row.settled += settle * float64(a.Referral.Settled)
		d.open[result.ConsumerAuthority] -= settle * float64(a.Referral.Settled)
		q.mediate(mediated{q.now, -1, mass{n: settle * (1 - float64(a.Referral.Settled))}, false})
	}
	for i := range d.others {
		o := &d.others[i]
		mean := float64(o.rate) * b.dayFactor(q.date(q.day)) * b.Hours[q.now%24] / sum(b.Hours)
		if mean == 0 {
			continue
		}
		l := q.key.Entity(o.realm, q.firstMinute()/60+uint64(q.now))
		n := float64(rng.Poisson(l.U(drawOthers), mean))
		if n == 0 {
			continue
		}
		row := &d.rows[result.ConsumerAuthority][q.day]
		d.open[result.ConsumerAuthority] += n
		if o.party == partyOther {
			row.other += n
			q.mediate(mediated{q.now, -1, mass{n: n}, false})
			continue
		}
		row.ecommerce += n
		now := sim.Time(q.now)*sim.Hour + sim.Hour/2
		if at := int(a.replyDue(q.span, now) / sim.Hour); at < len(d.replies) {
			d.replies[max(at, q.now+1)] += n
		}
	}
}
