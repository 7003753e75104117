package plots

import (
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim/stats"
)

// authorityPart is what the report says of the authorities.
type authorityPart struct {
	Dockets   table
	Facts     []fact
	Incidents table
	CallIn    table
	Notes     []string // on the list to call in
}

// authorityOf makes the part, where there is enough to speak of: dockets that
// others share, or several firms.
func authorityOf(run *result.Run, sum *result.Summary) *authorityPart {
	a := sum.Authority
	others := false
	for _, d := range a.Dockets {
		others = others || d.Ecommerce.Mean+d.Other.Mean > 0
	}
	if !hasDocket(run) || !others && !several(run) {
		return nil
	}
	p := &authorityPart{Dockets: docketTable(sum), Incidents: incidentTable(sum)}
	incidents := factOf(a.MassIncidents, inf, count) + " a season"
	if scale := scaleWords(run); scale != "" {
		incidents += "; " + scale + ": not comparable with full scale"
	}
	p.Facts = []fact{
		{"E-commerce, of the consumer authority’s cases", factOf(a.EcommerceShare, 1, inPercent)},
		{"Referred cases answered in time, of the orders of the window", factOf(a.ReplyWithin2h, 1, inPercent)},
		{"Complaints to both authorities about orders of the window, whenever lodged", factOf(a.Complaints, inf, whole)},
		{"Mass incidents", incidents},
		{"One is", a.Rule.Words()},
	}
	if several(run) && a.CallIn.Places > 0 {
		p.CallIn, p.Notes = callInTable(sum), a.CallIn.Notes()
		for i := range p.Notes {
			p.Notes[i] = sentenceCase(p.Notes[i])
		}
	}
	return p
}

// factOf writes an estimate with its interval, as a cell does.
func factOf(e stats.Estimate, most float64, write func(float64) string) string {
	c := number(result.Clipped(e, most), write)
	if c.Range == "" {
		return c.Text
	}
	return c.Text + " " + c.Range
}

// docketTable holds the cases of both authorities.
func docketTable(sum *result.Summary) table {
	t := table{Head: []string{"Docket", "Cases", "Of the firms", "Of other e-commerce", "Of other trade", "Settled by the firms", "Decided", "Overdue", "Open on the worst day", "By season", "Open at the end"}}
	for _, d := range sum.Authority.Dockets {
		span := count(d.PeakLeast)
		if d.PeakMost > d.PeakLeast {
			span += "–" + count(d.PeakMost)
		}
		t.Rows = append(t.Rows, []cell{text(sentenceCase(d.Route)), number(d.Opened, whole), number(d.Firms, whole), number(d.Ecommerce, whole),
			number(d.Other, whole), number(d.Settled, whole), number(d.Decided, whole), number(d.Overdue, whole),
			{Text: whole(d.Peak.Mean), Sort: sortKey(d.Peak.Mean)}, {Text: span, Sort: sortKey(d.PeakMost)}, number(d.End, whole)})
	}
	return t
}

// incidentTable holds the mass incidents by firm and cause.
func incidentTable(sum *result.Summary) table {
	t := table{Head: []string{"Mass incidents of", "Cause", "Docket", "Seasons with one", "Share of seasons", "Incidents in all", "Found on", "Complaints"}}
	for _, m := range sum.Authority.Incidents {
		share := number(m.Share, pct)
		if m.Share.N < 2 {
			share = cell{Text: "–"}
		}
		t.Rows = append(t.Rows, []cell{text(m.Firm), {Text: m.Cause, Sort: m.Cause}, {Text: m.Route, Sort: m.Route},
			{Text: fmt.Sprintf("%d of %d", m.Seasons, m.Share.N), Sort: sortKey(float64(m.Seasons))}, share,
			{Text: fmt.Sprint(m.Incidents), Sort: sortKey(float64(m.Incidents))}, {Text: m.Dates(), Sort: m.Earliest},
			{Text: m.Sizes(count), Sort: sortKey(float64(m.Most))}})
	}
	return t
}

// callInTable holds the firms that the authority would call in, those of the
// first places and as many again.
func callInTable(sum *result.Summary) table {
	in := sum.Authority.CallIn
	t := table{Head: []string{"To call in", "Complaints to the authorities per million orders", "Rank", fmt.Sprintf("Among the first %d in", in.Places)}}
	for _, f := range in.Firms[:in.Shown()] {
		t.Rows = append(t.Rows, []cell{text(f.Firm), number(f.PerMillion, whole), {Text: ranks(f.RankLo, f.RankHi), Sort: sortKey(float64(f.Rank))},
			{Text: f.SeasonsWords(), Sort: sortKey(f.Called.Mean)}})
	}
	return t
}

// publishedTable holds what was found elsewhere beside what came out here.
func publishedTable(sum *result.Summary) table {
	t := table{Head: []string{"Figure", "Simulated", "Published", "Of", "Basis", "Found in"}}
	for _, p := range sum.Published {
		write := writerOf(p.Unit, sum.Window)
		most := inf
		if p.Unit == result.Share {
			most = 1
		}
		simulated := number(result.Clipped(p.Simulated, most), write)
		if p.Unit == result.Month { // of which there is no mean
			simulated = cell{Text: result.MonthWords(p.Months), Sort: sortKey(p.Simulated.Mean)}
			if simulated.Text == "" {
				simulated.Text = "–"
			}
		}
		t.Rows = append(t.Rows, []cell{text(sentenceCase(p.Words(sum.Window))), simulated, {Text: p.FoundWords(write), Sort: p.FoundWords(write)},
			{Text: fmt.Sprint(p.Year), Sort: fmt.Sprint(p.Year)}, {Text: string(p.Basis), Sort: string(p.Basis)}, {Text: p.Source, Sort: p.Source, Long: true}})
	}
	return t
}

// bases explains the kinds of bases that the table has.
func bases(sum *result.Summary) (out []fact) {
	for _, b := range result.Bases {
		for _, p := range sum.Published {
			if p.Basis == b {
				out = append(out, fact{sentenceCase(string(b)), b.Meaning()})
				break
			}
		}
	}
	return out
}

// writerOf is how a figure of a unit is written.
func writerOf(u result.Unit, window result.WindowSummary) func(float64) string {
	switch u {
	case result.Share:
		return inPercent
	case result.CNY:
		return inYuan
	case result.Seconds:
		return inSeconds
	case result.Days:
		return inDays
	case result.Month:
		return window.MonthOf
	}
	return func(v float64) string {
		if math.Abs(v) < 10 {
			return significant(v, 2)
		}
		return whole(v)
	}
}
