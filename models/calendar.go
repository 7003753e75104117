package models

import (
	"slices"
	"time"

	"peakready/models/result"
	"peakready/sim"
)

// newYears is the first day of the first lunar month, China time, 2011-2031.
// Source: new moons by Meeus, Astronomical Algorithms, ch. 49, and
// lunar-javascript, which agree on 2012-2031; 2011 from
// en.chinaculture.org (3 February 2011, Year of the Rabbit). ICU's Chinese calendar errs in
// 2027 (02-07) and 2030 (02-02): those new moons fall at 23:56 on 2027-02-06
// and 00:07 on 2030-02-03 Beijing time.
var newYears = map[int][2]int{
	2011: {2, 3},
	2012: {1, 23}, 2013: {2, 10}, 2014: {1, 31}, 2015: {2, 19}, 2016: {2, 8},
	2017: {1, 28}, 2018: {2, 16}, 2019: {2, 5}, 2020: {1, 25}, 2021: {2, 12},
	2022: {2, 1}, 2023: {1, 22}, 2024: {2, 10}, 2025: {1, 29}, 2026: {2, 17},
	2027: {2, 6}, 2028: {1, 26}, 2029: {2, 13}, 2030: {2, 3}, 2031: {1, 23},
}

// First and last year that the lunar table covers.
const (
	firstLunarYear = 2011
	lastLunarYear  = 2031
)

// NewYear is the date of the lunar New Year in a civil year; ok is false
// outside 2011-2031.
func NewYear(year int) (d Date, ok bool) {
	md, ok := newYears[year]
	if !ok {
		return 0, false
	}
	return Day(year, time.Month(md[0]), md[1]), true
}

// BlackFriday is the day after the fourth Thursday of November.
func BlackFriday(year int) Date {
	first := Day(year, time.November, 1)
	toThursday := (int(time.Thursday) - int(first.Weekday()) + 7) % 7
	return first + Date(toThursday) + 21 + 1
}

// span is the simulated time as days. Shanghai has kept UTC+8 without summer
// time since 1991, so a day is always 24 hours and day d begins at tick
// d x 24 h. Day 0 is the first day of the warm-up.
type span struct {
	start  Date
	days   int // simulated, drain included
	from   int // first day of the window
	to     int // last day of the window
	demand int // demand comes on days 0 .. demand-1
}

func wholeDays(d Duration) int { return int((d + sim.Day - 1) / sim.Day) }

func newSpan(s Season) span {
	warm := wholeDays(s.WarmUp)
	window := int(s.To-s.From) + 1
	demand := warm + window + wholeDays(s.CoolDown)
	return span{
		start:  s.From - Date(warm),
		from:   warm,
		to:     warm + window - 1,
		demand: demand,
		days:   demand + wholeDays(s.Drain),
	}
}

// day of a date since the start; may lie outside the span.
func (c span) day(d Date) int { return int(d - c.start) }

func (c span) date(day int) Date { return c.start + Date(day) }

func (c span) horizon() sim.Time { return sim.Time(c.days) * sim.Day }

// firstMinute is the minute since 1970 at which the span starts. Luck is
// numbered by it, so that a longer warm-up leaves every order its luck.
func (c span) firstMinute() uint64 { return uint64(c.start) * 1440 }

func (c span) inWindow(day int) bool { return day >= c.from && day <= c.to }

func dayOf(t sim.Time) int { return int(t / sim.Day) }

// years that the span touches, one more on each side for events near its ends.
func (c span) years() []int {
	first, _, _ := c.start.Civil()
	last, _, _ := c.date(c.days).Civil()
	var ys []int
	for y := first - 1; y <= last+1; y++ {
		ys = append(ys, y)
	}
	return ys
}

// marks are the events of the calendar that touch the window, for figures.
func (c span) marks() []result.CalendarEvent {
	var out []result.CalendarEvent
	add := func(name string, from, to Date) {
		a, b := max(c.day(from), c.from), min(c.day(to), c.to)
		if a <= b {
			out = append(out, result.CalendarEvent{Name: name, From: a, To: b})
		}
	}
	for _, y := range c.years() {
		add("双11", Day(y, time.November, 11), Day(y, time.November, 11))
		add("Black Friday", BlackFriday(y), BlackFriday(y))
		add("双12", Day(y, time.December, 12), Day(y, time.December, 12))
		if ny, ok := NewYear(y); ok {
			add("年货节", ny-28, ny-8)
			add("春节", ny-3, ny+6)
		}
	}
	slices.SortStableFunc(out, func(a, b result.CalendarEvent) int { return a.From - b.From })
	return out
}
