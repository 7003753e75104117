package result

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Words says the rule of mass incidents in full.
func (r IncidentRule) Words() string {
	days := strconv.FormatFloat(r.Within, 'f', -1, 64) + " days"
	if r.Within == 1 {
		days = "1 day"
	}
	return fmt.Sprintf("%d or more complaints about one firm for one cause lodged with one authority within %s; it is over, and the next one counts, when fewer than %s of that number are left in such a span",
		r.Complaints, days, strconv.FormatFloat(100*r.EndsBelow, 'f', -1, 64)+"%")
}

// Dates says on which days such incidents were found: the first and the last of
// all seasons, by date.
func (m IncidentSummary) Dates() string {
	from, err := time.Parse(time.DateOnly, m.Earliest)
	to, err2 := time.Parse(time.DateOnly, m.Latest)
	switch {
	case err != nil || err2 != nil || from.Equal(to):
		return from.Format("2 Jan 2006")
	case from.Year() != to.Year():
		return from.Format("2 Jan 2006") + " to " + to.Format("2 Jan 2006")
	}
	return from.Format("2 Jan") + " to " + to.Format("2 Jan 2006")
}

// Sizes says how many complaints made one.
func (m IncidentSummary) Sizes(show func(float64) string) string {
	if m.Least == m.Most {
		return show(float64(m.Least))
	}
	return show(float64(m.Least)) + " to " + show(float64(m.Most))
}

// SeasonsWords says in how many seasons the firm is called in: "2 of 3 seasons",
// or "1 to 2 of 3 seasons" where it ties for the last places.
func (f CalledFirm) SeasonsWords() string {
	noun := "seasons"
	if f.Called.N == 1 {
		noun = "season"
	}
	if f.Sure == f.Perhaps {
		return fmt.Sprintf("%d of %d %s", f.Sure, f.Called.N, noun)
	}
	return fmt.Sprintf("%d to %d of %d %s", f.Sure, f.Perhaps, f.Called.N, noun)
}

// Shown is the number of firms that a list shows: twice as many as there are
// places, so that those who nearly have one are seen.
func (s CallInSummary) Shown() int { return min(2*s.Places, len(s.Firms)) }

// Notes explain what the list does not say by itself, a sentence each: shared
// places, firms without a case, more places than firms. None of them may apply.
func (s CallInSummary) Notes() (lines []string) {
	ties, none, concerned := false, false, 0
	for i, f := range s.Firms {
		if i < s.Shown() {
			ties = ties || f.Sure < f.Perhaps
			none = none || f.PerMillion.Mean == 0
		}
		if f.PerMillion.Mean > 0 {
			concerned++
		}
	}
	if ties {
		lines = append(lines, "firms with the same figure tie for the last places of a season: the first number counts seasons in which the firm has a place by itself, the second also those in which it ties for one")
	}
	if none {
		lines = append(lines, "a firm without a case in a season is not called in; \"up to\" is what its orders alone cannot rule out (exact Poisson interval)")
	}
	switch n := s.Places; {
	case len(s.Firms) < n:
		lines = append(lines, fmt.Sprintf("there are %d places and %d firms with orders", n, len(s.Firms)))
	case concerned < n:
		firms := strings.Replace(fmt.Sprintf("%d firms have", concerned), "1 firms have", "1 firm has", 1)
		if concerned == 0 {
			firms = "no firm has"
		}
		lines = append(lines, fmt.Sprintf("there are %d places, but %s any case in these seasons", n, firms))
	}
	return lines
}
