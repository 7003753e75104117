package models

import "peakready/sim"

// phase of a rule.
type phase uint8

const (
	armed  phase = iota
	called       // the lead time runs
	acting
	spent // it has fired as often as it may
)

// ruleState is a rule as a state machine. A run of readings is timed from its
// first one; every reading stands until the next.
//
//	armed ─ holds for `for` ─▶ called ─ lead time ─▶ acting ─ `until` for its `for`, or `lasts` ─▶ armed
type ruleState struct {
	rule   *ContingencyRule
	phase  phase
	timing bool     // the condition of the phase holds
	since  sim.Time // since then
	fired  int
	due    sim.Time // called: the lead time ends; acting: lasts is over
}

// step is what a reading brings about.
type step uint8

const (
	fires  step = 1 << iota // the rule is called
	begins                  // its remedies begin
	ends                    // they end
)

// read takes the readings of an instant, `until` being of no account before
// the rule acts.
func (r *ruleState) read(now sim.Time, when, until bool) step {
	var done step
	if r.phase == armed && r.held(now, when, r.rule.When.For) {
		r.phase, r.timing, r.due = called, false, now+r.rule.After
		r.fired++
		done |= fires
	}
	if r.phase == called && now >= r.due {
		r.phase, r.timing, r.due = acting, false, never
		if r.rule.Lasts > 0 {
			r.due = now + r.rule.Lasts
		}
		return done | begins // until is asked for from the next reading on
	}
	if r.phase == acting && (now >= r.due || r.rule.Until != nil && r.held(now, until, r.rule.Until.For)) {
		r.phase, r.timing = armed, false
		if r.rule.AtMost > 0 && r.fired >= r.rule.AtMost {
			r.phase = spent
		}
		done |= ends
	}
	return done
}

// held says whether a condition has held for long enough by now.
func (r *ruleState) held(now sim.Time, holds bool, long sim.Time) bool {
	if !holds {
		r.timing = false
		return false
	}
	if !r.timing {
		r.timing, r.since = true, now
	}
	return now-r.since >= long
}
