package flow

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// call is one contact of a hand-made trace.
type call struct {
	at, service float64 // units
	class       int
}

// played is what became of the calls: instants in units, -1 where it did not happen.
type played struct {
	start, end, left []float64
	pool             *Pool
	total            PoolHour
}

// play runs a trace of calls of fixed service through a pool until instant end, auditing
// at every unit. Each (service, class) pair becomes a class of the pool with the
// priority and patience of its class.
func play(calls []call, staff Schedule, end ShiftEnd, priority []int, patience Patience, until float64) (played, error) {
	n := len(calls)
	r := played{start: make([]float64, n), end: make([]float64, n), left: make([]float64, n)}
	for i := range n {
		r.start[i], r.end[i], r.left[i] = -1, -1, -1
	}
	spec := PoolSpec{Name: "trace"}
	at := make([]float64, n)
	for i, c := range calls {
		at[i] = c.at
		spec.Classes = append(spec.Classes, ClassSpec{Name: fmt.Sprint(i), Priority: priority[c.class], Service: constant(c.service), Patience: patience})
	}
	g := one(staff, n)
	g.ShiftEnd = end
	spec.Groups = []GroupSpec{g}
	k := sim.New(0)
	now := func() float64 { return minutes(k.Now()) }
	spec.Answered = func(c *Contact, _ sim.Time) { r.start[c.Class] = now() }
	spec.Served = func(c *Contact, _ sim.Time) { r.end[c.Class] = now() }
	spec.Abandoned = func(c *Contact, _ sim.Time, _ bool) { r.left[c.Class] = now() }
	r.pool = NewPool(k, spec, 1)
	newSource(k, "call", trace(float64(unit), at...), func(n uint64) { r.pool.Offer(&Contact{Class: uint8(n)}) })
	var errs []error
	for t := sim.Time(0); t <= sim.Time(until*float64(unit)); t += unit {
		k.Run(t)
		errs = append(errs, r.pool.Audit(t))
	}
	r.total = r.pool.Total()
	return r, errors.Join(errs...)
}

func same(what string, got, want []float64) error {
	if slices.Equal(got, want) {
		return nil
	}
	return fmt.Errorf("%s: got %v, want %v", what, got, want)
}

func threeAtOnce(service float64) []call {
	return []call{{0, service, 0}, {0, service, 0}, {0, service, 0}}
}

func checkShiftGap(t testing.TB) error {
	r, err := play(threeAtOnce(5), steps(unit, 5, 1, 10, 0, 15, 1), Finish, []int{0}, forever, 40)
	return errors.Join(err, same("departures", r.end, reference(t, "DET-sched2")))
}

func checkResume() error {
	r, err := play(threeAtOnce(2), steps(unit, 0, 1, 1, 3, 2, 1), Preempt, []int{0}, forever, 10)
	// DET-sched-pre restarts the third contact and ends at 5; resumed, it ends at 4.
	return errors.Join(err, same("departures", r.end, []float64{2, 3, 4}))
}

func TestPoolFollowsHandTraces(t *testing.T) {
	calls := func(pairs ...float64) (c []call) {
		for i := 0; i < len(pairs); i += 2 {
			c = append(c, call{pairs[i], pairs[i+1], 0})
		}
		return c
	}
	for _, c := range []struct {
		name  string
		check func(t testing.TB) error
	}{
		{"capacity 1, 3, 1 with finishing lets three go at 2, 3, 3", func(t testing.TB) error {
			r, err := play(threeAtOnce(2), steps(unit, 0, 1, 1, 3, 2, 1), Finish, []int{0}, forever, 10)
			return errors.Join(err, same("departures", r.end, reference(t, "DET-sched")))
		}},
		{"capacity 1, 3, 1 with pre-empting resumes the third", func(testing.TB) error { return checkResume() }},
		{"a shift that ends as a contact does is not followed by another", checkShiftGap},
		{"so it is with pre-empting", func(t testing.TB) error {
			r, err := play(threeAtOnce(5), steps(unit, 5, 1, 10, 0, 15, 1), Preempt, []int{0}, forever, 40)
			return errors.Join(err, same("departures", r.end, reference(t, "DET-sched2")))
		}},
		{"an urgent contact goes ahead of a waiting one, not of one in hand", func(t testing.TB) error {
			r, err := play([]call{{0, 2, 1}, {0, 2, 1}, {1, 2, 0}}, Always(1), Finish, []int{1, 2}, forever, 10)
			return errors.Join(err, same("urgent departs", r.end[2:], reference(t, "DET-pri")))
		}},
		{"reneging after exactly 3 loses every second contact", func(t testing.TB) error {
			r, err := play(calls(7, 11, 14, 11, 21, 11, 28, 11, 35, 11), Always(1), Finish, []int{0}, Patience{Dist: constant(3)}, 60)
			want := reference(t, "DET-renege")
			return errors.Join(err, same("exits", []float64{r.left[1], r.left[3]}, want[2:]),
				same("others stay", []float64{r.left[0], r.left[2], r.left[4]}, []float64{-1, -1, -1}))
		}},
		{"utilisation under a shift is work over staffed time", func(t testing.TB) error {
			r, err := play(calls(2, 4, 6, 2, 10, 6, 10, 6, 17, 3), steps(unit, 0, 1, 9, 2, 23, 0), Finish, []int{0}, forever, 30)
			return errors.Join(err, same("utilisation to 9 digits", []float64{float64(int64(minutes(r.total.BusyAgent)/minutes(r.total.Staffed)*1e9+.5)) / 1e9}, reference(t, "DET-util")))
		}},
		{"a contact that outlasts the shift is overtime", func(testing.TB) error {
			r, err := play(calls(0, 7), steps(unit, 0, 1, 5, 0), Finish, []int{0}, forever, 10)
			return errors.Join(err, same("staffed, overtime, busy", []float64{minutes(r.total.Staffed), minutes(r.total.Overtime), minutes(r.total.BusyAgent)}, []float64{5, 2, 7}))
		}},
		{"pre-empting leaves no overtime", func(testing.TB) error {
			r, err := play(calls(0, 7), steps(unit, 0, 1, 5, 0, 8, 1), Preempt, []int{0}, forever, 12)
			return errors.Join(err, same("end", r.end, []float64{10}),
				same("staffed, overtime, busy", []float64{minutes(r.total.Staffed), minutes(r.total.Overtime), minutes(r.total.BusyAgent)}, []float64{9, 0, 7}))
		}},
		{"an agent in overtime is kept on when the next shift needs one", func(testing.TB) error {
			r, err := play(calls(0, 7, 1, 1), steps(unit, 0, 1, 5, 0, 6, 1), Finish, []int{0}, forever, 12)
			return errors.Join(err, same("ends", r.end, []float64{7, 8}),
				same("staffed, overtime", []float64{minutes(r.total.Staffed), minutes(r.total.Overtime)}, []float64{11, 1}))
		}},
		{"no agent for a while, then four: the queue is served at once, in order", func(testing.TB) error {
			r, err := play(calls(0, 3, 1, 3, 2, 3, 3, 3, 4, 3), steps(unit, 6, 4), Finish, []int{0}, forever, 20)
			return errors.Join(err, same("starts", r.start, []float64{6, 6, 6, 6, 9}))
		}},
		{"a pre-empted contact is resumed before others and does not lose patience", func(testing.TB) error {
			r, err := play(calls(0, 6, 1, 2), steps(unit, 0, 1, 2, 0, 9, 1), Preempt, []int{0}, Patience{Dist: constant(4)}, 20)
			return errors.Join(err, same("ends", r.end, []float64{13, -1}), same("left", r.left, []float64{-1, 5}))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.check(t); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNoServiceStartsWithinAShiftGap(t *testing.T) { // DET-ciw-sched
	want := reference(t, "DET-ciw-sched")[0]
	spec := PoolSpec{Name: "gap",
		Classes: []ClassSpec{{Name: "call", Service: exponential(.1), Patience: forever}},
		Groups:  []GroupSpec{one(steps(unit, 0, 2, 10, 0, 30, 1, 100, 2, 110, 0, 130, 1), 1)}}
	k := sim.New(0)
	in, all := 0., 0
	spec.Answered = func(*Contact, sim.Time) {
		all++
		if t := minutes(k.Now()); t >= 10 && t < 30 || t >= 110 && t < 130 {
			in++
		}
	}
	p := NewPool(k, spec, 1)
	gaps, key := stream(120, 0, "arrivals"), rng.NewKey(120, 0)
	newSource(k, "arrival", poisson(&gaps, float64(unit)/5), func(n uint64) { p.Offer(&Contact{Luck: key.Entity(2, n)}) })
	k.Run(200 * unit)
	if in != want || all < 500 {
		t.Errorf("%v of %d services start within the gaps, want %v", in, all, want)
	}
	if err := p.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestChatsSlowDownByTheStatedRule(t *testing.T) {
	// Slow-down 0.5: two chats at once run at 1/1.5 each, three at 1/2. By hand: the first
	// runs alone for 2, does 2 of 6; with the second for 3, 2 more each; with the third
	// the speed is 1/2: the first's 2 left take 4, to 9. Second: 2 + 2 of 6, two in hand
	// again, 2/(2/3) = 3 more, to 12; the third has 2 + 2 of 5 then, alone: 1 more, to 13.
	spec := PoolSpec{Name: "chat",
		Classes: []ClassSpec{
			{Name: "a", Service: constant(6), Patience: forever}, {Name: "b", Service: constant(6), Patience: forever},
			{Name: "c", Service: constant(5), Patience: forever}},
		Groups: []GroupSpec{{Name: "g", Skills: []int{0, 1, 2}, Staff: Always(1), Concurrency: 3, Slowdown: 0.5}}}
	k := sim.New(0)
	end := make([]float64, 3)
	spec.Served = func(c *Contact, _ sim.Time) { end[c.Class] = minutes(k.Now()) }
	p := NewPool(k, spec, 1)
	newSource(k, "call", trace(float64(unit), 0, 2, 5), func(n uint64) { p.Offer(&Contact{Class: uint8(n)}) })
	k.Run(20 * unit)
	if err := same("ends", end, []float64{9, 12, 13}); err != nil {
		t.Error(err)
	}
	if err := p.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestEfficiencyRetimesWhatIsInHand(t *testing.T) {
	g := one(Always(1), 1)
	g.Efficiency = steps(unit, 0, 0.5, 4, 0, 6, 2) // 2 done by 4, nothing till 6, 8 more at double speed
	spec := PoolSpec{Name: "temps", Classes: []ClassSpec{{Name: "a", Service: constant(10), Patience: forever}}, Groups: []GroupSpec{g}}
	k := sim.New(0)
	var end float64
	spec.Served = func(*Contact, sim.Time) { end = minutes(k.Now()) }
	p := NewPool(k, spec, 1)
	p.Offer(&Contact{})
	k.Run(20 * unit)
	if end != 10 {
		t.Errorf("ends at %v, want 10", end)
	}
}
