package result

import (
	"fmt"
	"time"
)

// Emergency is an incident of the scenario that happened in a replication.
type Emergency struct {
	Name, Kind string
	From, To   int64   // ms since the start of the run, whole minutes; To is after its end
	Severity   float64 // share, more than 0
}

// EmergencySummary is an incident of the scenario that happened.
type EmergencySummary struct {
	Replication int     `json:"replication"`
	Name        string  `json:"name"`
	Kind        string  `json:"kind"`
	From        string  `json:"from"` // 2026-11-11 00:30, to the minute
	To          string  `json:"to"`   // and no longer
	Severity    float64 `json:"severity"`
}

// emergencies are those of all replications, in their order.
func (r *Run) emergencies() (out []EmergencySummary) {
	for i := range r.Trials {
		t := &r.Trials[i]
		for _, e := range t.Emergencies {
			out = append(out, EmergencySummary{t.Replication, e.Name, e.Kind, r.minute(e.From), r.minute(e.To), e.Severity})
		}
	}
	return out
}

// minute is a time in ms since the start of the run as date and time of day.
func (r *Run) minute(ms int64) string {
	at := time.Duration(ms) * time.Millisecond
	day := int(at / (24 * time.Hour))
	at -= time.Duration(day) * 24 * time.Hour
	return fmt.Sprintf("%s %02d:%02d", r.Date(day), int(at.Hours()), int(at.Minutes())%60)
}
