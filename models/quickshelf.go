package models

import (
	"math"

	"peakready/sim"
)

// quickShelf is the stock of one category: SKUs of like popularity in groups.
type quickShelf struct {
	skus, share []float64 // in the group, and of the demand of each
	left        []float64 // on hand of each at the day's end, expected
	kept        float64   // share of intentions that come to the shelf

	soldOut, oversold [24]float64 // of the orders of each hour of today, expected
}

func newQuickShelf(c Category, p StockPlan) quickShelf {
	sh := quickShelf{kept: 1}
	total := 0.0
	w := make([]float64, c.SKUs)
	for i := range w {
		w[i] = math.Pow(float64(i+1), -p.Popularity)
		total += w[i]
	}
	for i := 0; i < len(w); { // groups of 1, 1, 1, ... then a sixth more each
		n := max(1, i/6)
		n = min(n, len(w)-i)
		sh.skus = append(sh.skus, float64(n))
		sh.share = append(sh.share, sum(w[i:i+n])/total/float64(n))
		i += n
	}
	sh.left = make([]float64, len(sh.skus))
	return sh
}

// excess is E[(D-L)+] for a Poisson number D of mean m, and the chance that D
// exceeds L.
func excess(m, level float64) (short, chance float64) {
	if m == 0 {
		return 0, 0
	}
	sd := math.Sqrt(m)
	z := (level - m) / sd
	if z > 7 {
		return 0, 0
	}
	if m > 60 { // normal
		short = sd * (math.Exp(-z*z/2)/math.Sqrt(2*math.Pi) - z*0.5*math.Erfc(z/math.Sqrt2))
		return short, 0.5 * math.Erfc((level+0.5-m)/sd/math.Sqrt2)
	}
	// m - L + sum over k < L of (L-k) P(k)
	e, p, sum := m-level, math.Exp(-m), 0.0
	for k := 0.0; k <= level; k++ {
		e += (level - k) * p
		sum += p
		p *= m / (k + 1)
	}
	return max(0, e), max(0, 1-sum)
}

// fillShelves brings the goods up to today's levels and expects what of today's
// orders will find none.
func (q *quick) fillShelves(f *quickFirm) {
	p := &f.cfg.Stock
	cover := p.Cover
	if f.factors[q.day] >= promotionFactor {
		cover = p.PromotionCover
	}
	through := q.gateOfDay(f)
	for c := range f.shelves {
		sh := &f.shelves[c]
		sh.soldOut, sh.oversold = [24]float64{}, [24]float64{}
		src := f.ordersOf(c)
		var until [25]float64 // share of the day's orders before each hour
		n := 0.0
		for m := range 1440 {
			n += src.expected(q.day, m) * through[m/60]
			if m%60 == 59 {
				until[m/60+1] = n
			}
		}
		if n == 0 {
			continue
		}
		for h := range until {
			until[h] /= n
		}
		come := n * sh.kept
		forecast := float64(f.cfg.Demand.Categories[c].Orders) * f.factors[q.day]
		for g, share := range sh.share {
			mean := forecast * share
			level := max(sh.left[g], math.Ceil(cover*mean+p.Safety*math.Sqrt(mean)))
			d := come * share
			short, chance := excess(d, level)
			sh.left[g] = max(0, level-d+short)
			if q.inWindow(q.day) {
				f.money.stock += (level + sh.left[g]) / 2 * sh.skus[g] * float64(f.cfg.Demand.Categories[c].bought())
			}
			if short*sh.skus[g] < 1e-6 || chance <= 0 {
				continue
			}
			// How many come short, if any do: spread about exponentially if that is rare,
			// hardly if it is sure.
			mean = short / chance
			cv := min(1, math.Sqrt(d)/mean)
			for _, e := range [...]float64{0.146, 0.513, 1.071, 2.270} { // an exponential in four equal parts, mean 1
				x := mean * (1 + cv*(e-1))
				sh.runOut(&until, level/(level+x), float64(p.Sync)/float64(sim.Hour), x*chance/4*sh.skus[g]/come)
			}
		}
		for h := range 24 { // shares of the hour's own orders
			if in := until[h+1] - until[h]; in > 0 {
				sh.oversold[h] = min(1, sh.oversold[h]/in)
				sh.soldOut[h] = min(1-sh.oversold[h], sh.soldOut[h]/in)
			}
		}
	}
}

// runOut gives some orders of the day, a share of all, to the hours after the
// goods have run out: they are the last of those who want them. Until the next
// refresh of the page, somewhere in the time between two, it still shows them.
func (sh *quickShelf) runOut(until *[25]float64, last, sync, orders float64) {
	from, rest := hourOfShare(until, last), 1-last
	if rest <= 0 {
		return
	}
	for _, phase := range [...]float64{1. / 6, 0.5, 5. / 6} {
		to := min(24, from+sync*phase)
		for h := int(from); h < 24; h++ {
			a, b := max(float64(h), from), float64(h+1)
			in := shareBetween(until, a, b)
			if in <= 0 {
				continue
			}
			seen := 0.0
			if a < to {
				seen = shareBetween(until, a, min(b, to))
			}
			sh.oversold[h] += orders / rest / 3 * seen
			sh.soldOut[h] += orders / rest / 3 * (in - seen)
		}
	}
}

// gateOfDay is the share that is expected to get through the checkout, by hour.
func (q *quick) gateOfDay(f *quickFirm) (through [24]float64) {
	var at [1440]float64
	tau := float64(max(1, f.cfg.Demand.Double11.BalanceTime)) / float64(sim.Minute)
	for i := range f.sources {
		s := &f.sources[i]
		switch {
		case s.kind == sourceOrders:
			for m := range at {
				at[m] += s.expected(q.day, m)
			}
		case s.kind == sourceDeposits && s.payDay == q.day:
			for m := range at {
				at[m] += s.waiting * (math.Exp(-float64(m)/tau) - math.Exp(-float64(m+1)/tau))
			}
		}
	}
	queue := f.atTill
	for h := range through {
		through[h] = f.gate(at[h*60:h*60+60], &queue)
	}
	return through
}

// hourOfShare is the hour, with its part, before which a share of the day's orders comes.
func hourOfShare(until *[25]float64, share float64) float64 {
	for h := range 24 {
		if until[h+1] >= share {
			if in := until[h+1] - until[h]; in > 0 {
				return float64(h) + max(0, share-until[h])/in
			}
			return float64(h)
		}
	}
	return 24
}

func shareBetween(until *[25]float64, a, b float64) float64 {
	at := func(x float64) float64 {
		h := min(23, int(x))
		return until[h] + (x-float64(h))*(until[h+1]-until[h])
	}
	return at(b) - at(a)
}

// ordersOf is the source of a category's ordinary orders.
func (f *quickFirm) ordersOf(category int) *quickSource {
	for i := range f.sources {
		if s := &f.sources[i]; s.kind == sourceOrders && s.category == category {
			return s
		}
	}
	return nil
}
