package models

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"peakready/sim"
	"peakready/sim/rng"
)

// TestMoreDemandContainsLess: minute by minute, source by source, the intentions
// at a multiplier are the first of those at a greater one, with the same luck.
func TestMoreDemandContainsLess(t *testing.T) {
	sc := Completed(*shop())
	stream := ContactStream{}.Defaults()
	stream.Name, stream.Rates = "calls", []Shift{{To: oClock(24), Rate: 5000}}
	sc.Firms[0].Service.Pools[0].Contacts = []ContactStream{stream}
	c := newSpan(sc.Season)
	open := func(x float64) []source {
		s := WithDemand(sc, x)
		f := &s.Firms[0]
		return c.sourcesOf(0, f, f.Demand.dayFactors(c), rng.NewKey(s.Seed, 3))
	}
	levels := []float64{0.5, 0.98, 1, 1.02, 2}
	key := rng.NewKey(sc.Seed, 3)
	var less [][]sim.Arrival // by source and minute
	for _, x := range levels {
		all := open(x)
		var came [][]sim.Arrival
		more := 0
		for i := range all {
			for m := range int64(c.demand) * 1440 {
				in := make([]sim.Arrival, all[i].open(key, m))
				all[i].arrive(key, newOrder(i, m, 0).A, 0, in)
				came = append(came, in)
				if less == nil {
					continue
				}
				was := less[len(came)-1]
				if len(was) > len(in) || !slices.Equal(was, in[:len(was)]) {
					t.Fatalf("x%v: in minute %d come %d of %s, at less demand %d, or at other times", x, m, len(in), all[i].name, len(was))
				}
				more += len(in) - len(was)
			}
		}
		if less != nil && more == 0 {
			t.Errorf("x%v has nobody more than less demand", x)
		}
		less = came
	}
}

func TestStrainsLeaveTheScenarioAndAllElseAlone(t *testing.T) {
	build := func() *Scenario {
		sc := shop()
		sc.Firms = append(sc.Firms, shopFirm("other", sc.Carriers[0].Name))
		p := &sc.Firms[0].Service.Pools[0]
		p.Teams = []Team{{Name: "team", Skills: p.Reasons[:1], Staffing: crew(9, 17, 2)}}
		stream := ContactStream{}.Defaults()
		stream.Name, stream.Rates = "calls", []Shift{{To: oClock(24), Rate: 10}}
		p.Contacts = []ContactStream{stream}
		return sc
	}
	sc, first := build(), build().Firms[0].Name
	for _, c := range []struct {
		says string
		of   Scenario
		// What it must be equal to when this is undone.
		undo func(sc *Scenario)
	}{
		{"demand of one firm", WithDemand(*sc, 1.5, first), func(s *Scenario) {
			if s.Firms[0].Demand.Scale != 1.5 || s.Firms[0].Service.Pools[0].Contacts[0].Rates[0].Rate != 15 {
				t.Errorf("demand %v, calls %v", s.Firms[0].Demand.Scale, s.Firms[0].Service.Pools[0].Contacts[0].Rates[0].Rate)
			}
			s.Firms[0].Demand.Scale, s.Firms[0].Service.Pools[0].Contacts[0].Rates[0].Rate = 1, 10
		}},
		{"agents of one firm", WithAbsent(*sc, 0.5, first), func(s *Scenario) {
			for j := range s.Firms[0].Service.Pools {
				p, was := &s.Firms[0].Service.Pools[j], &sc.Firms[0].Service.Pools[j]
				if got, want := float64(p.Staffing.Shrinkage), 1-(1-float64(was.Staffing.Shrinkage))/2; math.Abs(got-want) > 1e-12 {
					t.Errorf("shrinkage %v, want %v", got, want)
				}
				p.Staffing.Shrinkage = was.Staffing.Shrinkage
				for k := range p.Teams {
					if p.Teams[k].Staffing.Shrinkage != 0.5 {
						t.Errorf("shrinkage of a team %v", p.Teams[k].Staffing.Shrinkage)
					}
					p.Teams[k].Staffing.Shrinkage = 0
				}
			}
		}},
		{"couriers", WithoutCouriers(*sc, 0.25), func(s *Scenario) {
			for i := range s.Carriers {
				for j := range s.Carriers[i].Hub.Shifts {
					s.Carriers[i].Hub.Shifts[j].Rate /= 0.75
				}
				for j := range s.Carriers[i].Stations.Shifts {
					s.Carriers[i].Stations.Shifts[j].Rate /= 0.75
				}
			}
		}},
	} {
		t.Run(c.says, func(t *testing.T) {
			strained := c.of
			if reflect.DeepEqual(strained.Firms, sc.Firms) && reflect.DeepEqual(strained.Carriers, sc.Carriers) {
				t.Error("nothing is strained")
			}
			if !reflect.DeepEqual(sc, build()) {
				t.Error("the scenario itself has changed")
			}
			c.undo(&strained)
			for i := range strained.Carriers { // from nil to empty
				strained.Carriers[i].Hub.Temps, strained.Carriers[i].Stations.Temps = sc.Carriers[i].Hub.Temps, sc.Carriers[i].Stations.Temps
			}
			for i := range strained.Firms {
				for j := range strained.Firms[i].Service.Pools {
					p, was := &strained.Firms[i].Service.Pools[j], &sc.Firms[i].Service.Pools[j]
					if len(p.Teams) == 0 && len(was.Teams) == 0 {
						p.Teams = was.Teams
					}
					if len(p.Contacts) == 0 && len(was.Contacts) == 0 {
						p.Contacts = was.Contacts
					}
				}
			}
			if !reflect.DeepEqual(strained.Firms, sc.Firms) {
				t.Error("something else of the firms has changed")
			}
			for i := range sc.Carriers {
				for j, s := range sc.Carriers[i].Hub.Shifts {
					if math.Abs(float64(strained.Carriers[i].Hub.Shifts[j].Rate/s.Rate)-1) > 1e-12 {
						t.Error("a hub has changed")
					}
				}
			}
		})
	}
}

// TestAbsentAgentsAreAbsent: half of all agents away are half the hours at the desk.
func TestAbsentAgentsAreAbsent(t *testing.T) {
	hours := func(sc *Scenario) (n float64) {
		tr, err := RunTrial(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for p := range tr.Firms[0].Pools {
			for h := range tr.Firms[0].Pools[p].Hours {
				n += float64(tr.Firms[0].Pools[p].Hours[h].Staffed)
			}
		}
		return n
	}
	sc := shop()
	for i := range sc.Firms[0].Service.Pools { // even numbers: heads are whole
		p := &sc.Firms[0].Service.Pools[i]
		p.Staffing, p.Temps, p.Teams = crew(8, 22, 4), nil, nil
	}
	half := WithAbsent(*sc, 0.5)
	if all, few := hours(sc), hours(&half); !(math.Abs(few/all-0.5) < 0.01) {
		t.Errorf("%v hours at the desk of %v", few, all)
	}
}
