package stats

import (
	"math"
	"slices"
	"testing"

	"peakready/sim/rng"
)

const yearMS = 366 * 24 * 3600 * 1000

// waits gives n values of a kind: the shapes that a season records.
func waits(kind string, n int) []int64 {
	s := rng.NewKey(4, 0).Entity(1, 1).Stream(rng.Name(kind))
	values := make([]int64, n)
	for i := range values {
		switch kind {
		case "exponential waits":
			values[i] = int64(s.Exp() * 30_000)
		case "lognormal days":
			values[i] = int64(2 * 86_400_000 * math.Exp(0.7*s.Norm()))
		case "mostly zero":
			if s.U() < 0.2 {
				values[i] = int64(s.Exp() * 5_000)
			}
		case "over a whole year":
			values[i] = int64(math.Exp(s.U() * math.Log(yearMS)))
		case "all alike":
			values[i] = 123_457
		}
	}
	return values
}

var kinds = []string{"exponential waits", "lognormal days", "mostly zero", "over a whole year", "all alike"}

func sketchOf(values []int64) *Sketch {
	s := NewSketch()
	for _, v := range values {
		s.Record(v)
	}
	return s
}

func TestSketchQuantilesStayWithinTheirError(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			values := waits(kind, 50_000)
			s := sketchOf(values)
			slices.Sort(values)
			for _, q := range []float64{0, 1e-5, 0.01, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.99999, 1} {
				rank := max(1, int(math.Ceil(q*float64(len(values)))))
				got, want := s.Quantile(q), float64(values[rank-1])
				if math.Abs(got-want) > SketchError*want {
					t.Errorf("quantile %v = %v, want %v within %v", q, got, want, SketchError)
				}
			}
			sum := 0.0
			for _, v := range values {
				sum += float64(v)
			}
			near(t, "mean", s.Mean(), sum/float64(len(values)), 1e-14)
			if s.Count() != 50_000 || s.Min() != values[0] || s.Max() != values[len(values)-1] {
				t.Errorf("count %d, range %d to %d, want 50000, %d to %d", s.Count(), s.Min(), s.Max(), values[0], values[len(values)-1])
			}
		})
	}
}

func TestEveryValueLiesInItsCell(t *testing.T) {
	values := []int64{0, 1, 63, 64, 127, 128, 129, 255, 256, 1 << 20, yearMS, 1<<35 - 1, 1 << 35, 1 << 50, math.MaxInt64}
	for _, kind := range kinds {
		values = append(values, waits(kind, 5000)...)
	}
	for _, v := range values {
		lo, hi := bounds(cell(v))
		if v < lo || v > hi || float64(hi-lo) > 2*SketchError*float64(lo) {
			t.Fatalf("value %d is in the cell from %d to %d", v, lo, hi)
		}
	}
	for i := 1; i < 3000; i++ {
		_, before := bounds(i - 1)
		if lo, _ := bounds(i); lo != before+1 {
			t.Fatalf("cell %d begins at %d, the one before ends at %d", i, lo, before)
		}
	}
}

func TestSketchesMergeInAnyOrder(t *testing.T) {
	var all []int64
	var parts []*Sketch
	for i, kind := range kinds {
		values := waits(kind, 1000*(i+1))
		all = append(all, values...)
		part := new(Sketch) // grows as needed, unlike NewSketch
		for _, v := range values {
			part.Record(v)
		}
		parts = append(parts, part)
	}
	want := new(Sketch)
	for _, v := range all {
		want.Record(v)
	}
	forward, backward := new(Sketch), NewSketch()
	for i := range parts {
		forward.Merge(parts[i])
		backward.Merge(parts[len(parts)-1-i])
	}
	backward.cells = backward.cells[:len(want.cells)]
	for name, got := range map[string]*Sketch{"forward": forward, "backward": backward} {
		if !slices.Equal(got.cells, want.cells) || got.n != want.n || got.sumLo != want.sumLo || got.sumHi != want.sumHi || got.notMin != want.notMin || got.max != want.max {
			t.Errorf("merged %s, the sketch differs from that of all values", name)
		}
	}
	var empty Sketch
	forward.Merge(&empty)
	if forward.Count() != want.Count() || forward.Min() != want.Min() {
		t.Error("merging an empty sketch changed something")
	}
}

func TestShareAboveALimit(t *testing.T) {
	values := waits("exponential waits", 50_000)
	s := sketchOf(values)
	for _, x := range []int64{-1, 0, 50, 127, 128, 1_000, 20_000, 60_000, 1 << 40} {
		above := 0
		cell, inCell := cell(max(x, 0)), 0
		for _, v := range values {
			if v > x {
				above++
			}
			if lo, hi := bounds(cell); v >= lo && v <= hi {
				inCell++
			}
		}
		n := float64(len(values))
		room := float64(inCell) / n // what the cell of x holds cannot be told apart
		if x < 2*sketchCells {
			room = 0
		}
		if got, want := s.Above(x), float64(above)/n; math.Abs(got-want) > room {
			t.Errorf("share above %d = %v, want %v within %v", x, got, want, room)
		}
	}
}

func TestRecordNIsRecordNTimes(t *testing.T) {
	a, b := new(Sketch), new(Sketch)
	for range 1000 {
		a.Record(1 << 62) // the sum needs more than 64 bits
	}
	b.RecordN(1<<62, 999)
	b.RecordN(1<<62, 1)
	b.RecordN(5, 0)
	if a.n != b.n || a.sumHi != b.sumHi || a.sumLo != b.sumLo || a.notMin != b.notMin || !slices.Equal(a.cells, b.cells) {
		t.Errorf("sketches differ: %v and %v values", a.n, b.n)
	}
	if a.Mean() != 1<<62 {
		t.Errorf("mean %v, want %v", a.Mean(), float64(1<<62))
	}
}

func TestAnEmptySketchKnowsNothing(t *testing.T) {
	var s Sketch
	if !math.IsNaN(s.Quantile(0.5)) || !math.IsNaN(s.Mean()) || !math.IsNaN(s.Above(3)) || !math.IsNaN(s.Above(-3)) || s.Count() != 0 {
		t.Error("an empty sketch claims to know something")
	}
	s.Record(4)
	if !math.IsNaN(s.Quantile(1.1)) || !math.IsNaN(s.Quantile(math.NaN())) {
		t.Error("a quantile outside [0,1] is not NaN")
	}
}

func TestSketchRefusesNegativeValues(t *testing.T) {
	for name, use := range map[string]func(s *Sketch){
		"record": func(s *Sketch) { s.Record(-1) }, "record n": func(s *Sketch) { s.RecordN(-1, 2) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			use(NewSketch())
		}()
	}
}

func TestRecordingAllocatesNothing(t *testing.T) {
	s := NewSketch()
	values := waits("over a whole year", 1000)
	if allocs := testing.AllocsPerRun(10, func() {
		for _, v := range values {
			s.Record(v)
		}
	}); allocs != 0 {
		t.Errorf("recording allocates %v times, want 0", allocs)
	}
}

func BenchmarkSketchRecord(b *testing.B) {
	for _, kind := range []string{"exponential waits", "lognormal days"} {
		b.Run(kind, func(b *testing.B) {
			values := waits(kind, 1<<12)
			s := NewSketch()
			i := 0
			for b.Loop() {
				s.Record(values[i&(1<<12-1)])
				i++
			}
		})
	}
}

func BenchmarkSketchMerge(b *testing.B) {
	s, o := NewSketch(), sketchOf(waits("lognormal days", 1000))
	for b.Loop() {
		s.Merge(o)
	}
}

func BenchmarkTallyAdd(b *testing.B) {
	var t Tally
	x := 0.0
	for b.Loop() {
		t.Add(x)
		x++
	}
}

func BenchmarkLevelAdd(b *testing.B) {
	var l Level
	t := int64(0)
	for b.Loop() {
		l.Add(t, t&3-1)
		t++
	}
}
