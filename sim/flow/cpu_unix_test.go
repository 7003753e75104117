//go:build unix

package flow

import (
	"syscall"
	"testing"
	"time"
)

// cpu is the CPU time this process has used: on a shared machine the wall's clock measures
// the neighbours.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
