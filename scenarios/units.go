package scenarios

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode"

	"peakready/models"
	"peakready/sim"
)

// What goes where, for messages and for Explain.
const (
	wantDuration = "write a length of time such as 48h, 7d, 90s, 5m or 1h30m"
	wantShare    = "a share lies between 0 and 1, written 30% or 0.3"
	wantFactor   = "write a factor of 0 or more, such as 8, 1.5, x0.8 or 150%"
	wantFigure   = "write a number or a share of 0 or more, such as 95, 2.09 or 61.6%"
	wantLimit    = "write a number or a share of 0 or more in the unit of the metric (peakready metrics), such as 95 or 5%; of seconds or days also a length of time, such as 30s, of CNY an amount, such as ¥8M"
	wantRate     = "write a rate such as 100k/day, 120/h, 5/min or 300/s"
	wantMoney    = "write an amount such as ¥35, ¥0.80 or 1.2k CNY"
	wantClock    = "write a time of day from 00:00 to 24:00, such as 08:30"
	wantDate     = "write a date as year-month-day, such as 2026-11-11"
)

// spanUnits are the units of time that a planner may write, longest first.
var spanUnits = []struct {
	words []string
	ticks sim.Time
}{
	{[]string{"w", "week", "weeks"}, 7 * sim.Day},
	{[]string{"d", "day", "days"}, sim.Day},
	{[]string{"h", "hour", "hours"}, sim.Hour},
	{[]string{"m", "min", "minute", "minutes"}, sim.Minute},
	{[]string{"s", "sec", "second", "seconds"}, sim.Second},
	{[]string{"ms"}, 1},
}

// unitOf finds a unit of time; its rank is its place in spanUnits.
func unitOf(word string) (ticks sim.Time, rank int, ok bool) {
	for i, u := range spanUnits {
		for _, w := range u.words {
			if w == word {
				return u.ticks, i, true
			}
		}
	}
	return 0, 0, false
}

// maxSpan is the longest time that can be written: 100 years. Longer is a slip.
const maxSpan = 36_525 * sim.Day

// readSpan reads a length of time in milliseconds, exactly: one or more
// numbers with their units, longer units first, not negative.
func readSpan(text string) (*big.Rat, *fault) {
	text = strings.TrimSpace(text)
	total, last, rest := new(big.Rat), -1, text
	for first := true; first || rest != ""; first = false {
		q, f := readQuantity(rest, wantDuration)
		if f != nil {
			return nil, f
		}
		word := q.unit
		if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
			word = word[:end]
		}
		rest = strings.TrimSpace(q.unit[len(word):])
		ticks, rank, known := unitOf(word)
		switch {
		case q.value.Sign() < 0:
			return nil, &fault{"is " + shown(text) + ", which is negative", wantDuration}
		case q.unit == "" && q.value.Sign() == 0 && first:
			return total, nil
		case word == "":
			return nil, &fault{"is " + shown(text) + ", without a unit", wantDuration}
		case !known:
			return nil, &fault{fmt.Sprintf("is %s; %s is no unit of time", shown(text), shown(word)), wantDuration}
		case rank <= last:
			return nil, &fault{"is " + shown(text) + ", with its units out of order", wantDuration}
		}
		last = rank
		total.Add(total, q.value.Mul(q.value, big.NewRat(int64(ticks), 1)))
	}
	if total.Cmp(big.NewRat(int64(maxSpan), 1)) > 0 {
		return nil, &fault{"is " + shown(text) + ", more than 100 years", wantDuration}
	}
	return total, nil
}

func readDuration(text string) (models.Duration, *fault) {
	span, f := readSpan(text)
	if f != nil {
		return 0, f
	}
	ticks, ok := whole(span)
	if !ok {
		return 0, &fault{"is " + shown(text) + ", finer than a millisecond", "times are whole milliseconds"}
	}
	return models.Duration(ticks), nil
}

func readShare(text string) (models.Share, *fault) {
	q, f := readQuantity(text, wantShare)
	if f != nil {
		return 0, f
	}
	switch q.unit {
	case "%", "％":
		q.value.Quo(q.value, big.NewRat(100, 1))
	case "":
	default:
		return 0, &fault{fmt.Sprintf("is %s, with %s after the number", shown(text), shown(q.unit)), wantShare}
	}
	if q.value.Sign() < 0 {
		return 0, &fault{"is " + text + ", which is negative", wantShare}
	}
	if q.value.Cmp(big.NewRat(1, 1)) > 0 {
		right := wantShare
		if q.unit == "" && q.value.Cmp(big.NewRat(2, 1)) >= 0 && q.value.Cmp(big.NewRat(100, 1)) <= 0 {
			right += "; did you mean " + text + "%?"
		}
		return 0, &fault{"is " + text + ", more than the whole", right}
	}
	v, _ := float(q.value)
	return models.Share(v), nil
}

func readFactor(text string) (models.Factor, *fault) {
	text = strings.TrimSpace(text)
	bare := text
	for _, mark := range []string{"x", "X", "×"} {
		if rest, ok := strings.CutPrefix(text, mark); ok {
			bare = rest
			break
		}
	}
	q, f := readQuantity(bare, wantFactor)
	if f != nil {
		return 0, f
	}
	switch q.unit {
	case "%", "％":
		q.value.Quo(q.value, big.NewRat(100, 1))
	case "", "x", "×":
	default:
		return 0, &fault{fmt.Sprintf("is %s, with %s after the number", shown(text), shown(q.unit)), wantFactor}
	}
	v, ok := float(q.value)
	switch {
	case q.value.Sign() < 0:
		return 0, &fault{"is " + text + ", which is negative", wantFactor}
	case !ok:
		return 0, &fault{"is " + shown(text) + ", a number too large to mean anything", wantFactor}
	}
	return models.Factor(v), nil
}

func readFigure(text string) (models.Figure, *fault) {
	q, f := readQuantity(text, wantFigure)
	if f != nil {
		return 0, f
	}
	if q.unit == "%" || q.unit == "％" {
		q.value.Quo(q.value, big.NewRat(100, 1))
	} else if q = q.multiplier(); q.unit != "" {
		return 0, &fault{fmt.Sprintf("is %s, with %s after the number", shown(text), shown(q.unit)), wantFigure}
	}
	v, ok := float(q.value)
	switch {
	case q.value.Sign() < 0:
		return 0, &fault{"is " + text + ", which is negative", wantFigure}
	case !ok:
		return 0, &fault{"is " + shown(text) + ", a number too large to mean anything", wantFigure}
	}
	return models.Figure(v), nil
}

// readLimit reads a figure or, where a unit of time follows the number, a length
// of time, which becomes seconds, or an amount of money, which has its sign.
func readLimit(text string) (models.Limit, *fault) {
	if amount := strings.TrimSpace(text); strings.ContainsAny(amount, "¥￥元") || strings.Contains(amount, "CNY") || strings.Contains(amount, "RMB") || strings.Contains(amount, "yuan") {
		v, f := readMoney(amount)
		return models.Limit{Figure: models.Figure(v) / 100, Money: true}, f
	}
	q, f := readQuantity(text, wantLimit)
	if f != nil {
		return models.Limit{}, f
	}
	word := q.unit
	if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		word = word[:end]
	}
	if _, _, timed := unitOf(word); timed {
		d, f := readDuration(text)
		return models.Limit{Figure: models.Figure(float64(d) / float64(sim.Second)), Time: true}, f
	}
	v, f := readFigure(text)
	if f != nil {
		f.right = wantLimit
	}
	return models.Limit{Figure: v}, f
}

func readRate(text string) (models.Rate, *fault) {
	q, f := readQuantity(text, wantRate)
	if f != nil {
		return 0, f
	}
	q = q.multiplier()
	word, slashed := strings.CutPrefix(q.unit, "/")
	ticks, _, known := unitOf(strings.TrimSpace(word))
	switch {
	case q.value.Sign() < 0:
		return 0, &fault{"is " + shown(text) + ", which is negative", wantRate}
	case q.unit == "":
		return 0, &fault{"is " + shown(text) + ", without saying per what", wantRate}
	case !slashed || !known:
		return 0, &fault{fmt.Sprintf("is %s; %s does not say per what", shown(text), shown(q.unit)), wantRate}
	}
	v, ok := float(q.value.Mul(q.value, big.NewRat(int64(sim.Day), int64(ticks))))
	if !ok {
		return 0, &fault{"is " + shown(text) + ", a number too large to mean anything", wantRate}
	}
	return models.Rate(v), nil
}

func readMoney(text string) (models.Money, *fault) {
	bare := strings.TrimSpace(text)
	marked := false
	for _, mark := range []string{"¥", "￥", "CNY", "RMB"} {
		if rest, ok := strings.CutPrefix(bare, mark); ok {
			bare, marked = rest, true
			break
		}
	}
	q, f := readQuantity(bare, wantMoney)
	if f != nil {
		return 0, f
	}
	if rest, million := strings.CutPrefix(q.unit, "m"); million && (rest == "" && marked || strings.HasPrefix(rest, " ")) {
		q.unit = "M" + rest // beside a currency it cannot be a minute
	}
	q = q.multiplier()
	switch q.unit {
	case "CNY", "RMB", "yuan", "元":
	case "":
		if !marked {
			return 0, &fault{"is " + shown(text) + ", without a currency", wantMoney}
		}
	default:
		return 0, &fault{fmt.Sprintf("is %s; %s is no currency here", shown(text), shown(q.unit)), wantMoney}
	}
	if q.value.Sign() < 0 {
		return 0, &fault{"is " + shown(text) + ", which is negative", wantMoney}
	}
	q.value.Mul(q.value, big.NewRat(100, 1))
	fen, ok := whole(q.value)
	switch {
	case !q.value.IsInt():
		return 0, &fault{"is " + shown(text) + ", finer than ¥0.01", wantMoney}
	case !ok:
		return 0, &fault{"is " + shown(text) + ", a number too large to mean anything", wantMoney}
	}
	return models.Money(fen), nil
}

func readClock(text string) (models.Clock, *fault) {
	wrong := &fault{"is " + shown(text) + ", which is no time of day", wantClock}
	parts := strings.Split(strings.TrimSpace(text), ":")
	if len(parts) < 2 || len(parts) > 3 || len(parts[0]) > 2 || len(parts[1]) != 2 {
		return 0, wrong
	}
	hour, err1 := strconv.ParseUint(parts[0], 10, 8)
	minute, err2 := strconv.ParseUint(parts[1], 10, 8)
	if err1 != nil || err2 != nil || minute > 59 {
		return 0, wrong
	}
	at := sim.Time(hour)*sim.Hour + sim.Time(minute)*sim.Minute
	if len(parts) == 3 {
		second, fraction, cut := strings.Cut(parts[2], ".")
		s, err := strconv.ParseUint(second, 10, 8)
		if err != nil || s > 59 || len(second) != 2 {
			return 0, wrong
		}
		at += sim.Time(s) * sim.Second
		if cut {
			ms, err := strconv.ParseUint(fraction, 10, 16)
			if err != nil || len(fraction) != 3 {
				return 0, wrong
			}
			at += sim.Time(ms)
		}
	}
	if at > sim.Day {
		return 0, wrong
	}
	return models.Clock(at), nil
}

// noDate is how a date that is not given is written; a scenario with all its
// defaults filled needs a word for it.
const noDate = "none"

func readDate(text string) (models.Date, *fault) {
	text = strings.TrimSpace(text)
	if text == noDate {
		return 0, nil
	}
	wrong := &fault{"is " + shown(text) + ", which is no date", wantDate}
	if len(text) != len("2026-11-11") {
		return 0, wrong
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		if strings.Count(text, "-") == 2 && strings.Contains(err.Error(), "out of range") {
			wrong.wrong = "is " + shown(text) + ", a day that the calendar does not have"
		}
		return 0, wrong
	}
	if y := t.Year(); y < 1971 || y > 2199 {
		wrong.wrong = "is " + shown(text) + ", outside the years 1971 to 2199"
		return 0, wrong
	}
	return models.Day(t.Date()), nil
}
