package result

import (
	"math"
	"strings"
	"testing"
)

func TestShadowTables(t *testing.T) {
	run := &Run{From: 1, To: 1, NDays: 3, Firms: []FirmHead{{Name: "小店", Pools: []PoolHead{{Name: "chat"}}}}, Lines: []LineHead{{Name: "hall", Kind: "warehouse"}}}
	for _, queue := range []int64{10, 30} {
		hours := make([]PoolHour, 72)
		hours[24+9] = PoolHour{Offered: 10, Fresh: 8, Answered: 6, Within: 3, Abandoned: 2}
		run.Trials = append(run.Trials, Trial{
			Firms: []FirmTrial{{Pools: []PoolTrial{{Hours: hours}}}},
			Lines: []LineTrial{{Days: []LineDay{{}, {Capacity: 100, Entered: 50 + queue, Left: 45, Queue: queue}, {}}}},
		})
	}
	for t := range run.Trials { // gives up after hours
		run.Trials[t].Firms[0].Pools[0].Hours[24+23] = PoolHour{Abandoned: 2}
	}
	hours := make([]HourShadow, 24)
	hours[9] = HourShadow{Contacts: 8, Erlangs: 1.5, Places: 4, ServiceLevel: 0.75, Abandonment: 0.125, Waiting: 3}
	hours[23] = HourShadow{Contacts: 1, ServiceLevel: math.NaN(), Abandonment: math.NaN()}
	hours[8] = HourShadow{ServiceLevel: math.NaN()}
	run.Shadow = &Shadow{Pools: []PoolShadow{{Hours: hours}}, Lines: []LineShadow{{Days: []float64{7}}}}
	for _, c := range []struct {
		says, want string
		write      func(b *strings.Builder) error
	}{
		{"an hour in which something happens has a row, others none; with nobody on duty shares are blank",
			"小店,chat,1970-01-02,09:00,8,1.5,4,3,0.375,0.75,0.25,0.125\n小店,chat,1970-01-02,23:00,1,0,0,0,,,,\n", func(b *strings.Builder) error { return run.WriteShadow(b) }},
		{"a line's day has the means of the replications", "hall,warehouse,1970-01-02,70,100,20,7\n", func(b *strings.Builder) error { return run.WriteLineShadow(b) }},
	} {
		t.Run(c.says, func(t *testing.T) {
			var b strings.Builder
			if err := c.write(&b); err != nil {
				t.Fatal(err)
			}
			_, rows, _ := strings.Cut(b.String(), "\n")
			if rows != c.want {
				t.Errorf("got %q, want %q", rows, c.want)
			}
		})
	}
}
