package models

import (
	"math"
	"testing"
)

// TestWhoGivesUpByPriority: two classes before two agents, the first served first,
// against the chain of (waiting of the first, waiting of the second) solved by
// repetition.
func TestWhoGivesUpByPriority(t *testing.T) {
	for _, c := range []struct {
		name                string
		first, second, balk float64
	}{
		{"a pool that keeps up", 0.5, 1.1, 0},
		{"an overrun pool: the second class bears it", 1.2, 1.7, 0},
		{"the first class alone overruns it", 2.6, 0.4, 0},
		{"some do not wait", 1.2, 1.7, 0.3},
	} {
		t.Run(c.name, func(t *testing.T) {
			const mu, theta = 1.0, 0.4
			want := twoClasses(c.first, c.second, mu, theta, c.balk)
			e := erlangPool{lambda: c.first + c.second, mu: mu, theta: theta, agents: 2, concurrency: 1, balk: c.balk}
			e.solve()
			q1, q := e.all*e.queueOf(c.first), e.all*e.queueOf(c.first+c.second)
			for i, got := range []float64{q1, q - q1} {
				if math.Abs(got-want[i]) > 1e-6 {
					t.Errorf("class %d: %v wait in the mean, want %v", i+1, got, want[i])
				}
			}
		})
	}
}

// twoClasses is the mean number waiting of each of two classes before two servers.
func twoClasses(l1, l2, mu, theta, balk float64) [2]float64 {
	const n = 40
	var idle [2]float64 // 0 or 1 at work
	var busy [n][n]float64
	idle[0] = 1
	join1, join2 := l1*(1-balk), l2*(1-balk)
	const dt = 0.02 // uniformization: below 1 over all rates
	for range 60_000 {
		nextIdle, next := idle, busy
		move := func(from float64, rate float64, out, in *float64) {
			x := from * rate * dt
			*out -= x
			*in += x
		}
		move(idle[0], l1+l2, &nextIdle[0], &nextIdle[1])
		move(idle[1], mu, &nextIdle[1], &nextIdle[0])
		move(idle[1], l1+l2, &nextIdle[1], &next[0][0])
		for i := range n {
			for j := range n {
				p := busy[i][j]
				if p < 1e-16 {
					continue
				}
				if i+1 < n {
					move(p, join1, &next[i][j], &next[i+1][j])
				}
				if j+1 < n {
					move(p, join2, &next[i][j], &next[i][j+1])
				}
				switch {
				case i > 0:
					move(p, 2*mu, &next[i][j], &next[i-1][j])
				case j > 0:
					move(p, 2*mu, &next[i][j], &next[i][j-1])
				default:
					move(p, 2*mu, &next[0][0], &nextIdle[1])
				}
				if i > 0 {
					move(p, float64(i)*theta, &next[i][j], &next[i-1][j])
				}
				if j > 0 {
					move(p, float64(j)*theta, &next[i][j], &next[i][j-1])
				}
			}
		}
		idle, busy = nextIdle, next
	}
	var mean [2]float64
	for i := range n {
		for j := range n {
			mean[0] += float64(i) * busy[i][j]
			mean[1] += float64(j) * busy[i][j]
		}
	}
	return mean
}
