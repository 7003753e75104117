package main

import (
	"math"
	"testing"

	"peakready/models"
	"peakready/scenarios"
	"peakready/sim/rng"
)

// The scenarios of sim/peers, which run.sh there runs beside other simulators,
// must be the queues that it says they are. Seeds are the files' own; 4 standard
// errors: a false alarm in 1 of 16,000 checks, decided once by the seed.

func peer(t *testing.T, name string) *models.Scenario {
	t.Helper()
	loaded, err := scenarios.Load("../../sim/peers/"+name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &loaded.Scenario
}

func TestPeersMM1(t *testing.T) {
	trial, err := models.RunTrial(peer(t, "mm1.yaml"), 0, models.TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var came, answered, waited int64
	for _, h := range trial.Firms[0].Pools[0].Hours {
		came, answered, waited = came+h.Fresh, answered+h.Answered, waited+h.WaitSum
	}
	t.Run("about a million customers come, and all are answered", func(t *testing.T) {
		if want := 480. * 24 * 87; math.Abs(float64(came)-want) > 4*math.Sqrt(want) || answered != came {
			t.Errorf("%d came, %d were answered; %.0f expected", came, answered, want)
		}
	})
	t.Run("they wait 24 s on average", func(t *testing.T) {
		// r = 0.8: wait r/(1-r) of a service; n Var = r(2+5r-4r^2+r^3)/(1-r)^4 = 1976
		// squares of a service (Daley 1968).
		got, se := float64(waited)/float64(answered)/1000, 6*math.Sqrt(1976/float64(answered))
		t.Logf("%.3f s, standard error %.3f s", got, se)
		if math.Abs(got-24) > 4*se {
			t.Errorf("%.3f s, more than 4 standard errors of %.3f s from 24 s", got, se)
		}
	})
}

func TestPeersTimeVaryingErlangA(t *testing.T) {
	sc := peer(t, "mtm60m.yaml")
	pool := &sc.Firms[0].Service.Pools[0]
	rates := pool.Contacts[0].Rates
	const w = 2 * math.Pi / 24
	t.Run("service and patience are half an hour on average", func(t *testing.T) {
		// Said of the patience because the simulation below could not tell 30 from 33 minutes.
		if half := rng.MustExponential(1800e3); pool.HandleTime != half || pool.Patience != half {
			t.Errorf("service %v, patience %v", pool.HandleTime, pool.Patience)
		}
	})
	t.Run("each rate is the mean of the sine over its quarter of an hour", func(t *testing.T) {
		if len(rates) != 96 {
			t.Fatalf("%d rates, 96 quarters of an hour", len(rates))
		}
		for i, r := range rates {
			from, to := float64(i)/4, float64(i+1)/4
			want := 100 + 80*(math.Cos(w*from)-math.Cos(w*to))/(w*(to-from))
			if got := float64(r.Rate) / 24; math.Abs(got-want) > 0.0051 || float64(r.From) != from*3600e3 {
				t.Errorf("from %v: %.4f an hour, want %.4f from %v h", r.From, got, want, from)
			}
		}
	})

	// Every customer leaves at rate 2 an hour, served or waiting, so the number present
	// is Poisson with mean m, m' = rate - 2m, whatever the number of servers.
	sine := abandoned(func(h float64) float64 {
		return 50 + 80*(2*math.Sin(w*h)-w*math.Cos(w*h))/(4+w*w)
	})
	steps := abandoned(present(rates))
	t.Run("the exact values are those in the file", func(t *testing.T) {
		if math.Abs(sine-0.165641) > 1e-6 || math.Abs(steps-0.165558) > 1e-6 {
			t.Errorf("sine %.6f, steps %.6f", sine, steps)
		}
	})

	trial, err := models.RunTrial(sc, 0, models.TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	came, left := make([]float64, 418), make([]float64, 418) // by day
	var n, gone float64
	for i, h := range trial.Firms[0].Pools[0].Hours {
		came[i/24] += float64(h.Fresh)
		left[i/24] += float64(h.Abandoned)
		n, gone = n+float64(h.Fresh), gone+float64(h.Abandoned)
	}
	t.Run("the share that gives up is the exact one", func(t *testing.T) {
		p, spread := gone/n, 0.0
		for i := range came {
			spread += (left[i] - p*came[i]) * (left[i] - p*came[i])
		}
		se := math.Sqrt(spread) / n
		t.Logf("%.5f of %.0f, standard error %.5f", p, n, se)
		if se > 0.001 || math.Abs(p-steps) > 4*se {
			t.Errorf("%.5f, standard error %.5f; %.5f expected", p, se, steps)
		}
	})
}

// present is the mean number present, on a day like all others before it, when the
// rate is constant over each quarter of an hour and everybody leaves at 2 an hour.
func present(rates []models.Shift) func(hour float64) float64 {
	at := func(i int) float64 { return float64(rates[i].Rate) / 24 / 2 }
	start := make([]float64, len(rates)+1)
	start[0] = 50
	for range 3 { // days until the start is forgotten: exp(-48) each
		for i := range rates {
			start[i+1] = at(i) + (start[i]-at(i))*math.Exp(-2*0.25)
		}
		start[0] = start[len(rates)]
	}
	return func(hour float64) float64 {
		i := int(hour * 4)
		return at(i) + (start[i]-at(i))*math.Exp(-2*(hour-float64(i)/4))
	}
}

// abandoned is the share of 100 an hour who give up at 2 an hour while they wait for
// 60 servers, if the number present is Poisson with this mean over the day.
func abandoned(mean func(hour float64) float64) float64 {
	const n = 4800
	total := 0.0
	for i := range n {
		m := mean((float64(i) + 0.5) * 24 / n)
		lg, _ := math.Lgamma(61)
		p := math.Exp(60*math.Log(m) - m - lg)
		for k := 61.0; k < 300; k++ {
			p *= m / k
			total += (k - 60) * p
		}
	}
	return 2 * total / n / 100
}
