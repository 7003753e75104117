package result_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// named is a metric that must be there.
func named(t *testing.T, name string) *result.Metric {
	t.Helper()
	m, ok := result.MetricNamed(name)
	if !ok {
		t.Fatalf("no metric is named %s", name)
	}
	return m
}

// twoShops is the filed run with a second firm, which is the first ten times
// over and has one pool, of the first firm's hotline's name.
func twoShops() *result.Run {
	r := filed()
	r.Firms = append(r.Firms, result.FirmHead{Name: "乙店", Pools: []result.PoolHead{{Name: "hotline", Channel: "phone", Target: 20 * second}}})
	for i := range r.Trials {
		t := &r.Trials[i]
		g := t.Firms[0]
		g.Cohorts, g.Days = slices.Clone(g.Cohorts), slices.Clone(g.Days)
		for d := range g.Cohorts {
			for c := range g.Cohorts[d] {
				g.Cohorts[d][c] *= 10
				g.Days[d][c] *= 10
			}
		}
		g.InFlight *= 10
		g.Pools = g.Pools[:1]
		t.Firms = append(t.Firms, g)
		t.Docket.Incidents = append(t.Docket.Incidents, result.Incident{Firm: 1, Found: 2})
	}
	return r
}

func TestMetricsOfHandmadeTrials(t *testing.T) {
	r := twoShops()
	window := func(firm int, pool string, from, to int) result.Place {
		return result.Place{Firm: firm, Pool: pool, From: from, To: to}
	}
	cases := []struct {
		says   string
		metric string
		at     result.Place
		want   float64 // in trial k = 1
	}{
		{"a count of orders over two days", "orders.placed", window(0, "", 1, 2), 200},
		{"a count of orders of one day", "orders.placed", window(0, "", 1, 1), 100},
		{"all firms add up", "orders.placed", window(-1, "", 1, 1), 1100},
		{"cancelled are the shop's and the consumer's", "orders.cancelled", window(0, "", 1, 1), 3},
		{"what is kept for the whole window only takes no notice of dates", "orders.in_flight", window(-1, "", 1, 1), 22},
		{"a share of firms weighs every delivery", "delivery.late_share", window(-1, "", 1, 2), 0.2},
		{"a mean of firms merges their parcels", "delivery.lead_d", window(-1, "", 1, 2), 2},
		{"the 95% point of the days late", "delivery.late_p95_d", window(0, "", 1, 2), 1},
		{"refunds within seven days", "refund.within_7d", window(-1, "", 1, 2), 0.75},
		{"complaints per million orders", "complaints.to_firm.per_million_orders", window(0, "", 1, 1), 40000},
		{"one cause per million orders", "complaints.to_firm.per_million_by_cause.terms", window(0, "", 1, 1), 10000},
		{"the share of a cause", "complaints.to_firm.share_by_cause.delay", window(0, "", 1, 2), 0.75},
		{"no complaints have no causes", "complaints.to_firm.share_by_cause.delay", window(0, "", 3, 3), math.NaN()},
		{"complaints about orders do not count by the date of lodging", "complaints.to_firm.total", window(0, "", 3, 3), 0},
		{"complaints lodged do", "lodged.to_firm.total", window(0, "", 3, 3), 5},
		{"complaints lodged of a cause", "lodged.to_firm.by_cause.terms", window(0, "", 2, 3), 1},
		{"complaints lodged a day count the days without one", "lodged.to_firm.per_day", window(0, "", 2, 3), 4.5},
		{"contacts of a pool", "pools.offered", window(0, "chat", 1, 2), 20},
		{"contacts of a pool on one day", "pools.offered", window(0, "chat", 1, 1), 10},
		{"contacts of all pools of that name", "pools.offered", window(-1, "hotline", 1, 2), 20},
		{"contacts of all pools of all firms", "pools.offered", window(-1, "", 1, 2), 40},
		{"answered in time", "pools.service_level", window(0, "chat", 1, 1), 0.4},
		{"given up", "pools.abandonment", window(0, "chat", 1, 1), 0.2},
		{"mean wait in seconds", "pools.mean_wait_s", window(0, "chat", 1, 1), 10},
		{"busy over staffed and overtime", "pools.occupancy", window(0, "chat", 1, 1), 0.75},
		{"an idle pool has no service level", "pools.service_level", window(0, "hotline", 1, 2), math.NaN()},
		{"costs in CNY", "costs.staff", window(0, "", 1, 1), 123.45},
		{"costs of all firms", "costs.total", window(-1, "", 1, 2), 266.90},
		{"cases of a docket on one day", "authority.dockets.consumer.opened", window(-1, "", 1, 1), 4},
		{"cases a day", "authority.dockets.consumer.opened_per_day", window(-1, "", 0, 2), 4},
		{"the worst day within the dates only", "authority.dockets.consumer.peak_backlog", window(-1, "", 0, 1), 4},
		{"open at the end of the last day", "authority.dockets.consumer.end_backlog", window(-1, "", 0, 1), 4},
		{"the e-commerce share", "authority.ecommerce_share", window(-1, "", 1, 1), 0.75},
		{"replies in time of one firm", "authority.reply_within_2h", window(0, "", 1, 2), 0.75},
		{"mass incidents of all firms", "authority.mass_incidents", window(-1, "", 1, 2), 3},
		{"mass incidents of one firm", "authority.mass_incidents", window(1, "", 1, 2), 1},
		{"the month of the peak", "authority.dockets.courier.peak_month", window(-1, "", 0, 2), 11},
	}
	for _, c := range cases {
		t.Run(c.says, func(t *testing.T) {
			got := named(t, c.metric).In(r, 0, c.at)
			if same := near(got, c.want) || math.IsNaN(got) && math.IsNaN(c.want); !same {
				t.Errorf("%s: got %v, want %v", c.metric, got, c.want)
			}
		})
	}
}

func TestSettledShareIsOfReferredCases(t *testing.T) {
	r := handmade()
	r.Trials[0].Firms[0].Cohorts[1][result.CasesReferred] = 8
	r.Trials[0].Firms[0].Cohorts[1][result.CasesSettled] = 5
	if got := named(t, "authority.settled_share").In(r, 0, r.Window()); got != 0.625 {
		t.Errorf("got %v, want 0.625", got)
	}
}

// The peak month is by cases a day, so that a month cut by the window or a
// short February is not at a disadvantage, and goes on counting past December.
func TestMonthOfThePeak(t *testing.T) {
	r := &result.Run{Start: 15653, From: 2, To: 90, NDays: 91} // 2012-11-09 to 2013-02-07
	days := make([]result.DocketDay, 91)
	set := func(from, to int, n int64) {
		for d := from; d <= to; d++ {
			days[d].Other = n
		}
	}
	set(0, 21, 10)  // November
	set(22, 52, 9)  // December
	set(53, 83, 10) // January
	set(84, 90, 11) // the first days of February
	r.Trials = []result.Trial{{Docket: result.DocketTrial{Days: [2][]result.DocketDay{days, make([]result.DocketDay, 91)}}}}
	m := named(t, "authority.dockets.consumer.peak_month")
	for _, c := range []struct {
		says string
		to   int
		want float64
	}{
		{"the busiest days, however few", 90, 14},
		{"the earlier of two months alike", 83, 11},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := m.In(r, 0, result.Place{Firm: -1, From: 0, To: c.to}); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	t.Run("none without a case", func(t *testing.T) {
		if got := named(t, "authority.dockets.courier.peak_month").In(r, 0, r.Window()); !math.IsNaN(got) {
			t.Errorf("got %v, want none", got)
		}
	})
}

// notInSummary begin the names of metrics that summary.json does not have.
var notInSummary = []string{"lodged.", "authority.settled_share", ".share_by_cause.", ".opened_per_day", ".peak_month", ".of_firms_per_million_", "parcels."}

// inSummary finds a metric's estimate in summary.json, of a firm and a pool.
func inSummary(all map[string]any, name string, firm, pool int) any {
	var at any = all
	switch parts := strings.Split(name, "."); parts[0] {
	case "authority":
	case "pools":
		at = all["firms"].([]any)[firm].(map[string]any)["pools"].([]any)[pool]
		name = strings.Join(parts[1:], ".")
	default:
		at = all["firms"].([]any)[firm]
	}
	for _, part := range strings.Split(name, ".") {
		switch v := at.(type) {
		case []any: // the dockets
			at = v[map[string]int{"consumer": 0, "courier": 1}[part]]
		case map[string]any:
			at = v[part]
		default:
			return nil
		}
	}
	return at
}

// Every metric that summary.json has stands there under its name, with the
// same estimate; and every estimate of a firm, a pool and the authority there
// has a metric.
func TestMetricsEqualTheSummary(t *testing.T) {
	for says, r := range map[string]*result.Run{"one firm": filed(), "two firms": twoShops()} {
		var b bytes.Buffer
		if err := r.Summary().WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		var all map[string]any
		if err := json.Unmarshal(b.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		for _, m := range result.Metrics() {
			if slices.ContainsFunc(notInSummary, func(part string) bool { return strings.Contains(m.Name, part) }) {
				continue
			}
			for f := range r.Firms {
				for p, pool := range r.Firms[f].Pools {
					t.Run(fmt.Sprintf("%s, %s of %s %s", says, m.Name, r.Firms[f].Name, pool.Name), func(t *testing.T) {
						at := r.Window()
						if !strings.HasPrefix(m.Name, "authority.") {
							at.Firm, at.Pool = f, pool.Name
						}
						text, err := json.Marshal(m.Over(r, at))
						if err != nil {
							t.Fatal(err)
						}
						var got any
						if err := json.Unmarshal(text, &got); err != nil {
							t.Fatal(err)
						}
						if want := inSummary(all, m.Name, f, p); fmt.Sprint(got) != fmt.Sprint(want) {
							t.Errorf("got %v, summary.json has %v", got, want)
						}
					})
				}
			}
		}
		t.Run(says+": every estimate of summary.json has its metric", func(t *testing.T) {
			firm := all["firms"].([]any)[0].(map[string]any)
			pool := firm["pools"].([]any)[0]
			authority := all["authority"].(map[string]any)
			dockets := authority["dockets"].([]any)
			for _, name := range slices.Concat(
				estimates(firm, ""), estimates(pool, "pools."), estimates(authority, "authority."),
				estimates(dockets[0], "authority.dockets.consumer."), estimates(dockets[1], "authority.dockets.courier."),
			) {
				if _, ok := result.MetricNamed(name); !ok {
					t.Errorf("%s has none", name)
				}
			}
		})
	}
}

// estimates are the dotted paths of all estimates below a block, lists apart.
func estimates(at any, path string) []string {
	block, ok := at.(map[string]any)
	if !ok {
		return nil
	}
	if _, ok := block["mean"]; ok {
		return []string{strings.TrimSuffix(path, ".")}
	}
	var out []string
	for key, v := range block {
		out = append(out, estimates(v, path+key+".")...)
	}
	return out
}

func TestEveryMetricIsExplainedAndDefined(t *testing.T) {
	seen := map[string]bool{}
	r := twoShops()
	for _, m := range result.Metrics() {
		t.Run(m.Name, func(t *testing.T) {
			if seen[m.Name] || m.Doc == "" || strings.ContainsAny(m.Name, " ,") {
				t.Errorf("name %q (again: %v), doc %q", m.Name, seen[m.Name], m.Doc)
			}
			seen[m.Name] = true
			if e := m.Over(r, r.Window()); e.N > 3 || math.IsInf(e.Mean, 0) {
				t.Errorf("got %+v", e)
			}
			none := &result.Run{Firms: r.Firms, Trials: []result.Trial{{Firms: make([]result.FirmTrial, 2)}}}
			none.Trials[0].Firms[0].Pools, none.Trials[0].Firms[1].Pools = make([]result.PoolTrial, 2), make([]result.PoolTrial, 1)
			if v := m.In(none, 0, none.Window()); v != 0 && !math.IsNaN(v) {
				t.Errorf("of an empty trial: %v", v)
			}
		})
	}
}

// Times of orders and waits of dates apart from the window's are those that the
// trial has kept; firms together weigh every order.
func TestMetricsOfDatesKeptApart(t *testing.T) {
	r := twoShops()
	for f := range r.Trials[0].Firms {
		firm := &r.Trials[0].Firms[f]
		firm.Pools = slices.Clone(firm.Pools) // the two share them
		for d := 1; d <= 2; d++ {             // each day of the window
			o := result.OrderSpan{From: d, To: d, OrderTimes: result.OrderTimes{
				Lead: new(stats.Sketch), Late: new(stats.Sketch), Refund: new(stats.Sketch),
				RefundIn7d: int64(f + d), RefundsPaid: int64(4 * d),
			}}
			o.Lead.RecordN(int64(d*day), 3)
			o.Lead.RecordN(int64((d+4)*day), uint64(1+8*f))
			o.Late.RecordN(int64(d*hour*12), 20)
			o.Refund.RecordN(int64((5+f)*day), 2)
			longer := result.OrderSpan{From: d, To: d + 1}
			firm.Spans = append(firm.Spans, longer, o)
		}
		firm.Pools[0].Spans = []result.WaitSpan{{From: 2, To: 2, Waits: new(stats.Sketch)}}
		firm.Pools[0].Spans[0].Waits.RecordN(int64(100*(f+1)), 10)
	}
	for _, c := range []struct {
		says, metric string
		firm         int
		pool         string
		day          int
		want         float64
	}{
		{"the mean of a day", "delivery.lead_d", 0, "", 1, 2},
		{"the mean of the next day", "delivery.lead_d", 0, "", 2, 3},
		{"both firms' orders", "delivery.lead_d", -1, "", 1, (6*1 + 10*5) / 16.},
		{"days late", "delivery.days_late", 1, "", 2, 1},
		{"the 95% point of the days late", "delivery.late_p95_d", 0, "", 1, 0.5},
		{"refunds of a firm", "refund.paid", 1, "", 2, 8},
		{"refunds of both", "refund.paid", -1, "", 2, 16},
		{"refunds in time of both", "refund.within_7d", -1, "", 1, 3. / 8},
		{"their mean time", "refund.mean_d", -1, "", 1, 5.5},
		{"waits of a pool", "pools.p95_wait_s", 0, "chat", 2, 0.1},
		{"waits of the other firm's", "pools.p95_wait_s", 1, "hotline", 2, 0.2},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := named(t, c.metric).In(r, 0, result.Place{Firm: c.firm, Pool: c.pool, From: c.day, To: c.day})
			if math.Abs(got-c.want) > stats.SketchError*c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	for says, metric := range map[string]string{"times that nobody kept": "delivery.late_p95_d", "waits that nobody kept": "pools.p95_wait_s"} {
		t.Run(says, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("are given all the same")
				}
			}()
			named(t, metric).In(r, 0, result.Place{Firm: 0, Pool: "chat", From: 0, To: 1})
		})
	}
}
