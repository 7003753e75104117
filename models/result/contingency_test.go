package result

import (
	"math"
	"testing"
)

// Two rules over a window of days 2 to 4, three seasons.
func TestTheLogOfFiringsIsSummedUp(t *testing.T) {
	const hour, day = int64(3600000), int64(24 * 3600000)
	r := Run{
		Start: 20758, From: 2, To: 4, NDays: 8, Firms: []FirmHead{{Name: "shop"}}, Rules: []RuleHead{{Name: "night"}, {Name: "never"}},
		Trials: []Trial{
			{Firings: []Firing{
				{Called: day, From: 2*day - hour, To: 2*day + 3*hour, Cost: 700},                        // before the window: three hours in it
				{Called: 3*day + 10*hour, From: 3*day + 12*hour, To: 7 * day, Cost: 300, Elsewhere: 50}, // two days' ends: 36 h in it
			}},
			{},
			{Firings: []Firing{
				{Called: 2*day + hour/6, From: 8 * day, To: 8 * day}, // cut off by the end
				{Called: 4 * day, From: 4 * day, To: 4*day + 6*hour},
			}},
		},
	}
	s := []FiringSummary{r.firings(0), r.firings(1)}
	if s[0].Rule != "night" || s[0].Firm != "shop" || s[0].First != "2026-11-03 00:10" || s[1].First != "" {
		t.Fatalf("%+v", s)
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"share of seasons", s[0].FiredShare.Mean, 2. / 3},
		{"firings called in the window", s[0].Firings.Mean, 1},
		{"hours in force in the window", s[0].Active.Mean, (3 + 36 + 6) / 3.},
		{"cost", s[0].Cost.Mean, 10. / 3},
		{"elsewhere", s[0].Elsewhere.Mean, 0.5 / 3},
		{"a rule that never fires: share", s[1].FiredShare.Mean, 0},
		{"and hours", s[1].Active.Mean, 0},
	} {
		if !(math.Abs(c.got-c.want) < 1e-9) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}
