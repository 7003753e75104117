package models

import (
	"fmt"
	"strings"

	"peakready/models/result"
)

// maxTargets bounds the rows of a verdict, firms and pools counted apart.
const maxTargets = 1000

// targets checks what the season must keep.
func (c checker) targets(sc *Scenario) {
	seen := map[string]int{}
	rows := 0
	for i := range sc.Targets {
		t := &sc.Targets[i]
		at := fmt.Sprintf("targets[%d]", i)
		if first, twice := seen[t.Name]; twice && t.Name != "" {
			c.report(at+".name", fmt.Sprintf("%q is also the name of targets[%d]", t.Name, first), "a name of its own")
		} else {
			seen[t.Name] = i
		}
		rows += c.target(sc, at, t)
	}
	if rows > maxTargets {
		c.report("targets", fmt.Sprintf("make %d verdicts, firms and pools counted apart", rows), fmt.Sprintf("at most %d", maxTargets))
	}
}

// target checks one, and gives the number of its verdicts.
func (c checker) target(sc *Scenario, at string, t *Target) (rows int) {
	m := c.metric(at, t.Metric)
	if m != nil && m.Unit == result.Month {
		c.report(at+".metric", fmt.Sprintf("%q is a month: no month is too much or too little", m.Name),
			"a figure that can be so, such as "+strings.TrimSuffix(m.Name, "peak_month")+"peak_backlog; a month may stand under published")
	} else {
		c.limit(at, t, m)
	}
	if !(t.In > 0 && t.In < 1) {
		c.report(at+".in", fmt.Sprintf("is %v%%", 100*float64(t.In)), "more than 0% and less than 100%: no number of seasons shows that every season holds")
	}
	if m == nil {
		return 0
	}
	c.owner(at, sc, &Published{Firm: t.Firm, Pool: t.Pool}, m)
	if rows = len(t.places(sc, m)); rows == 0 && t.Firm == "" && t.Pool == "" {
		has := "orders"
		if m.Scope == result.OfPool {
			has = "a pool"
		}
		c.report(at+".metric", fmt.Sprintf("no firm has %s that %s could be of", has, m.Name), "a figure that the scenario has")
	}
	c.targetWindow(sc, at, t, m)
	return rows
}

// limit checks max and min.
func (c checker) limit(at string, t *Target, m *result.Metric) {
	key, v := "max", t.Max
	switch {
	case t.Max != nil && t.Min != nil:
		c.report(at+".min", "is given beside max", "either max (at most) or min (at least)")
		return
	case t.Min != nil:
		key, v = "min", t.Min
	case t.Max == nil:
		c.report(at, "has no limit", "max (at most) or min (at least)")
		return
	}
	switch x := float64(v.Figure); {
	case !(x >= 0 && x < 1e15):
		c.report(at+"."+key, fmt.Sprintf("is %v", x), "0 or more")
	case m != nil && v.Time && m.Unit != result.Seconds && m.Unit != result.Days:
		c.report(at+"."+key, fmt.Sprintf("is a length of time, but %s is counted in %s", m.Name, countedIn(m)), countedLike(m))
	case m != nil && v.Money && m.Unit != result.CNY:
		c.report(at+"."+key, fmt.Sprintf("is an amount of money, but %s is counted in %s", m.Name, countedIn(m)), countedLike(m))
	case m != nil && m.Unit == result.Share && x > 1:
		c.report(at+"."+key, fmt.Sprintf("is %v, but %s is a share", x, m.Name), "a share from 0% to 100%")
	}
}

// countedIn is the unit of a metric in a sentence.
func countedIn(m *result.Metric) string {
	switch m.Unit {
	case result.Number:
		return "numbers"
	case result.Share:
		return "shares"
	case result.PerDay:
		return "numbers a day"
	}
	return string(m.Unit)
}

// countedLike is a limit in that unit.
func countedLike(m *result.Metric) string {
	if m.Unit == result.Share {
		return "a share, such as 5%"
	}
	return "a number without a unit, such as 30: so many " + strings.TrimPrefix(countedIn(m), "numbers ")
}

// targetWindow checks the dates: whether the metric has any, and whether they
// lie in the season.
func (c checker) targetWindow(sc *Scenario, at string, t *Target, m *result.Metric) {
	given := []struct {
		key   string
		given bool
	}{{"from", t.From != 0}, {"to", t.From == 0 && t.To != 0}, {"around", t.Around != ""}, {"days", t.Around == "" && t.Days != 0}}
	if m.Dates == result.WholeWindow {
		for _, k := range given {
			if k.given {
				c.report(at+"."+k.key, fmt.Sprintf("is given, but %s is kept for the whole season only", m.Name), "no "+k.key)
			}
		}
		return
	}
	switch {
	case t.Around != "" && (t.From != 0 || t.To != 0):
		c.report(at+".around", "is given beside from and to", "either the dates or the event")
		return
	case t.Around == "" && t.Days != 0:
		c.report(at, "has days without around", "around and an event, such as double11; or from and to")
	case t.Days < 0 || t.Days > 366:
		c.report(at+".days", fmt.Sprintf("is %d", t.Days), "0 to 366 days before the event and after it")
	}
	if t.From != 0 || t.To != 0 {
		c.within(at, sc.Season, t.From, t.To)
	}
	if t.Around == "" || sc.Season.From == 0 || sc.Season.To < sc.Season.From {
		return
	}
	switch n := len(t.Around.within(sc.Season)); {
	case n == 0:
		c.report(at+".around", fmt.Sprintf("is %s, which no day of the season belongs to", t.Around), fmt.Sprintf("an event from season.from to season.to: %s to %s", sc.Season.From, sc.Season.To))
	case n > 1:
		c.report(at+".around", fmt.Sprintf("is %s, which falls into the season %d times", t.Around, n), "the dates of one, with from and to")
	}
}
