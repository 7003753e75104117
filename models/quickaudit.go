package models

import (
	"fmt"
	"math"

	"peakready/models/result"
)

// audit balances the counts at the end, to a millionth: nothing was made or lost.
func (q *quick) audit() result.Audit {
	var a result.Audit
	equal := func(what string, got, want float64) {
		a.Checks++
		if !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(got), math.Abs(want))) {
			a.Broken = append(a.Broken, fmt.Sprintf("%s: %v against %v", what, got, want))
		}
	}
	var shipped, failed, delivered, declared, astray float64
	for i := range q.firms {
		f := &q.firms[i]
		var t, c [result.Counters]float64
		for d := range f.days {
			for n := range t {
				t[n] += f.days[d][n]
				c[n] += f.cohorts[d][n]
			}
		}
		name := f.cfg.Name + ": "
		for n := range t {
			equal(name+result.Counter(n).String()+" by date = by order date", t[n], c[n])
		}
		for j := range f.desk.pools {
			p := &f.desk.pools[j]
			var h quickHour
			for _, x := range p.hours {
				h.offered += x.offered
				h.answered += x.answered
				h.abandoned += x.abandoned
			}
			queued := p.referredWaiting + p.referredIn
			for c := range p.queue {
				for _, x := range p.queue[c] {
					queued += x.m.n
				}
			}
			equal(name+p.cfg.Name+": attempts = answered + given up + waiting", h.offered+p.referredIn, h.answered+h.abandoned+queued)
		}
		waiting := 0.0
		for c := 0; c < len(f.desk.kinds); c++ {
			if f.desk.kinds[c].complaint {
				waiting += f.desk.coming[c].n + f.desk.waiting[c].n
				if o := f.desk.opening[c]; o != nil {
					waiting += o.inside().n
				}
			}
		}
		for j := range f.desk.pools {
			waiting += f.desk.pools[j].complaints()
		}
		var complaints float64
		for k := result.Cause(0); k < result.Causes; k++ {
			complaints += t[result.ToFirm(k)]
		}
		equal(name+"complaints = settled + unsettled + open", complaints, t[result.FirmSettled]+t[result.FirmUnsettled]+f.cases.open)
		equal(name+"open complaints = before the desk", f.cases.open, waiting)
		if !f.goods() {
			continue
		}
		shipped += t[result.Shipped]
		failed += t[result.AttemptsFailed]
		declared += t[result.LostParcels]
		astray += f.strayedN
		delivered += t[result.Delivered]
		open := sum(f.open)
		equal(name+"placed = delivered + cancelled + lost in transit + in flight", t[result.Placed],
			t[result.Delivered]+t[result.CancelledShop]+t[result.CancelledBuyer]+t[result.LostParcels]+open)
		lost := t[result.LostQuestion] + t[result.LostCheckout] + t[result.LostSoldOut] + t[result.LostDeposit]
		undecided := 0.0
		for j := range f.sources {
			undecided += f.sources[j].waiting
		}
		for j := range f.desk.pools {
			undecided += f.desk.pools[j].questions()
		}
		equal(name+"intentions = lost + placed + undecided", t[result.Intentions], lost+t[result.Placed]+f.undecided)
		equal(name+"undecided = asking + deposits", f.undecided, undecided)
		inHouse := 0.0
		for j := range f.stores {
			inHouse += f.stores[j].unwave.n + f.stores[j].queue.n
		}
		equal(name+"placed = packed + cancelled + oversold + in the warehouse", t[result.Placed],
			t[result.Packed]+t[result.CancelledShop]+t[result.CancelledBuyer]+f.oversold.inside().n+inHouse)
		back := &f.after
		equal(name+"returns sent = on the way back + inspected + to inspect", back.sent, back.onWay+t[result.Returned]+f.inspection.n)
		equal(name+"inspected = refunded + repaired + still to be made good", t[result.Returned], t[result.Refunded]+t[result.Repaired]+back.toMakeGood)
		made := back.refund.inside().n + back.repair.inside().n
		equal(name+"to be made good = on their way", back.toMakeGood, made)
	}
	var in, out, strayed, stationIn, door, road, hub float64
	for i := range q.carriers {
		k := &q.carriers[i]
		in, out, strayed, stationIn, door = in+k.hubIn, out+k.hubOut, strayed+k.strayed, stationIn+k.stationIn, door+k.atDoor
		for f := range k.hubQueue {
			hub += k.hubQueue[f].n
		}
		for g := range k.stations {
			for f := range k.stations[g].road {
				for _, r := range k.stations[g].road[f] {
					road += r.n
				}
			}
		}
	}
	if len(q.carriers) > 0 {
		equal("road: handed to carriers = into the hubs", shipped, in)
		equal("road: into the hubs = out + in them", in, out+hub)
		equal("road: out of the hubs = lost + on the road + into the stations", out+failed, strayed+road+stationIn)
		equal("road: gone astray = declared lost + astray", strayed, declared+astray)
		equal("road: at the door = delivered + nobody home", door, delivered+failed)
	}
	for r := range q.docket.rows {
		var opened, closed float64
		for _, x := range q.docket.rows[r] {
			opened += x.firms + x.ecommerce + x.other
			closed += x.settled + x.decided
		}
		equal(result.Route(r).String()+": cases lodged = settled by the firm + decided + open", opened, closed+q.docket.open[r])
	}
	return a
}

// questions and complaints before a pool or between two attempts.
func (p *quickPool) questions() float64 {
	return p.of(func(k *quickKind) bool { return k.reason == askQuestion })
}

func (p *quickPool) complaints() float64 {
	return p.of(func(k *quickKind) bool { return k.complaint })
}

func (p *quickPool) of(which func(k *quickKind) bool) float64 {
	n := 0.0
	for i := range p.orbit {
		if p.orbit[i] != nil && which(&p.kinds[i/p.attempts]) {
			n += p.orbit[i].inside().n
		}
	}
	for c := range p.queue {
		for _, t := range p.queue[c] {
			if which(&p.kinds[t.kind]) {
				n += t.m.n
			}
		}
	}
	return n
}
