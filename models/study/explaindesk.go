package study

import (
	"math"
	"slices"

	"peakready/models"
	"peakready/sim"
)

// crowded is a pool with so many agents in its hours that nobody waits.
func crowded(p models.Pool) models.Pool {
	many := func(shifts []models.Agents) []models.Agents {
		shifts = slices.Clone(shifts)
		for i := range shifts {
			if shifts[i].Agents > 0 {
				shifts[i].Agents = manyAgents*shifts[i].Agents + manyAgents/float64(p.Scale)
			}
		}
		return shifts
	}
	staffing := func(s models.Staffing) models.Staffing {
		s.Shifts = many(s.Shifts)
		s.Changes = slices.Clone(s.Changes)
		for i := range s.Changes {
			s.Changes[i].Shifts = many(s.Changes[i].Shifts)
		}
		return s
	}
	p.Staffing = staffing(p.Staffing)
	p.Teams = slices.Clone(p.Teams)
	for i := range p.Teams {
		p.Teams[i].Staffing = staffing(p.Teams[i].Staffing)
	}
	p.Temps = slices.Clone(p.Temps)
	for i := range p.Temps {
		p.Temps[i].Shifts = many(p.Temps[i].Shifts)
	}
	return p
}

// oneMore is a pool with one head more at the desk whenever its own agents are
// on duty, at full speed and with all skills. On the roster that is as many more
// as are absent, and of a copy at another scale as many of the full size as make
// one head there.
func oneMore(p models.Pool) models.Pool {
	s := p.Staffing
	rostered := math.Round(1/float64(p.Scale)) / (1 - float64(s.Shrinkage))
	there := func(f models.Factor) models.Factor {
		if f > 0 {
			return 1
		}
		return 0
	}
	more := models.Staffing{Shifts: covered(s.Shifts, rostered), Weekend: there(s.Weekend), Shrinkage: s.Shrinkage}
	for _, ch := range s.Changes {
		ch.Factor = there(ch.Factor)
		if len(ch.Shifts) > 0 {
			ch.Shifts = covered(ch.Shifts, rostered)
		}
		more.Changes = append(more.Changes, ch)
	}
	p.Teams = append(slices.Clone(p.Teams), models.Team{Name: "one more", Skills: p.Reasons, Staffing: more})
	return p
}

// covered is n agents whenever some of the shifts have any, however many overlap.
func covered(shifts []models.Agents, n float64) (out []models.Agents) {
	edges := []models.Clock{0, models.Clock(sim.Day)}
	for _, s := range shifts {
		edges = append(edges, s.From, s.To)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	for i := 1; i < len(edges); i++ {
		from, to := edges[i-1], edges[i]
		if from >= models.Clock(sim.Day) {
			break
		}
		if !slices.ContainsFunc(shifts, func(s models.Agents) bool {
			return s.Agents > 0 && (s.From < s.To && from >= s.From && from < s.To || s.From >= s.To && (from >= s.From || from < s.To))
		}) {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].To == from {
			out[last].To = to
		} else {
			out = append(out, models.Agents{From: from, To: to, Agents: n})
		}
	}
	return out
}
