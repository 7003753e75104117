package result

import (
	"math"

	"peakready/sim/stats"
)

// Firing is one time that a contingency rule was set off in a trial. Times are
// in milliseconds since the start; what the trial's end cut off stands at it.
type Firing struct {
	Rule   int   // index of Run.Rules
	Called int64 // the condition had held for long enough
	From   int64 // the lead time was over and the remedies began
	To     int64 // they ended
	// Cost in fen by the price list, on the window's dates: it is what
	// Costs.Contingency is made of. Elsewhere is what the firing caused in the
	// compensation and the lost margin.
	Cost, Elsewhere int64
}

// QueuedNote says what becomes of those who wait already when a rule moves
// capacity or dates, for the line under a log.
const QueuedNote = "of parcels that wait already a night shift picks them sooner; a spare carrier gets only what is handed over from then on; later dates hold for new orders only"

// RuleHead names a contingency rule of a firm.
type RuleHead struct {
	Name string
	Firm int
}

// FiringSummary is the log of one rule of one firm. A firing counts if it was
// called on the window's dates; hours and cost are of these dates too.
type FiringSummary struct {
	Rule       string         `json:"rule"`
	Firm       string         `json:"firm"`
	FiredShare stats.Estimate `json:"fired_share"` // of seasons in which it fired
	Firings    stats.Estimate `json:"firings"`     // a season
	Active     stats.Estimate `json:"active_h"`    // hours in force, a season
	Cost       stats.Estimate `json:"cost"`        // a season, part of costs.contingency
	// Elsewhere is compensation paid and margin lost because of it, which stand in
	// those rows of the costs.
	Elsewhere stats.Estimate `json:"cost_elsewhere"`
	// First firing of all seasons, as 2026-11-11 14:20; empty if there was none.
	First string `json:"first"`
}

// FiringLog sums up the log of every rule, in the order of Rules.
func (r *Run) FiringLog() []FiringSummary {
	log := make([]FiringSummary, len(r.Rules))
	for i := range r.Rules {
		log[i] = r.firings(i)
	}
	return log
}

// firings sums up the log of a rule.
func (r *Run) firings(rule int) FiringSummary {
	s := FiringSummary{Rule: r.Rules[rule].Name, Firm: r.Firms[r.Rules[rule].Firm].Name}
	const day = int64(24 * 60 * 60 * 1000)
	from, to := int64(r.From)*day, int64(r.To+1)*day
	first := int64(math.MaxInt64)
	seasons := 0
	sum := func(of func(*Firing) float64) stats.Estimate {
		return r.over(func(i int) float64 {
			total := 0.0
			for j := range r.Trials[i].Firings {
				if f := &r.Trials[i].Firings[j]; f.Rule == rule {
					total += of(f)
				}
			}
			return total
		})
	}
	for i := range r.Trials {
		fired := false
		for _, f := range r.Trials[i].Firings {
			if f.Rule == rule && f.Called >= from && f.Called < to {
				fired = true
				first = min(first, f.Called)
			}
		}
		if fired {
			seasons++
		}
	}
	if len(r.Trials) > 0 {
		s.FiredShare = stats.Proportion(seasons, len(r.Trials), Confidence)
	}
	s.Firings = sum(func(f *Firing) float64 {
		if f.Called >= from && f.Called < to {
			return 1
		}
		return 0
	})
	s.Active = sum(func(f *Firing) float64 { return float64(max(0, min(f.To, to)-max(f.From, from))) / 3.6e6 })
	s.Cost = sum(func(f *Firing) float64 { return float64(f.Cost) / 100 })
	s.Elsewhere = sum(func(f *Firing) float64 { return float64(f.Elsewhere) / 100 })
	if seasons > 0 {
		s.First = r.clock(first)
	}
	return s
}

// clock is an instant as 2026-11-11 14:20.
func (r *Run) clock(ms int64) string {
	minutes := ms / 60000
	two := func(n int64) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return r.Date(int(minutes/1440)) + " " + two(minutes%1440/60) + ":" + two(minutes%60)
}
