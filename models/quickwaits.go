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

// steady adds the waits of n answered contacts of a pool in a steady state.
func (w *waits) steady(e *erlangPool, n float64) {
	if e.left == 0 && e.wait == 0 {
		w.add(0, n)
		return
	}
	full := e.agents * e.concurrency
	top := e.rate(full)
	waiting := 0.0
	for i, x := range e.tail {
		if j := e.first + i - full; j >= 0 {
			after := float64(j+1) / top
			x *= (1 - e.balk) * math.Exp(-after*e.theta) * n
			waiting += x
			w.add(after*3600, x)
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
