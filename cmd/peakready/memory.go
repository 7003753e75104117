package main

import (
	"bytes"
	"os"
	"strconv"
)

// peakMemory is the most memory in bytes that this process has held, 0 if the
// system does not say. Linux's VmHWM is preferred to getrusage, whose maximum
// begins with that of the process that started this one (`go run`, say).
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return peakResident()
	}
	_, line, found := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(line)
	if !found || len(fields) == 0 {
		return peakResident()
	}
	kib, err := strconv.ParseInt(string(fields[0]), 10, 64)
	if err != nil {
		return peakResident()
	}
	return kib << 10
}
