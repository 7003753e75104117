package models

import (
	"peakready/models/result"
	"peakready/sim"
)

// ruleTick is how often rules look at their measures: what comes and goes in
// between they do not see.
const ruleTick = 10 * sim.Minute

// gauge reads the measure of a condition at a firm, from what is there now.
// It moves nothing: a rule that never fires leaves every event as it was.
type gauge struct {
	cond     *Condition
	firm     *firm
	desks    []*desk
	carriers []*carrier

	lastHour [int(sim.Hour / ruleTick)]hourly // readings of the last hour, the oldest at next
	next     int
	day      int   // orders: that of the last reading
	before   int64 // and the orders of the days before it
}

// hourly are counts since the start.
type hourly struct{ resolved, counted int64 }

func (s *season) newGauge(f *firm, cond *Condition) gauge {
	g := gauge{cond: cond, firm: f}
	for _, d := range f.desks {
		if cond.Pool == "" || cond.Pool == d.cfg.Name {
			g.desks = append(g.desks, d)
		}
	}
	for i := range s.carriers {
		c := &s.carriers[i]
		if cond.Carrier == c.cfg.Name || cond.Carrier == "" && f.cfg.Shipping.with(c.cfg.Name) {
			g.carriers = append(g.carriers, c)
		}
	}
	return g
}

// with says whether there is a contract with a carrier.
func (p *Shipping) with(carrier string) bool {
	for _, k := range p.Contracts {
		if k.Carrier == carrier && k.Share > 0 {
			return true
		}
	}
	return false
}

// holds reads the measure and compares it. It is asked once a tick: the last
// hour is counted by it.
func (g *gauge) holds(s *season, now sim.Time) bool {
	v := g.value(s, now)
	if g.cond.Above != nil {
		return v > float64(*g.cond.Above)
	}
	return v < float64(*g.cond.Below)
}

func (g *gauge) value(s *season, now sim.Time) float64 {
	f := g.firm
	switch g.cond.Measure {
	case deskQueue:
		n := 0
		for _, d := range g.desks {
			n += d.pool.Waiting()
		}
		return float64(n)
	case deskWait:
		longest := sim.Time(0)
		for _, d := range g.desks {
			longest = max(longest, d.pool.Oldest())
		}
		return float64(longest) / float64(sim.Second)
	case deskAbandoned, deskAbandonment:
		var so hourly
		for _, d := range g.desks {
			answered, abandoned := d.pool.Resolved()
			so.resolved += answered + abandoned
			so.counted += abandoned
		}
		hour := g.sinceAnHour(so)
		if g.cond.Measure == deskAbandoned || hour.resolved == 0 {
			return float64(hour.counted)
		}
		return float64(hour.counted) / float64(hour.resolved)
	case ordersPlaced:
		if g.day != s.today {
			g.before += f.days[g.day][result.Placed]
			g.day = s.today
		}
		return float64(g.sinceAnHour(hourly{counted: g.before + f.days[s.today][result.Placed]}).counted)
	case warehouseDays:
		parcels, items := 0, 0.0
		for i := range f.warehouses {
			parcels += f.warehouses[i].line.Queue()
			items += f.warehouses[i].line.Planned(now, now+sim.Day)
		}
		return daysOf(float64(parcels)*f.cfg.itemsPerOrder(), items)
	case hubDays:
		worst := 0.0
		for _, c := range g.carriers {
			worst = max(worst, daysOf(float64(c.hub.Queue()), c.hub.Planned(now, now+sim.Day)))
		}
		return worst
	case stationDays:
		worst := 0.0
		for _, c := range g.carriers {
			parcels, planned := 0, 0.0
			for _, l := range c.stations {
				parcels += l.Queue()
				planned += l.Planned(now, now+sim.Day)
			}
			worst = max(worst, daysOf(float64(parcels), planned))
		}
		return worst
	case refundsWaiting:
		return float64(f.inspection.Queue()) + float64(f.toMakeGood)
	default: // complaintsOpen
		return float64(f.openComplaints)
	}
}

// sinceAnHour is what was counted in the hour before, or since the start.
func (g *gauge) sinceAnHour(so hourly) hourly {
	then := g.lastHour[g.next]
	g.lastHour[g.next] = so
	g.next = (g.next + 1) % len(g.lastHour)
	return hourly{so.resolved - then.resolved, so.counted - then.counted}
}

// mostDays is the backlog, in days of capacity, of a line that has none planned.
const mostDays = 1000

func daysOf(work, planned float64) float64 {
	if work == 0 {
		return 0
	}
	if planned <= work/mostDays {
		return mostDays
	}
	return work / planned
}
