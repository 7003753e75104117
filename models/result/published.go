package result

import (
	"math"

	"peakready/sim/stats"
)

// Published is a figure that somebody else has found, to stand beside the
// simulated one.
type Published struct {
	Metric    string
	Place     Place
	Per       *Place // the figure is a ratio to that of these dates; nil: no ratio
	Value     float64
	Low, High float64 // between which it lies; NaN for each of the three that is not given
	Year      int
	Source    string
	Basis     Basis
}

// Basis is what a simulated figure owes to the published one.
type Basis string

const (
	// Calibrated: an input was chosen so that the figure is met; of one figure at most.
	Calibrated Basis = "calibrated"
	// Input: the figure is an input of the scenario or follows from one, so
	// that likeness proves nothing.
	Input Basis = "input"
	// Uncalibrated: nothing was chosen to meet the figure.
	Uncalibrated Basis = "uncalibrated"
)

// Bases are all of them, in the order in which they are explained.
var Bases = [...]Basis{Calibrated, Input, Uncalibrated}

// Meaning is what a basis says, in a line.
func (b Basis) Meaning() string {
	switch b {
	case Calibrated:
		return "one input was chosen so that this figure is met"
	case Input:
		return "an input, or follows from one: that it is alike proves nothing"
	}
	return "nothing was chosen to meet this figure"
}

// PublishedSummary is a published figure beside the simulated one.
type PublishedSummary struct {
	Metric string         `json:"metric"`
	Doc    string         `json:"doc"`
	Unit   Unit           `json:"unit"`
	Firm   *string        `json:"firm"` // null: all firms together, or a figure of the run
	Pool   *string        `json:"pool"` // null: all pools together, or no figure of a pool
	Window WindowSummary  `json:"window"`
	Per    *WindowSummary `json:"per"` // the figure is the ratio to that of these dates (of a count, the ratio of the daily means)
	// Simulated is the figure of the run.
	Simulated stats.Estimate `json:"simulated"`
	// Months, of a figure that is a month, are those that came out.
	Months []MonthCount `json:"months,omitempty"`
	Value  *float64     `json:"value"`
	Low    *float64     `json:"low"`
	High   *float64     `json:"high"`
	Year   int          `json:"year"`
	Source string       `json:"source"`
	Basis  Basis        `json:"basis"`
}

// besidePublished computes every published figure of the run's scenario, in
// its order.
func (r *Run) besidePublished() []PublishedSummary {
	out := []PublishedSummary{}
	for i := range r.Published {
		p := &r.Published[i]
		m, ok := MetricNamed(p.Metric)
		if !ok {
			panic("result: no metric is named " + p.Metric) // the check of the scenario lets none through
		}
		known := func(x float64) *float64 {
			if math.IsNaN(x) {
				return nil
			}
			return &x
		}
		dates := func(at Place) WindowSummary { return WindowSummary{r.Date(at.From), r.Date(at.To)} }
		s := PublishedSummary{
			Metric: m.Name, Doc: m.Doc, Unit: m.Unit, Window: dates(p.Place),
			Value: known(p.Value), Low: known(p.Low), High: known(p.High),
			Year: p.Year, Source: p.Source, Basis: p.Basis,
		}
		if p.Place.Firm >= 0 {
			s.Firm = &r.Firms[p.Place.Firm].Name
		}
		if p.Place.Pool != "" {
			s.Pool = &p.Place.Pool
		}
		if p.Per == nil {
			s.Simulated = m.Over(r, p.Place)
			if m.Unit == Month {
				s.Months = r.monthCounts(m, p.Place)
			}
		} else {
			per := dates(*p.Per)
			s.Per, s.Unit = &per, Number
			s.Simulated = m.Against(r, p.Place, *p.Per)
		}
		out = append(out, s)
	}
	return out
}
