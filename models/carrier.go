package models

import (
	"time"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// Carrier is a courier network: a sorting hub, line-haul to the regions, and
// one last-mile station a region. Firms share it.
type Carrier struct {
	Name string `yaml:"name"`
	// Hub capacity, parcels a day.
	Hub Capacity `yaml:"hub"`
	// Stations is the last-mile capacity of all regions together, parcels a
	// day; each region's station has its share of the demand of it, times
	// Spread where one is given.
	Stations Capacity          `yaml:"stations"`
	Spread   map[string]Factor `yaml:"spread"`
	// Lost and Damaged are shares of parcels. Inputs; defaults 0.02% and
	// 0.05%: complaints about loss are a few per million (FACTS E1), far fewer
	// than losses. Weak.
	Lost    Share `yaml:"lost"`
	Damaged Share `yaml:"damaged"`
	// LostAfter is the time until a parcel is declared lost. Default 20 d, weak.
	LostAfter Duration `yaml:"lost_after"`
	// NobodyHome is the share of delivery attempts that find nobody; tried
	// again the next day, left at a locker after Attempts. Defaults 4% and 3, weak.
	NobodyHome Share `yaml:"nobody_home"`
	Attempts   int   `yaml:"attempts"`
	// SpringFestival is the capacity of hub and stations from SpringBefore days
	// before the New Year to SpringAfter after it: couriers go home. Default
	// 0.2 from 2 before to 5 after (FACTS A2: pickups 0.06 of a day in 2019,
	// 0.2 in 2022, D/M).
	SpringFestival Factor `yaml:"spring_festival"`
	SpringBefore   int    `yaml:"spring_before"`
	SpringAfter    int    `yaml:"spring_after"`
	// Price a parcel. Default ¥4.50, weak. The capacity of hub and stations is
	// the carrier's own and the firm pays by the parcel: a plan that raises a
	// carrier's rate is charged nothing for it.
	Price Money `yaml:"price"`
}

// Defaults of a carrier.
func (Carrier) Defaults() Carrier {
	return Carrier{
		Lost: 0.0002, Damaged: 0.0005, LostAfter: 20 * sim.Day, NobodyHome: 0.04, Attempts: 3,
		SpringFestival: 0.2, SpringBefore: 2, SpringAfter: 5, Price: 450,
	}
}

// Shipping is a firm's contracts with carriers and the date it promises.
type Shipping struct {
	Contracts []Contract `yaml:"contracts"` // carriers of the parcels
	// ShipBy is the promise to hand over to the carrier. Default 48 h (FACTS B, M).
	ShipBy Duration `yaml:"ship_by"`
	// Days promised to the door: an order is due at the end of the day this
	// many days after the order's. Default 3: of parcels 77-79% took 72 h at most
	// from hand-over to door (State Post Bureau 2019-20).
	Days int `yaml:"days"`
	// Double11Days is promised to orders of 10 to 13 November. Default 8
	// ("7-9 days in 2012-14", FACTS B, M: weak).
	Double11Days int `yaml:"double11_days"`
	// Promises are days quoted to the orders of given dates, before all else.
	Promises []Promise `yaml:"promises"`
	// SpringDays is promised from 8 days before the New Year to 6 after. Default 12, weak.
	SpringDays int `yaml:"spring_days"`
}

// Promise is the days quoted to the orders of some dates.
type Promise struct {
	From Date `yaml:"from"` // first day
	To   Date `yaml:"to"`   // last day, included
	Days int  `yaml:"days"` // to the end of the promised day
}

// Contract is a carrier's share of a firm's parcels.
type Contract struct {
	Carrier string `yaml:"carrier"` // name of a carrier
	// Quota is the firm's weight, above 0, at the carrier while all firms wait there; a
	// firm that does not wait leaves its part to the others. Default: its
	// ordinary parcels with the carrier.
	Quota *Factor `yaml:"quota"`
	Share Share   `yaml:"share"` // of the parcels; the shares add up to 100%
}

// DefaultShipping has no contracts.
func DefaultShipping() Shipping {
	return Shipping{ShipBy: 48 * sim.Hour, Days: 3, Double11Days: 8, SpringDays: 12}
}

// promised is the days promised to orders of a date.
func (p *Shipping) promised(d Date) int {
	for _, q := range p.Promises {
		if d >= q.From && d <= q.To {
			return q.Days
		}
	}
	y, _, _ := d.Civil()
	d11 := Day(y, time.November, 11)
	if d >= d11-1 && d <= d11+2 {
		return p.Double11Days
	}
	for _, year := range []int{y, y + 1} {
		if ny, ok := NewYear(year); ok && d >= ny-8 && d <= ny+6 {
			return p.SpringDays
		}
	}
	return p.Days
}

type carrier struct {
	cfg      *Carrier
	hub      *flow.Line
	stations []*flow.Line // by region
}

// shutdown is the carrier's stretch of capacity by day.
func (c *Carrier) shutdown(sp span) func(day int) float64 {
	f := make([]float64, sp.days)
	for d := range f {
		f[d] = 1
	}
	for _, y := range sp.years() {
		ny, ok := NewYear(y)
		if !ok {
			continue
		}
		for d := max(0, sp.day(ny)-c.SpringBefore); d <= min(sp.days-1, sp.day(ny)+c.SpringAfter); d++ {
			f[d] = float64(c.SpringFestival)
		}
	}
	return func(day int) float64 { return f[day] }
}

// onSorted: the parcel leaves the hub for its region.
func (s *season) onSorted(r *sim.Record) {
	c := &s.carriers[carrierOf(r)]
	l := s.luck(r)
	if l.Chance(drawLostBox, float64(c.cfg.Lost)) {
		s.strayed++
		s.send(s.declaredLost, s.k.Now()+c.cfg.LostAfter, *r)
		s.note(r, "goes astray on the road")
		return
	}
	d := sim.Time(s.regions[regionOf(r)].haul.Draw(l, drawLineHaul))
	s.onRoad++
	s.send(s.atStation, s.k.Now()+d, *r)
}

// onAtStation: the parcel waits for its courier.
func (s *season) onAtStation(r *sim.Record) {
	s.onRoad--
	if s.follows(r) {
		s.tell(r, "reaches the last-mile station of %s", s.regions[regionOf(r)].name)
	}
	s.carriers[carrierOf(r)].stations[regionOf(r)].Enter(r)
}

// onAtDoor: a courier stands at the door.
func (s *season) onAtDoor(r *sim.Record) {
	c := s.carriers[carrierOf(r)].cfg
	l := s.luck(r)
	if n := get(r.B, attemptsShift, attemptsBits); c.NobodyHome > 0 && int(n) < c.Attempts-1 {
		if l.Sub(drawAttempt, n).Chance(drawAttempt, float64(c.NobodyHome)) {
			put(&r.B, attemptsShift, attemptsBits, n+1)
			s.count(s.firmOf(r), r, result.AttemptsFailed)
			s.note(r, "finds nobody at home")
			tomorrow := s.k.Now() - s.k.Now()%sim.Day + sim.Day
			s.onRoad++
			s.send(s.atStation, tomorrow+8*sim.Hour, *r)
			return
		}
	}
	s.onDelivered(r, l)
}

// onDeclaredLost: the carrier gives the parcel up and the firm pays back.
func (s *season) onDeclaredLost(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	src.setState(r, stateGone)
	s.undo(f, src, r)
	s.count(f, r, result.LostParcels)
	s.note(r, "is declared lost; the price is paid back")
}
