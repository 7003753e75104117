package result

import (
	"math"
	"time"
)

// authorityMetrics are what lies beyond the firms. Those of a firm follow the
// cases of its orders; the dockets count cases of all trade by date.
func authorityMetrics() []Metric {
	ms := []Metric{
		ordered("authority.complaints", Number, "complaints to both authorities about the scenario's firms",
			func(w *Row) float64 { return float64(w.AuthorityComplaints()) }),
		dated("authority.ecommerce_share", Share, "cases about shops online, of all cases of the consumer authority", ConsumerAuthority,
			func(days []DocketDay) float64 {
				t := closed(days)
				return ratio(t.Firms+t.Ecommerce, t.Opened())
			}),
		ordered("authority.reply_within_2h", Share, "referred cases that the firm answered within its clock, of those whose clock has ended",
			func(w *Row) float64 { return ratio(w[RepliesInTime], w[RepliesInTime]+w[RepliesOverdue]) }),
		ordered("authority.settled_share", Share, "referred cases that the firm settled itself, of all referred to it",
			func(w *Row) float64 { return ratio(w[CasesSettled], w[CasesReferred]) }),
		{Name: "authority.mass_incidents", Doc: "mass incidents found", Scope: OfFirm, Dates: EventDates, Count: true,
			value: func(_ *Run, t *Trial, at Place) float64 {
				n := 0
				for _, m := range t.Docket.Incidents {
					if m.Found >= at.From && m.Found <= at.To && (at.Firm < 0 || m.Firm == at.Firm) {
						n++
					}
				}
				return float64(n)
			}},
	}
	for route, key := range [Routes]string{"consumer", "courier"} {
		ms = append(ms, docketMetrics(Route(route), "authority.dockets."+key+".")...)
	}
	return ms
}

// docketMetrics are those of one docket.
func docketMetrics(route Route, prefix string) []Metric {
	at := " of the " + route.String()
	count := func(name, doc string, n func(d *DocketDay) int64) Metric {
		return dated(prefix+name, Number, doc+at, route, func(days []DocketDay) float64 { t := closed(days); return float64(n(&t)) })
	}
	state := func(m Metric) Metric { m.Count = false; return m }
	month := dated(prefix+"peak_month", Month, "month with the most cases a day, as far as the dates go,"+at, route, nil)
	month.value = func(r *Run, t *Trial, at Place) float64 { return r.peakMonth(t.Docket.on(at, route), at.From) }
	return []Metric{
		count("opened", "cases opened,", (*DocketDay).Opened),
		dated(prefix+"opened_per_day", PerDay, "cases opened a day,"+at, route, func(days []DocketDay) float64 {
			t := closed(days)
			return ratio(t.Opened(), int64(len(days)))
		}),
		count("of_firms", "cases opened about the scenario's firms,", func(d *DocketDay) int64 { return d.Firms }),
		count("of_other_ecommerce", "cases opened about other shops online,", func(d *DocketDay) int64 { return d.Ecommerce }),
		count("of_other_trade", "cases opened about all other trade,", func(d *DocketDay) int64 { return d.Other }),
		count("settled_by_firm", "cases closed: settled by the firm,", func(d *DocketDay) int64 { return d.Settled }),
		count("decided", "cases closed: decided,", func(d *DocketDay) int64 { return d.Decided }),
		count("overdue", "cases decided past a limit,", func(d *DocketDay) int64 { return d.Overdue }),
		state(dated(prefix+"peak_backlog", Number, "cases open at the end of the worst day,"+at, route, func(days []DocketDay) float64 {
			var peak int64
			for _, d := range days {
				peak = max(peak, d.Backlog)
			}
			return float64(peak)
		})),
		state(dated(prefix+"end_backlog", Number, "cases open at the end of the last day,"+at, route, func(days []DocketDay) float64 {
			if len(days) == 0 {
				return 0
			}
			return float64(days[len(days)-1].Backlog)
		})),
		month,
	}
}

// dated is a metric of a docket's dates.
func dated(name string, unit Unit, doc string, route Route, value func(days []DocketDay) float64) Metric {
	return Metric{Name: name, Unit: unit, Doc: doc, Scope: OfRun, Dates: EventDates, Count: unit == Number,
		value: func(_ *Run, t *Trial, at Place) float64 { return value(t.Docket.on(at, route)) }}
}

// on is the days of a docket on the place's dates.
func (t *DocketTrial) on(at Place, route Route) []DocketDay {
	days := t.Days[route]
	return days[min(at.From, len(days)):min(at.To+1, len(days))]
}

// closed adds up cases opened and closed.
func closed(days []DocketDay) DocketDay {
	var t DocketDay
	for i := range days {
		t.Add(&days[i])
	}
	return t
}

// peakMonth is the month with the most cases a day, the earliest of several,
// counted from January of the year in which the run's window begins; NaN
// without a case. The first of the days has index from.
func (r *Run) peakMonth(days []DocketDay, from int) float64 {
	date := func(day int) time.Time { return time.Unix((int64(r.Start)+int64(day))*86400, 0).UTC() }
	year := date(r.From).Year()
	month := func(i int) int { d := date(from + i); return 12*(d.Year()-year) + int(d.Month()) }
	best, at := 0.0, math.NaN()
	for first := 0; first < len(days); {
		end := first
		var opened int64
		for ; end < len(days) && month(end) == month(first); end++ {
			opened += days[end].Opened()
		}
		if mean := float64(opened) / float64(end-first); mean > best {
			best, at = mean, float64(month(first))
		}
		first = end
	}
	return at
}
