package models

import (
	"math"
	"unsafe"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// Bytes of what a replication at work holds. What has a size in the code is
// taken from there; the others were measured as the peak resident set of whole
// runs on Linux with Go 1.26: double11 at 2%, 20% and 100%, sixteen-firms at 0.05%,
// 0.5% and 3%, national at 2% and 5%, service-desk and small lie within 25%.
const (
	bytesOfProgram = 17e6  // code and pages of the program, a small scenario read
	bytesOfFirm    = 1.3e6 // a firm's part of the file, of its check and its defaults
	// An order on its way is one record, of the kernel, of a line or of a dock. Each of
	// these keeps the room of its own fullest day, so that together they have room
	// for more orders than are ever on their way at once. Measured, the state of
	// orders taken off: market of the tests times 10 and 40 1.48, national.yaml at 2%
	// and 5% 1.58 (26.9 MB more for each percent).
	bytesOfPending = 1.6 * sim.BytesOfRecord
	bytesOfOrder   = 0.5         // four bits of state
	bytesOfNumber  = 4           // of the first order of a source's minute
	bytesOfBucket  = 5           // of a minute
	bytesOfSketch  = 64 * 31 * 8 // 64 cells an octave up to a year of milliseconds
	bytesOfSteps   = 80          // a day of a line's capacity: three steps or four
	bytesOfChunk   = 16e3        // where a class waits in a line
)

// remember fills in the memory: Needs says what a run takes.
func (o *Outlook) remember(sc *Scenario, c span, sources int, placed []float64, delivered [][]float64) {
	lines, pools, sketches := 0.0, 0.0, 0.0
	dates := sc.apart(c)
	for i := range sc.Firms {
		pools += float64(len(sc.Firms[i].Service.Pools))
		sketches += 3 + 3*float64(len(orderSpans(dates, i)))
		for j := range sc.Firms[i].Service.Pools {
			sketches += 1 + float64(len(waitSpans(dates, i, sc.Firms[i].Service.Pools[j].Name)))
		}
		if len(sc.Firms[i].Demand.Categories) > 0 {
			lines += float64(len(sc.Firms[i].Warehouses) + 1)
		}
	}
	classes := float64(max(1, len(sc.Firms)))
	shared := float64(len(sc.Carriers) * (len(sc.Regions) + 1))
	firms, days := float64(len(sc.Firms)), float64(c.days)

	o.Kept = firms*(days*(2*float64(unsafe.Sizeof(result.Row{}))+24*8)) +
		pools*days*24*float64(unsafe.Sizeof(result.PoolHour{})) +
		sketches*bytesOfSketch +
		(lines+shared)*days*float64(unsafe.Sizeof(result.LineDay{})+24*unsafe.Sizeof(result.LineHour{}))
	o.Memory = o.Kept +
		o.Orders*bytesOfOrder +
		float64(c.demand*1440*sources*bytesOfNumber) +
		days*1440*bytesOfBucket +
		pools*days*24*float64(unsafe.Sizeof(flow.PoolHour{})) +
		(lines+shared)*days*bytesOfSteps +
		(lines+shared*classes)*bytesOfChunk +
		onTheRoad(placed, delivered)*bytesOfPending
	o.Base = bytesOfProgram + firms*bytesOfFirm
}

// onTheRoad is the most orders that have been placed and not delivered, fluid.
func onTheRoad(placed []float64, delivered [][]float64) float64 {
	now, most := 0.0, 0.0
	for d := range placed {
		now += placed[d]
		most = max(most, now)
		for j := range delivered {
			now -= delivered[j][d]
		}
		now = max(0, now)
	}
	return most
}

// Needs is what a run needs in bytes while it simulates as many replications at
// once as there are workers, out of so many in all: garbage apart, which the
// program collects sooner where memory is short.
func (o Outlook) Needs(workers, replications int) float64 {
	if replications < 1 {
		return o.Base
	}
	workers = max(1, min(workers, replications))
	return o.Base + float64(workers)*o.Memory + float64(replications-workers)*o.Kept
}

// Workers is how many replications at once fit in so many bytes, 0 if not one does.
func (o Outlook) Workers(bytes float64, replications int) int {
	left := bytes - o.Needs(0, 0) - float64(replications)*o.Kept
	return int(max(0, math.Floor(left/max(1, o.Memory-o.Kept))))
}
