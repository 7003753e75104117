package models

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"peakready/sim"
)

// few orders come in these four days, all causes of complaint alive.
func fewOrders() *Scenario {
	sc := brief()
	sc.Season.From, sc.Season.WarmUp, sc.Season.Drain = Day(2026, 11, 12), sim.Day, 20*sim.Day
	f := &sc.Firms[0]
	f.Demand.Categories = f.Demand.Categories[:1]
	f.Demand.Categories[0].Orders = 14
	f.Demand.Categories[0].Faulty, f.Demand.Double11.Deposits = 0.5, 0
	f.Shipping.Days = 1
	sc.Authority.Escalates = 0
	return sc
}

// lifeTold is what the story of an order says: minutes of its paying, instants of
// its delivery, the end of the day promised, and its complaints' first and last.
type lifeTold struct {
	order     string
	who       sim.Record
	lead      sim.Time
	late      sim.Time
	complaint []sim.Time
}

// listen replays a season for every order of its window and takes from each
// story what a reader would.
func listen(t *testing.T, sc *Scenario) (all []lifeTold) {
	t.Helper()
	s := played(t, sc, 0, TrialOptions{})
	for i := range s.sources {
		for m := int64(s.from) * 1440; m < int64(s.to+1)*1440; m++ {
			for n := range s.sources[i].inMinute(m) {
				r := newOrder(i, m, n)
				h := lifeTold{order: s.orderName(&r), who: r, lead: -1}
				var paid, due sim.Time
				var open []sim.Time
				_, err := RunTrial(sc, 0, TrialOptions{Follow: h.order, Tell: func(x Story) {
					switch date, promised := strings.CutPrefix(x.What, "pays; delivery promised by "); {
					case promised:
						for d := range s.days {
							if s.date(d).String() == date {
								due = sim.Time(d+1) * sim.Day
							}
						}
						paid = x.At / sim.Minute * sim.Minute
					case strings.HasPrefix(x.What, "is delivered"):
						h.lead, h.late = x.At-paid, x.At-due
					case strings.HasPrefix(x.What, "complains to the firm"):
						open = append(open, x.At)
					case x.What == "has the complaint settled by the firm", x.What == "has no settlement and lets it be":
						h.complaint = append(h.complaint, x.At-open[0])
						open = open[1:]
					}
				}})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, h)
			}
		}
	}
	return all
}

func TestTheOrderChosenIsTheQuantileOfABruteForceList(t *testing.T) {
	sc := fewOrders()
	all := listen(t, sc)
	type entry struct {
		value sim.Time
		lifeTold
	}
	shares := []float64{0.5, 0.95, 1}
	for _, by := range []StoryMeasure{ByLead, ByLate, ByComplaintWait} {
		t.Run(string(by), func(t *testing.T) {
			var list []entry
			for _, h := range all {
				switch {
				case by == ByLead && h.lead >= 0:
					list = append(list, entry{h.lead, h})
				case by == ByLate && h.lead >= 0 && h.late > 0:
					list = append(list, entry{h.late, h})
				case by == ByComplaintWait:
					for _, w := range h.complaint {
						list = append(list, entry{w, h})
					}
				}
			}
			slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(a.value, b.value) }) // they stand by minute and place
			if len(list) < 8 {
				t.Fatalf("%d: too few to show anything", len(list))
			}
			c := &StoryChoice{By: by, At: shares}
			tr, err := RunTrial(sc, 0, TrialOptions{Choice: c})
			if err != nil {
				t.Fatal(err)
			}
			if c.Of != len(list) || len(c.Found) != len(shares) {
				t.Fatalf("%d to choose from, want %d; %+v", c.Of, len(list), c.Found)
			}
			for i, q := range shares {
				rank := int(math.Ceil(q * float64(len(list))))
				want, got := list[rank-1], c.Found[i]
				if got.Order != want.order || got.Rank != rank || got.Value != want.value {
					t.Errorf("at %v: %+v, want %s, rank %d, %v", q, got, want.order, rank, want.value)
				}
			}
			if plain := play(t, sc, 0); !reflect.DeepEqual(plain, tr) {
				t.Error("choosing changes the season")
			}
		})
	}
}

func TestTiesAreBrokenByTheOrdersNumber(t *testing.T) {
	s := played(t, fewOrders(), 0, TrialOptions{})
	c := &StoryChoice{By: ByLate, At: []float64{0.25, 0.5, 0.75, 1}}
	s.opts.Choice = c
	who := func(m, i int64) uint64 { r := newOrder(0, m, i); return r.Who() }
	for _, w := range []uint64{who(9000, 1), who(9001, 0), who(9000, 0), who(8999, 7)} {
		c.chosenFrom(w, 0, sim.Hour)
	}
	c.chosenFrom(who(1, 1), sim.Day, 0) // in time
	s.choose()
	var got []string
	for _, f := range c.Found {
		got = append(got, f.Order[strings.LastIndex(f.Order, "-2026")+10:])
	}
	if want := []string{"0559-8", "0600-1", "0600-2", "0601-1"}; c.Of != 4 || !slices.Equal(got, want) {
		t.Errorf("%d: %v, want %v", c.Of, got, want)
	}
	none := &StoryChoice{By: ByLate, At: []float64{0.5}}
	s.opts.Choice = none
	if s.choose(); none.Of != 0 || none.Found != nil {
		t.Errorf("of nothing: %+v", none)
	}
}
