package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
)

// What a search for headroom does where it is not told.
const (
	defaultStep       = 0.02
	defaultMostDemand = 2
	// A season is simulated some six times for seven targets.
	defaultHeadroomSeasons = 10
)

func newHeadroom() *cobra.Command {
	o := headroomOptions{step: scale{value: defaultStep}, most: factor{scale{value: defaultMostDemand}}}
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
seasons has a lower end from 36 seasons on (-n 36). The interval of a firm holds the
least level over its targets, its upper end widened for their number: it is cautious.`,
		Example: `  peakready headroom scenarios/double11.yaml --plan scenarios/plans/ready.yaml
  peakready headroom my.yaml --of demand --of absent --of couriers -n 40
  peakready headroom town.yaml --firm 大平台 --scale 10% --json | jq '.headroom[0].multiplier'`,
		Args: between(1, 1, "one scenario", "headroom scenarios/double11.yaml --plan scenarios/plans/ready.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			return headroom(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringArrayVar(&o.of, "of", nil, "turn up `WHAT`: demand, absent or couriers; may be given several times (default demand)")
	f.StringArrayVar(&o.firms, "firm", nil, "strain only the firm called `NAME`, and look at its targets alone; may be given several times")
	o.flags(f, "search on")
	f.Lookup("replications").Usage = fmt.Sprintf("search on `N` seasons (default the scenario's number, but no more than %d: each is simulated several times)", defaultHeadroomSeasons)
	f.Var(&o.step, "tolerance", "step of the search: `SHARE` of the multiplier, or points of a share (default 2%)")
	f.Var(&o.most, "upto", "the largest `FACTOR` on demand that is looked at, the least is 1 over it (default 2)")
	o.plansFlag(f, "plan")
	o.outputFlags(f, "report.html, plots, headroom.json and summary.json", "headroom")
	return c
}

// headroomOptions is what the command line of `headroom` says.
type headroomOptions struct {
	seasonOptions
	output
	of, firms []string
	step      scale
	most      factor
}

func headroom(o headroomOptions, out, notes io.Writer) error {
	strains, err := o.strains()
	if err != nil {
		return err
	}
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	if !o.replications.given {
		p.scenario.Replications = min(p.scenario.Replications, defaultHeadroomSeasons)
	}
	if len(p.head.Targets) == 0 {
		return noTargets(p.file)
	}
	if err := p.targeted(o.firms); err != nil {
		return err
	}
	if err := o.to.check(); err != nil {
		return err
	}
	workers, err := o.bears(p, strains, notes)
	if err != nil {
		return err
	}
	fmt.Fprintf(heard(notes, o.quiet), "Looking for the headroom of %s (seed %d): %s, %s, on %s.\n", p.scenario.Name, p.scenario.Seed,
		plural(p.scenario.Replications, "season"), plural(len(p.head.Targets), "target"), plural(workers, "core"))
	w := startWork(notes, 0, workers, o.quiet)
	defer w.close()
	found, err := o.search(p, strains, w, notes)
	w.end()
	switch {
	case errors.Is(err, study.ErrNoTargets):
		return noTargets(p.file)
	case stopped(w.simulate, err):
		return &failure{exitStopped, errors.New("stopped before the headroom was found; nothing is kept")}
	case err != nil:
		return asInternal(err)
	}
	return o.give(w, out, findings{
		what: "headroom", file: headroomFile, value: p.headroomJSON(found.Headroom),
		text: func() string {
			return headroomText(p.scenario.Name, p.scale, found.Headroom) + unlikeText(found.Headroom)
		}, seasons: found,
	})
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
			return nil, usage("--of %s: that cannot be turned up; %s", name, didYouMean(name, names, "it is one of "+strings.Join(names, ", ")))
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
			return usage("--firm %s: there is no firm of that name with a target; %s", name,
				didYouMean(name, known, "firms with targets are "+cmp.Or(strings.Join(known, ", "), "none")))
		}
	}
	return nil
}

// bears checks that seasons at the most demand are within what the program can
// number and the memory can hold, and gives the number of workers that fit.
func (o *headroomOptions) bears(p *prepared, strains []result.Strain, notes io.Writer) (int, error) {
	most := *p
	if slices.Contains(strains, result.Demand) {
		most.scenario = models.WithDemand(p.scenario, o.most.value, o.firms...)
		var wrong string
		most.scenario.Check(func(path, what, right string) { wrong = cmp.Or(wrong, path+" "+what+"; right would be "+right) })
		if wrong != "" {
			return 0, usage("--upto %g is too much: with that demand %s", o.most.value, wrong)
		}
	}
	kept := 1 // no season but those of a report
	if o.to.wanted() {
		kept = p.scenario.Replications
	}
	return o.atOnce(&most, max(kept, cores(o.workers)), studies{}, notes)
}

// search finds the headroom of each strain; the seasons as planned are simulated
// first and kept where a report is wanted.
func (o *headroomOptions) search(p *prepared, strains []result.Strain, w *working, notes io.Writer) (*result.Run, error) {
	seasons, found := p.scenario.Replications, &p.head
	work := study.HeadroomWork{Work: w.study(seasons), Firms: o.firms, Step: o.step.value, Most: o.most.value}
	days := func(trials int) int64 { return int64(p.head.NDays) * int64(trials) }
	if o.to.wanted() {
		w.shown.grow(days(seasons))
		var err error
		if found, err = p.simulate(w, p.replications()); err != nil {
			return nil, err
		}
		if len(found.Trials) < seasons {
			return nil, w.simulate.Err()
		}
		work.Done = found.Trials
	}
	for _, of := range strains {
		round := 0
		work.Round = func(open, trials int) {
			round++
			if !w.shown.shows() { // else the bar says it
				fmt.Fprintf(heard(notes, o.quiet), "Headroom of %s, round %d: %s still open; simulating %s.\n", of, round, plural(open, "target"), plural(trials, "season"))
			}
			w.shown.grow(days(trials))
		}
		h, err := study.Headroom(w.simulate, &p.scenario, of, work)
		if err != nil {
			return nil, err
		}
		found.Headroom = append(found.Headroom, *h)
	}
	return found, nil
}

// headroomJSON is what `headroom --json` prints.
type headroomJSON struct {
	madeBy
	Plans        []string           `json:"plans"`
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
// whole run among several firms. lo and hi hold the least level of all its targets,
// hi widened for their number, and are cautious; those of a target are its own.
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
	Reversed  int `json:"seasons_reversed"`
	Undefined int `json:"seasons_undefined"`
	// AsPlanned is what `run` counts, null where the figure exists everywhere;
	// UnlikeRun, that it therefore judges the plan otherwise.
	AsPlanned *result.Counts           `json:"as_planned"`
	UnlikeRun bool                     `json:"unlike_run"`
	Seasons   []result.SeasonThreshold `json:"seasons"`
}

func (p *prepared) headroomJSON(all []result.Headroom) headroomJSON {
	j := headroomJSON{madeBy: p.madeBy(), Plans: p.laid(), Replications: all[0].Replications}
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
					Bound: "min", Limit: g.Limit, In: g.In, levelJSON: levelOf(h.Of, x.Level), Reversed: x.Reversed, Undefined: x.Undefined,
					AsPlanned: x.AsPlanned, UnlikeRun: x.Unlike(h.Of), Seasons: x.Seasons,
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
	return j
}
