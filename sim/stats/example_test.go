package stats_test

import (
	"encoding/json"
	"fmt"

	"peakready/sim/stats"
)

// Inside a trial: the parcels in a line, and how long they waited.
func Example() {
	const minute = 60_000 // milliseconds
	var inLine stats.Level
	wait := stats.NewSketch()
	for i := range int64(10) { // a parcel a minute, each waits five
		if i >= 5 {
			inLine.Add(i*minute, -1)
			wait.Record(5 * minute)
		}
		inLine.Add(i*minute, 1)
	}
	fmt.Printf("in line: mean %.1f, at most %d\n", inLine.Mean(10*minute), inLine.Max())
	fmt.Printf("waits: median %.0f s, above 4 minutes %.0f%%\n", wait.Quantile(0.5)/1000, 100*wait.Above(4*minute))
	// Output:
	// in line: mean 4.0, at most 5
	// waits: median 300 s, above 4 minutes 100%
}

// Across trials: one figure a season, and the interval of its mean.
func ExampleMeanCI() {
	lateShare := []float64{0.021, 0.034, 0.027, 0.019, 0.031}
	e := stats.MeanCI(lateShare, 0.95)
	fmt.Printf("late %.3f (%.3f to %.3f), %d seasons\n", e.Mean, e.Lo, e.Hi, e.N)

	one, _ := json.Marshal(stats.MeanCI(lateShare[:1], 0.95))
	fmt.Println(string(one))
	// Output:
	// late 0.026 (0.018 to 0.034), 5 seasons
	// {"mean":0.021,"lo":null,"hi":null,"n":1}
}
