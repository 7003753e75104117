package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// Prices is the firm's price list. Defaults are weak: assumptions in CNY of
// the 2020s; wages stand with the pools, parcel prices with the carriers.
type Prices struct {
	// PickItem is the labour of picking and packing an item. Default ¥0.90.
	PickItem Money `yaml:"pick_item"`
	// TempItem is what an item of the capacity of temporary hands costs, used or
	// not. Default ¥1.20.
	TempItem Money `yaml:"temp_item"`
	// ReturnParcel is the way back and the inspection of a return. Default ¥8.
	ReturnParcel Money `yaml:"return_parcel"`
	// Overtime is the factor on the wage of an hour past the shift. Default 1.5 (labour law).
	Overtime Factor `yaml:"overtime"`
}

// DefaultPrices is the default price list.
func DefaultPrices() Prices {
	return Prices{PickItem: 90, TempItem: 120, ReturnParcel: 800, Overtime: 1.5}
}

// hours of a schedule in the window.
func (c span) hours(s flow.Schedule) float64 {
	return s.Integral(sim.Time(c.from)*sim.Day, sim.Time(c.to+1)*sim.Day) / float64(sim.Hour)
}

// costs of a firm over the window.
func (s *season) costs(f *firm) result.Costs {
	var staff, temps float64
	for _, d := range f.desks {
		p := d.cfg
		wage := float64(p.Wage) * float64(p.Scale)
		staff += wage * s.hours(p.Staffing.scheduled(s.span))
		for i := range p.Teams {
			staff += wage * s.hours(p.Teams[i].Staffing.scheduled(s.span))
		}
		for i := range p.Temps {
			temps += wage * s.hours(p.Temps[i].scheduled(s.span))
			temps += wage * s.trainingHours(&p.Temps[i])
		}
		for _, h := range d.pool.Hours()[s.from*24 : (s.to+1)*24] {
			staff += float64(p.Wage) * d.pace(s.span) * float64(f.cfg.Prices.Overtime) * float64(h.Overtime) / float64(sim.Hour)
		}
	}
	for i := range f.cfg.Warehouses {
		temps += s.tempItems(f.cfg.Warehouses[i].Capacity) * float64(f.cfg.Prices.TempItem)
	}
	temps += s.tempItems(f.cfg.Returns.Inspection) * float64(f.cfg.Prices.TempItem)
	staff += float64(f.itemsPacked) * float64(f.cfg.Prices.PickItem)
	return result.Costs{
		Staff: int64(staff), Temps: int64(temps), Carriers: f.freight,
		Compensation: f.compensation, LostMargin: f.lostMargin,
	}
}

// tempItems is the capacity that temporary hands add in the window.
func (c span) tempItems(p Capacity) float64 {
	if len(p.Temps) == 0 {
		return 0
	}
	without := p
	without.Temps = nil
	a, b := sim.Time(c.from)*sim.Day, sim.Time(c.to+1)*sim.Day
	return (p.rates(c, nil).Integral(a, b) - without.rates(c, nil).Integral(a, b)) / float64(sim.Minute)
}

// trainingHours paid to temps on the days of the window before they are on
// duty, eight a day.
func (c span) trainingHours(t *AgentTemps) float64 {
	most := 0.0
	for _, e := range edges(intervals(t.Shifts)...) {
		most = max(most, agentsAt(t.Shifts, e))
	}
	days := 0
	for d := t.Hired; d < t.ready(); d++ {
		if c.inWindow(c.day(d)) {
			days++
		}
	}
	return most * 8 * float64(days)
}
