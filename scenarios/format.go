package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"peakready/models"
	"peakready/sim"
)

// The writers below are the inverse of the readers in units.go: what they
// write reads back as exactly the same value, bit for bit. They give false for
// a value that has no text, such as a negative share.

// decimal writes v times ten to the power of shift without rounding: it moves
// the point in the shortest decimal that reads back as v. That is why 0.07 can
// be written 7% although 0.07*100 is 7.000000000000001 in float64.
func decimal(v float64, shift int) string {
	if v == 0 {
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'e', -1, 64), "e")
	e, _ := strconv.Atoi(exponent)
	digits := strings.Replace(mantissa, ".", "", 1)
	sign := ""
	if v < 0 {
		sign = "-"
	}
	switch point := e + 1 + shift; {
	case point > 21 || point < -6:
		if len(digits) > 1 {
			digits = digits[:1] + "." + digits[1:]
		}
		return fmt.Sprintf("%s%se%d", sign, digits, point-1)
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return sign + digits + strings.Repeat("0", point-len(digits))
	default:
		return sign + digits[:point] + "." + digits[point:]
	}
}

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func writeDuration(d models.Duration) (string, bool) {
	if d < 0 || d > maxSpan {
		return "", false
	}
	return span(d), true
}

// span writes milliseconds in the largest unit that needs no fraction and
// fewer than four digits, else in several units: 7d, 48h, 90s, 1h1m1s.
func span(d sim.Time) string {
	if d == 0 {
		return "0s"
	}
	units := []struct {
		word  string
		ticks sim.Time
	}{{"d", sim.Day}, {"h", sim.Hour}, {"m", sim.Minute}, {"s", sim.Second}, {"ms", 1}}
	for _, u := range units {
		if n := d / u.ticks; d%u.ticks == 0 && (n < 1000 || u.word == "d") {
			return fmt.Sprintf("%d%s", n, u.word)
		}
	}
	var b strings.Builder
	for _, u := range units {
		if n := d / u.ticks; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.word)
			d -= n * u.ticks
		}
	}
	return b.String()
}

func writeShare(s models.Share) (string, bool) {
	v := float64(s)
	switch {
	case !(v >= 0 && v <= 1):
		return "", false
	case v > 0 && v < 1e-7:
		return decimal(v, 0), true
	}
	return decimal(v, 2) + "%", true
}

func writeFactor(x models.Factor) (string, bool) {
	if !(x >= 0) || math.IsInf(float64(x), 0) {
		return "", false
	}
	return decimal(float64(x), 0), true
}

// writeRate takes the way to write a rate exactly whose number is shortest:
// 2880 a day is 120/h, but 1.2M/day is not 50000/h.
func writeFigure(x models.Figure) (string, bool) { return writeFactor(models.Factor(x)) }

func writeLimit(l models.Limit) (string, bool) {
	if l.Time {
		return writeDuration(models.Duration(math.Round(float64(l.Figure) * float64(sim.Second))))
	}
	if l.Money {
		return writeMoney(models.Money(math.Round(100 * float64(l.Figure))))
	}
	return writeFigure(l.Figure)
}

func writeRate(r models.Rate) (string, bool) {
	v := float64(r)
	if !(v >= 0) || math.IsInf(v, 0) {
		return "", false
	}
	number, per := decimal(v, 0), "/day"
	for _, way := range []struct{ number, per string }{
		{decimal(v, -3) + "k", "/day"}, {decimal(v, -6) + "M", "/day"},
		{decimal(v/24, 0), "/h"}, {decimal(v/86400, 0), "/s"},
	} {
		if back, f := readRate(way.number + way.per); f == nil && back == r && len(way.number) < len(number) {
			number, per = way.number, way.per
		}
	}
	return number + per, true
}

func writeMoney(m models.Money) (string, bool) {
	switch {
	case m < 0:
		return "", false
	case m%100 == 0:
		return fmt.Sprintf("¥%d", m/100), true
	}
	return fmt.Sprintf("¥%d.%02d", m/100, m%100), true
}

func writeClock(c models.Clock) (string, bool) {
	t := sim.Time(c)
	if t < 0 || t > sim.Day {
		return "", false
	}
	text := fmt.Sprintf("%02d:%02d", t/sim.Hour, t/sim.Minute%60)
	if s := t % sim.Minute; s%sim.Second != 0 {
		text += fmt.Sprintf(":%02d.%03d", s/sim.Second, s%sim.Second)
	} else if s != 0 {
		text += fmt.Sprintf(":%02d", s/sim.Second)
	}
	return text, true
}

func writeDate(d models.Date) (string, bool) {
	if d == 0 {
		return noDate, true
	}
	y, _, _ := d.Civil()
	return d.String(), y >= 1971 && y <= 2199
}
