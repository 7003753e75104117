package models

import (
	"math"

	"peakready/sim/rng"
)

// What chance makes of the counts of a quick run: how many of the parcels that
// move at a stage, in an hour and region, go which way. A number depends on what
// it is about (party, hour, way, and whose orders), never on what was drawn
// before: two plans meet the same luck wherever they move the same, however much
// else of the hour differs.
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
	moveRefuse = rng.Name("quick/regrets what is not taken back")
	moveAmong  = rng.Name("quick/of a firm and place")
)

// moves is the luck of one party, a firm or a carrier, in one hour.
type moves struct{ luck rng.Luck }

// movesOf is the luck of a party in this hour.
func (q *quick) movesOf(party rng.Purpose) moves {
	return moves{luck: q.key.Entity(uint64(party), q.firstMinute()/60+uint64(q.now))}
}

// among is the luck of a carrier with one firm's parcels, at the hub (0) or in a region.
func (m moves) among(firm rng.Purpose, place uint64) moves {
	return moves{luck: m.luck.Sub(moveAmong, uint64(firm)).Sub(firm, place)}
}

// date of a cohort's orders, the same whatever day the season starts on.
func (q *quick) dateOf(cohort int) uint64 { return q.firstMinute()/1440 + uint64(cohort) }

// of is how many of n, each with probability p, go a way: a binomial number of
// the whole ones, and of what is less than one its share. A way is asked once an
// hour about the same thing: callers add up what they have of it before.
func (m moves) of(way rng.Purpose, about uint64, n, p float64) float64 {
	if n < 1 || p <= 0 || p >= 1 {
		return n * max(0, min(1, p))
	}
	k := math.Floor(n)
	return float64(rng.Binomial(m.luck.Sub(way, about).U(way), int64(k), p)) + (n-k)*p
}
