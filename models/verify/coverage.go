package verify

import (
	"context"
	"math"
	"slices"

	"peakready/sim/experiment"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// Coverage is how often an interval held the truth, by counting.
type Coverage struct {
	Interval string         // which interval, of what
	Case     string         // whose truth is known
	Nominal  float64        // what it promises
	Measured stats.Estimate // share of experiments, with the exact binomial 95% interval
	Width    float64        // mean half-width over the truth; NaN where not measured
}

// SketchError is how far the quantiles of a sketch were from the exact ones.
type SketchError struct {
	Law        string
	Values     int
	Guaranteed float64 // relative error that is never exceeded
	Measured   float64 // largest at the quantiles 0.1%, 0.2%, ... 99.9%
	At         float64 // the quantile of the largest
}

// coverageCases: seasons of one day, whose mean wait in seconds is known.
var coverageCases = []struct {
	experimentCase
	truth float64
}{
	{experimentCase{id: "calm", model: "M/M/1, 50% busy, seasons of a day", file: "coverage-calm", figures: []figure{{"mean wait, s", 30, meanQueueTime}}}, 30},
	{experimentCase{id: "busy", model: "M/M/1, 90% busy, seasons of a day", file: "coverage-busy", figures: []figure{{"mean wait, s", 486, meanQueueTime}}}, 486},
}

// perRun and looks of the intervals that are looked at again and again: after
// every 4 of 40 seasons.
const (
	perExperiment = 10
	perRun        = 40
	lookEvery     = 4
)

// Covered measures the coverage of Student's interval from 10 seasons, and of
// it and of the confidence sequence when looked at after every 4 of 40 seasons,
// on the seasons of small scenarios.
func Covered(ctx context.Context, workers int, done func(done, total int)) ([]Coverage, error) {
	var all []Coverage
	total := 0
	var cases []opened
	for i := range coverageCases {
		op, err := coverageCases[i].open()
		if err != nil {
			return nil, err
		}
		cases = append(cases, op)
		total += op.replications
	}
	played := 0
	for i := range cases {
		op := &cases[i]
		outcomes, err := experiment.Run(ctx, op.replications, workers, func(ctx context.Context, r int) (float64, error) {
			got, err := op.play(ctx, r)
			if err != nil {
				return 0, err
			}
			return got[0], nil
		}, func(int) {
			if played++; done != nil {
				done(played, total)
			}
		})
		if err != nil {
			return nil, err
		}
		values := make([]float64, len(outcomes))
		for j := range outcomes {
			values[j] = outcomes[j].Value
		}
		all = append(all, once(op.model, values, coverageCases[i].truth))
		all = append(all, again(op.model, values, coverageCases[i].truth)...)
	}
	return all, nil
}

// once is Student's interval from the seasons of one experiment.
func once(of string, values []float64, truth float64) Coverage {
	const level = 0.95
	held, n := 0, 0
	var width stats.Tally
	for part := range slices.Chunk(values, perExperiment) {
		e := stats.MeanCI(part, level)
		if e.Lo <= truth && truth <= e.Hi {
			held++
		}
		width.Add((e.Hi - e.Mean) / truth)
		n++
	}
	return Coverage{"Student's t, 10 seasons, one look", of, level, stats.Proportion(held, n, 0.95), width.Mean()}
}

// again is how often the truth was held at all of ten looks.
func again(of string, values []float64, truth float64) []Coverage {
	const level = 0.95
	student, sequence, n := 0, 0, 0
	for part := range slices.Chunk(values, perRun) {
		seq := stats.NewMeanSequence(level, perRun/2)
		var t stats.Tally
		inT, inS := true, true
		for i, v := range part {
			seq.Add(v)
			t.Add(v)
			if (i+1)%lookEvery > 0 {
				continue
			}
			e := t.CI(level)
			inT = inT && e.Lo <= truth && truth <= e.Hi
			inS = inS && math.Abs(t.Mean()-truth) <= seq.HalfWidth()
		}
		n++
		if inT {
			student++
		}
		if inS {
			sequence++
		}
	}
	return []Coverage{
		{"Student's t, at all of 10 looks", of, level, stats.Proportion(student, n, 0.95), math.NaN()},
		{"confidence sequence, at all of 10 looks", of, level, stats.Proportion(sequence, n, 0.95), math.NaN()},
	}
}

// Sketches measures the error of sketches of three laws with heavier and
// heavier tails, in milliseconds, against sorting.
func Sketches() []SketchError {
	const n = 200_000
	var all []SketchError
	for i, law := range []struct {
		name string
		at   func(u float64) float64
	}{
		{"exponential, mean 3 min", func(u float64) float64 { return -180e3 * math.Log1p(-u) }},
		{"lognormal, median 16 min, log-sd 1.5", func(u float64) float64 { return 960e3 * math.Exp(1.5*rng.NormalQuantile(u)) }},
		{"Pareto, least 1 s, index 1.1", func(u float64) float64 { return 1e3 * math.Pow(1-u, -1/1.1) }},
	} {
		s := stats.NewSketch()
		values := make([]int64, n)
		luck := rng.NewKey(20260601, 0).Entity(uint64(rng.Name("verify/sketch")), uint64(i)).Stream(1)
		for j := range values {
			values[j] = int64(law.at(luck.U()))
			s.Record(values[j])
		}
		slices.Sort(values)
		e := SketchError{Law: law.name, Values: n, Guaranteed: stats.SketchError}
		for p := 1; p < 1000; p++ {
			q := float64(p) / 1000
			exact := float64(values[int(math.Ceil(q*n))-1])
			if d := math.Abs(s.Quantile(q)-exact) / exact; d > e.Measured {
				e.Measured, e.At = d, q
			}
		}
		all = append(all, e)
	}
	return all
}
