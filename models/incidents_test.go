package models

import (
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
)

func TestDetectorOnHandMadeSequences(t *testing.T) {
	one := likeness{firm: 3, cause: result.Quality}
	days := func(ds ...float64) (ts []sim.Time) {
		for _, d := range ds {
			ts = append(ts, sim.Time(d*float64(sim.Day)))
		}
		return ts
	}
	for _, c := range []struct {
		what string
		at   []sim.Time
		want []result.Incident
	}{ // three complaints in seven days; over when fewer than three are left
		{"two of three are none", days(1, 2), nil},
		{"three within the window are one, from the first of them", days(1, 2, 3), []result.Incident{{First: 1, Found: 3, Size: 3}}},
		{"three that a window does not hold are none", days(1, 4, 8.5), nil},
		{"a complaint exactly a window old has left it", days(1, 4, 8), nil},
		{"a tick younger it has not", []sim.Time{sim.Day, 4 * sim.Day, 8*sim.Day - 1}, []result.Incident{{First: 1, Found: 7, Size: 3}}},
		{"it grows while the rate lasts and counts once", days(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), []result.Incident{{First: 1, Found: 3, Size: 10}}},
		{"it ends when fewer than three are left, and the next is another", days(1, 2, 3, 11, 12, 13, 14), []result.Incident{{First: 1, Found: 3, Size: 3}, {First: 11, Found: 13, Size: 4}}},
		{"one that comes as two are left ends it and, with them, is another", days(1, 2, 3, 8.5), []result.Incident{{First: 1, Found: 3, Size: 3}, {First: 2, Found: 8, Size: 3}}},
		{"three at once are one", days(5, 5, 5), []result.Incident{{First: 5, Found: 5, Size: 3}}},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := newDetector(MassIncident{Complaints: 3, Within: 7 * sim.Day, EndsBelow: 1})
			for _, at := range c.at {
				d.lodged(one, at)
			}
			for i := range c.want {
				c.want[i].Firm, c.want[i].Cause = 3, result.Quality
			}
			if !reflect.DeepEqual(d.found, c.want) {
				t.Errorf("got %+v, want %+v", d.found, c.want)
			}
		})
	}
	for _, c := range []struct {
		what string
		at   []sim.Time
		want []int64 // sizes
	}{ // four complaints in seven days; over when fewer than two are left
		{"with two left in the window it goes on", days(1, 2, 3, 4, 9.5, 9.6), []int64{6}},
		{"with one left it is over", days(1, 2, 3, 4, 10.5, 10.6), []int64{4}},
		{"and the next four are another", days(1, 2, 3, 4, 18, 19, 20, 21, 22), []int64{4, 5}},
		{"but three are not", days(1, 2, 3, 4, 18, 19, 20), []int64{4}},
	} {
		t.Run("half the threshold ends it: "+c.what, func(t *testing.T) {
			d := newDetector(MassIncident{Complaints: 4, Within: 7 * sim.Day, EndsBelow: 0.5})
			for _, at := range c.at {
				d.lodged(one, at)
			}
			var sizes []int64
			for _, m := range d.found {
				sizes = append(sizes, m.Size)
			}
			if !reflect.DeepEqual(sizes, c.want) {
				t.Errorf("got %v, want %v", sizes, c.want)
			}
		})
	}
	t.Run("another firm, another cause and the other docket are not alike", func(t *testing.T) {
		d := newDetector(MassIncident{Complaints: 2, Within: sim.Day})
		for i, who := range []likeness{one, {firm: 4, cause: result.Quality}, {firm: 3, cause: result.Delay}, {firm: 3, cause: result.Quality, route: result.CourierRegulator}} {
			d.lodged(who, sim.Time(i)*sim.Hour)
		}
		equal(t, "incidents", len(d.found), 0)
	})
}
