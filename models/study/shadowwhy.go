package study

import (
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim"
)

// From these shares of an hour's contacts on a queue, redials or a difference
// between seasons is told as a reason.
const (
	tellQueue   = 0.05
	tellRedials = 0.1
	tellRise    = 1.5 // times the hour before
	tellScatter = 2   // variance of the contacts over their mean; 1 is chance
)

// reasons that the figures of an hour show why Erlang A misleads there. It takes
// the hour as steady, alone, with first attempts only, and all seasons alike.
func (d *deskShadow) reasons(g *result.Gap, s *result.HourShadow) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	h := d.run.From*24 + g.At
	before, after := d.waiting[h], d.waiting[h+1]
	contacts := d.fresh[h]
	if before >= tellQueue*contacts && before >= 1 {
		add("%s contacts waited from the hours before", number(before))
	}
	if grown := after - before; math.Abs(grown) >= tellQueue*contacts && math.Abs(grown) >= 1 {
		if grown > 0 {
			add("the queue grows from %s to %s in the hour (load %.2f) and is steady at no time in it", number(before), number(after), s.Erlangs/s.Places)
		} else {
			add("the queue falls from %s to %s in the hour", number(before), number(after))
		}
	}
	if again := d.offered[h] - contacts; again >= tellRedials*d.offered[h] && again > 0 {
		add("%.0f%% of the attempts are redials, which it does not know", 100*again/d.offered[h])
	}
	if last := d.fresh[max(0, h-1)]; h > 0 && d.staffed[h-1] > 0 && last > 0 {
		switch rise := contacts / last; {
		case rise >= tellRise:
			add("contacts rise to %.1f times the hour before, and so within the hour", rise)
		case rise <= 1/tellRise:
			add("contacts fall to %.1f times the hour before, and so within the hour", rise)
		}
	}
	if lo, hi := d.spread(h, func(x *result.PoolHour) float64 { return float64(x.Staffed) / float64(sim.Hour) }); hi > 1.05*lo+1e-9 {
		add("agents on duty differ by season, from %.1f to %.1f: absent, or called in", lo, hi)
	} else if mean := d.staffed[h]; math.Abs(mean-math.Round(mean)) > 0.02 {
		add("agents change within the hour: %.1f on average", mean)
	}
	if lo, hi := d.spread(h, func(x *result.PoolHour) float64 { return float64(x.Fresh) }); d.scatter(h) >= tellScatter {
		each := 0.0 // Erlang A of every season for itself
		for t := range d.run.Trials {
			x := &d.run.Trials[t].Firms[d.firm].Pools[d.pool].Hours[h]
			if s := d.hour(h, float64(x.Fresh)); !math.IsNaN(s.ServiceLevel) {
				each += s.ServiceLevel * float64(x.Fresh) / float64(len(d.run.Trials)) / contacts
			}
		}
		add("contacts differ by season, from %s to %s; Erlang A of each season would say %.0f%% on average", number(lo), number(hi), 100*each)
	}
	if d.cfg.Concurrency > 1 && d.cfg.SlowDown > 0 && g.Formula < g.Simulated && s.Erlangs < s.Places {
		add("agents with fewer than %d contacts at once are quicker than it takes them", d.cfg.Concurrency)
	}
	if 1/d.theta > 3 && s.Erlangs > 0.8*s.Places {
		add("who waits gives up after %.0f h only: a queue is steady after many hours, not within one", 1/d.theta)
	}
	if words := d.priorities(); words != "" {
		out = append(out, words)
	}
	if len(out) == 0 {
		out = append(out, "nothing that the hourly figures show")
	}
	return out
}

// spread is the least and the greatest of the seasons.
func (d *deskShadow) spread(h int, of func(*result.PoolHour) float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for t := range d.run.Trials {
		v := of(&d.run.Trials[t].Firms[d.firm].Pools[d.pool].Hours[h])
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// scatter is the variance of the contacts of an hour over seasons by their mean:
// 1 where only chance makes it.
func (d *deskShadow) scatter(h int) float64 {
	n := len(d.run.Trials)
	if n < 3 || d.fresh[h] == 0 {
		return 0
	}
	sum := 0.0
	for t := range d.run.Trials {
		e := float64(d.run.Trials[t].Firms[d.firm].Pools[d.pool].Hours[h].Fresh) - d.fresh[h]
		sum += e * e
	}
	return sum / float64(n-1) / d.fresh[h]
}

// priorities tells that reasons of one pool wait for very different times.
func (d *deskShadow) priorities() string {
	type wait struct {
		name string
		s    float64
	}
	var least, most wait
	for i, reason := range d.cfg.Reasons {
		n, sum := 0.0, 0.0
		for t := range d.run.Trials {
			if rs := d.run.Trials[t].Firms[d.firm].Pools[d.pool].Reasons; i < len(rs) {
				n += float64(rs[i].Answered)
				sum += float64(rs[i].WaitSum) / 1000
			}
		}
		if n < 30 {
			continue
		}
		w := wait{string(reason), sum / n}
		if least.name == "" || w.s < least.s {
			least = w
		}
		if w.s > most.s {
			most = w
		}
	}
	if least.name == "" || most.s < 3*least.s || most.s < 1 {
		return ""
	}
	return fmt.Sprintf("it knows one queue: by priority %s waits %s on average, %s %s", least.name, waitWords(least.s), most.name, waitWords(most.s))
}

func waitWords(s float64) string {
	switch {
	case s < 120:
		return fmt.Sprintf("%.0f s", s)
	case s < 7200:
		return fmt.Sprintf("%.0f min", s/60)
	}
	return fmt.Sprintf("%.1f h", s/3600)
}

// number of contacts or parcels in words.
func number(v float64) string {
	if v < 10 {
		return fmt.Sprintf("%.1f", v)
	}
	s := fmt.Sprintf("%.0f", v)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
