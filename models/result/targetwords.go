package result

import (
	"math"
	"strconv"
)

// FullSizeWords are the limit at full size where the run has another: "3,000,000
// at full size"; empty where it is the same.
func (t *TargetSummary) FullSizeWords() string {
	if t.FullLimit == 0 || t.FullLimit == t.Limit {
		return ""
	}
	return grouped(t.FullLimit, decimalsOf(t.FullLimit)) + " at full size"
}

// timeUnits in which people give a length of time, the longest first.
var timeUnits = []struct {
	name    string
	seconds float64
	least   float64 // of the unit that a limit has, to be given in it
}{{" d", 86400, 1}, {" h", 3600, 2}, {" min", 60, 2}, {" s", 1, 0}}

// unit in which a target's figures are written, and what they are multiplied with
// for it: the longest unit of time that gives the limit as a whole number, and the
// metric's own where there is none. Seconds are not told in days.
func (t *TargetSummary) unit() (name string, times float64) {
	own := 1.0
	switch t.Unit {
	case Share:
		return "%", 100
	case CNY:
		return " CNY", 1
	case Days:
		own = 86400
		if x := t.Limit * 2; x == math.Trunc(x) { // 1.5 d
			return " d", 1
		}
	case Seconds:
	default:
		return "", 1
	}
	for _, u := range timeUnits {
		if x := t.Limit * own / u.seconds; u.seconds <= max(own, 3600) && x >= u.least && decimalsOf(x) == 0 {
			return u.name, own / u.seconds
		}
	}
	if t.Unit == Days {
		return " d", 1
	}
	return " s", 1
}

// Write writes a figure of the target in the unit of its limit, for tables,
// sentences and pages alike. The limit itself has all its digits; of other figures
// three matter in the size of the limit or their own, or as many as it takes to tell them from
// the limit and from nothing. Numbers of things, per million orders or a day stand
// without their unit.
func (t *TargetSummary) Write(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	unit, times := t.unit()
	limit, x := t.Limit*times, v*times
	decimals := decimalsOf(limit)
	if v == t.Limit {
		return grouped(limit, decimals) + unit
	}
	switch size := max(limit, math.Abs(x)); {
	case size < 1 || size < 10 && t.Unit != Share:
		decimals = max(decimals, 2)
	case size < 100 || t.Unit == Share:
		decimals = max(decimals, 1)
	}
	for most := decimals + 4; decimals < most; decimals++ {
		text := grouped(x, decimals)
		if text != grouped(limit, decimals) && (x == 0 || text != grouped(0, decimals)) {
			break
		}
	}
	return grouped(x, decimals) + unit
}

// decimalsOf are the decimals that a limit needs; six at most, beyond which is the
// noise of a multiplication.
func decimalsOf(x float64) int {
	const most = 6
	for d := range most {
		if at := x * math.Pow10(d); math.Abs(at-math.Round(at)) < 1e-9*max(1, math.Abs(at)) {
			return d
		}
	}
	return most
}

// grouped writes a number with so many decimals and its thousands apart.
func grouped(x float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(x), 'f', decimals, 64)
	end := len(s)
	if decimals > 0 {
		end -= decimals + 1
	}
	for i := end - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if x < 0 && s != strconv.FormatFloat(0, 'f', decimals, 64) {
		return "-" + s
	}
	return s
}
