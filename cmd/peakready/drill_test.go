package main

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	none := stats.Estimate{Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	d := &result.Drill{
		Incident: "fire", Kind: "warehouse stop", Replications: 4, Severity: at(1, 4), Lasts: at(12, 4), Followed: "2026-12-07",
		Plans: []result.DrillPlan{
			{Plan: "as it is", Complaints: at(12, 4), Late: at(30, 4), Placed: at(-2, 4), Worst: at(400, 4), Heal: at(5, 3), Struck: 3, Censored: 1,
				Measures: []result.DrillMeasure{
					{Measure: "backlog.warehouse", Words: "orders waiting in warehouses", Left: 3, First: 3, After: at(0.5, 3), Ahead: at(4, 2), Heal: at(2, 3)},
					{Measure: "contacts", Words: "contacts", After: none, Ahead: none, Heal: none},
				}},
			{Plan: "calm", Heal: none, Cost: at(900, 4),
				Rules:   []result.DrillRule{{Rule: "night", Fired: result.Change{With: at(4, 4), Without: at(1.5, 4), Added: at(2.5, 4)}, Cost: result.Change{With: at(800, 4), Without: at(300, 4), Added: at(500, 4)}}},
				Against: &result.DrillAgainst{Complaints: at(-40, 4), Late: at(-7, 4), Placed: at(3, 4), Cost: at(450, 4)}},
		},
	}
	text := drillText("Shop", d)
	for _, want := range []string{
		"fire (warehouse stop) in each of 4 seasons", "lasting 12.0 hours", "+12", "≥ 5.0",
		"in 1 of 4 seasons no measure left its normal band", "in 1 of 3 seasons something was not back when the last orders came, on 2026-12-07",
		"under that plan with it, less the season under that same plan without it", "less the same season as it is, both with it",
		"calm                     -40  (-41 to -39)", "+450  (+449 to +451)", "night", "+2.5  (+1.5 to +3.5)", "+500  (+499 to +501)",
		"a night shift picks them sooner", "+900  (+899 to +901)",
		"3 of 4", "+4.0", "What left its normal band, calm\n\n  nothing\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "  contacts") {
		t.Error("it shows what is not known, or a measure that never left its band")
	}
	if t.Failed() {
		t.Log(text)
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
				Left    int `json:"left_its_band"`
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Incident != "stop" || got.Severity.Mean != 1 || len(got.Plans) != 1 || len(got.Plans[0].Measures) == 0 {
		t.Errorf("%+v", got)
	}
}
