package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
	"peakready/sim/stats"
)

func newSpill() *cobra.Command {
	var o spillOptions
	c := &cobra.Command{
		Use:   "spill SCENARIO",
		Short: "Say whose parcels one firm's orders delay, and by how much",
		Long: `Firms that share a carrier share its queues: the surge of one makes the parcels
of the others late. Spill simulates the seasons of SCENARIO as they are, and once
more without the orders of the firm that you name: same buyers, same days, same
luck, its teams and contracts in place and nothing to do. The difference is what
that firm costs the others: days to the door, late parcels, complaints.

Every further firm that you name, or all of them, is left out in turn; each takes
as long as a run of its own. An interval that does not reach 0 is a difference
beyond chance.

With -o the report of the seasons as they are, with a table and a figure of what
the firms cost the others, is left in a folder, as run leaves it with --spill.`,
		Example: `  peakready spill town.yaml --firm 大平台
  peakready spill town.yaml --firm all -n 5 --scale 10%
  peakready spill town.yaml --firm 大平台 --plan quotas.yaml --json`,
		Args: between(1, 1, "one scenario", "spill town.yaml --firm all"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			return spill(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringArrayVar(&o.firms, "firm", nil, "leave out the orders of the firm called `NAME`; may be given several times, all for each in turn")
	o.plansFlag(f, "plan")
	o.flags(f, "compare")
	o.outputFlags(f, "report.html, plots, spill.json and summary.json", "figures")
	return c
}

// spillOptions is what the command line of `spill` says.
type spillOptions struct {
	seasonOptions
	output
	firms []string
}

// everyFirm stands for all of them after --firm, unless a firm is called so.
const everyFirm = "all"

func spill(o spillOptions, out, notes io.Writer) error {
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	firms, err := p.firmsCalled(o.firms)
	if err != nil {
		return err
	}
	if err := o.to.check(); err != nil {
		return err
	}
	seasons := p.scenario.Replications
	workers, err := o.atOnce(p, seasons, studies{}, notes)
	if err != nil {
		return err
	}
	trials := seasons * (1 + len(firms))
	fmt.Fprintf(heard(notes, o.quiet), "Simulating %s (seed %d): %s, as they are and without %s, on %s.\n", p.scenario.Name, p.scenario.Seed,
		plural(seasons, "season"), withoutWhom(firms), plural(min(workers, trials), "core"))
	w := startWork(notes, int64(p.head.NDays)*int64(trials), workers, o.quiet)
	defer w.close()
	found, work, err := o.asTheyAre(w, p)
	if err == nil {
		found.Spill, err = study.Spill(w.simulate, &p.scenario, firms, work)
	}
	w.end()
	if err != nil {
		return w.broken(err, "compared")
	}
	err = o.give(w, out, findings{
		what: "spill", file: spillFile, value: spillJSON{p.madeBy(), p.laid(), found.Spill},
		text: func() string { return spillText(p.scenario.Name, found.Spill) }, seasons: found,
	})
	if err != nil {
		return err
	}
	if kept := found.Spill[0].Replications; kept < seasons {
		return &failure{exitStopped, fmt.Errorf("stopped; the first %d of %s are compared", kept, plural(seasons, "season"))}
	}
	return nil
}

// withoutWhom says whose orders are left out.
func withoutWhom(firms []string) string {
	if len(firms) == 1 {
		return "the orders of " + firms[0]
	}
	return fmt.Sprintf("those of each of %d firms in turn", len(firms))
}

// hasOrders says whether a firm sells goods; another one is a contact centre alone.
func hasOrders(f models.Firm) bool { return len(f.Demand.Categories) > 0 }

// firmsCalled are the firms with orders that --firm names.
func (p *prepared) firmsCalled(called []string) ([]string, error) {
	var known []string
	for i := range p.scenario.Firms {
		if f := p.scenario.Firms[i]; hasOrders(f) {
			known = append(known, f.Name)
		}
	}
	switch {
	case len(known) < 2:
		return nil, usage("%s has %s with orders; it takes two for one to delay the other", p.file, plural(len(known), "firm"))
	case len(called) == 0:
		return nil, usage("say whose orders to leave out: --firm NAME or --firm %s; the firms are %s", everyFirm, strings.Join(known, ", "))
	}
	var firms []string
	add := func(name string) {
		if !slices.Contains(firms, name) {
			firms = append(firms, name)
		}
	}
	for _, name := range called {
		switch {
		case slices.Contains(known, name):
			add(name)
		case name == everyFirm:
			for _, k := range known {
				add(k)
			}
		default:
			return nil, usage("--firm %s: there is no firm of that name with orders; %s", name, didYouMean(name, known, "the firms are "+strings.Join(known, ", ")))
		}
	}
	return firms, nil
}

// spillText tells who is delayed by how much: for several firms first what
// each costs all others together, then for each its own table.
func spillText(name string, found []result.Spillover) string {
	var b strings.Builder
	seasons := found[0].Replications
	fmt.Fprintf(&b, "%s: what a firm's orders cost the others, %s with the same luck", name, plural(seasons, "season"))
	if seasons > 1 {
		b.WriteString("; in brackets 95% intervals")
	}
	b.WriteString("\n\n")
	if len(found) > 1 {
		byWeight := slices.Clone(found)
		slices.SortStableFunc(byWeight, func(x, y result.Spillover) int {
			return descending(x.All.Complaints.Added.Mean, y.All.Complaints.Added.Mean)
		})
		t := newTable("orders of", "placed", "later to the door", "", "more late", "", "more complaints", "")
		for _, s := range byWeight {
			added := s.All
			t.Row(s.Firm, whole(s.Orders.Mean), extra(added.Lead.Added.Mean, days), gap(added.Lead.Added, days),
				extra(added.LateShare.Added.Mean, points), gap(added.LateShare.Added, points),
				extra(added.Complaints.Added.Mean, count), gap(added.Complaints.Added, count))
		}
		b.WriteString("All other firms together, those first that cost the others most complaints\n\n")
		show(&b, t)
	}
	for _, s := range found {
		fmt.Fprintf(&b, "With the %s orders of %s; firms in the scenario's order\n\n", whole(s.Orders.Mean), s.Firm)
		t := newTable("firm", "days to the door", "later by", "", "late", "more by", "", "complaints per million", "more by", "", "of them delay", "")
		others := s.Others
		if len(others) > 1 {
			all := s.All
			all.Firm = "all others"
			others = append(slices.Clone(others), all)
		}
		for _, o := range others {
			t.Row(o.Firm, decimal(o.Lead.With.Mean), extra(o.Lead.Added.Mean, days), gap(o.Lead.Added, days),
				percent(o.LateShare.With.Mean), extra(o.LateShare.Added.Mean, points), gap(o.LateShare.Added, points),
				whole(o.PerMillion.With.Mean), extra(o.PerMillion.Added.Mean, count), gap(o.PerMillion.Added, count),
				extra(o.DelayPerMillion.Added.Mean, count), gap(o.DelayPerMillion.Added, count))
		}
		show(&b, t)
	}
	return b.String()
}

// days is a difference of times, in days and, under one, in hours.
func days(d float64) string {
	if d > -1 && d < 1 {
		return figure(24*d, "%.1f h")
	}
	return figure(d, "%.1f d")
}

// points is a difference of shares, in percentage points.
func points(x float64) string { return figure(100*x, "%.1f pt") }

// extra is a difference with its sign; nothing at all is 0.
func extra(x float64, show func(float64) string) string {
	s := show(x)
	switch {
	case x == 0:
		return "0"
	case x > 0 && strings.Trim(s, "0. dhpt") != "":
		return "+" + s
	}
	return s
}

// gap is the interval of a difference, empty where there is none or where
// it has no width.
func gap(e stats.Estimate, show func(float64) string) string {
	if !(e.Hi > e.Lo) {
		return ""
	}
	return "(" + extra(e.Lo, show) + " to " + extra(e.Hi, show) + ")"
}

// spillJSON is what `spill --json` prints. Durations are in days, shares in
// [0, 1], complaints per million orders.
type spillJSON struct {
	madeBy
	Plans []string           `json:"plans"`
	Firms []result.Spillover `json:"firms"`
}
