package result

import (
	"math"
	"slices"

	"peakready/sim/stats"
)

// Metric is a figure that a scenario may name: to set a limit to it, or to put
// what was published beside it. Names are added, never renamed or taken away;
// a figure that stands in summary.json has its name there, dotted, the path
// within the firm (`delivery.late_share`), the pool (`pools.service_level`) or
// the file (`authority.ecommerce_share`).
type Metric struct {
	Name  string
	Unit  Unit
	Doc   string // one line
	Scope Scope
	Dates Dates
	// Count says that the figure adds up over days: two windows are compared by
	// their daily means.
	Count bool
	// Apart says that days do not add up to it, as those of a quantile do not: of
	// dates other than the run's window it is there only where the trials were made
	// to keep it (FirmTrial.Spans, PoolTrial.Spans), which those named by a target or
	// a published figure are.
	Apart bool
	value func(r *Run, t *Trial, at Place) float64
}

// Unit is what a metric is counted in, as a reader wants to see it.
type Unit string

const (
	Number     Unit = ""                   // of things that the name says
	Share      Unit = "share"              // 0 to 1
	Days       Unit = "days"               // time
	Seconds    Unit = "seconds"            // time
	CNY        Unit = "CNY"                // money
	PerMillion Unit = "per million orders" // of orders placed
	// PerMillionParcels is of parcels handed to a carrier.
	PerMillionParcels Unit = "per million parcels"
	PerDay            Unit = "a day" // a mean over all days of the window
	// Month is counted from January of the year in which the run's window
	// begins: 11 is its November, 13 the next January.
	Month Unit = "month"
)

// Scope is whose figure a metric is.
type Scope uint8

const (
	OfRun  Scope = iota // of the run alone
	OfFirm              // of a firm, or of all firms together
	OfPool              // of a pool of a firm, or of pools together
)

// Dates is what the dates of a metric's window mean.
type Dates uint8

const (
	WholeWindow Dates = iota // it is kept for the orders of the run's whole window only
	OrderDates               // orders placed on these dates, and what became of them whenever it did
	EventDates               // what happened on these dates, whenever the order was placed
)

// Place is whose figure is asked for, and over which days.
type Place struct {
	Firm     int    // index of the firm; -1: all firms together
	Pool     string // name of the pool; empty: all pools of the firm or firms
	From, To int    // day indexes, both included
}

// Window is the place of all firms and pools over the run's window.
func (r *Run) Window() Place { return Place{Firm: -1, From: r.From, To: r.To} }

// In is the metric in trial i; NaN where it is not defined. A metric of
// WholeWindow takes no notice of the place's dates, one of the run none of its
// firm, and one of a firm none of its pool. One that is kept Apart panics on
// dates that the trial has not kept.
func (m *Metric) In(r *Run, i int, at Place) float64 { return m.value(r, &r.Trials[i], at) }

// Over estimates the metric over all trials. Of months it gives the one that
// most trials have, without an interval: the mean of a December and a February
// is a January that no trial has seen. monthCounts gives them all.
func (m *Metric) Over(r *Run, at Place) stats.Estimate {
	values := make([]float64, len(r.Trials))
	for i := range values {
		values[i] = m.In(r, i, at)
	}
	return m.of(values)
}

// of estimates the metric from its value in each season.
func (m *Metric) of(values []float64) stats.Estimate {
	if m.Unit == Month {
		return mode(values)
	}
	return stats.MeanCI(slices.DeleteFunc(slices.Clone(values), math.IsNaN), Confidence)
}

// mode is the value of most seasons, the least of several.
func mode(values []float64) stats.Estimate {
	e := stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	seen := map[float64]int{}
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		seen[v]++
		e.N++
		if k, most := seen[v], seen[e.Mean]; k > most || k == most && v < e.Mean {
			e.Mean = v
		}
	}
	return e
}

// Against estimates the metric over that of another place, trial by trial: for
// a count the ratio of the daily means, else of the figures.
func (m *Metric) Against(r *Run, at, per Place) stats.Estimate {
	return r.over(func(i int) float64 {
		a, b := m.In(r, i, at), m.In(r, i, per)
		if m.Count {
			a, b = a/at.days(), b/per.days()
		}
		if b == 0 {
			return math.NaN()
		}
		return a / b
	})
}

// days is the length of the window.
func (at Place) days() float64 { return float64(at.To - at.From + 1) }

// vocabulary is all metrics, in the order of summary.json.
var vocabulary = slices.Concat(orderMetrics(), poolMetrics(), complaintMetrics(), costMetrics(), authorityMetrics())

// Metrics are all metrics, in the order of summary.json.
func Metrics() []Metric { return slices.Clone(vocabulary) }

// MetricNamed finds a metric by its name.
func MetricNamed(name string) (*Metric, bool) {
	i := slices.IndexFunc(vocabulary, func(m Metric) bool { return m.Name == name })
	if i < 0 {
		return nil, false
	}
	m := vocabulary[i]
	return &m, true
}

// firms are the firms of a place in a trial.
func (at Place) firms(t *Trial) []FirmTrial {
	if at.Firm < 0 {
		return t.Firms
	}
	return t.Firms[at.Firm : at.Firm+1]
}

// rows adds up counters of the place's firms and dates.
func (at Place) rows(t *Trial, by func(f *FirmTrial) []Row) Row {
	var sum Row
	firms := at.firms(t)
	for f := range firms {
		for d, rows := at.From, by(&firms[f]); d <= at.To && d < len(rows); d++ {
			sum.Add(&rows[d])
		}
	}
	return sum
}

// ordered is a metric of counters by the date of the order.
func ordered(name string, unit Unit, doc string, value func(w *Row) float64) Metric {
	return Metric{Name: name, Unit: unit, Doc: doc, Scope: OfFirm, Dates: OrderDates, Count: unit == Number,
		value: func(_ *Run, t *Trial, at Place) float64 {
			w := at.rows(t, func(f *FirmTrial) []Row { return f.Cohorts })
			return value(&w)
		}}
}

// happening is a metric of counters by the date on which it happened.
func happening(name string, unit Unit, doc string, value func(w *Row, days float64) float64) Metric {
	return Metric{Name: name, Unit: unit, Doc: doc, Scope: OfFirm, Dates: EventDates, Count: unit == Number,
		value: func(_ *Run, t *Trial, at Place) float64 {
			w := at.rows(t, func(f *FirmTrial) []Row { return f.Days })
			return value(&w, at.days())
		}}
}

// whole is a metric that is kept for the whole window only.
func whole(name string, unit Unit, doc string, value func(fs []FirmTrial) float64) Metric {
	return Metric{Name: name, Unit: unit, Doc: doc, Scope: OfFirm, Dates: WholeWindow,
		value: func(_ *Run, t *Trial, at Place) float64 { return value(at.firms(t)) }}
}

// added is a metric of the whole window that adds up over firms.
func added(name string, unit Unit, doc string, value func(f *FirmTrial) float64) Metric {
	return whole(name, unit, doc, func(fs []FirmTrial) float64 {
		total := 0.0
		for i := range fs {
			total += value(&fs[i])
		}
		return total
	})
}
