package flow_test

import (
	"fmt"
	"math"

	"peakready/sim"
	"peakready/sim/flow"
	"peakready/sim/rng"
)

// An hour of a telephone desk: 100 calls in half an hour, three minutes each, and agents
// who go home at the half hour, but for two.
func Example() {
	k := sim.New(sim.Hour)
	staff, err := flow.NewSchedule([]flow.Step{{At: 0, Value: 12}, {At: 30 * sim.Minute, Value: 2}})
	if err != nil {
		panic(err)
	}
	desk := flow.NewPool(k, flow.PoolSpec{
		Name: "desk",
		Classes: []flow.ClassSpec{{
			Name:     "call",
			Service:  rng.MustExponential(float64(3 * sim.Minute)),
			Patience: flow.Patience{Dist: rng.MustExponential(float64(5 * sim.Minute))},
			Target:   20 * sim.Second,
		}},
		Groups: []flow.GroupSpec{{Name: "agents", Skills: []int{0}, Staff: staff, Concurrency: 1}},
	}, 1)

	key := rng.NewKey(1, 0)
	var arrival sim.Event[uint32]
	arrival = sim.On(k, "call/arrived", func(n uint32) {
		luck := key.Entity(1, uint64(n))
		desk.Offer(&flow.Contact{Luck: luck})
		if next := sim.Time(-18_000 * math.Log(luck.U(rng.Name("call/gap")))); k.Now()+next < 30*sim.Minute {
			arrival.After(next, n+1)
		}
	})
	arrival.At(0, 0)
	k.Run(sim.Hour)

	h := desk.Hours()[0]
	fmt.Printf("%d calls: %d answered, %d within 20 s, %d abandoned\n", h.Offered, h.Answered, h.Within, h.Abandoned)
	fmt.Printf("agents on duty %.1f h, at work %.2f h, overtime %.2f h\n", hours(h.Staffed), hours(h.BusyAgent), hours(h.Overtime))
	fmt.Println("audit:", desk.Audit(k.Now()))
	// Output:
	// 123 calls: 109 answered, 45 within 20 s, 14 abandoned
	// agents on duty 7.0 h, at work 5.87 h, overtime 0.40 h
	// audit: <nil>
}

func hours(t sim.Time) float64 { return float64(t) / float64(sim.Hour) }

// A line of 60 parcels an hour gets 90 at once; half an hour on, a storm stops it for an
// hour.
func ExampleLine() {
	k := sim.New(6 * sim.Hour)
	var last sim.Time
	out := sim.OnRecord(k, "parcel/sent", func(*sim.Record) { last = k.Now() })
	line := flow.NewLine(k, flow.LineSpec{Name: "packing", Rate: flow.Always(1)}, out)
	for n := range uint64(90) {
		line.Enter(&sim.Record{A: n})
	}
	k.Run(30 * sim.Minute)
	line.SetFactor(0)
	k.Run(90 * sim.Minute)
	line.SetFactor(1)
	fmt.Println("waiting in the storm:", line.Queue())
	k.Run(5 * sim.Hour)
	fmt.Println("last parcel sent:", last)
	fmt.Println("audit:", line.Audit(k.Now()))
	// Output:
	// waiting in the storm: 59
	// last parcel sent: 0d 02:30:00.000
	// audit: <nil>
}
