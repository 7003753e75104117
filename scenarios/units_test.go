package scenarios

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"peakready/models"
	"peakready/sim"
	"peakready/sim/rng"
)

// readAs reads a text as a value of type T by its form.
func readAs[T any](text string) (T, *fault) {
	var v T
	f, ok := formOf(reflect.TypeFor[T]())
	if !ok {
		panic("no form")
	}
	return v, f.read(text, reflect.ValueOf(&v).Elem())
}

// reads checks the texts of a table: pairs of texts and values.
func reads[T comparable](t *testing.T, table map[string]T) {
	t.Helper()
	for text, want := range table {
		got, f := readAs[T](text)
		if f != nil {
			t.Errorf("%q is refused: %s; %s", text, f.wrong, f.right)
		} else if got != want {
			t.Errorf("%q is read as %v, want %v", text, got, want)
		}
	}
}

func TestWhatPlannersWrite(t *testing.T) {
	t.Run("lengths of time", func(t *testing.T) {
		reads(t, map[string]models.Duration{
			"48h": 48 * sim.Hour, "7d": 7 * sim.Day, "90s": 90 * sim.Second, "5m": 5 * sim.Minute, "5min": 5 * sim.Minute,
			"250ms": 250, "1h30m": 90 * sim.Minute, "1.5h": 90 * sim.Minute, "2 days": 2 * sim.Day, "1 week": 7 * sim.Day,
			"0": 0, "0s": 0, "1,000s": 1000 * sim.Second, "1d 12h": 36 * sim.Hour, " 3s ": 3 * sim.Second, "0.001s": 1,
		})
	})
	t.Run("shares", func(t *testing.T) {
		reads(t, map[string]models.Share{"30%": 0.3, "0.3": 0.3, "7%": 0.07, "100%": 1, "1": 1, "0": 0, "5e-5": 5e-5, "0.005%": 5e-5, "30 %": 0.3})
	})
	t.Run("factors", func(t *testing.T) {
		reads(t, map[string]models.Factor{"8": 8, "1.5": 1.5, "x0.8": 0.8, "×0.8": 0.8, "0.8x": 0.8, "150%": 1.5, "0": 0})
	})
	t.Run("published figures", func(t *testing.T) {
		reads(t, map[string]models.Figure{"95": 95, "61.6%": 0.616, "2.09": 2.09, "16,003": 16003, "110M": 110e6, "0": 0, "209%": 2.09})
	})
	t.Run("rates", func(t *testing.T) {
		reads(t, map[string]models.Rate{
			"100k/day": 100_000, "120/h": 2880, "5/min": 7200, "300/s": 25_920_000, "1.2M/day": 1_200_000, "30万/day": 300_000,
			"0/s": 0, "700/week": 100, "1,200/d": 1200, "2亿/day": 2e8, "5 / hour": 120,
		})
	})
	t.Run("money", func(t *testing.T) {
		reads(t, map[string]models.Money{
			"¥35": 3500, "¥0.8": 80, "35 CNY": 3500, "1.2k CNY": 120_000, "35元": 3500, "￥35": 3500, "CNY 3.05": 305, "¥1.5M": 150_000_000, "¥3万": 3_000_000,
		})
	})
	t.Run("times of day", func(t *testing.T) {
		reads(t, map[string]models.Clock{
			"08:30": models.Clock(8*sim.Hour + 30*sim.Minute), "8:30": models.Clock(8*sim.Hour + 30*sim.Minute), "24:00": models.Clock(sim.Day),
			"00:00": 0, "23:59:59": models.Clock(sim.Day - sim.Second), "00:00:01.250": 1250,
		})
	})
	t.Run("dates", func(t *testing.T) {
		reads(t, map[string]models.Date{"2026-11-11": models.Day(2026, 11, 11), "2028-02-29": models.Day(2028, 2, 29), "none": 0})
	})
	t.Run("dates with a time of day", func(t *testing.T) {
		day := models.Day(2026, 11, 11)
		reads(t, map[string]models.Moment{
			"2026-11-11 00:30": models.At(day, models.Clock(30*sim.Minute)), "2026-11-11": models.At(day, 0), "2026-11-11T08:05": models.At(day, models.Clock(485*sim.Minute)),
			"2026-11-11 24:00": models.At(day+1, 0), "none": 0,
		})
	})
	t.Run("counts", func(t *testing.T) {
		reads(t, map[string]int{"30k": 30_000, "1.2M": 1_200_000, "-3": -3, "30,000": 30_000, "3万": 30_000, "1e3": 1000})
	})
	t.Run("times that vary", func(t *testing.T) {
		const minute = 60_000
		reads(t, map[string]rng.Dist{
			"5m": rng.MustConstant(5 * minute), "0": rng.MustConstant(0), "constant(5m)": rng.MustConstant(5 * minute),
			"exponential(mean=5m)": rng.MustExponential(5 * minute), "exponential(5m)": rng.MustExponential(5 * minute),
			"lognormal(mean=5m, log_sd=0.9)":    rng.MustLognormalMean(5*minute, 0.9),
			"lognormal(log_sd=0.4, median=52h)": rng.MustLognormalMedian(52*60*minute, 0.4),
			"weibull(k=0.96, scale=411s)":       rng.MustWeibull(0.96, 411_000),
			"uniform(1h, 3h)":                   rng.MustUniform(60*minute, 180*minute),
			"uniform(hi=3h, lo=1h)":             rng.MustUniform(60*minute, 180*minute),
			"gamma(mean=2d, cv=0.5)":            rng.MustGamma(2*1440*minute, 0.5),
			"erlang(k=2, mean=1h)":              rng.MustErlang(2, 60*minute),
			"triangular(1h, 2h, 4h)":            rng.MustTriangular(60*minute, 120*minute, 240*minute),
			"triangular(mode=2h, lo=1h, hi=4h)": rng.MustTriangular(60*minute, 120*minute, 240*minute),
			" exponential ( mean = 1.5 ms )":    rng.MustExponential(1.5),
			"never":                             rng.MustNever(),
		})
	})
}

// refuses checks that each text is refused with words that hold a phrase.
func refuses[T any](t *testing.T, table map[string]string) {
	t.Helper()
	for text, want := range table {
		v, f := readAs[T](text)
		if f == nil {
			t.Errorf("%q is read as %v, want a refusal", text, v)
			continue
		}
		if got := f.wrong + "; " + f.right; !strings.Contains(got, want) {
			t.Errorf("%q is refused with %s\nwant %s", text, got, want)
		}
		if f.right == "" {
			t.Errorf("%q is refused without saying what would be right", text)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Run("lengths of time", func(t *testing.T) {
		refuses[models.Duration](t, map[string]string{
			"48": "without a unit", "48 parsecs": `"parsecs" is no unit of time`, "-3h": "negative", "soon": "no number", "": "no number",
			"0.0001s": "finer than a millisecond", "101 years": "no unit", "999999d": "more than 100 years", "30m1h": "units out of order",
			"1h1h": "units out of order", "nan": "not a number", ".inf": "infinite", "1,5h": "comma", "3h-1m": "negative", "1h 30": "without a unit",
		})
	})
	t.Run("shares", func(t *testing.T) {
		refuses[models.Share](t, map[string]string{
			"30": "did you mean 30%?", "1.7": "more than the whole", "120%": "more than the whole", "-5%": "negative", "-0.1": "negative",
			"NaN": "not a number", ".inf": "infinite", "30 percent": `with "percent" after`, "half": "no number", "0,5": "comma", "1..5": "no number",
		})
	})
	t.Run("factors", func(t *testing.T) {
		refuses[models.Factor](t, map[string]string{"-1": "negative", "x-1": "negative", "8 times": `"times"`, "xx8": "no number", "1e300000": "too long", "1e309": "too large", ".nan": "not a number"})
	})
	t.Run("published figures", func(t *testing.T) {
		refuses[models.Figure](t, map[string]string{"-1": "negative", "95 ppm": `"ppm" after`, "x2": "no number", "1e309": "too large", ".nan": "not a number"})
	})
	t.Run("rates", func(t *testing.T) {
		refuses[models.Rate](t, map[string]string{
			"100": "without saying per what", "100k": "without saying per what", "100/fortnight": "does not say per what", "100 per day": "does not say per what",
			"-1/h": "negative", "5m/day": `"m/day" does not say per what`, "1e308/s": "too large", "nan/day": "no number",
		})
	})
	t.Run("money", func(t *testing.T) {
		refuses[models.Money](t, map[string]string{"35": "without a currency", "$35": "no number", "35 USD": "no currency here", "¥0.005": "finer than ¥0.01", "¥-3": "negative", "¥1e300": "too large"})
	})
	t.Run("times of day", func(t *testing.T) {
		refuses[models.Clock](t, map[string]string{"25:00": "no time of day", "24:01": "no time of day", "8": "no time of day", "08:60": "no time of day", "8:5": "no time of day", "08:30 pm": "no time of day", "08：30": "no time of day", "-1:30": "no time of day", "08:30:5": "no time of day"})
	})
	t.Run("dates", func(t *testing.T) {
		refuses[models.Date](t, map[string]string{"2026-02-30": "a day that the calendar does not have", "11/11/2026": "no date", "2026-1-1": "no date", "1066-10-14": "outside the years", "tomorrow": "no date"})
	})
	t.Run("dates with a time of day", func(t *testing.T) {
		refuses[models.Moment](t, map[string]string{"2026-02-30 08:00": "a day that the calendar does not have", "2026-11-11 25:00": "no time of day", "2026-11-11 08:00:30": "whole minutes", "08:00": "no date", "none 08:00": "no date and time"})
	})
	t.Run("times that vary", func(t *testing.T) {
		refuses[rng.Dist](t, map[string]string{
			"":                               "lognormal(mean=5m, log_sd=0.9)",
			"5":                              "without a unit",
			"-5m":                            "negative",
			"lognorml(mean=5m, log_sd=0.9)":  "did you mean lognormal? Write lognormal(mean=5m, log_sd=0.9) or lognormal(median=5m, log_sd=0.9)",
			"normal(5m, 1m)":                 "neither a time nor a known way to vary",
			"exponential(mean=5m":            "without the closing )",
			"exponential":                    "gives exponential no mean",
			"exponential(mean=5)":            `has a mean that is "5", without a unit`,
			"exponential(5m, 5m)":            "without saying what it is",
			"exponential(mean=5m, mean=6m)":  "has mean twice",
			"lognormal(5m, 0.9)":             "without saying what it is",
			"lognormal(mean=5m, logsd=0.9)":  `unknown parameter "logsd"; did you mean log_sd?`,
			"lognormal(mean=5m)":             "wrong parameters",
			"lognormal(mean=5m, log_sd=-1)":  "impossible parameters: log_sd is -1",
			"lognormal(mean=5m, log_sd=90%)": "a plain number with",
			"weibull(k=0, scale=3s)":         "impossible parameters: k is 0",
			"gamma(mean=0s, cv=1)":           "impossible parameters: mean is 0",
			"erlang(k=1.5, mean=3s)":         "it counts stages",
			"erlang(k=1e300, mean=3s)":       "impossible",
			"uniform(3h, 1h)":                "runs backwards, from 3h to 1h",
			"triangular(1h, 5h, 3h)":         "runs backwards",
			"never(5m)":                      "without saying what it is",
			"gamma(mean=5m, cv=nan)":         "not a number",
			"exponential(mean=5m) or so":     "without the closing )",
		})
	})
}

// The property that Resolved stands on: what a writer writes, the reader of
// the same type reads back as the same bits.
func roundTrip[T comparable](t *rapid.T, v T) {
	f, _ := formOf(reflect.TypeFor[T]())
	text, ok := f.write(reflect.ValueOf(v))
	if !ok {
		t.Fatalf("%v has no text", v)
	}
	back, flaw := readAs[T](text)
	if flaw != nil {
		t.Fatalf("%v is written %q, which is refused: %s", v, text, flaw.wrong)
	}
	if back != v {
		t.Fatalf("%v is written %q, which reads back as %v", v, text, back)
	}
}

func TestEveryValueReadsBackAsItself(t *testing.T) {
	span := rapid.Custom(func(t *rapid.T) float64 {
		if rapid.Bool().Draw(t, "whole") {
			return float64(rapid.Int64Range(1, int64(maxSpan)).Draw(t, "ms"))
		}
		return rapid.Float64Range(1e-6, float64(maxSpan)).Draw(t, "ms")
	})
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, models.Duration(rapid.Int64Range(0, int64(maxSpan)).Draw(t, "duration")))
		roundTrip(t, models.Duration(rapid.Int64Range(0, 1000).Draw(t, "hours"))*sim.Hour)
		roundTrip(t, models.Share(rapid.Float64Range(0, 1).Draw(t, "share")))
		roundTrip(t, models.Share(float64(rapid.IntRange(0, 10_000).Draw(t, "basis points"))/10_000))
		roundTrip(t, models.Factor(rapid.Float64Range(0, math.MaxFloat64).Draw(t, "factor")))
		roundTrip(t, models.Figure(rapid.Float64Range(0, math.MaxFloat64).Draw(t, "figure")))
		roundTrip(t, models.Rate(rapid.Float64Range(0, math.MaxFloat64).Draw(t, "rate")))
		roundTrip(t, models.Rate(float64(rapid.Int32Range(0, 1<<30).Draw(t, "whole rate"))*24))
		roundTrip(t, models.Money(rapid.Int64Range(0, math.MaxInt64).Draw(t, "fen")))
		roundTrip(t, models.Clock(rapid.Int64Range(0, int64(sim.Day)).Draw(t, "clock")))
		roundTrip(t, models.Moment(rapid.Int64Range(365*1440, 84_005*1440).Draw(t, "moment")))
		roundTrip(t, models.Date(rapid.Int32Range(365, 84_005).Draw(t, "date")))
		roundTrip(t, rapid.Float64().Filter(isFinite).Draw(t, "number"))
		roundTrip(t, rapid.Uint64().Draw(t, "count"))
		roundTrip(t, rapid.Int64().Draw(t, "signed count"))
		shape := rapid.Float64Range(0.05, 10).Draw(t, "shape")
		a, b, c := span.Draw(t, "a"), span.Draw(t, "b"), span.Draw(t, "c")
		three := []float64{a, b, c}
		slices.Sort(three)
		lo, mode, hi := three[0], three[1], three[2]
		for _, d := range []rng.Dist{
			rng.MustConstant(a), rng.MustExponential(a), rng.MustLognormalMean(a, shape), rng.MustLognormalMedian(a, shape),
			rng.MustWeibull(shape, a), rng.MustGamma(a, shape), rng.MustErlang(1+int(shape), a), rng.MustUniform(lo, hi),
			rng.MustTriangular(lo, mode, hi), rng.MustNever(),
		} {
			roundTrip(t, d)
		}
	})
}

func TestValuesAreWrittenAsAPlannerWould(t *testing.T) {
	for want, v := range map[string]any{
		"7d": 7 * sim.Day, "36h": 36 * sim.Hour, "90m": 90 * sim.Minute, "90s": 90 * sim.Second, "250ms": models.Duration(250), "1h1m1s": 3661 * sim.Second, "0s": models.Duration(0),
		"30%": models.Share(0.3), "7%": models.Share(0.07), "0.005%": models.Share(5e-5), "0%": models.Share(0),
		"100k/day": models.Rate(100_000), "50/h": models.Rate(1200), "300/s": models.Rate(25_920_000), "1.2M/day": models.Rate(1.2e6), "30k/day": models.Rate(30_000), "0/day": models.Rate(0),
		"¥35": models.Money(3500), "¥0.80": models.Money(80), "08:30": models.Clock(8.5 * 3_600_000), "24:00": models.Clock(sim.Day),
		"2026-11-11": models.Day(2026, 11, 11), "none": models.Date(0), "1.5": models.Factor(1.5),
		"lognormal(mean=5m, log_sd=0.9)": rng.MustLognormalMean(300_000, 0.9), "52h": rng.MustConstant(52 * 3_600_000),
		"weibull(k=0.96, scale=411s)": rng.MustWeibull(0.96, 411_000), "uniform(lo=1h, hi=3h)": rng.MustUniform(3_600_000, 3*3_600_000),
	} {
		f, _ := formOf(reflect.TypeOf(v))
		if got, ok := f.write(reflect.ValueOf(v)); !ok || got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}

func TestImpossibleValuesHaveNoText(t *testing.T) {
	nan := math.NaN()
	for _, v := range []any{
		models.Share(1.7), models.Share(-0.1), models.Share(nan), models.Factor(-1), models.Factor(nan), models.Rate(math.Inf(1)), models.Rate(-1),
		models.Money(-1), models.Clock(-1), models.Clock(sim.Day + 1), models.Duration(-1), models.Date(-1000), nan, rng.Dist{}, rng.MustConstant(-1), mood("odd"),
	} {
		f, _ := formOf(reflect.TypeOf(v))
		if got, ok := f.write(reflect.ValueOf(v)); ok {
			t.Errorf("%T %v is written %q, want no text", v, v, got)
		}
	}
}
