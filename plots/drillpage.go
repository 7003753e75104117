package plots

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"

	"peakready/models/result"
	"peakready/sim/stats"
)

//go:embed drill.html
var drillHTML string

var drillTemplate = template.Must(template.Must(reportTemplate.Clone()).New("drill").Parse(drillHTML))

// drillPage is all that the template shows.
type drillPage struct {
	Title                   string
	Font, CSS               template.CSS
	JS                      template.JS
	Glyphs                  template.HTML
	Asked                   []fact
	Warnings                []string
	Findings                []reportFigure // of which only the headline and where it leads are used
	Depth, Healing, Against table
	HealingNote             string
	Unhealed                []string
	Figures, AgainstFigures []reportFigure
	Measures                []rulesPart // tables under titles
	AgainstNote             string
	Rules                   table
	QueuedNote              string
	BandNote, Followed      string
}

// DrillReport writes one self-contained HTML page about a drill: what was asked,
// the findings, how deep and how long, what showed it first, the plans against
// each other and what each rule's firing cost. The head names the scenario and the
// command. Equal drills give equal bytes.
func DrillReport(w io.Writer, head *result.Run, d *result.Drill) error {
	if len(d.Plans) == 0 {
		return fmt.Errorf("plots: the drill has no plan")
	}
	page := drillPage{
		Title: head.Scenario + ": " + d.Incident, CSS: template.CSS(reportCSS), JS: template.JS(reportJS), Asked: drillAsked(head, d),
		Depth: depthTable(d), Healing: healingTable(d), HealingNote: healingNote(d), Unhealed: unhealed(d), Against: againstTable(d), AgainstNote: againstNote(d),
		Rules: drillRuleTable(d), QueuedNote: queuedNote, BandNote: bandNote(d.Band), Followed: d.Followed,
	}
	if s := d.Band.Warning(); s != "" {
		page.Warnings = append(page.Warnings, sentenceCase(s))
	}
	if scale := scaleWords(head); scale != "" {
		page.Warnings = append(page.Warnings, "These seasons are "+scale+": small teams lose more to chance")
	}
	for i := range d.Plans {
		part := rulesPart{Log: drillMeasureTable(d, &d.Plans[i])}
		if len(d.Plans) > 1 {
			part.Title = under(d, i)
		}
		page.Measures = append(page.Measures, part)
	}
	glyphs := newGlyphSet()
	fig, err := inline(drillFigure(head, d), "drill", glyphs)
	if err != nil {
		return err
	}
	page.Figures = []reportFigure{fig}
	page.Findings = []reportFigure{{ID: "drill", Headline: fig.Headline}, {ID: "depth", Headline: depthSentence(d)}}
	if len(d.Plans) > 1 {
		if fig, err = inline(againstFigure(head, d), "drill-plans", glyphs); err != nil {
			return err
		}
		page.AgainstFigures = []reportFigure{fig}
		page.Findings = append(page.Findings, reportFigure{ID: "drill-plans", Headline: fig.Headline})
	}
	if s := drillRulesSentence(d); s != "" {
		page.Findings = append(page.Findings, reportFigure{ID: "rules", Headline: s})
	}
	page.Glyphs = glyphs.definitions()
	return writePage(w, drillTemplate, &page, &page.Font)
}

// drillAsked lists what was drilled.
func drillAsked(head *result.Run, d *result.Drill) []fact {
	what := d.Incident
	if d.Kind != d.Incident {
		what += ", a " + d.Kind
	}
	lasts := d.Lasts
	lasts.Mean, lasts.Lo, lasts.Hi = lasts.Mean/24, lasts.Lo/24, lasts.Hi/24
	names := make([]string, len(d.Plans))
	for i, p := range d.Plans {
		names[i] = p.Plan
	}
	facts := append([]fact{{"Incident", what}, {"Severity", drawnRange(result.Clipped(d.Severity, 1), pct)}, {"It lasts", drawnRange(lasts, hoursOr)},
		{"It strikes", fmt.Sprintf("%d of %s, each at a time of its own", d.Replications, plural(max(d.Replications, d.Band.Seasons), "season", "seasons"))},
		{"Drilled", list(names)}}, asked(head)...)
	for i := range facts {
		if facts[i].Name == "Plan" {
			facts[i].Name = "Laid under"
		}
	}
	return facts
}

// drawnRange writes the mean of what the seasons drew, with its interval where
// they drew different values.
func drawnRange(e stats.Estimate, write func(float64) string) string {
	if e.Lo == e.Hi {
		return write(e.Mean)
	}
	return withRange(e, write) + ", mean"
}

// under is a title for a plan.
func under(d *result.Drill, plan int) string {
	if plan == 0 {
		return sentenceCase(d.Plans[0].Plan)
	}
	return "Under " + d.Plans[plan].Plan
}

// depthTable is what the incident adds under each plan.
func depthTable(d *result.Drill) table {
	t := table{Head: []string{"Plan", "Complaints to the firm", "Late parcels", "Orders placed", "Cost", "Worst extra backlog, parcels"}}
	for _, p := range d.Plans {
		t.Rows = append(t.Rows, []cell{text(p.Plan), difference(p.Complaints, whole), difference(p.Late, whole), difference(p.Placed, whole),
			difference(p.Cost, inYuan), number(result.Ranged(p.Worst), whole)})
	}
	return t
}

// healingTable is how long it takes under each plan.
func healingTable(d *result.Drill) table {
	t := table{Head: []string{"Plan", "Something out in", "All back by the end in", "Median, days", "Mean, days"}}
	horizon := d.Plans[0].Healing.Horizon
	cut := anyOpen(d) && horizon > 0
	if cut {
		t.Head = append(t.Head, fmt.Sprintf("Mean cut at %s days", whole(horizon)))
	}
	for _, p := range d.Plans {
		row := []cell{text(p.Plan), ofSeasons(p.Struck, d.Replications), healedCell(p.Healing), medianCell(p.Healing), number(result.Ranged(p.Heal), inThousand)}
		if cut {
			row = append(row, number(result.Ranged(p.Healing.Restricted), inThousand))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func anyOpen(d *result.Drill) bool {
	for _, p := range d.Plans {
		if p.Censored > 0 {
			return true
		}
	}
	return false
}

func healingNote(d *result.Drill) string {
	s := "The median is the time within which half of the seasons with something out are back; its interval is by the order of the seasons, assumes no shape and takes six of them. A mean of fewer than six has no interval either; as a time is not negative, one that Student’s t would begin below 0 is shown from 0."
	if anyOpen(d) {
		s += " A season that was not seen to be back by the end counts as longer than all others, and there is no mean with one of them. " + sentenceCase(d.Plans[0].Healing.CutNote()) + "."
	}
	return s
}

// unhealed names the plans under which something was not back.
func unhealed(d *result.Drill) (notes []string) {
	for i, p := range d.Plans {
		if p.Censored > 0 {
			notes = append(notes, fmt.Sprintf("%s: in %d of %s something was not back on %s; how long it took is not known",
				under(d, i), p.Censored, plural(p.Struck, "season", "seasons"), d.Followed))
		}
	}
	return notes
}

func ofSeasons(k, n int) cell {
	return cell{Text: fmt.Sprintf("%d of %d", k, n), Sort: sortKey(float64(k) / float64(n))}
}

func healedCell(h result.Healing) cell {
	if h.Seasons == 0 {
		return cell{Text: "–"}
	}
	return ofSeasons(h.ByTheEnd(), h.Seasons)
}

func medianCell(h result.Healing) cell {
	c := number(h.Median, inThousand)
	if h.MedianOpen {
		c = cell{Text: "not by the end", Sort: sortKey(math.MaxFloat64)}
	}
	if h.UpperOpen {
		c.Range = strings.TrimSpace(healRange(h))
	}
	return c
}

// drillMeasureTable is what left its band under one plan.
func drillMeasureTable(d *result.Drill, p *result.DrillPlan) table {
	t := table{Head: []string{"Measure, by day", "Left its band in", "First of all in", "Known after, days, median", "Days before complaints rose", "Both left in", "Back by the end in", "Back after, days, median"}}
	for _, m := range strayed(p) {
		ahead, both := cell{Text: "–"}, cell{Text: "–"}
		if m.Measure != result.DrilledComplaints {
			ahead, both = difference(result.Ranged(m.Ahead), inThousand), ofSeasons(m.Both, d.Replications)
		}
		t.Rows = append(t.Rows, []cell{text(sentenceCase(m.Words)), ofSeasons(m.Left, d.Replications), ofSeasons(m.First, d.Replications),
			number(m.AfterMedian, inThousand), ahead, both, healedCell(m.Healing), medianCell(m.Healing)})
	}
	return t
}

// againstTable is what each plan changes where the incident strikes.
func againstTable(d *result.Drill) table {
	t := table{Head: []string{"Plan", "Complaints to the firm", "Late parcels", "Orders placed", "Cost"}}
	for _, p := range d.Plans {
		if a := p.Against; a != nil {
			t.Rows = append(t.Rows, []cell{text(p.Plan), difference(a.ComplaintsJoint, whole), difference(a.LateJoint, whole), difference(a.PlacedJoint, whole), difference(a.CostJoint, inYuan)})
		}
	}
	return t
}

func againstNote(d *result.Drill) string {
	s := "What a plan changes in the seasons with the incident: the season under the plan less the same season as it is, both with it. It holds what the plan does all season, not only against the incident. 95% intervals of the paired differences"
	if n := len(d.Plans) - 1; n > 1 {
		s += fmt.Sprintf(", in each column for all %d plans at once", n)
	}
	return s + "; cost is of what has a price in the scenario, below 0 what the plan saves."
}

// drillRuleTable is how often the rules fire and what a firing costs.
func drillRuleTable(d *result.Drill) table {
	t := table{Head: []string{"Rule", "Plan", "Firm", "Times with it", "without", "added", "Cost with it", "without", "added", "Cost a firing"}}
	for _, p := range d.Plans {
		for _, r := range p.Rules {
			each := cell{Text: "–"}
			if v := r.Cost.With.Mean / r.Fired.With.Mean; r.Fired.With.Mean > 0 {
				each = cell{Text: inYuan(v), Sort: sortKey(v)}
			}
			t.Rows = append(t.Rows, []cell{text(r.Rule), {Text: p.Plan, Sort: p.Plan}, {Text: r.Firm, Sort: r.Firm}, plain(r.Fired.With, inThousand), plain(r.Fired.Without, inThousand),
				difference(r.Fired.Added, inThousand), plain(r.Cost.With, inYuan), plain(r.Cost.Without, inYuan), difference(r.Cost.Added, inYuan), each})
		}
	}
	return t
}

// plain is a cell without its interval.
func plain(e stats.Estimate, write func(float64) string) cell {
	c := number(e, write)
	c.Range = ""
	return c
}

// bandNote says how far the bands can be trusted.
func bandNote(b result.Band) string {
	return fmt.Sprintf("The normal bands are from %s without the incident. Of a new one without an incident about %s of the days would lie outside the band of a measure (%s to %s, by how it is distributed); 5%% are meant, and reached with many seasons.",
		plural(b.Seasons, "season", "seasons"), pct(b.Outside), pct(b.Least), pct(b.Most))
}
