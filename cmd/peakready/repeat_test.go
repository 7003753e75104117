package main

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
)

// TestRepeatedRunsInOneProcess: nothing that a run leaves behind, a cache or a
// pool of memory, reaches the next one, whatever ran in between and with how many
// processors. testdata/script/workers.txtar says the same of several processes.
func TestRepeatedRunsInOneProcess(t *testing.T) {
	play := func(t *testing.T, args ...string) string {
		var out, notes bytes.Buffer
		if code := execute(append([]string{"run", "testdata/tiny.yaml", "-o", "-", "--json", "-q"}, args...), &out, &notes); code != exitDone {
			t.Fatalf("exit code %d: %s", code, notes.String())
		}
		return out.String()
	}
	first := play(t, "--workers", "1")
	other := play(t, "--workers", "2", "--seed", "9", "-n", "2", "--scale", "50%")
	quick := play(t, "--workers", "2", "--quick")
	if other == first || quick == first {
		t.Fatal("another seed or engine gives the same summary: there is nothing to mix up")
	}
	before := runtime.GOMAXPROCS(0)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	for _, c := range []struct{ processors, workers int }{{1, 1}, {1, 5}, {2, 2}, {7, 1}, {7, 5}} {
		t.Run(fmt.Sprintf("%d processors and %d workers give the same bytes as before", c.processors, c.workers), func(t *testing.T) {
			runtime.GOMAXPROCS(c.processors)
			if again := play(t, "--workers", fmt.Sprint(c.workers)); again != first {
				t.Error("summary.json differs from that of the first run")
			}
			if again := play(t, "--workers", fmt.Sprint(c.workers), "--quick"); again != quick {
				t.Error("summary.json of the quick run differs from that of the first")
			}
		})
	}
}
