package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
)

func newExplain() *cobra.Command {
	var o explainOptions
	c := &cobra.Command{
		Use:   "explain SCENARIO",
		Short: "Say which capacity and which cause the complaints and days late come from",
		Long: `Simulates every season of SCENARIO as it is, and once more without the limit of
each capacity (checkout, stock, warehouses, each carrier's hub and last mile,
desks, inspection of returns), without each cause (faulty goods, terms, dates
promised too short and so on), and without all of them together, with the same
luck: the difference is what that limit or cause is to blame for. What several
avoid together is not the sum of what each avoids alone; the remainder is shown.

Without its limit a line works 1,000 times as fast in the same hours, so that its
queue is empty a moment after it opens; a desk has 30 times its agents and 30
more in the same hours, so that nobody waits while it is open and no agent has
two chats at once; shelves hold 1,000 days' forecast. Hours stay as they are: that
a desk is closed at night is not its number of agents. Capacity of a carrier in
Spring Festival is part of its limit.

Then every capacity gets one modest unit more: an agent in all the hours of a
desk; 1,000 items, parcels or returns a day (as many as the scale makes of them,
and at most a tenth of what is there); a tenth more orders a second. The complaints
that it avoids are divided by its price for the season, used or not. A carrier's
capacity has no price of its own and is taken at the price of its parcels.

Several firms stand together by kind; --firm shows the capacities of one by one,
and counts its orders alone. --kinds puts carriers together too: where two share
the parcels, neither may look like the bottleneck that both are. A limit or unit
takes as long as a run of its own.

A bottleneck is named if its interval leaves out 0 and so does that of its
difference to every other capacity, at a level that allows for their number; else
the text says what is not told from what.`,
		Example: `  peakready explain scenarios/double11.yaml -n 6 --scale 10%
  peakready explain scenarios/sixteen-firms.yaml -n 2 --scale 1% --firm 大平台
  peakready explain scenarios/double11.yaml --plan scenarios/plans/more-agents.yaml -o out/why`,
		Args: between(1, 1, "one scenario", "explain scenarios/double11.yaml -n 6 --scale 10%"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			return explain(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	o.top.least = 1
	f := c.Flags()
	o.flags(f, "simulate")
	f.StringArrayVar(&o.firms, "firm", nil, "show the capacities of the firm called `NAME` one by one, and count its orders; may be given several times")
	f.BoolVar(&o.kinds, "kinds", false, "put the carriers together by kind as well: all hubs, all last miles")
	f.Var(&o.top, "top", fmt.Sprintf("show the first `N` of each table (default %d); the files of -o hold all", explainedRows))
	o.plansFlag(f, "plan")
	o.outputFlags(f, "report.html, plots, explanation.json and summary.json", "explanation")
	return c
}

// explainOptions is what the command line of `explain` says.
type explainOptions struct {
	seasonOptions
	output
	firms []string
	top   number
	kinds bool
}

func explain(o explainOptions, out, notes io.Writer) error {
	begun := time.Now()
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	if err := p.knowsFirms(o.firms); err != nil {
		return err
	}
	parts, err := study.Dissect(&p.scenario, o.firms, o.kinds, p.scale)
	if err != nil {
		return usage("%v", err)
	}
	if err := o.to.check(); err != nil {
		return err
	}
	seasons := p.scenario.Replications
	workers, err := o.atOnce(p, seasons, studies{}, notes)
	if err != nil {
		return err
	}
	expected := float64(seasons*(1+parts.Variants())) * models.Look(&p.scenario).Seconds
	fmt.Fprintf(heard(notes, o.quiet), "Explaining %s (seed %d): %s, as they are and %d times with one thing changed, %s in all; about %s of processor time, by the forecast.\n",
		p.scenario.Name, p.scenario.Seed, plural(seasons, "season"), parts.Variants(), plural(seasons*(1+parts.Variants()), "season"), wait(expected))
	w := startWork(notes, int64(p.head.NDays)*int64(seasons)*int64(1+parts.Variants()), workers, o.quiet)
	defer w.close()
	found, work, err := o.asTheyAre(w, p)
	if err == nil {
		found.Explained, err = parts.Explain(w.simulate, work)
	}
	w.end()
	if err != nil {
		return w.broken(err, "explained")
	}
	fmt.Fprintf(heard(notes, o.quiet), "Explained in %s, %s of simulation.\n", seconds(time.Since(begun)), plural(found.Explained.Replications*(1+parts.Variants()), "season"))
	err = o.give(w, out, findings{
		what: "explanation", file: explanationFile, value: explainJSON{p.madeBy(), p.laid(), found.Explained},
		text: func() string { return explainText(p.scenario.Name, found.Explained, o.shown()) }, seasons: found,
	})
	if err != nil {
		return err
	}
	if kept := found.Explained.Replications; kept < seasons {
		return &failure{exitStopped, fmt.Errorf("stopped; the first %d of %s are explained", kept, plural(seasons, "season"))}
	}
	return nil
}

// shown is the number of rows of a table.
func (o *explainOptions) shown() int {
	if o.top.given {
		return int(min(o.top.value, 1<<20))
	}
	return explainedRows
}

// explainedRows is the number of rows of a table where none is asked for: more than a
// scenario of one firm has, and a part of those of many firms.
const explainedRows = 20

// knowsFirms refuses names of firms that the scenario has not.
func (p *prepared) knowsFirms(called []string) error {
	var known []string
	for i := range p.scenario.Firms {
		known = append(known, p.scenario.Firms[i].Name)
	}
	for _, name := range called {
		if slices.Contains(known, name) {
			continue
		}
		return usage("--firm %s: there is no firm of that name; %s", name, didYouMean(name, known, "the firms are "+strings.Join(known, ", ")))
	}
	return nil
}

// explainJSON is what `explain --json` prints. Money is in CNY, complaints and
// order-days are a season's.
type explainJSON struct {
	madeBy
	Plans []string `json:"plans"`
	*result.Explanation
}
