package plots

import (
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot/vg"
)

// tick is a mark on an axis; without a label it is a minor one.
type tick struct {
	value float64
	label string
}

// niceStep is the smallest of 1, 2, 2.5, 5 times a power of ten that cuts a
// length into at most n steps. Whole asks for steps of at least one.
func niceStep(length float64, n int, whole bool) float64 {
	raw := length / float64(n)
	if whole && raw < 1 {
		return 1
	}
	pow := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if step := m * pow; step >= raw*(1-1e-9) && !(whole && step != math.Trunc(step)) {
			return step
		}
	}
	return 10 * pow
}

// valueAxis gives an upper limit at or above top and the ticks from zero to
// it, at most n steps or a few less (0 and 1 if there is nothing); write turns a value and the step into a label.
func valueAxis(top float64, n int, whole bool, write func(v, step float64) string) (limit float64, ticks []tick) {
	if !(top > 0) {
		return 1, []tick{{0, write(0, 1)}, {1, write(1, 1)}}
	}
	step, steps := 0.0, 0.0
	for k := n; k >= max(2, n-2); k-- { // of a few rhythms the one with the least empty top
		try := niceStep(top, k, whole)
		if need := math.Ceil(top/try - 1e-9); step == 0 || need*try < step*steps {
			step, steps = try, need
		}
	}
	for i := 0.0; i <= steps; i++ {
		ticks = append(ticks, tick{i * step, write(i*step, step)})
	}
	return steps * step, ticks
}

// countTick labels counts so that all ticks of an axis have one unit and as
// many decimals as their step needs.
func countTick(v, step float64) string {
	if v == 0 {
		return "0"
	}
	size, unit := 1.0, ""
	for _, s := range scales {
		if v >= s.size {
			size, unit = s.size, s.unit
			break
		}
	}
	return trim(strconv.FormatFloat(v/size, 'f', decimals(step/size), 64)) + unit
}

// shareTick labels shares as per cent.
func shareTick(v, step float64) string {
	return trim(strconv.FormatFloat(100*v, 'f', decimals(100*step), 64)) + "%"
}

// decimals that a multiple of a step of 1, 2, 2.5 or 5 times a power of ten
// needs.
func decimals(step float64) int {
	for d := 0; d < 9; d++ {
		if s := step * math.Pow(10, float64(d)); math.Abs(s-math.Round(s)) < 1e-6*s {
			return d
		}
	}
	return 9
}

// dayTicks marks local midnights from the day index from to the day after to.
// The closest rhythm that leaves room for the labels is taken: every day,
// every second, Mondays, the 1st, 11th and 21st, months, quarters, years. With
// room for it every midnight has a minor tick.
func dayTicks(start int32, from, to int, perDay vg.Length) []tick {
	need := tickStyle.width("30 Nov") + 9
	days := to + 1 - from
	rhythms := []struct {
		days float64 // between labels, at the least
		on   func(t time.Time, i int) bool
		form string
	}{
		{1, func(time.Time, int) bool { return true }, "2 Jan"},
		{2, func(_ time.Time, i int) bool { return i%2 == 0 }, "2 Jan"},
		{7, func(t time.Time, _ int) bool { return t.Weekday() == time.Monday }, "2 Jan"},
		{10, func(t time.Time, _ int) bool { d := t.Day(); return d == 1 || d == 11 || d == 21 }, "2 Jan"},
		{28, func(t time.Time, _ int) bool { return t.Day() == 1 }, "2 Jan"},
		{59, func(t time.Time, _ int) bool { return t.Day() == 1 && t.Month()%2 == 1 }, "2 Jan"},
		{90, func(t time.Time, _ int) bool { return t.Day() == 1 && (t.Month()-1)%3 == 0 }, "Jan 2006"},
		{365, func(t time.Time, _ int) bool { return t.YearDay() == 1 }, "2006"},
	}
	for _, r := range rhythms {
		if vg.Length(r.days)*perDay < need && r.days < 365 {
			continue
		}
		// Of years the quarters say more than every second month.
		if r.days == 59 && days > 184 {
			continue
		}
		// Mondays only where they are few; over a season the days that people
		// name (11 November) say more.
		if r.days == 7 && days > 45 && 10*perDay >= need {
			continue
		}
		var out []tick
		for i := 0; i <= days; i++ {
			t := date(start, from+i)
			switch {
			case r.on(t, i):
				out = append(out, tick{float64(from + i), t.Format(r.form)})
			case perDay >= 2.5:
				out = append(out, tick{value: float64(from + i)})
			}
		}
		return out
	}
	return nil
}
