package models

import (
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

// Channel of a pool.
type Channel string

// Values of a channel.
func (Channel) Values() []string { return []string{"chat", "phone", "ticket"} }

// ShiftEnd says what becomes of contacts in hand when a shift ends.
type ShiftEnd string

// Values of a shift end: agents finish what they have in hand, or put it back
// at the head of the queue.
func (ShiftEnd) Values() []string { return []string{"finish", "preempt"} }

// Pool is a team of agents that share a queue. Reasons stand in the order in
// which they are served. A contact for which several pools are open goes to
// one of them by Share.
type Pool struct {
	Name     string       `yaml:"name"`
	Channel  Channel      `yaml:"channel"`  // chat, phone or ticket; a ticket waits through closed hours
	Reasons  []Reason     `yaml:"reasons"`  // that it handles, the first served first: question, where, return, faulty, unlike, cancelled, refund, terms, other, complaint
	Share    Factor       `yaml:"share"`    // weight against other pools that handle the same reason
	Staffing Staffing     `yaml:"staffing"` // agents who handle all its reasons
	Temps    []AgentTemps `yaml:"temps"`    // temporary agents
	Teams    []Team       `yaml:"teams"`    // agents with only some of its reasons as skills
	// HandleTime of one contact at a time. Default lognormal: chat mean 300 s,
	// log-sd 0.9 (FACTS D1 V, D2 C); phone mean 190 s, log-sd 0.92 (D2 C);
	// ticket mean 10 m, log-sd 0.9, weak.
	HandleTime  rng.Dist            `yaml:"handle_time"`
	HandleTimes map[string]rng.Dist `yaml:"handle_times"` // by reason, where they differ
	// Patience before the first reply. Default: chat exponential, mean 180 s (M:
	// weak); phone Weibull, k 0.96, scale 411 s (D2 C); ticket exponential, mean
	// 3 d, weak. A complaint waits for policy.settle_within instead.
	Patience rng.Dist `yaml:"patience"`
	// Balk is the share that leaves at once if it has to wait at all.
	Balk Share `yaml:"balk"`
	// Written tickets are neither balked nor redialled; for the rest,
	// Redial is the chance of another attempt after giving up, RedialAfter its
	// delay, RedialMax the attempts after the first. Defaults 0.58, lognormal
	// with median 16 m and log-sd 1.5, and 3 (FACTS D2, C; spread weak).
	Redial      Share    `yaml:"redial"`
	RedialAfter rng.Dist `yaml:"redial_after"`
	RedialMax   int      `yaml:"redial_max"`
	// Concurrency is the number of chats an agent has at once, SlowDown how much
	// longer each takes for every other chat in hand. Defaults: chat 4 and 15%
	// (FACTS D1: best limit 5, worse at 6, V; slope M: weak), phone and ticket 1.
	Concurrency int     `yaml:"concurrency"`
	SlowDown    float64 `yaml:"slow_down"`
	// ShiftEnd: finish (agents end the contacts in hand, as overtime) or preempt
	// (they go back to the head of the queue, with the work that is left).
	ShiftEnd ShiftEnd `yaml:"shift_end"`
	// AnswerWithin is the limit of the service level. Default: chat 30 s (FACTS
	// D1), phone 20 s, ticket 24 h.
	AnswerWithin Duration `yaml:"answer_within"`
	// Wage of a paid hour, of temps' too. Default ¥35, weak.
	Wage Money `yaml:"wage"`
	// Contacts that reach this pool without an order: a contact centre alone.
	Contacts []ContactStream `yaml:"contacts"`
}

// Team are agents of a pool with only some of its reasons as skills.
type Team struct {
	Name     string   `yaml:"name"`
	Skills   []Reason `yaml:"skills"` // reasons of the pool
	Staffing Staffing `yaml:"staffing"`
}

// ContactStream is a flow of contacts given by intervals of the day.
type ContactStream struct {
	Name   string  `yaml:"name"`
	Reason Reason  `yaml:"reason"` // one of the pool's
	Rates  []Shift `yaml:"rates"`  // of an ordinary weekday, by interval; outside them none come
	// DayNoise is the coefficient of variation of a gamma factor on the whole day.
	DayNoise float64          `yaml:"day_noise"`
	Weekend  Factor           `yaml:"weekend"` // on Saturday and Sunday
	Changes  []CapacityChange `yaml:"changes"` // for spans of dates
}

// Defaults of a contact stream.
func (ContactStream) Defaults() ContactStream { return ContactStream{Reason: "other", Weekend: 1} }

// Defaults of a capacity change: it must name a factor.
func (CapacityChange) Defaults() CapacityChange { return CapacityChange{Factor: 1} }

// Defaults of a staffing: nobody; a third of paid time is not at the desk
// (shrinkage 0.32, FACTS, M: weak).
func (Staffing) Defaults() Staffing { return Staffing{Weekend: 1, Shrinkage: 0.32} }

// Defaults of a change of staffing.
func (StaffChange) Defaults() StaffChange { return StaffChange{Factor: 1} }

// Defaults of temporary agents: 14 days of training (M, weak), 0.4 of full
// speed in the first week (D1: 0.53 over month 1, V; week 1 M) and full speed
// after 240 days (D1, V).
func (AgentTemps) Defaults() AgentTemps {
	return AgentTemps{Training: 14 * sim.Day, Start: 0.4, Learning: 240 * sim.Day}
}

// Defaults of temporary hands on a line: weak.
func (LineTemps) Defaults() LineTemps {
	return LineTemps{Training: 3 * sim.Day, Start: 0.5, Learning: 30 * sim.Day}
}

// Defaults of a pool that do not depend on its channel; Completed gives the others.
func (Pool) Defaults() Pool {
	return Pool{
		Channel: "chat", Share: 1, Staffing: Staffing{}.Defaults(),
		Redial:      0.58,
		RedialAfter: rng.MustLognormalMedian(float64(16*sim.Minute), 1.5), RedialMax: 3,
		SlowDown: 0.15, ShiftEnd: "finish",
		Wage: 3500,
	}
}

// completed is the pool with what its channel decides filled in.
func (p Pool) completed() Pool {
	var handle, patience rng.Dist
	concurrency, within := 1, 24*sim.Hour
	switch p.Channel {
	case "phone":
		handle, patience = rng.MustLognormalMean(190*float64(sim.Second), 0.92), rng.MustWeibull(0.96, 411*float64(sim.Second))
		within = 20 * sim.Second
	case "ticket":
		handle, patience = rng.MustLognormalMean(10*float64(sim.Minute), 0.9), rng.MustExponential(3*float64(sim.Day))
		p.Balk, p.Redial, p.RedialMax = 0, 0, 0
	default:
		handle, patience = rng.MustLognormalMean(300*float64(sim.Second), 0.9), rng.MustExponential(180*float64(sim.Second))
		concurrency, within = 4, 30*sim.Second
	}
	unset := rng.Dist{}
	if p.HandleTime == unset {
		p.HandleTime = handle
	}
	if p.Patience == unset {
		p.Patience = patience
	}
	if p.Concurrency == 0 {
		p.Concurrency = concurrency
	}
	if p.AnswerWithin == 0 {
		p.AnswerWithin = within
	}
	return p
}

// Completed is the scenario with the defaults that depend on other keys filled
// in. It changes nothing that is given, and not the scenario it is given.
func Completed(sc Scenario) Scenario {
	sc.Firms = append([]Firm(nil), sc.Firms...)
	for i := range sc.Firms {
		f := &sc.Firms[i]
		f.Service.Pools = append([]Pool(nil), f.Service.Pools...)
		for j := range f.Service.Pools {
			f.Service.Pools[j] = f.Service.Pools[j].completed()
		}
	}
	return sc
}

// desk is a pool at work.
type desk struct {
	cfg   *Pool
	pool  *flow.Pool
	waits *stats.Sketch // of contacts answered in the window
	open  flow.Schedule // agents on duty, all groups
	class [reasons]int8 // class of a reason, -1 for none
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
	end := flow.Finish
	if p.ShiftEnd == "preempt" {
		end = flow.Preempt
	}
	all := make([]int, len(p.Reasons))
	for i := range all {
		all[i] = i
	}
	var staffed []flow.Schedule
	group := func(name string, skills []int, n, speed flow.Schedule) {
		staffed = append(staffed, n)
		spec.Groups = append(spec.Groups, flow.GroupSpec{
			Name: name, Skills: skills, Staff: n, Efficiency: speed,
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
	d.open = sumSchedules(staffed)
	d.waits = stats.NewSketch()
	spec.Answered = func(_ *flow.Contact, wait sim.Time) {
		if s.inWindow(s.today) {
			d.waits.Record(int64(wait))
		}
	}
	spec.Served = func(c *flow.Contact, _ sim.Time) { s.onServed(f, c) }
	spec.Abandoned = func(c *flow.Contact, _ sim.Time, redials bool) {
		if !redials {
			s.onUnanswered(f, c)
		}
	}
	d.pool = flow.NewPool(s.k, spec, s.days*24)
	return d
}

// contact brings a consumer's record to the desk, now. Outside the hours of
// the pool it comes again after the opening.
func (s *season) contact(f *firm, r *sim.Record) {
	rs := reasonOf(r)
	nth := get(r.B, nthShift, nthBits)
	l := s.luck(r).Sub(drawContact, uint64(rs)<<8|uint64(problemOf(r))<<4|nth)
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
	pool, class := src.pool, src.reason // a contact centre's caller comes back to the pool that was called
	if src.kind != sourceContacts || rs != askOther {
		pool, class = f.route[rs].pick(l.U(drawPool)), rs
	}
	d := f.desks[pool]
	if d.pool.Staffed() == 0 && d.cfg.Channel != "ticket" { // writing can wait in the queue
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
	d.pool.Offer(flow.Contact{Order: *r, Luck: l, Class: uint8(d.class[class]), Reason: uint8(rs), Nth: uint8(nth)})
}

func (s *season) onApproach(r *sim.Record) { s.contact(s.firmOf(r), r) }

// onDeskContact: a contact of a contact centre alone.
func (s *season) onDeskContact(src *source, f *firm, r *sim.Record) {
	d := f.desks[src.pool]
	put(&r.B, problemShift, problemBits, uint64(problemOther))
	s.count(f, r, result.Contacts)
	d.pool.Offer(flow.Contact{Order: *r, Luck: s.luck(r).Sub(drawContact, 0), Class: uint8(d.class[src.reason]), Reason: uint8(askOther)})
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
	resolved := l.Chance(drawResolved, f.resolved[rs])
	switch rs {
	case askQuestion:
		s.answeredQuestion(f, r)
	case askWhere:
		s.onWhereAnswered(f, r, resolved)
	case askReturn:
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
		s.nextLateCheck(r, s.again(r))
	default:
		if s.compensate(f, r) {
			return
		}
		if l.Chance(drawAngry, float64(s.sc.Consumers.Angry)) {
			s.complain(f, r, problemWaiting)
			return
		}
		s.persist(f, r)
	}
}
