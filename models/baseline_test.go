package models

import (
	"math"
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

// street is an authority with complaints about others only.
func street() *Scenario {
	sc := counter()
	sc.Season = Season{From: Day(2027, 1, 1), To: Day(2027, 3, 31), Drain: 10 * sim.Day}
	sc.Authority.Baseline.Ecommerce, sc.Authority.Baseline.Other = 40, 60
	return sc
}

func TestBaselineRates(t *testing.T) {
	sc := street()
	sc.Authority.Baseline.Changes = []CapacityChange{{From: Day(2027, 3, 1), To: Day(2027, 3, 31), Factor: 2}}
	s := played(t, sc, 0, TrialOptions{})
	type bin struct{ n, days int64 }
	var work, rest, spring, march bin
	for day, d := range s.docket.days[result.ConsumerAuthority] {
		date, b := s.date(day), &work
		switch {
		case springWeek(date):
			b = &spring
		case weekend(date):
			b = &rest
			if date >= Day(2027, 3, 1) && date <= Day(2027, 3, 31) {
				continue
			}
		case date >= Day(2027, 3, 1) && date <= Day(2027, 3, 31):
			b = &march
		}
		b.n, b.days = b.n+d.Ecommerce, b.days+1
	}
	for _, c := range []struct {
		what string
		b    bin
		want float64
	}{
		{"a working day has its rate", work, 40}, {"a weekend 0.3 of it", rest, 12},
		{"the week of Spring Festival counts as Sundays", spring, 12}, {"a change multiplies it", march, 80},
	} {
		t.Run(c.what, func(t *testing.T) {
			mean := c.want * float64(c.b.days)
			near(t, "complaints", float64(c.b.n), mean, math.Sqrt(mean))
		})
	}
	t.Run("they come in the hours of the profile", func(t *testing.T) {
		for i := range s.docket.cases {
			if h := s.docket.cases[i].lodged % sim.Day / sim.Hour; h < 9 || h > 17 {
				t.Fatalf("one at %d o'clock", h)
			}
		}
	})
	t.Run("other shops' firms settle their share, other trade goes to mediation", func(t *testing.T) {
		var sum result.DocketDay
		for _, d := range s.docket.days[result.ConsumerAuthority] {
			sum.Add(&d)
		}
		nearShare(t, "settled", sum.Settled, sum.Ecommerce, 0.62)
		nearShare(t, "other trade", sum.Other, sum.Opened(), 0.6)
	})
}

func TestBaselineLuck(t *testing.T) {
	lodged := func(sc *Scenario) map[Date][]sim.Time {
		s := played(t, sc, 0, TrialOptions{})
		m := map[Date][]sim.Time{}
		for i := range s.docket.cases {
			if c := &s.docket.cases[i]; c.party == partyOther {
				m[s.date(dayOf(c.lodged))] = append(m[s.date(dayOf(c.lodged))], c.lodged%sim.Day)
			}
		}
		return m
	}
	want := lodged(street())
	for what, change := range map[string]func(sc *Scenario){
		"a longer warm-up":              func(sc *Scenario) { sc.Season.WarmUp = 9 * sim.Day },
		"no complaints of other shops":  func(sc *Scenario) { sc.Authority.Baseline.Ecommerce = 0 },
		"few mediators and other rules": func(sc *Scenario) { sc.Authority.Mediation.Staff, sc.Authority.Referral.Settled = 2, 0.1 },
	} {
		t.Run(what+" moves no complaint of other trade", func(t *testing.T) {
			got := lodged(with(street(), change))
			for d := Day(2027, 1, 1); d <= Day(2027, 3, 31); d++ {
				if !reflect.DeepEqual(got[d], want[d]) {
					t.Fatalf("%s: %d become %d, or at other times", d, len(want[d]), len(got[d]))
				}
			}
		})
	}
	t.Run("a higher rate holds the lower, hour by hour", func(t *testing.T) {
		more := lodged(with(street(), func(sc *Scenario) { sc.Authority.Baseline.Other *= 1.5 }))
		for d := Day(2027, 1, 1); d <= Day(2027, 3, 31); d++ {
			seen := map[sim.Time]bool{}
			for _, at := range more[d] {
				seen[at] = true
			}
			for _, at := range want[d] {
				if !seen[at] {
					t.Fatalf("%s: one is gone", d)
				}
			}
		}
	})
}

func TestMediationBacklog(t *testing.T) {
	backlog := func(staff int) int64 {
		s := played(t, with(street(), func(sc *Scenario) { sc.Authority.Mediation.Staff = staff }), 0, TrialOptions{})
		return s.docket.days[result.ConsumerAuthority][s.day(Day(2027, 1, 29))].Backlog
	}
	// 60 and 38% of 40 cases of an hour a working day, 30% of it at weekends: 1.12
	// times 75 in the mean; a mediator does eight.
	few, enough := backlog(5), backlog(14)
	t.Run("too few mediators fall behind by what exceeds them", func(t *testing.T) {
		if want := int64(20*75+9*22) - 5*8*20; few < want*3/4 || few > want*5/4 {
			t.Errorf("backlog %d, want about %d", few, want)
		}
	})
	t.Run("enough of them do not", func(t *testing.T) {
		if enough > 120 {
			t.Errorf("backlog %d, more than a day and a half", enough)
		}
	})
}
