package study

import (
	"math"
	"slices"
	"testing"

	"peakready/models"
	"peakready/sim"
)

// dissected is a checked scenario taken apart at full size.
func dissected(t *testing.T, sc *models.Scenario, firms []string, kinds bool) *Dissection {
	t.Helper()
	sc.Check(func(path, wrong, right string) { t.Fatalf("the test's scenario: %s %s; %s", path, wrong, right) })
	d, err := Dissect(sc, firms, kinds, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// unitNamed is the index of a capacity among those with a next unit.
func unitNamed(t *testing.T, d *Dissection, name string) int {
	t.Helper()
	i := slices.IndexFunc(d.next, func(p part) bool { return p.name == name })
	if i < 0 {
		t.Fatalf("there is no unit of %q", name)
	}
	return i
}

func TestASpareCarrierIsACapacity(t *testing.T) {
	backlog := models.Figure(0.7)
	build := func(firmOfRule string) *models.Scenario {
		sc := town(firm("one", "tight", 60), firm("two", "tight", 60))
		rule := models.ContingencyRule{}.Defaults()
		rule.Name, rule.Firm, rule.Lasts = "spare carrier", firmOfRule, 2*sim.Day
		rule.When = models.Condition{Measure: "stations.backlog_d", Above: &backlog, For: 2 * sim.Hour}
		calls := models.Remedy{}.Defaults()
		calls.Action, calls.Carrier, calls.Share = "spare carrier", "wide", 0.2
		rule.Do = []models.Remedy{calls}
		sc.Contingency = []models.ContingencyRule{rule}
		return sc
	}
	for _, c := range []struct {
		says, rule string
		firms      []string
		want       bool
	}{
		{"of the firm whose rule calls for it", "one", []string{"one"}, true},
		{"not of a firm without the rule", "one", []string{"two"}, false},
		{"of every firm where the rule is everybody's", "", []string{"two"}, true},
		{"of all firms together", "two", nil, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			var networks []string
			for _, p := range dissected(t, build(c.rule), c.firms, false).capacities {
				if len(p.carriers) > 0 {
					networks = append(networks, p.name)
				}
			}
			want := []string{"hub of tight", "last mile of tight"}
			if c.want {
				want = append(want, "hub of wide", "last mile of wide")
			}
			if !slices.Equal(networks, want) {
				t.Errorf("%q, want %q", networks, want)
			}
		})
	}
}

// TestUnitsOfCarriers: 1,000 parcels a day more, or a tenth of what a line takes on an
// ordinary day, at the carrier's price for the days of the window.
func TestUnitsOfCarriers(t *testing.T) {
	sc := town(firm("one", "tight", 60), firm("two", "wide", 60))
	sc.Carriers[0].Hub, sc.Carriers[0].Stations, sc.Carriers[0].Price = around(20000), around(5000), 300
	sc.Carriers[1].Hub, sc.Carriers[1].Stations, sc.Carriers[1].Price = around(4000), around(50000), 700
	// Of 20,000 a day at the hub 1,000 are a twentieth, of 5,000 at the stations a
	// tenth are 500.
	factors := map[string][2]float64{"hub": {1.05, 1.1}, "last mile": {1.1, 1.02}}
	capacity := func(line string, carrier int) float64 {
		hub, stations := models.CarrierCapacity(sc, carrier)
		if line == "hub" {
			return hub
		}
		return stations
	}
	rate := func(line string, c *models.Carrier) float64 {
		if line == "hub" {
			return float64(c.Hub.Shifts[0].Rate)
		}
		return float64(c.Stations.Shifts[0].Rate)
	}
	near := func(t *testing.T, what string, got, want float64) {
		t.Helper()
		if !(want > 0) || math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for line, factor := range factors {
		t.Run(line+" of each carrier", func(t *testing.T) {
			d := dissected(t, sc, nil, false)
			for i, name := range []string{"tight", "wide"} {
				u := unitNamed(t, d, line+" of "+name)
				more := copied(sc)
				d.next[u].add(more)
				for j := range sc.Carriers {
					by := 1.0
					if j == i {
						by = factor[i]
					}
					near(t, "rate of carrier "+sc.Carriers[j].Name, rate(line, &more.Carriers[j]), by*rate(line, &sc.Carriers[j]))
				}
				near(t, "cost", d.costs[u], (factor[i]-1)*capacity(line, i)*float64(sc.Carriers[i].Price)/100)
				if d.hours[u] != 0 {
					t.Errorf("%v hours of agents", d.hours[u])
				}
			}
		})
		t.Run(line+" of every carrier together", func(t *testing.T) {
			d := dissected(t, sc, nil, true)
			u := unitNamed(t, d, line+" of every carrier")
			more, cost := copied(sc), 0.0
			d.next[u].add(more)
			for i := range sc.Carriers {
				near(t, "rate of carrier "+sc.Carriers[i].Name, rate(line, &more.Carriers[i]), factor[i]*rate(line, &sc.Carriers[i]))
				cost += (factor[i] - 1) * capacity(line, i) * float64(sc.Carriers[i].Price) / 100
			}
			near(t, "cost", d.costs[u], cost)
		})
	}
}

// TestOneAgentMoreWorksAtWeekendsWhereTheDeskDoes: the window of the town is the 14
// days from a Friday, with four days of weekends.
func TestOneAgentMoreWorksAtWeekendsWhereTheDeskDoes(t *testing.T) {
	for _, c := range []struct {
		says    string
		weekend models.Factor
		days    float64
	}{
		{"all of it at weekends", 1, 14}, {"half of it at weekends", 0.5, 14}, {"nobody at weekends", 0, 10},
	} {
		t.Run(c.says, func(t *testing.T) {
			sc := town(firm("shop", "wide", 60))
			sc.Season.CoolDown = 0
			pool := &sc.Firms[0].Service.Pools[0]
			pool.Wage = 4000
			pool.Staffing = models.Staffing{Weekend: c.weekend, Shifts: []models.Agents{{From: hours(9), To: hours(17), Agents: 4}}}
			d := dissected(t, sc, nil, false)
			u := unitNamed(t, d, "desk")
			if got := d.hours[u]; math.Abs(got-8*c.days) > 1e-6 {
				t.Errorf("%v hours in the window, want %v", got, 8*c.days)
			}
			if got := d.costs[u]; math.Abs(got-40*8*c.days) > 1e-4 {
				t.Errorf("CNY %v, want %v", got, 40*8*c.days)
			}
		})
	}
}
