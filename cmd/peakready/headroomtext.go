package main

import (
	"fmt"
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
			first := x.Targets[x.Binding].Title
			if x.Level.Open {
				first += ", so far"
			}
			t.Row(x.FirmWords(), h.Words(x.Level), h.IntervalWords(x.Level), first, asPlanned(h, x.Level, scale))
		}
		show(&b, t)
		targetTable(&b, h, scale)
		headroomNotes(&b, h)
	}
	return b.String()
}

func targetTable(b *strings.Builder, h *result.Headroom, scale float64) {
	targets := 0
	for f := range h.Firms {
		targets += len(h.Firms[f].Targets)
	}
	if targets > mostRows && len(h.Firms) > 1 {
		headroomGrid(b, headroomOf(h.Of), h, scale)
		return
	}
	headers := []string{"target", "limit", "kept in", headroomOf(h.Of), "95% interval", "fails at", ""}
	right := func(column int) bool { return column == 2 || column == 3 || column == 5 }
	t := aligned(right, headers)
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			x := &h.Firms[f].Targets[i]
			limit := "at least "
			if x.Target.Max {
				limit = "at most "
			}
			mark := x.LimitAt(scale).Mark
			if x.Unlike(h.Of) {
				mark = "NOT AS RUN COUNTS"
			} else if x.Undefined > 0 {
				mark = fmt.Sprintf("no such figure in %s", plural(x.Undefined, "season"))
			}
			t.Row(x.Title, limit+limitWords(x, scale), asPercent(x.Target.In), h.Words(x.Level), h.IntervalWords(x.Level), h.FailsWords(x.Level), mark)
		}
	}
	show(b, t)
}

// limitWords is a limit with its unit, and at full size where the scale is another.
func limitWords(x *result.TargetHeadroom, scale float64) string {
	return limitText(x.LimitAt(scale))
}

func headroomNotes(b *strings.Builder, h *result.Headroom) {
	step := asPercent(h.Step)
	if h.Of == result.Demand {
		fmt.Fprintf(b, "  a headroom is the last level kept, to a step of %s: ×1 is as planned, below it the plan does not keep the target\n", step)
	} else {
		fmt.Fprintf(b, "  a headroom is the last share kept, to a step of %s; none: it fails as planned\n", strings.Replace(step, "%", " points", 1))
	}
	for _, line := range h.Notes() {
		fmt.Fprintf(b, "  %s\n", line)
	}
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			if x := &h.Firms[f].Targets[i]; x.Undefined > 0 || x.Unlike(h.Of) {
				fmt.Fprintf(b, "  %s: %s\n", x.Title, x.UndefinedWords(h.Of))
			}
		}
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

// asPlanned says where not even the plan keeps the target.
func asPlanned(h *result.Headroom, x result.Threshold, scale float64) string {
	if h.FallsShort(x) {
		if at := result.AtScale(scale); at != "" {
			return "NOT KEPT AS PLANNED " + at
		}
		return "NOT KEPT AS PLANNED"
	}
	return ""
}
