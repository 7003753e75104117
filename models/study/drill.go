package study

import (
	"context"
	"fmt"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// calmDays in a row end a measure's illness, quietDays in a row on which no
// measure is out the incident's trail: what leaves its band by chance weeks
// later is not its doing.
const calmDays, quietDays = 3, 7

// Drill simulates every season under every plan without the incident and with
// it, with the same luck; the incident begins at a time of the season that each
// season draws, the same under all plans. The first plan is the scenario as it
// is. Other incidents of the scenario stay where they are, in both.
//
// When ctx is done, seasons that are complete under all plans, up to the first
// that is not, still count; the error is ctx's where there are none. It is
// another error if the incident strikes none of them.
func Drill(ctx context.Context, plans []Plan, incident models.Incident, w Work) (*result.Drill, error) {
	season := plans[0].Scenario.Season
	incident.At, incident.Between = 0, models.MomentSpan{From: models.At(season.From, 0), To: models.At(season.To+1, 0)}
	incident.Chance = 1
	var variants []*models.Scenario
	var watched []watch
	for i := range plans {
		calm := *plans[i].Scenario
		calm.Incidents = slices.DeleteFunc(slices.Clone(calm.Incidents), func(p models.Incident) bool { return p.Name == incident.Name })
		hit := calm
		hit.Incidents = append(slices.Clone(calm.Incidents), incident)
		variants = append(variants, &calm, &hit)
		watched = append(watched, watchOf(&calm, incident.Firm))
	}
	of, err := seasons(ctx, variants, w,
		func(v int, t *result.Trial) course { return watched[v/2].course(t, incident.Name) },
		func(v int) string {
			return "under " + plans[v/2].Name + []string{" without the incident", " with the incident"}[v%2]
		})
	if err != nil {
		return nil, err
	}
	d := &result.Drill{Incident: incident.Name, Kind: string(incident.Kind), Followed: models.Date(watched[0].start + int32(watched[0].last)).String(),
		Band: result.BandOf(len(of[0]))}
	var severity, lasts []float64
	for _, c := range of[1] {
		if c.struck {
			d.Replications++
			severity = append(severity, c.severity)
			lasts = append(lasts, float64(c.to-c.from)/float64(sim.Hour))
		}
	}
	if d.Replications == 0 {
		return nil, fmt.Errorf("%s strikes none of the seasons: it has no severity", incident.Name)
	}
	d.Severity, d.Lasts = stats.MeanCI(severity, result.Confidence), stats.MeanCI(lasts, result.Confidence)
	for i := range plans {
		p := drilled(plans[i].Name, &watched[i], of[2*i], of[2*i+1])
		p.Rules = drilledRules(&watched[i], of[2*i], of[2*i+1])
		if i > 0 {
			p.Against = drilledAgainst(of[1], of[2*i+1], len(plans)-1)
		}
		d.Plans = append(d.Plans, p)
	}
	return d, nil
}

// illness of one measure in one season.
type illness struct {
	left   bool
	out    int      // first day out of the band
	healed sim.Time // since the incident's start; if open, to the end of the last day out
	open   bool     // not seen to be back: it took longer
}

func drilled(name string, w *watch, calm, hit []course) result.DrillPlan {
	p := result.DrillPlan{Plan: name}
	bands := bandsOf(calm, w)
	var complaints, late, placed, cost, worst []float64
	var heal healing
	from, horizon := watchedFor(hit, w)
	all := make([][]illness, len(measures)) // by measure and season
	for r := range hit {
		if !hit[r].struck {
			continue
		}
		complaints = append(complaints, hit[r].complaints-calm[r].complaints)
		late = append(late, hit[r].late-calm[r].late)
		placed = append(placed, hit[r].placed-calm[r].placed)
		cost = append(cost, hit[r].cost-calm[r].cost)
		most := 0.0
		for d := range hit[r].waiting {
			most = max(most, hit[r].waiting[d]-calm[r].waiting[d])
		}
		worst = append(worst, most)
		longest, trail := illness{}, trailEnd(bands, &hit[r], &calm[r], w.last)
		for m := range measures {
			ill := bands[m].illness(hit[r].daily[m], calm[r].daily[m], hit[r].from, trail, w.last)
			all[m] = append(all[m], ill)
			if ill.left {
				longest.left, longest.open, longest.healed = true, longest.open || ill.open, max(longest.healed, ill.healed)
			}
		}
		if longest.left {
			heal.add(longest)
		}
	}
	ci := func(xs []float64) stats.Estimate { return stats.MeanCI(xs, result.Confidence) }
	p.Complaints, p.Late, p.Placed, p.Cost, p.Worst = ci(complaints), ci(late), ci(placed), ci(cost), ci(worst)
	p.Heal, p.Healing, p.Struck, p.Censored = heal.mean(), heal.result(horizon), len(heal.days), heal.open()
	for m := range measures {
		x := result.DrillMeasure{Measure: measures[m].key, Words: measures[m].words}
		var after, ahead []float64
		var heal healing
		for r, ill := range all[m] {
			if !ill.left {
				continue
			}
			x.Left++
			if !slices.ContainsFunc(all, func(other []illness) bool { return other[r].left && other[r].out < ill.out }) {
				x.First++
			}
			after = append(after, inDays(sim.Time(ill.out+1)*sim.Day-from[r]))
			if c := all[complaintsMeasure][r]; c.left {
				ahead = append(ahead, float64(c.out-ill.out))
			}
			heal.add(ill)
		}
		x.After, x.Ahead, x.Both, x.AfterMedian = ci(after), ci(ahead), len(ahead), stats.QuantileCI(after, 0.5, result.Confidence)
		x.Heal, x.Healing, x.Censored = heal.mean(), heal.result(horizon), heal.open()
		p.Measures = append(p.Measures, x)
	}
	return p
}

func inDays(t sim.Time) float64 { return float64(t) / float64(sim.Day) }

// band is what is normal of a measure: by day the edge that 95% of the seasons
// without the incident keep within, and the measure's mean over the season.
type band struct {
	low  bool // worse is less
	edge []float64
	mean float64
}

// out says whether a value lies outside the band and is worse than its pair.
func (b *band) out(day int, hit, pair float64) bool {
	step := 0.05 * max(pair, b.mean)
	if b.low { // of what is not known, neither holds
		return hit < b.edge[day] && hit < pair-step
	}
	return hit > b.edge[day] && hit > pair+step
}

// trailEnd is the last day of an incident's trail: it begins with the first day
// on which a measure is out and ends before quietDays on which none is.
func trailEnd(bands []band, hit, calm *course, last int) int {
	end := -1
	for d := int(hit.from / sim.Day); d <= last && (end < 0 || d-end <= quietDays); d++ {
		for m := range bands {
			if bands[m].out(d, hit.daily[m][d], calm.daily[m][d]) {
				end = d
			}
		}
	}
	return end
}

// illness follows a measure from the incident's start, to the end of its trail
// and on to the last day for what is out then.
func (b *band) illness(hit, pair []float64, from sim.Time, trail, last int) illness {
	ill := illness{}
	calm, lastOut := 0, 0
	for d := int(from / sim.Day); d <= last; d++ {
		switch {
		case d <= trail && b.out(d, hit[d], pair[d]):
			if !ill.left {
				ill.left, ill.out = true, d
			}
			calm, lastOut = 0, d
		case ill.left:
			if calm++; calm == calmDays {
				ill.healed = sim.Time(d-calmDays+1)*sim.Day - from
				return ill
			}
		}
	}
	if ill.left {
		ill.open, ill.healed = true, sim.Time(lastOut+1)*sim.Day-from
	}
	return ill
}
