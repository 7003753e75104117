package flow

import (
	"fmt"
	"math"
	"sort"

	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// Patience is how long a contact is ready to wait for an answer.
type Patience struct {
	Balk float64  // probability, in [0,1], of leaving at once if it would have to wait
	Dist rng.Dist // ms, of those who stay; rng.Never() = they wait for ever
}

// Redial is what a contact does that left without an answer.
type Redial struct {
	Probability float64  // in [0,1], after each unanswered attempt
	Delay       rng.Dist // ms, finite, from leaving to the next attempt
	Max         int      // attempts after the first; 0 = none, math.MaxInt = no limit
}

// ClassSpec is a class of contacts: a language, a channel, a matter.
type ClassSpec struct {
	Name     string
	Priority int      // smaller is answered first
	Service  rng.Dist // ms of an agent's full speed with this contact alone; finite
	Patience Patience
	Redial   Redial
	Target   sim.Time // an answer after at most this counts as within the target
}

// ShiftEnd is what becomes of the contacts in hand when an agent's shift ends.
type ShiftEnd uint8

const (
	// Finish: the agent ends them, as overtime, and takes no new one.
	Finish ShiftEnd = iota
	// Preempt: the agent goes at once; they go back to the head of their queue with what
	// work remains and are resumed. They have been answered and do not lose patience.
	Preempt
)

// GroupSpec is a group of like agents.
type GroupSpec struct {
	Name        string
	Skills      []int    // classes it answers; which comes first is by Priority, then by arrival
	Staff       Schedule // agents on duty, rounded to the nearest whole number
	Concurrency int      // contacts an agent has in hand at once at most, >= 1

	// Slowdown is what each further contact in hand costs the others: with k in hand each
	// runs at 1/(1+Slowdown*(k-1)) of full speed. >= 0.
	Slowdown float64
	// Speeds, if not nil, replaces Slowdown: the total speed of an agent with k contacts in
	// hand, shared equally by them; finite and >= 0.
	Speeds func(k int) float64

	ShiftEnd   ShiftEnd
	Efficiency Schedule // multiplies the speed of all the group's agents; no step at all = 1
}

// PoolSpec says what a [Pool] is. The three hooks may be nil; the contact they are given
// is good until they return, and they may call Offer. When Served is called the agent has
// taken the next contact already, so what the hook offers does not jump the queue.
type PoolSpec struct {
	Name      string
	Classes   []ClassSpec
	Groups    []GroupSpec
	Answered  func(c *Contact, wait sim.Time)                 // service begins, the first time
	Served    func(c *Contact, wait sim.Time)                 // service has ended
	Abandoned func(c *Contact, waited sim.Time, redials bool) // left the queue; balked: waited 0
}

// Pool is a contact centre: agents in groups, contacts in classes, queues between them.
//
//	on arrival          the first group in order that has the skill and a free place; in it the
//	                    agent with fewest contacts in hand, and of those the one longest so
//	when a place frees  the smallest Priority, then whoever arrived first
//
// So no contact waits while an agent on duty that could take it has a free place. Service,
// patience, balking and redialling are drawn from the contact's luck by purpose, hence the
// same for a contact under every plan.
//
// An agent with several contacts works on all of them at one speed, set anew whenever
// their number or the efficiency changes; it has one pending event, its next completion.
// Shift changes come before all else at their instant.
type Pool struct {
	k     *sim.Kernel
	spec  PoolSpec
	class []class
	group []group

	slots     []slot // contacts: waiting, in hand or about to redial
	slotLinks []link
	free      ring // of slots; first freed, first used again: generations last longest

	agents     []agent
	agentLinks []link

	impatient sim.Event[contactRef]
	redialled sim.Event[contactRef]
	finished  sim.Event[agentRef]
	shifted   sim.Event[uint32]

	change  sim.Time // the next step of any schedule
	seq     uint64   // order of joining the queues
	stretch float64  // of patience; 1 but in a mutant
	mutant  mutant

	poolCount
	waits     *stats.Sketch
	keepWaits bool
	apart     []*stats.Sketch // that take the waits from now on as well
}

type class struct {
	ClassSpec
	queue   list
	groups  []*group // those with the skill, in order
	patient bool     // waits for ever
	// Means of the service and of patience where they are exponential, else 0: then a draw
	// is the mean times that of the luck.
	service, patience float64
	kept              ClassCount
}

// meanOf is the mean of an exponential distribution, 0 of any other.
func meanOf(d rng.Dist) float64 {
	if d.IsExponential() {
		return d.Mean()
	}
	return 0
}

// NewPool builds a pool and its events, whose names begin with the pool's. Hours is the
// expected length of the hourly series, which grows when a run is longer. It panics if
// the specification breaks a rule given with its fields.
func NewPool(k *sim.Kernel, spec PoolSpec, hours int) *Pool {
	p := &Pool{k: k, spec: spec, stretch: 1, mutant: mutation, waits: stats.NewSketch(), keepWaits: true}
	for _, c := range spec.Classes {
		p.checkClass(c)
		p.class = append(p.class, class{
			ClassSpec: c, queue: emptyList(), patient: c.Patience.Dist == rng.MustNever(),
			service: meanOf(c.Service), patience: meanOf(c.Patience.Dist),
		})
	}
	now := k.Now()
	p.group = make([]group, len(spec.Groups)) // agents and classes point to them
	for i, g := range spec.Groups {
		p.checkGroup(g)
		p.group[i] = newGroup(g)
		for _, c := range g.Skills {
			p.class[c].groups = append(p.class[c].groups, &p.group[i])
		}
		o := p.group[i].order
		sort.SliceStable(o, func(a, b int) bool { return p.class[o[a]].Priority < p.class[o[b]].Priority })
	}
	for i := range p.class {
		p.check(len(p.class[i].groups) > 0, "class %q: no group has the skill", p.class[i].Name)
	}
	p.mutate()
	for i := range p.group {
		if g := &p.group[i]; len(g.order) == 1 && p.mutant != lastInFirstOut {
			g.only = &p.class[g.order[0]]
		}
	}
	p.impatient = sim.On(k, spec.Name+"/impatient", p.onImpatient)
	p.redialled = sim.On(k, spec.Name+"/redialled", p.onRedialled)
	p.finished = sim.On(k, spec.Name+"/finished", p.onFinished)
	p.shifted = sim.On(k, spec.Name+"/shifted", p.onShifted)
	p.poolCount.start(now, hours)
	p.applySteps(now)
	return p
}

func (p *Pool) check(ok bool, format string, args ...any) {
	if !ok {
		panic("flow: pool " + p.spec.Name + ": " + fmt.Sprintf(format, args...))
	}
}

func (p *Pool) checkClass(c ClassSpec) {
	none := rng.Dist{}
	p.check(c.Service != none, "class %q: no distribution of service", c.Name)
	p.check(c.Patience.Dist != none, "class %q: no distribution of patience; rng.Never() waits for ever", c.Name)
	p.check(c.Patience.Balk >= 0 && c.Patience.Balk <= 1, "class %q: balk is %v; a probability lies in [0,1]", c.Name, c.Patience.Balk)
	r := c.Redial
	p.check(r.Probability >= 0 && r.Probability <= 1, "class %q: redial is %v; a probability lies in [0,1]", c.Name, r.Probability)
	p.check(r.Max >= 0, "class %q: redial max is %d; it must not be negative", c.Name, r.Max)
	p.check(r.Probability == 0 || r.Max == 0 || r.Delay != none && r.Delay != rng.MustNever(), "class %q: redial has no finite delay", c.Name)
}

func (p *Pool) checkGroup(g GroupSpec) {
	p.check(g.Concurrency >= 1, "group %q: concurrency is %d; it must be at least 1", g.Name, g.Concurrency)
	p.check(g.Slowdown >= 0 && !math.IsInf(g.Slowdown, 1), "group %q: slow-down is %v; it must be finite and not negative", g.Name, g.Slowdown)
	seen := make([]bool, len(p.spec.Classes))
	for _, c := range g.Skills {
		p.check(c >= 0 && c < len(seen), "group %q: skill %d, but there are %d classes", g.Name, c, len(seen))
		p.check(!seen[c], "group %q: skill %d stands twice", g.Name, c)
		seen[c] = true
	}
	if g.Speeds != nil {
		for k := 1; k <= g.Concurrency; k++ {
			v := g.Speeds(k)
			p.check(v >= 0 && !math.IsInf(v, 1), "group %q: total speed with %d in hand is %v; it must be finite and not negative", g.Name, k, v)
		}
	}
}

// mutate applies a mutant that is a matter of parameters.
func (p *Pool) mutate() {
	switch p.mutant {
	case patienceStretched:
		p.stretch = 1.1
	case priorityIgnored, balkIgnored, redialForgotten:
		for i := range p.class {
			c := &p.class[i]
			switch p.mutant {
			case priorityIgnored:
				c.Priority = 0
			case balkIgnored:
				c.Patience.Balk = 0
			case redialForgotten:
				c.Redial.Max = 0
			}
		}
	case slowdownIgnored:
		for i := range p.group {
			p.group[i].Slowdown, p.group[i].Speeds = 0, nil
		}
	}
}

// upTo brings shifts and hours to now; every handler begins with it.
func (p *Pool) upTo(now sim.Time) {
	if now >= p.next {
		p.step(now)
	}
}

func (p *Pool) step(now sim.Time) {
	if now >= p.change {
		p.applySteps(now)
	}
	p.turn(now)
	p.next = min(p.change, p.hourEnd)
}

// Waiting counts contacts in the queues, Busy contacts in hand, Staffed agents on duty
// (those in overtime not counted), Redialling contacts between two attempts; all as of
// the last event.
func (p *Pool) Waiting() int    { return int(p.waiting.n) }
func (p *Pool) Busy() int       { return int(p.busy.n) }
func (p *Pool) Staffed() int    { return int(p.staffed.n) }
func (p *Pool) Redialling() int { return int(p.orbiting) }
