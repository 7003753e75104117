package models

import (
	"peakready/models/result"
	"peakready/sim/rng"
)

// quickKind is a contact: what it is about, and the contacts about it before.
type quickKind struct {
	problem    problem
	nth, un    int // contacts before, and of them unanswered
	complaint  bool
	byDelivery bool // its mass counts days of deliveries, not of orders
	reason     reason
}

// A complaint of waiting is of either clock.
const (
	waitingByOrder    = int(problemWaiting)
	waitingByDelivery = problems
	complaintKinds    = problems + 1
)

// clockOfProblem says whether a problem began with the delivery.
func clockOfProblem(p problem) bool {
	switch p {
	case problemReturn, problemFaulty, problemUnlike, problemRefund, problemRefused, problemMisled:
		return true
	}
	return false
}

// quickDesk is a firm's service desk.
type quickDesk struct {
	acts      [problems]float64
	bot       [reasons]float64
	resolved  [reasons]float64
	most      int // contacts about one thing
	kinds     []quickKind
	first     int      // index of the first complaint kind
	coming    []mass   // by kind: put to the desk in this hour, the bot not asked yet
	waiting   []mass   // by kind: found the desk closed
	opening   []*delay // by kind: come after the opening
	again     []*delay // by kind: come again
	pools     []quickPool
	calls     []poolCall // of contact centres, this hour
	callsAll  float64
	complains [complaintKinds]mass
	reassured []delay // by contacts had: consumers with a late parcel whom an answer keeps quiet

	// Tables of the late consumer by hours past the due date.
	askW, loseW, soonerW []float64
	askC, loseC          []float64

	wherePut, whereUn float64 // contacts about late parcels, and those of them that ended unanswered
}

// poolCall is calls of a contact centre's stream.
type poolCall struct {
	pool   int
	reason reason
	m      mass
}

func (d *quickDesk) kind(p problem, nth, un int) int {
	return (int(p)*d.most+nth)*d.most + un
}

func (q *quick) wireDesk(f *quickFirm) {
	d, p := &f.desk, &q.sc.Consumers
	d.acts, d.bot, d.resolved = p.Acts.table(), f.cfg.Service.Bot.table(), f.cfg.Service.Resolved.table()
	d.most = max(1, p.MaxContacts) + 1
	for pr := range problems {
		for nth := range d.most {
			for un := range d.most {
				d.kinds = append(d.kinds, quickKind{
					problem: problem(pr), nth: nth, un: un, byDelivery: clockOfProblem(problem(pr)), reason: reasonOfProblem[pr],
				})
			}
		}
	}
	d.first = len(d.kinds)
	for c := range complaintKinds {
		k := quickKind{complaint: true, reason: askComplaint}
		if c == waitingByDelivery {
			k.problem, k.byDelivery = problemWaiting, true
		} else {
			k.problem, k.byDelivery = problem(c), clockOfProblem(problem(c))
		}
		d.kinds = append(d.kinds, k)
	}
	d.coming, d.waiting = make([]mass, len(d.kinds)), make([]mass, len(d.kinds))
	d.opening, d.again = make([]*delay, len(d.kinds)), make([]*delay, len(d.kinds))
	for range d.most {
		d.reassured = append(d.reassured, q.newDelay(rng.MustConstant(float64(p.Reassured))))
	}
	d.askW = q.kernel(p.AskAfter)
	d.loseW = q.kernel(p.Tolerance)
	d.askC, d.loseC = cumulated(d.askW), cumulated(d.loseW)
	d.soonerW = make([]float64, len(d.loseW))
	keep := 1 - float64(p.UnansweredCost)
	for h, w := range d.loseW { // a share of the time
		d.soonerW[int(float64(h)*keep)] += w
	}
	for i := range f.cfg.Service.Pools {
		d.pools = append(d.pools, q.newPool(f, &f.cfg.Service.Pools[i], len(d.kinds)))
	}
}

func cumulated(w []float64) []float64 {
	out, t := make([]float64, len(w)), 0.0
	for i, x := range w {
		t += x
		out[i] = t
	}
	return out
}

func atAge(w []float64, i int) float64 {
	if i < len(w) {
		return w[i]
	}
	return 0
}

func (d *quickDesk) asks(age int) float64        { return atAge(d.askW, age) }
func (d *quickDesk) loses(age int) float64       { return atAge(d.loseW, age) }
func (d *quickDesk) losesSooner(age int) float64 { return atAge(d.soonerW, age) }

// askedBy and lost are the shares that have asked, and have lost patience, by an age.
func (d *quickDesk) askedBy(age int) float64 { return d.askC[min(age, len(d.askC)-1)] }
func (d *quickDesk) lost(age int) float64    { return d.loseC[min(age, len(d.loseC)-1)] }

// whereUnanswered is the share of the contacts about late parcels that have
// ended without an answer so far.
func (d *quickDesk) whereUnanswered() float64 {
	if d.wherePut == 0 {
		return 0
	}
	return min(1, d.whereUn/d.wherePut)
}

// raise puts a problem to the desk, this hour or the next.
func (d *quickDesk) raise(p problem, m mass) { d.come(p, 0, 0, m) }

func (d *quickDesk) come(p problem, nth, un int, m mass) {
	if m.n > 0 {
		d.coming[d.kind(p, nth, un)].add(m)
	}
}

func (d *quickDesk) direct(pool int, rs reason, m mass) {
	d.calls = append(d.calls, poolCall{pool, rs, m})
}

// complain lodges complaints; how many is drawn at the end of the hour.
func (d *quickDesk) complain(p problem, byDelivery bool, m mass) {
	c := int(p)
	if p == problemWaiting && byDelivery {
		c = waitingByDelivery
	}
	d.complains[c].add(m)
}

// keepLate lets those go whose late parcel has come.
func (d *quickDesk) keepLate(x float64) {
	for nth := range d.most {
		d.reassured[nth].keep(x)
		for un := range d.most {
			if again := d.again[d.kind(problemLate, nth, un)]; again != nil {
				again.keep(x)
			}
		}
	}
}

// hourOfDesk is a firm's desk in an hour: contacts of all kinds against its
// agents. It gives the buyers who go on to the till after their question.
func (q *quick) hourOfDesk(f *quickFirm, questions mass, halves [2]float64) float64 {
	d := &f.desk
	if f.goods() {
		q.lostParcels(f)
		q.hourOfLate(f)
		q.hourBefore(f)
	}
	for i := range d.pools {
		d.pools[i].begin(q)
	}
	decided := 0.0
	d.coming[d.kind(problemQuestion, 0, 0)].add(questions)
	for nth := range d.reassured {
		d.come(problemLate, nth, 0, d.reassured[nth].take())
	}
	for i := range d.kinds {
		if d.coming[i].n == 0 && d.waiting[i].n == 0 && d.again[i] == nil && d.opening[i] == nil {
			continue
		}
		k := &d.kinds[i]
		m := d.coming[i]
		d.coming[i] = mass{}
		if k.nth > 0 {
			if d.again[i] != nil {
				m.add(d.again[i].take())
			}
		} else if m.n > 0 {
			if b := d.bot[k.reason]; b > 0 {
				bot := m.times(b)
				q.countMass(f, result.BotContacts, k.byDelivery, bot)
				decided += q.answered(f, i, bot)
				m = m.times(1 - b)
			}
		}
		if d.waiting[i].n > 0 && d.takes(k.reason, q.now) {
			if d.opening[i] == nil {
				d.opening[i] = q.lazyDelay(q.sc.Consumers.AfterOpening)
			}
			d.opening[i].begin(d.waiting[i])
			d.waiting[i] = mass{}
		}
		if d.opening[i] != nil {
			m.add(d.opening[i].take())
		}
		if m.n > 0 {
			decided += q.put(f, i, m)
		}
	}
	for _, c := range d.calls {
		p := &d.pools[c.pool]
		p.calls += c.m.n
		p.callClass = p.class[c.reason]
		d.callsAll += c.m.n
		p.take(d.kind(problemOther, 0, 0), c.m)
	}
	d.calls = d.calls[:0]
	for i := range d.pools {
		decided += q.serve(f, &d.pools[i], halves)
		d.pools[i].hours[q.now] = d.pools[i].hour
	}
	q.lodge(f)
	return decided
}

// takes says whether any pool for a reason takes contacts now.
func (d *quickDesk) takes(rs reason, now int) bool {
	for i := range d.pools {
		if p := &d.pools[i]; d.shareOf(p, rs) > 0 && p.takes(now) {
			return true
		}
	}
	return false
}

// shareOf is a pool's weight for a reason; a contact centre's callers go back to
// the pool that they called.
func (d *quickDesk) shareOf(p *quickPool, rs reason) float64 {
	switch {
	case rs == askOther && d.callsAll > 0:
		return p.calls / d.callsAll
	case p.class[rs] < 0:
		return 0
	}
	return float64(p.cfg.Share)
}

// put routes contacts to the pools that are open, by their shares.
func (q *quick) put(f *quickFirm, i int, m mass) float64 {
	d := &f.desk
	k := &d.kinds[i]
	total, any := 0.0, false
	for j := range d.pools {
		p := &d.pools[j]
		if share := d.shareOf(p, k.reason); share > 0 {
			any = true
			if p.takes(q.now) {
				total += share
			}
		}
	}
	if total == 0 {
		if k.reason == askQuestion || !any {
			return q.unanswered(f, i, m)
		}
		d.waiting[i].add(m)
		return 0
	}
	q.countMass(f, result.Contacts, k.byDelivery, m)
	if k.nth > 0 {
		q.countMass(f, result.Repeats, k.byDelivery, m)
	}
	if k.reason == askWhere {
		d.wherePut += m.n
	}
	for j := range d.pools {
		p := &d.pools[j]
		if share := d.shareOf(p, k.reason); share > 0 && p.takes(q.now) {
			p.take(i, m.times(share/total))
		}
	}
	return 0
}
