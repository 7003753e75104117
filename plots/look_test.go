package plots

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"peakready/models/result"
)

// TestLook writes the figures of the synthetic seasons for people to look at:
// LOOK=dir go test ./plots -run Look
func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip("set LOOK to a directory to get the pictures")
	}
	runs := map[string]*result.Run{"sixteen-firms": cityOf(16, 4), "two-firms": cityOf(2, 1)}
	for _, c := range seasons() {
		runs[c.name] = c.synth.run()
	}
	for name, run := range runs {
		if err := WriteAll(filepath.Join(dir, name), run); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(filepath.Join(dir, name, "report.html"), func(w io.Writer) error { return Report(w, run) }); err != nil {
			t.Fatal(err)
		}
	}
}
