package study

import (
	"context"
	"math"
	"testing"
	"time"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// oneStation is two firms at one last-mile station and no other limit: what a
// firm sells on a day comes to the station at the next midnight. The first
// firm sells surge times as much on Black Friday.
func oneStation(capacity, surging, steady, surge float64, quotas [2]float64) *models.Scenario {
	plain := func(name string, orders, blackFriday, quota float64) models.Firm {
		f := firm(name, "courier", orders)
		g := &f.Demand.Categories[0]
		g.Question, g.Faulty, g.Unlike, g.Claims, g.Regret = 0, 0, 0, 0, 0
		f.Demand.Weekdays = []float64{1, 1, 1, 1, 1, 1, 1}
		f.Demand.DayNoise, f.Demand.ForecastError, f.Demand.BlackFriday = 0, 0, models.Factor(blackFriday)
		f.Stock.Cover, f.Stock.PromotionCover = 1000, 1000
		f.Storefront.Capacity, f.Storefront.PaymentTrouble = endless, 0
		f.Warehouses[0].Pickups = []models.Clock{0}
		if weight := models.Factor(quota); weight > 0 {
			f.Shipping.Contracts[0].Quota = &weight
		}
		return f
	}
	sc := town(plain("surging", surging, surge, quotas[0]), plain("steady", steady, 1, quotas[1]))
	// Between the tail of Double 11 and Double 12.
	sc.Season = models.Season{
		From: models.Day(2026, time.November, 24), To: models.Day(2026, time.December, 6),
		WarmUp: 3 * sim.Day, CoolDown: sim.Day, Drain: 20 * sim.Day,
	}
	sc.Regions = []models.Region{{Name: "here", Share: 1, LineHaul: rng.MustConstant(float64(sim.Minute))}}
	c := models.Carrier{}.Defaults()
	c.Name, c.Hub, c.Stations = "courier", around(endless), around(capacity)
	c.Lost, c.Damaged, c.NobodyHome = 0, 0, 0
	sc.Carriers = []models.Carrier{c}
	return sc
}

// fluidSojourn is the mean time at the station, in days, of the second
// class's parcels of the days from to to: what comes by day arrives at its end,
// the classes share capacity (a day) by weight while both wait. Fluid, the
// i-th parcel leaves when the class has had i parcels' service.
func fluidSojourn(arrivals [2][]float64, weights [2]float64, capacity float64, from, to int) float64 {
	var queue [2]float64
	var came []float64 // instants of the second class's parcels
	var days []int
	served, left, sum, n := 0.0, 0, 0.0, 0
	for d := 0; d < len(arrivals[0]) || queue[0]+queue[1] > 1e-9; d++ {
		if d < len(arrivals[0]) {
			for i := range queue {
				queue[i] += arrivals[i][d]
			}
			for range int(arrivals[1][d]) {
				came, days = append(came, float64(d)), append(days, d)
			}
		}
		for now := float64(d); now < float64(d+1) && queue[0]+queue[1] > 1e-9; {
			var rate [2]float64
			for i := range queue {
				if queue[i] > 1e-9 {
					rate[i] = capacity * weights[i] / (weights[i] + weights[1-i]*min(1, math.Ceil(max(0, queue[1-i]-1e-9))))
				}
			}
			step := float64(d+1) - now
			for i := range queue {
				if rate[i] > 0 {
					step = min(step, queue[i]/rate[i])
				}
			}
			for ; left < len(came) && float64(left+1) <= served+rate[1]*step+1e-9; left++ {
				if days[left] >= from && days[left] <= to {
					sum += now + (float64(left+1)-served)/rate[1] - came[left]
					n++
				}
			}
			served += rate[1] * step
			for i := range queue {
				queue[i] -= rate[i] * step
			}
			now += step
		}
	}
	return sum / float64(n)
}

func TestASurgeDelaysTheOtherFirmByTheFluidAmount(t *testing.T) {
	for _, c := range []struct {
		says                              string
		capacity, surging, steady, factor float64
		quotas                            [2]float64 // 0: by ordinary parcels
		least, most                       float64    // days that the surge adds, by arithmetic on the forecast
	}{
		// 9,000 come at once where 2,400 a day leave. The steady firm's quota
		// is half, 1,200 a day, for 600: it clears within every day, twice as slowly.
		{"little, where its quota covers its parcels", 2400, 600, 600, 15, [2]float64{1, 1}, 0.05, 0.15},
		// Its quota is 480 a day for 600 parcels: in the 6.8 days of the surge
		// (9,000 over 1,920 - 600) 120 a day pile up, 2,800 parcel-days of 7,800
		// parcels, and a day's parcels take 1.25 days instead of 0.25.
		{"for days, where its quota is less than its parcels", 2400, 600, 600, 15, [2]float64{4, 1}, 0.4, 0.8},
		// Weights 900 to 300: 400 of 1,600 a day for 300 parcels.
		{"without quotas by the firms' ordinary parcels", 1600, 900, 300, 8, [2]float64{}, 0.1, 0.6},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := oneStation(c.capacity, c.surging, c.steady, c.factor, c.quotas)
			got, err := Spill(context.Background(), sc, []string{"surging"}, Work{Replications: 2, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			weights := c.quotas
			if weights[0] == 0 {
				weights = [2]float64{c.surging, c.steady}
			}
			head := models.HeadOf(sc)
			want := 0.0
			for r := range 2 {
				tr := play(t, sc, r)
				var arrivals [2][]float64
				for i := range arrivals {
					for _, row := range tr.Firms[i].Cohorts {
						arrivals[i] = append(arrivals[i], float64(row[result.Placed]))
					}
				}
				with := fluidSojourn(arrivals, weights, c.capacity, head.From, head.To)
				arrivals[0] = make([]float64, len(arrivals[0]))
				want += (with - fluidSojourn(arrivals, weights, c.capacity, head.From, head.To)) / 2
			}
			// No chance is left but in the numbers that come, which both sides
			// know; a parcel is not divided, so that each may leave by one
			// parcel of either firm later or earlier than the fluid.
			lead := got[0].Others[0].Lead.Added.Mean
			if !(math.Abs(lead-want) <= 2/c.capacity) {
				t.Errorf("adds %.5f days to the lead time, the fluid %.5f; more than %.5f apart", lead, want, 2/c.capacity)
			}
			if !(want > c.least && want < c.most) {
				t.Errorf("the fluid adds %.3f days, by rough arithmetic %.2f to %.2f", want, c.least, c.most)
			}
		})
	}
}
