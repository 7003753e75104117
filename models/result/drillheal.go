package result

import (
	"fmt"
	"math"

	"peakready/sim/stats"
)

// Healing is a time to heal over the seasons in which something left its normal
// band, some of which may not have healed when they were last watched: of these
// it is known only that it takes longer than to the last day on which it was out.
// No interval of a mean of such times is right, so that the median stands first.
type Healing struct {
	Seasons int            `json:"seasons"`      // in which it left its band
	Healed  stats.Estimate `json:"healed_share"` // of them those that were seen to heal, with the exact binomial interval
	// Median is the time in days within which half of the seasons were seen to
	// heal: the value of rank ceil(n/2), with the interval by order statistics,
	// which assumes no shape. At the upper end and in the median a season that was
	// not seen to heal counts as longer than all that were, at the lower end with
	// the time that it was out; so the interval holds whatever the seasons would
	// have done after their last day. Not a number (null) where MedianOpen or UpperOpen is
	// true, and both ends of fewer than 6 seasons.
	Median     stats.Estimate `json:"median_d"`
	MedianOpen bool           `json:"median_not_healed_by_the_end"`
	UpperOpen  bool           `json:"median_hi_not_healed_by_the_end"`
	// Restricted is the restricted mean: that of the smaller of the time to heal
	// and Horizon, in days. Horizon is the whole days within which a return would
	// have been seen in every season with the incident, so that each value is known
	// (it is the latest incident's, so that it shortens with more seasons, and only
	// means of one drill have the same)
	// and Student's interval is that of a mean of known values; it is then also the mean under the curve of E. L. Kaplan
	// and P. Meier, Journal of the American Statistical Association 53 (1958)
	// 457-481, section 6, cut at that horizon. Not a number if Horizon is 0.
	Restricted stats.Estimate `json:"restricted_mean_d"`
	Horizon    float64        `json:"horizon_d"`
}

// ForInterval is the least number of seasons of which a time is shown with an
// interval: the median's needs 6 (stats.QuantileCI), and Student's of fewer is
// wider than the times themselves, the more so as its shape is not normal.
const ForInterval = 6

// Ranged is an estimate over the seasons in which something happened, as people
// read it: without an interval where there are fewer than ForInterval of them.
// drill.json keeps the interval as it is.
func Ranged(e stats.Estimate) stats.Estimate {
	if e.N < ForInterval {
		e.Lo, e.Hi = math.NaN(), math.NaN()
	}
	return e
}

// FewSeasons is the number of seasons without the incident below which the
// normal bands are called loose: from it on fewer than one day in ten of a season
// without an incident lies outside.
const FewSeasons = 20

// Band says how far the normal bands of a drill can be trusted. The edge of a day
// is the 95% quantile of so many seasons, interpolated between its neighbours in
// order; of a new season without an incident a share of more than 5% lies
// outside, the larger the fewer the seasons are.
type Band struct {
	Seasons int `json:"seasons"` // without the incident
	// Outside is the share of the days of a new season without an incident on
	// which a measure is worse than its edge: about so many, and between Least
	// and Most whatever the measure's distribution.
	Outside float64 `json:"outside_share"`
	Least   float64 `json:"outside_share_at_least"`
	Most    float64 `json:"outside_share_at_most"`
}

// BandOf n seasons, 1 or more. A new value is above the k-th smallest of n others
// with chance 1 - k/(n+1), if all come from one distribution without steps: their
// ranks are then equally likely (S. S. Wilks, Annals of Mathematical Statistics 12
// (1941) 91-96). The edge lies between the ranks k and k+1, k the whole part of
// h = 1 + 0.95 (n-1); about 1 - h/(n+1) is exact for a uniform distribution.
func BandOf(n int) Band {
	h := 1 + 0.95*float64(n-1)
	k := 1 + 19*(n-1)/20
	chance := func(rank float64) float64 { return 1 - rank/float64(n+1) }
	return Band{Seasons: n, Outside: chance(h), Least: chance(float64(min(n, k+1))), Most: chance(float64(k))}
}

// Loose says whether the band comes from too few seasons.
func (b Band) Loose() bool { return b.Seasons < FewSeasons }

// Warning says in words what is wrong with a loose band and how many seasons
// would do, empty for one that is not.
func (b Band) Warning() string {
	if !b.Loose() {
		return ""
	}
	percent := func(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }
	from, between := fmt.Sprintf("%d seasons", b.Seasons), ""
	if b.Seasons == 1 {
		from = "one season"
	}
	if b.Least < b.Most {
		between = fmt.Sprintf(" (%s to %s, by how a measure is distributed)", percent(b.Least), percent(b.Most))
	}
	enough, many := BandOf(FewSeasons), BandOf(100)
	return fmt.Sprintf("the normal bands are from %s only: of a new season without an incident about %s of the days%s would lie outside the band of a measure, where 5%% are meant. "+
		"Who takes a measure for a tripwire has that many false alarms; what left its band here may be chance. With -n %d they are about %s, with -n %d about %s",
		from, percent(b.Outside), between, enough.Seasons, percent(enough.Outside), many.Seasons, percent(many.Outside))
}

// ByTheEnd are the seasons that were seen to heal.
func (h Healing) ByTheEnd() int {
	if h.Seasons == 0 {
		return 0
	}
	return int(math.Round(h.Healed.Mean * float64(h.Seasons)))
}

// CutNote explains the mean cut at a horizon, or says why there is none.
func (h Healing) CutNote() string {
	if h.Horizon == 0 {
		return "no mean is given, cut or not: one incident came so late that not even a day was watched after it in every season"
	}
	return fmt.Sprintf("a mean cut at so many days (%.0f): a season that takes longer counts with that many, the most within which a return would have been seen in every season. "+
		"The latest incident decides how many, so that they are fewer with more seasons: hold such means against each other within one drill only", h.Horizon)
}
