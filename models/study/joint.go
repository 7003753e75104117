package study

import (
	"math"

	"peakready/models/result"
	"peakready/sim/stats"
)

// atOnce is the level at which each of several intervals is taken so that all of
// them hold together at least as often as level says, whatever they have in
// common: 1 - (1-level)/several.
//
// C. E. Bonferroni's inequality; O. J. Dunn, "Multiple comparisons among means",
// Journal of the American Statistical Association 56 (1961) 52-64.
func atOnce(level float64, several int) float64 {
	return 1 - (1-level)/float64(max(1, several))
}

// typical is what a plan changes in a typical season: the geometric mean over
// seasons of plan/base, less 1, so that -0.3 means three tenths fewer. Its
// interval is Student's on the logarithms. A large season weighs no more in it
// than a small one, while in the mean difference it weighs by its size; where a
// plan takes a share away, the logarithms vary far less than the differences.
//
// Half a complaint is added to each figure, so that a season with none on one
// side counts, and is nearly unbiased where counts are few (J. B. S. Haldane, "The
// estimation and significance of the logarithm of a ratio of frequencies", Annals
// of Human Genetics 20 (1956) 309-311); of hundreds it changes nothing that is seen.
func typical(base, plan []float64, level float64) stats.Estimate {
	logs := make([]float64, len(base))
	for r := range base {
		logs[r] = math.Log((plan[r] + 0.5) / (base[r] + 0.5))
	}
	e := stats.MeanCI(logs, level)
	return stats.Estimate{Mean: math.Expm1(e.Mean), Lo: math.Expm1(e.Lo), Hi: math.Expm1(e.Hi), N: e.N}
}

// toldApart fills in BetterThan: over which others, the scenario as it is among
// them, a plan has fewer complaints to the firm in a typical season beyond
// chance, all pairs taken together, and fewer on average too: what is better in
// most seasons and a disaster in one is not better. of holds the seasons of the scenario as it
// is and of every plan, names what they are called.
func toldApart(all []result.Comparison, names []string, of [][]tally) {
	series := make([][]float64, len(of))
	for p := range of {
		series[p] = column(of[p], complaints)
	}
	level := atOnce(result.Confidence, result.Pairs(len(of)-1))
	for p := range all {
		for q := range series {
			fewer := stats.PairedCI(series[q], series[p+1], level).Mean < 0
			if e := typical(series[q], series[p+1], level); q != p+1 && fewer && e.Hi < 0 {
				all[p].BetterThan = append(all[p].BetterThan, names[q])
			}
		}
	}
}

func complaints(y *tally) float64 { return y.toFirm }

// column is one figure of every season.
func column(seasons []tally, of func(*tally) float64) []float64 {
	v := make([]float64, len(seasons))
	for r := range seasons {
		v[r] = of(&seasons[r])
	}
	return v
}
