package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"peakready/models/verify"
)

func TestVerify(t *testing.T) {
	t.Run("a part of the battery is proven, and told as JSON", func(t *testing.T) {
		var out, notes bytes.Buffer
		if code := execute([]string{"verify", "--filter", "renege", "--json"}, &out, &notes); code != exitDone {
			t.Fatalf("exit code %d\n%s%s", code, out.String(), notes.String())
		}
		var got struct {
			Cases []struct {
				ID, Kind, Verdict string
				Expected, Got     float64
				StandardError     *float64 `json:"standard_error"`
			}
		}
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Cases) != 2 || got.Cases[0].ID != "DET-renege" || got.Cases[0].Verdict != "proven" || got.Cases[0].Got != 17 || got.Cases[0].StandardError != nil {
			t.Errorf("%+v", got.Cases)
		}
	})
	t.Run("the table says what was found", func(t *testing.T) {
		var out, notes bytes.Buffer
		if code := execute([]string{"verify", "--filter", "fluid"}, &out, &notes); code != exitDone {
			t.Fatalf("exit code %d\n%s%s", code, out.String(), notes.String())
		}
		for _, want := range []string{"FLUID-1", "FLUID-W", "54000", "proven", "0 failed, 0 unproven"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in\n%s", want, out.String())
			}
		}
	})
	t.Run("a filter that no case meets is a mistake", func(t *testing.T) {
		var out, notes bytes.Buffer
		if code := execute([]string{"verify", "--filter", "perpetuum mobile"}, &out, &notes); code != exitUsage || !strings.Contains(notes.String(), "perpetuum") {
			t.Errorf("exit code %d: %s", code, notes.String())
		}
	})
}

func TestVerifyFailsWhereAFigureIsNotProven(t *testing.T) {
	for verdict, want := range map[verify.Verdict]int{verify.Proven: exitDone, verify.Failed: exitUnproven, verify.Unproven: exitUnproven} {
		rep := &verify.Report{Rows: []verify.Row{{Verdict: verify.Proven}, {Verdict: verdict}}}
		code := exitDone
		var f *failure
		if errors.As(judged(rep), &f) {
			code = f.code
		}
		if code != want {
			t.Errorf("a figure is %s: exit code %d, want %d", verdict, code, want)
		}
	}
}
