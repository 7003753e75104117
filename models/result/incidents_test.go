package result_test

import (
	"math"
	"testing"

	"peakready/models/result"
)

// TestIncidentsByFirmAndCause is a trace by hand: the window is days 1 and 2.
func TestIncidentsByFirmAndCause(t *testing.T) {
	r := handmade()
	r.Incident = result.IncidentRule{Complaints: 30, Within: 7, EndsBelow: 0.5}
	at := func(cause result.Cause, day int, size int64) result.Incident {
		return result.Incident{Cause: cause, Found: day, Size: size}
	}
	r.Trials[0].Docket.Incidents = []result.Incident{at(result.Quality, 0, 900), at(result.Delay, 1, 40), at(result.Delay, 2, 31), at(result.Terms, 2, 99)}
	r.Trials[2].Docket.Incidents = []result.Incident{at(result.Delay, 1, 55), at(result.Delay, 3, 800)}
	a := r.Summary().Authority
	got := a.Incidents
	if len(got) != 2 {
		t.Fatalf("got %+v, want delay and terms: those outside the window do not count", got)
	}
	d := got[0]
	if d.Firm != "甲店" || d.Cause != "delay" || d.Route != "consumer authority" || d.Seasons != 2 || d.Incidents != 3 ||
		d.Earliest != "2026-11-11" || d.Latest != "2026-11-12" || d.Least != 31 || d.Most != 55 {
		t.Errorf("got %+v", d)
	}
	// Clopper and Pearson of 2 in 3: 0.094 to 0.992.
	if math.Abs(d.Share.Mean-2.0/3) > 1e-12 || math.Abs(d.Share.Lo-0.0943) > 1e-3 || math.Abs(d.Share.Hi-0.9916) > 1e-3 {
		t.Errorf("got %+v", d.Share)
	}
	if s := got[1]; s.Cause != "terms" || s.Seasons != 1 || s.Earliest != s.Latest {
		t.Errorf("got %+v", s)
	}
	if got, want := d.Dates(), "11 Nov to 12 Nov 2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if a.Rule.Complaints != 30 || a.MassIncidents.Mean != 4.0/3 {
		t.Errorf("got %+v and %v incidents", a.Rule, a.MassIncidents.Mean)
	}
	if got, want := a.Rule.Words(), "30 or more complaints about one firm for one cause lodged with one authority within 7 days; it is over, and the next one counts, when fewer than 50% of that number are left in such a span"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestNothingCountedHasAnUpperLimit(t *testing.T) {
	r := rated(1, [][]int64{{0, 0, 0}, {5, 0, 0}})
	for _, f := range r.Summary().Authority.CallIn.Firms {
		if f.Firm == "firm 1" {
			if f.PerMillion.Mean == 0 || f.Sure != 1 || f.Perhaps != 1 {
				t.Errorf("got %+v", f)
			}
			continue
		}
		var orders int64
		for i := range r.Trials {
			orders += r.Trials[i].Firms[0].Cohorts[0][result.Placed]
		}
		// 3.689 events are the exact upper 97.5% limit of none (Garwood 1936, table).
		if want := 3.689 / float64(orders) * 1e6; math.Abs(f.PerMillion.Hi/want-1) > 1e-3 || f.PerMillion.Lo != 0 {
			t.Errorf("got %+v, want up to %v", f.PerMillion, want)
		}
		if f.Called.Mean != 0 || f.Perhaps != 0 {
			t.Errorf("a firm without a case is called in: %+v", f)
		}
	}
	for _, e := range []result.CalledFirm{{PerMillion: result.Rare(r.Summary().Firms[1].Complaints.ToAuthority.PerMillion, 1)}} {
		if e.PerMillion.Lo == 0 && e.PerMillion.Hi == 0 {
			t.Error("a rate with cases is changed")
		}
	}
}

func TestTiesForTheLastPlaces(t *testing.T) {
	// Season 1: firm 0 first, 1 and 2 tie for the second place. Season 2: 1, then 0. Season 3: nobody has a case.
	in := rated(2, [][]int64{{9, 5, 0}, {4, 8, 0}, {4, 0, 0}}).Summary().Authority.CallIn
	for _, f := range in.Firms {
		want := map[string]string{"firm 0": "2 of 3 seasons", "firm 1": "1 to 2 of 3 seasons", "firm 2": "0 to 1 of 3 seasons"}[f.Firm]
		if got := f.SeasonsWords(); got != want {
			t.Errorf("%s: got %q, want %q", f.Firm, got, want)
		}
	}
	if got := in.Notes(); len(got) != 1 {
		t.Errorf("got %q, want a line on ties", got)
	}
	few := rated(5, [][]int64{{9}, {0}}).Summary().Authority.CallIn
	if got := few.Notes(); len(got) != 2 || got[1] != "there are 5 places and 2 firms with orders" {
		t.Errorf("got %q", got)
	}
	concerned := rated(2, [][]int64{{9}, {0}}).Summary().Authority.CallIn
	if got := concerned.Notes(); len(got) != 2 || got[1] != "there are 2 places, but 1 firm has any case in these seasons" {
		t.Errorf("got %q", got)
	}
}

func TestMonthsAreCounted(t *testing.T) {
	r := handmade()
	for i := range r.Trials {
		r.Trials[i].Docket.Days[result.CourierRegulator] = make([]result.DocketDay, 4)
	}
	place := r.Window()
	r.Start += 19 // the window is 30 November and 1 December
	r.Trials[0].Docket.Days[1][1].Firms = 3
	r.Trials[1].Docket.Days[1][2].Firms = 3
	r.Published = []result.Published{{Metric: "authority.dockets.courier.peak_month", Place: place, Value: 12}}
	got := r.Summary().Published[0].Months
	want := []result.MonthCount{{Month: "2026-11", Seasons: 1, Of: 2}, {Month: "2026-12", Seasons: 1, Of: 2}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v, want %+v: a season without a case has no month", got, want)
	}
	r.Trials[2].Docket.Days[1][2].Firms = 3
	if got := result.MonthWords(r.Summary().Published[0].Months); got != "Dec 2026 in 2 of 3 seasons, Nov 2026 in 1" {
		t.Errorf("got %q", got)
	}
}
