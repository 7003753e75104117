package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
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

// TestAFaultInABlockFailsVerify copies the program, puts one fault after the
// other into a block, and runs `verify` on it: it must fail each time.
func TestAFaultInABlockFailsVerify(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew for every fault")
	}
	dir := t.TempDir()
	for _, part := range []string{"go.mod", "go.sum", "cmd", "models", "plots", "scenarios", "sim"} {
		copyTree(t, filepath.Join(top(t), part), filepath.Join(dir, part))
	}
	verify := func(filter string) (string, int) {
		c := exec.Command("go", "run", "-trimpath", "./cmd/peakready", "verify", "--filter", filter)
		c.Dir = dir
		out, err := c.CombinedOutput()
		var exit *exec.ExitError
		switch {
		case err == nil:
			return string(out), 0
		case errors.As(err, &exit):
			return string(out), exit.ExitCode()
		}
		t.Fatal(err)
		return "", 0
	}
	for _, c := range []struct{ name, file, old, new, filter string }{
		{"patience a tenth longer", "sim/flow/contacts.go", "Draw(luck, purposePatient) * p.stretch", "Draw(luck, purposePatient) * 1.1 * p.stretch", "DET-renege"},
		{"work in hand forgotten when a minute ends", "sim/flow/lineserve.go", "l.rest = w - done", "l.rest = w", "FLUID-W"},
		{"balking a twentieth rarer", "sim/flow/contacts.go", "luck.Chance(purposeBalk, c.Patience.Balk)", "luck.Chance(purposeBalk, 0.95*c.Patience.Balk)", "BALK-10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.file)
			right, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(right, []byte(c.old)); n != 1 {
				t.Fatalf("%s has %q %d times; give this test a line that is there once", c.file, c.old, n)
			}
			if err := os.WriteFile(path, bytes.Replace(right, []byte(c.old), []byte(c.new), 1), 0o644); err != nil {
				t.Fatal(err)
			}
			out, code := verify(c.filter)
			if code != 1 || !strings.Contains(out, " failed") || strings.Contains(out, " 0 failed") {
				t.Errorf("exit code %d\n%s", code, out)
			}
			if err := os.WriteFile(path, right, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// copyTree copies a file, or a folder without its tests.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && d.Name() == "testdata":
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, inside), 0o755)
		case strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, inside), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
