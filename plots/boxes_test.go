package plots

import (
	"fmt"
	"testing"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// box is a drawn text and the rectangle that its glyphs fill.
type box struct {
	text           string
	x0, y0, x1, y1 vg.Length
	absent         bool // a glyph of it is not in the font
}

// textRecorder is a canvas that keeps the boxes of what is written on it.
type textRecorder struct {
	vg.Canvas
	w, h  vg.Length
	boxes []box
}

func (r *textRecorder) Size() (x, y vg.Length) { return r.w, r.h }

// FillString records the text. The box reaches from a descender of 0.2 to a
// height of 0.8 of the size: what Latin letters and Chinese characters fill.
func (r *textRecorder) FillString(f font.Face, pt vg.Point, text string) {
	b := box{text: text, x0: pt.X, x1: pt.X + f.Width(text), y0: pt.Y - 0.2*f.Font.Size, y1: pt.Y + 0.8*f.Font.Size}
	var buf sfnt.Buffer
	for _, c := range text {
		if g, err := f.Face.GlyphIndex(&buf, c); err != nil || g == 0 {
			b.absent = true
		}
	}
	r.boxes = append(r.boxes, b)
}

func record(f Figure) []box {
	r := &textRecorder{Canvas: new(recorder.Canvas), w: f.W, h: f.H}
	f.Draw(draw.New(r))
	return r.boxes
}

// faults lists what is wrong with the texts of a page.
func faults(w, h vg.Length, boxes []box) (out []string) {
	const slack = 0.01 // of a point, for rounding
	for i, a := range boxes {
		if a.absent {
			out = append(out, fmt.Sprintf("%q has a glyph that the font lacks", a.text))
		}
		if a.x0 < -slack || a.y0 < -slack || a.x1 > w+slack || a.y1 > h+slack {
			out = append(out, fmt.Sprintf("%q leaves the page", a.text))
		}
		for _, b := range boxes[:i] {
			if a.x0 < b.x1-slack && b.x0 < a.x1-slack && a.y0 < b.y1-slack && b.y0 < a.y1-slack {
				out = append(out, fmt.Sprintf("%q overlaps %q", a.text, b.text))
			}
		}
	}
	return out
}

func TestNoTextOverlapsAnotherOrLeavesThePage(t *testing.T) {
	for _, c := range seasons() {
		t.Run(c.name, func(t *testing.T) {
			figures := Figures(c.synth.run())
			if len(figures) == 0 {
				t.Fatal("no figures")
			}
			for _, f := range figures {
				boxes := record(f)
				if len(boxes) < 3 {
					t.Errorf("%s: only %d texts were drawn", f.Name, len(boxes))
				}
				for _, fault := range faults(f.W, f.H, boxes) {
					t.Errorf("%s: %s", f.Name, fault)
				}
			}
		})
	}
}

// TestFaultsAreFound shows that the check above can fail.
func TestFaultsAreFound(t *testing.T) {
	draws := func(f func(draw.Canvas)) []string {
		return faults(200, 100, record(Figure{W: 200, H: 100, Draw: f}))
	}
	for _, c := range []struct {
		name string
		f    func(draw.Canvas)
		want int
	}{
		{"texts apart are well", func(c draw.Canvas) {
			put(c, tickStyle, 10, 10, left, "a")
			put(c, tickStyle, 10, 30, left, "b")
		}, 0},
		{"texts in one place overlap", func(c draw.Canvas) {
			put(c, tickStyle, 10, 10, left, "abc")
			put(c, tickStyle, 20, 12, left, "def")
		}, 1},
		{"text beyond the right edge leaves the page", func(c draw.Canvas) {
			put(c, tickStyle, 195, 10, left, "wide text")
		}, 1},
		{"a raw string with an unknown glyph is seen", func(c draw.Canvas) {
			c.FillString(face(9, false), vg.Point{X: 5, Y: 5}, "鑫")
		}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := draws(c.f); len(got) != c.want {
				t.Errorf("found %q, want %d faults", got, c.want)
			}
		})
	}
}
