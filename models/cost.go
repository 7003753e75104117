package models

import (
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// Prices is the firm's price list. Whatever a plan prepares has a price: hands,
// capacity kept ready, stock, refunds. Defaults are weak: assumptions in CNY of
// the 2020s; wages of agents stand with the pools, parcel prices with the
// carriers. What is kept ready is paid for the dates of the window, used or
// not; all else for the orders of the window, whenever it falls due.
type Prices struct {
	// CapacityItem is what an item of a warehouse's daily capacity costs, a day,
	// used or not, changes included and temporary hands left out: space,
	// equipment and the paid hands of its shifts. Default ¥0.90, weak: ¥0.65 a
	// hand's pay (40 items an hour at ¥26), ¥0.25 space and equipment.
	CapacityItem Money `yaml:"capacity_item"`
	// PickItem is what an item packed costs beside the hands, who are paid for
	// their shift in capacity_item or temp_item: carton, filling, label. Default
	// ¥0.40, weak.
	PickItem Money `yaml:"pick_item"`
	// TempItem is what an item of the capacity that temporary hands add to a
	// warehouse costs, used or not: their pay and the agency's. Default ¥1.20,
	// weak.
	TempItem Money `yaml:"temp_item"`
	// StockHolding is the share of the goods' value that a year on the shelf
	// costs (capital, insurance, ageing), on the mean level of every day; the
	// goods' value is the price less the margin. What a promotion's cover leaves
	// unsold costs until it is sold. Default 20%, weak.
	StockHolding Share `yaml:"stock_holding"`
	// CheckoutCapacity is what an order a second of the storefront's capacity
	// costs, a day. Default ¥10, weak: one to two rented processors with their
	// share of database and pages.
	CheckoutCapacity Money `yaml:"checkout_capacity"`
	// InspectionParcel is what a parcel of the daily capacity of inspection
	// costs, a day, used or not, temporary hands included. Default ¥2, weak: 13
	// returns an hour at ¥26.
	InspectionParcel Money `yaml:"inspection_parcel"`
	// ReturnParcel is the way back of a return. Default ¥6, weak.
	ReturnParcel Money `yaml:"return_parcel"`
	// WriteDown is the share of their value (price less margin) that goods lose
	// which come back opened and are refunded, faulty ones among them. The
	// refund costs the order's margin beside it. An order cancelled costs its
	// margin; so does a parcel lost, whose goods the carrier replaces. Default
	// 20%, weak.
	WriteDown Share `yaml:"write_down"`
	// Overtime is the factor on the wage of an hour past the shift. Default 1.5 (labour law).
	Overtime Factor `yaml:"overtime"`
	// OverflowHour is an agent's hour at an overflow desk, NightItem an item of the
	// capacity of a night shift, used or not. Defaults ¥60 and ¥1.80: temps dearer
	// by half at short notice, weak.
	OverflowHour Money `yaml:"overflow_hour"`
	NightItem    Money `yaml:"night_item"`
	// SpareParcel is paid for a parcel of a spare carrier beside its price.
	// Default ¥2, weak.
	SpareParcel Money `yaml:"spare_parcel"`
	// Message to one consumer. Default ¥0.05, weak.
	Message Money `yaml:"message"`
}

// DefaultPrices is the default price list.
func DefaultPrices() Prices {
	return Prices{
		CapacityItem: 90, PickItem: 40, TempItem: 120, StockHolding: 0.2, CheckoutCapacity: 1000,
		InspectionParcel: 200, ReturnParcel: 600, WriteDown: 0.2, Overtime: 1.5,
		OverflowHour: 6000, NightItem: 180, SpareParcel: 200, Message: 5,
	}
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
		own, temporary := s.rostered(p)
		staff += own
		temps += temporary
		for _, h := range d.pool.Hours()[s.from*24 : (s.to+1)*24] {
			staff += float64(p.Wage) * d.pace(s.span) * float64(f.cfg.Prices.Overtime) * float64(h.Overtime) / float64(sim.Hour)
		}
	}
	ready := s.keptReady(f.cfg)
	temps += ready.temps
	warehouse := ready.warehouse + float64(f.itemsPacked)*float64(f.cfg.Prices.PickItem)
	costs := result.Costs{
		Staff: fen(staff), Temps: fen(temps), Warehouse: fen(warehouse), Carriers: f.freight,
		Compensation: f.compensation, LostMargin: f.lostMargin, Contingency: f.contingency, Refunds: f.cancelledMargin + f.refundedMargin,
	}
	if f.gate == nil { // no goods, no shop
		return costs
	}
	costs.Storefront = fen(ready.storefront)
	stock := 0.0
	for c := range f.shelves {
		held := f.shelves[c].held
		if s.to+1 == s.days { // the run ends with the window, before its last midnight
			held += f.shelves[c].units()
		}
		stock += float64(held) / 2 * float64(f.cfg.Demand.Categories[c].bought())
	}
	costs.Stock = fen(stock * float64(f.cfg.Prices.StockHolding) / 365)
	costs.Returns = fen(ready.inspection) + fen(float64(f.refundedGoods)*float64(f.cfg.Prices.WriteDown))
	return costs
}

// rostered is the pay of a pool's agents for the hours of the window that they
// are rostered for, in fen: of its own, and of temporary ones with their training.
func (c span) rostered(p *Pool) (staff, temps float64) {
	wage := float64(p.Wage) * float64(p.Scale)
	staff = wage * c.hours(p.Staffing.scheduled(c))
	for i := range p.Teams {
		staff += wage * c.hours(p.Teams[i].Staffing.scheduled(c))
	}
	for i := range p.Temps {
		temps += wage * c.hours(p.Temps[i].scheduled(c))
		temps += wage * c.trainingHours(&p.Temps[i])
	}
	return staff, temps
}

// keptReady is what is paid for the dates of the window, used or not, in fen.
type keptReady struct{ warehouse, temps, storefront, inspection float64 }

func (c span) keptReady(f *Firm) keptReady {
	var k keptReady
	p := &f.Prices
	for i := range f.Warehouses {
		hands, temporary := c.ready(f.Warehouses[i].Capacity)
		k.warehouse += hands * float64(p.CapacityItem)
		k.temps += temporary * float64(p.TempItem)
	}
	k.storefront = float64(f.Storefront.Capacity) / 86400 * float64(c.to-c.from+1) * float64(p.CheckoutCapacity)
	hands, temporary := c.ready(f.Returns.Inspection)
	k.inspection = (hands + temporary) * float64(p.InspectionParcel)
	return k
}

// Prepared is what all firms pay for what they keep ready on the dates of the
// window, used or not, in CNY by their price lists: agents as rostered, temporary
// hands, warehouses, checkouts, inspection. Overtime, stock, parcels and all that
// depends on what happens are left out.
func Prepared(sc *Scenario) float64 {
	complete := Completed(*sc)
	c := newSpan(complete.Season)
	total := 0.0
	for i := range complete.Firms {
		f := &complete.Firms[i]
		for j := range f.Service.Pools {
			staff, temps := c.rostered(&f.Service.Pools[j])
			total += staff + temps
		}
		k := c.keptReady(f)
		total += k.warehouse + k.temps + k.storefront + k.inspection
	}
	return total / 100
}

// CarrierCapacity is what the hub of a carrier and its stations, all regions
// together, can take on the dates of the window, in parcels.
func CarrierCapacity(sc *Scenario, carrier int) (hub, stations float64) {
	c, k := newSpan(sc.Season), &sc.Carriers[carrier]
	return c.parcels(k, k.Hub), c.parcels(k, k.Stations)
}

// ready is the capacity of a line in the window, in its work units: of its own
// hands, and what temporary hands add.
func (c span) ready(p Capacity) (hands, temporary float64) {
	a, b := sim.Time(c.from)*sim.Day, sim.Time(c.to+1)*sim.Day
	all := p.rates(c, nil).Integral(a, b) / float64(sim.Minute)
	if len(p.Temps) == 0 {
		return all, 0
	}
	p.Temps = nil
	hands = p.rates(c, nil).Integral(a, b) / float64(sim.Minute)
	return hands, all - hands
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
