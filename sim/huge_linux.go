package sim

import (
	"syscall"
	"unsafe"
)

// adviseHuge asks Linux to back a block by pages of 2 MiB, since pushes go to random
// places and each page of 4 KiB costs a look-up in the page tables. It is advice: where it
// is refused, or on another system, a run is slower and otherwise the same.
func adviseHuge(b *[blockLen]chunk) {
	const madvHugepage = 14 // Linux, asm-generic/mman-common.h
	_ = syscall.Madvise(unsafe.Slice((*byte)(unsafe.Pointer(b)), unsafe.Sizeof(*b)), madvHugepage)
}
