package plots

import (
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

func headlines(t *testing.T, s synth) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, f := range Figures(s.run()) {
		out[f.Name] = f.Headline
	}
	return out
}

// TestOppositeSeasonsHaveOppositeHeadlines compares a firm with ample capacity
// with the same firm short of everything.
func TestOppositeSeasonsHaveOppositeHeadlines(t *testing.T) {
	calm := ready()
	calm.trouble, calm.mile = 0, 40
	good, bad := headlines(t, calm), headlines(t, swamped())
	centre, poor := ready(), swamped()
	centre.orders, poor.orders = 0, 0
	centre.regions, poor.regions = nil, nil
	centre.agents, poor.night = 40, false
	centre.days, poor.days = 5, 5
	centre.events = []result.CalendarEvent{{Name: "双11", From: 0, To: 3}}
	poor.events = centre.events
	for k, v := range headlines(t, centre) {
		good["centre "+k] = v
	}
	for k, v := range headlines(t, poor) {
		bad["centre "+k] = v
	}
	for _, c := range []struct{ figure, good, bad string }{
		{"orders", "Capacity covers the busiest day (双11, 11 Nov)", "times what the warehouse can pack; its backlog takes"},
		{"complaints", "Nobody complains to the firm", "Delay causes"},
		{"complaint-rate", "No order leads to a complaint", "complaints per million orders reach the firm, most for delay"},
		{"days-late", "Nearly every delivery keeps its date", "of deliveries are late"},
		{"desk-load", "is never overloaded while staffed", "is overloaded in"},
		{"pools", "Every pool answers all its contacts in time", "no pool keeps up"},
		{"backlog", "No line falls a day behind", "fall more than a day behind"},
		{"centre contacts-1", "is staffed for every hour", "is understaffed"},
		{"centre pools", "Every pool answers all its contacts in time", "no pool keeps up"},
	} {
		t.Run(c.figure, func(t *testing.T) {
			if !strings.Contains(good[c.figure], c.good) {
				t.Errorf("ample capacity: got %q, want it to say %q", good[c.figure], c.good)
			}
			if !strings.Contains(bad[c.figure], c.bad) {
				t.Errorf("short capacity: got %q, want it to say %q", bad[c.figure], c.bad)
			}
		})
	}
}

// TestOrdersSentence walks through what limits a day, on three days of numbers
// that can be checked by head.
func TestOrdersSentence(t *testing.T) {
	const days = 20
	run := func(house, mile float64, housed, miled int64) *result.Run {
		r := &result.Run{Firms: []result.FirmHead{{Name: "A"}}, To: days - 1, NDays: days,
			Lines:  []result.LineHead{{Name: "w", Kind: warehouse}, {Name: "s", Kind: station, Firm: -1}},
			Start:  20758,                                                 // 1 November 2026
			Events: []result.CalendarEvent{{Name: "双11", From: 5, To: 5}}} // on 6 November here
		tr := result.Trial{Firms: []result.FirmTrial{{Days: make([]result.Row, days), Cohorts: make([]result.Row, days)}}}
		lines := [2]result.LineTrial{{Days: make([]result.LineDay, days)}, {Days: make([]result.LineDay, days)}}
		for d := range days {
			placed := int64(100)
			if d == 5 {
				placed = 300
			}
			tr.Firms[0].Days[d][result.Placed] = placed
			lines[0].Days[d] = result.LineDay{Capacity: house, Entered: placed}
			lines[1].Days[d] = result.LineDay{Capacity: mile, Entered: min(placed, int64(house))}
			if d >= 5 && d < 9 {
				lines[0].Days[d].Queue, lines[1].Days[d].Queue = housed, miled
			}
		}
		tr.Lines = lines[:]
		r.Trials = []result.Trial{tr}
		return r
	}
	for _, c := range []struct {
		name, want string
		run        *result.Run
	}{
		{"capacity for all", "Capacity covers the busiest day (双11, 6 Nov): 300 orders against 400 that the warehouse can pack", run(400, 400, 0, 0)},
		{"a warehouse too small for one day", "Orders on the busiest day (双11, 6 Nov) are 2 times what the warehouse can pack; its backlog takes 4 days to clear", run(150, 400, 150, 0)},
		{"a last mile too small for it", "The warehouse keeps up with the busiest day (双11, 6 Nov), but from 6 Nov the last mile receives 1.4 times its capacity; its backlog takes 4 days to clear", run(400, 120, 0, 90)},
		{"a backlog within a tenth of a day is none", "Orders on the busiest day (双11, 6 Nov) are 1.2 times what the warehouse can pack; its backlog is cleared the same day", run(250, 400, 25, 0)},
		{"a warehouse at rest", "The warehouse rests on the busiest day (双11, 6 Nov, 300 orders); its backlog takes 4 days to clear", run(0, 400, 150, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := measureFlow(c.run, 0).sentence(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestLoadTallies(t *testing.T) {
	l := load{run: &result.Run{}, name: "chat", work: make([]float64, 20*24), capacity: make([]float64, 20*24)}
	for h := range l.work {
		l.work[h], l.capacity[h] = 5, 10
	}
	for h := 18 * 24; h < 18*24+7; h++ { // 7 hours over, on the 19th day
		l.work[h] = 11 + float64(h%24)
	}
	l.capacity[19*24], l.capacity[19*24+1] = 0, 0
	l.work[19*24+1] = 0 // nobody there, nobody asks
	from, to := l.worstDays()
	if from > 18*24 || to < 19*24+2 || to-from != fortnight*24 {
		t.Errorf("worst fortnight is [%d, %d), it must hold the overload from hour %d", from, to, 18*24)
	}
	over, closed, worst, excess := l.tally(0, len(l.work))
	if over != 7 || closed != 1 || worst != 18*24+6 || excess != 7*1+21+5 {
		t.Errorf("got %d over, %d closed, worst %d, excess %v; want 7, 1, %d, 33", over, closed, worst, excess, 18*24+6)
	}
}

func TestHeatColours(t *testing.T) {
	for _, most := range []float64{1.5, 2.2, 3} {
		l := load{work: []float64{most}, capacity: []float64{1}}
		s := newScale(l, 0, 1)
		for v := 0.0; v < 5; v += 0.001 {
			c := s.at(v) // panics outside the gamut
			switch {
			case v < 0.9 && c.B <= c.R:
				t.Fatalf("load %.3f of %v is not blue: %v", v, most, c)
			case v > 1.1 && c.R <= c.B:
				t.Fatalf("load %.3f of %v is not red: %v", v, most, c)
			}
		}
		if c := s.at(1); max(c.R, c.G, c.B)-min(c.R, c.G, c.B) > 4 {
			t.Errorf("load 1.0 is not grey: %v", c)
		}
	}
}

func TestOwnBars(t *testing.T) {
	byDays := func(counts ...float64) (out []stats.Estimate) {
		for _, c := range counts {
			out = append(out, stats.Estimate{Mean: c})
		}
		return out
	}
	for _, c := range []struct {
		name string
		in   []stats.Estimate
		want int
	}{
		{"no deliveries, no bars", nil, 0},
		{"a short list keeps all", byDays(900, 50, 30, 20, 5), 3},
		{"at least six have a bar", byDays(900, 100, 0, 0, 0, 0, 0, 0, 0, 0), 6},
		{"an empty tail is folded", byDays(900, 50, 30, 20, 9, 5, 4, 3, 2, 0, 0, 0, 0), 8},
		{"a hundredth of the late may be folded", byDays(900, 500, 300, 100, 50, 20, 15, 7, 5, 1, 1, 1), 7},
		{"a fat tail is kept", byDays(900, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5), 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ownBars(c.in); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestSince(t *testing.T) {
	run := &result.Run{Events: []result.CalendarEvent{{Name: "双11", From: 10, To: 12}, {Name: "双12", From: 41, To: 41}}}
	for _, c := range []struct {
		name string
		day  int
		want string
	}{
		{"before any event", 9, ""},
		{"on its last day", 12, "during 双11"},
		{"a day after", 13, "1 day after 双11"},
		{"a week after", 19, "7 days after 双11"},
		{"too long after", 34, ""},
		{"the latest event counts", 44, "3 days after 双12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := since(run, c.day, 21); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
