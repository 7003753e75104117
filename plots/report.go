package plots

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strconv"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg/draw"
)

//go:embed report.html
var reportHTML string

//go:embed report.css
var reportCSS string

//go:embed report.js
var reportJS string

var reportTemplate = template.Must(template.New("report").Parse(reportHTML))

// reportPage is all that the template shows.
type reportPage struct {
	Title       string
	CSS         template.CSS
	JS          template.JS
	Asked       []fact
	Firms       []reportFirm
	Targets     table
	Lines       table
	Checks      string
	Broken      []string
	Fingerprint string
	Trials      table
	Glyphs      template.HTML
}

type fact struct{ Name, Value string }

// reportFirm is the part about one firm.
type reportFirm struct {
	Name    string
	Alone   bool // the only firm of the run
	Numbers table
	Causes  table
	Pools   table
	Figures []reportFigure
}

type reportFigure struct {
	ID, Headline string
	SVG          template.HTML
}

// table has a head and rows; a cell sorts by its value.
type table struct {
	Head []string
	Rows [][]cell
}

type cell struct {
	Text  string
	Range string // the interval, "" without one
	Sort  string // what a click on the head sorts by; numbers in full, "" sorts last
	Name  bool   // the first cell of a row, which names it
}

// Report writes one self-contained HTML page: what was asked, the findings,
// the key numbers of each firm with intervals, all figures, tables of pools and
// lines, audit and fingerprint, and how to read it. Equal runs give equal bytes.
func Report(w io.Writer, run *result.Run) error {
	if err := shape(run); err != nil {
		return err
	}
	sum := run.Summary()
	page := reportPage{
		Title: run.Scenario, CSS: template.CSS(reportCSS), JS: template.JS(reportJS),
		Asked: asked(run), Targets: targetTable(&sum), Lines: lineTable(&sum), Trials: trialTable(run),
		Checks: strconv.Itoa(sum.Audit.Checks), Broken: sum.Audit.Broken, Fingerprint: sum.Fingerprint,
	}
	glyphs := newGlyphSet()
	for i := range run.Firms {
		s := subject{run, &sum, i}
		f := reportFirm{Name: s.name(), Alone: len(run.Firms) == 1, Numbers: numberTable(s), Pools: poolTable(s)}
		if hasOrders(run, i) {
			f.Causes = causeTable(s)
		}
		for n, fig := range firmFigures(s) {
			c := newSVG(fig.W, fig.H, glyphs)
			fig.Draw(draw.New(c))
			id := fmt.Sprintf("figure-%d-%d", i+1, n+1)
			var svg bytes.Buffer
			if err := c.write(&svg, id, fig.Headline, fig.Alt, false); err != nil {
				return err
			}
			f.Figures = append(f.Figures, reportFigure{id, fig.Headline, template.HTML(svg.String())})
		}
		page.Firms = append(page.Firms, f)
	}
	var defs bytes.Buffer
	glyphs.write(&defs)
	page.Glyphs = template.HTML(defs.String())
	return reportTemplate.Execute(w, page)
}

// asked lists what was run. Sixteen digits of the digest are enough to compare
// by eye; summary.json has them all.
func asked(run *result.Run) []fact {
	s := subject{run: run}
	facts := []fact{{"Scenario file", run.File}}
	for _, p := range run.Plans {
		facts = append(facts, fact{"Plan", p})
	}
	done := plural(len(run.Trials), "replication", "replications")
	if len(run.Trials) < run.Asked {
		done += fmt.Sprintf(" of %d asked for: the run was stopped early", run.Asked)
	}
	var events []string
	for _, e := range run.Events {
		if e.To >= run.From && e.From <= run.To {
			events = append(events, e.Name+" "+days(run, e))
		}
	}
	facts = append(facts, fact{"Window", s.window() + ", dates and times in UTC+8"})
	if len(events) > 0 {
		facts = append(facts, fact{"In it", list(events)})
	}
	return append(facts, fact{"Sample", done}, fact{"Seed", uintString(run.Seed)},
		fact{"Version", run.Version}, fact{"Digest of the scenario", run.Digest[:min(16, len(run.Digest))]})
}

// days writes the dates of an event.
func days(run *result.Run, e result.CalendarEvent) string {
	from, to := dayMonth(date(run.Start, e.From)), dayMonth(date(run.Start, e.To))
	if from == to {
		return "(" + from + ")"
	}
	return "(" + from + " to " + to + ")"
}

// text and number make cells.
func text(s string) cell { return cell{Text: s, Sort: s, Name: true} }

func number(e stats.Estimate, write func(float64) string) cell {
	if math.IsNaN(e.Mean) {
		return cell{Text: "–"}
	}
	c := cell{Text: write(e.Mean), Sort: sortKey(e.Mean)}
	if known(e) {
		c.Range = "(" + write(max(0, e.Lo)) + "–" + write(e.Hi) + ")"
	}
	return c
}

func sortKey(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Writers of numbers with a unit.
func inDays(v float64) string    { return significant(v, 2) + " d" }
func inSeconds(v float64) string { return span(v * 1000) }
func inYuan(v float64) string    { return "¥" + exact(round(v)) }
func whole(v float64) string     { return exact(round(v)) }

// inPercent writes a share with a decimal, or as figures do where it is small.
func inPercent(share float64) string {
	if share < 0.0995 || share > 0.8995 {
		return pct(share)
	}
	return trim(strconv.FormatFloat(100*share, 'f', 1, 64)) + "%"
}

// exact writes a number with three digits that matter, one more than figures
// have, so that an interval shows: 843, 8.44k, 84.4k, 844k.
func exact(v float64) string {
	for _, s := range scales {
		if x := v / s.size; x >= 0.9995 {
			return trim(strconv.FormatFloat(x, 'f', max(0, 2-int(math.Log10(x*1.0005))), 64)) + s.unit
		}
	}
	return count(v)
}

// numberTable holds the key numbers of a firm.
func numberTable(s subject) table {
	f := s.summary()
	t := table{Head: []string{"Key number", "Mean (95% interval)"}}
	add := func(name string, e stats.Estimate, write func(float64) string) {
		t.Rows = append(t.Rows, []cell{text(name), number(e, write)})
	}
	if hasOrders(s.run, s.firm) {
		add("Orders placed", f.Orders.Placed, whole)
		add("Orders lost before they were placed", f.Orders.Lost, whole)
		add("Orders cancelled", f.Orders.Cancelled, whole)
		add("Orders delivered", f.Orders.Delivered, whole)
		add("Orders still open at the end", f.Orders.InFlight, whole)
		add("Deliveries past the promised date", f.Delivery.LateShare, inPercent)
		add("Order to door, mean", f.Delivery.Lead, inDays)
		add("Order to door, 95% within", f.Delivery.LeadP95, inDays)
		add("Days late of late deliveries, mean", f.Delivery.DaysLate, inDays)
		add("Complaints to the firm", f.Complaints.ToFirm.Total, whole)
		add("Complaints to the firm per million orders", f.Complaints.ToFirm.PerMillion, whole)
		add("Complaints to the authority", f.Complaints.ToAuthority.Total, whole)
		add("Complaints to the authority per million orders", f.Complaints.ToAuthority.PerMillion, whole)
		add("Refunds paid", f.Refund.Paid, whole)
		add("Refunds within 7 days of the goods’ arrival", f.Refund.Within7d, inPercent)
	}
	add("Cost of staff", f.Costs.Staff, inYuan)
	add("Cost of temporary staff", f.Costs.Temps, inYuan)
	add("Cost of carriers", f.Costs.Carriers, inYuan)
	add("Compensation paid", f.Costs.Compensation, inYuan)
	add("Margin of lost orders", f.Costs.LostMargin, inYuan)
	add("Cost in all", f.Costs.Total, inYuan)
	return t
}

// causeTable holds complaints by cause.
func causeTable(s subject) table {
	c := s.summary().Complaints
	t := table{Head: []string{"Complaints for", "To the firm", "per million orders", "To the authority", "per million orders"}}
	for k := range result.Cause(result.Causes) {
		t.Rows = append(t.Rows, []cell{text(causeNames[k]),
			number(c.ToFirm.ByCause.Of(k), whole), number(c.ToFirm.PerMillionByCause.Of(k), whole),
			number(c.ToAuthority.ByCause.Of(k), whole), number(c.ToAuthority.PerMillionByCause.Of(k), whole)})
	}
	return t
}

// poolTable holds the pools of a firm.
func poolTable(s subject) table {
	t := table{Head: []string{"Pool", "Channel", "Offered", "Target", "In time", "Gave up", "Mean wait", "95% answered within", "Occupancy"}}
	for _, p := range s.summary().Pools {
		t.Rows = append(t.Rows, []cell{text(p.Name), {Text: p.Channel, Sort: p.Channel},
			number(p.Offered, whole), {Text: inSeconds(p.Target), Sort: sortKey(p.Target)},
			number(p.ServiceLevel, inPercent), number(p.Abandonment, inPercent), number(p.MeanWait, inSeconds),
			number(p.P95Wait, inSeconds), number(p.Occupancy, inPercent)})
	}
	return t
}

// lineTable holds all lines of the run.
func lineTable(sum *result.Summary) table {
	t := table{Head: []string{"Line", "Kind", "Firm", "Greatest backlog, parcels", "Utilisation"}}
	for _, l := range sum.Lines {
		owner := "shared"
		if l.Firm != nil {
			owner = *l.Firm
		}
		t.Rows = append(t.Rows, []cell{text(l.Name), {Text: l.Kind, Sort: l.Kind}, {Text: owner, Sort: owner},
			number(l.PeakQueue, whole), number(l.Utilisation, inPercent)})
	}
	return t
}

// targetTable holds the verdicts, if the scenario sets targets.
func targetTable(sum *result.Summary) table {
	t := table{Head: []string{"Target", "Limit", "Chance of meeting it", "Verdict"}}
	for _, g := range sum.Targets {
		t.Rows = append(t.Rows, []cell{text(g.Metric), {Text: trim(strconv.FormatFloat(g.Limit, 'f', 4, 64)), Sort: sortKey(g.Limit)},
			number(g.Probability, inPercent), {Text: g.Verdict, Sort: g.Verdict}})
	}
	return t
}

// trialTable holds the fingerprint of each replication.
func trialTable(run *result.Run) table {
	t := table{Head: []string{"Replication", "Events", "Fingerprint"}}
	for i := range run.Trials {
		k := &run.Trials[i]
		t.Rows = append(t.Rows, []cell{{Text: strconv.Itoa(k.Replication), Sort: strconv.Itoa(k.Replication), Name: true},
			{Text: count(float64(k.Events)), Sort: uintString(k.Events)}, {Text: fmt.Sprintf("%016x", k.Fingerprint), Sort: fmt.Sprintf("%016x", k.Fingerprint)}})
	}
	return t
}
