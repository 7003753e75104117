package plots

import (
	"bytes"
	"fmt"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// glyphSet collects the outlines that one SVG file, or one page of several,
// refers to, in the order of their first use.
type glyphSet struct {
	known map[glyphKey]string
	order []glyph
}

type glyphKey struct {
	bold  bool
	index sfnt.GlyphIndex
}

type glyph struct{ id, path string }

func newGlyphSet() *glyphSet { return &glyphSet{known: map[glyphKey]string{}} }

// id names the outline of a glyph, "" if it has none (a space).
func (set *glyphSet) id(f font.Face, g sfnt.GlyphIndex) string {
	key := glyphKey{f.Font.Weight == xfont.WeightBold, g}
	id, ok := set.known[key]
	if ok {
		return id
	}
	if path := outline(f, g); path != "" {
		id = fmt.Sprintf("g%d", g)
		if key.bold {
			id = fmt.Sprintf("b%d", g)
		}
		set.order = append(set.order, glyph{id, path})
	}
	set.known[key] = id
	return id
}

func (set *glyphSet) write(b *bytes.Buffer) {
	b.WriteString("<defs>\n")
	for _, g := range set.order {
		fmt.Fprintf(b, "<path id=\"%s\" d=\"%s\"/>\n", g.id, g.path)
	}
	b.WriteString("</defs>\n")
}

// outline gives a glyph as SVG path data in font units, y downwards as sfnt
// and SVG both count it.
func outline(f font.Face, g sfnt.GlyphIndex) string {
	var buf sfnt.Buffer
	segments, err := f.Face.LoadGlyph(&buf, g, fixed.Int26_6(f.Face.UnitsPerEm()), nil)
	must(err)
	// At ppem = units per em one unit comes out as 1/64 of a pixel, which is
	// the unit of fixed.Int26_6: the raw integers are font units.
	at := func(p fixed.Point26_6) vg.Point { return vg.Point{X: vg.Length(p.X), Y: vg.Length(p.Y)} }
	var p vg.Path
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(p) > 0 {
				p.Close()
			}
			p.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			p.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(p) == 0 {
		return ""
	}
	p.Close()
	return pathData(p, func(q vg.Point) string {
		return decimal(float64(q.X), 0) + " " + decimal(float64(q.Y), 0)
	})
}
