package plots

import (
	"errors"
	"fmt"

	"peakready/models/result"
)

// shape says what is wrong with a run's slices, so that a figure can index
// them without a thought. Days, cohorts, lines and dockets have one entry a
// simulated day, pools one an hour.
func shape(run *result.Run) error {
	if len(run.Trials) == 0 {
		return errors.New("plots: the run has no completed replication")
	}
	if run.From < 0 || run.To < run.From || run.To >= run.NDays {
		return fmt.Errorf("plots: window of days %d to %d does not lie in %d simulated days", run.From, run.To, run.NDays)
	}
	for i := range run.Trials {
		t := &run.Trials[i]
		wrong := func(what string, got, want int) error {
			return fmt.Errorf("plots: replication %d has %d %s, not %d", t.Replication, got, what, want)
		}
		if len(t.Firms) != len(run.Firms) {
			return wrong("firms", len(t.Firms), len(run.Firms))
		}
		if len(t.Lines) != len(run.Lines) {
			return wrong("lines", len(t.Lines), len(run.Lines))
		}
		for l := range t.Lines {
			if n := len(t.Lines[l].Days); n != run.NDays {
				return wrong("days of line "+run.Lines[l].Name, n, run.NDays)
			}
		}
		for route, days := range t.Docket.Days {
			// A run may have no dockets at all.
			if n := len(days); n != run.NDays && (n > 0 || len(run.Trials[0].Docket.Days[0]) > 0) {
				return wrong("days in the docket of the "+result.Route(route).String(), n, run.NDays)
			}
		}
		for f := range t.Firms {
			firm, name := &t.Firms[f], run.Firms[f].Name
			if n := len(firm.Days); n != run.NDays {
				return wrong("days of "+name, n, run.NDays)
			}
			if n := len(firm.Cohorts); n != run.NDays {
				return wrong("cohorts of "+name, n, run.NDays)
			}
			if len(firm.Pools) != len(run.Firms[f].Pools) {
				return wrong("pools of "+name, len(firm.Pools), len(run.Firms[f].Pools))
			}
			for p := range firm.Pools {
				if n := len(firm.Pools[p].Hours); n != run.NDays*24 {
					return wrong("hours of pool "+run.Firms[f].Pools[p].Name, n, run.NDays*24)
				}
			}
		}
	}
	return nil
}
