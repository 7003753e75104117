package study

import (
	"fmt"
	"slices"

	"peakready/models"
	"peakready/sim"
)

// part is a capacity that can lose its limit or a cause that can be taken away,
// and how one more unit of the capacity is had.
type part struct {
	kind, name, how string
	relax           func(sc *models.Scenario) // of a copy by copied
	unit            string                    // in words; empty where no unit is tried
	add             func(sc *models.Scenario) // one unit more, of a copy
	agents          bool                      // the unit is agents
	carriers        []int                     // whose capacity it is, by index; none where it is a firm's
}

// A line without its limit has its rate times manyTimes in the same hours: it is
// empty a moment after it opens. A desk has agents times manyAgents and as many
// more; nobody waits there while it is open, and nobody shares an agent.
const (
	manyTimes  = 1000
	manyAgents = 30
)

// scope is the firms whose capacities and orders are looked at.
type scope struct {
	sc      *models.Scenario
	firms   []int
	grouped bool // what several firms have stands together by kind
	kinds   bool // and what several carriers have
}

func (p *scope) has(firm int) bool { return slices.Contains(p.firms, firm) }

// sells are the firms with orders.
func (p *scope) sells() (all []int) {
	for _, f := range p.firms {
		if len(p.sc.Firms[f].Demand.Categories) > 0 {
			all = append(all, f)
		}
	}
	return all
}

// of is the name of something at a firm.
func (p *scope) of(what string, firm int) string {
	if len(p.sc.Firms) == 1 {
		return what
	}
	return what + " of " + p.sc.Firms[firm].Name
}

// each gives a part for every firm, or one for all of them.
func (p *scope) each(firms []int, alone, grouped string, make func(firms []int) part) []part {
	if p.grouped && len(firms) > 1 {
		all := make(firms)
		all.name = grouped
		return []part{all}
	}
	var out []part
	for _, f := range firms {
		one := make([]int{f})
		one.name = p.of(alone, f)
		out = append(out, one)
	}
	return out
}

const inTheSameHours = "its rate times 1,000 in the same hours"

// capacities of the firms, in the order in which an order meets them.
func (p *scope) capacities(scale float64) []part {
	firms := p.sells()
	parts := p.each(firms, "checkout", "checkout of every firm", func(firms []int) part {
		return part{
			kind: "checkout", how: "its orders a second times 1,000, a waiting room without end",
			relax: onFirms(firms, func(f *models.Firm) { f.Storefront.Capacity *= manyTimes; f.Storefront.Room = 0 }),
			unit:  "a tenth more orders a second",
			add:   onFirms(firms, func(f *models.Firm) { f.Storefront.Capacity *= 1.1 }),
		}
	})
	parts = append(parts, p.each(firms, "stock on the shelf", "stock of every firm", func(firms []int) part {
		return part{
			kind: "stock", how: "1,000 times the forecast of the day on every shelf in the morning",
			relax: onFirms(firms, func(f *models.Firm) { f.Stock.Cover, f.Stock.PromotionCover = manyTimes, manyTimes }),
		}
	})...)
	parts = append(parts, p.warehouses(firms, scale)...)
	parts = append(parts, p.carriers(scale)...)
	parts = append(parts, p.desks()...)
	parts = append(parts, p.each(firms, "inspection of returns", "inspection of returns of every firm", func(firms []int) part {
		c := part{
			kind: "inspection", how: inTheSameHours,
			relax: onFirms(firms, func(f *models.Firm) { f.Returns.Inspection = times(f.Returns.Inspection, manyTimes) }),
		}
		c.unit, c.add = lineUnit("returns", firms, scale, func(f *models.Firm) []*models.Capacity { return []*models.Capacity{&f.Returns.Inspection} }, p.sc)
		return c
	})...)
	if p.sc.Authority.Mediation.Staff > 0 {
		parts = append(parts, part{
			kind: "authority", name: "mediation of the authority", how: "as many mediators as it takes, in the same hours",
			relax: func(sc *models.Scenario) { sc.Authority.Mediation.Staff = 0 },
		})
	}
	return parts
}

func (p *scope) warehouses(firms []int, scale float64) (parts []part) {
	all := func(f *models.Firm) (cs []*models.Capacity) {
		for i := range f.Warehouses {
			cs = append(cs, &f.Warehouses[i].Capacity)
		}
		return cs
	}
	if p.grouped && len(firms) > 1 {
		c := part{kind: "warehouse", name: "warehouses of every firm", how: inTheSameHours, relax: onFirms(firms, func(f *models.Firm) {
			for _, x := range all(f) {
				*x = times(*x, manyTimes)
			}
		})}
		c.unit, c.add = lineUnit("items", firms, scale, all, p.sc)
		return []part{c}
	}
	for _, firm := range firms {
		for i := range p.sc.Firms[firm].Warehouses {
			name := p.sc.Firms[firm].Warehouses[i].Name
			if name != "warehouse" {
				name = "warehouse " + name
			}
			one := func(f *models.Firm) []*models.Capacity { return all(f)[i : i+1] }
			c := part{kind: "warehouse", name: p.of(name, firm), how: inTheSameHours, relax: onFirms([]int{firm}, func(f *models.Firm) {
				x := one(f)[0]
				*x = times(*x, manyTimes)
			})}
			c.unit, c.add = lineUnit("items", []int{firm}, scale, one, p.sc)
			parts = append(parts, c)
		}
	}
	return parts
}

// uses says whether a firm looked at sends parcels with a carrier, by a contract or
// when a contingency rule of its calls for it as the spare one.
func (p *scope) uses(carrier int) bool {
	name := p.sc.Carriers[carrier].Name
	return slices.ContainsFunc(p.firms, func(f int) bool {
		firm := &p.sc.Firms[f]
		return p.sc.Spares(firm, name) || slices.ContainsFunc(firm.Shipping.Contracts, func(c models.Contract) bool {
			return c.Carrier == name && c.Share > 0
		})
	})
}

// carriers are the hub and the stations of each, or of all together.
func (p *scope) carriers(scale float64) (parts []part) {
	var used []int
	for i := range p.sc.Carriers {
		if p.uses(i) {
			used = append(used, i)
		}
	}
	if p.kinds && len(used) > 1 {
		return p.network(used, "every carrier", scale)
	}
	for _, i := range used {
		parts = append(parts, p.network([]int{i}, p.sc.Carriers[i].Name, scale)...)
	}
	return parts
}

// network is the hubs and the stations of some carriers.
func (p *scope) network(which []int, name string, scale float64) []part {
	line := func(kind, called string, of func(c *models.Carrier) *models.Capacity) part {
		on := func(factor func(i int) float64) func(*models.Scenario) {
			return func(sc *models.Scenario) {
				for _, i := range which {
					x := of(&sc.Carriers[i])
					*x = times(*x, factor(i))
				}
			}
		}
		c := part{kind: kind, name: called + " of " + name, how: inTheSameHours, carriers: which, relax: on(func(int) float64 { return manyTimes })}
		factors := map[int]float64{}
		for _, i := range which {
			words, factor := unitOf(*of(&p.sc.Carriers[i]), scale)
			if factors[i] = 1; factor > 0 {
				c.unit, factors[i] = words+" parcels a day", factor
			}
		}
		if c.unit == "" {
			return c
		}
		if len(which) > 1 {
			c.unit = fmt.Sprintf("%.0f parcels a day more at each, or a tenth", 1000*scale)
		}
		c.add = on(func(i int) float64 { return factors[i] })
		return c
	}
	return []part{
		line("hub", "hub", func(c *models.Carrier) *models.Capacity { return &c.Hub }),
		line("stations", "last mile", func(c *models.Carrier) *models.Capacity { return &c.Stations }),
	}
}

// desks are the pools; of all firms those of one name together.
func (p *scope) desks() (parts []part) {
	type seat struct{ firm, pool int }
	var names []string
	by := map[string][]seat{}
	for _, f := range p.firms {
		for j := range p.sc.Firms[f].Service.Pools {
			name := deskWords(p.sc.Firms[f].Service.Pools[j].Name)
			if p.grouped {
				name += " of every firm"
			} else {
				name = p.of(name, f)
			}
			if by[name] == nil {
				names = append(names, name)
			}
			by[name] = append(by[name], seat{f, j})
		}
	}
	for _, name := range names {
		seats := by[name]
		on := func(change func(p *models.Pool)) func(*models.Scenario) {
			return func(sc *models.Scenario) {
				for _, x := range seats {
					change(&sc.Firms[x.firm].Service.Pools[x.pool])
				}
			}
		}
		c := part{kind: "desk", name: name, how: "its agents times 30, and 30 more, in the same hours", agents: true, relax: on(func(p *models.Pool) { *p = crowded(*p) })}
		if slices.ContainsFunc(seats, func(x seat) bool { return len(p.sc.Firms[x.firm].Service.Pools[x.pool].Staffing.Shifts) > 0 }) {
			c.unit, c.add = "1 agent more in all its hours", on(func(p *models.Pool) { *p = oneMore(*p) })
		}
		parts = append(parts, c)
	}
	return parts
}

func deskWords(pool string) string {
	if pool == "desk" {
		return pool
	}
	return pool + " desk"
}

// copied is a scenario whose parts may be changed without changing the one
// copied from; shifts and agents are replaced, not changed.
func copied(sc *models.Scenario) *models.Scenario {
	c := *sc
	c.Carriers = slices.Clone(sc.Carriers)
	c.Incidents = slices.Clone(sc.Incidents)
	c.Firms = slices.Clone(sc.Firms)
	for i := range c.Firms {
		f := &c.Firms[i]
		f.Demand.Categories = slices.Clone(f.Demand.Categories)
		f.Warehouses = slices.Clone(f.Warehouses)
		f.Service.Pools = slices.Clone(f.Service.Pools)
	}
	return &c
}

func onFirms(firms []int, change func(f *models.Firm)) func(*models.Scenario) {
	return func(sc *models.Scenario) {
		for _, i := range firms {
			change(&sc.Firms[i])
		}
	}
}

// times is a capacity with its rates multiplied, temporary hands left as they are.
func times(c models.Capacity, by float64) models.Capacity {
	c.Shifts = slices.Clone(c.Shifts)
	for i := range c.Shifts {
		c.Shifts[i].Rate *= models.Rate(by)
	}
	return c
}

// unitOf is a modest unit of a line: 1,000 a day at full size, yet no more than a
// tenth of what it takes on an ordinary day. It gives the number in words, and
// the factor on the rate that adds it; 0 where there is no rate to add to.
func unitOf(c models.Capacity, scale float64) (words string, factor float64) {
	perDay := 0.0
	for _, s := range c.Shifts {
		hours := s.To - s.From
		if hours <= 0 {
			hours += models.Clock(sim.Day)
		}
		perDay += float64(s.Rate) * float64(hours) / float64(sim.Day)
	}
	if !(perDay > 0) {
		return "", 0
	}
	n := min(1000*scale, perDay/10)
	return fmt.Sprintf("%.0f more", n), 1 + n/perDay
}

// lineUnit is a unit more of a line of each firm; several lines of one firm
// share it by their rates.
func lineUnit(what string, firms []int, scale float64, of func(f *models.Firm) []*models.Capacity, sc *models.Scenario) (string, func(*models.Scenario)) {
	words := ""
	factors := map[int]float64{}
	for _, i := range firms {
		var all models.Capacity
		f := copied(sc).Firms[i]
		for _, c := range of(&f) {
			all.Shifts = append(all.Shifts, c.Shifts...)
		}
		w, factor := unitOf(all, scale)
		if factors[i] = factor; factor > 0 {
			words = w
		}
	}
	if words == "" {
		return "", nil
	}
	words += " " + what + " a day"
	if len(firms) > 1 {
		words = fmt.Sprintf("%.0f %s a day more at each, or a tenth", 1000*scale, what)
	}
	return words, func(sc *models.Scenario) {
		for i, factor := range factors {
			if factor == 0 {
				continue
			}
			for _, c := range of(&sc.Firms[i]) {
				*c = times(*c, factor)
			}
		}
	}
}
