package models

import (
	"peakready/models/result"
	"peakready/sim/rng"
)

// Draws of the quick mode: of a firm, cause and hour.
var (
	drawQuickFirm      = rng.Name("quick/complaints to the firm")
	drawQuickAuthority = rng.Name("quick/complaints to the authority")
)

// quickCases is a firm's complaints.
type quickCases struct {
	toAuthority [complaintKinds]delay
	open        float64 // before the firm
	handled     int     // pool that handles complaints, -1 for none
	replies     []reply // in the order of their time
	referred    float64
}

// reply is a firm's answers to cases of the authority.
type reply struct {
	hour, lodged int
	m            mass
	byDelivery   bool
	inTime       float64
	waited       bool // until the authority mediates without
}

// draw is a Poisson number of a mean: what chance makes of an expectation.
func (q *quick) draw(p rng.Purpose, f *quickFirm, c int, mean float64) float64 {
	if mean <= 0 {
		return 0
	}
	l := q.key.Entity(uint64(rng.Name(f.name)), q.firstMinute()/60+uint64(q.now))
	return float64(rng.Poisson(l.Sub(p, uint64(c)).U(p), mean))
}

// lodge draws the complaints of the hour and puts them to the firm.
func (q *quick) lodge(f *quickFirm) {
	d := &f.desk
	for c := range d.complains {
		m := d.complains[c]
		if m.n <= 0 {
			continue
		}
		d.complains[c] = mass{}
		n := q.draw(drawQuickFirm, f, c, m.n)
		if n == 0 {
			continue
		}
		i := d.first + c
		k := &d.kinds[i]
		m = m.times(n / m.n)
		q.countMass(f, result.ToFirm(causeOfProblem[k.problem]), k.byDelivery, m)
		f.cases.open += n
		if f.cases.handled < 0 {
			q.settle(f, i, m, 0)
			continue
		}
		d.coming[i].add(m)
	}
}

// settle ends complaints to the firm.
func (q *quick) settle(f *quickFirm, i int, m mass, resolved float64) {
	k := &f.desk.kinds[i]
	f.cases.open -= m.n
	q.countMass(f, result.FirmSettled, k.byDelivery, m.times(resolved))
	rest := m.times(1 - resolved)
	q.countMass(f, result.FirmUnsettled, k.byDelivery, rest)
	f.cases.toAuthority[i-f.desk.first].put(rest.times(float64(q.sc.Authority.Escalates)))
}
