// Package models answers what becomes of a season's orders: it follows each
// one through the stages of its life, against the capacities that a plan sets.
//
// One stage stands in one file, with its configuration, its defaults and what
// it does; this file wires them in the order in which an order meets them:
//
//	demand, source  ─▶ intention
//	question        ─▶ asks before buying, answered or lost      (service desk)
//	storefront      ─▶ checkout: admitted, timed out
//	stock           ─▶ reserved, sold out, oversold ─▶ shop cancels
//	warehouse       ─▶ packed ─▶ picked up
//	carrier         ─▶ hub ─▶ road ─▶ station ─▶ at the door
//	late            ─▶ asks where it is, cancels, complains      (service desk)
//	delivered       ─▶ faults, regrets
//	returns         ─▶ back, inspected, refunded or repaired
//	service         ─▶ contact: served, unanswered, comes again
//	grievance       ─▶ complaint to the firm: settled, unsettled
//	policy          ─▶ advance compensation, cooling-off
//	authority       ─▶ complaint to the authority
//	docket          ─▶ referred, settled by the firm, mediated, decided
//
// Start reading at newSeason, then onArrived (storefront.go).
package models

import (
	"errors"
	"fmt"
	"slices"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// season is one trial at work.
type season struct {
	span
	sc  *Scenario
	k   *sim.Kernel
	key rng.Key

	strikes []strike // incidents that happen in this season

	firstOrder uint64 // number, for luck, of the first order of minute 0

	today       int // day since the start
	sources     []source
	firms       []firm
	regions     []region
	where       weights // region by share
	carriers    []carrier
	docks       []dock
	floor       flow.Floor // where parcels wait in lines and on docks
	assortments []*assortment
	acts        [problems]float64

	arrivals sim.Entrance
	arriving sim.Record // whoever arrives just now

	// Stages of a travelling record, in the order of an order's life.
	balanceDue, admitted, timedOut, shopCancels            sim.Stage
	waved, packed, sorted, atStation, atDoor, declaredLost sim.Stage
	lateCheck, noticed, approach                           sim.Stage
	regrets, backAtFirm, inspected, madeGood, refundCheck  sim.Stage
	toAuthority                                            sim.Stage
	synced, pickup                                         sim.Event[uint32]

	docket docket

	rules      []contingencyRule
	firings    []result.Firing
	comesAgain sim.Stage

	unbooked unbooked

	// Parcels on the line-haul or waiting for the next attempt, and gone astray.
	onRoad, strayed int64

	allLines []*flow.Line
	lineDays []result.LineTrial
	lineSums []lineSum
	hourSums []lineSum
	lineWork []float64 // work units a parcel

	peak    int
	opts    TrialOptions
	apart   []apart
	watch   uint64 // order told by the story, ^0 for none
	stopped bool
}

// firm is one firm at work.
type firm struct {
	cfg     *Firm
	index   int
	sources []int
	factors []float64 // the calendar's factor on demand, by day

	promotion []bool  // by day: is it a promotion
	promise   []int   // days promised, by cohort
	least     int     // of extraDays
	extraDays []int   // by region
	dueOn     [][]int // by day: cohorts whose earliest due date is this midnight

	gate       *flow.Gate
	balance    rng.Dist
	shelves    []shelf
	warehouses []warehouse
	stores     weights // warehouse by share
	carriers   weights // carrier by contract
	inspection *flow.Line

	desks    []*desk
	shares   [reasons][]float64 // of the desks, by reason
	bot      [reasons]float64
	resolved [reasons]float64

	days, cohorts           []result.Row
	placedHours             []int64
	lead, late, refund      *stats.Sketch
	lateDays                []int64
	refundsPaid, refundIn7d int64
	spans                   []result.OrderSpan // the same of other dates
	examples                [result.Causes][]result.Example
	ranks                   [result.Causes][]uint64 // of the examples, ascending

	takings                     int64 // fen, of orders not cancelled or lost (all orders)
	unwaved, unpicked           int64 // waiting for a wave; cancelled before theirs
	unpacked                    int64 // cancelled in the minute of their packing
	undecided                   int64 // intentions neither lost nor placed
	openComplaints              int64
	referred                    int64 // cases of the authority put before the desks
	repliesOwed                 int64 // of them, not replied to yet
	atDesk                      int64 // consumers with something open: before, in or between contacts
	beyond                      int64 // of them, those whose next contact lies beyond the run
	sent, onWayBack, toMakeGood int64 // returns sent, on the road, inspected and not made good
	advanced                    int64 // advance compensation paid from the fund, all orders
	accounts

	// What contingency rules have in force, and have had.
	relief      relief
	changed     bool
	terms       []terms
	patience    sim.Time // of those who got a message
	toldTo      int64    // minute: orders before it have got one
	told        int64    // orders placed that have, or will not
	rerouted    int64    // parcels given to a spare carrier
	contingency int64    // fen
	raised      int      // firing that raised compensations last
}

type region struct {
	name string
	haul rng.Dist
}

// TrialOptions are what a trial may be asked beside its result.
type TrialOptions struct {
	// Follow is the number of an order whose story Tell hears.
	Follow string
	Tell   func(Story)
	// Complaint hears every complaint to the firm.
	Complaint func(Complaint)
	// Choice, if not nil, is filled with orders to tell of.
	Choice *StoryChoice
	// Stop is asked once a simulated hour; true ends the trial with ErrStopped.
	Stop func() bool
}

// Complaint is a complaint to a firm as it is lodged.
type Complaint struct {
	Order string
	Cause result.Cause
	Stage string
	At    sim.Time
}

// ErrStopped is the end of a trial that was asked to stop.
var ErrStopped = errors.New("stopped before its end")

// RunTrial simulates one replication of a checked scenario. It is a pure
// function of both. An audit that is broken comes as an *AuditError with the
// result.
func RunTrial(sc *Scenario, replication int, opts TrialOptions) (result.Trial, error) {
	s, err := newSeason(sc, replication, opts)
	if err != nil {
		return result.Trial{}, err
	}
	s.k.Run(s.horizon() - 1)
	if s.stopped {
		return result.Trial{}, ErrStopped
	}
	s.choose()
	t := s.trial(replication)
	if len(t.Audit.Broken) > 0 {
		return t, &AuditError{Replication: replication, Broken: t.Audit.Broken}
	}
	return t, nil
}

// newSeason wires the stages.
func newSeason(sc *Scenario, replication int, opts TrialOptions) (*season, error) {
	complete := Completed(*sc)
	sc = &complete
	s := &season{
		span: newSpan(sc.Season), sc: sc, opts: opts, watch: ^uint64(0),
		key: rng.NewKey(sc.Seed, uint64(replication)), acts: sc.Consumers.Acts.table(),
	}
	s.firstOrder = s.firstMinute() << indexBits
	s.k = sim.New(s.horizon())
	s.k.OnMinute(s.onMinute)

	on := func(name string, h func(*sim.Record)) sim.Stage { return sim.OnRecord(s.k, name, h) }
	s.arrivals = sim.OnArrival(s.k, "order/arrived", s.onArrived)
	s.comesAgain = on("order/comes again", s.onComesAgain)
	s.balanceDue = on("order/balance due", s.onBalanceDue)
	s.admitted = on("storefront/admitted", s.onAdmitted)
	s.timedOut = on("storefront/timed out", s.onTimedOut)
	s.shopCancels = on("stock/shop cancels", s.onShopCancels)
	s.waved = on("warehouse/waved", s.onWaved)
	s.packed = on("warehouse/packed", s.onPacked)
	s.sorted = on("carrier/sorted", s.onSorted)
	s.atStation = on("carrier/at station", s.onAtStation)
	s.atDoor = on("carrier/at door", s.onAtDoor)
	s.declaredLost = on("carrier/declared lost", s.onDeclaredLost)
	s.lateCheck = on("late/check", s.onLateCheck)
	s.regrets = on("returns/regrets", s.onRegrets)
	s.backAtFirm = on("returns/back", s.onBackAtFirm)
	s.inspected = on("returns/inspected", s.onInspected)
	s.madeGood = on("returns/made good", s.onMadeGood)
	s.refundCheck = on("returns/check", s.onRefundCheck)
	s.noticed = on("grievance/noticed", s.onNoticed)
	s.approach = on("service/approach", s.onApproach)
	s.toAuthority = on("authority/lodged", s.onToAuthority)
	s.pickup = sim.On(s.k, "warehouse/picked up", s.onPickup)
	s.synced = sim.On(s.k, "stock/synced", s.onSynced)

	s.apart = sc.apart(s.span)
	s.drawIncidents()
	s.wireRegions()
	s.wireCarriers()
	s.firms = make([]firm, 0, len(sc.Firms)) // desks keep pointers to their firms
	for i := range sc.Firms {
		s.wireFirm(i)
	}
	s.wireRules()
	s.wireDocket()
	if opts.Follow != "" {
		who, err := s.orderNumber(opts.Follow)
		if err != nil {
			return nil, err
		}
		s.watch = who
	}
	return s, nil
}

// lateDayBins: on time, 1 to 30 days late, more.
const lateDayBins = 32

// onMinute opens a minute: its intentions, and at midnight the day.
func (s *season) onMinute(minute int64) {
	if minute%1440 == 0 {
		s.openDay(int(minute / 1440))
	}
	if minute%60 == 0 {
		if minute > 0 {
			s.closeLineHours()
		}
		_, onRoad := s.k.Pending()
		for i := range s.docks {
			onRoad += s.docks[i].parcels.Len()
		}
		s.peak = max(s.peak, onRoad)
		if s.opts.Stop != nil && s.opts.Stop() {
			s.stopped = true
			s.k.Stop()
			return
		}
		s.openHour(minute / 60)
	}
	s.watchRules(minute)
	if minute >= int64(s.demand)*1440 {
		return
	}
	for i := range s.sources {
		src := &s.sources[i]
		if n := src.open(s.key, minute); n > 0 {
			src.arrive(s.key, s.firstOrder, newOrder(i, minute, 0).A, s.arrivals.Room(int(n)))
		}
	}
}

func (s *season) openDay(day int) {
	s.today = day
	s.closeLines()
	if day > 0 {
		s.closeDocket(day - 1)
	}
	for i := range s.firms {
		f := &s.firms[i]
		if s.inWindow(day - 1) {
			f.countStock()
		}
		if day < s.demand && len(f.shelves) > 0 {
			f.fill(day)
		}
		if s.inWindow(day) {
			f.countStock()
		}
		for _, d := range f.desks {
			d.pool.KeepWaits(s.inWindow(day))
			d.keepSpans(day)
		}
	}
	s.watchLate(day)
}

// luck of an order, as onMinute has it too.
func (s *season) luck(r *sim.Record) rng.Luck {
	return s.sources[sourceOf(r)].luck(s.key, s.firstOrder, r.A)
}

func (s *season) regionOf(l rng.Luck) int { return s.where.pick(l.U(drawRegion)) }

func (s *season) firmOf(r *sim.Record) *firm { return &s.firms[s.sources[sourceOf(r)].firm] }

// count one thing, by its date and by the order's.
func (s *season) count(f *firm, r *sim.Record, c result.Counter) {
	f.days[s.today][c]++
	f.cohorts[s.sources[sourceOf(r)].cohort(r)][c]++
}

// lost counts an intention that will not become an order.
func (s *season) lost(f *firm, r *sim.Record, c result.Counter) {
	s.count(f, r, c)
	f.undecided--
	src := &s.sources[sourceOf(r)]
	if s.inWindow(src.cohort(r)) {
		m := src.margin
		f.lostMargin += m
		f.undecidedMargin -= m
	}
}

// lodged keeps a few complaints of the window as examples.
func (s *season) lodged(f *firm, r *sim.Record, cause result.Cause) {
	if s.opts.Complaint != nil {
		s.opts.Complaint(Complaint{Order: s.orderName(r), Cause: cause, Stage: originOf(r).String(), At: s.k.Now()})
	}
	if !s.inWindow(s.sources[sourceOf(r)].cohort(r)) {
		return
	}
	// A fair sample of three: those with the least luck in a draw of its own.
	ex, rank := &f.examples[cause], s.luck(r).Bits(drawExample)
	at := len(*ex)
	for at > 0 && f.ranks[cause][at-1] > rank {
		at--
	}
	if at == examplesKept {
		return
	}
	*ex = slices.Insert(*ex, at, result.Example{Order: s.orderName(r), Day: int32(s.today), Stage: originOf(r).String()})
	f.ranks[cause] = slices.Insert(f.ranks[cause], at, rank)
	if len(*ex) > examplesKept {
		*ex, f.ranks[cause] = (*ex)[:examplesKept], f.ranks[cause][:examplesKept]
	}
}

// examplesKept of each cause, firm and trial.
const examplesKept = 3

// AuditError is a trial whose books do not balance.
type AuditError struct {
	Replication int
	Broken      []string
}

func (e *AuditError) Error() string {
	return fmt.Sprintf("replication %d: audit broken: %q", e.Replication, e.Broken)
}

// send schedules the next stage of a record. What lies beyond the end of the
// drain is not simulated: the record stays where the books have it.
func (s *season) send(stage sim.Stage, t sim.Time, r sim.Record) {
	if t < s.horizon() {
		stage.At(t, r)
		return
	}
	if stage == s.approach || stage == s.noticed {
		s.firmOf(&r).beyond++
	}
}
