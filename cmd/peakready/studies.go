package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"peakready/models"
	"peakready/models/result"
	"peakready/models/study"
)

// studies are what is asked of the seasons beside their own figures: plans that
// are tried on them, and firms that are left out in turn.
type studies struct {
	plans []study.Plan // first the scenario as it is; none without plans
	firms []string
}

// studies reads the plans that are to be tried, with two or more also all
// together if that is wanted, and finds the firms. What is wrong is told before
// anything is simulated.
func (p *prepared) studies(plans []string, together bool, firms []string, notes io.Writer) (s studies, err error) {
	if len(plans) > 0 {
		s.plans = []study.Plan{{Name: "as it is", Scenario: &p.scenario}}
	}
	add := func(name string, files []string) error {
		variant, err := p.with(files, notes)
		if err == nil {
			s.plans = append(s.plans, study.Plan{Name: name, Scenario: &variant.scenario})
		}
		return err
	}
	for _, file := range plans {
		if err := add(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), []string{file}); err != nil {
			return studies{}, err
		}
	}
	if together && len(plans) > 1 {
		if err := add(result.AllTogether, plans); err != nil {
			return studies{}, err
		}
	}
	if len(plans) > 0 {
		if err := study.Comparable(s.plans); err != nil {
			return studies{}, &failure{exitRejected, err}
		}
	}
	if len(firms) > 0 {
		if s.firms, err = p.firmsCalled(firms); err != nil {
			return studies{}, err
		}
	}
	return s, nil
}

// with is the scenario under further plans, with the scale, seed and number of
// replications that it was given.
func (p *prepared) with(plans []string, notes io.Writer) (*prepared, error) {
	v, err := prepare(p.file, slices.Concat(p.plans, plans), notes)
	if err != nil {
		return nil, err
	}
	v.shipped = slices.DeleteFunc(v.shipped, func(name string) bool { return slices.Contains(p.shipped, name) })
	v.tellShipped(notes)
	p.shipped = append(p.shipped, v.shipped...) // each is told once
	if p.scale != 1 {
		if err := v.scaled(p.scale); err != nil {
			return nil, err
		}
	}
	v.scenario.Seed, v.scenario.Replications = p.scenario.Seed, p.scenario.Replications
	return v, nil
}

// trials is the number of simulations beside the season's own.
func (s studies) trials() int { return max(0, len(s.plans)-1) + len(s.firms) }

// days is the number of days that they simulate for each season.
func (s studies) days(p *prepared) (n int64) {
	for i := range s.plans {
		if i > 0 {
			n += int64(models.HeadOf(s.plans[i].Scenario).NDays)
		}
	}
	return n + int64(len(s.firms))*int64(p.head.NDays)
}

// words say what is tried, for the line that begins a run.
func (s studies) words() string {
	var parts []string
	if n := len(s.plans) - 1; n > 0 {
		parts = append(parts, "once more under "+plural(n, "plan"))
	}
	if len(s.firms) > 0 {
		parts = append(parts, "without "+withoutWhom(s.firms))
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, " and ") + ","
}

// work adds to a run what the studies find in its seasons. At Ctrl-C each keeps
// the seasons that it has complete.
func (s studies) work(w *working, p *prepared, found *result.Run) (err error) {
	work := w.study(len(found.Trials))
	work.Done, work.Looks, work.Scale = found.Trials, found.Looks, found.Scale
	if len(s.plans) > 0 {
		if found.Comparisons, err = study.Compare(w.simulate, s.plans, work); err != nil && !stopped(w.simulate, err) {
			return internal(err)
		}
	}
	if len(s.firms) > 0 {
		if found.Spill, err = study.Spill(w.simulate, &p.scenario, s.firms, work); err != nil && !stopped(w.simulate, err) {
			return internal(err)
		}
	}
	return nil
}

// lacks says whether a study was stopped before it had all seasons of the run,
// and tells of each how many it has.
func (s studies) lacks(w io.Writer, found *result.Run) (stopped bool) {
	of := func(what string, wanted bool, kept int) {
		if !wanted || kept >= len(found.Trials) {
			return
		}
		stopped = true
		if kept == 0 {
			fmt.Fprintf(w, "peakready: stopped; no season of %s was compared: %s are missing\n", found.Scenario, what)
		} else {
			fmt.Fprintf(w, "peakready: stopped; %s rest on the first %d of %s\n", what, kept, plural(len(found.Trials), "season"))
		}
	}
	plans, firms := 0, 0
	if len(found.Comparisons) > 0 {
		plans = found.Comparisons[0].Replications
	}
	if len(found.Spill) > 0 {
		firms = found.Spill[0].Replications
	}
	of("the figures of plans", len(s.plans) > 0, plans)
	of("the figures of firms left out", len(s.firms) > 0, firms)
	return stopped
}
