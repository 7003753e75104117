package flow

import (
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// TestASlotComesBackAfterManyOthers holds the bound on the reuse of generations
// when the pool is all but full: contacts that nobody answers stand in the queue
// while others come and go in the slots that are left.
func TestASlotComesBackAfterManyOthers(t *testing.T) {
	spec := simple(1, 1, forever, 0)
	spec.Classes = append(spec.Classes, ClassSpec{Name: "never answered", Service: rng.MustConstant(1), Patience: Patience{Dist: rng.MustNever()}})
	spec.Groups = append(spec.Groups, GroupSpec{Name: "absent", Skills: []int{1}, Staff: Always(0), Concurrency: 1})
	for _, standing := range []int{0, 100, 200, 254, 255, 256, 400, 511, 512} {
		k := sim.New(sim.Day)
		p := NewPool(k, spec, 1)
		key := rng.NewKey(1, 0)
		for i := range standing {
			p.Offer(&Contact{Luck: key.Entity(3, uint64(i)), Class: 1})
		}
		last := map[int32]int{}
		for i := range 5000 {
			p.Place() // where the pool will keep it
			slot := p.free.first()
			p.Offer(&Contact{Luck: key.Entity(4, uint64(i))})
			if was, seen := last[slot]; seen && i-was < spareSlots {
				t.Fatalf("with %d in the queue slot %d comes back after %d others, want %d or more", standing, slot, i-was-1, spareSlots-1)
			}
			last[slot] = i
			for p.Busy() > 0 {
				k.Run(k.Now() + sim.Minute)
			}
		}
		if got := p.Waiting(); got != standing {
			t.Fatalf("%d wait, want %d: a slot was given away twice", got, standing)
		}
	}
}
