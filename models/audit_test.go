package models

import (
	"errors"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/flow"
)

// tiny is a shop of a few days, to be spoilt again and again.
func tiny() *Scenario {
	sc := shop()
	sc.Season.From, sc.Season.To = Day(2026, 11, 9), Day(2026, 11, 12)
	sc.Season.Drain, sc.Season.WarmUp, sc.Season.CoolDown = 15*24*3600000, 0, 0
	for i := range sc.Firms[0].Demand.Categories {
		sc.Firms[0].Demand.Categories[i].Orders = 150
	}
	sc.Firms[0].Service.Pools[0].Staffing = crew(8, 23, 1)
	sc.Firms[0].Warehouses[0].Waves = []Clock{oClock(9), oClock(15)}
	return sc
}

func TestAuditFindsSpoiltBooks(t *testing.T) {
	// both moves a count in both books alike, so that they agree with each other.
	both := func(c result.Counter, by int64) func(*testing.T, *season) {
		return func(t *testing.T, s *season) {
			f := &s.firms[0]
			if sum := total(f.days); sum[c] == 0 {
				t.Fatalf("%v: nothing was counted to spoil", c)
			}
			f.days[0][c] += by
			f.cohorts[0][c] += by
		}
	}
	for _, c := range []struct {
		what  string
		spoil func(t *testing.T, s *season)
		found string
	}{
		{"an intention counted twice", both(result.Intentions, 1), "intentions counted = numbered"},
		{"an order skipped", both(result.Placed, -1), "placed = delivered"},
		{"a delivery counted twice", both(result.Delivered, 1), "delivered counted = by state"},
		{"a cancellation skipped", both(result.CancelledShop, -1), "placed = delivered"},
		{"a lost parcel forgotten", both(result.LostParcels, -1), "placed = delivered"},
		{"a lost intention counted twice", both(result.LostSoldOut, 1), "intentions = lost + placed"},
		{"an oversold order forgotten", both(result.Oversold, -1), "placed = oversold"},
		{"a packed order skipped", both(result.Packed, -1), "out of the warehouse"},
		{"a parcel that stays on the dock and is handed over", func(_ *testing.T, s *season) {
			r := newOrder(0, 0, 0)
			s.docks[0].parcels.Put(&s.floor, &r)
		}, "packed = handed to carriers + on the dock"},
		{"a shipment counted twice", both(result.Shipped, 1), "handed to carriers = into the hubs"},
		{"an empty door forgotten", both(result.AttemptsFailed, -1), "out of the hubs"},
		{"a contact counted twice", both(result.Contacts, 1), "contacts counted and cases referred = first attempts"},
		{"a settled complaint forgotten", both(result.FirmSettled, -1), "complaints = settled"},
		{"a complaint counted twice", both(result.FirmTerms, 1), "complaints = settled"},
		{"a return skipped", both(result.Returned, -1), "inspection"},
		{"a count by date only", func(_ *testing.T, s *season) { s.firms[0].days[0][result.Faulty]++ }, "faulty by date = by order date"},
		{"a parcel that vanishes on the road", func(_ *testing.T, s *season) { s.onRoad-- }, "out of the hubs"},
		{"a stray parcel forgotten", func(_ *testing.T, s *season) { s.strayed-- }, "out of the hubs"},
		{"an order that vanishes from the states", func(_ *testing.T, s *season) {
			src := &s.sources[0]
			for m := range src.first {
				if src.inMinute(int64(m)) == 0 {
					continue
				}
				if r := newOrder(0, int64(m), 0); src.state(&r) == stateDelivered {
					src.setState(&r, stateGone)
					return
				}
			}
		}, "delivered counted = by state"},
		{"an order's price taken twice", func(_ *testing.T, s *season) { s.firms[0].takings += 18000 }, "money taken"},
		{"an order's price not paid back", func(_ *testing.T, s *season) { s.firms[0].takings -= 90000 }, "money taken"},
		{"a lost sale's margin forgotten", func(_ *testing.T, s *season) { s.firms[0].lostMargin -= 13500 }, "margin of orders lost"},
		{"a cancelled order's margin booked twice", func(_ *testing.T, s *season) { s.firms[0].cancelledMargin += 2700 }, "margin of orders lost"},
		{"a refund booked twice", func(_ *testing.T, s *season) { s.firms[0].refundedMargin += 2700 }, "margin of orders refunded"},
		{"goods that came back and are not written down", func(_ *testing.T, s *season) { s.firms[0].refundedGoods -= 15300 }, "goods refunded"},
		{"a repair whose goods are forgotten", func(_ *testing.T, s *season) { s.firms[0].repairedGoods -= 76500 }, "goods refunded"},
		{"a warehouse that is paid for more than it has had", func(_ *testing.T, s *season) {
			s.firms[0].cfg.Warehouses[0].Capacity.Shifts[0].Rate++
		}, "capacity of"},
		{"inspection that is paid for less than it has had", func(_ *testing.T, s *season) {
			s.firms[0].cfg.Returns.Inspection.Shifts[0].Rate--
		}, "capacity of"},
		{"an undecided buyer forgotten", func(_ *testing.T, s *season) { s.firms[0].undecided++ }, "undecided"},
		{"an order that misses its wave", func(_ *testing.T, s *season) { s.firms[0].unwaved++ }, "waiting for a wave"},
		{"a parcel that leaves the line of one carrier twice", func(_ *testing.T, s *season) {
			r := newOrder(0, 0, 0)
			s.carriers[0].hub.Enter(&r)
		}, "into the hubs"},
		{"a parcel at a station that no hub has sent", func(_ *testing.T, s *season) {
			r := newOrder(0, 0, 0)
			s.carriers[0].stations[0].Enter(&r)
		}, "into the stations"},
		{"a contact offered to a pool and not counted", func(_ *testing.T, s *season) {
			s.firms[0].desks[0].pool.Offer(&flow.Contact{Order: newOrder(0, 0, 0), Luck: s.key.Entity(1, 1)})
		}, "contacts counted and"},
	} {
		t.Run(c.what+" is found", func(t *testing.T) {
			s := played(t, tiny(), 1, TrialOptions{})
			c.spoil(t, s)
			tr := s.trial(1)
			for _, b := range tr.Audit.Broken {
				if strings.Contains(b, c.found) {
					return
				}
			}
			t.Errorf("broken: %q; want one about %q", tr.Audit.Broken, c.found)
		})
	}
}

func TestAudit(t *testing.T) {
	t.Run("every counter, line, pool, gate and shelf is checked", func(t *testing.T) {
		s := played(t, tiny(), 0, TrialOptions{})
		// counters, ten sums of the firm, three of the road; 2 pools, gate,
		// inspection, 2 shelves, warehouse, hub, 2 stations
		if got, want := s.audit().Checks, int(result.Counters)+10+3+10; got < want {
			t.Errorf("%d checks, want %d or more", got, want)
		}
	})
	t.Run("a broken audit names its replication and what is broken", func(t *testing.T) {
		err := error(&AuditError{Replication: 7, Broken: []string{"shop: placed: 1 against 2"}})
		var a *AuditError
		if !errors.As(err, &a) || !strings.Contains(err.Error(), "replication 7") || !strings.Contains(err.Error(), "1 against 2") {
			t.Error(err)
		}
	})
	t.Run("a trial that is asked to stop says so and hands nothing over", func(t *testing.T) {
		n := 0
		tr, err := RunTrial(tiny(), 0, TrialOptions{Stop: func() bool { n++; return n > 30 }})
		if !errors.Is(err, ErrStopped) || len(tr.Firms) > 0 {
			t.Errorf("%v, %d firms", err, len(tr.Firms))
		}
		equal(t, "asked once a simulated hour", n, 31)
	})
}
