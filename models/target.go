package models

import (
	"math"
	"slices"
	"time"

	"peakready/models/result"
)

// Target is a limit that the season must keep. It changes nothing in a season.
type Target struct {
	Name string `yaml:"name"` // for tables; by it a plan changes one target of the scenario
	// Metric is the name of the figure (`peakready metrics` lists them):
	// `delivery.late_share`, `pools.service_level`, `refund.within_7d`.
	Metric string `yaml:"metric"`
	Firm   string `yaml:"firm"` // by name; without one, every firm has the target, each its own verdict
	Pool   string `yaml:"pool"` // by name; without one, every pool of the firm or firms
	// Max and Min are the limit, one of the two, in the unit of the metric: a
	// share (`5%`), days, seconds, CNY, complaints per million orders.
	// A metric of seconds or days takes a length of time too, such as 30s or 36h; one
	// of CNY an amount, such as ¥8M.
	Max *Limit `yaml:"max"` // at most this
	Min *Limit `yaml:"min"` // at least this; instead of `max`
	// In is the share of seasons in which it must hold. Default 90%, an assumption: one bad season in ten.
	In Share `yaml:"in"`
	// From is the first day and To the last, within the season: dates of orders,
	// or of what happened, as `peakready metrics` says. Default the whole season.
	From Date `yaml:"from"`
	To   Date `yaml:"to"` // with `from`
	// Around is an event of the calendar that is the window instead: double11,
	// double12, black_friday, new_year_goods or spring_festival.
	Around Event `yaml:"around"`
	Days   int   `yaml:"days"` // with `around`: so many days before it and after it as well, as far as the season goes
}

// in is the limit in the unit of a metric; NaN where there is none.
func (l *Limit) in(u result.Unit) float64 {
	if l == nil {
		return math.NaN()
	}
	if l.Time && u == result.Days {
		return float64(l.Figure) / 86400
	}
	return float64(l.Figure)
}

// completed has its limits in the unit of its metric, however they were written.
func (t Target) completed() Target {
	if m, ok := result.MetricNamed(t.Metric); ok {
		for _, limit := range []**Limit{&t.Max, &t.Min} {
			if *limit != nil {
				*limit = &Limit{Figure: Figure((*limit).in(m.Unit))}
			}
		}
	}
	return t
}

// Event of the calendar; empty for none.
type Event string

// Values of an event.
func (Event) Values() []string {
	return []string{"double11", "double12", "black_friday", "new_year_goods", "spring_festival"}
}

// Defaults of a target.
func (Target) Defaults() Target { return Target{In: 0.9} }

// dates are the days of an event in a year; false where it has none.
func (e Event) dates(year int) (from, to Date, ok bool) {
	ny, lunar := NewYear(year)
	switch e {
	case "double11":
		from = Day(year, time.November, 11)
	case "double12":
		from = Day(year, time.December, 12)
	case "black_friday":
		from = BlackFriday(year)
	case "new_year_goods":
		return ny - 28, ny - 8, lunar
	case "spring_festival":
		return ny - 3, ny + 6, lunar
	default:
		return 0, 0, false
	}
	return from, from, true
}

// within are the spans of an event that touch a season.
func (e Event) within(s Season) (all []DateSpan) {
	first, _, _ := s.From.Civil()
	last, _, _ := s.To.Civil()
	for y := first; y <= last+1; y++ { // spans of the next New Year begin before it
		if from, to, ok := e.dates(y); ok && from <= s.To && to >= s.From {
			all = append(all, DateSpan{from, to})
		}
	}
	return all
}

// window of a target as day indexes: what it says, as far as the season goes.
func (t *Target) window(sc *Scenario, c span) (from, to int) {
	from, to = c.from, c.to
	if spans := t.Around.within(sc.Season); len(spans) > 0 {
		from, to = c.day(spans[0].From)-t.Days, c.day(spans[0].To)+t.Days
	} else if t.From != 0 {
		from, to = c.day(t.From), c.day(t.To)
	}
	return max(from, c.from), min(to, c.to)
}

// places are whose target it is: one for every firm and pool that has the
// metric and is not ruled out by name.
func (t *Target) places(sc *Scenario, m *result.Metric) (all []result.Place) {
	if m.Scope == result.OfRun {
		return []result.Place{{Firm: -1}}
	}
	for f := range sc.Firms {
		firm := &sc.Firms[f]
		if t.Firm != "" && t.Firm != firm.Name {
			continue
		}
		if m.Scope == result.OfFirm {
			// A contact centre alone has costs, but no orders.
			if t.Firm != "" || len(firm.Demand.Categories) > 0 || m.Unit == result.CNY {
				all = append(all, result.Place{Firm: f})
			}
			continue
		}
		for p := range firm.Service.Pools {
			if name := firm.Service.Pools[p].Name; t.Pool == "" || t.Pool == name {
				all = append(all, result.Place{Firm: f, Pool: name})
			}
		}
	}
	return all
}

// targets turns names and dates into indexes, one target for each firm and
// pool. It takes a scenario that has not been checked as well.
func (sc *Scenario) targets(c span) (all []result.Target) {
	for i := range sc.Targets {
		t := &sc.Targets[i]
		m, ok := result.MetricNamed(t.Metric)
		if !ok {
			continue
		}
		from, to := t.window(sc, c)
		for _, at := range t.places(sc, m) {
			at.From, at.To = from, to
			g := result.Target{Entry: i, Name: t.Name, Metric: t.Metric, Place: at, Limit: t.Min.in(m.Unit), In: float64(t.In)}
			if t.Max != nil {
				g.Limit, g.Max = t.Max.in(m.Unit), true
			}
			all = append(all, g)
		}
	}
	return all
}

// scaledTargets have limits of counts and costs multiplied with the demand;
// shares, times, rates per million and mass incidents, whose threshold is scaled
// itself, stay.
func scaledTargets(ts []Target, x float64) []Target {
	ts = slices.Clone(ts)
	for i := range ts {
		m, ok := result.MetricNamed(ts[i].Metric)
		if !ok || !m.ScalesWith() {
			continue
		}
		for _, limit := range []**Limit{&ts[i].Max, &ts[i].Min} {
			if *limit != nil {
				v := Limit{Figure: (*limit).Figure * Figure(x)}
				*limit = &v
			}
		}
	}
	return ts
}
