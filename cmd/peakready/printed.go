package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"peakready/models/result"
	"peakready/plots"
	"peakready/sim/stats"
)

// printSummary writes the figures that a planner looks at first.
func printSummary(w io.Writer, s result.Summary) error {
	var b strings.Builder
	verdicts(&b, &s)
	fmt.Fprintf(&b, "%s: %s to %s, %s\n", s.Scenario, s.Window.From, s.Window.To, seasons(s))
	if s.Approximate != "" {
		fmt.Fprintf(&b, "APPROXIMATE: %s\n", s.Approximate)
	}
	noted := false
	for _, f := range s.Firms {
		fmt.Fprintf(&b, "\n%s\n\n", f.Name)
		if f.Orders.Intentions.Mean > 0 { // else a contact centre alone
			orders(&b, f)
			complaintTable(&b, f)
		}
		pools(&b, f)
		if !noted && len(f.Pools) > 0 { // once is enough among many firms
			fmt.Fprintf(&b, "  %s\n\n", plots.WaitsNote)
			noted = true
		}
		if f.Orders.Intentions.Mean == 0 {
			waitingTable(&b, f)
		}
	}
	ranking(&b, s)
	authorities(&b, s)
	firings(&b, s)
	published(&b, s)
	incidents(&b, s)
	_, err := io.WriteString(w, b.String())
	return err
}

// printStudies writes what plans would change and what firms cost each other,
// as the commands compare and spill do.
func printStudies(w io.Writer, r *result.Run) error {
	var text string
	if len(r.Comparisons) > 0 {
		text = comparisonText(r, r.Comparisons)
	}
	if len(r.Spill) > 0 {
		text += spillText(r.Scenario, r.Spill)
	}
	_, err := io.WriteString(w, text)
	return err
}

// seasons says on how many replications the figures rest.
func seasons(s result.Summary) string {
	switch {
	case s.Replications < s.Asked:
		return fmt.Sprintf("%d of %s (replications)", s.Replications, plural(s.Asked, "season"))
	case s.Replications == 1:
		return "one season (replication), so no intervals"
	}
	return plural(s.Replications, "season") + " (replications); in brackets 95% intervals of the mean"
}

func orders(b *strings.Builder, f result.FirmSummary) {
	t := newTable("", "mean", "")
	row := func(name string, e stats.Estimate, show func(float64) string) {
		if e.N > 0 {
			t.Row(name, show(e.Mean), interval(e, math.Inf(1), show))
		}
	}
	share := func(name string, e stats.Estimate) {
		if e.N > 0 {
			t.Row(name, percent(e.Mean), interval(e, 1, percent))
		}
	}
	row("orders placed", f.Orders.Placed, whole)
	row("lost before that", f.Orders.Lost, whole)
	row("cancelled", f.Orders.Cancelled, whole)
	row("delivered", f.Orders.Delivered, whole)
	row("lost in transit", f.Orders.LostInTransit, whole)
	row("still open at the end", f.Orders.InFlight, whole)
	share("delivered late", f.Delivery.LateShare)
	row("days to the door", f.Delivery.Lead, decimal)
	row("days late, if late", f.Delivery.DaysLate, decimal)
	share("refunds in 7 days of arrival", f.Refund.Within7d)
	row("cost, CNY", f.Costs.Total, whole)
	show(b, t)
}

func complaintTable(b *strings.Builder, f result.FirmSummary) {
	t := newTable("complaints per million orders", "to the firm", "", "to the authority", "")
	firm, authority := f.Complaints.ToFirm, f.Complaints.ToAuthority
	row := func(name string, a, b stats.Estimate) {
		t.Row(addressed(name, a, b)...)
	}
	for c := result.Cause(0); c < result.Causes; c++ {
		row(c.String(), result.Rare(firm.PerMillionByCause.Of(c), f.Orders.Millions()), result.Rare(authority.PerMillionByCause.Of(c), f.Orders.Millions()))
	}
	row("all", result.Rare(firm.PerMillion, f.Orders.Millions()), result.Rare(authority.PerMillion, f.Orders.Millions()))
	show(b, t)
}

// addressed is a row of complaints to the firm and to the authority.
func addressed(name string, firm, authority stats.Estimate) []string {
	most := math.Inf(1)
	return []string{name, count(firm.Mean), interval(firm, most, count), count(authority.Mean), interval(authority, most, count)}
}

// waitingTable is for a contact centre alone, where nothing but the waiting can
// be complained of, and no orders are there to count by.
func waitingTable(b *strings.Builder, f result.FirmSummary) {
	t := newTable("complaints", "to the firm", "", "to the authority", "")
	t.Row(addressed("of waiting ("+result.Service.String()+")", f.Complaints.ToFirm.ByCause.Service, f.Complaints.ToAuthority.ByCause.Service)...)
	show(b, t)
}

func pools(b *strings.Builder, f result.FirmSummary) {
	if len(f.Pools) == 0 {
		return
	}
	t := newTable("service desk", "contacts", "in time", "", "unanswered", "", "mean wait", "95% within", "busy")
	for _, p := range f.Pools {
		t.Row(p.Name, whole(p.Offered.Mean),
			percent(p.ServiceLevel.Mean), interval(p.ServiceLevel, 1, percent),
			percent(p.Abandonment.Mean), interval(p.Abandonment, 1, percent),
			wait(p.MeanWait.Mean), wait(p.P95Wait.Mean), percent(p.Occupancy.Mean))
	}
	show(b, t)
}

// newTable is of figures: the first column is text, intervals, in columns
// without a header, stand after their figure.
func newTable(headers ...string) *table.Table {
	return aligned(func(column int) bool { return column > 0 && headers[column] != "" }, headers)
}

// newList is a table of text.
func newList(headers ...string) *table.Table {
	return aligned(func(int) bool { return false }, headers)
}

// aligned has no lines. Widths are those of the display, where a Chinese
// character takes two columns.
func aligned(toTheRight func(column int) bool, headers []string) *table.Table {
	return table.New().Border(lipgloss.HiddenBorder()).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderHeader(false).BorderColumn(false).
		Headers(headers...).
		StyleFunc(func(_, column int) lipgloss.Style {
			style := lipgloss.NewStyle().PaddingRight(2)
			if toTheRight(column) {
				return style.Align(lipgloss.Right)
			}
			return style
		})
}

// show appends a table, without blanks at the ends of its lines.
func show(b *strings.Builder, t *table.Table) {
	for _, line := range strings.Split(t.Render(), "\n") {
		b.WriteString("  " + strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("\n")
}

// interval is "(lo to hi)" of a quantity from 0 to most, empty where there is
// none.
func interval(e stats.Estimate, most float64, show func(float64) string) string {
	e = result.Clipped(e, most)
	if math.IsNaN(e.Lo) || math.IsNaN(e.Hi) {
		return ""
	}
	if e.Mean == 0 && e.Lo == 0 && e.Hi > 0 {
		return "(up to " + show(e.Hi) + ")" // nothing was counted
	}
	return "(" + show(e.Lo) + " to " + show(e.Hi) + ")"
}

// whole is a number with thousands set apart: 1,234,567. A half goes away from
// zero, as in the report: a difference and its opposite round alike.
func whole(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	digits := fmt.Sprintf("%.0f", math.Round(math.Abs(v)))
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if v < 0 && digits != "0" {
		return "-" + digits
	}
	return digits
}

// count is a number of things that may be few: a decimal below 100.
func count(v float64) string {
	if math.Abs(v) < 100 {
		return decimal(v)
	}
	return whole(v)
}

func decimal(v float64) string { return figure(v, "%.1f") }

func percent(v float64) string { return figure(100*v, "%.1f%%") }

func figure(v float64, format string) string {
	if math.IsNaN(v) {
		return "-"
	}
	s := fmt.Sprintf(format, v)
	if strings.Trim(s, "-0.%") == "" {
		return strings.TrimPrefix(s, "-") // -0.04 rounds to 0.0
	}
	return s
}

// wait is a time in seconds, in the unit that a person would use.
func wait(s float64) string {
	switch {
	case math.IsNaN(s):
		return "-"
	case s < 120:
		return fmt.Sprintf("%.0f s", s)
	case s < 120*60:
		return fmt.Sprintf("%.0f min", s/60)
	}
	return fmt.Sprintf("%.1f h", s/3600)
}
