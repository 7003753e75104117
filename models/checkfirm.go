package models

import (
	"fmt"
	"slices"
	"strings"

	"peakready/sim"
	"peakready/sim/rng"
)

// firm checks one firm and counts its streams of orders and contacts.
func (c checker) firm(sc *Scenario, i int) int {
	f := &sc.Firms[i]
	at := fmt.Sprintf("firms[%d]", i)
	c.named(at, f.Name)
	sources := c.service(at+".service", f)
	if len(f.Demand.Categories) == 0 {
		if sources == 0 {
			c.report(at+".demand.categories", "is empty, and no pool has contacts of its own", "at least one category with orders, or a pool with contacts"+orExactly(len(sc.Firms), func(i int) string { return sc.Firms[i].Name }, i))
		}
		return sources
	}
	if len(sc.Regions) == 0 {
		c.report("regions", "is empty", "at least one region with share: 100%")
	}
	c.demand(at+".demand", &f.Demand)
	if !(f.Storefront.Capacity > 0 && f.Storefront.Capacity <= 1e12) {
		c.report(at+".storefront.capacity", "is out of range", "a rate such as 60/s")
	}
	c.between(at+".storefront.room", float64(f.Storefront.Room), 0, 1e9)
	c.time(at+".storefront.patience", f.Storefront.Patience)
	c.stock(at+".stock", &f.Stock)
	c.warehouses(at+".warehouses", f.Warehouses)
	c.shipping(sc, at+".shipping", &f.Shipping)
	c.returns(at+".returns", &f.Returns)
	c.policy(at+".policy", &f.Policy)
	c.prices(at+".prices", &f.Prices)
	var missing []string
	for rs := reason(0); int(rs) < reasons; rs++ {
		if rs != askOther && !handles(f, rs) {
			missing = append(missing, reasonNames[rs])
		}
	}
	if len(missing) > 0 {
		c.report(at+".service.pools", "nobody handles "+strings.Join(missing, ", "), "a pool for every reason")
	}
	per := 1
	if f.Demand.Double11.Deposits > 0 && f.Demand.Double11.DepositDays > 0 {
		per += 2 // at most two Double 11s fit the longest season
	}
	return sources + per*len(f.Demand.Categories)
}

// orExactly names the others of a list, for a plan that misspelt one of them
// and so made one more.
func orExactly(n int, name func(int) string, but int) string {
	var others []string
	for i := range n {
		if i != but {
			others = append(others, name(i))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "; or, if a plan means another one, its exact name: " + strings.Join(others, ", ")
}

func handles(f *Firm, rs reason) bool {
	for _, p := range f.Service.Pools {
		if slices.Contains(p.Reasons, Reason(reasonNames[rs])) && p.Share > 0 {
			return true
		}
	}
	return false
}

func (c checker) demand(at string, d *Demand) {
	c.unique(at+".categories", len(d.Categories), func(i int) string { return d.Categories[i].Name })
	for i := range d.Categories {
		g := &d.Categories[i]
		a := fmt.Sprintf("%s.categories[%d]", at, i)
		c.named(a, g.Name)
		c.orders(a, d, g)
		c.between(a+".items", g.Items, 1, 1000)
		c.between(a+".skus", float64(g.SKUs), 1, 1e6)
		if g.Value < 0 || g.Value > 1e9 {
			c.report(a+".value", "is out of range", "¥0 to ¥10,000,000")
		}
	}
	c.weights(at+".hours", d.Hours, 24)
	c.weights(at+".weekdays", d.Weekdays, 7)
	c.spread(at+".day_noise", d.DayNoise)
	c.spread(at+".forecast_error", d.ForecastError)
	for _, x := range []struct {
		key    string
		factor Factor
	}{
		{"scale", d.Scale}, {"black_friday", d.BlackFriday}, {"double12", d.Double12}, {"new_year_goods", d.NewYearGoods},
		{"spring_festival", d.SpringFestival}, {"double11.factor", d.Double11.Factor}, {"double11.dip", d.Double11.Dip},
		{"double11.early", d.Double11.Early}, {"double11.tail", d.Double11.Tail},
	} {
		c.between(at+"."+x.key, float64(x.factor), 0, 1000)
	}
	p := &d.Double11
	if p.Fast+p.Slow+p.LastHours > 1 {
		c.report(at+".double11.fast", "with slow and last_hours is more than the whole day", "shares that add up to 100% or less")
	}
	if p.FastTime < sim.Minute || p.SlowTime < sim.Minute {
		c.report(at+".double11.fast_time", "and slow_time must be a minute or more", "a time such as 18m")
	}
	c.between(at+".double11.dip_days", float64(p.DipDays), 0, 30)
	c.between(at+".double11.early_days", float64(p.EarlyDays), 0, 40)
	c.between(at+".double11.deposit_days", float64(p.DepositDays), 0, 40)
	if p.Unpaid >= 1 && p.Deposits > 0 {
		c.report(at+".double11.unpaid", "is 100%", "less, or deposits: 0%")
	}
	if p.BalanceTime < 0 || p.BalanceTime > sim.Day {
		c.report(at+".double11.balance_time", "is out of range", "0 to 24h")
	}
}

// orders of a category must fit the numbering of orders: so many in a minute,
// so many in a season.
func (c checker) orders(at string, d *Demand, g *Category) {
	if !(g.Orders >= 0 && g.Orders <= 100e6) {
		c.report(at+".orders", "is out of range", "0 to 100,000k/day")
		return
	}
	if len(d.Hours) != 24 || !(sum(d.Hours) > 0) {
		return // told elsewhere
	}
	busiest := float64(g.Orders) * float64(d.Scale) * max(1, float64(d.Double11.Factor), float64(d.Double11.Early), float64(d.Double12), float64(d.BlackFriday), float64(d.NewYearGoods))
	minute := 0.0
	for _, x := range d.burstShape() {
		minute = max(minute, x)
	}
	// Twice the expected number leaves room for the day's noise and the forecast's error.
	if n := 2 * busiest * minute; n > maxPerMinute {
		c.report(at+".orders", fmt.Sprintf("make about %.0f orders in the busiest minute", n/2), fmt.Sprintf("at most %d; split the category", maxPerMinute/2))
	}
}

func (c checker) weights(at string, w []float64, n int) {
	if len(w) != n {
		c.report(at, fmt.Sprintf("has %d numbers", len(w)), fmt.Sprintf("%d weights", n))
		return
	}
	t := 0.0
	for i, x := range w {
		if !(x >= 0 && x < 1e12) {
			c.report(fmt.Sprintf("%s[%d]", at, i), fmt.Sprintf("is %v", x), "0 or more")
			return
		}
		t += x
	}
	if !(t > 0) {
		c.report(at, "are all 0", "at least one weight above 0")
	}
}

func (c checker) stock(at string, p *StockPlan) {
	c.between(at+".cover", p.Cover, 0, 1000)
	c.between(at+".promotion_cover", p.PromotionCover, 0, 1000)
	c.share(at+".price_errors", p.PriceErrors)
	c.between(at+".safety", p.Safety, 0, 1000)
	c.between(at+".popularity", p.Popularity, 0, 5)
	if p.Sync < sim.Minute {
		c.report(at+".sync", "is under a minute", "1m or more")
	}
	c.delay(at+".found_after", p.FoundAfter)
}

func (c checker) warehouses(at string, ws []Warehouse) {
	if len(ws) == 0 {
		c.report(at, "is empty", "at least one warehouse with a capacity")
		return
	}
	c.atMost(at, len(ws), maxWarehouses)
	c.unique(at, len(ws), func(i int) string { return ws[i].Name })
	c.shares(at, len(ws), func(i int) (string, Share) { return ws[i].Name, ws[i].Share })
	for i := range ws {
		a := fmt.Sprintf("%s[%d]", at, i)
		c.named(a, ws[i].Name)
		c.capacity(a+".capacity", ws[i].Capacity)
		if len(ws[i].Pickups) == 0 {
			c.report(a+".pickups", "is empty", `at least one time of day, such as ["18:00"]`)
		}
		if !slices.IsSorted(ws[i].Waves) {
			c.report(a+".waves", "are not in order", "times of the day from early to late")
		}
		if !slices.IsSorted(ws[i].Pickups) {
			c.report(a+".pickups", "are not in order", "times of the day from early to late")
		}
	}
}

func (c checker) shipping(sc *Scenario, at string, p *Shipping) {
	if len(p.Contracts) == 0 {
		c.report(at+".contracts", "is empty", "at least one carrier with its share of the parcels")
	}
	var names []string
	for _, k := range sc.Carriers {
		names = append(names, k.Name)
	}
	for i, k := range p.Contracts {
		if !slices.Contains(names, k.Carrier) {
			c.report(fmt.Sprintf("%s.contracts[%d].carrier", at, i), fmt.Sprintf("%q is no carrier", k.Carrier), oneOf(names))
		}
		if q := k.Quota; q != nil && !(*q > 0 && *q <= 1e12) {
			// Of 0 the firm's parcels would wait as long as any other's do.
			c.report(fmt.Sprintf("%s.contracts[%d].quota", at, i), fmt.Sprintf("is %v", float64(*q)),
				"a weight above 0 and up to 1e12, such as the parcels a day that the carrier has agreed to, or no quota: then the firm's ordinary parcels count")
		}
	}
	c.shares(at+".contracts", len(p.Contracts), func(i int) (string, Share) { return p.Contracts[i].Carrier, p.Contracts[i].Share })
	c.between(at+".days", float64(p.Days), 0, 60)
	c.between(at+".double11_days", float64(p.Double11Days), 0, 60)
	for i, q := range p.Promises {
		a := fmt.Sprintf("%s.promises[%d]", at, i)
		c.dates(a, q.From, q.To)
		c.between(a+".days", float64(q.Days), 0, 60)
	}
	c.between(at+".spring_days", float64(p.SpringDays), 0, 60)
	if p.ShipBy < 0 {
		c.report(at+".ship_by", "is negative", "a time such as 48h")
	}
}

func (c checker) returns(at string, p *Returns) {
	for _, d := range []struct {
		name string
		d    rng.Dist
	}{{"send_back", p.SendBack}, {"transit", p.Transit}, {"refund_after", p.RefundAfter}, {"repair_time", p.RepairTime}} {
		c.delay(at+"."+d.name, d.d)
	}
	c.capacity(at+".inspection", p.Inspection)
	if p.RefundLimit <= 0 || p.RepairLimit <= 0 {
		c.report(at+".refund_limit", "and repair_limit must be positive", "times such as 7d and 15d")
	}
}

func (c checker) policy(at string, p *Policy) {
	if p.CoolingOff < 0 {
		c.report(at+".cooling_off", "is negative", "0d or more; the law grants 7d")
	}
	if p.SettleWithin <= 0 || p.SettleWithin > 60*sim.Day {
		c.report(at+".settle_within", "is out of range", "more than 0, at most 60d")
	}
	c.delay(at+".broken_seen", p.BrokenSeen)
	c.share(at+".advance_compensation.recovered", p.AdvanceCompensation.Recovered)
}

// prices are amounts of 0 or more: a saving is a cost that is not there.
func (c checker) prices(at string, p *Prices) {
	for _, x := range []struct {
		key   string
		price Money
	}{
		{"capacity_item", p.CapacityItem}, {"pick_item", p.PickItem}, {"temp_item", p.TempItem},
		{"inspection_parcel", p.InspectionParcel}, {"return_parcel", p.ReturnParcel}, {"checkout_capacity", p.CheckoutCapacity},
	} {
		if x.price < 0 || x.price > 1e8 {
			c.report(at+"."+x.key, "is out of range", "¥0 to ¥1,000,000")
		}
	}
	c.share(at+".stock_holding", p.StockHolding)
	c.share(at+".write_down", p.WriteDown)
	c.between(at+".overtime", float64(p.Overtime), 0, 100)
}

func (c checker) staffing(at string, p *Staffing) {
	c.agents(at+".shifts", p.Shifts)
	for i, ch := range p.Changes {
		a := fmt.Sprintf("%s.changes[%d]", at, i)
		c.dates(a, ch.From, ch.To)
		c.agents(a+".shifts", ch.Shifts)
	}
	if p.Shrinkage >= 1 {
		c.report(at+".shrinkage", "leaves nobody", "a share under 100%, such as 32%")
	}
}

func (c checker) agents(at string, ss []Agents) {
	for i, s := range ss {
		a := fmt.Sprintf("%s[%d]", at, i)
		c.clocks(a, s.From, s.To)
		c.between(a+".agents", s.Agents, 0, 1e6)
	}
}

func oneOfReasons(rs []Reason) string {
	var names []string
	for _, r := range rs {
		names = append(names, string(r))
	}
	return oneOf(names)
}

// service checks the desk and counts its streams of contacts.
func (c checker) service(at string, f *Firm) int {
	streams := 0
	ps := make([]Pool, len(f.Service.Pools))
	for i, p := range f.Service.Pools {
		ps[i] = p.completed()
	}
	c.unique(at+".pools", len(ps), func(i int) string { return ps[i].Name })
	for i := range ps {
		p := &ps[i]
		a := fmt.Sprintf("%s.pools[%d]", at, i)
		c.named(a, p.Name)
		c.between(a+".scale", float64(p.Scale), 0.0001, 10_000)
		if len(p.Reasons) == 0 {
			c.report(a+".reasons", "is empty", "at least one reason of contact"+orExactly(len(ps), func(j int) string { return ps[j].Name }, i))
		}
		for j, rs := range p.Reasons {
			if slices.Contains(p.Reasons[:j], rs) {
				c.report(fmt.Sprintf("%s.reasons[%d]", a, j), fmt.Sprintf("%q stands twice", rs), "each reason once, the first to be served first")
			}
		}
		for _, k := range sortedKeys(p.HandleTimes) {
			if !slices.Contains(p.Reasons, Reason(k)) {
				c.report(a+".handle_times."+k, "is no reason of this pool", oneOfReasons(p.Reasons))
			}
			c.delay(a+".handle_times."+k, p.HandleTimes[k])
		}
		c.delay(a+".handle_time", p.HandleTime)
		c.time(a+".patience", p.Patience)
		c.delay(a+".redial_after", p.RedialAfter)
		c.between(a+".redial_max", float64(p.RedialMax), 0, 100)
		if p.Channel == "ticket" && (f.Service.Pools[i].Balk > 0 || f.Service.Pools[i].RedialMax > 0) {
			c.report(a+".channel", "is ticket, with balk or redial_max", "neither: what is written is neither balked nor redialled")
		}
		c.between(a+".concurrency", float64(p.Concurrency), 1, 20)
		if p.Channel == "phone" && p.Concurrency != 1 {
			c.report(a+".concurrency", fmt.Sprintf("is %d on the phone", p.Concurrency), "concurrency: 1, one call at a time")
		}
		c.between(a+".slow_down", p.SlowDown, 0, 10)
		c.staffing(a+".staffing", &p.Staffing)
		for j := range p.Temps {
			t := &p.Temps[j]
			b := fmt.Sprintf("%s.temps[%d]", a, j)
			c.dates2(b, "hired", "until", t.Hired, t.Until)
			c.agents(b+".shifts", t.Shifts)
			if !(t.Start > 0) {
				c.report(b+".start", "is 0%", "a share above 0%: a temp who works at no speed never ends a contact")
			}
		}
		for j := range p.Teams {
			b := fmt.Sprintf("%s.teams[%d]", a, j)
			c.named(b, p.Teams[j].Name)
			c.staffing(b+".staffing", &p.Teams[j].Staffing)
			for n, k := range p.Teams[j].Skills {
				if !slices.Contains(p.Reasons, k) {
					c.report(fmt.Sprintf("%s.skills[%d]", b, n), fmt.Sprintf("%q is no reason of this pool", k), oneOfReasons(p.Reasons))
				}
			}
		}
		c.unique(a+".contacts", len(p.Contacts), func(j int) string { return p.Contacts[j].Name })
		for j := range p.Contacts {
			c.stream(fmt.Sprintf("%s.contacts[%d]", a, j), p, &p.Contacts[j])
			streams++
		}
	}
	return streams
}

func (c checker) stream(at string, p *Pool, st *ContactStream) {
	c.named(at, st.Name)
	if !slices.Contains(p.Reasons, st.Reason) {
		c.report(at+".reason", fmt.Sprintf("%q is no reason of this pool", st.Reason), oneOfReasons(p.Reasons))
	}
	if len(st.Rates) == 0 {
		c.report(at+".rates", "is empty", `at least one interval, such as {from: "09:00", to: "10:00", rate: 120/h}`)
	}
	for i, iv := range st.Rates {
		c.clocks(fmt.Sprintf("%s.rates[%d]", at, i), iv.From, iv.To)
	}
	for i, ch := range st.Changes {
		c.dates(fmt.Sprintf("%s.changes[%d]", at, i), ch.From, ch.To)
	}
	c.spread(at+".day_noise", st.DayNoise)
}
