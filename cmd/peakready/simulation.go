package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"peakready/models/result"
	"peakready/models/study"
)

// seasonOptions is what every command that simulates seasons of a scenario takes.
//
//	var o seasonOptions
//	o.plansFlag(f, "plan")                  // or, where --plan means another thing, "under"
//	o.flags(f, "simulate")
//	...
//	o.given(c, args)
//	p, err := o.prepare(notes)              // read, checked, scaled
//	workers, err := o.atOnce(p, n, studies{}, notes)
//	w := startWork(notes, days, workers, o.quiet)
//	defer w.close()
//	found, err := study.Something(w.simulate, &p.scenario, w.study(n))
//	w.end()                                 // before anything is printed
//	if err != nil {
//		return w.broken(err, "compared")
//	}
type seasonOptions struct {
	scenario, line              string   // line: what a figure says it was made by
	plans                       []string // laid over the scenario
	replications, seed, workers number
	scale                       scale
	memory                      size
	quiet                       bool
}

// plansFlag adds the flag that lays files over the scenario.
func (o *seasonOptions) plansFlag(f *pflag.FlagSet, name string) {
	f.StringArrayVar(&o.plans, name, nil, "lay `FILE` over the scenario: what it says counts instead; may be given several times")
}

// flags adds the flags for how many seasons, with which luck, how large, and
// with what of this machine. The verb says what is done with a season.
func (o *seasonOptions) flags(f *pflag.FlagSet, verb string) {
	o.replications.least, o.workers.least = 1, 1
	f.SortFlags = false
	f.VarP(&o.replications, "replications", "n", verb+" `N` seasons instead of the scenario's number")
	f.Var(&o.seed, "seed", "draw the luck from seed `N` instead of the scenario's")
	f.Var(&o.scale, "scale", "multiply demand and every capacity by `SHARE`, such as 10%: a quick look, approximate")
	f.Var(&o.workers, "workers", "use `N` cores (default all)")
	f.Var(&o.memory, "memory", memoryUsage)
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print no progress and no notes")
}

// given takes the scenario from the command line, and notes how that runs.
func (o *seasonOptions) given(c *cobra.Command, args []string) {
	o.scenario, o.line = args[0], commandLine(c, args[0])
}

// prepare reads the scenario with its plans and gives it the scale, seed and
// number of seasons asked for; what is doubtful is told.
func (o *seasonOptions) prepare(notes io.Writer) (*prepared, error) {
	tuneMemory()
	p, err := prepare(o.scenario, o.plans, notes)
	if err != nil {
		return nil, err
	}
	notes = heard(notes, o.quiet)
	p.tellShipped(notes)
	if o.scale.given {
		if err := p.scaled(o.scale.value); err != nil {
			return nil, err
		}
		if o.scale.value > 1 {
			fmt.Fprintf(notes, "Note: scaled up to %s: every capacity grows with demand. For more demand alone, set demand.scale in a plan.\n", asPercent(o.scale.value))
		}
		p.tellThin(notes)
	}
	p.head.Command = o.line
	if o.seed.given {
		p.scenario.Seed = o.seed.value
	}
	if o.replications.given {
		p.scenario.Replications = int(min(o.replications.value, 1<<30))
	}
	return p, nil
}

// cores is the number of workers asked for, which is all cores where none is.
func cores(workers number) int {
	if workers.given {
		return int(min(workers.value, 1<<10))
	}
	return runtime.GOMAXPROCS(0)
}

// atOnce is how many seasons are simulated at once: as many as there are cores,
// or fewer where memory is short. Where not even one fits, the error says so.
func (o *seasonOptions) atOnce(p *prepared, seasons int, asked studies, notes io.Writer) (int, error) {
	return p.fits(seasons, cores(o.workers), o.memory, asked, heard(notes, o.quiet))
}

// heard is where notes go that --quiet silences.
func heard(notes io.Writer, quiet bool) io.Writer {
	if quiet {
		return io.Discard
	}
	return notes
}

// working is a simulation under way: it hears Ctrl-C and shows how far it is.
type working struct {
	interrupts
	workers      int
	shown        *progress
	stopWatching func()
}

// startWork begins to listen and to show; there are so many days to simulate in all.
// end must follow, once or more.
func startWork(notes io.Writer, days int64, workers int, quiet bool) *working {
	w := &working{workers: workers, shown: startProgress(notes, days, quiet)}
	w.interrupts, w.stopWatching = watch()
	return w
}

// study is the work of a study of so many seasons.
func (w *working) study(seasons int) study.Work {
	return study.Work{Replications: seasons, Workers: w.workers, Day: func() { w.shown.add(1) }}
}

// end takes the progress bar away. Interrupts are heard until close.
func (w *working) end() { w.shown.end() }

// close ends it all.
func (w *working) close() {
	w.shown.end()
	w.stopWatching()
}

// broken is the error of a study with its exit code: that of a stop where it came
// of Ctrl-C before the first season was, as they say, compared.
func (w *working) broken(err error, compared string) error {
	if stopped(w.simulate, err) {
		return &failure{exitStopped, errors.New("stopped before the first season was " + compared + "; nothing is kept")}
	}
	return asInternal(err)
}

// fill writes a folder whole, or not at all if a second Ctrl-C comes meanwhile.
func (w *working) fill(to folder, write func(dir string) error) error {
	err := to.fill(write)
	switch {
	case err != nil && w.write.Err() != nil:
		return &failure{exitStopped, fmt.Errorf("stopped while writing; %s is as it was before", to)}
	case err != nil:
		return asInternal(err)
	}
	return nil
}

// stopped says whether an error comes of ctx being done.
func stopped(ctx context.Context, err error) bool {
	return err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err())
}

// madeBy stands at the head of what commands print as JSON. Names are added,
// never renamed.
type madeBy struct {
	Version    string  `json:"version"`
	Scenario   string  `json:"scenario"`
	File       string  `json:"file"`
	Digest     string  `json:"digest"`
	Seed       uint64  `json:"seed"`
	Confidence float64 `json:"confidence"`
}

func (p *prepared) madeBy() madeBy {
	return madeBy{version, p.scenario.Name, p.head.File, p.head.Digest, p.scenario.Seed, result.Confidence}
}

// laid are the base names of the files laid over the scenario, for JSON, where
// none is an empty list.
func (p *prepared) laid() []string { return append([]string{}, p.head.Plans...) }

// writeJSON writes a value for scripts and people, Chinese names as they are.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
