package study

import (
	"math"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
)

// dayBook is what happened on one day at the firms that are watched.
type dayBook struct {
	row                         result.Row
	pool                        result.PoolHour
	warehouse, dock, hub, route float64 // parcels waiting at its end
}

// measure is a daily figure. Its key is that of summary.json where it has the
// like over a season.
type measure struct {
	key, words string
	low        bool // worse is less
	of         func(d *dayBook) float64
}

// measures that are watched, in the order in which an order meets them.
var measures = []measure{
	{"orders.placed", "orders placed", true, counter(result.Placed)},
	{"orders.lost_by.checkout", "buyers lost at the checkout", false, counter(result.LostCheckout)},
	{"payment_trouble", "payments failed", false, counter(result.PaymentTrouble)},
	{"cancelled_by_shop", "orders cancelled by the shop", false, counter(result.CancelledShop)},
	{"contacts", "contacts", false, counter(result.Contacts)},
	{"pools.abandonment", "contacts given up, share", false, func(d *dayBook) float64 {
		return float64(d.pool.Abandoned) / float64(d.pool.Answered+d.pool.Abandoned)
	}},
	{"pools.service_level", "contacts answered in time, share", true, func(d *dayBook) float64 {
		return float64(d.pool.Within) / float64(d.pool.Answered+d.pool.Abandoned)
	}},
	{"backlog.warehouse", "orders waiting in warehouses", false, func(d *dayBook) float64 { return d.warehouse }},
	{"backlog.dock", "parcels waiting at the dock", false, func(d *dayBook) float64 { return d.dock }},
	{"backlog.hub", "parcels waiting in hubs", false, func(d *dayBook) float64 { return d.hub }},
	{"backlog.station", "parcels waiting in stations", false, func(d *dayBook) float64 { return d.route }},
	{"delivery.late_share", "deliveries late, share", false, func(d *dayBook) float64 {
		return float64(d.row[result.DeliveredLate]) / float64(d.row[result.Delivered])
	}},
	{"returns_asked", "returns asked for", false, counter(result.ReturnsAsked)},
	{result.DrilledComplaints, "complaints to the firm", false, func(d *dayBook) float64 { return float64(d.row.FirmComplaints()) }},
}

// complaintsMeasure is the index of the complaints, the last.
var complaintsMeasure = len(measures) - 1

func counter(c result.Counter) func(d *dayBook) float64 {
	return func(d *dayBook) float64 { return float64(d.row[c]) }
}

// watch is what a plan's seasons are looked at for.
type watch struct {
	head        result.Run
	firm        int // index of the one that is watched, -1 for all
	start       int32
	first, last int // days: of the window, and the last on which orders come
}

func watchOf(sc *models.Scenario, firm string) watch {
	w := watch{head: models.HeadOf(sc), firm: slices.IndexFunc(sc.Firms, func(f models.Firm) bool { return f.Name == firm })}
	w.start, w.first = w.head.Start, w.head.From
	w.last = w.head.To + int((sc.Season.CoolDown+sim.Day-1)/sim.Day)
	return w
}

// course is one season as it is watched.
type course struct {
	struck                   bool
	from, to                 sim.Time // of the incident
	severity                 float64
	daily                    [][]float64 // by measure
	waiting                  []float64   // parcels, by day
	complaints, late, placed float64     // whole run
	cost                     float64     // CNY, of the window
	rules                    []fired     // by rule of the plan
}

// fired is what a rule did in a season.
type fired struct{ times, cost float64 }

func (w *watch) course(t *result.Trial, incident string) course {
	c := course{daily: make([][]float64, len(measures))}
	for _, e := range t.Emergencies {
		if e.Name == incident {
			c.struck, c.from, c.to, c.severity = true, sim.Time(e.From), sim.Time(e.To), e.Severity
		}
	}
	c.rules = make([]fired, len(w.head.Rules))
	for i := range t.Firings {
		f := &t.Firings[i]
		if d := int(f.Called / int64(sim.Day)); d >= w.head.From && d <= w.head.To {
			c.rules[f.Rule].times++
		}
		c.rules[f.Rule].cost += float64(f.Cost+f.Elsewhere) / 100
	}
	days := make([]dayBook, w.head.NDays)
	for i := range t.Firms {
		if w.firm >= 0 && i != w.firm {
			continue
		}
		f := &t.Firms[i]
		c.cost += float64(f.Costs.Total()) / 100
		docked := 0.0
		for d := range f.Days {
			days[d].row.Add(&f.Days[d])
			docked += float64(f.Days[d][result.Packed] - f.Days[d][result.Shipped])
			days[d].dock += docked
		}
		for j := range f.Pools {
			for h := range f.Pools[j].Hours {
				days[h/24].pool.Add(&f.Pools[j].Hours[h])
			}
		}
	}
	for i := range t.Lines {
		l := &w.head.Lines[i]
		if w.firm >= 0 && l.Firm >= 0 && l.Firm != w.firm {
			continue
		}
		for d, x := range t.Lines[i].Days {
			switch n := float64(x.Queue); l.Kind {
			case "warehouse":
				days[d].warehouse += n
			case "hub":
				days[d].hub += n
			case "station":
				days[d].route += n
			}
		}
	}
	for d := range days {
		x := &days[d]
		for m := range measures {
			c.daily[m] = append(c.daily[m], measures[m].of(x))
		}
		c.waiting = append(c.waiting, x.warehouse+x.dock+x.hub+x.route)
		c.complaints += float64(x.row.FirmComplaints())
		c.late += float64(x.row[result.DeliveredLate])
		c.placed += float64(x.row[result.Placed])
	}
	return c
}

// bandsOf the measures in the seasons without the incident. The edge is the
// sample's quantile, interpolated between its neighbours in order; a day on
// which no season has a value has no edge.
func bandsOf(calm []course, w *watch) []band {
	bands := make([]band, len(measures))
	for m := range measures {
		b := band{low: measures[m].low, edge: make([]float64, w.head.NDays)}
		total, n := 0.0, 0
		for d := range b.edge {
			var xs []float64
			for r := range calm {
				if x := calm[r].daily[m][d]; !math.IsNaN(x) {
					xs = append(xs, x)
				}
			}
			slices.Sort(xs)
			q := 0.95
			if b.low {
				q = 0.05
			}
			b.edge[d] = quantile(xs, q)
			if d >= w.first && d <= w.last {
				for _, x := range xs {
					total += x
					n++
				}
			}
		}
		if n > 0 {
			b.mean = total / float64(n)
		}
		bands[m] = b
	}
	return bands
}

// quantile of sorted values; NaN of none.
func quantile(xs []float64, q float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	at := q * float64(len(xs)-1)
	i := int(at)
	if i+1 == len(xs) {
		return xs[i]
	}
	return xs[i] + (at-float64(i))*(xs[i+1]-xs[i])
}
