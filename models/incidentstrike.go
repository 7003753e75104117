package models

import (
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// strike is an incident that happens in this season.
type strike struct {
	cfg      *Incident
	realm    uint64 // of its luck
	from, to sim.Time
	severity float64
}

func (k *strike) on(t sim.Time) bool { return t >= k.from && t < k.to }

// anyOf says whether a list of names means this one; an empty list means all.
func anyOf(names []string, name string) bool { return len(names) == 0 || slices.Contains(names, name) }

func (k *strike) befalls(firm string) bool { return k.cfg.Firm == "" || k.cfg.Firm == firm }

func (k *strike) haunts(carrier string) bool { return k.cfg.Carrier == "" || k.cfg.Carrier == carrier }

// drawIncidents decides what happens in this season, when and how hard. What
// has no severity, or lies outside the run, does not happen.
func (s *season) drawIncidents() {
	for i := range s.sc.Incidents {
		p := &s.sc.Incidents[i]
		k := strike{cfg: p, realm: uint64(rng.Name("incident/" + p.Name))}
		l := s.key.Entity(k.realm, 0)
		if !l.Chance(drawHappens, float64(p.Chance)) {
			continue
		}
		at := float64(p.At)
		if p.At == 0 {
			at = math.Floor(float64(p.Between.From) + l.U(drawHappensAt)*float64(p.Between.To-p.Between.From))
		}
		k.from = (sim.Time(at) - sim.Time(s.firstMinute())) * sim.Minute
		lasts := math.Ceil(min(p.Lasts.Draw(l, drawLasts), float64(never)) / float64(sim.Minute))
		k.to = k.from + sim.Time(max(1, lasts))*sim.Minute
		least, most := float64(*p.Severity), float64(*p.SeverityTo)
		k.severity = least + l.U(drawSeverity)*(most-least)
		k.from, k.to = max(0, k.from), min(k.to, s.horizon())
		if k.severity > 0 && k.from < k.to {
			s.strikes = append(s.strikes, k)
		}
	}
}

// happened is what the season had to bear, in the order of the scenario.
func (s *season) happened() []result.Emergency {
	var out []result.Emergency
	for i := range s.strikes {
		k := &s.strikes[i]
		out = append(out, result.Emergency{Name: k.cfg.Name, Kind: string(k.cfg.Kind), From: int64(k.from), To: int64(k.to), Severity: k.severity})
	}
	return out
}

// weakened is a schedule less what the incidents that hit it take, in whole
// numbers where it is of heads.
func (s *season) weakened(of flow.Schedule, heads bool, hits func(k *strike) bool) flow.Schedule {
	var by []*strike
	at := []sim.Time{0}
	for i := range s.strikes {
		if k := &s.strikes[i]; hits(k) {
			by = append(by, k)
			at = append(at, k.from, k.to)
		}
	}
	if len(by) == 0 {
		return of
	}
	for t, more := of.Next(0); more; t, more = of.Next(t) {
		at = append(at, t)
	}
	slices.Sort(at)
	var steps []flow.Step
	for _, t := range slices.Compact(at) {
		v := of.At(t)
		for _, k := range by {
			if k.on(t) {
				v *= 1 - k.severity
			}
		}
		if heads {
			v = math.Round(v)
		}
		steps = append(steps, flow.Step{At: t, Value: v})
	}
	left, err := flow.NewSchedule(steps)
	if err != nil { // a part of a schedule is a schedule
		panic(err)
	}
	return left
}

// present is the agents of a pool who are not ill, whole heads.
func (s *season) present(f *firm, pool string, agents flow.Schedule) flow.Schedule {
	return s.weakened(agents, true, func(k *strike) bool {
		return k.cfg.Kind == SickWave && k.befalls(f.cfg.Name) && anyOf(k.cfg.Pools, pool)
	})
}

// openCheckout is the rate of a firm's checkout that outages leave, in orders a second.
func (s *season) openCheckout(f *firm) flow.Schedule {
	return s.weakened(flow.Always(float64(f.cfg.Storefront.Capacity)/86400), false, func(k *strike) bool {
		return k.cfg.Kind == StorefrontOutage && k.befalls(f.cfg.Name)
	})
}

// pickers of a warehouse: the rate that stops and illness leave.
func (s *season) pickers(f *firm, w *Warehouse) flow.Schedule {
	return s.weakened(w.Capacity.rates(s.span, nil), false, func(k *strike) bool {
		if !k.befalls(f.cfg.Name) {
			return false
		}
		return k.cfg.Kind == WarehouseStop && anyOf(k.cfg.Warehouses, w.Name) ||
			k.cfg.Kind == SickWave && slices.Contains(k.cfg.Warehouses, w.Name)
	})
}

// working is the share of a warehouse that stops leave at work now, in [0, 1].
func (s *season) working(f *firm, w *Warehouse) float64 {
	left := 1.0
	for i := range s.strikes {
		k := &s.strikes[i]
		if k.cfg.Kind == WarehouseStop && k.on(s.k.Now()) && k.befalls(f.cfg.Name) && anyOf(k.cfg.Warehouses, w.Name) {
			left *= 1 - k.severity
		}
	}
	return left
}

// idle is the items of the window that incidents keep a warehouse from: they are paid.
func (s *season) idle(f *firm, w *Warehouse) float64 {
	if len(s.strikes) == 0 {
		return 0
	}
	from, to := sim.Time(s.from)*sim.Day, sim.Time(s.to+1)*sim.Day
	return (w.Capacity.rates(s.span, nil).Integral(from, to) - s.pickers(f, w).Integral(from, to)) / float64(sim.Minute)
}

// couriers of a carrier's station in a region: the rate that storms leave.
func (s *season) couriers(c *Carrier, region string, rate flow.Schedule) flow.Schedule {
	return s.weakened(rate, false, func(k *strike) bool {
		return k.cfg.Kind == Storm && k.haunts(c.Name) && anyOf(k.cfg.Regions, region)
	})
}

// raised is a chance under the incidents of a kind that are on at a firm, for
// goods of a category: what is spared of the one is met by the next.
func (s *season) raised(chance float64, kind IncidentKind, f *firm, category string) float64 {
	if len(s.strikes) == 0 {
		return chance
	}
	return s.raisedBy(s.strikes, chance, kind, f, category)
}

func (s *season) raisedBy(strikes []strike, chance float64, kind IncidentKind, f *firm, category string) float64 {
	now := s.k.Now()
	for i := range strikes {
		k := &strikes[i]
		if k.cfg.Kind == kind && k.on(now) && k.befalls(f.cfg.Name) && anyOf(k.cfg.Categories, category) {
			chance = 1 - (1-chance)*(1-k.severity)
		}
	}
	return chance
}

// mispricing is the chance that the shop cancels an order for its price.
func (s *season) mispricing(f *firm, src *source) float64 {
	chance := float64(f.cfg.Stock.PriceErrors)
	if src.kind != sourceOrders { // a deposit has its price agreed
		return chance
	}
	return s.raised(chance, PriceError, f, src.goods.Name)
}

// embargoed says that the carrier refuses the parcel at this pickup.
func (s *season) embargoed(f *firm, r *sim.Record) bool {
	for i := range s.strikes {
		k := &s.strikes[i]
		if k.cfg.Kind != CarrierEmbargo || !k.on(s.k.Now()) || !k.befalls(f.cfg.Name) ||
			!k.haunts(s.carriers[carrierOf(r)].cfg.Name) || !anyOf(k.cfg.Regions, s.regions[regionOf(r)].name) {
			continue
		}
		if s.luck(r).Sub(drawRefused, k.realm).Chance(drawRefused, k.severity) { // the same at every pickup
			return true
		}
	}
	return false
}

// defect is the first incident of some that spoils an order's goods, if any does.
func (s *season) defect(f *firm, r *sim.Record, on func(k *strike) bool) *strike {
	for i := range s.strikes {
		k := &s.strikes[i]
		if k.cfg.Kind == MassDefect && on(k) && k.befalls(f.cfg.Name) && anyOf(k.cfg.Categories, s.sources[sourceOf(r)].goods.Name) &&
			s.luck(r).Sub(drawDefect, k.realm).Chance(drawDefect, k.severity) {
			return k
		}
	}
	return nil
}

// handOver marks the goods that leave with a mass defect.
func (s *season) handOver(f *firm, r *sim.Record) {
	if s.defect(f, r, func(k *strike) bool { return k.on(s.k.Now()) }) != nil {
		setFlag(r, flagDefect)
	}
}

// recalled brings a buyer of goods with a mass defect to the desk when the firm
// calls them back, unless they come of their own accord. Were two such
// incidents of the same goods to meet, the first in the scenario that could
// have spoilt these counts.
func (s *season) recalled(f *firm, r *sim.Record, l rng.Luck) {
	k := s.defect(f, r, func(k *strike) bool { return k.from <= s.k.Now() })
	if k == nil || !l.Sub(drawRecall, k.realm).Chance(drawRecall, float64(k.cfg.Recall)) {
		return
	}
	if s.actsOn(l, problemFaulty) {
		return // as raise has decided
	}
	call := max(s.k.Now(), k.to+k.cfg.RecallAfter)
	s.bring(r, problemFaulty, originGoods, call+sim.Time(s.sc.Consumers.SeenAfter.Draw(l.Sub(drawRecall, k.realm), drawSeen)))
}
