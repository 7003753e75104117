package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// HeadOf is what a run of the scenario will be about, before any trial.
func HeadOf(given *Scenario) result.Run {
	complete := Completed(*given)
	sc := &complete
	c := newSpan(sc.Season)
	run := result.Run{
		Scenario: sc.Name, Seed: sc.Seed, Asked: sc.Replications,
		Start: int32(c.start), From: c.from, To: c.to, NDays: c.days, Events: c.marks(), CallIn: sc.Authority.CallIn,
		Incident: result.IncidentRule{
			Complaints: sc.Authority.Incident.Complaints, EndsBelow: float64(sc.Authority.Incident.EndsBelow),
			Within: float64(sc.Authority.Incident.Within) / float64(sim.Day),
		},
	}
	for i := range sc.Firms {
		f := &sc.Firms[i]
		h := result.FirmHead{Name: f.Name}
		for j := range f.Service.Pools {
			p := &f.Service.Pools[j]
			h.Pools = append(h.Pools, result.PoolHead{Name: p.Name, Channel: string(p.Channel), Target: int64(p.AnswerWithin), Thin: p.thinTeam(c)})
		}
		run.Firms = append(run.Firms, h)
	}
	for i := range sc.Firms {
		for _, n := range sc.rulesOf(sc.Firms[i].Name) {
			run.Rules = append(run.Rules, result.RuleHead{Name: sc.Contingency[n].Name, Firm: i})
		}
	}
	run.Lines = lineHeads(sc)
	run.Targets = sc.targets(c)
	run.Published = sc.published(c)
	return run
}

// lineHeads names the lines in the order in which a trial gives them.
func lineHeads(sc *Scenario) []result.LineHead {
	var hs []result.LineHead
	for _, c := range sc.Carriers {
		hs = append(hs, result.LineHead{Name: c.Name + " hub", Kind: "hub", Firm: -1})
		for _, g := range sc.Regions {
			hs = append(hs, result.LineHead{Name: c.Name + " " + g.Name, Kind: "station", Firm: -1})
		}
	}
	for i := range sc.Firms {
		f := &sc.Firms[i]
		if len(f.Demand.Categories) == 0 {
			continue
		}
		for _, w := range f.Warehouses {
			hs = append(hs, result.LineHead{Name: w.Name, Kind: "warehouse", Firm: i})
		}
		hs = append(hs, result.LineHead{Name: "inspection", Kind: "inspection", Firm: i})
	}
	return hs
}

// lines in the order of lineHeads.
func (s *season) lines() []*flow.Line {
	var ls []*flow.Line
	for i := range s.carriers {
		ls = append(ls, s.carriers[i].hub)
		ls = append(ls, s.carriers[i].stations...)
	}
	for i := range s.firms {
		f := &s.firms[i]
		for j := range f.warehouses {
			ls = append(ls, f.warehouses[j].line)
		}
		if f.inspection != nil {
			ls = append(ls, f.inspection)
		}
	}
	return ls
}

// closeLines books yesterday of every line, at midnight.
func (s *season) closeLines() {
	if s.lineDays == nil {
		s.allLines = s.lines()
		s.lineDays = make([]result.LineTrial, len(s.allLines))
		s.lineSums = make([]lineSum, len(s.allLines))
		s.hourSums = make([]lineSum, len(s.allLines))
		s.lineWork = s.workPerParcel()
		for i := range s.lineDays {
			s.lineDays[i].Days = make([]result.LineDay, 0, s.days)
			s.lineDays[i].Hours = make([]result.LineHour, 0, s.days*24)
		}
		return
	}
	for i, l := range s.allLines {
		b := l.Flow()
		sum := lineSum{b.Entered, b.Left, l.Offered()}
		last := &s.lineSums[i]
		s.lineDays[i].Days = append(s.lineDays[i].Days, result.LineDay{
			Capacity: (sum.offered - last.offered) / s.lineWork[i],
			Entered:  sum.entered - last.entered, Left: sum.left - last.left,
			Queue: int64(l.Queue()),
		})
		*last = sum
	}
}

// closeLineHours books the last hour of every line.
func (s *season) closeLineHours() {
	for i, l := range s.allLines {
		sum := lineSum{entered: l.Entered(), offered: l.Offered()}
		last := &s.hourSums[i]
		s.lineDays[i].Hours = append(s.lineDays[i].Hours, result.LineHour{
			Entered: uint32(sum.entered - last.entered), Capacity: float32((sum.offered - last.offered) / s.lineWork[i]),
		})
		*last = sum
	}
}

// workPerParcel is the mean work of a parcel on each line: items in a
// warehouse, one elsewhere, so that capacities can be told in parcels.
func (s *season) workPerParcel() []float64 {
	var work []float64
	for _, h := range lineHeads(s.sc) {
		w := 1.0
		if h.Kind == "warehouse" {
			w = s.sc.Firms[h.Firm].itemsPerOrder()
		}
		work = append(work, w)
	}
	return work
}

type lineSum struct {
	entered, left int64
	offered       float64
}

// trial hands over what has happened.
func (s *season) trial(replication int) result.Trial {
	s.closeLines()
	s.closeLineHours()
	s.closeDocket(s.days - 1)
	t := result.Trial{
		Replication: replication, Fingerprint: s.k.Fingerprint(), Events: s.k.Events(),
		PeakOnRoad: int64(s.peak), Lines: s.lineDays, Audit: s.audit(), Firings: s.firings, Emergencies: s.happened(),
		Docket: result.DocketTrial{Days: s.docket.days, Incidents: s.docket.incidents.found},
	}
	for i := range s.firms {
		f := &s.firms[i]
		ft := result.FirmTrial{
			Days: f.days, Cohorts: f.cohorts, PlacedHours: f.placedHours, InFlight: s.inFlight(f),
			Lead: f.lead, Late: f.late, LateDays: f.lateDays,
			Refund: f.refund, RefundIn7d: f.refundIn7d, RefundsPaid: f.refundsPaid, Spans: f.spans,
			Costs: s.costs(f), Examples: f.examples,
		}
		for _, n := range f.sources {
			if s.sources[n].kind != sourceContacts {
				t.Intentions += int64(s.sources[n].count)
			}
		}
		for _, d := range f.desks {
			ft.Pools = append(ft.Pools, s.poolTrial(d))
		}
		t.Firms = append(t.Firms, ft)
	}
	return t
}

// inFlight is the orders of the window that are still open.
func (s *season) inFlight(f *firm) int64 {
	var n int64
	for _, j := range f.sources {
		src := &s.sources[j]
		if src.kind == sourceContacts {
			continue
		}
		n += src.tally(src.window(s.span)).open()
	}
	return n
}

func (s *season) poolTrial(d *desk) result.PoolTrial {
	p := result.PoolTrial{Waits: d.pool.Waits(), Spans: d.spans, Hours: make([]result.PoolHour, s.days*24), Reasons: make([]result.ReasonTrial, len(d.cfg.Reasons))}
	for i := range p.Reasons {
		n := d.pool.Kept(i)
		p.Reasons[i] = result.ReasonTrial{Answered: n.Answered, Abandoned: n.Abandoned, WaitSum: int64(n.WaitSum), WaitAbandoned: int64(n.WaitAbandoned)}
	}
	full := throughput(d.cfg.Concurrency, d.cfg.SlowDown)
	for i, h := range d.pool.Hours() {
		if i >= len(p.Hours) {
			break
		}
		p.Hours[i] = result.PoolHour{
			Offered: h.Offered, Fresh: h.Fresh, Answered: h.Answered, Within: h.Within,
			Abandoned: h.Abandoned, Balked: h.Balked,
			WaitSum: int64(h.WaitSum), WaitAbandoned: int64(h.WaitAbandoned),
			WorkOffered: int64(h.WorkOffered), Capacity: int64(math.Round(d.power.Integral(sim.Time(i)*sim.Hour, sim.Time(i+1)*sim.Hour) * full)),
			Busy: int64(h.Busy) / int64(d.cfg.Concurrency), Staffed: int64(h.Staffed), Overtime: int64(h.Overtime),
		}
	}
	return p
}

// throughput of an agent with all contacts in hand, in contacts' work per time:
// k contacts at 1/(1+slowdown(k-1)) each.
func throughput(k int, slowdown float64) float64 {
	return float64(k) / (1 + slowdown*float64(k-1))
}
