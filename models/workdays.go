package models

import "peakready/sim"

// springWeek says whether a date lies in the week in which the authority is
// closed: New Year's Eve to the sixth day of the year, seven days. A simple
// rule: other public holidays and the working weekends that pay for them are
// not kept.
func springWeek(d Date) bool {
	y, _, _ := d.Civil()
	ny, ok := NewYear(y)
	return ok && d >= ny-1 && d <= ny+5
}

// workday says whether the authority works on a date.
func workday(d Date) bool { return !weekend(d) && !springWeek(d) }

// working says whether t lies in the working hours; their end does not.
func (a *Authority) working(c span, t sim.Time) bool {
	clock := Clock(t % sim.Day)
	return workday(c.date(dayOf(t))) && clock >= a.Opens && clock < a.Closes
}

// replyDue is the last instant at which a reply to a case referred at t is in
// time: two hours in working hours, twelve outside, both by the clock on the wall.
func (a *Authority) replyDue(c span, t sim.Time) sim.Time {
	if a.working(c, t) {
		return t + a.Referral.InHours
	}
	return t + a.Referral.OutOfHours
}

// afterWork is the instant at which work begun at t is done, by somebody who
// works in working hours only.
func (a *Authority) afterWork(c span, t, work sim.Time) sim.Time {
	for day := dayOf(t); ; day++ {
		if !workday(c.date(day)) {
			continue
		}
		from := max(t, sim.Time(day)*sim.Day+sim.Time(a.Opens))
		to := sim.Time(day)*sim.Day + sim.Time(a.Closes)
		if from >= to {
			continue
		}
		if from+work <= to {
			return from + work
		}
		work -= to - from
	}
}
