package plots

import (
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// TestAnIntervalThatIsCutEndsInAnArrow counts the filled triangles.
func TestAnIntervalThatIsCutEndsInAnArrow(t *testing.T) {
	for _, c := range []struct {
		says          string
		lo, hi        float64
		arrows, marks int // strokes beside the line: one a mark
	}{
		{"within the axis there are two marks", 2, 8, 0, 2},
		{"beyond its end there is an arrow", 2, 11, 1, 1},
		{"beyond both ends there are two", -1, 11, 2, 0},
		{"at its end there is a mark", 0, 10, 0, 2},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := new(recorder.Canvas)
			p := panel{Canvas: draw.NewCanvas(r, 100, 100), x1: 10}
			p.cutWhisker(c.lo, c.hi, vg.Length(50))
			arrows, strokes := 0, 0
			for _, a := range r.Actions {
				switch a.(type) {
				case *recorder.Fill:
					arrows++
				case *recorder.Stroke:
					strokes++
				}
			}
			if arrows != c.arrows || strokes != c.marks+1 {
				t.Errorf("%d arrows and %d strokes, want %d and %d", arrows, strokes, c.arrows, c.marks+1)
			}
		})
	}
}

func TestPlus(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 3: "+3", -3: minus + "3", 0.01: "<+0.1", -0.01: ">" + minus + "0.1"} {
		if got := plus(v, count); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}
