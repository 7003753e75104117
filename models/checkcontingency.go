package models

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"peakready/sim"
)

// contingency checks one rule.
func (c checker) contingency(sc *Scenario, i int) {
	r := &sc.Contingency[i]
	at := fmt.Sprintf("contingency[%d]", i)
	c.named(at, r.Name)
	var all []string
	var firms []*Firm
	for j := range sc.Firms {
		f := &sc.Firms[j]
		all = append(all, f.Name)
		if r.Firm == "" || r.Firm == f.Name {
			firms = append(firms, f)
		}
	}
	if r.Firm != "" && len(firms) == 0 {
		c.report(at+".firm", fmt.Sprintf("%q is no firm", r.Firm), oneOf(all))
		return
	}
	c.condition(sc, at+".when", &r.When, firms)
	c.span(at+".after", r.After, 0, 90*sim.Day)
	if r.AtMost < 0 {
		c.report(at+".at_most", fmt.Sprintf("is %d", r.AtMost), "0 (without limit) or more")
	}
	switch {
	case r.Until == nil && r.Lasts == 0:
		c.report(at+".until", "is missing, and so is lasts: the rule would never end", "until: {measure: ..., below: ...}, or lasts: a time such as 3d")
	case r.Lasts != 0:
		c.span(at+".lasts", r.Lasts, ruleTick, 400*sim.Day)
	}
	if r.Until != nil {
		c.condition(sc, at+".until", r.Until, firms)
		c.hysteresis(at, r)
	}
	if len(r.Do) == 0 {
		c.report(at+".do", "is empty", "at least one action, such as {action: overflow desk, pool: chat, agents: 20}")
	}
	for j := range r.Do {
		c.remedy(sc, fmt.Sprintf("%s.do[%d]", at, j), &r.Do[j], firms)
	}
}

// span refuses a time out of bounds.
func (c checker) span(at string, v, lo, hi Duration) {
	if v < lo || v > hi {
		c.report(at, "is out of range", fmt.Sprintf("%v to %v", lo, hi))
	}
}

func (c checker) condition(sc *Scenario, at string, k *Condition, firms []*Firm) {
	if k.Measure == "" {
		c.report(at+".measure", "is missing", oneOf(Measure("").Values()))
		return
	}
	desk, goods := strings.HasPrefix(string(k.Measure), "desk."), !strings.HasPrefix(string(k.Measure), "desk.") && k.Measure != complaintsOpen
	for _, l := range []struct {
		key string
		v   *Figure
	}{{"above", k.Above}, {"below", k.Below}} {
		switch {
		case l.v == nil:
		case !(*l.v >= 0 && *l.v < 1e12):
			c.report(at+"."+l.key, fmt.Sprintf("is %v", float64(*l.v)), "0 or more")
		case k.Measure == deskAbandonment && *l.v > 1:
			c.report(at+"."+l.key, fmt.Sprintf("is %v, but %s is a share", float64(*l.v), k.Measure), "a share from 0% to 100%")
		case l.key == "below" && *l.v == 0:
			c.report(at+".below", "is 0: no measure is below that", "more than 0")
		}
	}
	switch {
	case k.Above == nil && k.Below == nil:
		c.report(at+".above", "is missing, and so is below", "one of the two, such as above: 60")
	case k.Above != nil && k.Below != nil:
		c.report(at+".below", "is given beside above", "above alone, or below alone")
	}
	c.span(at+".for", k.For, 0, 90*sim.Day)
	if k.Pool != "" && !desk {
		c.report(at+".pool", fmt.Sprintf("is given, but %s is no measure of a desk", k.Measure), "no pool")
	} else if k.Pool != "" {
		c.poolOf(at+".pool", k.Pool, firms)
	}
	if k.Carrier != "" {
		if k.Measure != hubDays && k.Measure != stationDays {
			c.report(at+".carrier", fmt.Sprintf("is given, but %s is no measure of a carrier", k.Measure), "no carrier")
		} else {
			c.carrierOf(sc, at+".carrier", k.Carrier)
		}
	}
	if goods {
		c.sells(at+".measure", string(k.Measure), firms)
	}
}

// hysteresis refuses a rule that ends at the level at which it begins, or
// beyond: it would switch to and fro.
func (c checker) hysteresis(at string, r *ContingencyRule) {
	w, u := &r.When, r.Until
	if w.Measure != u.Measure || w.Pool != u.Pool || w.Carrier != u.Carrier {
		return
	}
	switch {
	case w.Above != nil && u.Below != nil && *u.Below > *w.Above:
		c.report(at+".until.below", fmt.Sprintf("is %v, more than when.above, %v: the rule would end as it begins", float64(*u.Below), float64(*w.Above)), "the level of when or less")
	case w.Below != nil && u.Above != nil && *u.Above < *w.Below:
		c.report(at+".until.above", fmt.Sprintf("is %v, less than when.below, %v: the rule would end as it begins", float64(*u.Above), float64(*w.Below)), "the level of when or more")
	}
}

// poolOf refuses a pool that one of the firms lacks.
func (c checker) poolOf(at, pool string, firms []*Firm) {
	for _, f := range firms {
		var names []string
		for i := range f.Service.Pools {
			names = append(names, f.Service.Pools[i].Name)
		}
		if !slices.Contains(names, pool) {
			c.report(at, fmt.Sprintf("%q is no pool of %s", pool, f.Name), oneOf(names))
			return
		}
	}
}

func (c checker) carrierOf(sc *Scenario, at, name string) {
	var names []string
	for i := range sc.Carriers {
		names = append(names, sc.Carriers[i].Name)
	}
	if !slices.Contains(names, name) {
		c.report(at, fmt.Sprintf("%q is no carrier", name), oneOf(names))
	}
}

// sells refuses what only a firm with goods has.
func (c checker) sells(at, what string, firms []*Firm) {
	for _, f := range firms {
		if len(f.Demand.Categories) == 0 {
			c.report(at, fmt.Sprintf("is %s, but %s sells no goods", what, f.Name), "firm: one that does")
			return
		}
	}
}

func (c checker) remedy(sc *Scenario, at string, a *Remedy, firms []*Firm) {
	if a.Action == "" {
		c.report(at+".action", "is missing", oneOf(RemedyKind("").Values()))
		return
	}
	if a.Action != overflowDesk && a.Action != compensation {
		c.sells(at+".action", string(a.Action), firms)
	}
	c.strange(at, a)
	positive := func(key string, v, most float64, right string) {
		if v == 0 {
			c.report(at+"."+key, "is missing, or 0", right)
		} else if !(v > 0 && v <= most) {
			c.report(at+"."+key, fmt.Sprintf("is %v", v), right)
		}
	}
	switch a.Action {
	case overflowDesk:
		if a.Pool == "" {
			c.report(at+".pool", "is missing", "the pool that gets the agents")
		} else {
			c.poolOf(at+".pool", a.Pool, firms)
		}
		if a.Agents == 0 {
			c.report(at+".agents", "is missing", "how many agents come")
		} else if !(a.Agents >= 0.5 && a.Agents <= 100000) {
			c.report(at+".agents", fmt.Sprintf("is %v", a.Agents), "1 to 100,000")
		}
		positive("speed", float64(a.Speed), 1, "more than 0%, at most 100%")
		c.clocks(at, a.From, a.To)
	case nightShift:
		positive("rate", float64(a.Rate), 1e12, "a rate such as 2k/h")
		c.clocks(at, a.From, a.To)
		for _, f := range firms {
			var names []string
			for i := range f.Warehouses {
				names = append(names, f.Warehouses[i].Name)
			}
			if a.Warehouse != "" && !slices.Contains(names, a.Warehouse) {
				c.report(at+".warehouse", fmt.Sprintf("%q is no warehouse of %s", a.Warehouse, f.Name), oneOf(names))
			}
		}
	case spareCarrier:
		if a.Carrier == "" {
			c.report(at+".carrier", "is missing", "the carrier that gets the parcels")
		} else {
			c.carrierOf(sc, at+".carrier", a.Carrier)
		}
		positive("share", float64(a.Share), 1, "more than 0%, at most 100%")
	case throttle:
		positive("share", float64(a.Share), 1, "more than 0%, at most 100%")
		c.share(at+".back", a.Back)
		c.span(at+".postpone", a.Postpone, ruleTick, 7*sim.Day)
	case quoteLater:
		c.between(at+".days", float64(a.Days), 1, 20)
		c.share(at+".leave", a.Leave)
	case message:
		c.share(at+".avoided", a.Avoided)
		c.span(at+".patience", a.Patience, 0, 30*sim.Day)
	case compensation:
		if a.Cap < 0 || float64(a.Cap) > math.MaxInt32 {
			c.report(at+".cap", "is out of range", "¥0 (the policy's cap) to ¥20,000,000")
		}
	}
}

// strange refuses keys that another action takes: they would do nothing.
func (c checker) strange(at string, a *Remedy) {
	for _, k := range []struct {
		key   string
		given bool
		of    []RemedyKind
	}{
		{"pool", a.Pool != "", []RemedyKind{overflowDesk}},
		{"agents", a.Agents != 0, []RemedyKind{overflowDesk}},
		{"rate", a.Rate != 0, []RemedyKind{nightShift}},
		{"warehouse", a.Warehouse != "", []RemedyKind{nightShift}},
		{"carrier", a.Carrier != "", []RemedyKind{spareCarrier}},
		{"share", a.Share != 0, []RemedyKind{spareCarrier, throttle}},
		{"days", a.Days != 0, []RemedyKind{quoteLater}},
		{"cap", a.Cap != 0, []RemedyKind{compensation}},
	} {
		if k.given && !slices.Contains(k.of, a.Action) {
			c.report(at+"."+k.key, fmt.Sprintf("is given, but %s has none", a.Action), "no "+k.key+"; it belongs to "+string(k.of[0]))
		}
	}
}
