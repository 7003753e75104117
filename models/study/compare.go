package study

import (
	"context"
	"errors"
	"fmt"
	"math"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

// Plan is a scenario under a name: the one as it is, or with a plan laid over it.
type Plan struct {
	Name     string
	Scenario *models.Scenario
}

// tally is one season of one plan, all firms or some of them together.
type tally struct {
	toFirm, toAuthority, late, lateDays, unanswered, placed, cost float64
	byCause                                                       [result.Causes]float64
	firings                                                       []result.Firing
	targets                                                       []float64 // figures, in the order of the plan's targets
}

// Comparable says whether what the plans change against the first can be read
// as what they are worth: the season is the same to the day, and so are the
// firms and their order. A plan with a longer season has more orders, and one
// with a shorter drain hears fewer of its complaints. The error names the first
// plan of which this is not true, and the key.
func Comparable(plans []Plan) error {
	if len(plans) < 2 {
		return errors.New("compare: it takes the scenario and at least one plan")
	}
	base := plans[0].Scenario
	for _, p := range plans[1:] {
		was, is := base.Season, p.Scenario.Season
		for _, f := range []struct {
			key     string
			changed bool
		}{
			{"from", is.From != was.From}, {"to", is.To != was.To}, {"warm_up", is.WarmUp != was.WarmUp},
			{"cool_down", is.CoolDown != was.CoolDown}, {"drain", is.Drain != was.Drain},
		} {
			if f.changed {
				return fmt.Errorf("plan %s changes season.%s: seasons of other days cannot be compared; give both the same, or run the plan alone", p.Name, f.key)
			}
		}
		if is, was := len(p.Scenario.Firms), len(base.Firms); is != was {
			return fmt.Errorf("plan %s changes firms, of which it has %d instead of %d: all of them are compared together; "+
				"to leave a firm out, use spill", p.Name, is, was)
		}
		for i := range base.Firms {
			if is, was := p.Scenario.Firms[i].Name, base.Firms[i].Name; is != was {
				return fmt.Errorf("plan %s changes firms: firms[%d] is %s instead of %s; the same firms are compared, in the same order", p.Name, i, is, was)
			}
		}
	}
	return nil
}

// Compare simulates every season under every plan with the same luck and gives
// what each plan after the first changes against the first. When ctx is done,
// seasons that are complete under all plans, up to the first that is not, still
// count; the error is ctx's where there are none. Plans that are not Comparable
// are an error.
func Compare(ctx context.Context, plans []Plan, w Work) ([]result.Comparison, error) {
	if err := Comparable(plans); err != nil {
		return nil, err
	}
	heads := make([]result.Run, len(plans))
	for i := range plans {
		heads[i] = models.HeadOf(plans[i].Scenario)
		heads[i].Looks, heads[i].Scale = w.Looks, w.Scale
	}
	scenarios := make([]*models.Scenario, len(plans))
	for i := range plans {
		scenarios[i] = plans[i].Scenario
	}
	of, err := seasons(ctx, scenarios, w,
		func(plan int, t *result.Trial) tally {
			y := tallyOf(&heads[plan], t)
			one := heads[plan] // its own copy: seasons are taken by several workers
			one.Trials = []result.Trial{*t}
			y.targets = one.TargetValues(0)
			return y
		},
		func(plan int) string { return "under " + plans[plan].Name })
	if err != nil {
		return nil, err
	}
	var all []result.Comparison
	names := []string{plans[0].Name}
	for p := 1; p < len(plans); p++ {
		c := comparison(plans[p].Name, of[0], of[p], len(plans)-1)
		c.Contingency = firingLog(heads[p], of[p])
		c.BaseTargets, c.Targets = verdicts(heads[0], of[0]), verdicts(heads[p], of[p])
		c.NotPriced = models.Unpriced(plans[0].Scenario, plans[p].Scenario)
		all, names = append(all, c), append(names, plans[p].Name)
	}
	toldApart(all, names, of)
	return all, nil
}

func tallyOf(head *result.Run, t *result.Trial) tally {
	return tallyOfFirms(head, t, func(int) bool { return true })
}

func tallyOfFirms(head *result.Run, t *result.Trial, counts func(firm int) bool) tally {
	y := tally{firings: t.Firings}
	for i := range t.Firms {
		if !counts(i) {
			continue
		}
		f := &t.Firms[i]
		if f.Late != nil && f.Late.Count() > 0 {
			y.lateDays += f.Late.Mean() * float64(f.Late.Count()) / day
		}
		for d := head.From; d <= head.To && d < len(f.Cohorts); d++ {
			row := &f.Cohorts[d]
			y.toFirm += float64(row.FirmComplaints())
			y.toAuthority += float64(row.AuthorityComplaints())
			y.late += float64(row[result.DeliveredLate])
			y.unanswered += float64(row[result.Unanswered])
			y.placed += float64(row[result.Placed])
			for c := range y.byCause {
				y.byCause[c] += float64(row[result.ToFirm(result.Cause(c))])
			}
		}
		y.cost += float64(f.Costs.Total()) / 100
	}
	return y
}

// firingLog is the log of the rules of a plan over its seasons.
func firingLog(head result.Run, seasons []tally) []result.FiringSummary {
	head.Trials = make([]result.Trial, len(seasons))
	for r := range seasons {
		head.Trials[r].Firings = seasons[r].firings
	}
	return head.FiringLog()
}

// verdicts on the targets of a plan over its seasons.
func verdicts(head result.Run, seasons []tally) []result.TargetSummary {
	values := make([][]float64, len(seasons))
	for r := range seasons {
		values[r] = seasons[r].targets
	}
	return head.Verdicts(values)
}

// comparison is what one of several plans changes against the scenario as it is.
func comparison(name string, base, plan []tally, several int) result.Comparison {
	joint := atOnce(result.Confidence, several)
	shift := func(of func(*tally) float64) result.Shift {
		a, b := column(base, of), column(plan, of)
		return result.Shift{
			Base: stats.MeanCI(a, result.Confidence), Plan: stats.MeanCI(b, result.Confidence),
			Added: stats.PairedCI(a, b, result.Confidence), Joint: stats.PairedCI(a, b, joint),
		}
	}
	c := result.Comparison{
		Plan: name, Plans: several, Replications: len(base),
		Typical:     typical(column(base, complaints), column(plan, complaints), joint),
		ToFirm:      shift(complaints),
		ToAuthority: shift(func(y *tally) float64 { return y.toAuthority }),
		Late:        shift(func(y *tally) float64 { return y.late }),
		Unanswered:  shift(func(y *tally) float64 { return y.unanswered }),
		Placed:      shift(func(y *tally) float64 { return y.placed }),
		Cost:        shift(func(y *tally) float64 { return y.cost }),
	}
	for cause := range result.Causes {
		c.ByCause = append(c.ByCause, shift(func(y *tally) float64 { return y.byCause[cause] }))
	}
	better := 0
	var a, b, d stats.Tally
	for r := range base {
		if plan[r].toFirm < base[r].toFirm {
			better++
		}
		a.Add(base[r].toFirm)
		b.Add(plan[r].toFirm)
		d.Add(plan[r].toFirm - base[r].toFirm)
	}
	c.Better = stats.Proportion(better, len(base), result.Confidence)
	c.VarianceRatio = alone(ratio(a.Var()+b.Var(), d.Var()), len(base))
	cost, avoided := make([]float64, len(base)), make([]float64, len(base))
	for r := range base {
		cost[r], avoided[r] = plan[r].cost-base[r].cost, base[r].toFirm-plan[r].toFirm
	}
	c.PerComplaint = quotient(cost, avoided, result.Confidence)
	return c
}

// alone is an estimate without an interval.
func alone(mean float64, n int) stats.Estimate {
	return stats.Estimate{Mean: mean, Lo: math.NaN(), Hi: math.NaN(), N: n}
}

func ratio(a, b float64) float64 {
	if b > 0 {
		return a / b
	}
	return math.NaN()
}
