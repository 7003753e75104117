package result

import (
	"math"

	"peakready/sim/stats"
)

// Deviation is how far one figure of an approximation lies from the exact one,
// season by season on the same luck.
type Deviation struct {
	Name         string
	Kind         DeviationKind
	Exact, Quick float64 // means over seasons
	Error        float64 // mean of the differences, season by season
	Scatter      float64 // standard deviation of those differences
	Spread       float64 // standard deviation of the exact figure between seasons
	SpreadQuick  float64 // and of the quick one
	Seasons      int     // in which both are known
}

// DeviationKind is the unit of a figure.
type DeviationKind uint8

// String names the unit: orders, contacts and complaints are things, a share lies in [0, 1].
func (k DeviationKind) String() string {
	return [...]string{"things", "share", "days", "per million orders", "CNY", "seconds"}[k]
}

const (
	DeviationCount DeviationKind = iota
	DeviationShare
	DeviationDays
	DeviationRate // per million orders
	DeviationMoney
	DeviationWait // seconds
)

// Against holds an approximate run against an exact one of the same seasons: all
// firms together, pools of one name together. Both must have the same head and
// the same replications in the same order.
func Against(exact, quick *Run) []Deviation {
	var out []Deviation
	add := func(name string, kind DeviationKind, of func(r *Run, i int) float64) {
		var e, q, diff []float64
		for i := range min(len(exact.Trials), len(quick.Trials)) {
			x, y := of(exact, i), of(quick, i)
			if math.IsNaN(x) || math.IsNaN(y) {
				continue
			}
			e, q, diff = append(e, x), append(q, y), append(diff, y-x)
		}
		if len(e) == 0 {
			return
		}
		d := Deviation{Name: name, Kind: kind, Seasons: len(e)}
		d.Exact, d.Spread = meanSD(e)
		d.Quick, d.SpreadQuick = meanSD(q)
		d.Error, d.Scatter = meanSD(diff)
		out = append(out, d)
	}
	row := func(r *Run, i int) Row {
		var all Row
		for f := range r.Firms {
			w := r.Trials[i].Firms[f].window(r)
			all.Add(&w)
		}
		return all
	}
	counted := func(of func(w *Row) float64) func(*Run, int) float64 {
		return func(r *Run, i int) float64 { w := row(r, i); return of(&w) }
	}
	if sells := row(exact, 0); sells[Intentions] > 0 {
		add("orders placed", DeviationCount, counted(func(w *Row) float64 { return float64(w[Placed]) }))
		add("lost before that", DeviationCount, counted(func(w *Row) float64 { return float64(w.Lost()) }))
		add("delivered late", DeviationShare, counted(func(w *Row) float64 { return ratio(w[DeliveredLate], w[Delivered]) }))
		lead := func(of func(*stats.Sketch) float64) func(*Run, int) float64 {
			return func(r *Run, i int) float64 {
				all := new(stats.Sketch)
				for f := range r.Firms {
					if s := r.Trials[i].Firms[f].Lead; s != nil {
						all.Merge(s)
					}
				}
				return of(all)
			}
		}
		add("days to the door", DeviationDays, lead(func(s *stats.Sketch) float64 { return mean(s, day) }))
		add("days to the door, 95% within", DeviationDays, lead(func(s *stats.Sketch) float64 { return quantile(s, 0.95, day) }))
		perMillion := func(n func(w *Row) int64) func(*Run, int) float64 {
			return counted(func(w *Row) float64 { return 1e6 * ratio(n(w), w[Placed]) })
		}
		for c := Cause(0); c < Causes; c++ {
			add("complaints to the firm: "+c.String(), DeviationRate, perMillion(func(w *Row) int64 { return w[ToFirm(c)] }))
		}
		add("complaints to the firm, all", DeviationRate, perMillion((*Row).FirmComplaints))
		add("complaints to the authority, all", DeviationRate, perMillion((*Row).AuthorityComplaints))
	} else {
		add("complaints of waiting", DeviationCount, counted(func(w *Row) float64 { return float64(w.FirmComplaints()) }))
	}
	for _, name := range poolNames(exact) {
		pool := func(of func(h *PoolHour) float64) func(*Run, int) float64 {
			return func(r *Run, i int) float64 {
				var all PoolHour
				for f := range r.Firms {
					for p := range r.Firms[f].Pools {
						if r.Firms[f].Pools[p].Name == name {
							h := r.Trials[i].Firms[f].Pools[p].window(r)
							all.Add(&h)
						}
					}
				}
				return of(&all)
			}
		}
		add(name+": contacts", DeviationCount, pool(func(h *PoolHour) float64 { return float64(h.Offered) }))
		add(name+": unanswered", DeviationShare, pool((*PoolHour).abandonment))
		add(name+": in time", DeviationShare, pool((*PoolHour).serviceLevel))
		add(name+": mean wait", DeviationWait, pool((*PoolHour).meanWait))
		add(name+": wait, 95% within", DeviationWait, func(r *Run, i int) float64 {
			all := new(stats.Sketch)
			for f := range r.Firms {
				for p := range r.Firms[f].Pools {
					if waits := r.Trials[i].Firms[f].Pools[p].Waits; r.Firms[f].Pools[p].Name == name && waits != nil {
						all.Merge(waits)
					}
				}
			}
			return quantile(all, 0.95, second)
		})
		add(name+": busy", DeviationShare, pool((*PoolHour).occupancy))
	}
	add("cost, CNY", DeviationMoney, func(r *Run, i int) float64 {
		var fen int64
		for f := range r.Firms {
			fen += r.Trials[i].Firms[f].Costs.Total()
		}
		return float64(fen) / 100
	})
	return out
}

// poolNames in the order in which they first stand.
func poolNames(r *Run) []string {
	var names []string
	seen := map[string]bool{}
	for f := range r.Firms {
		for _, p := range r.Firms[f].Pools {
			if !seen[p.Name] {
				seen[p.Name] = true
				names = append(names, p.Name)
			}
		}
	}
	return names
}

func meanSD(xs []float64) (mean, sd float64) {
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		sd += (x - mean) * (x - mean)
	}
	if len(xs) < 2 {
		return mean, math.NaN()
	}
	return mean, math.Sqrt(sd / float64(len(xs)-1))
}
