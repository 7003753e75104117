package flow

import (
	"fmt"

	"peakready/sim"
)

// agent is one seat. Its contacts in hand all make progress at one speed.
type agent struct {
	done   float64  // progress of each contact in hand, ms at full speed, as of at
	at     sim.Time // done was brought up to
	since  sim.Time // it has had contacts in hand without a break
	hand   list     // contacts, linked by their slots
	group  *group
	gen    uint16 // of the pending completion
	onDuty bool   // else in overtime or off
}

// agentRef is gen:16 | agent:24.
type agentRef uint64

// group is the agents of one GroupSpec. On duty: level[0] + ... + level[Concurrency].
type group struct {
	GroupSpec
	order []int32   // classes by priority
	only  *class    // if it is one alone
	level []list    // agents on duty by contacts in hand, longest at the level first
	late  list      // agents in overtime
	off   list      // agents that have gone
	speed []float64 // by contacts in hand: of each of them, efficiency included

	share      float64
	extra      int // agents beside the schedule, share or not
	efficiency float64
}

func newGroup(spec GroupSpec) group {
	g := group{GroupSpec: spec, late: emptyList(), off: emptyList(), share: 1}
	for _, c := range spec.Skills {
		g.order = append(g.order, int32(c))
	}
	for range spec.Concurrency + 1 {
		g.level = append(g.level, emptyList())
		g.speed = append(g.speed, 0)
	}
	return g
}

// setSpeed fills the table of speeds for the present efficiency.
func (g *group) setSpeed() {
	for k := 1; k < len(g.speed); k++ {
		if g.Speeds != nil {
			g.speed[k] = g.efficiency * g.Speeds(k) / float64(k)
		} else {
			g.speed[k] = g.efficiency / (1 + g.Slowdown*float64(k-1))
		}
	}
}

// freeAgent is the agent on duty with fewest contacts in hand, and of those the one
// longest so, or -1 if all are full.
func (g *group) freeAgent() int32 {
	if a := g.level[0].head; a >= 0 || g.Concurrency == 1 {
		return a
	}
	for k := range g.level[:g.Concurrency] {
		if a := g.level[k].head; a >= 0 {
			return a
		}
	}
	return -1
}

// nextFor is the waiting contact that the group takes next, or -1.
func (p *Pool) nextFor(g *group) int32 {
	if g.only != nil {
		return g.only.queue.head
	}
	return p.nextByPriority(g)
}

func (p *Pool) nextByPriority(g *group) int32 {
	best := int32(-1)
	priority := 0
	for _, c := range g.order {
		cl := &p.class[c]
		if best >= 0 && cl.Priority > priority {
			break
		}
		i := cl.queue.head
		if p.mutant == lastInFirstOut {
			i = cl.queue.tail
		}
		if i >= 0 && (best < 0 || p.slots[i].seq < p.slots[best].seq) {
			best, priority = i, cl.Priority
		}
	}
	return best
}

// answer gives contact i, which waits in no queue, to agent a, which has a free place.
func (p *Pool) answer(i, a int32, now sim.Time) {
	ag := &p.agents[a]
	g := ag.group
	k := ag.hand.n
	if k == 0 {
		ag.since = now
		p.working.add(1, now)
	}
	g.level[k].remove(p.agentLinks, a)
	g.level[k+1].pushBack(p.agentLinks, a)
	p.progress(ag, g, now)
	p.take(i, a, now)
}

// take puts contact i into agent a's hand, sets the completion anew, and counts the
// answer. The agent's level is the caller's.
func (p *Pool) take(i, a int32, now sim.Time) {
	ag := &p.agents[a]
	s := &p.slots[i]
	p.busy.add(1, now)
	if ag.hand.n == 0 {
		p.begin(i, a, s, ag, now)
		return
	}
	s.state, s.since, s.agent = inHand, now, a
	s.work += ag.done
	ag.hand.pushBack(p.slotLinks, i)
	p.plan(a, now)
	p.countAnswer(s, now)
}

// begin makes contact i of slot s all that agent a has in hand: of its contacts there is no
// first to look for, and no progress. The number in hand is the caller's.
func (p *Pool) begin(i, a int32, s *slot, ag *agent, now sim.Time) {
	s.state, s.since, s.agent = inHand, now, a
	p.slotLinks[i] = link{-1, -1}
	ag.hand = list{i, i, 1}
	ag.done, ag.at = 0, now
	ag.gen++
	work := s.work
	if speed := ag.group.speed[1]; speed != 1 {
		work /= speed // by 0: for ever
	}
	if work < float64(sim.MaxTime-now) {
		p.finished.At(now+sim.Time(work+0.5), agentRef(ag.gen)<<slotBits|agentRef(a))
	}
	p.countAnswer(s, now)
}

// countAnswer counts that the contact of s is being answered now, if for the first time.
func (p *Pool) countAnswer(s *slot, now sim.Time) {
	if s.answered {
		p.resuming--
		return
	}
	s.answered = true
	wait := now - s.c.Arrived
	s.wait = wait
	c := &p.class[s.c.Class]
	h := p.hour
	h.Answered++
	h.WaitSum += wait
	if wait <= c.Target {
		h.Within++
	}
	if p.keepWaits {
		p.waits.Record(int64(wait))
		c.kept.Answered++
		c.kept.WaitSum += wait
	}
	for _, w := range p.apart {
		w.Record(int64(wait))
	}
	if p.spec.Answered != nil {
		p.spec.Answered(&s.c, wait)
	}
}

// progress brings the work done by an agent up to now, at the speed it had till now.
func (p *Pool) progress(ag *agent, g *group, now sim.Time) {
	if ag.hand.n == 0 {
		ag.done = 0
	} else {
		ag.done += float64(now-ag.at) * g.speed[ag.hand.n]
	}
	ag.at = now
}

// first is the contact in hand that is done first; equals in the order of being taken.
func (p *Pool) first(ag *agent) int32 {
	best := ag.hand.head
	for i := p.slotLinks[best].next; i >= 0; i = p.slotLinks[i].next {
		if p.slots[i].work < p.slots[best].work {
			best = i
		}
	}
	return best
}

// plan schedules the next completion of an agent whose progress is up to date.
func (p *Pool) plan(a int32, now sim.Time) {
	ag := &p.agents[a]
	ag.gen++
	p.finishAfter(a, max(p.slots[p.first(ag)].work-ag.done, 0), ag.group.speed[ag.hand.n], now)
}

// finishAfter schedules agent a's completion of so much work at a speed.
func (p *Pool) finishAfter(a int32, work, speed float64, now sim.Time) {
	if speed != 1 {
		if speed == 0 {
			return // at a standstill until the efficiency or the number in hand changes
		}
		work /= speed
	}
	if work < float64(sim.MaxTime-now) {
		p.finished.At(now+sim.Time(work+0.5), agentRef(p.agents[a].gen)<<slotBits|agentRef(a))
	}
}

func (p *Pool) onFinished(r agentRef) {
	a, gen := int32(r&slotMask), uint16(r>>slotBits)
	ag := &p.agents[a]
	if ag.gen != gen {
		return
	}
	now := p.k.Now()
	if now >= p.next {
		p.step(now)
		if ag = &p.agents[a]; ag.gen != gen {
			return // a shift that began at this instant has changed the plan
		}
	}
	if ag.group.Concurrency == 1 && ag.onDuty {
		p.finishOnly(a, ag, now)
	} else {
		p.finishOne(a, ag, now)
	}
}

// finishOnly ends the only contact of an agent on duty who takes no more than one.
func (p *Pool) finishOnly(a int32, ag *agent, now sim.Time) {
	g := ag.group
	i := ag.hand.head
	p.handled += now - p.slots[i].since
	if next := p.nextFor(g); next >= 0 {
		s := &p.slots[next]
		p.dequeue(next, s, now)
		p.begin(next, a, s, ag, now)
	} else {
		ag.hand = emptyList()
		g.level[1].remove(p.agentLinks, a)
		g.level[0].pushBack(p.agentLinks, a)
		ag.gen++
		p.busy.add(-1, now)
		p.working.add(-1, now)
		p.worked += now - ag.since
	}
	p.end(i)
}

// finishOne ends the first of the contacts in an agent's hand.
func (p *Pool) finishOne(a int32, ag *agent, now sim.Time) {
	g := ag.group
	p.progress(ag, g, now)
	i := p.first(ag)
	p.put(i, ag, now)
	k := ag.hand.n
	if next := int32(-1); ag.onDuty {
		if next = p.nextFor(g); next >= 0 {
			p.dequeue(next, &p.slots[next], now)
			if k == 0 {
				ag.done = 0
			}
			p.take(next, a, now)
		} else {
			g.level[k+1].remove(p.agentLinks, a)
			g.level[k].pushBack(p.agentLinks, a)
			p.idleOrPlan(a, now)
		}
	} else {
		if k == 0 {
			g.late.remove(p.agentLinks, a)
			g.off.pushBack(p.agentLinks, a)
			p.late.add(-1, now)
		}
		p.idleOrPlan(a, now)
	}
	p.end(i)
}

// idleOrPlan goes on after a contact has left the agent's hand and none was taken.
func (p *Pool) idleOrPlan(a int32, now sim.Time) {
	ag := &p.agents[a]
	if ag.hand.n > 0 {
		p.plan(a, now)
		return
	}
	ag.gen++
	p.working.add(-1, now)
	p.worked += now - ag.since
}

// put takes contact i out of its agent's hand.
func (p *Pool) put(i int32, ag *agent, now sim.Time) {
	ag.hand.remove(p.slotLinks, i)
	p.busy.add(-1, now)
	p.handled += now - p.slots[i].since
}

// end tells that contact i, which has been put, is served.
func (p *Pool) end(i int32) {
	p.served++
	s := &p.slots[i]
	if p.spec.Served != nil {
		p.spec.Served(&s.c, s.wait)
		s = &p.slots[i] // the hook may have offered contacts, and the slots have moved
	}
	s.state = vacant
	p.free.push(i)
}

// newAgent makes an agent, off duty.
func (p *Pool) newAgent(g int32) int32 {
	a := len(p.agents)
	if a > slotMask {
		panic(fmt.Sprintf("flow: pool %s at %v: %d agents are the limit", p.spec.Name, p.k.Now(), slotMask+1))
	}
	p.agents = append(p.agents, agent{hand: emptyList(), group: &p.group[g]})
	p.agentLinks = append(p.agentLinks, link{})
	return int32(a)
}
