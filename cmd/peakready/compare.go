package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
	"peakready/sim/stats"
)

func newCompare() *cobra.Command {
	var o compareOptions
	c := &cobra.Command{
		Use:   "compare SCENARIO --plan FILE [--plan FILE ...]",
		Short: "Put plans to the same seasons and show what each is worth",
		Long: `Simulates every season of SCENARIO as it is and once more under each plan, with
the same luck: the same customers want the same things and lose patience at the
same time, so that what differs is the plan. For every plan it shows the mean
difference in complaints and in cost, with the 95% interval of the paired
differences, and what a complaint avoided costs.

With --together one more plan is tried: all of them, laid over the scenario in
the order given.`,
		Example: `  peakready compare scenarios/double11.yaml --plan scenarios/plans/more-agents.yaml --plan scenarios/plans/honest-dates.yaml --together`,
		Args:    between(1, 1, "one scenario", "compare scenarios/double11.yaml --plan scenarios/plans/honest-dates.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.scenario = args[0]
			if len(o.plans) == 0 {
				return errors.New("there is nothing to compare with: give at least one --plan FILE")
			}
			return compare(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	o.replications.least, o.workers.least = 1, 1
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.plans, "plan", nil, "try the plan in `FILE`; may be given several times")
	f.BoolVar(&o.together, "together", false, "try also all plans at once")
	f.VarP(&o.replications, "replications", "n", "simulate `N` seasons instead of the scenario's number")
	f.Var(&o.seed, "seed", "draw the luck from seed `N` instead of the scenario's")
	f.Var(&o.workers, "workers", "use `N` cores (default all)")
	f.Var(&o.scale, "scale", "multiply demand and every capacity by `SHARE`, such as 10%: a quick look, approximate")
	f.BoolVar(&o.json, "json", false, "print the comparison as JSON instead of the tables")
	return c
}

type compareOptions struct {
	scenario                    string
	plans                       []string
	together                    bool
	replications, seed, workers number
	scale                       scale
	json                        bool
}

// plan reads the scenario with some plans laid over it, as the flags want it.
func (o *compareOptions) plan(name string, plans []string, notes io.Writer) (study.Plan, error) {
	p, err := prepare(o.scenario, plans, notes)
	if err != nil {
		return study.Plan{}, err
	}
	if o.scale.given {
		if err := p.scaled(o.scale.value); err != nil {
			return study.Plan{}, err
		}
	}
	if o.seed.given {
		p.scenario.Seed = o.seed.value
	}
	if o.replications.given {
		p.scenario.Replications = int(min(o.replications.value, 1<<30))
	}
	return study.Plan{Name: name, Scenario: &p.scenario}, nil
}

func compare(o compareOptions, out, notes io.Writer) error {
	tuneMemory()
	base, err := o.plan("as it is", nil, notes)
	if err != nil {
		return err
	}
	plans := []study.Plan{base}
	for _, file := range o.plans {
		p, err := o.plan(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), []string{file}, notes)
		if err != nil {
			return err
		}
		plans = append(plans, p)
	}
	if o.together && len(o.plans) > 1 {
		p, err := o.plan("all together", o.plans, notes)
		if err != nil {
			return err
		}
		plans = append(plans, p)
	}
	workers := runtime.GOMAXPROCS(0)
	if o.workers.given {
		workers = int(min(o.workers.value, 1<<10))
	}
	seasons := base.Scenario.Replications
	fmt.Fprintf(notes, "Comparing %s over %s of %s (seed %d).\n",
		plural(len(plans)-1, "plan"), plural(seasons, "season"), base.Scenario.Name, base.Scenario.Seed)
	stop, stopWatching := watch()
	defer stopWatching()
	days := 0
	for _, p := range plans {
		days += models.HeadOf(p.Scenario).NDays * seasons
	}
	shown := startProgress(notes, int64(days), false)
	all, err := study.Compare(stop.simulate, plans, study.Work{Replications: seasons, Workers: workers, Day: func() { shown.add(1) }})
	shown.end()
	if err != nil {
		if stop.simulate.Err() != nil {
			return &failure{code: exitStopped}
		}
		return internal(err)
	}
	if o.json {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		err = e.Encode(all)
	} else {
		_, err = io.WriteString(out, comparisonText(base, all))
	}
	if err != nil {
		return internal(fmt.Errorf("printing the comparison: %w", err))
	}
	if stop.simulate.Err() != nil {
		fmt.Fprintf(notes, "Stopped: %s of %d were complete under all plans and count.\n", plural(all[0].Replications, "season"), seasons)
		return &failure{code: exitStopped}
	}
	return nil
}

// comparisonText is the tables: what each plan changes, then by cause.
func comparisonText(base study.Plan, all []result.Comparison) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s with the same luck; differences with 95%% intervals of the paired differences\n\n",
		base.Scenario.Name, plural(all[0].Replications, "season"))
	t := newTable("plan", "complaints to the firm", "", "to the authority", "", "cost, CNY", "", "CNY a complaint avoided", "fewer complaints in")
	t.Row("as it is", whole(all[0].ToFirm.Base.Mean), "", count(all[0].ToAuthority.Base.Mean), "", whole(all[0].Cost.Base.Mean), "", "", "")
	for _, c := range all {
		t.Row(c.Plan, signed(c.ToFirm.Added.Mean, whole), between95(c.ToFirm.Added, whole),
			signed(c.ToAuthority.Added.Mean, count), between95(c.ToAuthority.Added, count),
			signed(c.Cost.Added.Mean, whole), between95(c.Cost.Added, whole),
			figureOrDash(c.PerComplaint.Mean), percent(c.Better.Mean)+" of seasons")
	}
	show(&b, t)
	headers := []string{"complaints to the firm by cause"}
	for c := range result.Causes {
		headers = append(headers, result.Cause(c).String())
	}
	t = newTable(append(headers, "late deliveries", "unanswered", "orders")...)
	row := func(name string, of func(result.Shift) string, c *result.Comparison) {
		cells := []string{name}
		for _, x := range c.ByCause {
			cells = append(cells, of(x))
		}
		t.Row(append(cells, of(c.Late), of(c.Unanswered), of(c.Placed))...)
	}
	row("as it is", func(x result.Shift) string { return whole(x.Base.Mean) }, &all[0])
	for i := range all {
		row(all[i].Plan, func(x result.Shift) string { return signed(x.Added.Mean, whole) }, &all[i])
	}
	show(&b, t)
	for _, c := range all {
		if !math.IsNaN(c.VarianceRatio.Mean) {
			fmt.Fprintf(&b, "Same luck: under %s the difference in complaints varies %.1f times less than between independent seasons.\n", c.Plan, c.VarianceRatio.Mean)
		}
	}
	return b.String()
}

// signed is a difference: with its plus, or none.
func signed(v float64, show func(float64) string) string {
	s := show(v)
	if v > 0 && s != "0" && s != "0.0" {
		return "+" + s
	}
	return s
}

// between95 is the interval of a difference, which may lie below 0.
func between95(e stats.Estimate, show func(float64) string) string {
	if math.IsNaN(e.Lo) {
		return ""
	}
	return "(" + signed(e.Lo, show) + " to " + signed(e.Hi, show) + ")"
}

func figureOrDash(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return whole(v)
}
