package rng

import "math"

// Stream is a sequence of draws found by name: for arrival gaps and for
// samplers that need an unknown number of uniforms. It is a small value; a
// copy runs on from the same place on its own.
type Stream struct {
	luck Luck
	n    uint64
}

// Stream gives the sequence of this luck for purpose p, at its beginning. It
// has nothing in common with Bits(p) or with other purposes' streams.
func (l Luck) Stream(p Purpose) Stream { return Stream{luck: l.Sub(p, mixGolden)} }

// Bits gives the next 64 bits.
func (s *Stream) Bits() uint64 {
	s.n++
	return s.luck.Bits(Purpose(s.n))
}

// U gives the next uniform number in the open interval (0,1).
func (s *Stream) U() float64 { return unit(s.Bits()) }

// Exp gives an exponential variate with mean 1. One uniform, by inversion of
// the survival function: falling in u.
func (s *Stream) Exp() float64 { return -ln(s.U()) }

// Norm gives a standard normal variate. One uniform, by inversion: rising in u.
func (s *Stream) Norm() float64 { return NormalQuantile(s.U()) }

// Gamma gives a gamma variate with the given shape and scale 1. The shape must
// be positive and finite; it is checked where a Dist is built.
//
// Marsaglia and Tsang, "A simple method for generating gamma variables", ACM
// TOMS 26 (2000): rejection, two uniforms a try, fewer than 1.06 tries for
// shape >= 1; one more uniform below 1 (their section 6: Gamma(a+1) U^(1/a)).
// Not monotone in any one uniform.
func (s *Stream) Gamma(shape float64) float64 {
	boost := 1.0
	if shape < 1 {
		boost = exp(ln(s.U()) / shape)
		shape++
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := s.Norm()
		v := 1 + c*x
		if v <= 0 {
			s.U() // a try always takes two
			continue
		}
		v = v * v * v
		u := s.U()
		if x2 := x * x; u < 1-0.0331*x2*x2 || ln(u) < 0.5*x2+d*(1-v+ln(v)) {
			return d * v * boost
		}
	}
}
