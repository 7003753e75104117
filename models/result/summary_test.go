package result_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// near compares to rounding.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

func TestSummaryFigures(t *testing.T) {
	s := handmade().Summary()
	firm := s.Firms[0]
	cases := []struct {
		name string
		got  stats.Estimate
		want float64 // mean over k = 1, 2, 3
		n    int
	}{
		{"placed orders are those of the window's two days", firm.Orders.Placed, 400, 3},
		{"intentions are lost plus placed", firm.Orders.Intentions, firm.Orders.Lost.Mean + firm.Orders.Placed.Mean, 3},
		{"lost adds all ways of losing", firm.Orders.Lost, 40, 3},
		{"lost at checkout stands apart", firm.Orders.LostBy.Checkout, 28, 3},
		{"cancelled adds the shop's and the consumer's", firm.Orders.Cancelled, 12, 3},
		{"delivered", firm.Orders.Delivered, 380, 3},
		{"lost in transit", firm.Orders.LostInTransit, 4, 3},
		{"in flight", firm.Orders.InFlight, 4, 3},
		{"late share is of deliveries", firm.Delivery.LateShare, 0.2, 3},
		{"lead is in days", firm.Delivery.Lead, 2, 3},
		{"days late is of late deliveries", firm.Delivery.DaysLate, 1, 3},
		{"days late has one entry a day", firm.Delivery.ByDaysLate[2], 12, 3},
		{"complaints to the firm add the causes", firm.Complaints.ToFirm.Total, 16, 3},
		{"complaints per million placed orders", firm.Complaints.ToFirm.PerMillion, 40000, 3},
		{"complaints by cause", firm.Complaints.ToFirm.ByCause.Delay, 12, 3},
		{"complaints by cause per million", firm.Complaints.ToFirm.PerMillionByCause.Terms, 10000, 3},
		{"a cause without complaints is zero", firm.Complaints.ToFirm.ByCause.Quality, 0, 3},
		{"complaints to the authority stand apart", firm.Complaints.ToAuthority.Total, 4, 3},
		{"the authority's docket adds the firms", s.Authority.Complaints, 4, 3},
		{"refunds within seven days", firm.Refund.Within7d, 0.75, 3},
		{"refunds of nobody have no mean", firm.Refund.Mean, math.NaN(), 0},
		{"costs are in CNY", firm.Costs.Staff, 246.90, 3},
		{"costs add up", firm.Costs.Total, 266.90, 3},
		{"a pool counts the window's hours only", firm.Pools[0].Offered, 40, 3},
		{"abandonment is of resolved", firm.Pools[0].Abandonment, 0.2, 3},
		{"service level is of resolved", firm.Pools[0].ServiceLevel, 0.4, 3},
		{"mean wait is in seconds", firm.Pools[0].MeanWait, 20, 3},
		{"p95 wait is in seconds", firm.Pools[0].P95Wait, 0.2, 3},
		{"occupancy is busy over staffed and overtime", firm.Pools[0].Occupancy, 0.75, 3},
		{"an idle pool has no mean wait", firm.Pools[1].MeanWait, math.NaN(), 0},
		{"peak queue is of the window", s.Lines[0].PeakQueue, 7, 3},
		{"utilisation is left over capacity", s.Lines[0].Utilisation, 0.5, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if same := near(c.got.Mean, c.want) || math.IsNaN(c.got.Mean) && math.IsNaN(c.want); !same {
				t.Errorf("mean: got %v, want %v", c.got.Mean, c.want)
			}
			if c.got.N != c.n {
				t.Errorf("replications: got %d, want %d", c.got.N, c.n)
			}
		})
	}
	t.Run("intervals are Student's t at 95%", func(t *testing.T) {
		// Values 200, 400, 600: half-width t(0.975; 2) 200/sqrt(3), t = 4.302653
		// (any printed table of Student's t).
		want := 4.302653 * 200 / math.Sqrt(3)
		if got := firm.Orders.Placed.Hi - firm.Orders.Placed.Mean; math.Abs(got-want) > 1e-3 {
			t.Errorf("half-width: got %v, want %v", got, want)
		}
	})
	t.Run("the pooled p95 is the quantile of all waits", func(t *testing.T) {
		if got := *firm.Pools[0].PooledP95; got != 0.3 { // waits of 0.1, 0.2, 0.3 s
			t.Errorf("got %v, want 0.3", got)
		}
		if firm.Pools[1].PooledP95 != nil {
			t.Errorf("a pool without waits: got %v, want null", *firm.Pools[1].PooledP95)
		}
	})
	t.Run("the window is given as dates", func(t *testing.T) {
		if got := s.Window; got.From != "2026-11-11" || got.To != "2026-11-12" {
			t.Errorf("got %v", got)
		}
	})
}

func TestOneReplicationHasNoInterval(t *testing.T) {
	r := handmade()
	r.Trials = r.Trials[:1]
	e := r.Summary().Firms[0].Orders.Placed
	if e.Mean != 200 || e.N != 1 || !math.IsNaN(e.Lo) || !math.IsNaN(e.Hi) {
		t.Errorf("got %+v, want mean 200, n 1 and no interval", e)
	}
	var b bytes.Buffer
	if err := r.Summary().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"lo": null`) {
		t.Error("an interval that cannot be known is not null")
	}
}

// A contact that waits over the window's border is offered on one side and
// answered on the other.
func TestSharesOfAPoolStayInsideOne(t *testing.T) {
	for _, c := range []struct {
		says                      string
		hour                      result.PoolHour
		serviceLevel, abandonment float64
	}{
		{"more answered than offered", result.PoolHour{Offered: 1, Answered: 4, Within: 4}, 1, 0},
		{"more given up than offered", result.PoolHour{Offered: 1, Abandoned: 5}, 0, 1},
		{"both", result.PoolHour{Offered: 2, Answered: 6, Within: 3, Abandoned: 2}, 3. / 8, 2. / 8},
		{"offered and resolved by nobody yet", result.PoolHour{Offered: 3}, math.NaN(), math.NaN()},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := handmade()
			for i := range r.Trials {
				r.Trials[i].Firms[0].Pools[1].Hours[30] = c.hour
			}
			pool := r.Summary().Firms[0].Pools[1]
			for _, v := range [][2]float64{{pool.ServiceLevel.Mean, c.serviceLevel}, {pool.Abandonment.Mean, c.abandonment}} {
				if same := near(v[0], v[1]) || math.IsNaN(v[0]) && math.IsNaN(v[1]); !same {
					t.Errorf("service level and abandonment: got %v and %v, want %v and %v",
						pool.ServiceLevel.Mean, pool.Abandonment.Mean, c.serviceLevel, c.abandonment)
				}
			}
		})
	}
}

func TestClippedIntervals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		says   string
		lo, hi float64
		most   float64
		wantLo float64
		wantHi float64
	}{
		{"a share is clipped on both sides", -0.2, 1.3, 1, 0, 1},
		{"a count only from below", -20, 130, inf, 0, 130},
		{"an interval inside stays", 0.1, 0.9, 1, 0.1, 0.9},
		{"no interval stays none", nan, nan, 1, nan, nan},
	} {
		t.Run(c.says, func(t *testing.T) {
			given := stats.Estimate{Mean: 0.5, Lo: c.lo, Hi: c.hi, N: 3}
			got := result.Clipped(given, c.most)
			same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
			if !same(got.Lo, c.wantLo) || !same(got.Hi, c.wantHi) || got.Mean != given.Mean || got.N != given.N {
				t.Errorf("got %+v, want %v to %v", got, c.wantLo, c.wantHi)
			}
		})
	}
}

func TestTheSummaryKeepsIntervalsAsTheyAre(t *testing.T) {
	if lo := handmade().Summary().Firms[0].Complaints.ToFirm.ByCause.Delay.Lo; lo >= 0 {
		t.Errorf("got %v, want a border below 0", lo)
	}
}

func TestNoReplications(t *testing.T) {
	r := handmade()
	r.Trials = nil
	var b bytes.Buffer
	if err := r.Summary().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteSeries(&b); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteComplaints(&b); err != nil {
		t.Fatal(err)
	}
	if err := r.WritePools(&b); err != nil {
		t.Fatal(err)
	}
}

// TestContract holds the names of summary.json to the list that scripts were
// promised.
func TestContract(t *testing.T) {
	var b bytes.Buffer
	if err := handmade().Summary().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(b.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	const causes = "cancelled,delay,quality,description,service,terms"
	estimates := map[string]string{
		"firms.orders":                           "placed,lost,cancelled,delivered,in_flight",
		"firms.delivery":                         "late_share,lead_d,days_late",
		"firms.pools":                            "offered,answered,abandonment,mean_wait_s,p95_wait_s,service_level,occupancy",
		"firms.complaints.to_firm":               "total,per_million_orders",
		"firms.complaints.to_firm.by_cause":      causes,
		"firms.complaints.to_authority":          "total,per_million_orders",
		"firms.complaints.to_authority.by_cause": causes,
		"firms.refund":                           "mean_d,within_7d",
		"firms.costs":                            "staff,temps,warehouse,stock,storefront,carriers,returns,compensation,refunds,lost_margin,total",
		"authority":                              "complaints,ecommerce_share,reply_within_2h,mass_incidents",
	}
	for path, names := range estimates {
		at := find(t, all, path)
		for _, name := range strings.Split(names, ",") {
			t.Run(path+"."+name+" is an estimate", func(t *testing.T) {
				e, ok := at[name].(map[string]any)
				if !ok {
					t.Fatalf("got %v", at[name])
				}
				for _, part := range []string{"mean", "lo", "hi", "n"} {
					if _, ok := e[part]; !ok {
						t.Errorf("%q is missing", part)
					}
				}
				if len(e) != 4 {
					t.Errorf("got %v, want mean, lo, hi, n and nothing else", e)
				}
			})
		}
	}
	for path, want := range map[string]any{
		"authority.call_in.places": 0.0,
		"targets":                  []any{},
		"audit.checks":             12.0,
		"audit.broken":             []any{},
		"seed":                     7.0,
		"replications":             3.0,
		"version":                  "1.2.3",
		"firms.name":               "甲店",
		"firms.pools.name":         "chat",
		"plans":                    []any{},
	} {
		t.Run(path+" has its value", func(t *testing.T) {
			parent, name := "", path
			if i := strings.LastIndexByte(path, '.'); i >= 0 {
				parent, name = path[:i], path[i+1:]
			}
			got, ok := find(t, all, parent)[name]
			if !ok || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %v (there: %v), want %v", got, ok, want)
			}
		})
	}
	t.Run("the fingerprint has sixteen hexadecimal digits", func(t *testing.T) {
		if f := all["fingerprint"].(string); len(f) != 16 || strings.Trim(f, "0123456789abcdef") != "" {
			t.Errorf("got %q", f)
		}
	})
	t.Run("Chinese stays readable", func(t *testing.T) {
		if !bytes.Contains(b.Bytes(), []byte("甲店")) {
			t.Error("the firm's name is escaped")
		}
	})
}

// find walks a dotted path; of a list it takes the first entry.
func find(t *testing.T, at map[string]any, path string) map[string]any {
	t.Helper()
	if path == "" {
		return at
	}
	for _, name := range strings.Split(path, ".") {
		next := at[name]
		if list, ok := next.([]any); ok {
			next = list[0]
		}
		child, ok := next.(map[string]any)
		if !ok {
			t.Fatalf("%s: %q is not there", path, name)
		}
		at = child
	}
	return at
}

func TestFingerprintFollowsTheTrials(t *testing.T) {
	base := handmade().Fingerprint()
	changes := map[string]func(r *result.Run){
		"another event in one trial": func(r *result.Run) { r.Trials[1].Fingerprint++ },
		"trials in another order":    func(r *result.Run) { r.Trials[0], r.Trials[1] = r.Trials[1], r.Trials[0] },
		"one trial fewer":            func(r *result.Run) { r.Trials = r.Trials[:2] },
	}
	for name, change := range changes {
		t.Run(name+" changes it", func(t *testing.T) {
			r := handmade()
			change(r)
			if got := r.Fingerprint(); got == base {
				t.Errorf("got %s again", got)
			}
		})
	}
}

func TestBrokenAuditNamesItsReplication(t *testing.T) {
	r := handmade()
	r.Trials[2].Audit.Broken = []string{"placed 3, known 2"}
	if got := r.Summary().Audit.Broken; len(got) != 1 || got[0] != "replication 2: placed 3, known 2" {
		t.Errorf("got %q", got)
	}
}

// ExampleRun_Summary reads one figure with its interval.
func ExampleRun_Summary() {
	s := handmade().Summary()
	late := s.Firms[0].Delivery.LateShare
	fmt.Printf("%.0f%% late in %d seasons, %s to %s\n", 100*late.Mean, late.N, s.Window.From, s.Window.To)
	// Output: 20% late in 3 seasons, 2026-11-11 to 2026-11-12
}

// ExampleRun_WriteComplaints shows the first row of a date with an example.
func ExampleRun_WriteComplaints() {
	var b bytes.Buffer
	if err := handmade().WriteComplaints(&b); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.Contains(line, "2026-11-12") && strings.Contains(line, "delay") {
			fmt.Println(line)
		}
	}
	// Output: 2026-11-12,window,甲店,delay,6,0,13.4524,2,0,4.4841,6,2,A-1,0
}
