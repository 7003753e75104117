package result

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"peakready/sim/stats"
)

// MonthCount says in how many replications a month came out.
type MonthCount struct {
	Month   string `json:"month"` // 2013-01
	Seasons int    `json:"seasons"`
	Of      int    `json:"of"` // replications that have such a month at all
}

// monthCounts gives, of a metric that is a month, those that came out, the most
// frequent first. A mean of months is no month.
func (r *Run) monthCounts(m *Metric, at Place) []MonthCount {
	year := time.Unix((int64(r.Start)+int64(r.From))*86400, 0).UTC().Year()
	n := 0
	var out []MonthCount
	for i := range r.Trials {
		v := m.In(r, i, at)
		if math.IsNaN(v) {
			continue
		}
		n++
		name := time.Date(year, time.Month(math.Round(v)), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
		k := slices.IndexFunc(out, func(c MonthCount) bool { return c.Month == name })
		if k < 0 {
			k = len(out)
			out = append(out, MonthCount{Month: name})
		}
		out[k].Seasons++
	}
	for k := range out {
		out[k].Of = n
	}
	slices.SortFunc(out, func(a, b MonthCount) int {
		if a.Seasons != b.Seasons {
			return b.Seasons - a.Seasons
		}
		return strings.Compare(a.Month, b.Month)
	})
	return out
}

// MonthWords says how often each month came out: "Jan 2013 in 2 of 3 seasons, Feb
// 2013 in 1"; one season has the month alone.
func MonthWords(counts []MonthCount) string {
	var words []string
	for i, c := range counts {
		name := c.Month
		if t, err := time.Parse("2006-01", c.Month); err == nil {
			name = t.Format("Jan 2006")
		}
		switch {
		case c.Of == 1:
			words = append(words, name)
		case i == 0:
			words = append(words, fmt.Sprintf("%s in %d of %d seasons", name, c.Seasons, c.Of))
		default:
			words = append(words, fmt.Sprintf("%s in %d", name, c.Seasons))
		}
	}
	return strings.Join(words, ", ")
}

// Words is a span of dates in few of them: a whole month by its name.
func (w WindowSummary) Words() string {
	from, err := time.Parse(time.DateOnly, w.From)
	to, err2 := time.Parse(time.DateOnly, w.To)
	if err != nil || err2 != nil {
		return w.From + " to " + w.To
	}
	switch {
	case from.Day() == 1 && to.Equal(from.AddDate(0, 1, -1)):
		return from.Format("Jan 2006")
	case from.Equal(to):
		return from.Format("2 Jan 2006")
	}
	return from.Format("2 Jan") + " to " + to.Format("2 Jan 2006")
}

// Words is the metric in words with its firm, its pool and its dates, so far as
// they are not the whole window of the run.
func (p PublishedSummary) Words(whole WindowSummary) string {
	name := p.Metric
	if m, ok := MetricNamed(name); ok {
		name = m.Doc
	}
	if p.Firm != nil {
		name += ", " + *p.Firm
	}
	if p.Pool != nil {
		name += ", " + *p.Pool
	}
	switch {
	case p.Per != nil:
		name += ", " + p.Window.Words() + " over " + p.Per.Words()
	case p.Window != whole:
		name += ", " + p.Window.Words()
	}
	return name
}

// FoundWords is the published value, or the bounds of it.
func (p PublishedSummary) FoundWords(show func(float64) string) string {
	bounds := ""
	switch {
	case p.Low != nil && p.High != nil:
		bounds = show(*p.Low) + " to " + show(*p.High)
	case p.Low != nil:
		bounds = show(*p.Low) + " or more"
	case p.High != nil:
		bounds = show(*p.High) + " or less"
	}
	switch {
	case p.Value == nil:
		return bounds
	case bounds != "":
		return show(*p.Value) + " (" + bounds + ")"
	}
	return show(*p.Value)
}

// MonthOf writes a month that is counted from January of the year in which the
// window begins: 13 is "Jan" of the next; "-" where there is none.
func (w WindowSummary) MonthOf(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	year := 0
	if from, err := time.Parse(time.DateOnly, w.From); err == nil {
		year = from.Year()
	}
	return time.Date(year, time.Month(math.Round(v)), 1, 0, 0, 0, 0, time.UTC).Format("Jan 2006")
}

// SeasonsOf is the number of replications behind a share of them.
func SeasonsOf(share stats.Estimate) int { return int(math.Round(share.Mean * float64(share.N))) }
