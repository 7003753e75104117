package main

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim/stats"
)

func TestIncidentCalled(t *testing.T) {
	own := models.NewIncident(models.Storm)
	own.Name = "snow in the north"
	one := &prepared{scenario: models.Scenario{Incidents: []models.Incident{own}}}
	none := &prepared{}
	for _, c := range []struct {
		says, called string
		p            *prepared
		name         string
		kind         models.IncidentKind
		wrong        string
	}{
		{"an incident of the scenario by its name", "snow in the north", one, "snow in the north", models.Storm, ""},
		{"the only one without a name", "", one, "snow in the north", models.Storm, ""},
		{"a kind", "sick wave", one, "sick wave", models.SickWave, ""},
		{"a kind with hyphens", "carrier-embargo", none, "carrier embargo", models.CarrierEmbargo, ""},
		{"none where the scenario has none", "", none, "", "", "say which incident"},
		{"a slip", "stick wave", none, "", "", "did you mean sick wave?"},
		{"something else", "earthquake", one, "", "", "there is no incident and no kind of that name"},
	} {
		t.Run(c.says, func(t *testing.T) {
			got, err := c.p.incidentCalled(c.called)
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("got %v, want an error with %q", err, c.wrong)
				}
				return
			}
			if err != nil || got.Name != c.name || got.Kind != c.kind {
				t.Errorf("got %q, %q, %v", got.Name, got.Kind, err)
			}
		})
	}
}

func TestDrillText(t *testing.T) {
	at := func(mean float64, n int) stats.Estimate {
		return stats.Estimate{Mean: mean, Lo: mean - 1, Hi: mean + 1, N: n}
	}
	wide := func(mean float64) stats.Estimate { return stats.Estimate{Mean: mean, Lo: mean - 2, Hi: mean + 2, N: 4} }
	none := stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	d := &result.Drill{
		Incident: "fire", Kind: "warehouse stop", Replications: 4, Severity: at(1, 4), Lasts: at(12, 4), Followed: "2026-12-07",
		Plans: []result.DrillPlan{
			{Plan: "as it is", Complaints: at(12, 4), Late: at(30, 4), Placed: at(-2, 4), Worst: at(400, 4), Heal: none, Struck: 3, Censored: 1,
				Healing: result.Healing{Seasons: 3, Healed: stats.Proportion(2, 3, 0.95), Median: stats.Estimate{Mean: 5, Lo: 2, Hi: math.NaN()}, UpperOpen: true, Restricted: at(4.4, 3), Horizon: 9},
				Measures: []result.DrillMeasure{
					{Measure: "backlog.warehouse", Words: "orders waiting in warehouses", Left: 3, First: 3, After: at(0.5, 3), AfterMedian: at(0.5, 3), Ahead: at(4, 2), Both: 2, Heal: at(2, 3),
						Healing: result.Healing{Seasons: 3, Healed: stats.Proportion(3, 3, 0.95), Median: at(2.5, 3)}},
					{Measure: "returns", Words: "returns asked for", Left: 2, After: at(6, 2), AfterMedian: stats.Estimate{Mean: 6, Lo: math.NaN(), Hi: math.NaN(), N: 2}, Ahead: none, Heal: none,
						Healing: result.Healing{Seasons: 2, Healed: stats.Proportion(0, 2, 0.95), Median: none, MedianOpen: true}},
					{Measure: "contacts", Words: "contacts", After: none, Ahead: none, Heal: none},
				}},
			{Plan: "calm", Heal: none, Cost: at(900, 4), Healing: result.Healing{Median: none, Restricted: none, Horizon: 9},
				Rules:   []result.DrillRule{{Rule: "night", Fired: result.Change{With: at(4, 4), Without: at(1.5, 4), Added: at(2.5, 4)}, Cost: result.Change{With: at(800, 4), Without: at(300, 4), Added: at(500, 4)}}},
				Against: &result.DrillAgainst{Complaints: at(-40, 4), ComplaintsJoint: wide(-40), LateJoint: wide(-7), PlacedJoint: wide(3), CostJoint: wide(450), Late: at(-7, 4), Placed: at(3, 4), Cost: at(450, 4)}},
		},
		Band: result.BandOf(4),
	}
	text := drillText("Shop", d)
	for _, want := range []string{
		"fire (warehouse stop) in each of 4 seasons", "lasting 12.0 hours", "+12",
		"plan      normal again in  median                     mean    cut at 9",
		"as it is           2 of 3     5.0  (2.0 to not seen)     -         4.4\n",
		"calm                    -       -                        -           -",
		"takes longer counts with that many, the most", "of fewer than 6 seasons, too few for an interval",
		"orders waiting in warehouses     3      3    0.5      +4.0       2     3       2.5  (1.5 to 3.5)\n", "returns asked for                2      0    6.0         -       0     0  not seen\n",
		"Warning: the normal bands are from 4 seasons only: of a new season without an incident about 23% of the days (20% to 40%, by how a measure\n",
		"With -n 20 they are about 9%, with\n  -n 100 about 6%.",
		"in 1 of 4 seasons no measure left its normal band", "in 1 of 3 seasons something was not back when the last orders came, on 2026-12-07",
		"under that plan with it, less the season under that same plan without it", "less the same season as it is, both with it",
		"complaints to the firm  calm   -40  (-42 to -38)", "+450  (+448 to +452)", "intervals of the paired differences; cost", "night", "+2.5  (+1.5 to +3.5)", "+500  (+499 to +501)",
		"a night shift picks them sooner", "+900  (+899 to +901)",
		"  complaints to the firm  as it is   +12  (+11 to +13)\n                          calm         0  (0 to 0)\n", "worst backlog, parcels  as it is   400\n",
		"Contingency rules of calm, a season", "What left its band under the plan stands in report.html and drill.json",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(text, "band, calm") {
		t.Error("it shows what left its band under a plan")
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "  contacts") {
		t.Error("it shows what is not known, or a measure that never left its band")
	}
	if t.Failed() {
		t.Log(text)
	}
	for i := range d.Plans {
		d.Plans[i].Censored = 0
	}
	d.Plans, d.Band = append(d.Plans, d.Plans[1]), result.BandOf(20)
	text = drillText("Shop", d)
	if strings.Contains(text, "cut at") || strings.Contains(text, "Warning") {
		t.Errorf("it speaks of a mean that is cut where none is, or warns of 20 seasons:\n%s", text)
	}
	if want := "intervals of the paired differences, of each figure for all 2 plans at once; cost"; !strings.Contains(text, want) {
		t.Errorf("lacks %q:\n%s", want, text)
	}
}

func TestDrillTextHasIntervalsFromSixSeasonsOn(t *testing.T) {
	of := func(n int) string {
		e := stats.Estimate{Mean: 4, Lo: -20.2, Hi: 28.2, N: n}
		times := result.Healing{Seasons: n, Healed: stats.Proportion(n, n, 0.95), Median: stats.Estimate{Mean: 4, Lo: math.NaN(), Hi: math.NaN(), N: n}, Restricted: e, Horizon: 9}
		return regexp.MustCompile(" +").ReplaceAllString(drillText("Shop", &result.Drill{Incident: "fire", Kind: "fire", Replications: 9, Band: result.BandOf(20), Plans: []result.DrillPlan{{
			Plan: "as it is", Struck: n, Censored: 1, Heal: e, Healing: times, Worst: e,
			Measures: []result.DrillMeasure{{Measure: "m", Words: "some measure", Left: n, Both: n, Ahead: e, AfterMedian: stats.QuantileCI(make([]float64, n), 0.5, 0.95), Healing: times}},
		}}}), " ")
	}
	for _, c := range []struct {
		says, row string
		n         int
	}{
		{"of five a mean time has none", " as it is 5 of 5 4.0 4.0 4.0\n", 5},
		{"of six it is shown from 0", " as it is 6 of 6 4.0 4.0 (0.0 to 28.2) 4.0 (0.0 to 28.2)\n", 6},
		{"of five a backlog has none", " worst backlog, parcels as it is 4\n", 5},
		{"of six it is shown from 0, too", " worst backlog, parcels as it is 4 (0 to 28)\n", 6},
		{"of five neither the first day nor the lead has one", " some measure 5 0 0.0 +4.0 5 5 4.0\n", 5},
		{"of six a lead may be below 0", " some measure 6 0 0.0 (0.0 to 0.0) +4.0 (-20.2 to +28.2) 6 6 4.0\n", 6},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := of(c.n); !strings.Contains(got, c.row) {
				t.Errorf("lacks %q:\n%s", c.row, got)
			}
		})
	}
	if got := of(6); !strings.Contains(got, "times\n are not negative") {
		t.Errorf("it does not say why an interval begins at 0:\n%s", got)
	}
}

func TestDrillTextHasNoColumnOfAMeanCutAtZero(t *testing.T) {
	none := stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), N: 6}
	h := result.Healing{Seasons: 6, Healed: stats.Proportion(5, 6, 0.95), Median: none, MedianOpen: true, UpperOpen: true, Restricted: none}
	d := &result.Drill{Incident: "stop", Kind: "warehouse stop", Replications: 6, Followed: "2027-03-07", Band: result.BandOf(6),
		Plans: []result.DrillPlan{{Plan: "as it is", Heal: none, Healing: h, Struck: 6, Censored: 1}}}
	text := drillText("tiny", d)
	if strings.Contains(text, "cut at") || !strings.Contains(text, "no mean is given, cut or not") {
		t.Errorf("with a horizon of 0:\n%s", text)
	}
	d.Plans[0].Healing.Horizon = 1
	if text := drillText("tiny", d); !strings.Contains(text, "cut at 1\n") || !strings.Contains(text, "so many days (1)") {
		t.Errorf("with a horizon of 1:\n%s", text)
	}
}

func TestDrillTextFits140Columns(t *testing.T) {
	e := func(mean, half float64) stats.Estimate {
		return stats.Estimate{Mean: mean, Lo: mean - half, Hi: mean + half, N: 20}
	}
	big := e(-123_456_789, 987_654_321)
	open := result.Healing{Seasons: 20, Healed: stats.Proportion(9, 20, 0.95), Median: e(99.9, 88.8), MedianOpen: true, UpperOpen: true, Restricted: e(99.9, 88.8), Horizon: 100}
	plan := result.DrillPlan{Plan: "提前七日赔付冷静期的一个很长的预案名称，比别的都长，长得放不下", Complaints: big, Late: big, Placed: big, Cost: big, Worst: e(123_456_789, 100_000_000),
		Heal: e(99.9, 88.8), Healing: open, Struck: 20, Censored: 11,
		Against: &result.DrillAgainst{Complaints: big, ComplaintsJoint: big, Late: big, LateJoint: big, Placed: big, PlacedJoint: big, Cost: big, CostJoint: big},
		Rules: []result.DrillRule{{Rule: "a contingency rule with a name that no table has room for", Fired: result.Change{With: e(12.3, 1), Without: e(12.3, 1), Added: e(-12.3, 30)},
			Cost: result.Change{With: e(1_234_567, 1), Without: e(1_234_567, 1), Added: e(-1_234_567, 9_876_543)}}},
		Measures: []result.DrillMeasure{{Measure: "pools.service_level", Words: "contacts answered in time, share", Left: 20, First: 20, Both: 20, AfterMedian: e(30.5, 20), Ahead: e(-30.5, 20), Healing: open}}}
	d := &result.Drill{Incident: "warehouse stands still", Kind: "warehouse stop", Replications: 20, Followed: "2027-03-07", Band: result.BandOf(7), Plans: []result.DrillPlan{plan, plan, plan}}
	d.Plans[0].Against = nil
	for _, line := range strings.Split(drillText("Double 11 2026, 商家与快递一起模拟的城市 (scaled to 30%, approximate)", d), "\n") {
		if w := lipgloss.Width(line); w > 140 {
			t.Errorf("%d columns: %s", w, line)
		}
	}
}

func TestDrillPrintsJSON(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "stop.yaml")
	if err := os.WriteFile(plan, []byte("incidents: [{name: stop, kind: warehouse stop, at: 2026-11-11, lasts: 2d}]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := drillOptions{output: output{json: true}}
	o.scenario, o.plans, o.quiet = filepath.Join("..", "..", "scenarios", "small.yaml"), []string{plan}, true
	o.replications.given, o.replications.value = true, 2
	var out bytes.Buffer
	if err := drill(o, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Incident string
		Severity stats.Estimate
		Plans    []struct {
			Measures []struct {
				Measure string
				Left    int  `json:"left_its_band"`
				Both    *int `json:"left_as_complaints_did"`
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if last := got.Plans[0].Measures[len(got.Plans[0].Measures)-1]; last.Both == nil || *last.Both != last.Left {
		t.Errorf("complaints left in %d seasons, as complaints did in %v", last.Left, last.Both)
	}
	if got.Incident != "stop" || got.Severity.Mean != 1 || len(got.Plans) != 1 || len(got.Plans[0].Measures) == 0 {
		t.Errorf("%+v", got)
	}
}
