package models

import (
	"peakready/sim"
	"peakready/sim/rng"
)

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
	// Scale of the pool against the one described: agents, temps and pay times
	// this, agent-hours exact. Heads stay whole, at least one of a team of any;
	// where that rounds they work as much faster or slower. Default 1; --scale sets it.
	Scale Factor `yaml:"scale"`
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
	Weekend  Factor           `yaml:"weekend"`  // on Saturday and Sunday
	Changes  []CapacityChange `yaml:"changes"`  // for spans of dates
	Arrivals Arrivals         `yaml:"arrivals"` // random, or even as a spreadsheet has them
}

// Defaults of a contact stream.
func (ContactStream) Defaults() ContactStream {
	return ContactStream{Reason: "other", Weekend: 1, Arrivals: "random"}
}

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
		Channel: "chat", Share: 1, Scale: 1, Staffing: Staffing{}.Defaults(),
		Redial:      0.58,
		RedialAfter: rng.MustLognormalMedian(float64(16*sim.Minute), 1.5),
		SlowDown:    0.15, ShiftEnd: "finish",
		Wage: 3500,
	}
}

// completed is the pool with what its channel decides filled in.
func (p Pool) completed() Pool {
	var handle, patience rng.Dist
	concurrency, within, redials := 1, 24*sim.Hour, 3
	switch p.Channel {
	case "phone":
		handle, patience = rng.MustLognormalMean(190*float64(sim.Second), 0.92), rng.MustWeibull(0.96, 411*float64(sim.Second))
		within = 20 * sim.Second
	case "ticket":
		handle, patience = rng.MustLognormalMean(10*float64(sim.Minute), 0.9), rng.MustExponential(3*float64(sim.Day))
		redials = 0
	default:
		handle, patience = rng.MustLognormalMean(300*float64(sim.Second), 0.9), rng.MustExponential(180*float64(sim.Second))
		concurrency, within = 4, 30*sim.Second
	}
	if p.RedialMax == 0 {
		p.RedialMax = redials
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
	sc.Authority = sc.Authority.completed(sc.Season.From)
	sc.Incidents = append([]Incident(nil), sc.Incidents...)
	for i := range sc.Incidents {
		sc.Incidents[i] = sc.Incidents[i].completed()
	}
	sc.Targets = append([]Target(nil), sc.Targets...)
	for i := range sc.Targets {
		sc.Targets[i] = sc.Targets[i].completed()
	}
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
