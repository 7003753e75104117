package models

import (
	"hash/fnv"
	"math"

	"peakready/models/result"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// The quick mode answers "which of these hundred plans is worth a simulation?":
// the same season, with counts in place of orders. It is approximate, says so in
// every result, and no conclusion may rest on it.
//
//	quickdemand   the exact engine's own counts of every minute ─▶ checkout
//	quickshelf    ─▶ stock
//	quickline     shares of an hour: warehouse ─▶ quickcarrier: hub ─▶ road ─▶ station ─▶ door
//	quicklate     who is still without a parcel: asks, cancels, complains
//	quickafter    faults, regrets, returns; quickrefund: inspection, refunds
//	quickdesk     contacts of an hour, and quickanswer: what follows them
//	quickpool     those of an hour against agents: quickerlang (Erlang A), or quicktickets (a fluid queue)
//	quickcase     complaints to the firm; quickdocket: to the authority
//	quickluck     binomial numbers: how many of the parcels of an hour go which way
//	quickdelay    flows held back; quickfifo: queues of batches
//	quickwire     the firms; quickbooks: counts by day, costs; quickaudit
//
// What is the exact engine's luck: the season's forecast error, the noise of
// each day, the intentions of each minute and the complaints about others. What
// is chance of its own (quickluck): binomial numbers of those who ask first, pay
// or not, of parcels astray and of attempts that find nobody, by hour and station,
// of goods faulty, unlike their page, regretted; and complaints to the firm and to
// the authority, a Poisson number for each firm, cause and hour. What is left are
// expectations: the split over regions and over the hours of a delay, and the desk,
// which is a formula.
//
// What it leaves out: the queue of a desk within an hour (each half hour is taken
// as if it had always been so), skills of teams, a consumer's memory beyond the
// number of contacts, repeated sell-outs of one SKU in a day.

// mass is a number of consumers and the sum of the days on which what they are
// about began: the day of the order, or that of the delivery.
type mass struct{ n, d float64 }

func (m mass) times(x float64) mass { return mass{m.n * x, m.d * x} }
func (m *mass) add(o mass)          { m.n += o.n; m.d += o.d }

// quick is a season of counts.
type quick struct {
	span
	sc  *Scenario
	key rng.Key
	now int // hour since the start
	day int

	where    []float64 // shares of the regions
	apart    []apart
	kernels  map[rng.Dist][]float64
	coarse   map[rng.Dist][]float64 // of delays of days
	carriers []quickCarrier
	firms    []quickFirm
	docket   quickDocket

	peak float64 // most parcels on the road
}

// RunQuick approximates one replication of a checked scenario by moving counts
// instead of orders: some hundred times faster than RunTrial, on the same luck of
// demand, with a result of the same form. The result is approximate; the head of
// its run must say so (result.Run.Approximate). The error is not nil if counts
// were made or lost on the way.
func RunQuick(sc *Scenario, replication int) (result.Trial, error) {
	complete := Completed(*sc)
	q := newQuickSeason(&complete, replication)
	q.run()
	t := q.trial(replication)
	if len(t.Audit.Broken) > 0 {
		return t, &AuditError{Replication: replication, Broken: t.Audit.Broken}
	}
	return t, nil
}

func newQuickSeason(sc *Scenario, replication int) *quick {
	q := &quick{
		span: newSpan(sc.Season), sc: sc, key: rng.NewKey(sc.Seed, uint64(replication)),
		kernels: map[rng.Dist][]float64{}, coarse: map[rng.Dist][]float64{},
	}
	q.apart = sc.apart(q.span)
	total := 0.0
	for _, g := range sc.Regions {
		total += float64(g.Share)
	}
	for _, g := range sc.Regions {
		q.where = append(q.where, float64(g.Share)/total)
	}
	q.wireCarriers()
	q.firms = make([]quickFirm, len(sc.Firms))
	for i := range sc.Firms {
		q.wireFirm(i)
	}
	q.wireDocket()
	return q
}

func (q *quick) run() {
	for q.now = range q.days * 24 {
		if q.now%24 == 0 {
			q.openDay()
		}
		for i := range q.firms {
			q.hourOf(&q.firms[i])
		}
		q.hourOfCarriers()
		for i := range q.firms {
			q.hourAfter(&q.firms[i])
		}
		q.hourOfDocket()
		if q.now%24 == 23 {
			q.closeDay()
		}
	}
}

// quickFirm is one firm's counts.
type quickFirm struct {
	cfg     *Firm
	index   int
	name    string
	realm   rng.Purpose
	moves   moves // of this hour
	factors []float64
	promo   []bool

	sources   []quickSource
	shelves   []quickShelf
	ask, till []float64 // by source, of this hour
	lastAsk   []float64 // shares of the sources in the questions of the last hour that had any

	stores     []quickWarehouse
	contracts  []float64 // by carrier
	inspection quickInspection
	promise    []int
	extra      []int // distinct extra days
	ofRegion   []int // index in extra, by region
	share      []float64

	// By cohort: placed, still open, with the shop, and the mix of categories.
	placed, open, unshipped []float64
	unpickable              []float64   // oversold or mispriced, the shop has not found it yet
	openBy                  [][]float64 // by cohort and extra days
	mix                     [][]float64 // placed by cohort and category
	late                    []lateGroup
	lateOpen, lateGone      float64 // parcels late this hour, and delivered or cancelled of them
	lateUnshipped           float64
	strayed                 [][]strayBatch // by carrier
	strayedN                float64
	oversold                delay
	oversoldBy              delay // of oversold and mispriced orders, the value, in fen

	desk quickDesk

	undecided float64
	atTill    float64    // in the waiting room of the checkout, and staying
	arrived   []arrivals // of this hour

	after quickAfter
	cases quickCases

	days, cohorts [][result.Counters]float64
	today         [2][result.Counters]mass // not yet given to cohorts: by order, by delivery
	deliveredOn   [][]cohortCount          // by day
	placedHours   []float64
	lead, lates   *stats.Sketch
	leadRest      fractions
	spans         []quickSpan // the times of orders of other dates
	lateDays      []float64
	clock         []placedClock // by cohort
	money         quickMoney
}

// cohortCount is parcels of a day's orders.
type cohortCount struct {
	cohort int
	n      float64
}

// strayBatch is parcels gone astray until they are declared lost.
type strayBatch struct {
	due, cohort int
	n           float64
}

// placedClock is the time of day at which the orders of a cohort were placed.
type placedClock struct {
	byHour [24]float64
	total  float64 // for which parts was found
	parts  [3]third
}

func (f *quickFirm) goods() bool { return len(f.cfg.Demand.Categories) > 0 }

// count one thing by date and order date.
func (q *quick) count(f *quickFirm, c result.Counter, cohort int, n float64) {
	f.days[q.day][c] += n
	f.cohorts[min(cohort, q.days-1)][c] += n
}

// countMass counts what is known by its mean day only; it goes to cohorts when
// the day is over.
func (q *quick) countMass(f *quickFirm, c result.Counter, byDelivery bool, m mass) {
	f.days[q.day][c] += m.n
	b := 0
	if byDelivery {
		b = 1
	}
	f.today[b][c].add(m)
}

func (q *quick) openDay() {
	q.day = q.now / 24
	for i := range q.firms {
		f := &q.firms[i]
		if f.goods() && q.day < q.demand {
			q.fillShelves(f)
		}
		q.openLate(f)
	}
}

// fingerprint of the counts.
func fingerprint(rows [][result.Counters]float64, h uint64) uint64 {
	x := fnv.New64a()
	var b [8]byte
	put := func(v uint64) {
		for i := range b {
			b[i] = byte(v >> (8 * i))
		}
		x.Write(b[:])
	}
	put(h)
	for i := range rows {
		for _, v := range rows[i] {
			if v != 0 {
				put(math.Float64bits(v))
			}
		}
	}
	return x.Sum64()
}
