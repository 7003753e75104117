package models

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// brief is a shop for tests that compare whole trials.
func brief() *Scenario {
	sc := shop()
	sc.Season = Season{From: Day(2026, 11, 9), To: Day(2026, 11, 15), WarmUp: 6 * sim.Day, CoolDown: sim.Day, Drain: 12 * sim.Day}
	return sc
}

func TestReplay(t *testing.T) {
	a, b := play(t, brief(), 3), play(t, brief(), 3)
	t.Run("the same seed and replication give the same trial to the last byte", func(t *testing.T) {
		if !reflect.DeepEqual(a, b) {
			t.Error("two runs differ")
		}
	})
	t.Run("another replication is another season", func(t *testing.T) {
		c := play(t, brief(), 4)
		if c.Fingerprint == a.Fingerprint || c.Intentions == a.Intentions {
			t.Error("it is the same")
		}
	})
	t.Run("another seed is another season", func(t *testing.T) {
		c := play(t, with(brief(), func(sc *Scenario) { sc.Seed++ }), 3)
		if c.Fingerprint == a.Fingerprint {
			t.Error("it is the same")
		}
	})
	t.Run("listening to complaints, and following an order, change nothing", func(t *testing.T) {
		n := 0
		c, err := RunTrial(brief(), 3, TrialOptions{
			Complaint: func(Complaint) { n++ }, Stop: func() bool { return false },
			Follow: a.Firms[0].Examples[result.Terms][0].Order, Tell: func(Story) { n++ },
		})
		if err != nil || n == 0 || !reflect.DeepEqual(a, c) {
			t.Errorf("%v, %d heard, equal %v", err, n, reflect.DeepEqual(a, c))
		}
	})
	t.Run("a run changes nothing of its scenario", func(t *testing.T) {
		sc := brief()
		play(t, sc, 0)
		if !reflect.DeepEqual(sc, brief()) {
			t.Error("it does")
		}
	})
	t.Run("trials of one scenario at the same time are the trials one after the other", func(t *testing.T) {
		sc, got := brief(), make([]result.Trial, 2)
		done := make(chan error)
		for i := range got {
			go func() {
				var err error
				got[i], err = RunTrial(sc, 3, TrialOptions{})
				done <- err
			}()
		}
		for range got {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if !reflect.DeepEqual(got[0], a) || !reflect.DeepEqual(got[1], a) {
			t.Error("they differ")
		}
	})
}

func TestUnconnectedFirms(t *testing.T) {
	alone := play(t, brief(), 0)
	own := Carrier{}.Defaults()
	own.Name, own.Hub, own.Stations = "own", byHour(0, 24, 300), byHour(8, 20, 300)
	for _, c := range []struct {
		what   string
		change func(sc *Scenario)
		index  int
	}{
		{"a firm added behind", func(sc *Scenario) { sc.Firms = append(sc.Firms, shopFirm("other", "own")) }, 0},
		{"a firm added in front", func(sc *Scenario) { sc.Firms = []Firm{shopFirm("other", "own"), sc.Firms[0]} }, 1},
		{"a contact centre added", func(sc *Scenario) { sc.Firms = append(sc.Firms, contactCentre("other")) }, 0},
	} {
		t.Run(c.what+" with a carrier of its own moves nobody's numbers", func(t *testing.T) {
			sc := brief()
			sc.Carriers = append(sc.Carriers, own)
			c.change(sc)
			got := play(t, sc, 0).Firms[c.index]
			for cause := range got.Examples {
				for i := range got.Examples[cause] {
					e := &got.Examples[cause][i]
					e.Order = strings.TrimPrefix(e.Order, "shop/") // with two firms an order names its own
				}
			}
			if !reflect.DeepEqual(got, alone.Firms[0]) {
				a, b := total(got.Days), total(alone.Firms[0].Days)
				for n := range result.Counters {
					if a[n] != b[n] {
						t.Errorf("%v: %d become %d", n, b[n], a[n])
					}
				}
				t.Error("its trial differs")
			}
		})
	}
	t.Run("a firm that shares the carrier does move them", func(t *testing.T) {
		sc := brief()
		sc.Firms = append(sc.Firms, shopFirm("other", "courier"))
		tr := play(t, sc, 0)
		got, was := all(tr, 0), all(alone, 0)
		equal(t, "intentions", got[result.Intentions], was[result.Intentions])
		if got[result.DeliveredLate] <= was[result.DeliveredLate] {
			t.Errorf("late: %d become %d", was[result.DeliveredLate], got[result.DeliveredLate])
		}
	})
}

func contactCentre(name string) Firm {
	f := Firm{}.Defaults()
	f.Name = name
	p := Pool{}.Defaults()
	p.Name, p.Channel, p.Reasons, p.Concurrency, p.SlowDown = "phone", "phone", []Reason{"other"}, 1, 0
	p.Staffing = crew(8, 20, 3)
	st := ContactStream{}.Defaults()
	st.Name, st.Rates = "calls", []Shift{{From: oClock(8), To: oClock(20), Rate: 24 * 40}}
	p.Contacts = []ContactStream{st}
	f.Service.Pools = []Pool{p}
	return f
}

// TestLuckOfAnOrder: what an order is does not depend on what else there is.
func TestLuckOfAnOrder(t *testing.T) {
	purposes := []rng.Purpose{drawOffset, drawRegion, drawCarrier, drawWarehouse, drawItems, drawSKU, drawDeposit, drawQuestion,
		drawCheckout, drawPayment, drawBroken, drawShopDelay, drawLineHaul, drawLostBox, drawDamage, drawAsks, drawAskAfter,
		drawMinds, drawVoices, drawTolerance, drawFaulty, drawUnlike, drawMisled, drawMind, drawMindAfter, drawSelf, drawRepair, drawRefundAsk}
	// draws of the orders of one category, by its name, and how many there are
	draws := func(sc *Scenario) []uint64 {
		wellFormed(t, sc)
		s, err := newSeason(sc, 2, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var out []uint64
		for i := range s.sources {
			src := &s.sources[i]
			if s.firms[src.firm].cfg.Name != "shop" || src.name != "clothes" && src.name != "clothes+deposit2026" {
				continue
			}
			for m := range int64(s.day(Day(2026, 11, 16)) * 1440) {
				for j := range src.open(s.key, m) {
					if m < int64(s.day(Day(2026, 11, 3)))*1440 {
						continue // a longer warm-up's own
					}
					r := newOrder(i, m, j)
					l := s.luck(&r)
					for _, p := range purposes {
						out = append(out, l.Bits(p))
					}
					out = append(out, l.Sub(drawSendBack, 3).Bits(drawReverse), l.Sub(drawContact, 5).Bits(drawResolved))
				}
			}
		}
		return out
	}
	want := draws(brief())
	if len(want) < 100000 {
		t.Fatalf("%d draws", len(want))
	}
	for _, c := range []struct {
		what   string
		change func(sc *Scenario)
	}{
		{"a category is added in front", func(sc *Scenario) {
			g := Category{}.Defaults()
			g.Name, g.Orders = "books", 300
			f := &sc.Firms[0]
			f.Demand.Categories = append([]Category{g}, f.Demand.Categories...)
		}},
		{"a firm is added in front", func(sc *Scenario) { sc.Firms = []Firm{shopFirm("other", "courier"), sc.Firms[0]} }},
		{"a pool with contacts of its own is added", func(sc *Scenario) {
			sc.Firms[0].Service.Pools = append(contactCentre("x").Service.Pools, sc.Firms[0].Service.Pools...)
		}},
		{"a carrier is added and takes half", func(sc *Scenario) {
			k := sc.Carriers[0]
			k.Name = "second"
			sc.Carriers = append([]Carrier{k}, sc.Carriers...)
			sc.Firms[0].Shipping.Contracts = []Contract{{Carrier: "second", Share: 0.5}, {Carrier: "courier", Share: 0.5}}
		}},
		{"capacities, policies and rates change", func(sc *Scenario) {
			endless(sc)
			removals[2].remove(sc)
			removals[5].remove(sc)
			sc.Firms[0].Service.Bot.Question = 0.1
		}},
		{"the warm-up is longer", func(sc *Scenario) { sc.Season.WarmUp += 9 * sim.Day }},
		{"the window moves within the same run", func(sc *Scenario) { sc.Season.From += 2; sc.Season.WarmUp += 2 * sim.Day }},
	} {
		t.Run(fmt.Sprintf("no draw of an order moves when %s", c.what), func(t *testing.T) {
			if got := draws(with(brief(), c.change)); !slices.Equal(got, want) {
				t.Errorf("%d draws against %d, or other ones", len(got), len(want))
			}
		})
	}
	t.Run("every purpose has a draw of its own", func(t *testing.T) {
		seen := map[rng.Purpose]bool{}
		for _, p := range purposes {
			if seen[p] {
				t.Errorf("purpose %x stands twice", p)
			}
			seen[p] = true
		}
	})
}
