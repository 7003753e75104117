package models

import (
	"math"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// StockPlan is how goods are prepared. Every night each SKU is filled up to
// Cover x the day's forecast + Safety x its square root. The page shows the
// level of the last Sync: what is sold between a sell-out and the next sync is
// oversold, and the shop finds out when it comes to pick.
type StockPlan struct {
	// Cover of the day's forecast. Default 1.3, weak.
	Cover float64 `yaml:"cover"`
	// Safety in standard deviations of a Poisson day. Default 3, weak.
	Safety float64 `yaml:"safety"`
	// PromotionCover is the cover on days of 1.5 times the ordinary demand or
	// more. Default 1.15, weak.
	PromotionCover float64 `yaml:"promotion_cover"`
	// PriceErrors is the share of orders taken at a wrong price, which the shop
	// cancels like those it cannot pick. Input; default none.
	PriceErrors Share `yaml:"price_errors"`
	// Sync is the time between two refreshes of the pages. Default 15 m, weak.
	Sync Duration `yaml:"sync"`
	// Popularity is the Zipf exponent of the SKUs. Default 0.8, weak.
	Popularity float64 `yaml:"popularity"`
	// FoundAfter is the time until the shop cancels what it cannot pick.
	// Default lognormal, median 12 h, log-sd 0.7: weak.
	FoundAfter rng.Dist `yaml:"found_after"`
}

// Defaults of a stock plan.
func (StockPlan) Defaults() StockPlan {
	return StockPlan{
		Cover: 1.3, Safety: 3, PromotionCover: 1.15, Sync: 15 * sim.Minute, Popularity: 0.8,
		FoundAfter: rng.MustLognormalMedian(float64(12*sim.Hour), 0.7),
	}
}

// promotionFactor: a day is a promotion from this factor on an ordinary day.
const promotionFactor = 1.5

type sale = flow.Sale

const (
	overSold = flow.Oversold
	soldOut  = flow.SoldOut
	passed   = flow.Passed
	refused  = flow.Refused
)

// shelf is the stock of one category.
type shelf struct {
	*assortment
	stock *flow.Stock
	// held is twice the unit-days of the window: every day's level in the
	// morning, filled up, and that of the midnight after it.
	held int64
}

// assortment is how the demand of a category is spread over its SKUs. Those
// that are alike are one, which stays in cache.
type assortment struct {
	skus       int
	exponent   float64
	popularity weights
	share      []float64 // of the category's demand, by SKU
}

func (s *season) newShelf(c Category, p StockPlan) shelf {
	stock := flow.NewStock(make([]int32, c.SKUs))
	for _, a := range s.assortments {
		if a.skus == c.SKUs && a.exponent == p.Popularity {
			return shelf{assortment: a, stock: stock}
		}
	}
	w := make([]float64, c.SKUs)
	total := 0.0
	for i := range w {
		w[i] = math.Pow(float64(i+1), -p.Popularity)
		total += w[i]
	}
	for i := range w {
		w[i] /= total
	}
	a := &assortment{skus: c.SKUs, exponent: p.Popularity, popularity: newWeights(w), share: w}
	s.assortments = append(s.assortments, a)
	return shelf{assortment: a, stock: stock}
}

func (f *firm) sell(category int, l rng.Luck) sale {
	sh := &f.shelves[category]
	return sh.stock.Sell(sh.popularity.pick(l.U(drawSKU)))
}

// fill brings every shelf of a firm up to the level of a day, at midnight.
// The forecast is the plan's own: without noise and without the error.
func (f *firm) fill(day int) {
	p := &f.cfg.Stock
	cover := p.Cover
	if f.factors[day] >= promotionFactor {
		cover = p.PromotionCover
	}
	for c := range f.shelves {
		sh := &f.shelves[c]
		orders := float64(f.cfg.Demand.Categories[c].Orders) * f.factors[day]
		for sku, share := range sh.share {
			mean := orders * share
			level := int32(min(math.Ceil(cover*mean+p.Safety*math.Sqrt(mean)), math.MaxInt32/2)) // beyond, no season can empty it
			if n := level - sh.stock.OnHand(sku); n > 0 {
				sh.stock.Receive(sku, n)
			}
		}
		sh.stock.Sync()
	}
}

// countStock books what is on every shelf at a midnight.
func (f *firm) countStock() {
	for c := range f.shelves {
		f.shelves[c].held += f.shelves[c].units()
	}
}

// units on the shelf: the goods of one order each.
func (sh *shelf) units() int64 {
	var n int64
	for sku := range sh.share {
		n += int64(sh.stock.OnHand(sku))
	}
	return n
}

func (s *season) onSynced(firm uint32) {
	f := &s.firms[firm]
	for c := range f.shelves {
		f.shelves[c].stock.Sync()
	}
	if next := s.k.Now() + f.cfg.Stock.Sync; next < sim.Time(s.demand)*sim.Day {
		s.synced.At(next, firm)
	}
}

// onShopCancels: the shop cannot pick what it sold and cancels the order.
func (s *season) onShopCancels(r *sim.Record) {
	src := &s.sources[sourceOf(r)]
	f := &s.firms[src.firm]
	if src.state(r) != statePlaced { // the buyer was faster
		return
	}
	src.setState(r, stateGone)
	s.undo(f, src, r)
	s.count(f, r, result.CancelledShop)
	s.note(r, "is cancelled by the shop: sold, but not in stock, or at a wrong price")
	l := s.luck(r)
	ends := false
	if share := f.cfg.Policy.OversellCompensation; share > 0 {
		pay := min(Money(float64(src.goods.Value)*float64(share)), f.cfg.Policy.OversellCap)
		f.pay(s, r, pay)
		ends = l.Sub(drawEnds, uint64(problemShop)).Chance(drawEnds, float64(f.cfg.Policy.CompensationEnds))
	}
	if !ends {
		s.raise(r, l, problemShop, originStock, s.k.Now())
	}
}

// weights picks an index by one uniform, in the order of the list (monotone),
// through a table of starting points.
type weights struct {
	cum   []float64
	guide []int32
}

func newWeights(w []float64) weights {
	total := sum(w)
	cum := make([]float64, len(w))
	t := 0.0
	for i, x := range w {
		t += x / total
		cum[i] = t
	}
	if len(cum) > 0 {
		cum[len(cum)-1] = 1
	}
	guide := make([]int32, max(1, 4*len(w)))
	i := int32(0)
	for g := range guide {
		for cum[i] < float64(g)/float64(len(guide)) {
			i++
		}
		guide[g] = i
	}
	return weights{cum, guide}
}

func (w *weights) pick(u float64) int {
	i := w.guide[int(u*float64(len(w.guide)))]
	for w.cum[i] < u {
		i++
	}
	return int(i)
}
