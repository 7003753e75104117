package study

import (
	"math"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/queueing"
)

// Shadow puts formulas beside finished seasons: Erlang A for every hour of every
// pool by itself, from the mean first attempts, the agents on duty, the mean
// handle time of the pool and the mean patience; and for every line the fluid
// backlog from its daily arrivals and capacity. The largest gaps are listed with
// the reasons that the figures of that hour or day show.
func Shadow(sc *models.Scenario, r *result.Run) *result.Shadow {
	complete := models.Completed(*sc)
	out := &result.Shadow{}
	if len(r.Trials) == 0 {
		return out
	}
	for f := range r.Firms {
		for p := range r.Firms[f].Pools {
			d := newDeskShadow(&complete, r, f, p)
			hours := d.hours()
			out.Pools = append(out.Pools, result.PoolShadow{Firm: f, Pool: p, Hours: hours, Gaps: d.gaps(hours)})
		}
	}
	for l := range r.Lines {
		out.Lines = append(out.Lines, lineShadow(r, l))
	}
	return out
}

// deskShadow is a pool's figures as the formulas take them, by hour since the
// start of the run; means over replications.
type deskShadow struct {
	run                         *result.Run
	firm, pool                  int
	cfg                         *models.Pool
	fresh, staffed, capacity    []float64 // a season's contacts; agents; contacts' work that can be done, ms
	offered, resolved, answered []float64
	waiting                     []float64 // at the hour's start
	work                        float64   // ms a contact, at full speed
	theta                       float64   // 1 / mean patience, an hour
}

func newDeskShadow(sc *models.Scenario, r *result.Run, firm, pool int) *deskShadow {
	d := &deskShadow{run: r, firm: firm, pool: pool, cfg: &sc.Firms[firm].Service.Pools[pool]}
	n := r.NDays * 24
	d.fresh, d.staffed, d.capacity = make([]float64, n), make([]float64, n), make([]float64, n)
	d.offered, d.resolved, d.answered, d.waiting = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n+1)
	all := float64(len(r.Trials))
	contacts, work := 0.0, 0.0
	for t := range r.Trials {
		for h, x := range r.Trials[t].Firms[firm].Pools[pool].Hours {
			if h >= n {
				break
			}
			d.fresh[h] += float64(x.Fresh) / all
			d.offered[h] += float64(x.Offered) / all
			d.answered[h] += float64(x.Answered) / all
			d.resolved[h] += float64(x.Answered+x.Abandoned) / all
			d.staffed[h] += float64(x.Staffed) / float64(sim.Hour) / all
			d.capacity[h] += float64(x.Capacity) / all
			contacts += float64(x.Fresh)
			work += float64(x.WorkOffered)
		}
	}
	for h := range n {
		d.waiting[h+1] = max(0, d.waiting[h]+d.offered[h]-d.resolved[h])
	}
	d.work = work / contacts
	d.theta = d.impatience(sc)
	return d
}

// impatience is the rate at which those who wait give up, an hour: of the
// reasons by the contacts that each had, one over the mean patience.
func (d *deskShadow) impatience(sc *models.Scenario) float64 {
	rate := func(meanMs float64) float64 { return float64(sim.Hour) / max(1, meanMs) }
	weight, sum := 0.0, 0.0
	for i, reason := range d.cfg.Reasons {
		n := 0.0
		for t := range d.run.Trials {
			if rs := d.run.Trials[t].Firms[d.firm].Pools[d.pool].Reasons; i < len(rs) {
				n += float64(rs[i].Answered + rs[i].Abandoned)
			}
		}
		patience := d.cfg.Patience.Mean()
		if reason == "complaint" {
			patience = float64(sc.Firms[d.firm].Policy.SettleWithin)
		}
		weight, sum = weight+n, sum+n*rate(patience)
	}
	if weight == 0 {
		return rate(d.cfg.Patience.Mean())
	}
	return max(sum/weight, 1e-6) // whoever never gives up: once in a million hours
}

// hours of the window.
func (d *deskShadow) hours() []result.HourShadow {
	out := make([]result.HourShadow, 0, (d.run.To+1-d.run.From)*24)
	for h := d.run.From * 24; h < (d.run.To+1)*24; h++ {
		out = append(out, d.hour(h, d.fresh[h]))
	}
	return out
}

// hour is Erlang A of one hour with so many contacts. An agent with several at
// once is as many places, each as fast as with all of them in hand, so that what
// all can do is what the simulated agents can.
func (d *deskShadow) hour(h int, contacts float64) result.HourShadow {
	s := result.HourShadow{Contacts: contacts, Places: d.staffed[h] * float64(d.cfg.Concurrency), Waiting: d.waiting[h],
		ServiceLevel: math.NaN(), Abandonment: math.NaN(), Erlangs: math.NaN()}
	if !(s.Places > 0) || !(d.capacity[h] > 0) || !(d.work > 0) {
		return s
	}
	mu := d.capacity[h] / d.work / s.Places // contacts an hour of a place
	s.Erlangs = contacts / mu
	if contacts == 0 || d.run.Firms[d.firm].Pools[d.pool].Slow() {
		return s
	}
	target := float64(d.run.Firms[d.firm].Pools[d.pool].Target) / float64(sim.Hour)
	whole := math.Floor(s.Places + 1e-9)
	part := max(0, s.Places-whole)
	if whole == 0 { // less than one place all the hour: one that is so much slower
		whole, part, mu = 1, 0, mu*s.Places
	}
	at := func(servers float64) (inTime, gaveUp float64) {
		q := queueing.ErlangA{Lambda: contacts, Mu: mu, Theta: d.theta, Servers: int(servers)}
		return q.ServiceLevel(target), q.Abandonment()
	}
	s.ServiceLevel, s.Abandonment = at(whole)
	if part > 1e-6 { // between two whole numbers of places
		inTime, gaveUp := at(whole + 1)
		s.ServiceLevel += part * (inTime - s.ServiceLevel)
		s.Abandonment += part * (gaveUp - s.Abandonment)
	}
	return s
}

// mostGaps of a pool are listed, one of a date, which differ by leastShare of the contacts or
// more and by more than sureGap standard errors of the simulated figure.
const (
	mostGaps   = 5
	leastShare = 0.02
	sureGap    = 3
)

// gaps are the hours in which Erlang A misleads most, by the contacts that it
// says are answered in time and are not, or the other way round.
func (d *deskShadow) gaps(hours []result.HourShadow) []result.Gap {
	var all []result.Gap
	for k := range hours {
		h := d.run.From*24 + k
		inTime, _ := d.run.PoolHourShares(d.firm, d.pool, h)
		told := hours[k].ServiceLevel
		if math.IsNaN(inTime) || math.IsNaN(told) || math.Abs(told-inTime) < leastShare || math.Abs(told-inTime) < sureGap*d.error(h, inTime) {
			continue
		}
		all = append(all, result.Gap{At: k, Simulated: inTime, Formula: told, Amount: (told - inTime) * d.resolved[h]})
	}
	slices.SortStableFunc(all, func(a, b result.Gap) int {
		return -cmpAbs(a.Amount, b.Amount)
	})
	var out []result.Gap
	for _, g := range all {
		if len(out) < mostGaps && !slices.ContainsFunc(out, func(o result.Gap) bool { return o.At/24 == g.At/24 }) {
			g.Reasons = d.reasons(&g, &hours[g.At])
			out = append(out, g)
		}
	}
	return out
}

// error of the simulated share of an hour, a ratio over replications: from the
// residuals of those answered in time against the share of those resolved. Of one
// replication it is not known, and 0.
func (d *deskShadow) error(h int, share float64) float64 {
	n := len(d.run.Trials)
	if n < 2 {
		return 0
	}
	squares, resolved := 0.0, 0.0
	for t := range d.run.Trials {
		x := &d.run.Trials[t].Firms[d.firm].Pools[d.pool].Hours[h]
		all := float64(x.Answered + x.Abandoned)
		e := float64(x.Within) - share*all
		squares += e * e
		resolved += all
	}
	return math.Sqrt(squares*float64(n)/float64(n-1)) / resolved
}

func cmpAbs(a, b float64) int {
	a, b = math.Abs(a), math.Abs(b)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
