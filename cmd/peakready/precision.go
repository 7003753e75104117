package main

import (
	"context"
	"fmt"
	"io"
	"math"

	"peakready/models/result"
	"peakready/sim/experiment"
	"peakready/sim/stats"
)

// precision is `run --precision`: rounds of seasons until complaints to the
// firms per million orders are known to a share of themselves.
type precision struct {
	share scale
	most  number // seasons
	round int
	named string // of the metric
}

// defaultMostSeasons caps --precision and --until-decided where --max-seasons is not given.
const defaultMostSeasons = 400

// rounds is prepared.simulate for as many rounds as it takes until enough says so.
// The scenario's number of replications becomes that of the seasons simulated, so
// that the resolved scenario runs to the same fingerprint. Targets are looked at
// after each round as well: their test has its plan.
func (p *prepared) rounds(w *working, round, most int, enough func(soFar []experiment.Outcome[result.Trial]) bool) (*result.Run, error) {
	round = min(round, most)
	p.head.Looks = result.Looks{Round: round, Most: most}
	outcomes, _ := experiment.Rounds(w.simulate, round, most, w.workers,
		func(ctx context.Context, i int) (result.Trial, error) { return p.trial(ctx, i, w.shown) }, enough, nil)
	indexes := make([]int, len(outcomes))
	for i := range indexes {
		indexes[i] = i
	}
	found, err := p.found(outcomes, indexes)
	if err == nil {
		p.scenario.Replications = found.Asked
	}
	return found, err
}

// simulate runs rounds until the precision is reached.
func (x *precision) simulate(w *working, p *prepared, notes io.Writer) (*result.Run, error) {
	most := x.cap()
	// Tuned to be narrowest at a third of the cap: rounds end well before it or
	// at it.
	known := stats.NewMeanSequence(0.95, max(2, most/3))
	looked := 0
	found, err := p.rounds(w, x.round, most, func(soFar []experiment.Outcome[result.Trial]) bool {
		for ; looked < len(soFar); looked++ {
			known.Add(x.complaints(p, &soFar[looked].Value))
		}
		e := known.Estimate()
		x.tell(notes, e)
		return known.HalfWidth() <= x.share.value*math.Abs(e.Mean)
	})
	if err != nil {
		return nil, err
	}
	if e := known.Estimate(); len(found.Trials) == most && !(known.HalfWidth() <= x.share.value*math.Abs(e.Mean)) {
		fmt.Fprintf(notes, "peakready: after %d seasons, the most that --max-seasons allows, the precision asked for is not reached\n", most)
	}
	return found, nil
}

// cap is the most seasons of --precision and --until-decided.
func (x *precision) cap() int {
	if x.most.given {
		return int(min(x.most.value, 100_000))
	}
	return defaultMostSeasons
}

// tell says how well the metric is known after a round.
func (x *precision) tell(notes io.Writer, e stats.Estimate) {
	if math.IsNaN(e.Lo) {
		fmt.Fprintf(notes, "After %d seasons: %s %s, no limit to its interval yet.\n", e.N, x.named, threeDigits(e.Mean))
		return
	}
	fmt.Fprintf(notes, "After %d seasons: %s %s (%s to %s; ±%.1f%%; 95%%, valid at every look).\n",
		e.N, x.named, threeDigits(e.Mean), threeDigits(max(0, e.Lo)), threeDigits(e.Hi), 100*(e.Hi-e.Mean)/math.Abs(e.Mean))
}

// threeDigits is a number with three or more digits.
func threeDigits(x float64) string {
	if math.Abs(x) >= 100 {
		return whole(x)
	}
	return fmt.Sprintf("%.3g", x)
}

// complaints of the window's orders of all firms, per million of them; where
// there are no orders, per million contacts.
func (x *precision) complaints(p *prepared, t *result.Trial) float64 {
	var all result.Row
	for f := range t.Firms {
		for d := p.head.From; d <= p.head.To; d++ {
			all.Add(&t.Firms[f].Cohorts[d])
		}
	}
	of := all[result.Placed]
	x.named = "complaints to the firms per million orders"
	if of == 0 {
		of, x.named = all[result.Contacts], "complaints to the firms per million contacts"
	}
	return 1e6 * float64(all.FirmComplaints()) / float64(of)
}
