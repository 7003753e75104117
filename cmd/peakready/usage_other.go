//go:build !unix

package main

import "time"

// processorTime is not known on this system.
func processorTime() time.Duration { return 0 }

// peakResident is not known on this system.
func peakResident() int64 { return 0 }
