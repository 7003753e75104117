package verify

import "peakready/sim"

// What is read from a desk's season. All of the window; waits in seconds.

// share of a whole.
func share(a, b int64) float64 { return float64(a) / float64(b) }

// waited is the share of contacts that found no free agent.
func waited(p *played) float64 {
	h := p.desk()
	zero := float64(h.Answered) * (1 - p.Firms[0].Pools[0].Waits.Above(0))
	return 1 - zero/float64(h.Answered+h.Abandoned)
}

// within is the share of all contacts that are answered within the target.
func within(p *played) float64 { h := p.desk(); return share(h.Within, h.Answered+h.Abandoned) }

// abandoned is the share of contacts that give up.
func abandoned(p *played) float64 { h := p.desk(); return share(h.Abandoned, h.Answered+h.Abandoned) }

// meanQueueTime of all contacts, also those that give up.
func meanQueueTime(p *played) float64 {
	h := p.desk()
	return share(h.WaitSum+h.WaitAbandoned, h.Answered+h.Abandoned) / float64(sim.Second)
}

// meanQueue is the mean number waiting, by Little's law.
func meanQueue(p *played) float64 {
	h := p.desk()
	return float64(h.WaitSum+h.WaitAbandoned) / (p.days() * float64(sim.Day))
}

// occupancy is busy time over time on duty.
func occupancy(p *played) float64 { h := p.desk(); return share(h.Busy, h.Staffed) }

// meanWaitOf a reason of contact, by its place in the pool's list, of the answered.
func meanWaitOf(reason int) func(*played) float64 {
	return func(p *played) float64 {
		r := p.Firms[0].Pools[0].Reasons[reason]
		return share(r.WaitSum, r.Answered) / float64(sim.Second)
	}
}

// orbit is the mean number between two attempts, when an attempt comes mean
// seconds after the last one: the rate of repeated attempts times that.
func orbit(mean float64) func(*played) float64 {
	return func(p *played) float64 {
		h := p.desk()
		return float64(h.Offered-h.Fresh) * mean * float64(sim.Second) / (p.days() * float64(sim.Day))
	}
}

// waitADay is the contacts' waiting a day, in hours.
func waitADay(p *played) float64 {
	return float64(p.desk().WaitSum) / float64(sim.Hour) / p.days()
}

// inQueueAfter is the contacts that wait when a day of the window is over,
// counted from 1: those that have come and have not been answered.
func inQueueAfter(day int) func(*played) float64 {
	return func(p *played) float64 {
		n := int64(0)
		for _, h := range p.Firms[0].Pools[0].Hours[:(p.head.From+day)*24] {
			n += h.Offered - h.Answered - h.Abandoned
		}
		return float64(n)
	}
}
