package result_test

import (
	"peakready/models/result"
	"peakready/sim/stats"
)

// Milliseconds.
const (
	second = 1000
	hour   = 3600 * second
	day    = 24 * hour
)

// handmade is a run of three days (a day of warm-up, the window 11 and 12
// November 2026) and of one firm, whose every figure can be worked out by
// hand. Trial k = 1, 2, 3 places 100k orders on each day.
func handmade() *result.Run {
	r := &result.Run{
		Scenario: "handmade", File: "handmade.yaml", Version: "1.2.3", Seed: 7, Asked: 3,
		Firms: []result.FirmHead{{Name: "甲店", Pools: []result.PoolHead{
			{Name: "chat", Channel: "chat", Target: 30 * second},
			{Name: "hotline", Channel: "phone", Target: 20 * second},
		}}},
		Lines: []result.LineHead{
			{Name: "north hub", Kind: "hub", Firm: -1},
			{Name: "main", Kind: "warehouse", Firm: 0},
		},
		Start: 20767, // 2026-11-10
		From:  1, To: 2, NDays: 4,
	}
	for k := int64(1); k <= 3; k++ {
		t := result.Trial{Replication: int(k - 1), Fingerprint: uint64(k), Events: 10, Intentions: 330 * k, PeakOnRoad: 5}
		f := result.FirmTrial{
			Days: make([]result.Row, 4), Cohorts: make([]result.Row, 4),
			InFlight: 2 * k, Lead: new(stats.Sketch), Late: new(stats.Sketch), Refund: new(stats.Sketch),
			LateDays: []int64{180 * k, 4 * k, 6 * k}, RefundIn7d: 3 * k, RefundsPaid: 4 * k,
			Costs: result.Costs{Staff: 12345 * k, Temps: 100 * k, Carriers: 200 * k, Compensation: 300 * k, LostMargin: 400 * k},
		}
		for d := range 3 {
			row := &f.Cohorts[d]
			row[result.Intentions] = 110 * k
			row[result.LostCheckout] = 7 * k
			row[result.LostSoldOut] = 3 * k
			row[result.Placed] = 100 * k
			row[result.CancelledShop] = 2 * k
			row[result.CancelledBuyer] = k
			row[result.LostParcels] = k
			row[result.Shipped] = 97 * k
			row[result.Delivered] = 95 * k
			row[result.DeliveredLate] = 19 * k
			row[result.ToFirm(result.Delay)] = 3 * k
			row[result.ToFirm(result.Terms)] = k
			row[result.ToAuthority(result.Delay)] = k
			f.Days[d] = *row
		}
		f.Days[3][result.ToFirm(result.Delay)] = 5 // lodged after the window, of the window's orders
		f.Lead.RecordN(2*day, 9)
		f.Late.RecordN(day, 1)
		f.Pools = []result.PoolTrial{
			{Hours: make([]result.PoolHour, 4*24), Waits: new(stats.Sketch)},
			{Hours: make([]result.PoolHour, 4*24), Waits: new(stats.Sketch)},
		}
		h := result.PoolHour{Offered: 10 * k, Fresh: 9 * k, WorkOffered: 5 * k, Capacity: 4 * k, Answered: 8 * k, Abandoned: 2 * k, Within: 4 * k, WaitSum: 8 * k * k * 10 * second, Busy: hour / 2, Staffed: hour / 2, Overtime: hour / 6}
		for _, at := range []int{23, 24, 71, 72} { // the first and the last lie outside the window
			f.Pools[0].Hours[at] = h
		}
		f.Pools[0].Waits.RecordN(100*k, 1)
		f.Examples[result.Delay] = []result.Example{{Order: "A-1", Day: 2}, {Order: "A-2", Day: 1}}
		t.Firms = []result.FirmTrial{f}
		t.Lines = []result.LineTrial{
			{Days: []result.LineDay{{Capacity: 50, Queue: 99}, {Capacity: 50, Entered: 40, Left: 40, Queue: k}, {Capacity: 50, Left: 10, Queue: 7}}},
			{Days: []result.LineDay{{}, {Capacity: 1, Queue: 3}}},
		}
		t.Audit = result.Audit{Checks: 4}
		r.Trials = append(r.Trials, t)
	}
	return r
}
