package result

import (
	"math"
	"time"

	"peakready/sim/stats"
)

// Target is a limit that a season must keep, and the share of seasons in which
// it must.
type Target struct {
	Entry  int    // of the scenario's list; several firms or pools may share one
	Name   string // for tables; may be empty
	Metric string
	Place  Place
	Limit  float64
	Max    bool    // at most the limit; else at least
	In     float64 // share of seasons, between 0 and 1
}

// Looks says after which seasons it is decided whether targets are kept: the
// plan that the verdicts rest on. The zero value is one look, at the end, after
// a number of seasons that nothing of their results had a part in.
type Looks struct {
	Round int // seasons from one look to the next; 0: one look
	Most  int // seasons, if no look ends it before
}

// Verdict on a target, or on all of them.
type Verdict string

// Verdicts.
const (
	Ready     Verdict = "READY"
	NotReady  Verdict = "NOT READY"
	Undecided Verdict = "UNDECIDED"
)

// TargetSummary is the verdict on one target, of one firm and pool.
//
// probability is that of a season in which the target holds: the share of
// seasons with its interval. Verdict READY: its lower end is at least `in`; NOT
// READY: its upper end is below. Each target has a chance of its own of a wrong
// verdict, 2.5% at most for READY and for NOT READY.
type TargetSummary struct {
	Entry  int           `json:"entry"` // of the scenario's list, from 0: several firms or pools may share one
	Name   string        `json:"name"`  // empty where the scenario gives none
	Metric string        `json:"metric"`
	Doc    string        `json:"doc"`
	Unit   Unit          `json:"unit"`
	Firm   *string       `json:"firm"` // null: a figure of the run
	Pool   *string       `json:"pool"` // null: no figure of a pool
	Window WindowSummary `json:"window"`
	Bound  string        `json:"bound"` // "max": at most the limit, "min": at least
	Limit  float64       `json:"limit"`
	// FullLimit is the limit at full size, which differs where the run has another
	// scale and the figure goes with it: a cost, a number of things.
	FullLimit float64 `json:"limit_at_full_size"`
	In        float64 `json:"in"`
	// Value is the metric over the seasons, its mean with Student's interval.
	Value       stats.Estimate `json:"value"`
	Probability stats.Estimate `json:"probability"`
	// Seasons in which it held, did not, and in which the figure is not defined
	// (the late share of no deliveries), which count as neither.
	Held      int     `json:"held"`
	Missed    int     `json:"missed"`
	Undefined int     `json:"undefined"`
	Verdict   Verdict `json:"verdict"`
	// Needed is the number of seasons, beyond those simulated, that would decide
	// it with an even chance if every further season held it with the share seen
	// until now: 0 if it is decided; null if no number would, because the share is
	// `in` itself or none is known. With looks in between they are those of the plan
	// that is left, or, where that is too short, of a plan so much longer; beyond 5,000
	// seasons in all an upper bound. The share itself is known no better than its
	// interval says: where that is wide, so is what may be needed.
	Needed *int `json:"needed"`
	// NotComparable says that at the scale of the run the figure is another thing
	// than at full size, so that it gives no verdict: UNDECIDED, and needed is null.
	NotComparable bool `json:"not_comparable_at_scale"`
	// Mark says so: "not comparable at 3%"; empty where it is comparable.
	Mark string `json:"mark,omitempty"`
}

// NoNumber stands for seasons still needed where Needed is null, and NoNumberNote
// says below a table what that means.
const (
	NoNumber     = "no number would do"
	NoNumberNote = NoNumber + ": the share seen is the share asked, or no season has the figure; if it stays so no number of seasons decides"
)

// Endless says whether a target is open and no number of seasons would decide it.
func (s *TargetSummary) Endless() bool {
	return s.Verdict == Undecided && s.Needed == nil && !s.NotComparable
}

// keeps tells whether a value keeps the target; defined is false where it is
// not a number.
func (g *Target) keeps(v float64) (holds, defined bool) {
	switch {
	case math.IsNaN(v):
		return false, false
	case g.Max:
		return v <= g.Limit, true
	}
	return v >= g.Limit, true
}

// Holds tells whether a target is kept in trial i; defined is false where its
// figure is not.
func (g *Target) Holds(r *Run, i int) (holds, defined bool) {
	return g.keeps(g.metric().In(r, i, g.Place))
}

func (g *Target) metric() *Metric {
	m, ok := MetricNamed(g.Metric)
	if !ok {
		panic("result: no metric is named " + g.Metric) // the check of the scenario lets none through
	}
	return m
}

// Counts are the seasons of one target in a span of trials.
type Counts struct {
	Held      int `json:"held"`
	Missed    int `json:"missed"`
	Undefined int `json:"undefined"`
}

// Count counts trials from one index up to, not including, another.
func (g *Target) Count(r *Run, from, to int) Counts {
	m := g.metric()
	values := make([]float64, 0, to-from)
	for i := from; i < to; i++ {
		values = append(values, m.In(r, i, g.Place))
	}
	return g.count(values)
}

func (g *Target) count(values []float64) (n Counts) {
	for _, v := range values {
		switch holds, defined := g.keeps(v); {
		case !defined:
			n.Undefined++
		case holds:
			n.Held++
		default:
			n.Missed++
		}
	}
	return n
}

// Until is the share of the plan that is done after n seasons: of the chance of
// error, so much may be spent.
func (l Looks) Until(n int) float64 {
	if l.Round == 0 || n >= l.Most {
		return 1
	}
	return float64(n) / float64(l.Most)
}

// test is the target's test after all looks, of its figure in every season.
func (g *Target) test(values []float64, l Looks) *stats.ShareTest {
	s := stats.NewShareTest(g.In, Confidence)
	round := l.Round
	if round == 0 {
		round = max(1, len(values))
	}
	for from := 0; from < len(values); from += round {
		to := min(from+round, len(values))
		n := g.count(values[from:to])
		s.Look(n.Held, n.Missed, l.Until(to))
	}
	return s
}

// VerdictOf is the verdict that a decision about the share of seasons gives.
func VerdictOf(d stats.Decision) Verdict {
	return [...]Verdict{stats.Open: Undecided, stats.Above: Ready, stats.Below: NotReady}[d]
}

// TargetValues are the figures of the targets in trial i, in their order: all
// that verdicts need to know of a season.
func (r *Run) TargetValues(i int) []float64 {
	values := make([]float64, len(r.Targets))
	for k := range r.Targets {
		g := &r.Targets[k]
		values[k] = g.metric().In(r, i, g.Place)
	}
	return values
}

// targets gives the verdicts of the run's targets, in its order.
func (r *Run) targets() []TargetSummary {
	seasons := make([][]float64, len(r.Trials))
	for i := range seasons {
		seasons[i] = r.TargetValues(i)
	}
	return r.Verdicts(seasons)
}

// Verdicts are those of the run's targets, in its order, from their figures in
// every season as TargetValues gives them. The run's trials are not asked.
func (r *Run) Verdicts(seasons [][]float64) []TargetSummary {
	all := make([]TargetSummary, 0, len(r.Targets))
	for i := range r.Targets {
		g := &r.Targets[i]
		values := make([]float64, len(seasons))
		for k := range seasons {
			values[k] = seasons[k][i]
		}
		m, test, n := g.metric(), g.test(values, r.Looks), g.count(values)
		s := TargetSummary{
			Entry: g.Entry, Name: g.Name, Metric: m.Name, Doc: m.Doc, Unit: m.Unit, Bound: "min", Limit: g.Limit, In: g.In,
			Window: WindowSummary{r.Date(g.Place.From), r.Date(g.Place.To)},
			Value:  m.of(values), Probability: test.Estimate(),
			Held: n.Held, Missed: n.Missed, Undefined: n.Undefined,
			Verdict: VerdictOf(test.Decision()),
		}
		if g.Max {
			s.Bound = "max"
		}
		if g.Place.Firm >= 0 {
			s.Firm = &r.Firms[g.Place.Firm].Name
		}
		if g.Place.Pool != "" {
			s.Pool = &g.Place.Pool
		}
		s.Needed = g.needed(len(seasons), r.Looks, &s, test)
		s.atScale(m, r.scale())
		all = append(all, s)
	}
	return all
}

// worst is the verdict on all targets together: nil without any.
func worst(all []TargetSummary) *Verdict {
	if len(all) == 0 {
		return nil
	}
	v := Ready
	for _, s := range all {
		if s.Verdict == NotReady || s.Verdict == Undecided && v == Ready {
			v = s.Verdict
		}
	}
	return &v
}

// Title names a target for people: its name, or what the figure is, with its
// firm among several, its pool, and its dates where they are not the season.
func (s *Summary) Title(t *TargetSummary) string {
	return titleOf(t, len(s.Firms), s.Window)
}

// TargetTitle names a target of the run as the summary does.
func (r *Run) TargetTitle(t *TargetSummary) string {
	return titleOf(t, len(r.Firms), WindowSummary{r.Date(r.From), r.Date(r.To)})
}

func titleOf(t *TargetSummary, firms int, window WindowSummary) string {
	title := t.Name
	if title == "" {
		title = t.Doc
	}
	if t.Firm != nil && firms > 1 {
		title += ", " + *t.Firm
	}
	if t.Pool != nil {
		title += ", " + *t.Pool
	}
	if t.Window == window {
		return title
	}
	from, err := time.Parse(time.DateOnly, t.Window.From)
	to, err2 := time.Parse(time.DateOnly, t.Window.To)
	switch {
	case err != nil || err2 != nil:
		return title
	case from.Equal(to):
		return title + ", " + from.Format("2 Jan")
	case from.Month() == to.Month() && from.Year() == to.Year():
		return title + ", " + from.Format("2") + "–" + to.Format("2 Jan")
	}
	return title + ", " + from.Format("2 Jan") + " – " + to.Format("2 Jan")
}
