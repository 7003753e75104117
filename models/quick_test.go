package models

import (
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/queueing"
	"peakready/sim/rng"
)

// quickly runs a replication in the quick mode; a broken audit fails the test.
func quickly(t testing.TB, sc *Scenario, replication int) result.Trial {
	t.Helper()
	wellFormed(t, sc)
	trial, err := RunQuick(sc, replication)
	if err != nil {
		t.Fatal(err)
	}
	return trial
}

func TestQuickCountsBalance(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(sc *Scenario)
	}{
		{"in the shop of the tests", func(*Scenario) {}},
		{"with waves and a pickup at half past", func(sc *Scenario) {
			w := &sc.Firms[0].Warehouses[0]
			w.Waves, w.Pickups = []Clock{oClock(9.5), oClock(15)}, []Clock{oClock(12.5), oClock(21)}
		}},
		{"with a pickup at midnight", func(sc *Scenario) {
			sc.Firms[0].Warehouses[0].Pickups = []Clock{oClock(24)}
		}},
		{"with a checkout far too small", func(sc *Scenario) {
			sc.Firms[0].Storefront.Capacity, sc.Firms[0].Storefront.Room = 3000, 50
		}},
		{"with an inspection that falls behind", func(sc *Scenario) { sc.Firms[0].Returns.Inspection = byHour(9, 17, 5) }},
		{"with two mediators and other complaints", func(sc *Scenario) {
			sc.Authority.Mediation.Staff = 2
			sc.Authority.Baseline.Ecommerce, sc.Authority.Baseline.Other = 9, 20
		}},
		{"with one attempt at the door", func(sc *Scenario) { sc.Carriers[0].Attempts = 1 }},
		{"with two firms that share a courier", func(sc *Scenario) {
			other := shopFirm("other", "courier")
			sc.Firms = append(sc.Firms, other)
		}},
		{"with a run of a few days", func(sc *Scenario) {
			sc.Season.WarmUp, sc.Season.Drain, sc.Season.CoolDown = 0, sim.Day, 0
			sc.Season.To = sc.Season.From + 2
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			trial := quickly(t, with(shop(), c.change), 0)
			if trial.Audit.Checks < 50 {
				t.Errorf("only %d checks", trial.Audit.Checks)
			}
		})
	}
}

// A count lost on the way must be found.
func TestQuickAuditFindsALoss(t *testing.T) {
	sc := Completed(*shop())
	q := newQuickSeason(&sc, 0)
	q.run()
	if a := q.audit(); len(a.Broken) > 0 {
		t.Fatal(a.Broken)
	}
	f := &q.firms[0]
	for name, lose := range map[string]*float64{
		"a parcel delivered": &f.days[20][result.Delivered], "an order still open": &f.open[30],
		"a complaint": &f.cases.open, "a return": &f.after.onWay, "an intention": &f.undecided,
		"a parcel on the road": &q.carriers[0].stationIn, "a case": &q.docket.open[result.CourierRegulator],
	} {
		*lose += 0.5
		if len(q.audit().Broken) == 0 {
			t.Errorf("%s more breaks no check", name)
		}
		*lose -= 0.5
	}
}

func TestQuickMeetsTheSameDemand(t *testing.T) {
	sc := shop()
	exact, quick := play(t, sc, 3), quickly(t, sc, 3)
	for d := range exact.Firms[0].Days {
		if e, q := exact.Firms[0].Days[d][result.Intentions], quick.Firms[0].Days[d][result.Intentions]; e != q {
			t.Errorf("day %d: %d intentions, want %d", d, q, e)
		}
	}
	t.Run("to the minute", func(t *testing.T) {
		c, key := newSpan(sc.Season), rng.NewKey(5, 1)
		f := &sc.Firms[0]
		for _, src := range c.sourcesOf(0, f, f.Demand.dayFactors(c), key) {
			q := quickSource{source: src}
			for h := range c.demand * 24 {
				q.hour(key, h)
				for m, n := range q.came {
					if want := src.open(key, int64(h*60+m)); n != want {
						t.Fatalf("%s, hour %d, minute %d: %d intentions, want %d", src.name, h, m, n, want)
					}
				}
			}
		}
	})
	t.Run("and places the same orders where none can be lost", func(t *testing.T) {
		sc := endless(shop())
		f := &sc.Firms[0]
		f.Stock.Cover, f.Stock.PromotionCover, f.Demand.Double11.Deposits = 100, 100, 0
		for i := range f.Demand.Categories {
			f.Demand.Categories[i].Question = 0
		}
		exact, quick := play(t, sc, 0), quickly(t, sc, 0)
		for d := range exact.Firms[0].Days {
			if e, q := exact.Firms[0].Days[d][result.Placed], quick.Firms[0].Days[d][result.Placed]; e != q {
				t.Errorf("day %d: %d orders, want %d", d, q, e)
			}
		}
	})
}

func TestQuickIsReproducible(t *testing.T) {
	a, b, other := quickly(t, shop(), 1), quickly(t, shop(), 1), quickly(t, shop(), 2)
	if a.Fingerprint != b.Fingerprint || a.Fingerprint == other.Fingerprint {
		t.Errorf("fingerprints %x, again %x, another season %x", a.Fingerprint, b.Fingerprint, other.Fingerprint)
	}
}

// A warehouse as a fluid can be followed by hand: 1,000 orders come in the hour
// from 0:00, one item each, and 100 an hour are packed from 8:00 on,
// the pickups at 12:30 and 18:00 taking what is packed by then.
func TestQuickWarehouseIsTheFluidByHand(t *testing.T) {
	sc := Completed(*endless(shop()))
	sc.Firms[0].Warehouses[0].Capacity = byHour(8, 22, 100)
	sc.Firms[0].Warehouses[0].Pickups = []Clock{oClock(12.5), oClock(18)}
	q := newQuickSeason(&sc, 0)
	f := &q.firms[0]
	w := &f.stores[0]
	f.mix[0][0] = 1
	w.arrive(0, 0, 1000, 1000)
	for q.now = range 24 {
		q.pack(f)
		for _, c := range []struct {
			hour            int
			packed, shipped float64
		}{{7, 0, 0}, {8, 100, 0}, {11, 400, 0}, {12, 500, 450}, {17, 1000, 450}, {18, 1000, 1000}} {
			if q.now == c.hour && (math.Abs(f.days[0][result.Packed]-c.packed) > 1e-9 || math.Abs(f.days[0][result.Shipped]-c.shipped) > 1e-9) {
				t.Errorf("after the hour of %d:00: packed %v, shipped %v; want %v and %v", c.hour, f.days[0][result.Packed], f.days[0][result.Shipped], c.packed, c.shipped)
			}
		}
	}
}

func TestQuickSharesOfACapacity(t *testing.T) {
	for _, c := range []struct {
		name                  string
		capacity              float64
		waiting, weight, want []float64
	}{
		{"enough for all", 100, []float64{20, 30}, []float64{1, 1}, []float64{20, 30}},
		{"by weight while all wait", 90, []float64{100, 100}, []float64{2, 1}, []float64{60, 30}},
		{"what one does not need goes to the others by weight", 90, []float64{15, 100, 100}, []float64{1, 1, 2}, []float64{15, 25, 50}},
		{"a firm that does not wait leaves all", 50, []float64{0, 80}, []float64{9, 1}, []float64{0, 50}},
	} {
		t.Run(c.name, func(t *testing.T) {
			queue := make([]fifo, len(c.waiting))
			for i, n := range c.waiting {
				queue[i].push(0, 0, n, n)
			}
			for i, got := range shares(c.capacity, queue, c.weight, nil) {
				if math.Abs(got-c.want[i]) > 1e-9 {
					t.Errorf("firm %d gets %v, want %v", i, got, c.want[i])
				}
			}
		})
	}
}

func TestQuickDelaysKeepTheirLaw(t *testing.T) {
	q := &quick{span: span{days: 200}, kernels: map[rng.Dist][]float64{}, coarse: map[rng.Dist][]float64{}}
	for _, d := range []rng.Dist{
		rng.MustExponential(float64(20 * sim.Hour)), rng.MustLognormalMedian(float64(26*sim.Hour), 0.4),
		rng.MustConstant(float64(48 * sim.Hour)), rng.MustLognormalMedian(float64(6*sim.Day), 0.5), rng.MustUniform(0, float64(5*sim.Day)),
	} {
		t.Run(d.String(), func(t *testing.T) {
			line := q.newDelay(d)
			n, hours := 0.0, 0.0
			for h := range 24 * 190 {
				if h < 24 { // every hour of a day, so that what is held for some hours is in
					if h > 0 {
						out := line.take()
						n, hours = n+out.n, hours+out.n*(float64(h)+0.5)-out.d
					}
					line.put(mass{1, float64(h) + 0.5})
					continue
				}
				out := line.take()
				n, hours = n+out.n, hours+out.n*(float64(h)+0.5)-out.d
			}
			if math.Abs(n-24) > 0.05 {
				t.Errorf("%v come out of 24", n)
			}
			want := d.Mean() / float64(sim.Hour)
			if got := hours / n; math.Abs(got-want) > 0.01*want+0.6 { // an hour's step
				t.Errorf("they take %v h, want %v", got, want)
			}
		})
	}
}

// Erlang A, by a sum over states of its own (Palm 1957; Mandelbaum and Zeltyn
// 2007): p(n) falls by lambda/(min(n,c) mu + (n-c)+ theta).
func TestQuickPoolIsErlangA(t *testing.T) {
	for _, c := range []struct {
		agents            int
		lambda, mu, theta float64
	}{{50, 550, 12, 20}, {14, 200, 20, 12}, {3, 80, 20, 12}, {200, 2400, 12, 20}} {
		p, sum, left, served := 1.0, 0.0, 0.0, 0.0
		for n := range 5000 {
			sum += p
			left += p * math.Max(0, float64(n-c.agents)) * c.theta
			served += p * math.Min(float64(n), float64(c.agents)) * c.mu
			p *= c.lambda / (math.Min(float64(n+1), float64(c.agents))*c.mu + math.Max(0, float64(n+1-c.agents))*c.theta)
		}
		e := erlangPool{lambda: c.lambda, mu: c.mu, theta: c.theta, agents: c.agents, concurrency: 1, target: 1. / 180}
		e.solve()
		if want := left / sum / c.lambda; math.Abs(e.left-want) > 1e-6 {
			t.Errorf("%d agents: %v leave, want %v", c.agents, e.left, want)
		}
		if c.agents == 14 { // quoted by pyworkforce: 0.013984 leave, 91.6792% are served within 20 s
			if math.Abs(e.left-0.013983744) > 1e-7 || math.Abs(e.within-0.91679209) > 0.003 {
				t.Errorf("14 agents: %v leave and %v are in time", e.left, e.within)
			}
		}
		if got, want := e.busy, served/sum/c.mu; math.Abs(got-want) > 1e-5*want {
			t.Errorf("%d agents: %v busy, want %v", c.agents, got, want)
		}
	}
}

// Waits of the answered: their mean by the Erlang A of sim/queueing, their law by
// the density of the virtual wait, which falls as exp(lambda (1-exp(-theta w))/theta
// - c mu w), each borne with the chance exp(-theta w) (Baccelli and Hebuterne 1981).
func TestQuickWaitsAreThoseOfErlangA(t *testing.T) {
	for _, c := range []struct {
		says              string
		agents            int
		lambda, mu, theta float64
	}{
		{"one head at a third of full speed, whom most leave unheard", 1, 9, 6.3, 9},
		{"three in overload", 3, 80, 20, 12},
		{"fourteen", 14, 260, 20, 12},
		{"two hundred, where nobody is served at once", 200, 3200, 12, 20},
	} {
		t.Run(c.says, func(t *testing.T) {
			e := erlangPool{lambda: c.lambda, mu: c.mu, theta: c.theta, agents: c.agents, concurrency: 1, target: 1. / 180}
			e.solve()
			a := queueing.ErlangA{Lambda: c.lambda, Mu: c.mu, Theta: c.theta, Servers: c.agents}
			if want := a.MeanWaitServed(); math.Abs(e.wait-want) > 1e-5*want {
				t.Errorf("the answered wait %v h, want %v", e.wait, want)
			}
			if want := a.MeanWait(); math.Abs(e.wait*(1-e.left)+e.waitLeft*e.left-want) > 1e-5*want {
				t.Errorf("all wait %v and %v h, together not %v", e.wait, e.waitLeft, want)
			}
			var w waits
			w.steady(&e, 1e6)
			got := w.sketch()
			const step = 1e-5 // hours
			var borne []float64
			all := 0.0
			for x := step / 2; x < 3; x += step {
				f := math.Exp(c.lambda*(1-math.Exp(-c.theta*x))/c.theta - float64(c.agents)*c.mu*x - c.theta*x)
				all += f
				borne = append(borne, f)
			}
			waited := a.WaitProbability() - a.Abandonment() // of all: had to wait and were answered
			for _, p := range []float64{0.5, 0.8, 0.9, 0.95, 0.99} {
				beyond, x := (1-p)*(1-a.Abandonment())/waited, 0.0
				if beyond < 1 {
					for k, sum := len(borne)-1, 0.0; k >= 0 && x == 0; k-- {
						if sum += borne[k]; sum >= beyond*all {
							x = float64(k) * step * 3600
						}
					}
				}
				// Cells of 5%, twenty parts of a law: the last one stands for all beyond 95%.
				if v := float64(got.Quantile(p)) / 1000; math.Abs(v-x) > 0.08*x+1 && p < 0.99 || p == 0.99 && math.Abs(v-x) > 0.35*x {
					t.Errorf("%v%% are answered within %v s, want %v", 100*p, v, x)
				}
			}
		})
	}
}

// A team of less than a head is one head that works slower: it is busy as much
// longer with the same letters.
func TestQuickSlowHeadIsBusyLonger(t *testing.T) {
	for _, scale := range []float64{1, 0.1} {
		sc := endless(shop())
		p := &sc.Firms[0].Service.Pools[1]
		p.Staffing, p.Scale = crew(0, 24, 4), Factor(scale)
		p.HandleTime = rng.MustConstant(float64(2 * sim.Minute))
		var all result.PoolHour
		for _, h := range quickly(t, sc, 0).Firms[0].Pools[1].Hours {
			all.Add(&h)
		}
		heads, speed := 4., 1.
		if scale < 1 {
			heads, speed = 1, 0.4
		}
		busy := float64(all.Answered) * 2 / 60 / speed
		if got := float64(all.Busy) / float64(sim.Hour); all.Answered < 50 || math.Abs(got-busy) > 0.001*busy+0.1 {
			t.Errorf("scale %v: busy for %v h with %d letters, want %v", scale, got, all.Answered, busy)
		}
		hours := float64(all.Staffed) / float64(sim.Hour)
		if got := float64(all.Capacity) / float64(sim.Hour); math.Abs(got-speed*hours) > 1e-3*hours || math.Mod(hours, 24*heads) > 1e-3 {
			t.Errorf("scale %v: %v h on duty can do %v h of work, want %v of it", scale, hours, got, speed)
		}
	}
}

// TestAnIdleCheckoutPassesABuyerAtOnce: a turn of 200 s is no wait of the one whose it
// is. The second in a minute waits for it; of patience 2 min in the mean some leave.
func TestAnIdleCheckoutPassesABuyerAtOnce(t *testing.T) {
	sc := shop()
	sc.Firms[0].Storefront.Capacity = 0.3 * 1440
	complete := Completed(*sc)
	f := &newQuickSeason(&complete, 0).firms[0]
	for _, c := range []struct {
		name   string
		at     [60]float64
		lo, hi float64 // share that gets through
	}{
		{"one in a minute", [60]float64{5: 1}, 1, 1},
		{"two far apart", [60]float64{5: 1, 30: 1}, 1, 1},
		{"two in a minute", [60]float64{5: 2}, 0.5, 0.95},
	} {
		queue := 0.0
		if got := f.gate(c.at[:], &queue); got < c.lo || got > c.hi {
			t.Errorf("%s: %v get through, want %v to %v", c.name, got, c.lo, c.hi)
		}
	}
}
