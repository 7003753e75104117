package sim

import "fmt"

// Time is simulated time in ticks of one millisecond since the season's start.
// An instant and a span have the same type, as in "now plus two hours".
// The kernel schedules within [0, MaxTime].
type Time int64

const (
	Second Time = 1000 // ticks
	Minute      = 60 * Second
	Hour        = 60 * Minute
	Day         = 24 * Hour
)

// MaxTime is the last tick that the heap's key can hold: 40 bits, 34.8 years.
const MaxTime Time = 1<<timeBits - 1

// String writes t as days and a clock, "3d 04:05:06.007", the form in which the
// kernel's panics name an instant.
func (t Time) String() string {
	sign := ""
	u := uint64(t)
	if t < 0 {
		sign, u = "-", -u
	}
	ms, s, m, h := u%1000, u/1000%60, u/60_000%60, u/3_600_000%24
	return fmt.Sprintf("%s%dd %02d:%02d:%02d.%03d", sign, u/86_400_000, h, m, s, ms)
}
