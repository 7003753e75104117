package sim

import "math/bits"

// The fingerprint is a running hash over every model event: instant, hash of the event's
// name, who. Each step is a bijection of the state for a given event and of the event's
// word for a given state, so one event that differs always shows, and two that change
// places do. The multipliers are odd and of no other significance: the fractional parts
// of the square roots of 2, 3 and 5.
const (
	hashTime  = 0x6a09e667f3bcc909
	hashWho   = 0xbb67ae8584caa73b
	hashState = 0x3c6ef372fe94f82b
)

func foldEvent(h, mark uint64, t Time, who uint64) uint64 {
	x := mark ^ uint64(t)*hashTime ^ bits.RotateLeft64(who*hashWho, 32)
	return bits.RotateLeft64(h^x, 29) * hashState
}

// hashName is FNV-1a over the bytes of the name; never 0, which marks an observer.
func hashName(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return h | 1
}

// finish spreads the state over all bits, with the finaliser of MurmurHash3 (fmix64).
func finish(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
