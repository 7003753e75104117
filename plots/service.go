package plots

import (
	"fmt"
	"math"

	"peakready/models/result"
	"peakready/sim/stats"
)

// Levels at which a pool is drawn in vermilion: the shares that contact centres
// customarily aim at. Assumption, a habit and no law; the scenario's own targets
// have their verdict in the report.
const (
	goodService = 0.80
	goodAbandon = 0.05
)

// live says whether people wait on a channel while they look on: on the
// telephone and in a chat. A ticket waits for hours by design, so that the load
// of one hour means nothing for it, nor a night without staff.
func live(channel string) bool { return channel != "ticket" }

// short says whether a pool misses one of the two levels. Of tickets only the
// first is asked: what is never answered is not in time either.
func short(p result.PoolSummary) bool { return shortfall(p) > 0 }

// shortfall is by how much a pool misses the levels, in shares.
func shortfall(p result.PoolSummary) float64 {
	by := math.Max(0, goodService-p.ServiceLevel.Mean)
	if live(p.Channel) {
		by += math.Max(0, p.Abandonment.Mean-goodAbandon)
	}
	return by
}

// unserved is the share of contacts that the second column of the figure shows
// as lost: those who gave up waiting, and tickets never answered.
func unserved(p result.PoolSummary) (e stats.Estimate, bad bool) {
	return p.Abandonment, p.Abandonment.Mean > goodAbandon
}

// gaveUp says how many gave a live pool up: "4.2% give up", "nobody gives up".
func gaveUp(p result.PoolSummary) string {
	if p.Abandonment.Mean == 0 {
		return "nobody gives up"
	}
	return pct(p.Abandonment.Mean) + " give up"
}

// atLeast writes a share as the end of "answers ... of its contacts".
func atLeast(share float64) string {
	switch {
	case share >= 1:
		return "all"
	case share >= 0.9995:
		return "practically all"
	}
	return "at least " + pct(share) + " of"
}

// poolsSentence names the pool that falls shortest, or says that all keep up.
func poolsSentence(pools []result.PoolSummary) string {
	var used []result.PoolSummary
	missing, anyLive := 0, false
	for _, p := range pools {
		if p.Offered.Mean > 0 {
			used = append(used, p)
			anyLive = anyLive || live(p.Channel)
			if short(p) {
				missing++
			}
		}
	}
	if len(used) == 0 {
		return "Nobody contacts the service desk"
	}
	worst, least, most := used[0], used[0].ServiceLevel.Mean, 0.0
	for _, p := range used {
		if shortfall(p) > shortfall(worst) {
			worst = p
		}
		least = math.Min(least, p.ServiceLevel.Mean)
		if live(p.Channel) {
			most = math.Max(most, p.Abandonment.Mean)
		}
	}
	limit := span(worst.Target * 1000)
	if missing == 0 && len(used) == 1 {
		s := fmt.Sprintf("%s answers %s of contacts within %s", poolName(worst.Name), pct(worst.ServiceLevel.Mean), limit)
		if live(worst.Channel) {
			s += "; " + gaveUp(worst)
		}
		return s
	}
	if missing == 0 {
		s := fmt.Sprintf("Every pool answers %s its contacts in time", atLeast(least))
		switch {
		case !anyLive:
			return s
		case most == 0:
			return s + "; nobody gives up"
		case most < 0.0005:
			return s + "; hardly anybody gives up"
		}
		return fmt.Sprintf("%s; at most %s give up", s, pct(most))
	}
	s := fmt.Sprintf("%s answers only %s of contacts within %s; %s", poolName(worst.Name), pct(worst.ServiceLevel.Mean), limit, gaveUp(worst))
	if !live(worst.Channel) {
		s = fmt.Sprintf("%s of the contacts of %s are not answered in time (%s)", pct(1-worst.ServiceLevel.Mean), lowerThe(poolName(worst.Name)), limit)
		if worst.ServiceLevel.Mean == 0 {
			s = fmt.Sprintf("No contact of %s is answered in time (%s)", lowerThe(poolName(worst.Name)), limit)
		}
	} else if worst.ServiceLevel.Mean >= goodService {
		s = fmt.Sprintf("%s answers %s of contacts within %s, but %s", poolName(worst.Name), pct(worst.ServiceLevel.Mean), limit, gaveUp(worst))
	}
	switch {
	case len(used) == 1:
		return s
	case missing == len(used):
		return s + "; no pool keeps up"
	case missing > 1:
		return fmt.Sprintf("%s; %d of %d pools fall short", s, missing, len(used))
	}
	if len(used) == 2 {
		return s + "; the other one keeps up"
	}
	return s + "; the others keep up"
}

// poolName is a pool's name at the head of a sentence.
func poolName(name string) string { return "The " + elide(headlineStyle, name, 200) + " pool" }
