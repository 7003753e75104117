package verify

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"peakready/sim/experiment"
	"peakready/sim/stats"
)

// Kind of a case.
type Kind string

// The three kinds; see the package's documentation.
const (
	Formula    Kind = "formula"
	Simulation Kind = "simulation"
	Trace      Kind = "trace"
)

// Verdict on one figure.
type Verdict string

// Proven is agreement; Failed a difference beyond the tolerance or the
// threshold; Unproven a simulation whose standard error is above LargestError,
// so that agreement would say little.
const (
	Proven   Verdict = "proven"
	Failed   Verdict = "failed"
	Unproven Verdict = "unproven"
)

// FalseAlarm is the chance, over other seeds, that a correct engine fails one
// simulated figure or more of the whole battery. The seed is fixed, so a given
// version either passes always or never.
const FalseAlarm = 0.001

// LargestError is the standard error, as a share of the expected figure, above
// which a simulated figure is unproven.
const LargestError = 0.01

// Row is one figure of one case. A field that does not apply is NaN.
type Row struct {
	ID, Model, Inputs, Metric, Source string
	Kind                              Kind
	Expected, Got                     float64
	SE                                float64 // standard error of Got; simulations
	Z                                 float64 // simulations: see Score
	Tolerance                         float64 // formulas: absolute
	N                                 int     // replications
	Verdict                           Verdict
}

// Report is what a battery found.
type Report struct {
	Rows      []Row
	Threshold float64 // of |z|
	Simulated int     // simulated figures of the whole battery, among which FalseAlarm is shared
}

// Count gives the number of rows with a verdict.
func (r *Report) Count(v Verdict) int {
	n := 0
	for i := range r.Rows {
		if r.Rows[i].Verdict == v {
			n++
		}
	}
	return n
}

// Scatter is the mean and the standard deviation of the z of n cases, of each its
// first figure. The cases have luck of their own, so that a right engine has a mean
// of 0 with a standard error of 1/sqrt(n), and a deviation of 1. Faults that each
// hide below the threshold would push the mean to one side.
func (r *Report) Scatter() (mean, sd float64, n int) {
	var t stats.Tally
	last := ""
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Kind == Simulation && row.ID != last {
			last = row.ID
			t.Add(row.Z)
		}
	}
	return t.Mean(), t.SD(), int(t.N())
}

// Options of a run of the battery.
type Options struct {
	Filter  string                // only cases whose identifier, model, inputs or metric holds it; case does not matter
	Workers int                   // at least 1
	Done    func(done, total int) // told after each season; may be nil
}

// Run runs the battery, or the part of it that the filter leaves. The report
// is the same for any number of workers. The error is that of a case that did
// not run at all (a trial failed, a scenario was refused): a mistake in the
// program, not a verdict.
func Run(ctx context.Context, o Options) (*Report, error) {
	all := append(desks(), goods()...)
	rep := &Report{Simulated: figuresOf(all)}
	rep.Threshold = threshold(rep.Simulated)
	all = append(all, traces()...)
	var kept []experimentCase
	for _, c := range all {
		if c.matches(o.Filter) {
			kept = append(kept, c)
		}
	}
	for _, f := range formulas() {
		if holds(o.Filter, f.id, f.model, f.inputs, f.metric) {
			rep.Rows = append(rep.Rows, f.row())
		}
	}
	rows, err := simulate(ctx, kept, o)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].judge(rep.Threshold)
	}
	rep.Rows = append(rep.Rows, rows...)
	slices.SortStableFunc(rep.Rows, func(a, b Row) int { return kindOrder(a.Kind) - kindOrder(b.Kind) })
	return rep, nil
}

func kindOrder(k Kind) int { return slices.Index([]Kind{Formula, Trace, Simulation}, k) }

func holds(filter string, texts ...string) bool {
	return strings.Contains(strings.ToLower(strings.Join(texts, " ")), strings.ToLower(filter))
}

// threshold shares the chance of a false alarm among n figures by Bonferroni's
// inequality, which needs no independence: figures of one case go together.
func threshold(n int) float64 {
	return distuv.UnitNormal.Quantile(1 - FalseAlarm/float64(n)/2)
}

// Score is the normal score of a mean's distance from its expectation: Student's
// t of the replications, turned into the normal deviate of the same
// probability, so that one threshold serves any number of them. A mean without
// spread scores 0 if it is the expectation and infinitely otherwise.
func Score(values []float64, expected float64) (mean, se, z float64) {
	var t stats.Tally
	for _, v := range values {
		t.Add(v)
	}
	n := float64(len(values))
	mean, se = t.Mean(), t.SD()/math.Sqrt(n)
	d := mean - expected
	if d == 0 {
		return mean, se, 0
	}
	tail := 0.0
	if se > 0 {
		tail = distuv.StudentsT{Sigma: 1, Nu: n - 1}.CDF(-math.Abs(d) / se)
	}
	z = -distuv.UnitNormal.Quantile(tail)
	return mean, se, math.Copysign(z, d)
}

// judge gives a simulated or traced row its verdict.
func (r *Row) judge(threshold float64) {
	switch {
	case r.Kind == Trace:
		r.Verdict = Failed
		if r.Got == r.Expected {
			r.Verdict = Proven
		}
	case !(math.Abs(r.Z) <= threshold):
		r.Verdict = Failed
	case !(r.SE <= LargestError*math.Abs(r.Expected)):
		r.Verdict = Unproven
	default:
		r.Verdict = Proven
	}
}

// simulate runs all seasons of all cases on the workers and makes the rows.
func simulate(ctx context.Context, cases []experimentCase, o Options) ([]Row, error) {
	type season struct{ c, replication int }
	var seasons []season
	var opened []opened
	for i := range cases {
		op, err := cases[i].open()
		if err != nil {
			return nil, err
		}
		opened = append(opened, op)
		for r := range op.replications {
			seasons = append(seasons, season{i, r})
		}
	}
	done := 0
	outcomes, err := experiment.Run(ctx, len(seasons), o.Workers, func(ctx context.Context, i int) ([]float64, error) {
		c := seasons[i].c
		got, err := opened[c].play(ctx, seasons[i].replication)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", cases[c].id, err)
		}
		return got, nil
	}, func(int) {
		if done++; o.Done != nil {
			o.Done(done, len(seasons))
		}
	})
	if err != nil {
		return nil, err
	}
	var rows []Row
	at := 0
	for i := range cases {
		n := opened[i].replications
		for f, fig := range cases[i].figures {
			values := make([]float64, n)
			for r := range n {
				values[r] = outcomes[at+r].Value[f]
			}
			rows = append(rows, cases[i].row(fig, values))
		}
		at += n
	}
	return rows, nil
}
