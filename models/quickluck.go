package models

import (
	"math"

	"peakready/sim/rng"
)

// What chance makes of the counts of a quick run: how many of the parcels that
// move at a stage, in an hour and region, go which way. Named, so that a number
// depends on what it is about and not on what was drawn before.
var (
	moveAsks   = rng.Name("quick/asks before buying")
	moveUnpaid = rng.Name("quick/leaves the balance unpaid")
	movePays   = rng.Name("quick/payment troubled")
	moveBroken = rng.Name("quick/promotion not honoured")
	movePrice  = rng.Name("quick/wrong price")
	moveStrays = rng.Name("quick/goes astray")
	moveNobody = rng.Name("quick/nobody home")
	moveFaulty = rng.Name("quick/faulty")
	moveUnlike = rng.Name("quick/unlike the page")
	moveMisled = rng.Name("quick/misled")
	moveRegret = rng.Name("quick/regrets")
)

// moves is the luck of one party, a firm or a carrier, in one hour.
type moves struct {
	luck rng.Luck
	n    uint64 // moves of the hour so far
}

// movesOf is the luck of a party in this hour.
func (q *quick) movesOf(party rng.Purpose) moves {
	return moves{luck: q.key.Entity(uint64(party), q.firstMinute()/60+uint64(q.now))}
}

// of is how many of n, each with probability p, go a way: a binomial number of
// the whole ones, and of what is less than one its share.
func (m *moves) of(way rng.Purpose, n, p float64) float64 {
	if n < 1 || p <= 0 || p >= 1 {
		return n * max(0, min(1, p))
	}
	m.n++
	k := math.Floor(n)
	return float64(rng.Binomial(m.luck.Sub(way, m.n).U(way), int64(k), p)) + (n-k)*p
}
