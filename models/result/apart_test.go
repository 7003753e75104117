package result

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestFirmsAlikeAreSeldomHeldApart draws 400 studies of six firms with the same
// Poisson mean. Some two are held apart in 5% of them at most; the bound is four
// standard errors higher (false alarm under 1 in 30,000; the seed is fixed).
func TestFirmsAlikeAreSeldomHeldApart(t *testing.T) {
	for _, c := range []struct {
		seasons int
		mean    float64
	}{{2, 1}, {3, 1}, {3, 4}, {8, 0.5}, {5, 60}} {
		t.Run(fmt.Sprintf("in %d seasons of %v cases", c.seasons, c.mean), func(t *testing.T) {
			luck := rand.New(rand.NewPCG(11, uint64(c.seasons)))
			wrong, studies := 0, 400
			for range studies {
				firms := make([]caseload, 6)
				for f := range firms {
					for range c.seasons {
						n, p := int64(0), luck.ExpFloat64()
						for ; p < c.mean; p += luck.ExpFloat64() {
							n++
						}
						firms[f].cases, firms[f].placed = append(firms[f].cases, n), append(firms[f].placed, 1e6)
					}
				}
				if slices.ContainsFunc(heldApart(firms), func(row []bool) bool { return slices.Contains(row, true) }) {
					wrong++
				}
			}
			if share := float64(wrong) / float64(studies); share > 0.05+4*math.Sqrt(0.05*0.95/float64(studies)) {
				t.Errorf("in %.1f%% of studies", 100*share)
			}
		})
	}
}
