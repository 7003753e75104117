package models

import (
	"math"

	"peakready/sim/stats"
)

// waits is a histogram of waits: cells of 5% of a second and more.
type waits struct{ cells []float64 }

func (w *waits) add(seconds, n float64) {
	i := 0
	if seconds > 0 {
		i = 1 + int(20*math.Log1p(seconds))
	}
	for len(w.cells) <= i {
		w.cells = append(w.cells, 0)
	}
	w.cells[i] += n
}

// normals are the middles of twenty equal parts of a standard normal.
var normals = func() (z [20]float64) {
	for i := range z {
		z[i] = math.Sqrt2 * math.Erfinv((2*float64(i)+1)/float64(len(z))-1)
	}
	return z
}()

// steady adds the waits of n answered contacts of a pool in a steady state: of
// those who found j in the queue a gamma with the mean and variance of queueWait
// (for j = 0 it is the exponential itself), at twenty equal parts by the cube of a
// normal (Wilson and Hilferty 1931).
func (w *waits) steady(e *erlangPool, n float64) {
	if e.left == 0 && e.wait == 0 {
		w.add(0, n)
		return
	}
	full := e.agents * e.concurrency
	q := queueWait{top: e.rate(full), theta: e.theta}
	waiting := 0.0
	for i, x := range e.tail {
		j := e.first + i - full
		if j < 0 {
			continue
		}
		q.behind(j)
		x *= (1 - e.balk) * q.answered * n / (1 - e.left)
		if x < 1e-9*n {
			continue
		}
		waiting += x
		ninth := q.variance / (9 * q.mean * q.mean)
		if ninth < 1e-4 { // 3% about the mean: less than a cell
			w.add(q.mean*3600, x)
			continue
		}
		for _, z := range normals {
			root := max(0, 1-ninth+z*math.Sqrt(ninth))
			w.add(q.mean*root*root*root*3600, x/float64(len(normals)))
		}
	}
	w.add(0, max(0, n-waiting))
}

// sketch is the histogram as a result keeps it.
func (w *waits) sketch() *stats.Sketch {
	s, rest := stats.NewSketch(), 0.0
	for i, n := range w.cells {
		v := 0.0
		if i > 0 {
			v = math.Expm1((float64(i) - 0.5) / 20)
		}
		s.RecordN(int64(v*1000), uint64(whole(n, &rest)))
	}
	return s
}
