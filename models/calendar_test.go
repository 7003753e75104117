package models

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"peakready/models/result"
	"peakready/sim"
)

// The lunar New Years of FACTS A5, with their weekdays, and the days from 11
// November of the year before, which were counted there on another way.
var lunar = []struct {
	year    int
	month   time.Month
	day     int
	weekday time.Weekday
	since11 int // days from 11 November of the year before; 0 not given
}{
	{2011, 2, 3, time.Thursday, 0}, {2012, 1, 23, time.Monday, 73}, {2013, 2, 10, time.Sunday, 91}, {2014, 1, 31, time.Friday, 81}, {2015, 2, 19, time.Thursday, 100},
	{2016, 2, 8, time.Monday, 89}, {2017, 1, 28, time.Saturday, 78}, {2018, 2, 16, time.Friday, 97}, {2019, 2, 5, time.Tuesday, 86},
	{2020, 1, 25, time.Saturday, 75}, {2021, 2, 12, time.Friday, 93}, {2022, 2, 1, time.Tuesday, 82}, {2023, 1, 22, time.Sunday, 72},
	{2024, 2, 10, time.Saturday, 91}, {2025, 1, 29, time.Wednesday, 79}, {2026, 2, 17, time.Tuesday, 98}, {2027, 2, 6, time.Saturday, 87},
	{2028, 1, 26, time.Wednesday, 76}, {2029, 2, 13, time.Tuesday, 94}, {2030, 2, 3, time.Sunday, 84}, {2031, 1, 23, time.Thursday, 73},
}

func TestLunarNewYear(t *testing.T) {
	for _, c := range lunar {
		t.Run(fmt.Sprintf("the New Year of %d is %s %d %s", c.year, c.weekday, c.day, c.month), func(t *testing.T) {
			got, ok := NewYear(c.year)
			equal(t, "known", ok, true)
			equal(t, "date", got, Day(c.year, c.month, c.day))
			equal(t, "weekday", got.Weekday(), c.weekday)
			if c.since11 > 0 {
				equal(t, "days from 11 November", int(got-Day(c.year-1, time.November, 11)), c.since11)
			}
		})
	}
	t.Run("ICU's dates of 2027 and 2030 are not ours", func(t *testing.T) {
		for _, wrong := range []Date{Day(2027, 2, 7), Day(2030, 2, 2)} {
			y, _, _ := wrong.Civil()
			if got, _ := NewYear(y); got == wrong {
				t.Errorf("%s is ICU's error", wrong)
			}
		}
	})
	t.Run("outside 2011 to 2031 there is none", func(t *testing.T) {
		for _, y := range []int{2010, 2032} {
			if d, ok := NewYear(y); ok {
				t.Errorf("%d: %s", y, d)
			}
		}
	})
	t.Run("New Years are lunar months apart: 354, 355, 383, 384 or 385 days", func(t *testing.T) {
		for y := 2012; y <= 2031; y++ {
			a, _ := NewYear(y - 1)
			b, _ := NewYear(y)
			switch b - a {
			case 354, 355, 383, 384, 385:
			default:
				t.Errorf("%s to %s are %d days", a, b, b-a)
			}
		}
	})
}

func TestCivilDates(t *testing.T) {
	t.Run("Black Friday is the day after the fourth Thursday of November", func(t *testing.T) {
		for year, day := range map[int]int{2012: 23, 2013: 29, 2017: 24, 2018: 23, 2019: 29, 2024: 29, 2025: 28, 2026: 27, 2027: 26, 2028: 24, 2030: 29} {
			equal(t, fmt.Sprint(year), BlackFriday(year), Day(year, time.November, day))
		}
	})
	t.Run("leap days exist in leap years only", func(t *testing.T) {
		equal(t, "28 February 2028 and a day", Day(2028, 2, 28)+1, Day(2028, 2, 29))
		equal(t, "28 February 2027 and a day", Day(2027, 2, 28)+1, Day(2027, 3, 1))
		equal(t, "as text", Day(2028, 2, 29).String(), "2028-02-29")
	})
	t.Run("dates, weekdays and texts agree with package time on every day of the table", func(t *testing.T) {
		at := time.Date(2011, 1, 1, 0, 0, 0, 0, time.UTC)
		for d := Day(2011, 1, 1); d <= Day(2032, 12, 31); d++ {
			if d.String() != at.Format("2006-01-02") || d.Weekday() != at.Weekday() {
				t.Fatalf("%s %s, want %s", d, d.Weekday(), at.Format("2006-01-02 Monday"))
			}
			at = at.AddDate(0, 0, 1)
		}
	})
	t.Run("days before 1970 have weekdays too", func(t *testing.T) {
		equal(t, "31 December 1969", Day(1969, 12, 31).Weekday(), time.Wednesday)
	})
}

func TestSpan(t *testing.T) {
	season := Season{From: Day(2028, 2, 20), To: Day(2028, 3, 5), WarmUp: 36 * sim.Hour, CoolDown: 3 * sim.Day, Drain: 4 * sim.Day}
	c := newSpan(season)
	t.Run("a window over a leap day has 15 days, warm-up counts in whole days", func(t *testing.T) {
		equal(t, "first day", c.date(0), Day(2028, 2, 18))
		equal(t, "window", [2]int{c.from, c.to}, [2]int{2, 16})
		equal(t, "days with demand", c.demand, 2+15+3)
		equal(t, "days", c.days, 2+15+3+4)
		equal(t, "day of 29 February", c.day(Day(2028, 2, 29)), 11)
		equal(t, "in the window", [3]bool{c.inWindow(1), c.inWindow(2), c.inWindow(17)}, [3]bool{false, true, false})
	})
	t.Run("a time is told as a date of Shanghai", func(t *testing.T) {
		equal(t, "text", c.timeOf(11*sim.Day+9*sim.Hour+5*sim.Minute+7*sim.Second), "2028-02-29 09:05:07")
	})
	t.Run("a window of one day is a window", func(t *testing.T) {
		one := newSpan(Season{From: Day(2026, 11, 11), To: Day(2026, 11, 11)})
		equal(t, "days", one.days, 1)
		equal(t, "from and to", [2]int{one.from, one.to}, [2]int{0, 0})
	})
}

func TestCalendarMarks(t *testing.T) {
	names := func(from, to Date) (s []string) {
		c := newSpan(Season{From: from, To: to})
		for _, m := range c.marks() {
			s = append(s, fmt.Sprintf("%s %s..%s", m.Name, c.date(m.From), c.date(m.To)))
		}
		return s
	}
	for _, c := range []struct {
		what     string
		from, to Date
		want     []string
	}{
		{"the season of 2026", Day(2026, 11, 1), Day(2027, 2, 28), []string{
			"双11 2026-11-11..2026-11-11", "Black Friday 2026-11-27..2026-11-27", "双12 2026-12-12..2026-12-12",
			"年货节 2027-01-09..2027-01-29", "春节 2027-02-03..2027-02-12"}},
		{"a window without Double 11", Day(2027, 5, 1), Day(2027, 6, 30), nil},
		{"a window that ends within the New-Year goods", Day(2027, 1, 1), Day(2027, 1, 15), []string{"年货节 2027-01-09..2027-01-15"}},
		{"two Double 11s", Day(2026, 11, 11), Day(2027, 11, 11), []string{
			"双11 2026-11-11..2026-11-11", "Black Friday 2026-11-27..2026-11-27", "双12 2026-12-12..2026-12-12",
			"年货节 2027-01-09..2027-01-29", "春节 2027-02-03..2027-02-12", "双11 2027-11-11..2027-11-11"}},
	} {
		t.Run(c.what+" marks what touches it and nothing else", func(t *testing.T) {
			got := names(c.from, c.to)
			slices.Sort(got)
			slices.Sort(c.want)
			equal(t, "marks", fmt.Sprint(got), fmt.Sprint(c.want))
		})
	}
}

func TestAnyWindowRuns(t *testing.T) {
	thin := func(from, to Date) *Scenario {
		return with(shop(), func(sc *Scenario) {
			sc.Season = Season{From: from, To: to, WarmUp: 2 * sim.Day, CoolDown: sim.Day, Drain: 5 * sim.Day}
			for i := range sc.Firms[0].Demand.Categories {
				sc.Firms[0].Demand.Categories[i].Orders = 60
			}
		})
	}
	for _, c := range []struct {
		what     string
		from, to Date
	}{
		{"one day", Day(2026, 7, 1), Day(2026, 7, 1)},
		{"Double 11 alone, its deposits before the run", Day(2026, 11, 11), Day(2026, 11, 11)},
		{"a spring without Double 11, over a leap day and a Spring Festival", Day(2028, 1, 20), Day(2028, 3, 2)},
		{"a year with two Double 11s", Day(2026, 11, 1), Day(2027, 11, 30)},
		{"the first days of the lunar table", Day(2011, 3, 1), Day(2011, 3, 31)},
		{"the last days of the lunar table", Day(2031, 12, 1), Day(2031, 12, 31)},
	} {
		t.Run(c.what+" is a window", func(t *testing.T) {
			tr := play(t, thin(c.from, c.to), 0)
			if r := all(tr, 0); r[result.Delivered] == 0 {
				t.Error("nothing is delivered")
			}
		})
	}
	t.Run("both Double 11s of a long window have their deposits and their peak", func(t *testing.T) {
		sc := thin(Day(2026, 11, 1), Day(2027, 11, 30))
		sc.Season.WarmUp = 10 * sim.Day
		s := played(t, sc, 0, TrialOptions{})
		f := &s.firms[0]
		for _, d := range []Date{Day(2026, 11, 11), Day(2027, 11, 11)} {
			day := s.day(d)
			if n := f.days[day][result.Placed]; n < 4*120 {
				t.Errorf("%s: %d orders placed; an ordinary day has 120", d, n)
			}
			if n := f.cohorts[day][result.Intentions] - f.days[day][result.Intentions]; n < 120 {
				t.Errorf("%s: %d orders bought ahead by deposit", d, n)
			}
		}
	})
}

func TestSpringFestivalShutdown(t *testing.T) {
	sc := endless(shop())
	sc.Season = Season{From: Day(2027, 1, 25), To: Day(2027, 2, 20), WarmUp: sim.Day, Drain: sim.Day}
	c := newSpan(sc.Season)
	t.Run("couriers work at their factor from 2 days before the New Year to 5 after", func(t *testing.T) {
		k := Carrier{}.Defaults()
		k.SpringFestival = 0.25
		closed := k.shutdown(c)
		for d := range c.days {
			want := 1.0
			if date := c.date(d); date >= Day(2027, 2, 4) && date <= Day(2027, 2, 11) {
				want = 0.25
			}
			equal(t, c.date(d).String(), closed(d), want)
		}
	})
	t.Run("hub and stations carry the factor, each station its region's share and spread", func(t *testing.T) {
		sc := shop()
		sc.Season = Season{From: Day(2027, 2, 1), To: Day(2027, 2, 10)}
		sc.Carriers[0].Spread = map[string]Factor{"far": 1.5}
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s.k.Run(s.horizon() - 1)
		tr := s.trial(0)
		for day := range 10 {
			factor := 1.0
			if d := s.date(day); d >= Day(2027, 2, 4) && d <= Day(2027, 2, 11) {
				factor = 0.2
			}
			close6(t, "hub", tr.Lines[0].Days[day].Capacity, 14*220*factor)
			close6(t, "near", tr.Lines[1].Days[day].Capacity, 12*210*0.7*factor)
			close6(t, "far", tr.Lines[2].Days[day].Capacity, 12*210*0.3*1.5*factor)
		}
	})
	t.Run("demand falls to its factor from 3 days before to 6 after, New-Year goods from 28 to 8 before", func(t *testing.T) {
		d := DefaultDemand()
		d.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
		d.SpringFestival, d.NewYearGoods = 0.3, 1.5
		f := d.dayFactors(c)
		for day := range f {
			want := 1.0
			switch date := c.date(day); {
			case date <= Day(2027, 1, 29):
				want = 1.5
			case date >= Day(2027, 2, 3) && date <= Day(2027, 2, 12):
				want = 0.3
			}
			close6(t, c.date(day).String(), f[day], want)
		}
	})
	t.Run("orders around the New Year are promised later", func(t *testing.T) {
		p := Shipping{Days: 3, Double11Days: 8, SpringDays: 12}
		for d, want := range map[Date]int{
			Day(2027, 1, 28): 3, Day(2027, 1, 29): 12, Day(2027, 2, 12): 12, Day(2027, 2, 13): 3,
			Day(2026, 11, 9): 3, Day(2026, 11, 10): 8, Day(2026, 11, 13): 8, Day(2026, 11, 14): 3,
		} {
			equal(t, d.String(), p.promised(d), want)
		}
	})
}
