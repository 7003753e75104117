//go:build !unix

package flow

import (
	"testing"
	"time"
)

var begun = time.Now()

// cpu is the wall's clock where the CPU time is not to be had.
func cpu(*testing.B) time.Duration { return time.Since(begun) }
