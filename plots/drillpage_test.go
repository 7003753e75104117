package plots

import (
	"bytes"
	"image/color"
	"math"
	"regexp"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// drilledPlans is a drill of the season as it is and two plans, one with a rule.
func drilledPlans() *result.Drill {
	d := drillOf("as it is", "staff", "night")
	d.Band, d.Followed = result.BandOf(8), "2026-12-07"
	d.Severity, d.Lasts = est(1, 1, 1), est(24, 18, 30)
	for i := range d.Plans {
		p := &d.Plans[i]
		p.Complaints, p.Late, p.Placed, p.Cost, p.Worst = est(109, 22, 196), est(3333, 1324, 5343), est(-4, -11, 4), est(5981, -5799, 17761), estOf(8, 6835, 5167, 8502)
		p.Heal = estOf(8, 10-float64(i), 6.5, 14.5)
	}
	far := func(mean, half float64) stats.Estimate { return est(mean, mean-half, mean+half) }
	d.Plans[1].Against = &result.DrillAgainst{Plans: 2, Complaints: far(-40, 10), ComplaintsJoint: far(-40, 50), Late: far(-300, 100), LateJoint: far(-300, 120),
		Placed: far(3, 1), PlacedJoint: far(3, 2), Cost: far(900, 100), CostJoint: far(900, 130)}
	d.Plans[2].Against = &result.DrillAgainst{Plans: 2, Complaints: far(-200, 10), ComplaintsJoint: far(-200, 20), Late: far(70, 30), LateJoint: far(70, 50),
		Placed: far(-5, 1), PlacedJoint: far(-5, 2), Cost: far(4000, 100), CostJoint: far(4000, 150)}
	d.Plans[2].Rules = []result.DrillRule{{Rule: "night shift", Firm: "A <b>", Fired: result.Change{With: est(4, 3, 5), Without: est(1.5, 1, 2), Added: est(2.5, 2, 3)},
		Cost: result.Change{With: est(800, 700, 900), Without: est(300, 200, 400), Added: est(500, 400, 600)}}}
	return d
}

func drillReport(t *testing.T, d *result.Drill) string {
	t.Helper()
	var b bytes.Buffer
	if err := DrillReport(&b, cityOf(2, 1), d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDrillReportHoldsWhatItPromises(t *testing.T) {
	d := drilledPlans()
	d.Plans[1].Healing, d.Plans[1].Censored, d.Plans[1].Heal = cutOff(back(8, inf, 6, inf)), 5, alone(math.NaN())
	got := drillReport(t, d)
	for what, want := range map[string]string{
		"what was drilled":              "<dt>Incident</dt><dd>warehouse stop</dd>",
		"its severity":                  "<dt>Severity</dt><dd>100%</dd>",
		"its length":                    "<dt>It lasts</dt><dd>24 h (18 h–30 h), mean</dd>",
		"the plans":                     "<dt>Drilled</dt><dd>as it is, staff and night</dd>",
		"the warning of the band":       "The normal bands are from 8 seasons only: of a new season",
		"the finding":                   `<a href="#drill">After a warehouse stop half of the seasons are normal again in 10 days (6 to 14)`,
		"how deep, in a sentence":       `<a href="#depth">A warehouse stop brings &#43;109 (&#43;22 to &#43;196) complaints`,
		"how deep":                      `&#43;3.33k</span> <span class="range">(&#43;1.32k to &#43;5.34k)</span>`,
		"how long":                      `10</span> <span class="range">(6–14)</span>`,
		"a mean where none was cut":     `10</span> <span class="range">(6.5–15)</span>`,
		"what was not seen":             `not by the end</span> <span class="range">(at least 6)</span>`,
		"where the mean is cut":         "Mean cut at 9 days",
		"a mean that is cut":            `4.4</span> <span class="range">(2–6.8)</span>`,
		"who was not back":              "Under staff: in 5 of 8 seasons something was not back on 2026-12-07",
		"a plan's measures":             "<h3>Under night</h3>",
		"what is ahead":                 `&#43;5.4</span> <span class="range">(&#43;3 to &#43;7)</span>`,
		"of how many seasons it is":     `(&#43;3 to &#43;7)</span></td><td data-v="0.875"><span class="value">7 of 8</span>`,
		"in the finding, too":           "5.4 days before complaints rose in the 7 of 8 seasons in which both left",
		"what a bare number is":         "A number without brackets is of fewer than six seasons",
		"times that begin at 0":         "a time is not negative",
		"plans at once":                 "in each column for all 2 plans at once",
		"a joint interval":              `−40</span> <span class="range">(−90 to &#43;10)</span>`,
		"what the plans do, a sentence": `<a href="#drill-plans">Where it strikes, night avoids 200 (180–220) complaints to the firm, cost &#43;¥4k (&#43;¥3.85k to &#43;¥4.15k)</a>`,
		"a rule":                        "night shift",
		"what a firing cost":            "¥200</span>",
		"what fires more":               `<a href="#rules">The incident makes 1 of the 1 contingency rule fire more often`,
		"escaped names":                 "A &lt;b&gt;",
		"when the watch ends":           "followed to 2026-12-07",
		"the band in figures":           "from 8 seasons without the incident",
		"dark screens":                  "prefers-color-scheme: dark",
		"paper":                         "size: A4",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %s: %q", what, want)
		}
	}
	shown := regexp.MustCompile(`(?s)<script>.*</script>`).ReplaceAllString(got, "")
	if at := regexp.MustCompile(`.{0,40}\b(NaN|Inf)\b.{0,20}`).FindString(shown); at != "" {
		t.Errorf("the page shows what is not a number: %q", at)
	}
	if !strings.HasPrefix(got, "<!doctype html>") {
		t.Errorf("it begins with %q", got[:40])
	}
	if refs := regexp.MustCompile(`(?:src|href)="(?:[^#d"]|d[^a"])[^"]*"|url\([^d]|@import`).FindAllString(got, 3); refs != nil {
		t.Errorf("the page is not self-contained: %q", refs)
	}
	if n := strings.Count(got, "<figure "); n != 2 {
		t.Errorf("%d figures, want two", n)
	}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if seen[m[1]] {
			t.Errorf("id %s comes twice", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`<a href="#([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if !seen[m[1]] {
			t.Errorf("a finding leads to %s, which is not there", m[1])
		}
	}
	d = drilledPlans()
	d.Plans[1].Healing, d.Plans[1].Censored, d.Plans[1].Heal = cutOff(back(8, inf, 6, inf)), 5, alone(math.NaN())
	if drillReport(t, d) != got {
		t.Error("the page differs from one time to the next")
	}
}

func TestDrillReportLeavesOutWhatThereIsNot(t *testing.T) {
	d := drillOf("as it is")
	d.Band = result.BandOf(20)
	d.Plans[0].Worst = estOf(8, 6835, 5167, 8502)
	got := drillReport(t, d)
	for what, not := range map[string]string{
		"plans against each other": `id="plans"`, "rules": `id="rules"`, "a warning": "are from 20 seasons only", "a mean that is cut": "Mean cut", "a title for the only plan": "<h3>",
	} {
		if strings.Contains(got, not) {
			t.Errorf("the page of one plan has %s", what)
		}
	}
	if err := DrillReport(new(bytes.Buffer), cityOf(2, 1), &result.Drill{}); err == nil {
		t.Error("a drill without a plan is no error")
	}
}

func TestDrillTablesHaveIntervalsFromSixSeasonsOn(t *testing.T) {
	for n, want := range map[int][]string{5: {"", "", "", ""}, 6: {"(0–12)", "(0–12)", "(0–12)", "(−4 to +12)"}} {
		d, e := drillOf("as it is"), estOf(n, 4, -4, 12)
		p := &d.Plans[0]
		p.Worst, p.Heal, p.Healing.Restricted, p.Censored = e, e, e, 1
		p.Measures = p.Measures[1:2]
		p.Measures[0].Ahead = e
		depth, healing, lead := depthTable(d).Rows[0], healingTable(d).Rows[0], drillMeasureTable(d, p).Rows[0]
		for i, c := range []struct {
			what string
			cell cell
		}{{"worst backlog", depth[5]}, {"mean time", healing[4]}, {"mean that is cut", healing[5]}, {"days before complaints", lead[4]}} {
			if c.cell.Range != want[i] {
				t.Errorf("%s of %d seasons: interval %q, want %q", c.what, n, c.cell.Range, want[i])
			}
		}
	}
}

func TestAgainstSentence(t *testing.T) {
	for _, c := range []struct {
		says, want string
		change     func(d *result.Drill)
	}{
		{"the interval of all plans at once decides, not that of each", "Where it strikes, night avoids 200 (180–220) complaints to the firm", func(*result.Drill) {}},
		{"one of two that may be chance is not named", "Where it strikes, none of the 2 plans changes complaints to the firm beyond chance", func(d *result.Drill) {
			d.Plans[2].Against = d.Plans[1].Against
		}},
		{"one plan that may be chance is shown with its interval", "Where it strikes, staff changes complaints to the firm by −40 (−90 to +10), which may be chance", func(d *result.Drill) { d.Plans = d.Plans[:2] }},
		{"more are more", "night adds 70 (20–120) complaints", func(d *result.Drill) { d.Plans[2].Against.ComplaintsJoint = est(70, 20, 120) }},
		{"one season tells nothing", "In the one season simulated: one season says nothing about chance", func(d *result.Drill) { d.Replications = 1 }},
	} {
		t.Run(c.says, func(t *testing.T) {
			d := drilledPlans()
			c.change(d)
			if got := againstSentence(d); !strings.Contains(got, c.want) {
				t.Errorf("%q lacks %q", got, c.want)
			}
		})
	}
}

func TestAgainstFigure(t *testing.T) {
	d := drilledPlans()
	d.Plans[1].Plan = "提前七日赔付冷静期的一个很长的预案名称，比别的都长，长得放不下"
	f := againstFigure(cityOf(2, 1), d)
	for _, fault := range faults(f.W, f.H, record(f)) {
		t.Error(fault)
	}
	var texts []string
	for _, b := range record(f) {
		texts = append(texts, b.text)
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"−40", "−200", "+70", "+¥900", "+¥4k", "plans at once", "night"} {
		if !strings.Contains(all, want) {
			t.Errorf("the figure lacks %q:\n%s", want, all)
		}
	}
	// Staff: complaints may be chance, fewer late, more cost; night: fewer
	// complaints, more late, more cost.
	r := new(recorder.Canvas)
	f.Draw(draw.NewCanvas(r, f.W, f.H))
	bars := map[color.Color]int{}
	var col color.Color
	for _, a := range r.Actions {
		switch a := a.(type) {
		case *recorder.SetColor:
			col = a.Color
		case *recorder.Fill:
			bars[col]++
		}
	}
	if bars[green] != 2 || bars[vermilion] != 3 || bars[grey] != 1 {
		t.Errorf("%d bars that are better, %d worse, %d by chance", bars[green], bars[vermilion], bars[grey])
	}
	if !strings.Contains(f.Alt, "night: complaints to the firm −200 (−220 to −180), late parcels +70 (+20 to +120)") {
		t.Errorf("in words it is %q", f.Alt)
	}
}
