package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const minus = "\u2212" // U+2212: a hyphen is too short for a minus sign

// scales of counts, largest first.
var scales = []struct {
	size float64
	unit string
}{{1e9, "bn"}, {1e6, "M"}, {1e3, "k"}}

// count writes a number for people: 0.4, 7.5, 843, 8.4k, 84k, 1.2M, 1.2bn.
func count(v float64) string {
	if v < 0 {
		return minus + count(-v)
	}
	for _, s := range scales {
		// 999,500 would round to 1000k: it belongs to the scale above.
		if v >= s.size*0.9995 {
			return significant(v/s.size, 1) + s.unit
		}
	}
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	if v < 0.05 {
		return "<0.1"
	}
	return significant(v, 1)
}

// significant writes with decimals below 10, with none above, and without
// trailing zeros. A half goes away from zero, as in round and on the terminal.
func significant(v float64, decimals int) string {
	if math.Abs(v) >= 9.95 {
		return strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	}
	return trim(strconv.FormatFloat(v, 'f', decimals, 64))
}

func trim(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// pct writes a share: 0%, <0.01%, 0.25%, 6.9%, 43%, >99.9%, 100%. Only nothing
// is 0% and only all is 100%.
func pct(share float64) string {
	p := 100 * share
	switch {
	case p == 0:
		return "0%"
	case p < 0.01:
		return "<0.01%"
	case p < 0.995:
		return trim(strconv.FormatFloat(p, 'f', 2, 64)) + "%"
	case p < 9.95:
		return trim(strconv.FormatFloat(p, 'f', 1, 64)) + "%"
	case p < 89.95:
		return strconv.FormatFloat(p, 'f', 0, 64) + "%"
	case p < 99.95:
		return trim(strconv.FormatFloat(p, 'f', 1, 64)) + "%"
	case p < 100:
		return ">99.9%"
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + "%"
}

// times writes a ratio: 1.04, 1.7, 12.
func times(v float64) string {
	if math.Abs(v-1) < 0.05 && v != 1 {
		return trim(strconv.FormatFloat(v, 'f', 2, 64))
	}
	return significant(v, 1)
}

// span writes a duration given in milliseconds: 0 s, 45 s, 3.2 min, 5 h, 2.3 d.
func span(ms float64) string {
	s := ms / 1000
	switch {
	case s < 59.5:
		return significant(s, 1) + " s"
	case s < 59.5*60:
		return significant(s/60, 1) + " min"
	case s < 47.5*3600:
		return significant(s/3600, 1) + " h"
	}
	return significant(s/86400, 1) + " d"
}

// dayMS and hourMS are a day and an hour in milliseconds.
const (
	hourMS = 3600e3
	dayMS  = 24 * hourMS
)

// plural writes a whole number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(float64(n)) + " " + many
}

// daysOf writes a number of days with its noun: 1 day, 1.8 days, <0.01 days.
func daysOf(v float64, decimals int) string {
	text := significant(v, decimals)
	switch {
	case text == "1":
		return "1 day"
	case text == "0" && v > 0:
		text = "<" + trim(strconv.FormatFloat(math.Pow10(-decimals), 'f', decimals, 64))
	}
	return text + " days"
}

// date is the calendar day of a day index of a run that begins on start (days
// since 1970-01-01). A date has no time zone; UTC is only its carrier.
func date(start int32, day int) time.Time {
	return time.Unix((int64(start)+int64(day))*86400, 0).UTC()
}

func dayMonth(t time.Time) string { return t.Format("2 Jan") }

// list joins names as a sentence does: a, b and c.
func list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return fmt.Sprintf("%s and %s", strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// round rounds to a whole number what would be written with decimals only for
// being a mean of counts.
func round(v float64) float64 {
	if v >= 1 {
		return math.Round(v)
	}
	return v
}

// orZero is v, 0 where it is not known.
func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// lowerThe begins a name with a small letter where it stands within a sentence.
func lowerThe(name string) string { return "the" + strings.TrimPrefix(name, "The") }

// sentenceCase writes the first letter large.
func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
