package experiment_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"peakready/sim/experiment"
)

func TestRounds(t *testing.T) {
	square := func(_ context.Context, i int) (int, error) {
		time.Sleep(time.Duration(7-i%7) * 100 * time.Microsecond) // the later are done first
		return i * i, nil
	}
	until := func(sum int) func([]experiment.Outcome[int]) bool {
		return func(o []experiment.Outcome[int]) bool {
			total := 0
			for i := range o {
				total += o[i].Value
			}
			return total >= sum
		}
	}
	for _, c := range []struct {
		name      string
		sum, want int
	}{
		{"one round is enough", 1, 4},
		{"rounds are whole: 0+1+4+9+16 would do, but the round ends at 8", 30, 8},
		{"the cap ends it, with a shorter round", 1 << 30, 10},
	} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s, %d workers", c.name, workers), func(t *testing.T) {
				got, err := experiment.Rounds(context.Background(), 4, 10, workers, square, until(c.sum), nil)
				if err != nil || len(got) != c.want {
					t.Fatalf("%d trials, error %v; want %d", len(got), err, c.want)
				}
				for i := range got {
					if got[i].Value != i*i {
						t.Errorf("trial %d gave %d", i, got[i].Value)
					}
				}
			})
		}
	}
	t.Run("a failed trial names its number in the whole experiment and ends it", func(t *testing.T) {
		got, err := experiment.Rounds(context.Background(), 4, 100, 2, func(_ context.Context, i int) (int, error) {
			if i == 6 {
				return 0, errors.New("no")
			}
			return i, nil
		}, until(1<<30), nil)
		if err == nil || !strings.Contains(err.Error(), "trial 6: no") || len(got) != 8 {
			t.Errorf("%d trials, error %v", len(got), err)
		}
	})
	t.Run("who is told hears every number once", func(t *testing.T) {
		heard := map[int]int{}
		if _, err := experiment.Rounds(context.Background(), 3, 8, 2, square, until(1<<30), func(i int) { heard[i]++ }); err != nil || len(heard) != 8 || heard[7] != 1 {
			t.Errorf("%v, %v", heard, err)
		}
	})
	t.Run("no rounds of nothing", func(t *testing.T) {
		if _, err := experiment.Rounds(context.Background(), 0, 8, 1, square, until(1), nil); err == nil {
			t.Error("accepted")
		}
	})
}
