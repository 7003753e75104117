package sim

import "fmt"

// heapKind is one registered kind of heap event.
type heapKind struct {
	fire func(ref uint64)
	mark uint64 // hash of name; 0 = an observer, which leaves no trace in the fingerprint
	name string
}

// Event is a kind of heap event: what the kernel calls and with which reference.
// It is a small value, to be kept in the model that registered it.
type Event[R ~uint32 | ~uint64] struct {
	k    *Kernel
	kind uint64 // kind << refBits
}

// On registers a kind of heap event under a name of the form "model/event".
// When such an event fires, the kernel calls h with the reference that was given
// to At. R is a type of the model's own, an AgentID or a ContactID, so that the
// compiler refuses the one where the other is meant.
//
// On panics if the name is empty or taken, or if 256 kinds exist.
func On[R ~uint32 | ~uint64](k *Kernel, name string, h func(R)) Event[R] {
	return register(k, name, h, k.names.add(name))
}

// Observe registers a kind of heap event for sampling, progress and the like. It is
// as [On], but its events are not counted by [Kernel.Events] and are seen neither by
// the fingerprint nor by the trace, so a run is the same run with it and without.
// That is a promise of h, which must change nothing that the model reads.
func Observe[R ~uint32 | ~uint64](k *Kernel, name string, h func(R)) Event[R] {
	k.names.add(name)
	return register(k, name, h, 0)
}

func register[R ~uint32 | ~uint64](k *Kernel, name string, h func(R), mark uint64) Event[R] {
	if k.nkinds == maxKinds {
		panic(fmt.Sprintf("sim: event %q: all %d kinds of heap event are taken", name, maxKinds))
	}
	kind := k.nkinds
	k.nkinds++
	k.kinds[kind] = heapKind{func(ref uint64) { h(R(ref)) }, mark, name}
	return Event[R]{k, uint64(kind) << refBits}
}

// At schedules the event at instant t with reference r.
//
// To cancel, let r hold a slot and a generation, and let the handler return at once
// if the slot has moved on to another generation: a key in the heap is never looked for.
//
// At panics if t lies before now or after MaxTime, or if r needs more than 40 bits.
func (e Event[R]) At(t Time, r R) { e.k.schedule(t, e.kind, uint64(r)) }

// After schedules the event d ticks from now. See [Event.At].
func (e Event[R]) After(d Time, r R) { e.k.schedule(e.k.now+d, e.kind, uint64(r)) }

func (k *Kernel) schedule(t Time, kind, ref uint64) {
	if t < k.now || (uint64(t)|ref)>>timeBits != 0 {
		k.refuse(t, kind, ref)
	}
	if k.seq == maxSeq {
		k.renumber(t, kind, ref)
	}
	e := makeKey(uint64(t), k.seq, kind|ref)
	k.seq++
	if k.hole {
		k.hole = false
		k.heap.replace(e)
		return
	}
	k.heap.push(e)
}

// renumber makes room for more sequence numbers, once in some sixteen million events.
func (k *Kernel) renumber(t Time, kind, ref uint64) {
	if k.hole {
		k.hole = false
		k.heap.drop()
	}
	if k.seq = k.heap.renumber(); k.seq > maxSeq/2 {
		k.refuse(t, kind, ref)
	}
}

// refuse panics, saying why an event cannot be scheduled.
func (k *Kernel) refuse(t Time, kind, ref uint64) {
	name := k.kinds[kind>>refBits].name
	why := "more than 8 million events are pending at one instant"
	switch {
	case t < k.now:
		why = "that is in the past"
	case t > MaxTime:
		why = "that is after MaxTime, the last tick of the calendar"
	case ref > refMask:
		why = "the reference needs more than 40 bits"
	}
	panic(fmt.Sprintf("sim: event %q, ref %#x, scheduled for %v (tick %d) at %v (tick %d): %s",
		name, ref, t, int64(t), k.now, int64(k.now), why))
}
