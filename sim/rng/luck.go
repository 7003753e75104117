package rng

import "math/bits"

// Constants of the mixers. Odd, with about half of the bits set and no
// regular pattern; the first is 2^64 divided by the golden ratio, the others
// are fractional parts of sqrt(2), sqrt(3), sqrt(5), sqrt(7), made odd.
const (
	mixGolden = 0x9e3779b97f4a7c15
	mixDraw   = 0x6a09e667f3bcc909
	mixDraw2  = 0xbb67ae8584caa73b
	mixSub    = 0x3c6ef372fe94f82b
	mixSub2   = 0xa54ff53a5f1d36f1
)

// Key is the luck of one trial: what a (seed, replication) pair makes of every
// entity. It is a value, safe to copy and to use from many goroutines. The
// zero Key is not the key of any trial and should not be drawn from.
type Key struct{ a, b, c, d uint64 }

// NewKey gives the key of replication number replication under seed. Any two
// numbers will do, neighbours included: the pair goes through the ten rounds
// of Philox2x64, which is a bijection, so distinct pairs have distinct keys.
func NewKey(seed, replication uint64) Key {
	a, b := philox2x64(seed, replication, 0)
	c, d := philox2x64(seed, replication, 1)
	return Key{a: a, b: b, c: c, d: d}
}

// Entity gives the luck of entity number n of a realm (firm, source, kind of
// entity). Realms and numbers may be small and consecutive.
//
// Two keyed multiplications of 64 by 64 to 128 bits, with the first product
// fed forward past the second one so that no factor that happens to be zero
// can wipe out an input. About 2 ns.
func (k Key) Entity(realm, n uint64) Luck {
	hi, lo := bits.Mul64(n^k.a, realm^k.b)
	hi2, lo2 := bits.Mul64(lo^k.c, hi^k.d)
	return Luck{lo: lo2 ^ hi, hi: hi2 ^ lo}
}

// Luck is all the chance that one entity will ever meet: 16 bytes, a value.
// It need not be stored: Key.Entity finds it again.
type Luck struct{ lo, hi uint64 }

// Purpose names the question that a draw answers.
type Purpose uint64

// Name gives the purpose of a name such as "demand/count": a stable hash (64-bit
// FNV-1a, then a finalizer), the same in every version and on every machine.
// Call it once, in a package-level variable.
func Name(s string) Purpose {
	h := uint64(14695981039346656037) // FNV-1a offset basis
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211 // FNV-1a prime
	}
	// Finalizer of SplitMix64 (Steele, Lea, Flood 2014, variant 13 of Stafford):
	// FNV leaves the high bits of short names alike.
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return Purpose(h ^ h>>31)
}

// Bits gives the 64 bits of this luck for purpose p.
//
// The construction is that of the short-key path of wyhash and rapidhash (two
// folded multiplications), which Philox would match in quality at three to
// five times the cost; the tests here hold it to the same checks on the
// structured inputs of a simulation. It is no cipher.
func (l Luck) Bits(p Purpose) uint64 {
	hi, lo := bits.Mul64(l.lo^uint64(p), l.hi^mixDraw)
	hi, lo = bits.Mul64(lo^mixDraw2, hi^uint64(p))
	return hi ^ lo
}

// U gives a uniform number in the open interval (0,1): an odd multiple of
// 2^-53, so that neither 0 nor 1 can come out and u and 1-u are equally likely.
func (l Luck) U(p Purpose) float64 { return unit(l.Bits(p)) }

// unit maps 64 random bits to an odd multiple of 2^-53 in (0,1).
func unit(b uint64) float64 { return float64(b>>11|1) * 0x1p-53 }

// Chance says whether an event of probability prob happens: U(p) < prob. It is
// never true for prob <= 0 and always true for prob >= 1, and true for a
// larger prob whenever it is true for a smaller one. A NaN prob is never true:
// probabilities are checked where they are read.
func (l Luck) Chance(p Purpose, prob float64) bool { return l.U(p) < prob }

// Sub gives the luck of sub-entity n of kind p: the n-th contact for a reason,
// the n-th redial. It has nothing in common with the draws of l itself.
func (l Luck) Sub(p Purpose, n uint64) Luck {
	hi, lo := bits.Mul64(l.lo^n, l.hi^uint64(p))
	hi2, lo2 := bits.Mul64(lo^mixSub, hi^mixSub2)
	return Luck{lo: lo2 ^ hi ^ uint64(p), hi: hi2 ^ lo}
}

// philox2x64 is Philox2x64-10 of Salmon, Moraes, Dror, Shaw, "Parallel random
// numbers: as easy as 1, 2, 3" (SC11, section 3.3 and table 2): counter
// (c0, c1), key k. Too slow for each draw (ten dependent multiplications);
// it makes the keys, and is the yardstick of the quality tests.
func philox2x64(c0, c1, k uint64) (uint64, uint64) {
	for range 10 {
		hi, lo := bits.Mul64(c0, 0xd2b74407b1ce6e93)
		c0, c1 = hi^k^c1, lo
		k += mixGolden
	}
	return c0, c1
}
