package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// shortOfGoods is a shop whose shelves do not last the day, nothing else amiss.
func shortOfGoods(sync sim.Time) *Scenario {
	sc := endless(shop())
	sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 12), Drain: 12 * sim.Day}
	f := &sc.Firms[0]
	f.Stock.Cover, f.Stock.Safety, f.Stock.Sync = 0.8, 0, sync
	f.Demand.Scale = 4
	return sc
}

func TestOversell(t *testing.T) {
	run := func(t *testing.T, change func(sc *Scenario)) result.Row {
		return all(play(t, with(shortOfGoods(30*sim.Minute), change), 0), 0)
	}
	t.Run("the staler the pages, the more is oversold", func(t *testing.T) {
		last := int64(0)
		for _, sync := range []sim.Time{sim.Minute, 15 * sim.Minute, 2 * sim.Hour, 8 * sim.Hour} {
			n := run(t, func(sc *Scenario) { sc.Firms[0].Stock.Sync = sync })[result.Oversold]
			if n <= last {
				t.Errorf("pages %s old: %d oversold, fresher ones %d", spanWords(sync), n, last)
			}
			last = n
		}
	})
	t.Run("with goods without end nothing is oversold or sold out", func(t *testing.T) {
		r := run(t, func(sc *Scenario) { sc.Firms[0].Stock.Cover = 1000 })
		equal(t, "oversold", r[result.Oversold], 0)
		equal(t, "sold out", r[result.LostSoldOut], 0)
		equal(t, "cancelled by the shop", r[result.CancelledShop], 0)
	})
	t.Run("orders at a wrong price are cancelled by the shop, and by luck of their own", func(t *testing.T) {
		plain := run(t, func(sc *Scenario) { sc.Firms[0].Stock.Cover = 1000 })
		r := run(t, func(sc *Scenario) { sc.Firms[0].Stock.Cover, sc.Firms[0].Stock.PriceErrors = 1000, 0.02 })
		nearShare(t, "wrongly priced", r[result.PriceErrors], r[result.Placed], 0.02)
		equal(t, "cancelled by the shop", r[result.CancelledShop], r[result.PriceErrors])
		equal(t, "placed", r[result.Placed], plain[result.Placed])
	})
	t.Run("every oversold order is cancelled by the shop, and only those", func(t *testing.T) {
		r := run(t, func(*Scenario) {})
		equal(t, "cancelled", r[result.CancelledShop], r[result.Oversold])
		equal(t, "the rest is delivered or lost", r[result.Delivered]+r[result.LostParcels], r[result.Placed]-r[result.Oversold])
	})
	t.Run("compensation is a share of the price up to its cap, and ends most of the trouble", func(t *testing.T) {
		one := func(sc *Scenario) {
			f := &sc.Firms[0]
			f.Demand.Categories = f.Demand.Categories[:1] // ¥900 each
			f.Demand.Categories[0].Unlike, f.Demand.Categories[0].Faulty = 0, 0
			f.Storefront.PaymentTrouble, f.Policy.LateShipCompensation = 0, 0
			f.Policy.OversellCompensation, f.Policy.OversellCap = 0.3, 20000
			f.Policy.AdvanceCompensation.On = false
			f.Policy.CompensationEnds = 1
			sc.Consumers.Acts.Cancelled, sc.Consumers.Persists, sc.Firms[0].Service.Resolved.Cancelled = 1, 1, 0
			sc.Carriers[0].Damaged = 0
		}
		tr := play(t, with(shortOfGoods(sim.Hour), one), 0)
		r := all(tr, 0)
		equal(t, "paid", tr.Firms[0].Costs.Compensation, 20000*r[result.CancelledShop])
		equal(t, "complaints", r[result.FirmCancelled], 0)
		tr = play(t, with(with(shortOfGoods(sim.Hour), one), func(sc *Scenario) { sc.Firms[0].Policy.OversellCompensation = 0 }), 0)
		r = all(tr, 0)
		equal(t, "paid without the rule", tr.Firms[0].Costs.Compensation, 0)
		equal(t, "complaints without the rule, when everybody acts and nobody is helped", r[result.FirmCancelled], r[result.CancelledShop])
	})
}

func TestShelves(t *testing.T) {
	f := shopFirm("shop", "courier")
	f.Stock = StockPlan{Cover: 1.2, PromotionCover: 0.5, Safety: 2, Popularity: 1}
	f.Demand.Categories = f.Demand.Categories[:1]
	f.Demand.Categories[0].SKUs, f.Demand.Categories[0].Orders = 3, 110
	work := &firm{cfg: &f, factors: []float64{1, 2, 1}, shelves: []shelf{new(season).newShelf(f.Demand.Categories[0], f.Stock)}}
	level := func(orders, cover, share float64) int32 {
		return int32(math.Ceil(cover*orders*share + 2*math.Sqrt(orders*share)))
	}
	t.Run("SKUs sell by Zipf: 6/11, 3/11 and 2/11 of the demand", func(t *testing.T) {
		for i, want := range []float64{6. / 11, 3. / 11, 2. / 11} {
			close6(t, fmt.Sprintf("SKU %d", i), work.shelves[0].share[i], want)
		}
	})
	t.Run("at night every SKU is filled to cover x forecast + safety x its root", func(t *testing.T) {
		work.fill(0)
		for i, share := range work.shelves[0].share {
			equal(t, fmt.Sprintf("SKU %d", i), work.shelves[0].stock.OnHand(i), level(110, 1.2, share))
		}
	})
	t.Run("a promotion has its own cover", func(t *testing.T) {
		work.shelves[0] = new(season).newShelf(f.Demand.Categories[0], f.Stock)
		work.fill(1)
		for i, share := range work.shelves[0].share {
			equal(t, fmt.Sprintf("SKU %d", i), work.shelves[0].stock.OnHand(i), level(220, 0.5, share))
		}
	})
	t.Run("what is there already is not taken away", func(t *testing.T) {
		work.shelves[0].stock.Receive(1, 1000)
		before := work.shelves[0].stock.OnHand(1)
		work.fill(2)
		equal(t, "SKU 1", work.shelves[0].stock.OnHand(1), before)
	})
}

func TestWeights(t *testing.T) {
	for _, w := range [][]float64{{1}, {1, 0, 3}, {0, 2, 0}, {0.2, 0.3, 0.5}, {5, 1, 1, 1, 1, 1, 1e-9}} {
		t.Run(fmt.Sprintf("%v are picked by the inverse of their sums, monotone in luck", w), func(t *testing.T) {
			ws, last := newWeights(w), 0
			for i := range 20000 {
				u := (float64(i) + 0.5) / 20000
				got, want, c := ws.pick(u), 0, w[0]/sum(w)
				for c < u && want < len(w)-1 {
					want++
					c += w[want] / sum(w)
				}
				if got != want || w[got] == 0 || got < last {
					t.Fatalf("u=%v: %d, want %d", u, got, want)
				}
				last = got
			}
		})
	}
}

func TestItems(t *testing.T) {
	s, err := newSeason(shop(), 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("items of an order are geometric from 1 with the category's mean", func(t *testing.T) {
		const n, mean = 100000, 1.3
		var more [4]int64
		total := 0.0
		for i := range n {
			r := newOrder(0, int64(i), 0)
			k := s.items(&r)
			total += k
			for j := range more {
				if k > float64(j) {
					more[j]++
				}
			}
		}
		p := 1 - 1/mean
		near(t, "mean", total/n, mean, math.Sqrt(p/((1-p)*(1-p))/n))
		for j := range more {
			if j == 0 {
				equal(t, "at least one", more[0], n)
				continue
			}
			nearShare(t, fmt.Sprintf("more than %d", j), more[j], n, math.Pow(p, float64(j)))
		}
	})
}

func TestCheckout(t *testing.T) {
	busy := func(change func(p *Storefront)) result.Row {
		sc := endless(shop())
		sc.Season = Season{From: Day(2026, 11, 10), To: Day(2026, 11, 11), WarmUp: 8 * sim.Day, Drain: 3 * sim.Day}
		sc.Firms[0].Storefront.Capacity = 86400 / 5
		sc.Firms[0].Storefront.Patience = rng.MustConstant(float64(2 * sim.Minute))
		change(&sc.Firms[0].Storefront)
		return all(play(t, sc, 0), 0)
	}
	base := busy(func(*Storefront) {})
	t.Run("a checkout too narrow for midnight loses buyers", func(t *testing.T) {
		if base[result.LostCheckout] == 0 {
			t.Error("none lost")
		}
	})
	t.Run("a full waiting room turns buyers away at once", func(t *testing.T) {
		if got := busy(func(p *Storefront) { p.Room = 3 }); got[result.LostCheckout] <= base[result.LostCheckout] {
			t.Errorf("%d lost, with room for all %d", got[result.LostCheckout], base[result.LostCheckout])
		}
	})
	t.Run("buyers who wait for ever are not lost", func(t *testing.T) {
		equal(t, "lost", busy(func(p *Storefront) { p.Patience = rng.MustNever() })[result.LostCheckout], 0)
	})
	t.Run("payments go wrong at their input rate", func(t *testing.T) {
		r := busy(func(p *Storefront) { p.PaymentTrouble = 0.05 })
		nearShare(t, "trouble", r[result.PaymentTrouble], r[result.Placed], 0.05)
	})
	t.Run("promises are broken on promotion days only, at their input rate", func(t *testing.T) {
		s := played(t, shop(), 0, TrialOptions{})
		f := &s.firms[0]
		var broken, placed int64
		for d := range f.cohorts {
			if f.factors[d] >= promotionFactor {
				broken += f.cohorts[d][result.Broken]
				placed += f.cohorts[d][result.Placed]
			} else {
				equal(t, s.date(d).String(), f.cohorts[d][result.Broken], 0)
			}
		}
		nearShare(t, "broken", broken, placed, 0.03)
	})
}
