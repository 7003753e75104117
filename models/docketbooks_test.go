package models

import (
	"fmt"
	"reflect"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func TestDocketBooks(t *testing.T) {
	sc := shop()
	sc.Authority.Escalates = 1
	sc.Authority.Mediation.Staff = 1
	sc.Authority.Baseline.Ecommerce, sc.Authority.Baseline.Other = 6, 9
	tr := play(t, sc, 0)
	for r := result.Route(0); r < result.Routes; r++ {
		t.Run("what is open on a day was opened and not closed until then: "+r.String(), func(t *testing.T) {
			var sum result.DocketDay
			for day, d := range tr.Docket.Days[r] {
				sum.Add(&d)
				if open := sum.Opened() - sum.Settled - sum.Decided; open != d.Backlog {
					t.Fatalf("day %d: backlog %d, want %d", day, d.Backlog, open)
				}
			}
			if sum.Firms == 0 || sum.Decided == 0 {
				t.Errorf("%+v says nothing", sum)
			}
			row := all(tr, 0)
			if r == result.ConsumerAuthority {
				equal(t, "referred", row[result.CasesReferred], sum.Firms)
			}
		})
	}
	spoilt := map[string]func(s *season){
		"a case closed twice":                    func(s *season) { s.docket.days[0][40].Settled++ },
		"a case that vanishes from the backlog":  func(s *season) { s.docket.open[0]-- },
		"a decision forgotten":                   func(s *season) { s.docket.days[1][40].Decided-- },
		"a complaint lodged in no docket":        func(s *season) { s.count(&s.firms[0], &s.docket.cases[0].rec, result.AuthorityTerms) },
		"a clock that runs out twice":            func(s *season) { s.count(&s.firms[0], &s.docket.cases[0].rec, result.RepliesOverdue) },
		"a baseline case that is nowhere opened": func(s *season) { s.docket.days[0][0].Other-- },
		"a reply that nobody was asked for":      func(s *season) { s.firms[0].referred-- },
		"a case put back to the mediators": func(s *season) {
			for i := range s.docket.cases {
				if s.docket.cases[i].state == caseDecided {
					s.docket.cases[i].state = caseMediation
					return
				}
			}
		},
	}
	for what, spoil := range spoilt {
		t.Run(what+" is found", func(t *testing.T) {
			s := played(t, sc, 0, TrialOptions{})
			spoil(s)
			if len(s.audit().Broken) == 0 {
				t.Error("it is not")
			}
		})
	}
}

// heard is every complaint to the firm, in order.
func heard(t *testing.T, sc *Scenario) (cs []Complaint, tr result.Trial) {
	t.Helper()
	wellFormed(t, sc)
	tr, err := RunTrial(sc, 0, TrialOptions{Complaint: func(c Complaint) { cs = append(cs, c) }})
	if err != nil {
		t.Fatal(err)
	}
	return cs, tr
}

func TestTheAuthorityMovesNoComplaintToTheFirm(t *testing.T) {
	none := func() *Scenario { sc := brief(); sc.Authority.Escalates = 0; return sc }
	want, alone := heard(t, none())
	if len(want) < 100 {
		t.Fatalf("%d complaints say nothing", len(want))
	}
	t.Run("when all go on, and cases take the time of the complaint pool", func(t *testing.T) {
		sc := brief()
		sc.Authority.Escalates = 1
		got, _ := heard(t, sc)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d complaints become %d, or others", len(want), len(got))
		}
	})
	t.Run("when complaints about others come, nothing of the firm moves", func(t *testing.T) {
		sc := none()
		sc.Authority.Baseline.Ecommerce, sc.Authority.Baseline.Other, sc.Authority.Mediation.Staff = 40, 70, 2
		got, tr := heard(t, sc)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(tr.Firms, alone.Firms) {
			t.Error("it does")
		}
		if n := tr.Docket.Days[0][12]; n.Opened() == 0 {
			t.Error("and nobody complains about others: the test says nothing")
		}
	})
}

func TestEcommerceShareOfKnownCounts(t *testing.T) {
	sc := counter()
	c0 := newSpan(sc.Season)
	tenth := clockAt(c0, Day(2026, 11, 10), 11, 0)
	for _, c := range []struct {
		what                 string
		firms, parcels       int
		ecommerce, other     int
		share                float64
		lodgedAfterTheWindow int
		shareOfAnEmptyDocket bool
	}{
		{what: "5 of the firms, 3 of other shops and 8 of other trade make one half", firms: 5, ecommerce: 3, other: 8, share: 0.5},
		{what: "complaints to the courier regulator stand in another docket", firms: 5, parcels: 7, ecommerce: 3, other: 8, share: 0.5},
		{what: "what is lodged after the window does not count", firms: 1, other: 3, lodgedAfterTheWindow: 9, share: 0.25},
		{what: "without a baseline it is one", firms: 4, share: 1},
		{what: "without any complaint it is unknown", shareOfAnEmptyDocket: true},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, err := newSeason(sc, 0, TrialOptions{})
			if err != nil {
				t.Fatal(err)
			}
			n := int64(0)
			complain := func(p problem) {
				r := newOrder(0, int64(s.from)*1440+n, 0)
				n++
				put(&r.B, problemShift, problemBits, uint64(p))
				s.onToAuthority(&r)
			}
			sim.On(s.k, "test/window", func(uint32) {
				for range c.firms {
					complain(problemUnlike)
				}
				for range c.parcels {
					complain(problemLate)
				}
				for i := range c.ecommerce + c.other {
					o := docketCase{firm: -1, party: partyOther, luck: s.key.Entity(7, uint64(i))}
					if i < c.ecommerce {
						o.party = partyEcommerce
					}
					s.lodge(o)
				}
			}).At(tenth, 0)
			sim.On(s.k, "test/after", func(uint32) {
				for range c.lodgedAfterTheWindow {
					complain(problemFaulty)
				}
			}).At(clockAt(c0, Day(2026, 12, 1), 0, 0), 0)
			s.k.Run(s.horizon() - 1)
			run := HeadOf(sc)
			run.Trials = []result.Trial{s.trial(0)}
			if broken := run.Trials[0].Audit.Broken; len(broken) > 0 {
				t.Fatal(broken)
			}
			got := run.Summary().Authority.EcommerceShare
			equal(t, "replications that know it", got.N == 0, c.shareOfAnEmptyDocket)
			if !c.shareOfAnEmptyDocket {
				equal(t, "share", got.Mean, c.share)
			}
		})
	}
}

func TestMassIncidentsOfASeason(t *testing.T) {
	sc := counter()
	sc.Authority.Incident = MassIncident{Complaints: 10, Within: 2 * sim.Day}
	c0 := newSpan(sc.Season)
	var ls []lodging
	for i := range 12 { // one an hour; two of another cause in between
		ls = append(ls, lodging{clockAt(c0, Day(2026, 11, 18), i, 0), problemFaulty, 0})
	}
	ls = append(ls, lodging{clockAt(c0, Day(2026, 11, 18), 5, 30), problemUnlike, 0}, lodging{clockAt(c0, Day(2026, 11, 18), 6, 30), problemUnlike, 0})
	s, _ := lodgeAll(t, sc, "", ls...)
	run := HeadOf(sc)
	run.Trials = []result.Trial{s.trial(0)}
	day := s.day(Day(2026, 11, 18))
	want := []result.Incident{{Firm: 0, Cause: result.Quality, First: day, Found: day, Size: 12}}
	if got := run.Trials[0].Docket.Incidents; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	equal(t, "mass incidents", run.Summary().Authority.MassIncidents.Mean, 1)
}

// TestSixteenIdenticalFirms plays sixteen firms that differ in name and luck
// only. All pairs are held apart wrongly in 5% of such studies; the seed is fixed.
func TestSixteenIdenticalFirms(t *testing.T) {
	sc := endless(tiny())
	sc.Authority.Escalates, sc.Authority.ConsumerAfter = 1, rng.MustConstant(days(1))
	sc.Firms = nil
	for i := range 16 {
		f := shopFirm(fmt.Sprintf("shop %d", i+1), "courier")
		for j := range f.Demand.Categories {
			f.Demand.Categories[j].Orders = 40
		}
		f.Service.Resolved.Complaint = 0
		sc.Firms = append(sc.Firms, f)
	}
	run := HeadOf(endless(sc))
	for i := range 8 {
		run.Trials = append(run.Trials, play(t, sc, i))
	}
	list := run.Summary().Authority.CallIn
	equal(t, "firms", len(list.Firms), 16)
	sum := 0.0
	for _, f := range list.Firms {
		if f.RankLo != 1 || f.RankHi != 16 {
			t.Errorf("%s has rank %d to %d, want 1 to 16: %.0f per million", f.Firm, f.RankLo, f.RankHi, f.PerMillion.Mean)
		}
		if !(f.PerMillion.Mean > 0) {
			t.Errorf("%s has no complaints: the test says nothing", f.Firm)
		}
		sum += f.Called.Mean
	}
	close6(t, "probabilities of the three places", sum, 3)
}
