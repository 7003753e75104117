package flow

import (
	"math"
	"strings"
	"testing"

	"peakready/sim"
)

func TestScheduleRejectsWhatIsNoSchedule(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []Step
		want  string
	}{
		{"a negative value", []Step{{0, 1}, {5, -1}}, "step 1 at 0d 00:00:00.005: value is -1"},
		{"not a number", []Step{{0, math.NaN()}}, "value is NaN"},
		{"an infinite value", []Step{{0, math.Inf(1)}}, "value is +Inf"},
		{"a time before the start", []Step{{-1, 1}}, "must not be negative"},
		{"steps out of order", []Step{{5, 1}, {3, 1}}, "step 1 at 0d 00:00:00.003 does not come after step 0"},
		{"two steps at one instant", []Step{{5, 1}, {5, 2}}, "does not come after"},
	} {
		t.Run(c.name+" is an error", func(t *testing.T) {
			if _, err := NewSchedule(c.steps); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestScheduleReadsItsSteps(t *testing.T) {
	s, err := NewSchedule([]Step{{10, 2}, {20, 0}, {40, 5}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   sim.Time
		want float64
	}{{-3, 0}, {0, 0}, {9, 0}, {10, 2}, {19, 2}, {20, 0}, {39, 0}, {40, 5}, {1000, 5}} {
		if got := s.At(c.at); got != c.want {
			t.Errorf("at %d: got %v, want %v", c.at, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b sim.Time
		want float64
	}{{0, 10, 0}, {0, 100, 320}, {5, 15, 10}, {12, 15, 6}, {15, 45, 35}, {50, 50, 0}, {41, 43, 10}} {
		if got := s.Integral(c.a, c.b); got != c.want {
			t.Errorf("from %d to %d: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
	var at []sim.Time
	for x, ok := s.Next(-1); ok; x, ok = s.Next(x) {
		at = append(at, x)
	}
	if len(at) != 3 || at[0] != 10 || at[1] != 20 || at[2] != 40 {
		t.Errorf("steps begin at %v, want 10, 20, 40", at)
	}
	var zero Schedule
	if _, ok := zero.Next(0); ok || zero.At(5) != 0 || zero.Integral(0, 9) != 0 {
		t.Error("the zero schedule is not 0 for ever")
	}
	if Always(3).At(0) != 3 || Always(3).Integral(0, 7) != 21 {
		t.Error("Always(3) is not 3 from time 0")
	}
}

func TestBalanceNamesTheBrokenSide(t *testing.T) {
	good := Balance{Entered: 9, Left: 4, Dropped: 2, Inside: 3, Area: 50, Sojourn: 30, Residual: 20}
	if err := good.Check("x"); err != nil {
		t.Errorf("a good balance: %v", err)
	}
	for _, c := range []struct {
		name  string
		spoil func(b *Balance)
		want  string
	}{
		{"a record lost", func(b *Balance) { b.Left-- }, "9 entered, but 3 left + 2 dropped + 3 inside make 8"},
		{"a negative count", func(b *Balance) { b.Dropped, b.Left = -1, 7 }, "negative"},
		{"a tick lost", func(b *Balance) { b.Sojourn-- }, "Little's law"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := good
			c.spoil(&b)
			if err := b.Check("x"); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
