package models

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/stats"
)

// timedMetrics are all that are kept apart, of shop().
var timedMetrics = []string{
	"delivery.lead_d", "delivery.lead_p95_d", "delivery.days_late", "delivery.late_p95_d",
	"refund.paid", "refund.mean_d", "refund.within_7d", "pools.p95_wait_s",
}

// watchedShop is a shop of late parcels and slow refunds with a target of every
// metric that is kept apart for each of the windows, in days of the season from 0.
func watchedShop(windows ...[2]int) *Scenario {
	sc := shop()
	sc.Firms[0].Returns.Inspection = byHour(9, 17, 16) // days behind
	for _, w := range windows {
		for _, name := range timedMetrics {
			g := Target{}.Defaults()
			g.Metric, g.Max = name, figureOf(1)
			if name == "refund.within_7d" {
				g.Max, g.Min = nil, figureOf(0.5)
			}
			g.From, g.To = sc.Season.From+Date(w[0]), sc.Season.From+Date(w[1])
			sc.Targets = append(sc.Targets, g)
		}
	}
	return sc
}

// engines are both ways to a trial.
var engines = map[string]func(sc *Scenario) (result.Trial, error){
	"order by order": func(sc *Scenario) (result.Trial, error) { return RunTrial(sc, 0, TrialOptions{}) },
	"quick":          func(sc *Scenario) (result.Trial, error) { return RunQuick(sc, 0) },
}

func seasonOf(t *testing.T, sc *Scenario, run func(sc *Scenario) (result.Trial, error)) result.Run {
	t.Helper()
	wellFormed(t, sc)
	r := HeadOf(sc)
	trial, err := run(sc)
	if err != nil {
		t.Fatal(err)
	}
	r.Trials = []result.Trial{trial}
	return r
}

// A season may begin and end on a day amid the days simulated: its figures of
// the whole season are those of a window of that day in the longer season, to the
// last bit, as luck goes by the date.
func TestAWindowIsTheSeasonOfItsDates(t *testing.T) {
	for says, run := range engines {
		for _, w := range [][2]int{{7, 7}, {3, 12}, {0, 23}} {
			t.Run(fmt.Sprintf("%s, days %d to %d", says, w[0], w[1]), func(t *testing.T) {
				long := watchedShop([2]int{w[0], 22}, w) // days of both begin alike
				short := watchedShop(w)
				short.Season.From, short.Season.To = long.Season.From+Date(w[0]), long.Season.From+Date(w[1])
				short.Season.WarmUp += Duration(w[0]) * sim.Day
				short.Season.CoolDown += Duration(long.Season.To-short.Season.To) * sim.Day
				a, b := seasonOf(t, long, run), seasonOf(t, short, run)
				if a.Trials[0].Fingerprint != b.Trials[0].Fingerprint {
					t.Fatal("the two seasons are not of the same orders")
				}
				if n := len(b.Trials[0].Firms[0].Spans) + len(b.Trials[0].Firms[0].Pools[0].Spans); n != 0 {
					t.Errorf("%d spans are kept apart that are the season itself", n)
				}
				got, want := a.TargetValues(0), b.TargetValues(0)
				got = got[len(got)/2:]
				for i, g := range b.Targets {
					if says == "quick" && strings.HasPrefix(g.Metric, "refund.") {
						continue // it has refunds by the mean day of delivery: see below
					}
					if got[i] != want[i] {
						t.Errorf("%s %s: %v in the window, %v as a season", g.Metric, g.Place.Pool, got[i], want[i])
					}
				}
			})
		}
	}
}

// Two windows side by side that make up the season are its distributions together.
func TestWindowsSideBySideAreTheSeason(t *testing.T) {
	for says, run := range engines {
		t.Run(says, func(t *testing.T) {
			r := seasonOf(t, watchedShop([2]int{0, 9}, [2]int{10, 23}), run)
			f := r.Trials[0].Firms[0]
			if len(f.Spans) != 2 {
				t.Fatalf("%d spans", len(f.Spans))
			}
			a, b := f.Spans[0], f.Spans[1]
			if says == "quick" { // cuts off fractions in each
				if d := int64(a.Lead.Count()+b.Lead.Count()) - int64(f.Lead.Count()); d < -6 || d > 6 {
					t.Errorf("%d deliveries more than in the season", d)
				}
				return
			}
			join := func(what string, a, b, want *stats.Sketch) {
				t.Helper()
				if want.Count() == 0 || b.Count() == 0 {
					t.Fatalf("%s: nothing to compare", what)
				}
				a.Merge(b)
				for _, q := range []float64{0, 0.1, 0.5, 0.95, 1} {
					if a.Count() != want.Count() || a.Mean() != want.Mean() || a.Quantile(q) != want.Quantile(q) {
						t.Errorf("%s at %v: %v of %d, and %v of %d in the season", what, q, a.Quantile(q), a.Count(), want.Quantile(q), want.Count())
					}
				}
			}
			join("order to door", a.Lead, b.Lead, f.Lead)
			join("late", a.Late, b.Late, f.Late)
			join("refund", a.Refund, b.Refund, f.Refund)
			equal(t, "refunds", a.RefundsPaid+b.RefundsPaid, f.RefundsPaid)
			equal(t, "refunds in 7 days", a.RefundIn7d+b.RefundIn7d, f.RefundIn7d)
			for p := range f.Pools {
				join("waits", f.Pools[p].Spans[0].Waits, f.Pools[p].Spans[1].Waits, f.Pools[p].Waits)
			}
		})
	}
}

// The counts by day have as many of each as the distribution of the day.
func TestTheWindowOfADayHasWhatItsBooksHave(t *testing.T) {
	const at = 7 // Double 11
	r := seasonOf(t, watchedShop([2]int{at, at}), engines["order by order"])
	f := r.Trials[0].Firms[0]
	day := r.From + at
	books, span := f.Cohorts[day], f.Spans[0]
	equal(t, "deliveries", int64(span.Lead.Count()), books[result.Delivered])
	equal(t, "late", int64(span.Late.Count()), books[result.DeliveredLate])
	equal(t, "refunds", int64(span.Refund.Count()), books[result.Refunded])
	equal(t, "refunds paid", span.RefundsPaid, books[result.Refunded])
	if books[result.DeliveredLate] == 0 || books[result.Refunded] == 0 {
		t.Error("nothing is late or refunded on that day")
	}
	for p := range f.Pools {
		var h result.PoolHour
		for i := day * 24; i < (day+1)*24; i++ {
			h.Add(&f.Pools[p].Hours[i])
		}
		w := f.Pools[p].Spans[0].Waits
		equal(t, "answers", int64(w.Count()), h.Answered)
		equal(t, "mean wait", w.Mean(), float64(h.WaitSum)/float64(h.Answered))
	}
}

// The quick engine knows of returns the mean day of delivery only, and gives
// them to the orders delivered on it. Its counts by order date go by the day of the
// refund, by when the delay has mixed the days: within a tenth of each other.
func TestQuickRefundsOfAWindow(t *testing.T) {
	for _, w := range [][2]int{{7, 7}, {8, 23}} {
		t.Run(fmt.Sprintf("days %d to %d", w[0], w[1]), func(t *testing.T) {
			r := seasonOf(t, watchedShop(w), engines["quick"])
			f := r.Trials[0].Firms[0]
			var books int64
			for d := r.From + w[0]; d <= r.From+w[1]; d++ {
				books += f.Cohorts[d][result.Refunded]
			}
			for what, n := range map[string]int64{"paid": f.Spans[0].RefundsPaid, "recorded": int64(f.Spans[0].Refund.Count())} {
				if math.Abs(float64(n)/float64(books)-1) > 0.1 {
					t.Errorf("%s: %d refunds, %d by the order's date", what, n, books)
				}
			}
		})
	}
}

// Of the parcels of day 1 a third was ordered on the dates, of those of day 2 a half: a mean
// day between them takes from both. And every late delivery has both a time and a day.
func TestQuickSharesAMeanDayOut(t *testing.T) {
	f := &quickFirm{deliveredOn: [][]cohortCount{nil, {{0, 20}, {1, 10}}, {{0, 1}, {1, 1}}, nil}}
	o := &quickSpan{OrderSpan: result.OrderSpan{From: 1, To: 1}}
	for _, c := range []struct{ day, want float64 }{
		{1, 1. / 3}, {2, 1. / 2}, {1.25, 0.75/3 + 0.25/2}, {2.5, 0.25}, {0.5, 0.5 / 3}, {-1, 0}, {9, 0},
	} {
		if got := f.ordered(mass{8, 8 * c.day}, o); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("a mean day of %v: %v, want %v", c.day, got, c.want)
		}
	}
	var late, days float64
	r := seasonOf(t, watchedShop(), engines["quick"]).Trials[0].Firms[0]
	late = float64(r.Late.Count())
	for _, n := range r.LateDays[1:] {
		days += float64(n)
	}
	if math.Abs(late-days) > 2+0.001*days {
		t.Errorf("%v late deliveries have a time, %v a day", late, days)
	}
}

// Nothing is kept that nobody asks for, and what is kept changes nothing else.
func TestWindowsLeaveTheSeasonAlone(t *testing.T) {
	for says, run := range engines {
		t.Run(says, func(t *testing.T) {
			plain := watchedShop()
			with, without := seasonOf(t, watchedShop([2]int{5, 9}), run), seasonOf(t, plain, run)
			a, b := &with.Trials[0], &without.Trials[0]
			for i := range b.Firms[0].Pools {
				if n := len(b.Firms[0].Pools[i].Spans); n != 0 {
					t.Errorf("pool %d keeps %d spans that nobody wants", i, n)
				}
				a.Firms[0].Pools[i].Spans = nil
			}
			if n := len(b.Firms[0].Spans); n != 0 {
				t.Errorf("%d spans are kept that nobody wants", n)
			}
			a.Firms[0].Spans = nil
			if fmt.Sprintf("%+v", a.Firms[0].Cohorts) != fmt.Sprintf("%+v", b.Firms[0].Cohorts) || a.Fingerprint != b.Fingerprint ||
				a.Firms[0].Lead.Mean() != b.Firms[0].Lead.Mean() || a.Firms[0].Costs != b.Firms[0].Costs {
				t.Error("the season is another one")
			}
		})
	}
}

// A target of a firm or pool has its dates kept for these alone.
func TestOnlyTheOneAskedForIsKept(t *testing.T) {
	sc := shop()
	second := shopFirm("second", "courier")
	sc.Firms = append(sc.Firms, second)
	add := func(metric, firm, pool string) {
		g := Target{}.Defaults()
		g.Metric, g.Firm, g.Pool, g.Max, g.Around = metric, firm, pool, figureOf(9), "double11"
		sc.Targets = append(sc.Targets, g)
	}
	add("delivery.late_p95_d", "second", "")
	add("delivery.lead_p95_d", "second", "") // the same dates again
	add("pools.p95_wait_s", "", "letters")
	add("pools.mean_wait_s", "shop", "chat") // adds up over days
	sc.Published = []Published{{Metric: "pools.p95_wait_s", Firm: "shop", Pool: "chat",
		From: sc.Season.From, To: sc.Season.From, Per: &DateSpan{sc.Season.To, sc.Season.To}}}
	all := sc.apart(newSpan(sc.Season))
	for f, want := range []int{0, 1} {
		equal(t, fmt.Sprintf("spans of orders of firm %d", f), len(orderSpans(all, f)), want)
	}
	for _, c := range []struct {
		firm int
		pool string
		want int
	}{{0, "chat", 2}, {0, "letters", 1}, {1, "chat", 0}, {1, "letters", 1}} {
		equal(t, fmt.Sprintf("spans of %s of firm %d", c.pool, c.firm), len(waitSpans(all, c.firm, c.pool)), c.want)
	}
}

func TestWindowsTakeMemory(t *testing.T) {
	plain, watched := watchedShop(), watchedShop([2]int{5, 9})
	a, b := Look(plain), Look(watched)
	equal(t, "bytes more", b.Kept-a.Kept, 5*bytesOfSketch) // three of orders, two pools
}
