package queueing

import (
	"math"
	"testing"
)

// desks are small and large, idle and overloaded.
var desks = []struct {
	lambda, mu float64
	servers    int
}{{0.5, 1, 1}, {9, 1, 10}, {9.9, 1, 10}, {200, 3, 80}, {11, 1, 10}, {3000, 0.5, 5000}}

func TestErlangAWithEndlessPatienceIsErlangC(t *testing.T) {
	for _, d := range desks {
		c := ErlangC{d.lambda, d.mu, d.servers}
		if !c.Stable() {
			continue
		}
		a := ErlangA{d.lambda, d.mu, 1e-13, d.servers}
		at := 0.7 * c.MeanWaitDelayed()
		near(t, a.WaitProbability(), c.WaitProbability(), 1e-9)
		near(t, a.MeanWait(), c.MeanWait(), 1e-9)
		near(t, a.MeanWaitServed(), c.MeanWait(), 1e-9)
		near(t, a.WaitTail(at), c.WaitTail(at), 1e-9)
		near(t, a.ServiceLevel(at), c.ServiceLevel(at), 1e-9)
		near(t, a.WaitQuantile(0.999), c.WaitQuantile(0.999), 1e-7)
		near(t, a.Occupancy(), c.Occupancy(), 1e-9)
	}
}

func TestErlangAWithoutPatienceIsErlangB(t *testing.T) {
	for _, d := range desks {
		a := ErlangA{d.lambda, d.mu, 1e9 * d.lambda, d.servers}
		b := ErlangB(d.lambda/d.mu, d.servers)
		near(t, a.WaitProbability(), b, 1e-6)
		near(t, a.Abandonment(), b, 1e-6)
	}
}

func TestPatienceLikeServiceMakesEndlesslyManyServers(t *testing.T) {
	// With theta = mu the number in the system is Poisson(lambda/mu) whatever the
	// number of servers: E[(N-c)+] by direct summing.
	for _, d := range desks {
		load := d.lambda / d.mu
		queue, busy := 0.0, 0.0
		for n := d.servers; n < d.servers+20_000; n++ {
			lg, _ := math.Lgamma(float64(n) + 1)
			p := math.Exp(float64(n)*math.Log(load) - load - lg)
			queue += p * float64(n-d.servers)
			busy += p
		}
		a := ErlangA{d.lambda, d.mu, d.mu, d.servers}
		near(t, a.MeanQueue(), queue, 1e-9)
		near(t, a.WaitProbability(), busy, 1e-9)
	}
}

func TestRoomForNobodyToWaitIsErlangB(t *testing.T) {
	for _, d := range desks {
		q := MMcK{d.lambda, d.mu, d.servers, d.servers}
		near(t, q.Blocking(), ErlangB(d.lambda/d.mu, d.servers), 1e-12)
		if q.WaitProbability() != 0 || q.MeanWait() != 0 || q.ServiceLevel(0) != 1 {
			t.Error("somebody waits without room to wait")
		}
	}
}

func TestRoomForAllIsErlangC(t *testing.T) {
	for _, d := range desks {
		c := ErlangC{d.lambda, d.mu, d.servers}
		if !c.Stable() || c.Occupancy() > 0.95 {
			continue
		}
		q := MMcK{d.lambda, d.mu, d.servers, d.servers + 800}
		at := 0.7 * c.MeanWaitDelayed()
		near(t, q.WaitProbability(), c.WaitProbability(), 1e-9)
		near(t, q.MeanWait(), c.MeanWait(), 1e-9)
		near(t, q.MeanNumber(), c.MeanNumber(), 1e-9)
		near(t, 1-q.ServiceLevel(at), c.WaitTail(at), 1e-9)
		near(t, q.Occupancy(), c.Occupancy(), 1e-9)
	}
}

func TestOneClassIsNoPriority(t *testing.T) {
	for _, d := range desks {
		c := ErlangC{d.lambda, d.mu, d.servers}
		got := NonPreemptiveMMc{[]float64{d.lambda}, d.mu, d.servers}.Waits()[0]
		if got != c.MeanWait() && !(math.Abs(got/c.MeanWait()-1) < 1e-12) {
			t.Errorf("M/M/%d: got %v, want %v", d.servers, got, c.MeanWait())
		}
	}
	service := Service{2, 0.3}
	one := []Class{{0.4, service}}
	near(t, NonPreemptive{one}.Waits()[0], MG1{0.4, service}.MeanWait(), 1e-13)
	near(t, PreemptiveResume{one}.Sojourns()[0], MG1{0.4, service}.MeanSojourn(), 1e-13)
}

func TestPriorityKeepsTheMeanWaitOfAll(t *testing.T) {
	// Kleinrock's conservation law: with equal service the mean over classes is
	// that without priorities.
	lambdas := []float64{2, 1, 2.5}
	waits := NonPreemptiveMMc{lambdas, 1, 6}.Waits()
	mean := (2*waits[0] + 1*waits[1] + 2.5*waits[2]) / 5.5
	near(t, mean, ErlangC{5.5, 1, 6}.MeanWait(), 1e-12)
	if !(waits[0] < waits[1] && waits[1] < waits[2]) {
		t.Errorf("the more urgent wait longer: %v", waits)
	}
	// Overloaded from below, the urgent still wait a finite time.
	waits = NonPreemptiveMMc{[]float64{2, 9}, 1, 6}.Waits()
	near(t, waits[0], 1/(6*(1-2./6)), 1e-12)
	if !math.IsInf(waits[1], 1) {
		t.Errorf("the class that outruns the servers waits %v", waits[1])
	}
}

func TestLeeLongtonIsExactWhereItSaysSo(t *testing.T) {
	near(t, LeeLongton(ErlangC{0.8, 1, 1}, 0.25), MG1{0.8, Service{1, 0.25}}.MeanWait(), 1e-13)
	near(t, LeeLongton(ErlangC{9, 1, 10}, 1), ErlangC{9, 1, 10}.MeanWait(), 0)
}

func TestABalanceHoldsInEveryModel(t *testing.T) {
	for _, d := range desks {
		a := ErlangA{d.lambda, d.mu, 0.3, d.servers}
		ab := a.Abandonment()
		near(t, (1-ab)*a.MeanWaitServed()+ab*a.MeanWaitAbandoned(), a.MeanWait(), 1e-9)
		near(t, a.ServiceLevel(1e6), 1-ab, 1e-12)
		near(t, a.ServiceLevel(0), 1-a.WaitProbability(), 1e-12)
		s, err := ImpatientMMn{d.lambda, d.mu, d.servers, ExponentialSurvival(1 / 0.3), nil}.Solve()
		if err != nil {
			t.Fatal(err)
		}
		near(t, s.MeanWaitServed(), a.MeanWaitServed(), 1e-8)
		near(t, s.Occupancy(), a.Occupancy(), 1e-9)
		if q := a.WaitQuantile(0.97); q > 0 {
			near(t, a.WaitTail(q), 0.03, 1e-9)
			near(t, s.WaitQuantile(0.97), q, 1e-7)
		}
	}
}

func TestFixedPatienceOfOneServerByHand(t *testing.T) {
	// M/M/1+D (Barrer 1957): the density of the wait is lambda exp((lambda-mu) x) up
	// to d and falls with mu beyond; lambda = mu = 1, d = 2 makes it flat, so that
	// P(V=0) = 1/(1 + 2 + 1), P(V>d) = P(abandon) = 1/4.
	s, err := ImpatientMMn{1, 1, 1, DeterministicSurvival(2), []float64{2}}.Solve()
	if err != nil {
		t.Fatal(err)
	}
	near(t, s.WaitProbability(), 0.75, 1e-11)
	near(t, s.Abandonment(), 0.25, 1e-11)
	near(t, s.ServiceLevel(1), 0.5, 1e-11)
	near(t, s.WaitTail(1), 0.5, 1e-11)
	near(t, s.MeanWait(), (2+2)/4., 1e-11) // integral of x up to 2, and 2 for those beyond
	near(t, s.MeanWaitServed(), 2./4/0.75, 1e-11)
	if got := s.WaitTail(2); got != 0 {
		t.Errorf("%v wait longer than anybody's patience", got)
	}
	near(t, s.WaitQuantile(0.5), 1, 1e-9)
}

func TestWithoutBreaksAJumpIsRefused(t *testing.T) {
	_, err := ImpatientMMn{48, 1, 50, DeterministicSurvival(0.1), nil}.Solve()
	if err == nil {
		t.Error("a jump of patience that is not named was not noticed")
	}
	_, err = ImpatientMMn{60, 1, 50, func(float64) float64 { return 1 }, nil}.Solve()
	if err == nil {
		t.Error("a queue that grows without end was solved")
	}
}

func TestArrivalsThatOutrunTheServers(t *testing.T) {
	for _, q := range []ErlangC{{11, 1, 10}, {10, 1, 10}, {100. / 1800, 1. / 180, 10}} {
		if q.Stable() || q.WaitProbability() != 1 || !math.IsInf(q.MeanWait(), 1) || q.ServiceLevel(20) != 0 ||
			!math.IsInf(q.WaitQuantile(0.5), 1) || q.Occupancy() != 1 || !math.IsInf(q.MeanQueue(), 1) {
			t.Errorf("%+v settles", q)
		}
	}
	if w := (MG1{1, Service{1, 0}}).MeanWait(); !math.IsInf(w, 1) {
		t.Errorf("M/D/1 at load 1 waits %v", w)
	}
	if w := (PreemptiveResume{[]Class{{0.5, Service{1, 1}}, {0.5, Service{1, 1}}}}).Sojourns(); !math.IsInf(w[1], 1) || w[0] != 2 {
		t.Errorf("priorities at load 1: %v", w)
	}
	w := NonPreemptive{[]Class{{0.5, Service{1, 1}}, {0.6, Service{1, 1}}}}.Waits()
	if !math.IsNaN(w[0]) || !math.IsInf(w[1], 1) {
		t.Errorf("an overloaded server's waits: %v", w)
	}
}

func TestParametersWithoutMeaningGiveNoNumber(t *testing.T) {
	nan := math.NaN()
	for name, v := range map[string]float64{
		"a negative load":            ErlangB(-1, 3),
		"negative lines":             ErlangB(1, -1),
		"no load":                    ErlangB(nan, 1),
		"no arrivals":                ErlangC{0, 1, 1}.MeanWait(),
		"no servers":                 ErlangC{1, 1, 0}.ServiceLevel(1),
		"a negative time":            ErlangC{1, 2, 1}.ServiceLevel(-1),
		"a share of 1":               ErlangC{1, 2, 1}.WaitQuantile(1),
		"no patience":                ErlangA{1, 1, 0, 1}.WaitProbability(),
		"a time that is no number":   ErlangA{1, 1, 1, 1}.ServiceLevel(nan),
		"less room than servers":     MMcK{1, 1, 3, 2}.Blocking(),
		"a negative spread":          MG1{0.5, Service{1, -1}}.MeanWait(),
		"a ratio of 0":               Garnett(1, 0),
		"a certain wait":             HalfinWhittBeta(1),
		"a spread that is no number": LeeLongton(ErlangC{1, 2, 1}, nan),
	} {
		if !math.IsNaN(v) {
			t.Errorf("%s gives %v", name, v)
		}
	}
	for name, w := range map[string][]float64{
		"no classes":       NonPreemptive{}.Waits(),
		"no arrivals":      NonPreemptiveMMc{[]float64{1, 0}, 1, 3}.Waits(),
		"negative service": PreemptiveResume{[]Class{{1, Service{-1, 1}}}}.Sojourns(),
	} {
		if w != nil {
			t.Errorf("%s gives %v", name, w)
		}
	}
}
