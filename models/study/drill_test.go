package study

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// evenTown is a firm whose orders come without chance, 1,440 a day around the
// clock, and whose warehouse takes so many a day.
func evenTown(capacity float64) *models.Scenario {
	f := firm("shop", "wide", 1440)
	d := &f.Demand
	d.Arrivals, d.DayNoise, d.ForecastError = "even", 0, 0
	d.Hours, d.Weekdays = slices.Repeat([]float64{1}, 24), slices.Repeat([]float64{1}, 7)
	d.Double11.Factor, d.Double11.Dip, d.Double11.Tail, d.Double11.Deposits = 1, 1, 1, 0
	for i := range d.Categories {
		d.Categories[i].Items, d.Categories[i].Question = 1, 0
	}
	f.Warehouses[0].Capacity = around(capacity)
	f.Stock.Cover, f.Stock.PromotionCover = 1000, 1000
	sc := town(f)
	sc.Season.From, sc.Season.To = models.Day(2026, 6, 1), models.Day(2026, 6, 21)
	sc.Season.Drain = 10 * sim.Day
	return sc
}

func stop(lasts sim.Time) models.Incident {
	p := models.NewIncident(models.WarehouseStop)
	p.Lasts = rng.MustConstant(float64(lasts))
	return p
}

func TestTimeToHealOfADrillIsTheFluidTime(t *testing.T) {
	for _, c := range []struct {
		says     string
		capacity float64
		stop     sim.Time
		heal     float64 // hours from the start, by hand: stop x (1 + d / (c - d))
	}{
		{"twice the capacity, stopped for 20 hours", 2880, 20 * sim.Hour, 40},
		{"a half more, stopped for 12 hours", 2160, 12 * sim.Hour, 36},
		{"a third more, stopped for 2 days", 1920, 48 * sim.Hour, 192},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := evenTown(c.capacity)
			w := watchOf(sc, "")
			calm := w.course(ptr(play(t, sc, 0)), "")
			sc.Incidents = []models.Incident{stop(c.stop)}
			for _, at := range []models.Moment{models.At(models.Day(2026, 6, 3), 0), models.At(models.Day(2026, 6, 4), hours(9.5)), models.At(models.Day(2026, 6, 6), hours(20))} {
				sc.Incidents[0].At = at
				hit := w.course(ptr(play(t, sc, 0)), "warehouse stop")
				bands := bandsOf([]course{calm}, &w)
				m := slices.IndexFunc(measures, func(m measure) bool { return m.key == "backlog.warehouse" })
				ill := bands[m].illness(hit.daily[m], calm.daily[m], hit.from, trailEnd(bands, &hit, &calm, w.last), w.last)
				// The queue is gone so many hours after the start; it is read at the
				// end of a day, and the last day on which it is still there ends at
				// the last midnight before that.
				gone := hit.from + sim.Time(c.heal*float64(sim.Hour))
				want := gone - gone%sim.Day - hit.from
				if !ill.left || ill.open || ill.healed != want {
					t.Errorf("from %v: %+v, want back after %v", at, ill, want)
				}
			}
		})
	}
}

func ptr(t result.Trial) *result.Trial { return &t }

func TestDrill(t *testing.T) {
	build := func(change func(sc *models.Scenario)) *models.Scenario {
		sc := town(firm("shop", "wide", 300))
		sc.Firms[0].Warehouses[0].Capacity = around(3000)
		sc.Season.CoolDown, sc.Season.Drain = 6*sim.Day, 15*sim.Day
		change(sc)
		return sc
	}
	plans := []Plan{{"as it is", build(func(*models.Scenario) {})}, {"the same", build(func(*models.Scenario) {})},
		{"faster", build(func(sc *models.Scenario) { sc.Firms[0].Warehouses[0].Capacity = around(9000) })}}
	d, err := Drill(context.Background(), plans, stop(2*sim.Day), Work{Replications: 6, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	of := func(p result.DrillPlan, key string) result.DrillMeasure {
		return p.Measures[slices.IndexFunc(p.Measures, func(m result.DrillMeasure) bool { return m.Measure == key })]
	}
	asIs, same, faster := d.Plans[0], d.Plans[1], d.Plans[2]
	t.Run("every season is struck, as hard and long as the incident says", func(t *testing.T) {
		if d.Replications != 6 || d.Severity.Mean != 1 || d.Lasts.Mean != 48 {
			t.Errorf("%d seasons, severity %v, %v hours", d.Replications, d.Severity.Mean, d.Lasts.Mean)
		}
	})
	t.Run("the band is that of the seasons without the incident", func(t *testing.T) {
		if d.Band != result.BandOf(6) || !d.Band.Loose() {
			t.Errorf("%+v", d.Band)
		}
	})
	t.Run("a plan that changes nothing is drilled as the scenario is", func(t *testing.T) {
		same.Plan, same.Against = asIs.Plan, nil
		if got, want := fmt.Sprintf("%+v", same), fmt.Sprintf("%+v", asIs); got != want { // with NaN, which differs from itself
			t.Errorf("%s against %s", got, want)
		}
		same = d.Plans[1]
	})
	t.Run("a plan that changes nothing changes exactly nothing where the incident strikes, one that does does", func(t *testing.T) {
		for what, e := range map[string]stats.Estimate{"complaints": same.Against.Complaints, "late": same.Against.Late, "placed": same.Against.Placed, "cost": same.Against.Cost} {
			if e.Mean != 0 || e.Lo != 0 || e.Hi != 0 || e.N != 6 {
				t.Errorf("%s: %+v", what, e)
			}
		}
		if same.Against.Plans != 2 {
			t.Errorf("of %d plans at once", same.Against.Plans)
		}
		if asIs.Against != nil || !(faster.Against.Late.Mean < 0) || !(faster.Against.Cost.Mean != 0) {
			t.Errorf("as it is %+v, faster %+v", asIs.Against, faster.Against)
		}
	})
	t.Run("the warehouse's backlog leaves its band in every season, and first", func(t *testing.T) {
		m := of(asIs, "backlog.warehouse")
		if m.Left != 6 || m.First != 6 || !(m.After.Mean <= 1) {
			t.Errorf("%+v", m)
		}
	})
	t.Run("a lead is over the seasons in which the complaints left, too, and says so", func(t *testing.T) {
		c := of(asIs, result.DrilledComplaints)
		for _, m := range asIs.Measures {
			if m.Both != m.Ahead.N || m.Both > min(m.Left, c.Left) || m.Both < m.Left+c.Left-6 {
				t.Errorf("%s left in %d seasons, complaints in %d, both in %d, mean of %d", m.Measure, m.Left, c.Left, m.Both, m.Ahead.N)
			}
		}
		if c.Both != c.Left || of(asIs, "backlog.warehouse").Both != c.Left {
			t.Errorf("complaints in %d of %d, the warehouse, which left in all, in %d", c.Both, c.Left, of(asIs, "backlog.warehouse").Both)
		}
	})
	t.Run("two days' orders wait at the worst, and parcels are late", func(t *testing.T) {
		if !(asIs.Worst.Mean > 300 && asIs.Worst.Mean < 300*8*2) || !(asIs.Late.Mean > 0) {
			t.Errorf("worst %v, late %v", asIs.Worst.Mean, asIs.Late.Mean)
		}
	})
	t.Run("a faster warehouse is back no later", func(t *testing.T) {
		a, b := of(asIs, "backlog.warehouse").Healing, of(faster, "backlog.warehouse").Healing
		if !(b.Restricted.Mean < a.Restricted.Mean) || a.Horizon != b.Horizon || !(b.Healed.Mean >= a.Healed.Mean) {
			t.Errorf("back after %+v, faster after %+v", a, b)
		}
	})
	t.Run("one worker finds what two find", func(t *testing.T) {
		again, err := Drill(context.Background(), plans[:1], stop(2*sim.Day), Work{Replications: 6, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := fmt.Sprintf("%+v", again.Plans[0]), fmt.Sprintf("%+v", asIs); got != want {
			t.Errorf("%s against %s", got, want)
		}
	})
	t.Run("an incident without severity is refused", func(t *testing.T) {
		p, none := stop(sim.Day), models.Share(0)
		p.Severity = &none
		if _, err := Drill(context.Background(), plans[:1], p, Work{Replications: 1, Workers: 1}); err == nil {
			t.Error("no error")
		}
	})
}

func TestIllnessByHand(t *testing.T) {
	nan := math.NaN()
	pair := []float64{10, 10, 10, 10, 10, 10, 10, 10, 10, 10}
	edge := []float64{12, 12, 12, 12, 12, 12, 12, 12, 12, 12}
	low := []float64{8, 8, 8, 8, 8, 8, 8, 8, 8, 8}
	for _, c := range []struct {
		says string
		b    band
		hit  []float64
		from sim.Time
		want illness
	}{
		{"a value at the edge is normal", band{edge: edge, mean: 10}, []float64{10, 12, 12, 12, 12, 12, 12, 12, 12, 12}, 0, illness{}},
		{"two days out, three days calm", band{edge: edge, mean: 10}, []float64{10, 10, 13, 13, 10, 10, 10, 10, 10, 10}, sim.Day + 6*sim.Hour,
			illness{left: true, out: 2, healed: 2*sim.Day + 18*sim.Hour}},
		{"two calm days between are not enough", band{edge: edge, mean: 10}, []float64{13, 10, 10, 13, 10, 10, 10, 10, 10, 10}, 0,
			illness{left: true, out: 0, healed: 4 * sim.Day}},
		{"what lies before the incident is not looked at", band{edge: edge, mean: 10}, []float64{99, 99, 10, 10, 10, 10, 10, 10, 10, 10}, 2 * sim.Day, illness{}},
		{"still out at the end is time watched", band{edge: edge, mean: 10}, []float64{10, 10, 10, 10, 10, 10, 10, 10, 10, 13}, 0,
			illness{left: true, out: 9, healed: 10 * sim.Day, open: true}},
		{"two calm days at the end show no return: it took longer than to the last day out", band{edge: edge, mean: 10}, []float64{10, 10, 10, 10, 10, 10, 13, 13, 10, 10}, sim.Day,
			illness{left: true, out: 6, healed: 7 * sim.Day, open: true}},
		{"three do", band{edge: edge, mean: 10}, []float64{10, 10, 10, 10, 10, 13, 13, 10, 10, 10}, sim.Day,
			illness{left: true, out: 5, healed: 6 * sim.Day}},
		{"less is worse where it is", band{low: true, edge: low, mean: 10}, []float64{10, 7, 10, 10, 10, 10, 10, 10, 10, 10}, 0,
			illness{left: true, out: 1, healed: 2 * sim.Day}},
		{"out of the band but hardly worse than its pair is normal", band{edge: edge, mean: 300}, []float64{10, 24, 24, 24, 24, 24, 24, 24, 24, 24}, 0, illness{}},
		{"a day without a value is normal", band{edge: edge, mean: 10}, []float64{nan, 13, nan, nan, nan, 10, 10, 10, 10, 10}, 0,
			illness{left: true, out: 1, healed: 2 * sim.Day}},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := c.b.illness(c.hit, pair, c.from, 9, 9); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestTheTrailOfAnIncidentEndsBeforeAQuietWeek(t *testing.T) {
	days := func(out ...int) (hit, calm course) {
		hit.daily, calm.daily = [][]float64{make([]float64, 40), make([]float64, 40)}, [][]float64{make([]float64, 40), make([]float64, 40)}
		for i, d := range out {
			hit.daily[i%2][d] = 9
		}
		hit.from = 3 * sim.Day
		return hit, calm
	}
	bands := []band{{edge: make([]float64, 40)}, {edge: make([]float64, 40)}}
	for _, c := range []struct {
		says string
		out  []int
		want int
	}{
		{"nothing is out", nil, -1},
		{"it begins with the first day out, however late", []int{20, 21}, 21},
		{"six quiet days do not end it, on whatever measure", []int{4, 11}, 11},
		{"seven do", []int{4, 12}, 4},
		{"days before the incident are none of its", []int{1}, -1},
		{"it may last to the end", []int{33, 39}, 39},
	} {
		t.Run(c.says, func(t *testing.T) {
			hit, calm := days(c.out...)
			if got := trailEnd(bands, &hit, &calm, 39); got != c.want {
				t.Errorf("day %d, want %d", got, c.want)
			}
		})
	}
}
