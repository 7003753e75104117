package sim

import (
	"runtime"
	"testing"
)

// TestNoAllocation runs a warmed-up world in steps; AllocsPerRun counts mallocs of the
// whole process, so that even one in a hundred thousand events shows.
func TestNoAllocation(t *testing.T) {
	cases := []struct {
		name  string
		build func(k *Kernel)
	}{
		{"of heap events that schedule one", func(k *Kernel) {
			var e Event[uint64]
			e = On(k, "e", func(n uint64) { e.After(Time(n*7919%60_000)+1, n*25214903917&refMask) })
			for i := range uint64(1000) {
				e.At(Time(i), i)
			}
		}},
		{"of heap events that schedule none or two", func(k *Kernel) {
			var e Event[uint32]
			e = On(k, "e", func(n uint32) {
				if n == 0 {
					e.After(100, 1)
					e.After(200, 0)
				}
			})
			e.At(0, 0)
		}},
		{"of records", func(k *Kernel) {
			var s Stage
			s = OnRecord(k, "s", func(r *Record) {
				r.C = r.C*6364136223846793005 + 1442695040888963407
				s.After(Time(r.C>>42), *r) // up to 70 minutes
			})
			for i := range uint64(20_000) {
				s.At(Time(i), Record{A: i, C: i})
			}
		}},
		{"of records pushed into the open minute, with a hook and an observer", func(k *Kernel) {
			var s Stage
			s = OnRecord(k, "s", func(r *Record) { s.After(Time(97*r.Who()), *r) })
			for i := range uint64(300) {
				s.At(Time(i), Record{A: i + 1})
			}
			k.OnMinute(func(int64) {})
			var o Event[uint32]
			o = Observe(k, "o", func(uint32) { o.After(Second, 0) })
			o.At(0, 0)
		}},
		{"of arrivals", func(k *Kernel) {
			e := OnArrival(k, "e", func(uint64) {})
			k.OnMinute(func(m int64) {
				room := e.Room(600)
				for i := range room {
					room[i] = NewArrival(Time(i*7919)%Minute, uint64(i))
				}
			})
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			k := New(20 * Day)
			c.build(k)
			k.Run(6 * Hour)
			before := k.Events()
			runtime.GC()
			n := testing.AllocsPerRun(20, func() { k.Run(k.Now() + 10*Minute) })
			if n != 0 {
				t.Errorf("%v allocations in ten minutes", n)
			}
			if k.Events()-before < 5000 {
				t.Errorf("only %d events measured", k.Events()-before)
			}
		})
	}
}
