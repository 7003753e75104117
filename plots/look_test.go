package plots

import (
	"os"
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
		if err := WriteAll(dir+"/"+c.name, c.synth.run()); err != nil {
			t.Fatal(err)
		}
	}
}
