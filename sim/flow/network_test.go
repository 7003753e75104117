package flow

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// NET-tandem: an M/M/1 line, a walk, and an M/M/2 pool. By Burke's theorem the pool sees a
// Poisson stream, walk or not.
func TestTandemSojournsAreThoseOfBurke(t *testing.T) {
	want := reference(t, "NET-tandem")
	s := measures("sojourn in the line", "sojourn in the pool", "both")
	purpose := rng.Name("work")
	const u = 50 * sim.Second
	for rep := range uint64(80) {
		key := rng.NewKey(160, rep)
		end := 12_600 * u
		k := sim.New(end)
		var line *Line
		var walk *Delay
		var first, second, n1, n2 float64
		pool := NewPool(k, PoolSpec{Name: "pool",
			Classes: []ClassSpec{{Name: "a", Service: rng.MustExponential(2 * float64(u)), Patience: forever}},
			Groups:  []GroupSpec{one(Always(2), 1)},
			Served: func(c *Contact, _ sim.Time) {
				if c.Arrived >= 1000*u && c.Arrived < 12_400*u {
					second += float64(k.Now()-c.Arrived) / float64(u)
					n2++
				}
			}}, 200)
		arrived := sim.OnRecord(k, "arrived", func(r *sim.Record) {
			walk.Leave()
			pool.Offer(&Contact{Order: *r, Luck: key.Entity(4, r.Who())})
		})
		walk = NewDelay(k, "walk", arrived)
		released := sim.OnRecord(k, "released", func(r *sim.Record) {
			if at := sim.Time(r.C); at >= 600*u && at < 12_000*u {
				first += float64(k.Now()-at) / float64(u)
				n1++
			}
			walk.Enter(r, sim.Time(key.Entity(5, r.Who()).U(purpose)*100*float64(sim.Second)))
		})
		line = NewLine(k, LineSpec{Name: "line", Rate: Always(60. / 50),
			Work: func(r *sim.Record) float64 { return rng.MustExponential(1).Draw(key.Entity(3, r.Who()), purpose) }}, released)
		gaps := stream(160, rep, "arrivals")
		newSource(k, "arrival", poisson(&gaps, float64(u)/.8), func(n uint64) { line.Enter(&sim.Record{A: n, C: uint64(k.Now())}) })
		k.Run(end - 10*sim.Minute)
		for _, err := range []error{line.Audit(k.Now()), walk.Audit(k.Now()), pool.Audit(k.Now())} {
			if err != nil {
				t.Fatal(err)
			}
		}
		s.add(first/n1, second/n2, first/n1+second/n2)
	}
	if err := s.against(want); err != nil {
		t.Error(err)
	}
}

func TestDelayAudit(t *testing.T) {
	k := sim.New(sim.Hour)
	var d *Delay
	forget := uint64(99)
	out := sim.OnRecord(k, "out", func(r *sim.Record) {
		if r.Who() != forget {
			d.Leave()
		}
	})
	d = NewDelay(k, "road", out)
	for n := range uint64(10) {
		d.Enter(&sim.Record{A: n}, sim.Time(n)*sim.Minute)
	}
	for m := range sim.Time(12) {
		k.Run(m * sim.Minute)
		if err := d.Audit(k.Now()); err != nil {
			t.Error(err)
		}
	}
	if b := d.Flow(); b.Left != 10 || b.Sojourn != 45*sim.Minute {
		t.Errorf("%d left with a sojourn of %v, want 10, %v", b.Left, b.Sojourn, 45*sim.Minute)
	}
	forget = 11
	d.Enter(&sim.Record{A: 11}, sim.Minute)
	d.Enter(&sim.Record{A: 12}, sim.Minute)
	k.Run(20 * sim.Minute)
	if d.Audit(k.Now()) == nil {
		t.Error("a record that never came out was not noticed")
	}
}
