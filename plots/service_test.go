package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

func pool(name, channel string, within, gaveUp float64) result.PoolSummary {
	e := func(v float64) stats.Estimate {
		return stats.Estimate{Mean: v, Lo: math.NaN(), Hi: math.NaN(), N: 1}
	}
	return result.PoolSummary{Name: name, Channel: channel, Offered: e(100), Answered: e(100 * (1 - gaveUp)),
		ServiceLevel: e(within), Abandonment: e(gaveUp), Target: map[string]float64{"ticket": 86400}[channel] + 20}
}

func TestPoolsSentence(t *testing.T) {
	for _, c := range []struct {
		name, want string
		pools      []result.PoolSummary
	}{
		{"one pool that keeps up", "The phone pool answers 81% of contacts within 20 s; 4.2% give up", []result.PoolSummary{pool("phone", "phone", 0.81, 0.042)}},
		{"one that loses nobody", "The phone pool answers 81% of contacts within 20 s; nobody gives up", []result.PoolSummary{pool("phone", "phone", 0.81, 0)}},
		{"several that keep up", "Every pool answers at least 91% of its contacts in time; at most 3.3% give up",
			[]result.PoolSummary{pool("chat", "chat", 0.91, 0.033), pool("phone", "phone", 0.97, 0.01)}},
		{"nearly all is said in words", "Every pool answers practically all its contacts in time; hardly anybody gives up",
			[]result.PoolSummary{pool("chat", "chat", 0.9998, 0.0001), pool("phone", "phone", 1, 0)}},
		{"all is said in words", "Every pool answers all its contacts in time; nobody gives up",
			[]result.PoolSummary{pool("chat", "chat", 1, 0), pool("phone", "phone", 1, 0)}},
		{"tickets alone are not given up", "Every pool answers at least 95% of its contacts in time",
			[]result.PoolSummary{pool("a", "ticket", 0.95, 0.02), pool("b", "ticket", 0.97, 0)}},
		{"a ticket pool that falls short", "33% of the contacts of the complaints pool are not answered in time (24 h); the other one keeps up",
			[]result.PoolSummary{pool("chat", "chat", 0.95, 0.01), pool("complaints", "ticket", 0.67, 0.11)}},
		{"tickets given up while in time otherwise are no fault", "Every pool answers at least 85% of its contacts in time; at most 1% give up",
			[]result.PoolSummary{pool("chat", "chat", 0.95, 0.01), pool("complaints", "ticket", 0.85, 0.11)}},
		{"in time, but given up by many", "The chat pool answers 85% of contacts within 20 s, but 12% give up; the other one keeps up",
			[]result.PoolSummary{pool("chat", "chat", 0.85, 0.12), pool("phone", "phone", 0.9, 0)}},
		{"no ticket in time", "No contact of the complaints pool is answered in time (24 h); no pool keeps up",
			[]result.PoolSummary{pool("chat", "chat", 0.75, 0.01), pool("complaints", "ticket", 0, 0)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.pools {
				if c.pools[i].Channel == "ticket" {
					c.pools[i].Target = 86400
				}
			}
			if got := poolsSentence(c.pools); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestContactSentenceIsNoHarsherThanTheFigures(t *testing.T) {
	at := func(p result.PoolSummary, work float64) interval {
		return interval{run: &result.Run{}, pool: p, byHourOfDay: true, offered: band{hi: []float64{9}}, work: []float64{work}, staff: []float64{10}}
	}
	thinned := func(v interval) interval { v.thin = true; return v }
	for _, c := range []struct {
		name, want string
		v          interval
	}{
		{"overloaded and short", "The phone pool is understaffed: at the worst (00:00) the work is 1.2 times what its agents can do; 9% give up", at(pool("phone", "phone", 0.7, 0.09), 12)},
		{"overloaded in an hour but within the levels", "The phone pool answers 81% of contacts within 20 s, but in its worst hour (00:00) the work is 1.2 times what its agents can do; 4.2% give up", at(pool("phone", "phone", 0.81, 0.042), 12)},
		{"overloaded by a team that the scale made thin", "The phone pool is understaffed: at the worst (00:00) the work is 1.2 times what its agents can do, one of the thin teams: less than a head at this scale, it works slower instead; 9% give up", thinned(at(pool("phone", "phone", 0.7, 0.09), 12))},
		{"overloaded in an hour by a thin team", "The phone pool answers 81% of contacts within 20 s, but in its worst hour (00:00) the work is 1.2 times what its agents can do, one of the thin teams: less than a head at this scale, it works slower instead; 4.2% give up", thinned(at(pool("phone", "phone", 0.81, 0.042), 12))},
		{"never overloaded and yet short", "The phone pool answers 70% of contacts within 20 s although it is never asked for more than 92% of its capacity (00:00); 9% give up", at(pool("phone", "phone", 0.7, 0.09), 9.2)},
		{"all well", "The phone pool is staffed for every hour: at most 50% of its capacity is asked for (00:00); nobody gives up", at(pool("phone", "phone", 1, 0), 5)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.v.sentence(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestDeskSentence(t *testing.T) {
	full := func(hours ...int) load {
		l := load{run: &result.Run{Start: 20758}, name: "chat", work: flat(5, 14*24), capacity: flat(10, 14*24)}
		for _, h := range hours {
			l.work[h] = 15
		}
		return l
	}
	day := func(d, h int) int { return d*24 + h }
	const head, tail = "The chat pool is overloaded in ", "; at worst the work is 1.5 times what its agents can do"
	for _, c := range []struct {
		name, want string
		l          load
	}{
		{"one hour has no habit", head + "1 of 336 staffed hours between 1 and 14 Nov" + tail, full(day(3, 9))},
		{"all within two hours", head + "4 of 336 staffed hours between 1 and 14 Nov, all of them 08:00–10:00" + tail, full(day(3, 8), day(4, 9), day(5, 8), day(9, 8))},
		{"most at one hour", head + "4 of 336 staffed hours between 1 and 14 Nov, most of them 08:00–09:00" + tail, full(day(3, 8), day(4, 8), day(5, 8), day(9, 22))},
		{"scattered hours have none", head + "6 of 336 staffed hours between 1 and 14 Nov" + tail, full(day(1, 0), day(2, 5), day(3, 10), day(4, 15), day(5, 19), day(6, 23))},
		{"never", "The chat pool is never overloaded while staffed: its fullest hour", full()},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.l.sentence(0, 14*24); !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %q\nwant %q first", got, c.want)
			}
		})
	}
}

func TestAnOverloadOfAThinTeamSaysSo(t *testing.T) {
	run := &result.Run{Start: 20758, Firms: []result.FirmHead{{Pools: []result.PoolHead{{Name: "chat", Thin: true}, {Name: "phone"}}}}}
	for _, c := range []struct {
		says  string
		scale float64
		pool  int
		want  bool
	}{
		{"thin at the run's scale", 0.1, 0, true},
		{"a team of a head or more", 0.1, 1, false},
		{"a pool that its scenario scales, at full size", 1, 0, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			run.Scale = c.scale
			l := load{run: run, name: "chat", work: flat(15, 24), capacity: flat(10, 24), thin: thin(run, 0, c.pool)}
			if got := l.sentence(0, 24); strings.Contains(got, "one of the thin teams") != c.want {
				t.Error(got)
			}
		})
	}
}

func TestTicketsHaveNoHeatMap(t *testing.T) {
	names := func(pools ...string) (out []string) {
		s := smallSeason()
		s.pools = pools
		for _, f := range Figures(s.run()) {
			if strings.HasPrefix(f.Name, "desk-load") {
				out = append(out, f.Name)
			}
		}
		slices.Sort(out)
		return out
	}
	// Of the invented pools every third is one of tickets.
	for _, c := range []struct {
		name  string
		pools []string
		want  string
	}{
		{"one live pool", []string{"chat"}, "desk-load"},
		{"two live pools and one of tickets", []string{"chat", "phone", "tickets"}, "desk-load and desk-load-phone"},
		{"a name without letters becomes a number", []string{"a", "***"}, "desk-load and desk-load-2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := list(names(c.pools...)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	t.Run("of five live pools three are drawn", func(t *testing.T) {
		got := names("a", "b", "c", "d", "e", "f", "g")
		if len(got) != mostDesks || slices.Contains(got, "desk-load-c") || slices.Contains(got, "desk-load-f") {
			t.Errorf("got %s", list(got))
		}
	})
}
