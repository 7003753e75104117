package models

import (
	"fmt"
	"slices"
	"strings"

	"peakready/models/result"
)

// published checks one published figure.
func (c checker) published(sc *Scenario, i int) {
	p := &sc.Published[i]
	at := fmt.Sprintf("published[%d]", i)
	if strings.TrimSpace(p.Source) == "" {
		c.report(at+".source", "is missing", "where the figure was found, such as FACTS E1")
	}
	if p.Year < 1900 || p.Year > 2200 {
		c.report(at+".year", fmt.Sprintf("is %d", p.Year), "the year that the figure is of, such as 2012")
	}
	m := c.metric(at, p.Metric)
	c.figures(at, p, m)
	if m == nil {
		return
	}
	c.owner(at, sc, p, m)
	if m.Dates == result.WholeWindow {
		for _, k := range []struct {
			key   string
			given bool
		}{{"from", p.From != 0}, {"to", p.From == 0 && p.To != 0}, {"per", p.Per != nil}} {
			if k.given {
				c.report(at+"."+k.key, fmt.Sprintf("is given, but %s is kept for the whole season only", m.Name), "no "+k.key)
			}
		}
		return
	}
	if p.From != 0 || p.To != 0 {
		c.within(at, sc.Season, p.From, p.To)
	}
	if p.Per == nil {
		return
	}
	if m.Unit == result.Month {
		c.report(at+".per", "is given, but a month is no quantity", "no per")
	}
	c.within(at+".per", sc.Season, p.Per.From, p.Per.To)
}

// metric finds the metric of a name; nil if there is none, which is reported.
func (c checker) metric(at, name string) *result.Metric {
	if name == "" {
		c.report(at+".metric", "is missing", "a figure such as delivery.late_share")
		return nil
	}
	m, ok := result.MetricNamed(name)
	if !ok {
		c.report(at+".metric", fmt.Sprintf("%q is no figure that a run gives", name), oneOf(metricsLike(name)))
		return nil
	}
	return m
}

// metricsLike are the names of the metrics, of those only that begin as the
// name does where some do: all are too many to read.
func metricsLike(name string) []string {
	var all, alike []string
	first, _, _ := strings.Cut(name, ".")
	for _, m := range result.Metrics() {
		all = append(all, m.Name)
		if group, _, _ := strings.Cut(m.Name, "."); group == first {
			alike = append(alike, m.Name)
		}
	}
	if len(alike) > 0 {
		return alike
	}
	return all
}

// owner checks the firm and the pool that a figure is of.
func (c checker) owner(at string, sc *Scenario, p *Published, m *result.Metric) {
	var firms, pools []string
	for i := range sc.Firms {
		firms = append(firms, sc.Firms[i].Name)
		if p.Firm != "" && p.Firm != sc.Firms[i].Name {
			continue
		}
		for j := range sc.Firms[i].Service.Pools {
			if name := sc.Firms[i].Service.Pools[j].Name; !slices.Contains(pools, name) {
				pools = append(pools, name)
			}
		}
	}
	switch {
	case p.Firm != "" && m.Scope == result.OfRun:
		c.report(at+".firm", fmt.Sprintf("is given, but %s is of all trade together", m.Name), "no firm")
	case p.Firm != "" && !slices.Contains(firms, p.Firm):
		c.report(at+".firm", fmt.Sprintf("%q is no firm", p.Firm), oneOf(firms))
		return
	}
	switch {
	case p.Pool != "" && m.Scope != result.OfPool:
		c.report(at+".pool", fmt.Sprintf("is given, but %s is no figure of a pool", m.Name), "no pool")
	case p.Pool != "" && !slices.Contains(pools, p.Pool):
		c.report(at+".pool", fmt.Sprintf("%q is no pool", p.Pool), oneOf(pools))
	}
}

// within refuses a window that leaves the season: days of the warm-up are
// simulated, but not meant to be judged.
func (c checker) within(at string, s Season, from, to Date) {
	if from == 0 || to == 0 || to < from {
		c.dates(at, from, to)
		return
	}
	const right = "dates from season.from to season.to: "
	season := fmt.Sprintf("%s to %s", s.From, s.To)
	if from < s.From || from > s.To {
		c.report(at+".from", fmt.Sprintf("%s is outside the season", from), right+season)
	}
	if to > s.To || to < s.From {
		c.report(at+".to", fmt.Sprintf("%s is outside the season", to), right+season)
	}
}

// figures checks what was published.
func (c checker) figures(at string, p *Published, m *result.Metric) {
	if p.Value == nil && p.Low == nil && p.High == nil {
		c.report(at+".value", "is missing", "the published figure, or a low or a high for it")
		return
	}
	least, last := 0.0, "0"
	for _, f := range []struct {
		key string
		v   *Figure
	}{{"low", p.Low}, {"value", p.Value}, {"high", p.High}} {
		if f.v == nil {
			continue
		}
		v := float64(*f.v)
		switch {
		case !(v >= least && v < 1e15):
			c.report(at+"."+f.key, fmt.Sprintf("is %v, below %s", v, last), "low, value and high in this order, 0 or more")
		case m != nil && m.Unit == result.Share && p.Per == nil && v > 1:
			c.report(at+"."+f.key, fmt.Sprintf("is %v, but %s is a share", v, m.Name), "a share from 0% to 100%")
		}
		least, last = v, f.key
	}
}
