package models

import (
	"fmt"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

// disputes is a firm whose buyers all act on goods unlike their page, and
// whose desk helps nobody.
func disputes() *Scenario {
	sc := plain()
	sc.Consumers.Acts.Unlike = 1
	f := &sc.Firms[0]
	f.Service.Resolved.Unlike, f.Stock.Cover = 0, 1000
	for i := range f.Demand.Categories {
		f.Demand.Categories[i].Regret, f.Demand.Categories[i].Unlike, f.Demand.Categories[i].Question = 0, 0.1, 0
	}
	f.Storefront.PaymentTrouble = 0
	return sc
}

func TestPersistence(t *testing.T) {
	run := func(change func(sc *Scenario)) result.Row { return all(play(t, with(disputes(), change), 0), 0) }
	t.Run("a share of those who act comes to the desk", func(t *testing.T) {
		r := run(func(sc *Scenario) { sc.Consumers.Acts.Unlike = 0.4 })
		nearShare(t, "came", r[result.Contacts]-r[result.Repeats]-r.FirmComplaints(), r[result.Unlike], 0.4)
	})
	t.Run("of the unhelped the persistent come again, and complain when their contacts are used up", func(t *testing.T) {
		r := run(func(*Scenario) {})
		nearShare(t, "came again", r[result.Repeats], r[result.Unlike], 0.7)
		equal(t, "complain", r[result.FirmDescription], r[result.Repeats])
	})
	t.Run("with three contacts they come twice more", func(t *testing.T) {
		r := run(func(sc *Scenario) { sc.Consumers.MaxContacts = 3 })
		nearShare(t, "complain", r[result.FirmDescription], r[result.Unlike], 0.49)
	})
	t.Run("with one contact they complain at once", func(t *testing.T) {
		r := run(func(sc *Scenario) { sc.Consumers.MaxContacts = 1 })
		equal(t, "complain", r[result.FirmDescription], r[result.Unlike])
	})
	t.Run("the next contact comes after the consumer's time", func(t *testing.T) {
		sc := with(disputes(), func(sc *Scenario) {
			sc.Consumers.Persists, sc.Consumers.SeenAfter, sc.Consumers.Again = 1, rng.MustConstant(days(1)), rng.MustConstant(days(4))
		})
		s, err := newSeason(sc, 0, TrialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		noticed, n := map[uint64]sim.Time{}, 0
		s.k.SetTrace(func(now sim.Time, name string, who uint64) {
			switch name {
			case "grievance/noticed":
				noticed[who] = now
			case "service/approach":
				n++
				if d := now - noticed[who]; d < 4*sim.Day || d > 4*sim.Day+6*sim.Hour { // the contact itself takes minutes
					t.Errorf("comes again after %s", spanWords(d))
				}
			}
		})
		s.k.Run(s.horizon() - 1)
		if n < 100 {
			t.Errorf("only %d came again", n)
		}
	})
	t.Run("who is paid in advance and not content is not paid twice", func(t *testing.T) {
		r := run(func(sc *Scenario) {
			sc.Firms[0].Policy.AdvanceCompensation = AdvanceCompensation{On: true, Cap: 100000, Share: 1}
			sc.Firms[0].Policy.CompensationEnds = 0
		})
		equal(t, "paid", r[result.Compensated], r[result.Unlike])
		nearShare(t, "complain", r[result.FirmDescription], r[result.Unlike], 0.7)
	})
}

func TestComplaintsToTheFirm(t *testing.T) {
	run := func(change func(sc *Scenario)) result.Row { return all(play(t, with(endless(shop()), change), 0), 0) }
	t.Run("agents settle their share, the rest goes on to the authority by rule", func(t *testing.T) {
		r := run(func(sc *Scenario) { sc.Firms[0].Service.Resolved.Complaint, sc.Authority.Escalates = 0.6, 0.5 })
		handled := r[result.FirmSettled] + r[result.FirmUnsettled]
		equal(t, "handled", handled, r.FirmComplaints())
		nearShare(t, "settled", r[result.FirmSettled], handled, 0.6)
		nearShare(t, "to the authority", r.AuthorityComplaints(), r[result.FirmUnsettled], 0.5)
	})
	t.Run("when all are settled nobody goes on", func(t *testing.T) {
		r := run(func(sc *Scenario) { sc.Firms[0].Service.Resolved.Complaint, sc.Authority.Escalates = 1, 1 })
		equal(t, "to the authority", r.AuthorityComplaints(), 0)
	})
	t.Run("a desk too small for complaints settles fewer within its limit", func(t *testing.T) {
		r := run(func(sc *Scenario) {
			sc.Firms[0].Service.Pools[1].Staffing, sc.Firms[0].Service.Resolved.Complaint = crew(9, 18, 1), 1
		})
		if r[result.FirmUnsettled] == 0 {
			t.Error("it settles all")
		}
	})
}

func TestWayToTheAuthority(t *testing.T) {
	sc := endless(shop())
	sc.Season.Drain = 40 * sim.Day
	sc.Firms[0].Service.Resolved.Complaint, sc.Authority.Escalates = 0, 1
	sc.Firms[0].Service.Pools[1].HandleTime = rng.MustConstant(60e3)
	sc.Authority.ConsumerAfter, sc.Authority.CourierAfter = rng.MustConstant(days(3)), rng.MustConstant(days(9))
	sc.Firms[0].Returns.RefundLimit, sc.Firms[0].Returns.RepairLimit = 200*sim.Day, 200*sim.Day // delay is of parcels
	first := map[result.Cause]sim.Time{}
	s := played(t, sc, 0, TrialOptions{Complaint: func(c Complaint) {
		if _, ok := first[c.Cause]; !ok {
			first[c.Cause] = c.At
		}
	}})
	for cause, at := range first {
		want := 3 * sim.Day
		if cause == result.Delay {
			want = 9 * sim.Day
		}
		t.Run(fmt.Sprintf("an unsettled complaint (%s) reaches the authority after its time: %s", cause, spanWords(want)), func(t *testing.T) {
			for day := range s.firms[0].days {
				if s.firms[0].days[day][result.ToAuthority(cause)] > 0 {
					equal(t, "first day", day, dayOf(at+want+sim.Minute))
					return
				}
			}
			t.Error("none")
		})
	}
	t.Run("every one of them, once", func(t *testing.T) {
		r := total(s.firms[0].days)
		equal(t, "to the authority", r.AuthorityComplaints(), r.FirmComplaints())
	})
}
