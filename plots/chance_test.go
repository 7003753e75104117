package plots

import (
	"math"
	"testing"

	"peakready/models/result"
)

func TestPoissonTail(t *testing.T) {
	for _, c := range []struct{ k, mean, want float64 }{
		{3, 1, 1 - 2.5*math.Exp(-1)}, // 1 - e^-1 (1 + 1 + 1/2)
		{1, 0.5, 1 - math.Exp(-0.5)},
		{2, 3, 1}, // not above the mean
	} {
		if got := poissonAtLeast(c.k, c.mean); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("P(X >= %v | %v) is %v, want %v", c.k, c.mean, got, c.want)
		}
	}
}

func TestWhatStandsOut(t *testing.T) {
	even := func(n int, v float64) []float64 {
		ys := make([]float64, n)
		for i := range ys {
			ys[i] = v
		}
		return ys
	}
	burst, speck := even(120, 10), even(120, 0.6)
	for i := range 5 {
		burst[40+i] = 30
	}
	speck[59] = 1.7 // 5 in three seasons, of 216
	for _, c := range []struct {
		name    string
		ys      []float64
		seasons int
		ok      bool
	}{
		{"a burst", burst, 1, true},
		{"a day of five among 216", speck, 3, false},
		{"an even series", even(120, 10), 3, false},
		{"nineteen in all", append(even(119, 0), 19), 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if middle, ok := standsOut(c.ys, c.seasons); ok != c.ok || ok && (middle < 40 || middle > 46) {
				t.Errorf("got day %d, %v; want %v", middle, ok, c.ok)
			}
		})
	}
}

func TestAFindingSaysOnWhichSeasonsItRests(t *testing.T) {
	run := &result.Run{Start: 20758, To: 20, NDays: 21, Trials: make([]result.Trial, 3)}
	firm := func(name string, seasons ...float64) docketed {
		d := docketed{name: name, firms: 1, seasons: seasons}
		for c := range d.parts {
			d.parts[c] = make([]float64, 21)
		}
		d.parts[result.Delay][15] = sumOf(seasons) / 3
		return d
	}
	for _, c := range []struct {
		name, want string
		firms      []docketed
	}{
		{"in every season", "A alone draws 60% of the complaints to the authorities; they peak at 14 a day on 15–21 Nov, most for delay", []docketed{firm("A", 60, 60, 60), firm("B", 40, 40, 40)}},
		{"in one of three", "A alone draws 60% of the complaints to the authorities in the mean, half or more in 1 of 3 seasons; they peak at 14 a day on 15–21 Nov, most for delay", []docketed{firm("A", 160, 10, 10), firm("B", 20, 50, 50)}},
		{"one season made them", "A alone draws 88% of the complaints to the authorities, most of them in one of 3 seasons; they peak at 14 a day on 15–21 Nov, most for delay", []docketed{firm("A", 264, 0, 0), firm("B", 0, 18, 18)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := docketSentence(run, c.firms); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	t.Run("a cause that leads in one season of three", func(t *testing.T) {
		g := grieving{seasons: [][result.Causes]float64{{result.Delay: 500}, {result.Delay: 10, result.Quality: 150}, {result.Delay: 10, result.Quality: 150}}}
		if got := g.held(result.Delay); got != ", though it is the first cause in 1 of 3 seasons only" {
			t.Errorf("got %q", got)
		}
		g.seasons[0][result.Delay] = 5000
		if got := g.held(result.Delay); got != ", most of them in one of 3 seasons" {
			t.Errorf("got %q", got)
		}
	})
}

func TestOpenCasesAreTheSeasonsOwnPeaks(t *testing.T) {
	run := cityOf(2, 2)
	for k := range run.Trials { // the worst days of the seasons differ, so that the median of days is lower
		for r := range run.Trials[k].Docket.Days {
			for d := range run.Trials[k].Docket.Days[r] {
				run.Trials[k].Docket.Days[r][d].Backlog = 0
			}
			run.Trials[k].Docket.Days[r][run.From+3+k].Backlog = int64(10 + 4*k)
		}
	}
	sum := run.Summary()
	of := [result.Routes]band{openCases(run, 0), openCases(run, 1)}
	want := "The consumer authority has 12 cases open on its worst day (10 to 14 by season) and the courier regulator has 12 cases open on its worst day (10 to 14 by season)"
	if got := openSentence(run, &sum, of); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTheReportHasTheAuthorities(t *testing.T) {
	run := cityOf(3, 2)
	run.Incident, run.Scale = result.IncidentRule{Complaints: 30, Within: 7, EndsBelow: 0.5}, 0.01
	run.Command = "peakready run city.yaml --scale 1%"
	run.Trials[0].Docket.Incidents = []result.Incident{{Firm: 1, Cause: result.Delay, Route: result.CourierRegulator, Found: run.From + 2, Size: 44}}
	run.Published = []result.Published{
		{Metric: "delivery.late_share", Place: run.Window(), Value: 0.125, Low: math.NaN(), High: math.NaN(), Year: 2012, Source: "a survey", Basis: result.Uncalibrated},
	}
	sum := run.Summary()
	p := authorityOf(run, &sum)
	if p == nil || len(p.Incidents.Rows) != 1 || len(p.CallIn.Rows) != 3 || len(p.Dockets.Rows) != 2 {
		t.Fatalf("got %+v", p)
	}
	if row := p.Incidents.Rows[0]; row[0].Text != run.Firms[1].Name || row[3].Text != "1 of 2" || row[7].Text != "44" {
		t.Errorf("got %+v", row)
	}
	if got := p.Facts[3].Value; got != "0.5 (0–6.9) a season; scaled to 1%, approximate: not comparable with full scale" {
		t.Errorf("got %q", got)
	}
	if row := publishedTable(&sum).Rows[0]; row[2].Text != "12.5%" || row[4].Text != "uncalibrated" {
		t.Errorf("got %+v", row)
	}
	if got, want := source(run), "peakready run city.yaml --scale 1%  •  scaled to 1%, approximate  •  seed 42  •  2 replications  •  dates and times in UTC+8"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCellsStayWithinWhatIsPossible(t *testing.T) {
	if got := share(est(0.7, -0.1, 1.59)).Range; got != "(0%–100%)" {
		t.Errorf("got %q", got)
	}
	if got := number(est(0, 0, 9.4), whole).Range; got != "(up to 9)" {
		t.Errorf("got %q", got)
	}
}
