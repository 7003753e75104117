package models

import (
	"math"
	"testing"
	"time"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

func TestDeposits(t *testing.T) {
	sc := shop()
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	midnight := sim.Time(s.day(Day(2026, 11, 11))) * sim.Day
	var balances, early int64
	var delays stats.Tally
	s.k.SetTrace(func(at sim.Time, name string, who uint64) {
		if name == "order/balance due" {
			balances++
			if at < midnight {
				early++
			}
			delays.Add(float64(at - midnight))
		}
	})
	s.k.Run(s.horizon() - 1)
	f := &s.firms[0]
	var bought, placed int64
	for _, n := range f.sources {
		src := &s.sources[n]
		if src.kind != sourceDeposits {
			continue
		}
		bought += int64(src.count)
		for m := range src.first {
			for i := range src.inMinute(int64(m)) {
				r := newOrder(n, int64(m), i)
				if src.state(&r) != stateGone {
					placed++
				}
				if day := int(m) / 1440; day < s.day(Day(2026, 11, 3)) || day > s.day(Day(2026, 11, 10)) {
					t.Fatalf("a deposit on %s", s.date(day))
				}
			}
		}
	}
	t.Run("every balance is paid after midnight, 40 minutes later in the mean", func(t *testing.T) {
		equal(t, "paid before midnight", early, 0)
		nearMean(t, "delay in ms", delays, float64(40*sim.Minute))
	})
	t.Run("deposits = balances + never paid + lost at the question", func(t *testing.T) {
		r := total(f.cohorts)
		left := bought - balances - r[result.LostDeposit]
		if left < 0 || left > r[result.LostQuestion] {
			t.Errorf("%d bought, %d balances, %d never paid, %d lost at questions", bought, balances, r[result.LostDeposit], r[result.LostQuestion])
		}
		nearShare(t, "never paid", r[result.LostDeposit], bought-left, 0.05)
		if placed == 0 || placed > balances {
			t.Errorf("%d placed of %d balances", placed, balances)
		}
	})
	t.Run("what was put aside is never sold out or oversold", func(t *testing.T) {
		sc := shop()
		sc.Firms[0].Stock.Cover, sc.Firms[0].Stock.PromotionCover, sc.Firms[0].Stock.Safety = 0, 0, 0
		r := all(play(t, sc, 0), 0)
		if r[result.Placed] == 0 || r[result.Placed] > balances {
			t.Errorf("%d orders placed with empty shelves, deposits %d", r[result.Placed], balances)
		}
	})
}

func TestNestedDemand(t *testing.T) {
	c, f, _ := november()
	key := rng.NewKey(3, 1)
	count := func(scale Factor) [][]int64 {
		g := f
		g.Demand.Scale = scale
		sources := c.sourcesOf(0, &g, g.Demand.dayFactors(c), key)
		out := make([][]int64, len(sources))
		for i := range sources {
			for m := range c.days * 1440 {
				out[i] = append(out[i], sources[i].open(key, int64(m)))
			}
		}
		return out
	}
	one, more := count(1), count(1.1)
	t.Run("demand x 1.1 contains every intention of demand x 1, minute by minute", func(t *testing.T) {
		var a, b int64
		for i := range one {
			for m := range one[i] {
				if more[i][m] < one[i][m] {
					t.Fatalf("source %d, minute %d: %d of %d", i, m, more[i][m], one[i][m])
				}
				a += one[i][m]
				b += more[i][m]
			}
		}
		if ratio := float64(b) / float64(a); math.Abs(ratio-1.1) > 4*math.Sqrt(0.1*1.1/float64(a)) {
			t.Errorf("%d intentions become %d, x %.4f", a, b, ratio)
		}
	})
}

func TestOverdispersion(t *testing.T) {
	c := newSpan(Season{From: Day(2026, 6, 2), To: Day(2026, 6, 2)})
	f := shopFirm("shop", "courier")
	f.Demand.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
	spread := func(noise, forecast float64) (stats.Tally, float64) {
		f.Demand.DayNoise, f.Demand.ForecastError = noise, forecast
		var n, fourth stats.Tally
		for rep := range 1500 {
			o, _ := intentions(c, &f, rng.NewKey(17, uint64(rep)))
			n.Add(float64(o[0]))
			fourth.Add(math.Pow(float64(o[0])-1600, 4))
		}
		// standard error of a variance from the fourth moment
		return n, math.Sqrt((fourth.Mean() - n.Var()*n.Var()) / 1500)
	}
	const mean = 1600.0
	for _, k := range []struct {
		what            string
		noise, forecast float64
		want            float64
	}{
		{"a Poisson day's variance is its mean", 0, 0, mean},
		{"with a day factor the variance is that of gamma-Poisson, m + (cv m)^2", 0.1, 0, mean + 0.01*mean*mean},
		{"with a forecast error too both add up", 0.1, 0.2, mean + mean*mean*(1.01*1.04-1)},
	} {
		t.Run(k.what, func(t *testing.T) {
			n, se := spread(k.noise, k.forecast)
			nearMean(t, "mean", n, mean)
			near(t, "variance", n.Var(), k.want, se)
		})
	}
}

func TestContactStreams(t *testing.T) {
	c := newSpan(Season{From: Day(2026, 11, 2), To: Day(2026, 11, 15)})
	st := ContactStream{
		Name: "calls", Reason: "other", Weekend: 0.5, DayNoise: 0.15,
		Rates:   []Shift{{From: oClock(9), To: oClock(17), Rate: 24 * 60}, {From: oClock(22), To: oClock(2), Rate: 24 * 30}},
		Changes: []CapacityChange{{From: Day(2026, 11, 11), To: Day(2026, 11, 11), Factor: 3}},
	}
	byDay := make([]stats.Tally, c.days)
	var night, n int64
	for rep := range 60 {
		key := rng.NewKey(1, uint64(rep))
		src := c.stream(0, 0, &st, 1, 2, key)
		for m := range c.days * 1440 {
			k := src.open(key, int64(m))
			if h := m % 1440 / 60; h < 2 || h >= 22 {
				night += k
			} else if k > 0 && (h < 9 || h >= 17) {
				t.Fatalf("%d contacts at %d o'clock", k, h)
			}
			n += k
		}
		for d := range byDay {
			byDay[d].Add(src.rate[d] * sum(src.shape[:]))
		}
	}
	t.Run("contacts come at their rates, at weekends and on changed days by their factors", func(t *testing.T) {
		for d := range byDay {
			want := 8*60 + 4*30.
			switch date := c.date(d); {
			case date == Day(2026, 11, 11):
				want *= 3
			case date.Weekday() == time.Saturday || date.Weekday() == time.Sunday:
				want *= 0.5
			}
			nearMean(t, c.date(d).String(), byDay[d], want)
		}
		nearShare(t, "at night", night, n, 0.2)
	})
}

// TestContactsOfAStreamAreBookedOnTheirDay: each once, by its date and by its cohort.
func TestContactsOfAStreamAreBookedOnTheirDay(t *testing.T) {
	sc := Default()
	sc.Name = "centre"
	sc.Season = Season{From: Day(2026, 1, 1), To: Day(2026, 1, 5), Drain: sim.Day}
	f := contactCentre("centre")
	f.Service.Resolved.Other = 1
	f.Service.Pools[0].Patience = rng.MustNever() // whoever is answered does not come again
	sc.Firms = []Firm{f}
	wellFormed(t, &sc)
	s, err := newSeason(&sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.k.Run(s.horizon() - 1)
	src := &s.sources[0]
	for day := range s.demand {
		var came int64
		for m := range int64(1440) {
			came += src.inMinute(int64(day)*1440 + m)
		}
		equal(t, "contacts by date", s.firms[0].days[day][result.Contacts], came)
		equal(t, "contacts by cohort", s.firms[0].cohorts[day][result.Contacts], came)
	}
	if src.count < 1000 {
		t.Errorf("only %d contacts: too few to tell", src.count)
	}
}
