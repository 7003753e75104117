package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

// Spill simulates each season as it is and once more without the orders of each
// of the firms named, and gives what these add to the others, in the order of
// firms. The firm without orders stays in the scenario: its teams, contracts
// and quotas are there, and nobody uses them. Its demand.scale becomes 0, so
// that nobody else's luck moves.
//
// When ctx is done, seasons that are complete with all their variants, up to
// the first that is not, still count; the error is ctx's where there are none.
// Other errors: no such firm, or a trial that failed.
func Spill(ctx context.Context, sc *models.Scenario, firms []string, w Work) ([]result.Spillover, error) {
	variants := []*models.Scenario{sc}
	for _, name := range firms {
		i := slices.IndexFunc(sc.Firms, func(f models.Firm) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("spill: there is no firm %q", name)
		}
		variants = append(variants, silenced(sc, i))
	}
	head := models.HeadOf(sc)
	of, err := seasons(ctx, variants, w,
		func(_ int, t *result.Trial) []sums { return sumsOf(&head, t) },
		func(v int) string {
			if v > 0 {
				return "with all firms but " + firms[v-1]
			}
			return "with all firms"
		})
	if err != nil {
		return nil, err
	}
	all := make([]result.Spillover, len(firms))
	for i, name := range firms {
		all[i] = spillover(sc, name, of[0], of[i+1])
	}
	return all, nil
}

// silenced is the scenario without the orders of a firm.
func silenced(sc *models.Scenario, firm int) *models.Scenario {
	quiet := *sc
	quiet.Firms = slices.Clone(sc.Firms)
	quiet.Firms[firm].Demand.Scale = 0
	return &quiet
}

// sums are the counts of a firm's window from which its figures are made; those
// of several firms add up.
type sums struct {
	placed, delivered, late, complaints, delays int64
	lead                                        float64 // ms, of all that were delivered
	arrived                                     float64 // deliveries in lead
}

func sumsOf(head *result.Run, t *result.Trial) []sums {
	all := make([]sums, len(t.Firms))
	for i := range t.Firms {
		f, s := &t.Firms[i], &all[i]
		for d := head.From; d <= head.To && d < len(f.Cohorts); d++ {
			row := &f.Cohorts[d]
			s.placed += row[result.Placed]
			s.delivered += row[result.Delivered]
			s.late += row[result.DeliveredLate]
			s.complaints += row.FirmComplaints()
			s.delays += row[result.ToFirm(result.Delay)]
		}
		if n := f.Lead.Count(); n > 0 {
			s.arrived = float64(n)
			s.lead = f.Lead.Mean() * s.arrived
		}
	}
	return all
}

func (s *sums) add(o sums) {
	s.placed += o.placed
	s.delivered += o.delivered
	s.late += o.late
	s.complaints += o.complaints
	s.delays += o.delays
	s.lead += o.lead
	s.arrived += o.arrived
}

// spillover compares the seasons with and without a firm.
func spillover(sc *models.Scenario, name string, with, without [][]sums) result.Spillover {
	out := result.Spillover{Firm: name, Replications: len(with), Others: []result.Burden{}}
	var others []int
	for i := range sc.Firms {
		switch {
		case sc.Firms[i].Name == name:
			placed := make([]float64, len(with))
			for r := range with {
				placed[r] = float64(with[r][i].placed)
			}
			out.Orders = stats.MeanCI(placed, result.Confidence)
		case len(sc.Firms[i].Demand.Categories) > 0:
			others = append(others, i)
			out.Others = append(out.Others, burden(sc.Firms[i].Name, with, without, []int{i}))
		}
	}
	out.All = burden("", with, without, others)
	return out
}

// burden compares the figures of some firms together.
func burden(name string, with, without [][]sums, firms []int) result.Burden {
	change := func(figure func(s *sums) float64) result.Change {
		var a, b []float64
		for r := range with {
			x, y := figure(together(without[r], firms)), figure(together(with[r], firms))
			if !math.IsNaN(x) && !math.IsNaN(y) {
				a, b = append(a, x), append(b, y)
			}
		}
		return result.Change{
			With: stats.MeanCI(b, result.Confidence), Without: stats.MeanCI(a, result.Confidence),
			Added: stats.PairedCI(a, b, result.Confidence),
		}
	}
	return result.Burden{
		Firm:            name,
		Lead:            change(func(s *sums) float64 { return s.lead / s.arrived / day }),
		LateShare:       change(func(s *sums) float64 { return float64(s.late) / float64(s.delivered) }),
		PerMillion:      change(func(s *sums) float64 { return 1e6 * float64(s.complaints) / float64(s.placed) }),
		DelayPerMillion: change(func(s *sums) float64 { return 1e6 * float64(s.delays) / float64(s.placed) }),
		Complaints:      change(func(s *sums) float64 { return float64(s.complaints) }),
	}
}

func together(season []sums, firms []int) *sums {
	var s sums
	for _, i := range firms {
		s.add(season[i])
	}
	return &s
}

// day in milliseconds.
const day = 24 * 3600 * 1000.0
