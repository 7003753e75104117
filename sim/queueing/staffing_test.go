package queueing

import (
	"math"
	"testing"
)

func TestTheMinimumIsOneMoreThanTooFew(t *testing.T) {
	target := Target{Level: 0.9, Within: 15, MaxOccupancy: 0.88}
	for _, lambda := range []float64{0.001, 0.03, 1, 40} {
		const mu, theta = 1. / 200, 1. / 90
		c, err := MinimumServersC(lambda, mu, target)
		if err != nil {
			t.Fatal(err)
		}
		a, err := MinimumServersA(lambda, mu, theta, target)
		if err != nil {
			t.Fatal(err)
		}
		met := func(level, occupancy float64) bool { return level >= 0.9 && occupancy <= 0.88 }
		for n, want := range map[int]bool{c: true, c - 1: false} {
			q := ErlangC{lambda, mu, n}
			if n > 0 && met(q.ServiceLevel(15), q.Occupancy()) != want {
				t.Errorf("lambda %v, Erlang C, %d servers: target met is not %v", lambda, n, want)
			}
		}
		for n, want := range map[int]bool{a: true, a - 1: false} {
			q := ErlangA{lambda, mu, theta, n}
			if n > 0 && met(q.ServiceLevel(15), q.Occupancy()) != want {
				t.Errorf("lambda %v, Erlang A, %d servers: target met is not %v", lambda, n, want)
			}
		}
		if a > c {
			t.Errorf("lambda %v: %d with impatience, %d without", lambda, a, c)
		}
	}
}

func TestOccupancyBinds(t *testing.T) {
	for most, want := range map[float64]int{0: 1035, 0.95: 1053, 0.8: 1250} {
		n, err := MinimumServersC(1000, 1, Target{Level: 0.8, Within: 0.01, MaxOccupancy: most})
		if err != nil || math.Abs(float64(n-want)) > 10 && most == 0 || n != want && most > 0 {
			t.Errorf("busy at most %v: got %d (%v), want %d", most, n, err, want)
		}
	}
}

func TestTargetsWithoutMeaning(t *testing.T) {
	for _, target := range []Target{{Level: 1}, {Level: 0}, {Level: math.NaN()}, {Level: 0.8, Within: -1}, {Level: 0.8, MaxOccupancy: 1.1}} {
		if n, err := MinimumServersC(1, 1, target); err == nil {
			t.Errorf("%+v takes %d", target, n)
		}
	}
	if n, err := MinimumServersA(1, 1, 0, Target{Level: 0.5}); err == nil {
		t.Errorf("no patience takes %d", n)
	}
	if n, err := MinimumServersC(1e12, 1, Target{Level: 0.5}); err == nil {
		t.Errorf("a load of 1e12 takes %d", n)
	}
}

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		agents    int
		shrinkage float64
		want      int
	}{{14, 0.3, 20}, {17, 0.3, 25}, {21, 0.3, 30}, {7, 0, 7}, {0, 0.5, 0}, {1, 0.01, 2}, {9, 0.1, 10}, {63, 0.37, 100}, {9, 0.55, 20}, {17, 0.32, 25}, {5, 1, -1}, {5, -0.1, -1}, {5, math.NaN(), -1}} {
		if got := Positions(c.agents, c.shrinkage); got != c.want {
			t.Errorf("%d agents, %v elsewhere: got %d, want %d", c.agents, c.shrinkage, got, c.want)
		}
	}
}

func TestSquareRootStaffing(t *testing.T) {
	// For 10,000 erlangs the rule with the beta of a 30% chance to wait misses
	// the least number of servers by at most one.
	const load, share = 10_000, 0.3
	n := SquareRootStaffing(load, HalfinWhittBeta(share))
	if (ErlangC{load, 1, n + 1}).WaitProbability() > share || (ErlangC{load, 1, n - 2}).WaitProbability() < share {
		t.Errorf("%d servers for %v erlangs", n, load)
	}
	near(t, HalfinWhitt(HalfinWhittBeta(0.01)), 0.01, 1e-12)
	if HalfinWhitt(-1) != 1 || SquareRootStaffing(math.NaN(), 1) != -1 || SquareRootStaffing(0, 1) != -1 {
		t.Error("parameters without meaning give a number")
	}
	// Far in the tail the hazard neither underflows nor jumps.
	near(t, hazard(4), 4.2256071, 1e-7) // 1.3383023e-4 / 3.1671242e-5, from tables
	near(t, hazard(30.0001), hazard(29.9999), 1e-5)
	near(t, HalfinWhitt(40), math.Exp(-800)/math.Sqrt(2*math.Pi)/40, 1e-2)
}
