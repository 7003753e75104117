package verify

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// main is as much of the program as the battery needs: its command would bring
// the figures along, which take long to build anew.
const main = `package main

import (
	"context"
	"fmt"
	"os"

	"peakready/models/verify"
)

func main() {
	rep, err := verify.Run(context.Background(), verify.Options{Filter: os.Args[1], Workers: 2})
	if err != nil || len(rep.Rows) == 0 {
		fmt.Println(err)
		os.Exit(4)
	}
	for _, r := range rep.Rows {
		fmt.Println(r.ID, r.Metric, r.Expected, r.Got, r.SE, r.Z, r.Verdict)
	}
	fmt.Println(rep.Count(verify.Failed), "failed of", len(rep.Rows))
}
`

// TestAFaultInABlockFailsTheBattery copies the module, puts faults into its
// blocks, and runs the battery on it: each fault must fail its case.
func TestAFaultInABlockFailsTheBattery(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew for every fault")
	}
	dir := t.TempDir()
	for _, part := range []string{"go.mod", "go.sum", "models", "scenarios", "sim"} {
		copyTree(t, filepath.Join("..", "..", part), filepath.Join(dir, part))
	}
	if err := os.Mkdir(filepath.Join(dir, "battery"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "battery", "main.go"), []byte(main), 0o644); err != nil {
		t.Fatal(err)
	}
	faults := []struct{ name, file, old, new, filter string }{
		{"patience a tenth longer", "sim/flow/contacts.go", "d *= p.stretch", "d *= 1.1 * p.stretch", "DET-renege"},
		{"work in hand forgotten when a minute ends", "sim/flow/lineserve.go", "l.rest = w - done", "l.rest = w", "FLUID-W"},
		{"balking a twentieth rarer", "sim/flow/contacts.go", "Chance(purposeBalk, c.Patience.Balk)", "Chance(purposeBalk, 0.95*c.Patience.Balk)", "BALK-10"},
		{"redials a twentieth rarer", "sim/flow/contacts.go", "Chance(purposeRedial, r.Probability)", "Chance(purposeRedial, 0.95*r.Probability)", "RETRY-1"},
	}
	// All at once, to build but once: each case meets only its own fault, for
	// the first has no balking, the second no desk, the third no patience, and
	// only the fourth has redials.
	for _, c := range faults {
		path := filepath.Join(dir, c.file)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte(c.old)); n != 1 {
			t.Fatalf("%s has %q %d times; give this test a line that is there once", c.file, c.old, n)
		}
		if err := os.WriteFile(path, bytes.Replace(text, []byte(c.old), []byte(c.new), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-o", "mutant", "./battery")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, c := range faults {
		t.Run(c.name, func(t *testing.T) {
			out, err := exec.Command(filepath.Join(dir, "mutant"), c.filter).CombinedOutput()
			if err != nil || !strings.Contains(string(out), " failed of") || strings.Contains(string(out), "\n0 failed of") {
				t.Errorf("%v\n%s", err, out)
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
