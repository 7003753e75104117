package plots

import (
	"bytes"
	"html/template"
	"io"

	"gonum.org/v1/plot/vg/draw"
)

// inline draws a figure for a page, its letters among the glyphs of that page.
func inline(fig Figure, id string, glyphs *glyphSet) (reportFigure, error) {
	c := newSVG(fig.W, fig.H, glyphs)
	fig.Draw(draw.New(c))
	var svg bytes.Buffer
	err := c.write(&svg, id, fig.Headline, fig.Alt, false)
	return reportFigure{id, fig.Headline, template.HTML(svg.String())}, err
}

// definitions are the glyphs that the figures of a page refer to.
func (g *glyphSet) definitions() template.HTML {
	var b bytes.Buffer
	g.write(&b)
	return template.HTML(b.String())
}

// writePage writes a page through its template; one with Chinese in it once more,
// with the font for what stands in it. font is a field of the page.
func writePage(w io.Writer, t *template.Template, page any, font *template.CSS) error {
	var plain bytes.Buffer
	if err := t.Execute(&plain, page); err != nil {
		return err
	}
	if !bytes.ContainsFunc(plain.Bytes(), eastern) {
		_, err := plain.WriteTo(w)
		return err
	}
	*font = chineseFont(plain.Bytes())
	return t.Execute(w, page)
}
