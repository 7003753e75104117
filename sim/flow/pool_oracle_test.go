package flow

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// simple is M/M/c with one class.
func simple(mean float64, c float64, p Patience, target sim.Time) PoolSpec {
	return PoolSpec{
		Classes: []ClassSpec{{Name: "call", Service: exponential(mean), Patience: p, Target: target}},
		Groups:  []GroupSpec{one(Always(c), 1)},
	}
}

// checkErlangC: 100 contacts in 30 minutes, handling 3 minutes, 14 agents.
func checkErlangC(t testing.TB) error {
	s := measures("P(wait>0)", "P(wait<=20s)", "occupancy", "mean wait", "95th percentile of the wait")
	var want []float64
	for _, id := range []string{"EC-pw-wait", "EC-pw-sl", "EC-pw-occ", "EC-pw-asa", "EC-pw-p95"} {
		want = append(want, reference(t, id)[0])
	}
	err := observed(60, s, func(rep uint64) *centre {
		return newCentre(101, rep, simple(3, 14, forever, 20*sim.Second), []float64{100. / 30}, 200, 2700)
	}, func(c *centre, h PoolHour) []float64 {
		q := c.class[0]
		return []float64{q.delayed / q.offered, q.within / q.answered, minutes(h.Busy) / minutes(h.Staffed), q.waits / q.offered,
			c.pool.Waits().Quantile(.95) / float64(unit)}
	})
	if err != nil {
		return err
	}
	return s.against(want, 0, 0, 0, 0, stats.SketchError*want[4]/maxSE) // the sketch's own error at most
}

// checkErlangA: the same with a mean patience of 5 minutes.
func checkErlangA(t testing.TB) error {
	s := measures("P(wait>0)", "P(abandon)", "occupancy", "mean time in queue", "P(served within 20s)")
	var want []float64
	for _, id := range []string{"EA-pw14-P(wait>0)", "EA-pw14-P(abandon)", "EA-pw14-occupancy", "EA-pw14-mean", "EA-pw14-sl"} {
		want = append(want, reference(t, id)[0])
	}
	err := observed(60, s, func(rep uint64) *centre {
		return newCentre(102, rep, simple(3, 14, Patience{Dist: exponential(5)}, 20*sim.Second), []float64{100. / 30}, 100, 2600)
	}, func(c *centre, h PoolHour) []float64 {
		q := c.class[0]
		return []float64{q.delayed / q.offered, q.abandoned / q.offered, minutes(h.Busy) / minutes(h.Staffed), q.waits / q.offered, q.within / q.offered}
	})
	if err != nil {
		return err
	}
	return s.against(want)
}

func checkErlangACritical(t testing.TB) error {
	s := measures("P(wait>0)", "mean queue")
	err := observed(60, s, func(rep uint64) *centre {
		return newCentre(103, rep, simple(1, 100, Patience{Dist: exponential(1)}, 0), []float64{100}, 10, 110)
	}, func(c *centre, h PoolHour) []float64 {
		return []float64{c.class[0].delayed / c.class[0].offered, minutes(h.Waiting) / c.span()}
	})
	if err != nil {
		return err
	}
	return s.against([]float64{reference(t, "EA-crit-Pw")[0], reference(t, "EA-crit-Lq")[0]})
}

func checkErlangAOverloaded(t testing.TB) error {
	s := measures("mean queue", "P(abandon)")
	err := observed(60, s, func(rep uint64) *centre {
		return newCentre(104, rep, simple(1, 100, Patience{Dist: exponential(2)}, 0), []float64{120}, 15, 115)
	}, func(c *centre, h PoolHour) []float64 {
		return []float64{minutes(h.Waiting) / c.span(), c.class[0].abandoned / c.class[0].offered}
	})
	if err != nil {
		return err
	}
	return s.against([]float64{reference(t, "EA-ED-Lq")[0], reference(t, "EA-ED-Pab")[0]})
}

// checkDeterministicPatience: M/M/50+D.
func checkDeterministicPatience(t testing.TB, id string, rate, patience float64, seed uint64) error {
	s := measures("P(wait>0)", "P(abandon)", "mean time in queue")
	err := observed(50, s, func(rep uint64) *centre {
		return newCentre(seed, rep, simple(1, 50, Patience{Dist: constant(patience)}, 0), []float64{rate}, 15, 165)
	}, func(c *centre, h PoolHour) []float64 {
		q := c.class[0]
		return []float64{q.delayed / q.offered, q.abandoned / q.offered, q.waits / q.offered}
	})
	if err != nil {
		return err
	}
	return s.against(reference(t, id))
}

// checkPriorities: two classes on one agent, non-preemptive.
func checkPriorities(t testing.TB) error {
	spec := PoolSpec{
		Classes: []ClassSpec{
			{Name: "urgent", Priority: 1, Service: exponential(1), Patience: forever},
			{Name: "other", Priority: 2, Service: exponential(1), Patience: forever},
		},
		Groups: []GroupSpec{one(Always(1), 2)},
	}
	return checkTwoWaits(105, spec, []float64{.3, .5}, reference(t, "PRI-2"))
}

func checkTwoWaits(seed uint64, spec PoolSpec, rates, want []float64) error {
	s := measures("Wq of class 1", "Wq of class 2")
	err := observed(100, s, func(rep uint64) *centre {
		return newCentre(seed, rep, spec, rates, 500, 8500)
	}, func(c *centre, h PoolHour) []float64 {
		return []float64{c.class[0].waits / c.class[0].offered, c.class[1].waits / c.class[1].offered}
	})
	if err != nil {
		return err
	}
	return s.against(want)
}

func checkPrioritiesMany(t testing.TB) error {
	spec := PoolSpec{
		Classes: []ClassSpec{
			{Name: "urgent", Priority: 1, Service: exponential(1), Patience: forever},
			{Name: "other", Priority: 2, Service: exponential(1), Patience: forever},
		},
		Groups: []GroupSpec{one(Always(6), 2)},
	}
	s := measures("P(wait)", "Wq of class 1", "Wq of class 2")
	err := observed(60, s, func(rep uint64) *centre {
		return newCentre(106, rep, spec, []float64{2, 3}, 100, 2100)
	}, func(c *centre, h PoolHour) []float64 {
		a, b := c.class[0], c.class[1]
		return []float64{(a.delayed + b.delayed) / (a.offered + b.offered), a.waits / a.offered, b.waits / b.offered}
	})
	if err != nil {
		return err
	}
	return s.against(reference(t, "PRI-mmc"))
}

// checkChats: one agent with three places; 15, 20, 20 completions an hour with 1, 2, 3 in
// hand, 14 arrivals.
func checkChats(t testing.TB) error {
	spec := PoolSpec{
		Classes: []ClassSpec{{Name: "chat", Service: exponential(4), Patience: forever}},
		Groups: []GroupSpec{{Name: "agent", Skills: []int{0}, Staff: Always(1), Concurrency: 3,
			Speeds: func(k int) float64 { return []float64{0, 1, 4. / 3, 4. / 3}[k] }}},
	}
	s := measures("P(wait)", "L", "Lq", "W h", "Wq h")
	err := observed(100, s, func(rep uint64) *centre {
		return newCentre(107, rep, spec, []float64{14. / 60}, 2000, 32000)
	}, func(c *centre, h PoolHour) []float64 {
		q := c.class[0]
		return []float64{q.delayed / q.offered, minutes(h.Busy+h.Waiting) / c.span(), minutes(h.Waiting) / c.span(),
			q.sojourns / q.served / 60, q.waits / q.offered / 60}
	})
	if err != nil {
		return err
	}
	return s.against(reference(t, "CHAT-1"))
}

// checkSharing: so many places that none waits, the speed shared: M/G/1 processor
// sharing, whose mean sojourn does not depend on the law of service.
func checkSharing(t testing.TB, service rng.Dist) error {
	spec := PoolSpec{
		Classes: []ClassSpec{{Name: "job", Service: service, Patience: forever}},
		Groups:  []GroupSpec{{Name: "processor", Skills: []int{0}, Staff: Always(1), Concurrency: 60, Speeds: func(int) float64 { return 1 }}},
	}
	s := measures("mean sojourn")
	err := observed(50, s, func(rep uint64) *centre {
		return newCentre(108, rep, spec, []float64{4}, 50, 1550)
	}, func(c *centre, h PoolHour) []float64 { return []float64{c.class[0].sojourns / c.class[0].served} })
	if err != nil {
		return err
	}
	return s.against(reference(t, "PS-mm1"))
}

// checkRetrial: no waiting room, everyone who finds the agents busy tries again.
func checkRetrial(t testing.TB, id string, agents, rate, retry float64, seed uint64) error {
	want := reference(t, id)
	s := measures("P(all busy)", "mean orbit")
	for rep := range uint64(60) {
		spec := simple(1, agents, Patience{Balk: 1, Dist: rng.MustNever()}, 0)
		spec.Classes[0].Redial = Redial{Probability: 1, Delay: exponential(1 / retry), Max: unlimited}
		c := newCentre(seed, rep, spec, []float64{rate}, 200, 4200)
		// The time averages of "all busy" and of the orbit, by sampling twice a unit.
		var n, busy, orbit float64
		var look sim.Event[uint32]
		look = sim.Observe(c.k, "look", func(uint32) {
			if c.k.Now() >= c.from {
				n++
				if c.pool.Busy() == int(agents) {
					busy++
				}
				orbit += float64(c.pool.Redialling())
			}
			look.After(unit/2, 0)
		})
		look.At(0, 0)
		if _, err := c.run(); err != nil {
			return err
		}
		s.add(busy/n, orbit/n)
	}
	return s.against(want, 0, 1e-4)
}

// checkBreakdowns: one agent who breaks down at rate .1, also when idle, and is back after
// a mean of 2: a random schedule with pre-empting. The contact in hand is resumed.
func checkBreakdowns(t testing.TB) error {
	s := measures("L", "W")
	err := observed(80, s, func(rep uint64) *centre {
		st := stream(117, rep, "breakdowns")
		var up []Step
		at := sim.Time(0)
		for at < 9000*unit {
			up = append(up, Step{at, 1})
			at += 1 + sim.Time(st.Exp()*10*float64(unit))
			up = append(up, Step{at, 0})
			at += 1 + sim.Time(st.Exp()*2*float64(unit))
		}
		staff, err := NewSchedule(up)
		if err != nil {
			panic(err)
		}
		spec := simple(1, 1, forever, 0)
		spec.Groups[0].Staff, spec.Groups[0].ShiftEnd = staff, Preempt
		return newCentre(117, rep, spec, []float64{.5}, 400, 8400)
	}, func(c *centre, h PoolHour) []float64 {
		return []float64{minutes(h.Busy+h.Waiting) / c.span(), c.class[0].sojourns / c.class[0].served}
	})
	if err != nil {
		return err
	}
	return s.against(reference(t, "BREAK-1"))
}

// checkBatches: four contacts at a time, .1 times a unit.
func checkBatches(t testing.TB) error {
	s := measures("W")
	err := observed(60, s, func(rep uint64) *centre {
		c := newCentre(118, rep, simple(1, 1, forever, 0), nil, 400, 8400)
		c.class = make([]tally, 1)
		st, key := stream(118, rep, "batches"), rng.NewKey(118, rep)
		newSource(c.k, "batch", poisson(&st, 10*float64(unit)), func(n uint64) {
			for i := range uint64(4) {
				c.pool.Offer(&Contact{Luck: key.Entity(2, 4*n+i)})
			}
		})
		return c
	}, func(c *centre, h PoolHour) []float64 { return []float64{c.class[0].sojourns / c.class[0].served} })
	if err != nil {
		return err
	}
	return s.against(reference(t, "BATCH-4"))
}

func TestPoolAgreesWithQueueingTheory(t *testing.T) {
	for _, c := range []struct {
		name  string
		check func(testing.TB) error
	}{
		{"Erlang C with 14 agents gives the waits of the formula", checkErlangC},
		{"Erlang A with 14 agents gives waits and abandonment", checkErlangA},
		{"Erlang A critically loaded gives delay and queue", checkErlangACritical},
		{"Erlang A overloaded gives the queue and the loss", checkErlangAOverloaded},
		{"patience of exactly 0.1 gives the M/M/n+D figures", func(t testing.TB) error {
			return checkDeterministicPatience(t, "MMNG-D0.1", 48, 0.1, 111)
		}},
		{"patience of exactly 0.5 gives the M/M/n+D figures", func(t testing.TB) error {
			return checkDeterministicPatience(t, "MMNG-D0.5", 48, 0.5, 112)
		}},
		{"overload with patience of exactly 0.5 gives the M/M/n+D figures", func(t testing.TB) error {
			return checkDeterministicPatience(t, "MMNG-Dover", 60, 0.5, 113)
		}},
		{"two priorities on one agent wait as Cobham says", checkPriorities},
		{"two priorities with different service wait as Cobham says", func(t testing.TB) error {
			return checkTwoWaits(114, PoolSpec{
				Classes: []ClassSpec{
					{Name: "urgent", Priority: 1, Service: exponential(.5), Patience: forever},
					{Name: "other", Priority: 2, Service: constant(1.25), Patience: forever},
				},
				Groups: []GroupSpec{one(Always(1), 2)},
			}, []float64{.2, .4}, reference(t, "PRI-mix"))
		}},
		{"two priorities on six agents wait as Cobham says", checkPrioritiesMany},
		{"an agent with three chats at once gives the birth-death figures", checkChats},
		{"sharing one speed gives the processor-sharing sojourn", func(t testing.TB) error { return checkSharing(t, exponential(1./9)) }},
		{"sharing one speed does not depend on the law of service", func(t testing.TB) error { return checkSharing(t, constant(1./9)) }},
		{"breakdowns with pre-empting and resuming give the sojourn of White and Christie", checkBreakdowns},
		{"batches of four wait as M[4]/M/1", checkBatches},
		{"retrials to one agent give the orbit of the formula", func(t testing.TB) error {
			return checkRetrial(t, "RETRY-1", 1, .6, .5, 115)
		}},
		{"retrials to five agents give the orbit of the chain", func(t testing.TB) error {
			return checkRetrial(t, "RETRY-5", 5, 4, 2, 116)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.check(t); err != nil {
				t.Error(err)
			}
		})
	}
}
