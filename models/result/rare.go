package result

import (
	"math"

	"peakready/sim/stats"
)

// noneSeen is the upper 97.5% limit of a Poisson mean of which nothing was
// counted, -ln(0.025) = 3.69: the exact interval of Garwood (Biometrika 28,
// 1936), half of the chi-square quantile with 2 degrees of freedom.
var noneSeen = -math.Log((1 - Confidence) / 2)

// Rare is the estimate of a rate of things counted, as people read it. Where
// nothing at all was counted in two or more replications, Student's t gives an
// interval of no width; the exact one of a Poisson count over that exposure (such
// as millions of orders of all replications) stands in its place. Things that
// come in bursts can be more than it says.
func Rare(e stats.Estimate, exposure float64) stats.Estimate {
	if e.N > 1 && e.Mean == 0 && e.Lo == 0 && e.Hi == 0 && exposure > 0 {
		e.Hi = noneSeen / exposure
	}
	return e
}

// Millions of orders placed in the window, in all replications: the exposure of
// complaints per million.
func (s OrderSummary) Millions() float64 { return s.Placed.Mean * float64(s.Placed.N) / 1e6 }
