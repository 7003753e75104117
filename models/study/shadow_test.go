package study

import (
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/queueing"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// centre is a desk alone to which so many calls an hour come, by hours of the
// day; a call and a patience last three minutes on average.
func centre(rate func(hour int) float64, change func(p *models.Pool)) *models.Scenario {
	desk := models.Pool{}.Defaults()
	desk.Name, desk.Channel, desk.Reasons = "line", "phone", []models.Reason{"other"}
	desk.HandleTime, desk.Patience = rng.MustExponential(180*float64(sim.Second)), rng.MustExponential(180*float64(sim.Second))
	desk.Redial, desk.RedialMax, desk.Concurrency, desk.SlowDown = 0, 1, 1, 0
	desk.Staffing = models.Staffing{Weekend: 1, Shifts: []models.Agents{{To: hours(24), Agents: 12}}}
	calls := models.ContactStream{}.Defaults()
	calls.Name = "calls"
	for h := range 24 {
		if r := rate(h); r > 0 {
			calls.Rates = append(calls.Rates, models.Shift{From: hours(float64(h)), To: hours(float64(h + 1)), Rate: models.Rate(24 * r)})
		}
	}
	desk.Contacts = []models.ContactStream{calls}
	change(&desk)
	f := models.Firm{}.Defaults()
	f.Name, f.Service.Pools, f.Service.Resolved.Other = "centre", []models.Pool{desk}, 1
	sc := models.Default()
	sc.Name, sc.Seed, sc.Firms, sc.Consumers.Persists = "centre", 3, []models.Firm{f}, 0
	sc.Season = models.Season{From: models.Day(2026, 6, 1), To: models.Day(2026, 6, 4), WarmUp: sim.Day, CoolDown: sim.Day, Drain: sim.Day}
	return &sc
}

// seasonsOf a scenario, with their shadow.
func seasonsOf(t *testing.T, sc *models.Scenario, n int) *result.Run {
	t.Helper()
	run := models.HeadOf(sc)
	for r := range n {
		run.Trials = append(run.Trials, play(t, sc, r))
	}
	run.Shadow = Shadow(sc, &run)
	return &run
}

func TestOnASteadyDeskTheShadowIsTheSimulation(t *testing.T) {
	for _, c := range []struct {
		says   string
		places float64 // as fast as an agent each
		heads  int
		change func(p *models.Pool)
	}{
		{"twelve agents", 12, 12, func(*models.Pool) {}},
		{"six with two places each and no slow-down", 12, 12, func(p *models.Pool) {
			p.Channel, p.AnswerWithin, p.Concurrency, p.Staffing.Shifts[0].Agents = "chat", 20*sim.Second, 2, 6
		}},
		{"a tenth of 120", 12, 12, func(p *models.Pool) { p.Scale, p.Staffing.Shifts[0].Agents = 0.1, 120 }},
		{"a tenth of 125, whose thirteen heads are a little slow", 12.5, 13, func(p *models.Pool) { p.Scale, p.Staffing.Shifts[0].Agents = 0.1, 125 }},
	} {
		t.Run(c.says, func(t *testing.T) {
			run := seasonsOf(t, centre(func(int) float64 { return 240 }, c.change), 12)
			pool := run.Shadow.Pools[0]
			gaveUp, inTime, contacts := 0.0, 0.0, 0.0
			for _, h := range pool.Hours {
				gaveUp += h.Contacts * h.Abandonment
				inTime += h.Contacts * h.ServiceLevel
				contacts += h.Contacts
			}
			exact := queueing.ErlangA{Lambda: 240, Mu: 20 * c.places / float64(c.heads), Theta: 20, Servers: c.heads}
			var p, s []float64
			for i := range run.Trials {
				var sum result.PoolHour
				for _, h := range run.Trials[i].Firms[0].Pools[0].Hours[run.From*24 : (run.To+1)*24] {
					sum.Add(&h)
				}
				p = append(p, float64(sum.Abandoned)/float64(sum.Offered))
				s = append(s, float64(sum.Within)/float64(sum.Offered))
			}
			for _, x := range []struct {
				what          string
				shadow, exact float64
				simulated     []float64
			}{{"given up", gaveUp / contacts, exact.Abandonment(), p}, {"in time", inTime / contacts, exact.ServiceLevel(20. / 3600), s}} {
				var sim stats.Tally
				for _, v := range x.simulated {
					sim.Add(v)
				}
				se := sim.SD() / math.Sqrt(float64(len(x.simulated)))
				// Eleven degrees of freedom: 4.4 standard errors are passed once in 1,000 tests.
				if z := (x.shadow - sim.Mean()) / se; math.Abs(z) > 4.4 || se > 0.02 {
					t.Errorf("%s: %v by Erlang A, %v simulated, z %v, standard error %v", x.what, x.shadow, sim.Mean(), z, se)
				}
				if math.Abs(x.shadow-x.exact) > 0.005 { // hours differ by the chance in their counts
					t.Errorf("%s: %v of the hours, %v of the rate", x.what, x.shadow, x.exact)
				}
			}
			if len(pool.Gaps) > 0 {
				t.Errorf("a steady desk has gaps: %+v", pool.Gaps)
			}
		})
	}
}

// TestLettersHaveNoErlangA: within a day they are answered or not, whatever an hour is like.
func TestLettersHaveNoErlangA(t *testing.T) {
	for within, known := range map[sim.Time]bool{20 * sim.Second: true, sim.Hour: true, 24 * sim.Hour: false} {
		run := seasonsOf(t, centre(func(int) float64 { return 240 }, func(p *models.Pool) { p.AnswerWithin = within }), 1)
		pool := run.Shadow.Pools[0]
		if h := pool.Hours[30]; !(h.Erlangs > 5) || math.IsNaN(h.ServiceLevel) == known || math.IsNaN(h.Abandonment) == known || !known && len(pool.Gaps) > 0 {
			t.Errorf("to be answered within %v: %+v, %d gaps", within, h, len(pool.Gaps))
		}
	}
}

func TestReasonsOfAGap(t *testing.T) {
	gapAt := func(t *testing.T, run *result.Run, hour int) result.Gap {
		t.Helper()
		for _, g := range run.Shadow.Pools[0].Gaps {
			if g.At%24 == hour {
				return g
			}
		}
		t.Fatalf("no gap at %d:00: %+v", hour, run.Shadow.Pools[0].Gaps)
		return result.Gap{}
	}
	says := func(g result.Gap, what string) bool {
		return slices.ContainsFunc(g.Reasons, func(r string) bool { return strings.Contains(r, what) })
	}
	t.Run("an overload that crosses the hour", func(t *testing.T) {
		rush := centre(func(h int) float64 {
			if h == 10 {
				return 700
			}
			return 60
		}, func(p *models.Pool) { p.Patience = rng.MustExponential(float64(4 * sim.Hour)) })
		run := seasonsOf(t, rush, 4)
		d := newDeskShadow(rush, run, 0, 0)
		after, during := gapAt(t, run, 11), result.Gap{At: 24 + 10}
		hour := d.hour(run.From*24+during.At, d.fresh[run.From*24+during.At])
		inTime, _ := run.PoolHourShares(0, 0, run.From*24+during.At)
		during.Simulated, during.Formula, during.Amount = inTime, hour.ServiceLevel, (hour.ServiceLevel-inTime)*d.resolved[run.From*24+during.At]
		during.Reasons = d.reasons(&during, &hour)
		open := 0.0 // contacts that have come since the start and have no end yet
		for t := range run.Trials {
			for _, x := range run.Trials[t].Firms[0].Pools[0].Hours[:run.From*24+12] {
				open += float64(x.Offered-x.Answered-x.Abandoned) / 4
			}
		}
		if got := d.waiting[run.From*24+12]; math.Abs(got-open) > 1e-6 || !(open > 50) {
			t.Errorf("%v wait at noon, want %v", got, open)
		}
		if n := len(run.Shadow.Pools[0].Gaps); n != 4 {
			t.Errorf("%d gaps, want one a day", n)
		}
		if !says(after, "contacts waited from the hours before") || !says(after, "the queue falls") || !(after.Formula > 0.99 && after.Simulated < 0.9 && after.Amount > 0) {
			t.Errorf("the hour after: %+v", after)
		}
		if !says(during, "the queue grows from") || !says(during, "times the hour before") || !(during.Amount < 0) {
			t.Errorf("the hour itself: %+v", during)
		}
		if says(after, "redials") || says(during, "redials") || says(after, "differ by season") {
			t.Errorf("reasons that are not there: %q, %q", after.Reasons, during.Reasons)
		}
	})
	t.Run("redials", func(t *testing.T) {
		again := centre(func(h int) float64 { return 300 }, func(p *models.Pool) {
			p.Redial, p.RedialMax, p.RedialAfter = 0.95, 9, rng.MustExponential(float64(5*sim.Minute))
		})
		run := seasonsOf(t, again, 4)
		gaps := run.Shadow.Pools[0].Gaps
		if len(gaps) == 0 || !says(gaps[0], "of the attempts are redials") || !(gaps[0].Amount > 0) {
			t.Errorf("%+v", gaps)
		}
	})
	t.Run("seasons that differ", func(t *testing.T) {
		noisy := centre(func(h int) float64 { return 240 }, func(p *models.Pool) { p.Contacts[0].DayNoise = 0.5 })
		run := seasonsOf(t, noisy, 8)
		d := newDeskShadow(noisy, run, 0, 0)
		g, h := result.Gap{At: 30, Formula: 1}, d.hour(run.From*24+30, d.fresh[run.From*24+30])
		if g.Reasons = d.reasons(&g, &h); !says(g, "contacts differ by season, from") {
			t.Errorf("%+v", g)
		}
		steady := seasonsOf(t, centre(func(h int) float64 { return 240 }, func(*models.Pool) {}), 8)
		d = newDeskShadow(noisy, steady, 0, 0)
		if g.Reasons = d.reasons(&g, &h); says(g, "differ by season") {
			t.Errorf("by chance alone: %+v", g)
		}
	})
}

// TestFluidByHand: a hall works from 18:00 to 08:00, ten an hour. 30 come at 17:00
// and 50 at 20:00: at midnight 30+50-60 = 20 wait, which a day's 140 would have
// done; they are gone by 02:00. Next day 100 come at 23:00: 90 wait at midnight
// and the small hours of the last day take 80 of them.
func TestFluidByHand(t *testing.T) {
	came := map[int]float64{17: 30, 20: 50, 24 + 23: 100}
	night := func(h int) (float64, float64) {
		if h%24 >= 18 || h%24 < 8 {
			return came[h], 10
		}
		return came[h], 0
	}
	if got, want := fluid(night, 2), []float64{20, 90}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	closed := func(h int) (float64, float64) {
		if a, c := night(h); h < 48+8 {
			return a, c
		}
		return 0, 0
	}
	if got, want := fluid(closed, 3), []float64{20, 90, 10}; !slices.Equal(got, want) {
		t.Errorf("closed on the last evening: %v, want %v", got, want)
	}
	t.Run("a day without hours is spread evenly", func(t *testing.T) {
		l := &result.LineTrial{Days: []result.LineDay{{Entered: 120, Capacity: 48}}}
		if a, c := lineHour(l, 5); a != 5 || c != 2 {
			t.Errorf("%v come and %v can be done in an hour, want 5 and 2", a, c)
		}
		l.Hours = make([]result.LineHour, 24)
		l.Hours[5] = result.LineHour{Entered: 7, Capacity: 3}
		if a, c := lineHour(l, 5); a != 7 || c != 3 {
			t.Errorf("%v come and %v can be done in an hour that was kept, want 7 and 3", a, c)
		}
	})
}

// TestHoursOfALineAddUpToItsDays, and a night shift has none by day.
func TestHoursOfALineAddUpToItsDays(t *testing.T) {
	sc := evenTown(0)
	hall := &sc.Firms[0].Warehouses[0].Capacity
	hall.Shifts = []models.Shift{{From: hours(18), To: hours(8), Rate: models.Rate(24 * 120)}}
	run := seasonsOf(t, sc, 1)
	for l, head := range run.Lines {
		line := &run.Trials[0].Lines[l]
		if len(line.Hours) != 24*len(line.Days) {
			t.Fatalf("%s: %d hours, %d days", head.Name, len(line.Hours), len(line.Days))
		}
		for d := range line.Days {
			n, c := int64(0), 0.0
			for _, h := range line.Hours[24*d : 24*d+24] {
				n += int64(h.Entered)
				c += float64(h.Capacity)
			}
			if n != line.Days[d].Entered || math.Abs(c-line.Days[d].Capacity) > 1e-5*c+1e-9 {
				t.Errorf("%s, day %d: %d come by hours, %v could be done, by day %+v", head.Name, d, n, c, line.Days[d])
			}
		}
		if head.Kind != "warehouse" {
			continue
		}
		day := 24 * (run.From + 3)
		if c := line.Hours[day+12].Capacity; c != 0 || line.Hours[day+17].Capacity != 0 || line.Hours[day+18].Capacity < 119 || line.Hours[day+7].Capacity < 119 {
			t.Errorf("%s works at noon: %v", head.Name, c)
		}
		// 60 an hour come, 120 can be done from 18:00 on. 600 wait then and
		// 600-6*60 = 240 at midnight.
		for k, v := range run.Shadow.Lines[l].Days {
			if sim := run.LineMean(l, run.From+k).Waiting; math.Abs(v-240) > 3 || math.Abs(sim-v) > 4 {
				t.Errorf("%s, day %d: %v as a fluid, %v simulated, want 240", head.Name, k, v, sim)
			}
		}
	}
}

func TestShadowOfALine(t *testing.T) {
	// Two seasons, four days; the window is the last three.
	run := &result.Run{From: 1, To: 3, NDays: 4, Lines: []result.LineHead{{Name: "hall", Kind: "warehouse"}}}
	for _, days := range [][]result.LineDay{
		{{Capacity: 100, Entered: 150, Left: 100, Queue: 50}, {Capacity: 100, Entered: 90, Left: 100, Queue: 40}, {Capacity: 100, Entered: 0, Left: 40}, {Capacity: 100}},
		{{Capacity: 100, Entered: 30, Left: 30}, {Capacity: 100, Entered: 70, Left: 70}, {Capacity: 100, Entered: 40, Left: 40}, {Capacity: 100}},
	} {
		run.Trials = append(run.Trials, result.Trial{Lines: []result.LineTrial{{Days: days}}})
	}
	s := lineShadow(run, 0)
	// Means: 90, 80, 20, 0 come, 100 can be done: a fluid of the means never waits.
	if want := []float64{0, 0, 0}; !slices.Equal(s.Days, want) {
		t.Errorf("%v, want %v", s.Days, want)
	}
	if len(s.Gaps) != 1 || s.Gaps[0].At != 0 || s.Gaps[0].Simulated != 20 || s.Gaps[0].Formula != 0 || s.Gaps[0].Amount != -20 {
		t.Fatalf("%+v", s.Gaps)
	}
	if want := "seasons differ: the fluid of each for itself has 20 on average, from 0.0 to 40"; s.Gaps[0].Reasons[0] != want {
		t.Errorf("%q, want %q", s.Gaps[0].Reasons, want)
	}
}

func TestAnEvenWarehouseIsAFluid(t *testing.T) {
	sc := evenTown(1440)
	sc.Incidents = []models.Incident{stop(2 * sim.Day)}
	sc.Incidents[0].At = models.At(models.Day(2026, 6, 3), 0)
	run := seasonsOf(t, sc, 1)
	for l := range run.Lines {
		if run.Lines[l].Kind != "warehouse" {
			continue
		}
		s := run.Shadow.Lines[l]
		for k, fluid := range s.Days {
			if sim := run.LineMean(l, run.From+k).Waiting; math.Abs(fluid-sim) > 2 { // orders in hand
				t.Errorf("day %d: %v as a fluid, %v simulated", k, fluid, sim)
			}
		}
		if last := s.Days[len(s.Days)-1]; math.Abs(last-2880) > 2 {
			t.Errorf("two days of 1,440 orders stay for good, not %v", last)
		}
	}
}
