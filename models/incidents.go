package models

import (
	"peakready/models/result"
	"peakready/sim"
)

// detector finds mass incidents: at least so many like complaints within a
// window. An incident is found by the complaint that makes the window full and
// grows by every one after it, until the window has fallen below the share of
// the threshold that the rule names; after that the next full window is another
// incident.
type detector struct {
	rule  MassIncident
	alike map[likeness]*likes
	found []result.Incident
}

// likeness is what like complaints share.
type likeness struct {
	firm  int
	cause result.Cause
	route result.Route
}

// likes are the like complaints of the last window.
type likes struct {
	at   []sim.Time // in the window, in order of time
	open int        // index of the incident that goes on, -1 for none
}

func newDetector(rule MassIncident) *detector {
	return &detector{rule: rule, alike: map[likeness]*likes{}}
}

// lodged hears of a complaint at t, which lies before none that it has heard of.
// The window is (t - within, t].
func (d *detector) lodged(who likeness, t sim.Time) {
	l := d.alike[who]
	if l == nil {
		l = &likes{open: -1}
		d.alike[who] = l
	}
	n := 0
	for n < len(l.at) && l.at[n] <= t-d.rule.Within {
		n++
	}
	l.at = l.at[n:]
	// The window was emptiest just now: what had left it by t has, and this one
	// had not come.
	if float64(len(l.at)) < float64(d.rule.EndsBelow)*float64(d.rule.Complaints) {
		l.open = -1
	}
	l.at = append(l.at, t)
	switch {
	case l.open >= 0:
		d.found[l.open].Size++
	case len(l.at) >= d.rule.Complaints:
		l.open = len(d.found)
		d.found = append(d.found, result.Incident{
			Firm: who.firm, Cause: who.cause, Route: who.route,
			First: dayOf(l.at[0]), Found: dayOf(t), Size: int64(len(l.at)),
		})
	}
}
