package models

import (
	"fmt"
	"math"
	"testing"

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
