package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// A script drives two worlds through the same story, the kernel and a list that is
// searched from end to end for whatever comes first. What an event does is read from the
// script at a place given by the event's number, so a world that fires events in another
// order tells another story.

// world is what a script can do; times are absolute.
type world interface {
	heapAt(t Time, kind int, id uint64)
	timerAt(t Time, slot int, id uint64)
	cancel(slot int)
	recordAt(t Time, kind int, id uint64)
	arrive(off Time, id uint64) // in the minute that opens
}

type fired struct {
	t    Time
	name string
	id   uint64
}

const (
	shadowSlots   = 4
	shadowHorizon = 400*Minute + 7 // not a whole minute
)

// script holds the story's bytes and the number of the next event.
type script struct {
	bytes []byte
	next  uint64
	most  uint64 // events in all
}

func (s *script) at(id uint64, i int) byte {
	return s.bytes[(id*5+uint64(i))%uint64(len(s.bytes))]
}

// delay turns a byte into a delay, with many ties and many minute borders.
func delay(now Time, b byte) Time {
	switch b % 12 {
	case 0, 1, 2:
		return 0
	case 3:
		return 1
	case 4:
		return Time(b)
	case 5:
		return Minute - 1
	case 6:
		return Minute
	case 7:
		return Minute - now%Minute // next minute's first tick
	case 8:
		return Minute - now%Minute - 1 // this minute's last tick
	case 9:
		return 2*Minute - now%Minute + 30*Second
	case 10:
		return 70 * Minute
	}
	return Time(b) * Second / 8
}

// react schedules what event id brings about.
func (s *script) react(w world, now Time, id uint64) {
	b := s.at(id, 0)
	for i := range int(b % 4) {
		if s.next == s.most {
			return
		}
		what, when := s.at(id, 1+i), s.at(id, 2+2*i)
		t := now + delay(now, when)
		s.next++
		switch what % 8 {
		case 0, 1:
			w.heapAt(t, int(what/8%2), s.next)
		case 2:
			w.timerAt(t, int(what/8%shadowSlots), s.next)
		case 3:
			w.cancel(int(what / 8 % shadowSlots))
		default:
			if t < shadowHorizon {
				w.recordAt(t, int(what/8%2), s.next)
			}
		}
	}
}

// opens schedules what the opening of a minute brings about: events, arrivals, events, arrivals.
func (s *script) opens(w world, minute int64) {
	now := Time(minute) * Minute
	for i := range uint64(2) {
		id := uint64(minute)*2 + i + 7919
		s.react(w, now, id)
		n := int(s.at(id, 3) % 16)
		if n > 13 {
			n = 300
		}
		for j := range n {
			if s.next == s.most {
				return
			}
			s.next++
			off := delay(now, s.at(id+uint64(j), 4)) % Minute
			if n == 13 {
				off = Time(s.at(id+uint64(j), 4)) * 235 // spread over the minute
			}
			w.arrive(off, s.next)
		}
	}
}

// sortedShadow is the list.
type sortedShadow struct {
	*script
	now     Time
	entered Time          // start of the minute that had arrivals last
	pending []shadowEvent // in schedule order
	log     []fired
}

type shadowEvent struct {
	t     Time
	order order
	slot  int // of a timer, else -1
	name  string
	id    uint64
}

// order at one instant; within it by time of scheduling, arrivals by falling id.
type order int

const (
	fromHeap order = iota
	recordBefore
	arrival
	recordAfter // scheduled when the minute had arrivals already
)

func (e *shadowEvent) before(f *shadowEvent) bool {
	if e.t != f.t {
		return e.t < f.t
	}
	return e.order < f.order || e.order == f.order && e.order == arrival && e.id > f.id
}

func (w *sortedShadow) heapAt(t Time, kind int, id uint64) {
	w.pending = append(w.pending, shadowEvent{t, fromHeap, -1, fmt.Sprint("heap", kind), id})
}

func (w *sortedShadow) timerAt(t Time, slot int, id uint64) {
	w.pending = append(w.pending, shadowEvent{t, fromHeap, slot, "timer", id})
}

func (w *sortedShadow) cancel(slot int) {
	w.pending = slices.DeleteFunc(w.pending, func(e shadowEvent) bool { return e.slot == slot })
}

func (w *sortedShadow) recordAt(t Time, kind int, id uint64) {
	o := recordBefore
	if t >= w.entered && t < w.entered+Minute {
		o = recordAfter
	}
	w.pending = append(w.pending, shadowEvent{t, o, -1, fmt.Sprint("record", kind), id})
}

func (w *sortedShadow) arrive(off Time, id uint64) {
	w.entered = w.now
	w.pending = append(w.pending, shadowEvent{w.now + off, arrival, -1, "arrival", id})
}

func (w *sortedShadow) run(until Time, minute *int64, hook func(int64)) {
	for {
		first := -1
		for i, e := range w.pending {
			if first < 0 || e.before(&w.pending[first]) {
				first = i
			}
		}
		t := until + 1
		if first >= 0 {
			t = min(t, w.pending[first].t)
		}
		if m := Time(*minute) * Minute; hook != nil && m <= min(t, until) && m < shadowHorizon {
			w.now = m
			hook(*minute)
			*minute++
			continue
		}
		if t > until {
			w.now = until
			return
		}
		e := w.pending[first]
		w.pending = slices.Delete(w.pending, first, first+1)
		w.now = t
		w.log = append(w.log, fired{t, e.name, e.id})
		w.react(w, t, e.id)
	}
}

// kernelWorld is the kernel with two kinds of each event and a few cancellable timers.
type kernelWorld struct {
	*script
	*Kernel
	heap   [2]Event[uint64]
	record [2]Stage
	enter  Entrance
	timer  Event[uint64]
	gen    [shadowSlots]uint64
	live   []uint64 // timer ids by reference / shadowSlots
	log    []fired
}

func newKernelWorld(s *script) *kernelWorld {
	w := &kernelWorld{script: s, Kernel: New(shadowHorizon)}
	for i := range w.heap {
		name := fmt.Sprint("heap", i)
		w.heap[i] = On(w.Kernel, name, func(id uint64) { w.fire(name, id) })
	}
	w.timer = On(w.Kernel, "timer", func(ref uint64) {
		slot, gen := ref%shadowSlots, ref/shadowSlots&0xffff
		if gen == w.gen[slot] {
			w.fire("timer", w.live[ref/shadowSlots>>16])
		}
	})
	w.enter = OnArrival(w.Kernel, "arrival", func(who uint64) { w.fire("arrival", highWho-who) })
	for i := range w.record {
		name := fmt.Sprint("record", i)
		w.record[i] = OnRecord(w.Kernel, name, func(r *Record) {
			was := *r
			w.fire(name, r.Who())
			if *r != was {
				panic("a record changed under its handler")
			}
			if r.B&bodyMask != ^r.Who()&bodyMask || r.C != r.Who()*3 {
				panic("a record arrived damaged")
			}
		})
	}
	return w
}

func (w *kernelWorld) fire(name string, id uint64) {
	w.log = append(w.log, fired{w.Now(), name, id})
	w.react(w, w.Now(), id)
}

func (w *kernelWorld) heapAt(t Time, kind int, id uint64) { w.heap[kind].At(t, id) }

func (w *kernelWorld) timerAt(t Time, slot int, id uint64) {
	w.live = append(w.live, id)
	w.timer.At(t, (uint64(len(w.live)-1)<<16|w.gen[slot])*shadowSlots+uint64(slot))
}

// highWho makes the later the smaller who.
const highWho = 1<<48 - 1

func (w *kernelWorld) arrive(off Time, id uint64) { w.enter.Room(1)[0] = NewArrival(off, highWho-id) }

func (w *kernelWorld) cancel(slot int) { w.gen[slot]++ }

func (w *kernelWorld) recordAt(t Time, kind int, id uint64) {
	w.record[kind].At(t, Record{0xffff<<offShift | id, ^id, id * 3})
}

// playBoth runs one story in both worlds and compares them event by event.
func playBoth(t *testing.T, story []byte, events uint64) {
	t.Helper()
	if len(story) < 8 {
		return
	}
	hooked, nearlyOut := story[0]&1 != 0, story[0]&2 != 0
	a := &sortedShadow{script: &script{bytes: story, most: events}, entered: -Minute}
	b := newKernelWorld(&script{bytes: story, most: events})
	if nearlyOut {
		b.seq = maxSeq - uint64(story[1]) // renumbering is due soon
	}
	var hookA func(int64)
	var minute int64
	if hooked {
		hookA = func(m int64) { a.opens(a, m) }
		b.OnMinute(func(m int64) {
			if b.Now() != Time(m)*Minute {
				t.Fatalf("minute %d opens at %v", m, b.Now())
			}
			b.opens(b, m)
		})
	}
	until := Time(0)
	for i := range 6 {
		for j := range uint64(4) { // pushes from outside any handler
			a.react(a, a.now, uint64(i)*31+j)
			b.react(b, b.Now(), uint64(i)*31+j)
		}
		until += delay(until, story[2+i])
		if i == 5 {
			until = shadowHorizon + 100*Minute
		}
		a.run(until, &minute, hookA)
		b.Run(until)
		if b.Now() != until {
			t.Fatalf("Now after Run(%v): %v", until, b.Now())
		}
	}
	for i := range min(len(a.log), len(b.log)) {
		if a.log[i] != b.log[i] {
			t.Fatalf("event %d: kernel fired %v, shadow %v", i, b.log[i], a.log[i])
		}
	}
	if len(a.log) != len(b.log) {
		t.Fatalf("kernel fired %d events, shadow %d", len(b.log), len(a.log))
	}
	late := 0
	for _, e := range a.pending {
		if e.t > until {
			late++
		}
	}
	if heap, records := b.Pending(); late != len(a.pending) || records != 0 || heap < late {
		t.Fatalf("pending at the end: heap %d, records %d; shadow %d", heap, records, late)
	}
}

// randomStory draws n bytes from a fixed seed.
func randomStory(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func TestShadow(t *testing.T) {
	for seed := range uint64(200) {
		t.Run(fmt.Sprintf("seed %d fires in the shadow's order", seed), func(t *testing.T) {
			story := randomStory(seed, 40+int(seed%7)*400)
			story[0] = byte(seed)
			playBoth(t, story, 3000)
		})
	}
}

func FuzzShadow(f *testing.F) {
	for seed := range uint64(8) {
		story := randomStory(seed, 200)
		story[0] = byte(seed)
		f.Add(story)
	}
	f.Fuzz(func(t *testing.T, story []byte) { playBoth(t, story, 300) })
}
