package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"peakready/models/result"
	"peakready/models/study"
)

func newRun() *cobra.Command {
	var o runOptions
	c := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Simulate a scenario and leave its figures, tables, plots and report in a folder",
		Long: `Simulates the season of SCENARIO many times over (its replications), each time
with other luck, on all cores of this machine. The same scenario and seed give
the same results to the byte, whatever the number of workers.

The folder given by -o is written whole or not at all. It holds
  report.html             the figures with what they say: begin here
  plots/                  the same figures one by one, as SVG and PNG
  summary.json            totals with 95% intervals, by stable names, for scripts
  series.csv              every date: orders, queues, contacts, complaints
  pools.csv               every hour of each pool: contacts, waits, agents, load
  docket.csv              every day of the authorities' dockets: cases, backlog
  complaints.csv          every date and cause, with an order to trace
  scenario.resolved.yaml  the scenario with every default filled in; its first line
                          is the command that makes the same figures of it
A folder that an earlier run left there is replaced; any other one is refused.

With --compare and --spill the same seasons are simulated again under other
plans and without a firm's orders, as the commands of these names do; tables and
figures of what that changes stand in the report. Each plan and each firm left
out takes as long as the run itself.

Where the scenario sets targets, the verdict comes first: READY (exit code 0), NOT
READY (exit code 1) or UNDECIDED (exit code 5), the worst of the targets'. With
--until-decided seasons are simulated in whole rounds of the scenario's number (or
-n) until every target is decided, by tests that allow for looking after every
round, or until --max-seasons; each target has its own chance of a wrong verdict,
at most 2.5% for READY and 2.5% for NOT READY.

With --precision 5% seasons are simulated in whole rounds of the scenario's number
(or -n) until the complaints to the firms per million orders are known to 5% of
themselves, by an interval that allows for looking after every round; with --of
another figure (peakready metrics lists them), such as --of delivery.late_share, and
with --of-firm and --of-pool that of one firm or pool. With --until-decided as well,
until both are reached: each has its own rule, and neither is spoiled by the other.

Ctrl-C ends the simulation early; the replications that are complete are kept
and written. A second Ctrl-C gives that up too.`,
		Example: `  peakready run scenarios/double11.yaml
  peakready run my.yaml --plan more-agents.yaml -o out/more-agents
  peakready run town.yaml --compare staff.yaml --compare couriers.yaml --spill all
  peakready run my.yaml -n 5 --json | jq '.firms[0].delivery.late_share.mean'`,
		Args: between(1, 1, "one scenario", "run scenarios/double11.yaml"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given(c, args)
			if o.replications.given && o.replication.given {
				return errors.New("-n simulates many seasons and --replication one of them; give one of the two")
			}
			if err := o.inRounds(); err != nil {
				return err
			}
			return run(o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	o.most.least = 1
	f := c.Flags()
	f.StringVarP(&o.folder, "output", "o", "", "leave the files in `FOLDER` (default peakready-out/ and the scenario's name); - for none")
	o.plansFlag(f, "plan")
	o.flags(f, "simulate")
	f.Lookup("quiet").Usage = "print no tables, no progress and no notes"
	f.Var(&o.replication, "replication", "simulate only season number `N`, counted from 0, as it is among many")
	f.StringArrayVar(&o.compared, "compare", nil, "say what the plan in `FILE` would change; may be given several times, then also of all together")
	f.StringArrayVar(&o.without, "spill", nil, "say what the orders of the firm `NAME` cost the others; may be given several times, all for each in turn")
	f.BoolVar(&o.fast, "quick", false, "move counts instead of orders: many times faster, approximate, for screening only (see quick-error)")
	f.Var(&o.precision.share, "precision", "simulate rounds of the number of seasons until a figure is known to `SHARE`, such as 5%, of its mean")
	f.StringVar(&o.precision.of, "of", "", "with --precision: the `FIGURE` (default complaints per million orders); see peakready metrics")
	f.StringVar(&o.precision.ofFirm, "of-firm", "", "with --precision: that of the firm `NAME` (default all together)")
	f.StringVar(&o.precision.ofPool, "of-pool", "", "with --precision: that of the pools called `NAME` (default all together)")
	f.BoolVar(&o.decided, "until-decided", false, "simulate rounds of the number of seasons until every target is READY or NOT READY")
	f.Var(&o.most, "max-seasons", "with --until-decided or --precision: no more than `N` seasons (default 400)")
	f.BoolVar(&o.json, "json", false, "print summary.json instead of the tables")
	return c
}

// runOptions is what the command line of `run` says.
type runOptions struct {
	seasonOptions
	folder              string
	compared, without   []string
	replication, most   number
	precision           precision
	decided, json, fast bool
}

// inRounds checks what decides on the number of seasons.
func (o *runOptions) inRounds() error {
	alone := !o.replication.given && len(o.compared)+len(o.without) == 0
	precise, of := o.precision.share.given, o.precision.of+o.precision.ofFirm+o.precision.ofPool != ""
	switch {
	case (precise || o.decided) && !alone:
		return errors.New("--precision and --until-decided decide how many seasons to simulate of the scenario alone; give them without --replication, --compare and --spill")
	case (precise || o.decided) && o.fast:
		return errors.New("--quick lies beside the simulation by more than luck: more seasons bring its mean no nearer, and its intervals and verdicts would say that they do; leave out --quick, or --precision and --until-decided")
	case o.most.given && !precise && !o.decided:
		return errors.New("--max-seasons limits --precision and --until-decided; give one of them too, such as --precision 5%")
	case o.decided && o.most.value > mostUntilDecided:
		return fmt.Errorf("--until-decided takes --max-seasons up to %d", mostUntilDecided)
	case of && !precise:
		return errors.New("--of, --of-firm and --of-pool say what --precision is to be of; give it too, such as --precision 5%")
	}
	return nil
}

// goals are what rounds of seasons are simulated for; none without them.
func (o *runOptions) goals(p *prepared, notes io.Writer) (goals []goal, err error) {
	tell := func(format string, args ...any) { fmt.Fprintf(notes, format, args...) }
	if o.precision.share.given {
		k, err := o.precision.known(p, mostSeasons(o.most), tell)
		if err != nil {
			return nil, err
		}
		goals = append(goals, k)
	}
	if o.decided {
		if len(p.head.Targets) == 0 {
			return nil, usage("--until-decided needs targets; %s sets none (key targets)", p.file)
		}
		goals = append(goals, newDecided(p.head.Targets, tell))
	}
	return goals, nil
}

// run simulates, writes the folder, and prints.
func run(o runOptions, out, notes io.Writer) error {
	begun := time.Now()
	p, err := o.prepare(notes)
	if err != nil {
		return err
	}
	if o.fast {
		if len(o.compared)+len(o.without) > 0 {
			return usage("--compare and --spill are conclusions, for which a quick run is no ground; leave out --quick")
		}
		if len(p.head.Targets) > 0 {
			fmt.Fprintln(heard(notes, o.quiet), "Note: a quick run judges no targets; leave out --quick for the verdict.")
		}
		p.tellFew(heard(notes, o.quiet))
		p.quicken()
	}
	asked, err := p.studies(o.compared, true, o.without, notes)
	if err != nil {
		return err
	}
	goals, err := o.goals(p, heard(notes, o.quiet))
	if err != nil {
		return err
	}
	to := folder(o.folder)
	if o.folder == "" {
		to = folder(filepath.Join("peakready-out", p.name()))
	}
	if err := to.check(); err != nil {
		return err
	}
	indexes := p.replications()
	if o.replication.given {
		indexes = []int{int(min(o.replication.value, 1<<30))}
	}
	workers, err := o.atOnce(p, len(indexes), asked, notes)
	if err != nil {
		return err
	}
	fmt.Fprintf(heard(notes, o.quiet), "Simulating %s (seed %d): %s%s on %s.\n", p.scenario.Name, p.scenario.Seed,
		plural(len(indexes), "season"), asked.words(), plural(min(workers, len(indexes)*max(1, asked.trials())), "core"))
	before := processorTime()
	w := startWork(notes, (int64(p.head.NDays)+asked.days(p))*int64(len(indexes)), workers, o.quiet)
	defer w.close()
	var found *result.Run
	if len(goals) > 0 {
		found, err = p.rounds(w, len(indexes), mostSeasons(o.most), goals)
	} else {
		found, err = p.simulate(w, indexes)
	}
	spent := processorTime() - before
	if err != nil {
		return err
	}
	stopped := len(found.Trials) < found.Asked
	if !stopped {
		if err := asked.work(w, p, found); err != nil {
			return err
		}
	}
	w.end()
	if stopped {
		defer tellKept(notes, found, found.Asked)
		if len(found.Trials) == 0 {
			return &failure{code: exitStopped}
		}
	} else {
		stopped = asked.lacks(notes, found)
	}
	summary := found.Summary()
	if to.wanted() {
		if !p.quick { // its queues are formulas already
			found.Shadow = study.Shadow(&p.scenario, found)
		}
		if err := w.fill(to, func(dir string) error { return p.write(w.write, dir, found, summary) }); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		err = summary.WriteJSON(out)
	case !o.quiet:
		err = printRun(out, found, summary, to, cost{time.Since(begun), spent})
	}
	if err != nil {
		return internal(fmt.Errorf("printing the results: %w", err))
	}
	if stopped {
		return &failure{code: exitStopped}
	}
	return verdictCode(&summary)
}

// cost is what a run took of this machine: time from start to end, and
// processor time of all cores for the simulation alone. It is printed and
// never stands in a file: those are the same bytes everywhere.
type cost struct{ clock, processor time.Duration }

// printRun writes the tables, and below them where the files are and what the
// run took.
func printRun(w io.Writer, r *result.Run, s result.Summary, to folder, took cost) error {
	if err := printSummary(w, s); err != nil {
		return err
	}
	if err := printStudies(w, r); err != nil {
		return err
	}
	var b strings.Builder
	if to.wanted() {
		b.WriteString(to.told())
	}
	n, what := followed(r)
	fmt.Fprintf(&b, "Simulated     %s in %s", plural(n, what), seconds(took.clock))
	// A stopped run has spent time on replications that do not count.
	if n > 0 && took.processor > 0 && len(r.Trials) == r.Asked {
		fmt.Fprintf(&b, ", %.2f µs of processor time each", float64(took.processor.Nanoseconds())/1e3/float64(n))
	}
	if peak := peakMemory(); peak > 0 {
		fmt.Fprintf(&b, ", %.0f MiB of memory at most", float64(peak)/(1<<20))
	}
	fmt.Fprintf(&b, "\nAudit         %s checks, %d broken\n", whole(float64(s.Audit.Checks)), len(s.Audit.Broken))
	fmt.Fprintf(&b, "Fingerprint   %s (seed %d, version %s)\n", s.Fingerprint, s.Seed, s.Version)
	_, err := io.WriteString(w, b.String())
	return err
}

// followed counts the orders of all replications, warm-up included, or the
// contacts of a contact centre alone.
func followed(r *result.Run) (n int, what string) {
	var orders, contacts int64
	for i := range r.Trials {
		for f := range r.Trials[i].Firms {
			t := &r.Trials[i].Firms[f]
			for d := range t.Days {
				orders += t.Days[d][result.Placed]
			}
			for p := range t.Pools {
				for h := range t.Pools[p].Hours {
					contacts += t.Pools[p].Hours[h].Offered
				}
			}
		}
	}
	if orders == 0 {
		return int(contacts), "contact"
	}
	return int(orders), "order"
}

// tellKept says what a stopped run is worth.
func tellKept(w io.Writer, r *result.Run, asked int) {
	kept := len(r.Trials)
	if kept == 0 {
		fmt.Fprintf(w, "peakready: stopped before the first of %s was complete; nothing is kept, no file is written\n", plural(asked, "season"))
		return
	}
	fmt.Fprintf(w, "peakready: stopped; the first %d of %s are kept, the figures rest on those\n", kept, plural(asked, "season"))
}

// seconds is a time on the clock, to a tenth of a second.
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return whole(float64(n)) + " " + what + "s"
}
