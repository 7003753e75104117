package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// worstHit is the firm that another one delays most, nil if it has no others.
func worstHit(s result.Spillover) *result.Burden {
	var worst *result.Burden
	for i := range s.Others {
		if o := &s.Others[i]; !math.IsNaN(o.Lead.Added.Mean) && (worst == nil || o.Lead.Added.Mean > worst.Lead.Added.Mean) {
			worst = o
		}
	}
	return worst
}

// byWeight sorts the firms left out by the mean time that they add to a parcel of
// the others: the greatest first.
func byWeight(all []result.Spillover) []result.Spillover {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b result.Spillover) int {
		return -cmp.Compare(orZero(a.All.Lead.Added.Mean), orZero(b.All.Lead.Added.Mean))
	})
	return out
}

// spillSentence names the firm that delays the others most and whom it hits.
func spillSentence(all []result.Spillover) string {
	first := byWeight(all)[0]
	seasons := first.Replications
	e := first.All.Lead.Added
	hit := ""
	if w := worstHit(first); w != nil && len(first.Others) > 1 && w.Lead.Added.Mean > 0 {
		hit = fmt.Sprintf("; worst hit is %s, later by %s", named(w.Firm), hoursOr(w.Lead.Added.Mean))
		if seasons > 1 && !beyond(w.Lead.Added) {
			hit += ", which may be chance"
		}
	}
	who := "the orders of " + named(first.Firm)
	switch {
	case !(e.Mean > 0):
		if len(all) == 1 {
			return inOne(seasons, who+" make the parcels of the others no later")
		}
		return inOne(seasons, "no firm’s orders make the parcels of the others later")
	case seasons > 1 && !beyond(e):
		return fmt.Sprintf("The orders of %s make the parcels of the others %s later, but in %d seasons that may be chance%s", named(first.Firm), hoursOr(e.Mean), seasons, hit)
	}
	most := ""
	if len(all) > 1 {
		most = " most"
	}
	between := ""
	if known(e) {
		between = fmt.Sprintf(" (%s–%s)", hoursOr(e.Lo), hoursOr(e.Hi))
	}
	return inOne(seasons, fmt.Sprintf("%s delay the others%s: their parcels come %s later%s%s", who, most, hoursOr(e.Mean), between, hit))
}

// spillFigure draws who delays whom: bars where one firm is left out, else a
// matrix.
func spillFigure(run *result.Run) Figure {
	all := byWeight(run.Spill)
	p := general(run, "spill", spillSentence(run.Spill))
	seasons := all[0].Replications
	p.subtitle = "Seasons as they are less the same seasons, with the same luck, without the orders of a firm; time from order to door, mean of " + plural(seasons, "season", "seasons")
	var words []string
	for _, s := range all {
		words = append(words, fmt.Sprintf("without the orders of %s the parcels of the others come sooner by %s", s.Firm, plusRange(s.All.Lead.Added, hoursOr)))
	}
	p.alt = sentenceCase(list(words)) + "."
	if len(all) == 1 {
		p.spillBars(all[0])
	} else {
		p.spillMatrix(all)
	}
	return p.figure()
}

// spillBars draws what one firm's orders add to each of the others.
func (p *page) spillBars(s result.Spillover) {
	others := slices.Clone(s.Others)
	slices.SortStableFunc(others, func(a, b result.Burden) int {
		return -cmp.Compare(orZero(a.Lead.Added.Mean), orZero(b.Lead.Added.Mean))
	})
	if s.Replications > 1 {
		p.subtitle += " with 95% intervals of the paired differences; grey: may be chance"
	}
	p.bodyH = rowTitles + vg.Length(len(others))*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, len(others))
		for i := range others {
			names[i] = others[i].Firm
		}
		labels := rowLabels(c, names, 140)
		cols := columns(draw.Crop(c, labels, 0, 0, 0), 3, 58, 12)
		for i, side := range []struct {
			title string
			of    func(result.Burden) result.Change
			axis  func(v, step float64) string
			write func(float64) string
			scale float64
		}{
			{"Hours later to the door", func(b result.Burden) result.Change { return b.Lead }, countTick, hoursOr, 24},
			{"Points more of them late", func(b result.Burden) result.Change { return b.LateShare }, countTick, points, 100},
			{"Complaints more a million", func(b result.Burden) result.Change { return b.PerMillion }, countTick, perMillion, 1},
		} {
			var es []stats.Estimate
			for _, o := range others {
				es = append(es, scaledBy(side.of(o).Added, side.scale))
			}
			a := signedColumn(cols[i], side.title, len(others), es, side.axis)
			for r, o := range others {
				e := side.of(o).Added
				a.signedBar(es[r], rowMiddle(cols[i], r), sureColor(e, s.Replications, vermilion), labelStyle, plus(e.Mean, side.write))
				a.rowHint(r, o.Firm+": "+plusRange(e, side.write))
			}
		}
	}
}

// scaledBy is an estimate in another unit.
func scaledBy(e stats.Estimate, by float64) stats.Estimate {
	e.Mean, e.Lo, e.Hi = e.Mean*by, e.Lo*by, e.Hi*by
	return e
}

// sureColor is a colour for what is beyond chance, and grey for what is not. Of
// one season there is no telling: all have the colour.
func sureColor(e stats.Estimate, seasons int, c color.NRGBA) color.NRGBA {
	if seasons > 1 && !beyond(e) {
		return grey
	}
	return c
}

// spillMatrix draws firms left out against those that they delay.
func (p *page) spillMatrix(all []result.Spillover) {
	seasons := all[0].Replications
	var columns []string // the firms that are delayed, in the scenario's order
	for _, s := range all {
		at := 0
		for _, o := range s.Others {
			if i := slices.Index(columns, o.Firm); i >= 0 {
				at = i + 1
				continue
			}
			columns = slices.Insert(columns, at, o.Firm)
			at++
		}
	}
	most := 0.0
	for _, s := range all {
		for _, o := range s.Others {
			most = max(most, math.Abs(orZero(o.Lead.Added.Mean)))
		}
	}
	unit, factor := "hours", 24.0
	if most > 4 {
		unit, factor = "days", 1
	}
	p.subtitle += fmt.Sprintf(", in %s a parcel", unit)
	if seasons > 1 {
		p.subtitle += "; bold on a colour: the 95% interval of the paired differences leaves out 0; right: all others together"
	} else {
		p.subtitle += "; right: all others together"
	}
	const rowH, sumW, rowTitle = vg.Length(18), vg.Length(66), vg.Length(14)
	names := tickStyle.width("orders of")
	for _, s := range all {
		names = max(names, valueStyle.width(elide(valueStyle, s.Firm, 110)))
	}
	names += 10
	head := style{size: 8, color: ink}
	w := (p.w - 2*margin - names - sumW) / vg.Length(len(columns))
	heads, deepest := make([][]string, len(columns)), 1
	for i, name := range columns {
		heads[i] = fillLines(head, name, w-3, 3)
		deepest = max(deepest, len(heads[i]))
	}
	headH := 7 + 11*vg.Length(deepest)
	p.bodyH = rowTitle + headH + rowH*vg.Length(len(all))
	p.body = func(c draw.Canvas) {
		put(c, tickStyle, c.Min.X+names, c.Max.Y-9, left, "make the parcels of … later by")
		put(c, tickStyle, c.Min.X+names-10, c.Max.Y-rowTitle-headH+6, right, "orders of")
		for i, lines := range heads {
			for k, line := range lines {
				put(c, head, c.Min.X+names+w*(vg.Length(i)+0.5), c.Max.Y-rowTitle-headH+6+11*vg.Length(len(lines)-1-k), centre, line)
			}
		}
		put(c, labelStyle, c.Max.X, c.Max.Y-rowTitle-headH+6, right, "all others")
		for r, s := range all {
			top := c.Max.Y - rowTitle - headH - rowH*vg.Length(r)
			mid := top - rowH/2
			putMiddle(c, valueStyle, c.Min.X+names-10, mid, right, elide(valueStyle, s.Firm, 110))
			for i, name := range columns {
				x := c.Min.X + names + w*vg.Length(i)
				at := slices.IndexFunc(s.Others, func(o result.Burden) bool { return o.Firm == name })
				if at < 0 {
					continue // the firm itself
				}
				e := s.Others[at].Lead.Added
				sure := seasons == 1 && e.Mean != 0 || beyond(e)
				fillCol, st := empty, style{size: 8, color: muted}
				if sure {
					fillCol = tinted(e.Mean / most)
					st = style{size: 8, bold: true, color: onLight}
					if dark(fillCol) {
						st.color = onDark
					}
				}
				fillRect(c, fillCol, x+0.6, top-rowH+0.6, x+w-0.6, top-0.6)
				putMiddle(c, st, x+w/2, mid, centre, elide(st, matrixText(e.Mean*factor), w-1))
				hint(c, x, top-rowH, x+w, top, fmt.Sprintf("orders of %s, parcels of %s: %s", s.Firm, name, plusRange(e, hoursOr)))
			}
			e := s.All.Lead.Added
			text := plus(e.Mean, hoursOr)
			st := labelStyle
			if seasons > 1 && !beyond(e) {
				st = valueStyle.in(muted)
			}
			putMiddle(c, st, c.Max.X, mid, right, text)
			hint(c, c.Max.X-sumW, top-rowH, c.Max.X, top, fmt.Sprintf("orders of %s, all others: %s", s.Firm, plusRange(e, hoursOr)))
		}
	}
}

// matrixText writes a cell in few characters: 0, <0.1, 0.3, 12.
func matrixText(v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case v == 0:
		return "0"
	case math.Abs(v) < 0.05:
		return "~0"
	}
	text := significant(math.Abs(v), 1)
	if v < 0 {
		return minus + text
	}
	return text
}

// tinted is the colour of a share of the greatest delay: vermilion, or blue
// where parcels come earlier.
func tinted(share float64) color.NRGBA {
	base := vermilion
	if share < 0 {
		base, share = blue, -share
	}
	x := 0.2 + 0.8*math.Sqrt(min(1, share))
	mix := func(c uint8) uint8 { return uint8(math.Round(250 + x*(float64(c)-250))) }
	return color.NRGBA{mix(base.R), mix(base.G), mix(base.B), 255}
}
