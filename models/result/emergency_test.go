package result

import (
	"slices"
	"testing"
	"time"
)

func TestTheSummaryTellsWhatHappenedAndWhen(t *testing.T) {
	start := time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC).Unix() / 86400
	hour := int64(3600 * 1000)
	r := Run{Start: int32(start), Trials: []Trial{
		{Replication: 3},
		{Replication: 4, Emergencies: []Emergency{{"wrong price", "price error", (12*24)*hour + hour/2, (13 * 24) * hour, 0.95}}},
	}}
	want := []EmergencySummary{{4, "wrong price", "price error", "2026-11-11 00:30", "2026-11-12 00:00", 0.95}}
	if got := r.emergencies(); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
