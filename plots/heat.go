package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/palette/moreland"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// heat turns loads into colours, blue below 1 and red above.
type heat struct {
	most float64 // the load that has the darkest red
	at   func(v float64) color.NRGBA
}

// newScale reaches from 0 to the greatest load of the hours, but at least 1.5,
// so that a calm desk is not painted red, and at most 3, so that one hour does
// not bleach the others: Moreland's smooth blue-red map, which is white-grey at
// exactly 1.0.
func newScale(l load, from, to int) heat {
	_, _, worst, _ := l.tally(from, to)
	most := l.at(worst)
	if math.IsInf(most, 1) {
		most = 0
	}
	most = min(3, max(1.5, most))
	// Both arms are stretched to the same length before the map is asked: with
	// SetConvergePoint off the middle its longer arm leaves the sRGB gamut
	// (gonum/plot v0.17.0, "moreland: invalid color").
	m := moreland.SmoothBlueRed()
	m.SetMin(-1)
	m.SetMax(1)
	return heat{most, func(v float64) color.NRGBA {
		arm := v - 1
		if v > 1 {
			arm = (min(v, most) - 1) / (most - 1)
		}
		c, err := m.At(arm)
		must(err)
		return color.NRGBAModel.Convert(c).(color.NRGBA)
	}}
}

// cell draws one hour with its load.
func (s heat) cell(c draw.Canvas, v float64, x, y, w, h vg.Length) {
	const gap = 0.6
	col, text, st := empty, "", style{size: 7.5, color: onLight}
	switch {
	case math.IsInf(v, 1):
		col, text, st = closed, "×", style{size: 7.5, bold: true, color: onDark}
	case v > 0:
		col, text = s.at(v), loadText(v)
		st.bold = v > 1
		if dark(col) {
			st.color = onDark
		}
	}
	fillRect(c, col, x+gap, y+gap, x+w-gap, y+h-gap)
	putMiddle(c, st, x+w/2, y+h/2, centre, text)
}

// loadText writes a load in at most three characters. What is over 1 never
// reads 1.0 in plain figures: it is bold.
func loadText(v float64) string {
	switch {
	case v < 9.95:
		return fmt.Sprintf("%.1f", v)
	case v < 99.5:
		return fmt.Sprintf("%.0f", v)
	}
	return "99+"
}

// loadWords writes a load in full.
func loadWords(v float64) string {
	if math.IsInf(v, 1) {
		return "contacts and nobody on duty"
	}
	return fmt.Sprintf("%.2f of what the agents can do", v)
}

// dark says whether white text reads better than black on a colour, by the
// luma of ITU-R BT.601.
func dark(c color.NRGBA) bool {
	return 0.299*float64(c.R)+0.587*float64(c.G)+0.114*float64(c.B) < 135
}

// key draws the scale of colours and, if asked, the cell of closed hours.
func (s heat) key(c draw.Canvas, closedToo bool) {
	foot := vg.Length(4)
	if closedToo {
		fillRect(c, closed, c.Min.X, c.Max.Y-12, c.Min.X+12, c.Max.Y)
		putMiddle(c, style{size: 7.5, bold: true, color: onDark}, c.Min.X+6, c.Max.Y-6, centre, "×")
		putMiddle(c, tickStyle, c.Min.X+16, c.Max.Y-6, left, elide(tickStyle, "no staff", c.Max.X-c.Min.X-16))
		c = draw.Crop(c, 0, 0, 0, -22)
	}
	bar := draw.Crop(c, 0, 0, foot, -4)
	height := min(bar.Max.Y-bar.Min.Y, 150)
	const steps = 48
	for i := range steps { // each down to the foot: abutting edges would show as seams
		fillRect(c, s.at(s.most*(1-(float64(i)+0.5)/steps)), bar.Min.X, bar.Max.Y-height, bar.Min.X+12, bar.Max.Y-height*vg.Length(i)/steps)
	}
	step := niceStep(s.most, max(2, int(height/30)), false)
	for v := 0.0; v <= s.most*1.0001; v += step {
		y := bar.Max.Y - height*vg.Length(1-v/s.most)
		text := fmt.Sprintf("%.1f", v)
		if s.most == 3 && v+step > s.most {
			text += "+"
		}
		putMiddle(c, tickStyle, bar.Min.X+17, y, left, text)
	}
}
