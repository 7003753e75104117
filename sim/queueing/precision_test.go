package queueing

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// precise is a row of testdata/high_precision.csv.
type precise struct {
	model, load, theta, n, within, metric string
	want                                  float64
}

func preciseRows(t *testing.T) []precise {
	t.Helper()
	file, err := os.Open("testdata/high_precision.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []precise
	for _, r := range rows[1:] {
		out = append(out, precise{r[0], r[1], r[2], r[3], r[4], r[5], number(t, r[6])})
	}
	return out
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	if text == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func near(t *testing.T, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Abs(want)) {
		t.Errorf("got %.17g, want %.17g: off by %.1e of it, more than %.0e", got, want, math.Abs(got/want-1), relative)
	}
}

// TestAgainstFortyDigits compares with figures computed in 40 digits by another
// method (see the script in testdata). An error of 1e-10, relative, is what the
// logarithms of large numbers leave in the worst case.
func TestAgainstFortyDigits(t *testing.T) {
	for _, r := range preciseRows(t) {
		load, theta, n, within := number(t, r.load), number(t, r.theta), int(number(t, r.n)), number(t, r.within)
		b, c, a := func() float64 { return ErlangB(load, n) }, ErlangC{load, 1, n}, ErlangA{load, 1, theta, n}
		got, known := map[string]func() float64{
			"B blocking":         b,
			"C wait probability": c.WaitProbability,
			"C mean wait":        c.MeanWait,
			"A wait probability": a.WaitProbability,
			"A abandonment":      a.Abandonment,
			"A mean queue":       a.MeanQueue,
			"A service level":    func() float64 { return a.ServiceLevel(within) },
			"A wait tail":        func() float64 { return a.WaitTail(within) },
		}[r.model+" "+r.metric]
		if !known {
			continue
		}
		t.Run("Erlang "+r.model+" has the "+r.metric+" of load "+r.load+", servers "+r.n+", theta "+r.theta, func(t *testing.T) {
			near(t, got(), r.want, 1e-10)
		})
	}
}

// TestAnyPatienceAgainstManyDigits: what the quadrature of Solve promises.
func TestAnyPatienceAgainstManyDigits(t *testing.T) {
	others := map[string]func(t float64) float64{
		"erlang2 mean 0.5":             ErlangSurvival(2, 0.5),
		"lognormal mean 1 logSD 1":     LognormalSurvival(1, 1),
		"lognormal mean 0.2 logSD 1.5": LognormalSurvival(0.2, 1.5),
	}
	solved := map[string]*ImpatientSolution{}
	tested := 0
	for _, r := range preciseRows(t) {
		survival := others[r.model]
		if r.model == "A" {
			survival = ExponentialSurvival(1 / number(t, r.theta))
		}
		if survival == nil {
			continue
		}
		tested++
		t.Run("patience "+r.model+" gives the "+r.metric+" of load "+r.load+", servers "+r.n+", theta "+r.theta, func(t *testing.T) {
			key := r.model + r.load + r.n + r.theta
			s := solved[key]
			if s == nil {
				var err error
				s, err = ImpatientMMn{number(t, r.load), 1, int(number(t, r.n)), survival, nil}.Solve()
				if err != nil {
					t.Fatal(err)
				}
				solved[key] = s
			}
			within := number(t, r.within)
			got := map[string]func() float64{
				"wait probability": s.WaitProbability,
				"abandonment":      s.Abandonment,
				"mean queue":       s.MeanQueue,
				"service level":    func() float64 { return s.ServiceLevel(within) },
				"wait tail":        func() float64 { return s.WaitTail(within) },
			}[r.metric]
			near(t, got(), r.want, 2e-9)
		})
	}
	if tested < 70 {
		t.Errorf("only %d rows were tested", tested)
	}
}

// TestManyServersApproachTheirLimits: the relative distance from Halfin and
// Whitt's and from Garnett's limit falls like 1/sqrt(servers);
// here the factor is below 4.
func TestManyServersApproachTheirLimits(t *testing.T) {
	for _, n := range []int{10_000, 100_000} {
		root := math.Sqrt(float64(n))
		for _, beta := range []float64{0.25, 1, 2} {
			t.Run("Erlang C is near Halfin and Whitt's limit", func(t *testing.T) {
				near(t, ErlangC{float64(n) - beta*root, 1, n}.WaitProbability(), HalfinWhitt(beta), 4/root)
			})
		}
		for _, beta := range []float64{-1, 0, 1} {
			for _, theta := range []float64{0.2, 1, 5} {
				t.Run("Erlang A is near Garnett's limit", func(t *testing.T) {
					near(t, ErlangA{float64(n) - beta*root, 1, theta, n}.WaitProbability(), Garnett(beta, theta), 4/root)
				})
			}
		}
	}
}
