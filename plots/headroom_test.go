package plots

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
)

func TestHeadroomSentence(t *testing.T) {
	nan := math.NaN()
	between, below := result.Threshold{Value: 1.06, Fails: 1.08, Lo: nan, Hi: 1.2, N: 4}, result.Threshold{Value: 0.9, Fails: 0.92, Lo: nan, Hi: nan, N: 4}
	under, over := result.Threshold{Value: nan, Fails: 0.5, Lo: nan, Hi: nan, N: 4}, result.Threshold{Value: 2, Fails: nan, Lo: nan, Hi: nan, N: 4}
	firm := func(name string, x result.Threshold) result.FirmHeadroom {
		return result.FirmHeadroom{Firm: name, Level: x, Targets: []result.TargetHeadroom{{Title: "late", Level: x}}}
	}
	for _, c := range []struct {
		of    result.Strain
		firms []result.FirmHeadroom
		want  string
	}{
		{result.Demand, []result.FirmHeadroom{firm("A", between)}, "A keeps its targets up to ×1.06 the demand planned; “late” fails first"},
		{result.Demand, []result.FirmHeadroom{firm("A", below)}, "A keeps its targets only up to ×0.90 the demand planned; “late” fails first"},
		{result.Demand, []result.FirmHeadroom{firm("A", under)}, "A does not keep “late” at ×0.50 the demand planned, the least looked at"},
		{result.Demand, []result.FirmHeadroom{firm("A", over)}, "A keeps every target up to ×2.00 the demand planned"},
		{result.Absent, []result.FirmHeadroom{firm("A", result.Threshold{Value: 0.12, Fails: 0.14, Lo: nan, Hi: nan, N: 4})}, "A keeps its targets with up to 12% of its agents away; “late” fails first"},
		{result.Couriers, []result.FirmHeadroom{firm("A", result.Threshold{Value: nan, Fails: 0, Lo: nan, Hi: nan, N: 4})}, "A has no courier capacity to spare: “late” fails as planned"},
		{result.Demand, []result.FirmHeadroom{firm("A", between), firm("B", below), firm("C", over)}, "2 of 3 keep their targets as planned; least to spare has B, ×0.90 the demand, where “late” fails first"},
		{result.Demand, []result.FirmHeadroom{firm("A", over), firm("B", over)}, "All 2 keep their targets as planned, and up to ×2.00"},
		{result.Absent, []result.FirmHeadroom{firm("A", over), firm("B", under)}, "1 of 2 keep their targets as planned; least to spare has B, none, where “late” fails first"},
	} {
		h := result.Headroom{Of: c.of, Replications: 4, Step: 0.02, Least: 0.5, Most: 2, Firms: c.firms}
		if got := headroomSentence(&h); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestHeadroomOfOneFirmIsDrawnByTarget(t *testing.T) {
	run := smallSeason().run()
	run.Headroom = cityOf(5, 2).Headroom
	for i := range run.Headroom {
		h := &run.Headroom[i]
		all := result.FirmHeadroom{Firm: "one"}
		for k := range h.Firms {
			all.Targets = append(all.Targets, h.Firms[k].Targets[1])
			if x := all.Targets[k].Level; x.Before(all.Targets[all.Binding].Level) {
				all.Binding = k
			}
		}
		all.Level = all.Targets[all.Binding].Level
		h.Firms = []result.FirmHeadroom{all}
		rows := headroomRows(h)
		for k := 1; k < len(rows); k++ {
			if rows[k].level.Before(rows[k-1].level) {
				t.Errorf("row %d fails before the one above it", k)
			}
		}
		f := headroomFigure(run, h)
		for _, fault := range faults(f.W, f.H, record(f)) {
			t.Errorf("%s: %s", f.Name, fault)
		}
	}
	var page bytes.Buffer
	if err := Report(&page, run); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Headroom: until targets fail", "headroom-absent", "(first)", "not up to ×2.00"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}
