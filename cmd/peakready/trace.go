package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/scenarios"
)

func newTrace() *cobra.Command {
	var o traceOptions
	quick := false
	c := &cobra.Command{
		Use:   "trace SCENARIO [ORDER | CAUSE]",
		Short: "Tell the story of one order, or of a complaint",
		Long: `Simulates one season of SCENARIO and tells what happened to ORDER, step by step,
in dates and words. In place of an order's number you can name the cause of a
complaint (` + strings.Join(causes(), ", ") + `):
the first complaint of that cause is told. Without either, the median order is
told, the one at 95% and the worst, and some complaints of each cause are listed
to choose from; complaints.csv of a run has more.

Which order is the median is said by --by: lead sorts the orders of the window
that were delivered by the time from order to door, late those delivered late by
the time past the promised date, complaint-wait their complaints to the firm by
the time until they are settled or not. Equal ones stand by the minute in which
they were wanted; of n the one at 95% is number 0.95 n, rounded up.`,
		Example: `  peakready trace my.yaml
  peakready trace my.yaml delay
  peakready trace my.yaml --story worst --by late --replication 3
  peakready trace my.yaml apparel-20261111-0003-17 --replication 4`,
		Args: between(1, 2, "a scenario, and an order or a cause if you have one", "trace scenarios/small.yaml delay"),
		RunE: func(c *cobra.Command, args []string) error {
			o.scenario = args[0]
			if quick {
				return usage("the quick mode moves counts and follows no order, so it has no story to tell; leave out --quick")
			}
			o.subject = append(args, "")[1]
			return trace(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.BoolVar(&quick, "quick", false, "")
	if err := f.MarkHidden("quick"); err != nil {
		panic(err)
	}
	f.Var(&o.replication, "replication", "look into season number `N`, counted from 0 (default 0)")
	f.Var(&o.stories, "story", "tell the order in this place: `median`, p95 or worst (default all three); may be given several times")
	f.Var(&o.by, "by", "sort orders by `lead`, late or complaint-wait (default lead)")
	f.Var(&o.seed, "seed", "draw the luck from seed `N` instead of the scenario's")
	f.StringArrayVar(&o.plans, "plan", nil, "lay `FILE` over the scenario: what it says counts instead; may be given several times")
	f.Var(&o.scale, "scale", "multiply demand and every capacity by `SHARE`, such as 10%: other orders, approximate")
	return c
}

type traceOptions struct {
	scenario, subject string
	plans             []string
	stories           places
	by                storyMeasure
	replication, seed number
	scale             scale
}

func causes() []string {
	names := make([]string, result.Causes)
	for c := range names {
		names[c] = result.Cause(c).String()
	}
	return names
}

func trace(o traceOptions, out, notes io.Writer) error {
	tuneMemory()
	p, err := prepare(o.scenario, o.plans, notes)
	if err != nil {
		return err
	}
	if o.scale.given {
		if err := p.scaled(o.scale.value); err != nil {
			return err
		}
	}
	if o.seed.given {
		p.scenario.Seed = o.seed.value
	}
	chosen := len(o.stories) > 0 || o.by != ""
	if chosen && o.subject != "" {
		return usage("--story and --by choose an order; %s names one: give one or the other", o.subject)
	}
	if near := scenarios.Suggest(o.subject, causes()); near != "" && near != o.subject {
		return usage("%q is neither an order's number nor the cause of a complaint; did you mean %s?", o.subject, near)
	}
	p.tellShipped(notes)
	stop, stopWatching := watch()
	defer stopWatching()
	season := func(opts models.TrialOptions) (result.Trial, error) {
		return p.season(stop.simulate, int(min(o.replication.value, 1<<30)), opts)
	}
	if o.subject == "" {
		return stories(o, p, season, chosen, out)
	}
	order := o.subject
	cause := result.Cause(slices.Index(causes(), o.subject))
	if byCause := int(cause) < result.Causes; byCause {
		trial, err := season(models.TrialOptions{})
		if err != nil {
			return err
		}
		if order = firstExample(trial, cause); order == "" {
			return usage("in this season nobody complains of %s; see another one with --replication", cause)
		}
	}
	var steps []models.Story
	_, err = season(models.TrialOptions{Follow: order, Tell: func(s models.Story) { steps = append(steps, s) }})
	if err != nil {
		return err
	}
	if len(steps) == 0 {
		return usage("in this season there is no order %s: fewer were placed in that minute", order)
	}
	return printStory(out, order, steps)
}

// season simulates one replication, with the exit code of what goes wrong.
func (p *prepared) season(ctx context.Context, replication int, opts models.TrialOptions) (result.Trial, error) {
	opts.Stop = func() bool { return ctx.Err() != nil }
	trial, err := models.RunTrial(&p.scenario, replication, opts)
	var broken *models.AuditError
	switch {
	case err == nil:
		return trial, nil
	case errors.Is(err, models.ErrStopped):
		return trial, &failure{exitStopped, errors.New("stopped; nothing was told")}
	case errors.As(err, &broken):
		return trial, internal(err)
	}
	return trial, &failure{exitUsage, err} // no such order
}

func firstExample(t result.Trial, c result.Cause) string {
	for f := range t.Firms {
		if all := t.Firms[f].Examples[c]; len(all) > 0 {
			return all[0].Order
		}
	}
	return ""
}

// listExamples prints some complaints of each cause.
func listExamples(w io.Writer, p *prepared, t result.Trial) error {
	table := newList("cause", "lodged on", "trouble began at", "order")
	found := 0
	for f := range t.Firms {
		for c := result.Cause(0); c < result.Causes; c++ {
			for _, e := range t.Firms[f].Examples[c] {
				table.Row(c.String(), p.head.Date(int(e.Day)), e.Stage, e.Order)
				found++
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Complaints in season number %d of %s, some of each cause:\n\n", t.Replication, p.scenario.Name)
	if found == 0 {
		b.WriteString("  none\n")
	} else {
		show(&b, table)
		fmt.Fprintf(&b, "To hear one: peakready trace %s ORDER", quoted(p.file))
		for _, plan := range p.plans {
			fmt.Fprintf(&b, " --plan %s", quoted(plan))
		}
		if p.scale != 1 {
			fmt.Fprintf(&b, " --scale %s", asPercent(p.scale))
		}
		if t.Replication > 0 {
			fmt.Fprintf(&b, " --replication %d", t.Replication)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printStory prints the steps of an order, each with its date.
func printStory(w io.Writer, order string, steps []models.Story) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Order %s\n\n", order)
	for _, s := range steps {
		fmt.Fprintf(&b, "  %s  %s\n", s.Date, s.What)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
