package flow

import (
	"errors"
	"fmt"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// checkOversell: five units shown and there, seven orders before the display is renewed.
func checkOversell() error {
	s := NewStock([]int32{5, 0})
	var got []Sale
	for range 7 {
		got = append(got, s.Sell(0))
	}
	s.Sync()
	got = append(got, s.Sell(0), s.Sell(1))
	s.Return(0)
	got = append(got, s.Sell(0)) // there again, not yet shown
	s.Sync()
	got = append(got, s.Sell(0), s.Sell(0))
	want := []Sale{Reserved, Reserved, Reserved, Reserved, Reserved, Oversold, Oversold, SoldOut, SoldOut, SoldOut, Reserved, Oversold}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return errors.Join(fmt.Errorf("sales %v, want %v", got, want), s.Audit())
	}
	return s.Audit()
}

func TestStaleDisplayOversells(t *testing.T) {
	if err := checkOversell(); err != nil {
		t.Error(err)
	}
}

// SSJ-inv: daily review, lost sales, an order that arrives the next morning or never.
func TestDailyInventoryMakesThePublishedProfit(t *testing.T) {
	want := reference(t, "SSJ-inv")
	s := measures("profit a day")
	rule := Reorder{Below: 80, UpTo: 200}
	for rep := range uint64(200) {
		st := stream(150, rep, "inventory")
		x := NewStock([]int32{200})
		profit := 0.0
		const days = 2000
		for range days {
			for range rng.Poisson(st.U(), 100) {
				if x.Sell(0) == Reserved {
					profit += 2
				}
				x.Sync()
			}
			profit -= .1 * float64(x.OnHand(0))
			if n := rule.Units(x.OnHand(0)); n > 0 && st.U() < .95 {
				profit -= 10 + float64(n)
				x.Receive(0, n)
				x.Sync()
			}
		}
		if err := x.Audit(); err != nil {
			t.Fatal(err)
		}
		s.add(profit / days)
	}
	// The published mean has a standard error of 0.014, that of 20,000 runs (84.9825) 0.0023.
	if err := s.against(want, .0143); err != nil {
		t.Error(err)
	}
	if err := s.against([]float64{84.9825}, .0023); err != nil {
		t.Error(err)
	}
}

// LKINV: monthly review, backlog, lead time uniform on half a month to a month.
func TestMonthlyInventoryCostsWhatTheBookSays(t *testing.T) {
	month := 1000 * sim.Minute
	for _, c := range []struct {
		below, upTo int32
		se          float64 // of the expected total: the 95% half-width over 1.96
	}{
		{20, 40, .06 / 1.96}, {20, 60, .051 / 1.96}, {20, 100, .042 / 1.96}, {40, 80, .032 / 1.96}, {60, 100, .029 / 1.96},
	} {
		id := fmt.Sprintf("LKINV-%d-%d", c.below, c.upTo)
		t.Run(id+" has the expected costs a month", func(t *testing.T) {
			want := reference(t, id)
			s := measures("total", "order", "holding", "shortage")
			for rep := range uint64(300) {
				order, hold, short, err := inventory(month, rep, Reorder{c.below, c.upTo})
				if err != nil {
					t.Fatal(err)
				}
				s.add(order+hold+short, order, hold, short)
			}
			// The parts' own errors are not published; the total's is an upper bound for them.
			if err := s.against(want, c.se, c.se, c.se, c.se); err != nil {
				t.Error(err)
			}
		})
	}
}

// inventory runs 120 months and gives the costs a month.
func inventory(month sim.Time, rep uint64, rule Reorder) (order, hold, short float64, err error) {
	k := sim.New(0)
	st, leads := stream(151, rep, "demand"), stream(151, rep, "leads")
	stock := NewStock([]int32{60})
	supply := NewSupply(k, "supply", stock, []Reorder{rule}, func(int, int64) sim.Time {
		return sim.Time((.5 + .5*leads.U()) * float64(month))
	})
	var last sim.Time
	account := func() { // before the level moves
		dt := float64(k.Now()-last) / float64(month)
		last = k.Now()
		if n := float64(stock.OnHand(0)); n > 0 {
			hold += n * dt
		} else {
			short -= 5 * n * dt
		}
	}
	var review sim.Event[uint32]
	review = sim.On(k, "review", func(n uint32) {
		if units := supply.Review(0); units > 0 {
			order += 32 + 3*float64(units)
		}
		if n+1 < 120 {
			review.After(month, n+1)
		}
	})
	review.At(0, 0)
	newSource(k, "demand", poisson(&st, float64(month)/10), func(uint64) {
		account()
		size := int32(1)
		switch u := st.U(); {
		case u >= 5./6:
			size = 4
		case u >= 3./6:
			size = 3
		case u >= 1./6:
			size = 2
		}
		stock.Backorder(0, size)
	})
	// The arrival of an order moves the level too: look just before every event by
	// following the trace, which names it.
	k.SetTrace(func(_ sim.Time, name string, _ uint64) {
		if name == "supply/arrived" {
			account()
		}
	})
	k.Run(120 * month)
	account()
	return order / 120, hold / 120, short / 120, errors.Join(stock.Audit(), supply.Audit())
}

func TestSupplyOrdersUpToAndNotTwice(t *testing.T) {
	k := sim.New(0)
	s := NewStock([]int32{10, 50})
	u := NewSupply(k, "supply", s, []Reorder{{20, 40}, {20, 40}}, func(int, int64) sim.Time { return sim.Hour })
	if got := []int32{u.Review(0), u.Review(0), u.Review(1)}; fmt.Sprint(got) != "[30 0 0]" {
		t.Errorf("ordered %v, want [30 0 0]", got)
	}
	k.Run(sim.Hour - 1)
	if s.OnHand(0) != 10 || s.Position(0) != 40 {
		t.Errorf("before arrival: %d on hand, position %d; want 10, 40", s.OnHand(0), s.Position(0))
	}
	k.Run(sim.Hour)
	if s.OnHand(0) != 40 || s.Position(0) != 40 || s.Shown(0) != 10 {
		t.Errorf("after arrival: %d on hand, position %d, %d shown; want 40, 40, 10", s.OnHand(0), s.Position(0), s.Shown(0))
	}
	if err := errors.Join(s.Audit(), u.Audit()); err != nil {
		t.Error(err)
	}
}
