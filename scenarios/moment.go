package scenarios

import (
	"strings"

	"peakready/models"
	"peakready/sim"
)

const wantMoment = "write a date and a time of day, such as 2026-11-11 00:30; a date alone is its midnight"

// readMoment reads a date, and a time of day after a blank or a T.
func readMoment(text string) (models.Moment, *fault) {
	day, clock, timed := strings.Cut(strings.Replace(strings.TrimSpace(text), "T", " ", 1), " ")
	d, f := readDate(day)
	if f != nil {
		f.right = wantMoment
		return 0, f
	}
	if !timed {
		return models.At(d, 0), nil
	}
	if d == 0 { // none has no time
		return 0, &fault{"is " + shown(text) + ", which is no date and time", wantMoment}
	}
	c, f := readClock(clock)
	switch {
	case f != nil:
		f.right = wantMoment
		return 0, f
	case sim.Time(c)%sim.Minute != 0:
		return 0, &fault{"is " + shown(text) + ", with seconds", "write whole minutes, such as 2026-11-11 00:30"}
	}
	return models.At(d, c), nil
}

func writeMoment(m models.Moment) (string, bool) {
	if m == 0 {
		return noDate, true
	}
	_, ok := writeDate(m.Date())
	return m.String(), m > 0 && ok
}
