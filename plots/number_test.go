package plots

import (
	"math"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"nothing", count(0), "0"},
		{"less than can be shown", count(0.01), "<0.1"},
		{"a fraction", count(7.54), "7.5"},
		{"hundreds are written out", count(843), "843"},
		{"thousands", count(8437), "8.4k"},
		{"tens of thousands", count(84370), "84k"},
		{"just under a million is not 1000k", count(999600), "1M"},
		{"a billion", count(1.19e9), "1.2bn"},
		{"a true minus", count(-12000), "−12k"},
		{"no share", pct(0), "0%"},
		{"a share that must not read as none", pct(0.00002), "<0.01%"},
		{"a small share", pct(0.0025), "0.25%"},
		{"a few per cent", pct(0.0687), "6.9%"},
		{"a large share", pct(0.432), "43%"},
		{"a share near one keeps a decimal", pct(0.9371), "93.7%"},
		{"nearly all is not all", pct(0.9999), ">99.9%"},
		{"all", pct(1), "100%"},
		{"seconds", span(23400), "23 s"},
		{"a minute", span(60000), "1 min"},
		{"hours", span(4 * hourMS), "4 h"},
		{"days", span(5.5 * dayMS), "5.5 d"},
		{"a ratio just over one does not read as one", times(1.02), "1.02"},
		{"a ratio", times(2.84), "2.8"},
		{"one noun", plural(1, "hour", "hours"), "1 hour"},
		{"many nouns", plural(31, "hour", "hours"), "31 hours"},
		{"one day", daysOf(0.98, 1), "1 day"},
		{"days", daysOf(1.76, 1), "1.8 days"},
		{"no day", daysOf(0, 2), "0 days"},
		{"less than can be shown of a day", daysOf(0.001, 2), "<0.01 days"},
		{"a table has a digit more", exact(84370), "84.4k"},
		{"a table rounds into the next scale", exact(999600), "1M"},
		{"a table of hundreds of thousands", exact(843700), "844k"},
		{"a list", list([]string{"a", "b", "c"}), "a, b and c"},
		{"a sentence may begin in Chinese", sentenceCase("热线"), "热线"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}

func TestValueAxis(t *testing.T) {
	for _, c := range []struct {
		name  string
		top   float64
		whole bool
		limit float64
		last  string
	}{
		{"steps of two", 9.3, false, 10, "10"},
		{"thousands", 193000, true, 200000, "200k"},
		{"a step of 2.5", 10700, false, 12500, "12.5k"},
		{"whole numbers get whole steps", 3, true, 3, "3"},
		{"nothing has an axis to one", 0, true, 1, "1"},
		{"NaN has an axis to one", math.NaN(), true, 1, "1"},
		{"billions", 1.6e9, true, 2e9, "2bn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			limit, ticks := valueAxis(c.top, 5, c.whole, countTick)
			if last := ticks[len(ticks)-1]; math.Abs(limit-c.limit) > 1e-9*c.limit || last.label != c.last || last.value != limit {
				t.Errorf("axis to %v ends with %+v, want %v and %q", limit, last, c.limit, c.last)
			}
			if len(ticks) > 7 {
				t.Errorf("%d ticks are too many", len(ticks))
			}
		})
	}
}

func TestDayTicksFallOnNamedDays(t *testing.T) {
	start := int32(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	for _, c := range []struct {
		name     string
		days     int
		perDay   float64
		expected []string
	}{
		{"a few days all have a label", 3, 100, []string{"1 Nov", "2 Nov", "3 Nov", "4 Nov"}},
		{"a month has Mondays", 30, 6, []string{"2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"}},
		{"a season has the 1st, 11th and 21st", 90, 4.5, []string{"1 Nov", "11 Nov", "21 Nov", "1 Dec", "11 Dec", "21 Dec", "1 Jan", "11 Jan", "21 Jan"}},
		{"two years have quarters", 730, 0.8, []string{"Jan 2027", "Apr 2027", "Jul 2027", "Oct 2027", "Jan 2028", "Apr 2028", "Jul 2028", "Oct 2028"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, k := range dayTicks(start, 0, c.days-1, vg.Length(c.perDay)) {
				if k.label != "" {
					got = append(got, k.label)
				}
			}
			if list(got) != list(c.expected) {
				t.Errorf("got %v, want %v", got, c.expected)
			}
		})
	}
}
