package sim_test

import (
	"fmt"

	"peakready/sim"
)

// AgentID names an agent in the heap's events.
type AgentID uint32

// An order travels from the click to the door; meanwhile an agent comes and goes.
func Example() {
	k := sim.New(7 * sim.Day)

	var packed, delivered sim.Stage
	packed = sim.OnRecord(k, "warehouse/packed", func(r *sim.Record) {
		fmt.Printf("%v  order %d packed\n", k.Now(), r.Who())
		delivered.After(2*sim.Day, *r)
	})
	delivered = sim.OnRecord(k, "carrier/delivered", func(r *sim.Record) {
		fmt.Printf("%v  order %d delivered, placed at %v\n", k.Now(), r.Who(), sim.Time(r.C))
	})

	var left sim.Event[AgentID]
	arrived := sim.On(k, "desk/arrived", func(a AgentID) {
		fmt.Printf("%v  agent %d arrived\n", k.Now(), a)
		left.After(8*sim.Hour, a)
	})
	left = sim.On(k, "desk/left", func(a AgentID) {
		fmt.Printf("%v  agent %d left\n", k.Now(), a)
	})

	packed.At(9*sim.Hour, sim.Record{A: 1001, C: uint64(20 * sim.Minute)})
	arrived.At(9*sim.Hour, 7) // at one instant the heap's events come first

	k.Run(7 * sim.Day)
	fmt.Println(k.Events(), "events")
	// Output:
	// 0d 09:00:00.000  agent 7 arrived
	// 0d 09:00:00.000  order 1001 packed
	// 0d 17:00:00.000  agent 7 left
	// 2d 09:00:00.000  order 1001 delivered, placed at 0d 00:20:00.000
	// 4 events
}
