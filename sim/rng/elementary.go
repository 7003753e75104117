package rng

import "math"

// ln and exp are logarithm and exponential for the hot path: table and short
// polynomial, in the manner of P. T. P. Tang (ACM TOMS 15 (1989) 144-157 and 16
// (1990) 378-400). Both stay within 2 units in the last place of math.Log and
// math.Exp (tested) at less than half their time, and hand what they do not
// cover (zero, infinities, subnormal results, NaN) to those.

const (
	lnBits  = 7 // 128 cells an octave
	lnCells = 1 << lnBits
	// lnFloor is a little under 0.6875: significands are brought to
	// [lnFloor, 2 lnFloor), so that 1 lies in the middle of a cell of bits and
	// ln keeps its relative accuracy around 1, where the terms would cancel.
	lnFloor = 0x3fe6100000000000

	expBits  = 6 // 64 cells an octave
	expCells = 1 << expBits
)

// The high part of ln 2 has 32 bits, so its product with an exponent is exact
// (fdlibm's splitting).
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// lnCell is the middle c of a cell of significands, 1/c and ln c.
type lnCell struct{ c, inverse, ln float64 }

var lnTable = func() (t [lnCells]lnCell) {
	for i := range t {
		// The cell in the middle of its bits; few bits, so that z - c is exact.
		c := math.Float64frombits(uint64(lnFloor) + uint64(i)<<(52-lnBits) + 1<<(51-lnBits))
		t[i] = lnCell{c: c, inverse: 1 / c, ln: math.Log(c)}
	}
	return t
}()

// expTable holds 2^(i/64).
var expTable = func() (t [expCells]float64) {
	for i := range t {
		t[i] = math.Exp2(float64(i) / expCells)
	}
	return t
}()

// ln gives the natural logarithm of x.
func ln(x float64) float64 {
	if !(x >= 0x1p-1000 && x <= 0x1p1000) {
		return math.Log(x)
	}
	return lnNormal(x)
}

// lnNormal is ln for x in [2^-1000, 2^1000].
func lnNormal(x float64) float64 {
	b := math.Float64bits(x)
	from := b - lnFloor
	k := float64(int64(from) >> 52)
	cell := &lnTable[from>>(52-lnBits)&(lnCells-1)]
	z := math.Float64frombits(b - from&(0xfff<<52))
	r := (z - cell.c) * cell.inverse // |r| < 2^-7.4
	r2 := r * r
	// ln(1+r) by Taylor; the first term left out is r^9/9 < 2^-69.
	p := r2*(-1.0/2+r*(1.0/3)) + r2*r2*((-1.0/4+r*(1.0/5))+r2*((-1.0/6+r*(1.0/7))-r2*(1.0/8)))
	return k*ln2High + (cell.ln + (r + (p + k*ln2Low)))
}

// exp gives e to the power x.
func exp(x float64) float64 {
	if !(x >= -700 && x <= 700) {
		return math.Exp(x)
	}
	// Adding and taking away 1.5 2^52 rounds to a whole number; the low bits of
	// the sum are that number.
	const round = 0x1.8p52
	n := x*(expCells/math.Ln2) + round
	k := int64(math.Float64bits(n)<<12) >> 12 // 51 bits are enough; the sign too
	n -= round
	r := (x - n*(ln2High/expCells)) - n*(ln2Low/expCells) // |r| <= ln 2/128
	r2 := r * r
	// e^r - 1 by Taylor; the first term left out is r^7/5040 < 2^-64.
	p := r + r2*(0.5+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)+r2*(1.0/720)))
	t := expTable[k&(expCells-1)]
	return (t + t*p) * math.Float64frombits(uint64(k>>expBits+1023)<<52)
}

// lnSurvival gives -ln(1-u), the unit exponential's quantile, for u in [0,1].
// For an odd multiple of 2^-53, as all uniforms here are, 1-u is exact.
func lnSurvival(u float64) float64 {
	if u < 0x1p-16 {
		return -math.Log1p(-u)
	}
	return -ln(1 - u)
}

// Exp gives a unit exponential variate of this luck for purpose p, by inversion: the same
// as mean 1 drawn by Dist.Draw, and in multiples of it any other exponential. It rises in
// U(p).
func (l Luck) Exp(p Purpose) float64 {
	u := l.U(p)
	if u < 0x1p-16 {
		return -math.Log1p(-u)
	}
	return -lnNormal(1 - u)
}
