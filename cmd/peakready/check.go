package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"peakready/models"
)

func newCheck() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check SCENARIO",
		Short: "Find mistakes in a scenario and say in plain words what it would simulate",
		Long: `Reads SCENARIO and says everything that is wrong with it, with the line, the
mistake and the remedy. If nothing is, it says what would be simulated: volumes,
peak rates, the load on each pool and line against its capacity, the memory and
time to expect, and which targets, incidents and contingency rules were read.
Nothing is simulated and no file is written.`,
		Example: `  peakready check my.yaml
  peakready check my.yaml --plan more-agents.yaml
  peakready check my.yaml --json`,
		Args: between(1, 1, "one scenario", "check scenarios/double11.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.scenario = args[0]
			return check(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringArrayVar(&o.plans, "plan", nil, "lay `FILE` over the scenario: what it says counts instead; may be given several times")
	c.Flags().BoolVar(&o.json, "json", false, "print the outlook and what was read as JSON instead of words")
	return c
}

type checkOptions struct {
	scenario string
	plans    []string
	json     bool
}

func check(o checkOptions, out, notes io.Writer) error {
	p, err := prepare(o.scenario, o.plans, notes)
	if err != nil {
		return err
	}
	p.tellShipped(notes)
	if o.json {
		if err := writeOutlook(out, readJSON(&p.scenario)); err != nil {
			return internal(fmt.Errorf("printing the outlook: %w", err))
		}
		return nil
	}
	if _, err := fmt.Fprintf(out, "%s is right. What it would simulate (%s):\n\n", o.scenario, p.scenario.Name); err != nil {
		return internal(err)
	}
	look := models.Look(&p.scenario)
	if err := look.Text(out); err != nil {
		return internal(fmt.Errorf("printing the outlook: %w", err))
	}
	if _, err := fmt.Fprintf(out, "\n%s", readLists(&p.scenario)); err != nil {
		return internal(fmt.Errorf("printing what was read: %w", err))
	}
	return nil
}
