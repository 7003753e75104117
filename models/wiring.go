package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

func (s *season) wireRegions() {
	var shares []float64
	for _, g := range s.sc.Regions {
		shares = append(shares, float64(g.Share))
		s.regions = append(s.regions, region{g.Name, g.LineHaul})
	}
	if len(shares) > 0 {
		s.where = newWeights(shares)
	}
}

func (s *season) wireCarriers() {
	for i := range s.sc.Carriers {
		c := &s.sc.Carriers[i]
		closed := c.shutdown(s.span)
		class, weights := s.quotas(c.Name)
		wired := carrier{cfg: c, hub: flow.NewLine(s.k, flow.LineSpec{
			Name: c.Name + "/hub", Rate: c.Hub.rates(s.span, closed), Class: class, Weights: weights, Floor: &s.floor,
		}, s.sorted)}
		for _, g := range s.sc.Regions {
			share := float64(g.Share)
			if f, ok := c.Spread[g.Name]; ok {
				share *= float64(f)
			}
			planned := c.Stations.rates(s.span, func(day int) float64 { return share * closed(day) })
			wired.stations = append(wired.stations, flow.NewLine(s.k, flow.LineSpec{
				Name: c.Name + "/" + g.Name,
				Rate: s.couriers(c, g.Name, planned), Plan: &planned,
				Class: class, Weights: weights, Floor: &s.floor,
			}, s.atDoor))
		}
		s.carriers = append(s.carriers, wired)
	}
}

// quotas of the firms at a carrier; none are needed for one firm alone.
func (s *season) quotas(carrier string) (class func(*sim.Record) int, weights []float64) {
	if len(s.sc.Firms) < 2 {
		return nil, nil
	}
	for i := range s.sc.Firms {
		weights = append(weights, s.sc.Firms[i].weight(carrier))
	}
	// A firm without a contract sends nothing, unless a contingency rule does: then
	// it is served like the least of the customers.
	least := math.Inf(1)
	for _, w := range weights {
		if w > 0 {
			least = min(least, w)
		}
	}
	for i := range weights {
		switch f := &s.sc.Firms[i]; {
		case weights[i] > 0:
		case s.sc.Spares(f, carrier) && !math.IsInf(least, 1):
			weights[i] = least
		default:
			weights[i] = 1e-6
		}
	}
	return func(r *sim.Record) int { return s.sources[sourceOf(r)].firm }, weights
}

func (s *season) wireFirm(index int) {
	cfg := &s.sc.Firms[index]
	s.firms = append(s.firms, firm{cfg: cfg, index: index})
	f := &s.firms[index]
	f.factors = cfg.Demand.dayFactors(s.span)
	sources := s.stir(f, s.sourcesOf(index, cfg, f.factors, s.key))
	reserve(sources, s.demand*1440)
	for _, src := range sources {
		f.sources = append(f.sources, len(s.sources))
		s.sources = append(s.sources, src)
	}
	f.days, f.cohorts = make([]result.Row, s.days), make([]result.Row, s.days)
	f.placedHours = make([]int64, s.days*24)
	f.lead, f.late, f.refund = stats.NewSketch(), stats.NewSketch(), stats.NewSketch()
	f.lateDays = make([]int64, lateDayBins)
	f.spans = orderSpans(s.apart, index)
	f.bot, f.resolved = cfg.Service.Bot.table(), cfg.Service.Resolved.table()
	s.wireDesks(f)
	if len(cfg.Demand.Categories) == 0 {
		return
	}
	s.wirePromises(f)
	f.balance = rng.MustExponential(float64(max(1, cfg.Demand.Double11.BalanceTime)))
	f.gate = flow.NewGate(s.k, flow.GateSpec{
		Name: cfg.Name + "/checkout", Rate: s.openCheckout(f), Room: cfg.Storefront.Room,
		Patience: func(r *sim.Record) sim.Time {
			return sim.Time(min(cfg.Storefront.Patience.Draw(s.luck(r), drawCheckout), float64(never)))
		},
	}, s.admitted, s.timedOut)
	for _, c := range cfg.Demand.Categories {
		f.shelves = append(f.shelves, s.newShelf(c, cfg.Stock))
	}
	s.synced.At(cfg.Stock.Sync, uint32(index))
	var shares []float64
	for i := range cfg.Warehouses {
		w := &cfg.Warehouses[i]
		shares = append(shares, float64(w.Share))
		planned := w.Capacity.rates(s.span, nil)
		wired := warehouse{line: flow.NewLine(s.k, flow.LineSpec{
			Name: cfg.Name + "/" + w.Name, Rate: s.pickers(f, w), Plan: &planned,
			Work: s.items, Dead: s.cancelled, Floor: &s.floor,
		}, s.packed)}
		var pickups []sim.Time
		for _, p := range w.Pickups {
			pickups = append(pickups, sim.Time(p))
		}
		wired.dock = s.dockOf(index, pickups)
		for _, p := range w.Waves {
			wired.waves = append(wired.waves, sim.Time(p))
		}
		f.warehouses = append(f.warehouses, wired)
	}
	f.stores = newWeights(shares)
	contracts := make([]float64, len(s.sc.Carriers))
	for _, c := range cfg.Shipping.Contracts {
		for i := range s.sc.Carriers {
			if s.sc.Carriers[i].Name == c.Carrier {
				contracts[i] += float64(c.Share)
			}
		}
	}
	f.carriers = newWeights(contracts)
	f.inspection = newInspection(s, f)
}

func (s *season) wireDesks(f *firm) {
	for i := range f.cfg.Service.Pools {
		p := &f.cfg.Service.Pools[i]
		d := s.newDesk(f, p)
		d.spans = waitSpans(s.apart, f.index, p.Name)
		f.desks = append(f.desks, d)
		for rs := range f.shares {
			share := 0.0
			if d.class[rs] >= 0 {
				share = float64(p.Share)
			}
			f.shares[rs] = append(f.shares[rs], share)
		}
	}
}

// wirePromises fills in the days promised to the orders of each day.
func (s *season) wirePromises(f *firm) {
	p := &f.cfg.Shipping
	for _, g := range s.sc.Regions {
		f.extraDays = append(f.extraDays, g.ExtraDays)
	}
	least := f.extraDays[0]
	for _, e := range f.extraDays {
		least = min(least, e)
	}
	f.least = least
	f.promotion = make([]bool, s.days)
	f.promise = make([]int, s.days)
	f.dueOn = make([][]int, s.days)
	for day := range s.days {
		f.promotion[day] = f.factors[day] >= promotionFactor
		f.promise[day] = p.promised(s.date(day))
		if due := day + f.promise[day] + least + 1; due < s.days && day < s.demand {
			f.dueOn[due] = append(f.dueOn[due], day)
		}
	}
}
