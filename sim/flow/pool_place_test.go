package flow

import (
	"fmt"
	"slices"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// TestContactsMadeInTheirPlaceAreThoseThatAreCopied runs a team that loses and regains its
// agent, with contacts that give up, redial, and bring another when they are served. At
// some instants a contact is offered before the pool knows that a shift has ended, as
// another contact does.
func TestContactsMadeInTheirPlaceAreThoseThatAreCopied(t *testing.T) {
	run := func(offer func(p *Pool, c Contact)) (log []string, fingerprint uint64) {
		k, key := sim.New(0), rng.NewKey(210, 0)
		var p *Pool
		next := uint64(1000)
		bring := func(n uint64) {
			offer(p, Contact{Order: sim.Record{A: n, B: n * 3, C: n * 5}, Luck: key.Entity(2, n), Class: uint8(n % 2), Reason: 4, Nth: uint8(n % 7), Tag: uint32(n)})
		}
		arrival := sim.On(k, "arrival", bring) // before the pool: at one instant ahead of its shifts
		for n := range uint64(400) {
			if n != 221 { // at 110.5 minutes the end of a contact is what finds the shift over
				arrival.At(sim.Time(n)*sim.Minute/2, n)
			}
		}
		tell := func(what string, c *Contact, d sim.Time) {
			log = append(log, fmt.Sprintln(what, k.Now(), *c, d))
		}
		spec := PoolSpec{Name: "pool",
			Classes: []ClassSpec{
				{Name: "a", Service: rng.MustConstant(60_000), Patience: Patience{Balk: .1, Dist: rng.MustExponential(90_000)},
					Redial: Redial{Probability: .5, Delay: rng.MustExponential(120_000), Max: 2}},
				{Name: "b", Service: rng.MustConstant(60_000), Patience: forever},
			},
			Groups: []GroupSpec{{Name: "team", Skills: []int{0, 1}, Concurrency: 1, ShiftEnd: Preempt,
				Staff: steps(sim.Minute, 0, 2, 20, 0, 25, 3, 60, 1, 75, 4, 100, 0, 101, 3, 110, 2, 110.5, 0, 120, 3)}},
			Answered:  func(c *Contact, w sim.Time) { tell("answered", c, w) },
			Abandoned: func(c *Contact, w sim.Time, redials bool) { tell(fmt.Sprint("abandoned ", redials), c, w) },
		}
		spec.Served = func(c *Contact, w sim.Time) {
			tell("served", c, w)
			if c.Order.A%3 == 0 {
				next++
				bring(next)
			}
		}
		p = NewPool(k, spec, 10)
		k.Run(5 * sim.Hour)
		if err := p.Audit(k.Now()); err != nil {
			t.Error(err)
		}
		return log, k.Fingerprint()
	}
	copied, f := run(func(p *Pool, c Contact) { p.Offer(&c) })
	made, g := run(func(p *Pool, c Contact) {
		place := p.Place()
		*place = Contact{Born: 77, Arrived: 78, Attempt: 9} // the pool's to set
		place.Order, place.Luck, place.Class, place.Reason, place.Nth, place.Tag = c.Order, c.Luck, c.Class, c.Reason, c.Nth, c.Tag
		p.Offer(place)
	})
	for i := range min(len(copied), len(made)) {
		if copied[i] != made[i] {
			t.Fatalf("line %d: copied %s, made in place %s", i, copied[i], made[i])
		}
	}
	if f != g || len(copied) != len(made) || len(copied) < 800 {
		t.Errorf("fingerprints %x and %x, %d and %d lines", f, g, len(copied), len(made))
	}
	if !slices.ContainsFunc(copied, func(s string) bool { return s[:9] == "abandoned" }) {
		t.Error("nobody gives up: it tests too little")
	}
}
