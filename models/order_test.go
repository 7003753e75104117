package models

import (
	"fmt"
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

// recordField is a field of the travelling record, with the word it stands in.
type recordField struct {
	name        string
	word        func(r *sim.Record) *uint64
	shift, bits uint
}

func wordB(r *sim.Record) *uint64 { return &r.B }
func wordC(r *sim.Record) *uint64 { return &r.C }

var recordFields = []recordField{
	{"due hour", wordB, dueShift, dueBits}, {"region", wordB, regionShift, regionBits},
	{"carrier", wordB, carrierShift, carrierBits}, {"warehouse", wordB, warehouseShift, warehouseBits},
	{"attempts", wordB, attemptsShift, attemptsBits}, {"flags", wordB, flagsShift, flagsBits},
	{"unanswered", wordB, unansweredShift, unansweredBits}, {"contacts", wordB, nthShift, nthBits},
	{"origin", wordB, originShift, originBits}, {"problem", wordB, problemShift, problemBits},
	{"placed minute", wordC, placedShift, minuteBits}, {"clock minute", wordC, clockShift, minuteBits},
	{"free", wordC, freeShift, freeBits},
}

func TestRecordFields(t *testing.T) {
	for _, f := range recordFields {
		t.Run(f.name+" comes back as it was put and touches no other field", func(t *testing.T) {
			most := uint64(1)<<f.bits - 1
			for _, v := range []uint64{0, 1, most / 2, most} {
				full, empty := sim.Record{A: 1, B: ^uint64(0), C: ^uint64(0)}, sim.Record{A: 1}
				put(f.word(&full), f.shift, f.bits, v)
				put(f.word(&empty), f.shift, f.bits, v)
				equal(t, "in a full record", get(*f.word(&full), f.shift, f.bits), v)
				equal(t, "in an empty record", get(*f.word(&empty), f.shift, f.bits), v)
				for _, o := range recordFields {
					if o.name != f.name {
						equal(t, o.name+" of a full record", get(*o.word(&full), o.shift, o.bits), 1<<o.bits-1)
						equal(t, o.name+" of an empty record", get(*o.word(&empty), o.shift, o.bits), 0)
					}
				}
			}
		})
		t.Run(f.name+" panics rather than spill into its neighbour", func(t *testing.T) {
			var r sim.Record
			panics(t, "one more than fits", func() { put(f.word(&r), f.shift, f.bits, 1<<f.bits) })
		})
	}
	t.Run("the fields leave the kernel its eight bits of B and fill C", func(t *testing.T) {
		var b, c uint
		for _, f := range recordFields {
			if f.word == nil {
				t.Fatal(f.name)
			}
			var r sim.Record
			if f.word(&r) == &r.B {
				b += f.bits
			} else {
				c += f.bits
			}
		}
		if b > 56 || c != 64 {
			t.Errorf("B holds %d bits of 56, C %d of 64", b, c)
		}
	})
}

func TestOrderIdentity(t *testing.T) {
	for _, id := range [][3]int64{{0, 0, 0}, {3, 1439, 7}, {maxSources - 1, 1<<minuteBits - 1, maxPerMinute - 1}} {
		t.Run(fmt.Sprintf("source %d, minute %d, index %d survive the record", id[0], id[1], id[2]), func(t *testing.T) {
			r := newOrder(int(id[0]), id[1], id[2])
			equal(t, "source", sourceOf(&r), int(id[0]))
			equal(t, "minute", minuteOf(&r), id[1])
			equal(t, "index", indexOf(&r), id[2])
			equal(t, "who", r.Who(), r.A)
		})
	}
	t.Run("the clocks hold whole minutes", func(t *testing.T) {
		var r sim.Record
		setPlaced(&r, 5*sim.Day+90*sim.Second)
		setClock(&r, 400*sim.Day+59*sim.Second)
		equal(t, "placed", placedAt(&r), 5*sim.Day+sim.Minute)
		equal(t, "clock", clockOf(&r), 400*sim.Day)
	})
	t.Run("a small counter stays at its maximum", func(t *testing.T) {
		var w uint64
		for range 40 {
			bump(&w, nthShift, nthBits)
		}
		equal(t, "contacts", get(w, nthShift, nthBits), 15)
		equal(t, "the rest of the word", w&^(15<<nthShift), 0)
	})
	t.Run("flags are set one by one", func(t *testing.T) {
		var r sim.Record
		setFlag(&r, flagComplaint)
		equal(t, "repair", hasFlag(&r, flagRepair), false)
		equal(t, "complaint", hasFlag(&r, flagComplaint), true)
		equal(t, "quality", hasFlag(&r, flagQuality), false)
	})
	t.Run("the longest season that Check allows fits the due hour and the minute", func(t *testing.T) {
		longest := sim.Time(maxSeasonDays+62) * sim.Day // two months promised, at most
		if longest/sim.Hour >= 1<<dueBits || sim.Time(maxSeasonDays)*1440 >= 1<<minuteBits {
			t.Errorf("%d days do not fit", maxSeasonDays)
		}
	})
}

func TestWordsOfTheRecord(t *testing.T) {
	t.Run("every problem has a name, and but for the first three a cause that the authority knows", func(t *testing.T) {
		want := map[problem]result.Cause{
			problemShop: result.Cancelled, problemPayment: result.Cancelled, problemBroken: result.Cancelled,
			problemLate: result.Delay, problemRefund: result.Delay, problemFaulty: result.Quality, problemUnlike: result.Description,
			problemRefused: result.Terms, problemMisled: result.Terms, problemWaiting: result.Service,
		}
		for p := range problems {
			if problem(p).String() == "" {
				t.Errorf("problem %d has no name", p)
			}
		}
		for p, c := range want {
			equal(t, p.String(), causeOfProblem[p], c)
		}
	})
	t.Run("a complaint is a complaint to the desk whatever its problem", func(t *testing.T) {
		var r sim.Record
		put(&r.B, problemShift, problemBits, uint64(problemLate))
		equal(t, "before", reasonOf(&r), askWhere)
		setFlag(&r, flagComplaint)
		equal(t, "after", reasonOf(&r), askComplaint)
	})
	t.Run("reasons are found by their names", func(t *testing.T) {
		for i, n := range (Reason("")).Values() {
			equal(t, n, Reason(n).index(), reason(i))
		}
	})
}
