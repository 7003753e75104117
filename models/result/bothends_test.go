package result_test

import (
	"fmt"
	"testing"

	"peakready/models/result"
)

// 0.9^35 = 0.0250 is a little too much, 0.9^36 = 0.0225 is not; 0.5^6 = 0.0156.
func TestSeasonsForBothEnds(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want int
	}{{0.9, 36}, {0.1, 36}, {0.5, 6}, {0.95, 72}, {0.8, 17}} {
		t.Run(fmt.Sprint(c.in), func(t *testing.T) {
			if got := result.SeasonsForBothEnds(c.in); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
