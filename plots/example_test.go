package plots_test

import (
	"fmt"

	"peakready/models/result"
	"peakready/plots"
	"peakready/sim/stats"
)

// A telephone line of one day: ten agents, and after lunch more calls than
// they can take.
func Example() {
	day := make([]result.PoolHour, 24)
	waits := stats.NewSketch()
	for h := 9; h < 18; h++ {
		calls := int64(100)
		if h >= 14 {
			calls = 150
		}
		day[h] = result.PoolHour{
			Offered: calls, Answered: 100, Within: 90, Abandoned: calls - 100, WaitSum: 100 * 12_000,
			WorkOffered: calls * 300_000, Capacity: 10 * 3_600_000, Staffed: 10 * 3_600_000,
		}
		waits.RecordN(12_000, 100)
	}
	run := &result.Run{
		Scenario: "Hotline", File: "hotline.yaml", Seed: 1, Asked: 1,
		Start: 20768, NDays: 1, // 11 November 2026
		Firms: []result.FirmHead{{Name: "热线", Pools: []result.PoolHead{{Name: "phone", Channel: "phone", Target: 20_000}}}},
		Trials: []result.Trial{{Firms: []result.FirmTrial{{
			Days: make([]result.Row, 1), Cohorts: make([]result.Row, 1),
			Pools: []result.PoolTrial{{Hours: day, Waits: waits}},
		}}}},
	}
	for _, f := range plots.Figures(run) {
		fmt.Printf("%s: %s.\n", f.Name, f.Headline)
	}
	// Output:
	// contacts: The phone pool is understaffed: at the worst (11 Nov at 14:00) the work is 1.2 times what its agents can do; 18% give up.
	// desk-load: The phone pool is overloaded in 4 of 9 staffed hours, all of them 14:00–18:00; at worst the work is 1.2 times what its agents can do (11 Nov at 14:00).
	// pools: The phone pool answers only 74% of contacts within 20 s; 18% give up.
}
