package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"peakready/models/result"
	"peakready/models/study"
	"peakready/plots"
)

// output is how a study answers: as tables or JSON, and in a folder as well.
//
//	o.outputFlags(f, "report.html, plots, x.json and summary.json", "x")
//	...
//	err := o.to.check()                         // before anything is simulated
//	found, work, err := o.asTheyAre(w, p)       // where the study takes the seasons as they are
//	found.X, err = study.X(w.simulate, &p.scenario, work)
//	...
//	err = o.give(w, out, findings{what: "x", file: xFile, value: ..., text: ..., seasons: found})
type output struct {
	to   folder
	json bool
}

// outputFlags adds the flags for it: what the folder holds, and what is printed.
func (o *output) outputFlags(f *pflag.FlagSet, holds, what string) {
	f.StringVarP((*string)(&o.to), "output", "o", "", "leave "+holds+" in `FOLDER`, whole or not at all; - for none, as without -o: tables alone")
	f.BoolVar(&o.json, "json", false, "print the "+what+" as JSON instead of the tables")
}

// asTheyAre are the seasons of the scenario as it is, simulated first where a
// report is to show them too, and the work of the study that then follows.
func (o *output) asTheyAre(w *working, p *prepared) (*result.Run, study.Work, error) {
	work := w.study(p.scenario.Replications)
	if !o.to.wanted() {
		return &result.Run{}, work, nil
	}
	found, err := p.simulate(w, p.replications())
	if err != nil {
		return nil, work, err
	}
	if work.Done = found.Trials; len(work.Done) == 0 {
		return nil, work, w.simulate.Err()
	}
	return found, work, nil
}

// findings are what a study has found.
type findings struct {
	what  string        // they are: comparison, drill
	file  string        // that holds the JSON in a folder
	value any           // for JSON
	text  func() string // for people
	// One of the two: pages leaves the study's own figures and report in a folder; seasons
	// are those of the scenario as it is, whose summary, plots and report show the study too.
	pages   func(dir string) error
	seasons *result.Run
}

// give leaves the findings in their folder and prints them.
func (o *output) give(w *working, out io.Writer, f findings) (err error) {
	if o.to.wanted() {
		if err := w.fill(o.to, func(dir string) error { return f.leave(w.write, dir) }); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		err = writeJSON(out, f.value)
	case o.to.wanted():
		_, err = io.WriteString(out, f.text()+o.to.told())
	default:
		_, err = io.WriteString(out, f.text())
	}
	if err != nil {
		return internal(fmt.Errorf("printing the %s: %w", f.what, err))
	}
	return nil
}

// leave fills an empty folder: what --json prints, and the figures.
func (f *findings) leave(ctx context.Context, dir string) error {
	steps := []func() error{func() error {
		return create(dir, f.file, func(w io.Writer) error { return writeJSON(w, f.value) })
	}}
	if f.pages != nil {
		return inSteps(ctx, append(steps, func() error { return f.pages(dir) })...)
	}
	steps = append(steps, func() error { return create(dir, summaryFile, f.seasons.Summary().WriteJSON) })
	return inSteps(ctx, append(steps, illustrated(dir, f.seasons)...)...)
}

// illustrated are the steps that leave the plots and the report of some seasons.
func illustrated(dir string, r *result.Run) []func() error {
	return []func() error{
		func() error { return plots.WriteAll(dir, r) },
		func() error { return create(dir, reportFile, func(w io.Writer) error { return plots.Report(w, r) }) },
	}
}
