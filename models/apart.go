package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// apart are dates other than the season's of which a target or a published
// figure wants a distribution: the trial keeps it for them and for no others.
type apart struct {
	scope result.Scope
	at    result.Place
}

// apart are those of the scenario.
func (sc *Scenario) apart(c span) (all []apart) {
	ask := func(metric string, at result.Place) {
		m, ok := result.MetricNamed(metric)
		if ok && m.Apart && (at.From != c.from || at.To != c.to) {
			all = append(all, apart{m.Scope, at})
		}
	}
	for _, g := range sc.targets(c) {
		ask(g.Metric, g.Place)
	}
	for _, p := range sc.published(c) {
		ask(p.Metric, p.Place)
		if p.Per != nil {
			ask(p.Metric, *p.Per)
		}
	}
	return all
}

// of says whether something of a firm is meant.
func (a *apart) of(scope result.Scope, firm int) bool {
	return a.scope == scope && (a.at.Firm < 0 || a.at.Firm == firm)
}

// orderSpans are the dates of orders that are kept apart for a firm.
func orderSpans(all []apart, firm int) (spans []result.OrderSpan) {
next:
	for i := range all {
		a := &all[i]
		if !a.of(result.OfFirm, firm) {
			continue
		}
		for j := range spans {
			if spans[j].From == a.at.From && spans[j].To == a.at.To {
				continue next
			}
		}
		spans = append(spans, result.OrderSpan{From: a.at.From, To: a.at.To, OrderTimes: result.OrderTimes{
			Lead: stats.NewSketch(), Late: stats.NewSketch(), Refund: stats.NewSketch(),
		}})
	}
	return spans
}

// waitSpans are the dates of answers that are kept apart for a pool of a firm.
func waitSpans(all []apart, firm int, pool string) (spans []result.WaitSpan) {
next:
	for i := range all {
		a := &all[i]
		if !a.of(result.OfPool, firm) || a.at.Pool != "" && a.at.Pool != pool {
			continue
		}
		for j := range spans {
			if spans[j].From == a.at.From && spans[j].To == a.at.To {
				continue next
			}
		}
		spans = append(spans, result.WaitSpan{From: a.at.From, To: a.at.To, Waits: stats.NewSketch()})
	}
	return spans
}

// keepSpans says at the beginning of a day in which spans its waits belong.
func (d *desk) keepSpans(day int) {
	if len(d.spans) == 0 {
		return
	}
	d.today = d.today[:0]
	for i := range d.spans {
		if w := &d.spans[i]; w.Has(day) {
			d.today = append(d.today, w.Waits)
		}
	}
	d.pool.KeepApart(d.today)
}

// refunded books a refund of the window: the order's day, how long after the
// consumer asked for it the goods were back, and how long after that it was paid.
func (f *firm) refunded(cohort int, asked, took sim.Time) {
	within := int64(0)
	if took <= 7*sim.Day {
		within = 1
	}
	f.refund.Record(int64(asked + took))
	f.refundsPaid++
	f.refundIn7d += within
	for i := range f.spans {
		if o := &f.spans[i]; o.Has(cohort) {
			o.Refund.Record(int64(asked + took))
			o.RefundsPaid++
			o.RefundIn7d += within
		}
	}
}
