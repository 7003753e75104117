package models

import (
	"fmt"
	"math"
	"time"

	"peakready/sim"
)

// The outlook's arithmetic: what the plan's forecast becomes further down the
// chain, as a fluid by day.

// pass is what comes out of a capacity by day: what came in, held back.
func pass(in, capacity []float64) []float64 {
	out := make([]float64, len(in))
	backlog := 0.0
	for d, n := range in {
		out[d] = min(backlog+n, capacity[d])
		backlog += n - out[d]
	}
	return out
}

// shift moves a flow later by some days, a part of a day in proportion.
func shift(in []float64, days float64) []float64 {
	out := make([]float64, len(in))
	whole, part := math.Modf(days)
	for d, n := range in {
		if at := d + int(whole); at < len(out) {
			out[at] += n * (1 - part)
			if at+1 < len(out) {
				out[at+1] += n * part
			}
		}
	}
	return out
}

// spread delays a flow by an exponential time in days, nothing later than cut.
func spread(in []float64, mean float64, cut int) []float64 {
	w := make([]float64, cut)
	for k := range w {
		w[k] = math.Exp(-float64(k)/mean) - math.Exp(-float64(k+1)/mean)
	}
	total := sum(w)
	out := make([]float64, len(in))
	for d, n := range in {
		for k, x := range w {
			if d+k < len(out) {
				out[d+k] += n * x / total
			}
		}
	}
	return out
}

func addTimes(to, what []float64, x float64) {
	for d, n := range what {
		to[d] += n * x
	}
}

func inDays(ms float64) float64 { return ms / float64(sim.Day) }

func meanHaul(sc *Scenario) float64 {
	t := 0.0
	for _, g := range sc.Regions {
		t += float64(g.Share) * inDays(g.LineHaul.Mean())
	}
	return t
}

// contract is a carrier's share of the firm's parcels.
func (f *Firm) contract(carrier string) float64 {
	t := 0.0
	for _, k := range f.Shipping.Contracts {
		if k.Carrier == carrier {
			t += float64(k.Share)
		}
	}
	return t
}

// shipped is the parcels handed over by day: through the warehouses, and half
// a day to the pickup.
func (f *Firm) shipped(c span, daily []float64) []float64 {
	out := make([]float64, c.days)
	items := f.itemsPerOrder()
	for i := range f.Warehouses {
		work := make([]float64, c.days)
		addTimes(work, daily, items*float64(f.Warehouses[i].Share))
		addTimes(out, pass(work, f.Warehouses[i].Capacity.perDay(c, nil)), 1/items)
	}
	return shift(out, 0.5)
}

// mean of a figure of the categories, weighted by their orders.
func (f *Firm) mean(of func(*Category) float64) float64 {
	n, t := 0.0, 0.0
	for i := range f.Demand.Categories {
		g := &f.Demand.Categories[i]
		n += float64(g.Orders)
		t += float64(g.Orders) * of(g)
	}
	if n == 0 {
		return 0
	}
	return t / n
}

// lookBack is what comes after the delivery, and the desk.
func (f *Firm) lookBack(c span, sc *Scenario, delivered []float64) []Load {
	var loads []Load
	if len(f.Demand.Categories) > 0 {
		regret := f.mean(func(g *Category) float64 { return float64(g.Regret) * (1 - float64(g.NoReturns)) })
		back := make([]float64, c.days)
		addTimes(back, delivered, regret)
		back = spread(back, inDays(sc.Consumers.RegretAfter.Mean()), 7)
		back = shift(spread(back, max(0.1, inDays(f.Returns.SendBack.Mean())), 14), inDays(f.Returns.Transit.Mean()))
		loads = append(loads, c.load("inspection", "parcels", back, f.Returns.Inspection.perDay(c, nil)))
	}
	by := f.contacts(c, sc, delivered)
	for i := range f.Service.Pools {
		loads = append(loads, f.poolLoad(c, i, &by))
	}
	return loads
}

// contacts expected by reason and day from the rates that are inputs: first
// contacts and their repeats. Late parcels, late refunds and waiting make more:
// those are feedback, and left to the simulation.
func (f *Firm) contacts(c span, sc *Scenario, delivered []float64) [reasons][]float64 {
	var by [reasons][]float64
	for rs := range by {
		by[rs] = make([]float64, c.days)
	}
	if len(f.Demand.Categories) == 0 {
		return by
	}
	p, pol := &sc.Consumers, &f.Policy
	bot, resolved := f.Service.Bot.table(), f.Service.Resolved.table()
	asked := make([]float64, c.days)
	addTimes(asked, delivered, 1)
	seen := spread(asked, max(0.1, inDays(p.SeenAfter.Mean())), 14)
	later := spread(asked, inDays(p.RegretAfter.Mean()), 7)

	addTimes(by[askQuestion], f.intentions(c), f.mean(func(g *Category) float64 { return float64(g.Question) }))
	kept := f.mean(func(g *Category) float64 { return float64(g.Regret) * (1 - float64(g.NoReturns)) })
	addTimes(by[askReturn], later, kept*(1-float64(f.Returns.SelfService)))
	damaged := 0.0
	for i := range sc.Carriers {
		damaged += float64(sc.Carriers[i].Damaged) * f.contract(sc.Carriers[i].Name)
	}
	addTimes(by[askFaulty], seen, (f.mean(func(g *Category) float64 { return float64(g.Faulty) })+damaged)*float64(p.Acts.Faulty))
	addTimes(by[askUnlike], seen, f.mean(func(g *Category) float64 { return float64(g.Unlike) })*float64(p.Acts.Unlike))
	addTimes(by[askTerms], seen, f.mean(func(g *Category) float64 { return float64(g.Claims) * float64(g.Misled) })*float64(p.Acts.Misled))
	addTimes(by[askTerms], later, f.mean(func(g *Category) float64 { return float64(g.Regret) * float64(g.NoReturns) })*float64(p.Acts.Refused))
	daily, factors := f.daily(c), f.Demand.dayFactors(c)
	for d := range daily {
		by[askCancelled][d] += daily[d] * float64(f.Storefront.PaymentTrouble) * float64(p.Acts.Payment)
		if factors[d] >= promotionFactor {
			by[askCancelled][d] += daily[d] * float64(pol.BrokenPromises) * float64(p.Acts.Promotion)
		}
	}
	paid := 0.0 // share of quality disputes that advance compensation ends
	if rule := &pol.AdvanceCompensation; rule.On {
		paid = f.mean(func(g *Category) float64 {
			if g.Value <= rule.Cap {
				return float64(pol.CompensationEnds)
			}
			return 0
		})
	}
	for rs := range by {
		unhelped := 1 - resolved[rs]
		if r := reason(rs); r == askFaulty || r == askUnlike {
			unhelped *= 1 - paid
		}
		again := unhelped * float64(p.Persists)
		for d := range by[rs] {
			by[rs][d] *= 1 - bot[rs]
			switch reason(rs) {
			case askFaulty, askUnlike, askTerms, askCancelled:
				by[askComplaint][d] += by[rs][d] * again * unhelped
				by[rs][d] *= 1 + again
			}
		}
	}
	return by
}

// intentions by the day on which they are had: deposits before their balance.
func (f *Firm) intentions(c span) []float64 {
	out := make([]float64, c.days)
	factors := f.Demand.dayFactors(c)
	total := 0.0
	for _, g := range f.Demand.Categories {
		total += float64(g.Orders) * float64(f.Demand.Scale)
	}
	for d := range c.demand {
		out[d] = total * factors[d]
	}
	p := &f.Demand.Double11
	for _, y := range c.years() {
		day := c.day(Day(y, time.November, 11))
		if day < 0 || day >= c.demand {
			continue
		}
		if ahead := p.ahead(day); ahead > 0 {
			for d := day - p.DepositDays; d < day; d++ {
				out[d] += total * float64(p.Factor) * ahead / (1 - float64(p.Unpaid)) / float64(p.DepositDays)
			}
		}
	}
	return out
}

// poolLoad is the offered load of a pool against its agents on duty, by day
// and in its worst hour.
func (f *Firm) poolLoad(c span, i int, by *[reasons][]float64) Load {
	p := &f.Service.Pools[i]
	hour := float64(sim.Hour) * throughput(p.Concurrency, p.SlowDown)
	handle := func(rs Reason) float64 { // agent-hours a contact
		if t, ok := p.HandleTimes[string(rs)]; ok {
			return t.Mean() / hour
		}
		return p.HandleTime.Mean() / hour
	}
	duty := f.onDuty(c, i)
	offered, capacity := make([]float64, c.days), make([]float64, c.days)
	l := Load{}
	ordinary, burst := f.Demand.hourShape(f.Demand.ordinaryShape()), f.Demand.hourShape(f.Demand.burstShape())
	for d := range offered {
		questions, others := 0.0, 0.0
		for _, name := range p.Reasons {
			rs := name.index()
			work := by[rs][d] * f.poolShare(i, name) * handle(name)
			if rs == askQuestion {
				questions += work
			} else {
				others += work
			}
		}
		shape := ordinary
		if _, m, day := c.date(d).Civil(); m == time.November && day == 11 {
			shape = burst
		}
		open := 0.0
		for h := range 24 {
			if duty[d*24+h] > 0 {
				open++
			}
			capacity[d] += duty[d*24+h]
		}
		for h := range 24 {
			load := 0.0
			at := duty[d*24+h]
			if at > 0 { // a question at a closed desk is not put, other contacts come later
				load = questions*shape[h] + others/open
			}
			for j := range p.Contacts {
				if d < c.demand {
					load += p.Contacts[j].inHour(c.date(d), h) * handle(p.Contacts[j].Reason)
				}
			}
			offered[d] += load
			if use := ratio(load, at); c.inWindow(d) && use > l.HourUse && !math.IsInf(use, 1) {
				l.HourUse, l.WorstHour = use, fmt.Sprintf("%s %02d:00", c.date(d), h)
			}
		}
	}
	whole := c.load("pool "+p.Name, "agent-hours", offered, capacity)
	whole.HourUse, whole.WorstHour = l.HourUse, l.WorstHour
	if p.Channel != "ticket" {
		whole.ClearDays = 0 // contacts do not wait for days
	} else {
		whole.HourUse, whole.WorstHour = 0, "" // and these do
	}
	return whole
}

// onDuty is the agents on duty by hour, temps by their speed.
func (f *Firm) onDuty(c span, i int) []float64 {
	p := &f.Service.Pools[i]
	out := make([]float64, c.days*24)
	staff := p.Staffing.agents(c)
	for h := range out {
		at := sim.Time(h) * sim.Hour
		out[h] = staff.Integral(at, at+sim.Hour) / float64(sim.Hour)
	}
	for j := range p.Temps {
		n, speed := p.Temps[j].agents(c, p.Staffing.Shrinkage)
		for h := range out {
			at := sim.Time(h) * sim.Hour
			out[h] += n.Integral(at, at+sim.Hour) / float64(sim.Hour) * speed.At(at)
		}
	}
	for j := range p.Teams {
		n := p.Teams[j].Staffing.agents(c)
		for h := range out {
			at := sim.Time(h) * sim.Hour
			out[h] += n.Integral(at, at+sim.Hour) / float64(sim.Hour)
		}
	}
	for h := range out {
		out[h] *= float64(p.Scale)
	}
	return out
}

// hourShape sums a shape of minutes to hours.
func (d *Demand) hourShape(minutes *[1440]float64) *[24]float64 {
	var s [24]float64
	for m, x := range minutes {
		s[m/60] += x
	}
	return &s
}

// inHour is the contacts of a stream in an hour of a date.
func (st *ContactStream) inHour(d Date, hour int) float64 {
	n := 0.0
	for m := hour * 60; m < hour*60+60; m++ {
		for _, iv := range st.Rates {
			if covers(iv.From, iv.To, Clock(sim.Time(m)*sim.Minute)) {
				n += float64(iv.Rate) / 1440
			}
		}
	}
	if weekend(d) {
		n *= float64(st.Weekend)
	}
	for _, ch := range st.Changes {
		if d >= ch.From && d <= ch.To {
			n *= float64(ch.Factor)
		}
	}
	return n
}

// poolShare is a pool's share of the contacts of a reason.
func (f *Firm) poolShare(i int, rs Reason) float64 {
	total, mine := 0.0, 0.0
	for j, p := range f.Service.Pools {
		for _, r := range p.Reasons {
			if r == rs {
				total += float64(p.Share)
				if j == i {
					mine = float64(p.Share)
				}
			}
		}
	}
	if total == 0 {
		return 0
	}
	return mine / total
}
