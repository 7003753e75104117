package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSort compares the opened minute with the library's stable sort, for few and many
// records, even and crowded.
func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	shapes := []struct {
		name string
		off  func(i int) uint64
	}{
		{"spread evenly", func(int) uint64 { return r.Uint64N(60_000) }},
		{"all at one tick", func(int) uint64 { return 59_999 }},
		{"crowded into ten ticks", func(int) uint64 { return 30_000 + r.Uint64N(10) }},
		{"falling", func(i int) uint64 { return uint64(59_999 - i%60_000) }},
		{"in waves of a second", func(int) uint64 { return r.Uint64N(60) * 1000 }},
	}
	var o openMinute
	b := newBuckets(2)
	for _, shape := range shapes {
		for _, n := range []int{0, 1, 2, 8, 9, 20, 21, 100, 1000, 5000, 70_000} {
			t.Run(fmt.Sprintf("%d records %s come out in stable order", n, shape.name), func(t *testing.T) {
				var want []Record
				for i := range n {
					rec := Record{A: shape.off(i)<<offShift | uint64(i), B: uint64(i) * 7, C: ^uint64(i)}
					want = append(want, rec)
					b.push(1, &rec)
				}
				slices.SortStableFunc(want, func(x, y Record) int {
					return int(x.A>>offShift) - int(y.A>>offShift)
				})
				o.take(&b, 1)
				o.sort()
				if !slices.Equal(o.rec, want) {
					t.Error("order differs")
				}
				if b.n != 0 || b.minutes[1] != 0 || b.nextOccupied(0, 1) != -1 {
					t.Errorf("the minute is not empty afterwards: %d pending", b.n)
				}
			})
		}
	}
}

// TestArrivalsSort compares with the library's sort, in and out of the order of their who.
func TestArrivalsSort(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	shapes := []struct {
		name string
		off  func(i int) Time
		who  func(i int) uint64
	}{
		{"spread evenly", func(int) Time { return Time(r.Int64N(60_000)) }, func(i int) uint64 { return uint64(i) }},
		{"spread evenly, the last first", func(int) Time { return Time(r.Int64N(60_000)) }, func(i int) uint64 { return uint64(1e6 - i) }},
		{"at equal distances", func(i int) Time { return Time(i) * 7 % 60_000 }, func(i int) uint64 { return uint64(i) }},
		{"all at one tick", func(int) Time { return 59_999 }, func(i int) uint64 { return uint64(i) }},
		{"crowded into ten ticks", func(int) Time { return 30_000 + Time(r.Int64N(10)) }, func(i int) uint64 { return uint64(i) }},
	}
	for _, shape := range shapes {
		for _, n := range []int{0, 1, 2, 8, 9, 20, 21, 100, 1000, 5000, 70_000} {
			t.Run(fmt.Sprintf("%d arrivals %s come by instant and who", n, shape.name), func(t *testing.T) {
				var a arrivals
				a.open()
				for i := range n {
					a.at = append(a.at, NewArrival(shape.off(i), shape.who(i)))
				}
				want := slices.Clone(a.at)
				slices.Sort(want)
				a.close()
				var got []Arrival
				for a.left() > 0 {
					got = append(got, a.next)
					a.pass()
				}
				if !slices.Equal(got, want) || a.off() != noOffset {
					t.Error("order differs")
				}
			})
		}
	}
}

// TestRadixPassesLeaveLittleToSort: the insertion sort behind them is right whatever
// they leave, but slow. Of arrivals added by ascending who, those of one tick are in order.
func TestRadixPassesLeaveLittleToSort(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		name string
		off  func() Time
		most int // places that one may have to move
	}{
		{"spread evenly", func() Time { return Time(r.Int64N(60_000)) }, crowd},
		{"crowded into ten ticks, some far apart", func() Time { return 100 + 3000*Time(r.Int64N(10)) }, 0},
		{"crowded into ten ticks side by side", func() Time { return 30_000 + Time(r.Int64N(10)) }, 0},
		{"crowded into a second", func() Time { return 30_000 + Time(r.Int64N(1000)) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var a arrivals
			a.open()
			for i := range 5000 {
				a.at = append(a.at, NewArrival(c.off(), uint64(i)))
			}
			a.passes()
			for i, x := range a.at {
				moves := 0
				for _, y := range a.at[:i] {
					if y > x {
						moves++
					}
				}
				if moves > c.most {
					t.Fatalf("arrival %d is behind %d that come later, at most %d would do", i, moves, c.most)
				}
			}
		})
	}
}

func TestNextOccupied(t *testing.T) {
	b := newBuckets(1000)
	for _, m := range []uint64{0, 63, 64, 400, 999} {
		b.push(m, &Record{})
	}
	cases := []struct{ from, to, want int64 }{
		{0, 999, 0}, {1, 999, 63}, {64, 64, 64}, {65, 399, -1}, {65, 400, 400},
		{401, 998, -1}, {401, 5000, 999}, {1000, 5000, -1}, {70, 60, -1},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("from %d to %d it is %d", c.from, c.to, c.want), func(t *testing.T) {
			if got := b.nextOccupied(c.from, c.to); got != c.want {
				t.Errorf("got %d", got)
			}
		})
	}
}
