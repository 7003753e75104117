package plots

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// svgCanvas is a vg canvas that writes SVG. gonum's vgsvg hands text to the
// viewer's fonts: on a machine without Chinese ones names become boxes, and
// with others every measured width is wrong. This one draws text as glyph
// outlines, each glyph once and then by reference, so that a figure looks the
// same everywhere; colours stay plain attributes, which the report's style
// sheet turns for a dark screen.
type svgCanvas struct {
	w, h   vg.Length
	body   bytes.Buffer
	glyphs *glyphSet
	states []svgState
}

type svgState struct {
	m      matrix
	color  color.NRGBA
	width  vg.Length
	dash   []vg.Length
	offset vg.Length
}

// matrix maps (x, y) to (a x + c y + e, b x + d y + f).
type matrix struct{ a, b, c, d, e, f float64 }

// times gives the map that first does n, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

var _ vg.CanvasSizer = (*svgCanvas)(nil)

func newSVG(w, h vg.Length, glyphs *glyphSet) *svgCanvas {
	s := &svgCanvas{w: w, h: h, glyphs: glyphs}
	// vg counts y upwards from the bottom, SVG downwards from the top.
	s.states = []svgState{{m: matrix{a: 1, d: -1, f: float64(h)}}}
	vg.Initialize(s)
	return s
}

func (s *svgCanvas) top() *svgState                { return &s.states[len(s.states)-1] }
func (s *svgCanvas) Size() (x, y vg.Length)        { return s.w, s.h }
func (s *svgCanvas) SetLineWidth(w vg.Length)      { s.top().width = w }
func (s *svgCanvas) Translate(p vg.Point)          { s.add(matrix{1, 0, 0, 1, float64(p.X), float64(p.Y)}) }
func (s *svgCanvas) Scale(x, y float64)            { s.add(matrix{a: x, d: y}) }
func (s *svgCanvas) add(m matrix)                  { s.top().m = s.top().m.times(m) }
func (s *svgCanvas) Push()                         { s.states = append(s.states, *s.top()) }
func (s *svgCanvas) Pop()                          { s.states = s.states[:len(s.states)-1] }
func (s *svgCanvas) emit(form string, args ...any) { fmt.Fprintf(&s.body, form, args...) }

func (s *svgCanvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	s.top().dash, s.top().offset = slices.Clone(pattern), offset
}

func (s *svgCanvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	s.add(matrix{cos, sin, -sin, cos, 0, 0})
}

func (s *svgCanvas) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	s.top().color = color.NRGBAModel.Convert(c).(color.NRGBA)
}

// paint writes a colour as the attributes of a fill or a stroke.
func paint(kind string, c color.NRGBA) string {
	out := fmt.Sprintf(`%s="#%02x%02x%02x"`, kind, c.R, c.G, c.B)
	if c.A < 255 {
		out += fmt.Sprintf(` %s-opacity="%s"`, kind, decimal(float64(c.A)/255, 3))
	}
	return out
}

func decimal(v float64, places int) string {
	s := trim(strconv.FormatFloat(v, 'f', places, 64))
	if s == "-0" {
		return "0"
	}
	return s
}

func (s *svgCanvas) Fill(p vg.Path) {
	s.emit("<path %s d=\"%s\"/>\n", paint("fill", s.top().color), s.path(p))
}

func (s *svgCanvas) Stroke(p vg.Path) {
	t := s.top()
	if t.width <= 0 {
		return
	}
	scale := math.Sqrt(math.Abs(t.m.a*t.m.d - t.m.b*t.m.c))
	s.emit(`<path fill="none" %s stroke-width="%s"`, paint("stroke", t.color), decimal(float64(t.width)*scale, 2))
	if len(t.dash) > 0 {
		var d []string
		for _, l := range t.dash {
			d = append(d, decimal(float64(l)*scale, 2))
		}
		s.emit(` stroke-dasharray="%s"`, strings.Join(d, " "))
		if t.offset != 0 {
			s.emit(` stroke-dashoffset="%s"`, decimal(float64(t.offset)*scale, 2))
		}
	}
	s.emit(" d=\"%s\"/>\n", s.path(p))
}

func (s *svgCanvas) path(p vg.Path) string {
	m := s.top().m
	return pathData(p, func(q vg.Point) string {
		x, y := float64(q.X), float64(q.Y)
		return decimal(m.a*x+m.c*y+m.e, 2) + " " + decimal(m.b*x+m.d*y+m.f, 2)
	})
}

// pathData writes a path in SVG's language, its points as at writes them.
func pathData(p vg.Path, at func(vg.Point) string) string {
	var b strings.Builder
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			b.WriteString("M" + at(c.Pos))
		case vg.LineComp:
			b.WriteString("L" + at(c.Pos))
		case vg.CloseComp:
			b.WriteString("Z")
		case vg.CurveComp:
			b.WriteString([]string{"", "Q", "C"}[len(c.Control)])
			for _, q := range c.Control {
				b.WriteString(at(q) + " ")
			}
			b.WriteString(at(c.Pos))
		case vg.ArcComp:
			b.WriteString(arcData(c, b.Len() == 0, at))
		}
	}
	return b.String()
}

// arcData writes an arc as cubic curves of at most a quarter turn, which are
// within 0.03% of the circle (control points at 4/3 tan(angle/4) of the radius).
func arcData(c vg.PathComp, first bool, at func(vg.Point) string) string {
	on := func(a, along float64) vg.Point {
		sin, cos := math.Sincos(a)
		r := float64(c.Radius)
		return vg.Point{X: c.Pos.X + vg.Length(r*(cos-along*sin)), Y: c.Pos.Y + vg.Length(r*(sin+along*cos))}
	}
	out := "L" + at(on(c.Start, 0))
	if first {
		out = "M" + out[1:]
	}
	n := math.Max(1, math.Ceil(math.Abs(c.Angle)/(math.Pi/2)-1e-9))
	step := c.Angle / n
	k := 4.0 / 3 * math.Tan(step/4)
	for i := 0.0; i < n; i++ {
		a, b := c.Start+i*step, c.Start+(i+1)*step
		out += "C" + at(on(a, k)) + " " + at(on(b, -k)) + " " + at(on(b, 0))
	}
	return out
}

// FillString draws text by reference to outlines in font units (y downwards).
func (s *svgCanvas) FillString(f font.Face, pt vg.Point, txt string) {
	if f.Font.Size == 0 || txt == "" {
		return
	}
	em := float64(f.Face.UnitsPerEm())
	k := float64(f.Font.Size) / em
	t := s.top()
	m := t.m.times(matrix{k, 0, 0, -k, float64(pt.X), float64(pt.Y)})
	s.emit(`<g %s transform="matrix(%s %s %s %s %s %s)">`, paint("fill", t.color),
		decimal(m.a, 5), decimal(m.b, 5), decimal(m.c, 5), decimal(m.d, 5), decimal(m.e, 2), decimal(m.f, 2))
	var buf sfnt.Buffer
	ppem := fixed.Int26_6(f.Face.UnitsPerEm())
	x := 0
	var prev sfnt.GlyphIndex
	for i, r := range txt {
		g, err := f.Face.GlyphIndex(&buf, r)
		must(err)
		if i > 0 {
			if kern, err := f.Face.Kern(&buf, prev, g, ppem, xfont.HintingNone); err == nil {
				x += int(kern)
			}
		}
		if id := s.glyphs.id(f, g); id != "" {
			s.emit(`<use href="#%s" x="%d"/>`, id, x)
		}
		adv, err := f.Face.GlyphAdvance(&buf, g, ppem, xfont.HintingNone)
		must(err)
		x += int(adv)
		prev = g
	}
	s.emit("</g>\n")
}

// DrawImage embeds a picture as PNG.
func (s *svgCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	var buf bytes.Buffer
	must(png.Encode(&buf, img))
	m := s.top().m.times(matrix{1, 0, 0, -1, float64(rect.Min.X), float64(rect.Max.Y)})
	s.emit(`<image transform="matrix(%s %s %s %s %s %s)" width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,%s"/>`+"\n",
		decimal(m.a, 5), decimal(m.b, 5), decimal(m.c, 5), decimal(m.d, 5), decimal(m.e, 2), decimal(m.f, 2),
		decimal(float64(rect.Size().X), 2), decimal(float64(rect.Size().Y), 2), base64.StdEncoding.EncodeToString(buf.Bytes()))
}

// write gives the whole element; ID makes the ids of title and description
// unique in a page that holds several. With defs the glyphs are written too.
func (s *svgCanvas) write(w io.Writer, id, title, desc string, defs bool) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%spt" height="%spt" role="img" aria-labelledby="%s-t %s-d">`+"\n",
		decimal(float64(s.w), 2), decimal(float64(s.h), 2), decimal(float64(s.w), 2), decimal(float64(s.h), 2), id, id)
	fmt.Fprintf(&b, "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n", id, html.EscapeString(title), id, html.EscapeString(desc))
	if defs {
		s.glyphs.write(&b)
	}
	b.Write(s.body.Bytes())
	b.WriteString("</svg>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// hint lays a text over a rectangle of a page, which a browser shows while the
// mouse rests on it. Canvases other than SVG have no use for it.
func hint(c draw.Canvas, x0, y0, x1, y1 vg.Length, txt string) {
	under := c.Canvas
	for { // draw.Crop wraps the canvas that it crops
		outer, ok := under.(draw.Canvas)
		if !ok {
			break
		}
		under = outer.Canvas
	}
	s, ok := under.(*svgCanvas)
	if !ok {
		return
	}
	var p vg.Path
	p.Move(pointAt(x0, y0))
	p.Line(pointAt(x1, y0))
	p.Line(pointAt(x1, y1))
	p.Line(pointAt(x0, y1))
	p.Close()
	s.emit("<path fill=\"none\" pointer-events=\"all\" d=\"%s\"><title>%s</title></path>\n", s.path(p), html.EscapeString(txt))
}

// hints lays a text over each day of a panel, from the day index first.
func (p panel) hints(first, n int, words func(i int) string) {
	for i := range n {
		hint(p.Canvas, p.X(float64(first+i)), p.Min.Y, p.X(float64(first+i+1)), p.Max.Y, words(i))
	}
}

// must stops on what cannot happen with embedded fonts and pictures in memory.
func must(err error) {
	if err != nil {
		panic(fmt.Sprintf("plots: %v", err))
	}
}
