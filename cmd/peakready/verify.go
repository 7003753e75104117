package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"peakready/models/verify"
)

func newVerify() *cobra.Command {
	var o verifyOptions
	c := &cobra.Command{
		Use:   "verify",
		Short: "Hold the engine against published and exact results",
		Long: `Computes and simulates cases whose answer is known, and compares:

  formula     closed forms and numerical methods, to a tolerance
  trace       small scenarios without chance, against a calculation by hand: exactly
  simulation  small scenarios, replications: the distance from the exact figure in
              standard errors (z). The threshold of z is set for the whole battery,
              so that a right engine fails one figure of all with a chance of 0.1%
              over other seeds. A standard error above 1% of the figure leaves it
              unproven: agreement would say little.

The scenarios go the way of a planner's file and through the blocks of a season.
Exit code 0 if every figure is proven, 1 if one is failed or unproven.`,
		Example: `  peakready verify
  peakready verify --filter "erlang a"
  peakready verify --json | jq '.cases[] | select(.verdict != "proven")'
  peakready verify --coverage`,
		Args: between(0, 0, "no argument", "verify --filter erlang"),
		RunE: func(c *cobra.Command, _ []string) error {
			return runVerify(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	o.workers.least = 1
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&o.filter, "filter", "", "only cases whose identifier, model, inputs or metric contains `TEXT`")
	f.BoolVar(&o.coverage, "coverage", false, "measure instead how often the intervals hold the truth and verdicts on targets are wrong, and the error of the quantile sketch")
	f.Var(&o.workers, "workers", "use `N` cores (default all)")
	f.BoolVar(&o.json, "json", false, "print one object with all figures under \"cases\"")
	return c
}

// verifyOptions is what the command line of `verify` says.
type verifyOptions struct {
	filter         string
	coverage, json bool
	workers        number
}

func runVerify(o verifyOptions, out, notes io.Writer) error {
	workers := cores(o.workers)
	stop, stopWatching := watch()
	defer stopWatching()
	before := processorTime()
	if o.coverage {
		if o.filter != "" {
			return usage("--coverage has no cases to filter; give one of the two")
		}
		return coverage(stop.simulate, workers, o.json, out, notes)
	}
	var bar seasonBar
	rep, err := verify.Run(stop.simulate, verify.Options{Filter: o.filter, Workers: workers, Done: bar.on(notes)})
	bar.end()
	switch {
	case errors.Is(err, context.Canceled):
		return &failure{code: exitStopped}
	case err != nil:
		return internal(err)
	case len(rep.Rows) == 0:
		return usage("no case has %q in its identifier, model, inputs or metric; without --filter all are run", o.filter)
	}
	if o.json {
		err = writeVerifyJSON(out, rep)
	} else {
		err = printVerify(out, rep, (processorTime() - before).Seconds())
	}
	if err != nil {
		return internal(fmt.Errorf("printing the results: %w", err))
	}
	return judged(rep)
}

// judged is the exit code of a battery: whether every figure is proven.
func judged(rep *verify.Report) error {
	if rep.Count(verify.Proven) < len(rep.Rows) {
		return &failure{code: exitUnproven}
	}
	return nil
}

// exitUnproven is verify's: a figure is failed or unproven.
const exitUnproven = 1

// printVerify prints a table for each kind of case, and the sum.
func printVerify(w io.Writer, rep *verify.Report, spent float64) error {
	var b strings.Builder
	for _, part := range []struct {
		kind  verify.Kind
		title string
		head  []string
	}{
		{verify.Formula, "Formulas, against published figures", []string{"case", "model", "inputs", "figure", "expected", "got", "tolerance", "verdict"}},
		{verify.Trace, "Traces: scenarios without chance, against a calculation by hand", []string{"case", "model", "inputs", "figure", "expected", "got", "verdict"}},
		{verify.Simulation, "Simulations: scenarios, against exact figures", []string{"case", "model", "inputs", "figure", "expected", "got", "standard error", "z", "verdict"}},
	} {
		rows := [][]string{part.head}
		last := ""
		for i := range rep.Rows {
			r := &rep.Rows[i]
			if r.Kind != part.kind {
				continue
			}
			cells := []string{r.ID, r.Model, r.Inputs, r.Metric, digits(r.Expected), digits(r.Got)}
			if r.ID == last {
				cells[0], cells[1], cells[2] = "", "", ""
			}
			last = r.ID
			switch part.kind {
			case verify.Formula:
				cells = append(cells, strconv.FormatFloat(r.Tolerance, 'g', 2, 64))
			case verify.Simulation:
				cells = append(cells, strconv.FormatFloat(r.SE, 'g', 2, 64), fmt.Sprintf("%+.2f", r.Z))
			}
			rows = append(rows, append(cells, string(r.Verdict)))
		}
		if len(rows) > 1 {
			fmt.Fprintf(&b, "%s\n\n", part.title)
			columns(&b, rows, 4)
			b.WriteByte('\n')
		}
	}
	fmt.Fprintf(&b, "%s: %d proven, %d failed, %d unproven. ", plural(len(rep.Rows), "figure"), rep.Count(verify.Proven), rep.Count(verify.Failed), rep.Count(verify.Unproven))
	fmt.Fprintf(&b, "Simulated ones fail beyond |z| = %.2f: one of all %d\nin a right engine with a chance of at most %s (Bonferroni). %.1f s of processor time.\n",
		rep.Threshold, rep.Simulated, asPercent(verify.FalseAlarm), spent)
	if mean, sd, n := rep.Scatter(); n >= 10 {
		fmt.Fprintf(&b, "The z of the first figures of %d cases, each with luck of its own: mean %+.2f (0 ± %.2f in a right engine), standard deviation %.2f (1).\n",
			n, mean, 1.96/math.Sqrt(float64(n)), sd)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seasonBar is a progress bar whose length is known with the first season.
type seasonBar struct{ shown *progress }

// on gives what a battery tells of its seasons, one call at a time.
func (b *seasonBar) on(notes io.Writer) func(done, total int) {
	return func(done, total int) {
		if b.shown == nil || done == 1 {
			b.end()
			b.shown = startProgress(notes, int64(total), false)
		}
		b.shown.add(1)
	}
}

// end takes the bar away, if there is one.
func (b *seasonBar) end() {
	if b.shown != nil {
		b.shown.end()
	}
}

// digits is a figure with as many as a comparison needs.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 8, 64) }

// columns prints rows under each other, the first left columns to the left and
// the others, but for the last, to the right.
func columns(b *strings.Builder, rows [][]string, left int) {
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, r := range rows {
		line := " "
		for i, c := range r {
			gap := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i < left || i == len(r)-1 {
				line += " " + c + gap + " "
			} else {
				line += " " + gap + c + " "
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// verifyJSON is what `verify --json` prints.
type verifyJSON struct {
	Cases      []caseJSON `json:"cases"`
	Proven     int        `json:"proven"`
	Failed     int        `json:"failed"`
	Unproven   int        `json:"unproven"`
	Threshold  float64    `json:"threshold"`
	FalseAlarm float64    `json:"false_alarm"`
}

// caseJSON is one figure; what does not apply to its kind is null.
type caseJSON struct {
	ID            string   `json:"id"`
	Kind          string   `json:"kind"`
	Model         string   `json:"model"`
	Inputs        string   `json:"inputs"`
	Metric        string   `json:"metric"`
	Expected      float64  `json:"expected"`
	Got           *float64 `json:"got"`
	StandardError *float64 `json:"standard_error"`
	Z             *float64 `json:"z"`
	Tolerance     *float64 `json:"tolerance"`
	Replications  int      `json:"n"`
	Verdict       string   `json:"verdict"`
	Source        string   `json:"source"`
}

func writeVerifyJSON(w io.Writer, rep *verify.Report) error {
	known := func(x float64) *float64 {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
		return &x
	}
	j := verifyJSON{
		Proven: rep.Count(verify.Proven), Failed: rep.Count(verify.Failed), Unproven: rep.Count(verify.Unproven),
		Threshold: rep.Threshold, FalseAlarm: verify.FalseAlarm,
	}
	for i := range rep.Rows {
		r := &rep.Rows[i]
		j.Cases = append(j.Cases, caseJSON{
			r.ID, string(r.Kind), r.Model, r.Inputs, r.Metric, r.Expected, known(r.Got), known(r.SE), known(r.Z),
			known(r.Tolerance), r.N, string(r.Verdict), r.Source,
		})
	}
	return writeJSON(w, j)
}
