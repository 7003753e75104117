package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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

Where the scenario or a plan sets targets, every plan gets a verdict on each from
the same seasons: READY, NOT READY or UNDECIDED, with the seasons in which it held.
The targets are those of the scenario unless the plan changes them. A verdict
changes no exit code here.

--under lays a file over the scenario first, so that it lies under every plan and
under the season as it is: with --under scenarios/plans/ready.yaml its targets judge
them all. A plan that sets the same thing counts instead.

With --together one more plan is tried: all of them, laid over the scenario in
the order given.

With -o the report of the seasons as they are, with a table and a figure of what
the plans change, is left in a folder, as run leaves it with --compare.`,
		Example: `  peakready compare scenarios/double11.yaml --plan scenarios/plans/more-agents.yaml --plan scenarios/plans/honest-dates.yaml --together
  peakready compare scenarios/double11.yaml --under scenarios/plans/ready.yaml --plan scenarios/plans/more-agents.yaml`,
		Args: between(1, 1, "one scenario", "compare scenarios/double11.yaml --plan scenarios/plans/honest-dates.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			if len(o.tried) == 0 {
				return errors.New("there is nothing to compare with: give at least one --plan FILE")
			}
			return compare(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringArrayVar(&o.tried, "plan", nil, "try the plan in `FILE`; may be given several times")
	f.BoolVar(&o.together, "together", false, "try also all plans at once")
	o.plansFlag(f, "under")
	f.Lookup("under").Usage = "lay `FILE` under every plan, over the scenario as it is too; may be given several times"
	o.flags(f, "simulate")
	o.outputFlags(f, "report.html, plots, comparison.json and summary.json", "comparison")
	return c
}

// compareOptions is what the command line of `compare` says.
type compareOptions struct {
	seasonOptions
	output
	tried    []string // plans
	together bool
}

func compare(o compareOptions, out, notes io.Writer) error {
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	asked, err := p.studies(o.tried, o.together, nil, notes)
	if err != nil {
		return err
	}
	if err := o.to.check(); err != nil {
		return err
	}
	seasons := p.scenario.Replications
	workers, err := o.atOnce(p, seasons, asked, notes)
	if err != nil {
		return err
	}
	fmt.Fprintf(heard(notes, o.quiet), "Comparing %s over %s of %s (seed %d).\n",
		plural(len(asked.plans)-1, "plan"), plural(seasons, "season"), p.scenario.Name, p.scenario.Seed)
	w := startWork(notes, (int64(p.head.NDays)+asked.days(p))*int64(seasons), workers, o.quiet)
	defer w.close()
	found := &result.Run{}
	if !o.to.wanted() { // the seasons themselves are not needed
		work := w.study(seasons)
		work.Scale = found.Scale
		found.Comparisons, err = study.Compare(w.simulate, asked.plans, work)
	} else if found, err = p.simulate(w, p.replications()); err == nil && len(found.Trials) == seasons {
		err = asked.work(w, p, found)
	}
	w.end()
	if err == nil && len(found.Comparisons) == 0 { // not one season of the scenario as it is, or none under the plans
		err = w.simulate.Err()
	}
	if err != nil {
		return w.broken(err, "compared")
	}
	all := found.Comparisons
	err = o.give(w, out, findings{
		what: "comparison", file: comparisonFile, value: comparisonJSON{p.madeBy(), p.laid(), all},
		text: func() string { return comparisonText(&p.head, all) }, seasons: found,
	})
	if err != nil {
		return err
	}
	if w.simulate.Err() != nil {
		fmt.Fprintf(notes, "Stopped: %s of %d were complete under all plans and count.\n", plural(all[0].Replications, "season"), seasons)
		return &failure{code: exitStopped}
	}
	return nil
}

// comparisonJSON is what `compare --json` prints. Money is in CNY, shares lie in
// [0, 1].
type comparisonJSON struct {
	madeBy
	Plans       []string            `json:"plans"` // laid over the scenario as it is; those compared stand below
	Comparisons []result.Comparison `json:"comparisons"`
}

// comparisonText is the tables: what each plan changes, the verdicts on targets,
// then complaints by cause. The head names the scenario.
func comparisonText(head *result.Run, all []result.Comparison) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s with the same luck; differences with 95%% intervals of the paired differences%s\n\n",
		head.Scenario, plural(all[0].Replications, "season"), allAtOnce(all))
	if len(head.Plans) > 0 {
		fmt.Fprintf(&b, "  laid under every plan, and over the scenario as it is: %s\n\n", strings.Join(head.Plans, ", "))
	}
	t := newTable("plan", "complaints to the firm", "", "in a typical season", "", "to the authority", "", "cost, CNY", "", "fewer complaints in", "")
	t.Row("as it is", whole(all[0].ToFirm.Base.Mean), "", "", "", count(all[0].ToAuthority.Base.Mean), "", whole(all[0].Cost.Base.Mean), "", "", "")
	for _, c := range all {
		t.Row(c.Plan, signed(c.ToFirm.Joint.Mean, whole), between95(c.ToFirm.Joint, whole),
			signedOrDash(c.Typical.Mean), between95(c.Typical, percent),
			signed(c.ToAuthority.Joint.Mean, count), between95(c.ToAuthority.Joint, count),
			signed(c.Cost.Joint.Mean, whole), between95(c.Cost.Joint, whole),
			fmt.Sprintf("%d of %s", result.SeasonsOf(c.Better), plural(c.Better.N, "season")), interval(c.Better, 1, percent))
	}
	show(&b, t)
	b.WriteString("  in a typical season: the geometric mean of the change, in which a large season weighs no more than a small one\n" +
		"  fewer complaints in: of all seasons that there may be, this share of them, with its exact binomial interval, of that plan by itself\n\n")
	comparedTargets(&b, head, all)
	t = newTable("plan", "CNY a complaint avoided", "", "variance ratio", "fewer in a typical season than, beyond chance")
	for _, c := range all {
		each, between := eachComplaint(c)
		t.Row(c.Plan, each, between, figureOrDash(c.VarianceRatio.Mean), listOrDash(c.BetterThan))
	}
	show(&b, t)
	b.WriteString("  a complaint avoided: cost over complaints of the means, the interval (Fieller) of that plan by itself\n  variance ratio: of the difference with other luck for each plan, over that with the same luck\n" + toldApartBy(len(all)) + "\n")
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
	if slices.ContainsFunc(all, func(c result.Comparison) bool { return mayBeChance(c.ToFirm.Joint) }) {
		b.WriteString("  the mean may be chance: the interval of the mean of complaints avoided reaches 0, so that there is no telling what one costs, even where a typical season has fewer beyond chance\n")
	}
	b.WriteString("  cost is of what has a price in the scenario; a cost below 0 is what lower compensation, less work and fewer lost orders save\n")
	for _, c := range all {
		for _, what := range c.NotPriced {
			fmt.Fprintf(&b, "  not in the cost of %s: %s\n", c.Plan, what)
		}
	}
	b.WriteString("\n")
	plansFirings(&b, head.Scale, all)
	told := false
	for _, c := range all {
		if seasons := independent(c); seasons != "" {
			fmt.Fprintf(&b, "Same luck narrows the interval: to know what %s changes in complaints as well, it would take %s with independent luck instead of %d.\n", c.Plan, seasons, c.Replications)
			told = true
		}
	}
	if told {
		b.WriteString("\n")
	}
	return b.String()
}

// allAtOnce says of the intervals of several plans that they hold together.
func allAtOnce(all []result.Comparison) string {
	if len(all) < 2 {
		return ""
	}
	return fmt.Sprintf(", in each column for all %d plans at once", all[0].Plans)
}

// toldApartBy says how it is decided which of so many plans have fewer complaints
// than which others, and why that can be silent where an interval leaves out 0.
func toldApartBy(plans int) string {
	const test = "  fewer in a typical season than: by Student's test of the logarithms of the ratios, season by season, of complaints to the firm, "
	if plans < 2 {
		return test + "as the interval in a typical season, which must lie below 0; the mean must be lower, too\n"
	}
	pairs := result.Pairs(plans)
	return fmt.Sprintf(test+"at a level (Bonferroni) at which all %d pairs of the %d plans and the scenario as it is hold at once; the mean must be lower, too\n"+
		"  the intervals in a typical season hold at once for the %d pairs with the scenario as it is alone, and are narrower: one may leave out 0 where %q is not named here\n",
		pairs, plans, plans, "as it is")
}

func signedOrDash(share float64) string {
	if math.IsNaN(share) {
		return "-"
	}
	return signed(share, percent)
}

func listOrDash(names []string) string {
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, ", ")
}

// mayBeChance says whether the interval of a difference of two or more seasons
// reaches 0.
func mayBeChance(e stats.Estimate) bool { return e.Lo <= 0 && e.Hi >= 0 && e.Lo < e.Hi }

// eachComplaint is what a complaint avoided costs, with its interval (Fieller's),
// where complaints are avoided beyond chance.
func eachComplaint(c result.Comparison) (each, between string) {
	if mayBeChance(c.ToFirm.Joint) {
		return "-", "the mean may be chance"
	}
	return figureOrDash(c.PerComplaint.Mean), between95(c.PerComplaint, whole)
}

// independent is the number of seasons that it would take to know the difference
// as well if the plans met different luck: the variance of the mean difference is
// that of a season over the number of seasons. It is empty where same luck gains
// less than half of them, or where the difference is not known in any case.
func independent(c result.Comparison) string {
	ratio := c.VarianceRatio.Mean
	if !(ratio >= 2) || mayBeChance(c.ToFirm.Joint) {
		return ""
	}
	n := math.Ceil(ratio * float64(c.Replications))
	if n > 1000 {
		return "more than 1,000 seasons"
	}
	return "some " + whole(n) + " seasons"
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
