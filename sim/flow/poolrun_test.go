package flow

import (
	"math"

	"peakready/sim"
	"peakready/sim/rng"
)

// unit is the oracles' unit of time: at a mean service of 60,000 ticks rounding to ticks
// moves no mean by more than a hundred-thousandth.
const unit = sim.Minute

func exponential(mean float64) rng.Dist { return rng.MustExponential(mean * float64(unit)) }
func constant(v float64) rng.Dist       { return rng.MustConstant(v * float64(unit)) }

var forever = Patience{Dist: rng.MustNever()}

// one is a group of agents with all skills.
func one(staff Schedule, classes int) GroupSpec {
	g := GroupSpec{Name: "agents", Staff: staff, Concurrency: 1}
	for c := range classes {
		g.Skills = append(g.Skills, c)
	}
	return g
}

// tally is what a run saw of one class of contacts, those that arrived in [from, to).
type tally struct {
	offered, delayed, within, abandoned float64
	waits, answeredWaits, sojourns      float64 // units
	answered, served                    float64
}

// centre is a pool with Poisson sources, under observation.
type centre struct {
	k        *sim.Kernel
	pool     *Pool
	from, to sim.Time
	class    []tally
}

// newCentre builds a pool fed with rates[c] contacts a unit of class c.
func newCentre(seed, rep uint64, spec PoolSpec, rates []float64, from, to float64) *centre {
	c := &centre{k: sim.New(0), from: sim.Time(from * float64(unit)), to: sim.Time(to * float64(unit)), class: make([]tally, len(rates))}
	seen := func(q *Contact) *tally {
		if q.Arrived < c.from || q.Arrived >= c.to {
			return &tally{}
		}
		return &c.class[q.Class]
	}
	spec.Name = "pool"
	spec.Answered = func(q *Contact, wait sim.Time) {
		t := seen(q)
		t.offered++
		t.answered++
		if wait > 0 {
			t.delayed++
		}
		if wait <= spec.Classes[q.Class].Target {
			t.within++
		}
		w := float64(wait) / float64(unit)
		t.waits += w
		t.answeredWaits += w
	}
	spec.Served = func(q *Contact, wait sim.Time) {
		t := seen(q)
		t.served++
		t.sojourns += float64(c.k.Now()-q.Arrived) / float64(unit)
	}
	spec.Abandoned = func(q *Contact, waited sim.Time, redials bool) {
		t := seen(q)
		t.offered++
		t.delayed++
		t.abandoned++
		t.waits += float64(waited) / float64(unit)
	}
	c.pool = NewPool(c.k, spec, int(c.to/sim.Hour)+1)
	key := rng.NewKey(seed, rep)
	for i, rate := range rates {
		gaps := stream(seed, rep, "arrivals "+string(rune('a'+i)))
		newSource(c.k, "arrival "+string(rune('a'+i)), poisson(&gaps, float64(unit)/rate), func(n uint64) {
			c.pool.Offer(&Contact{Class: uint8(i), Luck: key.Entity(uint64(i)+10, n), Order: sim.Record{A: n}})
		})
	}
	return c
}

// run runs to the end of the observed span, checks the audit, and gives the pool's
// account of that span.
func (c *centre) run() (PoolHour, error) {
	c.k.Run(c.from)
	before := c.pool.Total()
	c.k.Run(c.to)
	t := c.pool.Total()
	c.k.Run(c.to + (c.to-c.from)/20) // so that those who came at the end have an outcome
	t.Waiting -= before.Waiting
	t.Busy -= before.Busy
	t.BusyAgent -= before.BusyAgent
	t.Staffed -= before.Staffed
	t.Overtime -= before.Overtime
	return t, c.pool.Audit(c.k.Now())
}

// span is the observed time in units.
func (c *centre) span() float64 { return float64(c.to-c.from) / float64(unit) }

func minutes(t sim.Time) float64 { return float64(t) / float64(unit) }

// observed runs replications of a centre and reports what of gives for each.
func observed(reps int, s *sample, build func(rep uint64) *centre, of func(c *centre, h PoolHour) []float64) error {
	for r := range reps {
		c := build(uint64(r))
		h, err := c.run()
		if err != nil {
			return err
		}
		s.add(of(c, h)...)
	}
	return nil
}

const unlimited = math.MaxInt
