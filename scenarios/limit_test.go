package scenarios

import (
	"testing"

	"peakready/models"
)

// A limit is read and written back as it stands: a length of time in seconds.
func TestLimitsAreReadAndWritten(t *testing.T) {
	for _, c := range []struct {
		text string
		want models.Limit
		back string
	}{
		{"30s", models.Limit{Figure: 30, Time: true}, "30s"},
		{"36h", models.Limit{Figure: 36 * 3600, Time: true}, "36h"},
		{"1.5m", models.Limit{Figure: 90, Time: true}, "90s"},
		{"5%", models.Limit{Figure: 0.05}, "0.05"},
		{"95", models.Limit{Figure: 95}, "95"},
		{"8,000,000", models.Limit{Figure: 8e6}, "8000000"},
		{"¥8000000", models.Limit{Figure: 8e6, Money: true}, "¥8000000"},
		{"¥8,000,000", models.Limit{Figure: 8e6, Money: true}, "¥8000000"},
		{"¥8m", models.Limit{Figure: 8e6, Money: true}, "¥8000000"},
		{"¥1.5M", models.Limit{Figure: 1.5e6, Money: true}, "¥1500000"},
		{"800万 CNY", models.Limit{Figure: 8e6, Money: true}, "¥8000000"},
		{"1.2m CNY", models.Limit{Figure: 1.2e6, Money: true}, "¥1200000"},
		{"¥0.80", models.Limit{Figure: 0.8, Money: true}, "¥0.80"},
		{"8m", models.Limit{Figure: 480, Time: true}, "8m"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, f := readLimit(c.text)
			if f != nil || got != c.want {
				t.Fatalf("read as %+v (%v), want %+v", got, f, c.want)
			}
			text, ok := writeLimit(got)
			if again, f := readLimit(text); !ok || f != nil || again != got {
				t.Errorf("written as %q, which is %+v", text, again)
			}
			if text != c.back {
				t.Errorf("written as %q, want %q", text, c.back)
			}
		})
	}
}
