package plots

import (
	"math"
	"strings"
	"testing"

	"peakready/models/result"
)

// shadowed is a season with formulas beside it: every pool worst at its hour 33,
// every line on its day 2, if so many pools and lines have a gap at all.
func shadowed(pools, lines int) *result.Run {
	s := smallSeason()
	run := s.run()
	run.Shadow = &result.Shadow{}
	for p := range run.Firms[0].Pools {
		x := result.PoolShadow{Pool: p}
		for k := range (run.To + 1 - run.From) * 24 {
			h := result.HourShadow{Contacts: float64(k % 24), Places: 4, ServiceLevel: 0.9, Abandonment: 0.1}
			if k%24 < 8 {
				h.ServiceLevel, h.Abandonment = math.NaN(), math.NaN()
			}
			x.Hours = append(x.Hours, h)
		}
		if p < pools {
			x.Gaps = []result.Gap{{At: 33, Simulated: 0.25, Formula: 0.9, Amount: 65 - float64(p), Reasons: []string{"612 contacts waited from the hours before", "redials"}}}
		}
		run.Shadow.Pools = append(run.Shadow.Pools, x)
	}
	for l := range run.Lines {
		x := result.LineShadow{Days: make([]float64, run.To+1-run.From)}
		if l < lines {
			x.Gaps = []result.Gap{{At: 2, Simulated: 4000 - float64(l), Formula: 100, Amount: -3900 + float64(l), Reasons: []string{"hours: it is closed by night"}}}
		}
		run.Shadow.Lines = append(run.Shadow.Lines, x)
	}
	return run
}

func TestShadowFigure(t *testing.T) {
	find := func(run *result.Run) *Figure {
		for _, f := range Figures(run) {
			if f.Name == "shadow" {
				return &f
			}
		}
		return nil
	}
	for name, run := range map[string]*result.Run{"pools and lines": shadowed(9, 9), "pools alone": shadowed(1, 0), "lines alone": shadowed(0, 2)} {
		t.Run("texts keep apart: "+name, func(t *testing.T) {
			f := find(run)
			if f == nil {
				t.Fatal("no figure")
			}
			for _, fault := range faults(f.W, f.H, record(*f)) {
				t.Error(fault)
			}
		})
	}
	t.Run("without a gap there is no figure and no table", func(t *testing.T) {
		run := shadowed(0, 0)
		var b strings.Builder
		if err := Report(&b, run); err != nil {
			t.Fatal(err)
		}
		if find(run) != nil || strings.Contains(b.String(), "Where formulas mislead") {
			t.Error("there is")
		}
	})
	t.Run("the headline names the worst hour and the worst line", func(t *testing.T) {
		run := shadowed(2, 2)
		s := subject{run: run}
		pool, line := run.Firms[0].Pools[0].Name, run.Lines[0].Name
		want := "Erlang A misleads most at the " + pool + " pool on " + hourWords(run, 33) + ": it says 90% answered in time, the simulation 25%; a fluid backlog at " + line + " on "
		if got := shadowSentence(s); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, ": 100 parcels, simulated 4k") {
			t.Errorf("got %q", got)
		}
		if got := shadowSentence(subject{run: shadowed(0, 2)}); !strings.HasPrefix(got, "The fluid backlog misleads most at "+line) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a pool with a day to answer is left out, with the reason", func(t *testing.T) {
		run := shadowed(9, 2)
		if got := slowSentence(subject{run: run}); !strings.HasPrefix(got, ". Left out: tickets, to be") {
			t.Errorf("without the chat it says %q", got)
		}
		slow := &run.Firms[0].Pools[0]
		slow.Target = 24 * 3600 * 1000
		if got, want := slowSentence(subject{run: run}), ". Left out: "+slow.Name+" and tickets, to be answered within hours or days, of which a steady hour says nothing"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, p := range shadowPools(subject{run: run}) {
			if p.name == slow.Name {
				t.Error("it is still there")
			}
		}
	})
	t.Run("the report says why", func(t *testing.T) {
		var b strings.Builder
		if err := Report(&b, shadowed(2, 2)); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Where formulas mislead", "612 contacts waited from the hours before; redials", "hours: it is closed by night", "65 contacts in time"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q is missing", want)
			}
		}
	})
}
