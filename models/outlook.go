package models

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"peakready/sim"
)

// Outlook is what a scenario would ask of its capacities, by arithmetic and
// before any simulation: the plan's own forecast, without noise, forecast
// error, queues or feedback. It answers "is this the scenario that I meant?",
// not "are we ready?".
type Outlook struct {
	Season       string
	Days         int // simulated
	Firms        []FirmOutlook
	Shared       []Load  // carriers, all firms together
	Orders       float64 // of one replication, warm-up and cool-down included
	Contacts     float64 // of contact centres, of one replication
	Memory       float64 // bytes for one replication at work
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
}

// Use of the capacity on the worst day.
func (l Load) Use() float64 { return l.Peak / l.AtPeak }

// costs of the kernel for the estimate, measured on two shared cores (see the
// README's table); an estimate for a progress note, nothing depends on it.
const (
	secondsPerOrder   = 0.9e-6
	secondsPerContact = 0.5e-6
	bytesPerOrder     = 24 * 1.3 // a travelling record in a chunk partly filled
	bytesFixed        = 40e6
)

// Look computes the outlook of a checked scenario.
func Look(sc *Scenario) Outlook {
	c := newSpan(sc.Season)
	o := Outlook{
		Season: fmt.Sprintf("%s to %s", sc.Season.From, sc.Season.To), Days: c.days, Replications: sc.Replications,
	}
	onRoad := 0.0
	hub := make([][]float64, len(sc.Carriers)) // parcels by carrier and day
	for i := range hub {
		hub[i] = make([]float64, c.days)
	}
	for i := range sc.Firms {
		f := &sc.Firms[i]
		daily := f.daily(c)
		fo := f.look(c, daily)
		for _, n := range daily {
			o.Orders += n
		}
		for _, n := range daily[max(0, c.from-1):] {
			onRoad = max(onRoad, 6*n)
		}
		for _, k := range f.Shipping.Contracts {
			for j := range sc.Carriers {
				if sc.Carriers[j].Name == k.Carrier {
					for d, n := range daily {
						hub[j][d] += n * float64(k.Share)
					}
				}
			}
		}
		for j := range f.Service.Pools {
			for k := range f.Service.Pools[j].Contacts {
				o.Contacts += f.Service.Pools[j].Contacts[k].perDay() * float64(c.demand)
			}
		}
		o.Firms = append(o.Firms, fo)
	}
	for j := range sc.Carriers {
		k := &sc.Carriers[j]
		closed := k.shutdown(c)
		o.Shared = append(o.Shared,
			c.load(k.Name+" hub", "parcels", hub[j], k.Hub.perDay(c, closed)),
			c.load(k.Name+" stations", "parcels", hub[j], k.Stations.perDay(c, closed)))
	}
	o.Memory = bytesFixed + onRoad*bytesPerOrder + o.Orders*(3./8+0.02) + float64(c.days*1440)*40
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
		back := make([]float64, c.days)
		for d, n := range daily {
			back[d] = n * f.returnShare()
		}
		o.Loads = append(o.Loads, c.load("inspection", "parcels", back, f.Returns.Inspection.perDay(c, nil)))
	}
	for i := range f.Service.Pools {
		if l, ok := f.poolLoad(c, i, daily); ok {
			o.Loads = append(o.Loads, l)
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

// returnShare is the share of orders that comes back for regret alone.
func (f *Firm) returnShare() float64 {
	n, t := 0.0, 0.0
	for _, g := range f.Demand.Categories {
		n += float64(g.Orders)
		t += float64(g.Orders) * float64(g.Regret) * (1 - float64(g.NoReturns))
	}
	if n == 0 {
		return 0
	}
	return t / n
}

// poolLoad is the offered load of a pool in agents against agents on duty,
// over its hours of service. Known beforehand are only questions before the
// sale and contacts given by interval; all else is feedback.
func (f *Firm) poolLoad(c span, i int, daily []float64) (Load, bool) {
	p := &f.Service.Pools[i]
	perAgent := throughput(p.Concurrency, p.SlowDown)
	offered := make([]float64, c.days) // agent-hours
	questions, n := 0.0, 0.0
	for _, g := range f.Demand.Categories {
		questions += float64(g.Orders) * float64(g.Question)
		n += float64(g.Orders)
	}
	handle := func(rs Reason) float64 {
		if t, ok := p.HandleTimes[string(rs)]; ok {
			return t.Mean()
		}
		return p.HandleTime.Mean()
	}
	share := f.poolShare(i, "question")
	for d, orders := range daily {
		if n > 0 {
			asked := orders * questions / n * (1 - float64(f.Service.Bot.Question)) * share
			offered[d] += asked * handle("question") / float64(sim.Hour) / perAgent
		}
		for j := range p.Contacts {
			if d < c.demand {
				offered[d] += p.Contacts[j].onDay(c.date(d)) * handle(p.Contacts[j].Reason) / float64(sim.Hour) / perAgent
			}
		}
	}
	if sum(offered) == 0 {
		return Load{}, false
	}
	staff := p.Staffing.agents(c)
	hours := make([]float64, c.days)
	for d := range hours {
		hours[d] = staff.Integral(sim.Time(d)*sim.Day, sim.Time(d+1)*sim.Day) / float64(sim.Hour)
	}
	for j := range p.Temps {
		n, speed := p.Temps[j].agents(c, p.Staffing.Shrinkage)
		for d := range hours {
			at := sim.Time(d) * sim.Day
			hours[d] += n.Integral(at, at+sim.Day) / float64(sim.Hour) * speed.At(at)
		}
	}
	l := c.load("pool "+p.Name, "agent-hours", offered, hours)
	l.ClearDays = 0 // contacts do not wait for days
	return l, true
}

func (st *ContactStream) onDay(d Date) float64 {
	n := st.perDay()
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

func (f *Firm) poolShare(i int, rs Reason) float64 {
	total := 0.0
	mine := 0.0
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

// Text writes the outlook in plain words.
func (o Outlook) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Window %s; %d days simulated with warm-up and drain, %d replications.\n", o.Season, o.Days, o.Replications)
	for _, f := range o.Firms {
		fmt.Fprintf(&b, "\n%s\n", f.Name)
		if f.Ordinary > 0 {
			fmt.Fprintf(&b, "  %s orders in the window; %s on an ordinary day, %s on the busiest (%s), up to %.1f a second.\n",
				thousands(f.Window), thousands(f.Ordinary), thousands(f.Busiest), f.BusiestDay, f.PeakMinute)
		}
		b.WriteString("  Forecast against capacity, by arithmetic (no noise, no queues, no feedback):\n")
		tabulate(&b, f.Loads)
	}
	if len(o.Shared) > 0 {
		b.WriteString("\nCarriers, all firms together\n")
		tabulate(&b, o.Shared)
	}
	fmt.Fprintf(&b, "\nOne replication: about %s orders, %.1f s of CPU, %.0f MB of memory; all %d: %.0f s of CPU.\n",
		thousands(o.Orders), o.Seconds, o.Memory/1e6, o.Replications, o.Seconds*float64(o.Replications))
	_, err := io.WriteString(w, b.String())
	return err
}

func tabulate(b *strings.Builder, loads []Load) {
	for _, l := range loads {
		fmt.Fprintf(b, "    %-22s ordinary day %7s of %7s %-16s worst day %s: %s of %s = %.0f%%%s\n",
			l.Name, thousands(l.Ordinary), thousands(l.Capacity), l.Unit+";", l.PeakDay, thousands(l.Peak), thousands(l.AtPeak), 100*l.Use(), l.remark())
	}
}

func (l Load) remark() string {
	switch {
	case math.IsInf(l.ClearDays, 1):
		return "; the backlog is never worked off"
	case l.Use() > 1 && l.ClearDays >= 1:
		return fmt.Sprintf("; over capacity, longest backlog %.0f days from %s", l.ClearDays, l.ClearFrom)
	case l.Use() > 1:
		return "; over capacity"
	}
	return ""
}

// thousands writes a number with k or M as planners do.
func thousands(x float64) string {
	switch {
	case math.IsInf(x, 0):
		return "∞"
	case x >= 1e6:
		return fmt.Sprintf("%.2fM", x/1e6)
	case x >= 10e3:
		return fmt.Sprintf("%.0fk", x/1e3)
	case x >= 1e3:
		return fmt.Sprintf("%.1fk", x/1e3)
	case x >= 10:
		return fmt.Sprintf("%.0f", x)
	default:
		return fmt.Sprintf("%.2f", x)
	}
}
