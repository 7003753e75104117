package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

// Dissection is a scenario taken apart: its capacities, each of which can lose
// its limit or get one unit more, and the causes, each of which can be taken
// away.
type Dissection struct {
	scope
	capacities, causes, next []part
	variants                 []*models.Scenario
	called                   []string
	costs                    []float64 // of the next units, CNY
	hours                    []float64 // of agents
}

// Dissect takes a scenario apart for Explain. Of the firms named their own
// capacities stand one by one, beside those of the carriers that they use, and
// their orders are counted; without names all firms are, and what several of
// them have stands together by kind. With kinds so does what several carriers
// have. Scale is that of the scenario against full
// size, 1 where it is none: a unit of a line is a thousandth of it of a million.
// It is an error if there is no firm of a name, or nothing to take apart.
func Dissect(sc *models.Scenario, firms []string, kinds bool, scale float64) (*Dissection, error) {
	d := &Dissection{scope: scope{sc: sc, grouped: len(firms) == 0 && len(sc.Firms) > 1, kinds: kinds}}
	for i := range sc.Firms {
		if len(firms) == 0 || slices.Contains(firms, sc.Firms[i].Name) {
			d.firms = append(d.firms, i)
		}
	}
	for _, name := range firms {
		if !slices.ContainsFunc(sc.Firms, func(f models.Firm) bool { return f.Name == name }) {
			return nil, fmt.Errorf("explain: there is no firm %q", name)
		}
	}
	d.capacities, d.causes = d.scope.capacities(scale), d.scope.causes()
	if len(d.capacities) == 0 {
		return nil, fmt.Errorf("explain: %s has no capacity to relax", sc.Name)
	}
	d.assemble()
	return d, nil
}

// assemble builds the variants: the scenario as it is, without each limit and
// each cause, without several, and with a unit more of each capacity.
func (d *Dissection) assemble() {
	add := func(called string, changes ...func(*models.Scenario)) {
		v := copied(d.sc)
		for _, change := range changes {
			change(v)
		}
		d.variants, d.called = append(d.variants, v), append(d.called, called)
	}
	relaxed := func(parts []part) (all []func(*models.Scenario)) {
		for i := range parts {
			all = append(all, parts[i].relax)
		}
		return all
	}
	d.variants, d.called = []*models.Scenario{d.sc}, []string{"as it is"}
	d.next, d.costs, d.hours = nil, nil, nil
	for _, p := range slices.Concat(d.capacities, d.causes) {
		add("without "+p.name, p.relax)
	}
	caps, causes := relaxed(d.capacities), relaxed(d.causes)
	add("without any limit", caps...)
	add("without any cause", causes...)
	add("without limits and causes", slices.Concat(caps, causes)...)
	for _, p := range d.capacities {
		if p.add == nil {
			continue
		}
		d.next = append(d.next, p)
		add("with more of "+p.name, p.add)
		cost, hours := d.priceOf(&p, d.variants[len(d.variants)-1])
		d.costs, d.hours = append(d.costs, cost), append(d.hours, hours)
	}
}

// Variants is the number of seasons that are simulated beside each as it is.
func (d *Dissection) Variants() int { return len(d.variants) - 1 }

// Units is the number of capacities of which a unit more is tried.
func (d *Dissection) Units() int { return len(d.next) }

// priceOf gives what a unit costs in the window, CNY, and the hours of agents
// that are paid.
func (d *Dissection) priceOf(p *part, with *models.Scenario) (cost, hours float64) {
	for _, i := range p.carriers {
		hub, stations := models.CarrierCapacity(d.sc, i)
		hub2, stations2 := models.CarrierCapacity(with, i)
		cost += (hub2 - hub + stations2 - stations) * float64(d.sc.Carriers[i].Price) / 100
	}
	if len(p.carriers) > 0 {
		return cost, 0
	}
	cost = models.Prepared(with) - models.Prepared(d.sc)
	if p.agents {
		unpaid, unpaidWith := copied(d.sc), copied(with)
		for _, sc := range []*models.Scenario{unpaid, unpaidWith} {
			for i := range sc.Firms {
				for j := range sc.Firms[i].Service.Pools {
					sc.Firms[i].Service.Pools[j].Wage = 100
				}
			}
		}
		hours = models.Prepared(unpaidWith) - models.Prepared(unpaid) // at 1 CNY an hour
	}
	return cost, hours
}

// Explain simulates each season as it is, without the limit of each capacity,
// without each cause, without several together, and with one unit more of each
// capacity, all with the same luck. When ctx is done, seasons that are complete
// in all variants, up to the first that is not, still count; the error is ctx's
// where there are none.
func (d *Dissection) Explain(ctx context.Context, w Work) (*result.Explanation, error) {
	head := models.HeadOf(d.sc)
	of, err := seasons(ctx, d.variants, w,
		func(_ int, t *result.Trial) tally { return tallyOfFirms(&head, t, d.has) },
		func(v int) string { return d.called[v] })
	if err != nil {
		return nil, err
	}
	return d.explanation(of), nil
}

// explanation of the seasons, by variant and replication.
func (d *Dissection) explanation(of [][]tally) *result.Explanation {
	base := of[0]
	e := &result.Explanation{Grouped: d.grouped, Replications: len(base), Base: meanHarm(base)}
	for _, f := range d.firms {
		e.Firms = append(e.Firms, d.sc.Firms[f].Name)
	}
	at := 1
	singles := func(parts []part) (all []result.Relaxation, avoided [][]tally) {
		for i := range parts {
			diff := less(base, of[at])
			avoided = append(avoided, diff)
			all = append(all, result.Relaxation{Kind: parts[i].kind, Name: parts[i].name, How: parts[i].how, Avoided: meanHarm(diff), Placed: placedMore(diff)})
			at++
		}
		return all, avoided
	}
	var caps, causes [][]tally
	e.Capacities, caps = singles(d.capacities)
	e.Causes, causes = singles(d.causes)
	together := func(parts [][]tally) result.Together {
		diff := less(base, of[at])
		rest := diff
		for _, p := range parts {
			rest = less(rest, p)
		}
		t := result.Together{Avoided: meanHarm(diff), Placed: placedMore(diff), Remainder: meanHarm(rest), Left: meanHarm(of[at])}
		at++
		return t
	}
	e.AllCapacities, e.AllCauses = together(caps), together(causes)
	e.Everything = together(slices.Concat(caps, causes))
	names := func(parts []part) (all []string) {
		for i := range parts {
			all = append(all, parts[i].name)
		}
		return all
	}
	e.Blamed = leader(names(d.capacities), columns(caps, complaints))
	e.BlamedLate = leader(names(d.capacities), columns(caps, func(y *tally) float64 { return y.lateDays }))
	var worth [][]float64
	for i := range d.next {
		p := &d.next[i]
		diff := less(base, of[at])
		at++
		fewer := column(diff, complaints)
		u := result.NextUnit{Kind: p.kind, Name: p.name, Unit: p.unit, Cost: d.costs[i], CarrierPrice: len(p.carriers) > 0, Hours: d.hours[i],
			Avoided: meanHarm(diff), PerCNY: perUnit(fewer, d.costs[i]), PerHour: perUnit(fewer, d.hours[i])}
		e.Next = append(e.Next, u)
		each := make([]float64, len(fewer))
		for r := range fewer {
			if d.costs[i] > 0 {
				each[r] = fewer[r] / d.costs[i]
			}
		}
		worth = append(worth, each)
	}
	e.BestNext = leader(names(d.next), worth)
	return e
}

// perUnit is complaints over a price or number that is known; nothing where it is 0.
func perUnit(complaints []float64, units float64) stats.Estimate {
	e := stats.MeanCI(complaints, result.Confidence)
	if !(units > 0) {
		return alone(math.NaN(), e.N)
	}
	e.Mean, e.Lo, e.Hi = e.Mean/units, e.Lo/units, e.Hi/units
	return e
}

// less is a - b, season by season.
func less(a, b []tally) []tally {
	out := slices.Clone(a)
	for r := range out {
		x, y := &out[r], &b[r]
		x.toFirm -= y.toFirm
		x.toAuthority -= y.toAuthority
		x.late -= y.late
		x.lateDays -= y.lateDays
		x.placed -= y.placed
		for c := range x.byCause {
			x.byCause[c] -= y.byCause[c]
		}
	}
	return out
}

func meanHarm(all []tally) result.Harm {
	mean := func(of func(*tally) float64) stats.Estimate {
		return stats.MeanCI(column(all, of), result.Confidence)
	}
	h := result.Harm{
		ToFirm:      mean(func(y *tally) float64 { return y.toFirm }),
		ToAuthority: mean(func(y *tally) float64 { return y.toAuthority }),
		Late:        mean(func(y *tally) float64 { return y.late }),
		LateDays:    mean(func(y *tally) float64 { return y.lateDays }),
	}
	for c := range result.Causes {
		h.ByCause = append(h.ByCause, mean(func(y *tally) float64 { return y.byCause[c] }))
	}
	return h
}

// placedMore is the orders that differences as it is less without have more.
func placedMore(diff []tally) stats.Estimate {
	return stats.MeanCI(column(diff, func(y *tally) float64 { return 0 - y.placed }), result.Confidence)
}

// columns is one figure of every part and season.
func columns(parts [][]tally, of func(*tally) float64) [][]float64 {
	out := make([][]float64, len(parts))
	for i := range parts {
		out[i] = column(parts[i], of)
	}
	return out
}

// leader is the part of greatest mean, and whether that is told from chance. It
// is sure if the differences of the same seasons show it above 0 and above each
// of the others, at a level divided by the number of parts that do anything:
// then another part than the truly best is called sure in at most 2.5% of
// studies, since a false one must pass either the best (of which there are k-1
// chances) or, where none does any good, 0 (k chances).
//
// J. C. Hsu, "Constrained simultaneous confidence intervals for multiple
// comparisons with the best", Annals of Statistics 12 (1984) 1136-1144, with
// Bonferroni's bound in the place of his quantile.
func leader(names []string, values [][]float64) result.Leader {
	best, alive := -1, 0
	means := make([]float64, len(values))
	for i, v := range values {
		means[i] = stats.MeanCI(v, result.Confidence).Mean
		if slices.ContainsFunc(v, func(x float64) bool { return x != 0 }) {
			alive++
			if means[i] > 0 && (best < 0 || means[i] > means[best]) {
				best = i
			}
		}
	}
	if best < 0 {
		return result.Leader{}
	}
	level := 1 - (1-result.Confidence)/float64(alive)
	l := result.Leader{Name: names[best], AboveZero: stats.MeanCI(values[best], level).Lo > 0}
	l.Sure = l.AboveZero
	for r, x := range values[best] {
		if !slices.ContainsFunc(values, func(v []float64) bool { return v[r] > x }) {
			l.FirstIn++
		}
	}
	for i := range values {
		if i == best {
			continue
		}
		if !l.AboveZero && means[i] != 0 || l.AboveZero && !(stats.PairedCI(values[i], values[best], level).Lo > 0) {
			l.Rivals = append(l.Rivals, names[i])
			l.Sure = false
		}
	}
	l.InMost = ahead(values[best], make([]float64, len(values[best])), level)
	for i := range values {
		l.InMost = l.InMost && (i == best || ahead(values[best], values[i], level))
	}
	return l
}

// ahead says by the sign test that a is above b in more than half of all seasons
// that could be: a season in which they are equal speaks against it. It holds
// whatever the laws of a and b, where one bad season in ten widens the interval
// of a mean without end.
func ahead(a, b []float64, level float64) bool {
	above := 0
	for r := range a {
		if a[r] > b[r] {
			above++
		}
	}
	return stats.Proportion(above, len(a), level).Lo > 0.5
}
