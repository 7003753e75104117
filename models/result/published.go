package result

import (
	"math"

	"peakready/sim/stats"
)

// Published is a figure that somebody else has found, to stand beside the
// simulated one.
type Published struct {
	Metric     string
	Place      Place
	Per        *Place // the figure is a ratio to that of these dates; nil: no ratio
	Value      float64
	Low, High  float64 // between which it lies; NaN for each of the three that is not given
	Year       int
	Source     string
	Calibrated bool // the scenario's one scalar was chosen so that this figure is met
}

// PublishedSummary is a published figure beside the simulated one. Nothing is
// fitted to it unless it is calibrated.
type PublishedSummary struct {
	Metric string         `json:"metric"`
	Doc    string         `json:"doc"`
	Unit   Unit           `json:"unit"`
	Firm   *string        `json:"firm"` // null: all firms together, or a figure of the run
	Pool   *string        `json:"pool"` // null: all pools together, or no figure of a pool
	Window WindowSummary  `json:"window"`
	Per    *WindowSummary `json:"per"` // the figure is the ratio to that of these dates (of a count, the ratio of the daily means)
	// Simulated is the figure of the run.
	Simulated  stats.Estimate `json:"simulated"`
	Value      *float64       `json:"value"`
	Low        *float64       `json:"low"`
	High       *float64       `json:"high"`
	Year       int            `json:"year"`
	Source     string         `json:"source"`
	Calibrated bool           `json:"calibrated"`
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
			Year: p.Year, Source: p.Source, Calibrated: p.Calibrated,
		}
		if p.Place.Firm >= 0 {
			s.Firm = &r.Firms[p.Place.Firm].Name
		}
		if p.Place.Pool != "" {
			s.Pool = &p.Place.Pool
		}
		if p.Per == nil {
			s.Simulated = m.Over(r, p.Place)
		} else {
			per := dates(*p.Per)
			s.Per, s.Unit = &per, Number
			s.Simulated = m.Against(r, p.Place, *p.Per)
		}
		out = append(out, s)
	}
	return out
}
