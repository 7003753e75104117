package plots

import (
	"fmt"
	"strconv"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rankingSentence names who leads and says how sure that is.
func rankingSentence(seasons int, in result.CallInSummary) string {
	firms := in.Firms
	if len(firms) == 0 || !(firms[0].PerMillion.Mean > 0) {
		return inOne(seasons, "no complaint about an order of the window ever reaches an authority")
	}
	first := firms[0]
	rate := perMillion(first.PerMillion.Mean) + " per million orders"
	if seasons == 1 {
		return inOne(seasons, fmt.Sprintf("%s draws the most complaints to the authority, %s; one season says nothing about chance", named(first.Firm), rate))
	}
	var tied []string
	for _, f := range firms {
		if f.RankLo == 1 {
			tied = append(tied, f.Firm)
		}
	}
	var s string
	switch {
	case len(tied) == len(firms):
		s = fmt.Sprintf("No firm is told from another by its complaints to the authority: all %d may rank first in these %d seasons", len(firms), seasons)
	case len(tied) > 1:
		s = fmt.Sprintf("%s draws the most complaints to the authority, %s, but %d firms tie for the first rank", named(first.Firm), rate, len(tied))
	default:
		s = fmt.Sprintf("%s draws the most complaints to the authority, %s, more than any other firm beyond chance", named(first.Firm), rate)
	}
	if in.Places <= 0 || in.Places >= len(firms) || len(tied) == len(firms) {
		return s
	}
	open := 0
	for _, f := range firms {
		if f.RankLo <= in.Places {
			open++
		}
	}
	if open <= in.Places {
		return s + fmt.Sprintf("; the %d to call in are clear", in.Places)
	}
	return s + fmt.Sprintf("; %d firms may be among the %d to call in", open, in.Places)
}

// rankingFigure draws the firms by complaints to the authority, their ranks and
// their chance to be called in.
func rankingFigure(run *result.Run, sum *result.Summary) Figure {
	in := sum.Authority.CallIn
	s := subject{run: run, sum: sum}
	p := general(run, "ranking", rankingSentence(len(run.Trials), in))
	p.subtitle = "Complaints to both authorities per million orders of the window" + s.sample("mean", "95% intervals")
	if len(run.Trials) > 1 {
		p.subtitle += "; ranks that the differences of the same seasons leave open: firms whose ranks overlap are tied; an arrow goes on beyond the axis"
	}
	var words []string
	for _, f := range in.Firms {
		words = append(words, fmt.Sprintf("%s %s, rank %s", f.Firm, withRange(f.PerMillion, perMillion), ranks(f.RankLo, f.RankHi)))
	}
	p.alt = "Bars of complaints to the authority per million orders: " + list(words) + "."
	n := len(in.Firms)
	p.bodyH = rowTitles + vg.Length(n)*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, n)
		var rates, chances []stats.Estimate
		for i, f := range in.Firms {
			names[i] = f.Firm
			rates = append(rates, result.Clipped(f.PerMillion, inf))
			chances = append(chances, f.Called)
		}
		labels := rowLabels(c, names, 140)
		body := draw.Crop(c, labels, 0, 0, 0)
		parts := []float64{0.5, 0.3, 0.2}
		if in.Places <= 0 {
			parts = []float64{0.6, 0.4}
		}
		cols := unequal(body, parts, 56, 12)
		a := signedColumn(cols[0], "Complaints per million orders", n, rates, countTick)
		for i, f := range in.Firms {
			a.signedBar(rates[i], rowMiddle(cols[0], i), blue, labelStyle, perMillion(f.PerMillion.Mean))
			a.rowHint(i, f.Firm+": "+withRange(f.PerMillion, perMillion))
		}
		step := max(1, int(niceStep(float64(n), 5, true)))
		ticks := []tick{{1, "1st"}}
		for v := step; v <= n; v += step {
			if v > 1 && (v-1 >= step || v-1 >= 3) {
				ticks = append(ticks, tick{float64(v), strconv.Itoa(v)})
			}
		}
		b := rowPanel(cols[1], "Rank", n, 1, nil)
		b.x0, b.x1 = 0.5, float64(n)+0.5
		b.xGrid(ticks)
		for i, f := range in.Firms {
			y := rowMiddle(cols[1], i)
			stroke(b.Canvas, edge, 4, nil, pointAt(b.X(float64(f.RankLo))-2, y), pointAt(b.X(float64(f.RankHi))+2, y))
			b.dot2(float64(f.Rank), y)
			word := ranks(f.RankLo, f.RankHi)
			if len(run.Trials) == 1 {
				word = ordinal(f.Rank)
			} else if f.RankLo != f.RankHi {
				word = fmt.Sprintf("%d–%d", f.RankLo, f.RankHi)
			}
			putMiddle(b.Canvas, labelStyle, b.Max.X+10, y, left, word)
			b.rowHint(i, f.Firm+": rank "+strconv.Itoa(f.Rank)+", open from "+ranks(f.RankLo, f.RankHi))
		}
		if in.Places <= 0 {
			return
		}
		limit, marks := valueAxis(1, 2, false, shareTick)
		d := rowPanel(cols[2], fmt.Sprintf("Among first %d", in.Places), n, limit, marks)
		for i, f := range in.Firms {
			d.bar(chances[i], rowMiddle(cols[2], i), blue, fmt.Sprintf("%s of %d", seasonSpan(f), f.Called.N))
			d.rowHint(i, f.Firm+": in "+f.SeasonsWords())
		}
	}
	return p.figure()
}

// dot2 is a dot at a value and the y of a row.
func (p panel) dot2(x float64, y vg.Length) { p.spot(pointAt(p.X(x), y), blue) }

// unequal parts a canvas into columns of the given shares, each with a gutter at
// its right for values, gap parts it from the next.
func unequal(c draw.Canvas, shares []float64, gutter, gap vg.Length) []draw.Canvas {
	room := c.Max.X - c.Min.X - gap*vg.Length(len(shares)-1)
	cols := make([]draw.Canvas, len(shares))
	x := c.Min.X
	for i, share := range shares {
		w := room * vg.Length(share)
		cols[i] = draw.Crop(c, x-c.Min.X, x+w-gutter-c.Max.X, 0, 0)
		x += w + gap
	}
	return cols
}
