package models

import (
	"fmt"
	"time"

	"peakready/sim"
)

// The units in which a planner speaks. Each has one textual form in a
// scenario (read and written by package scenarios) and one meaning here.

// Duration is a length of simulated time in milliseconds; `48h`, `7d`, `90s`.
type Duration = sim.Time

// Share is a proportion in [0, 1]; `30%` or `0.3`.
type Share float64

// Factor multiplies something; 0 or more, `8`, `1.5`, `x0.8` or `150%`.
type Factor float64

// Rate is a flow a day; `100k/day`, `120/h`, `5/min`, `300/s`.
type Rate float64

// Money is an amount in fen (1/100 CNY); `¥35`, `¥0.80`, `1.2k CNY`.
type Money int64

// Yuan is the amount in CNY.
func (m Money) Yuan() float64 { return float64(m) / 100 }

// Figure is a result as people publish it, 0 or more; `95`, `61.6%` or `2.09`.
type Figure float64

// Limit is what a figure must keep to, in the unit of its metric; `95`, `5%`, and
// of a metric of seconds or days also a length of time: `30s`, `36h`; of one of
// CNY also an amount: `¥8M`.
type Limit struct {
	Figure Figure // seconds, if it was written as a length of time; CNY, if as an amount
	Time   bool   // it was written as a length of time
	Money  bool   // it was written as an amount
}

// Clock is a time of day in milliseconds after local midnight, 00:00 to
// 24:00; `08:30`.
type Clock sim.Time

// Date is a civil day of Asia/Shanghai as days since 1970-01-01; `2026-11-11`.
// Zero means "not given" where a field says so.
type Date int32

// Day makes a Date of a civil day.
func Day(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Civil is the date as year, month and day.
func (d Date) Civil() (int, time.Month, int) {
	return time.Unix(int64(d)*86400, 0).UTC().Date()
}

// Weekday of the date; 1970-01-01 was a Thursday.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(((int(d)+4)%7 + 7) % 7)
}

// Moment is a minute of a civil day of Asia/Shanghai, as minutes since
// 1970-01-01 00:00; `2026-11-11 00:30`. Zero means "not given".
type Moment int64

// At makes a Moment of a date and a time of day, whose seconds are dropped.
func At(d Date, c Clock) Moment { return Moment(d)*1440 + Moment(sim.Time(c)/sim.Minute) }

// Date is the civil day that the moment lies in.
func (m Moment) Date() Date { return Date(m / 1440) }

// Clock is its time of day.
func (m Moment) Clock() Clock { return Clock(sim.Time(m%1440) * sim.Minute) }

func (m Moment) String() string {
	return fmt.Sprintf("%s %02d:%02d", m.Date(), m%1440/60, m%60)
}

func (d Date) String() string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}
