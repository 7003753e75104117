package models

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// TestOrderBitsBySixteen holds the counts that go over whole words against one order
// after the other.
func TestOrderBitsBySixteen(t *testing.T) {
	const minutes, each = 40, 7
	src := source{count: minutes * each, orderBits: make([]uint64, minutes*each/16+1)}
	luck := rng.NewKey(1, 0).Entity(1, 1)
	var records []sim.Record // by number
	for m := range int64(minutes) {
		src.first = append(src.first, uint32(m*each))
		for i := range int64(each) {
			r := newOrder(0, m, i)
			draw := luck.Sub(1, uint64(len(records)))
			records = append(records, r)
			src.setState(&r, draw.Bits(1)%4)
			if len(records) > 100 && len(records) < 180 { // words without an open order
				src.setState(&r, draw.Bits(2)%2*stateDelivered)
			}
			if draw.Bits(3)%2 == 0 {
				src.mark(&r)
			}
			if draw.Bits(4)%2 == 0 {
				src.sentBack(&r)
			}
		}
	}
	open := func(n int) bool {
		st := src.state(&records[n])
		return st == statePlaced || st == stateShipped
	}
	for first := range records {
		for last := first; last <= len(records); last++ {
			var want tally
			next := last
			for n := last - 1; n >= first; n-- {
				st := src.state(&records[n])
				want.states[st]++
				if st == stateDelivered && src.marked(&records[n]) {
					want.madeGood++
				}
				if open(n) {
					next = n
				}
			}
			if got := src.tally(uint32(first), uint32(last)); got != want {
				t.Fatalf("orders %d to %d: %+v, want %+v", first, last, got, want)
			}
			if got := src.nextOpen(uint32(first), uint32(last)); got != uint32(next) {
				t.Fatalf("first open order from %d to %d is %d, want %d", first, last, got, next)
			}
		}
	}
}
