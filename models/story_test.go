package models

import (
	"fmt"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

func TestOrderNumbers(t *testing.T) {
	two := brief()
	two.Firms = append(two.Firms, shopFirm("shop-2", "courier"))
	two.Firms[1].Demand.Categories[0].Name = "home-and-garden"
	for what, sc := range map[string]*Scenario{"one firm": brief(), "two firms and dashes in names": two} {
		t.Run("an order's number leads back to it: "+what, func(t *testing.T) {
			s, err := newSeason(sc, 0, TrialOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range s.sources {
				for _, m := range []int64{0, 59, 1439, 5*1440 + 7*60 + 3} {
					for _, n := range []int64{0, 1, 99, 12345} {
						r := newOrder(i, m, n)
						who, err := s.orderNumber(s.orderName(&r))
						if err != nil || who != r.Who() {
							t.Fatalf("%s: %x, want %x; %v", s.orderName(&r), who, r.Who(), err)
						}
					}
				}
			}
		})
	}
	t.Run("a number is category, date, time and place in its minute", func(t *testing.T) {
		s, err := newSeason(brief(), 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		r := newOrder(0, int64(s.day(Day(2026, 11, 11)))*1440+3, 1)
		equal(t, "number", s.orderName(&r), "gadgets-20261111-0003-2")
	})
	for what, c := range map[string]struct{ number, says string }{
		"no dashes":            {"gadgets", "is no order number, which would look like gadgets-20261109-0003-1"},
		"a day that is none":   {"gadgets-20261131-0003-1", "is no order number"},
		"a time that is none":  {"gadgets-20261111-2403-1", "is no order number"},
		"place 0":              {"gadgets-20261111-0003-0", "is no order number"},
		"a place too far":      {"gadgets-20261111-0003-99999999", "is no order number"},
		"a place in words":     {"gadgets-20261111-0003-first", "is no order number"},
		"another category":     {"books-20261111-0003-1", `no orders are called "books"`},
		"a day before the run": {"gadgets-20261001-0003-1", "demand is simulated from 2026-11-03 to 2026-11-16"},
		"a day of the drain":   {"gadgets-20261117-0003-1", "no orders are placed on 2026-11-17"},
	} {
		t.Run("refused with a sentence: "+what, func(t *testing.T) {
			_, err := RunTrial(brief(), 0, TrialOptions{Follow: c.number, Tell: func(Story) {}})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want %q", err, c.says)
			}
		})
	}
}

// tale is the story of an order.
func tale(t *testing.T, number string) []Story {
	t.Helper()
	var steps []Story
	if _, err := RunTrial(brief(), 0, TrialOptions{Follow: number, Tell: func(s Story) { steps = append(steps, s) }}); err != nil {
		t.Fatal(err)
	}
	return steps
}

func told(steps []Story, what string) bool {
	for _, s := range steps {
		if strings.Contains(s.What, what) {
			return true
		}
	}
	return false
}

func TestStories(t *testing.T) {
	tr := play(t, brief(), 0)
	for cause := range result.Cause(result.Causes) {
		examples := tr.Firms[0].Examples[cause]
		if len(examples) == 0 {
			t.Errorf("no example of a complaint, cause %s", cause)
			continue
		}
		t.Run(fmt.Sprintf("a complaint (%s) can be told from the wish to buy to the complaint, in order of time", cause), func(t *testing.T) {
			steps := tale(t, examples[0].Order)
			if len(steps) == 0 || !strings.HasPrefix(steps[0].What, "wants to buy") {
				t.Fatalf("begins with %v", steps)
			}
			for i := 1; i < len(steps); i++ {
				if steps[i].At < steps[i-1].At || steps[i].Date < steps[i-1].Date {
					t.Errorf("%v comes after %v", steps[i], steps[i-1])
				}
			}
			if !told(steps, "complains to the firm ("+cause.String()+")") {
				t.Errorf("no complaint in %v", steps)
			}
			equal(t, "its day", told(steps, "complains") && dayOf(complaintAt(steps, cause)) == int(examples[0].Day), true)
		})
	}
	t.Run("an order without trouble ends at the door", func(t *testing.T) {
		s := played(t, brief(), 0, TrialOptions{})
		n := 0
		for m := int64(s.from) * 1440; n < 5; m += 37 {
			if s.sources[0].inMinute(m) == 0 {
				continue
			}
			r := newOrder(0, m, 0)
			if s.sources[0].state(&r) != stateDelivered {
				continue
			}
			n++
			steps := tale(t, s.orderName(&r))
			for _, what := range []string{"wants to buy gadgets", "pays; delivery promised by 2026-11-", "is packed", "is handed to the carrier", "reaches the last-mile station of ", "is delivered"} {
				if !told(steps, what) {
					t.Errorf("%s: never %q in %v", s.orderName(&r), what, steps)
				}
			}
		}
	})
	t.Run("an order number that nobody used tells nothing", func(t *testing.T) {
		if steps := tale(t, "gadgets-20261110-0300-9999"); len(steps) > 0 {
			t.Error(steps)
		}
	})
}

func complaintAt(steps []Story, cause result.Cause) sim.Time {
	for _, s := range steps {
		if strings.Contains(s.What, "complains to the firm ("+cause.String()+")") {
			return s.At
		}
	}
	return -1
}

func TestExamplesOfComplaints(t *testing.T) {
	by := map[result.Cause]map[string]bool{}
	var tr result.Trial
	tr, err := RunTrial(brief(), 1, TrialOptions{Complaint: func(c Complaint) {
		if by[c.Cause] == nil {
			by[c.Cause] = map[string]bool{}
		}
		by[c.Cause][c.Order] = true
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("examples are three real complaints of their cause, not just the first ones", func(t *testing.T) {
		days := map[int32]bool{}
		for cause, ex := range tr.Firms[0].Examples {
			if len(ex) > examplesKept {
				t.Errorf("%d examples", len(ex))
			}
			for _, e := range ex {
				days[e.Day] = true
				if !by[result.Cause(cause)][e.Order] {
					t.Errorf("%s never complained (%s)", e.Order, result.Cause(cause))
				}
			}
		}
		if len(days) < 5 {
			t.Errorf("all on days %v", days)
		}
	})
}

func TestWordsOfASpan(t *testing.T) {
	for d, want := range map[sim.Time]string{
		3 * sim.Minute: "3 minutes", 119 * sim.Minute: "119 minutes", 2 * sim.Hour: "2 hours", 47 * sim.Hour: "47 hours", 60 * sim.Hour: "2.5 days",
	} {
		t.Run(want, func(t *testing.T) { equal(t, "words", spanWords(d), want) })
	}
}
