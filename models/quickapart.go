package models

import (
	"math"

	"peakready/models/result"
)

// quickSpan is the times of orders of dates that are kept apart.
type quickSpan struct {
	result.OrderSpan
	rest           fractions
	paid, paidIn7d float64
}

// quickWaits is the waits of answers on dates that are kept apart.
type quickWaits struct {
	result.WaitSpan
	waits waits
}

// orderSpans are the firm's, in whole numbers.
func (f *quickFirm) orderSpans() (all []result.OrderSpan) {
	for i := range f.spans {
		o := &f.spans[i]
		o.RefundsPaid, o.RefundIn7d = int64(math.Round(o.paid)), int64(math.Round(o.paidIn7d))
		all = append(all, o.OrderSpan)
	}
	return all
}

// ordered is the share of consumers, counted by the day on which their parcel
// came, that ordered on the dates of a span: as many as of the parcels of their
// mean day and the day after, as toCohorts has it.
func (f *quickFirm) ordered(m mass, o *quickSpan) (share float64) {
	mean := max(0, min(float64(len(f.deliveredOn)-1), m.d/m.n))
	low := int(mean)
	for i, part := range [2]float64{1 - (mean - float64(low)), mean - float64(low)} {
		if part == 0 {
			continue
		}
		in, all := 0.0, 0.0
		for _, k := range f.deliveredOn[low+i] {
			all += k.n
			if o.Has(k.cohort) {
				in += k.n
			}
		}
		if all > 0 {
			share += part * in / all
		}
	}
	return share
}

// waitSpans are the pool's.
func (p *quickPool) waitSpans() (all []result.WaitSpan) {
	for i := range p.spans {
		w := &p.spans[i]
		w.Waits = w.waits.sketch()
		all = append(all, w.WaitSpan)
	}
	return all
}

// histograms calls with each to which an answer of today belongs.
func (p *quickPool) histograms(q *quick, with func(w *waits)) {
	if q.inWindow(q.day) {
		with(&p.waits)
	}
	for i := range p.spans {
		if w := &p.spans[i]; w.Has(q.day) {
			with(&w.waits)
		}
	}
}
