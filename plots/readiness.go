package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// What a ready firm keeps, assumptions of this page and no law; a scenario's own
// targets have their verdict in the report. The desk's is goodService.
const (
	goodLate       = 0.05   // of deliveries, past the promised date
	goodComplaints = 10_000 // to the firm per million orders: one in a hundred
	goodBacklog    = aDay   // days of work in a line of the firm's own
)

// verdict says how a figure with its interval lies to its limit.
type verdict uint8

const (
	unknown verdict = iota // there is no such figure
	good
	open // the interval holds the limit
	poor
)

// judge compares with a limit; of one season the figure itself counts.
func judge(e stats.Estimate, limit float64, most bool) verdict {
	lo, hi := e.Mean, e.Mean
	if known(e) {
		lo, hi = e.Lo, e.Hi
	}
	if !most { // as if less were better
		lo, hi, limit = -hi, -lo, -limit
	}
	switch {
	case math.IsNaN(e.Mean):
		return unknown
	case hi <= limit:
		return good
	case lo > limit:
		return poor
	}
	return open
}

// mark is one figure of a firm's card.
type mark struct {
	e       stats.Estimate
	verdict verdict
	write   func(float64) string
	about   string // what it is of, where the column does not say
	share   bool   // at most 1
	held    string // of a target: in how many seasons; in place of the interval
	chance  float64
}

// column heads a column of marks.
type column struct{ title, limit string }

// card is what the page shows of one firm.
type card struct {
	firm  int
	name  string
	marks []mark // one for each column
}

// measures heads the columns of marks and says their limits.
var measures = []column{
	{"Deliveries late", "good: up to " + pct(goodLate)},
	{"Slowest desk in time", "good: from " + pct(goodService)},
	{"Complaints to the firm", "good: up to " + count(goodComplaints) + " a million"},
	{"Own backlog, worst day", "good: up to " + daysOf(goodBacklog, 0)},
	{"To the authority", "a million orders, no limit"},
}

// short counts the marks that miss their limits for certain.
func (c card) short() (n int) {
	for _, m := range c.marks {
		if m.verdict == poor {
			n++
		}
	}
	return n
}

// judged counts the marks with a verdict.
func (c card) judged() (n int) {
	for _, m := range c.marks {
		if m.verdict != unknown {
			n++
		}
	}
	return n
}

// ready says that every mark keeps its limit for certain.
func (c card) ready() bool {
	return c.judged() > 0 && !slices.ContainsFunc(c.marks, func(m mark) bool { return m.verdict == open || m.verdict == poor })
}

// slowest gives the share answered in time of the desk with the least of it.
func slowest(f *result.FirmSummary) (e stats.Estimate, name string) {
	e = stats.Estimate{Mean: math.NaN()}
	for _, p := range f.Pools {
		if p.Offered.Mean > 0 && !(p.ServiceLevel.Mean >= e.Mean) && !math.IsNaN(p.ServiceLevel.Mean) {
			e, name = p.ServiceLevel, p.Name
		}
	}
	return e, name
}

// ownBacklog is the most days of work that a line of the firm's own holds at the
// end of a day of the window. Lines that firms share are nobody's.
func ownBacklog(run *result.Run, firm int) stats.Estimate {
	type line struct {
		at   int
		work []float64 // of each day of the window
	}
	var own []line
	for i, l := range run.Lines {
		if l.Firm != firm {
			continue
		}
		b := backlogOf(run, []int{i})
		if b.ordinary() == 0 {
			continue // it never works in the window
		}
		o := line{at: i}
		for d := run.From; d <= run.To; d++ {
			o.work = append(o.work, b.work(d))
		}
		own = append(own, o)
	}
	return estimate(run, func(t *result.Trial) float64 {
		if len(own) == 0 {
			return math.NaN()
		}
		most := 0.0
		for _, o := range own {
			for i, work := range o.work {
				most = max(most, float64(t.Lines[o.at].Days[run.From+i].Queue)/work)
			}
		}
		return most
	})
}

// measureReadiness makes the cards, the firms that are short of most first, and
// of these those that most complain about to the authority.
func measureReadiness(run *result.Run, sum *result.Summary) (cards []card) {
	for _, f := range ordering(run) {
		s := &sum.Firms[f]
		desk, deskName := slowest(s)
		late, firm, own := s.Delivery.LateShare, s.Complaints.ToFirm.PerMillion, ownBacklog(run, f)
		cards = append(cards, card{f, s.Name, []mark{
			{e: late, verdict: judge(late, goodLate, true), write: pct, share: true},
			{e: desk, verdict: judge(desk, goodService, false), write: pct, share: true, about: deskName},
			{e: firm, verdict: judge(firm, goodComplaints, true), write: perMillion},
			{e: own, verdict: judge(own, goodBacklog, true), write: func(v float64) string { return significant(v, 1) + " d" }},
			{e: s.Complaints.ToAuthority.PerMillion, verdict: unknown, write: perMillion},
		}})
	}
	sortCards(cards, 2)
	return cards
}

// sortCards puts the firms first that are short of most; of equals, those with
// most in a column, if one is given.
func sortCards(cards []card, by int) {
	slices.SortStableFunc(cards, func(a, b card) int {
		order := cmp.Or(-cmp.Compare(a.short(), b.short()), btoi(a.ready())-btoi(b.ready()))
		if order == 0 && by >= 0 {
			return -cmp.Compare(orZero(a.marks[by].e.Mean), orZero(b.marks[by].e.Mean))
		}
		return order
	})
}

// perMillion writes a rate of complaints.
func perMillion(v float64) string { return count(round(v)) }

// readinessSentence counts who is ready.
func readinessSentence(run *result.Run, cards []card) string {
	ready, shorts := 0, 0
	var all []string // short of everything that is judged
	for _, c := range cards {
		if c.ready() {
			ready++
		}
		if c.short() > 0 {
			shorts++
		}
		if c.short() > 1 && c.short() == c.judged() {
			all = append(all, c.name)
		}
	}
	n := len(cards)
	var s string
	switch {
	case ready == n:
		s = fmt.Sprintf("all %d firms keep every limit", n)
	case ready == 0:
		s = fmt.Sprintf("none of the %d firms keeps every limit", n)
		if len(run.Trials) > 1 {
			s += " for certain"
		}
	default:
		s = fmt.Sprintf("%d of %d firms keep every limit", ready, n)
	}
	switch {
	case len(all) == n:
		s += "; all of them miss every one"
	case shorts > 0 && len(all) > 0:
		s += fmt.Sprintf("; %d miss at least one, %s miss all", shorts, fewNames(all, 3))
		if len(all) == 1 {
			s = s[:len(s)-len(" miss all")] + " misses all"
		}
	case shorts > 0:
		s += fmt.Sprintf("; %d miss at least one, most often %s", shorts, oftenest(cards))
	case ready < n:
		s += "; the intervals of the others hold a limit"
	}
	return inOne(len(run.Trials), s)
}

// oftenest names the measure that most firms miss.
func oftenest(cards []card) string {
	most, at := 0, 0
	for m := range measures {
		n := 0
		for _, c := range cards {
			if c.marks[m].verdict == poor {
				n++
			}
		}
		if n > most {
			most, at = n, m
		}
	}
	return [...]string{"that of late deliveries", "that of the slowest desk", "that of complaints to the firm", "that of their own backlog", ""}[at]
}

// readinessFigure sets a card a firm side by side: by the scenario's targets
// where it sets some for firms, else by the limits of this page.
func readinessFigure(run *result.Run, sum *result.Summary) Figure {
	if len(carded(sum)) > 0 {
		return targetFigure(run, sum)
	}
	cards := measureReadiness(run, sum)
	s := subject{run: run, sum: sum}
	p := general(run, "readiness", atScale(run, readinessSentence(run, cards)))
	p.subtitle = "Orders of the window" + s.sample("mean", "95% intervals") +
		"; vermilion: over its limit for certain, amber: the interval holds the limit; limits are assumptions of this page; own backlog: warehouses and inspection, not the carriers that firms share"
	if len(run.Trials) == 1 {
		p.subtitle = "Orders of the window, one replication; vermilion: over its limit; limits are assumptions of this page; own backlog: warehouses and inspection, not the carriers that firms share"
	}
	return drawnCards(p, cards, measures)
}

// drawnCards draws the cards, a row a firm.
func drawnCards(p page, cards []card, columns []column) Figure {
	const titleLead, rowH, gap = vg.Length(11), vg.Length(29), vg.Length(3)
	names := vg.Length(0)
	for _, k := range cards {
		names = max(names, valueStyle.width(elide(valueStyle, k.name, 130)))
	}
	names += 10
	w := (p.w - 2*margin - names) / vg.Length(len(columns))
	titles, most := make([][]string, len(columns)), 2 // lines
	for i, m := range columns {
		titles[i] = fillLines(labelStyle, m.title, w-2*gap, 3)
		most = max(most, len(titles[i]))
	}
	headH := 21 + titleLead*vg.Length(most)
	p.bodyH = headH + rowH*vg.Length(len(cards))
	var words []string
	for _, c := range cards {
		words = append(words, fmt.Sprintf("%s misses %d of %d", c.name, c.short(), c.judged()))
	}
	p.alt = "A card for each firm. " + list(words) + "."
	p.body = func(c draw.Canvas) {
		small := style{size: 7.5, color: muted}
		for i, m := range columns {
			x := c.Min.X + names + w*vg.Length(i)
			for n, line := range titles[i] {
				put(c, labelStyle, x+gap, c.Max.Y-9-titleLead*vg.Length(n), left, line)
			}
			put(c, small, x+gap, c.Max.Y-headH+11, left, elide(small, m.limit, w-gap))
		}
		for r, k := range cards {
			top := c.Max.Y - headH - rowH*vg.Length(r)
			mid := top - rowH/2
			putMiddle(c, valueStyle, c.Min.X+names-10, mid, right, elide(valueStyle, k.name, 130))
			for i, m := range k.marks {
				x := c.Min.X + names + w*vg.Length(i)
				value, under := labelStyle, small
				switch m.verdict {
				case poor:
					fillRect(c, vermilion, x+1, top-rowH+1.5, x+w-gap, top-1.5)
					value, under = value.in(onDark), under.in(onDark)
				case open:
					fillRect(c, rgb(0xfbe5b5), x+1, top-rowH+1.5, x+w-gap, top-1.5)
					value, under = value.in(onLight), under.in(onLight)
				default:
					fillRect(c, empty, x+1, top-rowH+1.5, x+w-gap, top-1.5)
				}
				if m.write == nil { // the column is not of this firm
					continue
				}
				text, between := "none", ""
				if !math.IsNaN(m.e.Mean) {
					text = m.write(m.e.Mean)
				}
				e := m.e
				if m.share {
					e = clamped(e)
				}
				if m.held != "" {
					between = m.held
				} else if known(e) {
					between = m.write(max(0, e.Lo)) + "–" + m.write(e.Hi)
					if e.Mean == 0 && e.Hi == 0 {
						between = "none seen"
					}
				}
				at := mid
				if between != "" {
					at = mid + 6
					putMiddle(c, under, x+8, mid-7, left, elide(under, between, w-gap-12))
				}
				putMiddle(c, value, x+8, at, left, text)
				words := k.name + ", " + columns[i].title + ": " + withRange(e, m.write)
				if m.held != "" {
					words += ", " + m.held + " seasons"
				}
				if m.about != "" {
					words += ", " + m.about
				}
				hint(c, x, top-rowH, x+w, top, words)
			}
		}
	}
	return p.figure()
}
