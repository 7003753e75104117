package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
	"peakready/plots"
)

func newDrill() *cobra.Command {
	var o drillOptions
	c := &cobra.Command{
		Use:   "drill SCENARIO --incident NAME|KIND [--plan FILE ...]",
		Short: "Let an incident strike at random and show what it does, for how long, and what showed it first",
		Long: `Simulates every season of SCENARIO without an incident and once more with it, with
the same luck. The incident begins at a time of the season that each season
draws, whatever time the scenario gives it. The difference is what the incident
does: complaints, late parcels, the worst backlog; how long it takes until every
daily measure is back in its normal band; and which measure left its band first,
how many days before the complaints rose: a tripwire for a contingency rule.

A measure has left its normal band when it is worse than 95% of the seasons
without the incident have it on that date, and clearly worse than in the same
season without it: by 5% of that value, or of the measure's mean where that is
more. It is back on the first of three days in a row on which it has not left.
What leaves its band after seven days on which nothing was out is not counted.
The bands are from the seasons without the incident: of fewer than 20 they are
loose, and a warning says what share of ordinary days would lie outside.

Where something is not back when the last orders come, its time to heal is not
known: the median counts it as longer than all others, and there is no mean, only
one that is cut at the days within which every return would have been seen.

--incident names an incident of the scenario, or a kind, which is then as the
README says that it is by default: ` + strings.Join(models.IncidentKind("").Values(), ",\n") + `.
Every --plan is put to the same incident at the same time. Its rows in the first
table are the season under that plan with the incident against the season under
that same plan without it; a second table sets the season under the plan with the
incident against the season as it is with the incident, a third the firings and
cost of its contingency rules with the incident against those without. What left
its band under it stands on the page and in drill.json of -o. --under lays a file
over the scenario first, such as one with incidents.

With -o a page for those who decide is left in a folder, with figures: how deep and
how long, what showed it first, the plans against each other, what each rule cost.`,
		Example: `  peakready drill scenarios/double11.yaml --incident "warehouse stop"
  peakready drill scenarios/double11.yaml --under scenarios/plans/incident-warehouse.yaml --plan scenarios/plans/more-agents.yaml`,
		Args: between(1, 1, "one scenario", `drill scenarios/double11.yaml --incident "warehouse stop"`),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			return drill(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&o.incident, "incident", "", "the incident of the scenario called `NAME`, or a kind; may be left out where the scenario has one")
	f.StringArrayVar(&o.tried, "plan", nil, "put the plan in `FILE` to the same incident; may be given several times")
	o.plansFlag(f, "under")
	o.flags(f, "simulate")
	o.outputFlags(f, "report.html, plots and drill.json", "drill")
	return c
}

// drillOptions is what the command line of `drill` says.
type drillOptions struct {
	seasonOptions
	output
	incident string
	tried    []string // plans
}

func drill(o drillOptions, out, notes io.Writer) error {
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	incident, err := p.incidentCalled(o.incident)
	if err != nil {
		return err
	}
	if err := o.to.check(); err != nil {
		return err
	}
	asked, err := p.studies(o.tried, false, nil, notes)
	if err != nil {
		return err
	}
	plans := asked.plans
	if len(plans) == 0 {
		plans = []study.Plan{{Name: "as it is", Scenario: &p.scenario}}
	}
	seasons := p.scenario.Replications
	workers, err := o.atOnce(p, seasons, asked, notes)
	if err != nil {
		return err
	}
	under := ""
	if n := len(plans) - 1; n > 0 {
		under = ", as it is and under " + plural(n, "plan")
	}
	fmt.Fprintf(heard(notes, o.quiet), "Drilling %s (seed %d): %s without %s and with it%s.\n", p.scenario.Name, p.scenario.Seed,
		plural(seasons, "season"), incident.Name, under)
	w := startWork(notes, 2*(int64(p.head.NDays)+asked.days(p))*int64(seasons), workers, o.quiet)
	defer w.close()
	found, err := study.Drill(w.simulate, plans, incident, w.study(seasons))
	w.end()
	if err != nil {
		return w.broken(err, "drilled")
	}
	if warning := found.Band.Warning(); o.json && warning != "" { // what the tables say above
		fmt.Fprintf(heard(notes, o.quiet), "Warning: %s.\n", warning)
	}
	err = o.give(w, out, findings{
		what: "drill", file: drillFile, value: drillJSON{p.madeBy(), p.laid(), found},
		text: func() string { return drillText(p.scenario.Name, found) }, pages: p.drillPages(found),
	})
	if err != nil {
		return err
	}
	if w.simulate.Err() != nil {
		return &failure{exitStopped, fmt.Errorf("stopped; the first %d of %s are drilled", found.Replications, plural(seasons, "season"))}
	}
	return nil
}

// drillPages leaves the figures and the page of a drill in a folder.
func (p *prepared) drillPages(found *result.Drill) func(dir string) error {
	return func(dir string) error {
		head := p.head
		head.Asked = p.scenario.Replications
		for r := range found.Band.Seasons { // the page and the line under a figure count seasons
			head.Trials = append(head.Trials, result.Trial{Replication: r})
		}
		if err := plots.WriteDrill(dir, &head, found); err != nil {
			return err
		}
		return create(dir, reportFile, func(w io.Writer) error { return plots.DrillReport(w, &head, found) })
	}
}

// incidentCalled is the incident of the scenario of a name, or one of a kind
// that is as it is by default.
func (p *prepared) incidentCalled(called string) (models.Incident, error) {
	given, kinds := p.scenario.Incidents, models.IncidentKind("").Values()
	var names []string
	for _, k := range given {
		if k.Name == called {
			return k, nil
		}
		names = append(names, k.Name)
	}
	switch {
	case called == "" && len(given) == 1:
		return given[0], nil
	case called == "":
		return models.Incident{}, usage("say which incident: --incident NAME or --incident KIND; the scenario has %s, the kinds are %s",
			cmp.Or(strings.Join(names, ", "), "none"), strings.Join(kinds, ", "))
	}
	kind := strings.ReplaceAll(called, "-", " ")
	if !slices.Contains(kinds, kind) {
		all := slices.Concat(names, kinds)
		return models.Incident{}, usage("--incident %s: there is no incident and no kind of that name; %s", called,
			didYouMean(called, all, "they are "+strings.Join(all, ", ")))
	}
	return models.NewIncident(models.IncidentKind(kind)), nil
}

// drillJSON is what `drill --json` prints.
type drillJSON struct {
	madeBy
	Under []string `json:"under"`
	*result.Drill
}
