package models

import (
	"fmt"
	"math"
	"time"

	"peakready/sim"
	"peakready/sim/rng"
)

// Outlook is what a scenario would ask of its capacities, by arithmetic and
// before any simulation: the plan's own forecast, day by day as a fluid from the
// order through each capacity to the next, without noise, forecast error or
// feedback. It answers "is this the scenario that I meant?",
// not "are we ready?".
type Outlook struct {
	Season       string
	Days         int // simulated
	Firms        []FirmOutlook
	Shared       []Load  // carriers, all firms together
	Parts        []Part  // of the shared carriers, by carrier
	Orders       float64 // of one replication, warm-up and cool-down included
	Contacts     float64 // of contact centres, of one replication
	Memory       float64 // bytes for one replication at work, with what it keeps
	Kept         float64 // of them, bytes of its results, kept until all are done
	Base         float64 // bytes of the program with the scenario
	Seconds      float64 // CPU of one replication
	Replications int
}

// FirmOutlook is the outlook of one firm.
type FirmOutlook struct {
	Name       string
	Window     float64 // orders of the window
	Ordinary   float64 // orders of an ordinary day
	Busiest    float64 // orders of the busiest day
	BusiestDay Date
	PeakMinute float64 // orders a second in the busiest minute
	Loads      []Load
}

// Load is what comes to a capacity against what it can do.
type Load struct {
	Name      string
	Unit      string  // items, parcels, orders a second, agents
	Ordinary  float64 // offered on the median day of the window
	Capacity  float64 // on that day
	Peak      float64 // offered on the day that is worst for it
	AtPeak    float64 // capacity on that day
	PeakDay   Date
	ClearDays float64 // length of the longest backlog in days, fluid
	ClearFrom Date    // its first day
	WorstHour string  // pools: the hour that is worst, 2026-11-11 00:00
	HourUse   float64 // offered over capacity in that hour
}

// Use of the capacity on the worst day.
func (l Load) Use() float64 { return l.Peak / l.AtPeak }

// costs of the kernel for the estimate, measured on two shared cores (see the
// README's table); an estimate for a progress note, nothing depends on it.
const (
	secondsPerOrder   = 0.9e-6
	secondsPerContact = 0.5e-6
)

// Look computes the outlook of a checked scenario.
func Look(given *Scenario) Outlook {
	complete := Completed(*given)
	sc := &complete
	c := newSpan(sc.Season)
	o := Outlook{
		Season: fmt.Sprintf("%s to %s", sc.Season.From, sc.Season.To), Days: c.days, Replications: sc.Replications,
	}
	together, sources := make([]float64, c.days), 0 // orders by day, of all firms; streams
	hubIn := make([][]float64, len(sc.Carriers))    // parcels by carrier and day
	for j := range hubIn {
		hubIn[j] = make([]float64, c.days)
	}
	shipped := make([][]float64, len(sc.Firms))
	for i := range sc.Firms {
		f := &sc.Firms[i]
		daily := f.daily(c)
		o.Firms = append(o.Firms, f.look(c, daily))
		for _, n := range daily {
			o.Orders += n
		}
		for d, n := range daily {
			together[d] += n
		}
		sources += len(c.sourcesOf(i, f, f.Demand.dayFactors(c), rng.Key{}))
		for j := range f.Service.Pools {
			for k := range f.Service.Pools[j].Contacts {
				o.Contacts += f.Service.Pools[j].Contacts[k].perDay() * float64(c.demand)
			}
		}
		shipped[i] = f.shipped(c, daily)
		for j := range sc.Carriers {
			addTimes(hubIn[j], shipped[i], f.contract(sc.Carriers[j].Name))
		}
	}
	delivered := make([][]float64, len(sc.Carriers))
	for j := range sc.Carriers {
		k := &sc.Carriers[j]
		closed := k.shutdown(c)
		hub, stations := k.Hub.perDay(c, closed), k.Stations.perDay(c, closed)
		atStations := shift(pass(hubIn[j], hub), meanHaul(sc))
		delivered[j] = pass(atStations, stations)
		o.Shared = append(o.Shared,
			c.load(k.Name+" hub", "parcels", hubIn[j], hub),
			c.load(k.Name+" stations", "parcels", atStations, stations))
	}
	for i := range sc.Firms {
		f := &sc.Firms[i]
		mine := make([]float64, c.days)
		for j := range sc.Carriers {
			if all := sum(hubIn[j]); all > 0 {
				addTimes(mine, delivered[j], f.contract(sc.Carriers[j].Name)*sum(shipped[i])/all)
			}
		}
		o.Firms[i].Loads = append(o.Firms[i].Loads, f.lookBack(c, sc, mine)...)
	}
	o.Parts = sc.parts()
	o.remember(sc, c, sources, together, delivered)
	o.Seconds = o.Orders*secondsPerOrder + o.Contacts*secondsPerContact
	return o
}

// daily is the firm's forecast of orders by day, deposits on the day of their balance.
func (f *Firm) daily(c span) []float64 {
	out := make([]float64, c.days)
	total := 0.0
	for _, g := range f.Demand.Categories {
		total += float64(g.Orders)
	}
	factors := f.Demand.dayFactors(c)
	for d := range c.demand {
		out[d] = total * factors[d] * float64(f.Demand.Scale)
	}
	for _, y := range c.years() {
		if day := c.day(Day(y, time.November, 11)); day >= 0 && day < c.demand {
			out[day] += total * float64(f.Demand.Double11.Factor) * f.Demand.Double11.ahead(day) * float64(f.Demand.Scale)
		}
	}
	return out
}

func (p Capacity) perDay(c span, stretch func(int) float64) []float64 {
	s := p.rates(c, stretch)
	out := make([]float64, c.days)
	for d := range out {
		out[d] = s.Integral(sim.Time(d)*sim.Day, sim.Time(d+1)*sim.Day) / float64(sim.Minute)
	}
	return out
}

func (st *ContactStream) perDay() float64 {
	n := 0.0
	for m := range 1440 {
		for _, iv := range st.Rates {
			if covers(iv.From, iv.To, Clock(sim.Time(m)*sim.Minute)) {
				n += float64(iv.Rate) / 1440
			}
		}
	}
	return n
}

// look is the outlook of one firm, its carriers apart.
func (f *Firm) look(c span, daily []float64) FirmOutlook {
	o := FirmOutlook{Name: f.Name}
	window := daily[c.from : c.to+1]
	for i, n := range window {
		o.Window += n
		if n > o.Busiest {
			o.Busiest, o.BusiestDay = n, c.date(c.from+i)
		}
	}
	for _, g := range f.Demand.Categories {
		o.Ordinary += float64(g.Orders) * float64(f.Demand.Scale)
	}
	if len(f.Demand.Categories) > 0 {
		o.PeakMinute = f.peakMinute(c, daily)
		o.Loads = append(o.Loads, Load{
			Name: "checkout", Unit: "orders a second", Ordinary: o.Ordinary / 86400, Capacity: float64(f.Storefront.Capacity) / 86400,
			Peak: o.PeakMinute, AtPeak: float64(f.Storefront.Capacity) / 86400, PeakDay: o.BusiestDay,
		})
		items := f.itemsPerOrder()
		for i := range f.Warehouses {
			w := &f.Warehouses[i]
			work := make([]float64, c.days)
			for d, n := range daily {
				work[d] = n * items * float64(w.Share)
			}
			o.Loads = append(o.Loads, c.load(w.Name, "items", work, w.Capacity.perDay(c, nil)))
		}
	}
	return o
}

func (f *Firm) peakMinute(c span, daily []float64) float64 {
	most := 0.0
	ordinary, burst := f.Demand.ordinaryShape(), f.Demand.burstShape()
	for d := c.from; d <= c.to; d++ {
		shape := ordinary
		if _, m, day := c.date(d).Civil(); m == 11 && day == 11 {
			shape = f.Demand.withBalances(burst, d)
		}
		for _, x := range shape {
			most = max(most, daily[d]*x/60)
		}
	}
	return most
}

// withBalances is the share of a Double 11's orders in each minute, the
// balances of deposits among them: exponential after midnight.
func (d *Demand) withBalances(burst *[1440]float64, day int) *[1440]float64 {
	ahead, tau := d.Double11.ahead(day), float64(max(1, d.Double11.BalanceTime))/float64(sim.Minute)
	s := *burst
	for m := range s {
		x := float64(m)
		s[m] = (1-ahead)*s[m] + ahead*(math.Exp(-x/tau)-math.Exp(-(x+1)/tau))
	}
	return &s
}

func (f *Firm) itemsPerOrder() float64 {
	n, t := 0.0, 0.0
	for _, g := range f.Demand.Categories {
		n += float64(g.Orders)
		t += float64(g.Orders) * g.Items
	}
	if n == 0 {
		return 1
	}
	return t / n
}

// load compares what comes by day with what can be done, and follows the
// backlog as a fluid.
func (c span) load(name, unit string, offered, capacity []float64) Load {
	l := Load{Name: name, Unit: unit}
	worst := -1.0
	var backlog float64
	var since int
	for d := c.from; d < c.days; d++ {
		if d <= c.to {
			if use := ratio(offered[d], capacity[d]); use > worst {
				worst, l.Peak, l.AtPeak, l.PeakDay = use, offered[d], capacity[d], c.date(d)
			}
		}
		if backlog == 0 {
			since = d
		}
		backlog = max(0, backlog+offered[d]-capacity[d])
		if n := float64(d - since); backlog == 0 && n > l.ClearDays {
			l.ClearDays, l.ClearFrom = n, c.date(since)
		}
	}
	if backlog > 0 {
		l.ClearDays = math.Inf(1)
	}
	l.Ordinary, l.Capacity = median(offered[c.from:c.to+1]), median(capacity[c.from:c.to+1])
	return l
}

func ratio(a, b float64) float64 {
	if b > 0 {
		return a / b
	}
	if a > 0 {
		return math.Inf(1)
	}
	return 0
}

func median(xs []float64) float64 {
	s := append([]float64(nil), xs...)
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
	return s[len(s)/2]
}
