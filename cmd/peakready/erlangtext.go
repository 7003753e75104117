package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"peakready/sim/queueing"
)

// writeErlang prints one object. A figure that does not exist, such as the wait
// in a queue that grows without end, is null.
func writeErlang(w io.Writer, o erlangOptions, a answer) error {
	d := a.desk
	figure := func(v float64) *float64 {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return &v
	}
	out := struct {
		Model           string   `json:"model"`
		ContactsPerHour float64  `json:"contacts_per_hour"`
		AHT             float64  `json:"aht_s"`
		Patience        *float64 `json:"patience_s"`
		Load            float64  `json:"load_erlangs"`
		Agents          int      `json:"agents"`
		Positions       int      `json:"positions"`
		Shrinkage       float64  `json:"shrinkage"`
		Stable          bool     `json:"stable"`
		WaitProbability *float64 `json:"wait_probability"`
		ServiceLevel    *float64 `json:"service_level"`
		Within          float64  `json:"within_s"`
		Definition      string   `json:"service_level_is"`
		Abandonment     *float64 `json:"abandonment"`
		MeanWait        *float64 `json:"mean_wait_s"`
		MeanWaitServed  *float64 `json:"mean_wait_answered_s"`
		P95Wait         *float64 `json:"p95_wait_s"`
		Occupancy       *float64 `json:"occupancy"`
		Blocking        *float64 `json:"blocking,omitempty"`
		Target          *float64 `json:"target,omitempty"`
		MaxOccupancy    *float64 `json:"max_occupancy,omitempty"`
		Meets           *bool    `json:"meets_target,omitempty"`
		AgentsNeeded    int      `json:"agents_needed,omitempty"`
		ForStability    *int     `json:"agents_for_stability"`
	}{
		Model: o.model(), ContactsPerHour: o.contacts.perSecond * 3600, AHT: o.aht.seconds, Load: o.load(),
		Agents: d.agents, Positions: queueing.Positions(d.agents, o.shrinkage.share), Shrinkage: o.shrinkage.share, Stable: d.stable,
		WaitProbability: figure(d.wait), ServiceLevel: figure(d.level), Within: o.within.seconds,
		Definition:  "answered within within_s over all offered",
		Abandonment: figure(d.abandoned), MeanWait: figure(d.meanWait), MeanWaitServed: figure(d.meanWaitAnswered),
		P95Wait: figure(d.p95Wait), Occupancy: figure(d.busy),
	}
	if !o.patience.given && !o.lines.given {
		n := o.settling()
		out.ForStability = &n
	}
	if o.patience.given {
		out.Patience = &o.patience.seconds
	}
	if o.lines.given {
		out.Blocking = &d.blocked
	}
	if o.target.given {
		out.Target = &o.target.share
		out.AgentsNeeded = a.least
	}
	if o.maxOccupancy.given {
		out.MaxOccupancy = &o.maxOccupancy.share
	}
	if o.target.given || o.maxOccupancy.given {
		met := o.meets(d)
		out.Meets = &met
	}
	return writeJSON(w, out)
}

func (o *erlangOptions) model() string {
	switch {
	case o.lines.given:
		return "Erlang B"
	case o.patience.given:
		return "Erlang A"
	}
	return "Erlang C"
}

// waited is a wait of a desk: to a tenth of its unit.
func waited(s float64) string {
	switch {
	case math.IsInf(s, 1):
		return "without end"
	case s < 0.05:
		return "0 s"
	case s < 120:
		return fmt.Sprintf("%.1f s", s)
	case s < 7200:
		return fmt.Sprintf("%.1f min", s/60)
	}
	return fmt.Sprintf("%.1f h", s/3600)
}

// erlangText is the answer for a person: the question, one desk, what its words
// mean, and the desks beside it.
func erlangText(o erlangOptions, a answer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s contacts an hour (%s) of %s each keep %s %s busy on average; %s.\n\n",
		o.model(), count(o.contacts.perSecond*3600), o.contacts.text, o.aht.text, count(o.load()), o.servers(), o.leaving())
	o.verdict(&b, a)
	desks := []string{o.servers()}
	if o.shrinkage.given {
		desks = append(desks, "on the roster")
	}
	if o.lines.given {
		desks = append(desks, "find none free", "busy", "")
	} else {
		desks = append(desks, "must wait", "answered within "+o.spokenWithin())
		if o.patience.given {
			desks = append(desks, "give up", "mean wait", "of the answered")
		} else {
			desks = append(desks, "mean wait")
		}
		desks = append(desks, "95% wait at most", "busy", "")
	}
	t := newTable(desks...)
	for _, d := range a.beside {
		t.Row(o.row(d, a)...)
	}
	show(&b, t)
	b.WriteString(o.words())
	return b.String()
}

func (o *erlangOptions) spokenWithin() string {
	if o.within.text != "" {
		return o.within.text
	}
	return "20s"
}

func (o *erlangOptions) servers() string {
	if o.lines.given {
		return "lines"
	}
	return "agents"
}

func (o *erlangOptions) leaving() string {
	switch {
	case o.lines.given:
		return "there is no queue"
	case o.patience.given:
		return "who waits gives up after " + o.patience.text + " on average"
	}
	return "nobody leaves the queue"
}

// verdict is one or two sentences on the desk that was asked about.
func (o *erlangOptions) verdict(b *strings.Builder, a answer) {
	d := a.desk
	roster := ""
	if o.shrinkage.given {
		roster = fmt.Sprintf(", %s on the roster (%s shrinkage),", whole(float64(queueing.Positions(d.agents, o.shrinkage.share))), asPercent(o.shrinkage.share))
	}
	goal := o.goal()
	switch {
	case o.lines.given:
		fmt.Fprintf(b, "With %s%s %s of contacts find none free and are lost.\n", plural(d.agents, "line"), roster, o.share(d.blocked))
	case !o.agents.given:
		fmt.Fprintf(b, "%s at their desks%s are the fewest for %s.\n", plural(d.agents, "agent"), roster, goal)
	case !d.stable:
		fmt.Fprintf(b, "With %s%s the queue grows without end: they are too few for the contacts.\n", plural(d.agents, "agent"), roster)
	default:
		fmt.Fprintf(b, "With %s%s %s of all contacts are answered within %s.\n", plural(d.agents, "agent"), roster, o.share(d.level), o.spokenWithin())
	}
	switch {
	case o.agents.given && goal != "" && o.meets(d):
		fmt.Fprintf(b, "That meets %s", goal)
		if o.target.given {
			fmt.Fprintf(b, "; the fewest that do are %s", whole(float64(a.least)))
		}
		b.WriteString(".\n")
	case o.agents.given && o.target.given:
		fmt.Fprintf(b, "That misses %s: it takes %s.\n", goal, plural(a.least, "agent"))
	case o.agents.given && goal != "":
		fmt.Fprintf(b, "That misses %s.\n", goal)
	case !d.stable:
		fmt.Fprintf(b, "It takes %s for the queue to settle at all; with --patience some give up and it always does.\n", plural(a.least, "agent"))
	}
	b.WriteByte('\n')
}

// goal is what is asked of a desk, in words; empty if nothing is.
func (o *erlangOptions) goal() string {
	var parts []string
	if o.target.given {
		parts = append(parts, fmt.Sprintf("%s answered within %s", asPercent(o.target.share), o.spokenWithin()))
	}
	if o.maxOccupancy.given {
		parts = append(parts, fmt.Sprintf("agents busy at most %s of the time", asPercent(o.maxOccupancy.share)))
	}
	return strings.Join(parts, " and ")
}

// row is a desk in the table; the last cell says why it stands out.
func (o *erlangOptions) row(d desk, a answer) []string {
	cells := []string{whole(float64(d.agents))}
	if o.shrinkage.given {
		cells = append(cells, whole(float64(queueing.Positions(d.agents, o.shrinkage.share))))
	}
	note := ""
	switch {
	case d.agents == a.desk.agents && (o.agents.given || o.lines.given):
		note = "<- asked"
	case o.target.given && d.agents == a.least:
		note = "<- the fewest for the target"
	}
	switch {
	case o.lines.given:
		return append(cells, o.share(d.blocked), o.percent(d.busy), note)
	case !d.stable:
		if note == "" {
			note = "<- too few"
		}
		return append(cells, o.percent(1), o.percent(0), waited(math.Inf(1)), waited(math.Inf(1)), o.percent(1), note)
	}
	cells = append(cells, o.percent(d.wait), o.percent(d.level))
	if o.patience.given {
		cells = append(cells, o.percent(d.abandoned), waited(d.meanWait), waited(d.meanWaitAnswered))
	} else {
		cells = append(cells, waited(d.meanWait))
	}
	return append(cells, waited(d.p95Wait), o.percent(d.busy), note)
}

// percent is a share with a decimal more than the target has, at least one: rows on
// either side of the target must not look alike.
func (o *erlangOptions) percent(v float64) string {
	return figure(100*v, fmt.Sprintf("%%.%df%%%%", o.decimals()))
}

func (o *erlangOptions) decimals() int {
	n := 0
	for _, p := range []portion{o.target, o.maxOccupancy} {
		if _, after, _ := strings.Cut(strings.TrimSuffix(asPercent(p.share), "%"), "."); p.given {
			n = max(n, len(after))
		}
	}
	return min(n, 10) + 1
}

// share is [share], or with the target's decimals if these are more.
func (o *erlangOptions) share(v float64) string {
	if s := share(v); o.decimals() == 1 || len(s) > len(o.percent(v)) {
		return s
	}
	return o.percent(v)
}

// share is a percentage with as many digits as tell it from 0 and from 100%.
func share(v float64) string {
	for _, format := range []string{"%.1f%%", "%.2f%%", "%.3f%%", "%.4f%%"} {
		if s := fmt.Sprintf(format, 100*v); strings.Trim(s, "0.%") != "" && !strings.HasPrefix(s, "100.") {
			return s
		}
	}
	return percent(v)
}

// words say what the columns mean, since desks differ in how they count.
func (o *erlangOptions) words() string {
	if o.lines.given {
		return "Find none free: of all contacts; they are lost, and do not try again.\n"
	}
	text := "Answered within " + o.spokenWithin() + ": the share of all contacts offered"
	if o.patience.given {
		return text + "; who gives up counts as not answered, however soon.\n" +
			"Mean wait, 95% wait at most: time in the queue of all offered, answered or not, zeros included;\n" +
			"of the answered: the mean wait of those who are answered. Give up: of all offered.\n"
	}
	return text + ".\nMean wait, 95% wait at most: of all offered, zeros included.\n"
}
