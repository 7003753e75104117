package scenarios

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

const badFolder = "testdata/bad"

// badFiles lists the corpus of scenarios that must be refused.
func badFiles(t testing.TB) []string {
	files, err := filepath.Glob(filepath.Join(badFolder, "*.yaml"))
	if err != nil || len(files) < 50 {
		t.Fatalf("found %d bad scenarios: %v", len(files), err)
	}
	return files
}

// Every bad scenario is refused with exactly the text in its .want file: the
// places, the words and the carets. Rewrite them with -update, and read them.
func TestBadScenarios(t *testing.T) {
	for _, file := range badFiles(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			_, err := LoadFS(os.DirFS(badFolder), name+".yaml", nil)
			var d *Diagnostics
			if !errors.As(err, &d) {
				t.Fatalf("got %v, want diagnostics", err)
			}
			var got strings.Builder
			if err := d.Render(&got, false); err != nil {
				t.Fatal(err)
			}
			for _, leak := range []string{"reflect.", "models.", "rng.", "sim.", "yaml: line", "unmarshal", "struct", "float64", "uint64", "node", "scalar", "token", "%!"} {
				if strings.Contains(got.String(), leak) {
					t.Errorf("the text speaks of %q, which no planner knows:\n%s", leak, got.String())
				}
			}
			wantFile := strings.TrimSuffix(file, ".yaml") + ".want"
			if *update {
				if err := os.WriteFile(wantFile, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(wantFile)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

// The bad scenarios that fail a check extend a sound one; were it not sound,
// they would be refused for another reason than theirs.
func TestTheBaseOfTheBadScenariosIsSound(t *testing.T) {
	if _, err := LoadFS(os.DirFS(badFolder), "base/shop.yaml", nil); err != nil {
		t.Error(err)
	}
}
