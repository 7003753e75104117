package rng

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The checks of this file have fixed seeds, so they pass or fail for ever. Each
// statistic is held to a two-sided chance of 1e-6 (z of 4.9); there are about
// 1,500 of them, so a sound generator had a chance of 0.15% to fail at first.
const qualityZ = 4.9

// sequences are the structured inputs that a simulation makes: one coordinate
// runs, the others stand still. Each gives the n-th draw.
var sequences = []struct {
	name string
	draw func(n uint64) uint64
}{
	{"consecutive entities", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n).Bits(Name("order/category")) }},
	{"consecutive realms", func(n uint64) uint64 { return NewKey(1, 0).Entity(n, 5).Bits(Name("order/category")) }},
	{"consecutive replications", func(n uint64) uint64 { return NewKey(1, n).Entity(1, 5).Bits(Name("order/category")) }},
	{"consecutive seeds", func(n uint64) uint64 { return NewKey(n, 0).Entity(1, 5).Bits(Name("order/category")) }},
	{"consecutive purposes", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, 5).Bits(Purpose(n)) }},
	{"purposes of consecutive entities", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n/8).Bits(benchPurposes[n%8]) }},
	{"purposes that differ in one bit", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n/64).Bits(1 << (n % 64)) }},
	{"forty intentions of each minute", func(n uint64) uint64 {
		return NewKey(1, 0).Entity(2, n/40<<20|n%40).Bits(Name("order/category"))
	}},
	{"entities a power of two apart", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n<<24).Bits(Name("order/category")) }},
	{"entities in the highest bits", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n<<44).Bits(Name("order/category")) }},
	{"consecutive sub-entities", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, 5).Sub(3, n).Bits(4) }},
	{"first redial of consecutive entities", func(n uint64) uint64 { return NewKey(1, 0).Entity(1, n).Sub(3, 1).Bits(4) }},
	{"a stream", func(n uint64) uint64 { return streamOf(n) }},
}

func streamOf(n uint64) uint64 {
	s := NewKey(1, 0).Entity(1, 5).Stream(3)
	s.n = n
	return s.Bits()
}

const qualityDraws = 1 << 17

func TestDrawsOfStructuredInputsLookRandom(t *testing.T) {
	for _, seq := range sequences {
		t.Run(seq.name, func(t *testing.T) {
			draws := make([]uint64, qualityDraws)
			for i := range draws {
				draws[i] = seq.draw(uint64(i))
			}
			checkBits(t, draws)
			checkBytes(t, draws)
			checkSerial(t, draws)
			checkBirthdays(t, draws)
			checkCollisions(t, draws)
		})
	}
}

// TestTheChecksCatchABadGenerator shows that each check can fail.
func TestTheChecksCatchABadGenerator(t *testing.T) {
	bad := map[string]func(n uint64) uint64{
		"a counter times the golden ratio (a Weyl sequence)": func(n uint64) uint64 { return n * mixGolden },
		"one folded multiplication": func(n uint64) uint64 {
			hi, lo := bits.Mul64(n^0x12345678, 0x9e3779b97f4a7c15)
			return hi ^ lo
		},
		"a linear congruential generator's low bits": func(n uint64) uint64 { return n*n*n*6364136223846793005 + n },
	}
	for name, draw := range bad {
		draws := make([]uint64, qualityDraws)
		for i := range draws {
			draws[i] = draw(uint64(i))
		}
		failed := failures(draws)
		if len(failed) < 2 {
			t.Errorf("%s failed only %v, want at least two checks", name, failed)
		}
	}
}

// failures names the checks that draws fail.
func failures(draws []uint64) (failed []string) {
	for name, z := range map[string]float64{
		"bits": worstBit(draws), "bytes": worstByte(draws), "serial": worstSerial(draws),
		"birthdays": birthdays(draws, 0), "collisions": collisions(draws, 0),
	} {
		if !(math.Abs(z) < qualityZ) {
			failed = append(failed, name)
		}
	}
	return failed
}

func checkBits(t *testing.T, draws []uint64) {
	t.Helper()
	if z := worstBit(draws); math.Abs(z) >= qualityZ {
		t.Errorf("a bit is set too often or too seldom, z = %.1f", z)
	}
}

// worstBit is monobit for each of the 64 bits: the worst z.
func worstBit(draws []uint64) (worst float64) {
	var set [64]int
	for _, d := range draws {
		for b := range set {
			set[b] += int(d >> b & 1)
		}
	}
	n := float64(len(draws))
	for _, s := range set {
		if z := (float64(s) - n/2) / math.Sqrt(n/4); math.Abs(z) > math.Abs(worst) {
			worst = z
		}
	}
	return worst
}

func checkBytes(t *testing.T, draws []uint64) {
	t.Helper()
	if z := worstByte(draws); math.Abs(z) >= qualityZ {
		t.Errorf("a byte is not uniform, chi-square z = %.1f", z)
	}
}

// worstByte is chi-square over the 256 values of each of the eight bytes and, for
// pairs of neighbouring draws, over the 256 values of their low and of their
// high four bits.
func worstByte(draws []uint64) (worst float64) {
	var cells [10][256]int
	for i, d := range draws {
		for b := range 8 {
			cells[b][d>>(8*b)&255]++
		}
		if i%2 == 1 {
			e := draws[i-1]
			cells[8][d&15<<4|e&15]++
			cells[9][d>>60<<4|e>>60]++
		}
	}
	for c := range cells {
		if z := chiSquareZ(cells[c][:]); math.Abs(z) > math.Abs(worst) {
			worst = z
		}
	}
	return worst
}

// chiSquareZ turns a chi-square over equally likely cells into a normal score
// (Wilson and Hilferty 1931).
func chiSquareZ(cells []int) float64 {
	total := 0
	for _, c := range cells {
		total += c
	}
	want := float64(total) / float64(len(cells))
	sum := 0.0
	for _, c := range cells {
		sum += (float64(c) - want) * (float64(c) - want) / want
	}
	df := float64(len(cells) - 1)
	return (math.Cbrt(sum/df) - (1 - 2/(9*df))) / math.Sqrt(2/(9*df))
}

func checkSerial(t *testing.T, draws []uint64) {
	t.Helper()
	if z := worstSerial(draws); math.Abs(z) >= qualityZ {
		t.Errorf("draws at some lag go together, z = %.1f", z)
	}
}

// worstSerial correlates draws with those 1 to 8, 25, 40 and 64 later: as numbers, and bit by
// bit (equal bits should be half).
func worstSerial(draws []uint64) (worst float64) {
	n := len(draws)
	for _, lag := range []int{1, 2, 3, 4, 5, 6, 7, 8, 25, 40, 64} {
		sum := 0.0
		var same int
		var low int
		for i := lag; i < n; i++ {
			sum += (unit(draws[i]) - 0.5) * (unit(draws[i-lag]) - 0.5) * 12
			diff := draws[i] ^ draws[i-lag]
			same += 64 - bits.OnesCount64(diff)
			low += 8 - bits.OnesCount64(diff&255)
		}
		m := float64(n - lag)
		for _, z := range []float64{
			sum / math.Sqrt(m),
			(float64(same) - 32*m) / math.Sqrt(16*m),
			(float64(low) - 4*m) / math.Sqrt(2*m),
		} {
			if math.Abs(z) > math.Abs(worst) {
				worst = z
			}
		}
	}
	return worst
}

func checkBirthdays(t *testing.T, draws []uint64) {
	t.Helper()
	for _, shift := range []int{0, 16, 28} {
		if z := birthdays(draws, shift); math.Abs(z) >= qualityZ {
			t.Errorf("birthday spacings over 36 bits from bit %d, z = %.1f", shift, z)
		}
	}
}

// birthdays is Marsaglia's birthday spacings test over 36 bits from shift: groups
// of 8,192 birthdays in 2^36 days have Poisson(2) = n^3/(4 days) repeated
// spacings each (Knuth, The Art of Computer Programming 2, 3rd ed., 3.3.2 J).
func birthdays(draws []uint64, shift int) float64 {
	const group = 8192
	repeats, groups := 0, 0
	days := make([]uint64, group)
	for at := 0; at+group <= len(draws); at += group {
		for i, d := range draws[at : at+group] {
			days[i] = d >> shift & (1<<36 - 1)
		}
		slices.Sort(days)
		spacings := make([]uint64, group-1)
		for i := range spacings {
			spacings[i] = days[i+1] - days[i]
		}
		slices.Sort(spacings)
		for i := 1; i < len(spacings); i++ {
			if spacings[i] == spacings[i-1] {
				repeats++
			}
		}
		groups++
	}
	return poissonZ(repeats, 2*float64(groups))
}

// poissonZ turns a count into a normal score through the exact Poisson
// distribution, in the middle of its step.
func poissonZ(count int, mean float64) float64 {
	p := distuv.Poisson{Lambda: mean}
	mid := p.CDF(float64(count)) - p.Prob(float64(count))/2
	return NormalQuantile(min(max(mid, 1e-300), 1-1e-16))
}

func checkCollisions(t *testing.T, draws []uint64) {
	t.Helper()
	for _, shift := range []int{0, 20, 37} {
		if z := collisions(draws, shift); math.Abs(z) >= qualityZ {
			t.Errorf("collisions over 27 bits from bit %d, z = %.1f", shift, z)
		}
	}
}

// collisions is Knuth's collision test (3.3.2 I): n = 2^17 balls into 2^27 urns,
// n^2/(2 urns) = 64 collisions.
func collisions(draws []uint64, shift int) float64 {
	const urns = 1 << 27
	seen := make([]uint64, urns/64)
	hits := 0
	for _, d := range draws {
		u := d >> shift & (urns - 1)
		if seen[u/64]>>(u%64)&1 == 1 {
			hits++
		}
		seen[u/64] |= 1 << (u % 64)
	}
	n := float64(len(draws))
	return poissonZ(hits, n*n/2/urns)
}

func TestEveryInputBitChangesEveryOutputBitHalfTheTime(t *testing.T) {
	const trials = 4096
	// Each input gives the draw for a base case with one of its bits flipped.
	inputs := []struct {
		name string
		draw func(base, flip uint64) uint64
	}{
		{"seed", func(b, f uint64) uint64 { return NewKey(b^f, 3).Entity(1, 5).Bits(7) }},
		{"replication", func(b, f uint64) uint64 { return NewKey(3, b^f).Entity(1, 5).Bits(7) }},
		{"realm", func(b, f uint64) uint64 { return NewKey(3, 1).Entity(b^f, 5).Bits(7) }},
		{"entity", func(b, f uint64) uint64 { return NewKey(3, 1).Entity(1, b^f).Bits(7) }},
		{"purpose", func(b, f uint64) uint64 { return NewKey(3, 1).Entity(1, 5).Bits(Purpose(b ^ f)) }},
		{"purpose of a sub-entity", func(b, f uint64) uint64 { return NewKey(3, 1).Entity(1, 5).Sub(Purpose(b^f), 1).Bits(7) }},
		{"number of a sub-entity", func(b, f uint64) uint64 { return NewKey(3, 1).Entity(1, 5).Sub(2, b^f).Bits(7) }},
	}
	for _, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			worst := 0.0
			for bit := range 64 {
				var flips [64]int
				for base := range uint64(trials) { // small consecutive bases: the hard case
					diff := in.draw(base, 0) ^ in.draw(base, 1<<bit)
					for o := range flips {
						flips[o] += int(diff >> o & 1)
					}
				}
				for _, f := range flips {
					worst = max(worst, math.Abs(float64(f)-trials/2)/math.Sqrt(trials/4))
				}
			}
			// 4,096 pairs of bits: chance of 1e-6 for the worst of them.
			if worst > 6.2 {
				t.Errorf("a pair of bits has z = %.1f", worst)
			}
		})
	}
}

func TestLuckKeepsEntitiesApart(t *testing.T) {
	// A million Lucks of two realms: the 64-bit halves meet by chance once in 30 million tries.
	k := NewKey(1, 0)
	seen := make(map[uint64]string, 1<<20)
	for realm := range uint64(2) {
		for n := range uint64(1 << 18) {
			l := k.Entity(realm, n)
			for _, half := range []uint64{l.lo, l.hi} {
				if other, ok := seen[half]; ok {
					t.Fatalf("entity %d of realm %d shares half of its luck with %s", n, realm, other)
				}
				seen[half] = fmt.Sprint(realm, n)
			}
		}
	}
}
