package flow

import (
	"fmt"

	"peakready/sim"
)

// Balance is the account of a block at one instant. Two sides of it are kept apart, one
// by counting the number inside as time goes by, one by the entry stamps of the single
// records, and must agree to the tick:
//
//	Entered == Left + Dropped + Inside
//	Area    == Sojourn + Residual          (Little's law for a finite span, exact)
//
// Areas and sojourns are in record-ticks (milliseconds). An int64 holds 9.2e18 of them:
// a hundred million records inside at once for 1,067 days.
type Balance struct {
	Entered int64
	Left    int64 // went out at the far end
	Dropped int64 // went out otherwise: cancelled, timed out
	Inside  int64

	Area     sim.Time // integral of Inside over time
	Sojourn  sim.Time // time inside of those that left or were dropped
	Residual sim.Time // time inside, so far, of those still there
}

// Check says which side of the balance is wrong, and by how much. Name is the block's.
func (b Balance) Check(name string) error {
	if b.Entered != b.Left+b.Dropped+b.Inside {
		return fmt.Errorf("%s: %d entered, but %d left + %d dropped + %d inside make %d",
			name, b.Entered, b.Left, b.Dropped, b.Inside, b.Left+b.Dropped+b.Inside)
	}
	if b.Inside < 0 || b.Left < 0 || b.Dropped < 0 {
		return fmt.Errorf("%s: a count is negative: %d left, %d dropped, %d inside", name, b.Left, b.Dropped, b.Inside)
	}
	if b.Area != b.Sojourn+b.Residual {
		return fmt.Errorf("%s: Little's law: the number inside integrates to %d ms, the sojourns sum to %d + %d inside = %d ms",
			name, int64(b.Area), int64(b.Sojourn), int64(b.Residual), int64(b.Sojourn+b.Residual))
	}
	return nil
}

// level is a number inside and its integral over time.
type level struct {
	n    int64
	area sim.Time
	last sim.Time
}

// to brings the area up to instant t, which must not lie before the last one.
func (l *level) to(t sim.Time) {
	l.area += sim.Time(l.n) * (t - l.last)
	l.last = t
}
