package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rateSentence says how often complaints come, and how often they go on.
func rateSentence(c result.ComplaintsSummary) string {
	firm := c.ToFirm.PerMillion.Mean
	if !(firm > 0) {
		return "No order leads to a complaint"
	}
	s := fmt.Sprintf("%s complaints per million orders reach the firm, most for %s", count(round(firm)), causeNames[causesBySize(c)[0]])
	switch authority := c.ToAuthority.PerMillion.Mean; {
	case !(authority > 0):
		return s + "; none ever reaches an authority"
	case firm < 1.5*authority:
		return s + "; nearly all reach the authority as well"
	case c.ToAuthority.PerMillion.Lo <= 0: // so uncertain a ratio is none
		return fmt.Sprintf("%s; some %s a million reach an authority sooner or later, which is not sure", s, count(round(authority)))
	default:
		return fmt.Sprintf("%s; one in %s reaches the authority", s, count(math.Round(firm/authority)))
	}
}

// causesBySize orders the causes by complaints to the firm, the largest first.
func causesBySize(c result.ComplaintsSummary) []result.Cause {
	var causes []result.Cause
	for i := range result.Cause(result.Causes) {
		causes = append(causes, i)
	}
	slices.SortStableFunc(causes, func(a, b result.Cause) int {
		return cmp.Compare(c.ToFirm.PerMillionByCause.Of(b).Mean, c.ToFirm.PerMillionByCause.Of(a).Mean)
	})
	return causes
}

// rateFigure draws complaints per million orders by cause, to the firm and to
// the authority, each on its own scale: they are a hundredfold apart.
func rateFigure(s subject) Figure {
	c := s.summary().Complaints
	causes := causesBySize(c)
	p := s.page("complaint-rate", rateSentence(c))
	p.subtitle = s.sub("Complaints per million orders of the window, on two scales" + s.sample("mean", "95% intervals"))
	p.alt = fmt.Sprintf("Bars of complaints per million orders by cause. In all %s to the firm and %s to the authority.",
		count(orZero(c.ToFirm.PerMillion.Mean)), count(orZero(c.ToAuthority.PerMillion.Mean)))
	p.w, p.bodyH = narrow, rowTitles+vg.Length(len(causes))*rowHeight+rowFoot
	p.body = func(cv draw.Canvas) {
		names := make([]string, len(causes))
		for i, k := range causes {
			names[i] = sentenceCase(causeNames[k])
		}
		labels := rowLabels(cv, names, 140)
		cols := columns(draw.Crop(cv, labels, 0, 0, 0), 2, 50, 14)
		for i, side := range []struct {
			title string
			of    result.ComplaintCount
		}{{"To the firm", c.ToFirm}, {"To the authority", c.ToAuthority}} {
			top := 0.0
			for _, k := range causes {
				e := side.of.PerMillionByCause.Of(k)
				for _, v := range []float64{e.Mean, e.Hi} {
					if v > top {
						top = v
					}
				}
			}
			limit, ticks := valueAxis(1.02*top, 4, false, countTick)
			title := side.title
			if e := side.of.PerMillion; !math.IsNaN(e.Mean) {
				title += ": " + withRange(e, count)
			}
			a := rowPanel(cols[i], title, len(causes), limit, ticks)
			for r, k := range causes {
				e := side.of.PerMillionByCause.Of(k)
				a.bar(e, rowMiddle(cols[i], r), causeColors[k], count(e.Mean))
				a.rowHint(r, names[r]+": "+withRange(e, count))
			}
		}
	}
	return p.figure()
}

// withRange writes an estimate with its interval: 9.1k (8.8k–9.4k). Lower ends
// below zero, which Student's interval can have, are written as zero.
func withRange(e stats.Estimate, write func(float64) string) string {
	if math.IsNaN(e.Mean) {
		return "–"
	}
	if !known(e) {
		return write(e.Mean)
	}
	if e.Mean == 0 && e.Lo == 0 && e.Hi > 0 {
		return write(0) + " (up to " + write(e.Hi) + ")"
	}
	return fmt.Sprintf("%s (%s–%s)", write(e.Mean), write(math.Max(0, e.Lo)), write(e.Hi))
}
