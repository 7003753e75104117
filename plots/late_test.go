package plots

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestLastBarKeepsItsNeighbourAndThePage looks at the labels of the days for
// every number of bars that a season can have.
func TestLastBarKeepsItsNeighbourAndThePage(t *testing.T) {
	for _, longest := range []int{6, 7, 14, 30, 45, 60} {
		t.Run(fmt.Sprintf("%d days have a bar", longest), func(t *testing.T) {
			run := smallSeason().run()
			for i := range run.Trials {
				late := make([]int64, longest+2)
				for k := range late {
					late[k] = 1000
				}
				run.Trials[i].Firms[0].LateDays = late
			}
			sum := run.Summary()
			f := lateFigure(subject{run, &sum, 0})
			boxes := record(f)
			for _, fault := range faults(f.W-margin, f.H, boxes) { // the panel ends at the margin
				if !strings.Contains(fault, "•") {
					t.Error(fault)
				}
			}
			var labels []string
			for _, b := range boxes {
				labels = append(labels, b.text)
			}
			for _, want := range []string{"1", fmt.Sprint(longest), fmt.Sprintf("over %d", longest)} {
				if !slices.Contains(labels, want) {
					t.Errorf("%q is not written: %q", want, labels)
				}
			}
		})
	}
}
