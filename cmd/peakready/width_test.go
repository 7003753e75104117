package main

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"peakready/models/result"
	"peakready/sim/stats"
)

// fitting fails where a line is wider than the terminal.
func fitting(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if w := lipgloss.Width(strings.TrimRight(line, "\n")); w > widest {
			t.Errorf("%d columns: %s", w, line)
		}
	}
}

func TestTablesOfManyFirmsFitTheTerminal(t *testing.T) {
	large := stats.Estimate{Mean: 1234567, Lo: -2345678, Hi: 3456789, N: 2}
	harm := result.Harm{ToFirm: large, ToAuthority: large, Late: large, LateDays: large}
	for c := range result.Causes {
		e := large
		e.Mean += float64(c)
		harm.ByCause = append(harm.ByCause, e)
	}
	all := result.Together{Avoided: harm, Placed: large, Remainder: harm, Left: harm}
	e := &result.Explanation{Replications: 2, Base: harm, AllCapacities: all, AllCauses: all, Everything: all}
	for i := range 25 {
		name := fmt.Sprintf("inspection of returns of every firm %d", i)
		e.Capacities = append(e.Capacities, result.Relaxation{Name: name, Avoided: harm, Placed: large})
		e.Next = append(e.Next, result.NextUnit{Name: name, Unit: "1,000 returns a day more at each, or a tenth", Cost: 1e6, Hours: 1, PerCNY: large, PerHour: large, Avoided: harm})
	}
	text := explainText("x", e, explainedRows)
	tables, _, _ := strings.Cut(text, "No capacity") // sentences may be longer
	fitting(t, tables)
	for _, want := range []string{"and 5 more, which avoid less: in explanation.json", "and 5 more, of which 10,000 CNY avoid less", "no room here for ", "order-days late  of all", "1,234,567"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	t.Run("and so does what was published", func(t *testing.T) {
		headers := []string{"figure", "simulated", "found in"}
		rows := [][]string{{strings.Repeat("a long word or two ", 8), "1.0", strings.Repeat("source, page ", 9)}}
		broken(headers, rows, 0, 2)
		var b strings.Builder
		show(&b, newList(headers...).Rows(rows...))
		fitting(t, b.String())
		if strings.Count(b.String(), "source") != 9 || strings.Count(b.String(), "long") != 8 {
			t.Error(b.String())
		}
	})
}
