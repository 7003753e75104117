package models

import (
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim/flow"
	"peakready/sim/rng"
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

func (q *quick) wireFirm(index int) {
	cfg := &q.sc.Firms[index]
	f := &q.firms[index]
	*f = quickFirm{cfg: cfg, index: index, name: cfg.Name, realm: rng.Name("quick/firm/" + cfg.Name), factors: cfg.Demand.dayFactors(q.span)}
	for _, s := range q.sourcesOf(index, cfg, f.factors, q.key) {
		f.sources = append(f.sources, quickSource{source: s})
	}
	f.days, f.cohorts = make([][result.Counters]float64, q.days), make([][result.Counters]float64, q.days)
	f.placedHours = make([]float64, q.days*24)
	f.lead, f.lates, f.money.refunds = stats.NewSketch(), stats.NewSketch(), stats.NewSketch()
	f.lateDays = make([]float64, lateDayBins)
	f.deliveredOn = make([][]cohortCount, q.days)
	q.wireDesk(f)
	f.cases.handled = -1
	for i := range f.desk.pools {
		if f.desk.pools[i].class[askComplaint] >= 0 && f.desk.pools[i].cfg.Share > 0 {
			f.cases.handled = i
			break
		}
	}
	a := &q.sc.Authority
	for c := range f.cases.toAuthority {
		after := a.ConsumerAfter
		if problem(c) == problemLate {
			after = a.CourierAfter
		}
		f.cases.toAuthority[c] = q.newDelay(after)
	}
	if !f.goods() {
		return
	}
	f.contracts = make([]float64, len(q.sc.Carriers))
	total := 0.0
	for i := range q.sc.Carriers {
		f.contracts[i] = cfg.contract(q.sc.Carriers[i].Name)
		total += f.contracts[i]
	}
	for i := range f.contracts {
		f.contracts[i] /= total
	}
	stores := 0.0
	for i := range cfg.Warehouses {
		stores += float64(cfg.Warehouses[i].Share)
	}
	for i := range cfg.Warehouses {
		w := &cfg.Warehouses[i]
		f.stores = append(f.stores, quickWarehouse{
			quickLine: q.newLine(w.Capacity.rates(q.span, nil)), cfg: w, share: float64(w.Share) / stores,
		})
	}
	for _, c := range cfg.Demand.Categories {
		f.shelves = append(f.shelves, newQuickShelf(c, cfg.Stock))
	}
	f.oversold, f.oversoldBy = q.newDelay(cfg.Stock.FoundAfter), q.newDelay(cfg.Stock.FoundAfter)
	for r, g := range q.sc.Regions {
		e := 0
		for e < len(f.extra) && f.extra[e] != g.ExtraDays {
			e++
		}
		if e == len(f.extra) {
			f.extra, f.share = append(f.extra, g.ExtraDays), append(f.share, 0)
		}
		f.ofRegion = append(f.ofRegion, e)
		f.share[e] += q.where[r]
	}
	f.promo, f.promise = make([]bool, q.days), make([]int, q.days)
	f.placed, f.open, f.unshipped = make([]float64, q.days), make([]float64, q.days), make([]float64, q.days)
	f.unpickable = make([]float64, q.days)
	f.openBy, f.mix, f.clock = make([][]float64, q.days), make([][]float64, q.days), make([]placedClock, q.days)
	for d := range q.days {
		f.promo[d] = f.factors[d] >= promotionFactor
		f.promise[d] = cfg.Shipping.promised(q.date(d))
		f.openBy[d], f.mix[d] = make([]float64, len(f.extra)), make([]float64, len(cfg.Demand.Categories))
	}
	f.strayed = make([][]strayBatch, len(q.sc.Carriers))
	f.money.margin = cfg.mean(func(g *Category) float64 { return float64(g.Question) * float64(g.Value) * float64(g.Margin) }) /
		max(1e-12, cfg.mean(func(g *Category) float64 { return float64(g.Question) }))
	q.wireAfter(f)
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
			Costs: q.costs(f),
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
			pt := result.PoolTrial{Waits: p.waits.sketch(), Hours: make([]result.PoolHour, 0, len(p.hours))}
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

// audit balances the counts at the end, to a millionth: nothing was made or lost.
func (q *quick) audit() result.Audit {
	var a result.Audit
	equal := func(what string, got, want float64) {
		a.Checks++
		if !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(got), math.Abs(want))) {
			a.Broken = append(a.Broken, fmt.Sprintf("%s: %v against %v", what, got, want))
		}
	}
	var shipped, failed, delivered, declared, astray float64
	for i := range q.firms {
		f := &q.firms[i]
		var t, c [result.Counters]float64
		for d := range f.days {
			for n := range t {
				t[n] += f.days[d][n]
				c[n] += f.cohorts[d][n]
			}
		}
		name := f.cfg.Name + ": "
		for n := range t {
			equal(name+result.Counter(n).String()+" by date = by order date", t[n], c[n])
		}
		for j := range f.desk.pools {
			p := &f.desk.pools[j]
			var h quickHour
			for _, x := range p.hours {
				h.offered += x.offered
				h.answered += x.answered
				h.abandoned += x.abandoned
			}
			queued := p.referredWaiting + p.referredIn
			for c := range p.queue {
				for _, x := range p.queue[c] {
					queued += x.m.n
				}
			}
			equal(name+p.cfg.Name+": attempts = answered + given up + waiting", h.offered+p.referredIn, h.answered+h.abandoned+queued)
		}
		waiting := 0.0
		for c := 0; c < len(f.desk.kinds); c++ {
			if f.desk.kinds[c].complaint {
				waiting += f.desk.coming[c].n + f.desk.waiting[c].n
				if o := f.desk.opening[c]; o != nil {
					waiting += o.inside().n
				}
			}
		}
		for j := range f.desk.pools {
			waiting += f.desk.pools[j].complaints()
		}
		var complaints float64
		for k := result.Cause(0); k < result.Causes; k++ {
			complaints += t[result.ToFirm(k)]
		}
		equal(name+"complaints = settled + unsettled + open", complaints, t[result.FirmSettled]+t[result.FirmUnsettled]+f.cases.open)
		equal(name+"open complaints = before the desk", f.cases.open, waiting)
		if !f.goods() {
			continue
		}
		shipped += t[result.Shipped]
		failed += t[result.AttemptsFailed]
		declared += t[result.LostParcels]
		astray += f.strayedN
		delivered += t[result.Delivered]
		open := sum(f.open)
		equal(name+"placed = delivered + cancelled + lost in transit + in flight", t[result.Placed],
			t[result.Delivered]+t[result.CancelledShop]+t[result.CancelledBuyer]+t[result.LostParcels]+open)
		lost := t[result.LostQuestion] + t[result.LostCheckout] + t[result.LostSoldOut] + t[result.LostDeposit]
		undecided := 0.0
		for j := range f.sources {
			undecided += f.sources[j].waiting
		}
		for j := range f.desk.pools {
			undecided += f.desk.pools[j].questions()
		}
		equal(name+"intentions = lost + placed + undecided", t[result.Intentions], lost+t[result.Placed]+f.undecided)
		equal(name+"undecided = asking + deposits", f.undecided, undecided)
		inHouse := 0.0
		for j := range f.stores {
			inHouse += f.stores[j].unwave.n + f.stores[j].queue.n
		}
		equal(name+"placed = packed + cancelled + oversold + in the warehouse", t[result.Placed],
			t[result.Packed]+t[result.CancelledShop]+t[result.CancelledBuyer]+f.oversold.inside().n+inHouse)
		back := &f.after
		equal(name+"returns sent = on the way back + inspected + to inspect", back.sent, back.onWay+t[result.Returned]+f.inspection.n)
		equal(name+"inspected = refunded + repaired + still to be made good", t[result.Returned], t[result.Refunded]+t[result.Repaired]+back.toMakeGood)
		made := back.refund.inside().n + back.repair.inside().n
		equal(name+"to be made good = on their way", back.toMakeGood, made)
	}
	var in, out, strayed, stationIn, door, road, hub float64
	for i := range q.carriers {
		k := &q.carriers[i]
		in, out, strayed, stationIn, door = in+k.hubIn, out+k.hubOut, strayed+k.strayed, stationIn+k.stationIn, door+k.atDoor
		for f := range k.hubQueue {
			hub += k.hubQueue[f].n
		}
		for g := range k.stations {
			for f := range k.stations[g].road {
				for _, r := range k.stations[g].road[f] {
					road += r.n
				}
			}
		}
	}
	if len(q.carriers) > 0 {
		equal("road: handed to carriers = into the hubs", shipped, in)
		equal("road: into the hubs = out + in them", in, out+hub)
		equal("road: out of the hubs = lost + on the road + into the stations", out+failed, strayed+road+stationIn)
		equal("road: gone astray = declared lost + astray", strayed, declared+astray)
		equal("road: at the door = delivered + nobody home", door, delivered+failed)
	}
	for r := range q.docket.rows {
		var opened, closed float64
		for _, x := range q.docket.rows[r] {
			opened += x.firms + x.ecommerce + x.other
			closed += x.settled + x.decided
		}
		equal(result.Route(r).String()+": cases lodged = settled by the firm + decided + open", opened, closed+q.docket.open[r])
	}
	return a
}

// questions and complaints before a pool or between two attempts.
func (p *quickPool) questions() float64 {
	return p.of(func(k *quickKind) bool { return k.reason == askQuestion })
}

func (p *quickPool) complaints() float64 {
	return p.of(func(k *quickKind) bool { return k.complaint })
}

func (p *quickPool) of(which func(k *quickKind) bool) float64 {
	n := 0.0
	for i := range p.orbit {
		if p.orbit[i] != nil && which(&p.kinds[i/p.attempts]) {
			n += p.orbit[i].inside().n
		}
	}
	for c := range p.queue {
		for _, t := range p.queue[c] {
			if which(&p.kinds[t.kind]) {
				n += t.m.n
			}
		}
	}
	return n
}
