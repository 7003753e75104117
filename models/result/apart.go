package result

import (
	"fmt"

	"peakready/sim/stats"
)

// OrderTimes is how long the orders placed on some dates took. Distributions
// are in ms.
type OrderTimes struct {
	Lead        *stats.Sketch // order to door
	Late        *stats.Sketch // time past the promised date of late deliveries
	Refund      *stats.Sketch // return asked to refund paid
	RefundIn7d  int64         // refunds paid within 7 days of the goods' arrival at the firm
	RefundsPaid int64
}

// OrderSpan is the times of orders placed on dates that a target or a published
// figure names. A distribution of a season cannot be taken apart into its days,
// and one of each day would be 16 KB a day and firm: so those asked for are kept
// beside that of the season, and no others.
type OrderSpan struct {
	From, To int // day indexes, both included
	OrderTimes
}

// WaitSpan is the waits of contacts answered on dates that are asked for.
type WaitSpan struct {
	From, To int // day indexes, both included
	Waits    *stats.Sketch
}

// Has says whether an order of a day belongs to it.
func (s *OrderSpan) Has(day int) bool { return day >= s.From && day <= s.To }

// Has says whether an answer on a day belongs to it.
func (s *WaitSpan) Has(day int) bool { return day >= s.From && day <= s.To }

// times are those of the orders that the firm got on the place's dates. It
// panics on dates that the trial was not asked to keep, as a figure of the season
// in their stead would be wrong without anybody seeing it.
func (f *FirmTrial) times(r *Run, at Place) OrderTimes {
	if at.From == r.From && at.To == r.To {
		return OrderTimes{f.Lead, f.Late, f.Refund, f.RefundIn7d, f.RefundsPaid}
	}
	for i := range f.Spans {
		if s := &f.Spans[i]; s.From == at.From && s.To == at.To {
			return s.OrderTimes
		}
	}
	panic(fmt.Sprintf("result: the times of orders of days %d to %d are not kept", at.From, at.To))
}

// waits of the contacts answered on the place's dates, which must be kept.
func (p *PoolTrial) waits(r *Run, at Place) *stats.Sketch {
	if at.From == r.From && at.To == r.To {
		return p.Waits
	}
	for i := range p.Spans {
		if s := &p.Spans[i]; s.From == at.From && s.To == at.To {
			return s.Waits
		}
	}
	panic(fmt.Sprintf("result: the waits of days %d to %d are not kept", at.From, at.To))
}

// times are those of each firm of the place.
func (at Place) times(r *Run, t *Trial) []OrderTimes {
	firms := at.firms(t)
	all := make([]OrderTimes, len(firms))
	for i := range firms {
		all[i] = firms[i].times(r, at)
	}
	return all
}

// timed is a metric of the times of orders.
func timed(name string, unit Unit, doc string, value func(all []OrderTimes) float64) Metric {
	return Metric{Name: name, Unit: unit, Doc: doc, Scope: OfFirm, Dates: OrderDates, Count: unit == Number, Apart: true,
		value: func(r *Run, t *Trial, at Place) float64 { return value(at.times(r, t)) }}
}

// together merges a sketch of every firm.
func together(all []OrderTimes, of func(o *OrderTimes) *stats.Sketch) *stats.Sketch {
	if len(all) == 1 {
		return of(&all[0])
	}
	sum := new(stats.Sketch)
	for i := range all {
		if s := of(&all[i]); s != nil {
			sum.Merge(s)
		}
	}
	return sum
}
