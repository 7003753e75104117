package result

import (
	"cmp"
	"slices"

	"peakready/sim/stats"
)

// IncidentRule says when like complaints, of one firm and cause on one docket,
// are a mass incident.
type IncidentRule struct {
	Complaints int     `json:"complaints"` // from which
	Within     float64 `json:"within_d"`   // days, the window
	EndsBelow  float64 `json:"ends_below"` // share of complaints under which the window must fall before the next one counts
}

// IncidentSummary is the mass incidents of one firm and cause on one docket that
// were found on the window's dates, over all replications.
type IncidentSummary struct {
	Firm  string `json:"firm"`
	Cause string `json:"cause"`
	Route string `json:"route"`
	// Seasons is the replications with one or more, Share their share with the
	// exact binomial interval (Clopper and Pearson 1934).
	Seasons int            `json:"seasons"`
	Share   stats.Estimate `json:"share"`
	// Incidents in all replications; a replication may have several.
	Incidents int    `json:"incidents"`
	Earliest  string `json:"earliest"` // date on which the first was found
	Latest    string `json:"latest"`   // of all replications, by date
	Least     int64  `json:"least"`    // complaints of the smallest
	Most      int64  `json:"most"`     // and of the largest
}

// incidents gathers the mass incidents: those of most replications first, of
// these the largest.
func (r *Run) incidents() []IncidentSummary {
	type likeness struct {
		firm  int
		cause Cause
		route Route
	}
	type group struct {
		likeness
		first, last, seen int // days, and the last trial that had one
		IncidentSummary
	}
	var groups []group
	for i := range r.Trials {
		for _, m := range r.Trials[i].Docket.Incidents {
			if m.Found < r.From || m.Found > r.To {
				continue
			}
			who := likeness{m.Firm, m.Cause, m.Route}
			at := slices.IndexFunc(groups, func(g group) bool { return g.likeness == who })
			if at < 0 {
				at = len(groups)
				groups = append(groups, group{likeness: who, first: m.Found, last: m.Found, seen: -1, IncidentSummary: IncidentSummary{
					Firm: r.Firms[m.Firm].Name, Cause: m.Cause.String(), Route: m.Route.String(), Least: m.Size, Most: m.Size,
				}})
			}
			g := &groups[at]
			if g.seen != i {
				g.seen = i
				g.Seasons++
			}
			g.Incidents++
			g.first, g.last = min(g.first, m.Found), max(g.last, m.Found)
			g.Least, g.Most = min(g.Least, m.Size), max(g.Most, m.Size)
		}
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		return cmp.Or(b.Seasons-a.Seasons, cmp.Compare(b.Most, a.Most), a.first-b.first, a.firm-b.firm,
			cmp.Compare(a.cause, b.cause), cmp.Compare(a.route, b.route))
	})
	out := make([]IncidentSummary, len(groups))
	for i, g := range groups {
		g.Share = stats.Proportion(g.Seasons, len(r.Trials), Confidence)
		g.Earliest, g.Latest = r.Date(g.first), r.Date(g.last)
		out[i] = g.IncidentSummary
	}
	return out
}
