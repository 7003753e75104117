package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
)

// promised is the shop with one target, changed.
func promised(change func(g *Target)) *Scenario {
	sc := shop()
	g := Target{}.Defaults()
	g.Metric, g.Pool, g.Min = "pools.service_level", "chat", figureOf(0.8)
	change(&g)
	sc.Targets = []Target{g}
	return sc
}

func figureOf(v float64) *Limit { return &Limit{Figure: Figure(v)} }

func timeOf(seconds float64) *Limit { return &Limit{Figure: Figure(seconds), Time: true} }

func TestCheckOfTargets(t *testing.T) {
	sc := shop()
	first, last := sc.Season.From, sc.Season.To
	cases := []struct {
		says string
		path string // empty: nothing to say
		f    func(g *Target)
	}{
		{"a figure of a pool", "", func(g *Target) {}},
		{"a figure of every firm", "", func(g *Target) { g.Metric, g.Pool = "delivery.late_share", "" }},
		{"a figure of the run", "", func(g *Target) { g.Metric, g.Pool = "authority.ecommerce_share", "" }},
		{"an event and days about it", "", func(g *Target) { g.Around, g.Days = "double11", 30 }},
		{"an upper limit of nothing", "", func(g *Target) { g.Metric, g.Pool, g.Min, g.Max = "authority.mass_incidents", "", nil, figureOf(0) }},
		{"a quantile and dates", "", func(g *Target) { g.Metric, g.Pool, g.From, g.To = "delivery.late_p95_d", "", first+2, last-1 }},
		{"waits of a quantile and an event", "", func(g *Target) { g.Metric, g.Around, g.Days = "pools.p95_wait_s", "double11", 2 }},
		{"refunds and an event", "", func(g *Target) { g.Metric, g.Pool, g.Around = "refund.within_7d", "", "double11" }},
		{"no metric", "metric", func(g *Target) { g.Metric = "" }},
		{"an unknown metric", "metric", func(g *Target) { g.Metric = "pools.speed" }},
		{"an unknown firm", "firm", func(g *Target) { g.Firm = "nobody" }},
		{"an unknown pool", "pool", func(g *Target) { g.Pool = "nowhere" }},
		{"a pool's deliveries", "pool", func(g *Target) { g.Metric = "delivery.late_share" }},
		{"a firm's share of all trade", "firm", func(g *Target) { g.Metric, g.Pool, g.Firm = "authority.ecommerce_share", "", sc.Firms[0].Name }},
		{"no limit", "-", func(g *Target) { g.Min = nil }},
		{"two limits", "min", func(g *Target) { g.Max = figureOf(0.9) }},
		{"a share above the whole", "min", func(g *Target) { g.Min = figureOf(80) }},
		{"not a number", "min", func(g *Target) { g.Min = figureOf(math.NaN()) }},
		{"a month, which no limit fits", "metric", func(g *Target) { g.Metric, g.Pool = "authority.dockets.consumer.peak_month", "" }},
		{"the other month", "metric", func(g *Target) { g.Metric, g.Pool = "authority.dockets.courier.peak_month", "" }},
		{"a length of time for seconds", "", func(g *Target) { g.Metric, g.Min = "pools.mean_wait_s", timeOf(30) }},
		{"a length of time for days", "", func(g *Target) { g.Metric, g.Pool, g.Min = "delivery.days_late", "", timeOf(86400) }},
		{"a length of time for a share", "min", func(g *Target) { g.Min = timeOf(0.8) }},
		{"a length of time for a count", "min", func(g *Target) { g.Metric, g.Pool, g.Min = "orders.lost", "", timeOf(30) }},
		{"an amount for a cost", "", func(g *Target) {
			g.Metric, g.Pool, g.Min, g.Max = "costs.total", "", nil, &Limit{Figure: 8e6, Money: true}
		}},
		{"an amount for a share", "min", func(g *Target) { g.Min = &Limit{Figure: 0.8, Money: true} }},
		{"an amount for a count", "min", func(g *Target) { g.Metric, g.Pool, g.Min = "orders.lost", "", &Limit{Figure: 30, Money: true} }},
		{"an amount for a time", "min", func(g *Target) { g.Metric, g.Min = "pools.mean_wait_s", &Limit{Figure: 30, Money: true} }},
		{"every season", "in", func(g *Target) { g.In = 1 }},
		{"no season", "in", func(g *Target) { g.In = 0 }},
		{"a first day without a last", "to", func(g *Target) { g.From = first }},
		{"a day after the season", "to", func(g *Target) { g.From, g.To = first, last+1 }},
		{"dates and an event", "around", func(g *Target) { g.From, g.To, g.Around = first, last, "double11" }},
		{"an event outside the season", "around", func(g *Target) { g.Around = "spring_festival" }},
		{"days about nothing", "-", func(g *Target) { g.Days = 2 }},
		{"days before the event only", "days", func(g *Target) { g.Around, g.Days = "double11", -2 }},
		{"dates of a figure of the whole season", "from", func(g *Target) { g.Metric, g.Pool, g.From, g.To = "costs.total", "", first, last }},
		{"an event for a figure of the whole season", "around", func(g *Target) { g.Metric, g.Pool, g.Around = "costs.total", "", "double11" }},
	}
	for _, c := range cases {
		t.Run(c.says, func(t *testing.T) {
			var got []string
			promised(c.f).Check(func(path, wrong, right string) {
				got = append(got, path)
				if wrong == "" || right == "" {
					t.Errorf("%s: %q, %q", path, wrong, right)
				}
			})
			want := "[]"
			switch c.path {
			case "":
			case "-": // the target itself
				want = "[targets[0]]"
			default:
				want = fmt.Sprintf("[targets[0].%s]", c.path)
			}
			if fmt.Sprint(got) != want {
				t.Errorf("got %v, want %s", got, want)
			}
		})
	}
	t.Run("two targets of one name", func(t *testing.T) {
		sc := promised(func(g *Target) { g.Name = "answers" })
		sc.Targets = append(sc.Targets, sc.Targets[0])
		n := 0
		sc.Check(func(path, _, _ string) {
			if n++; path != "targets[1].name" {
				t.Errorf("got %s", path)
			}
		})
		if n != 1 {
			t.Errorf("%d findings", n)
		}
	})
	t.Run("an event that comes twice", func(t *testing.T) {
		sc := promised(func(g *Target) { g.Around = "double11" })
		sc.Season.To += 365
		var got []string
		sc.Check(func(path, _, _ string) { got = append(got, path) })
		if fmt.Sprint(got) != "[targets[0].around]" {
			t.Errorf("got %v", got)
		}
	})
}

func TestWindowsOfEvents(t *testing.T) {
	season := Season{From: Day(2026, 11, 1), To: Day(2027, 2, 28)}
	for _, c := range []struct {
		event    Event
		days     int
		from, to Date
	}{
		{"double11", 0, Day(2026, 11, 11), Day(2026, 11, 11)},
		{"double11", 2, Day(2026, 11, 9), Day(2026, 11, 13)},
		{"double11", 20, Day(2026, 11, 1), Day(2026, 12, 1)}, // as far as the season goes
		{"black_friday", 1, Day(2026, 11, 26), Day(2026, 11, 28)},
		{"double12", 0, Day(2026, 12, 12), Day(2026, 12, 12)},
		{"new_year_goods", 0, Day(2027, 1, 9), Day(2027, 1, 29)}, // New Year is 6 February
		{"spring_festival", 1, Day(2027, 2, 2), Day(2027, 2, 13)},
		{"", 0, season.From, season.To},
	} {
		t.Run(fmt.Sprintf("%q and %d days", c.event, c.days), func(t *testing.T) {
			sc := promised(func(g *Target) { g.Around, g.Days = c.event, c.days })
			sc.Season.From, sc.Season.To = season.From, season.To
			s := newSpan(sc.Season)
			from, to := sc.Targets[0].window(sc, s)
			if s.date(from) != c.from || s.date(to) != c.to {
				t.Errorf("%s to %s, want %s to %s", s.date(from), s.date(to), c.from, c.to)
			}
		})
	}
}

func TestATargetOfNobodyIsOneForEach(t *testing.T) {
	two := func(change func(g *Target)) []result.Target {
		sc := promised(change)
		second := shopFirm("second", "courier")
		second.Service.Pools = second.Service.Pools[:1]
		sc.Firms = append(sc.Firms, second)
		desk := Firm{}.Defaults()
		desk.Name, desk.Service.Pools = "desk alone", second.Service.Pools
		sc.Firms = append(sc.Firms, desk)
		return HeadOf(sc).Targets
	}
	pools := len(shop().Firms[0].Service.Pools)
	for _, c := range []struct {
		says string
		want int
		f    func(g *Target)
	}{
		{"a pool of every firm", 3, func(g *Target) {}},
		{"every pool of every firm", pools + 2, func(g *Target) { g.Pool = "" }},
		{"every pool of a firm", pools, func(g *Target) { g.Pool, g.Firm = "", "shop" }},
		{"every firm with orders", 2, func(g *Target) { g.Metric, g.Pool = "delivery.late_share", "" }},
		{"every firm has costs", 3, func(g *Target) { g.Metric, g.Pool = "costs.total", "" }},
		{"a firm", 1, func(g *Target) { g.Metric, g.Pool, g.Firm = "delivery.late_share", "", "second" }},
		{"the run", 1, func(g *Target) { g.Metric, g.Pool = "authority.ecommerce_share", "" }},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := two(c.f)
			if len(got) != c.want {
				t.Errorf("%d targets, want %d: %+v", len(got), c.want, got)
			}
		})
	}
}

func TestTargetsLeaveTheSeasonAlone(t *testing.T) {
	with, without := play(t, promised(func(g *Target) {}), 0), play(t, shop(), 0)
	if with.Fingerprint != without.Fingerprint {
		t.Errorf("fingerprint %x with a target, %x without", with.Fingerprint, without.Fingerprint)
	}
}

func TestALimitMayBeALengthOfTime(t *testing.T) {
	for _, c := range []struct {
		metric, pool  string
		seconds, want float64
	}{{"pools.mean_wait_s", "chat", 90, 90}, {"delivery.days_late", "", 36 * 3600, 1.5}, {"pools.p95_wait_s", "chat", 0, 0}} {
		t.Run(c.metric, func(t *testing.T) {
			sc := promised(func(g *Target) { g.Metric, g.Pool, g.Min, g.Max = c.metric, c.pool, nil, timeOf(c.seconds) })
			done := Completed(*sc)
			for says, x := range map[string]*Scenario{"as written": sc, "completed": &done} {
				if got := x.targets(newSpan(sc.Season))[0].Limit; got != c.want {
					t.Errorf("%s the target has %v, want %v", says, got, c.want)
				}
			}
			if got := *done.Targets[0].Max; got != (Limit{Figure: Figure(c.want)}) {
				t.Errorf("completed it is %+v", got)
			}
			if !sc.Targets[0].Max.Time {
				t.Error("the scenario itself has changed")
			}
		})
	}
}

func TestScaledTargets(t *testing.T) {
	for _, c := range []struct {
		metric string
		want   float64
	}{
		{"orders.lost", 20}, {"costs.total", 20}, {"lodged.to_firm.per_day", 20},
		{"delivery.days_late", 200}, {"complaints.to_firm.per_million_orders", 200}, {"authority.mass_incidents", 200},
	} {
		t.Run(c.metric, func(t *testing.T) {
			sc := promised(func(g *Target) { g.Metric, g.Min, g.Max = c.metric, nil, figureOf(200) })
			small := Scaled(*sc, 0.1)
			if got := float64(small.Targets[0].Max.Figure); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if sc.Targets[0].Max.Figure != 200 {
				t.Error("the scenario itself has changed")
			}
		})
	}
}
