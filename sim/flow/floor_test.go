package flow

import (
	"testing"
	"unsafe"

	"peakready/sim"
)

func TestLinesThatShareAFloorTakeTurnsInIt(t *testing.T) {
	// The first line is full in the first hour, the second in the third.
	k := sim.New(sim.Day)
	var out [2]int
	var lines [2]*Line
	var floor Floor
	for i := range lines {
		left := sim.OnRecord(k, []string{"first/left", "second/left"}[i], func(*sim.Record) { out[i]++ })
		lines[i] = NewLine(k, LineSpec{Name: "line", Rate: steps(sim.Hour, 0, 0, float64(1+2*i), 1000), Floor: &floor}, left)
	}
	const waiting = 20 * chunkLen
	arrive := func(l *Line) {
		for n := range uint64(waiting) {
			l.Enter(&sim.Record{A: n})
		}
	}
	arrive(lines[0])
	k.Run(2 * sim.Hour)
	made := floor.spare.made
	if out[0] != waiting || made < 20 {
		t.Fatalf("%d of %d have left the first line, %d chunks made", out[0], waiting, made)
	}
	arrive(lines[1])
	k.Run(23 * sim.Hour)
	if out[1] != waiting {
		t.Errorf("%d of %d have left the second line", out[1], waiting)
	}
	if floor.spare.made != made {
		t.Errorf("the second line took %d chunks more, with the first line's %d free", floor.spare.made-made, made)
	}
	for _, l := range lines {
		if err := l.Audit(k.Now()); err != nil {
			t.Error(err)
		}
	}
}

func TestLinesThatShareAFloorKeepTheirRecordsApart(t *testing.T) {
	run := func(floor *Floor) (trace []uint64) {
		st := stream(391, 0, "floor")
		k := sim.New(sim.Day)
		var lines [3]*Line
		for i := range lines {
			left := sim.OnRecord(k, []string{"a", "b", "c"}[i], func(r *sim.Record) { trace = append(trace, r.Who(), uint64(k.Now())) })
			lines[i] = NewLine(k, LineSpec{Name: "line", Rate: steps(sim.Hour, 0, 3, 2, 40, 5, 1, 6, 300), Floor: floor}, left)
		}
		newSource(k, "arrival", poisson(&st, float64(4*sim.Second)), func(n uint64) {
			lines[st.Bits()%3].Enter(&sim.Record{A: n})
		})
		k.Run(8 * sim.Hour)
		return trace
	}
	own, shared := run(nil), run(new(Floor))
	if len(own) < 4000 || len(own) != len(shared) {
		t.Fatalf("%d numbers without a shared floor, %d with", len(own), len(shared))
	}
	for i := range own {
		if own[i] != shared[i] {
			t.Fatalf("number %d is %d with a shared floor, %d without", i, shared[i], own[i])
		}
	}
}

func TestLineClassIsOneCacheLine(t *testing.T) {
	if n := unsafe.Sizeof(lineClass{}); n != 64 {
		t.Errorf("a class has %d bytes", n)
	}
}

// A pile that is taken up gives its chunks to the next one on the floor.
func TestPilesThatShareAFloorTakeTurnsInIt(t *testing.T) {
	var floor Floor
	fill := func(p *Pile) {
		for n := range uint64(20 * chunkLen) {
			p.Put(&floor, &sim.Record{A: n})
		}
	}
	empty := func(p *Pile) {
		for p.Len() > 0 {
			p.Drop(&floor)
		}
	}
	var first Pile
	fill(&first)
	empty(&first)
	made := floor.spare.made
	if made < 20 {
		t.Fatalf("%d chunks made for 20 chunks of records", made)
	}
	var piles [4]Pile
	i := 0
	allocs := testing.AllocsPerRun(len(piles)-1, func() {
		fill(&piles[i])
		empty(&piles[i])
		i++
	})
	if allocs != 0 || floor.spare.made != made {
		t.Errorf("a pile after the first takes %v allocations; %d chunks made, %d before", allocs, floor.spare.made, made)
	}
}

func TestPileGivesBackInOrderWhatWasPutDown(t *testing.T) {
	var floor Floor
	var pile, other Pile
	var want []uint64
	st := stream(392, 0, "pile")
	for n := range uint64(20_000) {
		// One in three goes under the other pile, so that their chunks alternate.
		if st.U() < 1.0/3 {
			other.Put(&floor, &sim.Record{A: ^n})
			continue
		}
		pile.Put(&floor, &sim.Record{A: n, B: 2 * n, C: 3 * n})
		want = append(want, n)
		if pile.Len() > 0 && st.U() < .4 {
			if r := *pile.First(); r != (sim.Record{A: want[0], B: 2 * want[0], C: 3 * want[0]}) {
				t.Fatalf("%v comes first, want %d", r, want[0])
			}
			pile.Drop(&floor)
			want = want[1:]
		}
		if pile.Len() != len(want) {
			t.Fatalf("%d records lie there, want %d", pile.Len(), len(want))
		}
	}
	if len(want) < 5000 {
		t.Errorf("only %d records lie there at the end", len(want))
	}
	t.Run("a record put back while the first is in hand goes behind the others", func(t *testing.T) {
		for range pile.Len() {
			r := pile.First()
			pile.Put(&floor, r)
			pile.Drop(&floor)
		}
		for _, n := range want {
			if got := pile.First().A; got != n {
				t.Fatalf("%d comes first, want %d", got, n)
			}
			pile.Drop(&floor)
		}
	})
}
