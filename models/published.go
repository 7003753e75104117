package models

import (
	"math"

	"peakready/models/result"
)

// Published is one figure found elsewhere, put beside the simulated one. It
// changes nothing in a season.
type Published struct {
	// Metric is the name of the figure, as in summary.json with dots:
	// `delivery.late_share`, `complaints.to_authority.per_million_orders`,
	// `pools.service_level`, `authority.ecommerce_share`.
	Metric string `yaml:"metric"`
	Firm   string `yaml:"firm"` // by name; without one it is of all firms together
	Pool   string `yaml:"pool"` // by name; without one it is of all pools together
	// From is the first day and To the last, within the season. For orders,
	// deliveries and complaints.* these are dates of orders; for pools.*,
	// lodged.* and the dockets, of what happened. Default the whole season.
	From Date `yaml:"from"`
	To   Date `yaml:"to"` // with `from`
	// Per makes it a ratio: to the same figure in another window; of a count, the ratio of the daily means.
	Per *DateSpan `yaml:"per"`
	// Value is what was published, or Low and High are, or one of the two. A
	// month is counted from January of the season's first year: 13 is the next January.
	Value  *Figure `yaml:"value"`
	Low    *Figure `yaml:"low"`    // at least this; with `value`
	High   *Figure `yaml:"high"`   // at most this; with `value`
	Year   int     `yaml:"year"`   // of which the published figure is
	Source string  `yaml:"source"` // where it was found
	// Calibrated says that an input was chosen so that this figure is met; all others are printed as uncalibrated.
	Calibrated bool `yaml:"calibrated"`
}

// DateSpan is a span of dates.
type DateSpan struct {
	From Date `yaml:"from"` // first day
	To   Date `yaml:"to"`   // last day, included
}

// published turns names and dates of the published figures into indexes. It
// takes a scenario that has not been checked as well.
func (sc *Scenario) published(c span) []result.Published {
	var out []result.Published
	for _, p := range sc.Published {
		at := result.Place{Firm: sc.firmNamed(p.Firm), Pool: p.Pool, From: c.from, To: c.to}
		if p.From != 0 {
			at.From, at.To = c.day(p.From), c.day(p.To)
		}
		q := result.Published{
			Metric: p.Metric, Place: at, Value: p.Value.orNone(), Low: p.Low.orNone(), High: p.High.orNone(),
			Year: p.Year, Source: p.Source, Calibrated: p.Calibrated,
		}
		if p.Per != nil {
			per := at
			per.From, per.To = c.day(p.Per.From), c.day(p.Per.To)
			q.Per = &per
		}
		out = append(out, q)
	}
	return out
}

// firmNamed is the index of a firm, -1 for none.
func (sc *Scenario) firmNamed(name string) int {
	for i := range sc.Firms {
		if name != "" && sc.Firms[i].Name == name {
			return i
		}
	}
	return -1
}

// orNone is the figure, NaN where none is given.
func (f *Figure) orNone() float64 {
	if f == nil {
		return math.NaN()
	}
	return float64(*f)
}
