package plots

import (
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
)

// grief makes a month with one complaint of delay a day, ten on the peak on
// day 20 of the window, which begins after ten days of warm-up, and the delay
// complaints about the orders of each simulated day; day 0 is 1 November.
func grief(trials int, delays []float64) grieving {
	g := grieving{run: &result.Run{Start: 20758, From: 10, To: 39, NDays: 40, Trials: make([]result.Trial, trials)}, delays: delays}
	for c := range g.firm {
		g.firm[c], g.authority[c] = flat(0, 30), flat(0, 30)
	}
	g.firm[result.Delay] = flat(1, 30)
	g.firm[result.Delay][20] = 10
	return g
}

func TestPeakNamesTheOrdersItComesFrom(t *testing.T) {
	with := func(base float64, days map[int]float64) []float64 {
		d := flat(base, 40)
		for k, v := range days {
			d[k] = v
		}
		return d
	}
	for _, c := range []struct {
		name   string
		g      grieving
		want   string
		spoilt bool // another cause is larger at the peak
	}{
		{"two days hold most", grief(4, with(0.5, map[int]float64{24: 9, 25: 9})), "25–26 Nov", false},
		{"one day holds most", grief(4, with(0, map[int]float64{24: 9, 25: 3})), "25 Nov", false},
		{"even dates are no cluster", grief(4, with(1, nil)), "", false},
		{"six days are no cluster", grief(4, with(0, map[int]float64{10: 5, 12: 5, 15: 5, 20: 5, 24: 5, 29: 5})), "", false},
		{"few complaints are no cluster", grief(1, with(0, map[int]float64{24: 19})), "", false},
		{"orders after the peak do not count", grief(4, with(1, map[int]float64{31: 500})), "", false},
		{"at a peak of quality nobody asks for delays", grief(4, with(0, map[int]float64{24: 9})), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.spoilt {
				c.g.firm[result.Quality][20] = 11
			}
			got := ""
			if from, to, share, ok := c.g.ordered(30); ok {
				got = dates(c.g.run, from, to)
				if !(share > 0.5) {
					t.Errorf("share %v", share)
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("the headline says so", func(t *testing.T) {
		g := grief(4, with(0, map[int]float64{24: 9}))
		if got := g.sentence(); !strings.HasSuffix(got, "; the delays then are mostly of orders of 25 Nov") {
			t.Errorf("got %q", got)
		}
	})
}

func TestBlocksAreWeeks(t *testing.T) {
	for _, c := range []struct {
		days int
		want []int
	}{
		{5, []int{0, 1, 2, 3, 4, 5}},
		{21, []int{0, 7, 14, 21}},
		{24, []int{0, 7, 14, 21, 24}},
	} {
		if got := blocks(c.days); !slices.Equal(got, c.want) {
			t.Errorf("%d days: got %v, want %v", c.days, got, c.want)
		}
	}
	// The short last week is a mean of its own three days.
	if got := byBlock(flat(2, 24), blocks(24)); !slices.Equal(got, flat(2, 4)) {
		t.Errorf("got %v, want 2 in each", got)
	}
}

// TestFewComplaintsToTheAuthorityAreASentence draws the panel or says the number.
func TestFewComplaintsToTheAuthorityAreASentence(t *testing.T) {
	for _, c := range []struct {
		name   string
		each   int64 // replication, of three
		panel  bool
		phrase string
	}{
		{"none", 0, false, "none is lodged with an authority on these dates"},
		{"6 in each of 3 replications are too few", 6, false, "the authorities receive 6 complaints a season on these dates"},
		{"1 is not plural", 1, false, "the authorities receive 1 complaint a season on these dates"},
		{"7 in each are drawn", 7, true, "two scales"},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := smallSeason().run()
			for i := range run.Trials {
				days := run.Trials[i].Firms[0].Days
				for d := range days {
					for k := range result.Cause(result.Causes) {
						days[d][result.ToAuthority(k)] = 0
					}
				}
				days[run.From+3][result.AuthorityDelay] = c.each
			}
			sum := run.Summary()
			var words []string
			for _, b := range record(complaintsFigure(subject{run, &sum, 0})) {
				words = append(words, b.text)
			}
			all := strings.Join(words, " ")
			if got := strings.Contains(all, "To the authority:"); got != c.panel {
				t.Errorf("panel drawn: %v, want %v", got, c.panel)
			}
			if !strings.Contains(all, c.phrase) {
				t.Errorf("the page does not say %q: %s", c.phrase, all)
			}
		})
	}
}
