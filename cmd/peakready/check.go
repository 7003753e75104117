package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"peakready/models"
)

func newCheck() *cobra.Command {
	var plans []string
	c := &cobra.Command{
		Use:   "check SCENARIO",
		Short: "Find mistakes in a scenario and say in plain words what it would simulate",
		Long: `Reads SCENARIO and says everything that is wrong with it, with the line, the
mistake and the remedy. If nothing is, it says what would be simulated: volumes,
peak rates, the load on each pool and line against its capacity, and the memory
and time to expect. Nothing is simulated and no file is written.`,
		Example: `  peakready check my.yaml
  peakready check my.yaml --plan more-agents.yaml`,
		Args: between(1, 1, "one scenario", "check scenarios/double11.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			return check(args[0], plans, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringArrayVar(&plans, "plan", nil, "lay `FILE` over the scenario: what it says counts instead; may be given several times")
	return c
}

func check(file string, plans []string, out, notes io.Writer) error {
	p, err := prepare(file, plans, notes)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s is right. What it would simulate (%s):\n\n", file, p.scenario.Name); err != nil {
		return internal(err)
	}
	if err := models.Look(&p.scenario).Text(out); err != nil {
		return internal(fmt.Errorf("printing the outlook: %w", err))
	}
	return nil
}
