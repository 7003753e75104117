package flow

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// lineRun is a line under test: what entered and left when, by number of the record.
type lineRun struct {
	k       *sim.Kernel
	line    *Line
	entered []sim.Time
	left    []sim.Time
	order   []int // numbers in order of release
}

func newLineRun(horizon sim.Time, spec LineSpec) *lineRun {
	r := &lineRun{k: sim.New(horizon)}
	spec.Name = "line"
	r.line = NewLine(r.k, spec, sim.OnRecord(r.k, "released", func(q *sim.Record) {
		r.left[q.Who()] = r.k.Now()
		r.order = append(r.order, int(q.Who()))
	}))
	return r
}

// enter brings the next record, of class c.
func (r *lineRun) enter(c int) {
	n := uint64(len(r.entered))
	r.entered = append(r.entered, r.k.Now())
	r.left = append(r.left, -1)
	r.line.Enter(&sim.Record{A: n, C: uint64(c)})
}

// checkLineWait: a line with Poisson arrivals at .8 a unit is M/G/1.
func checkLineWait(t testing.TB, id string, service rng.Dist, seed uint64) error {
	want := reference(t, id)
	s := measures("Wq")
	for rep := range uint64(80) {
		key := rng.NewKey(seed, rep)
		purpose := rng.Name("work")
		work := func(q *sim.Record) float64 {
			return service.Draw(key.Entity(3, q.Who()), purpose) / float64(unit)
		}
		// One unit of work in 59 seconds is 61/59 of a unit: the minute's border falls anywhere.
		u := 59 * sim.Second
		end := 12_600 * u
		r := newLineRun(end, LineSpec{Rate: Always(60. / 59), Work: work})
		gaps := stream(seed, rep, "arrivals")
		newSource(r.k, "arrival", poisson(&gaps, float64(u)/.8), func(uint64) { r.enter(0) })
		r.k.Run(end - 1)
		if err := r.line.Audit(r.k.Now()); err != nil {
			return err
		}
		wait, n := 0., 0.
		for i, at := range r.entered {
			if at < 600*u || at >= 12_500*u || r.left[i] < 0 {
				continue
			}
			n++
			wait += float64(r.left[i]-at)/float64(u) - work(&sim.Record{A: uint64(i)})
		}
		s.add(wait / n)
	}
	return s.against(want)
}

func TestLineIsMG1(t *testing.T) {
	for _, c := range []struct {
		id      string
		service rng.Dist
	}{
		{"PK-MD1", constant(1)},
		{"PK-ME41", rng.MustErlang(4, float64(unit))},
		{"PK-ME21", rng.MustErlang(2, float64(unit))},
		{"PK-MM1", exponential(1)},
	} {
		t.Run(c.id+" waits as Pollaczek and Khinchine say", func(t *testing.T) {
			if err := checkLineWait(t, c.id, c.service, 131); err != nil {
				t.Error(err)
			}
		})
	}
}

// LK-hand: nine arrivals, six services, by hand; in a line and in a pool.
func TestHandTraceOfSingleServer(t *testing.T) {
	want := reference(t, "LK-hand")
	arrivals := []float64{.4, 1.6, 2.1, 3.8, 4.0, 5.6, 5.8, 7.2, 9.1}
	services := []float64{2.0, .7, .2, 1.1, 3.7, .6, 1, 1, 1} // the last three are never asked for
	u := 100 * sim.Second

	verify := func(t *testing.T, starts []float64) {
		t.Helper()
		delay, queue, busy := 0., 0., 0.
		clock := starts[5]
		for i, a := range arrivals {
			start := clock
			if i <= 5 {
				start = starts[i]
				delay += start - a
				busy += min(start+services[i], clock) - start
			}
			queue += max(min(start, clock)-a, 0)
		}
		got := []float64{delay / 6, queue / clock, busy / clock, clock}
		for i, name := range []string{"mean delay", "time-average queue", "utilisation", "clock"} {
			if !(math.Abs(got[i]-want[i]) < 1e-6) {
				t.Errorf("%s: got %v, want %v", name, got[i], want[i])
			}
		}
	}
	t.Run("a line starts the six services when the book says", func(t *testing.T) {
		r := newLineRun(sim.Hour, LineSpec{Rate: Always(.6), Work: func(q *sim.Record) float64 { return services[q.Who()] }})
		newSource(r.k, "arrival", trace(float64(u), arrivals...), func(uint64) { r.enter(0) })
		r.k.Run(sim.Hour - 1)
		var starts []float64
		for i := range 6 {
			starts = append(starts, float64(r.left[i])/float64(u)-services[i])
		}
		verify(t, starts)
	})
	t.Run("a pool starts the six services when the book says", func(t *testing.T) {
		var calls []call
		for i := range arrivals {
			calls = append(calls, call{arrivals[i], services[i], 0})
		}
		r, err := play(calls, Always(1), Finish, []int{0}, forever, 20)
		if err != nil {
			t.Error(err)
		}
		verify(t, r.start[:6])
	})
}

// checkFluid: FLUID-1, parcel by parcel. 10,000 a day arrive evenly, 30,000 a day in three
// days, and 12,000 a day leave: the figures are those of the fluid to within a parcel.
func checkFluid(t testing.TB) error {
	want := reference(t, "FLUID-1") // peak, clear day, parcel-days of delay, mean and greatest delay to day 30
	mean, greatest := want[3], want[4]
	r := newLineRun(40*sim.Day, LineSpec{Rate: Always(12_000. / 1440)})
	day := float64(sim.Day)
	gap := func() float64 {
		if r.k.Now() < 3*sim.Day {
			return day / 30_000
		}
		return day / 10_000
	}
	newSource(r.k, "parcel", gap, func(uint64) { r.enter(0) })
	var errs []error
	near := func(what string, got, want, within float64) {
		if !(math.Abs(got-want) <= within) {
			errs = append(errs, fmt.Errorf("%s: got %v, want %v within %v", what, got, want, within))
		}
	}
	r.k.Run(3 * sim.Day)
	near("peak backlog", float64(r.line.Queue()), want[0], 1)
	r.k.Run(29 * sim.Day)
	near("backlog at day 29", float64(r.line.Queue()), 2000, 1)
	r.k.Run(sim.Time(want[1]) * sim.Day)
	near("backlog on the clear day", float64(r.line.Queue()), 0, 2)
	b := r.line.Flow()
	service := float64(sim.Day) / 12_000
	parcels := float64(b.Left)
	delay := float64(b.Sojourn)/day - parcels*service/day
	// Discrete parcels arrive half a gap after the fluid and wait for a whole one ahead:
	// at most one service time each.
	near("parcel-days of delay", delay, want[2], parcels*service/day)
	near("mean delay of those who came by day 30, days", delay/360_000, mean, service/day)
	worst := sim.Time(0)
	for i, left := range r.left {
		if left >= 0 {
			worst = max(worst, left-r.entered[i])
		}
	}
	near("greatest delay, days", (float64(worst)-service)/day, greatest, service/day)
	near("work done", r.line.Used(), parcels, 10)
	return errors.Join(append(errs, r.line.Audit(r.k.Now()))...)
}

func TestLineClearsABacklogAsTheFluidDoes(t *testing.T) {
	if err := checkFluid(t); err != nil {
		t.Error(err)
	}
}

// checkShares: three firms with quotas 1, 2 and 5 of 80 a minute. While all have a backlog
// each gets its quota to within a parcel or two; when the largest has none left, the
// others share its part 1 to 2.
func checkShares() error {
	class := func(q *sim.Record) int { return int(q.C) }
	r := newLineRun(2*sim.Hour, LineSpec{Rate: Always(80), Class: class, Weights: []float64{1, 2, 5}})
	sim.On(r.k, "load", func(uint32) {
		for range 2000 {
			r.enter(0)
			r.enter(1)
		}
		for range 500 {
			r.enter(2)
		}
	}).At(1, 0)
	count := func(from, to sim.Time) [3]float64 {
		var n [3]float64
		for i, left := range r.left {
			if left > from && left <= to {
				switch {
				case i >= 4000:
					n[2]++
				default:
					n[i%2]++
				}
			}
		}
		return n
	}
	// The first is in hand before the others have come, hence the parcel's grace.
	r.k.Run(2*sim.Hour - 1)
	var errs []error
	expect := func(what string, got [3]float64, want [3]float64, within float64) {
		for c := range got {
			if !(math.Abs(got[c]-want[c]) <= within) {
				errs = append(errs, fmt.Errorf("%s: firm %d got %v, want %v within %v", what, c, got[c], want[c], within))
			}
		}
	}
	const m = sim.Minute
	expect("minutes 2 to 9", count(2*m, 9*m), [3]float64{70, 140, 350}, 3)
	// 500 parcels at 50 a minute are gone after minute 10.
	expect("minutes 12 to 27", count(12*m, 27*m), [3]float64{400, 800, 0}, 3)
	if got := len(r.order); got != 4500 {
		errs = append(errs, fmt.Errorf("%d of 4500 released", got))
	}
	return errors.Join(append(errs, r.line.Audit(r.k.Now()))...)
}

func TestFirmsShareALineByTheirQuotas(t *testing.T) {
	if err := checkShares(); err != nil {
		t.Error(err)
	}
}

func TestLineIsFIFOInEachClass(t *testing.T) {
	st := stream(132, 0, "x")
	class := func(q *sim.Record) int { return int(q.C) }
	classOf := []int{}
	r := newLineRun(3*sim.Hour, LineSpec{
		Rate: steps(sim.Minute, 0, 3, 20, 0, 40, 9, 90, 400), Class: class, Weights: []float64{1, 3},
		Work: func(q *sim.Record) float64 { return float64(q.Who()%7) / 3 },
	})
	newSource(r.k, "arrival", poisson(&st, float64(10*sim.Second)), func(uint64) {
		c := int(st.Bits() & 1)
		classOf = append(classOf, c)
		r.enter(c)
	})
	for m := range sim.Time(179) {
		r.k.Run(m * sim.Minute)
		if err := r.line.Audit(r.k.Now()); err != nil {
			t.Fatal(err)
		}
	}
	last := []int{-1, -1}
	for _, i := range r.order {
		if c := classOf[i]; i < last[c] {
			t.Fatalf("record %d leaves after %d of its class", i, last[c])
		} else {
			last[c] = i
		}
	}
	if len(r.order) < 900 {
		t.Errorf("only %d records left", len(r.order))
	}
}

func TestLineCarriesWorkOverRateChanges(t *testing.T) {
	for _, c := range []struct {
		name string
		rate Schedule
		work []float64
		want []sim.Time // departures, seconds
	}{
		{"work spans several minutes at one rate", Always(1), []float64{2.5, 1}, []sim.Time{150, 210}},
		{"a slower minute takes what is left", steps(sim.Minute, 0, 1, 1, .5), []float64{1.5, .25}, []sim.Time{120, 150}},
		{"a stop holds the record in hand", steps(sim.Minute, 0, 1, 1, 0, 3, 1), []float64{1.5}, []sim.Time{210}},
		{"no rate at first", steps(sim.Minute, 2, 4), []float64{1, 1, 0, 1}, []sim.Time{135, 150, 150, 165}},
		{"a step within a minute counts by its mean", steps(sim.Second, 0, 1, 90, 3), []float64{1, 1, 1}, []sim.Time{60, 90, 120}},
		{"an end at the very border", Always(2), []float64{1, 1, 1, 1}, []sim.Time{30, 60, 90, 120}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newLineRun(sim.Hour, LineSpec{Rate: c.rate, Work: func(q *sim.Record) float64 { return c.work[q.Who()] }})
			for range c.work {
				r.enter(0) // at 0, before the run
			}
			for m := range sim.Time(59) {
				r.k.Run(m * sim.Minute)
				if err := r.line.Audit(r.k.Now()); err != nil {
					t.Fatal(err)
				}
			}
			for i, want := range c.want {
				if got := r.left[i]; got != want*sim.Second {
					t.Errorf("record %d leaves at %v, want %v", i, got, want*sim.Second)
				}
			}
		})
	}
}

func TestFactorHoldsFromTheNextMinute(t *testing.T) {
	r := newLineRun(sim.Hour, LineSpec{Rate: Always(60)})
	at := func(s sim.Time, f float64) {
		sim.On(r.k, fmt.Sprint("factor at ", s), func(uint32) { r.line.SetFactor(f) }).At(s*sim.Second, 0)
	}
	at(30, 0)
	at(150, .5)
	for range 90 {
		r.enter(0)
	}
	r.k.Run(sim.Hour - 1)
	// 60 in minute 0, the last of them at its end; none in minutes 1 and 2; then one each 2 s.
	for i, want := range map[int]sim.Time{58: 59, 59: 60, 60: 182, 89: 240} {
		if got := r.left[i]; got != want*sim.Second {
			t.Errorf("record %d leaves at %v, want %v", i, got, want*sim.Second)
		}
	}
}

func TestDeadRecordsUseNoCapacityAndLeaveTheQueueAtOnce(t *testing.T) {
	dead := map[uint64]bool{}
	var dropped []uint64
	r := newLineRun(sim.Hour, LineSpec{Rate: Always(6),
		Dead:    func(q *sim.Record) bool { return dead[q.Who()] },
		Dropped: func(q *sim.Record) { dropped = append(dropped, q.Who()) }})
	for range 20 {
		r.enter(0)
	}
	sim.On(r.k, "cancel", func(uint32) {
		// At 45 s: 0 to 3 are out, 4 has its departure at 50 s settled, the rest waits.
		for _, n := range []uint64{4, 8, 9} {
			dead[n] = true
			r.line.Withdrawn(0)
		}
		if got := r.line.Queue(); got != 13 {
			t.Errorf("%d visible after the withdrawals, want 13", got)
		}
	}).At(45*sim.Second, 0)
	r.k.Run(90 * sim.Second)
	r.line.ReleasedDead(0) // 4 came out dead, as the handler of released would see
	// 6 at 70 s, 7 at 80 s, then 10 at 90 s in the place of 8.
	if got, want := r.left[10], 90*sim.Second; got != want {
		t.Errorf("record 10 leaves at %v, want %v", got, want)
	}
	if got := r.line.Queue(); got != 9 {
		t.Errorf("%d visible at 90 s, want 9", got)
	}
	r.k.Run(sim.Hour - 1)
	if len(dropped) != 2 || dropped[0] != 8 || dropped[1] != 9 {
		t.Errorf("dropped %v, want [8 9]", dropped)
	}
	if b := r.line.Flow(); b.Left != 18 || b.Dropped != 2 || r.line.Queue() != 0 {
		t.Errorf("%d left, %d dropped, %d visible; want 18, 2, 0", b.Left, b.Dropped, r.line.Queue())
	}
	if used := r.line.Used(); used != 18 {
		t.Errorf("work done is %v, want 18", used)
	}
	if err := r.line.Audit(r.k.Now()); err != nil {
		t.Error(err)
	}
}

// A hook that was registered before the line's, as a demand source's is, enters records as
// the minute opens: they queue up behind the backlog and leave within the minute.
func TestRecordsMayEnterFromAnEarlierHook(t *testing.T) {
	k := sim.New(sim.Hour)
	var l *Line
	var out []uint64
	var at []sim.Time
	k.OnMinute(func(m int64) {
		for i := range uint64(3) {
			l.Enter(&sim.Record{A: 3*uint64(m) + i})
		}
	})
	l = NewLine(k, LineSpec{Name: "line", Rate: steps(sim.Minute, 0, 2, 1, 6)}, sim.OnRecord(k, "out", func(r *sim.Record) {
		out, at = append(out, r.Who()), append(at, k.Now())
	}))
	k.Run(2*sim.Minute - 1)
	const s = sim.Second
	if got, want := fmt.Sprint(out, at), fmt.Sprint([]uint64{0, 1, 2, 3, 4, 5}, []sim.Time{30 * s, 60 * s, 70 * s, 80 * s, 90 * s, 100 * s}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := l.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}
