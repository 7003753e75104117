package models

import (
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// Service is the firm's service desk: a bot in front, pools of agents behind.
type Service struct {
	// Bot is the share of first contacts that the bot answers for good.
	// Default 60% of questions, 40% of "where is my order", 30% of returns;
	// a platform's bot took 75% of online and 40% of hotline consultations
	// (FACTS D1, V). Weak for a shop.
	Bot ByReason `yaml:"bot"`
	// Resolved is first-contact resolution by reason. Weak: no public figure
	// by reason was found.
	Resolved ByReason `yaml:"resolved"`
	Pools    []Pool   `yaml:"pools"` // teams of agents, each with a queue
}

// DefaultService has no pools.
func DefaultService() Service {
	return Service{
		Bot: ByReason{Question: 0.6, Where: 0.4, Return: 0.3},
		Resolved: ByReason{Question: 1, Where: 0.75, Return: 0.9, Faulty: 0.6, Unlike: 0.55, Cancelled: 0.5,
			Refund: 0.6, Terms: 0.4, Other: 0.75, Complaint: 0.95},
	}
}

// desk is a pool at work.
type desk struct {
	cfg   *Pool
	pool  *flow.Pool    // it keeps the waits of contacts answered in the window
	open  flow.Schedule // agents on duty, all groups
	power flow.Schedule // the same times their speed
	class [reasons]int8 // class of a reason, -1 for none

	overflow []overflow // desks of contingency rules

	spans []result.WaitSpan // waits of dates that are asked for
	today []*stats.Sketch   // of those spans that have today

	referred int // class of the authority's cases, in a pool that handles complaints
}

func (s *season) newDesk(f *firm, p *Pool) *desk {
	d := &desk{cfg: p}
	spec := flow.PoolSpec{Name: f.cfg.Name + "/" + p.Name}
	for i := range d.class {
		d.class[i] = -1
	}
	for i, name := range p.Reasons {
		rs := name.index()
		d.class[rs] = int8(i)
		c := flow.ClassSpec{
			Name: string(name), Priority: i, Service: p.HandleTime, Target: p.AnswerWithin,
			Patience: flow.Patience{Balk: float64(p.Balk), Dist: p.Patience},
			Redial:   flow.Redial{Probability: float64(p.Redial), Delay: p.RedialAfter, Max: p.RedialMax},
		}
		if t, ok := p.HandleTimes[string(name)]; ok {
			c.Service = t
		}
		if rs == askComplaint { // waits in writing, as long as the firm's limit
			c.Patience = flow.Patience{Dist: rng.MustConstant(float64(f.cfg.Policy.SettleWithin))}
			c.Redial = flow.Redial{}
		}
		spec.Classes = append(spec.Classes, c)
	}
	referred := func(skills []int) []int { return skills }
	if handled := d.class[askComplaint]; handled >= 0 { // then the authority's cases too, before all else
		d.referred = len(spec.Classes)
		spec.Classes = append(spec.Classes, flow.ClassSpec{
			Name: "referred", Priority: -1, Service: spec.Classes[handled].Service, Target: p.AnswerWithin,
			Patience: flow.Patience{Dist: rng.MustNever()},
		})
		referred = func(skills []int) []int {
			if slices.Contains(skills, int(handled)) {
				return append(skills, d.referred)
			}
			return skills
		}
	}
	end := flow.Finish
	if p.ShiftEnd == "preempt" {
		end = flow.Preempt
	}
	all := make([]int, len(p.Reasons))
	for i := range all {
		all[i] = i
	}
	var staffed, power []flow.Schedule
	product := func(v []float64) float64 { return v[0] * v[1] }
	group := func(name string, skills []int, full, learned flow.Schedule) {
		n, speed := p.heads(s.present(f, p.Name, full))
		end := end
		if p.thin(speed) {
			end = flow.Preempt // a head that works slowly would finish its contact hours after the shift
		}
		speed = eachStep(product, speed, learned)
		staffed, power = append(staffed, n), append(power, eachStep(product, n, speed))
		spec.Groups = append(spec.Groups, flow.GroupSpec{
			Name: name, Skills: referred(skills), Staff: n, Efficiency: speed,
			Concurrency: p.Concurrency, Slowdown: p.SlowDown, ShiftEnd: end,
		})
	}
	group("core", all, p.Staffing.agents(s.span), flow.Always(1))
	for i := range p.Temps {
		n, speed := p.Temps[i].agents(s.span, p.Staffing.Shrinkage)
		group("temps", all, n, speed)
	}
	for i := range p.Teams {
		var skills []int
		for _, k := range p.Teams[i].Skills {
			skills = append(skills, int(d.class[k.index()]))
		}
		group(p.Teams[i].Name, skills, p.Teams[i].Staffing.agents(s.span), flow.Always(1))
	}
	d.addOverflow(s.sc, f, &spec)
	d.open, d.power = sumSchedules(staffed), sumSchedules(power)
	spec.Served = func(c *flow.Contact, _ sim.Time) {
		if r := &c.Order; reason(c.Reason) == askOther && f.resolved[askOther] >= 1 && problemOf(r) == problemOther && !s.follows(r) {
			f.atDesk-- // that was all, as onServed would find out in more steps
			return
		}
		s.onServed(f, c)
	}
	spec.Abandoned = func(c *flow.Contact, _ sim.Time, redials bool) {
		if !redials {
			s.onUnanswered(f, c)
		}
	}
	d.pool = flow.NewPool(s.k, spec, s.days*24)
	return d
}

// pace is the mean speed of the heads of a pool at another scale, over the
// window: an hour past the shift of a slower head is less of an agent's.
func (d *desk) pace(c span) float64 {
	if n := c.hours(d.open); d.cfg.Scale != 1 && n > 0 {
		return c.hours(d.power) / n
	}
	return 1
}

// contact brings a consumer's record to the desk, now. Outside the hours of
// the pool it comes again after the opening.
func (s *season) contact(f *firm, r *sim.Record) {
	rs := reasonOf(r)
	nth := get(r.B, nthShift, nthBits)
	key := uint64(rs)<<8 | uint64(problemOf(r))<<4 | nth
	if rs == askComplaint {
		key |= get(r.C, freeShift, freeBits) << 12
	}
	l := s.luck(r).Sub(drawContact, key)
	if nth == 0 && l.Chance(drawBot, f.bot[rs]) {
		s.count(f, r, result.BotContacts)
		if s.follows(r) {
			s.tell(r, "asks the desk (%s); the bot answers", reasonNames[rs])
		}
		bump(&r.B, nthShift, nthBits) // whoever comes again wants an agent
		s.served(f, r, rs, l)
		return
	}
	src := &s.sources[sourceOf(r)]
	d, class := f.desks[src.pool], src.reason // a contact centre's caller comes back to the pool that was called
	if src.kind != sourceContacts || rs != askOther {
		d, class = f.route(rs, l.U(drawPool), s.k.Now()), rs
	}
	if !d.takes() {
		next, ok := opens(d.open, s.k.Now())
		if rs == askQuestion || !ok { // a buyer does not wait for the morning
			s.note(r, "finds the desk closed")
			bump(&r.B, nthShift, nthBits)
			bump(&r.B, unansweredShift, unansweredBits)
			s.unanswered(f, r, rs, l)
			return
		}
		after := sim.Time(s.sc.Consumers.AfterOpening.Draw(l, drawOpening)) % openFor(d.open, next) // and not after its closing
		s.send(s.approach, next+after, *r)
		return
	}
	s.count(f, r, result.Contacts)
	if nth > 0 {
		s.count(f, r, result.Repeats)
	}
	if s.follows(r) {
		s.tell(r, "contacts the desk (%s)", reasonNames[rs])
	}
	d.pool.Offer(&flow.Contact{Order: *r, Luck: l, Class: uint8(d.class[class]), Reason: uint8(rs), Nth: uint8(nth)})
}

// takes says whether a contact can be put to the desk now: somebody is on duty,
// or it is in writing and can wait in the queue.
func (d *desk) takes() bool { return d.pool.Staffed() > 0 || d.cfg.Channel == "ticket" }

// route picks a desk for a reason, by share among those that are open; if none
// is, the one that opens first. A desk more thus never closes a door.
func (f *firm) route(rs reason, u float64, now sim.Time) *desk {
	total := 0.0
	for i, d := range f.desks {
		if x := f.shares[rs][i]; x > 0 && d.takes() {
			total += x
		}
	}
	var last, first *desk
	soonest := never
	for i, d := range f.desks {
		x := f.shares[rs][i]
		if x == 0 {
			continue
		}
		if total > 0 {
			if d.takes() {
				last = d
				if u -= x / total; u < 0 {
					return d
				}
			}
			continue
		}
		if at, ok := opens(d.open, now); first == nil || ok && at < soonest {
			first = d
			if ok {
				soonest = at
			}
		}
	}
	if last != nil { // u was lost to rounding
		return last
	}
	return first
}

func (s *season) onApproach(r *sim.Record) { s.contact(s.firmOf(r), r) }

// onDeskContact: a contact of a contact centre alone, today's.
func (s *season) onDeskContact(src *source, f *firm, who uint64) {
	d := f.desks[src.pool]
	f.atDesk++
	f.days[s.today][result.Contacts]++
	f.cohorts[s.today][result.Contacts]++
	c := d.pool.Place()
	c.Order = sim.Record{A: who, B: uint64(problemOther) << problemShift} // it had no other
	c.Luck = src.luck(s.key, s.firstOrder, who).Sub(drawContact, 0)
	c.Class, c.Reason, c.Nth, c.Tag = uint8(d.class[src.reason]), uint8(askOther), 0, 0
	d.pool.Offer(c)
}

// opens is the next time at which somebody is on duty.
func opens(staff flow.Schedule, now sim.Time) (sim.Time, bool) {
	for t := now; ; {
		next, ok := staff.Next(t)
		if !ok {
			return 0, false
		}
		if staff.At(next) > 0 {
			return next, true
		}
		t = next
	}
}

// openFor is the time from an opening until nobody is on duty.
func openFor(staff flow.Schedule, from sim.Time) sim.Time {
	for t := from; ; {
		next, ok := staff.Next(t)
		if !ok {
			return never
		}
		if staff.At(next) == 0 {
			return next - from
		}
		t = next
	}
}

// onServed and onUnanswered take the record of a contact that is over; the
// pool forgets it when they return.
func (s *season) onServed(f *firm, c *flow.Contact) {
	if c.Tag > 0 { // a case of the authority
		f.repliesOwed--
		s.onReplied(int(c.Tag) - 1)
		return
	}
	r := &c.Order
	bump(&r.B, nthShift, nthBits)
	s.note(r, "is served")
	s.served(f, r, reason(c.Reason), c.Luck)
}

func (s *season) onUnanswered(f *firm, c *flow.Contact) {
	r := &c.Order
	bump(&r.B, nthShift, nthBits)
	bump(&r.B, unansweredShift, unansweredBits)
	s.count(f, r, result.Unanswered)
	s.note(r, "gives up waiting for an answer")
	s.unanswered(f, r, reason(c.Reason), c.Luck)
}

// served: an agent (or the bot) has dealt with the contact.
func (s *season) served(f *firm, r *sim.Record, rs reason, l rng.Luck) {
	share := f.resolved[rs]
	resolved := share >= 1 || l.Chance(drawResolved, share) // what is certain needs no draw
	switch rs {
	case askQuestion:
		s.answeredQuestion(f, r)
	case askWhere:
		s.onWhereAnswered(f, r, resolved)
	case askReturn:
		f.atDesk--
		s.sendBack(f, r)
	case askComplaint:
		s.settle(f, r, resolved)
	default:
		s.onProblemAnswered(f, r, resolved)
	}
}

// unanswered: the consumer has given up after all redials.
func (s *season) unanswered(f *firm, r *sim.Record, rs reason, l rng.Luck) {
	switch rs {
	case askQuestion:
		s.unansweredQuestion(f, r)
	case askComplaint:
		s.settle(f, r, false)
	case askWhere:
		if l.Chance(drawAngry, float64(s.sc.Consumers.Angry)) {
			s.complain(f, r, problemWaiting)
			return
		}
		f.atDesk--
		s.nextLateCheck(r, s.again(r))
	default:
		if s.compensate(f, r) {
			f.atDesk--
			return
		}
		if l.Chance(drawAngry, float64(s.sc.Consumers.Angry)) {
			s.complain(f, r, problemWaiting)
			return
		}
		s.persist(f, r)
	}
}
