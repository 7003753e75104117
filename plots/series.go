package plots

import (
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"
)

// band is a daily (or hourly) series over the replications: the median and
// the 5% and 95% quantiles, of few replications the least and the greatest.
type band struct{ mid, lo, hi []float64 }

// peak is the position of the greatest median, the first of equals.
func (b band) peak() int { return peakOf(b.mid) }

// top is the greatest value that the band reaches.
func (b band) top() float64 { return slices.Max(b.hi) }

func peakOf(ys []float64) int {
	best := 0
	for i, y := range ys {
		if y > ys[best] {
			best = i
		}
	}
	return best
}

// fewest is the number of replications from which 5% and 95% quantiles are
// drawn: of nine seasons or fewer they lie within a step of the ends, and
// "range" is the honest word.
const fewest = 10

// across gives the band of n values a trial.
func across(run *result.Run, n int, f func(t *result.Trial, i int) float64) band {
	b := band{make([]float64, n), make([]float64, n), make([]float64, n)}
	vs := make([]float64, len(run.Trials))
	for i := range n {
		for k := range run.Trials {
			vs[k] = f(&run.Trials[k], i)
		}
		slices.Sort(vs)
		b.lo[i], b.mid[i], b.hi[i] = vs[0], quantile(vs, 0.5), vs[len(vs)-1]
		if len(vs) >= fewest {
			b.lo[i], b.hi[i] = quantile(vs, 0.05), quantile(vs, 0.95)
		}
	}
	return b
}

// daily is across over the days of the window.
func daily(run *result.Run, f func(t *result.Trial, day int) float64) band {
	return across(run, windowDays(run), func(t *result.Trial, i int) float64 { return f(t, run.From+i) })
}

// dailyMean is the mean over replications for each day of the window.
func dailyMean(run *result.Run, f func(t *result.Trial, day int) float64) []float64 {
	return meanOf(run, run.From, run.To, f)
}

// meanOf is the mean over replications for each day from one to another.
func meanOf(run *result.Run, from, to int, f func(t *result.Trial, day int) float64) []float64 {
	out := make([]float64, to-from+1)
	for i := range out {
		for k := range run.Trials {
			out[i] += f(&run.Trials[k], from+i)
		}
		out[i] /= float64(len(run.Trials))
	}
	return out
}

// quantile of sorted values, by linear interpolation between order statistics
// (type 7 of Hyndman and Fan 1996).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	w := at - float64(i)
	if w == 0 { // keeps an infinite neighbour out of it
		return sorted[i]
	}
	return (1-w)*sorted[i] + w*sorted[i+1]
}

func median(vs []float64) float64 {
	s := slices.Clone(vs)
	slices.Sort(s)
	return quantile(s, 0.5)
}

func windowDays(run *result.Run) int { return run.To - run.From + 1 }

// level of every interval that is drawn or printed.
const level = 0.95

// estimate gives the mean over replications of one number a trial with its
// interval. Trials in which the number does not exist (a share of nothing, NaN)
// do not take part.
func estimate(run *result.Run, f func(t *result.Trial) float64) stats.Estimate {
	var vs []float64
	for k := range run.Trials {
		if v := f(&run.Trials[k]); !math.IsNaN(v) {
			vs = append(vs, v)
		}
	}
	return stats.MeanCI(vs, level)
}

// known says whether an estimate has an interval to draw.
func known(e stats.Estimate) bool { return !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) }

// windowed sums the counters of a firm over the window by the date on which
// things happened.
func windowed(run *result.Run, t *result.Trial, firm int) (sum result.Row) {
	for d := run.From; d <= run.To; d++ {
		sum.Add(&t.Firms[firm].Days[d])
	}
	return sum
}

// hasOrders says whether a firm has any order in the window.
func hasOrders(run *result.Run, firm int) bool {
	return slices.ContainsFunc(run.Trials, func(t result.Trial) bool {
		sum := windowed(run, &t, firm)
		return sum[result.Placed] > 0
	})
}
