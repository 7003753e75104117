package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// contingencyRule is a rule of one firm at work.
type contingencyRule struct {
	ruleState
	firm        *firm
	head        int // index of its head in the run
	when, until gauge
	firing      int // index of the log while it is called or acts, else -1
}

// overflow is the group of an overflow desk in a pool.
type overflow struct {
	remedy *Remedy
	rule   int // index of the scenario's
	group  int
	on     int // agents now
}

// relief is what the rules have in force at a firm, apart from agents and
// rates. Each remedy remembers the firing that it belongs to.
type relief struct {
	turnedAway, leave, spare, avoided float64
	carrier                           int
	cap                               Money
	raised, telling                   bool
	// Firings by index of the log.
	turning, leaving, sparing, messaging, raising int
}

// terms are the throttle and the dates quoted from a minute on. Late parcels
// are looked for by the minute of the intention, so what was quoted is kept.
type terms struct {
	minute     int64
	days       int
	turnedAway float64
	back       float64
	postpone   sim.Time
}

// wireRules makes the machines of the rules. It comes after all else is wired.
func (s *season) wireRules() {
	for i := range s.firms {
		f := &s.firms[i]
		for _, n := range s.sc.rulesOf(f.cfg.Name) {
			cfg := &s.sc.Contingency[n]
			r := contingencyRule{ruleState: ruleState{rule: cfg}, firm: f, head: len(s.rules), firing: -1, when: s.newGauge(f, &cfg.When)}
			if cfg.Until != nil {
				r.until = s.newGauge(f, cfg.Until)
			}
			s.rules = append(s.rules, r)
		}
	}
}

// watchRules reads the measures of every rule, and of an acting one sets what
// is in force: hours of the day begin and end.
func (s *season) watchRules(minute int64) {
	now := sim.Time(minute) * sim.Minute
	if now%ruleTick != 0 || len(s.rules) == 0 {
		return
	}
	for i := range s.rules {
		r := &s.rules[i]
		until := r.rule.Until != nil && r.until.holds(s, now)
		done := r.read(now, r.when.holds(s, now), until)
		if done&fires != 0 {
			r.firing = len(s.firings)
			end := int64(s.horizon())
			s.firings = append(s.firings, result.Firing{Rule: r.head, Called: int64(now), From: end, To: end})
		}
		if done&begins != 0 {
			s.firings[r.firing].From = int64(now)
		}
		if done&ends != 0 {
			s.firings[r.firing].To = int64(now)
			r.firing = -1
		}
		if r.phase == acting || done&ends != 0 {
			r.firm.changed = true
		}
	}
	for i := range s.firms {
		if f := &s.firms[i]; f.changed {
			f.changed = false
			s.enforce(f, now)
		}
	}
}

// enforce sets what the firm's acting rules say, and books what ten minutes of
// it cost.
func (s *season) enforce(f *firm, now sim.Time) {
	at := Clock(now % sim.Day)
	was := f.relief
	f.relief = relief{}
	in := &f.relief
	next := terms{minute: int64(now / sim.Minute)}
	for i := range s.rules {
		r := &s.rules[i]
		if r.firm != f || r.phase != acting {
			continue
		}
		for j := range r.rule.Do {
			switch a := &r.rule.Do[j]; a.Action {
			case throttle:
				if v := float64(a.Share); v > in.turnedAway {
					in.turnedAway, in.turning = v, r.firing
					next.turnedAway, next.back, next.postpone = v, float64(a.Back), a.Postpone
				}
			case quoteLater:
				next.days = max(next.days, a.Days)
				if v := float64(a.Leave); v > in.leave {
					in.leave, in.leaving = v, r.firing
				}
			case spareCarrier:
				if in.spare == 0 {
					in.carrier, in.spare, in.sparing = s.carrierNamed(a.Carrier), float64(a.Share), r.firing
				}
			case message:
				if !in.telling {
					in.telling, in.messaging = true, r.firing
				}
				in.avoided = max(in.avoided, float64(a.Avoided))
				f.patience, f.toldTo = max(f.patience, a.Patience), next.minute+int64(ruleTick/sim.Minute)
			case compensation:
				if !in.raised || a.Cap > in.cap {
					in.raised, in.raising, in.cap = true, r.firing, max(in.cap, a.Cap)
				}
			}
		}
	}
	s.tellOpen(f, was)
	last := terms{}
	if n := len(f.terms); n > 0 {
		last = f.terms[n-1]
	}
	if last.minute = next.minute; last != next {
		f.terms = append(f.terms, next)
	}
	for i := range f.warehouses {
		s.setNight(f, i, at)
	}
	for _, d := range f.desks {
		for k := range d.overflow {
			s.setOverflow(f, d, &d.overflow[k], at)
		}
	}
}

// firingOf gives the firing of a rule of the scenario that acts at a firm, or -1.
func (s *season) firingOf(f *firm, rule int) int {
	for i := range s.rules {
		if r := &s.rules[i]; r.firm == f && r.rule == &s.sc.Contingency[rule] && r.phase == acting {
			return r.firing
		}
	}
	return -1
}

// setOverflow puts the agents of an overflow desk on duty, or sends them home.
func (s *season) setOverflow(f *firm, d *desk, o *overflow, at Clock) {
	n := 0
	if firing := s.firingOf(f, o.rule); firing >= 0 && o.remedy.inForce(at) {
		n = int(math.Round(o.remedy.Agents))
		s.spend(f, firing, float64(n)*hoursOfTick*float64(f.cfg.Prices.OverflowHour))
	}
	if n != o.on {
		o.on = n
		d.pool.SetExtra(o.group, n)
	}
}

// setNight sets the rate that night shifts add at a warehouse. While the
// warehouse stands still its night shift does too, and is paid all the same.
func (s *season) setNight(f *firm, warehouse int, at Clock) {
	w := &f.warehouses[warehouse]
	rate := 0.0 // items a day
	works := s.working(f, &f.cfg.Warehouses[warehouse])
	for i := range s.rules {
		r := &s.rules[i]
		if r.firm != f || r.phase != acting {
			continue
		}
		for j := range r.rule.Do {
			a := &r.rule.Do[j]
			if a.Action != nightShift || !a.inForce(at) {
				continue
			}
			share := 1.0
			if a.Warehouse == "" {
				share = float64(f.cfg.Warehouses[warehouse].Share)
			} else if a.Warehouse != f.cfg.Warehouses[warehouse].Name {
				continue
			}
			rate += works * share * float64(a.Rate)
			items := share * float64(a.Rate) * float64(ruleTick) / float64(sim.Day)
			if s.inWindow(s.today) {
				w.nights += works * items
			}
			s.spend(f, r.firing, items*float64(f.cfg.Prices.NightItem))
		}
	}
	if rate != w.night {
		w.night = rate
		w.line.SetExtra(rate / 1440)
	}
}

// hoursOfTick is the length of a tick.
const hoursOfTick = float64(ruleTick) / float64(sim.Hour)

func (s *season) carrierNamed(name string) int {
	for i := range s.carriers {
		if s.carriers[i].cfg.Name == name {
			return i
		}
	}
	panic("contingency: no carrier " + name) // Check has refused it
}

// spend books fen of a firing on the window's dates.
func (s *season) spend(f *firm, firing int, fen float64) {
	if s.inWindow(s.today) {
		n := int64(fen + 0.5)
		f.contingency += n
		s.firings[firing].Cost += n
	}
}

// elsewhere books fen that a firing causes in another row of the costs, for an order of the window.
func (s *season) elsewhere(r *sim.Record, firing int, fen int64) {
	if s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		s.firings[firing].Elsewhere += fen
	}
}

// tellOpen books the messages: when they begin one for every order open, and
// then for each that has been placed since the last reading. Messages of two
// rules at once are one.
func (s *season) tellOpen(f *firm, was relief) {
	if !was.telling && !f.relief.telling {
		return
	}
	var placed, open int64
	for i := range f.days[:s.today+1] {
		d := &f.days[i]
		placed += d[result.Placed]
		open += d[result.Placed] - d[result.Delivered] - d[result.CancelledShop] - d[result.CancelledBuyer] - d[result.LostParcels]
	}
	price := float64(f.cfg.Prices.Message)
	if was.telling {
		s.spend(f, was.messaging, price*float64(placed-f.told))
	} else {
		s.spend(f, f.relief.messaging, price*float64(open))
	}
	f.told = placed
}

// addOverflow adds the groups of the overflow desks of a pool to its
// specification. Until their rule acts nobody is in them.
func (d *desk) addOverflow(sc *Scenario, f *firm, spec *flow.PoolSpec) {
	for _, n := range sc.rulesOf(f.cfg.Name) {
		for j := range sc.Contingency[n].Do {
			a := &sc.Contingency[n].Do[j]
			if a.Action != overflowDesk || a.Pool != d.cfg.Name {
				continue
			}
			g := spec.Groups[0] // all skills, and the pool's ways
			g.Name, g.Staff, g.Efficiency = sc.Contingency[n].Name, flow.Always(0), flow.Always(float64(a.Speed))
			d.overflow = append(d.overflow, overflow{remedy: a, rule: n, group: len(spec.Groups)})
			spec.Groups = append(spec.Groups, g)
		}
	}
}
