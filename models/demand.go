package models

import (
	"math"
	"time"

	"peakready/sim"
)

// Demand is what consumers want to buy from a firm: by category, by the hour
// of the day, by the calendar. Intentions are a Poisson process in every
// minute around a rate that is itself uncertain: a gamma factor each day
// (counts are over-dispersed) and one forecast error for the whole season.
type Demand struct {
	Categories []Category `yaml:"categories"` // kinds of goods
	// Weight of each hour of an ordinary day, 24 numbers. Default: Olist, 8,135
	// orders by local hour (computed from public data).
	Hours []float64 `yaml:"hours"`
	// Weight of each day of the week, Monday first, 7 numbers. Default: Olist.
	Weekdays []float64 `yaml:"weekdays"`
	// DayNoise is the coefficient of variation of the gamma day factor.
	// Default 0.10: assumption, weak.
	DayNoise float64 `yaml:"day_noise"`
	// ForecastError is the coefficient of variation of the season's lognormal
	// factor on all demand, mean 1. Default 0.10: assumption, weak.
	ForecastError float64 `yaml:"forecast_error"`
	// Scale multiplies what comes against the forecast to which stock is
	// prepared: 1.2 is a fifth more than planned. Default 1.
	Scale          Factor   `yaml:"scale"`
	Arrivals       Arrivals `yaml:"arrivals"`        // random, or even as a spreadsheet has them
	Double11       Double11 `yaml:"double11"`        // the promotion of 11 November
	BlackFriday    Factor   `yaml:"black_friday"`    // day factor; default 1.2, weak
	Double12       Factor   `yaml:"double12"`        // day factor; default 2.0 (FACTS, suggested defaults, M: weak)
	NewYearGoods   Factor   `yaml:"new_year_goods"`  // 28 to 8 days before the New Year; default 1.4 (M: weak)
	SpringFestival Factor   `yaml:"spring_festival"` // 3 days before to 6 after; default 0.2 (FACTS A2: 2022 V/D)
}

// Category is a kind of goods: how much is bought, what can be wrong with it.
// The rates of defects, mismatches and misled buyers are inputs; what becomes
// of them is simulated.
type Category struct {
	Name   string  `yaml:"name"`
	Orders Rate    `yaml:"orders"` // on an ordinary day
	Value  Money   `yaml:"value"`  // of an order
	Margin Share   `yaml:"margin"` // lost with a lost sale; default 15%, weak
	Items  float64 `yaml:"items"`  // mean items an order, geometric from 1; default 1.3, weak
	SKUs   int     `yaml:"skus"`   // default 400, weak
	// Faulty is the share of delivered goods with a defect. Input. Default
	// 1.5%, weak: 1.5% of refunds name quality at a refund rate of 10% (FACTS C,
	// V, apparel), which is a lower bound.
	Faulty Share `yaml:"faulty"`
	// Unlike is the share of delivered goods unlike their page. Input; default 1%, weak.
	Unlike Share `yaml:"unlike"`
	// Claims is the share of orders whose page makes a "100%" claim, Misled the
	// share of those buyers that it misleads. Inputs; defaults 5% and 4%, weak.
	Claims Share `yaml:"claims"`
	Misled Share `yaml:"misled"`
	// Regret is the share of buyers who want to return for no reason within
	// seven days. Default 5% (FACTS, suggested defaults: other 0.05; apparel
	// 0.20 V; electronics 0.08 M).
	Regret Share `yaml:"regret"`
	// NoReturns is the share of pages with "no returns" terms.
	NoReturns Share `yaml:"no_returns"`
	// Repair is the share of faulty goods that the firm repairs rather than refunds.
	Repair Share `yaml:"repair"`
	// Question is the share of buyers who ask before they buy. Default 0.3
	// (FACTS, suggested defaults, M: weak).
	Question Share `yaml:"question"`
}

// Defaults of a category.
func (Category) Defaults() Category {
	return Category{
		Value: 20000, Margin: 0.15, Items: 1.3, SKUs: 400,
		Faulty: 0.015, Unlike: 0.01, Claims: 0.05, Misled: 0.04,
		Regret: 0.05, Question: 0.3,
	}
}

// Double11 shapes the promotion of 11 November.
type Double11 struct {
	// Factor of the day against an ordinary day. Default 8 for one retailer
	// (FACTS, suggested defaults: network parcels 3.1 V, firm level M).
	Factor Factor `yaml:"factor"`
	// Burst after midnight, cumulative share of the day: F(t) =
	// Fast x (1-exp(-t/FastTime)) + Slow x (1-exp(-t/SlowTime)) + the rest of
	// an ordinary day's curve (FACTS A4, fit C). Defaults are those of 2014,
	// 22% of the day in its first hour before the balances of deposits are
	// added; 2019: 4%, 2 m, 50%, 60 m.
	Fast     Share    `yaml:"fast"`
	FastTime Duration `yaml:"fast_time"`
	Slow     Share    `yaml:"slow"`
	SlowTime Duration `yaml:"slow_time"`
	// LastHours is the share of the day in the second wave from 20:00 to
	// midnight, above the ordinary curve. Default 5%, weak.
	LastHours Share `yaml:"last_hours"`
	// Dip before the day, on DipDays days: buyers wait. Default x0.8 on 7 days (M: weak).
	Dip     Factor `yaml:"dip"`
	DipDays int    `yaml:"dip_days"`
	// Early release of goods: a factor on the one day that is EarlyDays before
	// the 11th (twin peak since 2021, FACTS A2). Default 1, none.
	Early     Factor `yaml:"early"`
	EarlyDays int    `yaml:"early_days"`
	// Tail: the factor of 12 November, halving its excess every day. Default 1.8, weak.
	Tail Factor `yaml:"tail"`
	// Deposits: the share of the day's orders bought ahead by deposit in the
	// DepositDays days before, the balance paid after midnight. Default 20% over
	// 20 days, weak. Unpaid is the share that never pays the balance; default 5%, weak.
	Deposits    Share    `yaml:"deposits"`
	DepositDays int      `yaml:"deposit_days"`
	Unpaid      Share    `yaml:"unpaid"`
	BalanceTime Duration `yaml:"balance_time"` // mean delay of the balance after midnight; default 40 m, weak
}

// ahead is the share of a Double 11 that is bought by deposit: nothing where
// the days of the deposits lie before the run.
func (p *Double11) ahead(day int) float64 {
	if p.DepositDays == 0 || day < p.DepositDays {
		return 0
	}
	return float64(p.Deposits)
}

// DefaultDemand is an ordinary shop's demand without categories.
func DefaultDemand() Demand {
	return Demand{
		Hours: []float64{.024, .012, .005, .003, .002, .002, .006, .013, .026, .048, .067, .066,
			.068, .064, .063, .063, .067, .061, .061, .060, .065, .060, .056, .040},
		Weekdays:      []float64{.166, .157, .153, .151, .144, .112, .118},
		DayNoise:      0.10,
		ForecastError: 0.10,
		Scale:         1,
		Arrivals:      "random",
		Double11: Double11{
			Factor: 8, Fast: 0.10, FastTime: 18 * sim.Minute, Slow: 0.28, SlowTime: 2 * sim.Hour,
			LastHours: 0.05, Dip: 0.8, DipDays: 7, Early: 1, EarlyDays: 10, Tail: 1.8,
			Deposits: 0.2, DepositDays: 20, Unpaid: 0.05, BalanceTime: 40 * sim.Minute,
		},
		BlackFriday: 1.2, Double12: 2, NewYearGoods: 1.4, SpringFestival: 0.2,
	}
}

// dayFactors is the calendar's factor on an ordinary day's orders, by day.
func (d Demand) dayFactors(c span) []float64 {
	f := make([]float64, c.days)
	for day := range f {
		f[day] = d.Weekdays[(int(c.date(day).Weekday())+6)%7] * 7 / sum(d.Weekdays)
	}
	scale := func(from, to Date, x Factor) {
		for day := max(0, c.day(from)); day <= min(c.days-1, c.day(to)); day++ {
			f[day] *= float64(x)
		}
	}
	for _, y := range c.years() {
		d11 := Day(y, time.November, 11)
		if d11 <= c.date(-60) { // its tail has died out
			continue
		}
		scale(d11-Date(d.Double11.DipDays), d11-1, d.Double11.Dip)
		if d.Double11.EarlyDays > 0 {
			scale(d11-Date(d.Double11.EarlyDays), d11-Date(d.Double11.EarlyDays), d.Double11.Early)
		}
		if day := c.day(d11); day >= 0 && day < c.days {
			f[day] = float64(d.Double11.Factor) * (1 - d.Double11.ahead(day))
		}
		excess := float64(d.Double11.Tail) - 1
		for n := Date(1); n <= 6; n++ {
			scale(d11+n, d11+n, Factor(1+excess))
			excess /= 2
		}
		scale(BlackFriday(y), BlackFriday(y), d.BlackFriday)
		d12 := Day(y, time.December, 12)
		scale(d12, d12, d.Double12)
		if ny, ok := NewYear(y); ok {
			scale(ny-28, ny-8, d.NewYearGoods)
			scale(ny-3, ny+6, d.SpringFestival)
		}
	}
	return f
}

// ordinaryShape is the share of a day's orders in each minute.
func (d Demand) ordinaryShape() *[1440]float64 {
	var s [1440]float64
	day := 60 * sum(d.Hours)
	for m := range s {
		s[m] = d.Hours[m/60] / day
	}
	return &s
}

func sum(xs []float64) float64 {
	t := 0.0
	for _, x := range xs {
		t += x
	}
	return t
}

// burstShape is the share of 11 November's orders in each minute.
func (d Demand) burstShape() *[1440]float64 {
	p := d.Double11
	s := d.ordinaryShape()
	rest := 1 - float64(p.Fast) - float64(p.Slow) - float64(p.LastHours)
	fast, slow := float64(p.FastTime/sim.Minute), float64(p.SlowTime/sim.Minute)
	burst := func(m, tau float64) float64 { return math.Exp(-m/tau) - math.Exp(-(m+1)/tau) }
	for m := range s {
		x := float64(m)
		s[m] = rest*s[m] + float64(p.Fast)*burst(x, fast) + float64(p.Slow)*burst(x, slow)
		if m >= 20*60 {
			s[m] += float64(p.LastHours) / 240
		}
	}
	return s
}
