package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim/flow"
	"peakready/sim/stats"
)

// quickMoney is sums in fen of the window's orders, and what belongs to refunds.
type quickMoney struct {
	compensation, freight, lostMargin, items float64
	advanced, withdrawn                      float64
	margin                                   float64 // of a mean lost order
	refunds                                  *stats.Sketch
	paid, paidIn7d                           float64
	margins, goods, stock                    float64 // margin of orders undone; goods that came back; fen-days on the shelf
}

// fractions carries what is cut off a number of things to the next.
type fractions struct{ rest [12]float64 }

func (r *fractions) record(s *stats.Sketch, v int64, n float64, slot int) {
	if k := whole(n, &r.rest[slot]); k > 0 {
		s.RecordN(v, uint64(k))
	}
}

// closeDay books a day: lines, pools, and the order dates of what was counted by
// its mean day only.
func (q *quick) closeDay() {
	onRoad := 0.0
	for i := range q.carriers {
		k := &q.carriers[i]
		n := 0.0
		for f := range k.hubQueue {
			n += k.hubQueue[f].n
		}
		k.hub.close(n, 1)
		for g := range k.stations {
			st := &k.stations[g]
			n := 0.0
			for f := range st.queue {
				n += st.queue[f].n
				for i := range st.road[f] {
					onRoad += st.road[f][i].n
				}
			}
			onRoad += n
			st.close(n, 1)
		}
	}
	q.peak = max(q.peak, onRoad)
	for i := range q.firms {
		f := &q.firms[i]
		for j := range f.stores {
			f.stores[j].close(f.stores[j].queue.n, f.cfg.itemsPerOrder())
		}
		if f.goods() {
			f.inspection.close(f.inspection.n, 1)
		}
		for b := range f.today {
			for c := range f.today[b] {
				if m := &f.today[b][c]; m.n != 0 {
					q.toCohorts(f, result.Counter(c), b == 1, *m)
					*m = mass{}
				}
			}
		}
	}
}

// toCohorts gives a day's count to order dates: around its mean day, and for
// what began with a delivery to the orders delivered on those days.
func (q *quick) toCohorts(f *quickFirm, c result.Counter, byDelivery bool, m mass) {
	mean := max(0, min(float64(q.day), m.d/m.n))
	low := int(mean)
	part := mean - float64(low)
	give := func(day int, n float64) {
		if n == 0 {
			return
		}
		if byDelivery {
			total := 0.0
			for _, k := range f.deliveredOn[day] {
				total += k.n
			}
			if total > 0 {
				for _, k := range f.deliveredOn[day] {
					f.cohorts[k.cohort][c] += n * k.n / total
				}
				return
			}
		}
		f.cohorts[day][c] += n
	}
	give(low, m.n*(1-part))
	give(min(low+1, q.day), m.n*part)
}

// rounded is rows of whole numbers: what is cut off a day goes to the next, so
// that sums stay what they are.
func rounded(rows [][result.Counters]float64) []result.Row {
	out := make([]result.Row, len(rows))
	var rest [result.Counters]float64
	for d := range rows {
		for c, x := range rows[d] {
			if x != 0 || rest[c] != 0 {
				x += rest[c]
				n := max(0, math.Floor(x+0.5))
				out[d][c], rest[c] = int64(n), x-n
			}
		}
	}
	return out
}

func (q *quick) trial(replication int) result.Trial {
	t := result.Trial{Replication: replication, PeakOnRoad: int64(q.peak), Audit: q.audit()}
	for i := range q.carriers {
		k := &q.carriers[i]
		t.Lines = append(t.Lines, result.LineTrial{Days: k.hub.days})
		for g := range k.stations {
			t.Lines = append(t.Lines, result.LineTrial{Days: k.stations[g].days})
		}
	}
	for i := range q.firms {
		f := &q.firms[i]
		for j := range f.stores {
			t.Lines = append(t.Lines, result.LineTrial{Days: f.stores[j].days})
		}
		if f.goods() {
			t.Lines = append(t.Lines, result.LineTrial{Days: f.inspection.days})
		}
		ft := result.FirmTrial{
			Days: rounded(f.days), Cohorts: rounded(f.cohorts), Lead: f.lead, Late: f.lates,
			Refund: f.money.refunds, RefundIn7d: int64(math.Round(f.money.paidIn7d)), RefundsPaid: int64(math.Round(f.money.paid)),
			Costs: q.costs(f), Spans: f.orderSpans(),
		}
		rest := 0.0
		ft.PlacedHours = make([]int64, 0, len(f.placedHours))
		for _, n := range f.placedHours {
			ft.PlacedHours = append(ft.PlacedHours, whole(n, &rest))
		}
		for _, n := range f.lateDays {
			ft.LateDays = append(ft.LateDays, int64(math.Round(n)))
		}
		open := 0.0
		for c := range f.open {
			if q.inWindow(c) {
				open += f.open[c]
			}
		}
		ft.InFlight = int64(math.Round(max(0, open)))
		for j := range f.desk.pools {
			p := &f.desk.pools[j]
			pt := result.PoolTrial{Waits: p.waits.sketch(), Spans: p.waitSpans(), Hours: make([]result.PoolHour, 0, len(p.hours))}
			var rest [13]float64
			for h := range p.hours {
				pt.Hours = append(pt.Hours, p.hours[h].row(&rest))
			}
			ft.Pools = append(ft.Pools, pt)
		}
		for d := range f.days {
			t.Intentions += int64(f.days[d][result.Intentions])
		}
		t.Fingerprint = fingerprint(f.days, t.Fingerprint)
		t.Firms = append(t.Firms, ft)
	}
	for r := range q.docket.rows {
		var rest [6]float64
		for _, x := range q.docket.rows[r] {
			t.Docket.Days[r] = append(t.Docket.Days[r], result.DocketDay{
				Firms: whole(x.firms, &rest[0]), Ecommerce: whole(x.ecommerce, &rest[1]), Other: whole(x.other, &rest[2]),
				Settled: whole(x.settled, &rest[3]), Decided: whole(x.decided, &rest[4]), Overdue: whole(x.overdue, &rest[5]),
				Backlog: int64(math.Round(x.backlog)), Waiting: int64(math.Round(x.waiting)),
			})
		}
	}
	t.Docket.Incidents = q.docket.incidents.found
	return t
}

// costs of a firm over the window, by the same price list as the exact engine's.
func (q *quick) costs(f *quickFirm) result.Costs {
	var staff, temps float64
	for i := range f.desk.pools {
		p := f.desk.pools[i].cfg
		wage := float64(p.Wage) * float64(p.Scale)
		hours := func(s flow.Schedule) float64 { return wage * q.hours(s) }
		staff += hours(p.Staffing.scheduled(q.span))
		for j := range p.Teams {
			staff += hours(p.Teams[j].Staffing.scheduled(q.span))
		}
		for j := range p.Temps {
			temps += hours(p.Temps[j].scheduled(q.span)) + wage*q.trainingHours(&p.Temps[j])
		}
		for _, h := range f.desk.pools[i].hours[q.from*24 : (q.to+1)*24] {
			staff += wage * float64(f.cfg.Prices.Overtime) * h.over // about: a slower head's hour is less of an agent's
		}
	}
	ready := q.keptReady(f.cfg)
	costs := result.Costs{
		Staff: fen(staff), Temps: fen(temps + ready.temps), Carriers: fen(f.money.freight),
		Warehouse:    fen(ready.warehouse + f.money.items*float64(f.cfg.Prices.PickItem)),
		Compensation: fen(f.money.compensation), LostMargin: fen(f.money.lostMargin), Refunds: fen(f.money.margins),
	}
	if len(f.shelves) == 0 { // no goods, no shop
		return costs
	}
	costs.Storefront = fen(ready.storefront)
	costs.Stock = fen(f.money.stock * float64(f.cfg.Prices.StockHolding) / 365)
	costs.Returns = fen(ready.inspection) + fen(f.money.goods*float64(f.cfg.Prices.WriteDown))
	return costs
}
