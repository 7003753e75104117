// Package sim answers "what happens next?": a clock, three calendars of pending events, and
// a loop that fires them in one total order. It knows nothing of shops, draws no luck and
// keeps no statistics.
//
//	On, Observe ──> Event.At ──> heap (16-byte keys) ─────────┐
//	                                                          ├─> Run ─> handler ─> At ...
//	OnRecord ─────> Stage.At ──> minute buckets (24-byte ─────┘    │
//	                             records, sorted as the minute     ├─> fingerprint
//	OnMinute ──────────────────> opens)                            └─> trace
//	OnArrival ────> Entrance.Room ─> the open minute's arrivals (8 bytes) ──> as records
//
// A [Kernel] is a run. A model asks it once, when it is built, for its kinds of events,
// each with a handler, and schedules them from then on; no event needs an allocation, a
// closure or a pointer of its own.
//
//   - Heap events ([On]) are for what is few, or may be far off, or is cancelled: agents,
//     patience, shifts, control. They carry a reference of 40 bits. Cost grows with the
//     number pending; keep one pending arrival a source, one completion a busy server.
//   - Records ([OnRecord]) are for orders, of which millions may be pending: the record is
//     the order's state and travels from stage to stage. Cost hardly grows.
//   - Arrivals ([OnArrival]) are for those who come within the minute that opens, about whom
//     there is nothing to say yet but who they are.
//
// Events fire by instant; at one instant the heap's before the records, each in the order
// in which they were scheduled, arrivals among the records as [Entrance.Room] says. Nothing
// else decides, so a run is the same run wherever it is repeated, and [Kernel.Fingerprint]
// says in 64 bits which run it was.
//
// A mistake of the program (scheduling in the past, at or after the horizon, a reference
// too wide) panics, naming the event, the reference and the simulated time.
//
// Start reading at [Kernel.Run] and advance in kernel.go; heap.go, open.go and arrivals.go hold
// the clever parts, shadow_test.go what they are held to.
package sim
