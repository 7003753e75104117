package experiment_test

import (
	"context"
	"fmt"

	"peakready/sim/experiment"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// Twenty seasons on four workers, and the mean of a figure with its interval.
func Example() {
	late := rng.Name("order/late")
	season := func(_ context.Context, i int) (float64, error) {
		key := rng.NewKey(7, uint64(i)) // replication i
		n := 0
		for order := range uint64(10_000) {
			if key.Entity(1, order).Chance(late, 0.03) {
				n++
			}
		}
		return float64(n) / 10_000, nil
	}
	outcomes, err := experiment.Run(context.Background(), 20, 4, season, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, _ := experiment.Merge(outcomes, stats.Tally{}, func(t stats.Tally, share float64) stats.Tally {
		t.Add(share)
		return t
	})
	e := tally.CI(0.95)
	fmt.Printf("late %.4f (%.4f to %.4f) from %d seasons\n", e.Mean, e.Lo, e.Hi, e.N)
	// Output:
	// late 0.0298 (0.0290 to 0.0306) from 20 seasons
}
