package stats

import (
	"fmt"
	"math"
)

// Level follows a whole number that changes in steps over time (parcels in a
// line, agents busy) and adds up the area under it. Times are ticks of any
// size; areas are exact, in units times ticks, as long as they stay below
// 9.2e18 (600 million parcels for half a year of milliseconds). The zero Level
// starts at time 0 with value 0.
//
// Invariant: area is the area from start up to at, where the value became v.
type Level struct {
	v, max    int64
	start, at int64
	area      int64
}

// NewLevel starts a level at time t with value v.
func NewLevel(t, v int64) Level { return Level{v: v, max: v, start: t, at: t} }

// Set gives the level value v from time t on. Time must not run backwards; Set
// panics if it does.
func (l *Level) Set(t, v int64) {
	if t < l.at {
		l.backwards(t)
	}
	l.area += l.v * (t - l.at)
	l.at, l.v = t, v
	if v > l.max {
		l.max = v
	}
}

// Add changes the level by dv from time t on.
func (l *Level) Add(t, dv int64) { l.Set(t, l.v+dv) }

// Value gives the level now.
func (l *Level) Value() int64 { return l.v }

// Area gives the area from the start up to time t, not before the last change.
func (l *Level) Area(t int64) int64 {
	if t < l.at {
		l.backwards(t)
	}
	return l.area + l.v*(t-l.at)
}

// Mean gives the time average from the start up to time t, NaN at the start itself.
func (l *Level) Mean(t int64) float64 {
	area := l.Area(t)
	if t == l.start {
		return math.NaN()
	}
	return float64(area) / float64(t-l.start)
}

// Max gives the greatest value since the start. A value that was left again in
// the same tick counts.
func (l *Level) Max() int64 { return l.max }

// Restart forgets what was before time t, as at the end of a warm-up; the level
// keeps its value.
func (l *Level) Restart(t int64) {
	if t < l.at {
		l.backwards(t)
	}
	*l = NewLevel(t, l.v)
}

func (l *Level) backwards(t int64) {
	panic(fmt.Sprintf("stats: level at time %d was asked about time %d", l.at, t))
}
