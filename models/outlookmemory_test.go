package models

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// alive is what the collector finds in use.
func alive() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// The estimate is held against what the collector finds alive at the end of a
// season that is still at hand. Peak resident sets of whole runs are in
// outlookmemory.go; they cannot be taken within a test that shares its process.
func TestTheOutlookKnowsTheMemoryOfASeason(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, x := range []float64{1, 20} {
		sc := Scaled(*market(), x)
		before := alive()
		s, err := newSeason(&sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s.k.Run(s.horizon() - 1)
		trial := s.trial(0)
		got, want := alive()-before, Look(&sc).Memory
		runtime.KeepAlive(s)
		runtime.KeepAlive(trial)
		if !(want > 0.75*got && want < 1.3*got) {
			t.Errorf("at scale %v a season holds %.1f MB, the outlook says %.1f MB", x, got/1e6, want/1e6)
		} else {
			t.Logf("scale %v: %.1f MB held, %.1f MB in the outlook", x, got/1e6, want/1e6)
		}
	}
}

// What grows with the orders, by itself: times 40 the room for those on their way
// is twice all the rest.
func TestTheOutlookKnowsTheMemoryOfAnOrder(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	held := func(x float64) (got, want float64) {
		sc := Scaled(*market(), x)
		before := alive()
		s, err := newSeason(&sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s.k.Run(s.horizon() - 1)
		got = alive() - before
		runtime.KeepAlive(s)
		return got, Look(&sc).Memory
	}
	few, fewSaid := held(10)
	many, manySaid := held(40)
	if got, want := many-few, manySaid-fewSaid; !(want > 0.9*got && want < 1.15*got) {
		t.Errorf("30 markets more hold %.1f MB, the outlook says %.1f MB", got/1e6, want/1e6)
	} else {
		t.Logf("30 markets more: %.1f MB held, %.1f MB in the outlook", got/1e6, want/1e6)
	}
}

func TestFewerWorkersNeedLessMemory(t *testing.T) {
	o := Outlook{Base: 20, Memory: 100, Kept: 10}
	tests := []struct {
		name                  string
		workers, replications int
		needs, bytes          float64
		fit                   int
	}{
		{"one season", 4, 1, 120, 120, 1},
		{"one after the other keep their results", 1, 5, 160, 160, 1},
		{"three at once", 3, 5, 340, 340, 3},
		{"a byte too little for three", 2, 5, 250, 339, 2},
		{"not one", 1, 5, 160, 159, 0},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			if got := o.Needs(c.workers, c.replications); got != c.needs {
				t.Errorf("needs %v bytes, want %v", got, c.needs)
			}
			if got := o.Workers(c.bytes, c.replications); got != c.fit {
				t.Errorf("%d at once fit in %v bytes, want %d", got, c.bytes, c.fit)
			}
		})
	}
}
