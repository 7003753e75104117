package sim

import (
	"fmt"
	"testing"
)

// TestLateRecordsLeaveInOrder holds late records, in bursts and with many equal offsets,
// against a list that is searched from end to end.
func TestLateRecordsLeaveInOrder(t *testing.T) {
	for _, c := range []struct{ burst, offsets uint64 }{{2, 5}, {10, 60_000}, {40, 50}, {200, 9}, {200, 60_000}} {
		t.Run(fmt.Sprintf("up to %d at once with %d offsets", c.burst, c.offsets), func(t *testing.T) {
			l := newLateRecords()
			var shadow []Record // in push order
			x := uint64(c.burst)
			random := func(n uint64) uint64 {
				x = x*6364136223846793005 + 1442695040888963407
				return (x >> 33) % n
			}
			var deep int
			for n := range uint64(20_000) {
				if random(c.burst) == 0 {
					for range random(2*c.burst) + 1 {
						off := random(c.offsets)
						r := Record{off<<offShift | n, random(1 << 30), n}
						l.push(r)
						shadow = append(shadow, r)
					}
				}
				deep = max(deep, l.heap.len())
				if l.len() != len(shadow) {
					t.Fatalf("step %d: %d wait, want %d", n, l.len(), len(shadow))
				}
				if len(shadow) == 0 {
					if l.first != noOffset {
						t.Fatalf("step %d: none waits, but the first is at %d", n, l.first)
					}
					continue
				}
				first := 0
				for i := range shadow {
					if shadow[i].A>>offShift < shadow[first].A>>offShift {
						first = i
					}
				}
				if l.first != shadow[first].A>>offShift {
					t.Fatalf("step %d: the first is at %d, want %d", n, l.first, shadow[first].A>>offShift)
				}
				var r Record
				if l.pop(&r); r != shadow[first] {
					t.Fatalf("step %d: %x leaves, want %x", n, r, shadow[first])
				}
				shadow = append(shadow[:first], shadow[first+1:]...)
			}
			if c.burst > nearMost && deep == 0 {
				t.Error("the heap was never needed")
			}
		})
	}
}
