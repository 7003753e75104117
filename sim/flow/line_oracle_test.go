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
