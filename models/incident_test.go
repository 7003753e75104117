package models

import (
	"math"
	"slices"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
	"peakready/sim/stats"
)

// struckDay is the day that the incidents of these tests fill.
const struckDay = 2

// incident of a whole day of the plain season, 3 June.
func incident(kind IncidentKind, severity Share, change func(p *Incident)) Incident {
	p := NewIncident(kind)
	p.At, p.Severity, p.Lasts = At(Day(2026, 6, 1+struckDay), 0), &severity, rng.MustConstant(days(1))
	if change != nil {
		change(&p)
	}
	return p
}

// evenly has as many orders as the rates say, every day and hour alike.
func evenly(sc *Scenario) *Scenario {
	for i := range sc.Firms {
		d := &sc.Firms[i].Demand
		d.Arrivals, d.DayNoise, d.ForecastError = "even", 0, 0
		d.Hours = slices.Repeat([]float64{1}, 24)
		d.Weekdays = slices.Repeat([]float64{1}, 7)
	}
	return sc
}

func factor(x Factor) *Factor { return &x }

// TestIncidentsActThroughTheirMechanism: of each kind what it does on its day,
// by counts, and that the rest is as it was.
func TestIncidentsActThroughTheirMechanism(t *testing.T) {
	base := play(t, evenly(road()), 0)
	run := func(t *testing.T, p Incident, change func(sc *Scenario)) result.Trial {
		t.Helper()
		sc := evenly(road())
		sc.Incidents = []Incident{p}
		if change != nil {
			change(sc)
		}
		tr := play(t, sc, 0)
		if want := (result.Emergency{Name: p.Name, Kind: string(p.Kind), From: int64(struckDay * sim.Day), To: int64((struckDay + 1) * sim.Day), Severity: float64(*p.Severity)}); len(tr.Emergencies) != 1 || tr.Emergencies[0] != want {
			t.Errorf("it is told as %+v, want %+v", tr.Emergencies, want)
		}
		return tr
	}
	on := func(tr result.Trial, c result.Counter) int64 { return tr.Firms[0].Days[struckDay][c] }
	of := func(tr result.Trial, c result.Counter) int64 { return tr.Firms[0].Cohorts[struckDay][c] }
	line := func(tr result.Trial, name string) result.LineDay {
		i := slices.IndexFunc(HeadOf(road()).Lines, func(l result.LineHead) bool { return l.Name == name })
		return tr.Lines[i].Days[struckDay]
	}
	t.Run("a storefront outage admits nobody, and all who wait come through after it", func(t *testing.T) {
		tr := run(t, incident(StorefrontOutage, 1, nil), nil)
		equal(t, "placed on the day", on(tr, result.Placed), 0)
		equal(t, "placed in all", all(tr, 0)[result.Placed], all(base, 0)[result.Placed])
	})
	t.Run("a storefront outage loses those who do not wait so long", func(t *testing.T) {
		tr := run(t, incident(StorefrontOutage, 1, nil), func(sc *Scenario) {
			sc.Firms[0].Storefront.Patience = rng.MustConstant(float64(sim.Minute / 2))
		})
		equal(t, "lost", on(tr, result.LostCheckout), on(base, result.Placed))
	})
	t.Run("a payment failure adds its share to that of any day", func(t *testing.T) {
		tr := run(t, incident(PaymentFailure, 0.4, nil), func(sc *Scenario) { sc.Firms[0].Storefront.PaymentTrouble = 0.3 })
		nearShare(t, "payment trouble", on(tr, result.PaymentTrouble), on(tr, result.Placed), 1-0.6*(1-0.3))
		after := &tr.Firms[0].Days[struckDay+1]
		nearShare(t, "payment trouble on the day after", after[result.PaymentTrouble], after[result.Placed], 0.3)
	})
	t.Run("a warehouse stop packs nothing until it is over", func(t *testing.T) {
		tr := run(t, incident(WarehouseStop, 1, nil), nil)
		equal(t, "packed", on(tr, result.Packed), 0)
		equal(t, "waiting at the end of the day", line(tr, "hall").Queue, on(tr, result.Placed))
		equal(t, "packed in all", all(tr, 0)[result.Packed], all(base, 0)[result.Packed])
	})
	t.Run("a storm stops the stations of its regions and no others", func(t *testing.T) {
		tr := run(t, incident(Storm, 1, func(p *Incident) { p.Regions = []string{"far"} }), nil)
		equal(t, "left the far station", line(tr, "courier far").Left, 0)
		equal(t, "left the near station", line(tr, "courier near"), line(base, "courier near"))
	})
	t.Run("an embargo leaves all parcels at the dock, and the ship-by clock runs", func(t *testing.T) {
		tr := run(t, incident(CarrierEmbargo, 1, nil), func(sc *Scenario) { sc.Firms[0].Shipping.ShipBy = 20 * sim.Hour })
		equal(t, "handed over", on(tr, result.Shipped), 0)
		equal(t, "into the hub", line(tr, "courier hub").Entered, 0)
		if on(tr, result.Packed) == 0 || all(tr, 0)[result.ShippedLate] == 0 {
			t.Error("nothing is packed, or nothing late")
		}
		equal(t, "handed over in all", all(tr, 0)[result.Shipped], all(base, 0)[result.Shipped])
	})
	t.Run("an embargo of a half refuses a half, the same at every pickup", func(t *testing.T) {
		tr := run(t, incident(CarrierEmbargo, 0.5, nil), nil)
		wanting := on(base, result.Shipped)
		nearShare(t, "refused", wanting-on(tr, result.Shipped), wanting, 0.5)
	})
	t.Run("an embargo on one region refuses the parcels to it", func(t *testing.T) {
		tr := run(t, incident(CarrierEmbargo, 1, func(p *Incident) { p.Regions = []string{"far"} }), nil)
		nearShare(t, "refused", on(base, result.Shipped)-on(tr, result.Shipped), on(base, result.Shipped), 0.3)
	})
	t.Run("a mass defect spoils its share of what is handed over meanwhile", func(t *testing.T) {
		tr := run(t, incident(MassDefect, 0.3, nil), nil)
		equal(t, "faulty without it", all(base, 0)[result.Faulty], 0)
		nearShare(t, "faulty", all(tr, 0)[result.Faulty], on(tr, result.Shipped), 0.3)
	})
	t.Run("a mass defect of a category spoils no other", func(t *testing.T) {
		tr := run(t, incident(MassDefect, 1, func(p *Incident) { p.Categories = []string{"gadgets"} }), nil)
		nearShare(t, "faulty", all(tr, 0)[result.Faulty], on(tr, result.Shipped), 700./1600)
	})
	t.Run("a recall brings those to the desk who would not have come", func(t *testing.T) {
		noted := func(recall Share) (n, faulty int64) {
			tr := run(t, incident(MassDefect, 0.3, func(p *Incident) { p.Recall = recall }), func(sc *Scenario) {
				sc.Consumers.Acts.Faulty, sc.Consumers.Acts.Refund = 0.25, 0
			})
			r := all(tr, 0)
			return r[result.Contacts] - r[result.Repeats] - r.FirmComplaints(), r[result.Faulty]
		}
		none, faulty := noted(0)
		every, _ := noted(1)
		nearShare(t, "came only for the recall", every-none, faulty, 0.75)
	})
	t.Run("a price error multiplies demand, and the shop cancels what it sold", func(t *testing.T) {
		tr := run(t, incident(PriceError, 1, func(p *Incident) { p.Demand = factor(3) }), func(sc *Scenario) {
			for i := range sc.Firms[0].Demand.Categories { // nobody who asks before midnight buys after it
				sc.Firms[0].Demand.Categories[i].Question = 0
			}
		})
		equal(t, "intentions", on(tr, result.Intentions), 3*on(base, result.Intentions))
		equal(t, "cancelled by the shop", of(tr, result.CancelledShop), of(tr, result.Placed))
		equal(t, "intentions on the day after", tr.Firms[0].Days[struckDay+1][result.Intentions], base.Firms[0].Days[struckDay+1][result.Intentions])
	})
	t.Run("a price error of a lesser severity cancels its share of each order's luck", func(t *testing.T) {
		tr := run(t, incident(PriceError, 0.6, func(p *Incident) { p.Demand = factor(1) }), nil)
		nearShare(t, "cancelled by the shop", of(tr, result.CancelledShop), of(tr, result.Placed), 0.6)
	})
	t.Run("a rumour brings contacts without orders", func(t *testing.T) {
		tr := run(t, incident(Rumour, 0.5, func(p *Incident) { p.Contacts = factor(4) }), nil)
		first := func(tr result.Trial) int64 {
			r := tr.Firms[0].Cohorts[struckDay]
			return r[result.Contacts] - r[result.Repeats] - r.FirmComplaints()
		}
		// 1,600 orders a day, 30% ask, the bot has 60% of them; 0.5 x 4 times as many more
		equal(t, "contacts more", first(tr)-first(base), int64(math.Round(0.5*4*1600*0.3*0.4)))
		equal(t, "intentions", on(tr, result.Intentions), on(base, result.Intentions))
	})
	t.Run("a rumour keeps buyers away", func(t *testing.T) {
		tr := run(t, incident(Rumour, 0.5, func(p *Incident) { p.Contacts, p.FewerOrders = factor(0), 0.5 }), nil)
		equal(t, "intentions", on(tr, result.Intentions), on(base, result.Intentions)*3/4)
	})
	t.Run("a sick wave takes agents, and hands where it says so", func(t *testing.T) {
		duty := func(tr result.Trial, pool int) (n int64) {
			for _, h := range tr.Firms[0].Pools[pool].Hours[struckDay*24 : (struckDay+1)*24] {
				n += h.Staffed
			}
			return n
		}
		tr := run(t, incident(SickWave, 0.5, func(p *Incident) { p.Pools, p.Warehouses = []string{"chat"}, []string{"hall"} }), nil)
		equal(t, "agents at the chat", 2*duty(tr, 0), duty(base, 0))
		equal(t, "agents on letters", duty(tr, 1), duty(base, 1))
		close6(t, "warehouse", line(tr, "hall").Capacity, line(base, "hall").Capacity/2)
		equal(t, "wages", tr.Firms[0].Costs.Staff, base.Firms[0].Costs.Staff)
	})
}

// shortShop is the shop of the tests with everything alive, for a few days.
func shortShop() *Scenario {
	sc := shop()
	sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 5), Drain: 15 * sim.Day}
	return sc
}

func TestASeasonThatIncidentsSpareIsTheSame(t *testing.T) {
	want := play(t, shortShop(), 0)
	for _, kind := range (IncidentKind("")).Values() {
		t.Run(kind+" that never happens, or has no severity", func(t *testing.T) {
			sc := shortShop()
			never, nothing := incident(IncidentKind(kind), 0.5, nil), incident(IncidentKind(kind), 0, nil)
			never.Chance, nothing.Name = 0, "nothing"
			sc.Incidents = []Incident{never, nothing}
			got := play(t, sc, 0)
			equal(t, "fingerprint", got.Fingerprint, want.Fingerprint)
			equal(t, "incidents", len(got.Emergencies), 0)
		})
	}
}

func TestAnIncidentAtOneFirmMovesNoOther(t *testing.T) {
	build := func(incidents ...Incident) *Scenario {
		sc := shortShop()
		other := sc.Carriers[0]
		other.Name = "other courier"
		sc.Carriers = append(sc.Carriers, other)
		sc.Firms = append(sc.Firms, shopFirm("bystander", "other courier"))
		sc.Authority.Escalates = 0 // its desk is shared
		sc.Incidents = incidents
		return sc
	}
	want := play(t, build(), 0)
	for _, kind := range []IncidentKind{StorefrontOutage, PaymentFailure, WarehouseStop, CarrierEmbargo, MassDefect, PriceError, Rumour, SickWave} {
		t.Run(string(kind), func(t *testing.T) {
			got := play(t, build(incident(kind, 0.5, func(p *Incident) { p.Firm, p.FewerOrders = "shop", 0 })), 0)
			if slices.Equal(got.Firms[0].Days, want.Firms[0].Days) {
				t.Error("it does nothing to the firm that it befalls")
			}
			if !slices.Equal(got.Firms[1].Days, want.Firms[1].Days) {
				t.Error("it changes another firm's days")
			}
		})
	}
}

func TestIncidentsAreDrawn(t *testing.T) {
	sc := Completed(*shortShop())
	p := NewIncident(WarehouseStop)
	least, most := Share(0.2), Share(0.6)
	p.Chance, p.Severity, p.SeverityTo, p.Lasts = 0.3, &least, &most, rng.MustExponential(float64(10*sim.Hour))
	p.Between = MomentSpan{At(Day(2026, 6, 2), oClock(12)), At(Day(2026, 6, 4), 0)}
	sc.Incidents = []Incident{p.completed()}
	var from, lasts, severity stats.Tally
	const seasons = 4000
	for r := range seasons {
		s := &season{span: newSpan(sc.Season), sc: &sc, key: rng.NewKey(5, uint64(r))}
		s.drawIncidents()
		for _, k := range s.strikes {
			if k.from%sim.Minute != 0 || k.to%sim.Minute != 0 || k.from < sim.Day+12*sim.Hour || k.from >= 3*sim.Day || k.severity < 0.2 || k.severity > 0.6 {
				t.Fatalf("%+v", k)
			}
			from.Add(float64(k.from) / float64(sim.Hour))
			lasts.Add(float64(k.to-k.from) / float64(sim.Hour))
			severity.Add(k.severity)
		}
	}
	nearShare(t, "seasons that it strikes", from.N(), seasons, 0.3)
	nearMean(t, "start, hours", from, 54-0.5/60)   // between 36 and 72, down to the minute
	nearMean(t, "length, hours", lasts, 10+0.5/60) // up to the minute
	nearMean(t, "severity", severity, 0.4)
	near(t, "spread of the start, hours", from.SD(), 36/math.Sqrt(12), 36/math.Sqrt(12)/math.Sqrt(float64(2*from.N())))
}

// TestTimeToHealIsTheFluidTime: a warehouse that takes c orders a day and gets d
// evenly, stopped for a time T, has made good T x d / (c - d) after the end.
func TestTimeToHealIsTheFluidTime(t *testing.T) {
	for _, c := range []struct {
		says       string
		d, c, stop float64 // a day, a day, hours
		heal       float64 // hours after the stop ends, by hand
	}{
		{"twice the capacity heals in the time of the stop", 1440, 2880, 10, 10},
		{"a third more heals in three times the time", 2160, 2880, 6, 18},
		{"a tenth more, a whole day's stop", 2880, 3168, 3, 30},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := evenly(road())
			f := &sc.Firms[0]
			f.Demand.Categories = f.Demand.Categories[:1]
			f.Demand.Categories[0].Orders, f.Demand.Categories[0].Items, f.Demand.Categories[0].Question = Rate(c.d), 1, 0
			f.Warehouses[0].Capacity = Capacity{Shifts: []Shift{{To: oClock(24), Rate: Rate(c.c)}}}
			sc.Incidents = []Incident{incident(WarehouseStop, 1, func(p *Incident) { p.Lasts = rng.MustConstant(c.stop * float64(sim.Hour)) })}
			wellFormed(t, sc)
			s, err := newSeason(sc, 0, TrialOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if by := c.stop * c.d / (c.c - c.d); math.Abs(by-c.heal) > 1e-9 {
				t.Fatalf("by formula %v h, by hand %v h", by, c.heal)
			}
			clear := struckDay*sim.Day + sim.Time((c.stop+c.heal)*float64(sim.Hour))
			line := s.firms[0].warehouses[0].line
			s.k.Run(struckDay*sim.Day - 1)
			calm := line.Queue()
			s.k.Run(struckDay*sim.Day + sim.Time(c.stop*float64(sim.Hour)) - 1)
			if got, want := float64(line.Queue()), c.stop*c.d/24; math.Abs(got-want) > 2+c.d/1440 {
				t.Errorf("%v wait at the end of the stop, want %v", got, want)
			}
			// Two minutes before the queue is longer than in calm days by two
			// minutes' worth of what is gained; two minutes after it is not.
			s.k.Run(clear - 2*sim.Minute - 1)
			early := line.Queue()
			s.k.Run(clear + 2*sim.Minute - 1)
			late := line.Queue()
			if late > calm+1 || early <= calm {
				t.Errorf("%d waited before the stop, %d just before the fluid's time, %d just after", calm, early, late)
			}
		})
	}
}

func TestAnIncidentLastsWholeMinutes(t *testing.T) {
	sc := Completed(*shortShop())
	for lasts, want := range map[sim.Time]sim.Time{sim.Second: sim.Minute, sim.Minute: sim.Minute, 90 * sim.Second: 2 * sim.Minute} {
		p := incident(WarehouseStop, 1, func(p *Incident) { p.Lasts = rng.MustConstant(float64(lasts)) })
		sc.Incidents = []Incident{p.completed()}
		s := &season{span: newSpan(sc.Season), sc: &sc, key: rng.NewKey(5, 0)}
		s.drawIncidents()
		equal(t, lasts.String(), s.strikes[0].to-s.strikes[0].from, want)
	}
}

func TestAPriceErrorLeavesDepositsAlone(t *testing.T) {
	sc := shop()
	sc.Incidents = []Incident{incident(PriceError, 0.5, func(p *Incident) { p.At = At(Day(2026, 11, 6), 0) })}
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.k.Run(s.strikes[0].from)
	deposits := 0
	for i := range s.sources {
		src := &s.sources[i]
		ordinary := float64(sc.Firms[0].Stock.PriceErrors)
		switch src.kind {
		case sourceDeposits:
			deposits++
			equal(t, src.name+": surges", len(src.surges), 0)
			close6(t, src.name+": mispriced", s.mispricing(&s.firms[0], src), ordinary)
		case sourceOrders:
			equal(t, src.name+": surges", len(src.surges), 1)
			close6(t, src.name+": mispriced", s.mispricing(&s.firms[0], src), 1-0.5*(1-ordinary))
		}
	}
	if deposits == 0 {
		t.Error("there are no deposits")
	}
}

// A contact centre alone has its streams grow.
func TestARumourMultipliesTheStreamsOfAContactCentre(t *testing.T) {
	build := func(incidents ...Incident) *Scenario {
		sc := shortShop()
		f := &sc.Firms[0]
		f.Demand.Categories = nil
		f.Service.Pools = f.Service.Pools[:1]
		f.Service.Pools[0].Contacts = []ContactStream{{Name: "calls", Reason: "question", Weekend: 1, Arrivals: "even", Rates: []Shift{{From: oClock(8), To: oClock(20), Rate: 1440}}}}
		sc.Incidents = incidents
		return sc
	}
	first := func(tr result.Trial) int64 {
		r := tr.Firms[0].Cohorts[struckDay]
		return r[result.Contacts] - r[result.Repeats]
	}
	base, tr := play(t, build(), 0), play(t, build(incident(Rumour, 0.5, func(p *Incident) { p.Contacts = factor(4) })), 0)
	equal(t, "contacts of the day", first(tr), 3*first(base))
}
