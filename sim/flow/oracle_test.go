package flow

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// The stochastic tests compare means over independent replications, or over days, with a
// closed form: a difference of more than 4 standard errors fails. For a correct block and
// a fresh seed such a comparison fails with probability 6.3e-5 if there are many
// replications and 2.1e-4 if there are 50 (Student's t), a little more for a skewed
// measure. The package makes about 90 of them, so a fresh set of seeds raises a false alarm
// in about 1 to 2% of the cases; four such sets gave 348 comparisons with a mean of 0.02
// and a greatest of 3.9 standard errors. The seeds are fixed.
const maxSE = 4

// reference gives the expected values of a published or computed case; which is which,
// and where from, stands in the file's last column.
func reference(t testing.TB, id string) []float64 {
	t.Helper()
	f, err := os.Open("testdata/reference_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row[0] != id {
			continue
		}
		var v []float64
		for _, s := range strings.FieldsFunc(row[4], func(r rune) bool { return r == ' ' || r == ';' }) {
			if x, err := strconv.ParseFloat(s, 64); err == nil {
				v = append(v, x)
			}
		}
		if len(v) == 0 {
			t.Fatalf("case %s has no expected number", id)
		}
		return v
	}
	t.Fatalf("no case %s", id)
	return nil
}

// sample is one observation a replication of each of several measures.
type sample struct {
	names []string
	sum   []float64
	sq    []float64
	n     float64
}

func measures(names ...string) *sample {
	return &sample{names: names, sum: make([]float64, len(names)), sq: make([]float64, len(names))}
}

func (s *sample) add(values ...float64) {
	if len(values) != len(s.names) {
		panic("sample: wrong number of values")
	}
	s.n++
	for i, v := range values {
		s.sum[i] += v
		s.sq[i] += v * v
	}
}

func (s *sample) mean(i int) (mean, se float64) {
	mean = s.sum[i] / s.n
	return mean, math.Sqrt(max(s.sq[i]/s.n-mean*mean, 0) / (s.n - 1))
}

// against compares every measure with its expected value, whose own uncertainty is added
// in quadrature; it returns all that differ.
func (s *sample) against(want []float64, ownSE ...float64) error {
	var bad []string
	for i, name := range s.names {
		got, se := s.mean(i)
		if len(ownSE) > 0 {
			se = math.Hypot(se, ownSE[i])
		}
		if !(math.Abs(got-want[i]) <= maxSE*se) {
			bad = append(bad, fmt.Sprintf("%s: got %.6g, want %.6g: %.1f standard errors of %.2g", name, got, want[i], (got-want[i])/se, se))
		}
	}
	if bad != nil {
		return fmt.Errorf("%s", strings.Join(bad, "\n"))
	}
	return nil
}

// stream is a sequence of luck for the tests' own sources.
func stream(seed, replication uint64, name string) rng.Stream {
	return rng.NewKey(seed, replication).Entity(1, 0).Stream(rng.Name(name))
}

// steps builds a schedule from pairs of time and value, the unit of time given.
func steps(unit sim.Time, pairs ...float64) Schedule {
	var st []Step
	for i := 0; i < len(pairs); i += 2 {
		st = append(st, Step{sim.Time(math.Round(pairs[i] * float64(unit))), pairs[i+1]})
	}
	s, err := NewSchedule(st)
	if err != nil {
		panic(err)
	}
	return s
}

// underMutant runs check with a fault built into the blocks, and wants it to notice.
func underMutant(t *testing.T, m mutant, name string, check func() error) {
	t.Helper()
	t.Run(name+" is noticed", func(t *testing.T) {
		mutation = m
		defer func() { mutation = sound }()
		err := check()
		if err == nil {
			t.Fatal("the check passes with the fault in place: it is too weak")
		}
		t.Log(err)
	})
}

// source brings entities one by one: a Poisson process if gap draws exponentials.
type source struct {
	k    *sim.Kernel
	ev   sim.Event[uint32]
	gap  func() float64 // ticks; < 0 ends the source
	next float64        // exact instant of the pending arrival
	n    uint64
	act  func(n uint64)
}

func newSource(k *sim.Kernel, name string, gap func() float64, act func(n uint64)) *source {
	s := &source{k: k, gap: gap, act: act, next: float64(k.Now())}
	s.ev = sim.On(k, name, s.onArrived)
	s.plan()
	return s
}

func (s *source) plan() {
	if g := s.gap(); g >= 0 {
		s.next += g
		s.ev.At(sim.Time(s.next+0.5), 0)
	}
}

func (s *source) onArrived(uint32) {
	n := s.n
	s.n++
	s.plan()
	s.act(n)
}

// poisson gives exponential gaps with a mean in ticks.
func poisson(st *rng.Stream, mean float64) func() float64 {
	return func() float64 { return st.Exp() * mean }
}

// trace gives arrivals at listed instants, in units.
func trace(unit float64, at ...float64) func() float64 {
	i, last := 0, 0.0
	return func() float64 {
		if i == len(at) {
			return -1
		}
		g := at[i] - last
		last = at[i]
		i++
		return g * unit
	}
}
