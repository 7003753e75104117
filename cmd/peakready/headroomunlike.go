package main

import (
	"fmt"
	"strings"

	"peakready/models/result"
)

// unlikeText marks the targets of which `run` says otherwise as planned, because it
// leaves out the seasons that have no such figure.
func unlikeText(all []result.Headroom) string {
	var b strings.Builder
	for i := range all {
		for f := range all[i].Firms {
			for t := range all[i].Firms[f].Targets {
				if x := &all[i].Firms[f].Targets[t]; x.Unlike(all[i].Of) {
					fmt.Fprintf(&b, "  NOT AS RUN COUNTS (%s): %s\n", headroomOf(all[i].Of), unlikeWords(x))
				}
			}
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

func unlikeWords(x *result.TargetHeadroom) string {
	n := x.AsPlanned
	if n.Held+n.Missed == 0 {
		return fmt.Sprintf("%s: no season as planned has the figure, so that run gives no verdict; its headroom says nothing of the plan", x.Title)
	}
	return fmt.Sprintf("%s: as planned run leaves out %s without such a figure; of the %d with it %d keep the target, asked for in %s",
		x.Title, plural(n.Undefined, "season"), n.Held+n.Missed, n.Held, asPercent(x.Target.In))
}
