package rng

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"unsafe"
)

func TestPhiloxMatchesItsPublishedVectors(t *testing.T) {
	// Known answers of Random123 (kat_vectors, philox2x64 10).
	for _, c := range []struct{ c0, c1, key, want0, want1 uint64 }{
		{0, 0, 0, 0xca00a0459843d731, 0x66c24222c9a845b5},
		{math.MaxUint64, math.MaxUint64, math.MaxUint64, 0x65b021d60cd8310f, 0x4d02f3222f86df20},
		{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x0a5e742c2997341c, 0xb0f883d38000de5d},
	} {
		got0, got1 := philox2x64(c.c0, c.c1, c.key)
		if got0 != c.want0 || got1 != c.want1 {
			t.Errorf("philox(%#x, %#x; %#x) = %#x, %#x, want %#x, %#x", c.c0, c.c1, c.key, got0, got1, c.want0, c.want1)
		}
	}
}

// TestLuckIsFrozen holds the luck of every published season: a change here
// changes all results, and says so in its commit.
func TestLuckIsFrozen(t *testing.T) {
	l := NewKey(20261111, 3).Entity(2, 123456)
	s := l.Stream(Name("demand/gaps"))
	s.Bits()
	for _, c := range []struct {
		name      string
		got, want uint64
	}{
		{"name", uint64(Name("demand/count")), frozen[0]},
		{"draw", l.Bits(Name("demand/count")), frozen[1]},
		{"sub-entity", l.Sub(Name("contact/late"), 2).Bits(Name("demand/count")), frozen[2]},
		{"stream", s.Bits(), frozen[3]},
	} {
		if c.got != c.want {
			t.Errorf("%s = %#x, want %#x", c.name, c.got, c.want)
		}
	}
}

var frozen = [4]uint64{0x35bf78bb226a4d3a, 0x9a359995c79ebc46, 0x8471a8da544b88d5, 0x2d6428e8a4449f22}

func TestLuckFitsInSixteenBytes(t *testing.T) {
	if size := unsafe.Sizeof(Luck{}); size > 16 {
		t.Errorf("a Luck has %d bytes, want at most 16", size)
	}
}

func TestUniformsLieStrictlyBetweenZeroAndOne(t *testing.T) {
	for _, c := range []struct {
		bits uint64
		want float64
	}{{0, 0x1p-53}, {math.MaxUint64, 1 - 0x1p-53}, {1 << 63, 0.5 + 0x1p-53}} {
		if got := unit(c.bits); got != c.want || !(got > 0 && got < 1) || 1-(1-got) != got {
			t.Errorf("unit(%#x) = %v, want %v with an exact complement", c.bits, got, c.want)
		}
	}
}

func TestChance(t *testing.T) {
	k := NewKey(1, 1)
	p := Name("order/defect")
	hits := 0
	const n = 100_000
	for i := range uint64(n) {
		l := k.Entity(1, i)
		if l.Chance(p, 0) || l.Chance(p, -1) || l.Chance(p, math.NaN()) {
			t.Fatal("what cannot happen happened")
		}
		if !l.Chance(p, 1) || !l.Chance(p, 2) {
			t.Fatal("what is certain did not happen")
		}
		small, large := l.Chance(p, 0.1), l.Chance(p, 0.11)
		if small && !large {
			t.Fatal("what happens at 0.1 did not happen at 0.11")
		}
		if small {
			hits++
		}
	}
	// Four standard errors: false alarm 6e-5.
	if z := (float64(hits) - 0.1*n) / math.Sqrt(n*0.1*0.9); math.Abs(z) > 4 {
		t.Errorf("a chance of 0.1 came true %d times in %d, z = %.1f", hits, n, z)
	}
}

func TestPurposesRealmsAndReplicationsAreIndependent(t *testing.T) {
	// The same 30,000 entities under 8 purposes, 8 replications, 8 seeds, 8
	// realms, and with 4 sub-entities and streams: every pair of the 40 columns
	// is held to a correlation of 5 standard errors (780 pairs: false alarm
	// 4e-4), and so are the pairs' joint quarters.
	const n, columns = 30_000, 40
	u := make([][]float64, columns)
	for c := range u {
		u[c] = make([]float64, n)
		for i := range u[c] {
			u[c][i] = column(c, uint64(i))
		}
	}
	for a := range columns {
		for b := range a {
			sum := 0.0
			var cells [16]int
			for i := range n {
				sum += (u[a][i] - 0.5) * (u[b][i] - 0.5) * 12
				cells[int(u[a][i]*4)*4+int(u[b][i]*4)]++
			}
			if z := sum / math.Sqrt(n); math.Abs(z) > 5 {
				t.Errorf("columns %d and %d are correlated, z = %.1f", a, b, z)
			}
			if z := chiSquareZ(cells[:]); z > 5 {
				t.Errorf("columns %d and %d share quarters, z = %.1f", a, b, z)
			}
		}
	}
}

// column gives entity i's uniform in the c-th way of asking.
func column(c int, i uint64) float64 {
	m := uint64(c % 8)
	p := benchPurposes[0]
	switch c / 8 {
	case 0:
		return NewKey(1, 0).Entity(1, i).U(benchPurposes[m])
	case 1:
		return NewKey(1, m+1).Entity(1, i).U(p)
	case 2:
		return NewKey(m+2, 0).Entity(1, i).U(p)
	case 3:
		return NewKey(1, 0).Entity(m+2, i).U(p)
	}
	l := NewKey(1, 0).Entity(1, i)
	if m < 4 {
		return l.Sub(p, m).U(p)
	}
	s := l.Stream(benchPurposes[m])
	return s.U()
}

func TestAnEntitysDrawsAreTheSameWhateverElseIsDrawn(t *testing.T) {
	const n = 2_000
	k := NewKey(7, 4)
	want := make([]float64, n)
	for i := range want {
		want[i] = k.Entity(1, uint64(i)).U(benchPurposes[2])
	}
	t.Run("in another order, with other draws between", func(t *testing.T) {
		order := rand.New(rand.NewPCG(1, 1)).Perm(n)
		for _, i := range order {
			l := k.Entity(1, uint64(i))
			s := l.Stream(benchPurposes[2])
			for range i % 5 {
				sinkFloat += s.U() + l.Sub(benchPurposes[2], s.Bits()).U(benchPurposes[2])
				sinkFloat += k.Entity(9, s.Bits()).U(benchPurposes[1])
			}
			if got := l.U(benchPurposes[2]); got != want[i] {
				t.Fatalf("entity %d drew %v, want %v", i, got, want[i])
			}
		}
	})
	t.Run("on eight goroutines", func(t *testing.T) {
		var workers sync.WaitGroup
		for w := range 8 {
			workers.Go(func() {
				for i := w; i < n; i += 8 {
					if got := k.Entity(1, uint64(i)).U(benchPurposes[2]); got != want[i] {
						t.Errorf("entity %d drew %v, want %v", i, got, want[i])
					}
				}
			})
		}
		workers.Wait()
	})
}

func TestNamesOfPurposesDoNotCollide(t *testing.T) {
	seen := map[Purpose]string{}
	for _, room := range []string{"demand", "order", "stock", "carrier", "service", "returns", "grievance", "incident"} {
		for i := range 10_000 {
			name := room + "/" + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
			p := Name(name)
			if other, ok := seen[p]; ok {
				t.Fatalf("%s and %s are one purpose", name, other)
			}
			seen[p] = name
		}
	}
}

func TestACopyOfAStreamRunsOnAlone(t *testing.T) {
	a := NewKey(1, 1).Entity(1, 1).Stream(1)
	a.Bits()
	b := a
	first := a.Bits()
	a.Bits()
	if got := b.Bits(); got != first {
		t.Errorf("the copy gave %#x, want %#x", got, first)
	}
}

func TestDrawsAllocateNothing(t *testing.T) {
	k := NewKey(1, 1)
	d, g := MustLognormalMean(300, 0.9), MustGamma(1, 0.5)
	n := uint64(0)
	allocs := testing.AllocsPerRun(100, func() {
		l := k.Entity(1, n)
		n++
		sinkFloat += d.Draw(l, 1) + g.Draw(l, 2) + g.Quantile(l.U(3))
		sinkInt += Poisson(l.U(4), 55)
	})
	if allocs != 0 {
		t.Errorf("draws allocate %v times, want 0", allocs)
	}
}
