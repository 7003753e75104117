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
