package queueing

import (
	"encoding/csv"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// desk is 100 contacts in 30 minutes of 3 minutes each; times in seconds.
func desk(servers int) ErlangC { return ErlangC{100. / 1800, 1. / 180, servers} }

func impatientDesk(servers int) ErlangA { return ErlangA{100. / 1800, 1. / 180, 1. / 300, servers} }

// surge is the case TV1: times in hours.
func surge(t *testing.T, ends ...float64) []Interval {
	rate := func(t float64) float64 {
		if t >= 2 && t < 4 {
			return 60
		}
		return 20
	}
	q := TimeVarying{Lambda: rate, Servers: func(float64) int { return 8 }, Mu: 4, Breaks: []float64{2, 4}}
	all, err := q.Run(ends)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// cases compute what the rows of testdata/reference_cases.csv expect, in the
// order of the row.
var cases = map[string]func(t *testing.T) []float64{
	"EB-1-1":               func(*testing.T) []float64 { return []float64{ErlangB(1, 1)} },
	"EB-1-2":               func(*testing.T) []float64 { return []float64{ErlangB(1, 2)} },
	"EB-10-10":             func(*testing.T) []float64 { return []float64{ErlangB(10, 10)} },
	"EB-10-14":             func(*testing.T) []float64 { return []float64{ErlangB(10, 14)} },
	"EB-10-16":             func(*testing.T) []float64 { return []float64{ErlangB(10, 16)} },
	"EB-10-17":             func(*testing.T) []float64 { return []float64{ErlangB(10, 17)} },
	"EB-20-30":             func(*testing.T) []float64 { return []float64{ErlangB(20, 30)} },
	"EB-25-30":             func(*testing.T) []float64 { return []float64{ErlangB(25, 30)} },
	"EB-100-100":           func(*testing.T) []float64 { return []float64{ErlangB(100, 100)} },
	"EB-req-10-2pc":        func(*testing.T) []float64 { return []float64{float64(ErlangBServers(10, 0.02))} },
	"EB-req-10-2pc-shrink": func(*testing.T) []float64 { return []float64{float64(Positions(ErlangBServers(10, 0.02), 0.3))} },
	"EB-req-8-0.01":        func(*testing.T) []float64 { return []float64{float64(ErlangBServers(8, 0.01))} },
	"EB-req-8-0.02":        func(*testing.T) []float64 { return []float64{float64(ErlangBServers(8, 0.02))} },
	"EB-req-12-0.01":       func(*testing.T) []float64 { return []float64{float64(ErlangBServers(12, 0.01))} },
	"EB-req-12-0.02":       func(*testing.T) []float64 { return []float64{float64(ErlangBServers(12, 0.02))} },
	"EC-pw-raw": func(t *testing.T) []float64 {
		return []float64{staffC(t, 100./1800, 1./180, Target{0.8, 20, 0.85})}
	},
	"EC-pw-pos": func(t *testing.T) []float64 {
		return []float64{float64(Positions(int(staffC(t, 100./1800, 1./180, Target{0.8, 20, 0.85})), 0.3))}
	},
	"EC-pw-wait": func(*testing.T) []float64 { return []float64{desk(14).WaitProbability()} },
	"EC-pw-sl":   func(*testing.T) []float64 { return []float64{desk(14).ServiceLevel(20)} },
	"EC-pw-occ":  func(*testing.T) []float64 { return []float64{desk(14).Occupancy()} },
	"EC-pw-asa":  func(*testing.T) []float64 { return []float64{desk(14).MeanWait() / 60} },
	"EC-pw-p95":  func(*testing.T) []float64 { return []float64{desk(14).WaitQuantile(0.95) / 60} },
	"EC-pw-15":   func(*testing.T) []float64 { return []float64{desk(15).ServiceLevel(0.33 * 60)} },
	"EC-pw-15w":  func(*testing.T) []float64 { return []float64{desk(15).WaitProbability()} },

	"MMC-9-5-2-Lq":    func(*testing.T) []float64 { return []float64{ErlangC{9, 5, 2}.MeanQueue()} },
	"MMC-9-5-2-W":     func(*testing.T) []float64 { return []float64{ErlangC{9, 5, 2}.MeanSojourn()} },
	"MMC-9-5-4-Lq":    func(*testing.T) []float64 { return []float64{ErlangC{9, 5, 4}.MeanQueue()} },
	"MMC-9-5-4-W":     func(*testing.T) []float64 { return []float64{ErlangC{9, 5, 4}.MeanSojourn()} },
	"MMC-1-1.25-1-Wq": func(*testing.T) []float64 { return []float64{ErlangC{1, 1.25, 1}.MeanWait()} },
	"MMC-1-1.25-3-Wq": func(*testing.T) []float64 { return []float64{ErlangC{1, 1.25, 3}.MeanWait()} },
	"MMC-1-0.4-3-Wq":  func(*testing.T) []float64 { return []float64{ErlangC{1, 0.4, 3}.MeanWait()} },
	"MMC-0.2-0.1-3-Wq": func(*testing.T) []float64 {
		return []float64{ErlangC{0.2, 0.1, 3}.MeanWait()}
	},
	"MMC-0.2-0.1-4-Wq": func(*testing.T) []float64 {
		return []float64{ErlangC{0.2, 0.1, 4}.MeanWait()}
	},
	"LK-mm1-05":  func(*testing.T) []float64 { return single(1, 2) },
	"LK-mm1-099": func(*testing.T) []float64 { return single(1.98, 2) },
	"CIMBA-mm1":  func(*testing.T) []float64 { return []float64{ErlangC{0.75, 1, 1}.MeanQueue()} },
	"CIMBA-mm1-09": func(*testing.T) []float64 {
		return []float64{ErlangC{0.9, 1, 1}.MeanSojourn()}
	},

	"EA-pw14-P(wait>0)":  func(*testing.T) []float64 { return []float64{impatientDesk(14).WaitProbability()} },
	"EA-pw14-P(abandon)": func(*testing.T) []float64 { return []float64{impatientDesk(14).Abandonment()} },
	"EA-pw14-occupancy":  func(*testing.T) []float64 { return []float64{impatientDesk(14).Occupancy()} },
	"EA-pw14-mean":       func(*testing.T) []float64 { return []float64{impatientDesk(14).MeanWait() / 60} },
	"EA-pw14-sl":         func(*testing.T) []float64 { return []float64{impatientDesk(14).ServiceLevel(20)} },
	"EA-pw13-ab":         func(*testing.T) []float64 { return []float64{impatientDesk(13).Abandonment()} },
	"EA-pw13-sl":         func(*testing.T) []float64 { return []float64{impatientDesk(13).ServiceLevel(20)} },
	"EA-crit-Pw":         func(*testing.T) []float64 { return []float64{ErlangA{100, 1, 1, 100}.WaitProbability()} },
	"EA-crit-Lq":         func(*testing.T) []float64 { return []float64{ErlangA{100, 1, 1, 100}.MeanQueue()} },
	"EA-ED-Lq":           func(*testing.T) []float64 { return []float64{ErlangA{120, 1, 0.5, 100}.MeanQueue()} },
	"EA-ED-Pab":          func(*testing.T) []float64 { return []float64{ErlangA{120, 1, 0.5, 100}.Abandonment()} },
	"STAFF-C-60":         func(t *testing.T) []float64 { return sizedC(t, 60) },
	"STAFF-C-120":        func(t *testing.T) []float64 { return sizedC(t, 120) },
	"STAFF-C-300":        func(t *testing.T) []float64 { return sizedC(t, 300) },
	"STAFF-C-1200":       func(t *testing.T) []float64 { return sizedC(t, 1200) },
	"STAFF-C-3000":       func(t *testing.T) []float64 { return sizedC(t, 3000) },
	"STAFF-A-60":         func(t *testing.T) []float64 { return sizedA(t, 60) },
	"STAFF-A-120":        func(t *testing.T) []float64 { return sizedA(t, 120) },
	"STAFF-A-300":        func(t *testing.T) []float64 { return sizedA(t, 300) },
	"STAFF-A-1200":       func(t *testing.T) []float64 { return sizedA(t, 1200) },

	"HW-0.25":    func(*testing.T) []float64 { return []float64{HalfinWhitt(0.25)} },
	"HW-0.5":     func(*testing.T) []float64 { return []float64{HalfinWhitt(0.5)} },
	"HW-1":       func(*testing.T) []float64 { return []float64{HalfinWhitt(1)} },
	"HW-1.5":     func(*testing.T) []float64 { return []float64{HalfinWhitt(1.5)} },
	"HW-2":       func(*testing.T) []float64 { return []float64{HalfinWhitt(2)} },
	"GAR-0.2--1": func(*testing.T) []float64 { return []float64{Garnett(-1, 0.2)} },
	"GAR-0.2-0":  func(*testing.T) []float64 { return []float64{Garnett(0, 0.2)} },
	"GAR-0.2-1":  func(*testing.T) []float64 { return []float64{Garnett(1, 0.2)} },
	"GAR-1--1":   func(*testing.T) []float64 { return []float64{Garnett(-1, 1)} },
	"GAR-1-0":    func(*testing.T) []float64 { return []float64{Garnett(0, 1)} },
	"GAR-1-1":    func(*testing.T) []float64 { return []float64{Garnett(1, 1)} },
	"GAR-5--1":   func(*testing.T) []float64 { return []float64{Garnett(-1, 5)} },
	"GAR-5-0":    func(*testing.T) []float64 { return []float64{Garnett(0, 5)} },
	"GAR-5-1":    func(*testing.T) []float64 { return []float64{Garnett(1, 5)} },

	"MMNG-D0.1":  func(t *testing.T) []float64 { return fixedPatience(t, 48, 0.1) },
	"MMNG-D0.5":  func(t *testing.T) []float64 { return fixedPatience(t, 48, 0.5) },
	"MMNG-Dover": func(t *testing.T) []float64 { return fixedPatience(t, 60, 0.5) },

	"MMCK-40-30-3-7-p0": func(*testing.T) []float64 { return []float64{MMcK{40, 30, 3, 7}.Empty()} },
	"MMCK-40-30-3-7-W":  func(*testing.T) []float64 { return []float64{MMcK{40, 30, 3, 7}.MeanSojourn()} },
	"MMCK-50-10-4-6-pK": func(*testing.T) []float64 { return []float64{MMcK{50, 10, 4, 6}.Blocking()} },
	"MMCK-3-2-2-5-p0":   func(*testing.T) []float64 { return []float64{MMcK{3, 2, 2, 5}.Empty()} },
	"MMCK-3-2-2-5-pK":   func(*testing.T) []float64 { return []float64{MMcK{3, 2, 2, 5}.Blocking()} },
	"MMCK-3-2-2-5-L":    func(*testing.T) []float64 { return []float64{MMcK{3, 2, 2, 5}.MeanNumber()} },
	"MMCK-3-2-2-5-Wq":   func(*testing.T) []float64 { return []float64{MMcK{3, 2, 2, 5}.MeanWait()} },
	"MMCK-3-4-2-3-L":    func(*testing.T) []float64 { return []float64{MMcK{3, 4, 2, 3}.MeanNumber()} },
	"MMCK-3-4-2-3-pK":   func(*testing.T) []float64 { return []float64{MMcK{3, 4, 2, 3}.Blocking()} },

	"PK-MD1":  func(*testing.T) []float64 { return []float64{MG1{0.8, Service{1, 0}}.MeanWait()} },
	"PK-ME41": func(*testing.T) []float64 { return []float64{MG1{0.8, Service{1, 0.25}}.MeanWait()} },
	"PK-ME21": func(*testing.T) []float64 { return []float64{MG1{0.8, Service{1, 0.5}}.MeanWait()} },
	"PK-MM1":  func(*testing.T) []float64 { return []float64{MG1{0.8, Service{1, 1}}.MeanWait()} },
	"PRI-2":   func(*testing.T) []float64 { return NonPreemptive{twoClasses()}.Waits() },
	"PRI-mix": func(*testing.T) []float64 {
		return NonPreemptive{[]Class{{0.2, Service{0.5, 1}}, {0.4, Service{1.25, 0}}}}.Waits()
	},
	"PRI-pre": func(*testing.T) []float64 { return PreemptiveResume{twoClasses()}.Sojourns() },
	"PRI-mmc": func(*testing.T) []float64 {
		q := NonPreemptiveMMc{[]float64{2, 3}, 1, 6}
		return append([]float64{q.WaitProbability()}, q.Waits()...)
	},

	// Networks of Jackson's: each node as if alone.
	"NET-cafe": func(*testing.T) []float64 {
		cold, hot, till := ErlangC{0.3, 1, 1}, ErlangC{0.2 + 0.3*0.3, 0.4, 2}, ErlangC{0.5, 0.5, 2}
		all := cold.MeanNumber() + hot.MeanNumber() + till.MeanNumber()
		return []float64{cold.MeanNumber(), hot.MeanNumber(), till.MeanNumber(), all / 0.5}
	},
	"NET-tandem": func(*testing.T) []float64 {
		a, b := ErlangC{0.8, 1, 1}.MeanSojourn(), ErlangC{0.8, 0.5, 2}.MeanSojourn()
		return []float64{a, b, a + b}
	},

	"TV-poisson": func(t *testing.T) []float64 {
		q := TimeVarying{
			Lambda:  Sinusoid{100, 20, 1}.Rate,
			Servers: func(t float64) int { return 90 + 10*int(t/5) }, // makes no difference
			Mu:      1, Theta: 1, Breaks: []float64{5, 10, 15},
		}
		all, err := q.Run([]float64{2, 8, 14, 20})
		if err != nil {
			t.Fatal(err)
		}
		var m []float64
		for _, v := range all {
			m = append(m, v.AtEnd.Number)
		}
		return m
	},
	"TV1": func(t *testing.T) []float64 {
		var queue []float64
		for _, v := range surge(t, 2, 3, 4, 5, 6, 7, 8) {
			queue = append(queue, v.AtEnd.Queue)
		}
		return queue
	},
	"TV1-P": func(t *testing.T) []float64 {
		var p []float64
		for _, v := range surge(t, 1, 2, 3, 6, 8) {
			p = append(p, v.AtEnd.WaitProbability)
		}
		return p
	},
	"JMMW": func(*testing.T) []float64 {
		s := Sinusoid{30, 20, 5}
		return []float64{s.LoadAmplitude(1), s.Lag(1), s.Load(1, 1), s.Load(1, 2), s.Load(1, 3)}
	},
	"FLUID-1": func(t *testing.T) []float64 {
		p, err := Fluid{Steps: []FluidStep{{3, 30_000, 12_000}, {27, 10_000, 12_000}}}.Path()
		if err != nil {
			t.Fatal(err)
		}
		return []float64{p.Peak, p.ClearAt, p.BacklogTime, p.MeanDelay, p.MaxDelay}
	},
	"CMP-1": func(*testing.T) []float64 { return []float64{100 * desk(14).WaitTail(20)} },
}

func staffC(t *testing.T, lambda, mu float64, target Target) float64 {
	n, err := MinimumServersC(lambda, mu, target)
	if err != nil {
		t.Fatal(err)
	}
	return float64(n)
}

func sizedC(t *testing.T, perHour float64) []float64 {
	n := staffC(t, perHour/3600, 1./300, Target{Level: 0.8, Within: 20})
	return []float64{n, ErlangC{perHour / 3600, 1. / 300, int(n)}.ServiceLevel(20)}
}

func sizedA(t *testing.T, perHour float64) []float64 {
	n, err := MinimumServersA(perHour/3600, 1./300, 1./120, Target{Level: 0.8, Within: 20})
	if err != nil {
		t.Fatal(err)
	}
	q := ErlangA{perHour / 3600, 1. / 300, 1. / 120, n}
	return []float64{float64(n), q.ServiceLevel(20), q.Abandonment()}
}

func single(lambda, mu float64) []float64 {
	q := ErlangC{lambda, mu, 1}
	return []float64{q.MeanWait(), q.MeanQueue(), q.Occupancy()}
}

func fixedPatience(t *testing.T, lambda, d float64) []float64 {
	s, err := ImpatientMMn{lambda, 1, 50, DeterministicSurvival(d), []float64{d}}.Solve()
	if err != nil {
		t.Fatal(err)
	}
	return []float64{s.WaitProbability(), s.Abandonment(), s.MeanWait()}
}

func twoClasses() []Class { return []Class{{0.3, Service{1, 1}}, {0.5, Service{1, 1}}} }

var aNumber = regexp.MustCompile(`[0-9.]+(e-?[0-9]+)?`)

// TestPublishedCases: a figure must lie within the row's tolerance (relative)
// and half a unit of the last digit that the row prints.
func TestPublishedCases(t *testing.T) {
	file, err := os.Open("testdata/reference_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	left := len(cases)
	for _, row := range rows[1:] {
		id, model, metric, expected, tolerance := row[0], row[1], row[3], row[4], row[5]
		t.Run(id+" "+model+" gives the published "+metric, func(t *testing.T) {
			compute, known := cases[id]
			if !known {
				t.Fatal("nothing computes this case")
			}
			left--
			got, want := compute(t), aNumber.FindAllString(expected, -1)
			if len(got) != len(want) {
				t.Fatalf("%d figures, the row has %d: %s", len(got), len(want), expected)
			}
			limits := aNumber.FindAllString(tolerance, -1)
			for i, text := range want {
				w, err := strconv.ParseFloat(text, 64)
				if err != nil {
					t.Fatal(err)
				}
				limit := 0.0 // exact
				if strings.Contains(text, ".") || !strings.HasPrefix(tolerance, "exact") {
					_, decimals, _ := strings.Cut(text, ".")
					limit = 0.5 * math.Pow10(-len(decimals))
				}
				if len(limits) > 0 && !(i == 0 && strings.HasPrefix(tolerance, "exact")) {
					relative, err := strconv.ParseFloat(limits[0], 64)
					if err != nil {
						t.Fatal(err)
					}
					limit += relative * w
				}
				if !(math.Abs(got[i]-w) <= limit) {
					t.Errorf("figure %d: got %.10g, want %s within %.1g", i+1, got[i], text, limit)
				}
			}
		})
	}
	if left != 0 {
		t.Errorf("%d of the cases computed here have no row in testdata/reference_cases.csv", left)
	}
}
