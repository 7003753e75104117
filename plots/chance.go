package plots

import (
	"fmt"
	"math"
)

// standsOut says whether a series of mean counts a day over so many seasons has a
// week that stands out of an even spread, and the day in its middle. The busiest
// seven days are held against a Poisson count of an even rate; as many weeks
// as the series has could have been the busiest (Bonferroni), and all together are
// wrong in one series of 20 at most. Below fewComplaints in all nothing stands
// out; a series under two weeks is too short to have a week of its own.
func standsOut(ys []float64, seasons int) (middle int, ok bool) {
	total := sumOf(ys) * float64(seasons)
	if total < fewComplaints {
		return 0, false
	}
	if len(ys) < 2*week {
		return peakOf(ys), true
	}
	most := 0.0
	for d := 0; d+week <= len(ys); d++ {
		if n := sumOf(ys[d : d+week]); n > most {
			middle, most = d+week/2, n
		}
	}
	weeks := float64(len(ys)) / week
	return middle, poissonAtLeast(math.Round(most*float64(seasons)), total/weeks)*weeks < 1-level
}

// poissonAtLeast is the probability that a Poisson count of that mean is k or
// more, 1 where k is not above the mean. Terms are added from k on, each the one
// before times mean/(k+1), and so on.
func poissonAtLeast(k, mean float64) float64 {
	if k <= mean {
		return 1
	}
	gamma, _ := math.Lgamma(k + 1)
	term := math.Exp(k*math.Log(mean) - mean - gamma)
	sum := term
	for term > 1e-12*sum {
		k++
		term *= mean / k
		sum += term
	}
	return sum
}

// oneSeason is the share of all from which one of several seasons is said to
// have made it: with three seasons alike each has a third.
const oneSeason = 0.75

// mostlyOne says so if three quarters or more of all come from one of the
// seasons: what is said of the mean is then said of that one.
func mostlyOne(seasons []float64) string {
	all, most := 0.0, 0.0
	for _, n := range seasons {
		all += n
		most = max(most, n)
	}
	if len(seasons) < 2 || all == 0 || most < oneSeason*all {
		return ""
	}
	return fmt.Sprintf("most of them in one of %d seasons", len(seasons))
}
