package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"peakready/models/result"
	"peakready/models/verify"
	"peakready/sim/stats"
)

// coverageJSON is what `verify --coverage --json` prints.
type coverageJSON struct {
	Coverage []coveredJSON `json:"coverage"`
	Verdicts []verdictJSON `json:"verdicts"`
	Sketches []sketchJSON  `json:"sketches"`
}

// verdictJSON is how often verdicts on targets come out where the chance that a
// season keeps the target is known.
type verdictJSON struct {
	Seasons   string         `json:"seasons"`
	Looks     string         `json:"looks"`
	Truth     float64        `json:"truth"`
	Asked     float64        `json:"asked"`
	Ready     stats.Estimate `json:"ready"`
	NotReady  stats.Estimate `json:"not_ready"`
	Undecided stats.Estimate `json:"undecided"`
	Wrong     result.Verdict `json:"wrong"`
	Used      float64        `json:"seasons_used"`
}

type coveredJSON struct {
	Interval  string         `json:"interval"`
	Case      string         `json:"case"`
	Nominal   float64        `json:"nominal"`
	Measured  stats.Estimate `json:"measured"`
	HalfWidth *float64       `json:"half_width"`
}

type sketchJSON struct {
	Law        string  `json:"law"`
	Values     int     `json:"values"`
	Guaranteed float64 `json:"guaranteed"`
	Measured   float64 `json:"measured"`
	At         float64 `json:"at"`
}

// What `verify --coverage` plays to count wrong verdicts: experiments with coins
// a row, and simulated days, for all rows together.
const (
	verdictExperiments = 4000
	verdictDays        = 10_000
)

// verdictTable is how often verdicts are wrong.
func verdictTable(b *strings.Builder, verdicts []verify.VerdictRate) {
	fmt.Fprintf(b, "\nHow often verdicts on a target are wrong, where the chance that a season keeps it is known; promised: at most %s\n\n", percent(verify.WrongAtMost))
	rows := [][]string{{"seasons", "decided", "truth", "asked", "READY", "NOT READY", "UNDECIDED", "wrong", "95% of wrong", "experiments", "seasons used"}}
	for _, v := range verdicts {
		w := v.Share()
		rows = append(rows, []string{
			v.Seasons, v.Looks, percent(v.Truth), percent(v.Asked), percent(v.Ready.Mean), percent(v.NotReady.Mean), percent(v.Undecided.Mean),
			percent(w.Mean), percent(w.Lo) + " to " + percent(w.Hi), whole(float64(w.N)), whole(v.Used),
		})
	}
	columns(b, rows, 2)
}

// coverage prints how often intervals hold the truth, and the sketches' errors.
func coverage(ctx context.Context, workers int, asJSON bool, out, notes io.Writer) error {
	var bar seasonBar
	covered, err := verify.Covered(ctx, workers, bar.on(notes))
	bar.end()
	switch {
	case errors.Is(err, context.Canceled):
		return &failure{code: exitStopped}
	case err != nil:
		return internal(err)
	}
	verdicts, err := verify.Verdicts(ctx, workers, verdictExperiments, verdictDays)
	switch {
	case ctx.Err() != nil:
		return &failure{code: exitStopped}
	case err != nil:
		return internal(err)
	}
	sketches := verify.Sketches()
	if asJSON {
		var j coverageJSON
		for _, c := range covered {
			row := coveredJSON{c.Interval, c.Case, c.Nominal, c.Measured, nil}
			if !math.IsNaN(c.Width) {
				row.HalfWidth = &c.Width
			}
			j.Coverage = append(j.Coverage, row)
		}
		for _, v := range verdicts {
			j.Verdicts = append(j.Verdicts, verdictJSON{v.Seasons, v.Looks, v.Truth, v.Asked, v.Ready, v.NotReady, v.Undecided, v.Wrong, v.Used})
		}
		for _, s := range sketches {
			j.Sketches = append(j.Sketches, sketchJSON(s))
		}
		if err := writeJSON(out, j); err != nil {
			return internal(fmt.Errorf("printing the results: %w", err))
		}
		return nil
	}
	var b strings.Builder
	b.WriteString("How often intervals hold the truth, where it is known\n\n")
	rows := [][]string{{"interval", "mean wait of", "experiments", "promised", "measured", "95% of measured", "half-width"}}
	for _, c := range covered {
		width := "-"
		if !math.IsNaN(c.Width) {
			width = percent(c.Width) + " of the truth"
		}
		rows = append(rows, []string{
			c.Interval, c.Case, whole(float64(c.Measured.N)), asPercent(c.Nominal), percent(c.Measured.Mean),
			percent(c.Measured.Lo) + " to " + percent(c.Measured.Hi), width,
		})
	}
	columns(&b, rows, 2)
	verdictTable(&b, verdicts)
	b.WriteString("\nQuantiles of a sketch against sorting, the largest relative error from 0.1% to 99.9%\n\n")
	rows = [][]string{{"law", "values", "never above", "measured", "at the quantile"}}
	for _, s := range sketches {
		rows = append(rows, []string{s.Law, whole(float64(s.Values)), fmt.Sprintf("%.3f%%", 100*s.Guaranteed), fmt.Sprintf("%.3f%%", 100*s.Measured), percent(s.At)})
	}
	columns(&b, rows, 1)
	if _, err := io.WriteString(out, b.String()); err != nil {
		return internal(fmt.Errorf("printing the results: %w", err))
	}
	return nil
}
