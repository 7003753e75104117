package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"peakready/models/result"
)

// quickWords is what every page and table of a quick run says of itself.
const quickWords = "a quick run moves counts instead of following orders; good for screening plans, no ground for a conclusion (its error: peakready quick-error)"

// quickName is what its name ends in.
const quickName = " (quick run, approximate)"

// quicken makes it a quick run, which says so in its name and its head. It judges
// no target: a verdict is a conclusion.
func (p *prepared) quicken() {
	p.head.Targets = nil
	p.quick = true
	p.scenario.Name += quickName
	p.head.Scenario = p.scenario.Name
	p.head.Digest += " quick"
	p.head.Approximate = quickWords
}

func newQuickError() *cobra.Command {
	var o quickErrorOptions
	c := &cobra.Command{
		Use:   "quick-error SCENARIO",
		Short: "Show how far a quick run lies from the simulation",
		Long: `Simulates some seasons of SCENARIO twice, order by order and as a quick run, with
the same luck of demand, and prints how far the quick figures lie from the exact
ones: all firms together, pools of one name together.

  exact, quick   means over the seasons
  error          mean of the differences, season by season, in % of the exact mean;
                 of shares in percentage points
  scatter        standard deviation of the differences
  seasons vary   standard deviation of the exact figure between seasons: what a
                 quick run must be held against
  quick ones     the same of the quick figure: it should be alike`,
		Example: `  peakready quick-error scenarios/small.yaml
  peakready quick-error scenarios/sixteen-firms.yaml --scale 5% -n 2`,
		Args: between(1, 1, "one scenario", "quick-error scenarios/small.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			return quickError(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	o.plansFlag(f, "plan")
	o.flags(f, "simulate")
	f.BoolVar(&o.markdown, "markdown", false, "print the table as Markdown")
	f.BoolVar(&o.json, "json", false, "print one object of JSON instead of the table: shares in [0, 1], waits in seconds, what is not known null")
	c.MarkFlagsMutuallyExclusive("markdown", "json")
	return c
}

// quickErrorOptions is what the command line of `quick-error` says.
type quickErrorOptions struct {
	seasonOptions
	markdown, json bool
}

// quickError runs both engines on the same seasons and prints the differences.
func quickError(o quickErrorOptions, out, notes io.Writer) error {
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	indexes := p.replications()
	workers, err := o.atOnce(p, len(indexes), studies{}, notes)
	if err != nil {
		return err
	}
	w := startWork(notes, 2*int64(p.head.NDays)*int64(len(indexes)), workers, o.quiet)
	defer w.close()
	simulate := func(p *prepared) (*result.Run, time.Duration, error) {
		before := processorTime()
		r, err := p.simulate(w, indexes)
		if err == nil && len(r.Trials) < len(indexes) {
			err = &failure{exitStopped, fmt.Errorf("stopped; nothing is compared")}
		}
		return r, processorTime() - before, err
	}
	exact, slow, err := simulate(p)
	if err != nil {
		return err
	}
	name := p.scenario.Name
	p.tellFew(heard(notes, o.quiet))
	p.quicken()
	quick, fast, err := simulate(p)
	w.end()
	if err != nil {
		return err
	}
	if o.json {
		err := writeJSON(out, deviationObject{
			Scenario: name, Seasons: len(indexes), SecondsExact: slow.Seconds() / float64(len(indexes)),
			SecondsQuick: fast.Seconds() / float64(len(indexes)), Figures: deviationRows(result.Against(exact, quick)),
		})
		if err != nil {
			return internal(err)
		}
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: a quick run against the simulation, %s with the same luck of demand\n\n", name, plural(len(indexes), "season"))
	deviationTable(&b, result.Against(exact, quick), o.markdown)
	if slow > 0 && fast > 0 {
		n := float64(len(indexes))
		fmt.Fprintf(&b, "Processor time a season: %.2f s exact, %.3f s quick, %s\n", slow.Seconds()/n, fast.Seconds()/n, timesFaster(slow.Seconds()/fast.Seconds()))
	}
	if _, err := io.WriteString(out, b.String()); err != nil {
		return internal(err)
	}
	return nil
}

// timesFaster puts into words how many times as fast a quick run is. With many firms and few
// orders it can be slower than the simulation.
func timesFaster(ratio float64) string {
	switch {
	case ratio < 0.95:
		return fmt.Sprintf("%.2g times as fast: slower, as its cost hangs on days, firms and regions and hardly on orders", ratio)
	case ratio < 10:
		return fmt.Sprintf("%.2g times as fast", ratio)
	}
	return fmt.Sprintf("%.0f times as fast", ratio)
}

// deviationObject is what --json prints: means over seasons; processor time is of one season.
type deviationObject struct {
	Scenario     string         `json:"scenario"`
	Seasons      int            `json:"seasons"`
	SecondsExact float64        `json:"processor_s_exact"`
	SecondsQuick float64        `json:"processor_s_quick"`
	Figures      []deviationRow `json:"figures"`
}

type deviationRow struct {
	Figure      string   `json:"figure"`
	Unit        string   `json:"unit"`
	Exact       *float64 `json:"exact"`
	Quick       *float64 `json:"quick"`
	Error       *float64 `json:"error"` // in the unit
	Scatter     *float64 `json:"scatter"`
	Spread      *float64 `json:"seasons_vary"`
	SpreadQuick *float64 `json:"quick_ones_vary"`
	Seasons     int      `json:"seasons"`
}

func deviationRows(ds []result.Deviation) (rows []deviationRow) {
	known := func(v float64) *float64 {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return &v
	}
	for _, d := range ds {
		rows = append(rows, deviationRow{
			Figure: d.Name, Unit: d.Kind.String(), Exact: known(d.Exact), Quick: known(d.Quick), Error: known(d.Error),
			Scatter: known(d.Scatter), Spread: known(d.Spread), SpreadQuick: known(d.SpreadQuick), Seasons: d.Seasons,
		})
	}
	return rows
}

// deviationTable is a row a figure.
func deviationTable(b *strings.Builder, ds []result.Deviation, markdown bool) {
	head := []string{"", "exact", "quick", "error", "scatter", "seasons vary", "quick ones"}
	t := newTable(head...)
	if markdown {
		b.WriteString("| figure | exact | quick | error | scatter | seasons vary | quick ones |\n|---|--:|--:|--:|--:|--:|--:|\n")
	}
	for _, d := range ds {
		cells := append([]string{d.Name}, deviationCells(d)...)
		if markdown {
			b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			continue
		}
		t.Row(cells...)
	}
	if markdown {
		b.WriteString("\n")
		return
	}
	show(b, t)
}

func deviationCells(d result.Deviation) []string {
	value, relative := whole, true
	switch d.Kind {
	case result.DeviationShare:
		value, relative = func(v float64) string { return figure(100*v, "%.2f%%") }, false
	case result.DeviationDays:
		value = func(v float64) string { return figure(v, "%.2f") }
	case result.DeviationRate:
		value = count
	case result.DeviationWait:
		value = wait
	}
	off := func(v float64) string {
		if math.IsNaN(v) {
			return "-"
		}
		return figure(100*v, "%+.2f pt")
	}
	vary := func(v float64) string { return strings.TrimPrefix(off(v), "+") }
	if relative {
		off = func(v float64) string {
			if d.Exact == 0 {
				return "-"
			}
			return figure(100*v/d.Exact, "%+.1f%%")
		}
		vary = func(v float64) string { return strings.TrimPrefix(off(v), "+") }
	}
	return []string{value(d.Exact), value(d.Quick), off(d.Error), vary(d.Scatter), vary(d.Spread), vary(d.SpreadQuick)}
}
