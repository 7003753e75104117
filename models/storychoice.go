package models

import (
	"math"
	"slices"

	"peakready/sim"
)

// StoryMeasure is what orders are put in order by, to find the one in the middle
// or at the end.
type StoryMeasure string

const (
	ByLead          StoryMeasure = "lead"           // from the order to the door, of orders delivered
	ByLate          StoryMeasure = "late"           // past the promised date, of those delivered late
	ByComplaintWait StoryMeasure = "complaint-wait" // from a complaint to the firm to its end, settled or not
)

// Values of a story measure.
func (StoryMeasure) Values() []string {
	return []string{string(ByLead), string(ByLate), string(ByComplaintWait)}
}

// StoryChoice asks a trial for orders of its window at given places. Orders are
// sorted by the measure, equal ones by the minute in which they were wanted and
// their place in it; the order at share q of n is number ceil(q n), counted from
// 1: a half is the median, 1 the worst. The trial keeps 16 bytes an order.
type StoryChoice struct {
	By StoryMeasure
	At []float64 // in (0, 1]

	// Of is how many there were to choose from; Found has one for each of At, or
	// none where Of is 0.
	Of    int
	Found []StoryFound

	all  []storyCandidate
	open map[complaintKey]sim.Time
}

// StoryFound is an order that was chosen.
type StoryFound struct {
	Order string   // its number, as TrialOptions.Follow takes it
	Rank  int      // from 1
	Value sim.Time // of the measure
}

type storyCandidate struct {
	value sim.Time
	who   uint64
}

// complaintKey tells complaints of one order apart: what it is called and what
// it was about.
type complaintKey struct {
	who   uint64
	p     problem
	about uint64
}

func (s *season) complaintKey(r *sim.Record) complaintKey {
	return complaintKey{r.Who(), problemOf(r), get(r.C, freeShift, freeBits)}
}

// chosenFrom adds a delivery of the window to the choice.
func (c *StoryChoice) chosenFrom(who uint64, lead, late sim.Time) {
	switch {
	case c.By == ByLead:
		c.all = append(c.all, storyCandidate{lead, who})
	case c.By == ByLate && late > 0:
		c.all = append(c.all, storyCandidate{late, who})
	}
}

// complaintBegins and complaintEnds add a complaint of the window's orders.
func (s *season) complaintBegins(r *sim.Record) {
	if c := s.opts.Choice; c != nil && c.By == ByComplaintWait && s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		if c.open == nil {
			c.open = map[complaintKey]sim.Time{}
		}
		c.open[s.complaintKey(r)] = s.k.Now()
	}
}

func (s *season) complaintEnds(r *sim.Record) {
	c := s.opts.Choice
	if c == nil || c.open == nil {
		return
	}
	key := s.complaintKey(r)
	if at, ok := c.open[key]; ok {
		delete(c.open, key)
		c.all = append(c.all, storyCandidate{s.k.Now() - at, r.Who()})
	}
}

// choose finds the orders that were asked for.
func (s *season) choose() {
	c := s.opts.Choice
	if c == nil {
		return
	}
	c.Of, c.Found = len(c.all), nil
	slices.SortFunc(c.all, func(a, b storyCandidate) int {
		ra, rb := sim.Record{A: a.who}, sim.Record{A: b.who}
		switch {
		case a.value != b.value:
			return int(min(1, max(-1, a.value-b.value)))
		case minuteOf(&ra) != minuteOf(&rb):
			return int(minuteOf(&ra) - minuteOf(&rb))
		case indexOf(&ra) != indexOf(&rb):
			return int(indexOf(&ra)) - int(indexOf(&rb))
		}
		return sourceOf(&ra) - sourceOf(&rb)
	})
	for _, q := range c.At {
		if c.Of == 0 {
			break
		}
		rank := max(1, min(c.Of, int(math.Ceil(q*float64(c.Of)-1e-9)))) // q of 0.95 is a little more than that
		r := sim.Record{A: c.all[rank-1].who}
		c.Found = append(c.Found, StoryFound{Order: s.orderName(&r), Rank: rank, Value: c.all[rank-1].value})
	}
	c.all, c.open = nil, nil
}
