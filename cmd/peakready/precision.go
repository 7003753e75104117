package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/models/result"
	"peakready/scenarios"
	"peakready/sim/stats"
)

// precision is what the command line says of `run --precision`: how well which
// figure is to be known.
type precision struct {
	share          scale // half the interval, of the mean
	of             string
	ofFirm, ofPool string
}

// known is the goal of --precision: the mean of a figure over the seasons, to a
// share of itself, by an interval that holds at all looks together.
type known struct {
	share    float64
	name     string
	of       func(soFar *result.Run, i int) float64 // NaN in a season that does not have it
	sequence *stats.MeanSequence
	missing  int // seasons without it
	tell     func(format string, args ...any)
}

// defaultFigure of --precision; where there are no orders it is of contacts.
const defaultFigure = "complaints.to_firm.per_million_orders"

// known makes the goal. Its sequence is tuned to be narrowest at a third of the
// cap: rounds end well before it or at it.
func (x *precision) known(p *prepared, most int, tell func(format string, args ...any)) (*known, error) {
	k := &known{share: x.share.value, sequence: stats.NewMeanSequence(result.Confidence, max(2, most/3)), tell: tell}
	if x.of == "" && x.ofFirm == "" && x.ofPool == "" {
		k.name, k.of = x.complaints(p)
		return k, nil
	}
	name := x.of
	if name == "" {
		name = defaultFigure
	}
	m, ok := result.MetricNamed(name)
	switch {
	case !ok:
		return nil, usage("--of %s: no run gives such a figure; %s", name, didYouMean(name, metricNames(), "`peakready metrics` lists them"))
	case m.Unit == result.Month:
		return nil, usage("--of %s: a month has no mean that could be known to a share of itself", name)
	case x.ofFirm != "" && m.Scope == result.OfRun:
		return nil, usage("--of-firm %s: %s is of all firms together", x.ofFirm, name)
	case x.ofPool != "" && m.Scope != result.OfPool:
		return nil, usage("--of-pool %s: %s is of no pool", x.ofPool, name)
	}
	at := p.head.Window()
	k.name = name
	if x.ofFirm != "" {
		var firms []string
		for _, f := range p.head.Firms {
			firms = append(firms, f.Name)
		}
		if at.Firm = slices.Index(firms, x.ofFirm); at.Firm < 0 {
			return nil, usage("--of-firm %s: there is no firm of that name; %s", x.ofFirm, didYouMean(x.ofFirm, firms, "they are "+strings.Join(firms, ", ")))
		}
		k.name += " of " + x.ofFirm
	}
	if x.ofPool != "" {
		var pools []string
		for i, f := range p.head.Firms {
			for _, pool := range f.Pools {
				if (at.Firm < 0 || at.Firm == i) && !slices.Contains(pools, pool.Name) {
					pools = append(pools, pool.Name)
				}
			}
		}
		if !slices.Contains(pools, x.ofPool) {
			return nil, usage("--of-pool %s: there is no pool of that name; %s", x.ofPool, didYouMean(x.ofPool, pools, "they are "+strings.Join(pools, ", ")))
		}
		at.Pool = x.ofPool
		k.name += ", " + x.ofPool
	}
	k.of = func(soFar *result.Run, i int) float64 { return m.In(soFar, i, at) }
	return k, nil
}

func metricNames() (names []string) {
	for _, m := range result.Metrics() {
		names = append(names, m.Name)
	}
	return names
}

// didYouMean names what is like a word, or else says what there is.
func didYouMean(word string, all []string, otherwise string) string {
	if near := scenarios.Suggest(word, all); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// complaints of the window's orders of all firms, per million of them; where
// there are no orders, per million contacts.
func (x *precision) complaints(p *prepared) (string, func(soFar *result.Run, i int) float64) {
	if slices.ContainsFunc(p.scenario.Firms, hasOrders) {
		m, _ := result.MetricNamed(defaultFigure)
		return "complaints to the firms per million orders", func(soFar *result.Run, i int) float64 { return m.In(soFar, i, soFar.Window()) }
	}
	return "complaints to the firms per million contacts", func(soFar *result.Run, i int) float64 {
		var all result.Row
		for f := range soFar.Trials[i].Firms {
			for d := soFar.From; d <= soFar.To; d++ {
				all.Add(&soFar.Trials[i].Firms[f].Cohorts[d])
			}
		}
		return 1e6 * float64(all.FirmComplaints()) / float64(all[result.Contacts])
	}
}

func (k *known) look(soFar *result.Run, looked int) bool {
	for i := looked; i < len(soFar.Trials); i++ {
		if v := k.of(soFar, i); math.IsNaN(v) {
			k.missing++
		} else {
			k.sequence.Add(v)
		}
	}
	e := k.sequence.Estimate()
	after := fmt.Sprintf("After %d seasons", len(soFar.Trials))
	if k.missing > 0 {
		after += fmt.Sprintf(", of which %d do not have it", k.missing)
	}
	if math.IsNaN(e.Lo) {
		k.tell("%s: %s %s, no limit to its interval yet.\n", after, k.name, threeDigits(e.Mean))
	} else {
		low := e.Lo
		if e.Mean >= 0 { // nothing that is counted lies below 0
			low = max(0, low)
		}
		k.tell("%s: %s %s (%s to %s; ±%.1f%%; 95%%, valid at every look).\n",
			after, k.name, threeDigits(e.Mean), threeDigits(low), threeDigits(e.Hi), 100*(e.Hi-e.Mean)/math.Abs(e.Mean))
	}
	return k.reached()
}

// reached: a mean of 0 is known where no season differs.
func (k *known) reached() bool {
	return k.sequence.HalfWidth() <= k.share*math.Abs(k.sequence.Estimate().Mean)
}

func (k *known) missed(*result.Run) {
	if !k.reached() {
		k.tell("peakready: after all seasons that --max-seasons allows, the precision asked for is not reached\n")
	}
}

// threeDigits is a number with three or more digits.
func threeDigits(x float64) string {
	if math.Abs(x) >= 100 {
		return whole(x)
	}
	return fmt.Sprintf("%.3g", x)
}
