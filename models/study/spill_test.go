package study

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

// sameSeason compares all of two seasons of a firm but the names of the
// examples: they hold the firm's name where there are several.
func sameSeason(a, b result.FirmTrial) bool {
	a.Examples, b.Examples = [result.Causes][]result.Example{}, [result.Causes][]result.Example{}
	return reflect.DeepEqual(a, b)
}

func quota(parcels int) *models.Factor {
	q := models.Factor(parcels)
	return &q
}

func TestAFirmWithoutOrdersMovesNobody(t *testing.T) {
	idle := firm("idle", "tight", 0)
	idle.Shipping.Contracts[0].Quota = quota(500)
	for _, firms := range [][]models.Firm{
		{firm("one", "tight", 900)},
		{firm("one", "tight", 600), firm("two", "tight", 300)},
	} {
		for i := range firms { // quotas are given by all or by none
			firms[i].Shipping.Contracts[0].Quota = quota(400 - 100*i)
		}
		want := play(t, town(firms...), 0)
		for at := range len(firms) + 1 {
			got := play(t, town(slices.Insert(slices.Clone(firms), at, idle)...), 0)
			got.Firms = slices.Delete(got.Firms, at, at+1)
			for i := range firms {
				if !sameSeason(got.Firms[i], want.Firms[i]) {
					t.Errorf("of %d firms, %s is another one with an idle firm at place %d", len(firms), firms[i].Name, at)
				}
			}
			shared := len(want.Lines) - 2*len(firms) // hubs and stations come first
			if !reflect.DeepEqual(got.Lines[:shared], want.Lines[:shared]) {
				t.Errorf("of %d firms, the carriers are other ones with an idle firm at place %d", len(firms), at)
			}
		}
	}
}

func TestAFirmOnAnotherCarrierMovesNobody(t *testing.T) {
	here, there := firm("here", "tight", 900), firm("there", "wide", 2000)
	t.Run("when it is removed", func(t *testing.T) {
		with, without := play(t, town(here, there), 0), play(t, town(here), 0)
		if !sameSeason(with.Firms[0], without.Firms[0]) {
			t.Error("the other firm is another one")
		}
	})
	t.Run("in a study: nothing is added, in any season", func(t *testing.T) {
		got, err := Spill(context.Background(), town(here, there), []string{"there"}, Work{Replications: 3, Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		none := stats.Estimate{N: 3}
		b := got[0].Others[0]
		for _, c := range []result.Change{b.Lead, b.LateShare, b.PerMillion, b.DelayPerMillion, b.Complaints} {
			if c.Added != none {
				t.Errorf("added %+v", c.Added)
			}
		}
		if !(got[0].Orders.Mean > 10000 && b.Complaints.With.Mean > 0) {
			t.Errorf("the test shows nothing: %+v", got[0])
		}
	})
}

func TestSpill(t *testing.T) {
	sc := town(firm("big", "tight", 900), firm("small", "tight", 150), firm("apart", "wide", 150))
	names := []string{"small", "big"}
	got, err := Spill(context.Background(), sc, names, Work{Replications: 3, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	small, big := got[0], got[1]
	t.Run("firms stand as they were asked, the others in the scenario's order", func(t *testing.T) {
		if small.Firm != "small" || big.Firm != "big" || small.Others[0].Firm != "big" || big.Others[1].Firm != "apart" || big.Replications != 3 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a firm that fills the carrier makes the others late", func(t *testing.T) {
		b := big.Others[0]
		for what, e := range map[string]stats.Estimate{"lead": b.Lead.Added, "late share": b.LateShare.Added, "complaints": b.PerMillion.Added, "delay": b.DelayPerMillion.Added} {
			if !(e.Lo > 0) {
				t.Errorf("%s: added %+v", what, e)
			}
		}
	})
	t.Run("but not those on another carrier", func(t *testing.T) {
		if e := big.Others[1].Lead.Added; e != (stats.Estimate{N: 3}) {
			t.Errorf("added %+v", e)
		}
	})
	t.Run("figures are those of the seasons with and without", func(t *testing.T) {
		head := models.HeadOf(sc)
		quiet := town(firm("big", "tight", 0), sc.Firms[1], sc.Firms[2])
		with, without := 0.0, 0.0
		for r := range 3 {
			a, b := play(t, sc, r), play(t, quiet, r)
			x, y := sumsOf(&head, &a)[1], sumsOf(&head, &b)[1]
			with += float64(x.late) / float64(x.delivered) / 3
			without += float64(y.late) / float64(y.delivered) / 3
		}
		c := big.Others[0].LateShare
		for _, p := range [][2]float64{{c.With.Mean, with}, {c.Without.Mean, without}, {c.Added.Mean, with - without}} {
			if d := p[0] - p[1]; d > 1e-12 || d < -1e-12 {
				t.Errorf("got %v, want %v", p[0], p[1])
			}
		}
	})
	t.Run("all others together are their sum", func(t *testing.T) {
		sum := big.Others[0].Complaints.Added.Mean + big.Others[1].Complaints.Added.Mean
		if d := big.All.Complaints.Added.Mean - sum; d > 1e-9 || d < -1e-9 {
			t.Errorf("got %v, want %v", big.All.Complaints.Added.Mean, sum)
		}
	})
	t.Run("three workers give the same bytes as one, and count the same days", func(t *testing.T) {
		again, err := Spill(context.Background(), sc, names, Work{Replications: 3, Workers: 3})
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(again)
		if string(a) != string(b) {
			t.Errorf("%s\n%s", a, b)
		}
	})
	t.Run("the scenario is left as it was", func(t *testing.T) {
		if sc.Firms[0].Demand.Scale != 1 {
			t.Error("demand.scale has changed")
		}
	})
}

func TestSpillEndsEarly(t *testing.T) {
	sc := town(firm("one", "tight", 60), firm("two", "tight", 60))
	t.Run("for a firm that is not there", func(t *testing.T) {
		if _, err := Spill(context.Background(), sc, []string{"three"}, Work{Replications: 1, Workers: 1}); err == nil || !strings.Contains(err.Error(), `no firm "three"`) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("with nothing, before the first season is complete", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		days := 0
		_, err := Spill(ctx, sc, []string{"one"}, Work{Replications: 2, Workers: 1, Day: func() {
			if days++; days == 60 { // in the second trial, of 47 days
				stop()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("with the seasons that are complete", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		days := 0
		got, err := Spill(ctx, sc, []string{"one"}, Work{Replications: 4, Workers: 1, Day: func() {
			if days++; days == 47*2+10 {
				stop()
			}
		}})
		if err != nil || got[0].Replications != 1 || got[0].Orders.N != 1 {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}
