package main

import (
	"peakready/models/result"
)

// headroomJSON is what `headroom --json` prints.
type headroomJSON struct {
	madeBy
	Plans        []string           `json:"plans"`
	Replications int                `json:"replications"`
	Searches     []searchJSON       `json:"searches"`
	Headroom     []firmHeadroomJSON `json:"headroom"` // by strain, then by firm
}

// searchJSON is the grid of one strain, and what the search took.
type searchJSON struct {
	Of          result.Strain `json:"of"`
	Step        float64       `json:"step"`
	Least       float64       `json:"least"`
	Most        float64       `json:"most"`
	Trials      int           `json:"trials"`
	QuickTrials int           `json:"quick_trials"`
	// Unfinished: stopped by Ctrl-C. Levels of targets that are "open" are then not
	// found: the target is kept at value and fails at fails_at, null where no such
	// level is known yet. Intervals hold, but are wider than they need be.
	Unfinished bool `json:"unfinished"`
}

// levelJSON is a threshold under the name of what it is: a multiplier of demand,
// or a share that is lost.
type levelJSON struct {
	Multiplier *result.Threshold `json:"multiplier,omitempty"`
	Share      *result.Threshold `json:"share,omitempty"`
}

func levelOf(of result.Strain, x result.Threshold) levelJSON {
	if of == result.Demand {
		return levelJSON{Multiplier: &x}
	}
	return levelJSON{Share: &x}
}

// firmHeadroomJSON is the headroom of a firm; firm is null for targets of the
// whole run among several firms. lo and hi hold the least level of all its targets,
// hi widened for their number, and are cautious; those of a target are its own.
type firmHeadroomJSON struct {
	Of   result.Strain `json:"of"`
	Firm *string       `json:"firm"`
	levelJSON
	Binding int                  `json:"binding"` // index in targets of the one that fails first
	Targets []targetHeadroomJSON `json:"targets"`
}

type targetHeadroomJSON struct {
	Entry  int                  `json:"entry"` // of the scenario's list, from 0
	Name   string               `json:"name"`
	Metric string               `json:"metric"`
	Pool   *string              `json:"pool"`
	Window result.WindowSummary `json:"window"`
	Bound  string               `json:"bound"`
	Limit  float64              `json:"limit"`
	In     float64              `json:"in"`
	levelJSON
	// SureShare is the share of all seasons that keep the target at the value of
	// the multiplier or share, at least, with 97.5% confidence: it reaches `in` with
	// as many seasons as give the interval a lower end.
	SureShare float64 `json:"sure_share"`
	Reversed  int     `json:"seasons_reversed"`
	Undefined int     `json:"seasons_undefined"`
	// AsPlanned is what `run` counts, null where the figure exists everywhere;
	// UnlikeRun, that it therefore judges the plan otherwise.
	AsPlanned *result.Counts           `json:"as_planned"`
	UnlikeRun bool                     `json:"unlike_run"`
	Seasons   []result.SeasonThreshold `json:"seasons"`
}

func (p *prepared) headroomJSON(all []result.Headroom) headroomJSON {
	j := headroomJSON{madeBy: p.madeBy(), Plans: p.laid(), Replications: all[0].Replications}
	for _, h := range all {
		j.Searches = append(j.Searches, searchJSON{h.Of, h.Step, h.Least, h.Most, h.Trials, h.QuickTrials, h.Unfinished})
		for _, f := range h.Firms {
			row := firmHeadroomJSON{Of: h.Of, levelJSON: levelOf(h.Of, f.Level), Binding: f.Binding}
			if f.Firm != "" {
				row.Firm = &f.Firm
			}
			for _, x := range f.Targets {
				g := &x.Target
				t := targetHeadroomJSON{
					Entry: g.Entry, Name: g.Name, Metric: g.Metric, Window: result.WindowSummary{From: p.head.Date(g.Place.From), To: p.head.Date(g.Place.To)},
					Bound: "min", Limit: g.Limit, In: g.In, levelJSON: levelOf(h.Of, x.Level), SureShare: result.SureShare(x.Level.N, g.In), Reversed: x.Reversed, Undefined: x.Undefined,
					AsPlanned: x.AsPlanned, UnlikeRun: x.Unlike(h.Of), Seasons: x.Seasons,
				}
				if g.Max {
					t.Bound = "max"
				}
				if g.Place.Pool != "" {
					t.Pool = &g.Place.Pool
				}
				row.Targets = append(row.Targets, t)
			}
			j.Headroom = append(j.Headroom, row)
		}
	}
	return j
}
