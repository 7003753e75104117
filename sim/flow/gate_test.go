package flow

import (
	"errors"
	"fmt"
	"testing"

	"peakready/sim"
)

// gateCase is a gate with Poisson arrivals.
type gateCase struct {
	rate     Schedule // a second
	gap      float64  // mean, ms
	patience sim.Time // 0 = for ever
	until    sim.Time
}

var steadyGate = gateCase{rate: Always(1), gap: 900, patience: 3 * sim.Second, until: 30 * sim.Minute}

// checkGateRecursion compares every record's fate with the recursion of Lindley, in which
// a customer who will not be admitted is not counted: turn = max(arrival, next), admitted
// if arrival + patience >= turn, and next = the instant at which one more admission has
// been earned after that.
func checkGateRecursion(c gateCase) error {
	k := sim.New(c.until + sim.Hour)
	var arrived, admitted, lost []sim.Time
	in := sim.OnRecord(k, "in", func(r *sim.Record) { admitted[r.Who()] = k.Now() })
	out := sim.OnRecord(k, "out", func(r *sim.Record) { lost[r.Who()] = k.Now() })
	spec := GateSpec{Name: "gate", Rate: c.rate}
	if c.patience > 0 {
		spec.Patience = func(*sim.Record) sim.Time { return c.patience }
	}
	g := NewGate(k, spec, in, out)
	st := stream(140, 0, "arrivals")
	gaps := poisson(&st, c.gap)
	newSource(k, "arrival", func() float64 {
		if k.Now() > c.until {
			return -1
		}
		return gaps()
	}, func(n uint64) {
		arrived = append(arrived, k.Now())
		admitted = append(admitted, -1)
		lost = append(lost, -1)
		if g.Enter(&sim.Record{A: n}) == Passed {
			admitted[n] = k.Now()
		}
	})
	var errs []error
	for t := sim.Time(0); t < c.until+sim.Hour; t += 7 * sim.Second {
		k.Run(t)
		if err := g.Audit(t); err != nil {
			return err
		}
	}
	next, waits := 0., 0
	for i, at := range arrived {
		turn := max(float64(at), next)
		tick := sim.Time(turn + .5)
		wantIn, wantLost := tick, sim.Time(-1)
		if c.patience > 0 && at+c.patience < tick {
			wantIn, wantLost = -1, at+c.patience
		} else {
			next = earned(c.rate, turn)
		}
		if tick > at {
			waits++
		}
		if d := admitted[i] - wantIn; d < -1 || d > 1 || lost[i] != wantLost {
			errs = append(errs, fmt.Errorf("record %d, arrived %v: admitted %v, lost %v; want %v, %v", i, at, admitted[i], lost[i], wantIn, wantLost))
			if len(errs) > 3 {
				break
			}
		}
	}
	if waits < 100 {
		errs = append(errs, fmt.Errorf("only %d of %d had to wait: the case tests nothing", waits, len(arrived)))
	}
	return errors.Join(errs...)
}

// earned is the instant at which the rate has allowed one more admission after t, when
// the rate is constant between the minutes.
func earned(rate Schedule, t float64) float64 {
	rest := 1.0
	for {
		r := rate.At(sim.Time(t)) / float64(sim.Second)
		end := float64(sim.Time(t)/sim.Minute+1) * float64(sim.Minute)
		if r > 0 && t+rest/r < end {
			return t + rest/r
		}
		rest = max(rest-r*(end-t), 0)
		t = end
	}
}

func TestGateFollowsTheRecursion(t *testing.T) {
	long := 5 * sim.Hour
	for _, c := range []struct {
		name string
		gateCase
	}{
		{"deterministic patience, heavy load", steadyGate},
		{"patience without an end", gateCase{rate: Always(1), gap: 1100, until: long}},
		{"patience beyond the minute, overload", gateCase{rate: Always(.5), gap: 1000, patience: 150 * sim.Second, until: long}},
		{"a rate of many a tick", gateCase{rate: Always(1700), gap: .7, patience: 20, until: 2 * sim.Minute}},
		{"a rate that changes and stops", gateCase{rate: steps(sim.Minute, 0, 1, 3, .25, 9, 0, 12, 5, 20, .7), gap: 1300, patience: 100 * sim.Second, until: long}},
		{"a rate that changes, patience without an end", gateCase{rate: steps(sim.Minute, 0, 1, 3, .25, 9, 0, 12, 5, 20, .7), gap: 1500, until: long}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := checkGateRecursion(c.gateCase); err != nil {
				t.Error(err)
			}
		})
	}
}

// PK-MD1: the wait before a gate is that of M/D/1.
func TestGateIsMD1(t *testing.T) {
	s := measures("Wq")
	for rep := range uint64(60) {
		end := 9000 * sim.Second
		k := sim.New(end)
		g := NewGate(k, GateSpec{Name: "gate", Rate: Always(1)}, sim.OnRecord(k, "in", func(*sim.Record) {}), sim.OnRecord(k, "out", func(*sim.Record) {}))
		st := stream(141, rep, "arrivals")
		newSource(k, "arrival", poisson(&st, 1000/.8), func(n uint64) { g.Enter(&sim.Record{A: n}) })
		k.Run(600 * sim.Second)
		a := g.Flow()
		k.Run(end - 1)
		b := g.Flow()
		s.add(float64(b.Area-a.Area) / float64(sim.Second) / float64(b.Entered-a.Entered))
		if err := g.Audit(k.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.against(reference(t, "PK-MD1")); err != nil {
		t.Error(err)
	}
}

func TestFullWaitingRoomRefuses(t *testing.T) {
	k := sim.New(sim.Hour)
	in, out := 0, 0
	g := NewGate(k, GateSpec{Name: "gate", Rate: Always(1), Room: 2, Patience: func(r *sim.Record) sim.Time { return 1500 }},
		sim.OnRecord(k, "in", func(*sim.Record) { in++ }), sim.OnRecord(k, "out", func(*sim.Record) { out++ }))
	var got []Entry
	newSource(k, "arrival", trace(1, 0, 0, 0, 0, 1400, 1500), func(n uint64) { got = append(got, g.Enter(&sim.Record{A: n})) })
	k.Run(sim.Minute)
	// The second's turn is at 1 s, the third's would be at 2 s: it is lost at 1.5 s, and
	// until then holds its place. So the fifth, at 1.4 s, waits and is admitted at 2 s,
	// and the sixth finds the third's place free.
	want := []Entry{Passed, Waiting, Waiting, Refused, Waiting, Waiting}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("entries %v, want %v", got, want)
	}
	if in != 3 || out != 1 || g.Refused() != 1 || g.Queue() != 0 {
		t.Errorf("%d admitted, %d timed out, %d refused, %d wait; want 3, 1, 1, 0", in, out, g.Refused(), g.Queue())
	}
	if err := g.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}

func TestGateFactorHoldsFromTheNextMinute(t *testing.T) {
	k := sim.New(sim.Hour)
	var at []sim.Time
	g := NewGate(k, GateSpec{Name: "gate", Rate: Always(.1)}, sim.OnRecord(k, "in", func(*sim.Record) { at = append(at, k.Now()) }),
		sim.OnRecord(k, "out", func(*sim.Record) { t.Error("lost without a patience") }))
	factor := func(second sim.Time, f float64) {
		sim.On(k, fmt.Sprint("factor at ", second), func(uint32) { g.SetFactor(f) }).At(second*sim.Second, 0)
	}
	factor(30, 0)
	factor(125, 2)
	newSource(k, "arrival", trace(1, make([]float64, 10)...), func(n uint64) { g.Enter(&sim.Record{A: n}) })
	k.Run(sim.Hour - 1)
	// The first passes at 0; then one every 10 s till 50; shut in minutes 1 and 2, the turn
	// of 60 s being earned by then; then one every 5 s.
	want := "[10 20 30 40 50 180 185 190 195]"
	var got []int64
	for _, a := range at {
		got = append(got, int64(a/sim.Second))
	}
	if fmt.Sprint(got) != want {
		t.Errorf("admitted at %v s, want %s", got, want)
	}
	if err := g.Audit(k.Now()); err != nil {
		t.Error(err)
	}
}
