package plots

import (
	"fmt"
	"slices"

	"peakready/models/result"
)

// grieving is what the figure of complaints over time shows of one firm: the
// mean number a day by cause, by the date on which they were lodged.
type grieving struct {
	run             *result.Run
	firm, authority [result.Causes][]float64
	delays          []float64                // to the firm, by the date of their order: every simulated day
	seasons         [][result.Causes]float64 // to the firm, each replication
}

func measureGrief(run *result.Run, firm int) (g grieving) {
	g.run = run
	for c := range result.Cause(result.Causes) {
		of := func(k result.Counter) []float64 {
			return dailyMean(run, func(t *result.Trial, day int) float64 { return float64(t.Firms[firm].Days[day][k]) })
		}
		g.firm[c], g.authority[c] = of(result.ToFirm(c)), of(result.ToAuthority(c))
	}
	g.delays = meanOf(run, 0, run.NDays-1, func(t *result.Trial, day int) float64 {
		return float64(t.Firms[firm].Cohorts[day][result.FirmDelay])
	})
	g.seasons = make([][result.Causes]float64, len(run.Trials))
	for k := range run.Trials {
		sum := windowed(run, &run.Trials[k], firm)
		for c := range result.Cause(result.Causes) {
			g.seasons[k][c] = float64(sum[result.ToFirm(c)])
		}
	}
	return g
}

// held says in how many seasons a cause is the largest one, if not in all of
// them, and if one season made most of the complaints.
func (g grieving) held(cause result.Cause) string {
	first, sums := 0, make([]float64, len(g.seasons))
	for k, parts := range g.seasons {
		sums[k] = sumOf(parts[:])
		if parts[cause] == slices.Max(parts[:]) {
			first++
		}
	}
	if s := mostlyOne(sums); s != "" {
		return ", " + s
	}
	if first < len(sums) {
		return fmt.Sprintf(", though it is the first cause in %d of %d seasons only", first, len(sums))
	}
	return ""
}

// total adds the causes up, by day.
func total(parts [result.Causes][]float64) []float64 {
	sum := make([]float64, len(parts[0]))
	for _, p := range parts {
		for i, v := range p {
			sum[i] += v
		}
	}
	return sum
}

func sumOf(vs []float64) (sum float64) {
	for _, v := range vs {
		sum += v
	}
	return sum
}

// largest is the cause with the most complaints, and its share of all.
func largest(parts [result.Causes][]float64) (cause result.Cause, share float64) {
	most, all := -1.0, 0.0
	for c := range parts {
		n := sumOf(parts[c])
		all += n
		if n > most {
			cause, most = result.Cause(c), n
		}
	}
	return cause, most / all
}

// sentence names the largest cause and says when complaints peak, and over
// orders of which dates if these are few.
func (g grieving) sentence() string {
	all := total(g.firm)
	if sumOf(all) == 0 {
		return "Nobody complains to the firm"
	}
	cause, share := largest(g.firm)
	i := peakOf(all)
	day := g.run.From + i
	what := fmt.Sprintf("%s causes %s of complaints to the firm%s", sentenceCase(causeNames[cause]), pct(share), g.held(cause))
	if n := sumOf(all) * float64(len(g.run.Trials)); n < fewComplaints {
		return fmt.Sprintf("The firm receives %s on these dates, too few to say for what and when", complaintsWord(sumOf(all)))
	}
	if middle, ok := standsOut(all, len(g.run.Trials)); !ok || max(i-middle, middle-i) > week/2 {
		return what + "; no day of them stands out"
	}
	after := since(g.run, day, 21)
	if after != "" {
		after = ", " + after
	}
	if from, to, part, ok := g.ordered(day); ok {
		much := "half of the delays then are"
		if part > 0.55 {
			much = "the delays then are mostly"
		}
		after += "; " + much + " of orders of " + dates(g.run, from, to)
	}
	return fmt.Sprintf("%s; they peak at %s a day on %s%s", what, count(round(all[i])), dayMonth(date(g.run.Start, day)), after)
}

// Limits of what counts as a cluster of order dates, an assumption: orders that
// are late enough to complain of were placed within three weeks, and with
// evenly spread dates five of these days would hold less than a quarter.
const (
	before  = 21 // days before the peak whose orders are looked at
	cluster = 5  // days at most that hold more than half of their delay complaints
)

// fewComplaints is the number, of all replications together, under which a
// series or a cluster would be noise: 20 events are known to about 45%
// (1.96/sqrt(20) of a Poisson count).
const fewComplaints = 20

// ordered gives the shortest span of order dates, in days since the start, that
// holds more than half of the delay complaints about orders of the three weeks
// to a peak, and their share. It is not ok if delay is not the largest cause at
// the peak, if complaints are few, or if there is no such cluster.
func (g grieving) ordered(peak int) (from, to int, share float64, ok bool) {
	for c := range g.firm {
		if i := peak - g.run.From; g.firm[c][i] > g.firm[result.Delay][i] {
			return 0, 0, 0, false
		}
	}
	first := max(0, peak-before)
	delays := g.delays[first : peak+1]
	all := sumOf(delays)
	if all*float64(len(g.run.Trials)) < fewComplaints {
		return 0, 0, 0, false
	}
	for long := 1; long <= min(cluster, len(delays)); long++ {
		for d := 0; d+long <= len(delays); d++ {
			if s := sumOf(delays[d:d+long]) / all; s > share {
				from, share = first+d, s
			}
		}
		if share > 0.5 {
			return from, from + long - 1, share, true
		}
	}
	return 0, 0, 0, false
}
