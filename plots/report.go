package plots

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"peakready/models/result"
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
	Title                              string
	Font                               template.CSS
	CSS                                template.CSS
	Band                               string
	JS                                 template.JS
	Asked                              []fact
	General                            []reportFigure // about all firms
	Findings                           []reportFigure // those of the only firm among them
	FirmFindings                       []reportFirm   // of several, a list each
	Authority                          *authorityPart
	Published                          table
	Bases                              []fact
	FirmTable                          table
	Plans, PlanTargets                 table
	PlanTargetsNote                    string
	Rules                              []rulesPart
	ElsewhereNote, QueuedNote          string
	Spill                              table
	Explained, ExplainedCauses, Next   table
	Headroom                           table
	HeadroomFolds                      []fold
	HeadroomNotes                      []string
	Folded                             bool // the parts of firms are closed until they are asked for
	Firms                              []reportFirm
	Targets                            table
	TargetFolds                        []fold // of many targets, a firm each
	Verdict, VerdictClass, VerdictNote string
	NotPriced                          []string // what plans have more of at no cost
	GeneralTitle                       string   // over the figures of General
	Lines                              table
	Checks                             string
	Broken                             []string
	Fingerprint                        string
	Trials                             table
	Glyphs                             template.HTML
}

type fact struct{ Name, Value string }

// Options are the parts of a command line that stay on one line each, an option
// with its value; nothing of other facts.
func (f fact) Options() []string {
	if f.Name != "Command" {
		return nil
	}
	var parts []string
	for i, word := range strings.Fields(f.Value) {
		if i == 0 || strings.HasPrefix(word, "-") {
			parts = append(parts, word)
			continue
		}
		parts[len(parts)-1] += " " + word
	}
	return parts
}

// reportFirm is the part about one firm.
type reportFirm struct {
	ID      string
	Name    string
	Numbers table
	Causes  table
	Pools   table
	Shadow  table
	Figures []reportFigure
}

// WaitsNote says of which contacts the waits of a pool are, beside those of formulas.
const WaitsNote = "Waits (mean, and within which 95% are answered) are of answered contacts only, as “peakready metrics” says; “peakready erlang” counts all contacts offered."

// WaitsNote is for the template.
func (reportFirm) WaitsNote() string { return WaitsNote }

type reportFigure struct {
	ID, Headline string
	SVG          template.HTML
}

// fewFirms is the number of firms up to which the report shows all their
// figures; above it their parts are folded and hold the principal ones, so that
// the page stays of a size that a browser and a mail take. All are in plots/.
const fewFirms = 4

// Report writes one self-contained HTML page: what was asked, the findings, the
// firms side by side and what was tried on the season, the key numbers of each
// firm with intervals, figures, tables of pools and lines, audit and
// fingerprint, and how to read it. Equal runs give equal bytes.
func Report(w io.Writer, run *result.Run) error {
	if err := shape(run); err != nil {
		return err
	}
	sum := run.Summary()
	page := reportPage{
		Title: run.Scenario, CSS: template.CSS(reportCSS), JS: template.JS(reportJS), Band: bandWords(len(run.Trials)),
		Asked: asked(run), Lines: lineTable(&sum), Trials: trialTable(run),
		Checks: strconv.Itoa(sum.Audit.Checks), Broken: sum.Audit.Broken, Fingerprint: sum.Fingerprint,
	}
	page.Targets, page.TargetFolds = verdictTables(&sum)
	for _, c := range run.Comparisons {
		for _, what := range c.NotPriced {
			page.NotPriced = append(page.NotPriced, "Not in the cost of "+c.Plan+": "+what)
		}
	}
	page.FirmTable, page.Plans, page.Spill = firmTable(run, &sum), planTable(run), spillTable(run)
	page.Headroom, page.HeadroomFolds = headroomTables(run)
	page.HeadroomNotes = headroomNotes(run)
	page.PlanTargets, page.PlanTargetsNote = planTargets(run, &sum), planTargetsNote(run)
	page.Rules, page.ElsewhereNote, page.QueuedNote = ruleParts(run, &sum), elsewhereNote, queuedNote
	if run.Explained != nil {
		page.Explained, page.Next = explainTable(run.Explained), nextTable(run.Explained)
		page.ExplainedCauses = explainCauses(run.Explained)
	}
	page.Authority, page.Published, page.Bases = authorityOf(run, &sum), publishedTable(&sum), bases(&sum)
	if sum.Verdict != nil {
		page.Verdict, page.VerdictNote = VerdictSentence(&sum), verdictNote(run)
		page.VerdictClass = verdictClass(*sum.Verdict)
	}
	switch {
	case len(page.FirmTable.Rows) > 0:
		page.GeneralTitle = "All firms"
	case run.Explained != nil:
		page.GeneralTitle = "What goes wrong and why"
	case len(run.Comparisons)+len(run.Spill) > 0:
		page.GeneralTitle = "Plans"
	case len(run.Headroom) > 0:
		page.GeneralTitle = "Readiness and headroom"
	default:
		page.GeneralTitle = "Readiness"
	}
	page.Folded = len(run.Firms) > fewFirms
	glyphs := newGlyphSet()
	for _, fig := range generalFigures(run, &sum) {
		f, err := inline(fig, fig.Name, glyphs)
		if err != nil {
			return err
		}
		page.General = append(page.General, f)
	}
	for i := range run.Firms {
		s := subject{run, &sum, i}
		f := reportFirm{ID: firmAnchor(i), Name: s.name(), Numbers: numberTable(s), Pools: poolTable(s)}
		if hasOrders(run, i) {
			f.Causes = causeTable(s)
		}
		if hasShadow(s) {
			f.Shadow = shadowTable(s)
		}
		for n, fig := range firmFigures(s, page.Folded) {
			d, err := inline(fig, fmt.Sprintf("figure-%d-%d", i+1, n+1), glyphs)
			if err != nil {
				return err
			}
			f.Figures = append(f.Figures, d)
		}
		page.Firms = append(page.Firms, f)
	}
	page.Findings = page.General
	switch {
	case page.Folded: // they stand in the folded parts
	case len(page.Firms) == 1:
		page.Findings = slices.Concat(page.General, page.Firms[0].Figures)
	default:
		page.FirmFindings = page.Firms
	}
	page.Glyphs = glyphs.definitions()
	return writePage(w, reportTemplate, &page, &page.Font)
}

// bandWords say what the pale bands of n replications hold.
func bandWords(n int) string {
	switch {
	case n == 1:
		return "There is one season only, so that no curve has a band."
	case n < fewest:
		return fmt.Sprintf("A pale band around a curve reaches from the least to the greatest of the %d seasons on that day. The curve is the median.", n)
	}
	return "A pale band around a curve holds nine seasons in ten: 5% lie below it on that day and 5% above. The curve is the median."
}

// asked lists what was run. Sixteen digits of the digest are enough to compare
// by eye; summary.json has them all.
func asked(run *result.Run) []fact {
	s := subject{run: run}
	facts := []fact{{"Scenario file", run.File}}
	if run.Approximate != "" {
		facts = append(facts, fact{"Approximate", run.Approximate})
	}
	for _, p := range run.Plans {
		facts = append(facts, fact{"Plan", p})
	}
	if run.Command != "" {
		facts = append(facts, fact{"Command", run.Command})
	}
	if scale := scaleWords(run); scale != "" {
		facts = append(facts, fact{"Scale", scale + ": demand and every capacity alike; small teams lose more to chance"})
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
