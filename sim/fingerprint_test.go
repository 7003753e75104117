package sim

import "testing"

// small is a world of two heap events, a stage and, if observed, an observer.
type small struct {
	a, b     string // names of the heap events
	swap     bool   // schedule them the other way round
	who      uint64 // of the record
	at       Time   // instant of the record
	observed bool
	hooked   bool
	steps    int // calls of Run
}

func (w small) fingerprint() (uint64, uint64) {
	k := New(Hour)
	if w.observed {
		var look Event[uint32]
		look = Observe(k, "look", func(n uint32) { look.After(7*Second, n+1) })
		look.At(0, 0)
	}
	if w.hooked {
		k.OnMinute(func(int64) {})
	}
	var a, b Event[uint32]
	a = On(k, w.a, func(n uint32) { a.After(Minute, n+1) })
	b = On(k, w.b, func(n uint32) { b.After(Minute, n+1) })
	var s Stage
	s = OnRecord(k, "stage", func(r *Record) {
		if k.Now() < 50*Minute {
			s.After(90*Second, *r)
		}
	})
	if w.swap {
		b.At(0, 0)
		a.At(0, 0)
	} else {
		a.At(0, 0)
		b.At(0, 0)
	}
	s.At(w.at, Record{A: w.who, C: 9})
	for i := range w.steps {
		k.Run(Time(i+1) * (Hour - 1) / Time(w.steps))
	}
	return k.Fingerprint(), k.Events()
}

func TestFingerprint(t *testing.T) {
	base := small{a: "a", b: "b", who: 5, at: Second, steps: 1}
	of := func(change func(*small)) small { w := base; change(&w); return w }
	cases := []struct {
		name  string
		world small
		same  bool
	}{
		{"is the same for the same run", base, true},
		{"does not see observers", of(func(w *small) { w.observed = true }), true},
		{"does not see idle hooks", of(func(w *small) { w.hooked = true }), true},
		{"is the same for a run in 17 calls", of(func(w *small) { w.steps = 17 }), true},
		{"is the same for a run in 3600 calls", of(func(w *small) { w.steps = 3600 }), true},
		{"sees the order of events at one instant", of(func(w *small) { w.swap = true }), false},
		{"sees an event's name", of(func(w *small) { w.b = "c" }), false},
		{"sees names exchanged", of(func(w *small) { w.a, w.b = "b", "a" }), false},
		{"sees who", of(func(w *small) { w.who = 6 }), false},
		{"sees the instant", of(func(w *small) { w.at++ }), false},
	}
	wantPrint, wantEvents := base.fingerprint()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, events := c.world.fingerprint()
			if (got == wantPrint) != c.same {
				t.Errorf("fingerprint %x, of the base %x, want same: %v", got, wantPrint, c.same)
			}
			if c.same && events != wantEvents {
				t.Errorf("%d events, base %d", events, wantEvents)
			}
		})
	}
}

// TestTraceIsTheFingerprint folds the trace by hand.
func TestTraceIsTheFingerprint(t *testing.T) {
	k := New(Hour)
	var h, n uint64
	k.SetTrace(func(at Time, name string, who uint64) {
		h = foldEvent(h, hashName(name), at, who)
		n++
	})
	e := On(k, "e", func(uint32) {})
	s := OnRecord(k, "s", func(*Record) {})
	o := Observe(k, "o", func(uint32) {})
	for i := range Time(50) {
		e.At(i*Second, uint32(i))
		o.At(i*Second, uint32(i))
		s.At(i*3*Second, Record{A: uint64(i)})
	}
	k.Run(30 * Second)
	k.SetTrace(nil)
	if n != k.Events() || n != 31+11 || finish(h) != k.Fingerprint() {
		t.Errorf("trace: %d events, %x; kernel: %d, %x", n, finish(h), k.Events(), k.Fingerprint())
	}
	k.Run(Hour)
	if n == k.Events() {
		t.Errorf("no event after the trace was turned off")
	}
}

// TestFingerprintGolden holds the function itself still: a stored fingerprint of a whole
// scenario would change with it.
func TestFingerprintGolden(t *testing.T) {
	got, _ := small{a: "a", b: "b", who: 5, at: Second, steps: 1}.fingerprint()
	if want := uint64(0x19cc9e0b40296a8a); got != want {
		t.Errorf("fingerprint %#x, want %#x", got, want)
	}
}
