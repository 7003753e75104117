package stats

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/combin"
	"gonum.org/v1/gonum/stat/distuv"

	"peakready/sim/rng"
)

func TestStudentQuantilesMatchTheReference(t *testing.T) {
	for _, c := range []struct {
		id          string
		df, p, want float64
	}{
		{"T-4-0.95", 4, 0.95, 2.131846786},
		{"T-9-0.95", 9, 0.95, 1.833112933},
		{"T-9-0.975", 9, 0.975, 2.262157163},
		{"T-19-0.975", 19, 0.975, 2.093024054},
		{"T-29-0.975", 29, 0.975, 2.045229642},
		{"T-49-0.975", 49, 0.975, 2.009575237},
		{"T-99-0.975", 99, 0.975, 1.984216952},
	} {
		if got := studentT(c.p, c.df); math.Abs(got-c.want) > 1e-7 {
			t.Errorf("%s: %v, want %v", c.id, got, c.want)
		}
	}
}

// delays plays the delays in queue of the first 25 customers of an M/M/1 queue
// that starts empty, with 1 arrival and 1/0.9 services a unit of time, and
// gives their mean (Lindley's recursion).
func delays(s *rng.Stream) float64 {
	wait, sum := 0.0, 0.0
	for range 24 { // the first customer does not wait
		wait = max(0, wait+0.9*s.Exp()-s.Exp())
		sum += wait
	}
	return sum / 25
}

// meanDelay25 is the exact expectation of delays: E W_j = sum over k < j of
// E max(S_k, 0)/k (Spitzer 1956), where S_k is k services less k gaps. With the
// 2k exponential phases running side by side, i service phases are over when
// the k-th gap ends with the chance of a negative binomial; k-i are left.
func meanDelay25() float64 {
	p, q := 0.9/1.9, 1/1.9 // next phase to end: a gap (rate 1), a service (rate 1/0.9)
	sum, wait := 0.0, 0.0
	for k := 1; k < 25; k++ {
		left := 0.0
		for i := range k {
			left += float64(combin.Binomial(k-1+i, i)) * math.Pow(p, float64(k)) * math.Pow(q, float64(i)) * float64(k-i) * 0.9
		}
		wait += left / float64(k)
		sum += wait
	}
	return sum / 25
}

// TestIntervalsCoverAsOftenAsPublished: cases CI-d25-*. The coverage of the 90%
// interval and its half-width relative to the mean lie within 4 standard
// errors of the reference (10,000 experiments here, 200,000 there); false alarm
// 5e-4 over the eight comparisons.
func TestIntervalsCoverAsOftenAsPublished(t *testing.T) {
	const experiments = 10_000
	truth := meanDelay25()
	for _, c := range []struct {
		id                    string
		n                     int
		coverage, half, round float64
	}{
		{"CI-d25-n5", 5, 0.8351, 0.669, 0.0005},
		{"CI-d25-n10", 10, 0.8591, 0.437, 0.0005},
		{"CI-d25-n20", 20, 0.8757, 0.301, 0.0005},
		{"CI-d25-n40", 40, 0.8877, 0.212, 0.0005},
	} {
		covered := 0
		var half Tally
		values := make([]float64, c.n)
		for e := range experiments {
			s := rng.NewKey(25, uint64(e)).Entity(uint64(c.n), 1).Stream(1)
			for i := range values {
				values[i] = delays(&s)
			}
			ci := MeanCI(values, 0.90)
			if ci.Lo <= truth && truth <= ci.Hi {
				covered++
			}
			half.Add((ci.Hi - ci.Lo) / 2 / ci.Mean)
		}
		got := float64(covered) / experiments
		if se := math.Hypot(math.Sqrt(c.coverage*(1-c.coverage)/experiments), 0.0008); math.Abs(got-c.coverage) > 4*se {
			t.Errorf("%s: coverage %.4f, want %.4f, standard error %.4f", c.id, got, c.coverage, se)
		}
		if se := half.SD() / math.Sqrt(experiments); math.Abs(half.Mean()-c.half) > 4*se*1.03+c.round {
			t.Errorf("%s: half-width %.4f of the mean, want %.4f, standard error %.4f", c.id, half.Mean(), c.half, se)
		}
	}
}

func TestWelchMatchesNISTsCarData(t *testing.T) {
	// STAT-welch: AUTO83B, American and Japanese cars, from the summary figures.
	american := Tally{n: 249, mean: 20.14458, m2: 6.41470 * 6.41470 * 248}
	japanese := Tally{n: 79, mean: 30.48101, m2: 6.10771 * 6.10771 * 78}
	se, df := welch(american, japanese)
	if got := (american.Mean() - japanese.Mean()) / se; math.Abs(got+12.94627) > 1e-4 {
		t.Errorf("t = %v, want -12.94627", got)
	}
	if math.Abs(df-136.8750) > 1e-3 { // summary figures of seven digits
		t.Errorf("degrees of freedom %v, want 136.8750", df)
	}
	e := WelchCI(american, japanese, 0.95)
	if half := studentT(0.975, df) * se; e.N != 79 || math.Abs(e.Mean-10.33643) > 1e-9 || math.Abs(e.Hi-e.Mean-half) > 1e-9 || math.Abs(e.Mean-e.Lo-half) > 1e-9 {
		t.Errorf("interval %+v, want 10.33643 with half-width %v", e, half)
	}
	if same := WelchCI(tallyOf(2, 2), tallyOf(3, 3), 0.95); same.Lo != 1 || same.Hi != 1 {
		t.Errorf("difference of constants %+v, want exactly 1", same)
	}
	if few := WelchCI(tallyOf(2), tallyOf(3, 4), 0.95); !math.IsNaN(few.Lo) || !math.IsNaN(few.Hi) || few.Mean != 1.5 {
		t.Errorf("difference with one value %+v, want no interval", few)
	}
}

func TestMeanIntervals(t *testing.T) {
	// Ten seasons by hand: mean 5.5, variance 55/6, t(9, 0.975) = 2.262157163.
	values := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	half := 2.262157163 * math.Sqrt(55.0/6/10)
	e := MeanCI(values, 0.95)
	if e.Mean != 5.5 || e.N != 10 || math.Abs(e.Lo-(5.5-half)) > 1e-7 || math.Abs(e.Hi-(5.5+half)) > 1e-7 {
		t.Errorf("%+v, want 5.5 with half-width %v from 10", e, half)
	}
	plan := make([]float64, 10)
	for i, v := range values {
		plan[i] = v*100 - 3 + float64(i%2) // differs much from season to season
		values[i] = v * 100
	}
	d := PairedCI(values, plan, 0.95)
	if half := 2.262157163 * math.Sqrt(0.25*10/9/10); math.Abs(d.Mean+2.5) > 1e-9 || math.Abs(d.Hi-d.Mean-half) > 1e-6 {
		t.Errorf("paired difference %+v, want -2.5 with half-width %v", d, half)
	}
	if one := MeanCI([]float64{3}, 0.95); one.Mean != 3 || one.N != 1 || !math.IsNaN(one.Lo) || !math.IsNaN(one.Hi) {
		t.Errorf("mean of one %+v, want no interval", one)
	}
	if none := MeanCI(nil, 0.95); !math.IsNaN(none.Mean) || none.N != 0 {
		t.Errorf("mean of none %+v", none)
	}
}

func TestProportionIntervals(t *testing.T) {
	for _, c := range []struct {
		name   string
		k, n   int
		lo, hi float64
	}{
		// None in n: 1 - 0.025^(1/n); all in n: the mirror image.
		{"none of twenty", 0, 20, 0, 1 - math.Pow(0.025, 1.0/20)},
		{"all of twenty", 20, 20, math.Pow(0.025, 1.0/20), 1},
		{"one of one", 1, 1, 0.025, 1},
	} {
		e := Proportion(c.k, c.n, 0.95)
		if math.Abs(e.Lo-c.lo) > 1e-9 || math.Abs(e.Hi-c.hi) > 1e-9 || e.N != c.n || e.Mean != float64(c.k)/float64(c.n) {
			t.Errorf("%s: %+v, want %v to %v", c.name, e, c.lo, c.hi)
		}
	}
	// The definition: at Lo, k or more has chance 0.025; at Hi, k or fewer.
	e := Proportion(7, 20, 0.95)
	low, high := distuv.Binomial{N: 20, P: e.Lo}, distuv.Binomial{N: 20, P: e.Hi}
	if math.Abs(1-low.CDF(6)-0.025) > 1e-9 || math.Abs(high.CDF(7)-0.025) > 1e-9 {
		t.Errorf("7 of 20: %+v leaves %v and %v", e, 1-low.CDF(6), high.CDF(7))
	}
	if none := Proportion(0, 0, 0.95); !math.IsNaN(none.Mean) || !math.IsNaN(none.Lo) || !math.IsNaN(none.Hi) {
		t.Errorf("share of none %+v, want nothing known", none)
	}
	// A 90% target is shown by 36 seasons of which none fails, not by 35 (0.9^36 < 0.025 < 0.9^35).
	if Proportion(36, 36, 0.95).Lo < 0.9 || Proportion(35, 35, 0.95).Lo >= 0.9 {
		t.Errorf("lower ends %v of 35 and %v of 36, want 0.9 between", Proportion(35, 35, 0.95).Lo, Proportion(36, 36, 0.95).Lo)
	}
}

func TestQuantileIntervalsCoverAtLeastTheirLevel(t *testing.T) {
	// Exact coverage for any continuous distribution: of uniforms, the q-quantile
	// is q. 4,000 experiments; 4 standard errors below 0.95 is 0.936.
	for _, c := range []struct {
		n int
		q float64
	}{{20, 0.5}, {50, 0.9}, {100, 0.25}} {
		covered, experiments := 0, 4000
		values := make([]float64, c.n)
		for e := range experiments {
			s := rng.NewKey(31, uint64(e)).Entity(uint64(c.n), 1).Stream(1)
			for i := range values {
				values[i] = s.U()
			}
			if ci := QuantileCI(values, c.q, 0.95); ci.Lo <= c.q && c.q <= ci.Hi {
				covered++
			}
		}
		if got := float64(covered) / float64(experiments); got < 0.936 || got > 0.99 {
			t.Errorf("n = %d, q = %v: covers %v, want 0.95 or a little more", c.n, c.q, got)
		}
	}
}

func TestQuantileIntervalsTakeTheTabulatedRanks(t *testing.T) {
	values := make([]float64, 20)
	for i := range values {
		values[19-i] = float64(i + 1)
	}
	before := slices.Clone(values)
	// Ranks 6 and 15 for the median of 20 at 95%: the sign test's table.
	if e := QuantileCI(values, 0.5, 0.95); e.Mean != 10 || e.Lo != 6 || e.Hi != 15 || e.N != 20 {
		t.Errorf("median of 1 to 20: %+v, want 10 from 6 to 15", e)
	}
	if !slices.Equal(values, before) {
		t.Error("the values were changed")
	}
	for n, bounded := range map[int]bool{5: false, 6: true} {
		if e := QuantileCI(values[:n], 0.5, 0.95); math.IsNaN(e.Lo) == bounded || math.IsNaN(e.Hi) == bounded {
			t.Errorf("median of %d: %+v, want bounded %v", n, e, bounded)
		}
	}
	many := make([]float64, 36)
	if e := QuantileCI(many[:35], 0.9, 0.95); !math.IsNaN(e.Hi) {
		t.Errorf("35 values bound their 0.9-quantile: %+v", e)
	}
	if e := QuantileCI(many, 0.9, 0.95); math.IsNaN(e.Hi) {
		t.Errorf("36 values do not bound their 0.9-quantile: %+v", e)
	}
	if e := QuantileCI(nil, 0.9, 0.95); !math.IsNaN(e.Mean) || e.N != 0 {
		t.Errorf("quantile of none: %+v", e)
	}
}

func TestEstimatesAreWrittenWithNullForWhatIsNotKnown(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		e    Estimate
		want string
	}{
		{Estimate{Mean: 1.5, Lo: 1, Hi: 2, N: 20}, `{"mean":1.5,"lo":1,"hi":2,"n":20}`},
		{MeanCI([]float64{7}, 0.95), `{"mean":7,"lo":null,"hi":null,"n":1}`},
		{Estimate{Mean: nan, Lo: math.Inf(-1), Hi: math.Inf(1)}, `{"mean":null,"lo":null,"hi":null,"n":0}`},
		{Estimate{}, `{"mean":0,"lo":0,"hi":0,"n":0}`},
	} {
		got, err := json.Marshal(struct{ E Estimate }{c.e})
		if err != nil || string(got) != `{"E":`+c.want+`}` {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
		var back Estimate
		if err := json.Unmarshal([]byte(c.want), &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != c.want {
			t.Errorf("read and written again: %s, want %s", again, c.want)
		}
	}
	var e Estimate
	if err := json.Unmarshal([]byte(`{"mean":"high"}`), &e); err == nil {
		t.Error("a mean that is no number was read")
	}
}

func TestImpossibleQuestionsPanic(t *testing.T) {
	for name, ask := range map[string]func(){
		"level of one":           func() { MeanCI([]float64{1, 2}, 1) },
		"level NaN":              func() { MeanCI([]float64{1, 2}, math.NaN()) },
		"pairs of other lengths": func() { PairedCI([]float64{1}, []float64{1, 2}, 0.95) },
		"more hits than tries":   func() { Proportion(3, 2, 0.95) },
		"quantile of one":        func() { QuantileCI([]float64{1, 2}, 1, 0.95) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			ask()
		}()
	}
}

func TestQuantileRanks(t *testing.T) {
	for _, c := range []struct {
		n      int
		q      float64
		lo, hi int
	}{
		// 0.9^35 is more than 2.5%, 0.9^36 less; of 20 with q 10% six or more lie
		// below with a chance of 1.1%, five or more with one of 4.3%.
		{20, 0.1, 0, 6}, {35, 0.1, 0, 8}, {36, 0.1, 1, 8}, {10, 0.1, 0, 4}, {6, 0.5, 1, 6}, {5, 0.5, 0, 6}, {9, 0.5, 2, 8}, {1, 0.1, 0, 2},
	} {
		if lo, hi := QuantileRanks(c.n, c.q, 0.95); lo != c.lo || hi != c.hi {
			t.Errorf("of %d values ranks %d and %d bound the %v-quantile, want %d and %d", c.n, lo, hi, c.q, c.lo, c.hi)
		}
	}
}
