package models

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// finding is a fault put into a good scenario and the path that Check names.
type finding struct {
	path  string
	fault func(sc *Scenario)
}

func firmFault(path string, fault func(f *Firm)) finding {
	return finding{"firms[0]." + path, func(sc *Scenario) { fault(&sc.Firms[0]) }}
}

func goodsFault(path string, fault func(g *Category)) finding {
	return firmFault("demand.categories[1]."+path, func(f *Firm) { fault(&f.Demand.Categories[1]) })
}

func poolFault(path string, fault func(p *Pool)) finding {
	return firmFault("service.pools[0]."+path, func(f *Firm) { fault(&f.Service.Pools[0]) })
}

func carrierFault(path string, fault func(c *Carrier)) finding {
	return finding{"carriers[0]." + path, func(sc *Scenario) { fault(&sc.Carriers[0]) }}
}

func publicFault(path string, fault func(p *Consumers)) finding {
	return finding{"consumers." + path, func(sc *Scenario) { fault(&sc.Consumers) }}
}

// ruleFault puts a fault into a good contingency rule.
func ruleFault(path string, fault func(r *ContingencyRule)) finding {
	return finding{"contingency[0]." + path, func(sc *Scenario) {
		r := ContingencyRule{
			Name: "rule", When: Condition{Measure: deskQueue, Above: level(50)}, Until: &Condition{Measure: deskQueue, Below: level(5)},
			Do: []Remedy{remedy(message, nil)},
		}
		fault(&r)
		sc.Contingency = []ContingencyRule{r}
	}}
}

func remedyFault(path string, kind RemedyKind, fault func(a *Remedy)) finding {
	return ruleFault("do[0]."+path, func(r *ContingencyRule) { r.Do = []Remedy{remedy(kind, fault)} })
}

var (
	noTime = rng.Dist{}
	endNot = rng.MustNever()
	d10    = Day(2026, 11, 10)
)

var seasonFindings = []finding{
	{"season.from", func(sc *Scenario) { sc.Season.From = 0 }},
	{"season.to", func(sc *Scenario) { sc.Season.To = 0 }},
	{"season.from", func(sc *Scenario) { sc.Season.From, sc.Season.To = Day(2010, 11, 1), Day(2010, 12, 1) }},
	{"season.from", func(sc *Scenario) { sc.Season.From, sc.Season.To = Day(2031, 12, 1), Day(2032, 1, 1) }},
	{"season.to", func(sc *Scenario) { sc.Season.To = sc.Season.From - 1 }},
	{"season.to", func(sc *Scenario) { sc.Season.To += 600 }},
	{"season.warm_up", func(sc *Scenario) { sc.Season.WarmUp = -1 }},
	{"season.cool_down", func(sc *Scenario) { sc.Season.CoolDown = -1 }},
	{"season.drain", func(sc *Scenario) { sc.Season.Drain = -1 }},
	{"replications", func(sc *Scenario) { sc.Replications = 0 }},
	{"replications", func(sc *Scenario) { sc.Replications = 100001 }},
	{"name", func(sc *Scenario) { sc.Name = "" }},
	{"regions", func(sc *Scenario) { sc.Regions = nil }},
	{"regions", func(sc *Scenario) { sc.Regions[0].Share = 0.6 }},
	{"regions[0].share", func(sc *Scenario) { sc.Regions[0].Share, sc.Regions[1].Share = -0.1, 1.1 }},
	{"regions[0].share", func(sc *Scenario) { sc.Regions[0].Share = Share(math.NaN()) }},
	{"regions[0].name", func(sc *Scenario) { sc.Regions[0].Name = " " }},
	{"regions[1].name", func(sc *Scenario) { sc.Regions[1].Name = "near" }},
	{"regions[1].line_haul", func(sc *Scenario) { sc.Regions[1].LineHaul = noTime }},
	{"regions[1].line_haul", func(sc *Scenario) { sc.Regions[1].LineHaul = rng.MustConstant(days(401)) }},
	{"regions[1].extra_days", func(sc *Scenario) { sc.Regions[1].ExtraDays = 61 }},
	{"regions", func(sc *Scenario) {
		for i := range maxRegions {
			sc.Regions = append(sc.Regions, Region{Name: fmt.Sprint(i), LineHaul: sc.Regions[0].LineHaul})
		}
	}},
	{"carriers", func(sc *Scenario) {
		for i := range maxCarriers {
			c := sc.Carriers[0]
			c.Name = fmt.Sprint(i)
			sc.Carriers = append(sc.Carriers, c)
		}
	}},
	{"carriers[1].name", func(sc *Scenario) { sc.Carriers = append(sc.Carriers, sc.Carriers[0]) }},
	carrierFault("name", func(c *Carrier) { c.Name = "" }),
	carrierFault("hub.shifts", func(c *Carrier) { c.Hub.Shifts = nil }),
	carrierFault("stations.shifts", func(c *Carrier) { c.Stations.Shifts = nil }),
	carrierFault("hub.shifts[0].to", func(c *Carrier) { c.Hub.Shifts[0].To = c.Hub.Shifts[0].From }),
	carrierFault("hub.shifts[0].rate", func(c *Carrier) { c.Hub.Shifts[0].Rate = -1 }),
	carrierFault("hub.shifts[0].rate", func(c *Carrier) { c.Hub.Shifts[0].Rate = Rate(math.NaN()) }),
	carrierFault("hub.changes[0].from", func(c *Carrier) { c.Hub.Changes = []CapacityChange{{To: d10, Factor: 1}} }),
	carrierFault("hub.changes[0].to", func(c *Carrier) { c.Hub.Changes = []CapacityChange{{From: d10, Factor: 1}} }),
	carrierFault("hub.changes[0].to", func(c *Carrier) { c.Hub.Changes = []CapacityChange{{From: d10, To: d10 - 1, Factor: 1}} }),
	carrierFault("stations.temps[0].hired", func(c *Carrier) { c.Stations.Temps = []LineTemps{{Until: d10}} }),
	carrierFault("stations.temps[0].until", func(c *Carrier) { c.Stations.Temps = []LineTemps{{Hired: d10, Until: d10 - 1}} }),
	carrierFault("stations.temps[0].training", func(c *Carrier) { c.Stations.Temps = []LineTemps{{Hired: d10, Until: d10, Training: -1}} }),
	carrierFault("spread.nowhere", func(c *Carrier) { c.Spread = map[string]Factor{"nowhere": 1} }),
	carrierFault("attempts", func(c *Carrier) { c.Attempts = 0 }),
	carrierFault("attempts", func(c *Carrier) { c.Attempts = 8 }),
	carrierFault("spring_before", func(c *Carrier) { c.SpringBefore = 31 }),
	carrierFault("spring_after", func(c *Carrier) { c.SpringAfter = -1 }),
	carrierFault("lost_after", func(c *Carrier) { c.LostAfter = 0 }),
	carrierFault("lost_after", func(c *Carrier) { c.LostAfter = 91 * sim.Day }),
	ruleFault("name", func(r *ContingencyRule) { r.Name = "" }),
	ruleFault("firm", func(r *ContingencyRule) { r.Firm = "shap" }),
	ruleFault("when.measure", func(r *ContingencyRule) { r.When.Measure = "" }),
	ruleFault("when.above", func(r *ContingencyRule) { r.When.Above = nil }),
	ruleFault("when.below", func(r *ContingencyRule) { r.When.Below = level(1) }),
	ruleFault("when.above", func(r *ContingencyRule) { r.When.Above = level(-1) }),
	ruleFault("when.above", func(r *ContingencyRule) { r.When.Above = level(math.NaN()) }),
	ruleFault("when.above", func(r *ContingencyRule) { r.When.Measure, r.When.Above = deskAbandonment, level(1.1) }),
	ruleFault("when.below", func(r *ContingencyRule) { r.When.Above, r.When.Below = nil, level(0) }),
	ruleFault("when.for", func(r *ContingencyRule) { r.When.For = -1 }),
	ruleFault("when.pool", func(r *ContingencyRule) { r.When.Pool = "phone" }),
	ruleFault("when.pool", func(r *ContingencyRule) { r.When.Measure, r.When.Pool = complaintsOpen, "chat" }),
	ruleFault("when.carrier", func(r *ContingencyRule) { r.When.Carrier = "courier" }),
	ruleFault("when.carrier", func(r *ContingencyRule) { r.When.Measure, r.When.Carrier = hubDays, "curier" }),
	ruleFault("after", func(r *ContingencyRule) { r.After = -1 }),
	ruleFault("at_most", func(r *ContingencyRule) { r.AtMost = -1 }),
	ruleFault("until", func(r *ContingencyRule) { r.Until = nil }),
	ruleFault("lasts", func(r *ContingencyRule) { r.Lasts = 1 }),
	ruleFault("until.below", func(r *ContingencyRule) { r.Until.Below = level(51) }),
	ruleFault("until.above", func(r *ContingencyRule) {
		r.When.Above, r.When.Below, r.Until.Below, r.Until.Above = nil, level(5), nil, level(4)
	}),
	ruleFault("do", func(r *ContingencyRule) { r.Do = nil }),
	ruleFault("do[0].action", func(r *ContingencyRule) { r.Do[0] = Remedy{} }),
	remedyFault("pool", overflowDesk, func(a *Remedy) { a.Agents = 5 }),
	remedyFault("pool", overflowDesk, func(a *Remedy) { a.Pool, a.Agents = "phone", 5 }),
	remedyFault("agents", overflowDesk, func(a *Remedy) { a.Pool = "chat" }),
	remedyFault("speed", overflowDesk, func(a *Remedy) { a.Pool, a.Agents, a.Speed = "chat", 5, 0 }),
	remedyFault("to", overflowDesk, func(a *Remedy) { a.Pool, a.Agents, a.To = "chat", 5, a.From }),
	remedyFault("rate", overflowDesk, func(a *Remedy) { a.Pool, a.Agents, a.Rate = "chat", 5, 1 }),
	remedyFault("rate", nightShift, nil),
	remedyFault("warehouse", nightShift, func(a *Remedy) { a.Rate, a.Warehouse = 10, "hell" }),
	remedyFault("to", nightShift, func(a *Remedy) { a.Rate, a.To = 10, a.From }),
	remedyFault("agents", nightShift, func(a *Remedy) { a.Rate, a.Agents = 10, 3 }),
	remedyFault("carrier", spareCarrier, func(a *Remedy) { a.Share = 0.5 }),
	remedyFault("carrier", spareCarrier, func(a *Remedy) { a.Share, a.Carrier = 0.5, "curier" }),
	remedyFault("share", spareCarrier, func(a *Remedy) { a.Carrier = "courier" }),
	remedyFault("share", throttle, func(a *Remedy) { a.Share = 1.1 }),
	remedyFault("back", throttle, func(a *Remedy) { a.Share, a.Back = 0.5, -1 }),
	remedyFault("postpone", throttle, func(a *Remedy) { a.Share, a.Postpone = 0.5, 8*sim.Day }),
	remedyFault("days", quoteLater, nil),
	remedyFault("leave", quoteLater, func(a *Remedy) { a.Days, a.Leave = 3, 2 }),
	remedyFault("avoided", message, func(a *Remedy) { a.Avoided = 2 }),
	remedyFault("patience", message, func(a *Remedy) { a.Patience = -1 }),
	remedyFault("cap", compensation, func(a *Remedy) { a.Cap = -1 }),
	remedyFault("cap", message, func(a *Remedy) { a.Cap = 1 }),
	publicFault("ask_after", func(p *Consumers) { p.AskAfter = noTime }),
	publicFault("tolerance", func(p *Consumers) { p.Tolerance = endNot }),
	publicFault("seen_after", func(p *Consumers) { p.SeenAfter = noTime }),
	publicFault("regret_after", func(p *Consumers) { p.RegretAfter = endNot }),
	publicFault("ask_refund_after", func(p *Consumers) { p.AskRefundAfter = noTime }),
	publicFault("again", func(p *Consumers) { p.Again = endNot }),
	publicFault("max_contacts", func(p *Consumers) { p.MaxContacts = 0 }),
	publicFault("max_contacts", func(p *Consumers) { p.MaxContacts = 15 }),
	publicFault("reassured", func(p *Consumers) { p.Reassured = 0 }),
	{"authority.consumer_after", func(sc *Scenario) { sc.Authority.ConsumerAfter = noTime }},
	{"authority.courier_after", func(sc *Scenario) { sc.Authority.CourierAfter = endNot }},
	{"authority.escalates", func(sc *Scenario) { sc.Authority.Escalates = 1.1 }},
	{"authority.closes", func(sc *Scenario) { sc.Authority.Closes = sc.Authority.Opens }},
	{"authority.referral.in_hours", func(sc *Scenario) { sc.Authority.Referral.InHours = 0 }},
	{"authority.referral.out_of_hours", func(sc *Scenario) { sc.Authority.Referral.OutOfHours = -1 }},
	{"authority.referral.settled", func(sc *Scenario) { sc.Authority.Referral.Settled = Share(math.NaN()) }},
	{"authority.referral.settled_late", func(sc *Scenario) { sc.Authority.Referral.SettledLate = -0.1 }},
	{"authority.referral.waits_for", func(sc *Scenario) { sc.Authority.Referral.WaitsFor = 12 * sim.Hour }},
	{"authority.mediation.staff", func(sc *Scenario) { sc.Authority.Mediation.Staff = -1 }},
	{"authority.mediation.handle_time", func(sc *Scenario) { sc.Authority.Mediation.HandleTime = endNot }},
	{"authority.mediation.decide_within", func(sc *Scenario) { sc.Authority.Mediation.DecideWithin = 0 }},
	{"authority.regulator.accepts_after", func(sc *Scenario) { sc.Authority.Regulator.AcceptsAfter = noTime }},
	{"authority.regulator.accept_within", func(sc *Scenario) { sc.Authority.Regulator.AcceptWithin = 0 }},
	{"authority.regulator.decides_after", func(sc *Scenario) { sc.Authority.Regulator.DecidesAfter = endNot }},
	{"authority.regulator.decide_within", func(sc *Scenario) { sc.Authority.Regulator.DecideWithin = 401 * sim.Day }},
	{"authority.baseline.ecommerce", func(sc *Scenario) { sc.Authority.Baseline.Ecommerce = -1 }},
	{"authority.baseline.other", func(sc *Scenario) { sc.Authority.Baseline.Other = 1e7 }},
	{"authority.baseline.hours", func(sc *Scenario) { sc.Authority.Baseline.Hours = nil }},
	{"authority.baseline.weekdays", func(sc *Scenario) { sc.Authority.Baseline.Weekdays = []float64{1} }},
	{"authority.baseline.weekdays[6]", func(sc *Scenario) { sc.Authority.Baseline.Weekdays[6] = -1 }},
	{"authority.baseline.changes[0].to", func(sc *Scenario) { sc.Authority.Baseline.Changes = []CapacityChange{{From: d10}} }},
	{"authority.mass_incident.complaints", func(sc *Scenario) { sc.Authority.Incident.Complaints = 1 }},
	{"authority.mass_incident.ends_below", func(sc *Scenario) { sc.Authority.Incident.EndsBelow = 1.5 }},
	{"authority.mass_incident.within", func(sc *Scenario) { sc.Authority.Incident.Within = 0 }},
	{"authority.call_in", func(sc *Scenario) { sc.Authority.CallIn = 0 }},
	{"firms", func(sc *Scenario) { sc.Firms = nil }},
	{"firms[1].name", func(sc *Scenario) { sc.Firms = append(sc.Firms, sc.Firms[0]) }},
	{"firms", func(sc *Scenario) {
		g := sc.Firms[0].Demand.Categories[0]
		for i := range 90 { // with their deposits three streams each
			g.Name = fmt.Sprint(i)
			sc.Firms[0].Demand.Categories = append(sc.Firms[0].Demand.Categories, g)
		}
	}},
}

var firmFindings = []finding{
	firmFault("name", func(f *Firm) { f.Name = "" }),
	firmFault("demand.categories", func(f *Firm) { f.Demand.Categories = nil }),
	firmFault("demand.categories[1].name", func(f *Firm) { f.Demand.Categories[1].Name = "gadgets" }),
	goodsFault("name", func(g *Category) { g.Name = "" }),
	goodsFault("orders", func(g *Category) { g.Orders = -1 }),
	goodsFault("items", func(g *Category) { g.Items = 0.9 }),
	goodsFault("skus", func(g *Category) { g.SKUs = 0 }),
	goodsFault("value", func(g *Category) { g.Value = -1 }),
	firmFault("demand.hours", func(f *Firm) { f.Demand.Hours = f.Demand.Hours[:23] }),
	firmFault("demand.hours", func(f *Firm) { f.Demand.Hours = make([]float64, 24) }),
	firmFault("demand.hours[0]", func(f *Firm) { f.Demand.Hours[0] = -1 }),
	firmFault("demand.weekdays", func(f *Firm) { f.Demand.Weekdays = nil }),
	firmFault("demand.weekdays[2]", func(f *Firm) { f.Demand.Weekdays[2] = math.NaN() }),
	firmFault("demand.day_noise", func(f *Firm) { f.Demand.DayNoise = 2.1 }),
	firmFault("demand.forecast_error", func(f *Firm) { f.Demand.ForecastError = math.NaN() }),
	firmFault("demand.double11.fast", func(f *Firm) { f.Demand.Double11.Slow = 0.95 }),
	firmFault("demand.double11.fast_time", func(f *Firm) { f.Demand.Double11.SlowTime = 0 }),
	firmFault("demand.double11.dip_days", func(f *Firm) { f.Demand.Double11.DipDays = 31 }),
	firmFault("demand.double11.early_days", func(f *Firm) { f.Demand.Double11.EarlyDays = 41 }),
	firmFault("demand.double11.deposit_days", func(f *Firm) { f.Demand.Double11.DepositDays = -1 }),
	firmFault("demand.double11.unpaid", func(f *Firm) { f.Demand.Double11.Unpaid = 1 }),
	firmFault("demand.double11.balance_time", func(f *Firm) { f.Demand.Double11.BalanceTime = 25 * sim.Hour }),
	firmFault("storefront.capacity", func(f *Firm) { f.Storefront.Capacity = 0 }),
	firmFault("storefront.room", func(f *Firm) { f.Storefront.Room = -1 }),
	firmFault("storefront.patience", func(f *Firm) { f.Storefront.Patience = noTime }),
	firmFault("stock.cover", func(f *Firm) { f.Stock.Cover = -1 }),
	firmFault("stock.promotion_cover", func(f *Firm) { f.Stock.PromotionCover = math.NaN() }),
	firmFault("stock.safety", func(f *Firm) { f.Stock.Safety = -1 }),
	firmFault("stock.popularity", func(f *Firm) { f.Stock.Popularity = 6 }),
	firmFault("stock.sync", func(f *Firm) { f.Stock.Sync = 59 * sim.Second }),
	firmFault("stock.found_after", func(f *Firm) { f.Stock.FoundAfter = endNot }),
	firmFault("warehouses", func(f *Firm) { f.Warehouses = nil }),
	firmFault("warehouses", func(f *Firm) { f.Warehouses[0].Share = 0.5 }),
	firmFault("warehouses", func(f *Firm) {
		for i := range maxWarehouses {
			w := f.Warehouses[0]
			w.Name, w.Share = fmt.Sprint(i), 0
			f.Warehouses = append(f.Warehouses, w)
		}
	}),
	firmFault("warehouses[1].name", func(f *Firm) { f.Warehouses = append(f.Warehouses, f.Warehouses[0]) }),
	firmFault("warehouses[0].name", func(f *Firm) { f.Warehouses[0].Name = "" }),
	firmFault("warehouses[0].capacity.shifts", func(f *Firm) { f.Warehouses[0].Capacity.Shifts = nil }),
	firmFault("warehouses[0].pickups", func(f *Firm) { f.Warehouses[0].Pickups = nil }),
	firmFault("warehouses[0].pickups", func(f *Firm) { f.Warehouses[0].Pickups = []Clock{oClock(18), oClock(12)} }),
	firmFault("warehouses[0].waves", func(f *Firm) { f.Warehouses[0].Waves = []Clock{oClock(18), oClock(12)} }),
	firmFault("shipping.contracts", func(f *Firm) { f.Shipping.Contracts = nil }),
	firmFault("shipping.contracts", func(f *Firm) { f.Shipping.Contracts[0].Share = 0.9 }),
	firmFault("shipping.contracts[0].carrier", func(f *Firm) { f.Shipping.Contracts[0].Carrier = "pigeons" }),
	firmFault("shipping.days", func(f *Firm) { f.Shipping.Days = 61 }),
	firmFault("shipping.double11_days", func(f *Firm) { f.Shipping.Double11Days = -1 }),
	firmFault("shipping.spring_days", func(f *Firm) { f.Shipping.SpringDays = 61 }),
	firmFault("shipping.ship_by", func(f *Firm) { f.Shipping.ShipBy = -1 }),
	firmFault("returns.send_back", func(f *Firm) { f.Returns.SendBack = noTime }),
	firmFault("returns.transit", func(f *Firm) { f.Returns.Transit = endNot }),
	firmFault("returns.refund_after", func(f *Firm) { f.Returns.RefundAfter = noTime }),
	firmFault("returns.repair_time", func(f *Firm) { f.Returns.RepairTime = endNot }),
	firmFault("returns.inspection.shifts", func(f *Firm) { f.Returns.Inspection.Shifts = nil }),
	firmFault("returns.refund_limit", func(f *Firm) { f.Returns.RepairLimit = 0 }),
	firmFault("policy.cooling_off", func(f *Firm) { f.Policy.CoolingOff = -1 }),
	firmFault("policy.settle_within", func(f *Firm) { f.Policy.SettleWithin = 0 }),
	firmFault("policy.broken_seen", func(f *Firm) { f.Policy.BrokenSeen = endNot }),
	firmFault("policy.advance_compensation.recovered", func(f *Firm) { f.Policy.AdvanceCompensation.Recovered = 1.1 }),
	firmFault("prices.capacity_item", func(f *Firm) { f.Prices.CapacityItem = -1 }),
	firmFault("prices.pick_item", func(f *Firm) { f.Prices.PickItem = -1 }),
	firmFault("prices.temp_item", func(f *Firm) { f.Prices.TempItem = -1 }),
	firmFault("prices.inspection_parcel", func(f *Firm) { f.Prices.InspectionParcel = -1 }),
	firmFault("prices.return_parcel", func(f *Firm) { f.Prices.ReturnParcel = 1e8 + 1 }),
	firmFault("prices.checkout_capacity", func(f *Firm) { f.Prices.CheckoutCapacity = -1 }),
	firmFault("prices.stock_holding", func(f *Firm) { f.Prices.StockHolding = -0.1 }),
	firmFault("prices.write_down", func(f *Firm) { f.Prices.WriteDown = 1.5 }),
	firmFault("prices.overtime", func(f *Firm) { f.Prices.Overtime = -1 }),
	firmFault("service.pools", func(f *Firm) { f.Service.Pools = f.Service.Pools[:1] }),
	firmFault("service.pools", func(f *Firm) { f.Service.Pools[1].Share = 0 }),
	firmFault("service.pools[1].name", func(f *Firm) { f.Service.Pools[1].Name = "chat" }),
	poolFault("name", func(p *Pool) { p.Name = "" }),
	poolFault("reasons", func(p *Pool) { p.Reasons = nil }),
	poolFault("reasons[8]", func(p *Pool) { p.Reasons = append(p.Reasons, "where") }),
	poolFault("handle_times.complaint", func(p *Pool) { p.HandleTimes = map[string]rng.Dist{"complaint": p.HandleTime} }),
	poolFault("handle_times.where", func(p *Pool) { p.HandleTimes = map[string]rng.Dist{"where": endNot} }),
	poolFault("handle_time", func(p *Pool) { p.HandleTime = endNot }),
	poolFault("patience", func(p *Pool) { p.Patience = rng.MustConstant(days(401)) }),
	poolFault("redial_after", func(p *Pool) { p.RedialAfter = endNot }),
	poolFault("redial_max", func(p *Pool) { p.RedialMax = -1 }),
	poolFault("concurrency", func(p *Pool) { p.Concurrency = -1 }),
	poolFault("concurrency", func(p *Pool) { p.Channel, p.Concurrency = "phone", 2 }),
	poolFault("slow_down", func(p *Pool) { p.SlowDown = -1 }),
	poolFault("staffing.shifts[0].to", func(p *Pool) { p.Staffing.Shifts[0].To = p.Staffing.Shifts[0].From }),
	poolFault("staffing.shifts[0].agents", func(p *Pool) { p.Staffing.Shifts[0].Agents = -1 }),
	poolFault("staffing.changes[0].to", func(p *Pool) { p.Staffing.Changes = []StaffChange{{From: d10}} }),
	poolFault("staffing.changes[0].shifts[0].agents", func(p *Pool) {
		p.Staffing.Changes = []StaffChange{{From: d10, To: d10, Shifts: []Agents{{To: oClock(1), Agents: math.NaN()}}}}
	}),
	poolFault("staffing.shrinkage", func(p *Pool) { p.Staffing.Shrinkage = 1 }),
	poolFault("temps[0].until", func(p *Pool) { p.Temps = []AgentTemps{{Hired: d10, Start: 1}} }),
	poolFault("temps[0].shifts[0].to", func(p *Pool) { p.Temps = []AgentTemps{{Hired: d10, Until: d10, Start: 1, Shifts: []Agents{{}}}} }),
	poolFault("temps[0].start", func(p *Pool) { p.Temps = []AgentTemps{{Hired: d10, Until: d10}} }),
	poolFault("teams[0].name", func(p *Pool) { p.Teams = []Team{{}} }),
	poolFault("teams[0].skills[0]", func(p *Pool) { p.Teams = []Team{{Name: "x", Skills: []Reason{"complaint"}}} }),
	poolFault("teams[0].staffing.shrinkage", func(p *Pool) { p.Teams = []Team{{Name: "x", Staffing: Staffing{Shrinkage: 1}}} }),
	poolFault("contacts[0].name", func(p *Pool) { p.Contacts = streams("") }),
	poolFault("contacts[1].name", func(p *Pool) { p.Contacts = streams("a", "a") }),
	poolFault("contacts[0].reason", func(p *Pool) { p.Contacts = streams("a"); p.Contacts[0].Reason = "complaint" }),
	poolFault("contacts[0].rates", func(p *Pool) { p.Contacts = streams("a"); p.Contacts[0].Rates = nil }),
	poolFault("contacts[0].rates[0].to", func(p *Pool) { p.Contacts = streams("a"); p.Contacts[0].Rates[0].To = 0 }),
	poolFault("contacts[0].changes[0].from", func(p *Pool) { p.Contacts = streams("a"); p.Contacts[0].Changes = []CapacityChange{{To: d10}} }),
	poolFault("contacts[0].day_noise", func(p *Pool) { p.Contacts = streams("a"); p.Contacts[0].DayNoise = 3 }),
}

func streams(names ...string) (ss []ContactStream) {
	for _, n := range names {
		ss = append(ss, ContactStream{Name: n, Reason: "where", Weekend: 1, Rates: []Shift{{To: oClock(24), Rate: 10}}})
	}
	return ss
}

func TestCheckFindsFaults(t *testing.T) {
	for i, c := range append(append([]finding{}, seasonFindings...), firmFindings...) {
		t.Run(fmt.Sprintf("%d a fault is reported at %s, with what would be right", i, c.path), func(t *testing.T) {
			sc := with(shop(), c.fault)
			var paths []string
			found := false
			sc.Check(func(path, wrong, right string) {
				paths = append(paths, path)
				if path == c.path {
					found = true
				}
				if wrong == "" || right == "" {
					t.Errorf("%s: %q, %q", path, wrong, right)
				}
			})
			if !found {
				t.Errorf("reported: %v", paths)
			}
			if len(paths) > 4 {
				t.Errorf("one fault makes %d findings: %v", len(paths), paths)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	silent := func(what string, sc *Scenario) {
		t.Run("nothing is reported of "+what, func(t *testing.T) {
			sc.Check(func(path, wrong, right string) { t.Errorf("%s %s; %s", path, wrong, right) })
		})
	}
	silent("a good shop", shop())
	silent("a shop without limits", endless(shop()))
	silent("a contact centre alone", centre())
	silent("a shop with a rule of every remedy", ruled(twoCarriers(), fromTo(0, sim.Day, everything()...)))
	t.Run("it changes nothing, whatever it finds", func(t *testing.T) {
		for _, c := range append([]finding{{"", func(*Scenario) {}}}, firmFindings...) {
			a, b := with(shop(), c.fault), with(shop(), c.fault)
			if a.Check(func(_, _, _ string) {}); fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
				t.Fatalf("fault at %s", c.path)
			}
		}
		if a := shop(); !reflect.DeepEqual(a, shop()) {
			t.Error("the shop of the tests is not the same twice")
		}
	})
	t.Run("all faults are reported at once", func(t *testing.T) {
		sc, n := shop(), 0
		for _, f := range []finding{seasonFindings[0], seasonFindings[11], firmFindings[6], firmFindings[22]} {
			f.fault(sc)
		}
		sc.Check(func(_, _, _ string) { n++ })
		if n < 3 {
			t.Errorf("%d findings", n)
		}
	})
	t.Run("a carrier that is misspelt is answered with the names there are", func(t *testing.T) {
		sc := with(shop(), func(sc *Scenario) { sc.Firms[0].Shipping.Contracts[0].Carrier = "curier" })
		sc.Check(func(_, wrong, right string) {
			if !strings.Contains(wrong, `"curier"`) || right != "one of courier" {
				t.Errorf("%s; %s", wrong, right)
			}
		})
	})
}
