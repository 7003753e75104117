package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

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
	var rows [][]string
	for _, p := range s.Published {
		show := figureOf(p.Unit, s.Window)
		between := interval(p.Simulated, mostOf(p.Unit), show)
		simulated := show(p.Simulated.Mean)
		if p.Unit == result.Month { // of which there is no mean
			simulated, between = result.MonthWords(p.Months), ""
		}
		rows = append(rows, []string{p.Words(s.Window), simulated, between, p.FoundWords(show), fmt.Sprint(p.Year), string(p.Basis), p.Source})
	}
	broken(headers, rows, 0, 6, 1)
	t := aligned(func(column int) bool { return column == 1 || column == 3 || column == 4 }, headers).Rows(rows...)
	show(b, t)
	for _, basis := range result.Bases {
		if slices.ContainsFunc(s.Published, func(p result.PublishedSummary) bool { return p.Basis == basis }) {
			fmt.Fprintf(b, "  %s: %s\n", basis, basis.Meaning())
		}
	}
	b.WriteString("\n")
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
		return window.MonthOf
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
