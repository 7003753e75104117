package main

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"peakready/models/result"
)

// The stated error of a quick run on the small shop, four seasons of seed 7: of
// shares in points of 1, of all else in parts of the exact figure. Complaints of
// waiting and those to the authority (some hundred, some ten a season) and the chat's
// waits, seconds made in bursts, have no bound: there the quick run is bad, and the
// README says so.
var quickBounds = map[string]float64{
	"orders placed": 0.01, "lost before that": 0.15, "delivered late": 0.015, "days to the door": 0.02,
	"days to the door, 95% within": 0.06, "complaints to the firm: delay": 0.10, "complaints to the firm: cancelled": 0.12,
	"complaints to the firm: quality": 0.12, "complaints to the firm: description": 0.12, "complaints to the firm: terms": 0.08,
	"complaints to the firm, all": 0.06, "chat: contacts": 0.04, "chat: unanswered": 0.015, "chat: in time": 0.035,
	"phone: contacts": 0.06, "phone: unanswered": 0.01, "phone: in time": 0.025,
	"chat: busy": 0.025, "phone: mean wait": 0.15, "phone: wait, 95% within": 0.2, "phone: busy": 0.01, "cost, CNY": 0.02,
}

func TestQuickRunIsAsNearAsStated(t *testing.T) {
	p, err := prepare("scenarios/small.yaml", nil, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	simulate := func() *result.Run {
		r, err := p.simulate(silent(t.Context(), 2), []int{0, 1, 2, 3})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	exact := simulate()
	p.quicken()
	quick := simulate()
	if !strings.Contains(quick.Scenario, "approximate") || quick.Summary().Approximate == "" || exact.Summary().Approximate != "" {
		t.Errorf("the quick run says %q and %q of itself", quick.Scenario, quick.Approximate)
	}
	bounded := 0
	for _, d := range result.Against(exact, quick) {
		bound, ok := quickBounds[d.Name]
		if !ok {
			continue
		}
		bounded++
		off := math.Abs(d.Error)
		if d.Kind != result.DeviationShare {
			off /= d.Exact
		}
		if !(off <= bound) {
			t.Errorf("%s: %v exact, %v quick; off by %.3f, stated %.3f", d.Name, d.Exact, d.Quick, off, bound)
		}
	}
	if bounded != len(quickBounds) {
		t.Errorf("%d figures of %d are compared", bounded, len(quickBounds))
	}
}

func TestQuickCommands(t *testing.T) {
	for _, c := range []struct {
		name, says string
		args       []string
		code       int
	}{
		{"a quick run says that it is approximate", "APPROXIMATE", []string{"run", "scenarios/service-desk.yaml", "--quick", "-n", "2", "-o", "-", "-q", "--json"}, exitDone},
		{"its tables say so too", "APPROXIMATE", []string{"run", "scenarios/service-desk.yaml", "--quick", "-n", "2", "-o", "-"}, exitDone},
		{"it judges no target, and so ends with 0", "judges no targets", []string{"run", "scenarios/small.yaml", "--quick", "-n", "2", "-o", "-"}, exitDone},
		{"quick-error has waits and busy shares in its table", "chat: wait, 95% within", []string{"quick-error", "testdata/tiny.yaml", "-n", "1", "-q"}, exitDone},
		{"quick-error has waits in JSON, in seconds", "chat: mean wait\",\n      \"unit\": \"seconds\"", []string{"quick-error", "testdata/tiny.yaml", "-n", "1", "-q", "--json"}, exitDone},
		{"quick-error has busy shares in JSON", "chat: busy\",\n      \"unit\": \"share\"", []string{"quick-error", "testdata/tiny.yaml", "-n", "1", "-q", "--json"}, exitDone},
		{"one scatter of a single season is not known", "\"scatter\": null", []string{"quick-error", "testdata/tiny.yaml", "-n", "1", "-q", "--json"}, exitDone},
		{"a run of few orders says that it is not shown to be right", "below 13 orders an hour", []string{"run", "scenarios/small.yaml", "--quick", "--scale", "10%", "-n", "1", "-o", "-"}, exitDone},
		{"so does what holds it against the simulation", "1 firm of 1 below that, the least 小店 with 1.3", []string{"quick-error", "scenarios/small.yaml", "--scale", "2%", "-n", "1"}, exitDone},
		{"trace follows orders only", "follows no order", []string{"trace", "scenarios/small.yaml", "--quick"}, exitUsage},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, notes bytes.Buffer
			if code := execute(c.args, &out, &notes); code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, notes.String())
			}
			if !strings.Contains(strings.ToUpper(out.String()+notes.String()), strings.ToUpper(c.says)) {
				t.Errorf("%q is not said:\n%s%s", c.says, out.String(), notes.String())
			}
		})
	}
}

// TestQuickFilesSayThatTheyAreApproximate: in every row of every table, in the
// summary and the report; a simulated run has no such column. Plots draw their letters, so
// that these cannot be searched: see plots/figure.go.
func TestQuickFilesSayThatTheyAreApproximate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for _, quick := range []bool{true, false} {
		args := []string{"run", "testdata/tiny.yaml", "-n", "1", "-q", "-o", dir}
		if quick {
			args = append(args, "--quick")
		}
		if code := execute(args, io.Discard, io.Discard); code != exitDone {
			t.Fatalf("exit code %d", code)
		}
		for _, name := range []string{seriesFile, poolsFile, docketFile, complaintsFile} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(string(text)), "\n")
			for i, l := range lines {
				want := ",quick run"
				if i == 0 {
					want = ",approximate"
				}
				if strings.HasSuffix(l, want) != quick {
					t.Fatalf("quick %v: line %d of %s ends with %q", quick, i+1, name, l[max(0, len(l)-20):])
				}
			}
			if len(lines) < 2 {
				t.Errorf("%s has no rows", name)
			}
		}
		for _, name := range []string{summaryFile, reportFile} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(strings.ToLower(string(text)), "quick run") != quick {
				t.Errorf("quick %v: %s", quick, name)
			}
		}
	}
}

func TestTheSpeedOfAQuickRunIsToldAsItIs(t *testing.T) {
	for _, c := range []struct {
		ratio float64
		want  string
	}{
		{0.631, "0.63 times as fast: slower, as its cost hangs on days, firms and regions and hardly on orders"},
		{0.999, "1 times as fast"},
		{1.94, "1.9 times as fast"},
		{20.2, "20 times as fast"},
	} {
		if got := timesFaster(c.ratio); got != c.want {
			t.Errorf("a ratio of %v is %q, want %q", c.ratio, got, c.want)
		}
	}
}
