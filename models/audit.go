package models

import (
	"fmt"

	"peakready/models/result"
)

// audit balances the books of the whole run at its end. Orders are counted by
// what happened to them, by their state bits, and by the lines, gates and
// pools that they passed, which keep accounts of their own with entry stamps;
// so are contacts, returns and the money of orders (see auditAccounts).
func (s *season) audit() result.Audit {
	s.bookStates()
	var a result.Audit
	check := func(err error) {
		a.Checks++
		if err != nil {
			a.Broken = append(a.Broken, err.Error())
		}
	}
	equal := func(what string, got, want int64) {
		a.Checks++
		if got != want {
			a.Broken = append(a.Broken, fmt.Sprintf("%s: %d against %d", what, got, want))
		}
	}
	now := s.k.Now()
	for i := range s.firms {
		f := &s.firms[i]
		for _, d := range f.desks {
			check(d.pool.Audit(now))
		}
		if len(f.shelves) == 0 {
			continue
		}
		check(f.gate.Audit(now))
		check(f.inspection.Audit(now))
		for j := range f.shelves {
			check(f.shelves[j].stock.Audit())
		}
		for j := range f.warehouses {
			check(f.warehouses[j].line.Audit(now))
		}
		s.auditFirm(f, equal)
		s.auditAccounts(f, check, equal)
	}
	for i := range s.carriers {
		check(s.carriers[i].hub.Audit(now))
		for _, l := range s.carriers[i].stations {
			check(l.Audit(now))
		}
	}
	s.auditRoad(equal)
	s.auditDocket(check, equal)
	return a
}

func total(rows []result.Row) result.Row {
	var t result.Row
	for i := range rows {
		t.Add(&rows[i])
	}
	return t
}

func (s *season) auditFirm(f *firm, equal func(string, int64, int64)) {
	name := f.cfg.Name
	t, c := total(f.days), total(f.cohorts)
	for n := result.Counter(0); n < result.Counters; n++ {
		equal(name+": "+n.String()+" by date = by order date", t[n], c[n])
	}
	var firings int64
	for i := range s.firings {
		if s.rules[s.firings[i].Rule].firm == f {
			firings += s.firings[i].Cost
		}
	}
	equal(name+": cost of contingency booked = of its firings", f.contingency, firings)
	var states [4]int64
	var value, intentions int64
	for _, n := range f.sources {
		src := &s.sources[n]
		if src.kind == sourceContacts {
			continue
		}
		intentions += int64(src.count)
		t := src.tally(0, src.count)
		for st, n := range t.states {
			states[st] += n
			if st != stateGone {
				value += n * int64(src.goods.Value)
			}
		}
	}
	inFlight := states[statePlaced] + states[stateShipped]
	equal(name+": intentions counted = numbered", t[result.Intentions], intentions)
	equal(name+": placed = delivered + cancelled + lost in transit + in flight", t[result.Placed],
		t[result.Delivered]+t[result.CancelledShop]+t[result.CancelledBuyer]+t[result.LostParcels]+inFlight)
	equal(name+": delivered counted = by state", t[result.Delivered], states[stateDelivered])
	equal(name+": intentions = lost + placed + undecided", t[result.Intentions], t.Lost()+t[result.Placed]+f.undecided)
	equal(name+": money taken and kept = value of orders not undone", f.takings, value)

	var entered, left, dropped int64
	for j := range f.warehouses {
		b := f.warehouses[j].line.Flow()
		entered, left, dropped = entered+b.Entered, left+b.Left, dropped+b.Dropped
	}
	equal(name+": placed = oversold + price errors + waiting for a wave + cancelled before it + into the warehouse",
		t[result.Placed], t[result.Oversold]+t[result.PriceErrors]+f.unwaved+f.unpicked+entered)
	equal(name+": out of the warehouse = packed + cancelled while packed", left, t[result.Packed]+f.unpacked)
	var docked int64
	for j := range s.docks {
		if d := &s.docks[j]; d.firm == f.index {
			docked += int64(d.parcels.Len())
		}
	}
	equal(name+": packed = handed to carriers + on the dock", t[result.Packed], t[result.Shipped]+docked)
	var fresh int64
	for _, d := range f.desks {
		for _, h := range d.pool.Hours() {
			fresh += h.Fresh
		}
	}
	equal(name+": contacts counted and cases referred = first attempts at the desks", t[result.Contacts]+f.referred, fresh)
	inside := -f.repliesOwed
	for _, d := range f.desks {
		inside += int64(d.pool.Waiting() + d.pool.Busy() + d.pool.Redialling())
	}
	equal(name+": consumers with something open = inside the desks + next contact beyond the run", f.atDesk, inside+f.beyond)
	open := t.FirmComplaints() - t[result.FirmSettled] - t[result.FirmUnsettled]
	equal(name+": complaints = settled + unsettled + open", f.openComplaints, open)
	back := f.inspection.Flow()
	equal(name+": returns sent = on the way back + into inspection", f.sent, f.onWayBack+back.Entered)
	equal(name+": out of inspection = inspected", back.Left, t[result.Returned])
	equal(name+": inspected = refunded + repaired + still to be made good", t[result.Returned], t[result.Refunded]+t[result.Repaired]+f.toMakeGood)
}

// auditRoad balances the parcels between hubs and doors.
func (s *season) auditRoad(equal func(string, int64, int64)) {
	var shipped, atDoor, failed, delivered int64
	for i := range s.firms {
		t := total(s.firms[i].days)
		shipped += t[result.Shipped]
		failed += t[result.AttemptsFailed]
		delivered += t[result.Delivered]
	}
	var hubIn, hubOut, stationIn int64
	for i := range s.carriers {
		b := s.carriers[i].hub.Flow()
		hubIn, hubOut = hubIn+b.Entered, hubOut+b.Left
		for _, l := range s.carriers[i].stations {
			b := l.Flow()
			stationIn, atDoor = stationIn+b.Entered, atDoor+b.Left
		}
	}
	equal("road: handed to carriers = into the hubs", shipped, hubIn)
	equal("road: out of the hubs = lost + on the road + into the stations", hubOut+failed, s.strayed+s.onRoad+stationIn)
	equal("road: at the door = delivered + nobody home", atDoor, delivered+failed)
}
