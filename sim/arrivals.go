package sim

import (
	"fmt"
	"math/bits"
	"slices"
)

// Arrival is one that comes within the minute that opens, and to whom nothing has happened
// yet: of a [Record] it needs the identity alone.
//
//	off:16 | who:48      off: ticks into the minute
type Arrival uint64

// NewArrival is who, whose lower 48 bits count, off ticks into the minute that opens. An
// off outside a minute is refused, by a panic, once the minute has opened.
func NewArrival(off Time, who uint64) Arrival {
	return Arrival(min(uint64(off), noOffset)<<offShift | who&whoMask)
}

func (a Arrival) who() uint64 { return uint64(a) & whoMask }

// Entrance is where arrivals come in. It is a small value, to be kept in the model that
// registered it.
type Entrance struct{ a *arrivals }

// OnArrival registers the handler of arrivals under a name of the form "model/event".
// A kernel has one entrance at most: what kind an arrival is can be read from its who.
// OnArrival panics if there is one already, or if the name is empty or taken.
func OnArrival(k *Kernel, name string, h func(who uint64)) Entrance {
	mark := k.names.add(name)
	if k.arrivals.fire != nil {
		panic(fmt.Sprintf("sim: event %q: %q is the entrance already", name, k.arrivals.name))
	}
	k.arrivals.fire, k.arrivals.mark, k.arrivals.name = h, mark, name
	return Entrance{&k.arrivals}
}

// Room gives the places of n more arrivals of the minute that opens, all of which the
// caller fills before the next call. It panics except from a hook of [Kernel.OnMinute].
//
// Arrivals of one instant come by ascending who; they come behind the records that were
// scheduled for that instant before the minute's first call of Room, and before all later ones.
func (e Entrance) Room(n int) []Arrival {
	a := e.a
	if !a.opening {
		panic(fmt.Sprintf("sim: arrivals %q come in as a minute opens, not later", a.name))
	}
	a.later = laterBit
	end := len(a.at) + n
	a.at = slices.Grow(a.at, n)[:end]
	return a.at[end-n:]
}

// arrivals are those of the open minute, in the order in which they come once the minute
// is open. They are a calendar of their own because eight bytes are sorted sooner than 24.
type arrivals struct {
	at      []Arrival
	come    int     // at[:come] have come
	next    Arrival // at[come], or noArrival
	later   uint64  // laterBit as soon as the opening minute has arrivals
	opening bool
	spare   []Arrival
	count   [1 << maxDigit]uint32

	fire func(who uint64)
	mark uint64
	name string
}

// laterBit of a record's B says that it was scheduled for the minute when that had its
// arrivals already.
const laterBit = 1 << 63

// noArrival has an offset beyond the minute.
const noArrival = ^Arrival(0)

// open begins a minute, without arrivals.
func (a *arrivals) open() {
	a.at, a.come, a.next, a.later, a.opening = a.at[:0], 0, noArrival, 0, true
}

// close ends the minute's opening: nobody is added any more.
func (a *arrivals) close() {
	a.opening = false
	a.sort()
	if n := len(a.at); n > 0 {
		a.next = a.at[0]
		if last := a.at[n-1]; uint64(last)>>offShift >= uint64(Minute) {
			panic(fmt.Sprintf("sim: arrival %q, who %#x: its tick of the minute lies outside it", a.name, last.who()))
		}
	}
}

func (a *arrivals) left() int { return len(a.at) - a.come }

// off is the offset of the next arrival, or noOffset if there is none.
func (a *arrivals) off() uint64 { return uint64(a.next) >> offShift }

// pass lets the next arrival in.
func (a *arrivals) pass() {
	a.next = noArrival
	if a.come++; a.come < len(a.at) {
		a.next = a.at[a.come]
	}
}

// sort orders the arrivals as numbers: by offset, then by who. What the radix passes
// leave to do is little, because whoever has an equal offset was mostly added in order.
func (a *arrivals) sort() {
	if len(a.at) > fewRecords {
		a.passes()
	}
	for i := 1; i < len(a.at); i++ {
		this := a.at[i]
		j := i
		for j > 0 && a.at[j-1] > this {
			a.at[j] = a.at[j-1]
			j--
		}
		a.at[j] = this
	}
}

// passes of a radix sort by offset: after them no arrival lies before more than crowd
// others that belong before it, but for those of its own tick.
func (a *arrivals) passes() {
	n := len(a.at)
	if cap(a.spare) < n {
		a.spare = make([]Arrival, n+n/4)
	}
	a.spare = a.spare[:n]
	// One or two counters an arrival: few share one, and the rest sorts what they leave.
	if digit := min(bits.Len(uint(n)), maxDigit); !a.distribute(64-digit, digit, crowd) {
		a.distribute(offShift, 8, n)
		a.distribute(offShift+8, 8, n)
	}
}

// distribute is one stable pass of a radix sort, by digit bits from shift on. It does nothing
// and returns false if more than most arrivals share a digit.
func (a *arrivals) distribute(shift, digit, most int) bool {
	count := a.count[:1<<digit]
	clear(count)
	mask := uint64(len(count) - 1)
	for _, x := range a.at {
		count[uint64(x)>>(shift&63)&mask]++
	}
	var at, crowded uint32
	for i, n := range count {
		count[i] = at
		at += n
		crowded = max(crowded, n)
	}
	if crowded > uint32(most) {
		return false
	}
	to := a.spare
	for _, x := range a.at {
		at := &count[uint64(x)>>(shift&63)&mask]
		to[*at] = x
		*at++
	}
	a.at, a.spare = to, a.at
	return true
}
