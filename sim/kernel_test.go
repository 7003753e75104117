package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mustPanic runs f and checks that its panic names every one of parts.
func mustPanic(t *testing.T, f func(), parts ...string) {
	t.Helper()
	defer func() {
		t.Helper()
		got := fmt.Sprint(recover())
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("panic %q does not name %q", got, part)
			}
		}
	}()
	f()
}

// openWith opens a minute with one arrival.
func openWith(a Arrival) {
	k := New(Minute)
	e := OnArrival(k, "shop/entered", func(uint64) {})
	k.OnMinute(func(int64) { e.Room(1)[0] = a })
	k.Run(0)
}

func TestRefusals(t *testing.T) {
	const horizon = 2*Hour + 1
	type refs struct {
		k    *Kernel
		call Event[uint64]
		pack Stage
	}
	cases := []struct {
		name string
		do   func(r refs)
		want []string
	}{
		{"a heap event in the past names event, reference and both instants",
			func(r refs) { r.call.At(Hour-1, 0xbeef) },
			[]string{`"desk/called"`, "0xbeef", "0d 00:59:59.999", "tick 3599999", "0d 01:00:00.000", "in the past"}},
		{"a negative delay is in the past",
			func(r refs) { r.call.After(-1, 0) }, []string{`"desk/called"`, "in the past"}},
		{"a negative instant is in the past",
			func(r refs) { r.call.At(-5, 0) }, []string{"-0d 00:00:00.005", "in the past"}},
		{"an instant after MaxTime is refused",
			func(r refs) { r.call.At(MaxTime+1, 0) }, []string{`"desk/called"`, "after MaxTime"}},
		{"a delay that overflows Time is refused",
			func(r refs) { r.call.After(1<<63-1, 0) }, []string{`"desk/called"`}},
		{"a reference of 41 bits is refused",
			func(r refs) { r.call.After(1, 1<<40) }, []string{"0x10000000000", "40 bits"}},
		{"a record in the past names stage, who and both instants",
			func(r refs) { r.pack.At(Hour-1, Record{A: 77}) },
			[]string{`"warehouse/packed"`, "0x4d", "tick 3599999", "0d 01:00:00.000", "in the past"}},
		{"a record at the horizon overflows it",
			func(r refs) { r.pack.At(horizon, Record{A: 77}) },
			[]string{`"warehouse/packed"`, "0x4d", "0d 02:00:00.001", "not before the horizon"}},
		{"Run backwards", func(r refs) { r.k.Run(Hour - 1) }, []string{"Run until", "0d 00:59:59.999"}},
		{"Run beyond MaxTime", func(r refs) { r.k.Run(MaxTime + 1) }, []string{"Run until"}},
		{"a hook after the start", func(r refs) { r.k.OnMinute(func(int64) {}) }, []string{"before the run starts"}},
		{"a second event of one name", func(r refs) { On(r.k, "desk/called", func(uint32) {}) }, []string{`"desk/called"`, "taken"}},
		{"a stage named as an event", func(r refs) { OnRecord(r.k, "desk/called", func(*Record) {}) }, []string{`"desk/called"`, "taken"}},
		{"an event without a name", func(r refs) { Observe(r.k, "", func(uint32) {}) }, []string{"needs a name"}},
		{"a horizon below zero", func(refs) { New(-1) }, []string{"horizon"}},
		{"Run within a run", func(r refs) {
			On(r.k, "desk/nested", func(uint32) { r.k.Run(2 * Hour) }).After(0, 0)
			r.k.Run(Hour)
		}, []string{"running true"}},
		{"a 257th kind of event", func(r refs) {
			for i := range 256 {
				On(r.k, fmt.Sprint("kind", i), func(uint32) {})
			}
		}, []string{`"kind255"`, "256 kinds"}},
		{"a 129th stage", func(r refs) {
			for i := range 128 {
				OnRecord(r.k, fmt.Sprint("stage", i), func(*Record) {})
			}
		}, []string{`"stage127"`, "128 stages"}},
		{"a second entrance", func(r refs) {
			OnArrival(r.k, "shop/entered", func(uint64) {})
			OnArrival(r.k, "shop/back door", func(uint64) {})
		}, []string{`"shop/back door"`, `"shop/entered"`, "already"}},
		{"an entrance named as a stage", func(r refs) { OnArrival(r.k, "warehouse/packed", func(uint64) {}) }, []string{`"warehouse/packed"`, "taken"}},
		{"arrivals within a minute", func(r refs) { OnArrival(r.k, "shop/entered", func(uint64) {}).Room(1) }, []string{`"shop/entered"`, "not later"}},
		{"an arrival after its minute", func(refs) { openWith(NewArrival(Minute, 77)) }, []string{`"shop/entered"`, "0x4d", "outside"}},
		{"an arrival at a tick of 17 bits", func(refs) { openWith(NewArrival(1<<16, 77)) }, []string{`"shop/entered"`, "0x4d", "outside"}},
		{"an arrival before its minute", func(refs) { openWith(NewArrival(-1, 77)) }, []string{`"shop/entered"`, "0x4d", "outside"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			k := New(horizon)
			r := refs{k, On(k, "desk/called", func(uint64) {}), OnRecord(k, "warehouse/packed", func(*Record) {})}
			k.Run(Hour)
			mustPanic(t, func() { c.do(r) }, c.want...)
		})
	}
}

func TestLimitsAreInclusive(t *testing.T) {
	k := New(2*Hour + 1)
	var got []Time
	e := On(k, "e", func(uint64) { got = append(got, k.Now()) })
	s := OnRecord(k, "s", func(*Record) { got = append(got, k.Now()) })
	e.At(MaxTime, refMask)
	e.At(0, 0)
	s.At(2*Hour, Record{})
	k.Run(MaxTime)
	if want := []Time{0, 2 * Hour, MaxTime}; !slices.Equal(got, want) {
		t.Errorf("fired at %v, want %v", got, want)
	}
}

// TestRenumber lets the sequence numbers run out within one instant that has events
// pending, in a handler whose own place in the heap is still free.
func TestRenumber(t *testing.T) {
	k := New(0)
	var got []uint64
	var e Event[uint64]
	e = On(k, "e", func(id uint64) {
		got = append(got, id)
		if id == 0 {
			for i := range uint64(20) {
				e.After(Time(i%2), 100+i)
			}
		}
	})
	k.seq = maxSeq - 7
	for id := range uint64(4) {
		e.At(5, id)
	}
	k.Run(10)
	want := []uint64{0, 1, 2, 3}
	for _, odd := range []uint64{0, 1} {
		for i := odd; i < 20; i += 2 {
			want = append(want, 100+i)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("order after renumbering %v, want %v", got, want)
	}
	if k.seq > 100 {
		t.Errorf("next number %d: not renumbered", k.seq)
	}
}

func TestHooks(t *testing.T) {
	k := New(4 * Minute)
	var got []string
	note := func(s string) { got = append(got, fmt.Sprintf("%d:%s", k.Now()/Second, s)) }
	pack := OnRecord(k, "pack", func(r *Record) { note(fmt.Sprint("record", r.Who())) })
	tick := On(k, "tick", func(uint32) { note("heap") })
	k.OnMinute(func(m int64) { note(fmt.Sprint("first", m)) })
	k.OnMinute(func(m int64) {
		note("second")
		if m == 1 {
			pack.At(Minute, Record{A: 2})
			tick.At(Minute, 0)
		}
	})
	pack.At(Minute, Record{A: 1})
	k.Run(Minute - 1)
	note("between")
	k.Run(10 * Minute) // beyond the horizon no minute opens
	want := "0:first0 0:second 59:between 60:first1 60:second 60:heap 60:record1 60:record2 " +
		"120:first2 120:second 180:first3 180:second"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestStop(t *testing.T) {
	k := New(Hour)
	var got []uint64
	e := On(k, "e", func(id uint64) { got = append(got, id); k.Stop() })
	s := OnRecord(k, "s", func(r *Record) { got = append(got, r.Who()); k.Stop() })
	s.At(2*Minute, Record{A: 3})
	s.At(2*Minute, Record{A: 4})
	e.At(2*Minute, 1)
	e.At(2*Minute, 2)
	for i, pending := range [][2]int{{1, 2}, {0, 2}, {0, 1}, {0, 0}} {
		k.Run(Hour)
		heap, records := k.Pending()
		if len(got) != i+1 || k.Now() != 2*Minute || heap != pending[0] || records != pending[1] {
			t.Errorf("after stop %d: fired %v, now %v, pending %d and %d", i+1, got, k.Now(), heap, records)
		}
	}
	k.Run(Hour)
	if !slices.Equal(got, []uint64{1, 2, 3, 4}) || k.Now() != Hour {
		t.Errorf("fired %v, now %v", got, k.Now())
	}
}

// TestPointerStaysGood pushes so much from one handler that every slice of the kernel
// must grow while the handler still holds its record.
func TestPointerStaysGood(t *testing.T) {
	for _, late := range []bool{false, true} {
		t.Run(fmt.Sprintf("of a record pushed into the open minute: %v", late), func(t *testing.T) {
			k := New(Hour)
			var next Stage
			next = OnRecord(k, "next", func(r *Record) {
				if r.C != 1 {
					return
				}
				if late && k.Now() == 0 {
					next.At(5, *r)
					return
				}
				was := *r
				for i := range uint64(5000) {
					next.After(0, Record{A: i, C: 2})
					next.After(Time(i%3)*Minute, Record{A: i, C: 2})
				}
				if *r != was || r.Who() != 42 {
					t.Errorf("record is %v, was %v", *r, was)
				}
			})
			next.At(0, Record{A: 42, C: 1})
			k.Run(Hour - 1)
			if want := uint64(10_001); !late && k.Events() != want || late && k.Events() != want+1 {
				t.Errorf("%d events, want %d", k.Events(), want)
			}
		})
	}
}

func TestChunksAreReused(t *testing.T) {
	k := New(10 * Day)
	var s Stage
	s = OnRecord(k, "s", func(r *Record) {
		if k.Now() < 9*Day {
			s.After(Time(r.Who()%97+1)*Minute, *r)
		}
	})
	for i := range uint64(10_000) {
		s.At(Time(i%97)*Minute, Record{A: i})
	}
	k.Run(Day)
	used := k.buckets.used
	k.Run(9 * Day)
	if k.buckets.used > used+used/10 {
		t.Errorf("chunks grew from %d to %d with the same number of records pending", used, k.buckets.used)
	}
}

// Records for the opening minute take a shorter way than others; the order is the same.
func TestRecordsOfAHookQueueUpBehindEarlierOnes(t *testing.T) {
	k := New(Hour)
	var got []uint64
	s := OnRecord(k, "s", func(r *Record) { got = append(got, r.Who()) })
	s.At(Minute+5, Record{A: 1})
	k.OnMinute(func(m int64) {
		if m == 1 {
			s.At(Minute+5, Record{A: 2})
			s.At(Minute, Record{A: 3})
			s.At(2*Minute, Record{A: 4})
			s.At(Minute+5, Record{A: 5})
			if _, n := k.Pending(); n != 5 {
				t.Errorf("%d records pending, want 5", n)
			}
		}
	})
	k.Run(Hour - 1)
	if want := []uint64{3, 1, 2, 5, 4}; !slices.Equal(got, want) {
		t.Errorf("fired %v, want %v", got, want)
	}
}
