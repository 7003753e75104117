package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
	"peakready/plots"
	"peakready/scenarios"
)

// What a search for headroom does where it is not told.
const (
	defaultStep       = 0.02
	defaultMostDemand = 2
	// A season is simulated some six times for seven targets.
	defaultHeadroomSeasons = 10
)

func newHeadroom() *cobra.Command {
	o := headroomOptions{step: scale{value: defaultStep}, most: scale{value: defaultMostDemand}}
	c := &cobra.Command{
		Use:   "headroom SCENARIO",
		Short: "Say how much more demand, or how few agents or couriers, until each target fails",
		Long: `Turns up the demand on the seasons of SCENARIO, and nothing else: stock, agents,
warehouses and couriers stay as planned. For every target it says by which factor
demand may grow until the target fails, which is when it is kept in fewer of the
seasons than it asks for (its "in"); for every firm the least of these, and which
target it is. Below 1 the plan does not even keep what is expected.

--of absent looks at the share of the agents of every pool that may stay away all
season, --of couriers at the share of the capacity of hubs and last-mile stations
that may be lost. --of may be given several times.

The luck is the same at every level: more demand contains every order of less. So
one set of seasons serves all targets. Quick runs say where each season fails each
target; the seasons near that point are then simulated order by order, until the
last level at which the target is kept and the first at which it fails lie one step
(--tolerance) apart. All that is printed rests on these simulations.

The interval holds the level at which the target fails in all seasons that could
be, with 95% confidence, by the order of the seasons simulated. Where they are too
few for one of its ends, it is open: a target that must be kept in 90% of the
seasons has a lower end from 36 seasons on (-n 36).`,
		Example: `  peakready headroom scenarios/double11.yaml --plan scenarios/plans/ready.yaml
  peakready headroom my.yaml --of demand --of absent --of couriers -n 40
  peakready headroom town.yaml --firm 大平台 --scale 10% --json | jq '.headroom[0].multiplier'`,
		Args: between(1, 1, "one scenario", "headroom scenarios/double11.yaml --plan scenarios/plans/ready.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.scenario = args[0]
			return headroom(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	o.replications.least, o.workers.least = 1, 1
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.of, "of", nil, "turn up `WHAT`: demand, absent or couriers; may be given several times (default demand)")
	f.StringArrayVar(&o.firms, "firm", nil, "strain only the firm called `NAME`, and look at its targets alone; may be given several times")
	f.VarP(&o.replications, "replications", "n", "take `N` seasons (default the scenario's number, but no more than 10: each is simulated several times)")
	f.Var(&o.step, "tolerance", "step of the search: `SHARE` of the multiplier, or points of a share (default 2%)")
	f.Var(&o.most, "upto", "the largest `FACTOR` on demand that is looked at, the least is 1 over it (default 2)")
	f.Var(&o.seed, "seed", "draw the luck from seed `N` instead of the scenario's")
	f.Var(&o.workers, "workers", "use `N` cores (default all)")
	f.Var(&o.memory, "memory", memoryUsage)
	f.StringArrayVar(&o.plans, "plan", nil, "lay `FILE` over the scenario: what it says counts instead; may be given several times")
	f.Var(&o.scale, "scale", "multiply demand and every capacity by `SHARE`, such as 10%: a quick look, approximate")
	f.StringVarP(&o.folder, "output", "o", "", "leave report.html, plots, headroom.json and summary.json in `FOLDER`, whole or not at all")
	f.BoolVar(&o.json, "json", false, "print the headroom as JSON instead of the tables")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print no progress and no notes")
	return c
}

// headroomOptions is what the command line of `headroom` says.
type headroomOptions struct {
	scenario, folder            string
	of, firms, plans            []string
	replications, seed, workers number
	step, most, scale           scale
	memory                      size
	json, quiet                 bool
}

func headroom(o headroomOptions, out, notes io.Writer) error {
	tuneMemory()
	strains, err := o.strains()
	if err != nil {
		return err
	}
	p, err := prepare(o.scenario, o.plans, notes)
	if err != nil {
		return err
	}
	if len(p.head.Targets) == 0 {
		return noTargets(p.file)
	}
	if !o.quiet {
		p.tellShipped(notes)
	}
	if o.scale.given {
		if err := p.scaled(o.scale.value); err != nil {
			return err
		}
		if !o.quiet {
			p.tellThin(notes)
		}
	}
	if o.seed.given {
		p.scenario.Seed = o.seed.value
	}
	p.scenario.Replications = min(p.scenario.Replications, defaultHeadroomSeasons)
	if o.replications.given {
		p.scenario.Replications = int(min(o.replications.value, 1<<30))
	}
	if err := p.targeted(o.firms); err != nil {
		return err
	}
	p.head.Command = o.commandLine()
	to := folder(o.folder)
	if to != "" {
		if err := to.check(); err != nil {
			return err
		}
	}
	work := study.HeadroomWork{
		Work:  study.Work{Replications: p.scenario.Replications, Workers: runtime.GOMAXPROCS(0)},
		Firms: o.firms, Step: o.step.value, Most: o.most.value,
	}
	if o.workers.given {
		work.Workers = int(min(o.workers.value, 1<<10))
	}
	if work.Workers, err = p.bears(strains, work, o.memory, heard(notes, o.quiet)); err != nil {
		return err
	}
	stop, stopWatching := watch()
	defer stopWatching()
	found, err := p.headrooms(stop.simulate, strains, work, to != "", notes, o.quiet)
	switch {
	case err != nil && stop.simulate.Err() != nil:
		return &failure{exitStopped, errors.New("stopped before the headroom was found; nothing is kept")}
	case err != nil:
		return err
	}
	if to != "" {
		if err := to.fill(func(dir string) error { return writeHeadroom(stop.write, dir, p, found) }); err != nil {
			if stop.write.Err() != nil {
				return &failure{exitStopped, fmt.Errorf("stopped while writing; %s is as it was before", to)}
			}
			return asInternal(err)
		}
	}
	if o.json {
		err = p.writeHeadrooms(out, found.Headroom)
	} else {
		_, err = io.WriteString(out, headroomText(p.scenario.Name, found.Headroom))
		if to != "" && err == nil {
			_, err = fmt.Fprintf(out, "Files         %s (begin with %s)\n", to, reportFile)
		}
	}
	if err != nil {
		return internal(fmt.Errorf("printing the headroom: %w", err))
	}
	return nil
}

// strains are what --of names, each once, and checks the grid.
func (o *headroomOptions) strains() ([]result.Strain, error) {
	if !(o.step.value > 0 && o.step.value <= 0.5) {
		return nil, usage("--tolerance %s: it takes a share up to 50%%, such as 2%%", asPercent(o.step.value))
	}
	if !(o.most.value > 1 && o.most.value <= 100) {
		return nil, usage("--upto %g: it takes a factor above 1 and up to 100, such as 2", o.most.value)
	}
	if len(o.of) == 0 {
		return []result.Strain{result.Demand}, nil
	}
	var all []result.Strain
	var names []string
	for _, s := range result.Strains() {
		names = append(names, string(s))
	}
	for _, name := range o.of {
		if !slices.Contains(names, name) {
			right := "it is one of " + strings.Join(names, ", ")
			if near := scenarios.Suggest(name, names); near != "" {
				right = "did you mean " + near + "?"
			}
			return nil, usage("--of %s: that cannot be turned up; %s", name, right)
		}
		if s := result.Strain(name); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all, nil
}

// noTargets says how targets are set.
func noTargets(file string) error {
	return usage(`%s sets no targets, so that nothing can fail. Say what ready means, in the scenario or in a file for --plan:
  targets:
    - {name: delivered late, metric: delivery.late_share, max: 5%%}
    - {name: answered in time, metric: pools.service_level, min: 80%%}
`+"`peakready metrics` lists the figures; scenarios/plans/ready.yaml sets some for double11.yaml", file)
}

// targeted checks that the firms named have targets.
func (p *prepared) targeted(firms []string) error {
	var known []string
	for _, g := range p.head.Targets {
		if g.Place.Firm < 0 {
			continue
		}
		if name := p.scenario.Firms[g.Place.Firm].Name; !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	for _, name := range firms {
		if !slices.Contains(known, name) {
			right := "firms with targets are " + cmp.Or(strings.Join(known, ", "), "none")
			if near := scenarios.Suggest(name, known); near != "" {
				right = "did you mean " + near + "?"
			}
			return usage("--firm %s: there is no firm of that name with a target; %s", name, right)
		}
	}
	return nil
}

// bears checks that seasons at the most demand are within what the program can
// number and the memory can hold, and gives the number of workers that fit.
func (p *prepared) bears(strains []result.Strain, w study.HeadroomWork, limit size, notes io.Writer) (int, error) {
	most := *p
	if slices.Contains(strains, result.Demand) {
		most.scenario = models.WithDemand(p.scenario, w.Most, w.Firms...)
		var wrong string
		most.scenario.Check(func(path, what, right string) { wrong = cmp.Or(wrong, path+" "+what+"; right would be "+right) })
		if wrong != "" {
			return 0, usage("--upto %g is too much: with that demand %s", w.Most, wrong)
		}
	}
	// No season but those of a report is kept.
	return most.fits(w.Workers, w.Workers, limit, studies{}, notes)
}

// headrooms searches for the headroom of each strain; the seasons as planned are
// simulated first and kept where a report is wanted.
func (p *prepared) headrooms(ctx context.Context, strains []result.Strain, w study.HeadroomWork, report bool, notes io.Writer, quiet bool) (*result.Run, error) {
	found := p.head
	shown := startProgress(notes, 0, quiet)
	defer shown.end()
	w.Day = func() { shown.add(1) }
	if !quiet {
		fmt.Fprintf(notes, "Looking for the headroom of %s (seed %d): %s, %s, on %s.\n", p.scenario.Name, p.scenario.Seed,
			plural(w.Replications, "season"), plural(len(p.head.Targets), "target"), plural(w.Workers, "core"))
	}
	if report {
		shown.grow(int64(p.head.NDays) * int64(w.Replications))
		run, err := p.simulate(ctx, p.replications(), w.Workers, shown)
		if err != nil {
			return nil, err
		}
		if found = *run; len(found.Trials) < w.Replications {
			return nil, ctx.Err()
		}
		w.Done = found.Trials
	}
	for _, of := range strains {
		round := 0
		w.Round = func(open, trials int) {
			round++
			if !quiet && !shown.shows() {
				fmt.Fprintf(notes, "Headroom of %s, round %d: %s still open; simulating %s.\n", of, round, plural(open, "target"), plural(trials, "season"))
			}
			shown.grow(int64(p.head.NDays) * int64(trials))
		}
		h, err := study.Headroom(ctx, &p.scenario, of, w)
		switch {
		case errors.Is(err, study.ErrNoTargets):
			return nil, noTargets(p.file)
		case err != nil && ctx.Err() != nil:
			return nil, err
		case err != nil:
			return nil, internal(err)
		}
		found.Headroom = append(found.Headroom, *h)
	}
	return &found, nil
}

// writeHeadroom leaves the headroom in an empty folder: what --json prints, and of
// the seasons as planned the summary, the plots and the report.
func writeHeadroom(ctx context.Context, dir string, p *prepared, r *result.Run) error {
	return inSteps(ctx,
		func() error {
			return create(dir, headroomFile, func(w io.Writer) error { return p.writeHeadrooms(w, r.Headroom) })
		},
		func() error { return create(dir, summaryFile, r.Summary().WriteJSON) },
		func() error { return plots.WriteAll(dir, r) },
		func() error { return create(dir, reportFile, func(w io.Writer) error { return plots.Report(w, r) }) },
	)
}

// headroomJSON is what `headroom --json` prints. Names are added, never renamed.
type headroomJSON struct {
	Version      string             `json:"version"`
	Scenario     string             `json:"scenario"`
	File         string             `json:"file"`
	Plans        []string           `json:"plans"`
	Digest       string             `json:"digest"`
	Seed         uint64             `json:"seed"`
	Confidence   float64            `json:"confidence"`
	Replications int                `json:"replications"`
	Searches     []searchJSON       `json:"searches"`
	Headroom     []firmHeadroomJSON `json:"headroom"` // by strain, then by firm
}

// searchJSON is the grid of one strain, and what the search took.
type searchJSON struct {
	Of          result.Strain `json:"of"`
	Step        float64       `json:"step"`
	Least       float64       `json:"least"`
	Most        float64       `json:"most"`
	Trials      int           `json:"trials"`
	QuickTrials int           `json:"quick_trials"`
}

// levelJSON is a threshold under the name of what it is: a multiplier of demand,
// or a share that is lost.
type levelJSON struct {
	Multiplier *result.Threshold `json:"multiplier,omitempty"`
	Share      *result.Threshold `json:"share,omitempty"`
}

func levelOf(of result.Strain, x result.Threshold) levelJSON {
	if of == result.Demand {
		return levelJSON{Multiplier: &x}
	}
	return levelJSON{Share: &x}
}

// firmHeadroomJSON is the headroom of a firm; firm is null for targets of the
// whole run among several firms.
type firmHeadroomJSON struct {
	Of   result.Strain `json:"of"`
	Firm *string       `json:"firm"`
	levelJSON
	Binding int                  `json:"binding"` // index in targets of the one that fails first
	Targets []targetHeadroomJSON `json:"targets"`
}

type targetHeadroomJSON struct {
	Entry  int                  `json:"entry"` // of the scenario's list, from 0
	Name   string               `json:"name"`
	Metric string               `json:"metric"`
	Pool   *string              `json:"pool"`
	Window result.WindowSummary `json:"window"`
	Bound  string               `json:"bound"`
	Limit  float64              `json:"limit"`
	In     float64              `json:"in"`
	levelJSON
	Reversed  int                      `json:"seasons_reversed"`
	Undefined int                      `json:"seasons_undefined"`
	Seasons   []result.SeasonThreshold `json:"seasons"`
}

func (p *prepared) writeHeadrooms(w io.Writer, all []result.Headroom) error {
	j := headroomJSON{
		Version: version, Scenario: p.scenario.Name, File: p.head.File, Plans: append([]string{}, p.head.Plans...),
		Digest: p.head.Digest, Seed: p.scenario.Seed, Confidence: result.Confidence, Replications: all[0].Replications,
	}
	for _, h := range all {
		j.Searches = append(j.Searches, searchJSON{h.Of, h.Step, h.Least, h.Most, h.Trials, h.QuickTrials})
		for _, f := range h.Firms {
			row := firmHeadroomJSON{Of: h.Of, levelJSON: levelOf(h.Of, f.Level), Binding: f.Binding}
			if f.Firm != "" {
				row.Firm = &f.Firm
			}
			for _, x := range f.Targets {
				g := &x.Target
				t := targetHeadroomJSON{
					Entry: g.Entry, Name: g.Name, Metric: g.Metric, Window: result.WindowSummary{From: p.head.Date(g.Place.From), To: p.head.Date(g.Place.To)},
					Bound: "min", Limit: g.Limit, In: g.In, levelJSON: levelOf(h.Of, x.Level), Reversed: x.Reversed, Undefined: x.Undefined, Seasons: x.Seasons,
				}
				if g.Max {
					t.Bound = "max"
				}
				if g.Place.Pool != "" {
					t.Pool = &g.Place.Pool
				}
				row.Targets = append(row.Targets, t)
			}
			j.Headroom = append(j.Headroom, row)
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(j)
}
