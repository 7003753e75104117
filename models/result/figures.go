package result

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"peakready/sim/stats"
)

// Milliseconds in the units of the summary.
const (
	second = 1000.0
	day    = 24 * 3600 * second
)

// window adds the cohorts of the orders placed in the window.
func (t *FirmTrial) window(r *Run) Row {
	var sum Row
	for d := r.From; d <= r.To && d < len(t.Cohorts); d++ {
		sum.Add(&t.Cohorts[d])
	}
	return sum
}

// window adds the hours of the window's dates.
func (t *PoolTrial) window(r *Run) PoolHour {
	var sum PoolHour
	for h := r.From * 24; h < (r.To+1)*24 && h < len(t.Hours); h++ {
		sum.Add(&t.Hours[h])
	}
	return sum
}

// resolved is the contacts that came to an end: answered, or given up. Those
// of an hour are not the ones offered in it, since they wait in between.
func (h *PoolHour) resolved() int64 { return h.Answered + h.Abandoned }

// serviceLevel is the share of resolved contacts answered within the target,
// in [0, 1]; NaN if none was resolved.
func (h *PoolHour) serviceLevel() float64 { return ratio(h.Within, h.resolved()) }

// abandonment is the share of resolved contacts that were given up, in [0, 1];
// NaN if none was resolved.
func (h *PoolHour) abandonment() float64 { return ratio(h.Abandoned, h.resolved()) }

// occupancy is busy agent-time over agent-time on duty, overtime included; NaN
// if nobody was on duty.
func (h *PoolHour) occupancy() float64 { return ratio(h.Busy, h.Staffed+h.Overtime) }

// meanWait of answered contacts in seconds; NaN if none was answered.
func (h *PoolHour) meanWait() float64 { return ratio(h.WaitSum, h.Answered) / second }

// ratio is a/b, NaN when there is nothing to divide by.
func ratio(a, b int64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// mean of a sketch of milliseconds in a unit; NaN if there is nothing in it.
func mean(s *stats.Sketch, unit float64) float64 {
	if s == nil || s.Count() == 0 {
		return math.NaN()
	}
	return s.Mean() / unit
}

// quantile of a sketch of milliseconds in a unit; NaN if there is nothing in it.
func quantile(s *stats.Sketch, q, unit float64) float64 {
	if s == nil || s.Count() == 0 {
		return math.NaN()
	}
	return s.Quantile(q) / unit
}

// Pooled merges one sketch of every replication, in index order.
func (r *Run) Pooled(of func(t *Trial) *stats.Sketch) *stats.Sketch {
	all := new(stats.Sketch)
	for i := range r.Trials {
		if s := of(&r.Trials[i]); s != nil {
			all.Merge(s)
		}
	}
	return all
}

// firm computes the figures of firm f. The cohorts are added up once a
// replication; every figure is read from that row.
func (r *Run) firm(f int) FirmSummary {
	rows := make([]Row, len(r.Trials))
	for i := range r.Trials {
		rows[i] = r.Trials[i].Firms[f].window(r)
	}
	of := func(value func(w *Row, t *FirmTrial) float64) stats.Estimate {
		return r.over(func(i int) float64 { return value(&rows[i], &r.Trials[i].Firms[f]) })
	}
	count := func(c Counter) stats.Estimate {
		return of(func(w *Row, _ *FirmTrial) float64 { return float64(w[c]) })
	}
	share := func(c, all Counter) stats.Estimate {
		return of(func(w *Row, _ *FirmTrial) float64 { return ratio(w[c], w[all]) })
	}
	cost := func(fen func(c *Costs) int64) stats.Estimate {
		return of(func(_ *Row, t *FirmTrial) float64 { return float64(fen(&t.Costs)) / 100 })
	}
	s := FirmSummary{
		Name: r.Firms[f].Name,
		Orders: OrderSummary{
			Intentions: count(Intentions),
			Lost:       of(func(w *Row, _ *FirmTrial) float64 { return float64(w.Lost()) }),
			LostBy: LostSummary{
				Question:   count(LostQuestion),
				Checkout:   count(LostCheckout),
				SoldOut:    count(LostSoldOut),
				Deposit:    count(LostDeposit),
				TurnedAway: count(LostTurnedAway),
			},
			Placed:        count(Placed),
			Cancelled:     of(func(w *Row, _ *FirmTrial) float64 { return float64(w[CancelledShop] + w[CancelledBuyer]) }),
			Delivered:     count(Delivered),
			LostInTransit: count(LostParcels),
			InFlight:      of(func(_ *Row, t *FirmTrial) float64 { return float64(t.InFlight) }),
		},
		Delivery: DeliverySummary{
			LateShare:   share(DeliveredLate, Delivered),
			Lead:        of(func(_ *Row, t *FirmTrial) float64 { return mean(t.Lead, day) }),
			LeadP95:     of(func(_ *Row, t *FirmTrial) float64 { return quantile(t.Lead, 0.95, day) }),
			DaysLate:    of(func(_ *Row, t *FirmTrial) float64 { return mean(t.Late, day) }),
			LateP95:     of(func(_ *Row, t *FirmTrial) float64 { return quantile(t.Late, 0.95, day) }),
			ByDaysLate:  r.byDaysLate(f),
			ShippedLate: share(ShippedLate, Shipped),
		},
		Pools: make([]PoolSummary, len(r.Firms[f].Pools)),
		Complaints: ComplaintsSummary{
			ToFirm:      complaints(of, (*Row).FirmComplaints, ToFirm),
			ToAuthority: complaints(of, (*Row).AuthorityComplaints, ToAuthority),
		},
		Refund: RefundSummary{
			Paid:     of(func(_ *Row, t *FirmTrial) float64 { return float64(t.RefundsPaid) }),
			Mean:     of(func(_ *Row, t *FirmTrial) float64 { return mean(t.Refund, day) }),
			Within7d: of(func(_ *Row, t *FirmTrial) float64 { return ratio(t.RefundIn7d, t.RefundsPaid) }),
		},
		Costs: CostSummary{
			Staff:        cost(func(c *Costs) int64 { return c.Staff }),
			Temps:        cost(func(c *Costs) int64 { return c.Temps }),
			Warehouse:    cost(func(c *Costs) int64 { return c.Warehouse }),
			Stock:        cost(func(c *Costs) int64 { return c.Stock }),
			Storefront:   cost(func(c *Costs) int64 { return c.Storefront }),
			Carriers:     cost(func(c *Costs) int64 { return c.Carriers }),
			Returns:      cost(func(c *Costs) int64 { return c.Returns }),
			Compensation: cost(func(c *Costs) int64 { return c.Compensation }),
			Refunds:      cost(func(c *Costs) int64 { return c.Refunds }),
			LostMargin:   cost(func(c *Costs) int64 { return c.LostMargin }),
			Contingency:  cost(func(c *Costs) int64 { return c.Contingency }),
			Total:        cost(func(c *Costs) int64 { return c.Total() }),
		},
	}
	for p := range s.Pools {
		s.Pools[p] = r.pool(f, p)
	}
	return s
}

// complaints counts complaints to one address.
func complaints(of func(func(*Row, *FirmTrial) float64) stats.Estimate, total func(*Row) int64, counter func(Cause) Counter) ComplaintCount {
	causes := func(value func(w *Row, n int64) float64) ByCause {
		cause := func(c Cause) stats.Estimate {
			return of(func(w *Row, _ *FirmTrial) float64 { return value(w, w[counter(c)]) })
		}
		return ByCause{
			Cancelled:   cause(Cancelled),
			Delay:       cause(Delay),
			Quality:     cause(Quality),
			Description: cause(Description),
			Service:     cause(Service),
			Terms:       cause(Terms),
		}
	}
	perMillion := func(w *Row, n int64) float64 { return 1e6 * ratio(n, w[Placed]) }
	return ComplaintCount{
		Total:             of(func(w *Row, _ *FirmTrial) float64 { return float64(total(w)) }),
		PerMillion:        of(func(w *Row, _ *FirmTrial) float64 { return perMillion(w, total(w)) }),
		ByCause:           causes(func(_ *Row, n int64) float64 { return float64(n) }),
		PerMillionByCause: causes(perMillion),
	}
}

// byDaysLate estimates each entry of FirmTrial.LateDays.
func (r *Run) byDaysLate(f int) []stats.Estimate {
	longest := 0
	for i := range r.Trials {
		longest = max(longest, len(r.Trials[i].Firms[f].LateDays))
	}
	all := make([]stats.Estimate, longest)
	for d := range all {
		all[d] = r.over(func(i int) float64 {
			if late := r.Trials[i].Firms[f].LateDays; d < len(late) {
				return float64(late[d])
			}
			return 0
		})
	}
	return all
}

// pool computes the figures of pool p of firm f.
func (r *Run) pool(f, p int) PoolSummary {
	hours := make([]PoolHour, len(r.Trials))
	for i := range r.Trials {
		hours[i] = r.Trials[i].Firms[f].Pools[p].window(r)
	}
	of := func(value func(h *PoolHour) float64) stats.Estimate {
		return r.over(func(i int) float64 { return value(&hours[i]) })
	}
	waits := func(t *Trial) *stats.Sketch { return t.Firms[f].Pools[p].Waits }
	head := r.Firms[f].Pools[p]
	s := PoolSummary{
		Name:         head.Name,
		Channel:      head.Channel,
		Offered:      of(func(h *PoolHour) float64 { return float64(h.Offered) }),
		Answered:     of(func(h *PoolHour) float64 { return float64(h.Answered) }),
		Abandonment:  of((*PoolHour).abandonment),
		MeanWait:     of((*PoolHour).meanWait),
		P95Wait:      r.over(func(i int) float64 { return quantile(waits(&r.Trials[i]), 0.95, second) }),
		Target:       float64(head.Target) / second,
		ServiceLevel: of((*PoolHour).serviceLevel),
		Occupancy:    of((*PoolHour).occupancy),
	}
	if p95 := quantile(r.Pooled(waits), 0.95, second); !math.IsNaN(p95) {
		s.PooledP95 = &p95
	}
	return s
}

// line computes the figures of line l over the window's dates.
func (r *Run) line(l int) LineSummary {
	head := r.Lines[l]
	s := LineSummary{Name: head.Name, Kind: head.Kind}
	if head.Firm >= 0 {
		s.Firm = &r.Firms[head.Firm].Name
	}
	window := func(i int) []LineDay {
		days := r.Trials[i].Lines[l].Days
		return days[min(r.From, len(days)):min(r.To+1, len(days))]
	}
	s.PeakQueue = r.over(func(i int) float64 {
		var peak int64
		for _, d := range window(i) {
			peak = max(peak, d.Queue)
		}
		return float64(peak)
	})
	s.Utilisation = r.over(func(i int) float64 {
		var left int64
		var capacity float64
		for _, d := range window(i) {
			left += d.Left
			capacity += d.Capacity
		}
		if capacity == 0 {
			return math.NaN()
		}
		return float64(left) / capacity
	})
	return s
}

// audit adds up the audits; a broken check says in which replication.
func (r *Run) audit() AuditSummary {
	a := AuditSummary{Broken: []string{}}
	for i := range r.Trials {
		t := &r.Trials[i]
		a.Checks += t.Audit.Checks
		for _, b := range t.Audit.Broken {
			a.Broken = append(a.Broken, fmt.Sprintf("replication %d: %s", t.Replication, b))
		}
	}
	return a
}

// Fingerprint hashes the trials' fingerprints in index order (64-bit FNV-1a,
// 16 hexadecimal digits): equal runs have equal fingerprints on one kind of
// machine, and runs of different events differ but for chance (2^-64).
func (r *Run) Fingerprint() string {
	h := fnv.New64a()
	for i := range r.Trials {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], r.Trials[i].Fingerprint)
		h.Write(b[:])
	}
	return fmt.Sprintf("%016x", h.Sum64())
}
