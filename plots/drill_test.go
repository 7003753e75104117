package plots

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// corners of a path: each but the closing is a point.
func corners(p vg.Path) (n int) {
	for _, c := range p {
		if c.Type == vg.MoveComp || c.Type == vg.LineComp {
			n++
		}
	}
	return n
}

var none = math.NaN()

// estOf is an estimate over so many seasons.
func estOf(seasons int, mean, lo, hi float64) stats.Estimate {
	e := est(mean, lo, hi)
	e.N = seasons
	return e
}

// back is a median time to heal of so many seasons.
func back(seasons int, median, lo, hi float64) result.Healing {
	return result.Healing{Seasons: seasons, Healed: stats.Proportion(seasons, seasons, 0.95), Median: stats.Estimate{Mean: median, Lo: lo, Hi: hi, N: seasons},
		Restricted: stats.Estimate{Mean: median, Lo: lo, Hi: hi, N: seasons}, Horizon: 9}
}

// cutOff marks what has no end as the study does.
func cutOff(h result.Healing) result.Healing {
	if h.MedianOpen = math.IsInf(h.Median.Mean, 1); h.MedianOpen {
		h.Median.Mean = none
	}
	if h.UpperOpen = math.IsInf(h.Median.Hi, 1); h.UpperOpen {
		h.Median.Hi = none
	}
	h.Restricted = estOf(h.Seasons, 4.4, 2, 6.8)
	h.Healed = stats.Proportion(h.Seasons/3, h.Seasons, 0.95)
	return h
}

// drillOf is a drill over eight seasons under so many plans.
func drillOf(plans ...string) *result.Drill {
	d := &result.Drill{Incident: "warehouse stop", Kind: "warehouse stop", Replications: 8}
	for i, name := range plans {
		d.Plans = append(d.Plans, result.DrillPlan{Plan: name, Struck: 8, Healing: back(8, 10-float64(i), 6, 14), Measures: []result.DrillMeasure{
			{Measure: "complaints.to_firm", Words: "complaints to the firm", Left: 7, After: est(6.2, 4, 8), AfterMedian: est(6, 4, 8), Healing: cutOff(back(7, 9, 5, inf))},
			{Measure: "warehouse.queue", Words: "orders waiting in warehouses", Left: 8, First: 7, After: est(0.7, 0.2, 0.9), AfterMedian: est(0.6, 0.2, 0.9), Healing: back(8, 3, 2, 5), Ahead: estOf(7, 5.4, 3, 7), Both: 7},
			{Measure: "contacts", Words: "contacts that have a very long name indeed, longer than there is room", Left: 1, After: alone(7), AfterMedian: alone(7), Healing: back(1, 7, none, none)},
			{Measure: "returns", Words: "returns asked for", After: alone(none), AfterMedian: alone(none), Healing: back(0, none, none, none)},
			{Measure: "late", Words: "deliveries late, share", Left: 6, First: 1, After: est(2.8, -30, 36), AfterMedian: est(3, 1, 36), Healing: cutOff(back(6, inf, 4, inf))},
			{Measure: "hubs", Words: "parcels waiting in hubs", Left: 2, AfterMedian: alone(8), Healing: cutOff(back(2, inf, none, none))},
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
		if got, want := drillSentence(drillOf("as it is", "night")), "After a warehouse stop half of the seasons are normal again in 10 days (6 to 14), with night in 9 days (6 to 14); orders waiting in warehouses left first, 5.4 days before complaints rose in the 7 of 8 seasons in which both left"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
	t.Run("the caption gives the lead with its interval, and of how many seasons it is, of five none", func(t *testing.T) {
		d := drillOf("as it is", "a plan with a name so long that the headline has no room for of how many seasons the lead over the complaints is")
		caption := func() string {
			var all []string
			for _, b := range record(drillFigure(head, d)) {
				all = append(all, b.text)
			}
			return strings.Join(all, " ")
		}
		if got, want := caption(), "lead 5.4 days (3 to 7), of the 7 of 8 seasons with both out"; !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
		d.Plans[0].Measures[1].Ahead.N, d.Plans[0].Measures[1].Both = 5, 5
		if got, want := caption(), "lead 5.4 days, of the 5 of 8 seasons with both out"; !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
		d.Replications = 1
		if got := caption(); strings.Contains(got, "; lead") {
			t.Error(got)
		}
	})
	for _, c := range []struct {
		says, want string
		change     func(d *result.Drill)
	}{
		{"seasons that it does not upset are not among them", "half of the 6 seasons that it upsets are normal again in 10 days", func(d *result.Drill) { d.Plans[0].Struck = 6 }},
		{"one season that it upsets is no half", "the one season that it upsets is normal again in 10 days", func(d *result.Drill) { d.Plans[0].Struck = 1 }},
		{"an upper end that was not seen is named", "in 10 days (6 to not by the end), with night in 9 days", func(d *result.Drill) { d.Plans[0].Healing = cutOff(back(8, 10, 6, inf)) }},
		{"a median that was not seen is no time", "fewer than half of the seasons are normal again by the end, with night in 9 days", func(d *result.Drill) { d.Plans[0].Healing = cutOff(back(8, inf, 6, inf)) }},
		{"nor under the plan", "in 10 days (6 to 14), with night not by the end (at least 6)", func(d *result.Drill) { d.Plans[1].Healing = cutOff(back(8, inf, 6, inf)) }},
		{"of one season it speaks of that one", "In the one season simulated: after a warehouse stop all is normal again in 10 days", func(d *result.Drill) { d.Replications, d.Plans[0].Struck = 1, 1 }},
	} {
		t.Run(c.says, func(t *testing.T) {
			d := drillOf("as it is", "night")
			c.change(d)
			if got := drillSentence(d); !strings.Contains(got, c.want) {
				t.Errorf("%q lacks %q", got, c.want)
			}
		})
	}
	t.Run("what was not back by the end has an arrow, what was has none", func(t *testing.T) {
		arrows := func(m ...result.DrillMeasure) (n int) {
			d := drillOf("as it is")
			d.Plans[0].Measures = m
			r := new(recorder.Canvas)
			f := drillFigure(head, d)
			f.Draw(draw.NewCanvas(r, f.W, f.H))
			for _, a := range r.Actions { // a rectangle has four corners
				if fill, ok := a.(*recorder.Fill); ok && corners(fill.Path) == 3 {
					if tip := fill.Path[0].Pos.X; tip < 0.7*f.W || fill.Path[1].Pos.X > tip {
						t.Errorf("an arrow to the left, at %v", tip) // time goes on to the right
					}
					n++
				}
			}
			return n
		}
		m := func(h result.Healing) result.DrillMeasure {
			return result.DrillMeasure{Measure: "m", Words: "m", Left: 7, AfterMedian: est(1, 0.5, 2), Healing: h}
		}
		axis := m(back(7, 20, 18, 22)) // an axis with room for all but what has no end
		for _, c := range []struct {
			says string
			of   result.DrillMeasure
			want int
		}{
			{"back", m(back(7, 9, 5, 14)), 0},
			{"upper end not seen", m(cutOff(back(7, 9, 5, inf))), 1},
			{"median not seen", m(cutOff(back(7, inf, 5, inf))), 1},
			{"median not seen, too few for an interval", m(cutOff(back(2, inf, none, none))), 1},
			{"too few for an interval, back", m(back(2, 9, none, none)), 0},
			{"a wide interval goes on beyond the axis", m(back(7, 9, 5, 300)), 1},
		} {
			if got := arrows(axis, c.of); got != c.want {
				t.Errorf("%s: %d arrows, want %d", c.says, got, c.want)
			}
		}
	})
	t.Run("a bar begins when it is known and ends when it is back", func(t *testing.T) {
		r := new(recorder.Canvas)
		p := panel{Canvas: draw.NewCanvas(r, 100, 100), x1: 10}
		bar := func(from, to stats.Estimate) (x0, x1 vg.Length) {
			r.Actions = nil
			p.span(from, to, 50, blue)
			for _, a := range r.Actions {
				if fill, ok := a.(*recorder.Fill); ok && corners(fill.Path) == 4 {
					return fill.Path[0].Pos.X, fill.Path[1].Pos.X
				}
			}
			return 0, 0
		}
		for _, c := range []struct {
			says     string
			from, to float64
			x0, x1   vg.Length
		}{{"two to seven", 2, 7, 20, 70}, {"no end", 2, inf, 20, 100}, {"back when it is known", 4, 4, 40, 43}} {
			if x0, x1 := bar(alone(c.from), alone(c.to)); x0 != c.x0 || x1 != c.x1 {
				t.Errorf("%s: from %v to %v, want %v to %v", c.says, x0, x1, c.x0, c.x1)
			}
		}
	})
	t.Run("no tripwire is named that is first in half of the seasons or fewer", func(t *testing.T) {
		d := drillOf("as it is")
		d.Plans[0].Measures[1].First = 4
		if got := drillSentence(d); !strings.Contains(got, "no measure is the first to warn") {
			t.Error(got)
		}
	})
	t.Run("the earliest known stands first, and what never left does not", func(t *testing.T) {
		var names []string
		for _, m := range strayed(&drillOf("as it is").Plans[0]) {
			names = append(names, m.Measure)
		}
		if got, want := strings.Join(names, " "), "warehouse.queue late complaints.to_firm contacts hubs"; got != want {
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
