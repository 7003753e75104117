package models

import (
	"peakready/sim"
	"peakready/sim/rng"
)

// surge multiplies the rate of a source for some minutes.
type surge struct {
	from, to int64 // minutes since the start; to is not in it
	factor   float64
}

// surging is the factor on a source in a minute.
func (src *source) surging(minute int64) float64 {
	f := 1.0
	for _, g := range src.surges {
		if minute >= g.from && minute < g.to {
			f *= g.factor
		}
	}
	return f
}

func (k *strike) surge(factor float64) surge {
	return surge{int64(k.from / sim.Minute), int64(k.to / sim.Minute), factor}
}

// stir gives the sources of a firm what incidents do to demand, and adds those
// of a rumour's contacts behind the others.
func (s *season) stir(f *firm, sources []source) []source {
	for i := range s.strikes {
		k := &s.strikes[i]
		if !k.befalls(f.cfg.Name) {
			continue
		}
		switch k.cfg.Kind {
		case PriceError:
			for j := range sources {
				if src := &sources[j]; src.kind == sourceOrders && anyOf(k.cfg.Categories, src.goods.Name) {
					src.surges = append(src.surges, k.surge(float64(*k.cfg.Demand)))
				}
			}
		case Rumour:
			for j := range sources {
				switch src := &sources[j]; {
				case src.rumour:
				case src.kind != sourceContacts:
					src.surges = append(src.surges, k.surge(1-k.severity*float64(k.cfg.FewerOrders)))
				case anyOf(k.cfg.Pools, f.cfg.Service.Pools[src.pool].Name):
					src.surges = append(src.surges, k.surge(1+k.severity*float64(*k.cfg.Contacts)))
				}
			}
			sources = append(sources, s.rumours(f, k)...)
		}
	}
	return sources
}

// rumours are the contacts of a rumour at a firm with orders: one source for
// each pool that takes questions, by the pools' shares.
func (s *season) rumours(f *firm, k *strike) []source {
	d := &f.cfg.Demand
	questions := 0.0
	for i := range d.Categories {
		questions += float64(d.Categories[i].Orders) * float64(d.Categories[i].Question)
	}
	questions *= float64(d.Scale) * (1 - float64(f.cfg.Service.Bot.Question))
	pools, total := rumourPools(f.cfg, k.cfg), 0.0
	for _, p := range pools {
		total += float64(f.cfg.Service.Pools[p].Share)
	}
	if questions == 0 || total == 0 {
		return nil
	}
	var out []source
	for _, p := range pools {
		name := f.cfg.Name + "/" + k.cfg.Name + "/" + f.cfg.Service.Pools[p].Name
		rate := make([]float64, s.days)
		for day := dayOf(k.from); day <= dayOf(k.to-1) && day < s.demand; day++ {
			rate[day] = questions * k.severity * float64(*k.cfg.Contacts) * float64(f.cfg.Service.Pools[p].Share) / total
		}
		src := source{
			name: k.cfg.Name, kind: sourceContacts, rumour: true, firm: f.index, pool: p, reason: askQuestion,
			orders: uint64(rng.Name(name)), minutes: uint64(rng.Name(name + "/minutes")), start: s.firstMinute(),
			even: d.Arrivals == "even", rate: rate, shape: d.ordinaryShape(),
			surges: []surge{{0, int64(k.from / sim.Minute), 0}, {int64(k.to / sim.Minute), int64(s.days) * 1440, 0}},
		}
		out = append(out, src)
	}
	return out
}

// rumourPools are the pools of a firm that a rumour's contacts reach.
func rumourPools(f *Firm, p *Incident) (out []int) {
	for i := range f.Service.Pools {
		pool := &f.Service.Pools[i]
		if pool.Share > 0 && anyOf(p.Pools, pool.Name) && anyOfReasons(pool.Reasons, askQuestion) {
			out = append(out, i)
		}
	}
	return out
}

func anyOfReasons(rs []Reason, of reason) bool {
	for _, r := range rs {
		if r.index() == of {
			return true
		}
	}
	return false
}

// onRumour: somebody who has no order asks what there is to it. No bot knows.
func (s *season) onRumour(f *firm, r *sim.Record) {
	r.B |= uint64(problemOther) << problemShift
	f.atDesk++
	s.contact(f, r)
}
