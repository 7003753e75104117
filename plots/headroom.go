package plots

import (
	"cmp"
	"fmt"
	"image/color"

	"math"
	"slices"
	"strconv"
	"strings"

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

// headroomRow is one line of the figure: a firm with the target that fails first,
// or a target of the only firm.
type headroomRow struct {
	name, first string
	level       result.Threshold
	undefined   string // what became of seasons without the figure; empty where there is none
}

// words are the level, marked where seasons without the figure had a part in it.
func (r *headroomRow) words(h *result.Headroom) string {
	if r.undefined != "" {
		return h.Words(r.level) + " *"
	}
	return h.Words(r.level)
}

// inFull are the row in words.
func (r *headroomRow) inFull(h *result.Headroom) string {
	s := r.name + " " + h.Words(r.level) + " (" + h.IntervalWords(r.level) + ")"
	if r.undefined != "" {
		s += ", " + r.undefined
	}
	return s
}

// headroomRows are in order of what fails first.
func headroomRows(h *result.Headroom) (rows []headroomRow) {
	if len(h.Firms) == 1 {
		for _, x := range h.Firms[0].Targets {
			rows = append(rows, headroomRow{sentenceCase(x.Title), "", x.Level, x.UndefinedWords(h.Of)})
		}
	} else {
		for _, f := range h.Firms {
			first := &f.Targets[f.Binding]
			rows = append(rows, headroomRow{f.FirmWords(), ownTitle(first, f.Firm), f.Level, first.UndefinedWords(h.Of)})
		}
	}
	slices.SortStableFunc(rows, func(a, b headroomRow) int {
		return cmp.Compare(btoi(b.level.Before(a.level)), btoi(a.level.Before(b.level)))
	})
	return rows
}

// ownTitle is the title of a target where its firm is named beside it.
func ownTitle(x *result.TargetHeadroom, firm string) string {
	if firm == "" {
		return x.Title
	}
	return strings.Replace(x.Title, ", "+firm, "", 1)
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
	if x.Open {
		return fmt.Sprintf("Stopped early: how much %s has to spare is %s so far", map[bool]string{true: "the plan", false: who}[f.Firm == ""], h.Words(x))
	}
	switch h.Of {
	case result.Demand:
		switch {
		case x.Over():
			return fmt.Sprintf("%s keeps every target up to %s the demand planned", who, h.Of.LevelWords(h.Most))
		case x.Under():
			return fmt.Sprintf("%s does not keep %s at %s the demand planned, the least looked at", who, what, h.Of.LevelWords(h.Least))
		case h.FallsShort(x):
			return fmt.Sprintf("%s keeps its targets only up to %s the demand planned; %s fails first", who, h.Of.LevelWords(x.Value), what)
		}
		return fmt.Sprintf("%s keeps its targets up to %s the demand planned; %s fails first", who, h.Of.LevelWords(x.Value), what)
	}
	lost := "agents away"
	if h.Of == result.Couriers {
		lost = "courier capacity lost"
	}
	switch {
	case x.Over():
		return fmt.Sprintf("%s keeps every target with up to %s of its %s", who, h.Of.LevelWords(h.Most), lost)
	case x.Under():
		return fmt.Sprintf("%s has no %s to spare: %s fails as planned", who, map[result.Strain]string{result.Absent: "agents", result.Couriers: "courier capacity"}[h.Of], what)
	}
	return fmt.Sprintf("%s keeps its targets with up to %s of its %s; %s fails first", who, h.Of.LevelWords(x.Value), lost, what)
}

// headroomOfFirms is the headline over several firms.
func headroomOfFirms(h *result.Headroom) string {
	rows := headroomRows(h)
	planned := 0
	for _, r := range rows {
		if r.level.KeptAt(h.Of.Planned()) {
			planned++
		}
	}
	first := rows[0]
	level := h.Words(first.level)
	s := fmt.Sprintf("%d of %d keep their targets as planned", planned, len(rows))
	if planned == len(rows) {
		s = fmt.Sprintf("All %d keep their targets as planned", len(rows))
	}
	if open, all := h.Open(); open > 0 {
		return fmt.Sprintf("Stopped early, %d of %d targets not found yet: %d of %d are known to keep theirs as planned", open, all, planned, len(rows))
	}
	switch {
	case first.level.Over():
		return s + ", and up to " + h.Of.LevelWords(h.Most)
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
	if slices.ContainsFunc(rows, func(r headroomRow) bool { return r.undefined != "" }) {
		p.subtitle += "; * seasons without such a figure count as kept, see the table"
	}
	if h.Unfinished {
		p.subtitle += "; STOPPED: a broad grey line lies between a level known to keep the target and one known to fail it"
	}
	if at := result.AtScale(run.Scale); at != "" {
		p.subtitle += "; all " + at + ": small desks keep less than at full size"
	}
	var words []string
	for _, r := range rows {
		words = append(words, r.inFull(h))
	}
	p.alt = "Dots with intervals where targets fail: " + list(words) + "."
	p.bodyH = rowTitles + vg.Length(len(rows))*rowHeight + rowFoot
	p.body = func(c draw.Canvas) {
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.name
		}
		labels := rowLabels(c, names, 230)
		room := vg.Length(50)
		for i := range rows {
			room = max(room, labelStyle.width(rows[i].words(h)))
		}
		gutter := room + 20
		if len(h.Firms) > 1 {
			gutter += 180
		}
		lo, hi := headroomSpan(h, rows)
		body := draw.Crop(c, labels, -gutter, 0, 0)
		put(body, labelStyle, body.Min.X, body.Max.Y-9, left, strainAxis(h.Of))
		a := panel{Canvas: draw.Crop(body, 0, 0, body.Max.Y-body.Min.Y-rowTitles-rowHeight*vg.Length(len(rows)), -rowTitles), x0: lo, x1: hi}
		a.xGrid(headroomTicks(h.Of, lo, hi, 8))
		x := a.X(h.Of.Planned())
		stroke(a.Canvas, ink, 1.2, nil, pointAt(x, a.Min.Y), pointAt(x, a.Max.Y))
		for i, r := range rows {
			a.threshold(h, &r, rowMiddle(body, i), room)
			a.rowHint(i, r.inFull(h)+" "+r.first)
		}
	}
	return p.figure()
}

// threshold draws one row: interval with its open ends, dot, and in the gutter the
// level, which takes so much room, and what fails first.
func (p panel) threshold(h *result.Headroom, r *headroomRow, y, room vg.Length) {
	col := blue
	if h.FallsShort(r.level) {
		col = vermilion
	}
	lo, hi, x := p.Min.X, p.Max.X, r.level
	if !math.IsNaN(x.Lo) {
		lo = p.X(x.Lo)
	}
	if !math.IsNaN(x.Hi) {
		hi = p.X(x.Hi)
	}
	if x.Open {
		from, to := p.Min.X, p.Max.X
		if !math.IsNaN(x.Value) {
			from = p.X(x.Value)
		}
		if !math.IsNaN(x.Fails) {
			to = p.X(x.Fails)
		}
		stroke(p.Canvas, muted, 6, nil, pointAt(from, y), pointAt(to, y))
	}
	stroke(p.Canvas, col, 2, nil, pointAt(lo, y), pointAt(hi, y))
	p.lineEnd(lo, y, -1, math.IsNaN(x.Lo), col)
	p.lineEnd(hi, y, 1, math.IsNaN(x.Hi), col)
	switch { // beyond the axis the arrow says it
	case x.Under(), x.Open:
	case x.Over():
		p.spot(pointAt(p.X(h.Most), y), col)
	default:
		p.spot(pointAt(p.X(x.Value), y), col)
	}
	putMiddle(p.Canvas, labelStyle, p.Max.X+12, y, left, r.words(h))
	if r.first != "" {
		putMiddle(p.Canvas, valueStyle.in(muted), p.Max.X+24+room, y, left, elide(valueStyle, r.first, 172))
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

// headroomTables are the targets in one table, or, of many targets of several
// firms, in a fold a firm, the firm that fails first foremost.
func headroomTables(run *result.Run) (table, []fold) {
	all := headroomTable(run, "")
	var names []string
	words, least := map[string][]string{}, map[string]float64{}
	for i := range run.Headroom {
		h := &run.Headroom[i]
		for _, f := range h.Firms {
			name := f.FirmWords()
			if !slices.Contains(names, name) {
				names, least[name] = append(names, name), math.Inf(1)
			}
			words[name] = append(words[name], fmt.Sprintf("%s %s, first: %s", h.Of, h.Words(f.Level), ownTitle(&f.Targets[f.Binding], f.Firm)))
			least[name] = min(least[name], orderOf(f.Level))
		}
	}
	if len(all.Rows) <= mostRowsOpen || len(names) < 2 {
		return all, nil
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(least[a], least[b]) })
	var folds []fold
	for _, name := range names {
		folds = append(folds, fold{Name: name, Words: strings.Join(words[name], "; "), Table: headroomTable(run, name)})
	}
	return table{}, folds
}

// headroomTable is a row a target of all firms or of one, which then has no
// column; where seasons lacked a figure, with a note on it.
func headroomTable(run *result.Run, only string) table {
	t := table{Head: []string{"Turned up", "Firm", "Target", "Limit", "Kept in", "Headroom", "Fails at"}}
	noted := slices.ContainsFunc(run.Headroom, func(h result.Headroom) bool {
		return slices.ContainsFunc(h.Firms, func(f result.FirmHeadroom) bool {
			return (only == "" || f.FirmWords() == only) && slices.ContainsFunc(f.Targets, func(x result.TargetHeadroom) bool { return x.UndefinedWords(h.Of) != "" })
		})
	})
	if noted {
		t.Head = append(t.Head, "Seasons without the figure")
	}
	for i := range run.Headroom {
		h := &run.Headroom[i]
		for _, f := range h.Firms {
			if only != "" && f.FirmWords() != only {
				continue
			}
			for j, x := range f.Targets {
				level := cell{Text: h.Words(x.Level), Range: "(" + h.IntervalWords(x.Level) + ")", Sort: sortKey(orderOf(x.Level))}
				fails := cell{Text: h.FailsWords(x.Level), Sort: sortKey(math.MaxFloat64)}
				if !math.IsNaN(x.Level.Fails) {
					fails.Sort = sortKey(x.Level.Fails)
				}
				title := x.Title
				if only != "" {
					title = ownTitle(&x, f.Firm)
				}
				switch {
				case j == f.Binding && f.Level.Open:
					title += " (first so far)"
				case j == f.Binding:
					title += " (first)"
				}
				limit := x.LimitAt(run.Scale)
				row := []cell{text(string(h.Of)), text(f.FirmWords()), sentence(title), limitCell(limit, limit.Write), {Text: pct(x.Target.In), Sort: sortKey(x.Target.In)}, level, fails}
				if noted {
					row = append(row, sentence(x.UndefinedWords(h.Of)))
				}
				t.Rows = append(t.Rows, row)
			}
		}
	}
	if only != "" {
		const firm = 1
		t.Head = slices.Delete(t.Head, firm, firm+1)
		for i := range t.Rows {
			t.Rows[i] = slices.Delete(t.Rows[i], firm, firm+1)
		}
	}
	return t
}

// headroomNotes are the notes on all searches, each once.
func headroomNotes(run *result.Run) (lines []string) {
	for i := range run.Headroom {
		for _, line := range run.Headroom[i].Notes() {
			if len(run.Headroom) > 1 {
				line = sentenceCase(string(run.Headroom[i].Of)) + ": " + line
			}
			lines = append(lines, sentenceCase(line))
		}
	}
	return lines
}

// orderOf sorts thresholds.
func orderOf(x result.Threshold) float64 {
	switch {
	case x.Over():
		return math.MaxFloat64
	case math.IsNaN(x.Value):
		return -1
	}
	return x.Value
}
