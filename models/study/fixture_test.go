package study

import (
	"encoding/json"
	"testing"
	"time"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func hours(h float64) models.Clock { return models.Clock(h * float64(sim.Hour)) }

// around the clock, so many a day.
func around(n float64) models.Capacity {
	return models.Capacity{Shifts: []models.Shift{{To: hours(24), Rate: models.Rate(n)}}}
}

// daily is a rate of n an hour from one hour of the day to another.
func daily(from, to, n float64) models.Capacity {
	return models.Capacity{Shifts: []models.Shift{{From: hours(from), To: hours(to), Rate: models.Rate(24 * n)}}}
}

const endless = 1e12

// town is a fortnight with Double 11 in it and no firms yet: two carriers, the
// one a little too small, the other with room for all.
func town(firms ...models.Firm) *models.Scenario {
	sc := models.Default()
	sc.Name = "Town of the tests"
	sc.Season = models.Season{
		From: models.Day(2026, time.November, 6), To: models.Day(2026, time.November, 19),
		WarmUp: 7 * sim.Day, CoolDown: sim.Day, Drain: 25 * sim.Day,
	}
	sc.Seed = 7
	sc.Regions = []models.Region{
		{Name: "near", Share: 0.6, LineHaul: rng.MustLognormalMedian(float64(20*sim.Hour), 0.4)},
		{Name: "far", Share: 0.4, LineHaul: rng.MustLognormalMedian(float64(44*sim.Hour), 0.4)},
	}
	tight, wide := models.Carrier{}.Defaults(), models.Carrier{}.Defaults()
	tight.Name, tight.Hub, tight.Stations = "tight", daily(18, 8, 100), daily(8, 20, 110)
	wide.Name, wide.Hub, wide.Stations = "wide", around(endless), around(endless)
	sc.Carriers = []models.Carrier{tight, wide}
	sc.Authority.Escalates = 0 // the desk of the authority is shared as well, and no matter here
	sc.Firms = firms
	return &sc
}

// firm sends so many parcels on an ordinary day with one carrier.
func firm(name, carrier string, orders float64) models.Firm {
	f := models.Firm{}.Defaults()
	f.Name = name
	goods := models.Category{}.Defaults()
	goods.Name, goods.Orders, goods.SKUs = "goods", models.Rate(orders), 20
	f.Demand.Categories = []models.Category{goods}
	hall := models.Warehouse{}.Defaults()
	hall.Name, hall.Capacity = "hall", around(endless)
	f.Warehouses = []models.Warehouse{hall}
	f.Demand.Double11.DepositDays = 5
	f.Shipping.Double11Days = 4
	f.Shipping.Contracts = []models.Contract{{Carrier: carrier, Share: 1}}
	f.Returns.Inspection = daily(9, 17, 60)
	desk := models.Pool{}.Defaults()
	desk.Name = "desk"
	desk.Reasons = []models.Reason{"complaint", "question", "where", "return", "faulty", "unlike", "cancelled", "refund", "terms"}
	desk.Staffing = models.Staffing{Weekend: 1, Shifts: []models.Agents{{From: hours(8), To: hours(23), Agents: 3}}}
	f.Service.Pools = []models.Pool{desk}
	return f
}

// play runs a replication.
func play(t *testing.T, sc *models.Scenario, replication int) result.Trial {
	t.Helper()
	sc.Check(func(path, wrong, right string) { t.Fatalf("the test's scenario: %s %s; %s", path, wrong, right) })
	tr, err := models.RunTrial(sc, replication, models.TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
