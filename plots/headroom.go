package plots

import (
	"cmp"
	"fmt"
	"image/color"

	"math"
	"slices"
	"strconv"

	"peakready/models/result"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// strainAxis is the name of a strain on an axis.
func strainAxis(of result.Strain) string {
	switch of {
	case result.Absent:
		return "Share of the agents away all season"
	case result.Couriers:
		return "Share of hubs and stations lost"
	}
	return "Times the planned demand"
}

// strainLevel writes a level: ×1.06, 12%.
func strainLevel(of result.Strain, v float64) string {
	if of == result.Demand {
		return "×" + strconv.FormatFloat(v, 'f', 2, 64)
	}
	return trim(strconv.FormatFloat(100*v, 'f', 1, 64)) + "%"
}

// headroomWords is a headroom as a cell of a table and a label of a row.
func headroomWords(h *result.Headroom, x result.Threshold) string {
	switch {
	case x.Under() && h.Of != result.Demand:
		return "none"
	case x.Under():
		return "under " + strainLevel(h.Of, h.Least)
	case x.Over():
		return "over " + strainLevel(h.Of, h.Most)
	}
	return strainLevel(h.Of, x.Value)
}

// headroomRange is its interval, with open ends.
func headroomRange(h *result.Headroom, x result.Threshold) string {
	lo, hi := !math.IsNaN(x.Lo), !math.IsNaN(x.Hi)
	switch {
	case lo && hi:
		return "(" + strainLevel(h.Of, x.Lo) + " to " + strainLevel(h.Of, x.Hi) + ")"
	case lo:
		return "(at least " + strainLevel(h.Of, x.Lo) + ")"
	case hi:
		return "(at most " + strainLevel(h.Of, x.Hi) + ")"
	}
	return "(no interval from " + plural(x.N, "season", "seasons") + ")"
}

// fallsShort says that not even the plan keeps it.
func fallsShort(h *result.Headroom, x result.Threshold) bool {
	return x.Under() || x.Value < h.Of.Planned()
}

// headroomRow is one line of the figure: a firm with the target that fails first,
// or a target of the only firm.
type headroomRow struct {
	name, first string
	level       result.Threshold
}

// headroomRows are in order of what fails first.
func headroomRows(h *result.Headroom) (rows []headroomRow) {
	if len(h.Firms) == 1 {
		for _, x := range h.Firms[0].Targets {
			rows = append(rows, headroomRow{name: sentenceCase(x.Title), level: x.Level})
		}
	} else {
		for _, f := range h.Firms {
			name := f.Firm
			if name == "" {
				name = "all firms together"
			}
			rows = append(rows, headroomRow{name, f.Targets[f.Binding].Title, f.Level})
		}
	}
	slices.SortStableFunc(rows, func(a, b headroomRow) int {
		return cmp.Compare(btoi(b.level.Before(a.level)), btoi(a.level.Before(b.level)))
	})
	return rows
}

// headroomSentence says how much is to spare and what fails first.
func headroomSentence(h *result.Headroom) string {
	if len(h.Firms) > 1 {
		return headroomOfFirms(h)
	}
	f := &h.Firms[0]
	x, who, what := f.Level, named(f.Firm), "“"+f.Targets[f.Binding].Title+"”"
	if f.Firm == "" {
		who = "The plan"
	}
	switch h.Of {
	case result.Demand:
		switch {
		case x.Over():
			return fmt.Sprintf("%s keeps every target up to %s the demand planned", who, strainLevel(h.Of, h.Most))
		case x.Under():
			return fmt.Sprintf("%s does not keep %s at %s the demand planned, the least looked at", who, what, strainLevel(h.Of, h.Least))
		case fallsShort(h, x):
			return fmt.Sprintf("%s keeps its targets only up to %s the demand planned; %s fails first", who, strainLevel(h.Of, x.Value), what)
		}
		return fmt.Sprintf("%s keeps its targets up to %s the demand planned; %s fails first", who, strainLevel(h.Of, x.Value), what)
	}
	lost := "agents away"
	if h.Of == result.Couriers {
		lost = "courier capacity lost"
	}
	switch {
	case x.Over():
		return fmt.Sprintf("%s keeps every target with up to %s of its %s", who, strainLevel(h.Of, h.Most), lost)
	case x.Under():
		return fmt.Sprintf("%s has no %s to spare: %s fails as planned", who, map[result.Strain]string{result.Absent: "agents", result.Couriers: "courier capacity"}[h.Of], what)
	}
	return fmt.Sprintf("%s keeps its targets with up to %s of its %s; %s fails first", who, strainLevel(h.Of, x.Value), lost, what)
}

// headroomOfFirms is the headline over several firms.
func headroomOfFirms(h *result.Headroom) string {
	rows := headroomRows(h)
	planned := 0
	for _, r := range rows {
		if !fallsShort(h, r.level) {
			planned++
		}
	}
	first := rows[0]
	level := headroomWords(h, first.level)
	s := fmt.Sprintf("%d of %d keep their targets as planned", planned, len(rows))
	if planned == len(rows) {
		s = fmt.Sprintf("All %d keep their targets as planned", len(rows))
	}
	switch {
	case first.level.Over():
		return s + ", and up to " + strainLevel(h.Of, h.Most)
	case h.Of == result.Demand:
		return fmt.Sprintf("%s; least to spare has %s, %s the demand, where “%s” fails first", s, named(first.name), level, first.first)
	}
	return fmt.Sprintf("%s; least to spare has %s, %s, where “%s” fails first", s, named(first.name), level, first.first)
}

// headroomSpan are the ends of the axis: all thresholds and intervals, the plan,
// and a little room on either side for what goes on.
func headroomSpan(h *result.Headroom, rows []headroomRow) (lo, hi float64) {
	lo, hi = h.Of.Planned(), h.Of.Planned()
	for _, r := range rows {
		for _, v := range []float64{r.level.Value, r.level.Fails, r.level.Lo, r.level.Hi} {
			if !math.IsNaN(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	room := max(0.1*(hi-lo), 2*h.Step)
	return max(0, lo-room), hi + room
}

// headroomTicks are at most n round levels within an axis.
func headroomTicks(of result.Strain, lo, hi float64, n int) (ticks []tick) {
	step := niceStep(hi-lo, n, false)
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9; i++ {
		v := i*step + 0 // no -0
		label := shareTick(v, step)
		if of == result.Demand {
			label = "×" + strconv.FormatFloat(v, 'f', decimals(step), 64)
		}
		ticks = append(ticks, tick{v, label})
	}
	return ticks
}

// headroomFigure draws where each target, or each firm, first fails.
func headroomFigure(run *result.Run, h *result.Headroom) Figure {
	rows := headroomRows(h)
	p := general(run, "headroom-"+string(h.Of), atScale(run, headroomSentence(h)))
	each := "each target"
	if len(h.Firms) > 1 {
		each = "the first target of each firm"
	}
	p.subtitle = fmt.Sprintf("%s at which %s fails: it is kept left of the dot; %s with the same luck at every level; lines are 95%% intervals, an arrow has no end; the upright line is the plan",
		strainAxis(h.Of), each, plural(h.Replications, "season", "seasons"))
	if at := result.AtScale(run.Scale); at != "" {
		p.subtitle += "; all " + at + ": small desks keep less than at full size"
	}
	var words []string
	for _, r := range rows {
		words = append(words, r.name+" "+headroomWords(h, r.level)+" "+headroomRange(h, r.level))
	}
	p.alt = "Dots with intervals where targets fail: " + list(words) + "."
	p.bodyH = rowTitles + vg.Length(len(rows))*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.name
		}
		labels := rowLabels(c, names, 230)
		gutter := vg.Length(70)
		if len(h.Firms) > 1 {
			gutter = 250
		}
		lo, hi := headroomSpan(h, rows)
		body := draw.Crop(c, labels, -gutter, 0, 0)
		put(body, labelStyle, body.Min.X, body.Max.Y-9, left, strainAxis(h.Of))
		a := panel{Canvas: draw.Crop(body, 0, 0, body.Max.Y-body.Min.Y-rowTitles-rowHeight*vg.Length(len(rows)), -rowTitles), x0: lo, x1: hi}
		a.xGrid(headroomTicks(h.Of, lo, hi, 8))
		x := a.X(h.Of.Planned())
		stroke(a.Canvas, ink, 1.2, nil, pointAt(x, a.Min.Y), pointAt(x, a.Max.Y))
		for i, r := range rows {
			a.threshold(h, r, rowMiddle(body, i))
			a.rowHint(i, r.name+": "+headroomWords(h, r.level)+" "+headroomRange(h, r.level)+" "+r.first)
		}
	}
	return p.figure()
}

// threshold draws one row: interval with its open ends, dot, and in the gutter the
// level and what fails first.
func (p panel) threshold(h *result.Headroom, r headroomRow, y vg.Length) {
	col := blue
	if fallsShort(h, r.level) {
		col = vermilion
	}
	lo, hi, x := p.Min.X, p.Max.X, r.level
	if !math.IsNaN(x.Lo) {
		lo = p.X(x.Lo)
	}
	if !math.IsNaN(x.Hi) {
		hi = p.X(x.Hi)
	}
	stroke(p.Canvas, col, 2, nil, pointAt(lo, y), pointAt(hi, y))
	p.lineEnd(lo, y, -1, math.IsNaN(x.Lo), col)
	p.lineEnd(hi, y, 1, math.IsNaN(x.Hi), col)
	switch { // beyond the axis the arrow says it
	case x.Under():
	case x.Over():
		p.spot(pointAt(p.X(h.Most), y), col)
	default:
		p.spot(pointAt(p.X(x.Value), y), col)
	}
	value := headroomWords(h, x)
	putMiddle(p.Canvas, labelStyle, p.Max.X+12, y, left, value)
	if r.first != "" {
		putMiddle(p.Canvas, valueStyle.in(muted), p.Max.X+74, y, left, elide(valueStyle, r.first, 172))
	}
}

// lineEnd is the end of an interval: a mark, or an arrow where it is open.
func (p panel) lineEnd(x, y vg.Length, towards vg.Length, open bool, col color.NRGBA) {
	if open {
		fill(p.Canvas, col, pointAt(x+6*towards, y), pointAt(x-towards, y+4), pointAt(x-towards, y-4))
		return
	}
	stroke(p.Canvas, col, 2, nil, pointAt(x, y-4), pointAt(x, y+4))
}

// headroomTable is a row a target.
func headroomTable(run *result.Run) table {
	t := table{Head: []string{"Turned up", "Firm", "Target", "Kept in", "Headroom", "Fails at"}}
	for i := range run.Headroom {
		h := &run.Headroom[i]
		for _, f := range h.Firms {
			firm := f.Firm
			if firm == "" {
				firm = "all together"
			}
			for j, x := range f.Targets {
				level := cell{Text: headroomWords(h, x.Level), Range: headroomRange(h, x.Level), Sort: sortKey(orderOf(x.Level))}
				fails := cell{Text: "not up to " + strainLevel(h.Of, h.Most), Sort: sortKey(math.MaxFloat64)}
				if !x.Level.Over() {
					fails = cell{Text: strainLevel(h.Of, x.Level.Fails), Sort: sortKey(x.Level.Fails)}
				}
				title := x.Title
				if j == f.Binding {
					title += " (first)"
				}
				t.Rows = append(t.Rows, []cell{text(string(h.Of)), text(firm), text(title), {Text: pct(x.Target.In), Sort: sortKey(x.Target.In)}, level, fails})
			}
		}
	}
	return t
}

// orderOf sorts thresholds.
func orderOf(x result.Threshold) float64 {
	switch {
	case x.Under():
		return -1
	case x.Over():
		return math.MaxFloat64
	}
	return x.Value
}
