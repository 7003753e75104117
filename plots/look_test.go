package plots

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestLook writes the figures of the synthetic seasons for people to look at:
// LOOK=dir go test ./plots -run Look
func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip("set LOOK to a directory to get the pictures")
	}
	for _, c := range seasons() {
		run := c.synth.run()
		if err := WriteAll(filepath.Join(dir, c.name), run); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(filepath.Join(dir, c.name, "report.html"), func(w io.Writer) error { return Report(w, run) }); err != nil {
			t.Fatal(err)
		}
	}
}
