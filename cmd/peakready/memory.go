package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
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

// freeMemory is the memory in bytes that this process could still take, 0 if the
// system does not say: what Linux calls available (the page cache is given up
// for it), or what the limits of its control groups leave if that is less.
func freeMemory() float64 { return freeIn("/proc", "/sys/fs/cgroup") }

func freeIn(proc, groups string) float64 {
	info, err := os.ReadFile(filepath.Join(proc, "meminfo"))
	if err != nil {
		return 0
	}
	free := 0.0
	if _, line, found := bytes.Cut(info, []byte("MemAvailable:")); found {
		if fields := bytes.Fields(line); len(fields) > 0 {
			kib, _ := strconv.ParseFloat(string(fields[0]), 64)
			free = kib * 1024
		}
	}
	if free == 0 {
		return 0
	}
	memberships, _ := os.ReadFile(filepath.Join(proc, "self/cgroup"))
	for line := range strings.Lines(string(memberships)) {
		// hierarchy:controllers:path; version 2 has no controllers.
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		switch {
		case len(parts) == 3 && parts[1] == "":
			free = min(free, leftInGroups(groups, parts[2], "memory.max", "memory.current"))
		case len(parts) == 3 && slices.Contains(strings.Split(parts[1], ","), "memory"):
			free = min(free, leftInGroups(filepath.Join(groups, "memory"), parts[2], "memory.limit_in_bytes", "memory.usage_in_bytes"))
		}
	}
	return free
}

// leftInGroups is the least that a group and those above it leave, infinite if
// none has a limit. Within a container the root is the group itself.
func leftInGroups(root, path, limit, used string) float64 {
	left := math.Inf(1)
	for {
		most, err := bytesIn(filepath.Join(root, path, limit))
		if now, err2 := bytesIn(filepath.Join(root, path, used)); err == nil && err2 == nil {
			left = min(left, max(1, most-now))
		}
		if path == "/" || path == "." || path == "" {
			return left
		}
		path = filepath.Dir(path)
	}
}

// bytesIn is the number in a file; "max" is an error, as it is no number.
func bytesIn(file string) (float64, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	return float64(n), err
}
