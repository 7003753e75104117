package sim

import "syscall"

// adviseLargePages asks for large pages. It is advice: what comes of it does not matter.
func adviseLargePages(from, bytes uintptr) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, bytes, syscall.MADV_HUGEPAGE)
}
