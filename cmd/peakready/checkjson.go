package main

import (
	"strconv"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
)

// checkedJSON is what `check --json` prints: the outlook, and what readLists says.
type checkedJSON struct {
	models.Outlook
	Targets     []readTargetJSON   `json:"targets"`
	Incidents   []readIncidentJSON `json:"incidents"`
	Contingency []readRuleJSON     `json:"contingency"`
}

// readTargetJSON is a target as it was read, with the words of summary.json for
// the same things; one that names no firm or pool stands once here and once for
// each there.
type readTargetJSON struct {
	Name   string      `json:"name"`
	Metric string      `json:"metric"`
	Unit   result.Unit `json:"unit"`
	Firm   *string     `json:"firm"` // null: each that has the figure
	Pool   *string     `json:"pool"` // null: each that has the figure
	Window struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"window"`
	Around *string `json:"around"` // null: not by an event
	Bound  string  `json:"bound"`  // "max" or "min"
	Limit  float64 `json:"limit"`
	In     float64 `json:"in"`
}

type readIncidentJSON struct {
	Name   string  `json:"name"` // what it is, where it has none
	Kind   string  `json:"kind"`
	Chance float64 `json:"chance"` // a season
}

type readRuleJSON struct {
	Name    string         `json:"name"`
	Firm    *string        `json:"firm"` // null: every firm
	Measure string         `json:"measure"`
	Pool    *string        `json:"pool"`
	Carrier *string        `json:"carrier"`
	Above   *models.Figure `json:"above"`
	Below   *models.Figure `json:"below"`
	For     float64        `json:"for_s"` // seconds for which it must be so
}

// readJSON is what a checked and completed scenario was read to be.
func readJSON(sc *models.Scenario) checkedJSON {
	j, head := checkedJSON{Outlook: models.Look(sc)}, models.HeadOf(sc)
	for i := range sc.Targets {
		t := &sc.Targets[i]
		x := readTargetJSON{
			Name: t.Name, Metric: t.Metric, Firm: orNull(t.Firm), Pool: orNull(t.Pool), Around: orNull(string(t.Around)),
			Bound: "min", In: float64(t.In),
		}
		if m, ok := result.MetricNamed(t.Metric); ok {
			x.Unit = m.Unit
		}
		limit := t.Min
		if t.Max != nil {
			x.Bound, limit = "max", t.Max
		}
		x.Limit = float64(limit.Figure)
		for k := range head.Targets {
			if g := &head.Targets[k]; g.Entry == i {
				x.Window.From, x.Window.To = head.Date(g.Place.From), head.Date(g.Place.To)
			}
		}
		j.Targets = append(j.Targets, x)
	}
	for i := range sc.Incidents {
		x := &sc.Incidents[i]
		j.Incidents = append(j.Incidents, readIncidentJSON{named(x.Name, string(x.Kind)), string(x.Kind), float64(x.Chance)})
	}
	for i := range sc.Contingency {
		r := &sc.Contingency[i]
		k := &r.When
		j.Contingency = append(j.Contingency, readRuleJSON{
			Name: named(r.Name, "rule "+strconv.Itoa(i+1)), Firm: orNull(r.Firm), Measure: string(k.Measure),
			Pool: orNull(k.Pool), Carrier: orNull(k.Carrier), Above: k.Above, Below: k.Below,
			For: float64(k.For) / float64(sim.Second),
		})
	}
	return j
}

// orNull is a name, null where it is empty.
func orNull(name string) *string {
	if name == "" {
		return nil
	}
	return &name
}
