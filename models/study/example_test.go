package study_test

import (
	"context"
	"fmt"
	"time"

	"peakready/models"
	"peakready/models/study"
	"peakready/sim"
	"peakready/sim/rng"
)

// Two shops at one courier that has room for both on most days: what does the
// larger one cost the smaller? Seven seasons, each with and without it.
func ExampleSpill() {
	day := func(perDay models.Rate) models.Capacity {
		return models.Capacity{Shifts: []models.Shift{{To: models.Clock(sim.Day), Rate: perDay}}}
	}
	shop := func(name string, orders models.Rate) models.Firm {
		f := models.Firm{}.Defaults()
		goods, hall, desk := models.Category{}.Defaults(), models.Warehouse{}.Defaults(), models.Pool{}.Defaults()
		goods.Name, goods.Orders = "goods", orders
		hall.Name, hall.Capacity = "hall", day(1e6)
		desk.Name, desk.Reasons = "desk", []models.Reason{"complaint", "question", "where", "return", "faulty", "unlike", "cancelled", "refund", "terms"}
		desk.Staffing.Shifts = []models.Agents{{To: models.Clock(sim.Day), Agents: 5}}
		f.Name, f.Demand.Categories, f.Warehouses, f.Service.Pools = name, []models.Category{goods}, []models.Warehouse{hall}, []models.Pool{desk}
		f.Shipping.Contracts = []models.Contract{{Carrier: "courier", Share: 1}}
		f.Returns.Inspection = day(1000)
		return f
	}
	sc := models.Default()
	sc.Name = "Two shops"
	sc.Season = models.Season{From: models.Day(2026, time.June, 1), To: models.Day(2026, time.June, 7), WarmUp: 5 * sim.Day, Drain: 20 * sim.Day}
	sc.Regions = []models.Region{{Name: "here", Share: 1, LineHaul: rng.MustConstant(float64(20 * sim.Hour))}}
	courier := models.Carrier{}.Defaults()
	courier.Name, courier.Hub, courier.Stations = "courier", day(1e6), day(700)
	sc.Carriers = []models.Carrier{courier}
	sc.Firms = []models.Firm{shop("large", 500), shop("small", 100)}

	spills, err := study.Spill(context.Background(), &sc, []string{"large"}, study.Work{Replications: 7, Workers: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := spills[0]
	lead := s.Others[0].Lead
	fmt.Printf("%s keeps %s waiting: %v\n", s.Firm, s.Others[0].Firm, lead.Added.Lo > 0)
	fmt.Printf("days to the door with it %.2f, without %.2f\n", lead.With.Mean, lead.Without.Mean)
	// Output:
	// large keeps small waiting: true
	// days to the door with it 1.34, without 1.06
}
