// Package rng answers the question "what luck does this order have?" with a
// function instead of a sequence.
//
// Every draw is a pure function of (seed, replication, realm, entity number,
// purpose). Nothing is stored and nothing is consumed, so the same order has
// the same category, patience and temper under every plan, in whatever order
// events fall and on however many workers:
//
//	seed, replication ──NewKey──▶ Key             the luck of a trial
//	realm, number     ──Entity──▶ Luck            the luck of one order, agent, minute
//	purpose           ──Bits/U/Chance──▶ a draw   one number for one question
//	                  ──Sub──▶ Luck               of a contact, a redial
//	                  ──Stream──▶ a sequence      arrival gaps, rejection sampling
//	U ──Dist.Quantile, Poisson, NormalQuantile──▶ a value, by inversion
//
// Purposes are package-level values of the rooms that draw, made once with
// Name. Two draws of one Luck for the same purpose are the same number: one
// purpose, one draw.
//
// Samplers invert one uniform and are monotone in it, so that two plans that
// differ in a mean keep every customer's rank. What is "monotone" here holds
// to rounding: the last bits of math.Exp and math.Log are not ordered. The
// exceptions say so (Dist.Draw for gamma and Erlang, Stream.Gamma).
//
// Integer draws are the same on every machine. Floating-point samplers go
// through math.Exp, math.Log and fused multiply-add where the architecture has
// them, so their last bits are comparable on one GOARCH only.
//
// Start reading at luck.go, then dist.go.
package rng
