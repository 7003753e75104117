package verify

import (
	"context"
	"embed"
	"fmt"
	"hash/fnv"
	"math"

	"peakready/models"
	"peakready/models/result"
	"peakready/scenarios"
	"peakready/sim"
)

// Scenarios of the cases.
//
//go:embed cases/*.yaml
var files embed.FS

// experimentCase is a scenario with figures whose exact values are known: a
// simulation, or a trace if its seasons leave nothing to chance.
type experimentCase struct {
	id, model, inputs, source string
	kind                      Kind
	file                      string // cases/<file>.yaml
	follow                    []string
	figures                   []figure
}

// figure is one number to be read from a season.
type figure struct {
	metric   string
	expected float64
	read     func(p *played) float64
}

// played is a season that has been simulated.
type played struct {
	result.Trial
	head   result.Run
	served map[string]sim.Time // of the orders followed: served, packed, or gave up
}

// opened is a case with its scenario read.
type opened struct {
	*experimentCase
	scenario     models.Scenario
	head         result.Run
	replications int
}

func figuresOf(cases []experimentCase) int {
	n := 0
	for i := range cases {
		n += len(cases[i].figures)
	}
	return n
}

func (c *experimentCase) matches(filter string) bool {
	texts := []string{c.id, c.model, c.inputs}
	for _, f := range c.figures {
		texts = append(texts, f.metric)
	}
	return holds(filter, texts...)
}

// open reads the scenario as a planner's file is read.
func (c *experimentCase) open() (opened, error) {
	loaded, err := scenarios.LoadFS(files, "cases/"+c.file+".yaml", nil)
	if err != nil {
		return opened{}, fmt.Errorf("case %s: %w", c.id, err)
	}
	// Luck of its own: cases that share their callers would be lucky together, and fifty
	// figures would be worth a handful.
	h := fnv.New64a()
	h.Write([]byte(c.id))
	loaded.Scenario.Seed += h.Sum64()
	return opened{c, loaded.Scenario, models.HeadOf(&loaded.Scenario), loaded.Scenario.Replications}, nil
}

// play simulates a season and reads the figures. Each order to be followed
// takes a run of its own: a story follows one.
func (o *opened) play(ctx context.Context, replication int) ([]float64, error) {
	stop := func() bool { return ctx.Err() != nil }
	trial, err := models.RunTrial(&o.scenario, replication, models.TrialOptions{Stop: stop})
	if err != nil {
		return nil, err
	}
	p := played{Trial: trial, head: o.head, served: map[string]sim.Time{}}
	for _, order := range o.follow {
		_, err := models.RunTrial(&o.scenario, replication, models.TrialOptions{Follow: order, Stop: stop, Tell: func(s models.Story) {
			if s.What == "is served" || s.What == "is packed" || s.What == "gives up waiting for an answer" {
				p.served[order] = s.At
			}
		}})
		if err != nil {
			return nil, err
		}
	}
	got := make([]float64, len(o.figures))
	for i, f := range o.figures {
		got[i] = f.read(&p)
	}
	return got, nil
}

// row is a figure with its score.
func (c *experimentCase) row(f figure, values []float64) Row {
	r := Row{
		ID: c.id, Model: c.model, Inputs: c.inputs, Source: c.source, Metric: f.metric, Kind: c.kind,
		Expected: f.expected, N: len(values), SE: math.NaN(), Z: math.NaN(), Tolerance: math.NaN(),
	}
	if c.kind == Trace {
		r.Got = values[0]
		return r
	}
	r.Got, r.SE, r.Z = Score(values, f.expected)
	return r
}

// hours of the first pool of the first firm in the window, added up.
func (p *played) desk() result.PoolHour {
	var sum result.PoolHour
	hours := p.Firms[0].Pools[0].Hours
	for h := p.head.From * 24; h < (p.head.To+1)*24; h++ {
		sum.Add(&hours[h])
	}
	return sum
}

// total of the first firm's counters in the window, by date.
func (p *played) total(f int) result.Row {
	var sum result.Row
	for d := p.head.From; d <= p.head.To; d++ {
		sum.Add(&p.Firms[f].Days[d])
	}
	return sum
}

// days of the window.
func (p *played) days() float64 { return float64(p.head.To - p.head.From + 1) }

// line by the kind of its place.
func (p *played) line(kind string) *result.LineTrial {
	for i, h := range p.head.Lines {
		if h.Kind == kind {
			return &p.Lines[i]
		}
	}
	panic("verify: no line is a " + kind)
}
