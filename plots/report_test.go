package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"peakready/models/result"
)

func report(t *testing.T, run *result.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := Report(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportHoldsWhatItPromises(t *testing.T) {
	run := smallSeason().run()
	got := report(t, run)
	sum := run.Summary()
	for what, want := range map[string]string{
		"the scenario":           "<h1>Double 11 双11 2026</h1>",
		"the file":               "double11.yaml",
		"the seed":               "<dt>Seed</dt><dd>42</dd>",
		"the events":             "双11 (10 Nov to 12 Nov)",
		"the firm":               "华北优选",
		"a key number":           exact(round(sum.Firms[0].Orders.Placed.Mean)),
		"a figure's finding":     ">" + Figures(run)[0].Headline + "</a>",
		"a pool":                 "phone",
		"a line":                 "华东",
		"the fingerprint":        sum.Fingerprint,
		"the checks":             "123 checks",
		"dark screens":           "prefers-color-scheme: dark",
		"paper":                  "size: A4",
		"how to read it":         "How to read this",
		"a complaint's cause":    "cancelled orders",
		"inline figures":         "<svg xmlns",
		"each figure's own text": "<desc id=\"figure-1-1-d\">",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %s: %q", what, want)
		}
	}
	if n := strings.Count(got, "<figure "); n != len(Figures(run)) {
		t.Errorf("%d figures, want %d", n, len(Figures(run)))
	}
	if refs := regexp.MustCompile(`(?:src|href)="(?:[^#d"]|d[^a"])[^"]*"|url\([^d]|@import`).FindAllString(got, 3); refs != nil {
		t.Errorf("the report is not self-contained: %q", refs)
	}
	if again := report(t, smallSeason().run()); again != got {
		t.Error("the report differs from run to run")
	}
}

func TestReportIdsAreUnique(t *testing.T) {
	s := smallSeason()
	s.firms = []string{"A", "B"}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(report(t, s.run()), -1) {
		if seen[m[1]] {
			t.Errorf("id %s comes twice", m[1])
		}
		seen[m[1]] = true
	}
	if len(seen) < 50 {
		t.Errorf("only %d ids", len(seen))
	}
}

func TestReportSpeaksUp(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*result.Run)
	}{
		{"when the audit is broken", "The audit is broken", func(r *result.Run) { r.Trials[1].Audit.Broken = []string{"placed ≠ packed"} }},
		{"naming the replication", "replication 1: placed", func(r *result.Run) { r.Trials[1].Audit.Broken = []string{"placed ≠ packed"} }},
		{"when it was stopped early", "3 replications of 20 asked for", func(r *result.Run) { r.Asked = 20 }},
		{"naming plans", "<dt>Plan</dt><dd>more-agents.yaml</dd>", func(r *result.Run) { r.Plans = []string{"more-agents.yaml"} }},
		{"escaping names", "&lt;b&gt;", func(r *result.Run) { r.Firms[0].Name = "<b>" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := smallSeason().run()
			if strings.Contains(report(t, run), c.want) {
				t.Fatalf("it says %q already", c.want)
			}
			c.change(run)
			if !strings.Contains(report(t, run), c.want) {
				t.Errorf("it does not say %q", c.want)
			}
		})
	}
}

// TestDarkScreensKnowTheTheme keeps the style sheet in step with theme.go.
func TestDarkScreensKnowTheTheme(t *testing.T) {
	for name, c := range map[string]color.NRGBA{"paper": paper, "ink": ink, "muted": muted, "faint": faint, "edge": edge, "note": note, "empty": empty, "closed": closed, "amberText": amberText} {
		if want := fmt.Sprintf(`="#%02x%02x%02x"]`, c.R, c.G, c.B); !strings.Contains(reportCSS, want) {
			t.Errorf("report.css does not turn %s (%s)", name, want)
		}
	}
	for name, c := range map[string]color.NRGBA{"text on light cells": onLight, "text on dark cells": onDark} {
		if not := fmt.Sprintf(`"#%02x%02x%02x"`, c.R, c.G, c.B); strings.Contains(reportCSS, not) {
			t.Errorf("report.css turns %s, which lies on cells that keep their colour", name)
		}
	}
}

func TestReportCarriesAFontForChinese(t *testing.T) {
	latin := smallSeason()
	latin.firms, latin.regions = []string{"Shop A"}, []string{"East"}
	latin.events = []result.CalendarEvent{{Name: "Double 11", From: 5, To: 7}}
	run := latin.run()
	run.Scenario = "Double 11"
	run.Lines[2].Name = "courier East"
	plain := report(t, run)
	if strings.Contains(plain, "@font-face") {
		t.Error("a report in Latin letters carries the Chinese font")
	}
	run.Firms[0].Name = "优选商城"
	chinese := report(t, run)
	if n := strings.Count(chinese, "@font-face"); n != 1 {
		t.Errorf("a report with Chinese has the font %d times, want once", n)
	}
	if grown := len(chinese) - len(plain); grown > 200_000 {
		t.Errorf("the font adds %d bytes to %d", grown, len(plain))
	}
	for _, c := range []struct {
		text string
		want bool
	}{{"Double 11 – 5% “a” ’s • ↑ ≠ ¥", false}, {"双", true}, {"、", true}, {"（", true}, {"𠮷", true}} {
		if got := strings.ContainsFunc(c.text, eastern); got != c.want {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
}

func TestReportSaysWhatABandHolds(t *testing.T) {
	for _, c := range []struct {
		name, want string
		reps       int
	}{
		{"of one season there is none", "no curve has a band", 1},
		{"of nine it is the range", "from the least to the greatest of the 9 seasons", 9},
		{"of ten it is 5–95%", "holds nine seasons in ten", 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := smallSeason()
			s.reps = c.reps
			if !strings.Contains(report(t, s.run()), c.want) {
				t.Errorf("it does not say %q", c.want)
			}
		})
	}
}

func TestFiguresHaveHints(t *testing.T) {
	got := report(t, smallSeason().run())
	for what, want := range map[string]string{
		"the orders of a day":       `<title>11 Nov: [0-9.]+k placed \([0-9.]+k–[0-9.]+k\), [0-9.]+k packed, [0-9.]+k delivered</title>`,
		"the complaints of a day":   `<title>12 Nov: [0-9.]+k? in all: cancelled orders [0-9.]+`,
		"the load of an hour":       `<title>12 Nov 双11, 14:00: [0-9.]+ of what the agents can do</title>`,
		"a backlog":                 `<title>12 Nov: [0-9.]+ days?</title>`,
		"a share with its interval": `<title>chat: [0-9.]+% \([0-9.]+%–[0-9.]+%\)</title>`,
		"a rate":                    `<title>Delay: [0-9.]+k? \([0-9.]+k?–[0-9.]+k?\)</title>`,
		"late deliveries":           `<title>day 1: [0-9.]+% \([0-9.]+%–[0-9.]+%\)</title>`,
	} {
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("no hint for %s", what)
		}
	}
}

func TestContactCentreShowsComplaintsOfWaiting(t *testing.T) {
	s := smallSeason()
	s.orders, s.regions = 0, nil
	run := s.run()
	for i := range run.Trials {
		for d := range run.Trials[i].Firms[0].Cohorts {
			c := &run.Trials[i].Firms[0].Cohorts[d]
			c[result.Contacts] = 1000
			c[result.FirmService] = 41
			if d < run.From {
				c[result.FirmService] = 900 // before the window: must not count
			}
		}
	}
	sum := run.Summary()
	if got := waitingComplaints(subject{run, &sum, 0}); got.Mean != 41 || got.N != 3 {
		t.Errorf("got %+v, want 41 of 3 replications", got)
	}
	if got := report(t, run); !strings.Contains(got, "Complaints of waiting per 1,000 contacts") || strings.Contains(got, "Orders placed") {
		t.Error("the key numbers are not those of a contact centre")
	}
	if strings.Contains(report(t, smallSeason().run()), "Complaints of waiting per") {
		t.Error("a shop shows the key number of a contact centre")
	}
}
