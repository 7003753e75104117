package models

import (
	"peakready/models/result"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

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
	for _, o := range orderSpans(q.apart, index) {
		f.spans = append(f.spans, quickSpan{OrderSpan: o})
	}
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
