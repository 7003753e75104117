package verify

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"peakready/sim/rng"
)

func TestFormulasAgreeWithTheirReferences(t *testing.T) {
	for _, f := range formulas() {
		if r := f.row(); r.Verdict != Proven {
			t.Errorf("%s, %s: %v, want %v within %v", r.ID, r.Metric, r.Got, r.Expected, r.Tolerance)
		}
	}
}

func run(t *testing.T, filter string, workers int) *Report {
	t.Helper()
	rep, err := Run(context.Background(), Options{Filter: filter, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestTracesAreExact(t *testing.T) {
	cases := traces()
	rows, err := simulate(context.Background(), cases, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.judge(0); r.Verdict != Proven {
			t.Errorf("%s, %s: %v, want %v", r.ID, r.Metric, r.Got, r.Expected)
		}
	}
	if len(rows) < 30 {
		t.Errorf("%d figures only", len(rows))
	}
}

// TestFiguresThatNoSourcePrints are computed here from their equations anew.
func TestFiguresThatNoSourcePrints(t *testing.T) {
	want := map[string]float64{}
	// Balking: births 10 below ten contacts, 7 from there; deaths min(n, 10).
	p := chain(func(n int) float64 {
		if n < 10 {
			return 10
		}
		return 7
	}, func(n int) float64 { return math.Min(float64(n), 10) })
	want["BALK-10 share that leaves"] = 0.3 * above(p, 10, 0)
	want["BALK-10 mean queue"] = above(p, 10, 1)
	// Three chats at 150, 100 and 75 an hour each.
	p = chain(func(int) float64 { return 140 }, func(n int) float64 { return []float64{0, 150, 200, 225}[min(n, 3)] })
	want["CHAT-3 share that waits"] = above(p, 3, 0)
	want["CHAT-3 mean wait, s"] = above(p, 3, 1) / 140 * 3600
	want["CHAT-3 occupancy of the three places"] = (above(p, 0, 1) - above(p, 3, 1)) / 3
	want["NV-25 share not to be had"] = newsvendor(25)
	want["MD1K-gate share that finds it full"] = fullRoom(0.9, 5)
	want["MD1M-gate share that gives up"] = impatient(1.25, 1.0/3)
	// A parcel waits six minutes for each that is left over, and for half of those
	// that come with it: E[N(N-1)]/E[N] = 8 before and behind it.
	want["BATCH-hub mean wait at the hub, min"] = 6 * (leftOver(8, 10) + 8.0/2)
	for _, c := range append(desks(), goods()...) {
		for _, f := range c.figures {
			if w, ok := want[c.id+" "+f.metric]; ok {
				if math.Abs(f.expected-w) > 1e-6*w {
					t.Errorf("%s, %s: the case expects %v, its equations give %v", c.id, f.metric, f.expected, w)
				}
				delete(want, c.id+" "+f.metric)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no case has the figures %v", want)
	}
}

// chain is the stationary distribution of a birth-death chain.
func chain(birth, death func(n int) float64) []float64 {
	p, total := []float64{1}, 1.0
	for n := 1; n < 2000; n++ {
		p = append(p, p[n-1]*birth(n-1)/death(n))
		total += p[n]
	}
	for n := range p {
		p[n] /= total
	}
	return p
}

// above is the sum of (n-from)^power p(n) from there on.
func above(p []float64, from int, power float64) float64 {
	sum := 0.0
	for n := from; n < len(p); n++ {
		sum += math.Pow(float64(n-from), power) * p[n]
	}
	return sum
}

// newsvendor is E max(0, D-q)/q of a Poisson D with mean q.
func newsvendor(q float64) float64 {
	pk, sum := math.Exp(-q), 0.0
	for k := 0.0; k < 300; k++ {
		sum += math.Max(0, k-q) * pk
		pk *= q / (k + 1)
	}
	return sum / q
}

// fullRoom is the share lost of M/D/1/k at load rho, by the chain embedded at
// departures.
func fullRoom(rho float64, k int) float64 {
	a := func(n int) float64 {
		l, _ := math.Lgamma(float64(n) + 1)
		return math.Exp(-rho + float64(n)*math.Log(rho) - l)
	}
	q, total := []float64{1}, 1.0
	for n := range k - 1 {
		x := q[n] - q[0]*a(n)
		for j := 1; j <= n; j++ {
			x -= q[j] * a(n+1-j)
		}
		q = append(q, x/a(0))
		total += q[n+1]
	}
	return 1 - 1/(1/total+rho)
}

// impatient is the share lost of M/D/1+M, service 1, by the level-crossing
// equation of the virtual wait v, from which arrivals at x join with
// exp(-theta x): v(x) = lambda P0 [x < 1] + lambda integral of exp(-theta y) v(y)
// over the last 1 before x. Trapezoids.
func impatient(lambda, theta float64) float64 {
	const n, most = 500, 40
	h := 1.0 / n
	area := make([]float64, n*most+1) // integral of exp(-theta y) v(y) to x, for P0 = 1
	last, before, total := lambda, lambda, 0.0
	for i := 1; i < len(area); i++ {
		jump, low := lambda, 0.0
		if i > n {
			jump, low = 0, area[i-n]
		}
		e := math.Exp(-theta * float64(i) * h)
		v := (jump + lambda*(area[i-1]+h/2*last-low)) / (1 - lambda*h/2*e)
		area[i] = area[i-1] + h/2*(last+v*e)
		total += h / 2 * (before + v)
		if i == n { // the density drops by lambda P0 there
			v -= lambda
		}
		last, before = v*e, v
	}
	return 1 - total/(1+total)/lambda
}

// leftOver is the mean of what is left after an hour of Poisson(m) parcels and c
// served: the stationary mean of max(0, W + N - c), by repetition.
func leftOver(m float64, c int) float64 {
	come := make([]float64, 80)
	for k := range come {
		l, _ := math.Lgamma(float64(k) + 1)
		come[k] = math.Exp(-m + float64(k)*math.Log(m) - l)
	}
	w := make([]float64, 160)
	w[0] = 1
	mean, before := 0.0, -1.0
	for math.Abs(mean-before) > 1e-13 {
		next := make([]float64, len(w))
		for i, x := range w {
			for k, p := range come {
				next[min(len(w)-1, max(0, i+k-c))] += x * p
			}
		}
		w, before, mean = next, mean, 0
		for i, x := range w {
			mean += float64(i) * x
		}
	}
	return mean
}

// TestEveryCaseHasItsOwnLuck: figures that share their callers are no evidence each.
func TestEveryCaseHasItsOwnLuck(t *testing.T) {
	seeds := map[uint64]string{}
	for _, c := range append(desks(), goods()...) {
		op, err := c.open()
		if err != nil {
			t.Fatal(err)
		}
		if other := seeds[op.scenario.Seed]; other != "" {
			t.Errorf("%s and %s have the same seed", c.id, other)
		}
		seeds[op.scenario.Seed] = c.id
	}
	if len(seeds) < 25 {
		t.Errorf("%d cases only", len(seeds))
	}
}

func TestScatterTakesTheFirstFigureOfEachSimulatedCase(t *testing.T) {
	rep := &Report{Rows: []Row{
		{ID: "a", Kind: Formula, Z: math.NaN()}, {ID: "b", Kind: Simulation, Z: 1}, {ID: "b", Kind: Simulation, Z: 9},
		{ID: "c", Kind: Simulation, Z: 3},
	}}
	if mean, sd, n := rep.Scatter(); mean != 2 || sd != math.Sqrt2 || n != 2 {
		t.Errorf("mean %v, deviation %v of %d; want 2, 1.414 of 2", mean, sd, n)
	}
}

func TestVerdicts(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		row  Row
		want Verdict
	}{
		{"a trace that is equal is proven", Row{Kind: Trace, Expected: 17, Got: 17}, Proven},
		{"a trace that is a millisecond off is failed", Row{Kind: Trace, Expected: 17, Got: 17 + 1.0/60000}, Failed},
		{"a mean within the threshold is proven", Row{Kind: Simulation, Expected: 10, Got: 10.1, SE: 0.05, Z: 2}, Proven},
		{"a mean beyond it is failed, on either side", Row{Kind: Simulation, Expected: 10, Got: 9, SE: 0.05, Z: -4.5}, Failed},
		{"an uncertain mean is unproven", Row{Kind: Simulation, Expected: 10, Got: 10.1, SE: 0.11, Z: 1}, Unproven},
		{"an uncertain mean that is far off is failed", Row{Kind: Simulation, Expected: 10, Got: 20, SE: 0.5, Z: 8}, Failed},
		{"what is no number is failed", Row{Kind: Simulation, Expected: 10, Got: nan, SE: nan, Z: nan}, Failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.row.judge(4.2); c.row.Verdict != c.want {
				t.Errorf("%s, want %s", c.row.Verdict, c.want)
			}
		})
	}
}

// TestScoresAreNormal: for normal values and the right mean, z of five
// replications is beyond 1.96 in 5% of 4,000 experiments; false alarm 1e-4.
func TestScoresAreNormal(t *testing.T) {
	s := rng.NewKey(5, 0).Entity(1, 1).Stream(1)
	beyond := 0
	const n = 4000
	for range n {
		values := make([]float64, 5)
		for i := range values {
			values[i] = 3 + s.Norm()
		}
		if _, _, z := Score(values, 3); math.Abs(z) > 1.96 {
			beyond++
		}
	}
	if got := float64(beyond) / n; math.Abs(got-0.05) > 3.9*math.Sqrt(0.05*0.95/n) {
		t.Errorf("%v of scores are beyond 1.96, want 5%%", got)
	}
	if _, se, z := Score([]float64{2, 2, 2}, 2); se != 0 || z != 0 {
		t.Errorf("equal values that are right: error %v, z %v", se, z)
	}
	if _, _, z := Score([]float64{2, 2, 2}, 3); !math.IsInf(z, -1) {
		t.Errorf("equal values that are wrong: z %v", z)
	}
}

func TestThresholdSharesTheFalseAlarm(t *testing.T) {
	// One of 50 two-sided normal figures beyond it: 50 x 2 x (1 - Phi) = 0.001.
	x := threshold(50)
	if got := 50 * math.Erfc(x/math.Sqrt2); math.Abs(got-FalseAlarm) > 1e-9 {
		t.Errorf("%v: false alarm %v", x, got)
	}
}

func TestReportIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	one, three := run(t, "M_t/M/8", 1), run(t, "M_t/M/8", 3)
	if len(one.Rows) < 2 || !slices.Equal(text(one), text(three)) {
		t.Errorf("%v\n%v", text(one), text(three))
	}
	if one.Count(Proven) != len(one.Rows) {
		t.Errorf("%v", text(one))
	}
}

func text(rep *Report) (lines []string) {
	for _, r := range rep.Rows {
		lines = append(lines, fmt.Sprint(r.ID, r.Metric, r.Verdict, r.N, math.Float64bits(r.Got), math.Float64bits(r.Z)))
	}
	return lines
}
