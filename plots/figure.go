package plots

import (
	"io"
	"strconv"
	"strings"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Figure is one picture: a finding and the drawing that shows it.
type Figure struct {
	Name     string // file name without extension
	Headline string // the finding, a sentence without its full stop
	Alt      string // what the picture shows, in words, for who cannot see it
	W, H     vg.Length
	Draw     func(draw.Canvas) // draws the whole page; the same every time
}

// dpi of PNG files: twice a screen's 96, so that a slide stays sharp.
const dpi = 192

// WritePNG writes the figure as a PNG of 192 dots an inch.
func (f Figure) WritePNG(w io.Writer) error {
	c := vgimg.NewWith(vgimg.UseWH(f.W, f.H), vgimg.UseDPI(dpi))
	f.Draw(draw.New(c))
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// WriteSVG writes the figure as a self-contained SVG file, text as outlines.
func (f Figure) WriteSVG(w io.Writer) error {
	c := newSVG(f.W, f.H, newGlyphSet())
	f.Draw(draw.New(c))
	return c.write(w, "figure", f.Headline, f.Alt, true)
}

// page is what surrounds the body of every figure: the headline that states
// the finding, a subtitle with units and sample, and the source.
type page struct {
	name     string
	headline string
	subtitle string
	alt      string
	source   string
	w        vg.Length
	bodyH    vg.Length         // height of the body; the page grows with its texts
	body     func(draw.Canvas) // draws between subtitle and source
}

// Leading of the texts around the body, points.
const (
	headlineLead = 17
	subtitleLead = 12
	headGap      = 12 // from the subtitle to the body
	footHeight   = 17 // source line and the gap above it
	sourceLead   = 10
)

// figure lays the page out.
func (p page) figure() Figure {
	inner := p.w - 2*margin
	head := wrap(headlineStyle, p.headline, inner, 3)
	sub := fillLines(subtitleStyle, p.subtitle, inner, 3)
	headH := vg.Length(len(head))*headlineLead + vg.Length(len(sub))*subtitleLead + headGap
	source := fillLines(sourceStyle, p.source, inner, 3)
	footH := footHeight + vg.Length(len(source)-1)*sourceLead
	h := headH + p.bodyH + footH + 2*margin
	return Figure{
		Name: p.name, Headline: p.headline, Alt: p.alt, W: p.w, H: h,
		Draw: func(c draw.Canvas) {
			fillRect(c, paper, c.Min.X, c.Min.Y, c.Max.X, c.Max.Y)
			c = draw.Crop(c, margin, -margin, margin, -margin)
			y := c.Max.Y
			for _, line := range head {
				put(c, headlineStyle, c.Min.X, y-11, left, line)
				y -= headlineLead
			}
			for _, line := range sub {
				put(c, subtitleStyle, c.Min.X, y-9, left, line)
				y -= subtitleLead
			}
			for i, line := range source {
				put(c, sourceStyle, c.Min.X, c.Min.Y+2+sourceLead*vg.Length(len(source)-1-i), left, line)
			}
			p.body(draw.Crop(c, 0, 0, footH, -headH))
		},
	}
}

// source says where the numbers of a figure come from.
func source(run *result.Run) string {
	parts := []string{run.Command}
	if run.Command == "" {
		parts[0] = "peakready run " + run.File
		for _, p := range run.Plans {
			parts = append(parts, "plan "+p)
		}
	}
	if scale := scaleWords(run); scale != "" {
		parts = append(parts, scale)
	}
	if run.Approximate != "" {
		parts = append(parts, "APPROXIMATE: for screening only")
	}
	parts = append(parts,
		"seed "+uintString(run.Seed),
		plural(len(run.Trials), "replication", "replications"),
		"dates and times in UTC+8")
	return strings.Join(parts, "  •  ")
}

// scaleWords say that a run is no full one: "scaled to 1%, approximate".
func scaleWords(run *result.Run) string {
	if run.Scale == 0 || run.Scale == 1 {
		return ""
	}
	return "scaled to " + strconv.FormatFloat(100*run.Scale, 'g', 12, 64) + "%, approximate"
}

// atScale prefixes a headline that judges with the scale at which it does.
func atScale(run *result.Run, headline string) string {
	if at := result.AtScale(run.Scale); at != "" {
		return sentenceCase(at) + ": " + headline
	}
	return headline
}

// fileName makes a part of a file name from a name of the scenario: letters
// and digits of any script stay, all else becomes a hyphen.
func fileName(name string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(name, notWord), "-"), "-")
}
