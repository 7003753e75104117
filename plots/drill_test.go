package plots

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"peakready/models/result"
)

// drillOf is a drill over eight seasons under so many plans.
func drillOf(plans ...string) *result.Drill {
	d := &result.Drill{Incident: "warehouse stop", Kind: "warehouse stop", Replications: 8}
	for i, name := range plans {
		d.Plans = append(d.Plans, result.DrillPlan{Plan: name, Struck: 8, Heal: est(10-float64(i), 6, 14), Measures: []result.DrillMeasure{
			{Measure: "complaints.to_firm", Words: "complaints to the firm", Left: 5, After: est(6, 4, 8), Heal: est(9, 5, 14)},
			{Measure: "warehouse.queue", Words: "orders waiting in warehouses", Left: 8, First: 7, After: est(0.6, 0.2, 0.9), Heal: est(3, 2, 5), Ahead: est(5.4, 3, 7)},
			{Measure: "contacts", Words: "contacts that have a very long name indeed, longer than there is room", Left: 1, After: alone(7), Heal: alone(7)},
			{Measure: "returns", Words: "returns asked for", After: alone(math.NaN()), Heal: alone(math.NaN())},
			{Measure: "late", Words: "deliveries late, share", Left: 2, First: 1, After: est(3, -30, 36), Heal: est(9, -200, 300)},
		}})
	}
	return d
}

func TestDrillFigure(t *testing.T) {
	head := cityOf(2, 1)
	calm := drillOf("as it is")
	calm.Plans[0].Struck, calm.Plans[0].Measures = 0, nil
	long := drillOf("as it is", "提前七日赔付冷静期的一个很长的预案名称，比别的都长，长得放不下", "third")
	for name, d := range map[string]*result.Drill{"one plan": drillOf("as it is"), "a long name": long, "nothing leaves its band": calm} {
		t.Run("texts keep apart: "+name, func(t *testing.T) {
			f := drillFigure(head, d)
			for _, fault := range faults(f.W, f.H, record(f)) {
				t.Error(fault)
			}
		})
	}
	t.Run("the sentence names the tripwire and both times to heal", func(t *testing.T) {
		if got, want := drillSentence(drillOf("as it is", "night")), "After a warehouse stop all is normal again in 10 days (6 to 14), with night in 9 days (6 to 14); orders waiting in warehouses left first, 5.4 days before complaints rose"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
	t.Run("no tripwire is named that is first in half of the seasons or fewer", func(t *testing.T) {
		d := drillOf("as it is")
		d.Plans[0].Measures[1].First = 4
		if got := drillSentence(d); !strings.Contains(got, "no measure is the first to warn") {
			t.Error(got)
		}
	})
	t.Run("a heal that was cut off is a lower bound", func(t *testing.T) {
		d := drillOf("as it is")
		d.Plans[0].Censored = 1
		if got := drillSentence(d); !strings.Contains(got, "10 days (6 to 14) or more") {
			t.Error(got)
		}
	})
	t.Run("the earliest known stands first, and what never left does not", func(t *testing.T) {
		var names []string
		for _, m := range strayed(&drillOf("as it is").Plans[0]) {
			names = append(names, m.Measure)
		}
		if got, want := strings.Join(names, " "), "warehouse.queue late complaints.to_firm contacts"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
	t.Run("it is written as svg and png", func(t *testing.T) {
		dir := t.TempDir()
		if err := WriteDrill(dir, head, drillOf("as it is")); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"drill.svg", "drill.png"} {
			if info, err := os.Stat(filepath.Join(dir, "plots", name)); err != nil || info.Size() < 1000 {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
