package models

import (
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// clockAt is a time of day on a date in a span.
func clockAt(c span, d Date, hour, minute int) sim.Time {
	return sim.Time(c.day(d))*sim.Day + sim.Time(hour)*sim.Hour + sim.Time(minute)*sim.Minute
}

// winter spans November 2026 to March 2027; the New Year is Saturday, 6 February.
var winter = newSpan(Season{From: Day(2026, 11, 1), To: Day(2027, 3, 31)})

func TestReplyClocks(t *testing.T) {
	a := DefaultAuthority()
	const tick = sim.Time(1)
	friday, saturday, sunday, monday := Day(2026, 11, 13), Day(2026, 11, 14), Day(2026, 11, 15), Day(2026, 11, 16)
	for _, c := range []struct {
		what     string
		referred sim.Time
		due      sim.Time
	}{
		{"on a Monday morning it runs two hours", clockAt(winter, monday, 10, 30), clockAt(winter, monday, 12, 30)},
		{"at the opening it runs two hours", clockAt(winter, monday, 9, 0), clockAt(winter, monday, 11, 0)},
		{"a tick before the opening it runs twelve", clockAt(winter, monday, 9, 0) - tick, clockAt(winter, monday, 21, 0) - tick},
		{"a tick before closing on Friday it runs two hours, into the evening", clockAt(winter, friday, 17, 0) - tick, clockAt(winter, friday, 19, 0) - tick},
		{"at closing on Friday it runs twelve, through the night", clockAt(winter, friday, 17, 0), clockAt(winter, saturday, 5, 0)},
		{"at night it runs twelve", clockAt(winter, monday, 23, 0), clockAt(winter, monday+1, 11, 0)},
		{"on Saturday at noon it runs twelve", clockAt(winter, saturday, 12, 0), clockAt(winter, sunday, 0, 0)},
		{"late on Sunday it runs twelve, into Monday", clockAt(winter, sunday, 22, 0), clockAt(winter, monday, 10, 0)},
		{"on a Wednesday in the week of Spring Festival it runs twelve", clockAt(winter, Day(2027, 2, 10), 10, 0), clockAt(winter, Day(2027, 2, 10), 22, 0)},
		{"on the first working day after it two hours", clockAt(winter, Day(2027, 2, 12), 10, 0), clockAt(winter, Day(2027, 2, 12), 12, 0)},
	} {
		t.Run(c.what, func(t *testing.T) {
			equal(t, "due", winter.timeOf(a.replyDue(winter, c.referred)), winter.timeOf(c.due))
		})
	}
}

func TestWorkdays(t *testing.T) {
	for d, want := range map[Date]bool{
		Day(2027, 2, 4): true, Day(2027, 2, 5): false, Day(2027, 2, 6): false, Day(2027, 2, 8): false, Day(2027, 2, 11): false, Day(2027, 2, 12): true,
		Day(2026, 11, 13): true, Day(2026, 11, 14): false, Day(2026, 11, 15): false, Day(2013, 2, 11): false, Day(2013, 2, 15): false, Day(2013, 2, 18): true,
	} {
		t.Run(d.String(), func(t *testing.T) { equal(t, "works", workday(d), want) })
	}
}

func TestWorkDoneInWorkingHours(t *testing.T) {
	a := DefaultAuthority()
	friday, monday := Day(2026, 11, 13), Day(2026, 11, 16)
	for _, c := range []struct {
		what        string
		begun, work sim.Time
		done        sim.Time
	}{
		{"what fits the day is done in it", clockAt(winter, friday, 15, 0), 2 * sim.Hour, clockAt(winter, friday, 17, 0)},
		{"what does not goes on after the weekend", clockAt(winter, friday, 15, 0), 3 * sim.Hour, clockAt(winter, monday, 10, 0)},
		{"begun on Saturday it starts on Monday", clockAt(winter, friday+1, 12, 0), sim.Hour, clockAt(winter, monday, 10, 0)},
		{"begun at night it starts in the morning", clockAt(winter, monday, 22, 0), sim.Hour, clockAt(winter, monday+1, 10, 0)},
		{"two days and a half take three", clockAt(winter, monday, 9, 0), 20 * sim.Hour, clockAt(winter, monday+2, 13, 0)},
		{"Spring Festival is in between", clockAt(winter, Day(2027, 2, 4), 16, 30), sim.Hour, clockAt(winter, Day(2027, 2, 12), 9, 30)},
	} {
		t.Run(c.what, func(t *testing.T) {
			equal(t, "done", winter.timeOf(a.afterWork(winter, c.begun, c.work)), winter.timeOf(c.done))
		})
	}
}

func TestRuleOfDays(t *testing.T) {
	for _, c := range []struct {
		what string
		from Date
		want string
	}{
		{"before September 2014 a parcel's complaint waits thirty days", Day(2014, 8, 31), "constant(2592000000)"},
		{"in the season of 2012 too", Day(2012, 11, 1), "constant(2592000000)"},
		{"since September 2014 seven", Day(2014, 9, 1), "constant(604800000)"},
		{"and today", Day(2026, 11, 1), "constant(604800000)"},
	} {
		t.Run(c.what, func(t *testing.T) {
			sc := shop()
			sc.Season.From = c.from
			done := Completed(*sc)
			equal(t, "law", done.Authority.CourierAfter.String(), c.want)
			equal(t, "mean", done.Authority.CourierAfter.Mean() > 0, true)
		})
	}
	t.Run("in 2012 no complaint about a parcel reaches the regulator before thirty days, and then it does", func(t *testing.T) {
		sc := endless(shop())
		sc.Season.From, sc.Season.To, sc.Season.Drain = Day(2012, 11, 4), Day(2012, 11, 10), 60*sim.Day
		sc.Regions[0].LineHaul = rng.MustConstant(days(9)) // past any promise
		sc.Firms[0].Service.Resolved.Complaint, sc.Authority.Escalates = 0, 1
		sc.Firms[0].Service.Pools[1].HandleTime = rng.MustConstant(60e3)
		first := never
		s := played(t, sc, 0, TrialOptions{Complaint: func(c Complaint) {
			if c.Cause == result.Delay && c.Stage != originReturns.String() {
				first = min(first, c.At)
			}
		}})
		for day, d := range s.docket.days[result.CourierRegulator] {
			if d.Firms > 0 {
				equal(t, "first day", day, dayOf(first+30*sim.Day+sim.Minute))
				return
			}
		}
		t.Error("it never does")
	})
	t.Run("what is given stays", func(t *testing.T) {
		sc := shop()
		sc.Authority.CourierAfter = DefaultAuthority().ConsumerAfter
		done := Completed(*sc)
		equal(t, "law", done.Authority.CourierAfter, sc.Authority.CourierAfter)
	})
}
