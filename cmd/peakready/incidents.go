package main

import (
	"fmt"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

// incidents tells how often each incident of the scenario happened, and how hard.
func incidents(b *strings.Builder, s result.Summary) {
	type tally struct {
		kind     string
		seasons  int
		severity stats.Tally
	}
	seen := map[string]*tally{}
	var names []string
	for _, e := range s.Incidents {
		if seen[e.Name] == nil {
			seen[e.Name] = &tally{kind: e.Kind}
			names = append(names, e.Name)
		}
		seen[e.Name].seasons++
		seen[e.Name].severity.Add(e.Severity)
	}
	for _, name := range names {
		t := seen[name]
		fmt.Fprintf(b, "Incident      %s (%s) in %d of %s, mean severity %s; summary.json has each\n",
			name, t.kind, t.seasons, plural(s.Replications, "season"), percent(t.severity.Mean()))
	}
}
