package rng_test

import (
	"fmt"

	"peakready/sim/rng"
)

// Purposes are declared once by the room that draws.
var (
	intentions = rng.Name("demand/count")
	patience   = rng.Name("service/patience")
	faulty     = rng.Name("delivered/faulty")
)

// An order's luck is found again wherever it is asked for, and a plan with a
// tenth more demand meets the same orders and some more.
func Example() {
	key := rng.NewKey(20261111, 0) // seed, replication
	wait := rng.Must(rng.LognormalMean(300_000, 0.9))

	minute := key.Entity(1, 480).U(intentions)
	fmt.Println("intentions at 20 a minute:", rng.Poisson(minute, 20))
	fmt.Println("intentions at 22 a minute:", rng.Poisson(minute, 22))

	order := key.Entity(2, 480<<20|3)
	fmt.Printf("patience %.0f ms of %v\n", wait.Draw(order, patience), wait)
	fmt.Println("faulty:", order.Chance(faulty, 0.02))

	again := rng.NewKey(20261111, 0).Entity(2, 480<<20|3)
	fmt.Println("the same order again:", again == order)
	// Output:
	// intentions at 20 a minute: 29
	// intentions at 22 a minute: 31
	// patience 755491 ms of lognormal(mean=300000, log_sd=0.9)
	// faulty: false
	// the same order again: true
}
