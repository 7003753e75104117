package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/flow"
)

// week is Thursday 5 to Wednesday 11 November 2026.
var week = newSpan(Season{From: Day(2026, 11, 5), To: Day(2026, 11, 11)})

func at(d Date, hour float64) sim.Time {
	return sim.Time(week.day(d))*sim.Day + sim.Time(oClock(hour))
}

// perHour reads a line's schedule, which is in units a minute.
func perHour(s flow.Schedule, t sim.Time) float64 { return 60 * s.At(t) }

func TestLineCapacity(t *testing.T) {
	night := Shift{From: oClock(20), To: oClock(4), Rate: 24 * 100}
	day := Shift{From: oClock(8), To: oClock(22), Rate: 24 * 60}
	fifth, tenth := Day(2026, 11, 5), Day(2026, 11, 10)
	for _, c := range []struct {
		what string
		p    Capacity
		day  Date
		want map[float64]float64 // hour: units an hour
	}{
		{"a shift holds from its start, included, to its end", Capacity{Shifts: []Shift{day}}, fifth,
			map[float64]float64{7.99: 0, 8: 60, 21.99: 60, 22: 0}},
		{"a shift past midnight holds in the small hours of every day", Capacity{Shifts: []Shift{night}}, fifth,
			map[float64]float64{0: 100, 3.99: 100, 4: 0, 19.99: 0, 20: 100, 23.99: 100}},
		{"shifts that overlap add up", Capacity{Shifts: []Shift{day, night}}, fifth,
			map[float64]float64{1: 100, 5: 0, 12: 60, 21: 160, 23: 100}},
		{"a shift to 24:00 ends at midnight", Capacity{Shifts: []Shift{{From: oClock(18), To: oClock(24), Rate: 24}}}, fifth,
			map[float64]float64{0: 0, 17: 0, 23.99: 1}},
		{"changes multiply on their days, both ends included, and with each other", Capacity{Shifts: []Shift{day}, Changes: []CapacityChange{
			{From: Day(2026, 11, 9), To: tenth, Factor: 2}, {From: tenth, To: Day(2026, 11, 11), Factor: 1.5}}}, tenth,
			map[float64]float64{12: 180}},
		{"a change is over on the day after it", Capacity{Shifts: []Shift{day}, Changes: []CapacityChange{
			{From: Day(2026, 11, 8), To: Day(2026, 11, 9), Factor: 2}}}, tenth, map[float64]float64{12: 60}},
		{"a share of the capacity rests at the weekend", Capacity{Shifts: []Shift{day}, WeekendOff: 0.25}, Day(2026, 11, 7),
			map[float64]float64{12: 45}},
		{"on a Monday nothing rests", Capacity{Shifts: []Shift{day}, WeekendOff: 0.25}, Day(2026, 11, 9), map[float64]float64{12: 60}},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := c.p.rates(week, nil)
			for h, want := range c.want {
				close6(t, fmt.Sprintf("at %v h", h), perHour(s, at(c.day, h)), want)
			}
		})
	}
	t.Run("the day's stretch multiplies", func(t *testing.T) {
		s := Capacity{Shifts: []Shift{day}}.rates(week, func(d int) float64 { return 0.1 * float64(d) })
		close6(t, "on day 3", perHour(s, at(Day(2026, 11, 8), 12)), 18)
	})
	t.Run("temporary hands come after training, learn in a straight line, work in the line's hours, and go", func(t *testing.T) {
		p := Capacity{Shifts: []Shift{day}, Temps: []LineTemps{{
			Hired: Day(2026, 11, 4), Training: 36 * sim.Hour, Until: tenth, Rate: 24 * 30, Start: 0.4, Learning: 3 * sim.Day}}}
		s := p.rates(week, nil)
		for d, want := range map[Date]float64{
			fifth: 60, Day(2026, 11, 6): 60 + 30*0.4, Day(2026, 11, 7): 60 + 30*0.6, Day(2026, 11, 8): 60 + 30*0.8,
			Day(2026, 11, 9): 90, tenth: 90, Day(2026, 11, 11): 60,
		} {
			close6(t, d.String(), perHour(s, at(d, 12)), want)
		}
		close6(t, "at night", perHour(s, at(tenth, 23)), 0)
	})
	t.Run("a day's capacity is its rate times its hours", func(t *testing.T) {
		for d, n := range (Capacity{Shifts: []Shift{day, night}}).perDay(week, nil) {
			close6(t, fmt.Sprintf("day %d", d), n, 14*60+8*100)
		}
	})
}

func TestStaffing(t *testing.T) {
	base := []Agents{{From: oClock(8), To: oClock(20), Agents: 10}, {From: oClock(18), To: oClock(2), Agents: 4}}
	thursday, saturday := Day(2026, 11, 5), Day(2026, 11, 7)
	for _, c := range []struct {
		what string
		p    Staffing
		day  Date
		hour float64
		want float64
	}{
		{"agents of overlapping shifts add up", Staffing{Shifts: base, Weekend: 1}, thursday, 19, 14},
		{"a late shift goes on after midnight", Staffing{Shifts: base, Weekend: 1}, thursday, 1, 4},
		{"nobody is there between shifts", Staffing{Shifts: base, Weekend: 1}, thursday, 5, 0},
		{"shrinkage takes its share, in whole heads: 10 x 0.68 is 7", Staffing{Shifts: base, Weekend: 1, Shrinkage: 0.32}, thursday, 12, 7},
		{"Saturday has its factor: 10 x 0.5", Staffing{Shifts: base, Weekend: 0.5}, saturday, 12, 5},
		{"Thursday has not", Staffing{Shifts: base, Weekend: 0.5}, thursday, 12, 10},
		{"a change multiplies", Staffing{Shifts: base, Weekend: 1, Changes: []StaffChange{{From: thursday, To: thursday, Factor: 1.5}}}, thursday, 12, 15},
		{"a change is over on the next day", Staffing{Shifts: base, Weekend: 1, Changes: []StaffChange{{From: thursday, To: thursday, Factor: 1.5}}}, thursday + 1, 12, 10},
		{"a change with shifts replaces the shifts, edges and all", Staffing{Shifts: base, Weekend: 1, Changes: []StaffChange{
			{From: thursday, To: thursday, Factor: 1, Shifts: []Agents{{From: oClock(4.5), To: oClock(6), Agents: 20}}}}}, thursday, 5, 20},
		{"where it has none, nobody is there", Staffing{Shifts: base, Weekend: 1, Changes: []StaffChange{
			{From: thursday, To: thursday, Factor: 1, Shifts: []Agents{{From: oClock(4.5), To: oClock(6), Agents: 20}}}}}, thursday, 12, 0},
	} {
		t.Run(c.what, func(t *testing.T) { equal(t, "agents", c.p.agents(week).At(at(c.day, c.hour)), c.want) })
	}
	t.Run("temps are on duty once trained, at a speed that grows to that of the others", func(t *testing.T) {
		a := AgentTemps{Hired: Day(2026, 11, 4), Training: 2 * sim.Day, Until: Day(2026, 11, 10), Start: 0.4, Learning: 3 * sim.Day,
			Shifts: []Agents{{From: oClock(9), To: oClock(18), Agents: 10}}}
		n, speed := a.agents(week, 0.3)
		for d, want := range map[Date][2]float64{
			Day(2026, 11, 5): {0, 0.4}, Day(2026, 11, 6): {7, 0.4}, Day(2026, 11, 7): {7, 0.6}, Day(2026, 11, 9): {7, 1},
			Day(2026, 11, 10): {7, 1}, Day(2026, 11, 11): {0, 1},
		} {
			equal(t, "on duty on "+d.String(), n.At(at(d, 12)), want[0])
			close6(t, "speed on "+d.String(), speed.At(at(d, 12)), want[1])
		}
		equal(t, "before nine", n.At(at(Day(2026, 11, 9), 8.9)), 0)
	})
	t.Run("groups of agents add up to a desk's hours", func(t *testing.T) {
		s := sumSchedules([]flow.Schedule{crew(8, 12, 3).agents(week), crew(10, 14, 4).agents(week)})
		for h, want := range map[float64]float64{7: 0, 8: 3, 11: 7, 13: 4, 14: 0} {
			equal(t, fmt.Sprintf("at %v h", h), s.At(at(thursday, h)), want)
		}
		if next, ok := opens(s, at(thursday, 15)); !ok || next != at(thursday+1, 8) {
			t.Errorf("closed on Thursday at 15, it opens at %v", next)
		}
		if _, ok := opens(s, at(Day(2026, 11, 11), 15)); ok {
			t.Error("it opens again after the last day")
		}
	})
}

// TestCapacityAtWork reads the schedules back from what the lines have done.
func TestCapacityAtWork(t *testing.T) {
	sc := shop()
	sc.Firms[0].Warehouses[0].Capacity = byHour(8, 22, 40) // far too little: always busy
	tr := play(t, sc, 0)
	c := newSpan(sc.Season)
	var hall result.LineTrial
	for i, h := range lineHeads(sc) {
		if h.Kind == "warehouse" {
			hall = tr.Lines[i]
		}
	}
	t.Run("a line with a backlog passes what its capacity allows and the rest waits", func(t *testing.T) {
		var left, capacity float64
		queue := int64(0)
		for d := c.from; d <= c.to; d++ {
			if hall.Days[d].Queue == 0 {
				t.Fatalf("no backlog on %s", c.date(d))
			}
			left += float64(hall.Days[d].Left)
			capacity += hall.Days[d].Capacity
			queue = hall.Days[d].Queue
		}
		if queue < 1000 {
			t.Errorf("backlog at the end %d", queue)
		}
		days := float64(c.to - c.from + 1)
		close6(t, "capacity in parcels", capacity, days*14*40/1.3)
		// items a parcel: geometric from 1, mean 1.3, variance 0.39
		near(t, "parcels", left, capacity, 0.625/1.3*math.Sqrt(capacity)+1)
	})
}

func TestWavesAndPickups(t *testing.T) {
	clocks := []sim.Time{sim.Time(oClock(12)), sim.Time(oClock(18))}
	for _, c := range []struct{ now, want float64 }{{0, 12}, {12, 12}, {12.1, 18}, {18, 18}, {18.1, 36}, {23.9, 36}, {24, 36}} {
		t.Run(fmt.Sprintf("after %v h comes the one at %v h", c.now, c.want), func(t *testing.T) {
			equal(t, "next", following(sim.Time(oClock(c.now)), clocks), sim.Time(oClock(c.want)))
		})
	}
	t.Run("orders are packed only after their wave, parcels leave only with a pickup", func(t *testing.T) {
		sc := endless(shop())
		sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 5), Drain: 10 * sim.Day}
		w := &sc.Firms[0].Warehouses[0]
		w.Waves, w.Pickups = []Clock{oClock(7), oClock(15)}, []Clock{oClock(20)}
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		hours := map[string]map[sim.Time]int{"warehouse/packed": {}, "warehouse/picked up": {}}
		s.k.SetTrace(func(now sim.Time, name string, _ uint64) {
			if h := hours[name]; h != nil {
				h[now%sim.Day/sim.Minute]++
			}
		})
		s.k.Run(s.horizon() - 1)
		equal(t, "minutes of packing", fmt.Sprint(len(hours["warehouse/packed"])), "2")
		equal(t, "minutes of pickup", fmt.Sprint(len(hours["warehouse/picked up"])), "1")
		if hours["warehouse/packed"][7*60] == 0 || hours["warehouse/packed"][15*60] == 0 || hours["warehouse/picked up"][20*60] == 0 {
			t.Error(hours)
		}
		if a := s.audit(); len(a.Broken) > 0 {
			t.Error(a.Broken)
		}
	})
}
