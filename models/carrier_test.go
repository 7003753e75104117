package models

import (
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// road is a firm without queues whose parcels take a day from hub to station.
func road() *Scenario {
	sc := plain()
	for i := range sc.Regions {
		sc.Regions[i].LineHaul = rng.MustConstant(days(1))
	}
	sc.Carriers[0].NobodyHome = 0
	sc.Firms[0].Stock.Cover = 1000
	return sc
}

func TestDelivery(t *testing.T) {
	run := func(change func(c *Carrier)) (result.Row, result.FirmTrial) {
		tr := play(t, with(road(), func(sc *Scenario) { change(&sc.Carriers[0]) }), 0)
		return all(tr, 0), tr.Firms[0]
	}
	base, f := run(func(*Carrier) {})
	t.Run("a parcel is at the door a day after its pickup", func(t *testing.T) {
		equal(t, "delivered", base[result.Delivered], base[result.Placed])
		// picked up at 12, 18 and 22 o'clock: at most 14 hours after the order
		if low, high := sim.Time(f.Lead.Min()), sim.Time(f.Lead.Max()); low < sim.Day || high > sim.Day+14*sim.Hour+2*sim.Minute {
			t.Errorf("%s to %s", spanWords(low), spanWords(high))
		}
	})
	t.Run("nobody home is tried again every next day, and left at a locker at the last attempt", func(t *testing.T) {
		for attempts := 1; attempts <= 4; attempts++ {
			r, g := run(func(c *Carrier) { c.NobodyHome, c.Attempts = 1, attempts })
			equal(t, "empty doors", r[result.AttemptsFailed], int64(attempts-1)*r[result.Delivered])
			equal(t, "delivered", r[result.Delivered], base[result.Delivered])
			// each lost attempt costs the time to the next morning or the one after
			more := g.Lead.Mean() - f.Lead.Mean()
			if least := days(float64(attempts-1) - 1); more < least || more > days(float64(attempts)) {
				t.Errorf("%d attempts take %.2f days longer", attempts, more/days(1))
			}
		}
	})
	t.Run("nobody is home at the input rate, attempt by attempt", func(t *testing.T) {
		r, _ := run(func(c *Carrier) { c.NobodyHome, c.Attempts = 0.3, 2 })
		nearShare(t, "empty doors", r[result.AttemptsFailed], r[result.Delivered], 0.3)
	})
	t.Run("parcels are lost and damaged at their input rates", func(t *testing.T) {
		r, _ := run(func(c *Carrier) { c.Lost, c.Damaged = 0.1, 0.2 })
		nearShare(t, "lost", r[result.LostParcels], r[result.Shipped], 0.1)
		nearShare(t, "damaged", r[result.Damaged], r[result.Delivered], 0.2)
		equal(t, "the rest is delivered", r[result.Delivered]+r[result.LostParcels], r[result.Shipped])
	})
}

func TestShipBy(t *testing.T) {
	t.Run("a parcel that leaves more than the ship-by time after its order is shipped late", func(t *testing.T) {
		sc := road()
		f := &sc.Firms[0]
		f.Warehouses[0].Pickups, f.Shipping.ShipBy = []Clock{oClock(20)}, 6*sim.Hour
		f.Demand.Categories[0].Question, f.Demand.Categories[1].Question = 0, 0
		r := all(play(t, sc, 0), 0)
		h := f.Demand.Hours // in time are the orders of 14 to 20 o'clock
		nearShare(t, "late", r[result.ShippedLate], r[result.Shipped], 1-sum(h[14:20])/sum(h))
	})
}

func TestSharesOfRegionsAndCarriers(t *testing.T) {
	sc := road()
	second := sc.Carriers[0]
	second.Name = "second"
	sc.Carriers = append(sc.Carriers, second)
	sc.Firms[0].Shipping.Contracts = []Contract{{Carrier: "courier", Share: 0.8}, {Carrier: "second", Share: 0.2}}
	tr := play(t, sc, 0)
	entered := map[string]int64{}
	for i, h := range lineHeads(sc) {
		for _, d := range tr.Lines[i].Days {
			entered[h.Name] += d.Entered
		}
	}
	t.Run("parcels go to carriers by contract and to regions by share", func(t *testing.T) {
		n := entered["courier hub"] + entered["second hub"]
		nearShare(t, "second carrier", entered["second hub"], n, 0.2)
		nearShare(t, "far region", entered["courier far"]+entered["second far"], n, 0.3)
		nearShare(t, "both, independently", entered["second far"], n, 0.06)
	})
}
