package queueing

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// stationary solves pi Q = 0, sum pi = 1, for a chain given by its moves: the
// brute force that the formulas are held against.
func stationary(t *testing.T, states int, moves func(from int, move func(to int, rate float64))) []float64 {
	t.Helper()
	q := mat.NewDense(states, states, nil) // transposed
	for from := range states {
		moves(from, func(to int, rate float64) {
			q.Set(to, from, q.At(to, from)+rate)
			q.Set(from, from, q.At(from, from)-rate)
		})
	}
	right := mat.NewVecDense(states, nil)
	for j := range states {
		q.Set(states-1, j, 1)
	}
	right.SetVec(states-1, 1)
	var pi mat.VecDense
	if err := pi.SolveVec(q, right); err != nil {
		t.Fatal(err)
	}
	return pi.RawVector().Data
}

// birthDeath is stationary for arrivals lambda up to the last state and
// departures by number.
func birthDeath(t *testing.T, states int, lambda float64, leave func(n int) float64) []float64 {
	return stationary(t, states, func(n int, move func(int, float64)) {
		if n+1 < states {
			move(n+1, lambda)
		}
		if n > 0 {
			move(n-1, leave(n))
		}
	})
}

func TestSmallSystemsAgainstTheirChains(t *testing.T) {
	const c, lambda, mu, theta = 3, 2.2, 0.9, 0.7
	busy := func(n int) float64 { return float64(min(n, c)) * mu }
	figures := func(p []float64) (wait, queue float64) {
		for n := c; n < len(p); n++ {
			wait += p[n]
			queue += p[n] * float64(n-c)
		}
		return wait, queue
	}
	t.Run("M/M/3 is its chain", func(t *testing.T) {
		wait, queue := figures(birthDeath(t, 200, lambda, busy))
		near(t, ErlangC{lambda, mu, c}.WaitProbability(), wait, 1e-9)
		near(t, ErlangC{lambda, mu, c}.MeanQueue(), queue, 1e-9)
	})
	t.Run("M/M/3+M is its chain", func(t *testing.T) {
		leave := func(n int) float64 { return busy(n) + float64(max(0, n-c))*theta }
		wait, queue := figures(birthDeath(t, 80, lambda, leave))
		a := ErlangA{lambda, mu, theta, c}
		near(t, a.WaitProbability(), wait, 1e-10)
		near(t, a.MeanQueue(), queue, 1e-10)
		near(t, a.Abandonment(), theta*queue/lambda, 1e-10)
	})
	t.Run("M/M/3/7 is its chain, level included", func(t *testing.T) {
		p := birthDeath(t, 8, lambda, busy)
		q := MMcK{lambda, mu, c, 7}
		_, queue := figures(p)
		near(t, q.Blocking(), p[7], 1e-11)
		near(t, q.MeanQueue(), queue, 1e-11)
		// Who finds 3 to 6 waits for 1 to 4 services at rate c mu: Erlang's tail.
		x := c * mu * 0.4
		longer, term, tail := 0.0, math.Exp(-x), math.Exp(-x)
		for k := c; k < 7; k++ {
			longer += p[k] / (1 - p[7]) * tail
			term *= x / float64(k-c+1)
			tail += term
		}
		near(t, 1-q.ServiceLevel(0.4), longer, 1e-11)
	})
	t.Run("M/E2/1 is its chain of phases", func(t *testing.T) {
		// State n is the phases left to do; an arrival brings two.
		p := stationary(t, 301, func(n int, move func(int, float64)) {
			if n+2 <= 300 {
				move(n+2, 0.6)
			}
			if n > 0 {
				move(n-1, 2)
			}
		})
		number := 0.0
		for n, v := range p {
			number += v * math.Ceil(float64(n)/2)
		}
		near(t, MG1{0.6, Service{1, 0.5}}.MeanNumber(), number, 1e-9)
	})
}

// grid is a chain on two numbers, each below size.
func grid(t *testing.T, size int, moves func(a, b int, move func(a, b int, rate float64))) (meanA, meanB float64) {
	p := stationary(t, size*size, func(s int, move func(int, float64)) {
		moves(s/size, s%size, func(a, b int, rate float64) {
			if a < size && b < size {
				move(a*size+b, rate)
			}
		})
	})
	for s, v := range p {
		meanA += v * float64(s/size)
		meanB += v * float64(s%size)
	}
	return meanA, meanB
}

func TestPrioritiesAgainstTheirChains(t *testing.T) {
	const urgent, other = 0.15, 0.25
	t.Run("preemptive M/M/1: who is urgent does not see the others", func(t *testing.T) {
		a, b := grid(t, 20, func(a, b int, move func(int, int, float64)) {
			move(a+1, b, urgent)
			move(a, b+1, other)
			if a > 0 {
				move(a-1, b, 1)
			} else if b > 0 {
				move(a, b-1, 1)
			}
		})
		got := PreemptiveResume{[]Class{{urgent, Service{1, 1}}, {other, Service{1, 1}}}}.Sojourns()
		near(t, urgent*got[0], a, 1e-6)
		near(t, other*got[1], b, 1e-6)
	})
	t.Run("M/M/2 without preemption: the chain of those who wait", func(t *testing.T) {
		// While both servers are busy the numbers waiting make a chain; it begins and
		// ends at nobody waiting, from where the servers' chain goes down. State (a, b)
		// waits; the states with an idle server are folded into (0, 0), whose weight
		// Erlang's C gives: conditional on all busy nothing else matters.
		const l1, l2 = 0.3, 0.5
		a, b := grid(t, 22, func(a, b int, move func(int, int, float64)) {
			move(a+1, b, l1)
			move(a, b+1, l2)
			if a > 0 {
				move(a-1, b, 2)
			} else if b > 0 {
				move(a, b-1, 2)
			}
		})
		q := NonPreemptiveMMc{[]float64{l1, l2}, 1, 2}
		got := q.Waits()
		near(t, l1*got[0], q.WaitProbability()*a, 1e-6)
		near(t, l2*got[1], q.WaitProbability()*b, 1e-6)
	})
}
