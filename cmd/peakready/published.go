package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"peakready/models/result"
)

// published appends what the scenario's file says was found elsewhere, beside
// what came out here.
func published(b *strings.Builder, s result.Summary) {
	if len(s.Published) == 0 {
		return
	}
	b.WriteString("\nBeside what was published\n\n")
	headers := []string{"figure", "simulated", "", "published", "of", "", "found in"}
	t := aligned(func(column int) bool { return column == 1 || column == 3 || column == 4 }, headers)
	for _, p := range s.Published {
		show := figureOf(p.Unit, s.Window)
		basis := "uncalibrated"
		if p.Calibrated {
			basis = "calibrated"
		}
		t.Row(figureName(p, s), show(p.Simulated.Mean), interval(p.Simulated, mostOf(p.Unit), show),
			publishedText(p, show), fmt.Sprint(p.Year), basis, p.Source)
	}
	show(b, t)
	for _, p := range s.Published {
		if p.Calibrated {
			b.WriteString("  calibrated: an input was chosen so that this figure is met; nothing was chosen to meet the others\n\n")
			return
		}
	}
}

// figureName is a metric in words with its firm, its pool and its dates, so far as they
// are not the whole.
func figureName(p result.PublishedSummary, s result.Summary) string {
	name := p.Metric
	if m, ok := result.MetricNamed(name); ok {
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
		name += ", " + spanText(p.Window) + " over " + spanText(*p.Per)
	case p.Window != s.Window:
		name += ", " + spanText(p.Window)
	}
	return name
}

// spanText is a window in few words: a whole month by its name.
func spanText(w result.WindowSummary) string {
	from, err := time.Parse(time.DateOnly, w.From)
	to, err2 := time.Parse(time.DateOnly, w.To)
	if err != nil || err2 != nil {
		return w.From + " to " + w.To
	}
	if from.Day() == 1 && to.Equal(from.AddDate(0, 1, -1)) {
		return from.Format("Jan 2006")
	}
	return from.Format("2 Jan") + " to " + to.Format("2 Jan 2006")
}

// publishedText is the published value, or the bounds of it.
func publishedText(p result.PublishedSummary, show func(float64) string) string {
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

// figureOf is how a figure of a unit is written. A month is counted from
// January of the year in which the window begins.
func figureOf(u result.Unit, window result.WindowSummary) func(float64) string {
	switch u {
	case result.Share:
		return percent
	case result.CNY:
		return whole
	case result.Seconds:
		return wait
	case result.Month:
		year := 0
		if from, err := time.Parse(time.DateOnly, window.From); err == nil {
			year = from.Year()
		}
		return func(v float64) string {
			if math.IsNaN(v) {
				return "-"
			}
			return time.Date(year, time.Month(math.Round(v)), 1, 0, 0, 0, 0, time.UTC).Format("Jan 2006")
		}
	}
	return func(v float64) string {
		if math.Abs(v) < 10 {
			return figure(v, "%.2f")
		}
		return count(v)
	}
}

// mostOf is the greatest possible figure of a unit.
func mostOf(u result.Unit) float64 {
	if u == result.Share {
		return 1
	}
	return math.Inf(1)
}
