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

// simulate is prepared.simulate for as many rounds as it takes. The scenario's
// number of replications becomes that of the seasons simulated, so that the
// resolved scenario runs to the same fingerprint.
func (w *precision) simulate(ctx context.Context, p *prepared, workers int, shown *progress, notes io.Writer) (*result.Run, error) {
	most := w.cap()
	// Targets are looked at after each round as well: their test has its plan.
	p.head.Looks = result.Looks{Round: w.round, Most: most}
	// Tuned to be narrowest at a third of the cap: rounds end well before it or
	// at it.
	known := stats.NewMeanSequence(0.95, max(2, most/3))
	looked := 0
	outcomes, _ := experiment.Rounds(ctx, w.round, most, workers,
		func(ctx context.Context, i int) (result.Trial, error) { return p.trial(ctx, i, shown) },
		func(soFar []experiment.Outcome[result.Trial]) bool {
			for ; looked < len(soFar); looked++ {
				known.Add(w.complaints(p, &soFar[looked].Value))
			}
			e := known.Estimate()
			w.tell(notes, e)
			return known.HalfWidth() <= w.share.value*math.Abs(e.Mean)
		}, nil)
	indexes := make([]int, len(outcomes))
	for i := range indexes {
		indexes[i] = i
	}
	found, err := p.found(outcomes, indexes)
	if err != nil {
		return nil, err
	}
	p.scenario.Replications = found.Asked
	if e := known.Estimate(); len(found.Trials) == most && !(known.HalfWidth() <= w.share.value*math.Abs(e.Mean)) {
		fmt.Fprintf(notes, "peakready: after %d seasons, the most that --max-seasons allows, the precision asked for is not reached\n", most)
	}
	return found, nil
}

// cap is the most seasons of --precision and --until-decided.
func (w *precision) cap() int {
	if w.most.given {
		return int(min(w.most.value, 100_000))
	}
	return defaultMostSeasons
}

// tell says how well the metric is known after a round.
func (w *precision) tell(notes io.Writer, e stats.Estimate) {
	if math.IsNaN(e.Lo) {
		fmt.Fprintf(notes, "After %d seasons: %s %s, no limit to its interval yet.\n", e.N, w.named, threeDigits(e.Mean))
		return
	}
	fmt.Fprintf(notes, "After %d seasons: %s %s (%s to %s; ±%.1f%%; 95%%, valid at every look).\n",
		e.N, w.named, threeDigits(e.Mean), threeDigits(max(0, e.Lo)), threeDigits(e.Hi), 100*(e.Hi-e.Mean)/math.Abs(e.Mean))
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
func (w *precision) complaints(p *prepared, t *result.Trial) float64 {
	var all result.Row
	for f := range t.Firms {
		for d := p.head.From; d <= p.head.To; d++ {
			all.Add(&t.Firms[f].Cohorts[d])
		}
	}
	of := all[result.Placed]
	w.named = "complaints to the firms per million orders"
	if of == 0 {
		of, w.named = all[result.Contacts], "complaints to the firms per million contacts"
	}
	return 1e6 * float64(all.FirmComplaints()) / float64(of)
}

// heard is where notes go that --quiet silences.
func heard(notes io.Writer, quiet bool) io.Writer {
	if quiet {
		return io.Discard
	}
	return notes
}
