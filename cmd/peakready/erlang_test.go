package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"peakready/scenarios"
)

// asScenario reads a text as a scenario does: laid over a shipped one at a key
// that takes such a value.
func asScenario(t *testing.T, key, text string) (value float64, ok bool) {
	t.Helper()
	base, err := fs.ReadFile(scenarios.Files, "small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan := map[string]string{
		"span":  "season: {drain: \"" + text + "\"}",
		"share": "carriers: [{name: courier, damaged: \"" + text + "\"}]",
		"flow":  "authority: {baseline: {other: \"" + text + "\"}}",
	}[key]
	files := fstest.MapFS{"small.yaml": {Data: base}, "plan.yaml": {Data: []byte(plan)}}
	l, err := scenarios.LoadFS(files, "small.yaml", []string{"plan.yaml"})
	if err != nil {
		var wrong *scenarios.Diagnostics
		if !errors.As(err, &wrong) {
			t.Fatal(err)
		}
		return 0, false
	}
	switch sc := l.Scenario; key {
	case "span":
		return float64(sc.Season.Drain) / 1000, true
	case "share":
		return float64(sc.Carriers[0].Damaged), true
	default:
		return float64(sc.Authority.Baseline.Other) / 86400, true
	}
}

// TestFlagsReadUnitsAsScenariosDo: a planner writes values one way, in files and
// on the command line.
func TestFlagsReadUnitsAsScenariosDo(t *testing.T) {
	for key, texts := range map[string][]string{
		"span": {
			"40d", "1000h", "90d12h", "60 d", "+41d", "2,000 h", "6w", "40 days 3 minutes 2 s", "100d 250ms", "86.4d",
			"40", "-40d", "d", "", "40x", "3h40d", "40d40d", "1,00h", "200y", "40000d", "NaN", "1e3",
		},
		"share": {"30%", "0.3", "1", "0", "100%", " 5 % ", "5％", "5e-3", "1E-1%", "101%", "1e", "3e+%", "2", "30", "-1%", "3kg", "", "NaN", "1,0%"},
		"flow": {
			"120/h", "5/min", "0.01/s", "100k/day", "1,500/h", "0.1M/day", "1e3/h", "0/h", "3万/d", "7 / day", "12 k / week",
			"120", "120h", "-1/h", "x/h", "120/", "/h", "1q/h", "12k", "",
		},
	} {
		for _, text := range texts {
			t.Run(key+" \""+text+"\" means the same on the command line and in a file", func(t *testing.T) {
				var err error
				var got float64
				switch key {
				case "span":
					var v span
					err = v.Set(text)
					got = v.seconds
				case "share":
					var v portion
					err = v.Set(text)
					got = v.share
				default:
					var v flow
					err = v.Set(text)
					got = v.perSecond
				}
				want, ok := asScenario(t, key, text)
				if (err == nil) != ok || ok && math.Abs(got-want) > 1e-12*want {
					t.Errorf("the flag reads %v (%v), the scenario %v (%v)", got, err, want, ok)
				}
			})
		}
	}
}

func TestContactsOverATime(t *testing.T) {
	for text, want := range map[string]float64{
		"100/30m": 100. / 1800, "200/h": 200. / 3600, "1/1h30m": 1. / 5400, "5k/day": 5000. / 86400, "2.5 / 15 min": 2.5 / 900,
	} {
		var f flow
		if err := f.Set(text); err != nil || math.Abs(f.perSecond-want) > 1e-15 {
			t.Errorf("%s: got %v a second (%v), want %v", text, f.perSecond, err, want)
		}
	}
	for _, text := range []string{"100/0m", "100/30", "100/30m/2", "100/m30", "1/-3m"} {
		var f flow
		if err := f.Set(text); err == nil {
			t.Errorf("%s is taken for %v a second", text, f.perSecond)
		}
	}
}

func TestContactsSayWhichPartIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"1/100y": `"y" is no unit of time`, "100/0m": `a time of 0 ("0m")`, "1/1h3parsecs": `"parsecs" is no unit`, "100/30": `"30" is no length of time`,
	} {
		var f flow
		if err := f.Set(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestRowsBelowATargetLookBelowIt: no row of fewer agents may print what the target is.
func TestRowsBelowATargetLookBelowIt(t *testing.T) {
	for _, c := range []struct{ target, digits string }{{"80%", "%.1f%%"}, {"99.9%", "%.2f%%"}, {"99.99%", "%.3f%%"}} {
		var o erlangOptions
		for v, text := range map[interface{ Set(string) error }]string{&o.contacts: "100/30m", &o.aht: "3m", &o.within: "20s", &o.target: c.target} {
			if err := v.Set(text); err != nil {
				t.Fatal(err)
			}
		}
		least, err := o.least()
		if err != nil {
			t.Fatal(err)
		}
		d := o.at(least - 1)
		want := fmt.Sprintf(c.digits, 100*d.level)
		if got := o.row(d, answer{desk: o.at(least), least: least})[2]; got != want || got == "100.0%" {
			t.Errorf("%s: one agent fewer answers %s, want %s", c.target, got, want)
		}
	}
}

func TestSharesAreToldFromNoneAndAll(t *testing.T) {
	for v, want := range map[float64]string{0: "0.0%", 0.5: "50.0%", 0.00004: "0.004%", 0.99996: "99.996%", 1: "100.0%", 0.0004: "0.04%"} {
		if got := share(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}
