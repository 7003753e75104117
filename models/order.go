package models

import (
	"fmt"

	"peakready/sim"
)

// An order that is on its way is its pending event: 24 bytes, no table behind
// it. A holds the identity (source, minute of the intention, index in that
// minute), B and C what has happened to it; all else (region, defect, temper)
// is its luck and is computed again when asked for.
//
//	A  offset:16 (kernel) | source:8 | minute:20 | index:20
//	B  kind:8 (kernel) | problem:4 | origin:4 | nth:4 | unanswered:4 | flags:8 |
//	   attempts:3 | warehouse:3 | carrier:4 | region:5 | due hour:14, and above problem: items:3
//	C  free:24 | clock minute:20 | placed minute:20
const (
	indexBits  = 20
	minuteBits = 20
	sourceBits = 8
	orderMask  = 1<<(minuteBits+indexBits) - 1 // its number among the source's, with gaps

	dueShift        = 0
	dueBits         = 14
	regionShift     = 14
	regionBits      = 5
	carrierShift    = 19
	carrierBits     = 4
	warehouseShift  = 23
	warehouseBits   = 3
	attemptsShift   = 26
	attemptsBits    = 3
	flagsShift      = 29
	flagsBits       = 8
	unansweredShift = 37
	unansweredBits  = 4
	nthShift        = 41
	nthBits         = 4
	originShift     = 45
	originBits      = 4
	problemShift    = 49
	problemBits     = 4
	itemsShift      = 53
	itemsBits       = 3

	placedShift = 0
	clockShift  = 20
	freeShift   = 40
	freeBits    = 24
)

// Largest values that the record can carry; Check refuses a scenario beyond.
const (
	maxSources    = 1 << sourceBits
	maxRegions    = 1 << regionBits
	maxCarriers   = 1 << carrierBits
	maxWarehouses = 1 << warehouseBits
	maxSeasonDays = (1<<dueBits)/24 - 90 // due hours reach beyond the last order
	maxPerMinute  = 1 << indexBits       // intentions of one source in one minute
)

// Flags of an order.
const (
	flagQuality   = 1 << iota // return for a quality or description dispute, not a change of mind
	flagRepair                // to be repaired, not refunded
	flagComplaint             // this record is a complaint to the firm
	flagDefect                // goods of a mass defect
	flagPaidAhead             // advance compensation has been paid
)

func get(w uint64, shift, bits uint) uint64 { return w >> shift & (1<<bits - 1) }

// put is small enough to be compiled into its callers, where shift and bits are known.
func put(w *uint64, shift, bits uint, v uint64) {
	if v>>bits != 0 {
		panic(tooWide{shift, bits, v})
	}
	*w = *w&^((1<<bits-1)<<shift) | v<<shift
}

// tooWide is a value that its field of the record cannot hold.
type tooWide struct {
	shift, bits uint
	value       uint64
}

func (e tooWide) Error() string {
	return fmt.Sprintf("order field at bit %d: %d does not fit %d bits", e.shift, e.value, e.bits)
}

// bump adds one to a small counter of the record and stays at its maximum.
func bump(w *uint64, shift, bits uint) uint64 {
	v := get(*w, shift, bits)
	if v < 1<<bits-1 {
		v++
		*w += 1 << shift
	}
	return v
}

func newOrder(source int, minute int64, index int64) sim.Record {
	return sim.Record{A: uint64(source)<<(minuteBits+indexBits) | uint64(minute)<<indexBits | uint64(index)}
}

func sourceOf(r *sim.Record) int   { return int(get(r.A, minuteBits+indexBits, sourceBits)) }
func minuteOf(r *sim.Record) int64 { return int64(get(r.A, indexBits, minuteBits)) }
func indexOf(r *sim.Record) int64  { return int64(get(r.A, 0, indexBits)) }

func dueOf(r *sim.Record) sim.Time { return sim.Time(get(r.B, dueShift, dueBits)) * sim.Hour }
func regionOf(r *sim.Record) int   { return int(get(r.B, regionShift, regionBits)) }
func carrierOf(r *sim.Record) int  { return int(get(r.B, carrierShift, carrierBits)) }
func warehouseOf(r *sim.Record) int {
	return int(get(r.B, warehouseShift, warehouseBits))
}

func hasFlag(r *sim.Record, f uint64) bool { return r.B>>flagsShift&f != 0 }
func setFlag(r *sim.Record, f uint64)      { r.B |= f << flagsShift }

func problemOf(r *sim.Record) problem { return problem(get(r.B, problemShift, problemBits)) }
func originOf(r *sim.Record) origin   { return origin(get(r.B, originShift, originBits)) }

func placedAt(r *sim.Record) sim.Time {
	return sim.Time(get(r.C, placedShift, minuteBits)) * sim.Minute
}
func clockOf(r *sim.Record) sim.Time { return sim.Time(get(r.C, clockShift, minuteBits)) * sim.Minute }

func setPlaced(r *sim.Record, t sim.Time) {
	put(&r.C, placedShift, minuteBits, uint64(t/sim.Minute))
}
func setClock(r *sim.Record, t sim.Time) {
	put(&r.C, clockShift, minuteBits, uint64(t/sim.Minute))
}

// problem is what a consumer is unhappy about; it decides the reason of the
// contact and the cause of a complaint.
type problem uint8

const (
	noProblem       problem = iota
	problemQuestion         // a question before buying
	problemReturn           // wants to return, no fault
	problemShop             // the shop cancelled the order
	problemPayment          // paid, and the payment failed
	problemBroken           // promotion promised and not honoured
	problemLate             // parcel late
	problemFaulty           // goods faulty or damaged
	problemUnlike           // goods unlike their page
	problemRefund           // refund or repair late
	problemRefused          // return refused by the firm's terms
	problemMisled           // misled by a "100%" claim
	problemWaiting          // waiting itself: nobody answered
	problemOther            // any contact of a contact centre alone
	problems        = int(problemOther) + 1
)

// origin is the stage in which the trouble began.
type origin uint8

const (
	originDesk origin = iota
	originCheckout
	originStock
	originPromotion
	originWarehouse
	originCarrier
	originGoods
	originPage
	originReturns
	originTerms
)

var originNames = [...]string{"service desk", "checkout", "stock", "promotion", "warehouse", "carrier", "goods", "page", "returns", "terms"}

func (o origin) String() string { return originNames[o] }

var problemNames = [problems]string{"none", "question", "return", "cancelled by the shop", "payment failed", "promotion not honoured",
	"parcel late", "goods faulty", "goods unlike their page", "refund or repair late", "return refused", "misled by a claim", "nobody answers", "contact"}

func (p problem) String() string { return problemNames[p] }
