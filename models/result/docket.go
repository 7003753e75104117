package result

import (
	"io"
	"math"

	"peakready/sim/stats"
)

// Route is whom a complaint beyond the firm is lodged with.
type Route uint8

const (
	ConsumerAuthority Route = iota // the city's, for all but parcels
	CourierRegulator               // for parcels that are late
	Routes            = 2
)

var routeNames = [Routes]string{"consumer authority", "courier regulator"}

func (r Route) String() string { return routeNames[r] }

// DocketTrial is the two dockets in one replication.
type DocketTrial struct {
	Days      [Routes][]DocketDay // by date
	Incidents []Incident          // in the order in which they were found
}

// DocketDay is one day of a docket.
type DocketDay struct {
	// Opened: of the scenario's firms, of other shops online, of all other trade.
	Firms, Ecommerce, Other int64
	Settled                 int64 // closed: settled by the firm it was referred to
	Decided                 int64 // closed: by mediation, or by the regulator
	Overdue                 int64 // of those decided, past a limit
	Backlog                 int64 // open at the end of the day
	Waiting                 int64 // of them, waiting for a mediator
}

// Opened is all cases opened.
func (d *DocketDay) Opened() int64 { return d.Firms + d.Ecommerce + d.Other }

// Add adds the cases opened and closed on another day; what is open at the end
// of a day is not a sum and stays.
func (d *DocketDay) Add(o *DocketDay) {
	d.Firms += o.Firms
	d.Ecommerce += o.Ecommerce
	d.Other += o.Other
	d.Settled += o.Settled
	d.Decided += o.Decided
	d.Overdue += o.Overdue
}

// Incident is a mass incident: like complaints that came together.
type Incident struct {
	Firm  int
	Cause Cause
	Route Route
	First int   // day since the start of the first complaint in the window that was full
	Found int   // day on which the window was full
	Size  int64 // complaints, until fewer than the threshold were left in the window
}

// DocketSummary is one docket over the window's dates.
type DocketSummary struct {
	Route     string         `json:"route"`
	Opened    stats.Estimate `json:"opened"`
	Firms     stats.Estimate `json:"of_firms"`           // of the scenario
	Ecommerce stats.Estimate `json:"of_other_ecommerce"` // of other shops online
	Other     stats.Estimate `json:"of_other_trade"`
	Settled   stats.Estimate `json:"settled_by_firm"`
	Decided   stats.Estimate `json:"decided"`
	Overdue   stats.Estimate `json:"overdue"`            // of those decided, past a limit
	Peak      stats.Estimate `json:"peak_backlog"`       // open at the end of its worst day
	PeakLeast float64        `json:"peak_backlog_least"` // in the replication with the least of it
	PeakMost  float64        `json:"peak_backlog_most"`  // and with the most
	End       stats.Estimate `json:"end_backlog"`        // open at the end of the window
}

// window is the days of a docket on the window's dates; none if the trial has no docket.
func (t *DocketTrial) window(r *Run, route Route) []DocketDay {
	days := t.Days[route]
	return days[min(r.From, len(days)):min(r.To+1, len(days))]
}

// docket computes the figures of one docket.
func (r *Run) docket(route Route) DocketSummary {
	of := func(value func(days []DocketDay) float64) stats.Estimate {
		return r.over(func(i int) float64 { return value(r.Trials[i].Docket.window(r, route)) })
	}
	count := func(n func(d *DocketDay) int64) stats.Estimate {
		return of(func(days []DocketDay) float64 {
			var t int64
			for i := range days {
				t += n(&days[i])
			}
			return float64(t)
		})
	}
	s := DocketSummary{
		Route:     route.String(),
		Opened:    count((*DocketDay).Opened),
		Firms:     count(func(d *DocketDay) int64 { return d.Firms }),
		Ecommerce: count(func(d *DocketDay) int64 { return d.Ecommerce }),
		Other:     count(func(d *DocketDay) int64 { return d.Other }),
		Settled:   count(func(d *DocketDay) int64 { return d.Settled }),
		Decided:   count(func(d *DocketDay) int64 { return d.Decided }),
		Overdue:   count(func(d *DocketDay) int64 { return d.Overdue }),
		Peak: of(func(days []DocketDay) float64 {
			var peak int64
			for _, d := range days {
				peak = max(peak, d.Backlog)
			}
			return float64(peak)
		}),
		End: of(func(days []DocketDay) float64 {
			if len(days) == 0 {
				return 0
			}
			return float64(days[len(days)-1].Backlog)
		}),
	}
	for i := range r.Trials {
		peak := 0.0
		for _, d := range r.Trials[i].Docket.window(r, route) {
			peak = max(peak, float64(d.Backlog))
		}
		if i == 0 {
			s.PeakLeast = peak
		}
		s.PeakLeast, s.PeakMost = min(s.PeakLeast, peak), max(s.PeakMost, peak)
	}
	return s
}

// authority computes the authority's figures.
func (r *Run) authority() AuthoritySummary {
	s := AuthoritySummary{CallIn: r.callIn(), Rule: r.Incident, Incidents: r.incidents()}
	for route := Route(0); route < Routes; route++ {
		s.Dockets = append(s.Dockets, r.docket(route))
	}
	orders := func(i int) Row {
		var all Row
		for f := range r.Firms {
			w := r.Trials[i].Firms[f].window(r)
			all.Add(&w)
		}
		return all
	}
	s.Complaints = r.over(func(i int) float64 { all := orders(i); return float64(all.AuthorityComplaints()) })
	s.ReplyWithin2h = r.over(func(i int) float64 {
		all := orders(i)
		return ratio(all[RepliesInTime], all[RepliesInTime]+all[RepliesOverdue])
	})
	s.EcommerceShare = r.over(func(i int) float64 {
		var t DocketDay
		for _, d := range r.Trials[i].Docket.window(r, ConsumerAuthority) {
			t.Add(&d)
		}
		return ratio(t.Firms+t.Ecommerce, t.Opened())
	})
	s.MassIncidents = r.over(func(i int) float64 {
		n := 0
		for _, m := range r.Trials[i].Docket.Incidents {
			if m.Found >= r.From && m.Found <= r.To {
				n++
			}
		}
		return float64(n)
	})
	return s
}

// WriteDocket writes docket.csv: one row a date and docket, every simulated
// date included, means over replications.
func (r *Run) WriteDocket(w io.Writer) error {
	header := []string{"date", "phase", "docket", "of_firms", "of_other_ecommerce", "of_other_trade", "settled_by_firm", "decided", "overdue", "backlog", "backlog_lo", "backlog_hi", "waiting_for_mediator"}
	return r.table(w, header, func(write func([]string) error) error {
		for d := range r.NDays {
			for route := Route(0); route < Routes; route++ {
				mean := func(n func(d *DocketDay) int64) stats.Estimate {
					return Clipped(r.over(func(i int) float64 {
						if days := r.Trials[i].Docket.Days[route]; d < len(days) {
							return float64(n(&days[d]))
						}
						return 0
					}), math.Inf(1))
				}
				row := []string{r.Date(d), r.phase(d), route.String()}
				for _, n := range []func(d *DocketDay) int64{
					func(d *DocketDay) int64 { return d.Firms }, func(d *DocketDay) int64 { return d.Ecommerce }, func(d *DocketDay) int64 { return d.Other },
					func(d *DocketDay) int64 { return d.Settled }, func(d *DocketDay) int64 { return d.Decided }, func(d *DocketDay) int64 { return d.Overdue },
				} {
					row = append(row, cell(mean(n).Mean))
				}
				open := mean(func(d *DocketDay) int64 { return d.Backlog })
				row = append(row, cell(open.Mean), cell(open.Lo), cell(open.Hi), cell(mean(func(d *DocketDay) int64 { return d.Waiting }).Mean))
				if err := write(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
