package models

import (
	"fmt"
	"math"
	"math/bits"
	"time"

	"peakready/sim"
	"peakready/sim/rng"
)

// source is one stream of intentions: a category on ordinary days, the
// deposits of a category for one Double 11, or contacts that reach a desk
// without an order. Its realm of luck comes from its name, so that a new
// source moves nobody's luck.
type source struct {
	// What an order asks for whenever it is looked at stands together.
	kind   sourceKind
	reason reason // contacts: their reason
	firm   int
	payDay int       // deposits: the day of the balance
	count  uint32    // orders so far
	goods  *Category // nil for contacts
	orders uint64    // realm of its orders
	more   float64   // probability of one more item in an order
	margin int64     // of an order, in fen

	// Orders are numbered minute after minute; first[m] is the number of the
	// first order of minute m. orderBits holds four bits an order, of contacts none: two of its
	// state, its mark, and that its goods have been sent back.
	first     []uint32
	orderBits []uint64

	name     string // of its orders
	category int    // index in the firm's categories
	pool     int    // contacts: index of the pool
	minutes  uint64 // realm of its minutes
	start    uint64 // minute of the calendar at which minute 0 lies

	rumour bool    // contacts: of a rumour
	surges []surge // of incidents

	even bool    // no chance in the numbers: see Arrivals
	due  float64 // even: expected so far

	rate  []float64      // expected by day
	shape *[1440]float64 // share of each minute on an ordinary day
	burst *[1440]float64 // and on a day of Double 11; nil where there is none
	peaks []bool         // days that follow burst
}

type sourceKind uint8

const (
	sourceOrders sourceKind = iota
	sourceDeposits
	sourceContacts
)

// State of an order: all that others must know of it while it travels.
const (
	stateGone      = 0 // not placed, cancelled or lost
	statePlaced    = 1 // paid, with the shop
	stateShipped   = 2 // packed or on the road
	stateDelivered = 3
)

// cohort is the day of the order: for a deposit the day of its balance.
func (src *source) cohort(r *sim.Record) int {
	if src.kind == sourceDeposits {
		return src.payDay
	}
	return int(minuteOf(r) / 1440)
}

func (src *source) number(r *sim.Record) uint32 {
	return src.first[minuteOf(r)] + uint32(indexOf(r))
}

// The four bits of an order.
const (
	bitsOfState = 3
	bitMark     = 4
	bitSentBack = 8
)

// bitsOf finds the word of an order's bits and where in it they begin.
func (src *source) bitsOf(r *sim.Record) (word *uint64, at uint32) {
	n := src.number(r)
	return &src.orderBits[n>>4], n & 15 * 4
}

func (src *source) state(r *sim.Record) uint64 {
	w, at := src.bitsOf(r)
	return *w >> at & bitsOfState
}

func (src *source) setState(r *sim.Record, st uint64) { src.setStateAt(src.number(r), st) }

func (src *source) setStateAt(number uint32, st uint64) {
	w, at := &src.orderBits[number>>4], number&15*4
	*w = *w&^(bitsOfState<<at) | st<<at
}

// mark sets a bit more of the order: before delivery, that it stands in no
// warehouse line (oversold, or waiting for a wave). After it, the bit says that
// a return has been made good.
func (src *source) mark(r *sim.Record) {
	w, at := src.bitsOf(r)
	*w |= bitMark << at
}

func (src *source) unmark(r *sim.Record) {
	w, at := src.bitsOf(r)
	*w &^= bitMark << at
}

// tally counts orders by their bits.
type tally struct {
	states   [4]int64
	madeGood int64 // of the delivered, those whose return has been made good
}

// lanes has the lowest bit of each order in a word.
const lanes = 0x1111111111111111

// tally counts the orders numbered from first to before last, sixteen at a time.
func (src *source) tally(first, last uint32) tally {
	var t tally
	for from := first; from < last; from = (from | 15) + 1 {
		w := src.orderBits[from>>4]
		these := uint64(lanes) << (from & 15 * 4)
		if left := last - from&^15; left < 16 {
			these &= 1<<(4*left) - 1
		}
		low, high := w&these, w>>1&these
		placed, shipped, delivered := low&^high, high&^low, low&high
		t.states[stateGone] += int64(bits.OnesCount64(these &^ (low | high)))
		t.states[statePlaced] += int64(bits.OnesCount64(placed))
		t.states[stateShipped] += int64(bits.OnesCount64(shipped))
		t.states[stateDelivered] += int64(bits.OnesCount64(delivered))
		t.madeGood += int64(bits.OnesCount64(delivered & (w >> 2)))
	}
	return t
}

// open counts the orders that are placed or shipped.
func (t tally) open() int64 { return t.states[statePlaced] + t.states[stateShipped] }

// nextOpen is the number of the first order from n to before last that is placed or
// shipped, or last: most words of sixteen orders hold none.
func (src *source) nextOpen(n, last uint32) uint32 {
	for n < last {
		w := src.orderBits[n>>4] >> (n & 15 * 4)
		if w = (w ^ w>>1) & lanes; w != 0 {
			return min(n+uint32(bits.TrailingZeros64(w))/4, last)
		}
		n = (n | 15) + 1
	}
	return last
}

// sentBack says, once, that the goods of an order are on their way back; a
// second return of the same goods is refused.
func (src *source) sentBack(r *sim.Record) bool {
	w, at := src.bitsOf(r)
	first := *w>>at&bitSentBack == 0
	*w |= bitSentBack << at
	return first
}

func (src *source) marked(r *sim.Record) bool {
	w, at := src.bitsOf(r)
	return *w>>at&bitMark != 0
}

// inMinute is the number of orders of a minute that has been opened.
func (src *source) inMinute(m int64) int64 {
	if m+1 < int64(len(src.first)) {
		return int64(src.first[m+1] - src.first[m])
	}
	return int64(src.count - src.first[m])
}

// expected number of intentions in a minute.
func (src *source) expected(day int, minute int) float64 {
	if src.burst != nil && src.peaks[day] {
		return src.rate[day] * src.burst[minute]
	}
	return src.rate[day] * src.shape[minute]
}

// open numbers the intentions of a minute: one uniform, inverted, so that
// higher demand contains lower demand order for order.
func (src *source) open(key rng.Key, minute int64) int64 {
	src.first = append(src.first, src.count)
	mean := src.expected(int(minute/1440), int(minute%1440))
	if len(src.surges) > 0 {
		mean *= src.surging(minute)
	}
	if mean == 0 {
		return 0
	}
	var n int64
	if src.even {
		n = src.evenly(mean)
	} else {
		n = rng.Poisson(key.Entity(src.minutes, src.start+uint64(minute)).U(drawCount), mean)
	}
	if n >= maxPerMinute {
		panic(fmt.Sprintf("%s: %d intentions in one minute; at most %d", src.name, n, maxPerMinute-1))
	}
	src.count += uint32(n)
	if src.kind != sourceContacts {
		for int(src.count) > 16*len(src.orderBits) {
			src.orderBits = append(src.orderBits, 0)
		}
	}
	return n
}

// Arrivals says how those who come are spread: random is a Poisson process
// around the rate; even is as many as the rate adds up to, at equal distances,
// for a plan to be held against a spreadsheet or a calculation by hand. Noise
// and forecast error change the rate of both.
type Arrivals string

// Values of arrivals.
func (Arrivals) Values() []string { return []string{"random", "even"} }

// evenly numbers the intentions of a minute without chance: what is due by its
// end less what has come. A rate of 10,000 a day makes 10,000, whatever the
// rounding of its minutes.
func (src *source) evenly(mean float64) int64 {
	const rounding = 1e-6 // of adding up to 400 days of minutes, far above it
	before := math.Floor(src.due + rounding)
	src.due += mean
	return int64(math.Floor(src.due+rounding) - before)
}

// luck of an order, by its identity (see newOrder); zero is the number, for luck, of the
// first order of minute 0.
func (src *source) luck(key rng.Key, zero, who uint64) rng.Luck {
	return key.Entity(src.orders, zero+who&orderMask)
}

// arrive places the intentions of a minute in it, at random or at equal distances. The
// first is who, the others follow.
func (src *source) arrive(key rng.Key, zero, who uint64, in []sim.Arrival) {
	for j := range in {
		var off sim.Time
		if src.even {
			off = sim.Time(j) * sim.Minute / sim.Time(len(in))
		} else {
			off = sim.Time(src.luck(key, zero, who).U(drawOffset) * float64(sim.Minute))
		}
		in[j] = sim.NewArrival(off, who)
		who++
	}
}

// reserve makes room in sources for the orders to be expected in so many minutes, so
// that they need not grow.
func reserve(sources []source, minutes int) {
	first := sim.MakeTable[uint32](len(sources) * minutes)
	for i := range sources {
		src := &sources[i]
		src.first, first = first[:0:minutes], first[minutes:]
		if src.kind != sourceContacts {
			expected := sum(src.rate)
			src.orderBits = sim.MakeTable[uint64](int(expected+10*math.Sqrt(expected))/16 + 64)[:0]
		}
	}
}

// noise is the factor of a day: gamma with mean 1.
func noise(l rng.Luck, cv float64) float64 {
	if cv == 0 {
		return 1
	}
	return rng.Must(rng.Gamma(1, cv)).Draw(l, drawDay)
}

// forecast is the factor of a season: lognormal with mean 1.
func forecast(l rng.Luck, cv float64) float64 {
	if cv == 0 {
		return 1
	}
	return rng.Must(rng.LognormalMean(1, math.Sqrt(math.Log1p(cv*cv)))).Draw(l, drawForecast)
}

// sourcesOf lists a firm's sources with their rates in one replication.
func (c span) sourcesOf(firm int, f *Firm, factors []float64, key rng.Key) []source {
	d := &f.Demand
	realm := func(parts ...string) uint64 {
		name := f.Name
		for _, p := range parts {
			name += "/" + p
		}
		return uint64(rng.Name(name))
	}
	season := float64(d.Scale) * forecast(key.Entity(realm(), 0), d.ForecastError)
	scale := make([]float64, c.days)
	for day := range c.demand {
		scale[day] = season * noise(key.Entity(realm(), uint64(c.date(day))), d.DayNoise)
	}
	ordinary, burst := d.ordinaryShape(), d.burstShape()
	peaks := make([]bool, c.days)
	var payDays []int
	for _, y := range c.years() {
		if p := c.day(Day(y, time.November, 11)); p >= 0 && p < c.demand {
			peaks[p] = true
			if d.Double11.ahead(p) > 0 {
				payDays = append(payDays, p)
			}
		}
	}
	var out []source
	for i := range d.Categories {
		g := &d.Categories[i]
		rate := make([]float64, c.days)
		for day := range c.demand {
			rate[day] = float64(g.Orders) * factors[day] * scale[day]
		}
		out = append(out, source{
			name: g.Name, kind: sourceOrders, firm: firm, goods: g, more: 1 - 1/g.Items, margin: g.margin(), category: i,
			orders: realm(g.Name), minutes: realm(g.Name, "minutes"), start: c.firstMinute(),
			even: d.Arrivals == "even", rate: rate, shape: ordinary, burst: burst, peaks: peaks,
		})
		for _, p := range payDays {
			rate := make([]float64, c.days)
			total := float64(g.Orders) * float64(d.Double11.Factor) * float64(d.Double11.Deposits) / (1 - float64(d.Double11.Unpaid))
			for day := p - d.Double11.DepositDays; day < p; day++ {
				rate[day] = total / float64(d.Double11.DepositDays) * scale[day]
			}
			y, _, _ := c.date(p).Civil()
			name := fmt.Sprintf("%s+deposit%d", g.Name, y)
			out = append(out, source{
				name: name, kind: sourceDeposits, firm: firm, goods: g, more: 1 - 1/g.Items, margin: g.margin(), category: i, payDay: p,
				orders: realm(name), minutes: realm(name, "minutes"), start: c.firstMinute(),
				even: d.Arrivals == "even", rate: rate, shape: ordinary,
			})
		}
	}
	for i := range f.Service.Pools {
		p := &f.Service.Pools[i]
		for j := range p.Contacts {
			st := &p.Contacts[j]
			out = append(out, c.stream(firm, i, st, realm(p.Name, st.Name), realm(p.Name, st.Name, "minutes"), key))
		}
	}
	return out
}

// stream is the source of contacts of a contact centre.
func (c span) stream(firm, pool int, st *ContactStream, orders, minutes uint64, key rng.Key) source {
	var shape [1440]float64
	total := 0.0
	for m := range shape {
		for _, iv := range st.Rates {
			if covers(iv.From, iv.To, Clock(sim.Time(m)*sim.Minute)) {
				shape[m] += float64(iv.Rate) / 1440
			}
		}
		total += shape[m]
	}
	rate := make([]float64, c.days)
	for day := range c.demand {
		date := c.date(day)
		rate[day] = noise(key.Entity(minutes, uint64(date)), st.DayNoise)
		if weekend(date) {
			rate[day] *= float64(st.Weekend)
		}
		for _, ch := range st.Changes {
			if date >= ch.From && date <= ch.To {
				rate[day] *= float64(ch.Factor)
			}
		}
	}
	return source{
		name: st.Name, kind: sourceContacts, firm: firm, pool: pool, reason: st.Reason.index(),
		orders: orders, minutes: minutes, start: c.firstMinute(), even: st.Arrivals == "even", rate: rate, shape: &shape,
	}
}
