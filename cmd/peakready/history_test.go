package main

import (
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"peakready/models"
	"peakready/models/result"
	"peakready/scenarios"
)

// year runs one replication of a scenario of scenarios/history at a scale.
func year(t *testing.T, name string, scale float64) (result.Trial, models.Date) {
	t.Helper()
	file, err := scenarios.Load(filepath.Join("..", "..", "scenarios", "history", name), nil)
	if err != nil {
		t.Fatal(err)
	}
	sc := models.Scaled(file.Scenario, scale)
	trial, err := models.RunTrial(&sc, 0, models.TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return trial, models.Date(models.HeadOf(&sc).Start)
}

// TestHistoryParcelsAgainstPublishedTotals: orders of the day and a capacity are
// given, the parcels of 11 to 16 November and the days to clear them are not.
// One replication's Poisson error is 0.2% of the total, far inside the 5%.
func TestHistoryParcelsAgainstPublishedTotals(t *testing.T) {
	for _, c := range []struct {
		file      string
		year      int
		published float64 // thousands on 11-16 November at 1:1000
		capacity  float64 // hub, parcels a day
		served    [2]int  // November days between which the stations run empty
	}{
		{"parcels-2013.yaml", 2013, 346e3, 65170, [2]int{20, 22}},
		{"parcels-2014.yaml", 2014, 540e3, 102600, [2]int{23, 25}},
	} {
		t.Run(c.file, func(t *testing.T) {
			trial, start := year(t, c.file, 1)
			day := func(n int) int { return int(models.Day(c.year, time.November, n) - start) }
			hub, stations := trial.Lines[0].Days, trial.Lines[1].Days

			var shipped int64
			for n := 11; n <= 16; n++ {
				shipped += trial.Firms[0].Days[day(n)][result.Shipped]
			}
			if off := float64(shipped)/c.published - 1; math.Abs(off) > 0.05 {
				t.Errorf("%d parcels handed over on 11-16 November, published %.0f: off by %.1f%%", shipped, c.published, 100*off)
			}
			// The fluid backlog by hand while the hub is never idle: what was
			// there, and what came, less a day's capacity.
			queue := float64(hub[day(11)].Queue)
			for n := 12; n <= 15; n++ {
				queue += float64(hub[day(n)].Entered) - c.capacity
				if got := float64(hub[day(n)].Queue); math.Abs(got-queue) > 0.01*c.capacity {
					t.Errorf("%d November: %.0f parcels wait at the hub, by hand %.0f", n, got, queue)
				}
			}
			last := 0
			for n := 11; n <= 30; n++ {
				if stations[day(n)].Queue > 100 {
					last = n
				}
			}
			if last < c.served[0] || last >= c.served[1] {
				t.Errorf("parcels wait at the stations until %d November; the README says %d to %d", last, c.served[0], c.served[1])
			}
		})
	}
}

// TestSixteenFirmsFromAugustAreTheSameFirms: the longer season differs from
// sixteen-firms.yaml in its dates and in what it is put beside, and in nothing
// that could have been fitted.
func TestSixteenFirmsFromAugustAreTheSameFirms(t *testing.T) {
	load := func(parts ...string) models.Scenario {
		file, err := scenarios.Load(filepath.Join(append([]string{"..", "..", "scenarios"}, parts...)...), nil)
		if err != nil {
			t.Fatal(err)
		}
		return file.Scenario
	}
	short, long := load("sixteen-firms.yaml"), load("history", "sixteen-firms-from-august.yaml")
	if long.Season.From != models.Day(2012, time.August, 1) || long.Season.To != short.Season.To {
		t.Errorf("the season is %s to %s", long.Season.From, long.Season.To)
	}
	for i, p := range long.Published {
		if p.Calibrated {
			t.Errorf("published[%d] is calibrated; nothing was fitted to this season", i)
		}
	}
	long.Name, long.Season, long.Replications, long.Published = short.Name, short.Season, short.Replications, short.Published
	if !reflect.DeepEqual(short, long) {
		t.Error("it is another scenario than sixteen-firms.yaml")
	}
}

// TestOneFigureOfSixteenFirmsIsCalibrated: the file says of one input that it
// is calibrated, and of one published figure that it was met by it.
func TestOneFigureOfSixteenFirmsIsCalibrated(t *testing.T) {
	text, err := scenarios.Files.ReadFile("sixteen-firms.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "# calibrated"); n != 1 {
		t.Errorf("%d inputs are named calibrated", n)
	}
	if n := strings.Count(string(text), "calibrated: yes"); n != 1 {
		t.Errorf("%d published figures are calibrated", n)
	}
}

// TestHistoryComplaintsTrailTheSale: the rule of 30 days moves the complaints
// about Double 11 from November to December. At a tenth of 1:1000 September has
// about 300, December about 1,000: 25 standard errors apart.
func TestHistoryComplaintsTrailTheSale(t *testing.T) {
	trial, start := year(t, "courier-complaints-2012-13-unquoted.yaml", 0.1)
	late := func(c result.Counter, y int, m time.Month) (n int64) {
		for d := models.Day(y, m, 1); d < models.Day(y, m+1, 1); d++ {
			n += trial.Firms[0].Days[d-start][c]
		}
		return n
	}
	firm, regulator := result.ToFirm(result.Delay), result.ToAuthority(result.Delay)
	if nov, oct := late(firm, 2012, time.November), late(firm, 2012, time.October); nov < 2*oct {
		t.Errorf("firms hear %d complaints in November, %d in October; want twice as many or more", nov, oct)
	}
	sep, nov, dec := late(regulator, 2012, time.September), late(regulator, 2012, time.November), late(regulator, 2012, time.December)
	if float64(nov) > 1.3*float64(sep) || float64(dec) < 2.5*float64(sep) {
		t.Errorf("the regulator hears %d in September, %d in November, %d in December; want the rise in December only", sep, nov, dec)
	}
}
