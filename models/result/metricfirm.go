package result

import "peakready/sim/stats"

// orderMetrics are the ways of an order: placed, delivered, refunded.
func orderMetrics() []Metric {
	count := func(name, doc string, c Counter) Metric {
		return ordered(name, Number, doc, func(w *Row) float64 { return float64(w[c]) })
	}
	share := func(name, doc string, part, all Counter) Metric {
		return ordered(name, Share, doc, func(w *Row) float64 { return ratio(w[part], w[all]) })
	}
	lead := func(o *OrderTimes) *stats.Sketch { return o.Lead }
	late := func(o *OrderTimes) *stats.Sketch { return o.Late }
	refund := func(o *OrderTimes) *stats.Sketch { return o.Refund }
	average := func(name, doc string, of func(o *OrderTimes) *stats.Sketch) Metric {
		return timed(name, Days, doc, func(all []OrderTimes) float64 { return mean(together(all, of), day) })
	}
	p95 := func(name, doc string, of func(o *OrderTimes) *stats.Sketch) Metric {
		return timed(name, Days, doc, func(all []OrderTimes) float64 { return quantile(together(all, of), 0.95, day) })
	}
	return []Metric{
		count("orders.intentions", "purchase intentions, before anything is lost", Intentions),
		ordered("orders.lost", Number, "intentions lost before the order was placed", func(w *Row) float64 { return float64(w.Lost()) }),
		count("orders.lost_by.question", "lost: a question went unanswered", LostQuestion),
		count("orders.lost_by.checkout", "lost: the checkout timed out or refused", LostCheckout),
		count("orders.lost_by.sold_out", "lost: sold out", LostSoldOut),
		count("orders.lost_by.deposit", "lost: a deposit was not completed", LostDeposit),
		count("orders.lost_by.turned_away", "lost: turned away by a contingency rule, or left for its later date", LostTurnedAway),
		count("orders.placed", "orders placed", Placed),
		ordered("orders.cancelled", Number, "orders cancelled by the shop or the consumer",
			func(w *Row) float64 { return float64(w[CancelledShop] + w[CancelledBuyer]) }),
		count("orders.delivered", "orders delivered", Delivered),
		count("orders.lost_in_transit", "parcels lost by a carrier", LostParcels),
		added("orders.in_flight", Number, "orders still open when the run ended", func(f *FirmTrial) float64 { return float64(f.InFlight) }),
		share("delivery.late_share", "deliveries past the promised date, of all deliveries", DeliveredLate, Delivered),
		average("delivery.lead_d", "mean time from order to door", lead),
		p95("delivery.lead_p95_d", "time from order to door within which 95% arrive", lead),
		average("delivery.days_late", "mean time past the promised date, of late deliveries", late),
		p95("delivery.late_p95_d", "time past the promised date within which 95% of late deliveries arrive", late),
		happening("parcels.handed_over", Number, "parcels handed to a carrier on the dates", func(w *Row, _ float64) float64 { return float64(w[Shipped]) }),
		happening("parcels.delivered", Number, "parcels delivered on the dates", func(w *Row, _ float64) float64 { return float64(w[Delivered]) }),
		share("delivery.shipped_late_share", "parcels handed over after the ship-by promise, of all handed over", ShippedLate, Shipped),
		timed("refund.paid", Number, "refunds paid", func(all []OrderTimes) float64 {
			var paid int64
			for i := range all {
				paid += all[i].RefundsPaid
			}
			return float64(paid)
		}),
		average("refund.mean_d", "mean time from asking for a return to the refund", refund),
		timed("refund.within_7d", Share, "refunds paid within 7 days of the goods' arrival at the firm", func(all []OrderTimes) float64 {
			var in, paid int64
			for i := range all {
				in, paid = in+all[i].RefundIn7d, paid+all[i].RefundsPaid
			}
			return ratio(in, paid)
		}),
	}
}

// poolMetrics are those of the service desk. Several pools together weigh every
// contact alike, each against its own target.
func poolMetrics() []Metric {
	metric := func(name string, unit Unit, doc string, value func(h *PoolHour) float64) Metric {
		return Metric{Name: "pools." + name, Unit: unit, Doc: doc, Scope: OfPool, Dates: EventDates, Count: unit == Number,
			value: func(r *Run, t *Trial, at Place) float64 {
				var sum PoolHour
				at.pools(r, t, func(p *PoolTrial) {
					for h := at.From * 24; h < (at.To+1)*24 && h < len(p.Hours); h++ {
						sum.Add(&p.Hours[h])
					}
				})
				return value(&sum)
			}}
	}
	return []Metric{
		metric("offered", Number, "contacts that came, redials included", func(h *PoolHour) float64 { return float64(h.Offered) }),
		metric("answered", Number, "contacts answered", func(h *PoolHour) float64 { return float64(h.Answered) }),
		metric("abandonment", Share, "contacts given up, of those answered or given up", (*PoolHour).abandonment),
		metric("mean_wait_s", Seconds, "mean wait of answered contacts", (*PoolHour).meanWait),
		{Name: "pools.p95_wait_s", Unit: Seconds, Doc: "wait within which 95% of answered contacts are answered", Scope: OfPool, Dates: EventDates, Apart: true,
			value: func(r *Run, t *Trial, at Place) float64 {
				all := new(stats.Sketch)
				at.pools(r, t, func(p *PoolTrial) {
					if w := p.waits(r, at); w != nil {
						all.Merge(w)
					}
				})
				return quantile(all, 0.95, second)
			}},
		metric("service_level", Share, "contacts answered in time, of those answered or given up", (*PoolHour).serviceLevel),
		metric("occupancy", Share, "busy time of the agents over their time on duty", (*PoolHour).occupancy),
	}
}

// pools calls with every pool of the place.
func (at Place) pools(r *Run, t *Trial, with func(p *PoolTrial)) {
	for f := range t.Firms {
		if at.Firm >= 0 && f != at.Firm {
			continue
		}
		for p := range t.Firms[f].Pools {
			if at.Pool == "" || r.Firms[f].Pools[p].Name == at.Pool {
				with(&t.Firms[f].Pools[p])
			}
		}
	}
}

// complaintMetrics are complaints to the firm and to the authority: of orders
// placed in a window, under the names of summary.json, and as they are lodged
// on its dates.
func complaintMetrics() []Metric {
	var ms []Metric
	for _, to := range []struct {
		name, words string
		all         func(w *Row) int64
		counter     func(c Cause) Counter
	}{
		{"to_firm", "complaints to the firm", (*Row).FirmComplaints, ToFirm},
		{"to_authority", "complaints to the authorities", (*Row).AuthorityComplaints, ToAuthority},
	} {
		of := "complaints." + to.name + "."
		lodged := "lodged." + to.name + "."
		ms = append(ms,
			ordered(of+"total", Number, to.words+" about the orders", func(w *Row) float64 { return float64(to.all(w)) }),
			ordered(of+"per_million_orders", PerMillion, to.words+" per million orders placed", func(w *Row) float64 { return 1e6 * ratio(to.all(w), w[Placed]) }),
			happening(lodged+"total", Number, to.words+" lodged on the dates", func(w *Row, _ float64) float64 { return float64(to.all(w)) }),
			happening(lodged+"per_day", PerDay, to.words+" lodged, a day", func(w *Row, days float64) float64 { return float64(to.all(w)) / days }),
		)
		for c := Cause(0); c < Causes; c++ {
			n, cause := to.counter(c), c.String()
			ms = append(ms,
				ordered(of+"by_cause."+cause, Number, to.words+", cause "+cause, func(w *Row) float64 { return float64(w[n]) }),
				ordered(of+"per_million_by_cause."+cause, PerMillion, to.words+" per million orders placed, cause "+cause,
					func(w *Row) float64 { return 1e6 * ratio(w[n], w[Placed]) }),
				ordered(of+"share_by_cause."+cause, Share, "cause "+cause+", of all "+to.words,
					func(w *Row) float64 { return ratio(w[n], to.all(w)) }),
				happening(lodged+"by_cause."+cause, Number, to.words+" lodged on the dates, cause "+cause,
					func(w *Row, _ float64) float64 { return float64(w[n]) }),
			)
		}
	}
	return ms
}

// costMetrics are in CNY over the whole window.
func costMetrics() []Metric {
	cost := func(name, doc string, fen func(c *Costs) int64) Metric {
		return whole("costs."+name, CNY, doc, func(fs []FirmTrial) float64 {
			var total int64
			for i := range fs {
				total += fen(&fs[i].Costs)
			}
			return float64(total) / 100
		})
	}
	return []Metric{
		cost("staff", "pay of the service desk", func(c *Costs) int64 { return c.Staff }),
		cost("temps", "pay of temporary hands", func(c *Costs) int64 { return c.Temps }),
		cost("warehouse", "warehouse capacity kept ready, used or not, and items packed", func(c *Costs) int64 { return c.Warehouse }),
		cost("stock", "goods held on the shelf", func(c *Costs) int64 { return c.Stock }),
		cost("storefront", "checkout capacity kept ready", func(c *Costs) int64 { return c.Storefront }),
		cost("carriers", "paid to carriers, both ways", func(c *Costs) int64 { return c.Carriers }),
		cost("returns", "inspection kept ready, and the write-down of goods that came back", func(c *Costs) int64 { return c.Returns }),
		cost("compensation", "compensations paid to consumers and not recovered", func(c *Costs) int64 { return c.Compensation }),
		cost("refunds", "margin of orders cancelled, lost on the road or refunded", func(c *Costs) int64 { return c.Refunds }),
		cost("lost_margin", "margin of intentions that never became an order", func(c *Costs) int64 { return c.LostMargin }),
		cost("contingency", "contingency rules, by the price list", func(c *Costs) int64 { return c.Contingency }),
		cost("total", "all costs", func(c *Costs) int64 { return c.Total() }),
	}
}
