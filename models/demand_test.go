package models

import (
	"fmt"
	"math"
	"testing"
	"time"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// november is a firm's demand with flat weekdays, over a November, and what
// it asks for on a day, worked out by hand from the words of the settings.
func november() (span, Firm, func(d Date) float64) {
	c := newSpan(Season{From: Day(2026, 11, 1), To: Day(2026, 11, 30), WarmUp: 10 * sim.Day})
	f := shopFirm("shop", "courier")
	f.Demand.Weekdays = []float64{2, 2, 2, 2, 2, 2, 2}
	f.Demand.Double11.DepositDays = 8
	f.Demand.Double11.Early, f.Demand.Double11.EarlyDays = 3, 9
	byDay := map[Date]float64{
		Day(2026, 11, 2): 3, // early release, 9 days before
		Day(2026, 11, 4): 0.8, Day(2026, 11, 5): 0.8, Day(2026, 11, 6): 0.8, Day(2026, 11, 7): 0.8,
		Day(2026, 11, 8): 0.8, Day(2026, 11, 9): 0.8, Day(2026, 11, 10): 0.8,
		Day(2026, 11, 11): 8 * 0.8, // the rest is deposits
		Day(2026, 11, 12): 1.8, Day(2026, 11, 13): 1.4, Day(2026, 11, 14): 1.2,
		Day(2026, 11, 15): 1.1, Day(2026, 11, 16): 1.05, Day(2026, 11, 17): 1.025,
		Day(2026, 11, 27): 1.2, // Black Friday
	}
	return c, f, func(d Date) float64 {
		if x, ok := byDay[d]; ok {
			return x
		}
		return 1
	}
}

// intentions of one replication, by the kind of their source and by day.
func intentions(c span, f *Firm, key rng.Key) (ordinary, ahead []int64) {
	ordinary, ahead = make([]int64, c.days), make([]int64, c.days)
	sources := c.sourcesOf(0, f, f.Demand.dayFactors(c), key)
	for i := range sources {
		by := ordinary
		if sources[i].kind == sourceDeposits {
			by = ahead
		}
		for m := range c.days * 1440 {
			by[m/1440] += sources[i].open(key, int64(m))
		}
	}
	return ordinary, ahead
}

func TestDemandFollowsTheCalendar(t *testing.T) {
	c, f, factor := november()
	t.Run("dip, early release, day, tail and Black Friday have their factors", func(t *testing.T) {
		got := f.Demand.dayFactors(c)
		for day := range got {
			close6(t, c.date(day).String(), got[day], factor(c.date(day)))
		}
	})
	t.Run("weekdays weigh against their mean, whatever their sum", func(t *testing.T) {
		d := f.Demand
		d.Weekdays = []float64{3, 1, 1, 1, 1, 0, 0}
		got := d.dayFactors(c)
		close6(t, "Monday 23 November", got[c.day(Day(2026, 11, 23))], 3)
		close6(t, "Sunday 22 November", got[c.day(Day(2026, 11, 22))], 0)
	})
	t.Run("the intentions of many seasons add up to the plan, day by day", func(t *testing.T) {
		total := 0.0
		for day := range c.days {
			total += 1600 * factor(c.date(day))
		}
		deposits := 1600 * 8 * 0.2 / 0.95
		var sums, ahead, day11, last stats.Tally
		for rep := range 40 {
			o, a := intentions(c, &f, rng.NewKey(5, uint64(rep)))
			var so, sa int64
			for d := range o {
				so += o[d]
				sa += a[d]
			}
			sums.Add(float64(so))
			ahead.Add(float64(sa))
			day11.Add(float64(o[c.day(Day(2026, 11, 11))]))
			last.Add(float64(o[c.days-1]))
		}
		nearMean(t, "the whole run", sums, total)
		nearMean(t, "deposits", ahead, deposits)
		nearMean(t, "11 November", day11, 1600*8*0.8)
		nearMean(t, "30 November", last, 1600)
	})
	t.Run("a Double 11 whose deposits lie before the run loses nobody", func(t *testing.T) {
		alone := newSpan(Season{From: Day(2026, 11, 11), To: Day(2026, 11, 12), WarmUp: 3 * sim.Day})
		close6(t, "too late for deposits", f.Demand.dayFactors(alone)[3], 8)
		d := f.Demand
		d.Double11.DepositDays = 0
		close6(t, "no days of deposits", d.dayFactors(c)[c.day(Day(2026, 11, 11))], 8)
	})
	t.Run("demand stops with the cool-down", func(t *testing.T) {
		c := newSpan(Season{From: Day(2026, 6, 1), To: Day(2026, 6, 3), CoolDown: sim.Day, Drain: 5 * sim.Day})
		o, _ := intentions(c, &f, rng.NewKey(5, 0))
		for d, n := range o {
			equal(t, fmt.Sprintf("day %d has demand", d), n > 0, d < 4)
		}
	})
}

func TestMidnightBurst(t *testing.T) {
	c, f, _ := november()
	d := f.Demand
	t.Run("the shape of the day adds up to one", func(t *testing.T) {
		for name, shape := range map[string]*[1440]float64{"ordinary": d.ordinaryShape(), "burst": d.burstShape()} {
			// e^-12 of the slow burst falls after the day's end.
			if s := sum(shape[:]); math.Abs(s-1) > 5e-6 {
				t.Errorf("%s: %v", name, s)
			}
		}
	})
	t.Run("with the fit of 2014 the first hour has 22.1% of the day (FACTS A4)", func(t *testing.T) {
		d := d
		d.Double11.LastHours = 0
		if got := sum(d.burstShape()[:60]); math.Abs(got-0.221) > 0.0005 {
			t.Errorf("got %.4f", got)
		}
	})
	t.Run("simulated, the first hour, the half-day and the last hours have the shares of the formula", func(t *testing.T) {
		day := c.day(Day(2026, 11, 11))
		F := func(h, ordinary float64) float64 { // without the second wave of 5%
			return 0.10*(1-math.Exp(-h/0.3)) + 0.28*(1-math.Exp(-h/2)) + 0.57*ordinary
		}
		hours := f.Demand.Hours
		var n, first, morning, last int64
		for rep := range 30 {
			key := rng.NewKey(9, uint64(rep))
			sources := c.sourcesOf(0, &f, f.Demand.dayFactors(c), key)
			for i := range sources {
				if sources[i].kind != sourceOrders {
					continue
				}
				for m := range 1440 {
					k := sources[i].open(key, int64(day*1440+m))
					n += k
					switch {
					case m < 60:
						first += k
					case m < 720:
						morning += k
					case m >= 1200:
						last += k
					}
				}
			}
		}
		h := func(k int) float64 { return sum(hours[:k]) / sum(hours) }
		nearShare(t, "first hour", first, n, F(1, h(1)))
		nearShare(t, "first to twelfth hour", morning, n, F(12, h(12))-F(1, h(1)))
		nearShare(t, "from 20:00", last, n, F(24, 1)-F(20, h(20))+0.05)
	})
	t.Run("other days have no burst", func(t *testing.T) {
		key := rng.NewKey(9, 0)
		src := c.sourcesOf(0, &f, f.Demand.dayFactors(c), key)[0]
		day := c.day(Day(2026, 11, 12))
		close6(t, "first minute", src.expected(day, 0), src.rate[day]*0.024/sum(f.Demand.Hours)/60)
	})
}

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
