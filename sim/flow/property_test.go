package flow

import (
	"fmt"
	"math"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// randomSchedule has steps at random instants, one in four of them to zero.
func randomSchedule(st *rng.Stream, until sim.Time, mean sim.Time, top float64) Schedule {
	var out []Step
	for t := sim.Time(0); t < until; t += 1 + sim.Time(st.Exp()*float64(mean)) {
		v := 0.0
		if st.U() > .25 {
			v = math.Floor(st.U()*top*4) / 4
		}
		out = append(out, Step{t, v})
	}
	s, err := NewSchedule(out)
	if err != nil {
		panic(err)
	}
	return s
}

func pick(st *rng.Stream, n int) int { return int(st.U() * float64(n)) }

// randomPool is a pool of random shape.
func randomPool(st *rng.Stream, until sim.Time) PoolSpec {
	spec := PoolSpec{Name: "pool"}
	classes := 1 + pick(st, 4)
	for c := range classes {
		p := Patience{Balk: math.Max(0, st.U()-.6), Dist: rng.MustNever()}
		if st.U() < .7 {
			p.Dist = rng.MustWeibull(.8, float64(sim.Minute)*(1+10*st.U()))
		}
		r := Redial{Max: pick(st, 4)}
		if r.Max > 0 {
			r.Probability, r.Delay = st.U(), rng.MustLognormalMedian(float64(3*sim.Minute), 1)
		}
		service := rng.MustLognormalMean(float64(3*sim.Minute), .9)
		if st.U() < .3 { // whole minutes: many events at one instant
			service = rng.MustConstant(float64(2 * sim.Minute))
		}
		spec.Classes = append(spec.Classes, ClassSpec{Name: fmt.Sprint(c), Priority: pick(st, 3), Service: service, Patience: p, Redial: r, Target: sim.Minute})
	}
	for g := range 1 + pick(st, 3) {
		gs := GroupSpec{Name: fmt.Sprint(g), Staff: randomSchedule(st, until, 20*sim.Minute, 8), Concurrency: 1 + pick(st, 4),
			Slowdown: st.U(), ShiftEnd: ShiftEnd(pick(st, 2))}
		if st.U() < .3 {
			gs.Efficiency = randomSchedule(st, until, sim.Hour, 2)
		}
		for c := range classes {
			if g == 0 || st.U() < .5 {
				gs.Skills = append(gs.Skills, c)
			}
		}
		spec.Groups = append(spec.Groups, gs)
	}
	return spec
}

func TestPoolAuditHoldsUnderRandomOperations(t *testing.T) {
	const until = 12 * sim.Hour
	for seed := range uint64(150) {
		st := stream(170, seed, "shape")
		spec := randomPool(&st, until)
		k := sim.New(0)
		var p *Pool
		var answered, served, gaveUp, again, n int
		key := rng.NewKey(170, seed)
		offer := func() {
			n++
			p.Offer(&Contact{Class: uint8(pick(&st, len(spec.Classes))), Luck: key.Entity(2, uint64(n)), Tag: uint32(n)})
		}
		audit := func() {
			if err := p.Audit(k.Now()); err != nil {
				t.Fatalf("seed %d at %v: %v", seed, k.Now(), err)
			}
		}
		spec.Answered = func(*Contact, sim.Time) { answered++ }
		spec.Served = func(*Contact, sim.Time) {
			served++
			if st.U() < .05 { // a hook may offer
				offer()
			}
		}
		spec.Abandoned = func(_ *Contact, _ sim.Time, redials bool) {
			if redials {
				again++
				return
			}
			gaveUp++
			if st.U() < .05 {
				offer()
			}
		}
		p = NewPool(k, spec, 12)
		newSource(k, "offer", func() float64 {
			if k.Now() > until {
				return -1
			}
			return math.Floor(st.Exp()*30) * float64(sim.Second)
		}, func(uint64) {
			offer()
			switch u := st.U(); {
			case k.Now() > until:
			case u < .01:
				p.SetShare(pick(&st, len(spec.Groups)), st.U()*2)
			case u < .02:
				p.SetShare(pick(&st, len(spec.Groups)), 0)
			case u < .05:
				audit()
			}
		})
		for at := sim.Time(0); at < until; at += 10 * sim.Minute {
			k.Run(at)
			audit()
		}
		// Enough staff for whoever has not left: all must end.
		k.Run(until)
		for g := range spec.Groups {
			p.group[g].Staff, p.group[g].Efficiency, p.group[g].share = Always(50), Always(1), 1
		}
		p.applySteps(k.Now())
		k.Run(until + 1000*sim.Hour)
		audit()
		if p.Waiting()+p.Busy()+p.Redialling() != 0 || served != answered || served+gaveUp != n {
			t.Fatalf("seed %d: %d offered, %d answered, %d served, %d gave up, %d wait, %d in hand, %d to redial, %d on duty", seed, n, answered, served, gaveUp, p.Waiting(), p.Busy(), p.Redialling(), p.Staffed())
		}
		if got := p.Waits().Count(); got != uint64(answered) {
			t.Fatalf("seed %d: %d waits recorded, %d answered", seed, got, answered)
		}
		if h := p.Total(); h.Offered != int64(n+again) {
			t.Fatalf("seed %d: %d attempts counted, %d offers and %d redials", seed, h.Offered, n, again)
		}
	}
}

func TestLineAuditHoldsUnderRandomOperations(t *testing.T) {
	const until = 5 * sim.Hour
	for seed := range uint64(60) {
		st := stream(171, seed, "line")
		classes := 1 + pick(&st, 3)
		weights := make([]float64, classes)
		for i := range weights {
			weights[i] = .1 + st.U()
		}
		const (
			inside = iota
			withdrawn
			gone
		)
		var state, class []int
		visible := make([]int, classes)
		k := sim.New(until + sim.Hour)
		var l *Line
		left, dropped := 0, 0
		out := sim.OnRecord(k, "out", func(r *sim.Record) {
			left++
			n := r.Who()
			if state[n] == inside {
				visible[class[n]]--
			} else {
				l.ReleasedDead(class[n])
			}
			state[n] = gone
		})
		l = NewLine(k, LineSpec{Name: "line", Rate: randomSchedule(&st, until, 7*sim.Minute, 12),
			Work:  func(r *sim.Record) float64 { return float64(r.Who()%5) / 2 },
			Class: func(r *sim.Record) int { return class[r.Who()] }, Weights: weights,
			Dead: func(r *sim.Record) bool { return state[r.Who()] == withdrawn },
			Dropped: func(r *sim.Record) {
				dropped++
				state[r.Who()] = gone
			}}, out)
		check := func() {
			for c, want := range visible {
				if got := l.QueueOf(c); got != want {
					t.Fatalf("seed %d at %v: %d of class %d visible, want %d", seed, k.Now(), got, c, want)
				}
			}
			if err := l.Audit(k.Now()); err != nil {
				t.Fatalf("seed %d at %v: %v", seed, k.Now(), err)
			}
		}
		newSource(k, "op", func() float64 {
			if k.Now() > until {
				return -1
			}
			return st.Exp() * float64(12*sim.Second)
		}, func(uint64) {
			switch u := st.U(); {
			case u < .7:
				n := len(state)
				state, class = append(state, inside), append(class, pick(&st, classes))
				visible[class[n]]++
				l.Enter(&sim.Record{A: uint64(n)})
			case u < .9 && len(state) > 0:
				// Cancel one of the recent, if it is still there.
				if n := len(state) - 1 - pick(&st, min(len(state), 30)); state[n] == inside {
					state[n] = withdrawn
					visible[class[n]]--
					l.Withdrawn(class[n])
				}
			case u < .95:
				l.SetFactor(math.Floor(st.U()*4) / 2)
			}
		})
		for at := sim.Time(0); at < until+sim.Hour; at += 13 * sim.Second {
			k.Run(at)
			check()
		}
		if b := l.Flow(); int(b.Left) != left || int(b.Dropped) != dropped || left+dropped+int(b.Inside) != len(state) {
			t.Fatalf("seed %d: account %+v, saw %d out and %d dropped of %d", seed, b, left, dropped, len(state))
		}
	}
}

func TestGateAuditHoldsUnderRandomOperations(t *testing.T) {
	const until = 3 * sim.Hour
	for seed := range uint64(60) {
		st := stream(172, seed, "gate")
		k := sim.New(until + sim.Hour)
		fate := map[uint64]int{}
		g := NewGate(k, GateSpec{Name: "gate", Rate: randomSchedule(&st, until, 7*sim.Minute, 1), Room: pick(&st, 60),
			Patience: func(r *sim.Record) sim.Time { return sim.Time(r.C) }},
			sim.OnRecord(k, "in", func(r *sim.Record) { fate[r.Who()]++ }),
			sim.OnRecord(k, "out", func(r *sim.Record) { fate[r.Who()]++ }))
		waited := 0
		newSource(k, "op", func() float64 {
			if k.Now() > until {
				return -1
			}
			return st.Exp() * float64(3*sim.Second)
		}, func(n uint64) {
			if st.U() < .02 {
				g.SetFactor(math.Floor(st.U()*5) / 2)
			}
			if g.Enter(&sim.Record{A: n, C: uint64(st.Exp() * float64(2*sim.Minute))}) == Waiting {
				waited++
			}
		})
		for at := sim.Time(0); at < until+sim.Hour; at += 13 * sim.Second {
			k.Run(at)
			if err := g.Audit(at); err != nil {
				t.Fatalf("seed %d at %v: %v", seed, at, err)
			}
		}
		for n, times := range fate {
			if times != 1 {
				t.Fatalf("seed %d: record %d came out %d times", seed, n, times)
			}
		}
		if len(fate)+g.Queue() != waited || g.Queue() != 0 {
			t.Fatalf("seed %d: %d waited, %d came out, %d wait", seed, waited, len(fate), g.Queue())
		}
	}
}

func TestBacklogIsAFIFOThatKeepsWhatItIsTold(t *testing.T) {
	st := stream(173, 0, "ring")
	var q backlog[uint64]
	var s spare[uint64]
	var shadow []uint64
	for n := uint64(0); n < 200_000; n++ {
		switch u := st.U(); {
		case u < .55:
			q.push(&s, n)
			shadow = append(shadow, n)
		case u < .9995:
			if len(shadow) > 0 {
				if got := *q.peek(); got != shadow[0] {
					t.Fatalf("first is %d, want %d", got, shadow[0])
				}
				q.pop(&s)
				shadow = shadow[1:]
			}
		default:
			cut := st.U()
			stays := func(v uint64) bool { return rng.NewKey(1, n).Entity(0, v).U(1) < cut }
			q.keep(&s, func(v *uint64) bool { return stays(*v) })
			var left []uint64
			for _, v := range shadow {
				if stays(v) {
					left = append(left, v)
				}
			}
			shadow = left
		}
		if q.n != len(shadow) {
			t.Fatalf("%d inside, want %d", q.n, len(shadow))
		}
	}
	i := 0
	q.each(func(v *uint64) {
		if *v != shadow[i] {
			t.Fatalf("value %d is %d, want %d", i, *v, shadow[i])
		}
		i++
	})
	if i != len(shadow) || i < 100 {
		t.Errorf("%d values seen of %d", i, len(shadow))
	}
}
