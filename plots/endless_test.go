package plots

import (
	"strings"
	"testing"

	"peakready/models/result"
)

// TestThePageHasTheScreensWords: what no number of seasons decides is called the
// same on the page and on the screen, and explained where it occurs alone.
func TestThePageHasTheScreensWords(t *testing.T) {
	const note = "UNDECIDED: neither (“no number would do”: the share seen is the share asked, or no season has the figure; if it stays so no number of seasons decides). A season"
	sum := judgedBy(result.Ready, result.Undecided)
	if got := verdictNote(&result.Run{}, sum); strings.Contains(got, result.NoNumber) {
		t.Errorf("a number would do, yet: %s", got)
	}
	sum.Targets[1].Needed = nil
	if got := verdictNote(&result.Run{}, sum); !strings.Contains(got, note) {
		t.Errorf("%q is not in %q", note, got)
	}
}
