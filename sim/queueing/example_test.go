package queueing_test

import (
	"fmt"

	"peakready/sim/queueing"
)

// A desk gets 100 contacts in half an hour, of 3 minutes each; who waits gives
// up after 5 minutes on average. Times are in seconds.
func Example() {
	const lambda, mu, theta = 100. / 1800, 1. / 180, 1. / 300
	n, err := queueing.MinimumServersC(lambda, mu, queueing.Target{Level: 0.8, Within: 20, MaxOccupancy: 0.85})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := queueing.ErlangC{Lambda: lambda, Mu: mu, Servers: n}
	a := queueing.ErlangA{Lambda: lambda, Mu: mu, Theta: theta, Servers: n}
	fmt.Printf("%d agents, %d on the roster\n", n, queueing.Positions(n, 0.3))
	fmt.Printf("nobody leaves: %.1f%% served within 20 s, mean wait %.1f s\n", 100*c.ServiceLevel(20), c.MeanWait())
	fmt.Printf("some leave:    %.1f%% served within 20 s, mean wait %.1f s, %.1f%% leave\n", 100*a.ServiceLevel(20), a.MeanWait(), 100*a.Abandonment())
	// Output:
	// 14 agents, 20 on the roster
	// nobody leaves: 88.8% served within 20 s, mean wait 7.8 s
	// some leave:    91.7% served within 20 s, mean wait 4.2 s, 1.4% leave
}

// Three days bring 30,000 parcels a day instead of 10,000; the line does 12,000.
func ExampleFluid() {
	p, err := queueing.Fluid{Steps: []queueing.FluidStep{
		{Length: 3, Arrivals: 30_000, Capacity: 12_000},
		{Length: 40, Arrivals: 10_000, Capacity: 12_000},
	}}.Path()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f parcels behind on day %.0f, none on day %.0f; the latest waits %.1f days\n", p.Peak, p.PeakAt, p.ClearAt, p.MaxDelay)
	// Output:
	// 54000 parcels behind on day 3, none on day 30; the latest waits 4.5 days
}
