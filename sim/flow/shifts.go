package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// SetShare makes the agents on duty f times those scheduled, rounded to the nearest whole
// number, from now until the next call: a sick wave, an overflow team. It panics unless f
// is finite and >= 0.
func (p *Pool) SetShare(group int, f float64) {
	if !(f >= 0) || math.IsInf(f, 1) {
		panic(fmt.Sprintf("flow: pool %s at %v: share is %v; it must be finite and not negative", p.spec.Name, p.k.Now(), f))
	}
	now := p.k.Now()
	p.upTo(now)
	p.group[group].share = f
	p.staff(int32(group), now)
	p.fill(now)
}

// SetExtra puts n agents on duty beside those scheduled, from now until the next call: an
// overflow team. SetShare does not touch them. They leave as others do when their shift
// ends. It panics unless n >= 0.
func (p *Pool) SetExtra(group, n int) {
	if n < 0 {
		panic(fmt.Sprintf("flow: pool %s at %v: %d extra agents; it must not be negative", p.spec.Name, p.k.Now(), n))
	}
	now := p.k.Now()
	p.upTo(now)
	p.group[group].extra = n
	p.staff(int32(group), now)
	p.fill(now)
}

func (p *Pool) onShifted(uint32) { p.upTo(p.k.Now()) }

// applySteps sets staff and efficiency to what the schedules say now, and the event of
// their next step. It is called before anything else happens at the instant of a step,
// by whichever event comes first, so that a contact that ends as the shift does is not
// followed by another.
func (p *Pool) applySteps(now sim.Time) {
	p.turn(now)
	p.change = math.MaxInt64
	for i := range p.group {
		g := &p.group[i]
		for _, s := range []*Schedule{&g.Staff, &g.Efficiency} {
			if t, ok := s.Next(now); ok {
				p.change = min(p.change, t)
			}
		}
	}
	p.next = min(p.change, p.hourEnd)
	if p.change <= sim.MaxTime {
		p.shifted.At(p.change, 0)
	}
	for i := range p.group {
		p.setEfficiency(&p.group[i], now)
		p.staff(int32(i), now)
	}
	p.fill(now)
}

// setEfficiency re-times the contacts in hand of a group whose efficiency has changed.
func (p *Pool) setEfficiency(g *group, now sim.Time) {
	e := 1.0
	if len(g.Efficiency.steps) > 0 {
		e = g.Efficiency.At(now)
	}
	if e == g.efficiency {
		return
	}
	g.efficiency = e
	p.eachAtWork(g, func(a int32) { p.progress(&p.agents[a], g, now) })
	g.setSpeed()
	p.eachAtWork(g, func(a int32) { p.plan(a, now) })
}

// eachAtWork calls f for every agent of the group with contacts in hand.
func (p *Pool) eachAtWork(g *group, f func(a int32)) {
	for k := 1; k < len(g.level); k++ {
		for a := g.level[k].head; a >= 0; a = p.agentLinks[a].next {
			f(a)
		}
	}
	for a := g.late.head; a >= 0; a = p.agentLinks[a].next {
		f(a)
	}
}

// staff brings the number of agents on duty to that of the schedule: first those in
// overtime are kept on, then others come; the idle go first, then those with fewest
// contacts in hand.
func (p *Pool) staff(gi int32, now sim.Time) {
	g := &p.group[gi]
	for g.onDuty() < g.wanted(now) {
		a := g.late.head
		switch {
		case a >= 0:
			g.late.remove(p.agentLinks, a)
			p.late.add(-1, now)
		case g.off.n > 0:
			a = g.off.head
			g.off.remove(p.agentLinks, a)
		default:
			a = p.newAgent(gi)
		}
		ag := &p.agents[a]
		ag.onDuty = true
		g.level[ag.hand.n].pushBack(p.agentLinks, a)
		p.staffed.add(1, now)
	}
	if p.mutant == shiftEndIgnored {
		return
	}
	for g.onDuty() > g.wanted(now) {
		k := 0
		for g.level[k].n == 0 {
			k++
		}
		a := g.level[k].head // the one longest with so many, who is likely to be done soonest
		if g.ShiftEnd == Preempt {
			a = g.level[k].tail // the one with so many for the shortest time
		}
		g.level[k].remove(p.agentLinks, a)
		p.agents[a].onDuty = false
		p.staffed.add(-1, now)
		switch {
		case k == 0:
			g.off.pushBack(p.agentLinks, a)
		case g.ShiftEnd == Preempt:
			p.preempt(a, now)
			g.off.pushBack(p.agentLinks, a)
		default:
			g.late.pushBack(p.agentLinks, a)
			p.late.add(1, now)
		}
	}
}

// wanted is how many agents should be on duty. It is asked again at each step, because a
// hook that is called in between may set another share.
func (g *group) wanted(now sim.Time) int {
	return int(math.Floor(g.Staff.At(now)*g.share+0.5)) + g.extra
}

// onDuty counts the agents on duty.
func (g *group) onDuty() int {
	n := int32(0)
	for k := range g.level {
		n += g.level[k].n
	}
	return int(n)
}

// preempt sends the contacts in agent a's hand back to their queues, except those that
// are done at this very instant.
func (p *Pool) preempt(a int32, now sim.Time) {
	ag := &p.agents[a]
	speed := ag.group.speed[ag.hand.n]
	p.progress(ag, ag.group, now)
	done := ag.done
	ended := emptyList()
	for ag.hand.n > 0 {
		i := ag.hand.head
		s := &p.slots[i]
		p.put(i, ag, now)
		rest := s.work - done
		if rest < 0.5*speed {
			ended.pushBack(p.slotLinks, i)
			continue
		}
		if p.mutant == workRestarted {
			rest = p.class[s.c.Class].Service.Draw(s.c.Luck, purposeService)
		}
		s.work = rest
		s.state, s.since = waiting, now
		p.resume(i, now)
	}
	p.idleOrPlan(a, now)
	for ended.n > 0 {
		i := ended.head
		ended.remove(p.slotLinks, i)
		p.end(i)
	}
}

// resume puts contact i, which was answered before, where its arrival belongs in its
// queue: ahead of all that were not.
func (p *Pool) resume(i int32, now sim.Time) {
	q := &p.class[p.slots[i].c.Class].queue
	at := q.head
	for at >= 0 && p.slots[at].answered && p.slots[at].seq < p.slots[i].seq {
		at = p.slotLinks[at].next
	}
	q.insertBefore(p.slotLinks, i, at)
	p.waiting.add(1, now)
	p.resuming++
}

// fill gives waiting contacts to free places, group by group in order.
func (p *Pool) fill(now sim.Time) {
	for gi := range p.group {
		for {
			a := p.group[gi].freeAgent()
			if a < 0 {
				break
			}
			i := p.nextFor(&p.group[gi])
			if i < 0 {
				break
			}
			p.dequeue(i, &p.slots[i], now)
			p.answer(i, a, now)
		}
	}
}
