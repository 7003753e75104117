package flow

import (
	"fmt"
	"math"

	"peakready/sim"
)

// SetFactor makes the rate f times the schedule's from the next minute on, until the next
// call. 0 shuts the gate. It panics unless f is finite and >= 0.
func (g *Gate) SetFactor(f float64) {
	if !(f >= 0) || math.IsInf(f, 1) {
		panic(fmt.Sprintf("flow: gate %q at %v: factor is %v; it must be finite and not negative", g.spec.Name, g.k.Now(), f))
	}
	g.factor = f
}

// Queue is the number waiting now.
func (g *Gate) Queue() int {
	g.settle(g.k.Now())
	return int(g.inside.n)
}

// Refused counts those who found the waiting room full; they are no part of Flow.
func (g *Gate) Refused() int64 { return g.refused }

// Flow is the account as of now: Left were admitted, at once or after a wait, Dropped
// timed out, Inside wait. Those who passed at once count with a sojourn of 0.
func (g *Gate) Flow() Balance {
	now := g.k.Now()
	g.settle(now)
	b := g.flow
	b.Inside, b.Area = g.inside.n, g.inside.area
	for _, d := range g.turns[g.seen:] {
		b.Residual += now - d.entered
	}
	for _, d := range g.losses {
		b.Residual += now - d.entered
	}
	g.ring.each(func(w *waiter) { b.Residual += now - w.entered })
	return b
}

// Audit checks the account at now, which must be the kernel's, and that no more were
// admitted than the rate allowed (a turn a minute apart, for rounding at the borders).
func (g *Gate) Audit(now sim.Time) error {
	if now != g.k.Now() {
		return fmt.Errorf("gate %s: audit for %v at %v", g.spec.Name, now, g.k.Now())
	}
	b := g.Flow()
	if err := b.Check("gate " + g.spec.Name); err != nil {
		return err
	}
	if n := int64(len(g.turns) - g.seen + len(g.losses) + g.ring.n); n != b.Inside {
		return fmt.Errorf("gate %s: %d wait by count, %d are there", g.spec.Name, b.Inside, n)
	}
	through := float64(b.Left) + float64(len(g.turns)-g.seen)
	if !(through <= g.offered*(1+1e-9)+1+g.rate) {
		return fmt.Errorf("gate %s: %v admitted, the rate allowed %v", g.spec.Name, through, g.offered)
	}
	return nil
}

// lossHeap is a binary heap by offset.
type lossHeap []leaving

func (h *lossHeap) push(x leaving) {
	a := append(*h, x)
	i := len(a) - 1
	for i > 0 {
		p := (i - 1) / 2
		if a[p].off <= x.off {
			break
		}
		a[i] = a[p]
		i = p
	}
	a[i] = x
	*h = a
}

func (h *lossHeap) pop() leaving {
	a := *h
	top := a[0]
	n := len(a) - 1
	x := a[n]
	a = a[:n]
	i := 0
	for {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n && a[c+1].off < a[c].off {
			c++
		}
		if a[c].off >= x.off {
			break
		}
		a[i] = a[c]
		i = c
	}
	if n > 0 {
		a[i] = x
	}
	*h = a
	return top
}
