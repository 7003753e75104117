//go:build unix

package main

import (
	"runtime"
	"syscall"
	"time"
)

func resources() (r syscall.Rusage) {
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return syscall.Rusage{}
	}
	return r
}

// processorTime is the processor time of this process so far, user and system.
func processorTime() time.Duration {
	r := resources()
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// peakResident is the greatest resident set in bytes.
func peakResident() int64 {
	r := resources()
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(r.Maxrss) // bytes there, KiB elsewhere
	}
	return int64(r.Maxrss) << 10
}
