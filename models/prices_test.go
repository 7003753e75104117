package models

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestCapacityKeptReadyIsPaid(t *testing.T) {
	// ten hours at 1,000 an hour, twice that on the second day; temporary hands
	// a tenth of it.
	hall := byHour(8, 18, 1000)
	hall.Changes = []CapacityChange{{From: Day(2026, 6, 2), To: Day(2026, 6, 2), Factor: 2}}
	hall.Temps = []LineTemps{{Hired: Day(2026, 5, 1), Until: Day(2026, 6, 30), Rate: 24 * 100, Start: 1}}
	const own, temporary = 10*1000 + 2*10*1000, 10*100 + 2*10*100
	costs := func(times float64, p Prices) (result.Costs, result.Row) {
		c, w, _ := priced(t, func(_ *Scenario, f *Firm) {
			f.Prices = p
			f.Warehouses[0].Capacity = hall.scaled(times)
		})
		return c, w
	}
	t.Run("by the item of the window's days, changes included, hands and temporary hands each at their price", func(t *testing.T) {
		c, _ := costs(1, Prices{CapacityItem: 90, TempItem: 120})
		equal(t, "warehouse", c.Warehouse, 90*own)
		equal(t, "temps", c.Temps, 120*temporary)
	})
	t.Run("a warehouse of a hundred times the rate costs a hundred times as much", func(t *testing.T) {
		c, _ := costs(100, Prices{CapacityItem: 90, TempItem: 120})
		equal(t, "warehouse", c.Warehouse, 100*90*own)
		equal(t, "temps", c.Temps, 100*120*temporary)
	})
	t.Run("items packed cost their carton, once for each order of the window", func(t *testing.T) {
		c, w := costs(1, Prices{PickItem: 40})
		equal(t, "warehouse", c.Warehouse, 40*w[result.Packed])
	})
	t.Run("the checkout is paid by the order a second and day", func(t *testing.T) {
		c, _, _ := priced(t, func(_ *Scenario, f *Firm) { f.Prices.CheckoutCapacity, f.Storefront.Capacity = 1000, 5*86400 })
		equal(t, "storefront", c.Storefront, 5*1000*2)
	})
	t.Run("inspection is paid by the parcel of its capacity, temporary hands included", func(t *testing.T) {
		c, _, _ := priced(t, func(_ *Scenario, f *Firm) {
			f.Prices.InspectionParcel, f.Returns.Inspection = 200, byHour(9, 17, 100)
			f.Returns.Inspection.Temps = []LineTemps{{Hired: Day(2026, 5, 1), Until: Day(2026, 6, 1), Rate: 24 * 50, Start: 1}}
		})
		equal(t, "returns", c.Returns, 200*(2*8*100+8*50))
		equal(t, "temps", c.Temps, 0)
	})
	t.Run("a contact centre without goods keeps no shop", func(t *testing.T) {
		sc := shop()
		f := &sc.Firms[0]
		f.Demand.Categories, f.Warehouses, f.Prices = nil, nil, DefaultPrices()
		f.Service.Pools[0].Contacts = streams("calls")
		c := play(t, sc, 0).Firms[0].Costs
		equal(t, "in all", c.Total(), c.Staff)
	})
}

func TestStockOnTheShelfIsPaid(t *testing.T) {
	// steady has 500 orders every day, none by chance, of one SKU.
	steady := func(f *Firm) {
		f.Demand.Arrivals, f.Demand.DayNoise, f.Demand.ForecastError = "even", 0, 0
		f.Demand.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
		f.Demand.Categories[0].SKUs = 1
		f.Stock.Safety, f.Prices.StockHolding = 0, 0.2
	}
	holding := func(unitDays float64) int64 { return int64(math.Round(unitDays * 17000 * 0.2 / 365)) }
	for cover, unitDays := range map[float64]float64{
		1:  2 * 250,               // 500 in the morning, none at night
		3:  2 * (1500 + 1000) / 2, // the rest stays and is filled up again
		60: 2 * (30000 + 29500) / 2,
	} {
		c, _, _ := priced(t, func(_ *Scenario, f *Firm) {
			steady(f)
			f.Stock.Cover = cover
		})
		equal(t, "stock", c.Stock, holding(unitDays))
	}
	t.Run("what a promotion leaves unsold costs until it is sold", func(t *testing.T) {
		c, _, _ := priced(t, func(sc *Scenario, f *Firm) {
			steady(f)
			sc.Season.From, sc.Season.To = Day(2026, 12, 12), Day(2026, 12, 14)
			f.Demand.Double12, f.Stock.Cover, f.Stock.PromotionCover = 2, 1, 5
		})
		equal(t, "stock", c.Stock, holding((5000+4000+4000+3500+3500+3000)/2.))
	})
	t.Run("a run that ends with its window counts its last evening", func(t *testing.T) {
		c, _, _ := priced(t, func(sc *Scenario, f *Firm) {
			steady(f)
			sc.Season.CoolDown, sc.Season.Drain, f.Stock.Cover = 0, 0, 3
		})
		equal(t, "stock", c.Stock, holding(2*1250))
	})
}

func TestRefundsArePaid(t *testing.T) {
	const margin, bought = 3000, 17000
	for _, c := range []struct {
		what   string
		change func(sc *Scenario, f *Firm)
		of     result.Counter
		part   int64 // of the goods' value written down, percent
	}{
		{"a change of mind costs the margin and the write-down of the goods", func(_ *Scenario, f *Firm) {
			f.Demand.Categories[0].Regret, f.Returns.SelfService = 1, 1
		}, result.Refunded, 20},
		{"faulty goods refunded cost the same", func(sc *Scenario, f *Firm) {
			f.Demand.Categories[0].Faulty, f.Policy.AdvanceCompensation.On, sc.Consumers.Acts.Faulty = 1, false, 1
		}, result.Refunded, 20},
		{"an order cancelled by the shop costs the margin", func(_ *Scenario, f *Firm) { f.Stock.PriceErrors = 1 }, result.CancelledShop, 0},
		{"a parcel lost costs the margin", func(sc *Scenario, f *Firm) { sc.Carriers[0].Lost, sc.Carriers[0].LostAfter = 1, 2*sim.Day }, result.LostParcels, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			got, w, _ := priced(t, func(sc *Scenario, f *Firm) {
				f.Prices.WriteDown, sc.Carriers[0].Lost = 0.2, 0
				c.change(sc, f)
			})
			n := w[c.of]
			if n < 100 {
				t.Fatalf("%d of %v", n, c.of)
			}
			equal(t, "refunds", got.Refunds, n*margin)
			equal(t, "returns", got.Returns, n*bought*c.part/100)
		})
	}
	t.Run("a repair costs no margin", func(t *testing.T) {
		c, w, _ := priced(t, func(sc *Scenario, f *Firm) {
			f.Demand.Categories[0].Faulty, f.Demand.Categories[0].Repair = 1, 1
			f.Policy.AdvanceCompensation.On, sc.Consumers.Acts.Faulty = false, 1
			f.Prices.WriteDown, sc.Carriers[0].Lost, f.Returns.RepairTime = 0.2, 0, rng.MustConstant(days(1))
		})
		if w[result.Repaired] < 100 {
			t.Fatalf("%d repaired", w[result.Repaired])
		}
		equal(t, "refunds and returns", c.Refunds+c.Returns, 0)
	})
}

func TestAdvanceCompensationStandsOnTheFootingOfARefund(t *testing.T) {
	faulty := func(change func(f *Firm)) (result.Costs, result.Row) {
		c, w, _ := priced(t, func(sc *Scenario, f *Firm) {
			f.Demand.Categories[0].Faulty, sc.Consumers.Acts.Faulty, sc.Carriers[0].Lost = 1, 1, 0
			f.Policy.AdvanceCompensation = AdvanceCompensation{On: true, Cap: 50000, Share: 1}
			f.Policy.CompensationEnds = 1
			change(f)
		})
		return c, w
	}
	t.Run("paid and the goods gone, it costs the price", func(t *testing.T) {
		c, w := faulty(func(*Firm) {})
		equal(t, "compensation", c.Compensation, 20000*w[result.Compensated])
		equal(t, "refunds and returns", c.Refunds+c.Returns, 0)
	})
	t.Run("so does a refund whose goods come back worth nothing", func(t *testing.T) {
		c, w := faulty(func(f *Firm) { f.Policy.AdvanceCompensation.On, f.Prices.WriteDown = false, 1 })
		if w[result.Refunded] == 0 {
			t.Fatal("none refunded")
		}
		equal(t, "refunds and returns", c.Refunds+c.Returns, 20000*w[result.Refunded])
	})
	t.Run("what is recovered from the seller or maker is no cost", func(t *testing.T) {
		c, w := faulty(func(f *Firm) { f.Policy.AdvanceCompensation.Recovered = 0.75 })
		equal(t, "compensation", c.Compensation, 5000*w[result.Compensated])
	})
	t.Run("a refund after it takes its place", func(t *testing.T) {
		c, w := faulty(func(f *Firm) {
			f.Policy.CompensationEnds, f.Service.Resolved, f.Prices.WriteDown = 0, ByReason{Faulty: 1}, 0.2
		})
		if w[result.Refunded] < 100 || w[result.Compensated] <= w[result.Refunded] {
			t.Fatalf("%d compensated, %d refunded", w[result.Compensated], w[result.Refunded])
		}
		equal(t, "compensation", c.Compensation, 20000*(w[result.Compensated]-w[result.Refunded]))
		equal(t, "refunds and returns", c.Refunds+c.Returns, (3000+3400)*w[result.Refunded])
	})
}

func TestHalfTheScaleIsHalfTheCost(t *testing.T) {
	sc := shop()
	f := &sc.Firms[0]
	f.Prices, f.Stock.Cover, f.Stock.PromotionCover, f.Stock.Safety = DefaultPrices(), 3, 3, 0
	for i := range f.Demand.Categories {
		f.Demand.Categories[i].SKUs = 2
	}
	small := Scaled(*sc, 0.5)
	a, b := play(t, sc, 0).Firms[0].Costs, play(t, &small, 0).Firms[0].Costs
	// What is kept ready is exact to the rounding. What orders do is not: some
	// 50,000 orders against 25,000 of them, under the same noise and forecast.
	for _, c := range []struct {
		name string
		of   func(c result.Costs) int64
		tol  float64
	}{
		{"storefront", func(c result.Costs) int64 { return c.Storefront }, 1e-6},
		{"warehouse", func(c result.Costs) int64 { return c.Warehouse }, 0.02},
		{"stock", func(c result.Costs) int64 { return c.Stock }, 0.02},
		{"carriers", func(c result.Costs) int64 { return c.Carriers }, 0.03},
		{"returns", func(c result.Costs) int64 { return c.Returns }, 0.1},
		{"refunds", func(c result.Costs) int64 { return c.Refunds }, 0.1},
	} {
		if got, want := float64(c.of(b)), float64(c.of(a))/2; want == 0 || math.Abs(got-want) > c.tol*want {
			t.Errorf("%s: %.0f fen, want %.0f within %.2g", c.name, got, want, c.tol)
		}
	}
}
