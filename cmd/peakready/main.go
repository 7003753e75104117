// Command peakready answers "are we ready?" before a shopping season: it
// follows every order of a scenario to its delivery, return, contact and
// complaint, for many seasons, and says how many come to grief and where.
//
//	peakready init my.yaml        a commented scenario to start from
//	peakready check my.yaml       what would be simulated, and mistakes in the file
//	peakready run my.yaml         the seasons: figures, tables, plots, report
//	peakready trace my.yaml       the story of one order or complaint
//	peakready explain my.yaml     which capacity and cause the complaints come from
//	peakready headroom my.yaml    how much more demand until a target fails
//	peakready spill my.yaml       whose parcels one firm's orders delay
//	peakready erlang --contacts   waits of a steady desk by formula, no scenario
//	peakready metrics             the figures that a scenario may name
//
// One file a subcommand, with its flags and its printing; what is simulated
// lies in package models. Start reading at run.go.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// version is printed by `peakready version` and stands in every result.
const version = "0.1.0"

func main() { os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr)) }

// execute runs one command line and gives its exit code. Results go to out,
// notes, progress and errors to notes.
func execute(args []string, out, notes io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(notes)
	command, err := root.ExecuteC()
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		if f.err != nil {
			fmt.Fprintf(notes, "peakready: %v\n", f.err)
		}
		return f.code
	}
	// What is left is cobra's: a flag or an argument that it does not know.
	fmt.Fprintf(notes, "peakready: %v\nHelp: %s --help\n", err, command.CommandPath())
	return exitUsage
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "peakready",
		Short: "Are we ready for the season? Simulates every order from the click to the last complaint",
		Long: `peakready simulates a shopping season from a scenario: what customers will ask
of you (demand, promotions, tempers) and what stands against it (checkout, stock,
warehouses, carriers, service desk, policies). It follows every order to its
delivery, return, contact and complaint, many times over with different luck, and
shows where the plan breaks.

To begin:
  peakready init my.yaml      write a commented scenario
  peakready check my.yaml     see what it means before spending time on it
  peakready run my.yaml       simulate it; figures and report land in peakready-out/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, _ []string) error {
			return c.Help()
		},
	}
	root.AddCommand(newRun(), newCheck(), newInit(), newTrace(), newCompare(), newDrill(), newExplain(), newHeadroom(), newSpill(), newVerify(), newErlang(), newMetrics(), newQuickError(), newVersion())
	return root
}
