package result_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
)

// filed is the handmade run with dockets: trial k opens 2k cases of the firms,
// k of other shops and k of other trade on each of three days, of which k are
// settled and k decided.
func filed() *result.Run {
	r := handmade()
	r.CallIn = 1
	for i := range r.Trials {
		k := int64(i + 1)
		d := result.DocketDay{Firms: 2 * k, Ecommerce: k, Other: k, Settled: k, Decided: k, Overdue: 1}
		for day := range int64(3) {
			d.Backlog, d.Waiting = 2*k*(day+1), k
			r.Trials[i].Docket.Days[result.ConsumerAuthority] = append(r.Trials[i].Docket.Days[result.ConsumerAuthority], d)
			r.Trials[i].Docket.Days[result.CourierRegulator] = append(r.Trials[i].Docket.Days[result.CourierRegulator], result.DocketDay{Firms: 100})
		}
		r.Trials[i].Docket.Incidents = []result.Incident{{Found: 0}, {Found: 1}, {Found: 2}, {Found: 3}}
		r.Trials[i].Firms[0].Cohorts[1][result.RepliesInTime] = 3 * k
		r.Trials[i].Firms[0].Cohorts[2][result.RepliesOverdue] = k
		r.Trials[i].Firms[0].Cohorts[0][result.RepliesOverdue] = 50 // before the window
	}
	return r
}

func TestAuthorityFigures(t *testing.T) {
	a := filed().Summary().Authority
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"the e-commerce share is of the consumer authority's docket", a.EcommerceShare.Mean, 0.75},
		{"replies in time are of those whose clock has ended, of the window's orders", a.ReplyWithin2h.Mean, 0.75},
		{"incidents count on the window's dates", a.MassIncidents.Mean, 2},
		{"opened on the window's dates", a.Dockets[0].Opened.Mean, 16},
		{"settled by firms", a.Dockets[0].Settled.Mean, 4},
		{"decided", a.Dockets[0].Decided.Mean, 4},
		{"overdue", a.Dockets[0].Overdue.Mean, 2},
		{"the worst day", a.Dockets[0].Peak.Mean, 12},
		{"open at the window's end", a.Dockets[0].End.Mean, 12},
		{"the regulator's own docket", a.Dockets[1].Firms.Mean, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !near(c.got, c.want) {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
	t.Run("without cases the shares are unknown and the counts nothing", func(t *testing.T) {
		a := handmade().Summary().Authority
		if a.EcommerceShare.N != 0 || a.ReplyWithin2h.N != 0 || a.MassIncidents.Mean != 0 || a.Dockets[0].Peak.Mean != 0 {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("the table has a row a date and docket", func(t *testing.T) {
		var b bytes.Buffer
		if err := filed().WriteDocket(&b); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")
		if len(lines) != 1+4*2 {
			t.Errorf("%d lines", len(lines))
		}
		if want := "2026-11-11,window,consumer authority,4,2,2,2,2,1,8,"; !strings.HasPrefix(lines[3], want) {
			t.Errorf("got %s, want %s...", lines[3], want)
		}
	})
}

// rated is a run of firms with the given complaints to the authority by trial,
// a million orders each.
func rated(places int, complaints [][]int64) *result.Run {
	r := &result.Run{NDays: 1, CallIn: places, Asked: len(complaints[0])}
	r.Trials = make([]result.Trial, len(complaints[0]))
	for f, by := range complaints {
		r.Firms = append(r.Firms, result.FirmHead{Name: fmt.Sprint("firm ", f)})
		for i, n := range by {
			row := result.Row{result.Placed: 1e6, result.AuthorityDelay: n}
			if n < 0 { // took no orders
				row = result.Row{}
			}
			r.Trials[i].Firms = append(r.Trials[i].Firms, result.FirmTrial{Days: []result.Row{row}, Cohorts: []result.Row{row}})
		}
	}
	return r
}

func TestFirmsToCallIn(t *testing.T) {
	list := func(places int, complaints ...[]int64) []result.CalledFirm {
		return rated(places, complaints).Summary().Authority.CallIn.Firms
	}
	t.Run("sixteen firms alike rank as ties and share the places", func(t *testing.T) {
		same := make([][]int64, 16)
		for f := range same {
			same[f] = []int64{90, 110, 95, 105}
		}
		for _, f := range list(4, same...) {
			if f.Rank != 1 || f.RankLo != 1 || f.RankHi != 16 || !near(f.Called.Mean, 0.25) || !near(f.PerMillion.Mean, 100) {
				t.Errorf("got %+v", f)
			}
		}
	})
	t.Run("firms that differ in every replication are held apart", func(t *testing.T) {
		got := list(1, []int64{50, 52, 48, 51}, []int64{100, 101, 99, 103}, []int64{20, 19, 21, 20})
		for i, want := range []string{"firm 1", "firm 0", "firm 2"} {
			if f := got[i]; f.Firm != want || f.Rank != i+1 || f.RankLo != i+1 || f.RankHi != i+1 {
				t.Errorf("place %d: got %+v, want %s", i+1, f, want)
			}
		}
		if c := got[0].Called; c.Mean != 1 || c.Hi != 1 || !(c.Lo > 0.3 && c.Lo < 0.5) { // 0.025^(1/4) = 0.398
			t.Errorf("got %+v", c)
		}
		if c := got[2].Called; c.Mean != 0 || c.Lo != 0 || !(c.Hi > 0.5 && c.Hi < 0.7) {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("firms that differ within their noise are tied, whatever their means", func(t *testing.T) {
		got := list(1, []int64{90, 120, 95, 99}, []int64{110, 85, 105, 102}, []int64{10, 11, 9, 10})
		if a, b := got[0], got[1]; a.Rank != 1 || b.Rank != 2 || a.RankLo != 1 || a.RankHi != 2 || b.RankLo != 1 || b.RankHi != 2 {
			t.Errorf("got %+v and %+v", a, b)
		}
		if c := got[2]; c.RankLo != 3 || c.RankHi != 3 {
			t.Errorf("got %+v", c)
		}
		if !near(got[0].Called.Mean+got[1].Called.Mean, 1) {
			t.Errorf("the one place is given %v and %v", got[0].Called.Mean, got[1].Called.Mean)
		}
	})
	t.Run("a firm without orders is not on the list, one without them in a season is not called in it", func(t *testing.T) {
		got := list(2, []int64{-1, -1, -1}, []int64{7, -1, 9}, []int64{3, 3, 3})
		if len(got) != 2 || got[0].Firm != "firm 1" || got[0].Called.N != 2 || got[1].Called.Mean != 1 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("one replication holds nobody apart", func(t *testing.T) {
		got := list(1, []int64{5}, []int64{9})
		if got[0].Firm != "firm 1" || got[0].RankHi != 2 || got[1].RankLo != 1 || !math.IsNaN(got[0].PerMillion.Lo) {
			t.Errorf("got %+v", got)
		}
	})
}

// TestCasesOfFirmsAgainstWhatTheySold: trial k opens 2k cases of the firms on
// each of the window's two days at the consumer authority and 100 at the courier
// regulator; by hand, k of the 4k are of quality and k of wrong pages, so that 2k
// are late refunds.
func TestCasesOfFirmsAgainstWhatTheySold(t *testing.T) {
	r := filed()
	for i := range r.Trials {
		k, f := int64(i+1), &r.Trials[i].Firms[0]
		for day := range f.Days {
			f.Days[day] = result.Row{}
		}
		f.Days[0][result.Placed], f.Days[0][result.ToAuthority(result.Terms)] = 1e6, 50 // before the window
		f.Days[1][result.Placed], f.Days[2][result.Placed] = 5000, 3000
		f.Days[1][result.Shipped], f.Days[2][result.Shipped] = 1000, 1000
		f.Days[1][result.ToAuthority(result.Quality)] = k
		f.Days[2][result.ToAuthority(result.Description)] = k
		f.Days[2][result.ToAuthority(result.Delay)] = 200 + 2*k // 200 of them about late parcels
	}
	for _, c := range []struct {
		name string
		want float64
	}{
		{"authority.dockets.consumer.of_firms_per_million_orders", 1e6 * (4 + 8 + 12) / 3 / 8000},
		{"authority.dockets.courier.of_firms_per_million_parcels", 1e6 * 200 / 2000},
		{"authority.dockets.consumer.share_by_cause.quality", 0.25},
		{"authority.dockets.consumer.share_by_cause.description", 0.25},
		{"authority.dockets.consumer.share_by_cause.delay", 0.5},
		{"authority.dockets.consumer.share_by_cause.terms", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, ok := result.MetricNamed(c.name)
			if !ok {
				t.Fatal("no such metric")
			}
			if got := m.Over(r, r.Window()).Mean; !near(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
