package models_test

import (
	"fmt"
	"time"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// A contact centre alone, a week in November: checked, then one replication.
func Example() {
	sc := models.Default()
	sc.Name = "Contact centre"
	sc.Season = models.Season{From: models.Day(2026, time.November, 9), To: models.Day(2026, time.November, 15), Drain: 2 * sim.Day}
	nine, five := models.Clock(9*sim.Hour), models.Clock(17*sim.Hour)
	phone := models.Pool{}.Defaults()
	phone.Name, phone.Channel, phone.Concurrency, phone.SlowDown = "phone", "phone", 1, 0
	phone.Reasons = []models.Reason{"other"}
	phone.HandleTime = rng.MustLognormalMean(float64(190*sim.Second), 0.92)
	phone.Staffing.Shifts = []models.Agents{{From: nine, To: five, Agents: 40}}
	calls := models.ContactStream{}.Defaults()
	calls.Name, calls.Rates = "calls", []models.Shift{{From: nine, To: five, Rate: 24 * 200}} // 200 an hour
	phone.Contacts = []models.ContactStream{calls}
	firm := models.Firm{}.Defaults()
	firm.Name, firm.Service.Pools = "centre", []models.Pool{phone}
	sc.Firms = []models.Firm{firm}

	sc.Check(func(path, wrong, right string) { fmt.Println(path, wrong, right) })
	tr, err := models.RunTrial(&sc, 0, models.TrialOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var hours result.PoolHour
	for i := range tr.Firms[0].Pools[0].Hours {
		hours.Add(&tr.Firms[0].Pools[0].Hours[i])
	}
	fmt.Printf("more than 11,000 calls: %v\n", hours.Fresh > 11000)
	fmt.Printf("every attempt answered or given up: %v\n", hours.Offered == hours.Answered+hours.Abandoned)
	fmt.Printf("agents at work for more than a quarter of their time: %v\n", 4*hours.Busy > hours.Staffed)
	fmt.Printf("books that do not balance: %d\n", len(tr.Audit.Broken))
	// Output:
	// more than 11,000 calls: true
	// every attempt answered or given up: true
	// agents at work for more than a quarter of their time: true
	// books that do not balance: 0
}

func ExampleNewYear() {
	d, ok := models.NewYear(2027)
	fmt.Println(d, d.Weekday(), ok)
	// Output: 2027-02-06 Saturday true
}

func ExampleBlackFriday() {
	fmt.Println(models.BlackFriday(2026))
	// Output: 2026-11-27
}
