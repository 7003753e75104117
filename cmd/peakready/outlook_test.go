package main

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"peakready/models"
)

func TestOutlookAsJSON(t *testing.T) {
	var b bytes.Buffer
	err := writeOutlook(&b, models.Outlook{
		Season: "a to b",
		Days:   9,
		Firms:  []models.FirmOutlook{{Name: "小店 <1>", BusiestDay: models.Day(2026, 11, 11), PeakMinute: 2.5}},
		Shared: []models.Load{{Name: "hub", ClearDays: math.Inf(1), Peak: 3}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "小店 <1>") {
		t.Errorf("Chinese or signs are escaped:\n%s", b.String())
	}
	var got struct {
		Season string
		Days   int
		Firms  []struct {
			BusiestDay string  `json:"busiest_day"`
			PeakMinute float64 `json:"peak_minute"`
			Loads      []any   `json:"loads"`
		}
		Shared []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if got.Season != "a to b" || got.Days != 9 || got.Firms[0].BusiestDay != "2026-11-11" || got.Firms[0].PeakMinute != 2.5 || got.Firms[0].Loads == nil {
		t.Errorf("got %+v", got)
	}
	if from, there := got.Shared[0]["clear_from"]; !there || from != nil {
		t.Errorf("a date that is not set: got %v, want null", from)
	}
	if days, there := got.Shared[0]["clear_days"]; !there || days != nil || got.Shared[0]["peak"] != 3.0 {
		t.Errorf("a backlog that is never worked off: got %v, want null", got.Shared[0])
	}
}
