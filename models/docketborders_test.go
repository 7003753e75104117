package models

import (
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestCasesWaitingForAMediator(t *testing.T) {
	sc := replies(3 * sim.Hour)
	sc.Authority.Mediation.Staff, sc.Authority.Mediation.HandleTime = 1, rng.MustConstant(float64(3*sim.Hour))
	sc.Authority.Referral.Settled = 0
	c0 := newSpan(sc.Season)
	saturday := Day(2026, 11, 14)
	ls := []lodging{{clockAt(c0, saturday, 23, 0), problemUnlike, 0}} // its reply comes on Sunday
	for i := range 5 {
		ls = append(ls, lodging{clockAt(c0, saturday, 10, i), problemUnlike, 0})
	}
	s, _ := lodgeAll(t, sc, "", ls...)
	for _, c := range []struct {
		what             string
		on               Date
		backlog, waiting int64
	}{
		{"on Saturday one case is still with the firm, five wait", saturday, 6, 5},
		{"on Sunday all six", saturday + 1, 6, 6},
		// The third is broken off at 17:00 after two of its three hours.
		{"on Monday two are decided and four wait, the one that was begun too", saturday + 2, 4, 4},
		{"on Tuesday three more are", saturday + 3, 1, 1},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := s.docket.days[result.ConsumerAuthority][s.day(c.on)]
			equal(t, "backlog", d.Backlog, c.backlog)
			equal(t, "waiting", d.Waiting, c.waiting)
		})
	}
}

// TestEachBookOfTheDocketIsBalanced spoils one book so that the sum of all
// still fits, and wants the one line of the audit that says which.
func TestEachBookOfTheDocketIsBalanced(t *testing.T) {
	sc := shop()
	sc.Authority.Escalates = 1
	for _, c := range []struct {
		says, line string
		spoil      func(d *docket)
	}{
		{"a case settled that was none", "consumer authority: settled counted = by state", func(d *docket) { d.days[0][40].Settled++; d.days[0][40].Other++ }},
		{"a case decided that was none", "consumer authority: decided counted = by state", func(d *docket) { d.days[0][40].Decided++; d.days[0][40].Other++ }},
		{"a case open that is none", "courier regulator: open counted = by state", func(d *docket) { d.open[1]++; d.days[1][40].Other++ }},
		{"a case lodged that is nowhere", "consumer authority: cases lodged = settled by the firm + decided + open", func(d *docket) { d.days[0][40].Ecommerce++ }},
	} {
		t.Run(c.says, func(t *testing.T) {
			s := played(t, sc, 0, TrialOptions{})
			c.spoil(&s.docket)
			broken := s.audit().Broken
			if len(broken) != 1 || !strings.Contains(broken[0], c.line) {
				t.Errorf("got %q, want one line: %s", broken, c.line)
			}
		})
	}
}

func TestBordersOfTheClocks(t *testing.T) {
	monday, saturday := Day(2026, 11, 16), Day(2026, 11, 14)
	c0 := newSpan(counter().Season)
	t.Run("a case decided at its limit to the tick is in time, a tick later it is not", func(t *testing.T) {
		for _, c := range []struct {
			within  sim.Time
			overdue int64
		}{{sim.Hour + sim.Second, 0}, {sim.Hour + sim.Second - 1, 1}} {
			sc := counter() // whose firm replies after a second
			sc.Authority.Referral.Settled = 0
			sc.Authority.Mediation.HandleTime, sc.Authority.Mediation.DecideWithin = rng.MustConstant(float64(sim.Hour)), Duration(c.within)
			s, when := lodgeAll(t, sc, "authority/decided", lodging{clockAt(c0, monday, 10, 0), problemUnlike, 0})
			equal(t, "decided", when[0], clockAt(c0, monday, 11, 0)+sim.Second)
			equal(t, "overdue", s.docket.days[result.ConsumerAuthority][s.day(monday)].Overdue, c.overdue)
		}
	})
	t.Run("a clock runs out the tick after the reply was due", func(t *testing.T) {
		sc := replies(20 * sim.Hour)
		_, when := lodgeAll(t, sc, "authority/clock ran out",
			lodging{clockAt(c0, monday, 10, 0), problemUnlike, 0}, lodging{clockAt(c0, saturday, 10, 0), problemUnlike, 0})
		equal(t, "in working hours", when[1], clockAt(c0, monday, 12, 0)+1)
		equal(t, "on a Saturday", when[0], clockAt(c0, saturday, 22, 0)+1)
	})
	t.Run("a firm with nobody to reply owes no reply, and its clock runs out", func(t *testing.T) {
		sc := counter()
		for i := range sc.Firms[0].Service.Pools {
			p := &sc.Firms[0].Service.Pools[i]
			p.Reasons = slices.DeleteFunc(slices.Clone(p.Reasons), func(r Reason) bool { return r == "complaint" })
		}
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		sim.On(s.k, "test/lodge", func(uint32) {
			r := newOrder(0, int64(s.from)*1440, 0)
			put(&r.B, problemShift, problemBits, uint64(problemUnlike))
			s.onToAuthority(&r)
		}).At(clockAt(c0, monday, 10, 0), 0)
		s.k.Run(s.horizon() - 1)
		equal(t, "referred", total(s.firms[0].days)[result.CasesReferred], 1)
		equal(t, "overdue", total(s.firms[0].days)[result.RepliesOverdue], 1)
		equal(t, "decided", total(s.firms[0].days)[result.CasesDecided], 1)
		equal(t, "replies owed", s.firms[0].repliesOwed, 0)
		equal(t, "lines of the audit broken", len(s.audit().Broken), 0)
	})
}

// TestACaseHasOneDrawForItsSettlement: whether a firm settles is the case's own
// luck, whatever else is drawn, so that a plan is compared on the same cases.
func TestACaseHasOneDrawForItsSettlement(t *testing.T) {
	sc := shop()
	sc.Authority.Escalates = 1
	s := played(t, sc, 0, TrialOptions{})
	settled := 0
	for i := range s.docket.cases {
		c := &s.docket.cases[i]
		if c.route != result.ConsumerAuthority || c.overdue || c.state != caseSettled && c.state != caseDecided {
			continue
		}
		if want := c.luck.Chance(drawCaseSettled, float64(sc.Authority.Referral.Settled)); (c.state == caseSettled) != want {
			t.Fatalf("case %d: settled %v, by its luck %v", i, c.state == caseSettled, want)
		}
		if c.state == caseSettled {
			settled++
		}
	}
	if settled < 20 {
		t.Errorf("%d settled cases say little", settled)
	}
}

func TestHoursOfOthersNeedNoSum(t *testing.T) {
	sc := street()
	sc.Authority.Baseline.Hours = make([]float64, 24)
	for h := range sc.Authority.Baseline.Hours {
		sc.Authority.Baseline.Hours[h] = 5
	}
	sc.Authority.Baseline.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
	s := played(t, sc, 0, TrialOptions{})
	n := int64(0)
	for _, d := range s.docket.days[result.ConsumerAuthority] {
		n += d.Ecommerce
	}
	near(t, "complaints at 40 a day", float64(n), 40*float64(s.days), math.Sqrt(40*float64(s.days)))
}

func TestMoreComplaintsThanAnHourHoldsAreReported(t *testing.T) {
	first := shop().Season.From
	for _, c := range []struct {
		says   string
		change func(b *Baseline)
		path   string // "" for none
	}{
		{"900,000 a day in the default hours", func(b *Baseline) { b.Other = 9e5 }, ""},
		{"all of them in one hour, at the limit", func(b *Baseline) { b.Other, b.Hours = 1e6, oneHour() }, ""},
		{"twice that on one day", func(b *Baseline) {
			b.Other, b.Hours, b.Changes = 9e5, oneHour(), []CapacityChange{{From: first, To: first, Factor: 2}}
		}, "authority.baseline.other"},
		{"twice that on Saturdays", func(b *Baseline) {
			b.Ecommerce, b.Hours, b.Weekdays = 9e5, oneHour(), []float64{1, 1, 1, 1, 1, 2, 1}
		}, "authority.baseline.ecommerce"},
		{"changes that together leave it as it was", func(b *Baseline) {
			b.Other, b.Hours, b.Changes = 9e5, oneHour(), []CapacityChange{{From: first, To: first + 9, Factor: 10}, {From: first, To: first + 9, Factor: 0.1}}
		}, ""},
		{"one of them ending before the other", func(b *Baseline) {
			b.Other, b.Hours, b.Changes = 9e5, oneHour(), []CapacityChange{{From: first, To: first + 9, Factor: 10}, {From: first, To: first + 4, Factor: 0.1}}
		}, "authority.baseline.other"},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := shop()
			c.change(&sc.Authority.Baseline)
			var paths []string
			sc.Check(func(path, wrong, right string) { paths = append(paths, path) })
			if got := strings.Join(paths, " "); got != c.path {
				t.Errorf("got %q, want %q", got, c.path)
			}
		})
	}
	t.Run("what passes has room for its Poisson number", func(t *testing.T) {
		if n := rng.Poisson(1-1e-16, mostInMean); n >= mostAnHour {
			t.Errorf("%d complaints in an hour of at most %d", n, mostAnHour-1)
		}
	})
}

// oneHour has all weight at noon.
func oneHour() []float64 { h := make([]float64, 24); h[12] = 1; return h }
