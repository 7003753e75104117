package plots

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim/stats"
)

// est is an estimate with its interval, over four seasons.
func est(mean, lo, hi float64) stats.Estimate {
	return stats.Estimate{Mean: mean, Lo: lo, Hi: hi, N: 4}
}

// alone is an estimate of one season.
func alone(mean float64) stats.Estimate {
	return stats.Estimate{Mean: mean, Lo: math.NaN(), Hi: math.NaN(), N: 1}
}

// cityOf is a small season of many firms that differ in trouble, with dockets
// and with studies of plans and of firms left out.
func cityOf(n, reps int) *result.Run {
	s := smallSeason()
	s.reps, s.pools, s.firms = reps, []string{"chat"}, nil
	for i := range n {
		s.firms = append(s.firms, fmt.Sprintf("%s%d", []string{"综合平台", "团购网", "A shop of clothes and shoes", "电器城"}[i%4], i))
	}
	s.shared = true
	run := s.run()
	run.CallIn = 5
	for k := range run.Trials {
		t := &run.Trials[k]
		for r := range t.Docket.Days {
			t.Docket.Days[r] = make([]result.DocketDay, run.NDays)
			for d := range run.NDays {
				t.Docket.Days[r][d] = result.DocketDay{Firms: int64(d), Other: 3, Backlog: int64(20 * (r + 1) * (d%30 + k))}
			}
		}
		for f := range t.Firms {
			for d := range t.Firms[f].Days {
				for c := range result.Cause(result.Causes) {
					more := int64((f*f*3 + k) % 40)
					t.Firms[f].Days[d][result.ToAuthority(c)] += more
					t.Firms[f].Cohorts[d][result.ToAuthority(c)] += more
				}
			}
		}
	}
	for i, name := range s.firms {
		sp := result.Spillover{Firm: name, Replications: reps, Orders: est(1e5, 9e4, 1.1e5)}
		burden := func(other string, lead float64) result.Burden {
			change := func(v float64) result.Change { return result.Change{Added: est(v, v-0.1, v+0.2)} }
			return result.Burden{Firm: other, Lead: change(lead), LateShare: change(lead / 10), PerMillion: change(1000 * lead), Complaints: change(50 * lead)}
		}
		for j, other := range s.firms {
			if i != j {
				sp.Others = append(sp.Others, burden(other, float64((i*j)%11)/8-0.05))
			}
		}
		sp.All = burden("", float64(i)/10)
		run.Spill = append(run.Spill, sp)
	}
	for i, name := range []string{"guidance-advance-compensation", "guidance-staff", "提前七日赔付冷静期的一个很长的预案名称", result.AllTogether} {
		run.Comparisons = append(run.Comparisons, plan(name, est(float64(-1000*i), float64(-1000*i-300), float64(-1000*i+400)), est(2e6-1e6*float64(i), -4e6, 9e6)))
	}
	for _, of := range result.Strains() {
		h := result.Headroom{Of: of, Replications: reps, Step: 0.02, Least: 0.5, Most: 2, Trials: 60, QuickTrials: 90}
		if of != result.Demand {
			h.Least, h.Most = 0, 0.9
		}
		for i, name := range append(slices.Clone(s.firms), "") {
			h.Firms = append(h.Firms, headroomOf(name, thresholdOf(i, &h)))
		}
		run.Headroom = append(run.Headroom, h)
	}
	return run
}

// thresholdOf is one of every kind: with both ends, one or none, beyond either end
// of what is looked at.
func thresholdOf(i int, h *result.Headroom) result.Threshold {
	nan, at := math.NaN(), h.Least+(h.Most-h.Least)*float64(i%7)/10
	return []result.Threshold{
		{Value: at, Fails: at + 0.02, Lo: at - 0.1, Hi: at + 0.2, N: 4}, {Value: at, Fails: at + 0.02, Lo: nan, Hi: at + 0.04, N: 4},
		{Value: at, Fails: at + 0.02, Lo: at, Hi: nan, N: 4}, {Value: nan, Fails: h.Least, Lo: nan, Hi: h.Least, N: 4},
		{Value: h.Most, Fails: nan, Lo: nan, Hi: nan, N: 4},
	}[i%5]
}

// headroomOf is a firm with one target that fails at a threshold, and one that does
// not.
func headroomOf(firm string, x result.Threshold) result.FirmHeadroom {
	over := result.Threshold{Value: 2, Fails: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), N: 4}
	return result.FirmHeadroom{Firm: firm, Level: x, Binding: 1, Targets: []result.TargetHeadroom{
		{Target: result.Target{In: 0.9}, Title: "refund within 7 days", Level: over},
		{Target: result.Target{In: 0.9}, Title: "answered in 30 s, chat, 9–13 Nov, and a title that is too long for its place", Level: x},
	}}
}

// plan is a comparison over four seasons of 10,000 complaints as they are.
func plan(name string, complaints, cost stats.Estimate) result.Comparison {
	c := result.Comparison{Plan: name, Replications: complaints.N, ToFirm: result.Shift{Base: est(10_000, 9000, 11_000), Added: complaints, Joint: complaints},
		Typical: stats.Estimate{Mean: complaints.Mean / 1e4, Lo: complaints.Lo / 1e4, Hi: complaints.Hi / 1e4, N: complaints.N},
		Cost:    result.Shift{Added: cost, Joint: cost}, PerComplaint: alone(math.NaN()), Better: est(0.75, 0.3, 1)}
	if complaints.Mean < 0 {
		c.PerComplaint.Mean = cost.Mean / -complaints.Mean
	}
	return c
}

func TestFiguresOfManyFirms(t *testing.T) {
	for _, c := range []struct {
		name string
		run  *result.Run
	}{
		{"sixteen firms", cityOf(16, 4)},
		{"five firms in one season", cityOf(5, 1)},
		{"two firms, one of them left out", func() *result.Run { r := cityOf(2, 3); r.Spill = r.Spill[:1]; r.CallIn = 0; return r }()},
		{"no complaints to the authority", func() *result.Run {
			r := cityOf(3, 3)
			for k := range r.Trials {
				for f := range r.Trials[k].Firms {
					for d := range r.NDays {
						for c := range result.Cause(result.Causes) {
							r.Trials[k].Firms[f].Days[d][result.ToAuthority(c)] = 0
							r.Trials[k].Firms[f].Cohorts[d][result.ToAuthority(c)] = 0
						}
					}
				}
			}
			return r
		}()},
		{"an interval that dwarfs the rest", func() *result.Run {
			r := cityOf(6, 3)
			r.Trials[2].Firms[3].Cohorts[r.From][result.ToAuthority(result.Delay)] = 1e6
			r.Comparisons[1].Cost.Joint = est(1e5, -9e9, 9e9)
			return r
		}()},
	} {
		t.Run("texts keep apart: "+c.name, func(t *testing.T) {
			sum := c.run.Summary()
			for _, f := range generalFigures(c.run, &sum) {
				for _, fault := range faults(f.W, f.H, record(f)) {
					t.Errorf("%s: %s", f.Name, fault)
				}
			}
		})
	}
	names := func(r *result.Run) (out []string) {
		sum := r.Summary()
		for _, f := range generalFigures(r, &sum) {
			out = append(out, f.Name)
		}
		return out
	}
	many := cityOf(3, 2)
	none := smallSeason().run()
	alone := smallSeason().run()
	alone.Comparisons = many.Comparisons
	undocketed := cityOf(3, 2)
	undocketed.Spill, undocketed.Comparisons, undocketed.Headroom = nil, nil, nil
	for k := range undocketed.Trials {
		undocketed.Trials[k].Docket = result.DocketTrial{}
	}
	for _, c := range []struct {
		name, want string
		run        *result.Run
	}{
		{"names are stable", "guidance, readiness, ranking, docket, docket-open, spill, headroom-demand, headroom-absent and headroom-couriers", many},
		{"one firm has none", "", none},
		{"one firm has that of plans", "guidance", alone},
		{"without dockets no cases are open", "readiness, ranking and docket", undocketed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := list(names(c.run)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGuidanceSentence(t *testing.T) {
	sure, unsure := est(-2000, -2500, -1500), est(-500, -1200, 300)
	for _, c := range []struct {
		name, want string
		plans      []result.Comparison
	}{
		{"one plan beyond chance", "staff avoids 2k complaints to the firm, 20% of all, at ¥30 each",
			[]result.Comparison{plan("staff", sure, est(6e4, 5e4, 7e4))}},
		{"what may be chance has no price, whatever it saves", "staff avoids 500 complaints to the firm, 5% of all; its interval still reaches zero",
			[]result.Comparison{plan("staff", unsure, est(-6e4, -7e4, -5e4))}},
		{"the better one of two is named, and the one that may be chance", "staff avoids the most complaints to the firm, 20% of all, at ¥30 each; the interval of days still reaches zero",
			[]result.Comparison{plan("days", unsure, est(1, 0, 2)), plan("staff", sure, est(6e4, 5e4, 7e4))}},
		{"what is beyond chance comes before what is greater on average", "Of the plans beyond chance staff avoids the most complaints to the firm, 20% of all, at ¥30 each; days avoids more on average (50%), but its interval still reaches zero",
			[]result.Comparison{plan("staff", sure, est(6e4, 5e4, 7e4)), plan("days", est(-5000, -11_000, 1000), est(1, 0, 2)), plan("a", unsure, est(1, 0, 2))}},
		{"money that may be chance is not saved", "staff avoids 2k complaints to the firm, 20% of all, its cost not told from 0",
			[]result.Comparison{plan("staff", sure, est(-6e4, -9e4, 1e4))}},
		{"all together is not a plan of its own", "staff avoids the most complaints to the firm, 20% of all, at ¥30 each; all 3 together 30%; the intervals of a and b still reach zero",
			[]result.Comparison{plan("a", unsure, est(1, 0, 2)), plan("staff", sure, est(6e4, 5e4, 7e4)),
				plan("b", est(10, -5, 25), est(1, 0, 2)), plan(result.AllTogether, est(-3000, -3500, -2500), est(1, 0, 2))}},
		{"plans that avoid nothing", "None of the 2 plans avoids complaints to the firm",
			[]result.Comparison{plan("a", est(10, 5, 15), est(1, 0, 2)), plan("b", est(0, 0, 0), est(1, 0, 2))}},
		{"one season has no interval", "In the one season simulated: staff avoids 2k complaints to the firm, 20% of all, at ¥30 each",
			[]result.Comparison{plan("staff", alone(-2000), alone(6e4))}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := guidanceSentence(c.plans); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestRankingSentence(t *testing.T) {
	firm := func(name string, rate float64, rank, lo, hi int) result.CalledFirm {
		return result.CalledFirm{Firm: name, Rank: rank, RankLo: lo, RankHi: hi, PerMillion: est(rate, rate-1, rate+1)}
	}
	for _, c := range []struct {
		name, want string
		seasons    int
		in         result.CallInSummary
	}{
		{"a leader beyond chance", "A draws the most complaints to the authority, 90 per million orders, more than any other firm beyond chance; 3 firms may be among the 2 to call in", 4,
			result.CallInSummary{Places: 2, Firms: []result.CalledFirm{firm("A", 90, 1, 1, 1), firm("B", 50, 2, 2, 3), firm("C", 40, 3, 2, 3), firm("D", 4, 4, 4, 4)}}},
		{"a tie", "A draws the most complaints to the authority, 90 per million orders, but 2 firms tie for the first rank; the 2 to call in are clear", 4,
			result.CallInSummary{Places: 2, Firms: []result.CalledFirm{firm("A", 90, 1, 1, 2), firm("B", 50, 2, 1, 2), firm("C", 40, 3, 3, 3)}}},
		{"firms that are all alike", "No firm is told from another by its complaints to the authority: all 2 may rank first in these 4 seasons", 4,
			result.CallInSummary{Places: 1, Firms: []result.CalledFirm{firm("A", 90, 1, 1, 2), firm("B", 50, 2, 1, 2)}}},
		{"one season", "In the one season simulated: A draws the most complaints to the authority, 90 per million orders; one season says nothing about chance", 1,
			result.CallInSummary{Places: 1, Firms: []result.CalledFirm{firm("A", 90, 1, 1, 2), firm("B", 50, 2, 1, 2)}}},
		{"no complaints", "In the one season simulated: no complaint about an order of the window ever reaches an authority", 1,
			result.CallInSummary{Places: 1, Firms: []result.CalledFirm{firm("A", 0, 1, 1, 2)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := rankingSentence(c.seasons, c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestSpillSentence(t *testing.T) {
	one := func(name string, seasons int, all, hit stats.Estimate) result.Spillover {
		return result.Spillover{Firm: name, Replications: seasons, All: result.Burden{Lead: result.Change{Added: all}},
			Others: []result.Burden{{Firm: "x", Lead: result.Change{Added: est(0, 0, 0)}}, {Firm: "y", Lead: result.Change{Added: hit}}}}
	}
	sure, hit, weak := est(0.5, 0.25, 0.75), est(3, 2, 4), est(0.5, -0.25, 1.25)
	for _, c := range []struct {
		name, want string
		all        []result.Spillover
	}{
		{"one firm beyond chance", "The orders of A delay the others: their parcels come 12 h later (6 h–18 h); worst hit is y, later by 3 d", []result.Spillover{one("A", 4, sure, hit)}},
		{"the heaviest of two", "The orders of B delay the others most: their parcels come 12 h later (6 h–18 h); worst hit is y, later by 3 d",
			[]result.Spillover{one("A", 4, est(0.1, 0, 0.2), hit), one("B", 4, sure, hit)}},
		{"what may be chance", "The orders of A make the parcels of the others 12 h later, but in 4 seasons that may be chance; worst hit is y, later by 12 h, which may be chance", []result.Spillover{one("A", 4, weak, weak)}},
		{"nobody is delayed", "No firm’s orders make the parcels of the others later", []result.Spillover{one("A", 4, est(0, 0, 0), est(0, 0, 0)), one("B", 4, est(0, 0, 0), est(0, 0, 0))}},
		{"one season", "In the one season simulated: the orders of A delay the others: their parcels come 12 h later; worst hit is y, later by 3 d", []result.Spillover{one("A", 1, alone(0.5), alone(3))}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := spillSentence(c.all); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestReadiness(t *testing.T) {
	t.Run("a figure is judged by its whole interval", func(t *testing.T) {
		for _, c := range []struct {
			name string
			e    stats.Estimate
			most bool
			want verdict
		}{
			{"under a limit", est(3, 2, 4), true, good},
			{"around it", est(4, 3, 6), true, open},
			{"over it", est(7, 6, 8), true, poor},
			{"on it", est(5, 5, 5), true, good},
			{"over one that is to be reached", est(7, 6, 8), false, good},
			{"under one that is to be reached", est(3, 2, 4), false, poor},
			{"of one season, under", alone(4), true, good},
			{"of one season, over", alone(6), true, poor},
			{"no figure", alone(math.NaN()), true, unknown},
		} {
			if got := judge(c.e, 5, c.most); got != c.want {
				t.Errorf("%s: got %d, want %d", c.name, got, c.want)
			}
		}
	})
	t.Run("a shared line is nobody's backlog", func(t *testing.T) {
		run := cityOf(2, 2)
		want := ownBacklog(run, 0)
		for i, l := range run.Lines {
			for k := range run.Trials {
				for d := range run.NDays {
					if l.Firm < 0 || l.Firm == 1 {
						run.Trials[k].Lines[i].Days[d].Queue = 1e9
					}
				}
			}
		}
		if got := ownBacklog(run, 0); got != want || !(got.Mean > 0) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
	t.Run("own backlog is days of work on the worst day", func(t *testing.T) {
		run := &result.Run{From: 1, To: 9, NDays: 20, Firms: make([]result.FirmHead, 1), Lines: []result.LineHead{{Kind: warehouse}}}
		for _, queue := range []int64{300, 500} {
			days := make([]result.LineDay, 20)
			for d := range days {
				days[d] = result.LineDay{Capacity: 100, Queue: 10}
			}
			days[4].Queue, days[0].Queue, days[12].Queue = queue, 9999, 9999 // the last two outside the window
			run.Trials = append(run.Trials, result.Trial{Lines: []result.LineTrial{{Days: days}}})
		}
		if got := ownBacklog(run, 0); got.Mean != 4 || got.N != 2 {
			t.Errorf("got %+v, want 4 days of 2 seasons", got)
		}
	})
	cardOf := func(name string, of ...verdict) card {
		c := card{name: name, marks: make([]mark, len(measures))}
		for i, v := range of {
			c.marks[i] = mark{e: est(1, 1, 1), verdict: v}
		}
		return c
	}
	for _, c := range []struct {
		name, want string
		seasons    int
		cards      []card
	}{
		{"all are ready", "All 2 firms keep every limit", 4, []card{cardOf("A", good, good), cardOf("B", good, unknown)}},
		{"some are", "1 of 3 firms keep every limit; 2 miss at least one, B misses all", 4,
			[]card{cardOf("A", good, good), cardOf("B", poor, poor), cardOf("C", poor, open)}},
		{"what is missed most is named", "None of the 2 firms keeps every limit for certain; 2 miss at least one, most often that of the slowest desk", 4,
			[]card{cardOf("A", open, poor), cardOf("B", good, poor)}},
		{"nobody keeps anything", "None of the 2 firms keeps every limit for certain; all of them miss every one", 4, []card{cardOf("A", poor, poor), cardOf("B", poor, poor)}},
		{"what is open is not missed", "1 of 2 firms keep every limit; the intervals of the others hold a limit", 4, []card{cardOf("A", good), cardOf("B", open)}},
		{"one season", "In the one season simulated: none of the 1 firms keeps every limit; 1 miss at least one, most often that of late deliveries", 1, []card{cardOf("A", poor, good)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := &result.Run{Trials: make([]result.Trial, c.seasons)}
			if got := readinessSentence(run, c.cards); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestDocketSentence(t *testing.T) {
	run := &result.Run{Start: 20758, To: 20, NDays: 21, Trials: make([]result.Trial, 4)} // from 1 November 2026
	firm := func(name string, quality, delay float64) docketed {
		d := docketed{name: name, firms: 1}
		for c := range d.parts {
			d.parts[c] = make([]float64, 21)
		}
		d.parts[result.Quality][2], d.parts[result.Delay][15] = quality, delay
		return d
	}
	for _, c := range []struct {
		name, want string
		firms      []docketed
	}{
		{"one firm alone draws half", "A alone draws 70% of the complaints to the authorities; they peak at 10 a day on 15–21 Nov, most for delay", []docketed{firm("A", 0, 70), firm("B", 20, 0), firm("C", 10, 0)}},
		{"two of four", "A and B draw 60% of the complaints to the authorities; they peak at 14 a day on 1–7 Nov, most for quality", []docketed{firm("A", 30, 0), firm("B", 30, 0), firm("C", 20, 0), firm("D", 20, 0)}},
		{"too few to tell", "The authorities receive 4 complaints about the firms a season on these dates, too few to tell firms apart", []docketed{firm("A", 3, 0), firm("B", 1, 0)}},
		{"none", "No complaint about any firm is lodged with an authority on these dates", []docketed{firm("A", 0, 0)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := docketSentence(run, c.firms); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	t.Run("the rest together has what the firms have", func(t *testing.T) {
		firms := measureDocket(cityOf(12, 2))
		rest := joined(firms, mostFirms)
		sum := 0.0
		for _, f := range firms[mostFirms:] {
			sum += f.sum()
		}
		if math.Abs(rest.sum()-sum) > 1e-6*sum || rest.firms != 5 || !slices.IsSortedFunc(firms, func(a, b docketed) int { return int(b.sum() - a.sum()) }) {
			t.Errorf("%d firms have %v, want 5 with %v", rest.firms, rest.sum(), sum)
		}
	})
}

func TestSpanOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		in     []stats.Estimate
		lo, hi float64
	}{
		{"all positive", []stats.Estimate{est(3, 2, 4), est(5, 4, 6)}, 0, 6},
		{"both sides", []stats.Estimate{est(3, -1, 4), est(-5, -6, -4)}, -6, 4},
		{"an interval far beyond the means is cut", []stats.Estimate{est(3, -90, 100), est(4, 3, 5)}, -10, 10},
		{"an interval that dwarfs the other rows is cut, its bar is not", []stats.Estimate{est(30, 1, 70), est(4, 3, 5), est(2, 1, 3)}, 0, 31.5},
		{"of two rows none is cut", []stats.Estimate{est(30, 1, 70), est(4, 3, 5)}, 0, 70},
		{"nothing", []stats.Estimate{est(0, 0, 0)}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			lo, hi := spanOf(c.in)
			if math.Abs(lo-c.lo) > 1e-9 || math.Abs(hi-c.hi) > 1e-9 {
				t.Errorf("got %v to %v, want %v to %v", lo, hi, c.lo, c.hi)
			}
		})
	}
}

func TestReportOfManyFirms(t *testing.T) {
	run := cityOf(6, 2)
	sum := run.Summary()
	got := report(t, run)
	for what, want := range map[string]string{
		"a folded part of each firm":  `<details class="firm" id="firm-6">`,
		"a link to it":                `<a href="#firm-6">`,
		"the figure of plans":         `<figure id="guidance">`,
		"the figure of spill-over":    `<figure id="spill">`,
		"the docket":                  `<figure id="docket">`,
		"what plans would change":     "What each plan would change",
		"what firms cost each other":  "What a firm’s orders cost the others",
		"the chance to be called in":  "Seasons of 2 among the 5 called in",
		"a plan's name in the table":  "guidance-staff",
		"the finding of a firm":       fmt.Sprintf(`<a href="#figure-2-1">%s</a>`, firmFigures(subject{run, &sum, 1}, true)[0].Headline),
		"the words that say where to": "are in the folder plots",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %s: %q", what, want)
		}
	}
	if n := strings.Count(got, "<figure id=\"figure-2-"); n != 4 {
		t.Errorf("a folded firm has %d figures, want orders, complaints, days late and pools", n)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if ids[m[1]] {
			t.Errorf("id %s comes twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if !ids[m[1]] {
			t.Fatalf("a link leads to %s, which is not there", m[1])
		}
	}
	few := report(t, cityOf(3, 2))
	if strings.Contains(few, "<details class=\"firm\"") || !strings.Contains(few, `<section id="firm-3">`) {
		t.Error("the parts of three firms are folded")
	}
}
