package result

import "strconv"

// ScalesWith tells whether a metric is multiplied with demand and every capacity:
// numbers of things, costs and numbers a day are; shares, times and rates per
// million are not. Limits to what is are multiplied too.
func (m *Metric) ScalesWith() bool {
	return m.ComparableAtScale() && (m.Unit == Number || m.Unit == CNY || m.Unit == PerDay)
}

// ComparableAtScale tells whether a metric at another scale is an estimate of the
// one at full size. Mass incidents are none: what is one is defined by a number of
// complaints, and how often a few complaints fall together does not go with size.
func (m *Metric) ComparableAtScale() bool { return m.Name != "authority.mass_incidents" }

// atScale sets what a target's summary says of the scale of its run: the limit at
// full size, and no verdict where that scale tells nothing of it.
func (t *TargetSummary) atScale(m *Metric, scale float64) {
	t.FullLimit = t.Limit
	if scale == 1 {
		return
	}
	if m.ScalesWith() {
		// Twelve digits: the limit has been multiplied, and a quotient of 2999999.9999999995 is no limit.
		t.FullLimit, _ = strconv.ParseFloat(strconv.FormatFloat(t.Limit/scale, 'g', 12, 64), 64)
	}
	if !m.ComparableAtScale() {
		t.NotComparable, t.Verdict, t.Needed = true, Undecided, nil
		t.Mark = "not comparable at " + strconv.FormatFloat(100*scale, 'g', 12, 64) + "%"
	}
}

// Comparable tells whether seasons at the scale of the run say anything of a target.
func (r *Run) Comparable(g *Target) bool { return r.scale() == 1 || g.metric().ComparableAtScale() }

// LimitAt is the limit of a target of a headroom at a run's scale, for its words.
func (x *TargetHeadroom) LimitAt(scale float64) *TargetSummary {
	t := &TargetSummary{Unit: x.Unit, Bound: "min", Limit: x.Target.Limit}
	if x.Target.Max {
		t.Bound = "max"
	}
	if m, ok := MetricNamed(x.Target.Metric); ok && scale != 0 {
		t.atScale(m, scale)
	}
	return t
}

// NotComparable are the targets on which the scale of the run gives no verdict.
func (s *Summary) NotComparable() (some []*TargetSummary) {
	for i := range s.Targets {
		if s.Targets[i].NotComparable {
			some = append(some, &s.Targets[i])
		}
	}
	return some
}
