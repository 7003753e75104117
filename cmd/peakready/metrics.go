package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models/result"
)

func newMetrics() *cobra.Command {
	return &cobra.Command{
		Use:   "metrics [WORD]",
		Short: "List the figures that a scenario may name",
		Long: `Lists the figures that a scenario may name (targets and published: metric), with
their unit, what they are, whose they are, and what the dates of a window mean for
each; those of orders of the whole window take no dates.
With a WORD, only those with it in their name or meaning.`,
		Example: `  peakready metrics
  peakready metrics wait`,
		Args: between(0, 1, "at most one word", "metrics wait"),
		RunE: func(c *cobra.Command, args []string) error {
			word := ""
			if len(args) > 0 {
				word = args[0]
			}
			return listMetrics(c.OutOrStdout(), word)
		},
	}
}

func listMetrics(w io.Writer, word string) error {
	t := aligned(func(int) bool { return false }, []string{"metric", "unit", "what it is", "whose", "its dates are those of"})
	found := 0
	for _, m := range result.Metrics() {
		if !strings.Contains(strings.ToLower(m.Name+" "+m.Doc), strings.ToLower(word)) {
			continue
		}
		found++
		unit := string(m.Unit)
		if unit == "" {
			unit = "number"
		}
		t.Row(m.Name, unit, m.Doc, scopeWords[m.Scope], dateWords[m.Dates])
	}
	if found == 0 {
		return fmt.Errorf("no metric has %q in its name or meaning; without a word, `peakready metrics` lists all", word)
	}
	var b strings.Builder
	show(&b, t)
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	scopeWords = map[result.Scope]string{
		result.OfRun: "all firms", result.OfFirm: "a firm, or all", result.OfPool: "a pool, or all",
	}
	dateWords = map[result.Dates]string{
		result.WholeWindow: "orders of the whole window", result.OrderDates: "the orders", result.EventDates: "what happens",
	}
)
