package models

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

// market is 16 firms of four categories each, with deposits, in eight
// warehouses: a marketplace is a firm whose sellers' goods are its categories
// and their stores its warehouses.
func market() *Scenario {
	sc := shop()
	sc.Firms = nil
	sc.Season = Season{From: Day(2026, 11, 9), To: Day(2026, 11, 12), WarmUp: 3 * sim.Day, Drain: 10 * sim.Day}
	for i := range 16 {
		f := shopFirm(fmt.Sprintf("firm %d", i), "courier")
		f.Demand.Double11.DepositDays = 2
		f.Demand.Categories, f.Warehouses = nil, nil
		for j := range 4 {
			g := Category{}.Defaults()
			g.Name, g.Orders, g.SKUs = fmt.Sprintf("seller %d", j), 20, 10
			f.Demand.Categories = append(f.Demand.Categories, g)
		}
		for j := range 8 {
			w := Warehouse{}.Defaults()
			w.Name, w.Share, w.Capacity = fmt.Sprintf("store %d", j), 1./8, byHour(8, 22, 10)
			f.Warehouses = append(f.Warehouses, w)
		}
		sc.Firms = append(sc.Firms, f)
	}
	return sc
}

func TestSixteenFirmsOfFourCategoriesAndEightWarehouses(t *testing.T) {
	sc := market()
	s := played(t, sc, 0, TrialOptions{}) // checks the scenario, and the books
	equal(t, "streams of orders", len(s.sources), 16*4*2)
	last := &s.firms[15]
	t.Run("every category sells, by deposit too", func(t *testing.T) {
		for i := range s.sources {
			if s.sources[i].count == 0 {
				t.Errorf("%s of firm %d: nothing", s.sources[i].name, s.sources[i].firm)
			}
		}
	})
	t.Run("every warehouse of the last firm has its share", func(t *testing.T) {
		var total int64
		for i := range last.warehouses {
			total += last.warehouses[i].line.Flow().Left
		}
		for i := range last.warehouses {
			nearShare(t, fmt.Sprintf("store %d", i), last.warehouses[i].line.Flow().Left, total, 1./8)
		}
	})
	t.Run("a firm more changes no other", func(t *testing.T) {
		few := market()
		few.Firms = append(few.Firms[:7:7], few.Firms[8:]...)
		few.Carriers[0].Hub, few.Carriers[0].Stations = byHour(0, 24, 1e9), byHour(0, 24, 1e9)
		many := market()
		many.Carriers = few.Carriers
		a, b := play(t, few, 0), play(t, many, 0)
		equal(t, "delivered", all(a, 14)[result.Delivered], all(b, 15)[result.Delivered])
		close6(t, "days to the door", a.Firms[14].Lead.Mean(), b.Firms[15].Lead.Mean())
	})
}

// atDoors hears of every parcel that a courier brings, by minute and firm.
func atDoors(s *season, hear func(minute int64, firm int)) {
	s.k.SetTrace(func(at sim.Time, name string, who uint64) {
		if name == "carrier/at door" {
			hear(int64(at/sim.Minute), s.sources[who>>(minuteBits+indexBits)].firm)
		}
	})
}

// Over a surge of one firm both have a backlog at the station, and share it by
// their quotas in every minute. Start-time fair queueing promises of any time in
// which two classes wait that the services they get, each over its weight,
// differ by no more than one parcel of each over its weight (Goyal, Vin, Cheng
// 1997, theorem 1); another parcel of each is between the line and the door.
func TestQuotasHoldMinuteByMinuteOverASurge(t *testing.T) {
	for _, quotas := range [][2]float64{{1, 1}, {3, 1}, {1, 5}, {0, 0}} {
		t.Run(fmt.Sprintf("quotas %v", quotas), func(t *testing.T) {
			sc := endless(shop())
			sc.Season = Season{From: Day(2026, 11, 10), To: Day(2026, 11, 13), WarmUp: 2 * sim.Day, Drain: 40 * sim.Day}
			sc.Regions = sc.Regions[:1]
			sc.Regions[0].Share = 1
			sc.Carriers[0].Stations, sc.Carriers[0].NobodyHome = byHour(0, 24, 30), 0
			calm, surging := shopFirm("calm", "courier"), shopFirm("surging", "courier")
			calm.Demand.Double11.Factor, calm.Demand.Double11.Deposits = 2, 0
			surging.Demand.Double11.Deposits = 0
			sc.Firms = []Firm{surging, calm}
			endless(sc)
			sc.Carriers[0].Stations = byHour(0, 24, 30)
			w := quotas
			for i := range quotas {
				if w[0] == 0 { // by ordinary parcels, which are the same
					w = [2]float64{1, 1}
				} else if quotas[i] > 0 {
					sc.Firms[i].Shipping.Contracts[0].Quota = factor(Factor(quotas[i]))
				}
			}
			wellFormed(t, sc)
			s, err := newSeason(sc, 0, TrialOptions{})
			if err != nil {
				t.Fatal(err)
			}
			// From the evening of the 11th on both have hundreds waiting; for two
			// days after it the backlog of neither ends.
			from := int64(newSpan(sc.Season).day(Day(2026, 11, 12)))*1440 + 12*60
			to := from + 2*1440
			var got [2]float64
			apart, minutes := 0.0, int64(0)
			atDoors(s, func(minute int64, firm int) {
				if minute < from || minute >= to {
					return
				}
				got[firm]++
				apart = max(apart, math.Abs(got[0]/w[0]-got[1]/w[1]))
				minutes = minute - from + 1
			})
			s.k.Run(sim.Time(to) * sim.Minute)
			if most := 2 * (1/w[0] + 1/w[1]); !(apart <= most) {
				t.Errorf("services over weights %.2f apart, at most %.2f: %v parcels", apart, most, got)
			}
			near(t, "parcels of both", got[0]+got[1], 2*1440/2, 1)
			equal(t, "minutes seen", minutes/10, 2*1440/10)
			for i := range sc.Firms { // else the shares would be those of what comes
				if waits := s.carriers[0].stations[0].QueueOf(i); waits < 100 {
					t.Errorf("at the end only %d of firm %d wait", waits, i)
				}
			}
		})
	}
}

func TestTheOutlookOfManyFirmsIsALineEach(t *testing.T) {
	sc := market()
	sc.Firms[6].Name = "大平台"
	sc.Firms[6].Warehouses[3].Capacity = byHour(8, 22, 1)
	for i := range sc.Firms {
		for j := range sc.Firms[i].Service.Pools {
			sc.Firms[i].Service.Pools[j].Staffing = crew(0, 24, 50)
		}
		for j := range sc.Firms[i].Warehouses {
			if i != 6 || j != 3 {
				sc.Firms[i].Warehouses[j].Capacity = byHour(8, 22, 1000)
			}
		}
	}
	look := func(sc *Scenario) (Outlook, string) {
		wellFormed(t, sc)
		var b strings.Builder
		o := Look(sc)
		if err := o.Text(&b); err != nil {
			t.Fatal(err)
		}
		return o, b.String()
	}
	many, text := look(sc)
	t.Run("with what is over capacity", func(t *testing.T) {
		_, over, found := strings.Cut(text, "Over capacity by the forecast")
		over, _, _ = strings.Cut(over, "Carriers, all firms together")
		if !found || strings.Count(over, "ordinary day") != 1 || !strings.Contains(over, "大平台, store 3") {
			t.Errorf("got\n%s", text)
		}
	})
	t.Run("and no more lines than firms", func(t *testing.T) {
		for i := range sc.Firms {
			if n := strings.Count(text, "\n  "+padded(sc.Firms[i].Name, 7)); n != 1 {
				t.Errorf("%s stands %d times in\n%s", sc.Firms[i].Name, n, text)
			}
		}
	})
	sc.Firms[6].Warehouses[3].Capacity = byHour(8, 22, 1000)
	if _, text := look(sc); !strings.Contains(text, "No firm's own capacity is exceeded") {
		t.Errorf("got\n%s", text)
	}
	sc.Firms = sc.Firms[:3]
	few, text := look(sc)
	if !strings.Contains(text, "\nfirm 2\n") || strings.Contains(text, "fullest") {
		t.Errorf("three firms are told one by one; got\n%s", text)
	}
	// Every firm's orders of a minute are numbered: 4 bytes a stream and minute.
	if more := many.Memory - few.Memory; more < 13*8*4*float64(many.Days)*1440 {
		t.Errorf("13 firms more take %.1f MB more", more/1e6)
	}
}

func TestAScaledCopyKeepsTheQuotasInProportion(t *testing.T) {
	sc := market()
	sc.Firms[0].Shipping.Contracts[0].Quota = factor(160)
	weights := func(sc Scenario) []float64 {
		s, err := newSeason(&sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, w := s.quotas("courier")
		return w
	}
	whole, tenth := weights(*sc), weights(Scaled(*sc, 0.1))
	close6(t, "given against ordinary parcels", whole[0]/whole[1], 2)
	for i := range whole {
		close6(t, fmt.Sprintf("firm %d", i), tenth[i], whole[i]/10)
	}
	equal(t, "quota of the scenario itself", *sc.Firms[0].Shipping.Contracts[0].Quota, 160)
}
