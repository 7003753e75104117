package models

import (
	"fmt"
	"strings"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// counter is an authority before an empty street: no orders, a firm whose
// agents reply around the clock. Complaints are lodged by hand. The days are
// November 2026; the 13th is a Friday.
func counter() *Scenario {
	sc := endless(shop())
	sc.Season = Season{From: Day(2026, 11, 1), To: Day(2026, 11, 30), Drain: 60 * sim.Day}
	for i := range sc.Firms[0].Demand.Categories {
		sc.Firms[0].Demand.Categories[i].Orders = 0
	}
	sc.Firms[0].Service.Pools[1].HandleTime = rng.MustConstant(1000)
	return sc
}

// replies is the counter with the firm's time to a reply.
func replies(after sim.Time) *Scenario {
	sc := counter()
	sc.Firms[0].Service.Pools[1].HandleTime = rng.MustConstant(float64(after))
	return sc
}

// lodging is a complaint by hand.
type lodging struct {
	at    sim.Time
	about problem // problemLate goes to the courier regulator
	firm  int
}

// lodgeAll plays a scenario with complaints by hand, each of another order, and
// gives the times at which the named events happened, by case.
func lodgeAll(t *testing.T, sc *Scenario, event string, ls ...lodging) (*season, map[uint64]sim.Time) {
	t.Helper()
	wellFormed(t, sc)
	s, err := newSeason(sc, 0, TrialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	by := sim.On(s.k, "test/lodge", func(i uint32) {
		r := newOrder(s.firms[ls[i].firm].sources[0], int64(s.from)*1440+int64(i%1440), 0)
		put(&r.B, problemShift, problemBits, uint64(ls[i].about))
		s.onToAuthority(&r)
	})
	for i, l := range ls {
		by.At(l.at, uint32(i))
	}
	when := map[uint64]sim.Time{}
	s.k.SetTrace(func(now sim.Time, name string, who uint64) {
		if name == event {
			when[who] = now
		}
	})
	s.k.Run(s.horizon() - 1)
	if a := s.audit(); len(a.Broken) > 0 {
		t.Fatal(a.Broken)
	}
	return s, when
}

func TestRepliesAgainstTheClock(t *testing.T) {
	monday, friday, saturday := Day(2026, 11, 16), Day(2026, 11, 13), Day(2026, 11, 14)
	c0 := newSpan(counter().Season)
	for _, c := range []struct {
		what    string
		replies sim.Time
		lodged  sim.Time
		inTime  bool
	}{
		{"a reply after 1 h 59 in working hours is in time", 119 * sim.Minute, clockAt(c0, monday, 10, 0), true},
		{"after 2 h to the tick too", 120 * sim.Minute, clockAt(c0, monday, 10, 0), true},
		{"after 2 h 01 it is not", 121 * sim.Minute, clockAt(c0, monday, 10, 0), false},
		{"lodged as the authority closes for the weekend it has 12 h", 11*sim.Hour + 59*sim.Minute, clockAt(c0, friday, 17, 0), true},
		{"and not 12 h 01", 12*sim.Hour + sim.Minute, clockAt(c0, friday, 17, 0), false},
		{"at night 2 h 01 is in time", 121 * sim.Minute, clockAt(c0, monday, 23, 0), true},
		{"12 h at night to the tick is in time", 12 * sim.Hour, clockAt(c0, monday, 23, 0), true},
		{"a minute more is not", 12*sim.Hour + sim.Minute, clockAt(c0, monday, 23, 0), false},
		{"nor on a Saturday", 12*sim.Hour + sim.Minute, clockAt(c0, saturday, 11, 0), false},
	} {
		t.Run(c.what, func(t *testing.T) {
			sc := replies(c.replies)
			sc.Authority.Referral.Settled, sc.Authority.Referral.SettledLate = 1, 0
			s, _ := lodgeAll(t, sc, "", lodging{c.lodged, problemUnlike, 0})
			r := total(s.firms[0].days)
			equal(t, "referred", r[result.CasesReferred], 1)
			equal(t, "in time", r[result.RepliesInTime] == 1, c.inTime)
			equal(t, "overdue", r[result.RepliesOverdue] == 1, !c.inTime)
			equal(t, "settled by the firm", r[result.CasesSettled] == 1, c.inTime)
			equal(t, "decided by the authority", r[result.CasesDecided] == 1, !c.inTime)
		})
	}
	t.Run("a case that comes before complaints is taken up before them", func(t *testing.T) {
		sc := counter()
		pool := &sc.Firms[0].Service.Pools[1]
		pool.Staffing, pool.HandleTime = crew(0, 24, 1), rng.MustConstant(float64(30*sim.Minute))
		wellFormed(t, sc)
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		start := clockAt(s.span, monday, 10, 0)
		sim.On(s.k, "test/come", func(uint32) {
			f := &s.firms[0]
			for i := range int64(20) { // twenty complaints to the firm are there first
				r := newOrder(0, int64(s.from)*1440+i, 0)
				put(&r.B, problemShift, problemBits, uint64(problemUnlike))
				f.atDesk++
				s.complain(f, &r, problemUnlike)
			}
			r := newOrder(0, int64(s.from)*1440+100, 0)
			put(&r.B, problemShift, problemBits, uint64(problemUnlike))
			s.onToAuthority(&r)
		}).At(start, 0)
		s.k.Run(start + 61*sim.Minute)
		r := total(s.firms[0].days)
		equal(t, "in time", r[result.RepliesInTime], 1)
		equal(t, "complaints handled before it", r[result.FirmSettled]+r[result.FirmUnsettled], 1)
	})
	t.Run("a desk that opens at nine misses the clock of the evening before", func(t *testing.T) {
		sc := counter()
		sc.Firms[0].Service.Pools[1].Staffing = crew(9, 18, 5)
		s, _ := lodgeAll(t, sc, "", lodging{clockAt(c0, monday, 20, 0), problemUnlike, 0}, lodging{clockAt(c0, monday, 22, 0), problemUnlike, 0})
		r := total(s.firms[0].days)
		equal(t, "overdue", r[result.RepliesOverdue], 1)
		equal(t, "in time", r[result.RepliesInTime], 1)
	})
	t.Run("a firm that never replies is waited for, and then the authority mediates", func(t *testing.T) {
		sc := counter()
		sc.Firms[0].Service.Pools[1].Staffing = crew(9, 18, 0)
		sc.Authority.Mediation.HandleTime = rng.MustConstant(float64(sim.Hour))
		s, when := lodgeAll(t, sc, "authority/decided", lodging{clockAt(c0, monday, 10, 0), problemUnlike, 0})
		equal(t, "overdue", total(s.firms[0].days)[result.RepliesOverdue], 1)
		equal(t, "decided", s.timeOf(when[0]), s.timeOf(clockAt(c0, monday+7, 11, 0)))
	})
	t.Run("a reply after the authority has lost patience changes nothing", func(t *testing.T) {
		sc := replies(8 * sim.Day)
		sc.Authority.Referral.SettledLate, sc.Authority.Mediation.HandleTime = 1, rng.MustConstant(float64(sim.Hour))
		s, when := lodgeAll(t, sc, "authority/decided", lodging{clockAt(c0, monday, 10, 0), problemUnlike, 0})
		r := total(s.firms[0].days)
		equal(t, "settled by the firm", r[result.CasesSettled], 0)
		equal(t, "decided", r[result.CasesDecided], 1)
		equal(t, "decided at", s.timeOf(when[0]), s.timeOf(clockAt(c0, monday+7, 11, 0)))
	})
	for _, c := range []struct {
		what    string
		replies sim.Time
		want    float64
	}{{"in time", sim.Hour, 0.62}, {"late", 14 * sim.Hour, 0.4}} {
		t.Run("of cases replied to "+c.what+" the firm settles its share", func(t *testing.T) {
			var ls []lodging
			for range 1400 {
				ls = append(ls, lodging{clockAt(c0, monday, 10, 0), problemUnlike, 0})
			}
			s, _ := lodgeAll(t, replies(c.replies), "", ls...)
			r := total(s.firms[0].days)
			nearShare(t, "settled", r[result.CasesSettled], 1400, c.want)
			equal(t, "all closed", r[result.CasesSettled]+r[result.CasesDecided], 1400)
		})
	}
}

func TestMediatorsWorkInWorkingHours(t *testing.T) {
	sc := counter()
	sc.Authority.Mediation.Staff, sc.Authority.Mediation.HandleTime = 1, rng.MustConstant(float64(sim.Hour))
	sc.Authority.Referral.Settled = 0
	c0 := newSpan(sc.Season)
	friday, monday := Day(2026, 11, 13), Day(2026, 11, 16)
	s, _ := lodgeAll(t, sc, "",
		lodging{clockAt(c0, friday, 15, 30), problemUnlike, 0}, lodging{clockAt(c0, friday, 15, 31), problemUnlike, 0}, lodging{clockAt(c0, friday, 15, 32), problemFaulty, 0})
	days := s.docket.days[result.ConsumerAuthority]
	for _, c := range []struct {
		what             string
		on               Date
		decided, backlog int64
	}{
		{"one is decided on Friday, two stay", friday, 1, 2},
		{"nobody works on Saturday", friday + 1, 0, 2},
		{"nor on Sunday", friday + 2, 0, 2},
		{"the others follow on Monday", monday, 2, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := days[s.day(c.on)]
			equal(t, "decided", d.Decided, c.decided)
			equal(t, "backlog", d.Backlog, c.backlog)
		})
	}
	t.Run("as many mediators as it takes decide all three as if each were alone", func(t *testing.T) {
		sc.Authority.Mediation.Staff = 0
		_, when := lodgeAll(t, sc, "authority/decided",
			lodging{clockAt(c0, friday, 15, 30), problemUnlike, 0}, lodging{clockAt(c0, friday, 16, 30), problemUnlike, 0})
		equal(t, "first", c0.timeOf(when[0]), "2026-11-13 16:30:01")
		equal(t, "second, half an hour of it on Monday", c0.timeOf(when[1]), "2026-11-16 09:30:01")
	})
	t.Run("a case decided after its limit is overdue", func(t *testing.T) {
		sc.Authority.Mediation.DecideWithin = 2 * sim.Day
		s, _ := lodgeAll(t, sc, "",
			lodging{clockAt(c0, friday, 15, 30), problemUnlike, 0}, lodging{clockAt(c0, friday, 16, 30), problemUnlike, 0})
		var sum result.DocketDay
		for _, d := range s.docket.days[result.ConsumerAuthority] {
			sum.Add(&d)
		}
		equal(t, "decided", sum.Decided, 2)
		equal(t, "overdue", sum.Overdue, 1)
	})
}

func TestTheCourierRegulatorsClocks(t *testing.T) {
	d := func(x float64) rng.Dist { return rng.MustConstant(days(x)) }
	c0 := newSpan(counter().Season)
	for _, c := range []struct {
		what            string
		accepts, decide rng.Dist
		overdue         int64
	}{
		{"accepted on the fifth day and decided thirty after it is in time", d(5), d(30), 0},
		{"accepted later it is overdue", d(5.01), d(1), 1},
		{"decided later it is overdue", d(1), d(30.01), 1},
	} {
		t.Run(c.what, func(t *testing.T) {
			sc := counter()
			sc.Authority.Regulator.AcceptsAfter, sc.Authority.Regulator.DecidesAfter = c.accepts, c.decide
			lodged := clockAt(c0, Day(2026, 11, 3), 23, 0)
			s, when := lodgeAll(t, sc, "authority/decided", lodging{lodged, problemLate, 0})
			equal(t, "decided", when[0], lodged+sim.Time(c.accepts.Mean()+c.decide.Mean()))
			var sum result.DocketDay
			for _, d := range s.docket.days[result.CourierRegulator] {
				sum.Add(&d)
			}
			equal(t, "opened", sum.Firms, 1)
			equal(t, "decided", sum.Decided, 1)
			equal(t, "overdue", sum.Overdue, c.overdue)
			equal(t, "referred to the firm", total(s.firms[0].days)[result.CasesReferred], 0)
			equal(t, "open on the day before", s.docket.days[result.CourierRegulator][dayOf(when[0])-1].Backlog, 1)
			equal(t, "open at the end", s.docket.days[result.CourierRegulator][s.days-1].Backlog, 0)
		})
	}
}

func TestStoriesOfCases(t *testing.T) {
	sc := brief()
	sc.Season.Drain = 60 * sim.Day
	sc.Authority.Escalates = 1
	s := played(t, sc, 0, TrialOptions{})
	for _, c := range []struct {
		what  string
		is    func(c *docketCase) bool
		steps []string
	}{
		{"to the firm and settled", func(c *docketCase) bool { return c.state == caseSettled },
			[]string{"complains to the authority (", "is referred to the firm, whose reply is due by 2026-", "has the case settled by the firm, which replied "}},
		{"to the mediators", func(c *docketCase) bool {
			return c.state == caseDecided && c.route == result.ConsumerAuthority && !c.overdue
		},
			[]string{"is referred to the firm", "in time, and no settlement: the authority mediates", "has the case decided, "}},
		{"to the mediators after a late reply", func(c *docketCase) bool {
			return c.state == caseDecided && c.route == result.ConsumerAuthority && c.overdue
		},
			[]string{"is referred to the firm", "has no reply of the firm in time", "late, and no settlement", "has the case decided, "}},
		{"to the courier regulator", func(c *docketCase) bool { return c.state == caseDecided && c.route == result.CourierRegulator },
			[]string{"complains to the courier regulator (delay)", "accepted by the regulator", "has the case decided, "}},
	} {
		t.Run("a case can be told: "+c.what, func(t *testing.T) {
			for i := range s.docket.cases {
				if !c.is(&s.docket.cases[i]) {
					continue
				}
				var steps []Story
				opts := TrialOptions{Follow: s.orderName(&s.docket.cases[i].rec), Tell: func(s Story) { steps = append(steps, s) }}
				if _, err := RunTrial(sc, 0, opts); err != nil {
					t.Fatal(err)
				}
				found := 0
				for _, s := range steps {
					if found < len(c.steps) && strings.Contains(s.What, c.steps[found]) {
						found++
					}
				}
				if found < len(c.steps) {
					t.Errorf("never %q in %v", c.steps[found], steps)
				}
				return
			}
			t.Error("there is no such case")
		})
	}
}

// TestAsManyPoolsAsTheKernelHolds: the largest number of pools runs, beside
// mediators, and one more is reported rather than a panic.
func TestAsManyPoolsAsTheKernelHolds(t *testing.T) {
	sc := brief()
	sc.Authority.Mediation.Staff = 1
	for i := 2; i < maxPools; i++ {
		p := sc.Firms[0].Service.Pools[1]
		p.Name = fmt.Sprint("letters ", i)
		sc.Firms[0].Service.Pools = append(sc.Firms[0].Service.Pools, p)
	}
	wellFormed(t, sc)
	if _, err := newSeason(sc, 0, TrialOptions{}); err != nil {
		t.Fatal(err)
	}
	p := sc.Firms[0].Service.Pools[1]
	p.Name = "one more"
	sc.Firms[0].Service.Pools = append(sc.Firms[0].Service.Pools, p)
	found := false
	sc.Check(func(path, wrong, right string) { found = found || path == "firms" })
	equal(t, "reported", found, true)
}
