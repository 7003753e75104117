package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func alpha(c color.NRGBA, a uint8) color.NRGBA { c.A = a; return c }

// Colours of the page. The report's style sheet turns them for a dark screen
// by their value, so text that lies on a coloured cell and must keep its
// colour has a value of its own, one step off.
var (
	paper   = rgb(0xffffff)
	ink     = rgb(0x1f2933)
	muted   = rgb(0x5f6b7a)
	faint   = rgb(0xdfe3e8) // grid
	edge    = rgb(0x9aa5b1) // axis line, ticks
	note    = rgb(0x8794a3)
	onLight = rgb(0x1f2934)
	onDark  = rgb(0xfefefe)
	empty   = rgb(0xf1f3f5) // heat-map cell with nothing in it
	closed  = rgb(0x46505c) // heat-map cell with contacts and nobody there
)

// The palette of Okabe and Ito (2008, "Color Universal Design"), told apart by
// readers with any of the common colour deficiencies. gonum's SoftColors are
// not: to colour-blind readers their closest pair is only 3.1 ΔE apart.
var (
	blue      = rgb(0x0072b2)
	vermilion = rgb(0xd55e00)
	green     = rgb(0x009e73)
	amber     = rgb(0xe69f00)
	pink      = rgb(0xcc79a7)
	grey      = rgb(0x9aa5b2)
	amberText = rgb(0x9a6a00) // amber dark enough to read as text on white
)

// Text styles; sizes in points.
var (
	headlineStyle = style{size: 13, bold: true, color: ink}
	subtitleStyle = style{size: 9, color: muted}
	sourceStyle   = style{size: 7.5, color: note}
	tickStyle     = style{size: 8.5, color: muted}
	labelStyle    = style{size: 8.5, bold: true, color: ink}
	valueStyle    = style{size: 8.5, color: ink}
	eventStyle    = style{size: 8.5, bold: true, color: amberText}
)

// in gives the style in another colour.
func (s style) in(c color.NRGBA) style { s.color = c; return s }

const (
	centimetre = vg.Centimeter
	wide       = 24 * centimetre // figures over time
	narrow     = 20 * centimetre // bars
	margin     = vg.Length(14)   // white border of a page, points
)

// Dash patterns: capacity of the warehouse and thresholds; capacity of the
// last mile, so that two capacities in one colour stay apart.
var (
	dashed = []vg.Length{5, 3}
	dotted = []vg.Length{1.6, 2.2}

	// striped lets a curve that it covers show through.
	striped = []vg.Length{4, 4}
)
