package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
	"peakready/scenarios"
	"peakready/sim/experiment"
)

// prepared is a scenario that was read and found right.
type prepared struct {
	file     string   // as the planner named it
	plans    []string // likewise
	shipped  []string // those of them that are not on disk
	taken    []string // what those on disk extend and the program brings along
	doubts   *scenarios.Diagnostics
	scenario models.Scenario
	scale    float64
	quick    bool       // move counts, not orders: see quicken
	head     result.Run // no trials yet
}

// prepare reads a scenario and its plans; what is wrong with them is told, all
// of it, and the error carries the exit code.
func prepare(file string, plans []string, notes io.Writer) (*prepared, error) {
	loaded, err := scenarios.Load(file, plans)
	var wrong *scenarios.Diagnostics
	switch {
	case errors.As(err, &wrong):
		if err := wrong.Render(notes, terminal(notes) && os.Getenv("NO_COLOR") == ""); err != nil {
			return nil, internal(err)
		}
		return nil, &failure{exitRejected, fmt.Errorf("%s is rejected: %s", file, plural(len(wrong.Items), "mistake"))}
	case err != nil:
		return nil, &failure{exitRejected, err}
	}
	p := &prepared{file: file, plans: plans, shipped: loaded.Shipped, taken: loaded.Taken, doubts: loaded.Doubts, scenario: loaded.Scenario, scale: 1}
	p.head = models.HeadOf(&p.scenario)
	p.head.File = filepath.Base(file)
	for _, plan := range plans {
		p.head.Plans = append(p.head.Plans, filepath.Base(plan))
	}
	p.head.Digest = loaded.Digest
	p.head.Version = version
	return p, nil
}

// tellShipped says which files were not found, and that shipped ones of the
// same name were taken, and what the files say without effect: a slip in a path
// or a year must not pass unseen.
func (p *prepared) tellShipped(notes io.Writer) {
	for _, name := range p.shipped {
		fmt.Fprintf(notes, "%s: not found here; using the one shipped with the program\n", name)
	}
	for _, name := range p.taken {
		fmt.Fprintf(notes, "%s: taken from the program, since there is none where `extends:` looks for it\n", name)
	}
	if p.doubts != nil {
		fmt.Fprintf(notes, "Without effect, though no mistake:\n")
		_ = p.doubts.Render(notes, terminal(notes) && os.Getenv("NO_COLOR") == "") // a note that cannot be written stops nobody
	}
}

// tellThin says that a scaled copy has teams of less than a head, which makes
// their waits worse than those of the full size.
func (p *prepared) tellThin(notes io.Writer) {
	if thin, pools := models.ThinTeams(&p.scenario); thin > 0 {
		fmt.Fprintf(notes, "Note: at a scale of %s %d of %d teams are less than a head at times. They work slower instead, hours exact: contacts take and wait longer there and more are given up than at full size.\n",
			asPercent(p.scale), thin, pools)
	}
}

// scaled makes it a copy with demand and every capacity times x, and says so in
// its name.
func (p *prepared) scaled(x float64) error {
	p.scale = x
	p.scenario = models.Scaled(p.scenario, x)
	p.scenario.Name += fmt.Sprintf(" (scaled to %s, approximate)", asPercent(x))
	var wrong []string
	p.scenario.Check(func(path, what, right string) {
		wrong = append(wrong, fmt.Sprintf("%s: %s; right would be %s", path, what, right))
	})
	if len(wrong) > 0 {
		return &failure{exitRejected, fmt.Errorf("%s cannot be scaled to %s:\n%s", p.file, asPercent(x), strings.Join(wrong, "\n"))}
	}
	head := models.HeadOf(&p.scenario)
	head.File, head.Plans, head.Version = p.head.File, p.head.Plans, p.head.Version
	head.Scale = x
	head.Digest = fmt.Sprintf("%s x %s", p.head.Digest, asPercent(x))
	p.head = head
	return nil
}

// asPercent is a scale, with no more digits than it needs.
func asPercent(x float64) string { return strconv.FormatFloat(100*x, 'g', 12, 64) + "%" }

// name of the scenario's file, without its ending.
func (p *prepared) name() string {
	base := filepath.Base(p.file)
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		return name
	}
	return base
}

// replications are the indexes of all seasons of the scenario.
func (p *prepared) replications() []int {
	all := make([]int, p.scenario.Replications)
	for i := range all {
		all[i] = i
	}
	return all
}

// simulate runs the replications of the given indexes. When ctx is done it
// gives those that were complete, up to the first that was not: to keep
// whatever was finished by then would favour seasons in which little happens.
func (p *prepared) simulate(w *working, indexes []int) (*result.Run, error) {
	outcomes, _ := experiment.Run(w.simulate, len(indexes), w.workers, func(ctx context.Context, i int) (result.Trial, error) {
		return p.trial(ctx, indexes[i], w.shown)
	}, nil)
	return p.found(outcomes, indexes)
}

// trial simulates one replication, or runs it quickly.
func (p *prepared) trial(ctx context.Context, replication int, shown *progress) (result.Trial, error) {
	if p.quick {
		defer shown.add(int64(p.head.NDays))
		return models.RunQuick(&p.scenario, replication)
	}
	return study.Season(ctx, &p.scenario, replication, func() { shown.add(1) })
}

// found makes a run of the outcomes of the replications of some indexes: up to
// the first that is not complete.
func (p *prepared) found(outcomes []experiment.Outcome[result.Trial], indexes []int) (*result.Run, error) {
	found := p.head
	found.Seed = p.scenario.Seed
	found.Asked = len(indexes)
	var broken []error
	inOrder := true
	for i := range outcomes {
		if err := outcomes[i].Err; err != nil {
			broken = append(broken, p.failed(indexes[i], err))
		}
		if inOrder = inOrder && outcomes[i].OK(); inOrder {
			found.Trials = append(found.Trials, outcomes[i].Value)
		}
	}
	if len(broken) > 0 {
		return nil, internal(errors.Join(broken...))
	}
	return &found, nil
}

// failed says what went wrong in a replication and how to see it again.
func (p *prepared) failed(replication int, err *experiment.TrialError) error {
	again := fmt.Sprintf("peakready run %s", quoted(p.file))
	for _, plan := range p.plans {
		again += " --plan " + quoted(plan)
	}
	if p.scale != 1 {
		again += " --scale " + asPercent(p.scale)
	}
	if p.quick {
		again += " --quick"
	}
	again += fmt.Sprintf(" --seed %d --replication %d", p.scenario.Seed, replication)
	told := fmt.Sprintf("replication %d failed: %v", replication, err.Err)
	if err.Stack != "" {
		told += "\n" + strings.TrimSpace(err.Stack)
	}
	return fmt.Errorf("%s\nTo see it again: %s", told, again)
}

// quoted is an argument as a shell takes it.
func quoted(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") == "" && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// write leaves all files of a run in an empty folder. Between two of them it
// looks whether it is still wanted.
func (p *prepared) write(ctx context.Context, dir string, r *result.Run, s result.Summary) error {
	steps := []func() error{
		func() error { return create(dir, summaryFile, s.WriteJSON) },
		func() error { return create(dir, seriesFile, r.WriteSeries) },
		func() error { return create(dir, poolsFile, r.WritePools) },
		func() error {
			if r.Shadow == nil {
				return nil
			}
			return errors.Join(create(dir, shadowFile, r.WriteShadow), create(dir, lineShadowFile, r.WriteLineShadow))
		},
		func() error { return create(dir, docketFile, r.WriteDocket) },
		func() error { return create(dir, complaintsFile, r.WriteComplaints) },
		func() error {
			return create(dir, resolvedFile, func(w io.Writer) error { return p.writeResolved(w, r) })
		},
	}
	return inSteps(ctx, append(steps, illustrated(dir, r)...)...)
}

// writeResolved writes the scenario in full, with the command that makes of it the
// figures beside it: of as many seasons as count, or of the one that was asked for.
func (p *prepared) writeResolved(w io.Writer, r *result.Run) error {
	complete, again := p.scenario, "peakready run "+resolvedFile
	if first := r.Trials[0].Replication; first > 0 { // --replication
		again += fmt.Sprintf(" --replication %d", first)
	} else {
		complete.Replications = len(r.Trials)
	}
	if p.quick {
		complete.Name = strings.TrimSuffix(complete.Name, quickName)
		again += " --quick"
	}
	text, err := scenarios.Resolved(complete)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "# The same figures again: %s\n%s", again, text)
	return err
}

// inSteps takes one step after the other as long as they are wanted.
func inSteps(ctx context.Context, steps ...func() error) error {
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// create writes one file.
func create(dir, name string, write func(io.Writer) error) (err error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := write(f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// asInternal keeps an error that has its exit code.
func asInternal(err error) error {
	var f *failure
	if errors.As(err, &f) {
		return err
	}
	return internal(err)
}

// tuneMemory lets the garbage grow further than usual before it is collected:
// a season allocates little after its start, and its results live to the end.
// A GOGC in the environment counts instead.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}
