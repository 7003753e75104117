package models

import "peakready/models/result"

// closeDocket books what is open at the end of a day.
func (s *season) closeDocket(day int) {
	d := &s.docket
	for i := range d.days {
		d.days[i][day].Backlog = d.open[i]
	}
	if d.mediators != nil {
		d.days[result.ConsumerAuthority][day].Waiting = int64(d.mediators.Waiting())
	}
}

// auditDocket balances the books of the two authorities: cases counted by day
// against the states in the table, for each docket and for each firm.
func (s *season) auditDocket(check func(error), equal func(string, int64, int64)) {
	d := &s.docket
	var of [result.Routes][caseStates]int64
	firms := make([][caseStates]int64, len(s.firms))
	inMediation, overdue := int64(0), make([]int64, len(s.firms))
	for i := range d.cases {
		c := &d.cases[i]
		of[c.route][c.state]++
		if c.firm >= 0 {
			firms[c.firm][c.state]++
			if c.overdue && c.route == result.ConsumerAuthority {
				overdue[c.firm]++
			}
		}
		if c.state == caseMediation {
			inMediation++
		}
	}
	for r := result.Route(0); r < result.Routes; r++ {
		var t result.DocketDay
		for _, day := range d.days[r] {
			t.Add(&day)
		}
		n, name := &of[r], r.String()
		open := n[caseReferred] + n[caseMediation] + n[caseReceived] + n[caseAccepted]
		equal(name+": cases lodged = settled by the firm + decided + open", t.Opened(), t.Settled+t.Decided+d.open[r])
		equal(name+": open counted = by state", d.open[r], open)
		equal(name+": settled counted = by state", t.Settled, n[caseSettled])
		equal(name+": decided counted = by state", t.Decided, n[caseDecided])
	}
	if d.mediators != nil {
		check(d.mediators.Audit(s.k.Now()))
		equal("mediation: cases in it = before the mediators", inMediation, int64(d.mediators.Waiting()+d.mediators.Busy()))
	}
	for i := range s.firms {
		t, n := total(s.firms[i].days), &firms[i]
		open := n[caseReferred] + n[caseMediation] + n[caseReceived] + n[caseAccepted]
		equal(s.firms[i].cfg.Name+": complaints to the authority = settled by the firm + decided + open",
			t.AuthorityComplaints(), t[result.CasesSettled]+t[result.CasesDecided]+open)
		equal(s.firms[i].cfg.Name+": clocks that ran out = cases without a reply in time", t[result.RepliesOverdue], overdue[i])
	}
}
