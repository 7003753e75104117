package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// hours of the day that a result keeps, by pool.
type quickHour struct {
	offered, fresh, answered, within, abandoned, balked         float64
	waitSum, waitAbandoned, work, capacity, busy, staffed, over float64
}

func (h *quickHour) row(rest *[13]float64) result.PoolHour {
	ms := float64(sim.Hour)
	r := func(i int, x float64) int64 { return whole(x, &rest[i]) }
	return result.PoolHour{
		Offered: r(0, h.offered), Fresh: r(1, h.fresh), Answered: r(2, h.answered), Within: r(3, h.within),
		Abandoned: r(4, h.abandoned), Balked: r(5, h.balked),
		WaitSum: r(6, h.waitSum*ms), WaitAbandoned: r(7, h.waitAbandoned*ms), WorkOffered: r(8, h.work*ms),
		Capacity: r(9, h.capacity*ms), Busy: r(10, h.busy*ms), Staffed: r(11, h.staffed*ms), Overtime: r(12, h.over*ms),
	}
}

// quickPool is a pool of the desk.
type quickPool struct {
	cfg       *Pool
	ticket    bool
	class     [reasons]int // priority, -1 for none
	callClass int          // of a contact centre's calls
	calls     float64      // of a contact centre, so far
	handle    [reasons]float64
	mean      float64   // handling time of one contact, hours
	spread    float64   // mean of what is left of one in hand, hours
	staff     []float64 // agents on duty by half hour
	speed     []float64 // their mean speed
	theta     float64
	limit     float64 // hours that a complaint waits in writing

	attempts int // first one included
	in       []mass
	used     []int    // of in, not empty
	orbit    []*delay // by attempt; nil where nobody has redialled

	kinds []quickKind
	queue [reasons][]ticket // by priority
	referredIn,
	referredWaiting float64

	erlang [2]erlangPool
	byTry  []classFlow
	hour   quickHour
	hours  []quickHour
	waits  waits
	spans  []quickWaits // the waits of other dates
}

// classFlow is the contacts of one priority in an hour.
type classFlow struct {
	n    [2]float64 // by half hour
	work float64    // of one, hours
	left float64    // share given up
}

func (q *quick) newPool(f *quickFirm, cfg *Pool, kinds int) quickPool {
	p := quickPool{
		cfg: cfg, ticket: cfg.Channel == "ticket", attempts: 1 + min(cfg.RedialMax, 8), kinds: f.desk.kinds,
		staff: make([]float64, q.days*48), speed: make([]float64, q.days*48), hours: make([]quickHour, q.days*24),
		limit: float64(f.cfg.Policy.SettleWithin) / float64(sim.Hour),
	}
	for _, w := range waitSpans(q.apart, f.index, cfg.Name) {
		p.spans = append(p.spans, quickWaits{WaitSpan: w})
	}
	for i := range p.class {
		p.class[i] = -1
	}
	for i, name := range cfg.Reasons {
		rs := name.index()
		p.class[rs] = i
		p.handle[rs] = cfg.HandleTime.Mean() / float64(sim.Hour)
		if t, ok := cfg.HandleTimes[string(name)]; ok {
			p.handle[rs] = t.Mean() / float64(sim.Hour)
		}
	}
	p.mean = cfg.HandleTime.Mean() / float64(sim.Hour)
	cv := cfg.HandleTime.SD() / cfg.HandleTime.Mean()
	p.spread = p.mean * (1 + cv*cv) / 2
	if mean := cfg.Patience.Mean() / float64(sim.Hour); !math.IsInf(mean, 1) {
		p.theta = 1 / max(mean, 1e-9)
	}
	half := sim.Hour / 2
	crew := func(full, learned flow.Schedule) {
		n, speed := cfg.heads(full)
		for h := range p.staff {
			t := sim.Time(h) * half
			x := n.Integral(t, t+half) / float64(half)
			p.staff[h] += x
			p.speed[h] += x * speed.At(t) * learned.At(t)
		}
	}
	crew(cfg.Staffing.agents(q.span), flow.Always(1))
	for i := range cfg.Temps {
		crew(cfg.Temps[i].agents(q.span, cfg.Staffing.Shrinkage))
	}
	for i := range cfg.Teams { // as if they knew everything
		crew(cfg.Teams[i].Staffing.agents(q.span), flow.Always(1))
	}
	for h, n := range p.staff {
		if n > 0 {
			p.speed[h] /= n
		}
	}
	p.in, p.orbit = make([]mass, kinds*p.attempts), make([]*delay, kinds*p.attempts)
	return p
}

// fewRedials: less than this is not followed to its next attempt.
const fewRedials = 1e-4

// begin opens an hour: the redials of those who gave up before.
func (p *quickPool) begin(q *quick) {
	p.hour = quickHour{}
	now := q.now
	p.hour.staffed = (p.staff[2*now] + p.staff[2*now+1]) / 2
	power := (p.staff[2*now]*p.speed[2*now] + p.staff[2*now+1]*p.speed[2*now+1]) / 2
	p.hour.capacity = power * throughput(p.cfg.Concurrency, p.cfg.SlowDown)
	for i := range p.orbit {
		if p.orbit[i] != nil {
			p.add(i, p.orbit[i].take())
		}
	}
}

func (p *quickPool) takes(now int) bool {
	return p.ticket || p.staff[2*now] > 0 || p.staff[2*now+1] > 0
}

func (p *quickPool) add(i int, m mass) {
	if m.n <= 0 {
		return
	}
	if p.in[i].n == 0 {
		p.used = append(p.used, i)
	}
	p.in[i].add(m)
	p.hour.offered += m.n
}

// take puts contacts before the pool, for the first time.
func (p *quickPool) take(kind int, m mass) {
	p.hour.fresh += m.n
	p.hour.work += m.n * p.work(kind)
	p.add(kind*p.attempts, m)
}

// work of one contact, hours.
func (p *quickPool) work(kind int) float64 {
	if x := p.handle[p.kinds[kind].reason]; x > 0 {
		return x
	}
	return p.mean
}

func (p *quickPool) classOf(kind int) int {
	if c := p.class[p.kinds[kind].reason]; c >= 0 {
		return c
	}
	return p.callClass
}

// serve is an hour of a pool. It gives the buyers who go on to the till.
func (q *quick) serve(f *quickFirm, p *quickPool, halves [2]float64) float64 {
	if p.ticket {
		return q.serveTickets(f, p)
	}
	if len(p.used) == 0 {
		return 0
	}
	p.byTry = p.byTry[:0]
	for range max(1, len(p.cfg.Reasons)) {
		p.byTry = append(p.byTry, classFlow{})
	}
	n, work := [2]float64{}, 0.0
	for _, i := range p.used {
		kind := i / p.attempts
		c := &p.byTry[p.classOf(kind)]
		m := p.in[i].n
		split := [2]float64{0.5, 0.5}
		if p.kinds[kind].reason == askQuestion && i%p.attempts == 0 {
			split = halves
		}
		w := p.work(kind)
		c.work = (c.work*(c.n[0]+c.n[1]) + w*m) / (c.n[0] + c.n[1] + m)
		for s := range n {
			c.n[s] += m * split[s]
			n[s] += m * split[s]
		}
		work += m * w
	}
	all := n[0] + n[1]
	for s := range n {
		p.half(q, s, 2*n[s], work/all)
	}
	for i := range p.byTry {
		if c := &p.byTry[i]; c.n[0]+c.n[1] > 0 {
			c.left /= c.n[0] + c.n[1]
		}
	}
	p.hour.busy /= 2
	decided := 0.0
	used := p.used
	p.used = p.used[len(p.used):]
	for _, i := range used {
		kind, try := i/p.attempts, i%p.attempts
		m := p.in[i]
		p.in[i] = mass{}
		left := min(1, p.byTry[p.classOf(kind)].left)
		if left > 0 {
			gone := m.times(left)
			if try+1 < p.attempts && p.cfg.Redial > 0 && gone.n > fewRedials {
				if p.orbit[i+1] == nil {
					p.orbit[i+1] = q.lazyDelay(p.cfg.RedialAfter)
				}
				p.orbit[i+1].put(gone.times(float64(p.cfg.Redial)))
				gone = gone.times(1 - float64(p.cfg.Redial))
			}
			q.countMass(f, result.Unanswered, p.kinds[kind].byDelivery, gone)
			decided += q.unanswered(f, kind, gone)
		}
		decided += q.answered(f, kind, m.times(1-left))
	}
	p.used = used[:0]
	return decided
}

// half is half an hour of a pool, as if it had always been so.
func (p *quickPool) half(q *quick, s int, lambda, work float64) {
	at := 2*q.now + s
	agents := int(math.Round(p.staff[at]))
	e := &p.erlang[s]
	e.lambda, e.agents, e.theta, e.balk = lambda, agents, p.theta, float64(p.cfg.Balk)
	e.concurrency, e.slowdown = p.cfg.Concurrency, p.cfg.SlowDown
	e.target = float64(p.cfg.AnswerWithin) / float64(sim.Hour)
	if agents > 0 {
		e.mu = p.speed[at] / work
	}
	e.solve()
	n := lambda / 2
	h := &p.hour
	h.abandoned += n * e.left
	h.balked += n * e.balked
	answered := n * (1 - e.left)
	h.answered += answered
	h.within += n * e.within
	h.waitSum += answered * e.wait
	h.waitAbandoned += n * e.left * e.waitLeft
	h.busy += e.busy
	if answered > 0 {
		p.histograms(q, func(w *waits) { w.steady(e, answered) })
	}
	if p.cfg.ShiftEnd != "preempt" && at+1 < len(p.staff) && p.staff[at+1] < p.staff[at] {
		h.over += max(0, min(float64(agents), e.busy*float64(p.cfg.Concurrency))-p.staff[at+1]) * p.spread
	}
	if e.left == 0 || n == 0 {
		return
	}
	// Who gives up: the first classes wait as if the later ones were not there, once
	// all places are taken (erlangPool.queueOf).
	before, gone := 0.0, 0.0
	for i := range p.byTry {
		c := &p.byTry[i]
		if c.n[s] == 0 {
			continue
		}
		if agents == 0 {
			c.left += c.n[s]
			continue
		}
		before += 2 * c.n[s]
		upTo := e.theta * e.all * e.queueOf(before) / 2
		c.left += min(c.n[s], upTo-gone+c.n[s]*e.balked)
		gone = upTo
	}
}
