package sim

import "unsafe"

// hugePage is the size of the large pages of x86-64 and of arm64 with small ones of 4 KiB.
const hugePage = 2 << 20

// MakeTable returns n zero values, as make does, in memory that the system is asked to
// back with large pages where there is enough of it for one. A season's orders, records
// and waiting parcels are gigabytes that are read and written all over; with pages of 4
// KiB most of those accesses wait for an address to be translated as well. Where the
// system has no large pages, or gives none, the table is the same and slower.
func MakeTable[T any](n int) []T {
	t := make([]T, n)
	if bytes := uintptr(n) * unsafe.Sizeof(*new(T)); bytes >= hugePage {
		// Outwards to whole pages: what lies beside the table is the program's own heap.
		from := uintptr(unsafe.Pointer(unsafe.SliceData(t)))
		to := (from + bytes + hugePage - 1) &^ (hugePage - 1)
		from &^= hugePage - 1
		adviseLargePages(from, to-from)
	}
	return t
}
