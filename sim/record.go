package sim

import "fmt"

// Record is a travelling record: a pending event of an order that carries the order's
// state itself, so that no table of orders is needed. 24 bytes:
//
//	A = off:16 | who:48              off: ticks into the minute, the kernel's
//	B = later:1 | kind:7 | model:56  kind: the stage, the kernel's; later: see laterBit
//	C = model:64
//
// The kernel overwrites off and kind when the record is scheduled; a handler may pass
// on a copy of what it was given without clearing them.
type Record struct{ A, B, C uint64 }

const (
	offShift   = 48
	whoMask    = 1<<offShift - 1
	stageShift = 56
	maxStages  = 1 << 7
	stageMask  = maxStages - 1
	bodyMask   = 1<<stageShift - 1 // the model's part of B
)

// Who is the record's identity, the lower 48 bits of A.
func (r *Record) Who() uint64 { return r.A & whoMask }

// stageKind is one registered stage.
type stageKind struct {
	fire func(*Record)
	mark uint64 // hash of name
	name string
}

// Stage is a kind of record event. It is a small value, to be kept in the model that
// registered it.
type Stage struct {
	k    *Kernel
	kind uint64 // kind << stageShift
}

// OnRecord registers a stage under a name of the form "model/event".
//
// The pointer that h receives is good until h returns, whatever h schedules meanwhile,
// and h may change what it points to; afterwards the kernel uses the place again, so h
// must not keep it.
//
// OnRecord panics if the name is empty or taken, or if 128 stages exist.
func OnRecord(k *Kernel, name string, h func(*Record)) Stage {
	mark := k.names.add(name)
	if k.nstages == maxStages {
		panic(fmt.Sprintf("sim: event %q: all %d stages are taken", name, maxStages))
	}
	kind := k.nstages
	k.nstages++
	k.stages[kind] = stageKind{h, mark, name}
	return Stage{k, uint64(kind) << stageShift}
}

// At schedules a copy of r at instant t.
// It panics if t lies before now, or at or after the horizon given to [New].
func (s Stage) At(t Time, r Record) {
	k := s.k
	if t < k.now || t >= k.horizon {
		s.refuse(t, r)
	}
	if off := uint64(t - k.opening); off < uint64(Minute) {
		// Straight to where it will be sorted.
		k.open.rec = append(k.open.rec, Record{off<<offShift | r.A&whoMask, k.arrivals.later | s.kind | r.B&bodyMask, r.C})
		return
	}
	m := uint64(t) / uint64(Minute)
	off := uint64(t) - m*uint64(Minute)
	r.A = off<<offShift | r.A&whoMask
	r.B = s.kind | r.B&bodyMask
	if int64(m) <= k.minute {
		k.late.push(r)
		k.record = min(k.record, off)
		k.limit = min(k.limit, t)
		return
	}
	k.buckets.push(m, &r)
	// Heap events may run up to the opening of that minute, no further.
	k.limit = min(k.limit, t-Time(off)-1)
}

// After schedules a copy of r, d ticks from now. See [Stage.At].
func (s Stage) After(d Time, r Record) { s.At(s.k.now+d, r) }

// refuse panics, saying why a record cannot be scheduled.
func (s Stage) refuse(t Time, r Record) {
	why := "that is in the past"
	if t >= s.k.now {
		why = fmt.Sprintf("that is not before the horizon %v", s.k.horizon)
	}
	panic(fmt.Sprintf("sim: record %q, who %#x, scheduled for %v (tick %d) at %v (tick %d): %s",
		s.k.stages[s.kind>>stageShift].name, r.Who(), t, int64(t), s.k.now, int64(s.k.now), why))
}
