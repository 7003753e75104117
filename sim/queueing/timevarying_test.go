package queueing

import (
	"math"
	"testing"
)

func steady[T any](v T) func(float64) T { return func(float64) T { return v } }

func TestSteadyRatesSettleToErlangA(t *testing.T) {
	for _, a := range []ErlangA{{2, 1, 0.5, 3}, {55, 1, 2, 50}, {40, 1, 0.1, 50}, {60, 1, 0.5, 50}} {
		q := TimeVarying{
			Lambda: steady(a.Lambda), Servers: steady(a.Servers), Mu: a.Mu, Theta: a.Theta,
			Initial: a.Servers, Within: 0.05,
		}
		all, err := q.Run([]float64{40, 41})
		if err != nil {
			t.Fatal(err)
		}
		got := all[1]
		near(t, got.WaitProbability, a.WaitProbability(), 1e-7)
		near(t, got.Abandonment, a.Abandonment(), 1e-6)
		near(t, got.MeanQueue, a.MeanQueue(), 1e-6)
		near(t, got.MeanWait, a.MeanWait(), 1e-6)
		near(t, got.MeanBusy/float64(a.Servers), a.Occupancy(), 1e-7)
		near(t, 1+got.ServiceLevel, 1+a.ServiceLevel(0.05), 1e-8)
		near(t, got.AtEnd.WaitProbability, a.WaitProbability(), 1e-7)
		near(t, got.AtEnd.Queue, a.MeanQueue(), 1e-6)
	}
}

func TestSteadyRatesWithoutImpatienceSettleToErlangC(t *testing.T) {
	c := ErlangC{8, 1, 10}
	q := TimeVarying{Lambda: steady(8.), Servers: steady(10), Mu: 1, Within: 0.3}
	all, err := q.Run([]float64{150, 151})
	if err != nil {
		t.Fatal(err)
	}
	near(t, all[1].WaitProbability, c.WaitProbability(), 1e-7)
	near(t, all[1].MeanWait, c.MeanWait(), 1e-7)
	near(t, all[1].ServiceLevel, c.ServiceLevel(0.3), 1e-7)
	if all[1].Abandonments != 0 {
		t.Errorf("%v leave although nobody does", all[1].Abandonments)
	}
}

// day is the queue by which peakready is put beside other simulators: times in
// hours, 60 agents, lambda(t) = 100 + 80 sin(2 pi t/24), service and patience of
// half an hour.
func day() TimeVarying {
	return TimeVarying{
		Lambda:  Sinusoid{100, 80, 2 * math.Pi / 24}.Rate,
		Servers: steady(60), Mu: 2, Theta: 2, Within: 1. / 60,
	}
}

func TestTheDayOfThePeersLosesWhatIsKnown(t *testing.T) {
	all, err := day().Run([]float64{24, 48})
	if err != nil {
		t.Fatal(err)
	}
	if got := all[1].Abandonment; math.Abs(got-0.16564) > 5e-6 {
		t.Errorf("got %.7f of the customers leave, want 0.16564", got)
	}
	// With theta = mu the number is Poisson about the offered load, whatever the
	// servers: the same share by another road, E[(N-60)+] over the day.
	lost, steps := 0.0, 2400
	for i := range steps {
		m := Sinusoid{100, 80, 2 * math.Pi / 24}.Load(2, 24*float64(i)/float64(steps))
		for n := 61; n < 260; n++ {
			lg, _ := math.Lgamma(float64(n) + 1)
			lost += 2 * float64(n-60) * math.Exp(float64(n)*math.Log(m)-m-lg) / float64(steps)
		}
	}
	near(t, all[1].Abandonment, lost/100, 1e-8)
}

func TestWhoComesLeavesOrStays(t *testing.T) {
	q := day()
	q.Servers = func(t float64) int { // shifts, and an hour without anybody
		switch {
		case t < 6:
			return 20
		case t < 12:
			return 70
		case t < 13:
			return 0
		}
		return 50
	}
	q.Breaks, q.Theta, q.Initial = []float64{6, 12, 13}, 0.7, 35
	all, err := q.Run([]float64{5, 6, 11, 12.5, 20})
	if err != nil {
		t.Fatal(err)
	}
	inside := 35.
	for _, v := range all {
		inside += v.Arrivals - v.Abandonments - v.Completions
		near(t, v.AtEnd.Number, inside, 1e-8)
		if v.Lost < -1e-9 || v.Lost > 1e-9 {
			t.Errorf("%v of the probability fell off", v.Lost)
		}
	}
	near(t, all[0].Arrivals, 500+80*24/(2*math.Pi)*(1-math.Cos(2*math.Pi*5/24)), 1e-9)
}

func TestTenThousandServersFillAsIfThereWereMore(t *testing.T) {
	// theta = mu: the number is Poisson(lambda (1 - exp(-t))) whatever the servers.
	q := TimeVarying{Lambda: steady(40_000.), Servers: steady(10_000), Mu: 1, Theta: 1}
	all, err := q.Run([]float64{0.1, 0.29})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		mean, busy := 40_000*(1-math.Exp(-v.To)), 0.0
		near(t, v.AtEnd.Number, mean, 1e-9)
		for n := 10_000.; n < 11_500; n++ {
			lg, _ := math.Lgamma(n + 1)
			busy += math.Exp(n*math.Log(mean) - mean - lg)
		}
		if math.Abs(v.AtEnd.WaitProbability-busy) > 1e-8 { // 0 at first, 0.757 then
			t.Errorf("at %v all are busy with probability %v, want %v", v.To, v.AtEnd.WaitProbability, busy)
		}
	}
}

func TestManyServersFollowTheirFluid(t *testing.T) {
	// From empty with arrivals for 1.2 times the servers the mean rises like the
	// fluid, n' = lambda - mu min(n, s) - theta (n - s)+, within about sqrt(n).
	const servers, lambda, theta = 400., 480., 0.5
	q := TimeVarying{Lambda: steady(lambda), Servers: steady(int(servers)), Mu: 1, Theta: theta}
	all, err := q.Run([]float64{1, 2, 3, 8})
	if err != nil {
		t.Fatal(err)
	}
	full := math.Log(lambda / (lambda - servers)) // when the fluid fills all servers
	for _, v := range all {
		fluid := lambda * (1 - math.Exp(-v.To))
		if v.To > full {
			fluid = servers + (lambda-servers)/theta*(1-math.Exp(-theta*(v.To-full)))
		}
		if math.Abs(v.AtEnd.Number-fluid) > 0.5*math.Sqrt(lambda) {
			t.Errorf("at %v: got %v in the system, the fluid is %v", v.To, v.AtEnd.Number, fluid)
		}
	}
}

func TestLevelOfWhoFindsSomeWaiting(t *testing.T) {
	// One server, nobody else waiting ahead: served within t if an exponential
	// service ends before patience and t: mu/(mu+theta) (1 - exp(-(mu+theta) t)).
	f := newForward(TimeVarying{Mu: 1.5, Theta: 0.4, Within: 0.7})
	f.staff(1)
	near(t, f.level(0), 1.5/1.9*(1-math.Exp(-1.9*0.7)), 1e-12)
	// One ahead: two steps, the first also ended by the one ahead leaving.
	r1, r2 := 1.5+0.4+0.4, 1.5+0.4 // both wait; then one
	first := 1.9 / r1
	two := first * 1.5 / r2 * (1 - (r1*math.Exp(-r2*0.7)-r2*math.Exp(-r1*0.7))/(r1-r2))
	near(t, f.level(1), two, 1e-12)
}

func TestTimeVaryingRefusesWhatItCannotDo(t *testing.T) {
	good := day()
	for name, change := range map[string]func(q *TimeVarying){
		"no service":               func(q *TimeVarying) { q.Mu = 0 },
		"negative impatience":      func(q *TimeVarying) { q.Theta = -1 },
		"negative arrivals":        func(q *TimeVarying) { q.Lambda = steady(-1.) },
		"servers below none":       func(q *TimeVarying) { q.Servers = steady(-1) },
		"an unnamed change":        func(q *TimeVarying) { q.Servers = func(t float64) int { return 60 + int(t/7) } },
		"fewer than nobody inside": func(q *TimeVarying) { q.Initial = -1 },
		"no arrivals given":        func(q *TimeVarying) { q.Lambda = nil },
		"a level within NaN":       func(q *TimeVarying) { q.Within = math.NaN() },
		"a tolerance of 1":         func(q *TimeVarying) { q.Tolerance = 1 },
	} {
		q := good
		change(&q)
		if _, err := q.Run([]float64{24}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for _, ends := range [][]float64{{0}, {2, 1}, {math.Inf(1)}, {math.NaN()}} {
		if _, err := good.Run(ends); err == nil {
			t.Errorf("intervals that end at %v are taken", ends)
		}
	}
}
