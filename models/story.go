package models

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"peakready/sim"
)

// Story is one step in the life of an order, in dates and words.
type Story struct {
	At   sim.Time // since the start of the warm-up
	Date string   // 2026-11-11 00:03:12
	What string
}

// note tells a step of the order that is being followed.
func (s *season) note(r *sim.Record, what string) {
	if s.watch == r.Who() {
		s.tell(r, "%s", what)
	}
}

func (s *season) follows(r *sim.Record) bool { return s.watch == r.Who() }

func (s *season) tell(_ *sim.Record, format string, args ...any) {
	s.opts.Tell(Story{At: s.k.Now(), Date: s.timeOf(s.k.Now()), What: fmt.Sprintf(format, args...)})
}

// timeOf a tick, in Shanghai.
func (c span) timeOf(t sim.Time) string {
	clock := t % sim.Day
	return fmt.Sprintf("%s %02d:%02d:%02d", c.dateOf(t), clock/sim.Hour, clock/sim.Minute%60, clock/sim.Second%60)
}

func (c span) dateOf(t sim.Time) string { return c.date(dayOf(t)).String() }

// spanWords is a length of time as a planner says it.
func spanWords(d sim.Time) string {
	switch {
	case d >= 2*sim.Day:
		return fmt.Sprintf("%.1f days", float64(d)/float64(sim.Day))
	case d >= 2*sim.Hour:
		return fmt.Sprintf("%.0f hours", float64(d)/float64(sim.Hour))
	default:
		return fmt.Sprintf("%.0f minutes", float64(d)/float64(sim.Minute))
	}
}

// orderName is an order's number as a person writes it: firm/category-date-time-nth.
func (s *season) orderName(r *sim.Record) string {
	src := &s.sources[sourceOf(r)]
	m := minuteOf(r)
	y, mon, d := s.date(int(m / 1440)).Civil()
	name := fmt.Sprintf("%s-%04d%02d%02d-%02d%02d-%d", src.name, y, int(mon), d, m%1440/60, m%60, indexOf(r)+1)
	if len(s.firms) > 1 {
		name = s.firms[src.firm].cfg.Name + "/" + name
	}
	return name
}

// orderNumber reads what orderName writes.
func (s *season) orderNumber(name string) (uint64, error) {
	wrong := fmt.Errorf("%q is no order number, which would look like %s, and no cause of a complaint (cancelled, delay, quality, description, service, terms)", name, s.exampleName())
	parts := strings.Split(name, "-")
	if len(parts) < 4 {
		return 0, wrong
	}
	n := len(parts)
	source := strings.Join(parts[:n-3], "-")
	at, err := time.Parse("20060102-1504", parts[n-3]+"-"+parts[n-2])
	nth, err2 := strconv.ParseInt(parts[n-1], 10, 64)
	if err != nil || err2 != nil || nth < 1 || nth >= maxPerMinute {
		return 0, wrong
	}
	day := s.day(Day(at.Date()))
	if day < 0 || day >= s.demand {
		return 0, fmt.Errorf("%q: no orders are placed on %s; demand is simulated from %s to %s", name, at.Format("2006-01-02"), s.date(0), s.date(s.demand-1))
	}
	for i := range s.sources {
		src := &s.sources[i]
		full := src.name
		if len(s.firms) > 1 {
			full = s.firms[src.firm].cfg.Name + "/" + full
		}
		if full == source {
			r := newOrder(i, int64(day)*1440+int64(at.Hour()*60+at.Minute()), nth-1)
			return r.Who(), nil
		}
	}
	return 0, fmt.Errorf("%q: no orders are called %q; it would look like %s", name, source, s.exampleName())
}

func (s *season) exampleName() string {
	if len(s.sources) == 0 {
		return "category-20261111-0003-1"
	}
	r := newOrder(0, int64(s.from)*1440+3, 0)
	return s.orderName(&r)
}
