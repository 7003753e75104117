package models

import (
	"fmt"
	"math"
	"testing"

	"peakready/models/result"
	"peakready/sim"
	"peakready/sim/rng"
)

func centre() *Scenario {
	sc := Default()
	sc.Name = "Contact centre"
	sc.Season = Season{From: Day(2026, 11, 2), To: Day(2026, 11, 8), Drain: 4 * sim.Day}
	sc.Firms = []Firm{contactCentre("centre")}
	return &sc
}

func TestContactCentreAlone(t *testing.T) {
	t.Run("contacts come by their rates and are answered or given up", func(t *testing.T) {
		tr := play(t, centre(), 0)
		r := all(tr, 0)
		fresh := r[result.Contacts] - r[result.Repeats]
		near(t, "first contacts", float64(fresh), 7*12*40, 58)
		var answered, abandoned, offered int64
		for _, h := range tr.Firms[0].Pools[0].Hours {
			answered, abandoned, offered = answered+h.Answered, abandoned+h.Abandoned, offered+h.Offered
		}
		equal(t, "answered + abandoned", answered+abandoned, offered)
		equal(t, "intentions to buy", r[result.Intentions], 0)
	})
	for _, rs := range []Reason{"other", "question", "where", "return", "faulty", "refund", "terms"} {
		t.Run("a stream of contacts may have the reason "+string(rs)+", in a pool of that alone", func(t *testing.T) {
			sc := centre()
			p := &sc.Firms[0].Service.Pools[0]
			p.Reasons, p.Contacts[0].Reason = []Reason{rs}, rs
			p.Staffing = crew(8, 20, 2) // some give up, and come again
			r := all(play(t, sc, 0), 0)
			if r[result.Contacts] == 0 || r[result.Repeats] == 0 || r[result.Unanswered] == 0 {
				t.Errorf("%d contacts, %d repeats, %d unanswered", r[result.Contacts], r[result.Repeats], r[result.Unanswered])
			}
		})
	}
	t.Run("contacts of two pools stay in their own", func(t *testing.T) {
		sc := centre()
		second := sc.Firms[0].Service.Pools[0]
		second.Name, second.Contacts = "chat", []ContactStream{second.Contacts[0]}
		second.Contacts[0].Name, second.Staffing = "chats", crew(8, 20, 50)
		sc.Firms[0].Service.Pools[0].Staffing = crew(8, 20, 50)
		sc.Firms[0].Service.Resolved.Other = 1
		sc.Firms[0].Service.Pools = append(sc.Firms[0].Service.Pools, second)
		second.Contacts[0].Rates = []Shift{{From: oClock(8), To: oClock(20), Rate: 24 * 10}}
		tr := play(t, sc, 0)
		for i, want := range []float64{40, 10} {
			n := 0.0
			for _, h := range tr.Firms[0].Pools[i].Hours {
				n += float64(h.Fresh)
			}
			near(t, fmt.Sprintf("pool %d", i), n, 7*12*want, 58*want/40+15)
		}
	})
}

func TestQuestionsBeforeTheSale(t *testing.T) {
	asks := func(change func(f *Firm)) result.Row {
		sc := endless(shop())
		sc.Season = Season{From: Day(2026, 6, 1), To: Day(2026, 6, 5), Drain: 8 * sim.Day}
		f := &sc.Firms[0]
		f.Stock.Cover, f.Storefront.PaymentTrouble = 1000, 0
		for i := range f.Demand.Categories {
			g := &f.Demand.Categories[i]
			g.Question, g.Faulty, g.Unlike, g.Claims, g.Regret = 0.5, 0, 0, 0, 0
		}
		sc.Carriers[0].Damaged, sc.Consumers.AskWhere, sc.Consumers.MindDelay = 0, 0, 0
		f.Service.Bot.Question = 0.2
		change(f)
		return all(play(t, sc, 0), 0)
	}
	t.Run("half ask, a fifth of them a bot that answers, and all buy when answered", func(t *testing.T) {
		r := asks(func(*Firm) {})
		nearShare(t, "asked", r[result.Contacts]+r[result.BotContacts], r[result.Intentions], 0.5)
		nearShare(t, "the bot", r[result.BotContacts], r[result.Contacts]+r[result.BotContacts], 0.2)
		equal(t, "bought", r[result.Placed], r[result.Intentions])
	})
	t.Run("of the unanswered 35% buy elsewhere", func(t *testing.T) {
		r := asks(func(f *Firm) {
			p := &f.Service.Pools[0]
			p.Patience, p.Redial, p.Staffing, p.HandleTime = rng.MustConstant(1), 0, crew(0, 24, 1), rng.MustConstant(3600e3)
		})
		nearShare(t, "lost", r[result.LostQuestion], r[result.Unanswered], 0.35)
		equal(t, "bought", r[result.Placed], r[result.Intentions]-r[result.LostQuestion])
	})
	t.Run("a closed desk answers no question: of those who meet one 35% buy elsewhere", func(t *testing.T) {
		r := asks(func(f *Firm) { f.Service.Pools[0].Staffing = crew(9, 18, 3000) })
		h := DefaultDemand().Hours
		closed := 1 - sum(h[9:18])/sum(h)
		nearShare(t, "lost", r[result.LostQuestion], r[result.Intentions], 0.5*0.8*closed*0.35)
		equal(t, "bought", r[result.Placed], r[result.Intentions]-r[result.LostQuestion])
	})
}

func TestClosedDesks(t *testing.T) {
	back := func(t *testing.T, from, to float64) (asked, returned int64, hours map[int]int64) {
		sc := plain()
		f := &sc.Firms[0]
		f.Returns.SelfService, f.Service.Bot.Return, f.Demand.Scale = 0, 0, 0.2
		f.Service.Pools[0].Staffing = crew(from, to, 3000)
		tr := play(t, sc, 0)
		hours = map[int]int64{}
		for i, h := range tr.Firms[0].Pools[0].Hours {
			hours[i%24] += h.Fresh
		}
		r := all(tr, 0)
		return r[result.ReturnsAsked], r[result.Returned], hours
	}
	for _, c := range []struct{ from, to float64 }{{9, 18}, {9, 10}, {22, 2}} {
		t.Run(fmt.Sprintf("who finds a desk closed comes back when it is open: %v to %v o'clock", c.from, c.to), func(t *testing.T) {
			asked, returned, hours := back(t, c.from, c.to)
			equal(t, "returns that came through the desk", returned, asked)
			for h, n := range hours {
				if !covers(oClock(c.from), oClock(c.to), oClock(float64(h))) && n > 0 {
					t.Errorf("%d contacts at %d o'clock", n, h)
				}
			}
		})
	}
	t.Run("a desk that never opens again makes complaints of waiting, at once where consumers do not wait", func(t *testing.T) {
		sc := with(disputes(), func(sc *Scenario) {
			sc.Consumers.Again, sc.Consumers.Persists, sc.Consumers.Angry = rng.MustConstant(0), 1, 0
			sc.Firms[0].Service.Pools[0].Staffing = crew(9, 18, 0)
		})
		r := all(play(t, sc, 0), 0)
		equal(t, "contacts but for the complaints", r[result.Contacts], r.FirmComplaints())
		equal(t, "complaints of waiting", r[result.FirmService], r[result.Unlike])
	})
	t.Run("the first hour after the opening has most of those who waited for it", func(t *testing.T) {
		_, _, hours := back(t, 9, 18)
		if hours[9] <= hours[10] || hours[10] <= hours[14] {
			t.Errorf("%v", hours)
		}
	})
}

func TestDefaultsOfAChannel(t *testing.T) {
	second := float64(sim.Second)
	for _, c := range []struct {
		channel          Channel
		handle, patience float64 // means in seconds
		concurrency      int
		within           sim.Time
		redials          bool
	}{
		{"chat", 300, 180, 4, 30 * sim.Second, true},
		{"phone", 190, 411 * 1.0179, 1, 20 * sim.Second, true}, // scale x gamma(1 + 1/0.96)
		{"ticket", 600, 3 * 86400, 1, 24 * sim.Hour, false},
	} {
		t.Run("what is not given of a "+string(c.channel)+" pool follows its channel", func(t *testing.T) {
			sc := centre()
			p := Pool{}.Defaults()
			p.Channel = c.channel
			sc.Firms[0].Service.Pools[0] = p
			got := Completed(*sc).Firms[0].Service.Pools[0]
			for what, v := range map[string][2]float64{"handle time": {got.HandleTime.Mean() / second, c.handle}, "patience": {got.Patience.Mean() / second, c.patience}} {
				if math.Abs(v[0]/v[1]-1) > 0.001 {
					t.Errorf("%s: mean %v s, want %v", what, v[0], v[1])
				}
			}
			equal(t, "concurrency", got.Concurrency, c.concurrency)
			equal(t, "answer within", got.AnswerWithin, c.within)
			equal(t, "redials", got.RedialMax > 0, c.redials)
			equal(t, "the scenario itself", sc.Firms[0].Service.Pools[0].Concurrency, 0)
		})
	}
	t.Run("what is given stays", func(t *testing.T) {
		sc := centre()
		p := &sc.Firms[0].Service.Pools[0]
		p.Channel, p.HandleTime, p.Patience, p.Concurrency, p.AnswerWithin, p.RedialMax = "chat", rng.MustConstant(1), rng.MustConstant(2), 3, 4, 5
		got := Completed(*sc).Firms[0].Service.Pools[0]
		equal(t, "pool", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", *p))
	})
	t.Run("a scenario and its completed form are the same season", func(t *testing.T) {
		sc := brief()
		full := Completed(*sc)
		equal(t, "fingerprint", play(t, &full, 1).Fingerprint, play(t, sc, 1).Fingerprint)
	})
}
