package main

import (
	"fmt"
	"math"
	"strings"

	"peakready/models/result"
)

// headroomText is the tables: of each strain a row a firm, then a row a target.
// The scale is that of the run: at another than 1 what it judges is approximate.
func headroomText(name string, scale float64, all []result.Headroom) string {
	var b strings.Builder
	for i := range all {
		h := &all[i]
		fmt.Fprintf(&b, "%s: %s, %s with the same luck at every level\n\n", name, strainWords(h), plural(h.Replications, "season"))
		t := aligned(func(column int) bool { return column == 1 }, []string{"firm", headroomOf(h.Of), "95% interval", "fails first", ""})
		for f := range h.Firms {
			x := &h.Firms[f]
			t.Row(firmOrAll(x.Firm), levelText(h, x.Level), intervalText(h, x.Level), x.Targets[x.Binding].Title, asPlanned(h, x.Level, scale))
		}
		show(&b, t)
		targetTable(&b, h)
		headroomNotes(&b, h)
	}
	return b.String()
}

func targetTable(b *strings.Builder, h *result.Headroom) {
	targets := 0
	for f := range h.Firms {
		targets += len(h.Firms[f].Targets)
	}
	if targets > mostRows && len(h.Firms) > 1 {
		headroomGrid(b, headroomOf(h.Of), h)
		return
	}
	headers := []string{"target", "limit", "kept in", headroomOf(h.Of), "95% interval", "fails at"}
	right := func(column int) bool { return column == 2 || column == 3 || column == 5 }
	t := aligned(right, headers)
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			x := &h.Firms[f].Targets[i]
			limit := "at least "
			if x.Target.Max {
				limit = "at most "
			}
			fails := "not up to " + strainLevel(h.Of, h.Most)
			if !x.Level.Over() {
				fails = strainLevel(h.Of, x.Level.Fails)
			}
			t.Row(x.Title, limit+limitWords(x), asPercent(x.Target.In), levelText(h, x.Level), intervalText(h, x.Level), fails)
		}
	}
	show(b, t)
}

// limitWords is a limit with its unit.
func limitWords(x *result.TargetHeadroom) string {
	g := &result.TargetSummary{Unit: x.Unit, Limit: x.Target.Limit}
	return limitText(g, figureOf(x.Unit, result.WindowSummary{}))
}

func headroomNotes(b *strings.Builder, h *result.Headroom) {
	step := asPercent(h.Step)
	if h.Of == result.Demand {
		fmt.Fprintf(b, "  a headroom is the last level kept, to a step of %s: x1 is as planned, below it the plan does not keep the target\n", step)
	} else {
		fmt.Fprintf(b, "  a headroom is the last share kept, to a step of %s; none: it fails as planned\n", strings.Replace(step, "%", " points", 1))
	}
	reversed, undefined, both := 0, 0, 0
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			x := &h.Firms[f].Targets[i]
			reversed += x.Reversed
			undefined += x.Undefined
			if n := result.SeasonsForBothEnds(x.Target.In); n > x.Level.N {
				both = max(both, n)
			}
		}
	}
	if both > 0 {
		fmt.Fprintf(b, "  %s are too few for both ends of every interval (\"at most\" has no lower end, \"none\" has neither): -n %d gives both, as far as they lie within the levels looked at\n", plural(h.Replications, "season"), both)
	}
	if reversed > 0 {
		fmt.Fprintf(b, "  %s kept a target at a level above one at which they failed it; the lowest level seen to fail counts there\n", plural(reversed, "season"))
	}
	if undefined > 0 {
		fmt.Fprintf(b, "  %s had no such figure at some level; the target was not missed there\n", plural(undefined, "season"))
	}
	fmt.Fprintf(b, "  rests on %s simulated order by order, where %s said to look\n\n", plural(h.Trials, "season"), plural(h.QuickTrials, "quick run"))
}

// strainWords say what is turned up.
func strainWords(h *result.Headroom) string {
	switch h.Of {
	case result.Absent:
		return "share of the agents of every pool away all season until targets fail"
	case result.Couriers:
		return "share of the capacity of hubs and last-mile stations lost until targets fail"
	}
	return "times the demand until targets fail"
}

// headroomOf heads the column of levels.
func headroomOf(of result.Strain) string {
	switch of {
	case result.Absent:
		return "agents away"
	case result.Couriers:
		return "couriers lost"
	}
	return "demand"
}

// firmOrAll is a firm's name, or that of the targets of the whole run.
func firmOrAll(name string) string {
	if name == "" {
		return "all firms together"
	}
	return name
}

// strainLevel is a level: x1.06 of demand, 12% of agents.
func strainLevel(of result.Strain, level float64) string {
	if of == result.Demand {
		return fmt.Sprintf("x%.2f", level)
	}
	return percent(level)
}

// levelText is a headroom.
func levelText(h *result.Headroom, x result.Threshold) string {
	switch {
	case x.Under() && h.Of != result.Demand:
		return "none"
	case x.Under():
		return "under " + strainLevel(h.Of, h.Least)
	case x.Over():
		return "over " + strainLevel(h.Of, h.Most)
	}
	return strainLevel(h.Of, x.Value)
}

// intervalText is the interval of a headroom, with its open ends.
func intervalText(h *result.Headroom, x result.Threshold) string {
	lo, hi := !math.IsNaN(x.Lo), !math.IsNaN(x.Hi)
	switch {
	case lo && hi:
		return "(" + strainLevel(h.Of, x.Lo) + " to " + strainLevel(h.Of, x.Hi) + ")"
	case lo:
		return "(at least " + strainLevel(h.Of, x.Lo) + ")"
	case hi:
		return "(at most " + strainLevel(h.Of, x.Hi) + ")"
	}
	return "none: " + plural(x.N, "season")
}

// asPlanned says where not even the plan keeps the target.
func asPlanned(h *result.Headroom, x result.Threshold, scale float64) string {
	if x.Under() || x.Value < h.Of.Planned() {
		if at := result.AtScale(scale); at != "" {
			return "NOT KEPT AS PLANNED " + at
		}
		return "NOT KEPT AS PLANNED"
	}
	return ""
}
