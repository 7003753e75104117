package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/models/result"
)

// mostRows is how many targets stand one under the other on the screen; more of
// them, of several firms, are a grid of firms and targets.
const mostRows = 30

// targetGrid is a table of a row a firm and a column a target, which letters stand
// for. Of several pools of a firm the one that does worst has the cell.
type targetGrid struct {
	legend  []string // by column
	firms   []string
	columns map[int]int // by entry of the scenario's targets
	cells   map[[2]int]gridCell
}

type gridCell struct {
	text string
	good float64 // of two cells the lesser one stays
}

func newTargetGrid() *targetGrid {
	return &targetGrid{columns: map[int]int{}, cells: map[[2]int]gridCell{}}
}

// put sets the cell of a firm and an entry.
func (g *targetGrid) put(firm string, entry int, legend, text string, good float64) {
	column, known := g.columns[entry]
	if !known {
		column = len(g.legend)
		g.columns[entry] = column
		g.legend = append(g.legend, legend)
	}
	f := slices.Index(g.firms, firm)
	if f < 0 {
		f = len(g.firms)
		g.firms = append(g.firms, firm)
	}
	at := [2]int{f, column}
	if old, taken := g.cells[at]; !taken || good < old.good {
		g.cells[at] = gridCell{text, good}
	}
}

// letter of a column: A to Z, then A1 and so on.
func letter(column int) string {
	s := string(rune('A' + column%26))
	if column >= 26 {
		s += fmt.Sprint(column / 26)
	}
	return s
}

// show appends the legend and the table, with a column of its own after the firm.
func (g *targetGrid) show(b *strings.Builder, header string, of func(firm string) string) {
	for i, words := range g.legend {
		fmt.Fprintf(b, "  %s  %s\n", letter(i), words)
	}
	b.WriteString("\n")
	headers := []string{"firm"}
	if header != "" {
		headers = append(headers, header)
	}
	first := len(headers)
	for i := range g.legend {
		headers = append(headers, letter(i))
	}
	t := aligned(func(column int) bool { return column >= first }, headers)
	for f, name := range g.firms {
		row := []string{name}
		if header != "" {
			row = append(row, of(name))
		}
		for column := range g.legend {
			text := "-"
			if x, ok := g.cells[[2]int{f, column}]; ok {
				text = x.text
			}
			row = append(row, text)
		}
		t.Row(row...)
	}
	show(b, t)
}

// severity orders verdicts, the worst last.
func severity(v result.Verdict) int {
	return map[result.Verdict]int{result.Ready: 0, result.Undecided: 1, result.NotReady: 2}[v]
}

// verdictGrid is the targets of many firms: means, marked with their verdicts.
func verdictGrid(b *strings.Builder, s *result.Summary) {
	g := newTargetGrid()
	worst := map[string]result.Verdict{}
	for i := range s.Targets {
		x := &s.Targets[i]
		if x.Firm == nil {
			continue
		}
		bare := *x
		bare.Firm, bare.Pool = nil, onlyPool(s.Targets, x)
		limit := "at least "
		if x.Bound == "max" {
			limit = "at most "
		}
		mark := map[result.Verdict]string{result.Ready: "", result.Undecided: " ?", result.NotReady: " !"}[x.Verdict]
		text := "none"
		if !math.IsNaN(x.Value.Mean) {
			text = x.Write(x.Value.Mean)
		}
		if x.NotComparable {
			mark = " " + x.Mark
		}
		g.put(*x.Firm, x.Entry, fmt.Sprintf("%s: %s in %s of seasons", s.Title(&bare), limit+limitText(x), asPercent(x.In)),
			text+mark, -float64(severity(x.Verdict))+x.Probability.Mean/2)
		if old, known := worst[*x.Firm]; !known || severity(x.Verdict) > severity(old) {
			worst[*x.Firm] = x.Verdict
		}
	}
	g.show(b, "verdict", func(firm string) string { return string(worst[firm]) })
	b.WriteString("  means of the seasons; ! not ready, ? not decided, unmarked: ready; none: no such figure; all of it, with the seasons still needed, is in summary.json and report.html\n\n")
}

// onlyPool is the pool of a target, nil where its entry has several in one firm.
func onlyPool(all []result.TargetSummary, x *result.TargetSummary) *string {
	for i := range all {
		if y := &all[i]; y.Entry == x.Entry && y.Pool != nil && x.Pool != nil && *y.Pool != *x.Pool {
			return nil
		}
	}
	return x.Pool
}

// headroomGrid is the levels at which the targets of many firms fail.
func headroomGrid(b *strings.Builder, name string, h *result.Headroom, scale float64) {
	g := newTargetGrid()
	for f := range h.Firms {
		for i := range h.Firms[f].Targets {
			x := &h.Firms[f].Targets[i]
			limit := "at least "
			if x.Target.Max {
				limit = "at most "
			}
			title := strings.Replace(x.Title, ", "+h.Firms[f].Firm, "", 1)
			level := x.Level.Value
			switch {
			case x.Level.Under():
				level = -1
			case x.Level.Over():
				level = math.Inf(1)
			}
			g.put(h.Firms[f].FirmWords(), x.Target.Entry, fmt.Sprintf("%s: %s in %s of seasons", title, limit+limitWords(x, scale), asPercent(x.Target.In)),
				h.Words(x.Level), level)
		}
	}
	g.show(b, "", nil)
	fmt.Fprintf(b, "  %s up to which each target is kept; intervals are in %s\n", name, "headroom.json and report.html")
}
