package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panel is one pair of axes: a rectangle of the page and the values at its
// edges. gonum's Plot is not used, because it places labels itself: here every
// text is put by a figure and its box can be tested against all others.
type panel struct {
	draw.Canvas         // cropped to the data's rectangle
	x0, x1      float64 // values at the left and right edge
	y0, y1      float64 // values at the lower and upper edge
}

func (p panel) X(v float64) vg.Length {
	return p.Min.X + vg.Length((v-p.x0)/(p.x1-p.x0))*(p.Max.X-p.Min.X)
}

func (p panel) Y(v float64) vg.Length {
	return p.Min.Y + vg.Length((v-p.y0)/(p.y1-p.y0))*(p.Max.Y-p.Min.Y)
}

// yAxis draws the horizontal grid and, left of the panel, its labels. There is
// no axis line: the grid says it.
func (p panel) yAxis(ticks []tick) {
	for _, t := range ticks {
		y := p.Y(t.value)
		stroke(p.Canvas, faint, 0.6, nil, pointAt(p.Min.X, y), pointAt(p.Max.X, y))
		putMiddle(p.Canvas, tickStyle, p.Min.X-5, y, right, t.label)
	}
}

// xAxis draws the lower axis line with its ticks, and the labels under it. A
// label that would leave the panel by more than over, or touch the one before
// it (21 Feb, 1 Mar), is left out.
func (p panel) xAxis(ticks []tick, over vg.Length) {
	stroke(p.Canvas, edge, 0.7, nil, p.Min, pointAt(p.Max.X, p.Min.Y))
	free := p.Min.X - over
	for _, t := range ticks {
		x := p.X(t.value)
		long := vg.Length(2)
		if t.label != "" {
			long = 3.5
		}
		stroke(p.Canvas, edge, 0.7, nil, pointAt(x, p.Min.Y), pointAt(x, p.Min.Y-long))
		half := tickStyle.width(t.label) / 2
		if over == 0 { // no room beside the panel: labels at its ends stand within
			x = min(max(x, p.Min.X+half), p.Max.X-half)
		}
		if t.label != "" && x-half >= free && x+half <= p.Max.X+over {
			put(p.Canvas, tickStyle, x, p.Min.Y-13, centre, t.label)
			free = x + half + 6
		}
	}
}

// xGrid draws vertical grid lines and labels under the panel, for bars that
// lie on their side.
func (p panel) xGrid(ticks []tick) {
	for _, t := range ticks {
		x := p.X(t.value)
		stroke(p.Canvas, faint, 0.6, nil, pointAt(x, p.Min.Y), pointAt(x, p.Max.Y))
		put(p.Canvas, tickStyle, x, p.Min.Y-12, centre, t.label)
	}
}

func (p panel) points(xs, ys []float64) []vg.Point {
	pts := make([]vg.Point, len(xs))
	for i := range xs {
		pts[i] = pointAt(p.X(xs[i]), p.Y(ys[i]))
	}
	return pts
}

// line draws a curve; a single point of it is a dot.
func (p panel) line(xs, ys []float64, c color.NRGBA, width vg.Length, dash []vg.Length) {
	if len(xs) == 1 {
		p.dot(xs[0], ys[0], c)
		return
	}
	stroke(p.Canvas, c, width, dash, p.points(xs, ys)...)
}

// area fills between two curves over the same x.
func (p panel) area(xs, lo, hi []float64, c color.NRGBA) {
	pts := p.points(xs, hi)
	for i := len(xs) - 1; i >= 0; i-- {
		pts = append(pts, pointAt(p.X(xs[i]), p.Y(lo[i])))
	}
	fill(p.Canvas, c, pts...)
}

// dot marks a point, with a white rim that parts it from its curve.
func (p panel) dot(x, y float64, c color.NRGBA) { p.spot(pointAt(p.X(x), p.Y(y)), c) }

// spot is a dot at a point of the page.
func (p panel) spot(at vg.Point, c color.NRGBA) {
	for _, d := range []struct {
		c color.NRGBA
		r vg.Length
	}{{paper, 4.2}, {c, 3}} {
		var path vg.Path
		path.Move(pointAt(at.X+d.r, at.Y))
		path.Arc(at, d.r, 0, 2*3.141592653589793)
		path.Close()
		p.SetColor(d.c)
		p.Fill(path)
	}
}

// whisker draws a horizontal interval with end marks.
func (p panel) whisker(lo, hi float64, y vg.Length) {
	x0, x1 := p.X(lo), p.X(hi)
	stroke(p.Canvas, ink, 1.2, nil, pointAt(x0, y), pointAt(x1, y))
	for _, x := range []vg.Length{x0, x1} {
		stroke(p.Canvas, ink, 1.2, nil, pointAt(x, y-3), pointAt(x, y+3))
	}
}

// upright draws a vertical interval with end marks of a half width.
func (p panel) upright(x vg.Length, lo, hi float64, half vg.Length) {
	y0, y1 := p.Y(lo), p.Y(hi)
	stroke(p.Canvas, ink, 1, nil, pointAt(x, y0), pointAt(x, y1))
	for _, y := range []vg.Length{y0, y1} {
		stroke(p.Canvas, ink, 1, nil, pointAt(x-half, y), pointAt(x+half, y))
	}
}

func stroke(c draw.Canvas, col color.NRGBA, width vg.Length, dash []vg.Length, pts ...vg.Point) {
	if len(pts) < 2 {
		return
	}
	var path vg.Path
	path.Move(pts[0])
	for _, p := range pts[1:] {
		path.Line(p)
	}
	c.SetColor(col)
	c.SetLineWidth(width)
	c.SetLineDash(dash, 0)
	c.Stroke(path)
}

func fill(c draw.Canvas, col color.NRGBA, pts ...vg.Point) {
	if len(pts) < 3 {
		return
	}
	var path vg.Path
	path.Move(pts[0])
	for _, p := range pts[1:] {
		path.Line(p)
	}
	path.Close()
	c.SetColor(col)
	c.Fill(path)
}

func fillRect(c draw.Canvas, col color.NRGBA, x0, y0, x1, y1 vg.Length) {
	fill(c, col, pointAt(x0, y0), pointAt(x1, y0), pointAt(x1, y1), pointAt(x0, y1))
}

func pointAt(x, y vg.Length) vg.Point { return vg.Point{X: x, Y: y} }
