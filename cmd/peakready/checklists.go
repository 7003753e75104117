package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
)

// readLists says which targets, incidents and contingency rules a scenario was
// read to have, so that a list that a plan meant to change is seen to be changed.
func readLists(sc *models.Scenario) string {
	var b strings.Builder
	part := func(n int, what string, names []string) {
		if n == 0 {
			fmt.Fprintf(&b, "No %ss\n", what)
			return
		}
		fmt.Fprintf(&b, "%s\n", plural(n, what))
		for _, name := range names {
			fmt.Fprintf(&b, "  %s\n", name)
		}
	}
	var targets, incidents, rules []string
	head := models.HeadOf(sc)
	for i := range sc.Targets {
		targets = append(targets, targetWords(&sc.Targets[i], poolsOf(head.Targets, i)))
	}
	for i := range sc.Incidents {
		x := &sc.Incidents[i]
		incidents = append(incidents, fmt.Sprintf("%s (chance %s)", named(x.Name, string(x.Kind)), asPercent(float64(x.Chance))))
	}
	for i := range sc.Contingency {
		r := &sc.Contingency[i]
		rules = append(rules, named(r.Name, "rule "+strconv.Itoa(i+1))+" when "+conditionWords(&r.When)+ofFirm(r.Firm))
	}
	part(len(targets), "target", targets)
	part(len(incidents), "incident", incidents)
	part(len(rules), "contingency rule", rules)
	return b.String()
}

// named is a name, or what stands for it where there is none.
func named(name, without string) string {
	if name == "" {
		return without
	}
	return name
}

func ofFirm(name string) string {
	if name == "" {
		return ""
	}
	return ", " + name + " only"
}

// poolsOf are the names of the pools that an entry's targets are of, each once.
func poolsOf(all []result.Target, entry int) (names []string) {
	for i := range all {
		if g := &all[i]; g.Entry == entry && g.Place.Pool != "" && !slices.Contains(names, g.Place.Pool) {
			names = append(names, g.Place.Pool)
		}
	}
	return names
}

// targetWords is a target with its limit, in the unit of its metric, and the pools
// that it is of: all, ticket desks too, where it names none.
func targetWords(t *models.Target, pools []string) string {
	m, ok := result.MetricNamed(t.Metric)
	limit, bound := t.Min, "at least "
	if t.Max != nil {
		limit, bound = t.Max, "at most "
	}
	if !ok || limit == nil {
		return named(t.Name, t.Metric)
	}
	g := &result.TargetSummary{Unit: m.Unit, Limit: float64(limit.Figure)}
	s := named(t.Name, m.Doc) + ": " + t.Metric + " "
	switch n := len(pools); {
	case t.Pool != "" || n == 1:
		s += "of " + strings.Join(pools, "") + " "
	case n > 1:
		s += "of " + strings.Join(pools[:n-1], ", ") + " and " + pools[n-1] + ", each, "
	}
	s += bound + limitText(g) + " in " + asPercent(float64(t.In)) + " of seasons"
	switch {
	case t.Around != "":
		s += fmt.Sprintf(", around %s (%s either side)", t.Around, plural(t.Days, "day"))
	case t.From != 0:
		s += fmt.Sprintf(", %s to %s", t.From, t.To)
	}
	return s + ofFirm(t.Firm)
}

// conditionWords is what sets a rule off.
func conditionWords(k *models.Condition) string {
	s := string(k.Measure)
	switch {
	case k.Pool != "":
		s += " of " + k.Pool
	case k.Carrier != "":
		s += " of " + k.Carrier
	}
	level := func(v *models.Figure) string { return strconv.FormatFloat(float64(*v), 'g', 12, 64) }
	if k.Above != nil {
		s += " is above " + level(k.Above)
	}
	if k.Below != nil {
		s += " is below " + level(k.Below)
	}
	return s + " for " + wait(float64(k.For)/float64(sim.Second))
}
