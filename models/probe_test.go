package models

import (
	"fmt"
	"peakready/models/result"
	"testing"
	"time"
)

func TestProbe(t *testing.T) {
	for rep := 0; rep < 3; rep++ {
		t0 := time.Now()
		tr := play(t, shop(), rep)
		fmt.Println(time.Since(t0), tr.Intentions)
		r := all(tr, 0)
		for c := result.Counter(0); c < result.Counters; c++ {
			fmt.Print(c, " ", r[c], "; ")
		}
		fmt.Println()
	}
	t0 := time.Now()
	tr := play(t, endless(shop()), 0)
	fmt.Println(time.Since(t0), tr.Intentions)
	r := all(tr, 0)
	for c := result.Counter(0); c < result.Counters; c++ {
		fmt.Print(c, " ", r[c], "; ")
	}
}
